"""Excel workbooks: what a sheet shows."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from importers.blocks import Grid, Paragraph, Source
from importers.pipeline import read_plan
from importers.readers import read
from importers.readers.number_format import shown


def saved(book: Workbook, folder: Path) -> Source:
    path = folder / "plan.xlsx"
    book.save(path)
    return read(path)


def cells(source: Source) -> list[list[tuple[str | None, ...]]]:
    return [[row.cells for row in block.rows] for block in source.blocks if isinstance(block, Grid)]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (datetime(2026, 3, 1), '"Tháng "m/yyyy', "Tháng 3/2026"),
        (datetime(2026, 3, 1), r"\T\h\á\n\g\ m/yyyy", "Tháng 3/2026"),
        (datetime(2026, 3, 1), "mm-dd-yy", "01/03/2026"),  # the short date of the system
        (datetime(2026, 3, 1), "[$-42A]dd/mm/yyyy;@", "01/03/2026"),
        (date(2026, 3, 1), "mm/yyyy", "03/2026"),
        (datetime(2026, 3, 1, 14, 5), "dd/mm/yyyy h:mm", "01/03/2026 14:05"),
        (datetime(2026, 3, 1), "General", "01/03/2026"),
        (time(8, 30), "h:mm", "8:30"),
        (0.6, "0%", "60%"),
        (0.0061, "0.00%", "0,61%"),
        (0.5, "General", "0,5"),
        (0.1 + 0.2, "General", "0,3"),
        (1250, "#,##0", "1.250"),
        (1250, "General", "1250"),
        (2000000.4, "#,##0.0", "2.000.000,4"),
        (0.85, '"≥ "0%', "≥ 85%"),
        (5, "00", "05"),
        (-5, "0;(0)", "(5)"),
        (0, '0;-0;"-"', "-"),
        (2.5, '_-* #,##0.0_-;-* #,##0.0_-;_-* "-"??_-;_-@_-', "2,5"),
        (12000000, '#,##0,,"triệu"', "12triệu"),
        (0.25, "# ?/?", "0,25"),
        ("05", "@", "05"),
        (None, "General", ""),
        (float("nan"), "0", ""),
        (True, "General", "TRUE"),
    ],
)
def test_values_as_shown(value: object, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_merged_ranges_titles_notes_and_places(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (["PHỤ LỤC II"], [], ["TT", "Nhiệm vụ", "Chủ trì"], ["A", "Nhóm một"], [1, "Việc một", "Sở X"],
                [2, "Việc hai"], [], ["Ghi chú: không"]):  # fmt: skip
        sheet.append(row)
    sheet.merge_cells("B4:C4")
    sheet.merge_cells("C5:C6")
    source = saved(book, tmp_path)
    assert [type(block).__name__ for block in source.blocks] == ["Paragraph", "Grid", "Paragraph"]
    grid = source.blocks[1]
    assert isinstance(grid, Grid)
    assert [row.cells for row in grid.rows[1:]] == [
        ("A", "Nhóm một", None),
        ("1", "Việc một", "Sở X"),
        ("2", "Việc hai", None),
    ]
    assert [(row.place.table, row.place.row) for row in grid.rows] == [(1, 3), (1, 4), (1, 5), (1, 6)]


def test_what_is_hidden_is_left_out_and_flagged(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (
        ["TT", "Việc", "Nháp", "Hạn"],
        [1, "một", "a", "2026"],
        [2, "hai", "b", "2027"],
        [3, "ba", "c", "2028"],
    ):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("cũ").append(["TT", "Việc", "Hạn"])
    book["cũ"].sheet_state = "hidden"
    source = saved(book, tmp_path)
    assert cells(source) == [[("TT", "Việc", "Hạn"), ("1", "một", "2026"), ("3", "ba", "2028")]]
    assert [(flag.code, flag.place.table, flag.place.row) for flag in source.flags] == [
        ("hidden_column", 1, None), ("hidden_row", 1, 3), ("hidden_sheet", 2, None)
    ]  # fmt: skip


def test_several_tables_on_a_sheet(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["TT", "Chỉ tiêu", "2030", None, "TT", "Nhiệm vụ", "Hạn"])
    sheet.append([1, "a", 5, None, 1, "b", "2026"])
    sheet.append([])
    sheet.append(["TT", "Nhiệm vụ", "Hạn"])
    sheet.append([1, "c", "2027"])
    assert cells(saved(book, tmp_path)) == [
        [("TT", "Chỉ tiêu", "2030"), ("1", "a", "5")],
        [("TT", "Nhiệm vụ", "Hạn"), ("1", "b", "2026")],
        [("TT", "Nhiệm vụ", "Hạn"), ("1", "c", "2027")],
    ]


def test_formulas_without_a_value_and_errors_are_flagged(tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("Trước", 0).append(["x"])
    sheet = book["Sheet"]
    for row in (["TT", "Việc", "Số"], [1, "một", "=1+1"], [2, "hai", "#REF!"]):
        sheet.append(row)
    source = saved(book, tmp_path)
    found = {(flag.code, flag.place.table, flag.place.row) for flag in source.flags}
    assert found == {("formula_without_value", 2, 2), ("formula_error", 2, 3)}
    assert cells(source)[0][1] == ("1", "một", "")


def test_a_sheet_named_for_its_table_gives_the_title(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Phụ lục II"
    sheet.append(["TT", "Việc", "Hạn"])
    sheet.append([1, "một", "2026"])
    first = saved(book, tmp_path).blocks[0]
    assert isinstance(first, Paragraph) and first.text == "Phụ lục II"


def test_a_code_typed_as_a_number_keeps_its_point(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append([None, "TT", "Tên nhiệm vụ", "Kinh phí"])
    sheet.append([None, 1, "Khảo sát", 2.5])
    sheet.append([None, 1.1, "Đo đạc", 0.5])
    assert [row[1:] for row in cells(saved(book, tmp_path))[0][1:]] == [
        ("1", "Khảo sát", "2,5"),
        ("1.1", "Đo đạc", "0,5"),
    ]


def test_numbers_of_tasks_depended_on_are_codes_and_amounts_are_not(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["Mã", "Việc", "Phụ thuộc", "Kinh phí"], [1, "Gồm", None, 1.1], [1.1, "Đo đạc", None, 0.5],
                [1.2, "Lập đề án", 1.1, 2.5], [2, "Trình", "1.1; 1.2", 1.2]):  # fmt: skip
        book.active.append(row)
    assert [row[2:] for row in cells(saved(book, tmp_path))[0][1:]] == [
        ("", "1,1"), ("", "0,5"), ("1.1", "2,5"), ("1.1; 1.2", "1,2"),
    ]  # fmt: skip


def test_tables_side_by_side(tmp_path: Path) -> None:
    book = Workbook()
    left = [["TT", "Nhiệm vụ", "Chủ trì"], [1, "Việc một", "Sở X"], [2, "Việc hai", "Sở Y"]]
    right = [["TT", "Chỉ tiêu", "Đơn vị", "Năm 2030"], [1, "Tỷ lệ phủ sóng", "%", 50], [None, None, None, None]]
    for a, b in zip(left, right, strict=True):
        book.active.append([*a, None, *b])
    source = saved(book, tmp_path)
    assert [len(grid) for grid in cells(source)] == [3, 2]
    reading = read_plan(tmp_path / "plan.xlsx")
    assert [table.kind for table in reading.tables] == ["task", "indicator"]
    assert reading.raw[0] == "1\tViệc một\tSở X\t1\tTỷ lệ phủ sóng\t%\t50"
