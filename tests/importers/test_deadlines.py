"""The deadline grammar: the wordings of real plans, those other plans use, and what must hold for any text."""

from __future__ import annotations

import datetime
import json
from calendar import monthrange

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.grammar.deadlines import Deadline, Milestone, explain, read_deadline, read_period_cells
from tests.seeds import SHARED, needs_seeds


def shape(deadline: Deadline) -> str:
    """Milestones as 'kind start/end' joined by '; ', with '!' behind when something was not read."""
    parts = [f"{m.kind} {m.start or ''}/{m.end or ''}".removesuffix(" /") for m in deadline.milestones]
    return "; ".join(parts) + ("!" if deadline.unread else "")


SEEN = {  # every wording of the five real plans' deadline cells (months that differ only in their numbers once)
    "Tháng 9/2025": "month 2025-09-01/2025-09-30",
    "Tháng 02/2025": "month 2025-02-01/2025-02-28",
    "Tháng 01/2026": "month 2026-01-01/2026-01-31",
    "- Tháng 8/2025 - Thường xuyên": "month 2025-08-01/2025-08-31; ongoing",
    "- Tháng 11/2025 - Tháng 9/2028": "month 2025-11-01/2025-11-30; month 2028-09-01/2028-09-30",
    "- Tháng 4/2026 - Năm 2026": "month 2026-04-01/2026-04-30; year 2026-01-01/2026-12-31",
    "(1) Tháng 6/2025; (2) Tháng 10/2025": "month 2025-06-01/2025-06-30; month 2025-10-01/2025-10-31",
    "Thường xuyên": "ongoing",
    "Thường xuyên hàng tháng": "recurring",
    "Hàng năm": "recurring",
    "Hằng năm": "recurring",
    "Cập nhật hàng năm": "recurring",
    "Tháng 15/6/2025": "date 2025-06-15/2025-06-15",
    "Tháng 9/2025 hoàn thiện hệ thống": "month 2025-09-01/2025-09-30",
    "Hoàn thành tháng 6/2026": "month 2026-06-01/2026-06-30",
    "Tháng 6/2025; thường xuyên": "month 2025-06-01/2025-06-30; ongoing",
    "Tháng 5/2025 và thường xuyên": "month 2025-05-01/2025-05-31; ongoing",
    "Theo KH của TW": "external",
    "Theo Kế hoạch của TW": "external",
    "Theo tiến độ của TW": "external",
    "Theo chỉ đạo của Trung ương": "external",
    "Định kỳ theo Đề án": "recurring",
    "2026-2028": "range 2026-01-01/2028-12-31",
    "2023 -2025": "range 2023-01-01/2025-12-31",
    "2026 - 2030": "range 2026-01-01/2030-12-31",
    "Năm 2026": "year 2026-01-01/2026-12-31",
    "2030": "year 2030-01-01/2030-12-31",
    "Đã hoàn thành": "done",
    "2025-2027 và thường xuyên": "range 2025-01-01/2027-12-31; ongoing",
    "2025-2026 và hàng năm": "range 2025-01-01/2026-12-31; recurring",
    "2025-2026 và nâng cấp, mở rộng thường xuyên": "range 2025-01-01/2026-12-31; ongoing",
    "Năm 2026 và thường xuyên": "year 2026-01-01/2026-12-31; ongoing",
    "2025 và thường xuyên": "year 2025-01-01/2025-12-31; ongoing",
    "12/2025 và thường xuyên": "month 2025-12-01/2025-12-31; ongoing",
    "6/2025": "month 2025-06-01/2025-06-30",
    "31/3/2026": "date 2026-03-31/2026-03-31",
    "Quý II/2026": "quarter 2026-04-01/2026-06-30",
    "Quý I/2026 (Đã hoàn thành)": "quarter 2026-01-01/2026-03-31",
    "Quý I/2026 (nhiệm vụ 2025 chuyển tiếp)": "quarter 2026-01-01/2026-03-31",
    "2026 (nhiệm vụ 2025 chuyển tiếp)": "year 2026-01-01/2026-12-31",
    "Hàng năm (nhiệm vụ 2025 chuyển tiếp)": "recurring",
    "Thường xuyên (nhiệm vụ 2025 chuyên tiếp)": "ongoing",
    "Thường xuyên (khi có yêu cầu)": "ongoing",
    "Chuyển tiếp 2026 (dự kiến thực hiện nếu có - theo cam kết)": "year 2026-01-01/2026-12-31",
    "- (1) (2) (3) (4): 31/5/2026 - (5): 30/6/2026": "date 2026-05-31/2026-05-31; date 2026-06-30/2026-06-30",
}

