"""The wrapped layout: the real documents row by row, and tables of our own printed in many ways and read back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.rows import Column, Heading, Place, Role, Row, Table
from importers.blocks import Paragraph, Source
from importers.readers.text import read_text
from importers.recover.appendices import Appendix, split
from importers.recover.damage import Wording
from importers.recover.layout import recover
from importers.recover.wrapped import recover_wrapped
from importers.recover.wrapped_atoms import Atom
from importers.recover.wrapped_checks import doubts
from tests.importers.wrapped_print import Look, printed
from tests.importers.wrapped_tables import KINDS, Kind, cells, drawn
from tests.seeds import SHARED, needs_seeds, seed


def read(lines: Sequence[str], label: str | None = "I", title: str = "DANH MỤC NHIỆM VỤ") -> Table:
    blocks = [Paragraph(line, Place(line=at)) for at, line in enumerate(lines, start=1) if line.strip()]
    table = recover_wrapped(Appendix(label, title, list(blocks), Place(line=1)))
    assert table is not None
    return table


def rows_of(table: Table) -> list[Row]:
    return [entry for entry in table.entries if isinstance(entry, Row)]


@cache
def real(prefix: str) -> dict[str | None, Table]:
    source = seed(prefix)
    blocks = read_text(source.read_bytes(), source.name)
    wording = Wording.of(block.text for block in blocks if isinstance(block, Paragraph))
    tables = [recover_wrapped(appendix, wording) for appendix in split(blocks)[1]]
    return {table.appendix: table for table in tables if table is not None}


@needs_seeds
@pytest.mark.parametrize(
    ("prefix", "appendix", "kind", "count"),
    [
        ("001", "1", "indicator", 21),
        ("001", "2", "task", 2),
        ("003", "01", "indicator", 19),
        ("003", "02", "task", 103),
    ],
)
def test_every_row_of_the_real_tables(prefix: str, appendix: str, kind: str, count: int) -> None:
    table = real(prefix)[appendix]
    assert (table.kind, len(rows_of(table)), table.layout) == (kind, count, "wrapped")
    must = {Role.NUMBER, Role.NAME, Role.LEAD, Role.COORDINATOR, Role.DEADLINE, Role.UNIT, Role.TARGET}
    for row in rows_of(table):
        for column, cell in zip(table.columns, row.cells, strict=True):
            assert cell or column.role not in must, (row.number, column.heading)


FIELDS = {
    Role.NAME: "name",
    Role.LEAD: "lead_text",
    Role.COORDINATOR: "coordinator_text",
    Role.DEADLINE: "deadline_text",
    Role.SCOPE: "scope",
    Role.DELIVERABLE: "deliverable",
    Role.UNIT: "unit",
}


@needs_seeds
def test_worked_rows() -> None:
    worked = [json.loads(line) for line in (SHARED / "worked_rows.jsonl").read_text(encoding="utf-8").splitlines()]
    checked = 0
    for wanted in worked:
        prefix = wanted.get("source_file", "")[:3]
        if prefix not in ("001", "003"):
            continue
        table = real(prefix)[wanted["appendix"]]
        row = next(r for r in rows_of(table) if (r.section, r.number) == (wanted["section"], wanted["number"]))
        assert [row.place.line, row.last_line] == wanted["source_lines"]
        for column, cell in zip(table.columns, row.cells, strict=True):
            if column.role in FIELDS and FIELDS[column.role] in wanted:
                assert cell == wanted[FIELDS[column.role]]
        checked += 1
    assert checked == 6


@needs_seeds
def test_repairs_of_the_real_tables_are_flagged() -> None:
    indicators = rows_of(real("001")["1"])
    assert [row.number for row in indicators if any(flag.code == "letters_lost" for flag in row.flags)] == [
        "8",
        "10",
        "11",
        "13",
    ]
    assert next(row for row in rows_of(real("001")["2"]) if row.number == "2").cells[5] == "200"
    tasks = real("003")["02"]
    assert [flag.place.line for flag in tasks.flags if flag.code == "page_number_dropped"] == [1128, 2034]
    rejoined = [row for row in rows_of(tasks) if any(flag.code == "words_rejoined" for flag in row.flags)]
    assert all("KH-UBND" in " ".join(filter(None, row.cells)) or "-20" in (row.cells[1] or "") for row in rejoined)
    twice = [entry for entry in real("003")["01"].entries if any(f.code == "duplicate_heading" for f in entry.flags)]
    assert [entry.path for entry in twice if isinstance(entry, Heading)] == ["2030"]
    skipped = [row for row in rows_of(real("003")["01"]) if any(f.code == "number_skipped" for f in row.flags)]
    assert [row.number for row in skipped] == ["3.3"]


@pytest.mark.parametrize("name", KINDS)
def test_own_tables_printed_in_many_ways(name: str) -> None:
    """Every row is found; at least 99 of 100 cells have their words."""
    right = total = 0
    for number in range(12):
        rows, look = drawn(KINDS[name], number)
        wanted = [cells(row) for row in rows if not isinstance(row, str)]
        found = rows_of(read(printed(KINDS[name].headings, rows, look)))
        assert [row.number for row in found] == [row[0] for row in wanted], number
        for row, cells_wanted in zip(found, wanted, strict=True):
            right += sum(a == b for a, b in zip(row.cells, cells_wanted, strict=True))
            total += len(cells_wanted)
    assert right >= 0.99 * total


@settings(derandomize=True, max_examples=40, deadline=None)
@given(
    choices=st.lists(st.tuples(*[st.integers(0, 99)] * 4), min_size=4, max_size=9),
    scale=st.floats(0.8, 1.4),
    middle=st.booleans(),
    blanks=st.booleans(),
    page=st.sampled_from([0, 2, 3, 4]),
)
def test_any_width_and_any_page_gives_the_same_rows(
    choices: list[tuple[int, ...]], scale: float, middle: bool, blanks: bool, page: int
) -> None:
    kind = KINDS["without note"]
    rows: list[list[str] | str] = [
        [str(at), *(pool[pick % len(pool)] for pool, pick in zip(kind.pools, picks, strict=True))]
        for at, picks in enumerate(choices, start=1)
    ]
    look = Look([width * scale for width in kind.widths], middle, blanks, page, page_numbers=True)
    found = rows_of(read(printed(kind.headings, rows, look)))
    assert [row.number for row in found] == [row[0] for row in rows]
    for row, wanted in zip(found, rows, strict=True):
        doubtful = any(flag.level == "doubt" for flag in row.flags)
        assert doubtful or row.cells == cells(list(wanted))


TASKS = Kind(
    ["TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện"],
    [],
    [3, 18, 9, 10, 6],
)


def task(
    number: str, name: str = "Số hóa hồ sơ tàu cá và dữ liệu bến cá trên địa bàn tỉnh", lead: str = "Sở Tài chính"
) -> list[str]:
    return [number, name, lead, "Các sở, ban, ngành; UBND các xã", "2026-2030"]


def test_sections_of_three_levels_and_a_number_printed_twice() -> None:
    rows = [
        "I Các nhiệm vụ chung",
        task("1"),
        "II Các nhiệm vụ phát triển kinh tế biển",
        "1 Hạ tầng bến cá",
        task("1.1"),
        task("1.3"),
        "2 Một số lĩnh vực ưu tiên",
        "2.1 Lĩnh vực nuôi trồng",
        task("2.1.1"),
        "II Các nhiệm vụ khác",
        task("1"),
    ]
    table = read(printed(TASKS.headings, rows, Look(TASKS.widths)))
    assert [(row.section, row.number) for row in rows_of(table)] == [
        ("I", "1"),
        ("II.1", "1.1"),
        ("II.1", "1.3"),
        ("II.2.1", "2.1.1"),
        ("II", "1"),
    ]
    codes = {flag.code for entry in table.entries for flag in entry.flags}
    assert {"number_skipped", "duplicate_heading"} <= codes


def test_a_horizon_in_an_indicator_heading_names_the_section() -> None:
    kind = KINDS["target and agencies"]
    row = [kind.pools[0][0], "60%", "Sở Tài chính", "Các đơn vị liên quan"]
    rows = ["I Chỉ tiêu đến năm 2026", "1 Về hạ tầng", ["1.1", *row], "II Chỉ tiêu đến năm 2030", ["1", *row]]
    found = rows_of(read(printed(kind.headings, rows, Look(kind.widths)), title="CÁC CHỈ TIÊU"))
    assert [(r.section, r.number, r.kind) for r in found] == [
        ("2026.1", "1.1", "indicator"),
        ("2030", "1", "indicator"),
    ]


def test_a_row_with_parts_is_their_parent() -> None:
    rows = [task("1"), task("1.1"), task("1.2"), task("2")]
    found = rows_of(read(printed(TASKS.headings, rows, Look(TASKS.widths))))
    assert [(row.number, row.parent) for row in found] == [("1", None), ("1.1", "1"), ("1.2", "1"), ("2", None)]


def test_lost_numbers_are_inferred_where_the_neighbours_give_them() -> None:
    rows = [task("1"), task("2"), task(""), task("4"), task("5")]
    found = rows_of(read(printed(TASKS.headings, rows, Look(TASKS.widths))))
    assert [row.number for row in found] == ["1", "2", "3", "4", "5"]
    assert [row.number for row in found if any(flag.code == "number_inferred" for flag in row.flags)] == ["3"]


def test_a_row_cut_by_a_page_goes_on_in_its_columns() -> None:
    long = "Xây dựng cổng thông tin điện tử phục vụ ngư dân và doanh nghiệp chế biến thủy sản trên địa bàn tỉnh"
    rows = [task("1"), task("2", long, "Ban Quản lý các khu công nghiệp tỉnh"), task("3")]
    look = Look(TASKS.widths, page_lines=4, page_numbers=True)
    found = rows_of(read(printed(TASKS.headings, rows, look)))
    assert [row.cells for row in found] == [cells(row) for row in rows]
    assert [row.number for row in found if any(flag.code == "row_continued" for flag in row.flags)] == ["2"]


def test_repeated_headings_page_numbers_totals_and_placeholders_are_no_rows() -> None:
    rows = [task(str(number)) for number in range(1, 7)]
    look = Look(TASKS.widths, rows_a_page=2, page_numbers=True)
    lines = [
        *printed(TASKS.headings, rows, look),
        " ....      ",
        "",
        " Tổng cộng:      ",
        "",
        "Ghi chú: số liệu tạm tính",
    ]
    table = read(lines)
    assert [row.cells for row in rows_of(table)] == [cells(row) for row in rows]
    codes = [flag.code for flag in table.flags]
    assert codes.count("header_repeated") == 2
    assert {"placeholder_dropped", "total_row", "text_after_table"} <= set(codes)


def test_cells_on_one_line_are_parted_and_figures_need_no_flag() -> None:
    lines = [
        "TT Nội dung chỉ tiêu Đơn vị tính Chỉ tiêu",
        "",
        "1 Tỷ lệ người dân có chữ ký số % 35%",
        "",
        "2 Số trạm đo % 40%",
        "",
    ]
    first = rows_of(read(lines, title="CÁC CHỈ TIÊU"))[0]
    assert first.cells == ("1", "Tỷ lệ người dân có chữ ký số", "%", "35%")
    assert not first.flags


def test_a_number_cut_by_a_line_end_is_joined_without_a_blank() -> None:
    kind = KINDS["with scope and note"]
    note = "Theo Kế hoạch số 45/KH-\nUBND ngày 16/3/2026"
    rows = [
        [str(n), kind.pools[0][1], "Sở Tài chính", "Các đơn vị liên quan", "2026", kind.pools[4][1], note]
        for n in (1, 2)
    ]
    found = rows_of(read(printed(kind.headings, rows, Look(kind.widths))))
    assert found[0].cells[6] == "Theo Kế hoạch số 45/KH-UBND ngày 16/3/2026"
    assert any(flag.code == "words_rejoined" for flag in found[0].flags)


def test_pages_told_by_form_feeds_need_no_blank_lines() -> None:
    """A page's end cuts a row; its number stands alone on a line like any other."""
    rows = [task(str(number)) for number in range(1, 7)]
    pages = [printed(TASKS.headings, rows[:3], Look(TASKS.widths, single=True))]
    pages.append(printed(TASKS.headings, rows[3:], Look(TASKS.widths, single=True)))
    first = [line.strip() for line in pages[0] if line.strip()]
    second = [line.strip() for line in pages[1] if line.strip()]
    head = len([line for line in printed(TASKS.headings, [], Look(TASKS.widths, single=True)) if line.strip()])
    number = next(at for at, line in enumerate(first) if line.startswith("3 "))
    lines = [*first[: number + 3], "2", "\f" + second[0], *second[1:head], *first[number + 3 :], *second[head:]]
    source = Source("a.txt", "", "txt", read_text("\n".join(["PHỤ LỤC I", "DANH MỤC", *lines]).encode(), "a.txt"))
    table = recover(source).tables[0]
    assert [row.cells for row in rows_of(table)] == [cells(row) for row in rows]
    assert "page_number_dropped" not in {flag.code for row in rows_of(table) for flag in row.flags}
    assert [row.number for row in rows_of(table) if any(flag.code == "row_continued" for flag in row.flags)] == ["3"]


