"""Names to nodes: folding, the registry of agencies, groups, documents, successions, judgements."""
