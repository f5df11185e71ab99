"""What became of a parent's tasks: each status on made cases, true and false."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from graph.record import Record
from importers.pipeline import import_file
from queries.language import translator
from queries.overlap import STATUSES, cascade
from queries.overlap.cascade import CHANGES, body_numbers
from queries.overlap.changes import group_kind
from queries.overlap.reasons import REASONS
from queries.overlaps import _told
from queries.overlaps import cascade as between


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame([{"name": "Lập bản đồ hang động", **row} for row in rows])


def result(parent: dict[str, Any], *children: dict[str, Any], similarity: float = 0.8) -> Any:
    """The row of the parent's only task p against children c0, c1, ..."""
    below = table(*({"id": f"c{i}", **child} for i, child in enumerate(children)))
    pairs = pd.DataFrame({"a": [f"c{i}" for i in range(len(children))], "b": "p", "similarity": similarity})
    return cascade(table({"id": "p", **parent}), below, pairs).iloc[0]


def test_the_same_words_are_verbatim_and_other_words_reworded() -> None:
    assert result({}, {"name": "lập bản đồ hang động."})["status"] == "verbatim"
    assert result({}, {"name": "Lập bản đồ: hang động,"})["status"] == "verbatim"
    assert result({}, {"name": "Xây dựng bản đồ hang động"})["status"] == "reworded"


def test_without_a_pair_missing_and_without_a_parent_added() -> None:
    none = pd.DataFrame({"a": [], "b": [], "similarity": []})
    found = cascade(table({"id": "p"}), table({"id": "c"}), none)
    assert found["status"].tolist() == ["missing", "added"]
    assert found["children"].tolist() == [[], ["c"]]
    assert found["parent"].tolist() == ["p", None]


def test_two_children_are_a_split() -> None:
    row = result({}, {}, {"name": "Lập bản đồ hang động: đo vẽ"})
    assert row["status"] == "split"
    assert row["children"] == ["c0", "c1"]
    assert "split into tasks: 2" in row["changes"]


def split(parent: str, *children: tuple[str, float]) -> bool:
    below = table(*({"id": f"c{i}", "name": name} for i, (name, _) in enumerate(children)))
    pairs = pd.DataFrame([{"a": "p", "b": f"c{i}", "similarity": value} for i, (_, value) in enumerate(children)])
    row = cascade(table({"id": "p", "name": parent}), below, pairs).iloc[0]
    assert row["children"] == [f"c{i}" for i in range(len(children))]
    return any(change.startswith("split") for change in row["changes"])


def test_each_task_of_a_split_has_a_part_of_its_own() -> None:
    duty = "Lập bản đồ hang động; đào tạo người dẫn đường"
    assert split(duty, ("Lập bản đồ hang động", 0.9), ("Đào tạo người dẫn đường", 0.6))
    assert not split(duty, ("Lập bản đồ hang động, đào tạo người dẫn đường", 0.95), ("Bản đồ hang động đá vôi", 0.5))
    assert split(duty, ("Lập bản đồ hang động, đào tạo người dẫn đường", 0.9), ("Lập bản đồ hang động phía bắc", 0.85))


@pytest.mark.parametrize(
    ("due", "status"), [("2026-03-31", "later"), ("2025-06-30", "earlier"), ("2025-12-31", "verbatim")]
)
def test_deadlines_are_compared(due: str, status: str) -> None:
    row = result({"due": "2025-12-31"}, {"due": due})
    assert row["status"] == status
    assert any(f"2025-12-31 -> {due}" in c for c in row["changes"]) == (status != "verbatim")


def test_a_hard_deadline_become_open_is_weakened() -> None:
    row = result({"due": "2025-12-31"}, {"due": None, "cadence": "ongoing", "deadline_text": "Thường xuyên"})
    assert row["status"] == "weakened"
    assert "hard deadline lost: 2025-12-31 -> Thường xuyên" in row["changes"]
    kept = result(
        {"due": "2025-12-31"}, {"due": "2025-12-31", "cadence": "ongoing", "deadline_text": "12/2025 và thường xuyên"}
    )
    assert kept["status"] == "verbatim"
    done = result({"due": "2025-12-31"}, {"due": None, "cadence": "once", "state": "done"})
    assert done["status"] == "verbatim"


