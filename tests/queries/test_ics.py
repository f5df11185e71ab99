"""iCalendar files: days, rules, the same bytes each time."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from icalendar import Calendar

from queries.ics import Deadline, calendars, read_deadlines, write_calendars
from queries.recurrence import Recurrence, read_recurrence

TABLE = pd.DataFrame(
    [
        (
            "task:1",
            "45/KH-UBND II.1",
            "Kiện toàn Ban Chỉ đạo",
            "Sở Nội vụ",
            "Tháng 4/2026",
            "month",
            "2026-04-01",
            "2026-04-30",
        ),
        (
            "task:2",
            "45/KH-UBND II.5",
            "Lập dự án",
            "Sở Xây dựng; Sở Nội vụ",
            "Trước 30/9/2026",
            "date",
            None,
            "2026-09-30",
        ),
        ("task:3", "45/KH-UBND II.9", "Tuần tra", "Công an tỉnh", "Thường xuyên", "ongoing", None, None),
        ("task:4", "45/KH-UBND II.21", "Kiểm tra", "Công an tỉnh", "Định kỳ hằng quý", "recurring", None, None),
        ("task:5", "45/KH-UBND II.2", "Hội nghị", "Văn phòng", "Đã hoàn thành", "done", None, None),
        (
            "task:6",
            "45/KH-UBND",
            "Báo cáo tháng",
            "Công an tỉnh",
            "trước ngày 20 hằng tháng",
            "recurring",
            None,
            "2026-12-31",
        ),
    ],
    columns=["task", "reference", "name", "lead", "text", "kind", "start", "end"],
).assign(issued="2026-03-16")


def events(content: bytes) -> list[dict[str, object]]:
    return [
        {
            "uid": str(event["uid"]),
            "day": event["dtstart"].dt,
            "end": event["dtend"].dt,
            "rule": event["rrule"].to_ical().decode() if "rrule" in event else None,
        }
        for event in Calendar.from_ical(content).walk("VEVENT")
    ]


def test_one_file_an_agency_with_days_and_rules() -> None:
    files = calendars(read_deadlines(TABLE))
    assert list(files) == ["cong-an-tinh.ics", "so-noi-vu.ics", "so-xay-dung.ics"]
    assert events(files["so-noi-vu.ics"]) == [
        {"uid": "task:1@remit", "day": dt.date(2026, 4, 30), "end": dt.date(2026, 5, 1), "rule": None},
        {"uid": "task:2@remit", "day": dt.date(2026, 9, 30), "end": dt.date(2026, 10, 1), "rule": None},
    ]
    police = events(files["cong-an-tinh.ics"])
    assert [(event["day"], event["rule"]) for event in police] == [
        (dt.date(2026, 3, 31), "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),
        (dt.date(2026, 3, 20), "FREQ=MONTHLY;UNTIL=20261231;BYMONTHDAY=20"),
    ]


def test_the_same_deadlines_give_the_same_bytes(tmp_path: Path) -> None:
    deadlines = read_deadlines(TABLE)
    assert calendars(deadlines) == calendars(deadlines[::-1])
    written = write_calendars(deadlines, tmp_path / "ics")
    assert [path.read_bytes() for path in written] == list(calendars(deadlines).values())
    assert b"DTSTAMP:20260316T000000Z" in written[0].read_bytes()


def test_agencies_of_one_file_name_and_parts_of_one_task_stay_apart() -> None:
    day = dt.date(2026, 6, 30)

    def deadline(agency: str, part: str) -> Deadline:
        return Deadline("task:1", part, agency, "Việc", "", None, day, day)

    files = calendars([deadline("SỞ Y TẾ", ""), deadline("Sở Y tế", "(1)"), deadline("Sở Y tế", "(2)")])
    assert list(files) == ["so-y-te.ics", "so-y-te-2.ics"]
    uids = [event["uid"] for event in events(files["so-y-te-2.ics"])]
    assert uids == ["task:1-1@remit", "task:1-2@remit"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trước ngày 15 hàng tháng", Recurrence("MONTHLY", day=15)),
        ("trước ngày 05/6 hằng năm", Recurrence("YEARLY", month=6, day=5)),
        ("trước 01/12 hàng năm", Recurrence("YEARLY", month=12, day=1)),
        ("Định kỳ hằng quý", Recurrence("MONTHLY", 3, day=-1)),
        ("Thường xuyên hàng tháng", Recurrence("MONTHLY", day=-1)),
        ("Hằng năm", Recurrence("YEARLY", month=12, day=31)),
        ("Định kỳ 6 tháng", Recurrence("MONTHLY", 6, day=-1)),
        ("Hằng tuần", Recurrence("WEEKLY")),
        ("Thường xuyên", None),
        ("Tháng 6/2026", None),
        ("trước 31/02 hằng năm", None),
        ("hàng tuần (trước 10h00 thứ năm trong tuần)", Recurrence("WEEKLY", weekday="TH")),
        ("hàng tháng (trước ngày 18 của tháng)", Recurrence("MONTHLY", day=18)),
        ("hàng quý (trước ngày 15 tháng cuối quý)", Recurrence("MONTHLY", 3, day=15)),
        ("hàng năm (trước ngày 15 tháng 12)", Recurrence("YEARLY", month=12, day=15)),
        ("6 tháng (trước ngày 15/6)", Recurrence("YEARLY", month=6, day=15)),
        ("quý", Recurrence("MONTHLY", 3, day=-1)),
        ("năm", Recurrence("YEARLY", month=12, day=31)),
        ("Năm 2026", None),
        ("Hằng năm, giai đoạn 2026-2030", Recurrence("YEARLY", month=12, day=31)),
    ],
)
def test_wordings_of_recurrence(text: str, expected: Recurrence | None) -> None:
    assert read_recurrence(text) == expected


def test_first_day_of_a_rule() -> None:
    assert Recurrence("MONTHLY", day=31).first(dt.date(2026, 4, 5)) == dt.date(2026, 5, 31)
    assert Recurrence("MONTHLY", 6, day=-1).first(dt.date(2026, 7, 1)) == dt.date(2026, 12, 31)
    assert Recurrence("YEARLY", month=6, day=5).first(dt.date(2026, 6, 6)) == dt.date(2027, 6, 5)
    assert Recurrence("WEEKLY").first(dt.date(2026, 6, 6)) == dt.date(2026, 6, 6)


def test_a_weekly_duty_falls_on_its_day_of_the_week() -> None:
    assert Recurrence("WEEKLY", weekday="TH").first(dt.date(2026, 3, 16)) == dt.date(2026, 3, 19)
    assert Recurrence("WEEKLY", weekday="MO").rule(None) == {"FREQ": "WEEKLY", "BYDAY": "MO"}


def test_duties_of_running_text_have_uids_of_their_own() -> None:
    rows = [
        (None, f"doc:{place}", "45/KH-UBND", "báo cáo", "Sở Y tế", text, "recurring", None, None)
        for place in ("a", "b")
        for text in ("hàng tháng", "hàng quý")
    ]
    columns = ["task", "document", "reference", "name", "lead", "text", "kind", "start", "end"]
    table = pd.DataFrame(rows, columns=columns).assign(issued="2026-03-16")
    first, again = (events(calendars(read_deadlines(t))["so-y-te.ics"]) for t in (table, table[::-1]))
    uids = {str(event["uid"]) for event in first}
    assert len(uids) == 4
    assert not any("None" in uid for uid in uids)
    assert uids == {str(event["uid"]) for event in again}
