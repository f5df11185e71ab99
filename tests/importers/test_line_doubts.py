"""Tables of lines that are doubtful as a whole: the account says what may be missing."""

from __future__ import annotations

import pytest

from graph.rows import Row, Table
from importers.blocks import Source
from importers.readers.text import read_text
from importers.recover.layout import recover

NAMES = ["Đo đạc vùng nuôi ven biển", "Lắp đặt trạm đo mặn", "Nâng cấp bến cá Hải Lam", "Tập huấn cho chủ tàu cá"]


def tables(lines: list[str], title: str = "DANH MỤC NHIỆM VỤ") -> list[Table]:
    text = "\n".join(["PHỤ LỤC I", title, *lines])
    return recover(Source("a.txt", "", "txt", read_text(text.encode(), "a.txt"))).tables


def said(table: Table) -> list[str]:
    return [flag.message for flag in table.flags if flag.code in ("heading_in_doubt", "rows_in_doubt")]


def one_a_line(headings: list[str], *cells: str) -> list[str]:
    rows = [[str(at), name, *cells] for at, name in enumerate(NAMES, start=1)]
    return [*headings, *(cell for row in rows for cell in row)]


def test_a_table_that_says_who_and_when_is_sure() -> None:
    found = tables(one_a_line(["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"], "Sở Xây dựng", "2026"))
    assert said(found[0]) == []


def test_headings_among_the_rows_are_doubted() -> None:
    lines = one_a_line(["STT", "Nhiệm vụ", "Cơ quan chủ trì"], "Sở Xây dựng")
    found = tables([*lines, "Thời gian hoàn thành", "2026", "2027", "Cơ quan phối hợp", "UBND các xã"])
    assert any("'Thời gian hoàn thành', 'Cơ quan phối hợp'" in why for why in said(found[0]))


def test_a_table_without_who_when_and_how_far_is_doubted() -> None:
    rows = [cell for at, name in enumerate(NAMES, start=1) for cell in (str(at), name, "%")]
    found = tables(["STT", "Tên chỉ tiêu", "Đơn vị tính", *rows], "CÁC CHỈ TIÊU")
    assert any("no column says who" in why for why in said(found[0]))


def test_rows_without_numbers_are_doubted() -> None:
    rows = [cell for name in NAMES for cell in (name, "Sở Xây dựng", "Quý IV/2026")]
    found = tables(["Nhiệm vụ", "Cơ quan chủ trì", "Thời gian", *rows])
    assert [why for why in said(found[0]) if "no numbers" in why]


def test_sections_right_before_numbers_are_columns_taken_apart() -> None:
    lines = ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "I", "1", "", "Phần một", *NAMES[:1], "II", "2", "", "Phần hai"]
    assert tables([*lines, NAMES[1], "Sở Xây dựng", "Sở Tài chính"]) == []


@pytest.mark.parametrize(
    ("headings", "doubted"),
    [
        ("TT Chỉ tiêu Đơn vị tính Mục tiêu Cơ quan chủ trì Năm 2026 Năm 2030", False),
        ("TT Chỉ tiêu Đơn vị tính Năm 2025 Kế hoạch năm 2026 Cơ quan chủ trì Kế hoạch Ước thực hiện", True),
        ("TT Chỉ tiêu Đơn vị tính Năm 2026 Cơ quan chủ trì Nơi Nhận Hồ Sơ Của Người Dân", True),
    ],
    ids=["one way", "under either year", "no heading known"],
)
def test_a_heading_row_that_can_be_read_in_two_ways_is_doubted(headings: str, doubted: bool) -> None:
    lines = [headings]
    for at, name in enumerate(NAMES, start=1):
        lines += [f"{at} Số vùng: {name[0].lower()}{name[1:]}", "Vùng", f"{at}0", f"{at}2", "Sở Xây dựng"]
    found = tables(lines, "CÁC CHỈ TIÊU")
    assert bool(said(found[0])) is doubted


def test_a_long_line_of_headings_opens_a_table_in_the_running_text() -> None:
    heading = "STT Tên nhiệm vụ, đề án Cơ quan chủ trì Cơ quan phối hợp Cơ quan ban hành Thời gian trình Sản phẩm"
    lines = ["KẾ HOẠCH", "Phát triển nghề cá", "1. Các sở, ban, ngành tổ chức thực hiện.", heading]
    for at, name in enumerate(NAMES, start=1):
        lines += [f"{at} {name}", "Sở Xây dựng Sở Tài chính UBND tỉnh 9/2026 Báo cáo"]
    table = recover(Source("a.txt", "", "txt", read_text("\n".join(lines).encode(), "a.txt"))).tables[0]
    assert [entry.cells[1] for entry in table.entries if isinstance(entry, Row)] == NAMES
