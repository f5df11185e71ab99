"""Who holds a duty on a day: old departments before the reform, successors after it, and the sums agree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.applying import settle
from graph.judgements import decide
from graph.record import Record
from importers.pipeline import import_file, rebuild
from queries.holders import holding
from queries.review import review_agencies
from queries.workload import workload
from tests.seeds import needs_seeds, seed

OLD, NEW = "agency:thanh-hoa:so-thong-tin-va-truyen-thong", "agency:thanh-hoa:so-khoa-hoc-va-cong-nghe"

PLAN = """\
UBND TỈNH THANH HÓA
Số: 7/KH-UBND
Thanh Hóa, ngày 10 tháng 01 năm 2022
KẾ HOẠCH
Thực hiện chương trình thử nghiệm
Phụ lục I
DANH MỤC NHIỆM VỤ
STT\tTên nhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tKết quả\tThời gian hoàn thành
1\tXây dựng cổng dữ liệu\tSở Thông tin và Truyền thông\tCác sở, ban, ngành\tCổng dữ liệu\tTháng 6/2023
2\tLập bản đồ số\tSở Tài nguyên và Môi trường\tSở Thông tin và Truyền thông\tBản đồ\tNăm 2023
3\tTuần tra\tCông anh tỉnh\tCông an tỉnh\tBáo cáo\tHàng năm
"""


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    record = Record.open(tmp_path / "w.db")
    import_file(record, path)
    yield record
    record.close()


def test_a_duty_lies_with_the_old_department_before_and_the_successor_after(record: Record) -> None:
    before, after = holding(record, OLD, "2022-06-01"), holding(record, OLD, "2026-01-01")
    assert (before.agency, before.way) == (OLD, "as named")
    assert (after.agency, after.way) == (NEW, "succeeded")
    assert "2025-03-01" in after.steps[0]


def test_workload_gives_both_answers_and_the_sums_agree(record: Record) -> None:
    before, after = (workload(record, as_of=day) for day in ("2022-06-01", "2026-01-01"))
    assert OLD in set(before["id"]) and OLD not in set(after["id"])
    assert NEW in set(after["id"])
    assert before["lead_share"].sum() == pytest.approx(after["lead_share"].sum())


def test_a_misprint_is_suggested_and_joined_only_when_a_person_says_so(record: Record) -> None:
    pairs = review_agencies(record)
    assert [{row.a_name, row.b_name} for row in pairs.itertuples()] == [{"Công an tỉnh", "Công anh tỉnh"}]
    misprint = pairs.iloc[0]["a"] if pairs.iloc[0]["a_name"] == "Công anh tỉnh" else pairs.iloc[0]["b"]
    right = "agency:thanh-hoa:cong-an-tinh"
    decide(record, "agency", misprint, right, "same", "một chữ thừa", person="An")
    rebuild(record)
    settle(record)
    led = workload(record).set_index("id")["led"]
    assert led[right] == 1 and misprint not in led.index
    assert review_agencies(record).empty


def test_a_judged_successor_holds_from_its_day_on(record: Record) -> None:
    decide(record, "agency", "agency:thanh-hoa:cong-an-tinh", NEW, "successor", "thử", person="An",
           detail='{"on": "2026-02-01"}')  # fmt: skip
    settle(record)
    assert holding(record, "agency:thanh-hoa:cong-an-tinh", "2026-01-31").way == "as named"
    assert holding(record, "agency:thanh-hoa:cong-an-tinh", "2026-02-01").agency == NEW


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The programme of 2022."""
    record = Record.open(tmp_path_factory.mktemp("programme") / "w.db")
    import_file(record, seed("003"))
    yield record
    record.close()


@needs_seeds
def test_the_programme_of_2022_then_and_now(programme: Record) -> None:
    named, then, now = (workload(programme, as_of=day).set_index("id") for day in (None, "2022-06-01", "2026-01-01"))
    assert then["led"].to_dict() == named["led"].to_dict()
    assert (then.loc[OLD, "led"], then.loc[NEW, "led"]) == (45, 2)
    assert tuple(now.loc[NEW, ["led", "named_as", "way"]]) == (47, then.loc[OLD, "name"], "succeeded")
    ended = {str(name) for name in programme.frame("Agency").query("dissolved <= '2026-01-01'")["id"]}
    assert {id_ for id_ in ended & set(now.index) if now.loc[id_, "way"] != "ended"} == set()


@needs_seeds
@pytest.mark.parametrize("day", ["2022-06-01", "2025-02-28", "2025-03-01", "2025-07-01", "2026-01-01"])
def test_sums_agree_on_every_day(programme: Record, day: str) -> None:
    named, held = workload(programme), workload(programme, as_of=day)
    assert held["lead_share"].sum() == pytest.approx(named["lead_share"].sum()) == pytest.approx(103)
    assert held["share_of_leads"].sum() == pytest.approx(1)
    assert (held["led"].sum(), held["tracked"].sum()) == (named["led"].sum(), named["tracked"].sum())
    assert held["hard_deadlines"].sum() == named["hard_deadlines"].sum()


@needs_seeds
def test_who_holds_what_the_districts_held_is_not_known(programme: Record) -> None:
    districts = ["UBND các huyện, thị xã, thành phố", "UBND cấp huyện", "UBND thành phố Thanh Hóa"]
    held = workload(programme, as_of="2026-01-01").set_index("name")["way"]
    assert set(held[districts]) == {"ended"}
    held = workload(programme, as_of="2025-06-30").set_index("name")["way"]
    assert set(held[districts]) == {"as named"}
    last = holding(programme, "group:thanh-hoa:ubnd-cac-huyen-thi-xa-thanh-pho", "2026-01-01").steps[-1]
    assert "203/2025/QH15" in last
