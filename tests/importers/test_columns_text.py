"""Texts with columns side by side: tables of our own set in a monospace grid and read back."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

import pytest

from graph.rows import Row, Table
from importers.blocks import Paragraph, Source
from importers.readers.text import read_text
from importers.recover.columns_edges import gutters, put_in_columns
from importers.recover.columns_lines import spaced_lines
from importers.recover.layout import recover
from tests.importers.wrapped_tables import KINDS, Kind, cells, drawn

TITLE = ["PHỤ LỤC I", "DANH MỤC CÔNG VIỆC", "(Kèm theo Kế hoạch số 77/KH-UBND ngày 12/5/2026)"]


def laid_out(cells: Sequence[str], widths: Sequence[int], middle: bool = False) -> list[str]:
    """A row's lines; cells at the top or in the middle of the row."""
    wrapped = [[line for part in cell.split("\n") for line in wrap(part, width, break_on_hyphens=False)] for cell, width
               in zip(cells, widths, strict=True)]  # fmt: skip
    height = max(map(len, wrapped))
    tops = [(height - len(lines)) // 2 if middle else 0 for lines in wrapped]
    return [
        "  ".join(
            (lines[at - top] if 0 <= at - top < len(lines) else "").ljust(width)
            for lines, top, width in zip(wrapped, tops, widths, strict=True)
        ).rstrip()
        for at in range(height)
    ]


def set_in_grid(
    kind: Kind, rows: Sequence[list[str] | str], middle: bool = False, page: int = 0, repeat: bool = True
) -> list[str]:
    """The text of a table: `page` rows a page (0: one page), the heading again on each or not."""
    widths = [5, *(max(9, round(width * 1.6)) for width in kind.widths[1:])]
    heading = laid_out(kind.headings, widths, middle=True)
    text = [*TITLE, *heading]
    for at, row in enumerate(rows):
        if page and at and at % page == 0:
            text += ["", f"{'':60}{at // page + 1}"]
            top = heading if repeat else []
            first, *rest = [*top, *_lines(row, widths, middle)]
            text += ["\f" + first, *rest]
        else:
            text += _lines(row, widths, middle)
    return text


def _lines(row: list[str] | str, widths: Sequence[int], middle: bool) -> list[str]:
    if isinstance(row, str):
        number, _, title = row.partition(" ")
        return [f"{number:5}  {title}"]
    return laid_out(row, widths, middle)


def read(lines: Sequence[str]) -> Table:
    recovered = recover(Source("a.txt", "", "txt", read_text("\n".join(lines).encode(), "a.txt")))
    assert len(recovered.tables) == 1, recovered.flags
    return recovered.tables[0]


def rows_of(table: Table) -> list[Row]:
    return [entry for entry in table.entries if isinstance(entry, Row)]


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("middle", [False, True])
@pytest.mark.parametrize(("page", "repeat"), [(0, True), (4, True)])
def test_tables_in_a_grid_come_back(name: str, middle: bool, page: int, repeat: bool) -> None:
    """Every row is found; a cell that is not as printed stands in a row in doubt, and few do."""
    kind = KINDS[name]
    wrong = total = 0
    for number in range(6):
        rows, _ = drawn(kind, number)
        table = read(set_in_grid(kind, rows, middle, page, repeat))
        assert table.layout == "aligned"
        wanted = [row for row in rows if not isinstance(row, str)]
        found = rows_of(table)
        assert [row.number for row in found] == [row[0] for row in wanted], number
        for row, printed in zip(found, wanted, strict=True):
            doubtful = any(flag.level == "doubt" for flag in row.flags)
            differ = sum(a != b for a, b in zip(row.cells, cells(printed), strict=True))
            assert doubtful or not differ, (number, row.cells, printed)
            wrong += differ
            total += len(printed)
    assert wrong <= (0.07 if middle else 0.03) * total


def test_headings_over_several_columns_and_a_row_that_counts_them() -> None:
    table = read(
        [
            *TITLE,
            "TT     Chỉ tiêu            Đơn vị            Mục tiêu             Cơ quan",
            "                            tính     Năm 2026        Năm 2030     theo dõi",
            "(1)       (2)               (3)        (4)             (5)           (6)",
            "1      Số bến cá có mạng    %        40%             80%          Sở Tài chính",
            "       Internet",
            "2      Số trạm đo           Trạm     12              25           Sở Nông nghiệp",
            "                                                                  và Môi trường",
        ]
    )
    assert [(column.role.value, column.period) for column in table.columns] == [
        ("number", None), ("name", None), ("unit", None), ("target", "2026"), ("target", "2030"), ("lead", None)
    ]  # fmt: skip
    assert [row.cells for row in rows_of(table)] == [
        ("1", "Số bến cá có mạng Internet", "%", "40%", "80%", "Sở Tài chính"),
        ("2", "Số trạm đo", "Trạm", "12", "25", "Sở Nông nghiệp và Môi trường"),
    ]


def test_a_cell_whose_last_line_is_so_ends_no_table() -> None:
    rows = [
        ["1", "Lập sổ tàu cá, đo nước bến cá, lát lại nền bến và đường ra bến", "Sở Nội vụ", "2027"],
        ["2", "Lắp đèn trên bến cá và đường ra bến, tổ chức trực đêm", "Công an tỉnh", "Hằng năm"],
        ["3", "Nâng cấp hệ thống nghề cá số", "Sở Tài chính", "Quý II/2026"],
        ["4", "Lập sổ ngư cụ", "Sở Nội vụ", "2028"],
    ]
    table = read([*TITLE, *_printed(rows, [5, 26, 20, 14])])
    assert [row.cells for row in rows_of(table)] == [tuple(row) for row in rows]


def test_small_letters_number_rows() -> None:
    rows = [
        ["1", "Bến cá", "", ""],
        ["a", "Lát lại nền bến cá", "Sở Xây dựng", "Quý II/2026"],
        ["b", "Lắp đèn trên bến cá và đường ra bến", "Sở Công Thương", "2027"],
        ["2", "Tàu cá", "", ""],
        ["a", "Lập sổ tàu cá", "Sở Nội vụ", "2026"],
    ]
    table = read([*TITLE, *_printed(rows, [5, 26, 20, 14])])
    found = [(row.number, row.parent, row.cells[2]) for row in rows_of(table)]
    assert found == [("1", None, None), ("a", "1", "Sở Xây dựng"), ("b", "1", "Sở Công Thương"), ("2", None, None),
                     ("a", "2", "Sở Nội vụ")]  # fmt: skip


def _printed(rows: Sequence[list[str]], widths: Sequence[int]) -> list[str]:
    heading = laid_out(["STT", "Nội dung công việc", "Cơ quan chủ trì", "Thời hạn"], widths)
    return [*heading, *(line for row in rows for line in laid_out(row, widths))]


def test_text_after_the_table_is_running_text() -> None:
    rows = [[str(n), "Số hóa hồ sơ tàu cá", "Sở Tài chính", "Các đơn vị liên quan", "2026"] for n in (1, 2)]
    text = set_in_grid(KINDS["without note"], rows)
    after = ["III. TỔ CHỨC THỰC HIỆN", "1. Sở Tài chính theo dõi, đôn đốc, báo cáo UBND tỉnh.", "Nơi nhận:"]
    recovered = recover(Source("a.txt", "", "txt", read_text("\n".join([*text, *after]).encode(), "a.txt")))
    assert [row.number for row in rows_of(recovered.tables[0])] == ["1", "2"]
    assert [block.text for block in recovered.body if isinstance(block, Paragraph)][-3:] == after


def test_a_hyphen_at_a_line_end_is_joined_and_flagged() -> None:
    rows = [["1", "Rà soát Kế hoạch số 45/KH-\nUBND", "Sở Tài chính", "Các đơn vị liên quan", "2026"]]
    found = rows_of(read(set_in_grid(KINDS["without note"], [*rows, ["2", *rows[0][1:]]])))
    assert found[0].cells[1] == "Rà soát Kế hoạch số 45/KH-UBND"
    assert any(flag.code == "words_rejoined" for flag in found[0].flags)


def test_a_line_without_a_gap_is_parted_at_the_gutter_and_flagged() -> None:
    lines = ["1   Nâng cấp bến cá  Sở Tài chính   2026", "2   Lắp trạm đo nước Sở Nội vụ      2027"]
    blocks = [Paragraph(line, place) for line, place in _placed(lines)]
    spaced = spaced_lines(blocks)
    edges = [right + 1 for _, right in gutters([spaced[0], spaced[0]])]
    put = put_in_columns(spaced[1], edges)
    assert [each.text for each in put] == ["2", "Lắp trạm đo nước", "Sở Nội vụ", "2027"]
    assert any(each.parted for each in put)


def _placed(lines: Sequence[str]):  # type: ignore[no-untyped-def]
    return [
        (block.text, block.place)
        for block in read_text("\n".join(lines).encode(), "a.txt")
        if isinstance(block, Paragraph)
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["STT", "Tên nhiệm vụ", "1", "2", "3", "4", "Số hóa hồ sơ", "Nâng cấp bến", "Lắp trạm", "Ban hành quy chế"],
        ["Mã việc     Đầu mục       Ai làm", "G1          Lập danh sách Phòng A", "G2          Thu bản đồ    Phòng B"],
    ],
)
def test_columns_that_cannot_be_known_are_refused(lines: list[str]) -> None:
    recovered = recover(Source("a.txt", "", "txt", read_text("\n".join([*TITLE, *lines]).encode(), "a.txt")))
    assert not recovered.tables
    assert [flag.code for flag in recovered.flags] == ["no_table"]
    assert "pdftotext -layout" in recovered.flags[0].message
