"""The critical path method over arrays: earliest and latest days, slack, what drives each task.

Day numbers are integers counted from the first day of the plan (day 0); what a day is (of the calendar, or a working
day) is the calendar's matter (`queries.schedule.calendar`). A task of d days that starts on day s works on the days
s .. s + d - 1; `finish` is kept as s + d, the first day after it, so that FS without lag lets the successor start on
the predecessor's `finish`. A task of length zero works on no day: it stands at the beginning of day s.
Source: J. E. Kelley, M. R. Walker, "Critical-Path Planning and Scheduling" (1959); link kinds as in the precedence
diagramming method.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from queries.schedule.network import Bools, Ints, Links, start_weights
from queries.schedule.sweep import Sweep

NO_LIMIT = np.int64(2**40)  # a latest finish that never binds


@dataclass(frozen=True)
class Schedule:
    """n tasks scheduled. Arrays of length n in day numbers: `early_start`, `late_start`, `duration`; `finish` is the
    first day after the last task. `links` and `weight` (m) are those computed with."""

    duration: Ints
    early_start: Ints
    late_start: Ints
    finish: int
    links: Links
    weight: Ints

    @cached_property
    def early_finish(self) -> Ints:
        """First day after the task when it starts as early as it can (n)."""
        return self.early_start + self.duration

    @cached_property
    def late_finish(self) -> Ints:
        """First day after the task when it starts as late as it may (n)."""
        return self.late_start + self.duration

    @cached_property
    def total_slack(self) -> Ints:
        """Days a task can slip without moving the end of the plan (or breaking a deadline); below 0 it is too late."""
        return self.late_start - self.early_start

    @cached_property
    def critical(self) -> Bools:
        """Tasks without room: total slack of 0 days or less (n)."""
        return self.total_slack <= 0

    @cached_property
    def _gap(self) -> Ints:
        start = self.early_start
        return start[self.links.successor] - start[self.links.predecessor] - self.weight

    @cached_property
    def free_slack(self) -> Ints:
        """Days a task can slip without moving the earliest start of any other task or the end of the plan (n)."""
        free = self.finish - self.early_finish
        np.minimum.at(free, self.links.predecessor, self._gap)
        return free

    @cached_property
    def driving_link(self) -> Ints:
        """The link that holds a task where it is, the first in the list where several do; -1 where none does (n)."""
        binding = np.flatnonzero(self._gap == 0)[::-1]  # of equal places the last written stays: the first link
        driver = np.full(self.duration.size, -1, dtype=np.int64)
        driver[self.links.successor[binding]] = binding
        return driver

    @cached_property
    def driving_predecessor(self) -> Ints:
        """The predecessor on the driving link; -1 where none (n). Of a critical task it is critical, too."""
        link = self.driving_link
        if not len(self.links):
            return link
        return np.where(link < 0, -1, self.links.predecessor[link])


def schedule(
    duration: Ints,
    links: Links,
    *,
    not_before: Ints | None = None,
    finish_by: Ints | None = None,
    sweep: Sweep | None = None,
) -> Schedule:
    """The critical path method.

    `duration` (n, days >= 0); `not_before` (n): the first day a task may start (default day 0 for all; nothing starts
    before day 0); `finish_by` (n): the first day after the latest allowed finish, NO_LIMIT where there is none. With
    `finish_by` the end of the plan that slack is measured to is the latest limit, if that is after the last task; a
    limit that cannot be kept shows as negative slack. `sweep`: the order of the links, when it is known already.
    Raises LoopError when the links form a loop (`queries.schedule.loops` takes loops apart)."""
    if sweep is None:
        sweep = Sweep(duration.size, links.predecessor, links.successor)
    weight = start_weights(links, duration)
    floor = np.zeros(duration.size, dtype=np.int64) if not_before is None else np.maximum(not_before, 0)
    early = sweep.forward(weight, floor)
    finish = int((early + duration).max(initial=0))
    cap = finish - duration
    if finish_by is not None:
        limits = finish_by[finish_by < NO_LIMIT]
        cap = np.minimum(finish_by, max(finish, int(limits.max(initial=finish)))) - duration
    return Schedule(duration, early, sweep.backward(weight, cap), finish, links, weight)


def ancestors(target: int, n: int, links: Links) -> Bools:
    """The tasks a task waits for, directly or not, with itself (mask of length n)."""
    waits = np.zeros(n, dtype=np.bool_)
    waits[target] = True
    by_successor = np.argsort(links.successor, kind="stable")
    ends = np.cumsum(np.bincount(links.successor, minlength=n)).tolist()
    before = links.predecessor[by_successor].tolist()
    stack = [target]
    while stack:
        task = stack.pop()
        for k in range(ends[task - 1] if task else 0, ends[task]):
            if not waits[before[k]]:
                waits[before[k]] = True
                stack.append(before[k])
    return waits


def driving_chain(plan: Schedule, task: int) -> list[int]:
    """Why a task starts when it does: its driving predecessor, that one's, and so on; first task first."""
    driver = plan.driving_predecessor
    chain = [task]
    while driver[chain[-1]] >= 0:
        chain.append(int(driver[chain[-1]]))
    return chain[::-1]


def critical_chains(plan: Schedule) -> list[list[int]]:
    """The critical chains: one for each critical task that drives no other critical task; first task first."""
    driver = plan.driving_predecessor
    ends = plan.critical.copy()
    followed = driver[plan.critical]
    ends[followed[followed >= 0]] = False
    return [driving_chain(plan, int(task)) for task in np.flatnonzero(ends)]
