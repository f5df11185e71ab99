// Hard deadlines of led tasks by quarter and agency: who has how much to deliver when.
// $plan: only this plan (number or id)
MATCH (a:Agency)-[:LEADS]->(t:Task)-[:DUE]->(m:Milestone)
WHERE m.end_quarter IS NOT NULL AND ($plan IS NULL OR t.document = $plan)
RETURN m.end_quarter AS quarter, a.id AS id, a.name AS name, count(m) AS deadlines
ORDER BY quarter, deadlines DESC, name, id
