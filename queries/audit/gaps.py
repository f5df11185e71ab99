"""What is missing: a lead, a deliverable, a deadline; for one task, or for a whole table at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from queries.audit.declared import Check, Hit, each
from queries.audit.tables import Tables

Has = Callable[[Tables], "pd.Series[bool]"]
"""For each task (by id), whether it says the thing in question."""


def lead(tables: Tables) -> pd.Series[bool]:
    """Tasks that somebody leads."""
    return _by_id(tables, tables.tasks["id"].isin(set(tables.leads["target"])))


def deliverable(tables: Tables) -> pd.Series[bool]:
    """Tasks with a deliverable."""
    return _by_id(tables, tables.tasks["deliverable"].notna())


def deadline(tables: Tables) -> pd.Series[bool]:
    """Tasks with a time of any kind, or done."""
    frame = tables.tasks
    known = frame["id"].isin(set(tables.milestones["task"]))
    return _by_id(tables, known | frame["deadline_text"].notna() | (frame["state"] == "done"))


def _by_id(tables: Tables, values: pd.Series[bool]) -> pd.Series[bool]:
    return pd.Series(values.to_numpy(), index=tables.tasks["id"].to_numpy())


def _without(tables: Tables, has: Has) -> pd.DataFrame:
    """Tasks with `has` (their own, or their task's where they are a part of one) and `some` (others of their table
    have it). Heading rows over their parts are left out: their parts say it."""
    own = has(tables)
    inherited = set(tables.part_of.loc[tables.part_of["target"].map(own).eq(True), "source"])
    frame = tables.tasks[~tables.tasks["id"].isin(tables.holders)]
    frame = frame.assign(has=frame["id"].map(own).astype(bool) | frame["id"].isin(inherited))
    return frame.assign(some=frame.groupby("place")["has"].transform("any"))


def missing(has: Has) -> Callable[[Tables], Iterator[Hit]]:
    """A check for tasks without the thing, where others of their table have it."""

    def find(tables: Tables) -> Iterator[Hit]:
        frame = _without(tables, has)
        return each(frame[frame["some"] & ~frame["has"]])

    return find


def missing_everywhere(has: Has) -> Callable[[Tables], Iterator[Hit]]:
    """A check for tables in which no task has the thing: said once a table."""

    def find(tables: Tables) -> Iterator[Hit]:
        frame = _without(tables, has)
        for (document, appendix), rows in frame[~frame["some"]].groupby(["document", "appendix"], dropna=False):
            what = f"appendix {appendix}" if isinstance(appendix, str) else "the table"
            yield Hit((str(document),), {"what": what, "count": len(rows)})

    return find


CHECKS = (
    Check("no_lead", "warning", "A task that nobody leads, in a table where others have a lead.",
          "nobody leads it", missing(lead)),
    Check("no_deliverable", "warning", "A task without a deliverable (its own or its task's), where others have one.",
          "no deliverable is asked for", missing(deliverable)),
    Check("no_deadline", "warning", "A task without any time (its own or its task's), where others have one.",
          "no deadline and no rhythm is given", missing(deadline)),
    Check("table_without_lead", "warning", "A whole table of tasks in which nobody leads anything.",
          "{what}: none of the {count} tasks has a lead", missing_everywhere(lead)),
    Check("table_without_deliverable", "warning", "A whole table of tasks without any deliverable.",
          "{what}: none of the {count} tasks has a deliverable", missing_everywhere(deliverable)),
    Check("table_without_deadline", "warning", "A whole table of tasks without any deadline.",
          "{what}: none of the {count} tasks has a deadline", missing_everywhere(deadline)),
)  # fmt: skip
