"""A cell a line: rows and columns found by what the lines say."""

from __future__ import annotations

from typing import Any

import pytest

from graph.rows import Heading, Role, Row, Table
from importers.blocks import Source
from importers.readers.text import read_text
from importers.recover.layout import recover
from importers.recover.result import Recovered
from tests.importers.worked import assert_worked, recovered, rows, worked
from tests.seeds import needs_seeds

INDICATORS = """PHỤ LỤC I:
CÁC CHỈ TIÊU
STT
Nội dung chỉ tiêu
Đơn vị tính
CHỈ TIÊU
Cơ quan theo dõi
Hiện trạng (năm 2025)
Năm 2026
Năm 2030
I
HẠ TẦNG
1
Tỷ lệ thôn có điện lưới
%
91%
95%
100%
Sở Công Thương
2
Số trạm y tế xã đạt chuẩn
Trạm
12
13
16
Sở Y tế
3
Mức độ hài lòng của người dân
Chỉ tiêu mới, chưa đánh giá
-
85
Văn phòng UBND tỉnh
4
Số bản có điểm bưu điện văn hóa
Điểm
41
44
60
 Chiều dài đường liên bản được cứng hóa
km
120,5
140
300
Sở Xây dựng; các địa phương
6
Tỷ lệ hộ dùng nước sạch
%
77,2%
80%
95%
Sở Nông nghiệp và Môi trường
Ghi chú: số liệu đến hết năm 2025."""

TASKS = """PHỤ LỤC II
CÁC NHIỆM VỤ
TT
Nhiệm vụ
Cơ quan chủ trì
Kết quả
Thời gian
hoàn thành
Ghi chú
A
GIAO TẠI NGHỊ QUYẾT SỐ 5-NQ/TU
I
Điện và đường
1.
Kéo điện về ba bản vùng cao
Sở Công Thương
Công trình hoàn thành
Tháng 9/2026
2.
(1) Sửa đường vào bản; (2) Làm cầu treo qua suối lớn
phía đông của huyện, gồm cả lan can và đường dẫn hai đầu
Sở Xây dựng
(1) Đường được sửa;
(2) Cầu được bàn giao
- Tháng 5/2026
- Thường xuyên
Vốn tỉnh
B
 3.
Họp giao ban mỗi quý
Văn phòng UBND tỉnh
Thông báo kết luận
Hằng quý
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lò Văn Sáng"""


def read(text: str) -> Recovered:
    return recover(Source("a.txt", "", "txt", read_text(text.encode(), "a.txt")))


def by_number(table: Table) -> dict[str | None, Row]:
    return {row.number: row for row in rows(table)}


def codes(row: Row) -> list[str]:
    return [flag.code for flag in row.flags]


def test_a_second_heading_row_goes_under_the_heading_that_reaches_over_it() -> None:
    (table,) = read(INDICATORS).tables
    assert [(column.role, column.period) for column in table.columns] == [
        (Role.NUMBER, None), (Role.NAME, None), (Role.UNIT, None), (Role.BASELINE, None),
        (Role.TARGET, "2026"), (Role.TARGET, "2030"), (Role.LEAD, None),
    ]  # fmt: skip
    assert table.kind == "indicator"


def test_which_cell_is_lost_is_told_by_what_the_others_are() -> None:
    (table,) = read(INDICATORS).tables
    found = by_number(table)
    assert list(found) == ["1", "2", "3", "4", "5", "6"]
    assert found["3"].cells[2] is None
    assert found["3"].cells[3] == "Chỉ tiêu mới, chưa đánh giá"
    assert found["4"].cells[-1] is None
    assert found["5"].cells[1] == "Chiều dài đường liên bản được cứng hóa"
    assert codes(found["3"]) == codes(found["4"]) == ["cell_lost"]
    assert codes(found["5"]) == ["number_inferred"]
    assert found["5"].cells[0] is None
    assert found["6"].last_line == 51


def test_the_only_agency_of_a_row_leads_though_it_coordinates_elsewhere() -> None:
    lines = ["Phụ lục I", "NHIỆM VỤ", "TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm"]
    for number, name in enumerate(("Lập danh mục bến cá", "Kiểm tra tàu cá", "Nâng cấp cảng Lạch Vạn"), start=1):
        lines += [str(number), name, "Sở Xây dựng", "Các sở, ban, ngành", "Năm 2027", "Báo cáo"]
    lines += ["4", "Rà soát quy hoạch", "Các sở, ban, ngành", "Hằng năm", "Báo cáo"]
    row = by_number(read("\n".join(lines)).tables[0])["4"]
    assert row.cells == ("4", "Rà soát quy hoạch", "Các sở, ban, ngành", None, "Hằng năm", "Báo cáo")
    assert codes(row) == ["cell_doubtful", "cell_lost"]


