// What clarity rests on, a row a task: how many agencies and how many collectives lead it, how many coordinate, how many
// hard deadlines it has, and the words of its deliverable.
// $plan: only this plan (number or id)
MATCH (t:Task)
WHERE $plan IS NULL OR t.document = $plan
OPTIONAL MATCH (a:Agency)-[:LEADS]->(t)
WITH t, count(DISTINCT a) AS agencies
OPTIONAL MATCH (g:AgencyGroup)-[:LEADS]->(t)
WITH t, agencies, count(DISTINCT g) AS collectives
OPTIONAL MATCH (c)-[:COORDINATES]->(t)
WITH t, agencies, collectives, count(DISTINCT c) AS coordinators
OPTIONAL MATCH (t)-[:DUE]->(m:Milestone)
WHERE m.kind IN ['date', 'month', 'quarter', 'year', 'range']
RETURN t.id AS task, agencies, collectives, coordinators, count(DISTINCT m) AS hard_deadlines, t.state AS state,
       t.deliverable AS deliverable
ORDER BY task
