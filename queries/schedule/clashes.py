"""Where deadlines contradict the links: a task due before its predecessor, a chain that does not fit in the time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from queries.schedule.cpm import NO_LIMIT, Schedule
from queries.schedule.network import KINDS, Ints, Links


@dataclass(frozen=True, slots=True)
class DueBefore:
    """A task that must be done before the one it waits for. `link`: index; `days`: how many days too early
    (counted from the last day of the predecessor's deadline, lag included); `certain`: the two deadlines, as intervals
    (a month, a year), leave no day on which both are kept; else some do."""

    link: int
    predecessor: int
    successor: int
    days: int
    certain: bool


@dataclass(frozen=True, slots=True)
class TooLate:
    """A task that cannot be done by its deadline even when everything starts as early as it can. `days`: how many days
    are missing. What holds it up: `queries.schedule.cpm.driving_chain`."""

    task: int
    days: int


def due_before_predecessor(links: Links, due_from: Ints, due_by: Ints) -> list[DueBefore]:
    """Clashes between the deadlines of the two ends of a link whose finishes are bound to each other (FS, FF).

    `due_from`, `due_by` (n): first and last day of each task's deadline as first days after, NO_LIMIT without one."""
    bound = (links.kind == KINDS.index("FS")) | (links.kind == KINDS.index("FF"))
    before, after = links.predecessor, links.successor
    both = bound & (due_by[before] < NO_LIMIT) & (due_by[after] < NO_LIMIT)
    hopeless = both & (due_from[before] + links.lag > due_by[after])
    days = np.where(both, due_by[before] + links.lag - due_by[after], 0)
    return [
        DueBefore(link, int(before[link]), int(after[link]), int(days[link]), bool(hopeless[link]))
        for link in np.flatnonzero(days > 0).tolist()
    ]


def chains_too_late(plan: Schedule, due_by: Ints) -> list[TooLate]:
    """The tasks whose earliest finish is after their deadline, by task."""
    days = np.where(due_by < NO_LIMIT, plan.early_finish - due_by, 0)
    late = np.flatnonzero(days > 0).tolist()
    return [TooLate(task, int(days[task])) for task in late]
