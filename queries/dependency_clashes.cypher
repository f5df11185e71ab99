// Tasks that are due before a task they wait for: their deadlines cannot both be kept.
MATCH (t:Task)-[r:DEPENDS_ON]->(p:Task)
WHERE t.due < p.due AND (r.link IS NULL OR r.link = 'FS' OR r.link = 'FF')
RETURN t.id AS task, t.name AS name, t.due AS due, p.id AS waits_for, p.name AS waits_for_name,
       p.due AS waits_for_due, r.origin AS origin, r.text AS text
ORDER BY due, task, waits_for
