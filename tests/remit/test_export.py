"""Exports: read back equal, dates as dates, no text runs as a formula, nothing cut silently."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import networkx as nx
import openpyxl
import pytest

from graph.exchange import export_csv, export_network
from graph.network import to_networkx
from graph.record import Record
from graph.writing import write
from remit.workbook import WorkbookLimitError, export_xlsx
from tests.graph.small import bundle


@pytest.fixture
def record(tmp_path: Path) -> Record:
    record = Record.open(tmp_path / "w.db")
    item = bundle()
    item.nodes[2].properties.update(name='=HYPERLINK("x")', due="2026-03-31")
    item.nodes[3].properties.update(name="-cmd", note="@x")
    write(record, item)
    return record


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks_read_back_equal(form: str, read: object, record: Record, tmp_path: Path) -> None:
    path = tmp_path / f"g.{form}"
    export_network(record, path, form)
    back = read(path)  # type: ignore[operator]
    graph = to_networkx(record)
    assert set(back.nodes) == set(graph.nodes)
    assert sorted((a, b) for a, b in back.edges()) == sorted((a, b) for a, b in graph.edges())
    assert {n: d["name"] for n, d in back.nodes(data=True) if "name" in d} == {
        n: d["name"] for n, d in graph.nodes(data=True) if d.get("name")
    }


def test_csv_is_guarded_unless_exact(record: Record, tmp_path: Path) -> None:
    for exact, expected in ((False, "'=HYPERLINK"), (True, "=HYPERLINK")):
        export_csv(record, tmp_path / str(exact), exact=exact)
        with (tmp_path / str(exact) / "Task.csv").open(encoding="utf-8-sig", newline="") as file:
            assert next(csv.DictReader(file))["name"].startswith(expected)


def test_a_workbook_has_dates_filters_and_no_formula(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "w.xlsx"
    export_xlsx(record, path)
    book = openpyxl.load_workbook(path)
    sheet = book["Task"]
    header = [cell.value for cell in sheet[1]]
    first = dict(zip(header, sheet[2], strict=True))
    assert first["due"].value == datetime(2026, 3, 31)
    assert first["name"].value == '=HYPERLINK("x")' and first["name"].data_type == "s"
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref
    assert not [c for ws in book for row in ws.iter_rows() for c in row if c.data_type == "f"]


def test_a_text_longer_than_a_cell_is_named_not_cut(record: Record, tmp_path: Path) -> None:
    item = bundle(sha="b")
    item.nodes[2].properties["note"] = "x" * 40_000
    write(record, item)
    with pytest.raises(WorkbookLimitError, match="longer than a cell"):
        export_xlsx(record, tmp_path / "w.xlsx")