UNSEEN = {
    "Trước 25 hằng tháng": "recurring",
    "15-20/3/2026": "range 2026-03-15/2026-03-20",
    "Từ ngày 15 đến ngày 20/3/2026": "range 2026-03-15/2026-03-20",
    "Từ 3-5/2026": "range 2026-03-01/2026-05-31",
    "9 tháng năm 2026": "range 2026-01-01/2026-09-30",
    "Tuần 1 tháng 3/2026": "month 2026-03-01/2026-03-31",
    "Trước 17 giờ 00 phút ngày 30/6/2026": "date 2026-06-30/2026-06-30",
    "Kỳ họp thứ 35 HĐND tỉnh": "external",
    "Kỳ họp thứ 10 (tháng 10/2026)": "month 2026-10-01/2026-10-31",
    "Trước ngày 05 tháng đầu quý": "recurring",
    "Suốt năm": "ongoing",
    "Quý 3 năm 2026": "quarter 2026-07-01/2026-09-30",
    "quý IV-2026": "quarter 2026-10-01/2026-12-31",
    "QII/2026": "quarter 2026-04-01/2026-06-30",
    "Quý I, II/2026": "quarter 2026-01-01/2026-03-31; quarter 2026-04-01/2026-06-30",
    "Quý I-II/2026": "range 2026-01-01/2026-06-30",
    "Quý III/2026 – Quý I/2027": "range 2026-07-01/2027-03-31",
    "Trước ngày 30/6/2026": "date 2026-06-30/2026-06-30",
    "Hoàn thành trước 30/6/2026, duy trì thường xuyên": "date 2026-06-30/2026-06-30; ongoing",
    "Trước tháng 6/2026": "date 2026-05-31/2026-05-31",
    "Trước 15/12": "date",
    "Trước 15/12 hàng năm": "recurring",
    "Chậm nhất ngày 30 tháng 6 năm 2026": "date 2026-06-30/2026-06-30",
    "30-6-2026": "date 2026-06-30/2026-06-30",
    "30.6.2026": "date 2026-06-30/2026-06-30",
    "2026-06-30 00:00:00": "date 2026-06-30/2026-06-30",
    "Tháng 6-9/2026": "range 2026-06-01/2026-09-30",
    "Tháng 6–9 năm 2026": "range 2026-06-01/2026-09-30",
    "Từ tháng 3 đến tháng 6/2026": "range 2026-03-01/2026-06-30",
    "Từ tháng 11 đến tháng 2/2026": "range 2025-11-01/2026-02-28",
    "Từ 01/01/2026 đến 31/3/2026": "range 2026-01-01/2026-03-31",
    "Tháng 3, 6, 9/2026": "month 2026-03-01/2026-03-31; month 2026-06-01/2026-06-30; month 2026-09-01/2026-09-30",
    "Tháng 6 và tháng 12 hàng năm": "recurring",
    "6 tháng đầu năm 2026": "range 2026-01-01/2026-06-30",
    "6 tháng cuối năm 2026": "range 2026-07-01/2026-12-31",
    "Cuối năm 2026": "quarter 2026-10-01/2026-12-31",
    "Đầu năm 2027": "quarter 2027-01-01/2027-03-31",
    "Giai đoạn 2026-2030": "range 2026-01-01/2030-12-31",
    "Giai\u00a0đoạn\u00a02026\u00a0–\u00a02030": "range 2026-01-01/2030-12-31",
    "Trong giai đoạn 2026-2030": "range 2026-01-01/2030-12-31",
    "Giai đoạn 1: 2026-2027; giai đoạn 2: 2028-2030": "range 2026-01-01/2027-12-31; range 2028-01-01/2030-12-31",
    "Hàng năm, giai đoạn 2026-2030": "recurring 2026-01-01/2030-12-31",
    "Thường xuyên trong năm 2026": "ongoing 2026-01-01/2026-12-31",
    "Đến năm 2030": "year 2030-01-01/2030-12-31",
    "Đến năm 2030, tầm nhìn đến năm 2045": "year 2030-01-01/2030-12-31",
    "Đến hết tháng 12/2026": "month 2026-12-01/2026-12-31",
    "Hàng quý": "recurring",
    "Hằng tháng": "recurring",
    "Hàng tháng (trước ngày 25)": "recurring",
    "Định kỳ 6 tháng": "recurring",
    "Định kỳ 6 tháng, hàng năm": "recurring",
    "2 lần/năm": "recurring",
    "02/2026": "month 2026-02-01/2026-02-28",
    "2026 và những năm tiếp theo": "year 2026-01-01/2026-12-31; ongoing",
    "Từ năm 2026 trở đi": "ongoing 2026-01-01/",
    "Trong tháng 5/2026": "month 2026-05-01/2026-05-31",
    "Trong năm 2026": "year 2026-01-01/2026-12-31",
    "T6/2026": "month 2026-06-01/2026-06-30",
    "Năm 2026 (quý II)": "quarter 2026-04-01/2026-06-30",
    "Sau khi Bộ Nội vụ ban hành Đề án": "external",
    "Theo yêu cầu": "external",
    "Theo lộ trình của Trung ương": "external",
    "30 ngày kể từ ngày ban hành": "external",
    "Theo Quyết định số 12/QĐ-TTg ngày 05/3/2026": "external",
    "Tháng 6/2026 theo Kế hoạch số 12/KH-UBND ngày 01/02/2025": "month 2026-06-01/2026-06-30",
    "Đã ban hành tại Quyết định số 45/QĐ-UBND ngày 12/3/2025": "done",
    "Đã hoàn thành tháng 3/2025": "month 2025-03-01/2025-03-31",
    "2026": "year 2026-01-01/2026-12-31",
    "31/6/2026": "month 2026-06-01/2026-06-30",
    "-": "",
    "": "",
    "quý 1,2/2026": "quarter 2026-01-01/2026-03-31; quarter 2026-04-01/2026-06-30",
    "Triển khai từ tháng 7/2026, hoàn thành trước 31/12/2027": "range 2026-07-01/2027-12-31",
    "Khởi công quý II/2026, hoàn thành quý IV/2028": "quarter 2026-04-01/2026-06-30; quarter 2028-10-01/2028-12-31",
    "Cuối quý II/2026": "month 2026-06-01/2026-06-30",
    "Phê duyệt: Quý IV/2026; triển khai: 2027 - 2030": "quarter 2026-10-01/2026-12-31; range 2027-01-01/2030-12-31",
    "a) Quý II/2026; b) Quý III/2026": "quarter 2026-04-01/2026-06-30; quarter 2026-07-01/2026-09-30",
    "Ngày 20 tháng cuối quý": "recurring",
    "6 tháng, năm": "recurring",
    "Sau năm 2030": "ongoing 2031-01-01/",
    "2026-06": "month 2026-06-01/2026-06-30",
    "30/06/26": "date 2026-06-30/2026-06-30",
    "Năm 2026./.": "year 2026-01-01/2026-12-31",
    "Quý V/2026": "!",
    "Chưa xác định": "!",
    "Tháng 13/2025": "!",
    "2030-2025": "!",
    "03 tháng": "!",
    "Trong giai đoạn": "!",
}


