"""Rows to nodes and relationships: each cell interpreted by its grammar, each link with the place that states it."""
