// Pairs of tasks that a person confirmed to ask for the same duty.
MATCH (a:Task)-[r:OVERLAPS]->(b:Task)
WHERE r.judgement = 'confirmed'
RETURN a.id AS a, a.name AS a_name, b.id AS b, b.name AS b_name, r.level AS level, r.similarity AS similarity,
       r.reasons AS reasons
ORDER BY similarity DESC, a, b
