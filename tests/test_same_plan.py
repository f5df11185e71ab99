"""One plan in every format is one graph: ids, cells and links are equal, only the evidence differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.elements import Value
from graph.record import Record
from graph.schema import EDGES, EVIDENCE, NODES
from importers.pipeline import import_file

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
FORMATS = ("txt", "tabs.txt", "docx", "pdf", "html", "xlsx", "csv", "md")
PLACE = {p.name for p in EVIDENCE} - {"document"} | {"source_file", "sha256"}


Properties = dict[str, Value]


def graph_of(path: Path, workspace: Path) -> tuple[dict[str, Properties], dict[tuple[str, str, str], Properties]]:
    record = Record.open(workspace)
    import_file(record, path)
    nodes = {n.id: _bare(n.properties) for label in NODES for n in record.nodes(label)}
    edges = {(e.source, e.type, e.target): _bare(e.properties) for type_ in EDGES for e in record.edges(type_)}
    record.close()
    return nodes, edges


def _bare(properties: Properties) -> Properties:
    return {k: v for k, v in properties.items() if k not in PLACE}


@pytest.mark.parametrize("form", FORMATS[1:])
def test_the_plan_gives_the_same_graph_from_each_format(form: str, tmp_path: Path) -> None:
    expected = graph_of(EXAMPLES / "hai-lam.txt", tmp_path / "a.db")
    found = graph_of(EXAMPLES / f"hai-lam.{form}", tmp_path / "b.db")
    for one, other in zip(expected, found, strict=True):
        assert other.keys() == one.keys()
        assert {k: v for k, v in other.items() if v != one[k]} == {}
