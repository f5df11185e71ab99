"""Wordings of cells and tables that the plans at hand do not have: as above, roles in brackets, marks beside a time."""

from __future__ import annotations

from datetime import date

from graph.rows import Flag, Place, Table
from importers.blocks import Grid, GridRow, Paragraph, Source
from importers.grammar.agencies import read_agencies
from importers.grammar.deadlines import read_period_cells
from importers.grammar.header import read_header
from importers.recover.layout import recover
from importers.recover.result import Recovered

HEAD = "TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian"


def grid(*rows: str, table: int = 1) -> Grid:
    cells = [tuple(cell.strip() for cell in row.split("|")) for row in rows]
    made = tuple(GridRow(row, Place(table=table, row=n)) for n, row in enumerate(cells, 1))
    return Grid(made, made[0].place)


def read(*blocks: Grid | str) -> Recovered:
    made = [Paragraph(block, Place(row=n)) if isinstance(block, str) else block for n, block in enumerate(blocks, 1)]
    return recover(Source("a.docx", "", "docx", tuple(made)))


def cells(table: Table) -> list[tuple[str | None, ...]]:
    return [entry.cells for entry in table.entries if hasattr(entry, "cells")]


def codes(flags: list[Flag]) -> set[str]:
    return {flag.code for flag in flags}


def test_as_above_is_the_cell_above() -> None:
    (table,) = read(
        grid(HEAD, "1 | Đo mặn | Sở Y tế | 2026", "2 | Đo lún | -nt- | nt", "3 | Đo mưa | Như trên | 2027")
    ).tables
    assert cells(table)[1] == ("2", "Đo lún", "Sở Y tế", "2026")
    assert cells(table)[2] == ("3", "Đo mưa", "Sở Y tế", "2027")
    assert "cell_repeated" in codes(table.entries[1].flags)


def test_a_role_may_stand_in_brackets_after_the_name() -> None:
    found = read_agencies("Sở Tài chính (chủ trì); Sở Y tế, Công an tỉnh (phối hợp)", "Cà Mau")
    assert [(mention.name, mention.role) for mention in found] == [
        ("Sở Tài chính", "lead"), ("Sở Y tế", "coordinator"), ("Công an tỉnh", "coordinator"),
    ]  # fmt: skip


def test_an_office_named_after_two_bodies_is_one_agency() -> None:
    for text in ("Văn phòng HĐND và UBND xã", "Văn phòng HĐND - UBND phường", "Văn phòng HĐND & UBND"):
        (office,) = read_agencies(text, "xã Bình Minh")
        assert office.name == "Văn phòng HĐND và UBND"


def test_marks_in_columns_of_quarters_and_months() -> None:
    deadline = read_period_cells({"2026-Q2": "X", "2026-Q3": "x", "2026-M11": "✓"})
    assert [milestone.kind for milestone in deadline.milestones] == ["quarter", "quarter", "month"]
    assert deadline.due == date(2026, 11, 30)


def test_a_table_that_is_not_understood_is_named() -> None:
    members = grid("STT | Họ và tên | Chức vụ", "1 | Lò Thị A | Trưởng ban", "2 | Vì Văn B | Phó trưởng ban", table=2)
    recovered = read(
        grid(HEAD, "1 | Đo mặn | Sở Y tế | 2026"), "DANH SÁCH BAN CHỈ ĐẠO CỦA TỈNH VỀ VIỆC ĐO MẶN VÀ LÚN", members
    )
    assert [cells(table) for table in recovered.tables] == [[("1", "Đo mặn", "Sở Y tế", "2026")]]
    (flag,) = [flag for flag in recovered.flags if flag.code == "table_not_understood"]
    assert flag.place.table == 2
    assert "Họ và tên" in flag.message


def test_an_unknown_heading_keeps_its_column_and_is_flagged() -> None:
    (table,) = read(grid(HEAD + " | Hệ số trượt", "1 | Đo mặn | Sở Y tế | 2026 | 1,2")).tables
    assert cells(table) == [("1", "Đo mặn", "Sở Y tế", "2026", "1,2")]
    assert [flag.code for flag in table.flags] == ["unknown_heading"]
    (table,) = read(grid(HEAD + " | Cấp trình", "1 | Đo mặn | Sở Y tế | 2026 | UBND tỉnh")).tables
    assert [flag.code for flag in table.flags] == ["column_kept"]


def test_a_narrow_letter_head_wraps_the_motto_and_the_date() -> None:
    lines = ("BỘ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG", "Số: 77/QĐ-BNNMT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", "NAM",
             "Độc lập - Tự do - Hạnh phúc", "Hà Nội, ngày 02 tháng 3 năm", "2026", "QUYẾT ĐỊNH")  # fmt: skip
    header = read_header([Paragraph(line, Place(row=n)) for n, line in enumerate(lines, 1)])
    assert (header.issuer, header.issued, header.draft) == ("Bộ Nông nghiệp và Môi trường", "2026-03-02", False)