def test_numbers_dropped_or_lowered_are_weakened() -> None:
    asked = {"name": "Bố trí tối thiểu 25% thợ có chứng chỉ"}
    dropped = result(asked, {"name": "Phấn đấu bố trí tỷ lệ phù hợp thợ có chứng chỉ"})
    assert dropped["status"] == "weakened"
    assert 'number dropped: 25 % -> "tỷ lệ phù hợp"' in dropped["changes"]
    lowered = result(asked, {"name": "Bố trí 20 % thợ có chứng chỉ"})
    assert "number lowered: 25 % -> 20 %" in lowered["changes"]
    assert result(asked, {"name": "Bố trí 30% thợ có chứng chỉ"})["status"] == "reworded"
    count = result({"name": "Mở ít nhất 12 lớp học"}, {"name": "Mở các lớp học"})
    assert "number dropped: 12" in count["changes"]


def test_numbers_are_read_as_printed() -> None:
    asked = {"name": "Trồng tối thiểu 1.200 cây ven hồ"}
    assert "number lowered: 1200 -> 900" in result(asked, {"name": "Trồng ít nhất 900 cây ven hồ"})["changes"]
    assert result(asked, {"name": "Trồng từ 1.200 cây ven hồ trở lên"})["status"] == "reworded"
    two = {"name": "Bố trí 80% thợ, 50% thuyền có phao"}
    assert "number dropped: 50 %" in result(two, {"name": "Bố trí 80% thợ, thuyền có phao"})["changes"]
    whole = {"name": "Cấp phao cho 100% thuyền"}
    assert result(whole, {"name": "Cấp phao cho toàn bộ thuyền"})["status"] == "reworded"
    share = {"name": "Chi tối thiểu 1,0% cho thuyền"}
    assert result(share, {"name": "Chi ít nhất 1% cho thuyền"})["status"] == "reworded"
    aged = {"name": "Dạy bơi cho trẻ từ 6 tuổi trở lên"}
    assert result(aged, {"name": "Dạy bơi cho trẻ em"})["status"] == "reworded"


def test_a_date_left_to_others_is_lost() -> None:
    child = {"due": None, "cadence": "external", "deadline_text": "Theo chỉ đạo của Trung ương"}
    row = result({"due": "2025-12-31"}, child)
    assert row["status"] == "weakened"
    assert "hard deadline lost: 2025-12-31 -> Theo chỉ đạo của Trung ương" in row["changes"]


def test_a_ministrys_task_goes_to_the_department_of_its_field() -> None:
    ministry = {"lead": "Bộ Thủy sản", "archetype": "Bộ Thủy sản", "kind": "ministry"}
    department = {"lead": "Sở Thủy sản", "archetype": "Sở Thủy sản", "kind": "department"}
    assert result(ministry, department)["status"] == "verbatim"
    assert result(ministry, {**department, "archetype": "Sở Hang động"})["status"] == "handed over"
    assert result(department, ministry)["status"] == "handed over"


@pytest.mark.parametrize(("name", "kind"), [
    ("Các doanh nghiệp viễn thông", "enterprise"), ("Các trường đại học, cao đẳng", "university"),
    ("Các sở chuyên ngành", "department"), ("Các sở, ban, ngành", "any"), ("UBND cấp xã", "committee"),
    ("Các địa phương", "committee"), ("Các sở, UBND cấp xã", "any"), ("Các bệnh viện", "any"),
])  # fmt: skip
def test_the_kind_of_a_collective(name: str, kind: str) -> None:
    assert group_kind(name) == kind
    assert group_kind("Các địa phương", national=True) == "any"


def test_handed_to_a_collective_of_another_kind() -> None:
    own = {"lead": "Sở Thủy sản", "archetype": "Sở Thủy sản", "kind": "department"}
    assert result(own, {"lead": "Các doanh nghiệp", "kind": "enterprise"})["status"] == "handed over"
    assert "lead: Sở Thủy sản -> UBND cấp xã" in result(own, {"lead": "UBND cấp xã", "kind": "committee"})["changes"]
    assert result(own, {"lead": "Các sở, ngành", "kind": "any"})["status"] == "verbatim"
    assert result(own, {"lead": "Các sở chuyên ngành", "kind": "department"})["status"] == "verbatim"