def test_a_documents_number_at_a_line_end_is_no_row_and_no_title() -> None:
    kind = KINDS["remark after the scope"]
    note = "Phê duyệt tại Quyết định số\n112/QĐ-UBND"
    rows = [
        [str(n), kind.pools[0][1], "Sở Tài chính", "Các đơn vị liên quan", "2026", kind.pools[4][1], note]
        for n in (1, 2, 3)
    ]
    table = read(printed(kind.headings, rows, Look(kind.widths)))
    assert [entry.cells[6] for entry in table.entries if isinstance(entry, Row)] == [note.replace("\n", " ")] * 3
    assert not [entry for entry in table.entries if isinstance(entry, Heading)]


def test_a_second_heading_row_stands_under_the_one_that_reaches_over_it() -> None:
    """A text gives the lower headings after all of the upper ones."""
    lines = ["TT", "Tên chỉ tiêu", "Đơn vị tính", "Mục tiêu", "Cơ quan chủ trì", "Năm 2026", "Năm 2028", "Năm 2030"]
    for number, name in enumerate(("Số bến cá có mạng Internet", "Số trạm đo tự động", "Số tàu cá gắn máy"), start=1):
        lines += [f"{number} {name}", "%", f"{number}0", f"{number}5", f"{number}8", "Sở Tài chính"]
    table = read(lines, title="CÁC CHỈ TIÊU")
    assert [(column.role, column.period) for column in table.columns[3:]] == [
        (Role.TARGET, "2026"),
        (Role.TARGET, "2028"),
        (Role.TARGET, "2030"),
        (Role.LEAD, None),
    ]
    first = rows_of(table)[0]
    assert first.cells == ("1", "Số bến cá có mạng Internet", "%", "10", "15", "18", "Sở Tài chính")


