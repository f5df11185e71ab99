// Who leads how much: every agency and group, also those that lead nothing; a task with n leads counts 1/n.
// $plan: only this plan (number or id)
MATCH (a)
WHERE a:Agency OR a:AgencyGroup
OPTIONAL MATCH (a)-[:LEADS]->(t:Task)
WHERE $plan IS NULL OR t.document = $plan
WITH a, t, CASE WHEN t IS NULL THEN 0.0 ELSE 1.0 / COUNT { ()-[:LEADS]->(t) } END AS share
RETURN a.id AS id, a.name AS name, count(t) AS led, sum(share) AS lead_share
ORDER BY lead_share DESC, led DESC, name, id
