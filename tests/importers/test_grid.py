"""Tables in cells: headings, bands, merged cells, rows cut by a page."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from graph.rows import Heading, Role, Row, Table
from importers.blocks import Source
from importers.readers.text import read_text
from importers.recover.layout import recover
from importers.recover.result import Recovered
from tests.importers.small_plan import grid, only_table, source
from tests.importers.worked import assert_worked, recovered, rows, worked
from tests.seeds import needs_seeds

Line = tuple[str | None, ...]
HEAD: Line = ("TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Kết quả", "Thời gian hoàn thành")


def table_of(*lines: Line) -> Table:
    return only_table(source([grid(lines)]))


def names(table: Table) -> list[tuple[str | None, str | None, str | None]]:
    return [(row.section, row.number, row.cells[1]) for row in rows(table)]


def codes(entry: Row | Heading) -> list[str]:
    return [flag.code for flag in entry.flags]


def test_agencies_and_times_merged_down_count_for_every_row_they_cover() -> None:
    table = table_of(
        HEAD,
        ("1", "Trồng rừng", "Sở Nông nghiệp và Môi trường", "Các xã", "200 ha", "Năm 2026"),
        ("2", "Giữ rừng", None, "Chi cục Kiểm lâm", "Báo cáo", None),
        ("3", "Đo rừng", None, "", "Bản đồ", "Tháng 5/2027"),
    )
    first, second, third = rows(table)
    assert second.cells[2:] == ("Sở Nông nghiệp và Môi trường", "Chi cục Kiểm lâm", "Báo cáo", "Năm 2026")
    assert third.cells[2:4] == ("Sở Nông nghiệp và Môi trường", None)
    assert codes(first) == []
    assert codes(second) == ["cell_merged", "cell_merged"]


def test_a_merged_cell_that_a_page_cuts_is_whole_in_every_row_it_covers() -> None:
    first = [
        HEAD,
        ("1", "Trồng rừng", "Sở Y tế", "", "200 ha", "Năm 2026"),
        ("2", "Giữ rừng", "Sở Nông nghiệp và Môi trường; Sở", "", "Báo cáo", "Năm 2026"),
        ("3", "Đo rừng", None, "", "Bản đồ", "Năm 2026"),
        ("4", "Vẽ bản đồ rừng", None, "", "Bản đồ", "Năm 2027"),
    ]
    second: list[Line] = [
        ("", "đầu nguồn", "Xây dựng", "", "", ""),
        ("5", "Công bố", None, "", "Bản đồ", "Năm 2027"),
    ]
    table = only_table(source([grid(first), grid(second)]))
    assert [row.cells[1] for row in rows(table)][3] == "Vẽ bản đồ rừng đầu nguồn"
    whole = "Sở Nông nghiệp và Môi trường; Sở Xây dựng"
    assert [row.cells[2] for row in rows(table)] == ["Sở Y tế", whole, whole, whole, whole]


def test_titles_and_notes_in_rows_of_the_table_are_text_beside_it() -> None:
    empty = ("", "", "", "", "", "")
    table = table_of(
        ("PHỤ LỤC III", None, None, None, None, None),
        ("GIỮ RỪNG ĐẦU NGUỒN", None, None, None, None, None),
        empty,
        HEAD,
        ("A", "Đo đạc", None, None, None, None),
        ("1", "Đo rừng", "Chi cục Kiểm lâm", "", "Bản đồ", "Tháng 5/2027"),
        ("2", "Vẽ bản đồ", "Chi cục Kiểm lâm", "", "Bản đồ", "Tháng 6/2027"),
        empty,
        ("Ghi chú: các xã tự bố trí kinh phí.", None, None, None, None, None),
    )
    assert (table.appendix, table.title) == ("III", "GIỮ RỪNG ĐẦU NGUỒN")
    assert [entry.path for entry in table.entries if isinstance(entry, Heading)] == ["A"]
    assert names(table) == [("A", "1", "Đo rừng"), ("A", "2", "Vẽ bản đồ")]


def test_a_cell_that_reaches_over_the_row_is_a_heading() -> None:
    table = table_of(
        HEAD,
        ("I. Giữ rừng", None, None, None, None, None),
        ("1", "Đo rừng", "Chi cục Kiểm lâm", "", "Bản đồ", "Tháng 5/2027"),
        ("II", "Trồng rừng", None, None, None, None),
        ("2", "Gieo hạt", "Các xã", "", "Vườn ươm", "Tháng 6/2027"),
    )
    headings = [(e.path, e.title) for e in table.entries if isinstance(e, Heading)]
    assert headings == [("I", "Giữ rừng"), ("II", "Trồng rừng")]
    assert names(table) == [("I", "1", "Đo rừng"), ("II", "2", "Gieo hạt")]
    assert rows(table)[1].cells[3] is None


def test_a_row_with_several_leads_under_one_name() -> None:
    table = table_of(
        HEAD,
        ("1", "Lập kế hoạch năm", "Sở Tài chính", "Các sở", "Kế hoạch của tỉnh", "Tháng 1/2027"),
        (None, None, "UBND cấp xã", None, "Kế hoạch của xã", "Tháng 2/2027"),
        ("", "", "", "Thuế tỉnh", "", ""),
    )
    first, second = rows(table)
    assert (second.number, second.parent, second.cells[1]) == (None, "1", "Lập kế hoạch năm")
    assert second.cells[2:] == ("UBND cấp xã", "Các sở; Thuế tỉnh", "Kế hoạch của xã", "Tháng 2/2027")
    assert "second_line" in codes(second)
    assert codes(first) == []


def test_a_parent_with_a_name_alone_is_a_task_and_a_group_of_indicators_a_heading() -> None:
    tasks = table_of(
        HEAD, ("1", "Làm đường", "", "", "", ""), ("1.1", "Đo đạc", "Sở Xây dựng", "", "Hồ sơ", "Tháng 3/2026")
    )
    assert [(row.number, row.parent) for row in rows(tasks)] == [("1", None), ("1.1", "1")]
    indicators = table_of(
        ("", "Chỉ tiêu", "Đơn vị tính", "Kết quả yêu cầu", "Cơ quan theo dõi"),
        ("", "Đến năm 2030", "", "", ""),
        ("1", "<i>Hạ tầng</i>", "", "", ""),
        ("1.1", "Tỷ lệ thôn có điện", "%", "$\\geq 95\\%$", "Sở Công Thương"),
    )
    assert [(e.path, e.title) for e in indicators.entries if isinstance(e, Heading)] == [
        ("2030", "Đến năm 2030"), ("2030.1", "Hạ tầng"),
    ]  # fmt: skip
    (row,) = rows(indicators)
    assert (row.section, row.number, row.parent, row.cells[3]) == ("2030", "1.1", None, "≥ 95%")
    assert codes(row) == ["markup_dropped"]


def test_unknown_headings_spacers_and_numbered_columns() -> None:
    table = table_of(
        ("TT", "", "Tên nhiệm vụ", "Mã hồ sơ lưu", "Cơ quan chủ trì", "", "Thời hạn"),
        ("(1)", "", "(2)", "(3)", "(4)", "", "(5)"),
        ("1", "", "Trồng rừng", "HS-07", "Chi cục Kiểm lâm", "", "Năm 2026"),
    )
    assert [column.role for column in table.columns] == [Role.NUMBER, Role.NAME, Role.OTHER, Role.LEAD, Role.DEADLINE]
    assert [row.cells for row in rows(table)] == [("1", "Trồng rừng", "HS-07", "Chi cục Kiểm lâm", "Năm 2026")]
    assert [flag.code for flag in table.flags] == ["unknown_heading"]


def test_a_total_and_rows_of_dots_are_no_rows() -> None:
    table = table_of(
        HEAD,
        ("1", "Trồng rừng", "Chi cục Kiểm lâm", "", "200 ha", "Năm 2026"),
        ("...", "...", "", "", "", ""),
        ("", "Tổng cộng", "", "", "200 ha", ""),
    )
    assert len(rows(table)) == 1
    assert [flag.code for flag in table.flags] == ["row_left_out", "row_left_out"]


def test_a_row_that_lost_its_number_between_two_others() -> None:
    table = table_of(
        HEAD,
        ("1", "Trồng rừng", "Chi cục Kiểm lâm", "", "200 ha", "Năm 2026"),
        ("", "Giữ rừng", "Các xã", "", "Báo cáo", "Năm 2026"),
        ("3", "Đo rừng", "Chi cục Kiểm lâm", "", "Bản đồ", "Năm 2027"),
        ("5", "Bán gỗ", "Chi cục Kiểm lâm", "", "Hợp đồng", "Năm 2027"),
        ("5", "Bán củi", "Chi cục Kiểm lâm", "", "Hợp đồng", "Năm 2027"),
    )
    assert [row.number for row in rows(table)] == ["1", "2", "3", "5", "5"]
    assert [codes(row) for row in rows(table)] == [[], ["number_inferred"], [], ["number_skipped"], ["number_repeated"]]


def test_two_heading_rows_with_merged_cells() -> None:
    table = table_of(
        ("TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Thời gian thực hiện", None),
        (None, None, None, "Năm 2026", "Giai đoạn 2027-2030"),
        ("1", "Trồng rừng", "Chi cục Kiểm lâm", "Quý I", "Hằng năm"),
    )
    assert [(column.role, column.period) for column in table.columns[3:]] == [
        (Role.PERIOD, "2026"), (Role.PERIOD, "2027-2030"),
    ]  # fmt: skip
    assert rows(table)[0].cells[3:] == ("Quý I", "Hằng năm")


@pytest.fixture(scope="module")
def draft() -> Recovered:
    return recovered("002")


@pytest.fixture(scope="module")
def periods() -> Recovered:
    return recovered("004")


@needs_seeds
def test_rows_of_the_plan_with_repeated_headings(draft: Recovered) -> None:
    tasks, indicators = draft.tables
    assert Counter(row.parent is None for row in rows(tasks)) == {True: 90, False: 69}
    assert Counter(row.section for row in rows(indicators)) == {
        "2025": 47,
        "2030": 47,
        "2035": 39,
        "2040": 40,
        "2045": 37,
    }
    assert not any("Tên nhiệm vụ" in (cell or "") for row in rows(tasks) for cell in row.cells)


@needs_seeds
def test_words_printed_on_both_sides_of_a_page_stand_once(draft: Recovered) -> None:
    found = {row.number: row for row in rows(draft.tables[0]) if "letters_doubled" in codes(row)}
    assert list(found) == ["23", "37", "39.41", "60.1", "66", "73"]
    assert "các doanh nghiệp viễn thông" in (found["37"].cells[3] or "")
    assert found["66"].cells[2] == "Sở Văn hóa, Thể thao và Du lịch"
    assert found["39.41"].cells[2] == "Sở Nông nghiệp và Môi trường"
    assert (found["60.1"].cells[3] or "").endswith("viễn thông, internet, công nghệ thông tin")
    assert (found["23"].cells[4] or "").startswith("Hoàn thành số hóa quy trình nghiệp vụ nội bộ, hồ sơ")


@needs_seeds
def test_rows_of_the_plan_with_period_columns(periods: Recovered) -> None:
    indicators, tasks = periods.tables
    assert (len(rows(indicators)), len(rows(tasks))) == (55, 98)
    longest = next(row for row in rows(tasks) if (row.section, row.number) == ("V", "4"))
    assert (longest.place.line, longest.last_line) == (377, 385)
    assert not any(
        "<" in (cell or "") or "$" in (cell or "")
        for table in periods.tables
        for row in rows(table)
        for cell in row.cells
    )


@needs_seeds
@pytest.mark.parametrize("want", worked("002"))
def test_worked_rows_of_the_draft(draft: Recovered, want: dict[str, Any] | None) -> None:
    assert_worked(draft, want)


@needs_seeds
@pytest.mark.parametrize("want", worked("004"))
def test_worked_rows_of_the_plan_with_periods(periods: Recovered, want: dict[str, Any] | None) -> None:
    assert_worked(periods, want)


def test_a_section_title_printed_without_tabs_stays_in_its_table() -> None:
    heading = "TT\tNhiệm vụ\tCơ quan chủ trì\tThời gian"
    lines = [heading, "A NHÓM ĐỀ ÁN", "I Khai thác", "1\tĐóng mới tàu\tSở Tài chính\t2027", "", heading]
    lines += ["2\tNạo vét luồng\tSở Xây dựng\t2028", "Lĩnh vực khác", "3\tDi dời lồng bè\tSở Công Thương\t2029"]
    lines += ["II. CHỈ TIÊU", "TT\tChỉ tiêu\tĐơn vị tính\tNăm 2030", "1\tSố bến\tbến\t12"]
    text = "\n".join(["Phụ lục I", *lines])
    source = Source("plan.txt", "", "txt", read_text(text.encode(), "plan.txt"))
    table, other = recover(source).tables
    found = [(row.section, row.number, row.place.line) for row in rows(table)]
    assert found == [("A.I", "1", 5), ("A.I", "2", 8), (None, "3", 10)]
    assert [entry.title for entry in table.entries if isinstance(entry, Heading)] == [
        "NHÓM ĐỀ ÁN",
        "Khai thác",
        "Lĩnh vực khác",
    ]
    assert other.kind == "indicator"
