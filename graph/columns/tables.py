"""The tables of the graph in memory: one a label, one a relationship type, their nodes numbered through."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from graph.columns.text import Text

Numbers = npt.NDArray[np.int32]
Column = Text | npt.NDArray[np.int64] | npt.NDArray[np.float64]
"""Texts and dates, integers (booleans are 0 and 1), or numbers. A missing integer is MISSING, a missing number NaN."""
MISSING = np.iinfo(np.int64).min


@dataclass(slots=True)
class NodeTable:
    """All n nodes of a label, sorted by id: node `first + i` of the graph is row i. `columns` holds the properties
    that any of them has."""

    label: str
    first: int
    ids: Text
    columns: dict[str, Column]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(slots=True)
class EdgeTable:
    """All m relationships of a type, one for each pair, sorted by the ids of source and target. `source` and `target`
    (m) are numbers of nodes; `columns` holds the properties that any of them has."""

    type: str
    source: Numbers
    target: Numbers
    columns: dict[str, Column]

    def __len__(self) -> int:
        return self.source.size


@dataclass(slots=True)
class Columns:
    """The graph of one revision of a record. Labels and types without nodes or relationships have empty tables."""

    revision: int
    nodes: dict[str, NodeTable]
    edges: dict[str, EdgeTable]
    _around: dict[tuple[str, bool], tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """The number of nodes."""
        return sum(map(len, self.nodes.values()))

    def number(self, id_: str) -> int | None:
        """The number of a node, None where there is none of this id."""
        for table in self.nodes.values():
            at = table.ids.find(id_)
            if at is not None:
                return table.first + at
        return None

    def table_of(self, node: int) -> NodeTable:
        """The table a node stands in."""
        return next(table for table in self.nodes.values() if table.first <= node < table.first + len(table))

    def id(self, node: int) -> str:
        """The id of a node."""
        table = self.table_of(node)
        return str(table.ids[node - table.first])

    def links(self, node: int, type_: str, *, outgoing: bool) -> npt.NDArray[np.int64]:
        """The rows of the relationships of a type that leave a node (or reach it)."""
        pointer, order = self.around(type_, outgoing=outgoing)
        return order[pointer[node] : pointer[node + 1]]

    def around(self, type_: str, *, outgoing: bool) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """(pointer, order): the relationships of a type at node k are the rows `order[pointer[k]:pointer[k + 1]]`."""
        if (type_, outgoing) not in self._around:
            table = self.edges[type_]
            end = table.source if outgoing else table.target
            pointer = np.zeros(self.size + 1, dtype=np.int64)
            np.cumsum(np.bincount(end, minlength=self.size), out=pointer[1:])
            self._around[type_, outgoing] = pointer, np.argsort(end, kind="stable")
        return self._around[type_, outgoing]
