// What one agency leads, by the quarter in which it is due; one row a task and milestone, undated ones with none.
// $agency_folded: the agency or group (name, with or without diacritics), required
MATCH (a)-[:LEADS]->(t:Task)
WHERE (a:Agency OR a:AgencyGroup) AND a.name_folded = $agency_folded
OPTIONAL MATCH (t)-[:DUE]->(m:Milestone)
RETURN m.end_quarter AS quarter, m.`end` AS end_day, m.text AS deadline, t.id AS task, t.number AS number, t.name AS name
ORDER BY quarter, end_day, task
