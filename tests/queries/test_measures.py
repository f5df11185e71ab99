"""Indicators that measure the same, and where plans disagree on them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from queries.overlap import same_measures
from queries.overlap.asked import asked, asks_less, dimension
from queries.overlap.measure_names import in_full, read_name

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
    ("Số nha sĩ trên 10.000 dân", "Tỷ lệ nha sĩ trên 1 vạn dân"),
    ("Số nha sĩ trên 1.000 dân", "Số nha sĩ/vạn dân"),
    ("Số km đường đê", "Chiều dài đường đê"),
    ("Tỷ lệ hộ nghèo giảm còn dưới 2%", "Tỷ lệ hộ nghèo"),
    ("Đến hết năm 2026 có ít nhất 80% trường mầm non có nhà bếp", "Tỷ lệ trường mầm non có nhà bếp"),
    ("Doanh thu ngọc trai đạt 120 tỷ đồng trở lên", "Doanh thu ngọc trai"),
    ("Số dự án FDI", "Số dự án đầu tư trực tiếp nước ngoài"),
    ("Tỷ lệ trẻ em dưới 5 tuổi được tẩy giun", "Tỷ lệ tẩy giun ở trẻ em dưới 05 tuổi"),
    ("Tỷ lệ trường THPT có nhà bếp", "Tỷ lệ trường trung học phổ thông có nhà bếp"),
    ("Tỷ lệ hộ nghèo", "Tỷ lệ hộ nghèo theo chuẩn nghèo đa chiều cuối năm"),
    ("Tỷ lệ người dân tham gia BHYT", "Tỷ lệ bao phủ bảo hiểm y tế"),
    ("Diện tích rừng trồng ven biển", "Diện tích trồng rừng ven biển hằng năm"),
    ("Chỉ số PCI", "Chỉ số năng lực cạnh tranh cấp tỉnh (PCI)"),
    ("Tỷ lệ hồ sơ TTHC trả đúng hạn", "Tỷ lệ hồ sơ thủ tục hành chính được trả đúng hạn từ 98% trở lên"),
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
    ("Tỷ lệ trẻ em dưới 1 tuổi được tẩy giun", "Tỷ lệ trẻ em dưới 5 tuổi được tẩy giun"),
    ("Số nha sĩ trên 1 vạn dân", "Tổng số nha sĩ"),
    ("Tỷ lệ hộ nghèo", "Tỷ lệ hộ cận nghèo"),
    ("Tỷ lệ hộ nghèo", "Mức giảm tỷ lệ hộ nghèo"),
    ("Tỷ lệ hộ nghèo", "Tỷ lệ hộ nghèo dân tộc thiểu số"),
    ("Tỷ lệ trường mầm non có nhà bếp", "Tỷ lệ trường tiểu học có nhà bếp"),
    ("Kim ngạch xuất khẩu ngọc trai", "Kim ngạch nhập khẩu ngọc trai"),
    ("Thu nhập bình quân đầu người", "Thu nhập bình quân đầu người khu vực nông thôn"),
    ("Tỷ lệ người dân tham gia bảo hiểm y tế", "Tỷ lệ người dân tham gia bảo hiểm xã hội"),
    ("Chỉ số PCI", "Chỉ số PAPI"),
    ("Số vụ đắm đò", "Số người chết do đắm đò"),
    ("Tỷ lệ đường xã được bê tông hóa", "Tỷ lệ đường huyện được bê tông hóa"),
    ("Chiều dài đường đê", "Mật độ đường đê"),
])  # fmt: skip
def test_words_that_tell_measures_apart(a: str, b: str) -> None:
    assert not together(a, b)


def test_a_plan_does_not_set_two_targets_for_one_thing() -> None:
    names = ("Tỷ lệ thôn có điểm gom vỏ chai", "Tỷ lệ thôn có điểm gom vỏ chai nhựa", "Điểm gom vỏ chai ở thôn")
    documents = {"document": ["d0", "d0", "d1"]}
    aims = targets(*((f"i{k}", "2030", "80%", 80.0, "%") for k in range(3)))
    assert same_measures(table(*names, **documents), aims)["members"].tolist() == [["i0", "i2"]]
    aims.loc[1, "period"] = "2040"
    assert same_measures(table(*names, **documents), aims)["members"].tolist() == [["i0", "i1", "i2"]]


def test_a_part_is_named_with_its_row() -> None:
    names = ("Tỷ lệ hộ dùng bếp củi", "- Nông thôn", "Tỷ lệ hộ có xuồng", "Trong đó: nông thôn", "- Tỷ lệ hộ nuôi ong")
    assert in_full(names) == [
        "Tỷ lệ hộ dùng bếp củi", "Tỷ lệ hộ dùng bếp củi: Nông thôn", "Tỷ lệ hộ có xuồng",
        "Tỷ lệ hộ có xuồng: nông thôn", "- Tỷ lệ hộ nuôi ong",
    ]  # fmt: skip
    two = table(*names, "Tỷ lệ hộ nông thôn dùng bếp củi", document=["d0"] * 5 + ["d1"])
    assert same_measures(two)[["measure", "members"]].values.tolist() == [
        ["Tỷ lệ hộ nông thôn dùng bếp củi", ["i1", "i5"]]
    ]


def test_units_are_told_where_they_differ() -> None:
    aims = targets(("i0", "2030", "40.000", 40_000, "Người"), ("i1", "2030", "45", 45, "Nghìn người"))
    assert found(aims, **PLANS)["conflicts"][0]["detail"] == "2030: 40.000 người < 45 nghìn người"
    rates = targets(("i0", "2030", "12", 12, "Nha sĩ"), ("i1", "2030", "1,3", 1.3, "Nha sĩ"))
    row = same_measures(table("Số nha sĩ trên 1 vạn dân", "Số nha sĩ trên 1.000 dân", **PLANS), rates).iloc[0]
    assert row["conflicts"][0]["detail"] == "2030: 12 nha sĩ/10.000 dân < 1,3 nha sĩ/1.000 dân"
    ill = targets(("i0", "2030", "3,5", 3.5, "%"), ("i1", "2030", "3", 3, "%")).assign(operator="eq")
    row = same_measures(table("Tỷ lệ hộ nghèo", "Tỷ lệ hộ nghèo", **PLANS), ill).iloc[0]
    assert (row["conflicts"][0]["ids"], row["conflicts"][0]["detail"]) == (["i0", "i1"], "2030: 3,5 > 3")


def test_what_a_person_said_goes_before() -> None:
    three = table("Số bến đò", "Tổng số bến đò", "Số bến đò của tỉnh")
    assert same_measures(three)["members"].tolist() == [["i0", "i1", "i2"]]
    assert same_measures(three, judged=[("i0", "i1", "rejected")])["members"].tolist() == [["i0", "i2"]]
    other = table("Số bến đò", "Tỷ lệ thuyền có phao")
    confirmed = [("i1", "i0", "confirmed"), ("i0", "gone", "confirmed")]
    assert same_measures(other, judged=confirmed)["members"].tolist() == [["i0", "i1"]]


def test_the_key_leaves_what_is_counted() -> None:
    assert read_name("Tỷ lệ (%) bến đò trên địa bàn tỉnh").words == read_name("Bến đò").words


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


@pytest.mark.parametrize(("x", "y", "name", "order"), [
    ((90, "%", "ge"), (80, "%", "ge"), "Tỷ lệ bến đò có áo phao", 1),
    ((90, "%", "eq"), (80, "%", "ge"), "Tỷ lệ bến đò có áo phao", 1),
    ((10, "vụ", "le"), (5, "vụ", "eq"), "Số vụ đắm đò", -1),
    ((10, "vụ", "le"), (5, "vụ", "ge"), "Số vụ đắm đò", 0),
    ((15, "Thứ hạng", "eq"), (10, "Xếp hạng", "eq"), "Chỉ số PCI", -1),
    ((3, "%", "eq"), (2, "%", "eq"), "Tỷ lệ hộ nghèo", -1),
    ((3, "%", "eq"), (2, "%", "eq"), "Mức giảm tỷ lệ hộ nghèo", 1),
    ((50, "nghìn người", "eq"), (60_000, "người", "eq"), "Số người học bơi", -1),
    ((5, "‰", "eq"), (0.5, "%", "eq"), "Tỷ lệ tăng tự nhiên", 0),
    ((9, "Người", "eq"), (0.8, "người/1.000 dân", "eq"), "Số nha sĩ trên 1 vạn dân", 1),
    ((80, "%", "eq"), (500, "bến", "eq"), "Bến đò có áo phao", 0),
    ((2, "tỷ USD", "eq"), (3, "tỷ đồng", "eq"), "Giá trị xuất khẩu", 0),
    ((9, None, "eq"), (9, "%", "eq"), "Bến đò có áo phao", 0),
])  # fmt: skip
def test_who_asks_less(x: tuple[float, str, str], y: tuple[float, str, str], name: str, order: int) -> None:
    p, q = (asked({"value": float(v), "unit": unit, "operator": operator}, name) for v, unit, operator in (x, y))
    assert p and q
    assert asks_less(p, q) == order == -asks_less(q, p)


def test_a_target_without_a_number_is_not_compared() -> None:
    assert asked({"value": None, "unit": "%", "operator": None}) is None
    assert asked({"value": float("nan"), "unit": "%", "operator": "ge"}) is None


def test_a_province_is_not_held_against_the_nations_number_of_things() -> None:
    counts = targets(("i0", "2030", "5.000 bến", 5000, "bến"), ("i1", "2030", "90 bến", 90, "bến"))
    assert not found(counts, **NATION)["conflicts"]
    assert [c["kind"] for c in found(counts, **PLANS)["conflicts"]] == ["differs_in_jurisdiction"]


def test_a_year_is_not_held_against_a_span() -> None:
    aims = targets(("i0", "2030", "80 bến", 80, "bến"), ("i1", "2030", "90 bến", 90, "bến"))
    names = ("Số bến đò được sửa mỗi năm", "Số bến đò được sửa giai đoạn 2026 - 2030")
    assert not same_measures(table(*names, **PLANS), aims).iloc[0]["conflicts"]


def test_no_indicators() -> None:
    assert not len(same_measures(pd.DataFrame({"id": [], "name": []})))


def test_units_of_one_kind_can_be_compared() -> None:
    assert dimension("DN") == dimension("Doanh nghiệp") == "count"
    assert dimension("%") != dimension("% GRDP") == dimension("%", "Tỷ trọng muối trong GRDP")
    assert dimension("") == ""
    assert dimension("", "Số bến đò") == "count"
