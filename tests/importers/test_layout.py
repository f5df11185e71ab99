"""One table in every layout a file can have: the same rows come out, or the account says what is lost."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.rows import Role, Row
from importers.blocks import Grid, Paragraph, Source
from importers.readers.text import read_text
from importers.recover.layout import recover
from tests.importers import small_plan as plan

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
orders = st.permutations(plan.ROLES).map(tuple)
wordings = st.fixed_dictionaries({role: st.sampled_from(plan.HEADINGS[role]) for role in plan.ROLES})


def from_lines(lines: list[str]) -> Source:
    return Source("plan.txt", "", "txt", read_text("\n".join(lines).encode(), "plan.txt"))


def test_every_layout_is_named_with_a_reason() -> None:
    heading, rows = plan.printed()
    flat = plan.only_table(from_lines(plan.flattened(heading, rows)))
    tabs = plan.only_table(from_lines(plan.tabbed(heading, [rows])))
    assert (flat.layout, tabs.layout) == ("flattened", "grid")
    assert "one cell a line" in flat.reason
    assert "cells in rows" in tabs.reason
    assert plan.facts(flat) == plan.facts(tabs) == plan.expected()
    assert plan.titles(flat) == plan.titles(tabs) == list(plan.SECTIONS.values())
    assert flat.title == "DANH MỤC CÁC NHIỆM VỤ"
    parents = {row.number: row.parent for row in tabs.entries if isinstance(row, Row)}
    assert (parents["3"], parents["3.1"], parents["3.2"], parents["4"]) == (None, "3", "3", None)


@quick
@given(order=orders, wording=wordings)
def test_columns_in_any_order_under_any_known_heading(order: tuple[Role, ...], wording: dict[Role, str]) -> None:
    heading, rows = plan.printed(order, wording)
    table = plan.only_table(from_lines(plan.tabbed(heading, [rows])))
    assert plan.roles(table.columns) == list(order)
    assert plan.facts(table) == plan.expected()


@quick
@given(wording=wordings, lost=st.sets(st.integers(1, len(plan.ROWS) - 2), max_size=2))
def test_flattened_with_other_headings_and_lost_numbers(wording: dict[Role, str], lost: set[int]) -> None:
    heading, rows = plan.printed(wording=wording)
    numbers = {plan.ROWS[index][0] for index in lost}
    lines = plan.flattened(
        heading, [(" " * (row[0] in numbers), *row[1:]) if row[0] in numbers else row for row in rows]
    )
    lines = [line for line in lines if line.strip()]
    table = plan.only_table(from_lines(lines))
    want = plan.expected()
    got = plan.facts(table)
    assert [fact[2] for fact in got] == [fact[2] for fact in want]
    for row, fact in zip((e for e in table.entries if isinstance(e, Row)), want, strict=True):
        codes = {flag.code for flag in row.flags}
        assert row.number == fact[1] or codes & {"number_inferred", "number_lost"}
        assert (row.number is not None) or "number_lost" in codes


@quick
@given(index=st.integers(0, len(plan.ROWS) - 1), gone=st.sampled_from((Role.LEAD, Role.DEADLINE, Role.DELIVERABLE)))
def test_a_lost_cell_of_a_flattened_row_is_empty_and_flagged(index: int, gone: Role) -> None:
    heading, rows = plan.printed()
    at = next(i for i, row in enumerate(rows) if row[0] == plan.ROWS[index][0])
    column = plan.ROLES.index(gone)
    rows[at] = tuple("" if i == column else cell for i, cell in enumerate(rows[at]))
    table = plan.only_table(from_lines(plan.flattened(heading, rows)))
    got = plan.facts(table)
    assert len(got) == len(plan.ROWS)
    changed = [i for i, (fact, want) in enumerate(zip(got, plan.expected(), strict=True)) if fact != want]
    assert changed == [index]
    row = [entry for entry in table.entries if isinstance(entry, Row)][index]
    assert any(flag.code == "cell_lost" and flag.level == "lost" for flag in row.flags)


def cut_row(row: tuple[str, ...], shares: list[float]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A row as two pages print it: each cell's words up to its share, and the rest."""
    first, second = [], []
    for index, (cell, share) in enumerate(zip(row, shares, strict=True)):
        words = cell.split()
        at = len(words) if index == 0 else max(1, round(share * len(words)))
        first.append(" ".join(words[:at]))
        second.append(" ".join(words[at:]))
    return tuple(first), tuple(second)


