"""Who holds an agency's duties on a day, and which way they went there."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from graph.identity.groups import only_districts
from graph.identity.succession import began, districts_ended
from graph.record import Record
from queries.scope import holders


@dataclass(frozen=True, slots=True)
class Holding:
    """`agency` (id, `name`) holds on the day what was given to `named` (id, `named_name`). `way` is 'as named',
    'succeeded', 'ended' (it ceased and no successor is known) or 'not yet' (it did not exist on that day); `steps`
    are the successions on the way, each "A -> B on 2025-03-01 (basis)"."""

    agency: str
    name: str
    named: str
    named_name: str
    way: str
    steps: tuple[str, ...] = ()


def holding(record: Record, named: str, as_of: str) -> Holding:
    """Who holds on the day `as_of` (ISO) what was given to the agency or group `named` (an id)."""
    node = record.node(named)
    assert node is not None
    name = str(node.properties["name"])
    if node.label != "Agency":
        return _group(named, name, as_of)
    start = began(named, str(node.properties["jurisdiction"]))
    if start and as_of < start:
        return Holding(named, name, named, name, "not yet", (f"{name} began on {start}",))
    holder = holders(record, as_of).get(named, named)
    if holder != named:
        steps = _steps(record, named, as_of)
        holder_node = record.node(holder)
        assert holder_node is not None
        return Holding(holder, str(holder_node.properties["name"]), named, name, "succeeded", steps)
    dissolved = node.properties["dissolved"]
    if dissolved is not None and str(dissolved) <= as_of:
        return Holding(named, name, named, name, "ended", (f"{name} ended on {dissolved}, no successor is known",))
    return Holding(named, name, named, name, "as named")


def _group(named: str, name: str, as_of: str) -> Holding:
    """A collective holds as named, unless the whole level its members stood on has ended."""
    on, basis = districts_ended()
    if as_of < on or not only_districts(name):
        return Holding(named, name, named, name, "as named")
    return Holding(named, name, named, name, "ended", (f"{name} ended on {on} ({basis}), who holds is not known",))


def ways(record: Record, holders_: Iterable[str], received: Collection[str], as_of: str) -> dict[str, str]:
    """For each holder of duties on a day how they came to it: 'succeeded' for one in `received`, who holds what was
    given to others, else the way of `holding`."""
    return {id_: "succeeded" if id_ in received else holding(record, id_, as_of).way for id_ in holders_}


def _steps(record: Record, named: str, as_of: str) -> tuple[str, ...]:
    found: list[str] = []
    current, seen = named, {named}
    while True:
        edges = [
            e
            for e in record.links(current, outgoing=True, types=("SUCCEEDED_BY",))
            if e.properties["on"] is not None and str(e.properties["on"]) <= as_of
        ]
        if not edges:
            return tuple(found)
        edge = max(edges, key=lambda e: float(e.properties["share"] or 0.0))
        ends = [record.node(id_) for id_ in (edge.source, edge.target)]
        names = " -> ".join(str(n.properties["name"]) for n in ends if n)
        found.append(f"{names} on {edge.properties['on']} ({edge.properties['basis']})")
        current = edge.target
        if current in seen:
            return tuple(found)
        seen.add(current)


def task_holders(record: Record, task: str, as_of: str) -> list[tuple[str, Holding]]:
    """(relationship type, holding) for everyone who leads, answers or coordinates a task, on a day."""
    return [
        (edge.type, holding(record, edge.source, as_of))
        for edge in record.links(task, outgoing=False, types=("LEADS", "COUNTERPART_FOR", "COORDINATES"))
    ]
