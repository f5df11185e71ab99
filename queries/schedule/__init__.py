"""The critical path of plans: network, loops, calendar, durations, and the answer as a table."""
