"""The critical path of the tasks of a plan (or of all), with the loops, clashes and dangling links that were found."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.errors import RemitError
from graph.record import Record
from graph.reference import resolve, row_references
from queries.dependencies import links as links_of
from queries.language import translator
from queries.scope import HARD_KINDS, rows_of

if TYPE_CHECKING:
    import pandas as pd

    from queries.schedule.answer import Answer, Options

COLUMNS = (
    "id", "number", "duration_days", "early_start", "early_finish", "late_start", "late_finish", "total_slack_days",
    "free_slack_days", "critical", "driving_predecessor",
)  # fmt: skip


class ScheduleError(RemitError):
    """The question cannot be asked of these tasks; the message says what is missing."""


class NothingToScheduleError(ScheduleError):
    """There is no task, or none that a link touches."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with the links, none fatal to the rest: `code` is loop, self_link, dangling_link, due_before or
    too_late; `tasks` are the ids concerned, `links` the texts of the links with the line each was read from."""

    code: str
    message: str
    tasks: tuple[str, ...]
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class CriticalPath:
    """`table` has COLUMNS and what `queries.schedule.answer.critical_path` adds, a row a task; `rule` names how it was
    computed; `chain` is the driving chain to a target; `findings` what was found on the way."""

    table: pd.DataFrame
    rule: str
    chain: list[str]
    findings: list[Finding]


def critical_path(record: Record, **options: object) -> pd.DataFrame:
    """The table of `compute`, most critical first as the schedule runs."""
    return compute(record, **options).table  # type: ignore[arg-type]


def compute(
    record: Record,
    *,
    plan: str | list[str] | None = None,
    include: tuple[str, ...] = (),
    min_confidence: float = 0.8,
    options: Options | None = None,
    linked_only: bool = False,
    lang: str | None = None,
) -> CriticalPath:
    """The critical path method over the tasks of the plans named and their dependencies (see
    `queries.dependencies.links`); `linked_only` leaves out tasks that no link touches. The rule and the findings are
    in `lang`.

    Raises ScheduleError when nothing tells on which day to begin, NothingToScheduleError where there is no task."""
    from queries.schedule.answer import Options
    from queries.schedule.answer import critical_path as solve

    tasks, links = inputs(record, plan=plan, include=include, min_confidence=min_confidence)
    if linked_only:
        touched = set(links["source"]) | set(links["target"])
        tasks = tasks[tasks["id"].isin(touched)].reset_index(drop=True)
    chosen = options or Options()
    if tasks.empty:
        raise NothingToScheduleError("there is no task to schedule here")
    try:
        answer = solve(tasks, links, _begin(record, tasks, chosen))
    except KeyError as error:
        raise ScheduleError(f"{error.args[0]}: not among the tasks of this plan") from error
    translate = translator(lang)
    return CriticalPath(answer.table, answer.rule.told(translate), answer.chain, findings(record, answer, links, lang))


def inputs(
    record: Record, *, plan: str | list[str] | None, include: tuple[str, ...], min_confidence: float
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tasks as the schedule wants them and the links between them. A task's own days are those of a work list
    (`start` and `end`); a plan's deadline is an interval (`due_from`, `due`) and not a duration."""
    tasks = rows_of(record, "Task", plan)
    milestones = record.frame("DUE")[["source", "target"]].merge(
        record.frame("Milestone")[["id", "kind", "start", "end"]], left_on="target", right_on="id"
    )
    hard = milestones[milestones["kind"].isin(HARD_KINDS) & milestones["end"].notna()].sort_values("end")
    last = hard.drop_duplicates("source", keep="last").set_index("source")
    worked = tasks["appendix"].isna() & tasks["start"].notna() & tasks["due"].notna()
    frame = tasks[["id", "number", "name", "deliverable"]].copy()
    frame["start"] = tasks["start"].where(worked)
    frame["end"] = tasks["due"].where(worked)
    frame["due_from"] = tasks["id"].map(last["start"]).where(~worked)
    frame["due"] = tasks["due"]
    return frame, links_of(record, plan=plan, include=include, min_confidence=min_confidence)


def _begin(record: Record, tasks: pd.DataFrame, options: Options) -> Options:
    """Day 0: the earliest planned start, else the earliest day of issue of the plans, else the earliest deadline."""
    from dataclasses import replace

    if options.first_day is not None or tasks["start"].notna().any():
        return options
    days = [
        row[0]
        for row in record.connection.execute(
            "SELECT issued FROM \"Document\" WHERE status = 'imported' AND issued IS NOT NULL ORDER BY issued"
        )
    ]
    first = min(days, default=None) or min(tasks["due_from"].dropna(), default=None) or min(
        tasks["due"].dropna(), default=None
    )
    if first is None:
        raise ScheduleError("no task has a day to begin with; name the first day with --from")
    return replace(options, first_day=dt.date.fromisoformat(str(first)))


