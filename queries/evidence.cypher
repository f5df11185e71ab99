// What is known of a task, each link with the words that state it and where they stand.
// $task: the task (reference or id), required
MATCH (t:Task {id: $task})-[r]->(x)
RETURN 'out' AS direction, type(r) AS type, x.id AS id, x.name AS name, r.text AS text, r.document AS document,
       r.source_line AS source_line, r.source_page AS source_page, r.source_table AS source_table,
       r.source_row AS source_row
UNION
MATCH (t:Task {id: $task})<-[r]-(x)
RETURN 'in' AS direction, type(r) AS type, x.id AS id, x.name AS name, r.text AS text, r.document AS document,
       r.source_line AS source_line, r.source_page AS source_page, r.source_table AS source_table,
       r.source_row AS source_row
