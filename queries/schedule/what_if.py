"""What if a task is late: which tasks move, and which deadlines break."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from queries.schedule.answer import Options, Problem, iso_dates
from queries.schedule.cpm import NO_LIMIT, Schedule
from queries.schedule.network import Ints


def delayed(problem: Problem, options: Options, delays: Mapping[str, int]) -> tuple[Schedule, Schedule]:
    """The schedule without and with delays: each task named (id) starts its days later than it otherwise could.

    Delays of tasks on one chain add up: each is counted from where the delays before it put the task."""
    before = problem.solve(options)
    plan = before
    floor = np.zeros_like(problem.duration)
    at = {name: k for k, name in enumerate(problem.ids)}
    tasks = np.array([at[name] for name in delays], dtype=np.int64)  # KeyError: no such task
    days = np.array(list(delays.values()), dtype=np.int64)
    # first those that start first: a delay upstream has moved a task before its own delay is added
    for k in np.argsort(before.early_start[tasks], kind="stable").tolist():
        task = int(tasks[k])
        floor[task] = plan.early_start[task] + days[k]
        plan = problem.solve(options, floor)
    return before, plan


def what_if(problem: Problem, options: Options, delays: Mapping[str, int]) -> pd.DataFrame:
    """The tasks that a delay moves, a row each in the order of the tasks: `id`, `early_start`, `early_finish` (ISO
    dates, before), `new_start`, `new_finish`, `moved_days` (in days of the calendar used), `due` (last day of the
    deadline or None), `late_days` (after the deadline, 0 when kept), `breaks` (the deadline was kept
    before and is not any more)."""
    before, after = delayed(problem, options, delays)
    moved = np.flatnonzero(after.early_start != before.early_start)
    due = problem.due_by[moved]
    late = np.where(due < NO_LIMIT, np.maximum(after.early_finish[moved] - due, 0), 0)
    worked = (problem.duration > 0)[moved]

    def dates(days: Ints) -> np.ndarray:
        return iso_dates(problem.calendar, days)

    last_day = np.full(moved.size, None, dtype=object)
    last_day[due < NO_LIMIT] = dates(due[due < NO_LIMIT] - 1)
    return pd.DataFrame(
        {
            "id": [problem.ids[task] for task in moved],
            "early_start": dates(before.early_start[moved]),
            "early_finish": dates(before.early_finish[moved] - worked),
            "new_start": dates(after.early_start[moved]),
            "new_finish": dates(after.early_finish[moved] - worked),
            "moved_days": after.early_start[moved] - before.early_start[moved],
            "due": last_day,
            "late_days": late,
            "breaks": (late > 0) & (before.early_finish[moved] <= due),
        }
    )
