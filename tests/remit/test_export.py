"""Exports: read back equal, dates as dates, no text runs as a formula, nothing cut silently."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import networkx as nx
import openpyxl
import pandas as pd
import pytest

from graph.exchange import export_csv, export_jsonl, export_network, guarded
from graph.network import to_networkx
from graph.record import Record
from graph.schema import EDGES, NODES
from graph.writing import write as write_bundle
from remit import workbook
from remit.output import write
from remit.workbook import WorkbookLimitError, export_xlsx
from tests.graph.small import bundle


@pytest.fixture
def record(tmp_path: Path) -> Record:
    record = Record.open(tmp_path / "w.db")
    item = bundle()
    item.nodes[2].properties.update(name='=HYPERLINK("x")', due="2026-03-31")
    item.nodes[3].properties.update(name="-cmd", note="@x")
    write_bundle(record, item)
    return record


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks_read_back_equal(form: str, read: Callable[[Path], Any], record: Record, tmp_path: Path) -> None:
    path = tmp_path / f"g.{form}"
    export_network(record, path, form)
    back, graph = read(path), to_networkx(record)
    assert dict(back.nodes(data=True)) == {n: _set(d) for n, d in graph.nodes(data=True)}
    links = sorted((a, b, key, sorted(_set(d).items())) for a, b, key, d in graph.edges(keys=True, data=True))
    found = []
    for a, b, d in back.edges(data=True):
        type_, _id = d.pop("label"), d.pop("id", None)
        found.append((a, b, type_, sorted(d.items())))
    assert sorted(found) == links


def _set(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value is not None}


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_each_link_has_an_id_of_its_own_for_gephi(form: str, record: Record, tmp_path: Path) -> None:
    path = tmp_path / f"g.{form}"
    export_network(record, path, form)
    ids = re.findall(r'<edge [^>]*?\bid="([^"]+)"', path.read_text(encoding="utf-8"))
    assert len(ids) == len(set(ids)) == to_networkx(record).number_of_edges()


def test_json_lines_read_back_equal_and_twice_the_same(record: Record, tmp_path: Path) -> None:
    for name in ("a", "b"):
        export_jsonl(record, tmp_path / name)
    lines = {name: (tmp_path / "a" / f"{name}.jsonl").read_text(encoding="utf-8") for name in ("nodes", "edges")}
    for name, text in lines.items():
        assert text == (tmp_path / "b" / f"{name}.jsonl").read_text(encoding="utf-8")
    nodes = [json.loads(line) for line in lines["nodes"].splitlines()]
    graph = to_networkx(record)
    assert {n["id"]: {"label": n["label"], **n["properties"]} for n in nodes} == dict(graph.nodes(data=True))
    edges = [json.loads(line) for line in lines["edges"].splitlines()]
    assert {(e["source"], e["target"], e["type"]) for e in edges} == set(graph.edges(keys=True))


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
    write_bundle(record, item)
    with pytest.raises(WorkbookLimitError, match="longer than a cell"):
        export_xlsx(record, tmp_path / "w.xlsx")


def test_every_sheet_is_a_table_with_filter_frozen_header_and_widths(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "w.xlsx"
    export_xlsx(record, path)
    book = openpyxl.load_workbook(path)
    assert set(book.sheetnames) == {*NODES, *EDGES}
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).column_letter}{sheet.max_row}"
        assert all(8 <= sheet.column_dimensions[cell.column_letter].width <= 60 for cell in sheet[1])
        rows = record.frame(sheet.title)
        assert sheet.max_row == len(rows) + 1


def test_more_rows_than_a_sheet_holds_are_refused_before_anything_is_written(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    with pytest.raises(WorkbookLimitError, match="more rows than a sheet holds"):
        export_xlsx(record, tmp_path / "w.xlsx")
    assert not (tmp_path / "w.xlsx").exists()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\n=1", "＝1+1", "#N/A"])
def test_no_answer_runs_a_formula_not_even_in_a_heading(text: str, tmp_path: Path) -> None:
    frame = pd.DataFrame({text: [text], "due": ["2026-03-31"], "note": ["2026-02-31"]})
    write(frame, "xlsx", str(tmp_path / "w.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "w.xlsx").active
    assert sheet is not None
    assert {cell.data_type for cell in (sheet["A1"], sheet["A2"], sheet["C2"])} == {"s"}
    assert str(sheet["A2"].value).strip() == text.strip() and sheet["B2"].value == datetime(2026, 3, 31)
    write(frame, "csv", str(tmp_path / "w.csv"))
    with (tmp_path / "w.csv").open(encoding="utf-8", newline="") as file:
        header, row = csv.reader(file)
    if text != "#N/A":
        assert header[0] == row[0] == guarded(text) == "'" + text


def test_a_long_answer_and_control_characters_are_not_lost(tmp_path: Path) -> None:
    with pytest.raises(WorkbookLimitError):
        write(pd.DataFrame({"name": ["x" * 32_768]}), "xlsx", str(tmp_path / "w.xlsx"))
    write(pd.DataFrame({"name": ["a\x07b _x0041_"]}), "xlsx", str(tmp_path / "w.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "w.xlsx").active
    assert sheet is not None and sheet["A2"].value in ("a_x0007_b _x005F_x0041_", "a\x07b _x0041_")
    assert guarded("\r=1") == "'\r=1"
