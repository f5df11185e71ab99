// From a task up to what it rests on: the heading that says whose tasks these are decides, else the plan's own words.
// $task: the task (reference or id), required
MATCH (d:Document)-[:CONTAINS*1..12]->(t:Task {id: $task})
RETURN t.id AS from_id, 'CONTAINS' AS type, d.id AS to_id, null AS text, t.source_line AS source_line
UNION
MATCH (t:Task {id: $task})-[r:CITES]->(b:Document)
RETURN t.id AS from_id, 'CITES' AS type, b.id AS to_id, r.text AS text, r.source_line AS source_line
UNION
MATCH (d:Document)-[:CONTAINS*1..12]->(t:Task {id: $task})
OPTIONAL MATCH path = (s:Section)-[:CONTAINS*1..12]->(t)
WHERE EXISTS { (s)-[:IMPLEMENTS]->(:Document) }
WITH d, s, length(path) AS steps
ORDER BY steps
LIMIT 1
WITH coalesce(s, d) AS bottom
MATCH (bottom)-[:IMPLEMENTS|GUIDES|AMENDS|PROMULGATES*0..20]->(a)
WITH DISTINCT a
MATCH (a)-[r:IMPLEMENTS|GUIDES|AMENDS|PROMULGATES]->(b:Document)
RETURN CASE WHEN a:Section THEN a.document ELSE a.id END AS from_id, type(r) AS type, b.id AS to_id, r.text AS text,
       r.source_line AS source_line
