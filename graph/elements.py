"""A node and a relationship in memory, before they are written to the record or after they are read from it."""

from __future__ import annotations

from dataclasses import dataclass, field

Value = str | int | float | bool | None


@dataclass(slots=True)
class Node:
    """A node: `properties` holds some or all of its label's properties; a missing one is null."""

    id: str
    label: str
    properties: dict[str, Value] = field(default_factory=dict)


@dataclass(slots=True)
class Edge:
    """A relationship from `source` to `target`, with some or all of its type's properties."""

    source: str
    target: str
    type: str
    properties: dict[str, Value] = field(default_factory=dict)
