"""Which tasks ask for the same duty, which indicators measure the same, and what became of a parent's tasks."""

from queries.overlap.cascade import STATUSES, cascade
from queries.overlap.measures import same_measures
from queries.overlap.search import DEFAULT_THRESHOLD, groups, overlaps

__all__ = ["DEFAULT_THRESHOLD", "STATUSES", "cascade", "groups", "overlaps", "same_measures"]
