"""Targets and results: real wordings, the printed numbers there and back, and no text that breaks the grammar."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.grammar.targets import (
    Measure,
    has_target,
    read_number,
    read_result,
    read_target,
    split_dated_targets,
    targets_in_name,
)
from tests.seeds import SHARED, needs_seeds, seed


@pytest.mark.parametrize(
    ("text", "operator", "value", "high", "unit"),
    [
        ("0,61%", "eq", 0.61, None, "%"),
        ("Giảm ít nhất 30% so với 2025", "ge", 30, None, "%"),
        ("Tăng 1,5 lần so với năm 2025", "eq", 1.5, None, "lần"),
        ("2.000", "eq", 2000, None, None),
        ("1.000", "eq", 1000, None, None),
        ("0.75", "eq", 0.75, None, None),
        ("0.664", "eq", 0.664, None, None),
        ("12.500,5", "eq", 12500.5, None, None),
        ("2050", "eq", 2050, None, None),
        ("03", "eq", 3, None, None),
        ("≥ 1,5%", "ge", 1.5, None, "%"),
        (">= 80 %", "ge", 80, None, "%"),
        ("$\\geq 40\\%$", "ge", 40, None, "%"),
        ("$\\leq 0,85$", "le", 0.85, None, None),
        ("≤ 10", "le", 10, None, None),
        ("50-60", "range", 50, 60, None),
        ("80% - 90%", "range", 80, 90, "%"),
        ("từ 5 đến 7%", "range", 5, 7, "%"),
        ("5-7%/năm", "range", 5, 7, "%/năm"),
        ("Nhóm 10", "le", 10, None, None),
        ("Trong tốp 15 tỉnh dẫn đầu", "le", 15, None, None),
        ("trên 90%", "gt", 90, None, "%"),
        ("tối thiểu 25%", "ge", 25, None, "%"),
        ("ít nhất 3 trung tâm", "ge", 3, None, "trung tâm"),
        ("từ 50% trở lên", "ge", 50, None, "%"),
        ("9,6% trở lên", "ge", 9.6, None, "%"),
        ("5 ngày trở xuống", "le", 5, None, "ngày"),
        ("dưới 5%", "lt", 5, None, "%"),
        ("không quá 3 ngày", "le", 3, None, "ngày"),
        ("không thấp hơn 70%", "ge", 70, None, "%"),
        ("đạt 100%", "eq", 100, None, "%"),
        ("3% GRDP", "eq", 3, None, "% GRDP"),
        ("Đạt 10 lần GRDP", "eq", 10, None, "lần GRDP"),
        ("01 trung tâm cấp tỉnh", "eq", 1, None, "trung tâm cấp tỉnh"),
        ("≥ 04 người", "ge", 4, None, "người"),
        ("7,26 người/1 vạn dân", "eq", 7.26, None, "người/1 vạn dân"),
        ("Đến năm 2030 đạt 80%", "eq", 80, None, "%"),
        ("≥ 90% (đối với cấp xã: 70%)", "ge", 90, None, "%"),
        ("500 tỷ đồng", "eq", 500, None, "tỷ đồng"),
    ],
)
def test_a_cell_with_a_figure(text: str, operator: str, value: float, high: float | None, unit: str | None) -> None:
    assert read_target(text) == Measure(operator, value, high, unit, unread=False)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["Có", "Duy trì", "Cơ bản hoàn thành", "Đang triển khai", "Phủ sóng 5G toàn tỉnh",
                                  "Theo Đề án 06", "Hoàn thành trước năm 2030", "Tháng 12/2025", "-", "", None])
def test_a_cell_without_a_figure_is_not_unread(text: str | None) -> None:
    assert read_target(text) == Measure(None, None, None, None, unread=False)


@pytest.mark.parametrize("text", ["Mức độ 4", "02 trung tâm, 03 vườn ươm", "1OO%", "l00%"])
def test_a_figure_that_could_mean_several_things_is_left_unread(text: str) -> None:
    assert read_target(text) == Measure(None, None, None, None, unread=True)


def test_the_cell_goes_before_the_column_s_unit_unless_that_says_more() -> None:
    assert read_target("25%", "Tỷ lệ").unit == "%"
    assert read_target("20%", "% GRDP").unit == "% GRDP"
    assert read_target("20", "% GRDP").unit == "% GRDP"
    assert read_target("Nhóm 10", "Thứ bậc").unit == "Thứ bậc"
    assert read_target("Có", "Có/Không").unit == "Có/Không"


def test_a_dash_states_no_target() -> None:
    assert [has_target(text) for text in ("-", " – ", "", None, "Có", "0", "≥ 5")] == [False] * 4 + [True] * 3


@pytest.mark.parametrize(
    ("text", "value", "unit", "met"),
    [
        ("18% (đạt)", 18, "%", True),
        ("46,27% (đến 28/12/2025) (chưa đạt)", 46.27, "%", False),
        ("Đến hết tháng 12/2025 nghiệm thu: 14/16 nhiệm vụ (chưa đạt)", 14, "nhiệm vụ", False),
        ("Chưa thống kê được", None, None, None),
        ("0 (chưa đạt)", 0, None, False),
        ("7,26 người/1 vạn dân (đạt)", 7.26, "người/1 vạn dân", True),
        ("đạt 85%", 85, "%", None),
        ("85% - không đạt", 85, "%", False),
        ("Hoàn thành", None, None, True),
        ("-", None, None, None),
    ],
)
def test_results_carry_the_document_s_verdict(
    text: str, value: float | None, unit: str | None, met: bool | None
) -> None:
    result = read_result(text)
    assert (result.value, result.unit, result.met, result.unread) == (value, unit, met, False)


def test_targets_of_several_years_in_one_cell() -> None:
    assert split_dated_targets("- Đến năm 2027: Đạt 2 lần - Đến năm 2030: Đạt 5 lần") == [
        ("2027", "Đạt 2 lần"), ("2030", "Đạt 5 lần")]
    assert split_dated_targets("Giai đoạn 2026 - 2030: 5%; giai đoạn 2031-2035: 8%") == [
        ("2026-2030", "5%"), ("2031-2035", "8%")]
    assert split_dated_targets("100%") == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Sản lượng tăng bình quân hàng năm 7,5% trở lên.", ["7,5% trở lên"]),
        ("Duy trì trong nhóm 10 tỉnh dẫn đầu và nhóm 05 tỉnh dẫn đầu vùng", ["nhóm 10 tỉnh", "nhóm 05 tỉnh"]),
        ("Có 85% hộ dân, doanh nghiệp trở lên hài lòng với dịch vụ", ["85% hộ dân, doanh nghiệp trở lên"]),
        ("Có 04 huyện, thị xã trở lên và 120 xã trở lên đạt chuẩn", ["04 huyện, thị xã trở lên", "120 xã trở lên"]),
        ("60% hồ sơ được xử lý trực tuyến mức độ 4", ["60% hồ sơ"]),
        ("Tỷ lệ hộ có tài khoản từ 50% trở lên", ["từ 50% trở lên"]),
        ("Bảo đảm ≥ 2,5% tổng chi ngân sách; tỷ lệ chi đạt 3% GRDP", ["≥ 2,5% tổng chi ngân sách", "3% GRDP"]),
        ("Tỷ lệ thuê bao có tốc độ trên 01 Gb/s", []),
        ("Số bác sĩ trên 01 vạn dân", []),
        ("Tỷ lệ dân số từ 15 tuổi trở lên có tài khoản", []),
        ("Tỷ lệ kết quả được ứng dụng sau 12 tháng", []),
        ("Tỷ lệ phủ sóng 5G đến năm 2030", []),
    ],
)
def test_targets_inside_a_name(name: str, expected: list[str]) -> None:
    assert targets_in_name(name) == expected


def test_a_name_with_targets_of_several_years_gives_those_of_the_period() -> None:
    name = "Phấn đấu đến năm 2025 đạt 50%, đến năm 2030 đạt 80% số xã"
    assert targets_in_name(name, "2030") == ["80% số xã"]
    assert targets_in_name(name, "2045") == ["50%", "80% số xã"]


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False), st.booleans())
def test_a_number_printed_the_vietnamese_way_is_read_back(number: object, grouped: bool) -> None:
    printed = f"{number:,.2f}" if grouped else f"{number:.2f}"
    assert read_number(printed.translate({ord(","): ".", ord("."): ","})) == float(str(number))


@given(st.integers(min_value=1, max_value=10**9), st.sampled_from(["≥ {}", "trên {}", "{} trở lên", "{}%"]))
def test_an_integer_keeps_its_value_under_every_operator(number: int, form: str) -> None:
    assert read_target(form.format(f"{number:,}".replace(",", "."))).value == number


@given(st.text(max_size=80) | st.text(alphabet="0123456789.,%-–≥≤ ()/trởlênừđếnNhóm$\\:", max_size=60))
def test_no_text_breaks_the_grammar(text: str) -> None:
    assert read_target(text, text).unread in {True, False}
    read_result(text)
    split_dated_targets(text)
    targets_in_name(text)


@needs_seeds
def test_every_target_of_the_worked_rows_has_a_figure_or_is_qualitative() -> None:
    rows = [json.loads(line) for line in (SHARED / "worked_rows.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in rows:
        for target in row.get("targets", []):
            assert not read_target(target["text"], row.get("unit")).unread
        for result in row.get("results", []):
            assert read_result(result["text"]).met is result["met"]
        if row["label"] == "Indicator" and row["source_file"].startswith("003"):
            period = row["targets"][0]["period"]
            assert targets_in_name(row["name"], period) == [target["text"] for target in row["targets"]]


@needs_seeds
def test_every_target_and_result_cell_of_the_tab_separated_documents_is_read() -> None:
    unread, verdicts = [], 0
    for line in seed("004").read_text(encoding="utf-8").splitlines()[167:262]:
        cells = line.split("\t")
        if len(cells) > 7 and cells[0] not in {"", "Chỉ tiêu"}:
            targets = [cells[1], *cells[3:7]]
            parts = [part for text in targets for _, part in split_dated_targets(text)] or targets
            unread += [text for text in parts if read_target(text).unread]
            unread += [cells[2]] * read_result(cells[2]).unread
            verdicts += read_result(cells[2]).met is not None
    for line in seed("002").read_text(encoding="utf-8").splitlines()[490:]:
        cells = line.split("\t")
        if len(cells) == 5 and cells[3] != "Kết quả yêu cầu" and cells[3]:
            unread += [cells[3]] * read_target(cells[3], cells[2]).unread
    assert (unread, verdicts) == ([], 38)
