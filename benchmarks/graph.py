"""From the record to a graph one can ask, against networkx, each time in a process of its own.

* ours: every table of the record as columns, ends of relationships as numbers of nodes (`read_columns`);
* networkx: a MultiDiGraph of the same nodes and relationships with the same properties, made from the same record;
* networkx, rows at hand: the same from lists of Python's own objects that are in memory already, reading not counted;
* reopening: a record that has not changed since, opened anew up to the answered workload, imports not counted (small
  records keep no file beside them: they are read again).
"""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pandas as pd

from benchmarks.paired import Row, cost, fresh, part, shown
from graph.columns.reading import read_columns
from graph.columns.views import frame
from graph.network import to_networkx
from graph.record import Record
from graph.schema import EDGES, NODES
from queries.workload import workload

Cost = tuple[float, float]


def rows(path: Path, *, runs: int = 3) -> list[Row]:
    """The lines of the table for a record."""
    costs: dict[str, list[Cost]] = {}
    reopened = []
    for _ in range(runs):
        for work in (as_columns, as_network, rows_as_network):
            costs.setdefault(work.__name__, []).append(fresh(work, path))
        reopened.append(fresh(reopen, path))
    seconds = {name: min(s for s, _ in found) for name, found in costs.items()}
    memory = {name: min(m for _, m in found) for name, found in costs.items()}
    own, own_memory, again = seconds["as_columns"], memory["as_columns"], min(reopened)
    network, its_memory, bare = seconds["as_network"], memory["as_network"], seconds["rows_as_network"]
    return [
        Row("record to graph", shown(own), f"networkx {shown(network)}", part(own, network), "1/12"),
        Row("the same", shown(own), f"networkx, rows at hand, {shown(bare)}", part(own, bare), ""),
        Row("its memory", f"{own_memory:,.0f} MB", f"networkx {its_memory:,.0f} MB",
            part(own_memory, its_memory), "1/5"),
        Row("reopened, to the workload", shown(again), f"loading {shown(own)}", part(again, own), "1/4"),
    ]  # fmt: skip


def as_columns(path: Path) -> Cost:
    """What reading the columns costs."""
    record = Record.open(path)
    return cost(lambda: read_columns(record))


def as_network(path: Path) -> Cost:
    """What making a networkx.MultiDiGraph from the record costs."""
    record = Record.open(path)
    return cost(lambda: to_networkx(record))


def rows_as_network(path: Path) -> Cost:
    """What making it from lists in memory costs."""
    record = Record.open(path)
    nodes = [(node.id, {"label": label, **node.properties}) for label in NODES for node in record.nodes(label)]
    edges = [(edge.source, edge.target, type_, edge.properties) for type_ in EDGES for edge in record.edges(type_)]

    def build() -> object:
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.add_nodes_from(nodes)
        graph.add_edges_from(edges)
        return graph

    return cost(build)


def reopen(path: Path) -> float:
    """Seconds from opening a record to its workload, when it was asked for before."""
    record = Record.open(path)
    workload(record)
    record.close()
    return cost(lambda: workload(Record.open(path)))[0]


def same(path: Path) -> bool:
    """Whether every table of the columns holds what the record's rows hold, one by one."""
    record = Record.open(path)
    columns = read_columns(record)
    for name in (*NODES, *EDGES):
        pd.testing.assert_frame_equal(frame(columns, name), record.frame(name))
    return True
