// Tasks that nobody leads and that are no mere heading of parts.
// $plan: only this plan (number or id)
MATCH (t:Task)
WHERE NOT EXISTS { ()-[:LEADS]->(t) } AND NOT EXISTS { (:Task)-[:PART_OF]->(t) }
      AND ($plan IS NULL OR t.document = $plan)
RETURN t.id AS task, t.number AS number, t.name AS name, t.lead_text AS lead_text, t.source_line AS source_line
ORDER BY task