def test_years_and_document_numbers_are_no_promises() -> None:
    row = result({"name": "Lập bản đồ năm 2026 theo Quyết định 12/QĐ-UBND"}, {"name": "Lập bản đồ"})
    assert row["status"] == "reworded"


def test_handed_to_another_kind_of_agency() -> None:
    own = {"lead": "Sở Y tế", "archetype": "Sở Y tế", "kind": "department"}
    handed = result(own, {"lead": "UBND cấp xã", "archetype": "UBND xã", "kind": "committee"})
    assert handed["status"] == "handed over"
    assert "lead: Sở Y tế -> UBND cấp xã" in handed["changes"]
    other = result(own, {"lead": "Sở Nội vụ", "archetype": "Sở Nội vụ", "kind": "department"})
    assert other["status"] == "verbatim"
    assert "lead: Sở Y tế -> Sở Nội vụ" in other["changes"]
    same = result(own, {"lead": ["Sở Y tế", "Công an"], "archetype": ["Sở Y tế", "Công an"]})
    assert not any(c.startswith("lead") for c in same["changes"])
    assert result({"lead": "Sở Y tế"}, {"lead": "Công an"})["status"] == "verbatim"


def test_the_gravest_change_names_the_status_and_all_are_told() -> None:
    row = result(
        {"due": "2025-12-31", "name": "Mở 40% lớp"}, {"due": "2026-12-31", "name": "Mở lớp"}, {"name": "Mở lớp học"}
    )
    assert row["status"] == "weakened"
    assert any(c.startswith("later") for c in row["changes"])
    assert any(c.startswith("split into tasks") for c in row["changes"])
    assert next(iter(STATUSES)) == "missing"


def test_a_child_goes_to_its_best_parent() -> None:
    above = table({"id": "p"}, {"id": "q"})
    pairs = pd.DataFrame({"a": ["p", "q"], "b": ["c", "c"], "similarity": [0.9, 0.5]})
    found = cascade(above, table({"id": "c"}), pairs)
    assert found["status"].tolist() == ["verbatim", "missing"]


def test_a_child_belongs_to_one_task_of_each_appendix() -> None:
    parents = table(*({"id": f"p{i}", "appendix": appendix} for i, appendix in enumerate(("II", "III", "III"))))
    pairs = pd.DataFrame({"a": ["p0", "p1", "p2"], "b": "c", "similarity": [0.9, 0.6, 0.4]})
    assert cascade(parents, table({"id": "c"}), pairs)["children"].tolist() == [["c"], ["c"], []]


def test_a_row_and_its_part_are_no_split() -> None:
    assert result({}, {}, {"name": "Đo vẽ hang động", "parent": "c0"})["status"] == "verbatim"


def test_work_already_done_and_a_date_newly_given_are_told() -> None:
    done = result({"due": "2025-12-31"}, {"state": "done", "deadline_text": "Đã hoàn thành"})
    assert "already done: Đã hoàn thành" in done["changes"]
    given = result({"cadence": "ongoing"}, {"due": "2026-12-31"})
    assert given["status"] == "verbatim"
    assert "hard deadline given: 2026-12-31" in given["changes"]


def test_a_row_leaves_its_dates_to_its_parts_and_a_part_takes_those_of_its_row() -> None:
    row = result({"due": "2025-12-31"}, {}, {"name": "Đo vẽ hang động", "due": "2025-12-31", "parent": "c0"})
    assert row["status"] == "verbatim"  # and neither a date lost nor a split
    below = table({"id": "r", "due": "2026-06-30"}, {"id": "c0", "name": "Hang động", "parent": "r", "due": None})
    pairs = pd.DataFrame({"a": ["p"], "b": ["c0"], "similarity": [0.8]})
    found = cascade(table({"id": "p", "due": "2025-12-31"}), below, pairs).iloc[0]
    assert "later deadline: 2025-12-31 -> 2026-06-30" in found["changes"]


def test_who_took_over_from_an_agency_is_no_other_lead() -> None:
    own = {"lead": "Sở Đò", "archetype": "Sở Đò", "kind": "department"}
    child = {"lead": "Sở Bến và Đò", "archetype": "Sở Bến và Đò", "kind": "department"}
    assert any(c.startswith("lead") for c in result(own, child)["changes"])
    assert not any(c.startswith("lead") for c in result({**own, "heirs": ["Sở Bến và Đò"]}, child)["changes"])


