// What the plans ask of one measure: the indicators of this name, and those a person confirmed to measure the same.
// $indicator_folded: the indicator's name (with or without diacritics), required
MATCH (i:Indicator)
WHERE i.name_folded = $indicator_folded
OPTIONAL MATCH (i)-[s:SAME_MEASURE]-(j:Indicator)
WHERE s.judgement = 'confirmed'
WITH collect(i) + collect(j) AS both
UNWIND both AS k
WITH DISTINCT k
MATCH (k)-[:HAS_TARGET]->(g:Target)
MATCH (d:Document {id: k.document})
RETURN d.id AS plan, d.number AS plan_number, k.id AS indicator, k.name AS name, g.period AS period, g.text AS text,
       g.operator AS operator, g.value AS value, g.value_high AS value_high, g.unit AS unit
ORDER BY period, plan, indicator, text