@pytest.mark.parametrize(("text", "expected"), [*SEEN.items(), *UNSEEN.items()])
def test_wordings(text: str, expected: str) -> None:
    assert shape(read_deadline(text)) == expected


def test_the_task_fields_follow_from_the_milestones() -> None:
    cells = {
        "Tháng 5/2025": ("open", None, "2025-05-31", "once"),
        "Tháng 5/2025 và thường xuyên": ("open", None, "2025-05-31", "ongoing"),
        "2025-2026 và hàng năm": ("open", "2025-01-01", "2026-12-31", "recurring"),
        "Theo tiến độ của TW": ("open", None, None, "external"),
        "Đã hoàn thành": ("done", None, None, "once"),
        "Đã hoàn thành; thường xuyên": ("open", None, None, "ongoing"),
        "Quý I/2026 (Đã hoàn thành)": ("done", None, "2026-03-31", "once"),
        "Từ năm 2026": ("open", "2026-01-01", None, "ongoing"),
        "Không rõ": ("open", None, None, None),
    }
    for text, (state, start, due, cadence) in cells.items():
        read = read_deadline(text)
        assert (read.state, read.start and str(read.start), read.due and str(read.due), read.cadence) == (
            state, start, due, cadence), text  # fmt: skip


def test_bullets_and_parts_pair_with_the_deliverable() -> None:
    bullets = read_deadline(
        "- Tháng 11/2025 - Tháng 9/2028", deliverable="- Phê duyệt Đề án; - Hoàn thành kinh tế - xã hội"
    )
    assert [m.deliverable for m in bullets.milestones] == ["Phê duyệt Đề án", "Hoàn thành kinh tế - xã hội"]
    assert [m.text for m in bullets.milestones] == ["Tháng 11/2025", "Tháng 9/2028"]
    parts = read_deadline("(1) Tháng 6/2025; (2) Tháng 10/2025", deliverable="(1) Quyết định; (2) Phần mềm")
    assert [(m.part, m.deliverable) for m in parts.milestones] == [("(1)", "(1) Quyết định"), ("(2)", "(2) Phần mềm")]
    shared = read_deadline(
        "- (1) (2): 31/5/2026 - (3): 30/6/2026", deliverable="- (1) (2): Hồ sơ dự toán. - (3): Công văn"
    )
    assert [(m.part, m.deliverable) for m in shared.milestones] == [
        ("(1) (2)", "(1) (2) Hồ sơ dự toán"), ("(3)", "(3) Công văn")]  # fmt: skip
    differing = read_deadline("- Tháng 8/2025 - Thường xuyên", deliverable="Kế hoạch")
    assert [m.deliverable for m in differing.milestones] == [None, None]