def test_a_number_of_the_body_that_the_task_drops() -> None:
    names = ["Phấn đấu bố trí tỷ lệ phù hợp thợ lặn có chứng chỉ trong đội lái đò", "Trồng rừng ngập mặn ven sông"]
    tasks = table(*({"id": f"c{i}", "name": name} for i, name in enumerate(names)))
    body = [
        (41, "Phấn đấu bố trí tỷ lệ thợ lặn có chứng chỉ trong đội lái đò, hướng tới tối thiểu đạt 25%."),
        (42, "Mở rộng đường đèo thêm 10%."),
        (43, "Trồng rừng ngập mặn ven sông."),
    ]
    promised = body_numbers(tasks, body)
    assert promised == {"c0": ['number dropped: 25 % -> "tỷ lệ phù hợp" (body 41)']}
    none = pd.DataFrame({"a": [], "b": [], "similarity": []})
    added = cascade(table(), tasks, none, promised)
    assert added["changes"].tolist() == [promised["c0"], []]
    taken = cascade(table({"id": "p", "name": names[0]}), tasks, pairs_of("p", "c0"), promised).iloc[0]
    assert taken["status"] == "weakened"
    assert not body_numbers(tasks, [])


def pairs_of(a: str, b: str) -> pd.DataFrame:
    return pd.DataFrame({"a": [a], "b": [b], "similarity": [0.9]})


def test_reasons_and_changes_have_vietnamese_words() -> None:
    translate = translator("vi")
    assert not [kind for kind in (*REASONS, *CHANGES, "body") if translate(kind) == kind]
    assert _told(pd.Series([["later deadline: 2025 -> 2026"]]), "vi") == [["thời hạn muộn hơn: 2025 -> 2026"]]
    assert _told(pd.Series([["same wording"]]), "en") == [["same wording"]]


def test_every_change_begins_with_a_known_kind() -> None:
    row = result({"due": "2025-12-31", "name": "Mở 40% lớp", "lead": "Sở A", "archetype": "Sở A"},
                 {"due": "2026-12-31", "name": "Mở lớp", "lead": "Sở B", "archetype": "Sở B"}, {})  # fmt: skip
    assert {text.partition(": ")[0] for text in row["changes"]} <= set(CHANGES)
    assert len(row["changes"]) == 5


PLAN = """ỦY BAN NHÂN DÂN
TỈNH KIM SƠN
Số: {number}/KH-UBND

Kim Sơn, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
An toàn bến đò

Phấn đấu bảo đảm tỷ lệ bến đò ven sông có áo phao, hướng tới tối thiểu 60%.

PHỤ LỤC I
DANH MỤC NHIỆM VỤ

STT\tNhiệm vụ\tCơ quan chủ trì\tSản phẩm\tThời gian hoàn thành
1\tPhấn đấu bảo đảm tỷ lệ phù hợp bến đò ven sông có áo phao\tSở Xây dựng\tBáo cáo\t{first}
2\tLập bản đồ hang động và luồng lạch\tSở Xây dựng\tBản đồ\tTháng 6/2026
"""


def test_two_imported_plans_and_one_against_itself(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "cascade.db")
    for number, first in (("1", "Tháng 9/2026"), ("2", "Thường xuyên")):
        path = tmp_path / f"{number}.txt"
        path.write_text(PLAN.format(number=number, first=first), encoding="utf-8")
        import_file(record, path)
    rows = between(record, "1/KH-UBND", "2/KH-UBND", lang="en")
    assert rows["status"].tolist() == ["weakened", "verbatim"]
    assert rows["children_references"].tolist() == [["2/KH-UBND I.1"], ["2/KH-UBND I.2"]]
    assert "hard deadline lost: 2026-09-30 -> Thường xuyên" in rows["changes"][0]
    own = between(record, "1/KH-UBND", "1/KH-UBND", lang="en")
    assert own["status"].tolist() == ["weakened", "verbatim"]
    assert own["changes"][0][0].startswith('number dropped: 60 % -> "tỷ lệ phù hợp" (body ')
    record.close()
