"""The example plan: every file is made from the one source, and every format says the same."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from graph.rows import Row, Table
from graph.text import clean
from importers.blocks import Grid
from importers.pipeline import bundle_of, read_plan
from importers.readers import read
from importers.recover.layout import recover

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
TEXTS = ("hai-lam.txt", "hai-lam.tabs.txt", "hai-lam.md", "hai-lam.csv", "hai-lam.html", "cong-viec.csv")
FORMATS = ("txt", "tabs.txt", "md", "csv", "html", "xlsx", "docx", "pdf")


def said(tables: list[Table]) -> list[object]:
    """Sections, numbers and cells of all rows, without their evidence."""
    return [
        (entry.section, entry.number, entry.parent, entry.cells)
        if isinstance(entry, Row)
        else (entry.path, entry.title)
        for table in tables
        for entry in table.entries
    ]


EVIDENCE = {"document", "source_file", "source_line", "source_page", "source_table", "source_row", "sha256"}


def graph(path: Path) -> tuple[dict[str, object], list[str]]:
    """Nodes by id and links, without the evidence that differs from format to format."""

    def facts(properties: Mapping[str, object]) -> list[tuple[str, object]]:
        return sorted((name, value) for name, value in properties.items() if name not in EVIDENCE)

    bundle = bundle_of(read_plan(path))
    nodes = {node.id: (node.label, facts(node.properties)) for node in bundle.nodes}
    links = sorted(repr((edge.source, edge.type, edge.target, facts(edge.properties))) for edge in bundle.edges)
    return nodes, links


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_gives_the_same_graph(kind: str) -> None:
    nodes, links = graph(EXAMPLES / f"hai-lam.{kind}")
    expected_nodes, expected_links = graph(EXAMPLES / "hai-lam.html")
    assert nodes == expected_nodes
    assert links == expected_links


def blocks(path: Path) -> list[object]:
    return [
        tuple(row.cells for row in block.rows) if isinstance(block, Grid) else clean(block.text)
        for block in read(path).blocks
    ]


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_gives_the_same_rows(kind: str) -> None:
    recovered = recover(read(EXAMPLES / f"hai-lam.{kind}"))
    rows = [entry for table in recovered.tables for entry in table.entries if isinstance(entry, Row)]
    assert [sum(row.appendix == label for row in rows) for label in ("I", "II", "III")] == [12, 25, 6]
    assert said(recovered.tables) == said(recover(read(EXAMPLES / "hai-lam.html")).tables)


def test_the_files_are_made_from_the_source(tmp_path: Path) -> None:
    """The PDF is left out: it is printed anew only where LibreOffice is (test below)."""
    command = [sys.executable, str(EXAMPLES / "build.py"), str(tmp_path), "--no-pdf"]
    subprocess.run(command, check=True, timeout=120)
    for name in TEXTS:
        assert (tmp_path / name).read_bytes() == (EXAMPLES / name).read_bytes(), f"run examples/build.py: {name} is old"
    for name in ("hai-lam.docx", "hai-lam.xlsx"):
        assert blocks(tmp_path / name) == blocks(EXAMPLES / name), f"run examples/build.py: {name} is old"
