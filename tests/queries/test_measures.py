"""Indicators that measure the same, and where plans disagree on them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from queries.overlap import same_measures
from queries.overlap.conflicts import asks_less, dimension
from queries.overlap.measures import measure_key

OTHERS = [
    "Tỷ lệ hộ dân dùng nước sạch", "Số lượng cây xanh trồng mới", "Tỷ lệ lớp học có máy chiếu", "Chỉ số hài lòng",
    "Số km đường đèo được nâng cấp", "Tỷ lệ tàu cá lắp thiết bị giám sát", "Sản lượng muối",
    "Số làng nghề được công nhận",
]  # fmt: skip


def table(*names: str, **columns: list[Any]) -> pd.DataFrame:
    frame = pd.DataFrame({"id": [f"i{k}" for k in range(len(names))], "name": names, **columns})
    rest = pd.DataFrame({"id": [f"x{k}" for k in range(len(OTHERS))], "name": OTHERS})
    return pd.concat([frame, rest], ignore_index=True)


def together(a: str, b: str, **columns: list[Any]) -> bool:
    return ["i0", "i1"] in same_measures(table(a, b, **columns))["members"].tolist()


@pytest.mark.parametrize(("a", "b"), [
    ("Tỷ lệ phủ sóng 5G trên địa bàn", "Tỉ lệ phủ sóng 5G trên địa bàn tỉnh (*)"),
    ("Số lượng chợ nổi được chỉnh trang mỗi năm", "Số chợ nổi được chỉnh trang đến năm 2030"),
    ("Tỷ lệ hộ nuôi ong có sổ theo dõi", "Hộ nuôi ong có sổ theo dõi từ 50% trở lên"),
    ("Kinh tế số chiếm 20% trở lên trong GRDP của tỉnh", "Quy mô kinh tế số"),
    ("Tỷ lệ bến đò có áo phao", "Tỷ lệ bến đò (kể cả bến tạm) có áo phao."),
    ("Trong nhóm 10 tỉnh dẫn đầu về nuôi ong", "Duy trì trong nhóm 10 tỉnh dẫn đầu về nuôi ong và chính quyền số"),
])  # fmt: skip
def test_one_measure_in_other_words(a: str, b: str) -> None:
    assert together(a, b)


@pytest.mark.parametrize(("a", "b"), [
    ("Tỷ lệ phủ sóng 5G trên địa bàn", "Tỷ lệ phủ sóng 6G trên địa bàn"),
    ("Tỷ lệ thợ lặn cấp xã được tập huấn", "Tỷ lệ thợ lặn cấp tỉnh được tập huấn"),
    ("Tỷ lệ dân số dùng dịch vụ số trong y tế", "Tỷ lệ dân số dùng dịch vụ số trong giáo dục"),
    ("Số nhiệm vụ cấp tỉnh được nghiệm thu", "Số nhiệm vụ cấp tỉnh triển khai"),
    ("Số lượng tàu gỗ đóng mới", "Tỷ lệ tàu gỗ đóng mới"),
    ("Giá trị giao dịch chợ nổi", "Tỷ lệ giao dịch chợ nổi"),
    ("Số lượng doanh nghiệp nuôi ngọc trai", "Số lượng dự án nuôi ngọc trai"),
])  # fmt: skip
def test_words_that_tell_measures_apart(a: str, b: str) -> None:
    assert not together(a, b)


def test_the_key_leaves_what_is_counted() -> None:
    assert measure_key("Tỷ lệ (%) bến đò trên địa bàn tỉnh") == measure_key("Bến đò")


def targets(*rows: tuple[str, str, str, float, str | None]) -> pd.DataFrame:
    columns = ["indicator", "period", "text", "value", "unit"]
    return pd.DataFrame(rows, columns=columns).assign(operator="ge", value_high=None)


def found(aims: pd.DataFrame, **columns: list[Any]) -> Any:
    name = "Tỷ lệ bến đò có áo phao"
    return same_measures(table(name, name, **columns), aims).iloc[0]


PLANS = {"document": ["d0", "d1"], "jurisdiction": ["Kim Sơn", "Kim Sơn"]}
NATION = {"document": ["d0", "d1"], "jurisdiction": ["Trung ương", "Kim Sơn"]}


def test_targets_stand_side_by_side() -> None:
    row = found(targets(("i0", "2030", "80%", 80, "%"), ("i1", "2030", "90%", 90, "%"), ("i1", "2025", "50%", 50, "%")))
    assert row["targets"] == {"2025": {"i1": "50%"}, "2030": {"i0": "80%", "i1": "90%"}}
    assert row["members"] == ["i0", "i1"]


def test_two_plans_of_one_province_that_ask_different_things() -> None:
    aims = targets(("i0", "2030", "80%", 80, "%"), ("i1", "2030", "90%", 90, "%"))
    (conflict,) = found(aims, **PLANS)["conflicts"]
    assert conflict == {"kind": "differs_in_jurisdiction", "ids": ["i0", "i1"], "detail": "2030: 80% < 90%"}
    assert not found(aims, document=["d0", "d0"], jurisdiction=["Kim Sơn"] * 2)["conflicts"]
    assert not found(aims, document=["d0", "d1"], jurisdiction=["Kim Sơn", "Bình Lạc"])["conflicts"]


def test_a_province_below_the_national_target() -> None:
    below = found(targets(("i0", "2030", "90%", 90, "%"), ("i1", "2030", "80%", 80, "%")), **NATION)["conflicts"]
    assert [(c["kind"], c["ids"]) for c in below] == [("below_parent", ["i1", "i0"])]
    above = found(targets(("i0", "2030", "80%", 80, "%"), ("i1", "2030", "90%", 90, "%")), **NATION)["conflicts"]
    assert not above
    other = found(targets(("i0", "2025", "90%", 90, "%"), ("i1", "2030", "80%", 80, "%")), **NATION)["conflicts"]
    assert not other


def test_units_that_cannot_be_compared_are_said_and_not_compared() -> None:
    aims = targets(("i0", "2030", "80%", 80, "%"), ("i1", "2030", "90 bến", 90, "bến"))
    assert [c["kind"] for c in found(aims, **PLANS)["conflicts"]] == ["differing_units"]


def test_at_most_is_less_when_larger() -> None:
    x, y = ({"value": v, "operator": "le"} for v in (10.0, 5.0))
    assert asks_less(x, y) == -1
    assert asks_less({"value": 10.0, "operator": "ge"}, {"value": 5.0, "operator": "ge"}) == 1
    assert asks_less(x, {"value": None}) == 0


def test_no_indicators() -> None:
    assert not len(same_measures(pd.DataFrame({"id": [], "name": []})))


def test_units_of_one_kind_can_be_compared() -> None:
    assert dimension({"unit": "DN"}) == dimension({"unit": "Doanh nghiệp"}) == "count"
    assert dimension({"unit": "%"}) != dimension({"unit": "% GRDP"})
    assert dimension({"unit": None}) == ""
