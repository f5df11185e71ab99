// Tasks that rest on a document, should it change: they name it, their heading does, or their plan carries it out
// (also through other documents).
// $document: the document (number or id), required
MATCH (x:Document {id: $document})<-[:CITES]-(t:Task)
RETURN t.id AS task, t.number AS number, t.name AS name, t.document AS plan, 'task' AS named_by
UNION
MATCH (x:Document {id: $document})<-[:IMPLEMENTS|GUIDES|AMENDS|PROMULGATES*0..20]-(b:Document)
WITH DISTINCT b
MATCH (b)<-[:IMPLEMENTS]-(s:Section)-[:CONTAINS*1..12]->(t:Task)
RETURN t.id AS task, t.number AS number, t.name AS name, t.document AS plan, 'heading' AS named_by
UNION
MATCH (x:Document {id: $document})<-[:IMPLEMENTS|GUIDES|AMENDS|PROMULGATES*0..20]-(b:Document)
WITH DISTINCT b
MATCH (b)-[:CONTAINS*1..12]->(t:Task)
RETURN t.id AS task, t.number AS number, t.name AS name, t.document AS plan, 'plan' AS named_by
