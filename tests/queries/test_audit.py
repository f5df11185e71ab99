"""Each check of the audit on a case made for it and on a right one beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.judgements import decide
from graph.record import Record
from queries.audit import CHECKS, audit, counted, open_findings
from queries.audit.targets import number_in
from queries.audit.wording import doubled_in
from tests.queries.audit_record import PLAN, made

DUTY = {"name": "Lập quy chế bến phà", "lead": "so-a", "deliverable": "Quy chế", "due": "2031-05-31"}
COUNT = {"name": "Tỷ lệ bến phà có áo phao", "unit": "%", "tracker": "so-a"}


def task(**changes: Any) -> dict[str, Any]:
    """A task with nothing wrong, changed as told (None takes a property away)."""
    return {k: v for k, v in {**DUTY, **changes}.items() if v is not None}


def rate(**changes: Any) -> dict[str, Any]:
    """An indicator with nothing wrong, changed as told."""
    return {k: v for k, v in {**COUNT, "targets": {"2035": 50.0, "2040": 80.0}, **changes}.items() if v is not None}


def at_least(value: float) -> dict[str, Any]:
    return {"text": f"≥ {value:g}", "operator": "ge", "value": value, "unit": "%"}


def at_most(value: float) -> dict[str, Any]:
    return {"text": f"≤ {value:g}", "operator": "le", "value": value, "unit": "Thứ bậc"}


def other(**changes: Any) -> dict[str, Any]:
    return task(name="Nâng cấp cầu treo", **changes)


DATED = {"number": "9/NQ-CP", "issued": "2029-04-01"}
RANGE = {"kind": "range", "start": "2029-01-01", "end": "2031-12-31", "text": "2029-2031"}
DONE = {"kind": "done", "text": "Đã hoàn thành"}
LATER = {"kind": "year", "start": "2035-01-01", "end": "2035-12-31", "text": "2035"}
NEAR = {"kind": "ongoing", "period": "2030-2035", "start": "2030-01-01", "end": "2035-12-31", "text": "Thường xuyên"}
FAR = {"kind": "range", "period": "2040-2045", "start": "2040-01-01", "end": "2045-12-31", "text": "Trong giai đoạn"}
STATED = {"what": "tasks", "words": "nhiệm vụ", "source_line": 9}
CENTRE = {"bo-x": {"level": "central", "kind": "ministry", "jurisdiction": "Trung ương"}}
GONE = {"so-a": {"dissolved": "2030-03-01"}}
LATER_GONE = {"so-a": {"dissolved": "2031-03-01"}}

# code, what is reported, what is right
CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("deadline_before_plan", {"tasks": [task(due="2030-04-30")]}, {"tasks": [task(due="2030-05-31")]}),
    ("deadline_before_plan", {"tasks": [task(due="2030-02-28")]}, {"tasks": [task(due="2030-04-30", state="done")]}),
    ("deadline_before_cited", {"issued": None, "cites": [DATED], "tasks": [task(due="2029-03-31")]},
     {"issued": None, "cites": [DATED], "tasks": [task(due="2029-04-30")]}),
    ("starts_before_plan", {"tasks": [task(due=None, milestones=[RANGE])]},
     {"tasks": [task(due=None, milestones=[{**RANGE, "start": "2030-01-01", "text": "2030-2031"}])]}),
    ("starts_before_plan",
     {"tasks": [task(due=None, milestones=[{**RANGE, "start": "2030-04-01", "text": "Từ tháng 4/2030"}])]},
     {"tasks": [task(due=None, milestones=[{**RANGE, "period": "2029-2031"}])]}),
    ("done_then_due", {"tasks": [task(due=None, milestones=[DONE, LATER])]},
     {"tasks": [task(due=None, milestones=[DONE], state="done")]}),
    ("done_and_due", {"tasks": [task(state="done", milestones=[{**LATER, "text": "2035 (đã hoàn thành)"}])]},
     {"tasks": [task(state="done", milestones=[LATER])]}),
    ("subtask_after_task", {"tasks": [task(number="1"), other(number="1.1", due="2031-08-31", part_of="1")]},
     {"tasks": [task(number="1"), other(number="1.1", due="2031-05-31", part_of="1")]}),
    ("nothing_before", {"tasks": [task(due=None, milestones=[NEAR]), other(due=None, milestones=[FAR])]},
     {"tasks": [task(due=None, milestones=[NEAR]), other(due=None, milestones=[NEAR, FAR])]}),
    ("lead_coordinates_itself", {"tasks": [task(coordinator="so-a;so-b")]}, {"tasks": [task(coordinator="so-b")]}),
    ("group_coordinates_itself", {"tasks": [task(lead="các xã", coordinator="các xã")]},
     {"tasks": [task(lead="các xã", coordinator="các sở")]}),
    ("lead_in_coordinating_group", {"members": [("so-a", "các sở")], "tasks": [task(coordinator="các sở")]},
     {"members": [("so-b", "các sở")], "tasks": [task(coordinator="các sở")]}),
    ("no_lead", {"tasks": [task(), other(lead=None)]},
     {"tasks": [task(number="1", lead=None), other(number="1.1", part_of="1")]}),
    ("no_deliverable", {"tasks": [task(), other(deliverable=None)]},
     {"tasks": [task(number="1"), other(number="1.1", deliverable=None, part_of="1")]}),
    ("no_deadline", {"tasks": [task(), other(due=None)]}, {"tasks": [task(), other(due=None, deadline="ongoing")]}),
    ("table_without_lead", {"tasks": [task(lead=None), other(lead=None)]}, {"tasks": [task(), other(lead=None)]}),
    ("table_without_deliverable", {"tasks": [task(deliverable=None)]}, {"tasks": [task(), other(deliverable=None)]}),
    ("table_without_deadline", {"tasks": [task(due=None)]}, {"tasks": [task(), other(due=None)]}),
    ("collective_lead", {"tasks": [task(lead="các xã")]}, {"tasks": [task(lead="so-a;các xã")]}),
    ("deliverable_above_lead", {"tasks": [task(deliverable="Quyết định của Thủ tướng Chính phủ")]},
     {"tasks": [task(deliverable="Tờ trình Thủ tướng Chính phủ")]}),
    ("deliverable_above_lead", {"tasks": [task(deliverable="Thông tư của Bộ trưởng Bộ Nội vụ")]},
     {"agencies": CENTRE, "tasks": [task(deliverable="Nghị định của Chính phủ", lead="bo-x", counterpart="so-a")]}),
    ("deliverable_above_lead", {"tasks": [task(deliverable="Nghị quyết của Quốc hội")]},
     {"tasks": [task(deliverable="Quyết định của UBND tỉnh thực hiện Nghị quyết của Chính phủ")]}),
    ("ministry_in_provincial_row", {"agencies": CENTRE, "tasks": [task(lead="bo-x")]},
     {"agencies": CENTRE, "tasks": [task(lead="bo-x", counterpart="so-a")]}),
    ("agency_dissolved", {"agencies": GONE, "tasks": [task()]}, {"agencies": LATER_GONE, "tasks": [task()]}),
    ("agency_dissolved_later", {"agencies": LATER_GONE, "tasks": [task()]},
     {"agencies": LATER_GONE, "tasks": [task(due="2031-01-31")]}),
    ("number_repeated", {"tasks": [task()], "flags": [("number_repeated", "the number 4 is printed twice", "1")]},
     {"tasks": [task()]}),
    ("duplicate_heading", {"flags": [("duplicate_heading", "I is printed twice", None)]}, {}),
    ("dangling_dependency", {"tasks": [task()], "flags": [("dangling_dependency", "depends on 9", "1")]},
     {"tasks": [task()]}),
    ("number_skipped", {"tasks": [task()], "flags": [("number_skipped", "from 1 to 3", "1")]}, {"tasks": [task()]}),
    ("number_order", {"tasks": [task()], "flags": [("number_order", "3 before 2", "1")]}, {"tasks": [task()]}),
    ("deadline_doubt", {"tasks": [task()], "flags": [("deadline_doubt", "mended", "1")]}, {"tasks": [task()]}),
    ("agency_doubt", {"tasks": [task()], "flags": [("agency_doubt", "one letter from it", "1")]}, {"tasks": [task()]}),
    ("cited_twice_dates", {"flags": [("cited_twice_dates", "with the dates 1/4 and 1/5", None)]}, {}),
    ("cited_two_symbols", {"flags": [("cited_two_symbols", "as KH and as CTr", None)]}, {}),
    ("count_differs", {"tasks": [task()], "declared": [{**STATED, "count": 3}]},
     {"tasks": [task()], "declared": [{**STATED, "count": 1}]}),
    ("task_twice", {"tasks": [task(), task(number="2", name="Lập quy chế bến phà.")]}, {"tasks": [task(), other()]}),
    ("task_shared", {"tasks": [task(), task(number="2", lead="so-b")]}, {"tasks": [task(), task(number="2")]}),
    ("cited_after_plan", {"cites": [{"number": "9/NQ-CP", "issued": "2030-06-01"}]}, {"cites": [DATED]}),
    ("cited_replaced", {"cites": [{**DATED, "replaced_by": {"number": "10/NQ-CP", "issued": "2030-01-01"}}]},
     {"cites": [{**DATED, "replaced_by": {"number": "10/NQ-CP", "issued": "2031-01-01"}}]}),
    ("target_reverses", {"indicators": [rate(targets={"2035": 90.0, "2040": 95.0, "2045": 92.0, "2050": 99.0})]},
     {"indicators": [rate(targets={"2035": 90.0, "2040": 95.0, "2045": 95.0, "2050": 99.0})]}),
    ("target_reverses",
     {"indicators": [rate(number=str(n), section=p, targets={p: v})
                     for n, (p, v) in enumerate({"2035": 90.0, "2040": 95.0, "2045": 92.0, "2050": 99.0}.items())]},
     {"indicators": [rate(name="Số giải thưởng đến năm 2035", unit=None, targets={"2035": 5.0}),
                     rate(number="2", name="Số giải thưởng mỗi năm", unit=None, targets={"2040": 2.0, "2045": 9.0})]}),
    ("target_falls", {"indicators": [rate(targets={"2035": at_least(90), "2040": at_least(80)})]},
     {"indicators": [rate(targets={"2035": at_most(20), "2040": at_most(10)})]}),
    ("target_falls", {"indicators": [rate(targets={"2035": at_most(10), "2040": at_most(20)})]},
     {"indicators": [rate(name="Tốc độ tăng sản lượng muối", targets={"2035": at_least(9), "2040": at_least(8)})]}),
    ("target_below_baseline", {"indicators": [rate(unit="Thứ bậc", baseline="06", targets={"2035": at_most(10)})]},
     {"indicators": [rate(unit="Thứ bậc", baseline="26", targets={"2035": at_most(20), "2040": at_most(10)})]}),
    ("target_below_baseline", {"indicators": [rate(baseline="62,5%")]}, {"indicators": [rate(baseline="12,5%")]}),
    ("target_below_baseline", {"indicators": [rate(baseline="60%", targets={"2035": at_least(50)})]},
     {"indicators": [rate(baseline="Chưa đánh giá", targets={"2035": at_least(50)})]}),
    ("target_ends", {"indicators": [rate(), rate(number="2", name="Số cầu treo", targets={"2035": 5.0})]},
     {"indicators": [rate(), rate(number="2", name="Tỷ lệ xã có chợ", targets={"2035": at_least(100)})]}),
    ("target_without_value", {"indicators": [rate(targets={"2035": {"text": "-"}})]},
     {"indicators": [rate(targets={"2035": {"text": "Có"}})]}),
    ("unit_missing",
     {"indicators": [rate(), rate(number="2"), rate(number="3", name="Chỉ số X", unit=None, targets={"2035": 0.75})]},
     {"indicators": [rate(name="Chỉ số X", unit=None, targets={"2035": 0.75})]}),
    ("unit_not_a_unit", {"indicators": [rate(unit="Có")]}, {"indicators": [rate(unit="Có/Không")]}),
    ("no_tracker", {"indicators": [rate(), rate(number="2", tracker=None)]}, {"indicators": [rate(tracker=None)]}),
    ("result_missed", {"indicators": [rate(results={"2035": {"text": "32% (chưa đạt)", "value": 32.0, "met": False}})]},
     {"indicators": [rate(results={"2035": {"text": "60%", "value": 60.0}})]}),
    ("result_missed", {"indicators": [rate(results={"2035": {"text": "32%", "value": 32.0}})]},
     {"indicators": [rate(results={"2035": {"text": "60% (đạt)", "value": 60.0, "met": True}})]}),
    ("result_contradicts", {"indicators": [rate(results={"2035": {"text": "32% (đạt)", "value": 32.0, "met": True}})]},
     {"indicators": [rate(results={"2035": {"text": "32% (chưa đạt)", "value": 32.0, "met": False}})]}),
    ("result_contradicts",
     {"indicators": [rate(results={"2035": {"text": "70% (chưa đạt)", "value": 70.0, "met": False}})]},
     {"indicators": [rate(results={"2035": {"text": "50% (đạt)", "value": 50.0, "met": True}})]}),
    ("result_passes_later", {"indicators": [rate(results={"2035": {"text": "85%", "value": 85.0}})]},
     {"indicators": [rate(results={"2035": {"text": "80%", "value": 80.0}})]}),
    ("result_unknown", {"indicators": [rate(results={"2035": {"text": "Chưa thống kê được"}})]},
     {"indicators": [rate(results={"2035": {"text": "Đạt", "met": True}})]}),
    ("words_doubled", {"tasks": [task(name="Nâng cấp các khu khu công nghiệp")]},
     {"tasks": [task(name="Phối hợp với quốc gia gia nhập hiệp hội")]}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "wrong", "right"), CASES, ids=[f"{c[0]}-{i}" for i, c in enumerate(CASES)])
def test_a_check_reports_its_fault_and_nothing_on_a_right_row(
    tmp_path: Path, code: str, wrong: dict[str, Any], right: dict[str, Any]
) -> None:
    (tmp_path / "right").mkdir()
    assert code in set(audit(made(tmp_path, **wrong))["code"])
    assert code not in set(audit(made(tmp_path / "right", **right))["code"])


def test_every_check_has_a_case() -> None:
    assert {check.code for check in CHECKS} == {code for code, _, _ in CASES}
    assert len({check.code for check in CHECKS}) == len(CHECKS)


def test_a_plan_with_nothing_wrong_has_no_finding(tmp_path: Path) -> None:
    record = made(tmp_path, tasks=[task(), other(coordinator="so-b")], indicators=[rate()], cites=[DATED])
    assert audit(record).empty
    assert open_findings(audit(record)) == 0


def test_a_finding_says_where_it_rests(tmp_path: Path) -> None:
    row = audit(made(tmp_path, tasks=[task(), other(coordinator="so-a")])).iloc[0]
    assert row["references"][0] == "1/KH-UBND I.2"
    assert (row["source_file"], row["source_lines"], row["accepted"]) == ("made.txt", [2], False)
    assert "so-a leads and coordinates with itself" in row["message"]


@pytest.mark.parametrize("node", ["task:kim-son:1-kh-ubnd:2030:i:1", "1/KH-UBND I.1"])
def test_an_accepted_finding_stays_but_does_not_count(tmp_path: Path, node: str) -> None:
    record = made(tmp_path, tasks=[task(coordinator="so-a")])
    decide(record, "finding", "lead_coordinates_itself", node, "accepted", "two offices of one department")
    (row,) = audit(record).to_dict("records")
    assert row["accepted"] and row["because"] == "two offices of one department"
    assert open_findings(audit(record)) == 0


def test_limits(tmp_path: Path) -> None:
    record = made(tmp_path, tasks=[task(coordinator="so-a"), other(due=None)])
    assert set(audit(record, level="error")["level"]) == {"error"}
    assert set(audit(record, codes=["no_deadline"])["code"]) == {"no_deadline"}
    assert len(audit(record, plan=PLAN)) == len(audit(record)) == counted(audit(record))["findings"].sum()


def test_two_plans_are_limited_to_one(tmp_path: Path) -> None:
    record: Record = made(tmp_path, tasks=[task(coordinator="so-a")])
    made(tmp_path, tasks=[task()], plan="doc:kim-son:2-kh-ubnd:2030", record=record)
    assert audit(record, plan="doc:kim-son:2-kh-ubnd:2030").empty
    assert len(audit(record)) == 1


@pytest.mark.parametrize(("text", "number"), [
    ("82,7%", 82.7), ("0.66", 0.66), ("2.000", 2000.0), ("06", 6.0), ("0,7314", 0.7314), ("0.660", 0.66),
    ("Chưa có", None), ("14/16", None), (None, None),
])  # fmt: skip
def test_the_only_number_of_a_text(text: str | None, number: float | None) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize(("text", "words"), [
    ("chia sẻ với với nền tảng", "với với"),
    ("Triển khai triển khai thí điểm", "Triển khai triển khai"),
    ("chuyển đổi số số hóa hồ sơ", None),
    ("nhà giáo giáo dục nghề nghiệp", None),
    ("từ từ, dần dần", None),
])  # fmt: skip
def test_doubled_words(text: str, words: str | None) -> None:
    assert doubled_in(text) == words
