"""What one plan says, as a graph of its own: read like the record, thrown away at will."""

from __future__ import annotations

from collections.abc import Iterator

from graph.elements import Edge, Node
from graph.record import Record
from graph.schema import EDGES, NODES


class Part:
    """The nodes read from one plan (`document`, an id), the relationships it states, and whatever these lead to: who
    answers for its tasks, what it cites. What no document states (a person's judgement, a succession) is a part of it
    where both ends are."""

    def __init__(self, record: Record, document: str) -> None:
        self.record, self.document = record, document
        self.ids = {document}
        for label in NODES:
            self.ids.update(node.id for node in record.nodes(label) if node.properties.get("document") == document)
        for type_ in EDGES:
            for edge in record.edges(type_):
                if edge.properties.get("document") == document:
                    self.ids.update((edge.source, edge.target))

    def nodes(self, label: str) -> Iterator[Node]:
        """As `Record.nodes`."""
        return (node for node in self.record.nodes(label) if node.id in self.ids)

    def edges(self, type_: str) -> Iterator[Edge]:
        """As `Record.edges`."""
        return (
            edge
            for edge in self.record.edges(type_)
            if edge.properties.get("document") in (self.document, None) and {edge.source, edge.target} <= self.ids
        )


Graph = Record | Part
"""What an exporter writes."""
