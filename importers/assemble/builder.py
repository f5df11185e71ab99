"""Collects what one document brings, and keeps ids stable, links evidenced and doubts flagged."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Literal

from graph.elements import Edge, Node, Value
from graph.rows import Flag, Place
from graph.text import bare, slug
from graph.writing import NodeFlag


class Builder:
    """Nodes, links, flags and raw texts of one document, in the order they are met."""

    def __init__(self, document: str, jurisdiction: str | None) -> None:
        self.document = document
        self.jurisdiction = jurisdiction
        self.nodes: dict[str, Node] = {}
        self.edges: list[Edge] = []
        self.flags: list[NodeFlag] = []
        self.raw: dict[str, str] = {}
        self.unknown: set[str] = set()
        self._used: Counter[str] = Counter()
        self._evidence: tuple[Place, dict[str, Value]] = (Place(), evidence(document, Place()))

    def id_for(self, kind: str, *parts: str | None, name: str | None = None) -> str:
        """An id inside this document from the printed position, never from the file: the same on every import. Where
        the position is unprinted or printed twice, a digest of the folded name tells the rows apart."""
        base = ":".join([kind, self.document.removeprefix("doc:"), *(slug(part) if part else "-" for part in parts)])
        numbered = bool(parts and parts[-1])
        self._used[base] += 1
        if numbered and self._used[base] == 1:
            return base
        candidate = f"{base}~{_digest(name)}"
        self._used[candidate] += 1
        return candidate if self._used[candidate] == 1 else f"{candidate}-{self._used[candidate]}"

    def add(self, label: str, id_: str, properties: dict[str, Value], place: Place | None = None) -> Node:
        """Add a node; with a `place` it belongs to this document and carries its evidence."""
        if place is not None:
            properties = {**properties, **self._at(place)}
        if "name" in properties:
            properties["name_folded"] = bare(str(properties["name"] or "")) or None
        return self.nodes.setdefault(id_, Node(id_, label, properties))

    def link(self, source: str, type_: str, target: str, place: Place, **properties: Value) -> None:
        """Add a relationship stated at `place`."""
        self.edges.append(Edge(source, target, type_, {**properties, **self._at(place)}))

    def _at(self, place: Place) -> dict[str, Value]:
        """The evidence of a place; what follows each other mostly stands in one row."""
        if place is not self._evidence[0]:
            self._evidence = (place, evidence(self.document, place))
        return self._evidence[1]

    def flag(
        self,
        code: str,
        message: str,
        place: Place,
        node: str | None = None,
        level: Literal["repair", "doubt", "lost"] = "doubt",
    ) -> None:
        """Put an entry into the account."""
        self.flags.append(NodeFlag(Flag(code, message, place, level), node))


def evidence(document: str, place: Place) -> dict[str, Value]:
    """The evidence properties of a place."""
    return {
        "document": document,
        "source_line": place.line,
        "source_page": place.page,
        "source_table": place.table,
        "source_row": place.row,
    }


def _digest(name: str | None) -> str:
    return hashlib.sha256(bare(name or "").encode()).hexdigest()[:8]
