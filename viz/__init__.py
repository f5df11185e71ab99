"""Maps, charts and the report."""