def test_a_note_after_the_table_is_no_cell() -> None:
    document = read(INDICATORS)
    assert any(getattr(block, "text", "").startswith("Ghi chú") for block in document.body)


def test_cells_of_several_lines_and_a_column_mostly_empty() -> None:
    (table,) = read(TASKS).tables
    found = by_number(table)
    assert [column.role for column in table.columns][-2:] == [Role.DEADLINE, Role.NOTE]
    assert found["2"].cells[1:] == (
        "(1) Sửa đường vào bản; (2) Làm cầu treo qua suối lớn phía đông của huyện, gồm cả lan can và đường dẫn hai đầu",
        "Sở Xây dựng", "(1) Đường được sửa; (2) Cầu được bàn giao", "- Tháng 5/2026 - Thường xuyên", "Vốn tỉnh",
    )  # fmt: skip
    assert found["1"].cells[-1] is None
    assert not found["1"].flags


def test_a_lost_title_is_flagged_and_stays_empty() -> None:
    (table,) = read(TASKS).tables
    headings = [entry for entry in table.entries if isinstance(entry, Heading)]
    assert [(entry.path, entry.title) for entry in headings] == [
        ("A", "GIAO TẠI NGHỊ QUYẾT SỐ 5-NQ/TU"), ("A.I", "Điện và đường"), ("B", None),
    ]  # fmt: skip
    assert [flag.code for flag in headings[-1].flags] == ["title_lost"]
    assert by_number(table)["3"].section == "B"
    assert by_number(table)["3"].last_line == 33


def test_a_table_cut_in_the_middle_of_a_row_keeps_what_is_there() -> None:
    (table,) = read("\n".join(INDICATORS.splitlines()[:46])).tables
    found = by_number(table)
    assert found["6"].cells[1] == "Tỷ lệ hộ dùng nước sạch"
    assert codes(found["6"]).count("cell_lost") >= 4


def test_values_that_could_stand_in_several_columns_are_not_guessed() -> None:
    lines = INDICATORS.splitlines()
    (table,) = read("\n".join([*lines[:23], *lines[24:]])).tables  # without the 13 of row 2
    row = by_number(table)["2"]
    assert row.cells[3:] == (None, None, None, "Sở Y tế")
    assert codes(row) == ["cells_unplaced"]
    assert "'12'; '16'" in row.flags[0].message


def test_numbers_are_known_without_their_heading() -> None:
    lines = [line for line in INDICATORS.splitlines() if line != "STT"]
    (table,) = read("\n".join(lines)).tables
    assert table.columns[0].role is Role.NUMBER
    assert list(by_number(table)) == ["1", "2", "3", "4", "5", "6"]


def test_a_repeated_heading_is_left_out() -> None:
    lines = INDICATORS.splitlines()
    again = "\n".join([*lines[:19], *lines[2:10], *lines[19:]])
    (table,) = read(again).tables
    assert list(by_number(table)) == ["1", "2", "3", "4", "5", "6"]
    assert [flag.code for flag in table.flags] == ["header_repeated"]


@pytest.fixture(scope="module")
def real() -> Recovered:
    return recovered("000")


@needs_seeds
def test_every_row_of_the_real_plan(real: Recovered) -> None:
    assert [len(rows(table)) for table in real.tables] == [79, 185, 93]
    for table in real.tables:
        assert [row.number for row in rows(table)] == [str(n + 1) for n in range(len(rows(table)))]
        assert len({row.place.line for row in rows(table)}) == len(rows(table))


@needs_seeds
def test_losses_and_repairs_of_the_real_plan_are_flagged(real: Recovered) -> None:
    first = by_number(real.tables[0])
    assert [n for n, row in first.items() if "number_inferred" in codes(row)] == ["71", "75", "76", "79"]
    assert [n for n, row in first.items() if "cell_lost" in codes(row)] == ["43", "70", "74", "75", "78"]
    fours = [e for e in real.tables[0].entries if isinstance(e, Heading) and e.path == "IV"]
    assert [[flag.code for flag in entry.flags] for entry in fours] == [[], ["duplicate_heading"]]


@needs_seeds
@pytest.mark.parametrize("want", worked("000"))
def test_worked_rows(real: Recovered, want: dict[str, Any] | None) -> None:
    assert_worked(real, want)
