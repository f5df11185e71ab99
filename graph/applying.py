"""Judgements in the graph: links a person decided are made from the judgements in force, after every change, and an
agency judged the same as another is that other one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable

from graph.elements import Edge, Node, Value
from graph.judgements import Judgement, standing
from graph.record import Record
from graph.schema import edge_properties
from graph.tables import JUDGED, quoted

CONTRIBUTOR = "judgement"
"""What stands in the place of the contributing document for links that a person decided."""


def aliases(judgements: list[Judgement]) -> dict[str, str]:
    """Agency id -> the agency it was judged to be, through all steps."""
    steps = {j.a: j.b for j in judgements if j.kind == "agency" and j.decision == "same"}

    def last(id_: str) -> str:
        seen = {id_}
        while id_ in steps and steps[id_] not in seen:
            id_ = steps[id_]
            seen.add(id_)
        return id_

    return {id_: last(id_) for id_ in steps}


def rename(nodes: list[Node], edges: list[Edge], names: dict[str, str]) -> tuple[list[Node], list[Edge]]:
    """A document's nodes and links with judged agencies as the agency they are. Such a node says nothing of its own:
    its properties are those under its own name, marked so that they count only where nobody says better."""
    if not names:
        return nodes, edges
    renamed: dict[str, Node] = {}
    for node in nodes:
        if node.id in names:
            alias = Node(names[node.id], node.label, {**node.properties, "alias_of": node.id})
            renamed.setdefault(alias.id, alias)
        elif node.id not in renamed or "alias_of" in renamed[node.id].properties:
            renamed[node.id] = node
    moved = [Edge(names.get(e.source, e.source), names.get(e.target, e.target), e.type, e.properties) for e in edges]
    return list(renamed.values()), [e for e in moved if e.source != e.target or e.type == "DEPENDS_ON"]


def lift(connection: sqlite3.Connection) -> None:
    """Take the judged links out, so that nodes can come and go."""
    for type_ in JUDGED:
        connection.execute(f"DELETE FROM {quoted(type_)} WHERE contributor = ?", (CONTRIBUTOR,))


def apply(record: Record) -> None:
    """Put the judged links in whose two ends are there."""
    names = aliases(judgements := standing(record))
    for judgement in judgements:
        edge = _edge(judgement)
        if edge is None:
            continue
        ends = (names.get(edge.source, edge.source), names.get(edge.target, edge.target))
        if any(record.label(end) is None for end in ends) or ends[0] == ends[1]:
            continue
        properties = [p.name for p in edge_properties(edge.type)]
        columns = ", ".join(["source", "target", "contributor", *map(quoted, properties)])
        record.connection.execute(
            f"INSERT OR REPLACE INTO {quoted(edge.type)} ({columns}) VALUES ({', '.join('?' * (3 + len(properties)))})",
            (*ends, CONTRIBUTOR, *(edge.properties.get(name) for name in properties)),
        )


def settle(record: Record) -> None:
    """Bring the judged links in line with the judgements in force."""
    with record.transaction() as connection:
        lift(connection)
        apply(record)


def _edge(judgement: Judgement) -> Edge | None:
    make = _MAKERS.get(judgement.kind)
    made = make(judgement, json.loads(judgement.detail) if judgement.detail else {}) if make else None
    return Edge(judgement.a, judgement.b, *made) if made else None


Made = tuple[str, dict[str, Value]] | None


def _agency(judgement: Judgement, detail: dict[str, Value]) -> Made:
    if judgement.decision == "member":
        return "MEMBER_OF", {}
    if judgement.decision == "successor":
        basis = detail.get("basis") or judgement.because
        return "SUCCEEDED_BY", {"on": detail.get("on"), "basis": basis, "share": detail.get("share") or 1.0}
    return None


def _pair(type_: str) -> Callable[[Judgement, dict[str, Value]], Made]:
    def make(judgement: Judgement, detail: dict[str, Value]) -> Made:
        properties: dict[str, Value] = {
            "similarity": judgement.score, "reasons": judgement.because, "judgement": judgement.decision,
            "level": detail.get("level"),
        }  # fmt: skip
        return type_, properties

    return make


def _depends(judgement: Judgement, detail: dict[str, Value]) -> Made:
    if judgement.decision == "rejected":
        return None
    return "DEPENDS_ON", {
        "origin": "declared",
        "rule": "judgement",
        "confidence": 1.0,
        "link": detail.get("link") or "FS",
        "lag_days": detail.get("lag_days") or 0,
        "text": judgement.because,
    }


_MAKERS: dict[str, Callable[[Judgement, dict[str, Value]], Made]] = {
    "agency": _agency,
    "overlap": _pair("OVERLAPS"),
    "measure": _pair("SAME_MEASURE"),
    "depends": _depends,
}