def test_texts_of_a_cell_with_several_milestones() -> None:
    read = read_deadline("2025-2026 và nâng cấp, mở rộng thường xuyên")
    assert [m.text for m in read.milestones] == ["2025-2026", "nâng cấp, mở rộng thường xuyên"]
    assert [m.text for m in read_deadline("Tháng 9/2025 hoàn thiện hệ thống").milestones] == [
        "Tháng 9/2025 hoàn thiện hệ thống"]  # fmt: skip


def test_period_columns() -> None:
    def ms(text: str, period: str) -> list[Milestone]:
        return list(read_deadline(text, period=period).milestones)

    assert shape(read_deadline("Thường xuyên", period="2025-2030")) == "ongoing 2025-01-01/2030-12-31"
    assert shape(read_deadline("Trong giai đoạn (nhiệm vụ 2025 chuyên tiếp)", period="2025-2030")) == (
        "range 2025-01-01/2030-12-31")  # fmt: skip
    assert shape(read_deadline("X", period="2027")) == "year 2027-01-01/2027-12-31"
    assert shape(read_deadline("Quý II", period="2027")) == "quarter 2027-04-01/2027-06-30"
    assert ms("Tháng 6/2028", "2025-2030")[0].period == "2025-2030"
    assert shape(read_deadline("x", period=">2030")) == shape(read_deadline("Thường xuyên", period=">2030"))
    assert [(m.kind, str(m.start), m.end) for m in ms("x", ">2030")] == [("ongoing", "2031-01-01", None)]