def test_which_of_like_columns_are_empty_is_in_doubt() -> None:
    kind = KINDS["unit and five targets"]
    full = ["60%", "65%", "70%", "75%", "80%"]
    rows = [[str(n), kind.pools[0][0], "%", *full] for n in (1, 2, 4)]
    rows.insert(2, ["3", kind.pools[0][2], "%", "", "65%", "", "75%", ""])
    found = rows_of(read(printed(kind.headings, rows, Look(kind.widths)), title="CÁC CHỈ TIÊU"))
    assert [row.number for row in found if any(flag.level == "doubt" for flag in row.flags)] == ["3"]


def test_text_that_is_no_table_is_refused() -> None:
    blocks = [Paragraph(f"Điều {n}. Quyết định này có hiệu lực.", Place(line=n)) for n in range(1, 9)]
    assert recover_wrapped(Appendix("I", None, list(blocks), Place(line=1))) is None
    assert recover_wrapped(Appendix("I", None, [], Place(line=1))) is None


def test_what_one_line_holds_of_two_columns() -> None:
    """Two dates, a party body's name, a product that begins with a figure or is a plan."""
    heading = "TT Nhiệm vụ Cơ quan chủ trì Cơ quan ban hành Thời gian bắt đầu Thời gian kết thúc Sản phẩm"
    rows = [
        ["1 Xây dựng đề án nuôi biển", "Sở Công Thương Ban Thường vụ", "Tỉnh ủy", "3/2026 5/2026 Đề án"],
        ["2 Đào tạo cán bộ kỹ thuật", "Trường Cao đẳng nghề UBND tỉnh", "6/2026 9/2026 20 lớp học"],
        ["3 Rà soát quy hoạch bến cá", "Sở Xây dựng UBND tỉnh", "01/7/2026 30/11/2026 Kế hoạch"],
    ]
    cells = [row.cells for row in rows_of(read([heading, *(line for row in rows for line in row)]))]
    assert cells == [
        ("1", "Xây dựng đề án nuôi biển", "Sở Công Thương", "Ban Thường vụ Tỉnh ủy", "3/2026", "5/2026", "Đề án"),
        ("2", "Đào tạo cán bộ kỹ thuật", "Trường Cao đẳng nghề", "UBND tỉnh", "6/2026", "9/2026", "20 lớp học"),
        ("3", "Rà soát quy hoạch bến cá", "Sở Xây dựng", "UBND tỉnh", "01/7/2026", "30/11/2026", "Kế hoạch"),
    ]


