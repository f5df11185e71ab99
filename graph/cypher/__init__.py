"""The Cypher views of the record: one in memory, read-only, and one in a Neo4j database."""