cuts = st.tuples(
    st.integers(0, len(plan.ROWS) + len(plan.SECTIONS) - 1),
    st.lists(st.floats(0, 1), min_size=len(plan.ROLES), max_size=len(plan.ROLES)),
)


def cut_pages(rows: list[tuple[str, ...]], at: int, shares: list[float]) -> list[list[tuple[str, ...]]]:
    first, second = cut_row(rows[at], shares)
    rest = [second] if any(second) else []
    return [[*rows[:at], first], [*rest, *rows[at + 1 :]]]


@settings(quick, max_examples=200)
@given(cut=cuts)
def test_a_page_may_end_inside_any_row(cut: tuple[int, list[float]]) -> None:
    heading, rows = plan.printed()
    pages = cut_pages(rows, *cut)
    table = plan.only_table(from_lines(plan.tabbed(heading, pages)))
    assert plan.facts(table) == plan.expected()
    assert plan.titles(table) == list(plan.SECTIONS.values())


@quick
@given(cut=cuts, repeat=st.booleans())
def test_grids_that_go_on_from_one_another_are_one_table(cut: tuple[int, list[float]], repeat: bool) -> None:
    heading, rows = plan.printed()
    first, second = cut_pages(rows, *cut)
    grids = [plan.grid([heading, *first]), plan.grid([heading, *second] if repeat else second or [("",) * 6], 2)]
    table = plan.only_table(plan.source(grids))
    assert plan.facts(table) == plan.expected()


def test_an_appendix_without_a_table_stays_text_and_is_flagged() -> None:
    lines = [
        "Kế hoạch thực hiện",
        "PHỤ LỤC I",
        "MẪU BÁO CÁO",
        "Kính gửi: Ủy ban nhân dân tỉnh",
        "Nội dung báo cáo như sau.",
    ]
    recovered = recover(from_lines(lines))
    assert not recovered.tables
    assert [flag.code for flag in recovered.flags] == ["no_table"]
    texts = [block.text for block in recovered.body if isinstance(block, Paragraph)]
    assert "Nội dung báo cáo như sau." in texts


def test_a_letterhead_grid_is_no_table() -> None:
    head = plan.grid(
        [("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("Số: 12/KH-UBND", "Nà Lam, ngày 02/02/2026")]
    )
    recovered = recover(Source("a.docx", "", "docx", (head,)))
    assert not recovered.tables
    assert isinstance(recovered.body[0], Grid)


def test_a_table_without_an_appendix_is_found() -> None:
    heading, rows = plan.printed()
    blocks = (Paragraph("Các nhiệm vụ như sau:", plan.Place(line=1)), plan.grid([heading, *rows]))
    table = plan.only_table(Source("a.docx", "", "docx", blocks))
    assert table.appendix is None
    assert plan.facts(table) == plan.expected()


def test_two_tables_of_one_appendix_stay_apart() -> None:
    heading, rows = plan.printed()
    other = plan.grid(
        [("TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026", "Năm 2030"), ("1", "Tỷ lệ che phủ rừng", "%", "62", "65")], 2
    )
    tables = recover(plan.source([plan.grid([heading, *rows]), other])).tables
    assert [table.kind for table in tables] == ["task", "indicator"]
    assert [column.period for column in tables[1].columns] == [None, None, None, "2026", "2030"]


def test_an_appendix_opens_at_its_label_and_its_title_may_stand_below() -> None:
    table = "TT\tNhiệm vụ\tChủ trì\tThời gian\n1\tLập quy hoạch cảng cá\tSở Xây dựng\tNăm 2027"
    text = f"KẾ HOẠCH\nPhụ lục I\nNHIỆM VỤ CỤ THỂ\n{table}\nPhụ lục II: VIỆC KHÁC\n{table}"
    below, beside = recover(from_lines(text.split("\n"))).tables
    assert [place and place.line for place in (below.opens, below.title_place, below.place)] == [2, 3, 4]
    assert [place and place.line for place in (beside.opens, beside.title_place, beside.place)] == [6, 6, 7]
    (loose,) = recover(from_lines(["KẾ HOẠCH", "Căn cứ nhiệm vụ được giao;", *table.split("\n")])).tables
    assert (loose.opens, loose.title_place) == (None, None)


def test_markup_in_several_cells_of_a_row_is_one_repair() -> None:
    lines = ["TT\tNhiệm vụ\tChủ trì\tThời gian", "1\t**Lập quy hoạch**\t<i>Sở Xây dựng</i>\t**Năm 2027**"]
    (table,) = recover(from_lines(lines)).tables
    (row,) = table.entries
    assert [(flag.code, flag.level) for flag in row.flags] == [("markup_dropped", "repair")]
