"""The critical path as an answer: tables of tasks and links in, a table of dates and slack out, with what was found."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from queries.schedule import clashes
from queries.schedule.calendar import Calendar, CalendarDays, Dates, WorkingDays
from queries.schedule.cpm import NO_LIMIT, Schedule, ancestors, driving_chain, schedule
from queries.schedule.durations import BY_DELIVERABLE, DEFAULT_DAYS, durations
from queries.schedule.loops import open_loops
from queries.schedule.network import KINDS, BadLink, Bools, Ints, Links, read_links
from queries.schedule.sweep import Sweep


@dataclass(frozen=True, slots=True)
class Options:
    """How to compute. The textbook method by default: durations and links only, from the earliest planned start.

    `first_day`: day 0 of the plan; `working_days`: count these instead of days of the calendar; `respect_starts`: no
    task before its planned start; `deadlines`: measure slack to deadlines (negative where they cannot be kept);
    `target`: only this task (id) and what it waits for; `default_days`: calendar days by kind of deliverable."""

    first_day: dt.date | None = None
    working_days: bool = False
    respect_starts: bool = False
    deadlines: bool = False
    target: str | None = None
    default_days: Mapping[str, int] = field(default_factory=lambda: DEFAULT_DAYS)


@dataclass(frozen=True, slots=True)
class Rule:
    """What an answer rests on, to be named with it; `durations` counts the tasks by the rule of their duration."""

    first_day: dt.date
    days: str
    respect_starts: bool
    deadlines: bool
    durations: Mapping[str, int]

    def __str__(self) -> str:
        return self.told(str)

    def told(self, translate: Callable[[str], str]) -> str:
        """The rule in words, its English ones given to `translate`; of durations by kind of deliverable the sum."""
        _ = translate
        kinds = {rule.partition(": ")[2]: n for rule, n in self.durations.items() if rule.startswith(BY_DELIVERABLE)}
        counts = [f"{_(rule)} {n}" for rule, n in self.durations.items() if not rule.startswith(BY_DELIVERABLE)]
        if kinds:
            named = ", ".join(f"{kind} {n}" for kind, n in kinds.items())
            counts.insert(0, f"{_('deliverable')} {sum(kinds.values())} ({named})")
        parts = (
            _("critical path method from {day}").format(day=self.first_day.isoformat()),
            _(self.days),
            _("planned starts kept") if self.respect_starts else _("durations and links only"),
            _("slack to the deadlines") if self.deadlines else _("slack to the end of the plan"),
            _("durations by {counts}").format(counts=", ".join(counts) or _("none")),
        )
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class NamedLoop:
    """A loop with its tasks (ids) and links (positions in the table given) in the order of `Loop`."""

    tasks: tuple[str, ...]
    links: tuple[int, ...]


@dataclass(frozen=True)
class Problem:
    """A network ready to compute: n tasks (`ids`) and links without loops, days counted by `calendar`.

    `not_before` (n): day number of the planned start, 0 where none; `due_from`, `due_by` (n): the days after the first
    and the last day of the deadline, NO_LIMIT where none. `bad_links` and `loops` are what was left out; the links of
    a loop are positions in the table given."""

    ids: list[str]
    numbers: list[str | None]
    calendar: Calendar
    duration: Ints
    duration_rule: list[str]
    not_before: Ints
    due_from: Ints
    due_by: Ints
    links: Links
    sweep: Sweep
    bad_links: list[BadLink]
    loops: list[NamedLoop]
    rule: Rule

    def solve(self, options: Options, not_before: Ints | None = None) -> Schedule:
        """The schedule; `not_before` (n) adds to what the options ask."""
        floor = self.not_before if options.respect_starts else np.zeros_like(self.duration)
        if not_before is not None:
            floor = np.maximum(floor, not_before)
        limit = self.due_by if options.deadlines else None
        return schedule(self.duration, self.links, not_before=floor, finish_by=limit, sweep=self.sweep)

    def only(self, which: Bools) -> Problem:
        """The problem of some of the tasks (mask of length n), with the loops and bad links that touch one of them."""
        at = np.flatnonzero(which).tolist()
        kept = {self.ids[k] for k in at}
        links = self.links.between(which)
        return replace(
            self,
            ids=[self.ids[k] for k in at],
            numbers=[self.numbers[k] for k in at],
            duration=self.duration[which],
            duration_rule=[self.duration_rule[k] for k in at],
            not_before=self.not_before[which],
            due_from=self.due_from[which],
            due_by=self.due_by[which],
            links=links,
            sweep=Sweep(len(at), links.predecessor, links.successor),
            bad_links=[bad for bad in self.bad_links if bad.successor in kept],
            loops=[loop for loop in self.loops if kept.intersection(loop.tasks)],
        )


@dataclass(frozen=True)
class Answer:
    """`table`: one row a task (see `critical_path`); `chain`: with a target the ids of the driving chain up to it; and
    what was found on the way: deadlines that contradict links or cannot be kept (tasks as indices into `problem.ids`,
    links into `problem.links`; links left out and loops stand in `problem`)."""

    table: pd.DataFrame
    chain: list[str]
    problem: Problem
    plan: Schedule
    due_before: list[clashes.DueBefore]
    too_late: list[clashes.TooLate]

    @property
    def rule(self) -> Rule:
        """What the answer rests on."""
        return self.problem.rule

    def chain_to(self, task: int) -> list[str]:
        """What holds a task (index) where it is: ids, first task first, the task itself last."""
        return [self.problem.ids[one] for one in driving_chain(self.plan, task)]


def prepare(tasks: pd.DataFrame, links: pd.DataFrame, options: Options) -> Problem:
    """Tables as arrays.

    `tasks`: `id` and, where known, `number`, `start`, `end` (first and last day worked), `due_from`, `due` (first and
    last day of the deadline; `due` alone is a day), `deliverable`; dates as ISO strings or dates. `links`: the
    columns of DEPENDS_ON (`queries.schedule.network.read_links`). ValueError when no day tells where to begin."""
    start, end = _dates(tasks, "start"), _dates(tasks, "end")
    due = _dates(tasks, "due")
    due_from = _dates(tasks, "due_from")
    due_from = np.where(np.isnat(due_from) | np.isnat(due), due, due_from)
    first = options.first_day or _earliest(start)
    calendar: Calendar = WorkingDays(first) if options.working_days else CalendarDays(first)
    days, rules = durations(start, end, _texts(tasks, "deliverable"), calendar, options.default_days)
    ids = [str(name) for name in tasks["id"]]
    usable, bad = read_links(ids, links)
    opened, loops, sweep = open_loops(len(ids), usable)
    rows = usable.row
    return Problem(
        ids=ids,
        numbers=_texts(tasks, "number"),
        calendar=calendar,
        duration=days,
        duration_rule=rules,
        not_before=_day_numbers(start, calendar.first_day, 0),
        due_from=_day_numbers(due_from, calendar.day_after, int(NO_LIMIT)),
        due_by=_day_numbers(due, calendar.day_after, int(NO_LIMIT)),
        links=opened,
        sweep=sweep,
        bad_links=bad,
        loops=[
            NamedLoop(tuple(ids[task] for task in loop.tasks), tuple(int(rows[link]) for link in loop.links))
            for loop in loops
        ],
        rule=Rule(first, calendar.rule, options.respect_starts, options.deadlines, dict(Counter(sorted(rules)))),
    )


def critical_path(tasks: pd.DataFrame, links: pd.DataFrame, options: Options = Options()) -> Answer:
    """Earliest and latest dates, slack and critical tasks (`prepare` says what the tables hold).

    The table has, a row for each task in the order given: `id`, `number`, `duration_days`, `early_start`,
    `early_finish`, `late_start`, `late_finish` (ISO dates, first and last day worked; a task of no length has the day
    it stands at the beginning of as both), `total_slack_days`, `free_slack_days`, `critical`, `driving_predecessor`
    (id or None), `driving_link` ('FS'), `driving_lag_days`, `duration_rule`; with deadlines also `due` (last day)
    and `total_slack_low_days`, the slack if every deadline means the first day of its interval."""
    problem = prepare(tasks, links, options)
    chain: list[str] = []
    if options.target is not None:
        if options.target not in problem.ids:
            raise KeyError(options.target)
        at = problem.ids.index(options.target)
        problem = problem.only(ancestors(at, len(problem.ids), problem.links))
    plan = problem.solve(options)
    if options.target is not None:
        chain = [problem.ids[task] for task in driving_chain(plan, problem.ids.index(options.target))]
    return Answer(
        table=_table(problem, plan, options),
        chain=chain,
        problem=problem,
        plan=plan,
        due_before=clashes.due_before_predecessor(problem.links, problem.due_from, problem.due_by),
        too_late=clashes.chains_too_late(plan, problem.due_by),
    )


def _table(problem: Problem, plan: Schedule, options: Options) -> pd.DataFrame:
    link = plan.driving_link
    driven = link >= 0
    chosen = problem.links.keep(link[driven])
    some = problem.duration > 0
    columns = {
        "id": problem.ids,
        "number": problem.numbers,
        "duration_days": problem.duration,
        "early_start": iso_dates(problem.calendar, plan.early_start),
        "early_finish": iso_dates(problem.calendar, plan.early_finish - some),
        "late_start": iso_dates(problem.calendar, plan.late_start),
        "late_finish": iso_dates(problem.calendar, plan.late_finish - some),
        "total_slack_days": plan.total_slack,
        "free_slack_days": plan.free_slack,
        "critical": plan.critical,
        "driving_predecessor": _spread(driven, [problem.ids[task] for task in chosen.predecessor]),
        "driving_link": _spread(driven, [KINDS[kind] for kind in chosen.kind]),
        "driving_lag_days": _spread(driven, chosen.lag.tolist()),
        "duration_rule": problem.duration_rule,
    }
    if options.deadlines:
        dated = problem.due_by < NO_LIMIT
        columns["due"] = _spread(dated, iso_dates(problem.calendar, problem.due_by[dated] - 1).tolist())
        low = schedule(
            problem.duration,
            problem.links,
            not_before=problem.not_before if options.respect_starts else None,
            finish_by=problem.due_from,
            sweep=problem.sweep,
        )
        columns["total_slack_low_days"] = low.total_slack
    return pd.DataFrame(columns)


def iso_dates(calendar: Calendar, days: Ints) -> np.ndarray:
    """Day numbers as ISO dates (object array of str)."""
    return np.datetime_as_string(calendar.dates(days), unit="D").astype(object)


def _spread(where: Bools, values: list[object]) -> np.ndarray:
    result = np.full(where.size, None, dtype=object)
    result[where] = values
    return result


def _dates(table: pd.DataFrame, name: str) -> Dates:
    if name not in table:
        return np.full(len(table), "NaT", dtype="datetime64[D]")
    return pd.to_datetime(table[name], format="ISO8601").to_numpy().astype("datetime64[D]")


def _texts(table: pd.DataFrame, name: str) -> list[str | None]:
    if name not in table:
        return [None] * len(table)
    return [None if pd.isna(value) else str(value) for value in table[name]]


def _day_numbers(dates: Dates, number: object, otherwise: int) -> Ints:
    known = ~np.isnat(dates)
    result = np.full(dates.size, otherwise, dtype=np.int64)
    result[known] = number(dates[known])  # type: ignore[operator]
    return result


def _earliest(start: Dates) -> dt.date:
    known = start[~np.isnat(start)]
    if not known.size:
        raise ValueError("no task has a planned start: the first day of the plan must be given")
    first: dt.date = known.min().item()
    return first
