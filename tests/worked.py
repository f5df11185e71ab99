"""Compares a workspace with rows as they must come out (the form of the shared `worked_rows.jsonl`)."""

from __future__ import annotations

from typing import Any

from graph.record import Record
from graph.text import fold

_TEXTS = ("appendix", "section", "number", "name", "lead_text", "coordinator_text", "deliverable", "deadline_text",
          "scope", "note", "unit", "baseline", "budget_vnd", "due")  # fmt: skip
_MILESTONE = ("kind", "start", "end", "part", "deliverable", "period", "text")


def differences(record: Record, row: dict[str, Any]) -> list[str]:
    """What of a worked row the workspace does not hold; empty when all is right."""
    found = record.connection.execute(
        f'SELECT t.id FROM "{row["label"]}" t JOIN imported i ON i.document = t.document '
        "WHERE i.source_file = ? AND t.source_line = ?",
        (row["source_file"], row["source_lines"][0]),
    ).fetchall()
    if len(found) != 1:
        return [f"{len(found)} rows at line {row['source_lines'][0]}"]
    node = record.node(found[0][0])
    assert node is not None
    wrong = [
        f"{key}: {node.properties[key]!r} instead of {row[key]!r}"
        for key in _TEXTS
        if key in row and node.properties.get(key) != row[key]
    ]
    return wrong + _hanging(record, node.id, row) + _agencies(record, node.id, row) + _links(record, node.id, row)


def _hanging(record: Record, id_: str, row: dict[str, Any]) -> list[str]:
    wrong = []
    for key, type_, fields in (
        ("milestones", "DUE", _MILESTONE),
        ("targets", "HAS_TARGET", ("period", "text")),
        ("results", "HAS_RESULT", ("period", "text", "met")),
    ):
        if key not in row:
            continue
        nodes = [record.node(edge.target) for edge in record.links(id_, outgoing=True, types=(type_,))]
        given = [{f: n.properties.get(f) for f in fields} for n in nodes if n]
        wanted = row[key]
        matched = len(given) == len(wanted) and all(
            any(all(g[f] == w[f] for f in w if f in fields) for g in given) for w in wanted
        )
        if not matched:
            wrong.append(f"{key}: {given} instead of {wanted}")
    return wrong


def _agencies(record: Record, id_: str, row: dict[str, Any]) -> list[str]:
    wrong = []
    for key, type_ in (("leads", "LEADS"), ("coordinates", "COORDINATES"), ("tracks", "TRACKS"),
                       ("counterpart_for", "COUNTERPART_FOR")):  # fmt: skip
        if key not in row:
            continue
        names: dict[str, list[str]] = {"agencies": [], "groups": []}
        edges = record.links(id_, outgoing=False, types=(type_,))
        for edge in sorted(edges, key=lambda e: int(e.properties["rank"] or 0)):
            node = record.node(edge.source)
            assert node is not None
            names["agencies" if node.label == "Agency" else "groups"].append(str(node.properties["name"]))
        for part, wanted in row[key].items():
            if [fold(n) for n in names[part]] != [fold(n) for n in wanted]:
                wrong.append(f"{key} {part}: {names[part]} instead of {wanted}")
    return wrong


def _links(record: Record, id_: str, row: dict[str, Any]) -> list[str]:
    wrong = []
    for key, type_ in (("cites", "CITES"), ("part_of", "PART_OF")):
        if key not in row:
            continue
        nodes = [record.node(edge.target) for edge in record.links(id_, outgoing=True, types=(type_,))]
        numbers = [n.properties.get("number") for n in nodes if n]
        wanted = row[key] if isinstance(row[key], list) else [row[key]]
        if sorted(map(str, numbers)) != sorted(wanted):
            wrong.append(f"{key}: {numbers} instead of {wanted}")
    return wrong
