"""Files that other programs read: JSON lines (the contract's form), CSV, GraphML, GEXF."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from graph.elements import Value
from graph.network import to_networkx
from graph.part import Graph
from graph.schema import EDGES, NODES, edge_properties, node_properties

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def export_jsonl(record: Graph, folder: Path) -> None:
    """Write `nodes.jsonl` and `edges.jsonl`: one object a line, sorted by label or type and id, so that two exports
    of the same workspace are the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_lines(
        folder / "nodes.jsonl",
        (
            {"id": node.id, "label": label, "properties": node.properties}
            for label in sorted(NODES)
            for node in record.nodes(label)
        ),
    )
    _write_lines(
        folder / "edges.jsonl",
        (
            {"source": edge.source, "target": edge.target, "type": type_, "properties": edge.properties}
            for type_ in sorted(EDGES)
            for edge in record.edges(type_)
        ),
    )


def _write_lines(path: Path, objects: Iterable[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for item in objects:
            file.write(json.dumps(item, ensure_ascii=False) + "\n")


def export_csv(record: Graph, folder: Path, *, exact: bool = False) -> None:
    """Write a CSV file a label and a type. A text that a spreadsheet would take for a formula gets a leading
    apostrophe, unless `exact` is set for reading by machines."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (*NODES, *EDGES):
        header, rows = table(record, name)
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(header)
            for row in rows:
                writer.writerow(row if exact else [guarded(value) for value in row])


def guarded(value: Value) -> Value:
    """A cell that no spreadsheet runs as a formula."""
    return "'" + value if isinstance(value, str) and value.startswith(_DANGEROUS) else value


def table(record: Graph, name: str) -> tuple[list[str], Iterator[list[Value]]]:
    """Header and rows of a label (`id`, ...) or a type (`source`, `target`, ...)."""
    if name in NODES:
        names = [p.name for p in node_properties(name)]
        return ["id", *names], ([n.id, *(n.properties[k] for k in names)] for n in record.nodes(name))
    names = [p.name for p in edge_properties(name)]
    return ["source", "target", *names], (
        [e.source, e.target, *(e.properties[k] for k in names)] for e in record.edges(name)
    )


def export_network(record: Graph, path: Path, form: str) -> None:
    """Write GraphML or GEXF (`form`), with the properties that are set; both forms have no null. A link's `label` is
    its type; each link has an id of its own, for Gephi keeps only the first of those that share one."""
    import networkx as nx

    held = to_networkx(record)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from((node, _present(properties)) for node, properties in held.nodes(data=True))
    for n, (source, target, type_, properties) in enumerate(held.edges(keys=True, data=True), 1):
        key = f"{type_}-{n}" if form == "graphml" else type_  # GEXF numbers its links itself
        graph.add_edge(source, target, key=key, label=type_, **_present(properties))
    path.parent.mkdir(parents=True, exist_ok=True)
    if form == "graphml":
        nx.write_graphml(graph, path, named_key_ids=True)
    else:
        nx.write_gexf(graph, path)


def _present(properties: dict[str, Value]) -> dict[str, Value]:
    """What is set, without the characters that XML cannot hold."""
    return {
        name: _NOT_XML.sub("", value) if isinstance(value, str) else value
        for name, value in properties.items()
        if value is not None
    }
