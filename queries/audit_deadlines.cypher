// Deadlines that ended before the day on which the plan was issued (the audit's deadline_before_plan)
// $plan: only this plan (number or id)
MATCH (t:Task)-[:DUE]->(m:Milestone)
WHERE ($plan IS NULL OR t.document = $plan) AND t.state <> 'done'
      AND m.kind IN ['date', 'month', 'quarter', 'year', 'range']
MATCH (d:Document {id: t.document})
WHERE d.issued IS NOT NULL AND m.`end` < d.issued
RETURN DISTINCT t.id AS task, m.`end` AS due, d.issued AS issued, t.source_line AS source_line
ORDER BY task, due