def test_targets_of_two_years_side_by_side_are_two_columns() -> None:
    lines = ["STT Chỉ tiêu ĐVT Thực", "hiện năm", "2025", "Mục tiêu", "đến năm", "2030", "Tầm nhìn", "đến năm", "2045"]
    lines += ["Cơ quan chủ trì", "theo dõi", "1 Số bến cá đạt chuẩn Bến 12 30 45 Sở Xây dựng"]
    columns = read([*lines, "2 Số tàu cá gắn máy Nghìn tàu 1,2 1,5 2,0 Sở Công Thương"], title="CÁC CHỈ TIÊU").columns
    assert [column.role for column in columns[2:]] == [Role.UNIT, Role.RESULT, Role.TARGET, Role.TARGET, Role.LEAD]
    assert [column.period for column in columns[3:6]] == ["2025", "2030", "2045"]


def test_headings_of_two_kinds_without_a_line_end_between_are_two_columns() -> None:
    lines = ["TT Nhiệm vụ trọng tâm được giao Cơ quan tham mưu chủ trì"]
    lines += ["Sản phẩm đầu ra chính Mốc thời gian hoàn thành"]
    lines += ["1 Số hóa hồ sơ tàu cá", "Sở Tài chính Báo cáo 2026", "2 Nâng cấp bến cá", "Sở Xây dựng Kế hoạch 2027"]
    columns = read(lines).columns
    roles = [Role.NUMBER, Role.NAME, Role.LEAD, Role.DELIVERABLE, Role.DEADLINE]
    assert [column.role for column in columns] == roles