def test_the_cells_of_a_row_are_one_deadline() -> None:
    still_open = read_period_cells(
        {"2025": None, "2025-2030": "Đã hoàn thành", "2030-2035": "2030", "2035-2040": "2035"}
    )
    assert (still_open.state, str(still_open.due)) == ("open", "2035-12-31")
    assert read_period_cells({"2025": "Đã hoàn thành", "2025-2030": None}).state == "done"
    mixed = read_period_cells({"2025-2030": "Tháng 6/2028", "2030-2035": "Hằng năm"})
    assert (str(mixed.due), mixed.start, mixed.cadence) == ("2028-06-30", None, "recurring")
    assert read_period_cells({"2025": "", "2030": None}) == Deadline()


def test_doubts_and_explanation() -> None:
    assert "read as that day" in read_deadline("Tháng 15/6/2025").doubts[0]
    assert "no day" in read_deadline("31/6/2026").doubts[0]
    assert read_deadline("Trước 15/12").doubts == ("no year is printed",)
    assert read_deadline("Trước 15/12", year=2026).due == datetime.date(2026, 12, 15)
    assert read_deadline("2026 (nhiệm vụ 2025 chuyển tiếp)").carried_from == 2025
    assert explain(read_deadline("Tháng 9/2025")) == ("'Tháng 9/2025' = month 2025-09-01 to 2025-09-30",)
    assert explain(read_deadline("Chưa rõ")) == ("a wording of time was not understood",)


@needs_seeds
def test_worked_rows() -> None:
    lines = (SHARED / "worked_rows.jsonl").read_text(encoding="utf-8").splitlines()
    tasks = [row for row in map(json.loads, lines) if row["label"] == "Task"]
    checked = 0
    for row in tasks:
        if "period_cells" in row:
            read = read_period_cells(row["period_cells"], row["deliverable"])
        else:
            read = read_deadline(row["deadline_text"], deliverable=row["deliverable"])
        for milestone, expected in zip(read.milestones, row.get("milestones", []), strict=True):
            for name, value in expected.items():
                assert (value if value is None else str(value)) == (
                    None if getattr(milestone, name) is None else str(getattr(milestone, name))
                ), (row["number"], name)
            checked += 1
        assert (read.due and str(read.due)) == row["due"]
    assert checked > 20


