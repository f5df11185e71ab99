"""Dates that cannot be kept or do not fit together."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from graph.text import fold
from queries.audit.declared import Check, Hit, each
from queries.audit.tables import Tables, said

FAR = 10
"""Years after a table's first period from which a row that asks nothing before is remarked."""


def _open_hard(tables: Tables) -> pd.DataFrame:
    frame = tables.milestones
    return frame[frame["hard"] & (frame["state"] != "done")]


def _ended_before(tables: Tables, days: dict[str, str]) -> Iterator[Hit]:
    frame = _open_hard(tables)
    frame = frame.assign(day=frame["document"].map(days), milestone=frame["id"], id=frame["task"])
    frame = frame[frame["day"].notna() & (frame["end"] < said(frame["day"]))]
    return each(frame.drop_duplicates(["id", "text"]), end="end", day="day", text="text")


def before_plan(tables: Tables) -> Iterator[Hit]:
    """Deadlines that ended before the day the plan was issued."""
    return _ended_before(tables, tables.issued)


def before_cited(tables: Tables) -> Iterator[Hit]:
    """The same for a plan without a date: before the newest document it cites."""
    return _ended_before(tables, {k: v for k, v in tables.not_before.items() if k not in tables.issued})


def starts_before(tables: Tables) -> Iterator[Hit]:
    """Spans whose first year (or month, where months are printed) was over, or within its last month, when the plan
    came out. A span that is only the column it stands in says nothing of a beginning."""
    frame = _open_hard(tables)
    frame = frame[(frame["kind"] == "range") & frame["start"].notna() & frame["period"].isna()]
    day = pd.to_datetime(frame["document"].map(tables.not_before))
    start = pd.to_datetime(frame["start"])
    yearly = frame["start"].str.endswith("-01-01") & ~said(frame["text"]).str.contains(r"háng|uý|\d/\d")
    last = (start + pd.offsets.MonthEnd(0)).where(~yearly, start + pd.offsets.YearEnd(0) - pd.Timedelta(days=30))
    frame = frame.assign(day=frame["document"].map(tables.not_before))
    late = frame[day.notna() & (last < day)]
    return each(late.assign(id=late["task"]).drop_duplicates(["id", "text"]), text="text", day="day")


def done_then_due(tables: Tables) -> Iterator[Hit]:
    """A milestone says done and a later one is a hard date again."""
    frame = tables.milestones
    done = set(frame.loc[frame["kind"] == "done", "task"])
    later = frame[frame["task"].isin(done) & frame["hard"]].sort_values(["task", "end"])
    for task, rows in later.groupby("task", sort=True):
        yield Hit((str(task),), {"dates": ", ".join(rows["text"].astype(str))})


def done_and_due(tables: Tables) -> Iterator[Hit]:
    """The deadline's own words say that the task is done, and when it is due (a status beside a date is no doubt)."""
    frame = tables.milestones
    done = set(frame.loc[frame["kind"] == "done", "task"])
    said_done = frame["text"].map(lambda text: fold("đã") in fold(str(text)))
    rows = frame[frame["hard"] & (frame["state"] == "done") & ~frame["task"].isin(done) & said_done]
    return each(rows.assign(id=rows["task"]).drop_duplicates(["id", "text"]), text="text")


def subtask_later(tables: Tables) -> Iterator[Hit]:
    """A part of a task that is due after the task itself."""
    due = tables.tasks.set_index("id")["due"]
    links = tables.part_of.assign(part=tables.part_of["source"].map(due), whole=tables.part_of["target"].map(due))
    late = links[(links["part"].notna() & links["whole"].notna()) & (said(links["part"]) > said(links["whole"]))]
    return each(late.rename(columns={"source": "id"}), "target", part="part", whole="whole")


def far_only(tables: Tables) -> Iterator[Hit]:
    """In a table with a column a period: a row whose first mark stands years after the table's first period."""
    frame = tables.milestones
    frame = frame[frame["period"].notna() & frame["start"].notna()]
    year = frame["start"].str[:4].astype(int)
    frame = frame.assign(year=year)
    first = frame.groupby("place")["year"].min()
    own = frame.sort_values("start").drop_duplicates("task")
    rows = own.assign(first=own["place"].map(first))
    rows = rows[rows["year"] - rows["first"] >= FAR]
    return each(rows.assign(id=rows["task"]), period="period", first="first")


CHECKS = (
    Check(
        "deadline_before_plan",
        "error",
        "A deadline that had already ended on the day the plan was issued.",
        "due {end} ({text}), before the plan's own date {day}",
        before_plan,
    ),
    Check(
        "deadline_before_cited",
        "warning",
        "In a plan without a date: a deadline that ended before the newest document the plan cites.",
        "due {end} ({text}), although the plan cites a document of {day}",
        before_cited,
    ),
    Check(
        "starts_before_plan",
        "warning",
        "A span of work whose first year (first month, where months are printed) was over, or in its last month, when "
        "the plan came out; without a printed date, the newest document it cites stands for it.",
        "starts in {text}, before the plan (not earlier than {day})",
        starts_before,
    ),
    Check(
        "done_then_due",
        "warning",
        "One cell says the task is done, and later deadlines follow.",
        "already done, yet deadlines follow: {dates}",
        done_then_due,
    ),
    Check(
        "done_and_due",
        "warning",
        "A task that is marked as done and still carries a deadline.",
        "marked as done, with the deadline {text}",
        done_and_due,
    ),
    Check(
        "subtask_after_task",
        "error",
        "A part of a task is due after the task itself.",
        "due {part}, after the task it is a part of ({whole})",
        subtask_later,
    ),
    Check(
        "nothing_before",
        "warning",
        f"In a table with a column for each period, the first mark of a task stands {FAR} years or more after the "
        "first period, every earlier cell being blank: probably the wrong column.",
        "nothing is asked before {period}, in a table that begins in {first}",
        far_only,
    ),
)