def test_a_quarter_cut_by_a_line_end_is_no_section() -> None:
    lines = ["TT Nhiệm vụ Cơ quan chủ trì Thời gian Quý I Quý", "II", "Quý", "III"]
    lines += ["1 Số hóa hồ sơ tàu cá", "Sở Tài chính X X X", "2 Nâng cấp bến cá", "Sở Xây dựng X X X"]
    table = read(lines)
    assert [column.period for column in table.columns[3:]] == ["Q1", "Q2", "Q3"]
    assert [(row.section, row.number) for row in rows_of(table)] == [(None, "1"), (None, "2")]


SURE = ["Nâng cấp bến cá", "Sở Xây dựng", "UBND các xã", "Quý I/2026", "Báo cáo"]


@pytest.mark.parametrize(
    "row",
    [
        ["Số hóa hồ sơ tàu cá", "", "UBND các xã", "2026", "Báo cáo"],
        ["Số hóa hồ sơ tàu cá", "Sở Tài chính", "Sở Nội vụ Bản đồ số được duyệt", "2026", "Báo cáo"],
        ["Số hóa hồ sơ tàu cá", "Sở Tài chính Công an tỉnh", "UBND các xã", "2026", "Báo cáo"],
        ["Số hóa hồ sơ tàu cá", "Sở Tài chính", "Ban Dân vận Tỉnh ủy Ban Tổ chức Tỉnh ủy", "2026", "Báo cáo"],
        ["Số hóa hồ sơ tàu cá", "Sở Nội vụ", "Sở Ngoại vụ Ban Dân tộc", "2026", "Báo cáo"],
        ["Số hóa hồ sơ tàu cá", "Sở Tài chính", "UBND các xã", "Quý", "Báo cáo"],
        ["Số hóa hồ sơ tàu cá", "Sở Tài chính", "UBND các xã", "Kỳ họp thứ hai", "Báo cáo"],
        ["Số hóa hồ sơ tàu cá", "Sở Tài chính và", "UBND các xã", "2026", "Báo cáo"],
        ["Số hóa hồ sơ\n- Hồ sơ của các tàu cá", "Sở Tài chính", "UBND các xã", "2026", "Báo cáo"],
        ["Hồ sơ số\na Đo đạc tàu cá", "Sở Tài chính", "UBND các xã", "2026", "Báo cáo"],
    ],
    ids=["empty lead", "a sentence", "two agencies", "two party bodies", "two names",
         "half a time", "no time", "an open end", "items", "letters"],
)
def test_a_row_whose_cells_the_lines_do_not_prove_is_in_doubt(row: list[str]) -> None:
    headings = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm"]
    rows = [[str(number), *(row if number == 3 else SURE)] for number in range(1, 6)]
    found = rows_of(read(printed(headings, rows, Look([3, 20, 24, 24, 9, 12]))))
    assert "3" in [r.number for r in found if any(flag.level == "doubt" for flag in r.flags)]
    assert not [r.number for r in found if r.number in ("1", "5") and any(flag.level == "doubt" for flag in r.flags)]