years = st.integers(2000, 2095)
RENDERED = {  # wording -> how a (year, month, day, years on) is printed in it, and the dates that print means
    "day": lambda y, m, d, n: (f"{d}/{m}/{y}", (y, m, d), (y, m, d)),
    "day padded": lambda y, m, d, n: (f"Trước ngày {d:02}/{m:02}/{y}", (y, m, d), (y, m, d)),
    "day in words": lambda y, m, d, n: (f"ngày {d} tháng {m} năm {y}", (y, m, d), (y, m, d)),
    "iso": lambda y, m, d, n: (f"{y}-{m:02}-{d:02}", (y, m, d), (y, m, d)),
    "month": lambda y, m, d, n: (f"Tháng {m:02}/{y}", (y, m, 1), (y, m, 0)),
    "month in words": lambda y, m, d, n: (f"trong tháng {m} năm {y}", (y, m, 1), (y, m, 0)),
    "bare month": lambda y, m, d, n: (f"{m}/{y}", (y, m, 1), (y, m, 0)),
    "T month": lambda y, m, d, n: (f"T{m}/{y}", (y, m, 1), (y, m, 0)),
    "quarter": lambda y, m, d, n: (
        f"Quý {['I', 'II', 'III', 'IV'][m % 4]}/{y}",
        (y, m % 4 * 3 + 1, 1),
        (y, m % 4 * 3 + 3, 0),
    ),
    "quarter number": lambda y, m, d, n: (f"quý {m % 4 + 1} năm {y}", (y, m % 4 * 3 + 1, 1), (y, m % 4 * 3 + 3, 0)),
    "year": lambda y, m, d, n: (f"Năm {y}", (y, 1, 1), (y, 12, 31)),
    "until year": lambda y, m, d, n: (f"đến hết năm {y}", (y, 1, 1), (y, 12, 31)),
    "years": lambda y, m, d, n: (f"Giai đoạn {y}-{y + n}", (y, 1, 1), (y + n, 12, 31)),
    "years dashed": lambda y, m, d, n: (f"{y} – {y + n}", (y, 1, 1), (y + n, 12, 31)),
    "years in words": lambda y, m, d, n: (f"từ năm {y} đến năm {y + n}", (y, 1, 1), (y + n, 12, 31)),
    "months": lambda y, m, d, n: (f"từ tháng {m}/{y} đến tháng {m}/{y + n}", (y, m, 1), (y + n, m, 0)),
    "days": lambda y, m, d, n: (f"{d}/{m}/{y} - {d}/{m}/{y + n}", (y, m, d), (y + n, m, d)),
    "half": lambda y, m, d, n: (f"6 tháng đầu năm {y}", (y, 1, 1), (y, 6, 30)),
}


@pytest.mark.parametrize("wording", RENDERED)
@given(year=years, month=st.integers(1, 12), day=st.integers(1, 28), on=st.integers(1, 5))
def test_what_is_printed_is_read_back(wording: str, year: int, month: int, day: int, on: int) -> None:
    text, first, last = RENDERED[wording](year, month, day, on)
    read = read_deadline(text)
    (milestone,) = read.milestones
    length = last[2] or monthrange(last[0], last[1])[1]
    assert (milestone.start, milestone.end) == (datetime.date(*first), datetime.date(last[0], last[1], length)), text
    assert read.due == milestone.end and not read.unread


PIECES = ["Tháng", "Quý", "Năm", "II", "6", "13", "31", "2026", "2025", "/", "-", ";", ",", "và", "đến", "từ", "trước",
          "(", ")", "lần", ":",
          "(1)", "hàng năm", "thường xuyên", "theo", "đã hoàn thành", "giai đoạn", "định kỳ", "đầu", "cuối", "ngày",
          "nhiệm vụ", "chuyển tiếp", "khi"]  # fmt: skip


@given(
    st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)),
    st.sampled_from([None, "2025", "2025-2030", "x"]),
)
def test_no_text_breaks_it(text: str, period: str | None) -> None:
    read = read_deadline(text, deliverable=text, period=period)
    for milestone in read.milestones:
        assert milestone.start is None or milestone.end is None or milestone.start <= milestone.end
        assert milestone.text
    assert read.start is None or read.due is None or read.start <= read.due


def test_a_cell_that_does_not_go_with_its_column_is_doubted() -> None:
    moved = read_period_cells({"2026": "Hằng năm", "2026-2030": "Hằng năm"})
    assert moved.doubts == ("'Hằng năm' stands in the column of one year, 2026",)
    late = read_period_cells({"2026": "Quý II/2027", "2026-2030": "2030"})
    assert late.doubts == ("'Quý II/2027' lies outside its column, 2026",)
    assert str(late.due) == "2030-12-31"
    for carried in ("Hằng năm (nhiệm vụ 2026 chuyển tiếp)", "Quý I/2027 (nhiệm vụ 2026 chuyển tiếp)"):
        assert read_period_cells({"2026": carried}).doubts == ()
    assert read_period_cells({"2026": "Hằng tháng", "2026-2030": "Tháng 6/2028", "2030-2035": "2030"}).doubts == ()
