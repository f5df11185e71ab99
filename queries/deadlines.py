"""The calendar: deadlines of tasks by day, what is overdue and due soon, and the rhythms apart."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from graph.record import Record
from graph.reference import references
from queries.scope import HARD_KINDS, holders, plan_ids

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "task", "reference", "name", "lead", "text", "kind", "start", "end", "part", "period", "state", "status",
    "document", "source_line", "issued",
)  # fmt: skip
"""`status` is done, overdue, due soon, open (with a day), or without a day."""

SOON_DAYS = 30


def deadlines(
    record: Record,
    *,
    plan: str | list[str] | None = None,
    agency: str | None = None,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
    kinds: tuple[str, ...] | None = None,
    status: str | None = None,
) -> pd.DataFrame:
    """A row a milestone, earliest last day first, those without a day after them, with COLUMNS.

    `lead` are the names of those that lead the task (with `as_of`, of those that hold it on that day), joined by '; '.
    Reporting duties of the running text come as recurring milestones without a task, their `lead` the agencies named.
    `since` and `until` are ISO dates that limit the last day; `kinds` limits to some kinds ("recurring"); `agency` is
    a name or an id; `status` is measured on the day `as_of` (default today)."""
    import pandas as pd

    tasks = record.frame("Task")[["id", "name", "state", "document"]].rename(columns={"id": "task"})
    due = record.frame("DUE")[["source", "target"]].rename(columns={"source": "task"})
    milestones = record.frame("Milestone").drop(columns=["document"])
    frame = due.merge(milestones, left_on="target", right_on="id").merge(tasks, on="task")
    leads = _leads(record, as_of)
    frame["lead"] = frame["task"].map(leads["names"])
    frame["reference"] = frame["task"].map(references(record))
    frame = pd.concat([frame, _duties(record)], ignore_index=True)
    documents = record.frame("Document").set_index("id")["issued"]
    frame["issued"] = frame["document"].map(documents)
    ids = plan_ids(record, plan)
    if ids is not None:
        frame = frame[frame["document"].isin(ids)]
    if agency:
        frame = frame[_led_by(record, frame, leads, agency)]
    if kinds:
        frame = frame[frame["kind"].isin(kinds)]
    if since:
        frame = frame[frame["end"].fillna("") >= since]
    if until:
        frame = frame[frame["end"].notna() & (frame["end"] <= until)]
    frame["status"] = _status(frame, as_of or dt.date.today().isoformat())
    if status:
        frame = frame[frame["status"] == status]
    order = frame.assign(last=frame["end"].where(frame["kind"].isin(HARD_KINDS)))
    order = order.sort_values(["last", "reference", "text"], na_position="last")
    return order[list(COLUMNS)].reset_index(drop=True)


def _leads(record: Record, as_of: str | None) -> pd.DataFrame:
    """A row a task (index): `names` of its leads joined, `ids` as a list."""
    import pandas as pd

    links = record.frame("LEADS")[["source", "target", "rank"]].sort_values(["target", "rank"])
    named = pd.concat([record.frame(label)[["id", "name"]] for label in ("Agency", "AgencyGroup")])
    names = named.set_index("id")["name"]
    holder = holders(record, as_of)
    links["source"] = links["source"].map(lambda source: holder.get(source, source))
    links["name"] = links["source"].map(names)
    grouped = links.groupby("target")
    return pd.DataFrame({"names": grouped["name"].agg("; ".join), "ids": grouped["source"].agg(list)})


def _led_by(record: Record, frame: pd.DataFrame, leads: pd.DataFrame, agency: str) -> pd.Series[bool]:
    from queries.workload import agency_ids

    wanted = set(agency_ids(record, agency))
    tasks = {task for task, ids in leads["ids"].items() if wanted & set(ids)}
    named = {row[0] for label in ("Agency", "AgencyGroup") for row in record.connection.execute(
        f'SELECT name FROM "{label}" WHERE id IN ({",".join("?" * len(wanted))})', sorted(wanted))}  # fmt: skip
    duties = frame["task"].isna() & frame["lead"].fillna("").map(lambda text: bool(named & set(text.split("; "))))
    return frame["task"].isin(tasks) | duties


def _duties(record: Record) -> pd.DataFrame:
    """Reporting duties in the form of milestones."""
    import pandas as pd

    rows = record.connection.execute(
        "SELECT document, text, what, agencies, source_line FROM duty ORDER BY document, ordinal"
    )
    from graph.reference import document_reference

    return pd.DataFrame(
        [
            {
                "task": None, "reference": document_reference(record, document), "name": what or "báo cáo",
                "lead": agencies or None, "text": text, "kind": "recurring", "start": None, "end": None, "part": None,
                "period": None, "state": "open", "document": document, "source_line": line,
            }
            for document, text, what, agencies, line in rows
        ],
        columns=["task", "reference", "name", "lead", "text", "kind", "start", "end", "part", "period", "state",
                 "document", "source_line"],
    )  # fmt: skip


def _status(frame: pd.DataFrame, today: str) -> pd.Series[str]:
    import numpy as np
    import pandas as pd

    soon = (dt.date.fromisoformat(today) + dt.timedelta(days=SOON_DAYS)).isoformat()
    hard = frame["kind"].isin(HARD_KINDS) & frame["end"].notna()
    end = frame["end"].where(hard, "")
    done = (frame["state"] == "done") | (frame["kind"] == "done")
    chosen = np.select(
        [done, ~hard, end < today, end <= soon], ["done", "without a day", "overdue", "due soon"], default="open"
    )
    return pd.Series(chosen, index=frame.index)
