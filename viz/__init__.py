"""Maps and the report: HTML files that open anywhere, without a network."""
