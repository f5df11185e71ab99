"""From tables to dates: calendars, durations, clashes, a target, what if."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from queries.schedule.answer import Options, critical_path, prepare
from queries.schedule.calendar import CalendarDays, WorkingDays, is_working_day
from queries.schedule.durations import by_deliverable, durations
from queries.schedule.what_if import what_if

TASKS = pd.DataFrame(
    [
        ("a", "1", "2025-01-01", "2025-03-31", None, None, None),
        ("b", "2", "2025-05-01", "2025-05-10", None, None, None),
        ("c", "3", None, None, "2025-04-01", "2025-04-30", "Kế hoạch của UBND tỉnh"),
        ("d", "4", None, None, None, "2025-04-15", None),
    ],
    columns=["id", "number", "start", "end", "due_from", "due", "deliverable"],
)
LINKS = pd.DataFrame({"source": ["b", "c", "d"], "target": ["a", "a", "c"], "lag_days": [0, 5, 0]})


def column(table: pd.DataFrame, name: str) -> list[object]:
    return table[name].tolist()


def test_the_textbook_method_from_the_earliest_planned_start() -> None:
    answer = critical_path(TASKS, LINKS)
    table = answer.table
    assert column(table, "duration_days") == [90, 10, 30, 0]
    assert column(table, "early_start") == ["2025-01-01", "2025-04-01", "2025-04-06", "2025-05-06"]
    assert column(table, "early_finish") == ["2025-03-31", "2025-04-10", "2025-05-05", "2025-05-06"]
    assert column(table, "late_start") == ["2025-01-01", "2025-04-26", "2025-04-06", "2025-05-06"]
    assert column(table, "total_slack_days") == [0, 25, 0, 0]
    assert column(table, "free_slack_days") == [0, 25, 0, 0]
    assert column(table, "critical") == [True, False, True, True]
    assert [None if pd.isna(x) else x for x in table["driving_predecessor"]] == [None, "a", "a", "c"]
    assert column(table, "duration_rule") == ["dates", "dates", "deliverable: kế hoạch", "none"]
    assert "from 2025-01-01; calendar days; durations and links only" in str(answer.rule)


def test_planned_starts_are_kept_on_request() -> None:
    table = critical_path(TASKS, LINKS, Options(respect_starts=True)).table
    assert column(table, "early_start")[1] == "2025-05-01"


def test_deadlines_are_intervals_and_slack_a_range() -> None:
    answer = critical_path(TASKS, LINKS, Options(deadlines=True))
    assert column(answer.table, "total_slack_days") == [-20, 25, -20, -20]
    assert column(answer.table, "total_slack_low_days") == [-34, 25, -34, -20]
    assert [None if pd.isna(x) else x for x in answer.table["due"]] == [None, None, "2025-04-30", "2025-04-15"]
    assert [(late.task, late.days) for late in answer.too_late] == [(2, 5), (3, 20)]
    assert answer.chain_to(answer.too_late[1].task) == ["a", "c", "d"]
    assert [(clash.predecessor, clash.successor, clash.days, clash.certain) for clash in answer.due_before] == [
        (2, 3, 15, False)
    ]


def test_the_path_to_one_task() -> None:
    answer = critical_path(TASKS, LINKS, Options(target="b"))
    assert answer.chain == ["a", "b"]
    assert column(answer.table, "id") == ["a", "b"]
    assert answer.table["critical"].all()
    with pytest.raises(KeyError):
        critical_path(TASKS, LINKS, Options(target="nobody"))


def test_a_delay_moves_what_follows_and_breaks_deadlines() -> None:
    tasks = TASKS.assign(due=[None, None, "2025-05-31", None])
    options = Options()
    moved = what_if(prepare(tasks, LINKS, options), options, {"a": 10, "c": 20})
    assert column(moved, "id") == ["a", "b", "c", "d"]
    assert column(moved, "moved_days") == [10, 10, 30, 30]
    assert column(moved, "new_finish") == ["2025-04-10", "2025-04-20", "2025-06-04", "2025-06-05"]
    assert column(moved, "late_days") == [0, 0, 4, 0]
    assert column(moved, "breaks") == [False, False, True, False]


def test_loops_and_dangling_links_are_not_fatal() -> None:
    links = pd.concat([LINKS, pd.DataFrame({"source": ["a", "b"], "target": ["d", "gone"], "confidence": [0.4, 1.0]})])
    answer = critical_path(TASKS, links)
    assert [loop.links for loop in answer.problem.loops] == [(3, 1, 2)]
    assert [bad.missing for bad in answer.problem.bad_links] == [("gone",)]
    assert column(answer.table, "total_slack_days") == [0, 25, 0, 0]


def test_without_any_start_the_first_day_must_be_given() -> None:
    bare = TASKS.assign(start=None, end=None)
    with pytest.raises(ValueError, match="first day"):
        critical_path(bare, LINKS)
    table = critical_path(bare, LINKS, Options(first_day=dt.date(2025, 6, 1))).table
    assert column(table, "early_start")[0] == "2025-06-01"


def test_no_tasks() -> None:
    empty = TASKS.iloc[:0]
    assert critical_path(empty, LINKS.iloc[:0], Options(first_day=dt.date(2025, 1, 1))).table.empty


def days(*iso: str) -> np.ndarray:
    return np.array(iso, dtype="datetime64[D]")


def test_working_days_know_the_holidays_of_vietnam() -> None:
    worked = is_working_day(days("2025-01-28", "2025-04-30", "2025-05-03", "2025-05-05", "2025-04-26"))
    assert worked.tolist() == [False, False, False, True, True]  # the last a Saturday worked in exchange for 2 May
    calendar = WorkingDays(dt.date(2025, 4, 26))
    assert calendar.first_day(days("2025-04-29", "2025-04-30", "2025-05-05")).tolist() == [2, 3, 3]
    assert calendar.day_after(days("2025-04-29", "2025-05-04", "2025-05-05")).tolist() == [3, 3, 4]
    assert calendar.dates(np.array([0, 3])).astype(str).tolist() == ["2025-04-26", "2025-05-05"]
    assert calendar.scaled(np.array([0, 1, 7, 30])).tolist() == [0, 1, 5, 22]
    with pytest.raises(ValueError, match="end with 2100"):
        calendar.dates(np.array([10**6]))


def test_a_plan_in_working_days() -> None:
    tasks = pd.DataFrame({"id": ["a", "b"], "start": ["2025-04-28", None], "end": ["2025-05-06", None]})
    tasks["deliverable"] = [None, "Công văn"]
    links = pd.DataFrame({"source": ["b"], "target": ["a"]})
    table = critical_path(tasks, links, Options(working_days=True)).table
    assert column(table, "duration_days") == [4, 5]
    assert column(table, "early_start") == ["2025-04-28", "2025-05-07"]
    assert column(table, "early_finish") == ["2025-05-06", "2025-05-13"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kế hoạch của UBND tỉnh", (30, "deliverable: kế hoạch")),
        ("Quyết định phê duyệt chủ trương dự án", (30, "deliverable: quyết định")),
        ("- Phê duyệt Đề án; - Hoàn thành triển khai", (60, "deliverable: phê duyệt đề án")),
        ("ĐỀ ÁN", (90, "deliverable: đề án")),
        ("Phần mềm, cơ sở dữ liệu", (180, "deliverable: phần mềm")),
        ("Phối hợp thực hiện", (0, "none")),
        (None, (0, "none")),
    ],
)
def test_days_by_deliverable(text: str | None, expected: tuple[int, str]) -> None:
    assert by_deliverable(text) == expected
    assert by_deliverable(text, {}) == (0, "none")


def test_an_end_before_the_start_is_named() -> None:
    found, rules = durations(days("2025-02-01"), days("2025-01-01"), [None], CalendarDays(dt.date(2025, 1, 1)))
    assert (found.tolist(), rules) == ([0], ["dates: end before start"])
