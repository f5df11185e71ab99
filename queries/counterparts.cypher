// Which provincial agency answers to which central one, and for how many tasks.
// $plan: only this plan (number or id)
MATCH (p:Agency)-[:COUNTERPART_FOR]->(t:Task)<-[:LEADS]-(m:Agency)
WHERE $plan IS NULL OR t.document = $plan
RETURN p.id AS counterpart, p.name AS counterpart_name, m.id AS lead, m.name AS lead_name, m.level AS lead_level,
       count(DISTINCT t.id) AS tasks
ORDER BY tasks DESC, counterpart_name, lead_name, counterpart, lead
