"""One node whole: its properties, its links, and the source's own characters it was read from."""

from __future__ import annotations

from dataclasses import asdict

from graph.elements import Edge, Value
from graph.record import Record
from graph.reference import resolve
from graph.schema import EVIDENCE

_EVIDENCE = tuple(p.name for p in EVIDENCE)


def show(record: Record, ref: str, *, plan: str | None = None, as_of: str | None = None) -> dict[str, object]:
    """`id`, `label`, `properties`, `links` (`direction` out or in, `type`, `id`, `label`, `name` of the other end,
    `properties`) and `evidence` (`source_file`, place, `text`); of a task with `as_of` (ISO date) also `holders`: who
    holds it on that day and which way it went there. Of `plan`, `ref` is the row alone.

    Raises ReferenceNotFoundError."""
    id_ = resolve(record, ref, plan)
    node = record.node(id_)
    assert node is not None
    links = [_link(record, edge, "out") for edge in record.links(id_, outgoing=True)]
    links += [_link(record, edge, "in") for edge in record.links(id_, outgoing=False)]
    answer: dict[str, object] = {
        "id": id_,
        "label": node.label,
        "properties": node.properties,
        "links": links,
        "evidence": evidence(record, id_, node.properties),
    }
    if as_of and node.label == "Task":
        from queries.holders import task_holders

        answer["holders"] = [{"type": type_, **asdict(held)} for type_, held in task_holders(record, id_, as_of)]
    return answer


def evidence(record: Record, id_: str, properties: dict[str, Value]) -> dict[str, object]:
    """Where a node was read from: file, place, and the words there; empty values for a node no row states."""
    document = properties.get("document")
    row = record.connection.execute(
        "SELECT source_file, (SELECT raw FROM source_row WHERE document = ?1 AND node = ?2) "
        "FROM imported WHERE document = ?1",
        (document, id_),
    ).fetchone()
    place = {name: properties.get(name) for name in _EVIDENCE if name != "document"}
    return {"source_file": row[0] if row else None, **place, "text": row[1] if row else None}


def _link(record: Record, edge: Edge, direction: str) -> dict[str, object]:
    other = edge.target if direction == "out" else edge.source
    label = record.label(other) or ""
    return {
        "direction": direction,
        "type": edge.type,
        "id": other,
        "label": label,
        "name": name_of(record, label, other),
        "properties": {k: v for k, v in edge.properties.items() if v is not None},
    }


def name_of(record: Record, label: str, id_: str) -> str | None:
    """What a person calls a node: its name, title, number or words."""
    columns = {
        "Document": "coalesce(number, title)",
        "Section": "coalesce(title, number)",
        "Milestone": "text",
        "Target": "text",
        "Result": "text",
    }
    row = record.connection.execute(
        f'SELECT {columns.get(label, "name")} FROM "{label}" WHERE id = ?', (id_,)
    ).fetchone()
    return str(row[0]) if row and row[0] is not None else None