@pytest.mark.parametrize("value", ["58 trên 60", "100 Duy trì", "x 50", "Sở Tài chính chủ trì"])
def test_a_value_that_holds_two_is_in_doubt(value: str) -> None:
    column, atom = Column(Role.TARGET, "Năm 2030", "2030"), Atom(value, 0, 1, 0, 9, True, 1, False, False)
    assert bool(list(doubts([column], [[atom]], [value])))
    assert not list(doubts([column], [[atom]], ["10 - 12%"]))


def test_parts_numbered_with_bare_letters_are_rows_of_the_row_above() -> None:
    none = ["", "", ""]
    rows = [["1", "Hạ tầng bến cá", *none], ["a", *task("1")[1:]], ["b", *task("2")[1:]], task("2"), task("3")]
    found = rows_of(read(printed(TASKS.headings, rows, Look(TASKS.widths))))
    assert [(row.number, row.parent) for row in found] == [
        ("1", None),
        ("a", "1"),
        ("b", "1"),
        ("2", None),
        ("3", None),
    ]
    assert found[1].cells[1:] == found[3].cells[1:]


def test_a_part_after_the_last_letter_is_a_row_that_is_flagged() -> None:
    rows = [["1", "Hạ tầng bến cá", "", "", ""], *([letter, *task("1")[1:]] for letter in "abcdđefghiklmna"), task("2")]
    found = rows_of(read(printed(TASKS.headings, rows, Look(TASKS.widths))))
    assert [row.number for row in found] == ["1", *"abcdđefghiklmn", None, "2"]
    assert found[-2].flags


