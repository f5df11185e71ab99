"""What a question is limited to: one plan, several, a span of time, the holders of duties on a day."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from graph.record import Record
from graph.reference import find_document, references

if TYPE_CHECKING:
    import pandas as pd

HARD_KINDS = ("date", "month", "quarter", "year", "range")
"""Kinds of milestone that end on a day one can be held to; the others are rhythms, states or another's clock."""


def plan_ids(record: Record, plan: str | list[str] | None) -> list[str] | None:
    """The ids of the plans named (by number or id), None for all. Raises ReferenceNotFoundError."""
    if plan is None:
        return None
    return [find_document(record, name) for name in ([plan] if isinstance(plan, str) else plan)]


def rows_of(record: Record, label: str, plan: str | list[str] | None = None) -> pd.DataFrame:
    """All nodes of a label that a document brought (`Task`, `Indicator`), of the plans named or of all."""
    frame = record.frame(label)
    ids = plan_ids(record, plan)
    return frame if ids is None else frame[frame["document"].isin(ids)].reset_index(drop=True)


def hard_milestones(record: Record) -> pd.DataFrame:
    """Milestones with a last day one can be held to: `task`, `milestone`, `kind`, `start`, `end`, `text`."""
    due = record.frame("DUE")[["source", "target"]]
    milestones = record.frame("Milestone")
    hard = milestones[milestones["kind"].isin(HARD_KINDS) & milestones["end"].notna()]
    joined = due.merge(hard, left_on="target", right_on="id")
    return joined.rename(columns={"source": "task", "target": "milestone"})[
        ["task", "milestone", "kind", "start", "end", "text"]
    ]


def holders(record: Record, as_of: str | None) -> dict[str, str]:
    """Who holds an agency's duties on the day `as_of` (ISO): agency id -> id of its main successor, for those that had
    one by then. Of several successors the one with the largest share holds them; the links tell the rest."""
    if as_of is None:
        return {}
    steps: dict[str, str] = {}
    largest: dict[str, float] = {}
    for edge in record.edges("SUCCEEDED_BY"):
        on, share = edge.properties.get("on"), float(edge.properties.get("share") or 0.0)
        if on is not None and str(on) <= as_of and share > largest.get(edge.source, -1.0):
            steps[edge.source], largest[edge.source] = edge.target, share
    return {agency: _last(agency, steps) for agency in steps}


def _last(agency: str, steps: dict[str, str]) -> str:
    seen = {agency}
    while agency in steps and steps[agency] not in seen:
        agency = steps[agency]
        seen.add(agency)
    return agency


def names_apart(record: Record, ids: Iterable[str]) -> dict[str, str]:
    """The names of these agencies and groups by id, with the jurisdiction where several of them have one name."""
    named = "SELECT id, name, coalesce(jurisdiction, '') FROM {} WHERE id IN (SELECT value FROM json_each(?1))"
    both = " UNION ALL ".join(named.format(table) for table in ("Agency", "AgencyGroup"))
    return told_apart(record.connection.execute(both, (json.dumps(list(ids)),)))


def called(record: Record, ids: Iterable[str]) -> dict[str, str]:
    """What people call these nodes, by id: agencies by name, rows and documents by reference, others by their id."""
    wanted = list(ids)
    known = references(record) | names_apart(record, wanted)
    return {id_: known.get(id_, id_) for id_ in wanted}


def told_apart(named: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """From (id, name, jurisdiction): by id the name, with the province (commune) where several have one name; those of
    a list that does not say whose it is stand with the centre's and are named alone."""
    known = list(named)
    if not known:  # a way up from a task, which begins at once, mostly names none
        return {}
    from graph.identity.registry import CENTRAL

    counts = Counter(name for _, name, _ in known)
    return {
        id_: f"{name} ({place})" if counts[name] > 1 and place not in ("", CENTRAL) else name
        for id_, name, place in known
    }
