// Tasks that only a collective leads: everyone's, and so far no one's.
// $plan: only this plan (number or id)
MATCH (g:AgencyGroup)-[r:LEADS]->(t:Task)
WHERE NOT EXISTS { (:Agency)-[:LEADS]->(t) } AND ($plan IS NULL OR t.document = $plan)
RETURN t.id AS task, t.number AS number, t.name AS name, g.name AS led_by, r.text AS text
ORDER BY task, led_by
