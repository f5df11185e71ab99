// Tasks led by an agency that has given its duties to others, and to whom.
MATCH (a:Agency)-[s:SUCCEEDED_BY]->(b:Agency)
MATCH (a)-[:LEADS]->(t:Task)
RETURN t.id AS task, t.name AS name, a.name AS agency, b.name AS successor, s.on AS on_day, s.basis AS basis,
       s.share AS share
ORDER BY task, successor
