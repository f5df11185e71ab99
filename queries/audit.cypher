// The rows that the audit starts from for the faults that a pattern shows: an agency that leads a task and is told to
// coordinate with itself.
// $plan: only this plan (number or id)
MATCH (a)-[:LEADS]->(t:Task)<-[:COORDINATES]-(a)
WHERE $plan IS NULL OR t.document = $plan
RETURN t.id AS task, a.id AS agency, a.name AS name, t.source_line AS source_line
ORDER BY task, agency
