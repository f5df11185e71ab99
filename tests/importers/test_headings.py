"""Headings are known by their words, whatever the order and the wording around."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.rows import Role
from importers.recover.columns import kind_of, read_columns
from importers.recover.headings import KNOWN, match_heading, split_headings
from importers.recover.periods import period_of


@pytest.mark.parametrize(
    ("heading", "role", "period"),
    [
        ("STT", Role.NUMBER, None),
        ("Tên nhiệm vụ", Role.NAME, None),
        ("Nội dung nhiệm vụ, giải pháp chủ yếu", Role.NAME, None),
        ("Cơ quan, đơn vị chủ trì tham mưu; theo dõi, báo cáo", Role.LEAD, None),
        ("Cơ quan chủ trì theo dõi, tổng hợp, đánh giá", Role.LEAD, None),
        ("Đơn vị thực hiện", Role.LEAD, None),
        ("Bộ, ngành chủ trì", Role.LEAD, None),
        ("Đơn vị của tỉnh chủ trì phối hợp", Role.COUNTERPART, None),
        ("CƠ QUAN PHỐI HỢP", Role.COORDINATOR, None),
        ("Kết quả", Role.DELIVERABLE, None),
        ("Kết quả 2025", Role.RESULT, "2025"),
        ("Kết quả thực hiện năm 2024", Role.RESULT, "2024"),
        ("Kết quả yêu cầu", Role.TARGET, None),
        ("Đến hết 2035", Role.TARGET, "2035"),
        ("Mục tiêu đến năm 2030", Role.TARGET, "2030"),
        ("Giai đoạn 2025 - 2030", Role.PERIOD, "2025-2030"),
        ("Thời gian     hoàn thành", Role.DEADLINE, None),
        ("**Dự kiến kinh phí** (triệu đồng)", Role.BUDGET, None),
        ("Đơn vị tính/đo lường", Role.UNIT, None),
        ("Hiện trạng (tháng 5/2025)", Role.BASELINE, None),
        ("Dự kiến quy mô, nội dung thực hiện", Role.SCOPE, None),
        ("Ghi chú", Role.NOTE, None),
        ("Ngày bắt đầu", Role.START, None),
        ("Nhiệm vụ phụ thuộc", Role.DEPENDS_ON, None),
        ("Đơn vị cùng phối hợp", Role.COORDINATOR, None),
        ("Lực lượng phối hợp", Role.COORDINATOR, None),
        ("Bộ phận tham mưu", Role.LEAD, None),
        ("Năm 2024 (thực hiện)", Role.RESULT, "2024"),
        ("Sau năm 2030", Role.PERIOD, ">2030"),
    ],
)
def test_known_headings(heading: str, role: Role, period: str | None) -> None:
    column = match_heading(heading)
    assert column is not None
    assert (column.role, column.period) == (role, period)


@pytest.mark.parametrize(
    "text",
    ["Sở Khoa học và Công nghệ", "Kế hoạch của UBND tỉnh phê duyệt đề án", "Tháng 5/2026", "12", "", "100%", "Công an",
     "Xây dựng kế hoạch triển khai chuyển đổi số ngành y tế tỉnh nhà năm 2026"],
)  # fmt: skip
def test_cells_are_no_headings(text: str) -> None:
    column = match_heading(text)
    assert column is None or column.role in (Role.TARGET, Role.PERIOD)


def test_periods() -> None:
    assert period_of("Đến hết năm 2035") == "2035"
    assert period_of("Giai đoạn 2026–2030") == "2026-2030"
    assert period_of("Sau năm 2030") == ">2030"
    assert period_of("Cơ quan chủ trì") is None


def test_headings_on_one_line() -> None:
    columns = split_headings("TT Nội dung công việc Đơn vị chủ trì Đơn vị phối hợp Thời hạn Ghi chú")
    assert columns is not None
    assert [column.role for column in columns] == [
        Role.NUMBER, Role.NAME, Role.LEAD, Role.COORDINATOR, Role.DEADLINE, Role.NOTE,
    ]  # fmt: skip
    assert split_headings("Sở Tài chính chủ trì việc này") is None


def test_neighbours_decide_what_a_heading_means() -> None:
    alone = read_columns([["TT", "Chỉ tiêu", "Đơn vị", "Năm 2026", "Cơ quan chủ trì"]])
    assert alone is not None
    assert [column.role for column in alone] == [Role.NUMBER, Role.NAME, Role.UNIT, Role.TARGET, Role.LEAD]
    beside = read_columns([["TT", "Nội dung chỉ tiêu", "Đơn vị tính", "Chỉ tiêu"]])
    assert beside is not None
    assert [column.role for column in beside] == [Role.NUMBER, Role.NAME, Role.UNIT, Role.TARGET]
    tasks = read_columns([["Nhiệm vụ", "Đơn vị chủ trì", "Năm 2026", "Năm 2027"]])
    assert tasks is not None
    assert [column.role for column in tasks][2:] == [Role.PERIOD, Role.PERIOD]


def test_two_heading_rows() -> None:
    top: list[str | None] = ["Chỉ tiêu", "Đến hết 2026", None, "Đến hết 2030", "Cơ quan chủ trì"]
    below: list[str | None] = [None, "Mục tiêu", "Kết quả 2026", "", ""]
    columns = read_columns([top, below])
    assert columns is not None
    assert [(column.role, column.period) for column in columns] == [
        (Role.NAME, None), (Role.TARGET, "2026"), (Role.RESULT, "2026"), (Role.TARGET, "2030"), (Role.LEAD, None),
    ]  # fmt: skip
    assert kind_of(columns, None) == "indicator"


def test_what_stands_under_a_heading_of_times_is_a_time() -> None:
    top: list[str | None] = ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", None, "Kết quả"]
    below: list[str | None] = [None, None, None, "Trình Bộ", "Trình Chính phủ, Thủ tướng Chính phủ", None]
    columns = read_columns([top, below])
    assert columns is not None
    assert [column.role for column in columns][3:] == [Role.DEADLINE, Role.DEADLINE, Role.DELIVERABLE]


def test_rows_of_data_are_no_heading() -> None:
    assert read_columns([["1", "Trồng rừng", "Sở Nông nghiệp và Môi trường", "Tháng 5/2026"]]) is None
    assert read_columns([["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]]) is None


def test_a_settings_file_adds_headings(tmp_path: Path) -> None:
    settings = tmp_path / "headings.toml"
    settings.write_text('lead = ["Mối hàng chính"]\nnote = ["Điều cần nhớ"]\n', encoding="utf-8")
    known = KNOWN.extended(settings)
    found = match_heading("Mối hàng chính", known)
    assert found is not None
    assert found.role is Role.LEAD
    assert match_heading("Mối hàng chính") is None
    settings.write_text('boss = ["Sếp"]\n', encoding="utf-8")
    with pytest.raises(ValueError, match="'boss' is not a role"):
        KNOWN.extended(settings)
