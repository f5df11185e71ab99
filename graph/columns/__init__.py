"""The graph in memory as columns: integer ids and one array a property, made from the record and kept beside it."""
