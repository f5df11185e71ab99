"""The rows both Cypher views hold, read from the record one at a time, so that no view needs the graph in memory.

Cypher has no tables, and one engine answers `name`, `title` and `type` even where a node has none. So every node of a
view has these three of its own, and both engines answer the same:

| property | holds |
|---|---|
| `name` | the node's name; a document's number or title, a section's title or number, the text of the others |
| `title` | the title where the label has one, else the name |
| `type` | the label |

Relationships have `type` for the same reason.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final

from graph.elements import Value
from graph.schema import EDGES, NODES, edge_properties, node_properties
from graph.tables import quoted

Rows = Iterator[tuple[Value, ...]]
Ends = tuple[str, str, str]
"""A relationship type with the labels of its two ends."""

_NAMES: Final = {"Document": ("number", "title"), "Section": ("title", "number")}
_OTHERS: Final = ("text",)


def node_columns(label: str) -> tuple[str, ...]:
    """The properties of a label in a view besides `type`: `id` first, then the model's, then `name` or `title`."""
    own = [p.name for p in node_properties(label)]
    return ("id", *own, *(name for name in ("name", "title") if name not in own))


def edge_columns(type_: str) -> tuple[str, ...]:
    """`source`, `target`, then the properties of a relationship type in a view besides `type`."""
    return ("source", "target", *(p.name for p in edge_properties(type_)))


def everything() -> list[str | Ends]:
    """All labels, then all relationship types with their ends."""
    return [*NODES, *all_ends()]


def all_ends() -> list[Ends]:
    """Every relationship type with every pair of labels it may join, in the order of the schema."""
    return [(edge.type, source, target) for edge in EDGES.values() for source, target in edge.ends]


def count(connection: sqlite3.Connection, what: str | Ends) -> int:
    """How many nodes of a label, or relationships of a type between two labels, the record holds."""
    if isinstance(what, str):
        found = connection.execute(f"SELECT count(*) FROM {quoted(what)}")
    else:
        pairs = f"SELECT 1 FROM {_joined(what)} GROUP BY e.source, e.target"
        found = connection.execute(f"SELECT count(*) FROM ({pairs})", what[1:])
    return int(found.fetchone()[0])


def node_rows(connection: sqlite3.Connection, label: str) -> Rows:
    """The nodes of a label, a tuple in the order of `node_columns` each, sorted by id."""
    own = {p.name for p in node_properties(label)}
    name = _first(_NAMES.get(label, _OTHERS)) if "name" not in own else "name"
    made = {"name": name, "title": "title" if "title" in own else name}
    columns = node_columns(label)
    terms = ", ".join(made.get(column) or quoted(column) for column in columns)
    rows: Rows = connection.execute(f"SELECT {terms} FROM {quoted(label)} ORDER BY id")
    booleans = [columns.index(p.name) for p in NODES[label].properties if p.kind == "boolean"]
    return _with_booleans(rows, booleans) if booleans else rows


def edge_rows(connection: sqlite3.Connection, ends: Ends) -> Rows:
    """The relationships of a type between nodes of two labels, a tuple in the order of `edge_columns` each, sorted by
    source and target, one a pair (of several documents' words those of the smallest id stand for all)."""
    columns = ", ".join(f"e.{quoted(column)}" for column in edge_columns(ends[0]))
    query = f"SELECT {columns} FROM {_joined(ends)} ORDER BY e.source, e.target, e.contributor"
    before = None
    for row in connection.execute(query, ends[1:]):
        if row[:2] != before:
            yield row
        before = row[:2]


def _joined(ends: Ends) -> str:
    return (
        f"{quoted(ends[0])} e CROSS JOIN node s ON s.id = e.source AND s.label = ? "
        "CROSS JOIN node t ON t.id = e.target AND t.label = ?"  # CROSS: walk the table in the order of its key
    )


def _first(names: tuple[str, ...]) -> str:
    terms = ", ".join(map(quoted, names))
    return f"coalesce({terms})" if len(names) > 1 else terms


def _with_booleans(rows: Rows, at: list[int]) -> Rows:
    for row in rows:
        values = list(row)
        for i in at:
            values[i] = None if values[i] is None else bool(values[i])
        yield tuple(values)