def test_values_with_units_and_ranges_on_one_line_with_other_cells() -> None:
    lines = ["TT Tên chỉ tiêu Năm 2026 Năm 2030 Cơ quan chủ trì"]
    lines += ["1 Số lớp tập huấn cho ngư dân 12 buổi 15 buổi Sở Xây dựng", "2 Độ che phủ 10 - 12 20 - 25 Sở Tài chính"]
    lines += ["3 Tàu cá có máy 95% trở lên 99% trở lên Sở Tài chính", "4 Độ mặn 5 - 7 8 Sở Tài chính"]
    found = [row.cells[1:] for row in rows_of(read(lines, title="CÁC CHỈ TIÊU"))]
    assert found == [
        ("Số lớp tập huấn cho ngư dân", "12 buổi", "15 buổi", "Sở Xây dựng"),
        ("Độ che phủ", "10 - 12", "20 - 25", "Sở Tài chính"),
        ("Tàu cá có máy", "95% trở lên", "99% trở lên", "Sở Tài chính"),
        ("Độ mặn", "5 - 7", "8", "Sở Tài chính"),
    ]


def test_a_numbered_title_in_the_count_of_the_rows_is_a_row_with_parts() -> None:
    rows = ["I Kinh tế biển", task("1"), ["2", "Hạ tầng bến cá", "", "", ""], task("2.1"), task("2.2"), task("3")]
    found = rows_of(read(printed(TASKS.headings, rows, Look(TASKS.widths))))
    assert [(row.section, row.number, row.parent) for row in found] == [
        ("I", "1", None),
        ("I", "2", None),
        ("I", "2.1", "2"),
        ("I", "2.2", "2"),
        ("I", "3", None),
    ]
    assert found[1].cells == ("2", "Hạ tầng bến cá", None, None, None)


def test_without_sections_a_numbered_title_is_a_row_with_parts() -> None:
    rows = ["1 Hạ tầng bến cá", task("1.1"), task("1.2"), "2 Dịch vụ cho ngư dân", task("2.1")]
    found = rows_of(read(printed(TASKS.headings, rows, Look(TASKS.widths))))
    assert [(row.number, row.parent) for row in found] == [
        ("1", None),
        ("1.1", "1"),
        ("1.2", "1"),
        ("2", None),
        ("2.1", "2"),
    ]


def test_a_comparison_of_two_words_goes_with_its_value_over_a_line_end_too() -> None:
    lines = ["TT Tên chỉ tiêu Năm 2026 Năm 2030 Cơ quan chủ trì", "1 Số vùng nuôi 12 Tối thiểu 15 Sở Xây dựng"]
    lines += ["2 Độ che phủ 10 Duy trì", "12", "Sở Tài chính", "3 Số tàu cá Ít nhất 5 7 Sở Tài chính"]
    lines += ["4 Số bến cá 3 Tối thiểu", "4 Sở Tài chính"]
    found = [row.cells[2:4] for row in rows_of(read(lines, title="CÁC CHỈ TIÊU"))]
    assert found[0] == ("12", "Tối thiểu 15")
    assert found[2] == ("Ít nhất 5", "7")


def test_a_quarter_on_a_line_of_its_own_is_no_title() -> None:
    rows = [[*task(str(number))[:-1], "Quý\nI/2026"] for number in range(1, 4)]
    table = read(printed(TASKS.headings, rows, Look(TASKS.widths)))
    assert [entry.cells[-1] for entry in table.entries if isinstance(entry, Row)] == ["Quý I/2026"] * 3
    assert len(table.entries) == 3
