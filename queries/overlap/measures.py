"""The same measure across plans and horizons: indicators grouped by what they count, targets side by side.

Two indicators are one measure when what they count (`measure_names`) is alike by SAME_AT (`measure_groups.alike`), and

- no word that tells measures apart stands in one of them only, and they are no ratio on one side and a count on the
  other;
- they are not two rows of one plan for one period: a plan does not set two targets for one thing, so of several rows
  of a plan that come near a row of another the nearest is its measure.

What a person confirmed or rejected goes before all of this.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from queries.overlap.conflicts import conflicts
from queries.overlap.measure_groups import Group, Groups, alike, counted
from queries.overlap.measure_names import in_full, read_name

SAME_AT = 0.65
COLUMNS = ["measure", "members", "targets", "conflicts"]


Judged = Iterable[tuple[str, str, str]]


def same_measures(indicators: pd.DataFrame, targets: pd.DataFrame | None = None, judged: Judged = ()) -> pd.DataFrame:
    """Measures that two or more indicators stand for.

    `indicators`: id, name, and where known unit, document, jurisdiction ("Trung ương" is the nation), issued (ISO).
    `targets`: indicator (id), period, text, operator, value, value_high, unit (of `Target`).
    `judged`: (id, id, "confirmed" or "rejected") by a person.
    Returns measure (a name of it), members (ids in order), targets ({period: {id: text}}), conflicts (list of
    {kind, ids, detail}, see `conflicts`); the measures with most members first."""
    rows = _named_in_full(indicators).sort_values("id", kind="stable").reset_index(drop=True)
    aims: dict[str, list[dict[str, Any]]] = {}
    for aim in [] if targets is None else targets.to_dict("records"):
        aims.setdefault(str(aim["indicator"]), []).append({str(k): v for k, v in aim.items()})
    periods = [{str(aim.get("period")) for aim in aims.get(str(i), [])} for i in rows["id"]]
    rows["periods"] = pd.Series(periods, index=rows.index, dtype=object)
    label = measure_labels(rows, judged)
    answer = []
    for _, members in rows.groupby(label):
        if len(members) > 1:
            cells = [{str(k): v for k, v in row.items()} for row in members.to_dict("records")]
            answer.append(_measure(cells, aims))
    answer.sort(key=lambda row: (-len(row[1]), row[0], row[1]))
    return pd.DataFrame(answer, columns=COLUMNS)


def _named_in_full(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows in reading order, a part ("- Nông thôn") named with the row of its table it belongs to."""
    order = [c for c in ("document", "source_table", "source_line", "source_row") if c in rows]
    rows = (rows.sort_values(order, kind="stable") if order else rows).reset_index(drop=True)
    tables: dict[tuple[str, ...], list[int]] = {}
    places = [rows[c].astype(str) for c in ("document", "appendix", "section") if c in rows]
    for i, place in enumerate(zip([""] * len(rows), *places, strict=True)):
        tables.setdefault(place, []).append(i)
    names = rows["name"].fillna("").astype(str).tolist()
    for table in tables.values():
        for i, name in zip(table, in_full(names[i] for i in table), strict=True):
            names[i] = name
    return rows.assign(name=pd.Series(names, dtype=object))


def _measure(members: list[dict[str, Any]], aims: dict[str, list[dict[str, Any]]]) -> tuple[Any, ...]:
    ids = [str(m["id"]) for m in members]
    side_by_side: dict[str, dict[str, Any]] = {}
    for i in ids:
        for aim in aims.get(i, []):
            side_by_side.setdefault(str(aim.get("period")), {})[i] = aim.get("text")
    name = min((str(m["name"]) for m in members), key=lambda text: (len(text), text))
    return name, ids, dict(sorted(side_by_side.items())), conflicts(members, aims)


def measure_labels(rows: pd.DataFrame, judged: Judged = ()) -> np.ndarray[Any, np.dtype[np.int64]]:
    """A number a row; equal numbers are one measure. `rows` has `id`, `name` and, where known, `unit`, `document` and
    `periods` (those it has targets for; none is any period)."""
    blank = [None] * len(rows)
    unit, document, periods = (rows.get(c, blank) for c in ("unit", "document", "periods"))
    names = [
        read_name(n if isinstance(n, str) else "", u if isinstance(u, str) else None)
        for n, u in zip(rows["name"], unit, strict=True)
    ]
    keys = [counted(name) for name in names]
    holders: dict[tuple[str, ...], list[int]] = {}
    for row, key in enumerate(keys):
        if key:
            holders.setdefault(key, []).append(row)
    at = {str(id_): i for i, id_ in enumerate(rows["id"])}
    said = [(at[a], at[b], decision == "confirmed") for a, b, decision in judged if a in at and b in at]
    groups = Groups((Group.of(*cells) for cells in zip(names, document, periods, strict=True)), said)
    for own in holders.values():
        groups.join(own, own)
    kinds = sorted(holders)
    for a, b, _ in sorted(alike(kinds, SAME_AT), key=lambda pair: (-pair[2], pair[0], pair[1])):
        groups.join(holders[kinds[a]], holders[kinds[b]])
    return np.array([groups.root(i) for i in range(len(names))], dtype=np.int64)
