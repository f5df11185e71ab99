"""From a file a person was sent to rows with evidence: read, recover, interpret."""