def findings(record: Record, answer: Answer, links: pd.DataFrame, lang: str | None = None) -> list[Finding]:
    """Loops with every link and its line, weakest first; self-links and links to nothing; deadlines that clash. The
    messages are in `lang`, what the import remarked as it was remarked."""
    import pandas as pd

    _ = translator(lang)
    ids = answer.problem.ids
    refs = row_references(record, [str(id_) for id_, in record.connection.execute('SELECT id FROM "Task"')])

    def named(id_: str) -> str:
        return refs.get(id_, id_)

    def waits(after: str, before: str) -> str:
        return _("{a} waits for {b}").format(a=named(after), b=named(before))

    def words(row: int) -> str:
        link = links.iloc[row]
        line = "" if pd.isna(link["source_line"]) else f", {_('line')} {int(link['source_line'])}"
        return f"{waits(link['source'], link['target'])} ({_(link['origin'])}, {link['rule']}{line})"

    found = [
        Finding(
            "loop",
            _("tasks that wait for each other: {tasks}").format(tasks=" -> ".join(map(named, loop.tasks))),
            loop.tasks,
            tuple(words(row) for row in loop.links),
        )
        for loop in answer.problem.loops
    ]
    found += [
        Finding(bad.reason, waits(bad.successor, bad.predecessor), (bad.successor,), (words(bad.row),))
        for bad in answer.problem.bad_links
    ]
    found += [
        Finding("dangling_link", f"{named(node)} {message}", (node,), ())
        for node, message in record.connection.execute(
            "SELECT node, message FROM flag WHERE code = 'dangling_dependency' ORDER BY document, ordinal"
        )
    ]
    for clash in answer.due_before:
        pair = (ids[clash.successor], ids[clash.predecessor])
        form = _("{a} is due {n} days before {b}, which it waits for") if clash.certain else _(
            "{a} is due {n} days before {b}, which it waits for, at the latest"
        )
        found.append(Finding("due_before", form.format(a=named(pair[0]), b=named(pair[1]), n=clash.days), pair))
    for late in answer.too_late:
        chain = answer.chain_to(late.task)
        form = _("{a} cannot be done by its deadline: {n} days are missing")
        message = form.format(a=named(ids[late.task]), n=late.days)
        found.append(Finding("too_late", message, (ids[late.task], *chain[:-1])))
    return found


def findings_table(answer: CriticalPath) -> pd.DataFrame:
    """The findings as a table: `code`, `message`, `tasks` (ids), `links` (each with the line it was read from)."""
    import pandas as pd

    rows = [(one.code, one.message, list(one.tasks), list(one.links)) for one in answer.findings]
    return pd.DataFrame(rows, columns=["code", "message", "tasks", "links"])


def read_delay(record: Record, text: str, plan: str | None = None) -> tuple[str, int]:
    """"101/KH-UBND II.33=90d" (of `plan`: "II.33=90d") as a task's id and days. ScheduleError for another form."""
    match = re.fullmatch(r"(.+)=\s*(\d+)\s*d?", text.strip())
    if match is None:
        raise ScheduleError(f"{text}: a delay is written REF=DAYS, as in \"101/KH-UBND II.33=90d\"")
    return resolve(record, match.group(1), plan), int(match.group(2))


def what_if(
    record: Record,
    delays: list[str],
    *,
    plan: str | list[str] | None = None,
    include: tuple[str, ...] = (),
    min_confidence: float = 0.8,
    options: Options | None = None,
) -> pd.DataFrame:
    """What moves and what breaks when tasks are late: see `queries.schedule.what_if.what_if`."""
    from queries.schedule.answer import Options, prepare
    from queries.schedule.what_if import what_if as delayed

    tasks, links = inputs(record, plan=plan, include=include, min_confidence=min_confidence)
    chosen = _begin(record, tasks, options or Options())
    named = dict(read_delay(record, text, plan if isinstance(plan, str) else None) for text in delays)
    missing = [id_ for id_ in named if id_ not in set(tasks["id"])]
    if missing:
        raise ScheduleError(f"{missing[0]}: not among the tasks of this plan")
    return delayed(prepare(tasks, links, chosen), chosen, named)
