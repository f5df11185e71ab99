"""What is found at a glance in a flattened table is what the full search finds, whatever happened to its lines."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.rows import Column, Role
from importers.recover.align import Aligner, Worth
from importers.recover.contents import traits
from importers.recover.flat_counted import counted
from importers.recover.flat_entries import Beginnings
from importers.recover.flat_rows import Search

TASKS = tuple(Column(role, role.value) for role in (Role.NUMBER, Role.NAME, Role.LEAD, Role.COORDINATOR,
                                                    Role.DELIVERABLE, Role.DEADLINE))  # fmt: skip
INDICATORS = tuple(Column(role, role.value) for role in (Role.NUMBER, Role.NAME, Role.UNIT, Role.BASELINE, Role.TARGET,
                                                         Role.LEAD))  # fmt: skip
LAST_A_VALUE = tuple(Column(role, role.value) for role in (Role.NUMBER, Role.NAME, Role.BASELINE, Role.TARGET))
NAMES = ("Xây dựng trạm bơm tại các xã ven sông", "Tổ chức tập huấn kỹ năng số", "Kế hoạch trồng rừng", "Chợ",
         "Rà soát, cập nhật danh sách hộ nghèo, giai đoạn 2026 - 2030", "TRỒNG CÂY XANH", "2. Mở đường")  # fmt: skip
AGENCIES = ("Sở Y tế", "Trạm Y tế xã", "Công an xã; Các đơn vị liên quan", "-", "Các xã, phường;", "Bộ Công an")
PRODUCTS = ("Báo cáo", "Hợp đồng dịch vụ", "Lớp tập huấn", "Quyết định của UBND xã", "3 mô hình")
TIMES = ("Năm 2026", "Tháng 5/2027", "Thường xuyên", "Quý I", "2027", "12/2026", "Đến năm 2030")
VALUES = ("≥ 40%", "Tăng", "1", "2", "3", "4", "5", "6", "12", "2.1")
ODD = ("1", "2", "13", "x", "-", "II", " dòng lùi vào", "đi tiếp câu trước", "1.1", "a)", "Ghi chú: số liệu ước")


def cells(columns: Sequence[Column]) -> st.SearchStrategy[list[str]]:
    """A row's cells, a line each."""
    held = {Role.NAME: NAMES, Role.LEAD: AGENCIES, Role.COORDINATOR: AGENCIES, Role.DELIVERABLE: PRODUCTS,
            Role.DEADLINE: TIMES, Role.UNIT: ("%", "Người"), Role.TARGET: VALUES, Role.BASELINE: VALUES}  # fmt: skip
    return st.tuples(*(st.sampled_from(held[column.role]) for column in columns[1:])).map(list)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], tuple[Column, ...]]:
    """Lines of sections and rows counted through, some of which are lost, doubled, joined or put in."""
    columns = draw(st.sampled_from((TASKS, INDICATORS, LAST_A_VALUE)))
    lines: list[str] = []
    sections = draw(st.booleans())
    for number, row in enumerate(draw(st.lists(cells(columns), min_size=1, max_size=8)), start=1):
        if sections and number % 3 == 1:
            lines += [("I", "II", "III")[number // 3], draw(st.sampled_from(("Hạ tầng số", "PHÁT TRIỂN NHÂN LỰC")))]
        lines += [draw(st.sampled_from((str(number), f"{number}."))), *row]
    for kind in draw(st.lists(st.sampled_from(("lost", "doubled", "joined", "put in", "cut")), max_size=3)):
        at = draw(st.integers(0, len(lines) - 1))
        if kind == "lost" and len(lines) > 1:
            del lines[at]
        elif kind == "doubled":
            lines.insert(at, lines[at])
        elif kind == "joined" and at:
            lines[at - 1 : at + 1] = [" ".join(lines[at - 1 : at + 1])]
        elif kind == "put in":
            lines.insert(at, draw(st.sampled_from(ODD)))
        elif kind == "cut" and " " in lines[at].strip():
            lines[at : at + 1] = lines[at].strip().split(" ", 1)
    return lines, columns


@settings(max_examples=300, deadline=None)
@given(tables())
def test_what_is_counted_is_what_a_search_finds(table: tuple[list[str], tuple[Column, ...]]) -> None:
    beginnings = Beginnings(*table)
    found = counted(beginnings)
    assert found is None or found == Search(beginnings).best()


def test_a_whole_table_is_counted_and_one_that_lost_a_number_is_searched() -> None:
    row = ["Xây dựng trạm bơm tại các xã ven sông", "Sở Y tế", "Công an xã", "Báo cáo", "Năm 2026"]
    lines = ["I", "Hạ tầng số", "1", *row, "2", *row, "3", *row]
    found = counted(Beginnings(lines, TASKS))
    assert found is not None
    assert [(span.kind, span.start, span.end) for span in found[1]] == [
        ("heading", 0, 2), ("row", 2, 8), ("row", 8, 14), ("row", 14, 20)]  # fmt: skip
    assert counted(Beginnings([line for line in lines if line != "2"], TASKS)) is None


def test_values_that_might_be_numbers_do_not_hide_the_rows() -> None:
    values = (("2", "3"), ("2", "3"), ("3", "4"), ("1", "5"))
    rows = [(str(n), NAMES[0], "Người", *pair, "Sở Y tế") for n, pair in enumerate(values, start=1)]
    beginnings = Beginnings([line for row in rows for line in row], INDICATORS)
    found = counted(beginnings)
    assert found is not None and found == Search(beginnings).best()
    assert [span.start for span in found[1]] == [0, 6, 12, 18]


def test_offices_of_a_commune_read_like_agencies() -> None:
    assert [traits(name).agency for name in ("Trạm Y tế xã", "Ban Chỉ huy Quân sự phường", "Trạm bơm")] == [1, 1, 0]


class Thorough(Aligner):
    """An aligner that tries all ways also for a line a cell."""

    def _line_a_cell(self, looked: Sequence[Worth], goes_on: Sequence[bool]) -> float | None:
        return None


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_line_a_cell_is_the_best_of_all_ways(data: st.DataObject) -> None:
    columns = data.draw(st.sampled_from((TASKS, INDICATORS, LAST_A_VALUE)))[1:]
    rows = data.draw(st.lists(cells((columns[0], *columns)), min_size=1, max_size=4))
    lines = data.draw(st.permutations(rows[0])) if data.draw(st.booleans()) else rows[0]
    quick, thorough = Aligner(columns), Thorough(columns)
    for aligner in (quick, thorough):
        aligner.learn(rows[1:])
    assert quick.best(lines).cells == thorough.best(lines).cells
