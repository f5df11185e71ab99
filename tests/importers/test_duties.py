"""Reporting duties of running text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.record import Record
from importers.grammar.duties import Duty, read_duties
from importers.pipeline import import_file
from tests.seeds import needs_seeds, seed


def shape(duty: Duty) -> tuple[object, ...]:
    return duty.frequency, duty.day, duty.month, duty.weekday, duty.time


CASES = {
    "Trước ngày 15 hàng tháng (báo cáo tháng); trước ngày 05/6 hằng năm (báo cáo 06 tháng) và trước ngày 01/12 hàng "
    "năm (báo cáo năm), gửi báo cáo về cơ quan thường trực.": [
        ("monthly", 15, None, None, None), ("yearly", 5, 6, None, None), ("yearly", 1, 12, None, None)],
    "Định kỳ hàng tuần (trước 10h00 thứ năm trong tuần), hàng tháng (trước ngày 18 của tháng), hàng quý (trước ngày 15 "
    "tháng cuối quý), hàng năm (trước ngày 15 tháng 12) báo cáo kết quả.": [
        ("weekly", None, None, 4, "10:00"), ("monthly", 18, None, None, None), ("quarterly", 15, 3, None, None),
        ("yearly", 15, 12, None, None)],
    "Định kỳ hằng quý (trước ngày 20 tháng cuối quý), 6 tháng (trước ngày 15/6) và hằng năm (trước ngày 10/12) gửi báo "
    "cáo.": [("quarterly", 20, 3, None, None), ("half-yearly", 15, 6, None, None), ("yearly", 10, 12, None, None)],
    "Trước ngày 15/6 và 15/12 hàng năm báo cáo UBND tỉnh.": [
        ("yearly", 15, 6, None, None), ("yearly", 15, 12, None, None)],
    "Báo cáo định kỳ hằng tháng, chậm nhất ngày 25.": [("monthly", 25, None, None, None)],
    "Chậm nhất ngày 25 hằng tháng gửi báo cáo.": [("monthly", 25, None, None, None)],
    "Hằng tuần (trước 16h00 thứ Sáu) báo cáo tiến độ.": [("weekly", None, None, 5, "16:00")],
    "báo cáo UBND tỉnh hàng tháng, quý, năm và đột xuất": [
        ("monthly",) + (None,) * 4, ("quarterly",) + (None,) * 4, ("yearly",) + (None,) * 4],
    "báo cáo UBND tỉnh theo định kỳ (6 tháng và hàng năm)": [("half-yearly",) + (None,) * 4, ("yearly",) + (None,) * 4],
    "Xây dựng kế hoạch hằng năm, báo cáo UBND tỉnh.": [],
    "Trước ngày 15/12/2026 báo cáo kết quả.": [],
    "Hàng năm, bố trí kinh phí thực hiện nhiệm vụ.": [],
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_wordings(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [shape(duty) for duty in read_duties(text)] == expected


def test_what_is_reported_and_in_which_words() -> None:
    first, second = read_duties(
        "báo cáo quý trước ngày 20 của tháng cuối quý; trước ngày 15/12 hàng năm báo cáo tổng hợp"
    )
    assert (first.text, first.what) == ("trước ngày 20 của tháng cuối quý", "báo cáo quý")
    assert (second.text, second.what) == ("trước ngày 15/12 hàng năm", "báo cáo tổng hợp")
    (monthly,) = read_duties("hàng tháng (trước ngày 18 của tháng) báo cáo")
    assert monthly.text == "hàng tháng (trước ngày 18 của tháng)"


@needs_seeds
@pytest.mark.parametrize(
    ("prefix", "first", "last", "expected"),
    [
        ("000", 42, 42, 3), ("000", 46, 46, 3), ("000", 50, 50, 3), ("000", 51, 70, 0), ("002", 197, 207, 4),
        ("003", 447, 528, 3), ("004", 123, 150, 0), ("001", 1, 142, 0),
    ],
)  # fmt: skip
def test_the_real_plans(prefix: str, first: int, last: int, expected: int) -> None:
    lines = seed(prefix).read_text(encoding="utf-8").split("\n")[first - 1 : last]
    assert len(read_duties("\n".join(line for line in lines if line.strip()))) == expected


@needs_seeds
@pytest.mark.parametrize(
    ("prefix", "line", "agencies"),
    [
        ("000", 42, "Ban chỉ đạo của UBND tỉnh về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số và "
                    "Đề án 06"),
        ("000", 46, "Giám đốc các sở, trưởng các ban, ngành, đơn vị cấp tỉnh; Chủ tịch UBND các địa phương"),
        ("000", 50, "Sở Khoa học và Công nghệ"),
        ("002", 201, "Thủ trưởng các sở, ban, ngành; UBND huyện, thị xã, thành phố, xã, phường, thị trấn"),
        ("003", 463, "Sở Thông tin và Truyền thông"),
        ("003", 484, "Các sở, ban, ngành cấp tỉnh"),
        ("003", 524, "UBND các huyện, thị xã, thành phố"),
    ],
)  # fmt: skip
def test_whose_the_duties_of_the_real_plans_are(tmp_path: Path, prefix: str, line: int, agencies: str) -> None:
    record = Record.open(tmp_path / "w.db")
    import_file(record, seed(prefix))
    rows = record.connection.execute("SELECT DISTINCT agencies FROM duty WHERE source_line = ?", (line,)).fetchall()
    assert rows == [(agencies,)]


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(
    ["báo cáo", "trước ngày", "15", "/", "6", "hàng", "tháng", "quý", "năm", "(", ")", ",", "và", "cuối", "của",
     "định kỳ", "thứ", "10h00", ";"]), max_size=16).map(" ".join)))  # fmt: skip
def test_no_text_breaks_it(text: str) -> None:
    for duty in read_duties(text):
        assert duty.day is None or 1 <= duty.day <= 31
        assert duty.month is None or 1 <= duty.month <= 12
        assert duty.what
