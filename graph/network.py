"""The NetworkX view: the whole graph in memory, thrown away and made again at will."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.part import Graph
from graph.schema import EDGES, NODES

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(record: Graph) -> nx.MultiDiGraph[str]:
    """A MultiDiGraph whose nodes carry `label` and all their properties, and whose edges are keyed by relationship
    type, so that two different links between the same nodes are two links."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for label in sorted(NODES):
        graph.add_nodes_from((node.id, {"label": label, **node.properties}) for node in record.nodes(label))
    for type_ in sorted(EDGES):
        for edge in record.edges(type_):
            graph.add_edge(edge.source, edge.target, key=type_, **edge.properties)
    return graph
