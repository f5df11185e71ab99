"""How long a task takes: from its dates where it has both, else by the kind of its deliverable, else no time at all.

Plans print deadlines and hardly ever durations. The days by kind of deliverable are an assumption of this program
(calendar days, in the order of what such a paper takes from the first draft to the signature), not a rule of law: they
are a setting, and the answer names, task by task, which rule gave the days.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from graph.text import fold
from queries.schedule.calendar import Calendar, Dates, Ints

DEFAULT_DAYS: Mapping[str, int] = {
    # letters and reports
    "công văn": 7,
    "thông báo": 7,
    "báo cáo": 15,
    "tờ trình": 20,
    "văn bản": 15,
    "danh mục": 20,
    # papers of an authority
    "kế hoạch": 30,
    "hướng dẫn": 30,
    "quyết định": 30,
    "chỉ thị": 20,
    "quy chế": 45,
    "quy định": 45,
    "quy trình": 45,
    "bộ tiêu chí": 60,
    "kiến trúc": 90,
    "nghị quyết": 60,
    "chính sách": 90,
    "chương trình": 60,
    "chiến lược": 120,
    "quy hoạch": 180,
    "đề án": 90,
    # investment: a decision on policy, one on the project, the thing itself
    "phê duyệt chủ trương": 60,
    "chủ trương đầu tư": 60,
    "phê duyệt dự án": 60,
    "phê duyệt đề án": 60,
    "dự án": 365,
    "phần mềm": 180,
    "ứng dụng": 180,
    "nền tảng": 180,
    "cơ sở dữ liệu": 180,
    "hệ thống": 180,
    "cổng thông tin": 120,
    "trung tâm": 365,
    "mô hình": 120,
    # events and teaching
    "hội nghị": 14,
    "hội thảo": 14,
    "lễ": 14,
    "lớp": 30,
    "tập huấn": 30,
    "đào tạo": 60,
    "tài liệu": 30,
}

FROM_DATES = "dates"
BACKWARDS = "dates: end before start"
NONE = "none"
BY_DELIVERABLE = "deliverable: "
"""What the rule of a duration by kind of deliverable begins with; the kind follows."""


def by_deliverable(text: str | None, days: Mapping[str, int] = DEFAULT_DAYS) -> tuple[int, str]:
    """Days (calendar) for a deliverable by the first kind its text names, and the rule: 'deliverable: KIND' or 'none'.

    Of kinds that begin at the same word the longer counts ('phê duyệt dự án' before 'phê duyệt')."""
    if not text or not days:
        return 0, NONE
    kinds = "|".join(re.escape(fold(kind)) for kind in sorted(days, key=len, reverse=True))
    found = re.search(rf"(?<!\w)(?:{kinds})(?![\w\u0300-\u036f])", fold(text))
    if found is None:
        return 0, NONE
    kind = next(name for name in days if fold(name) == found.group())
    return days[kind], BY_DELIVERABLE + kind


def durations(
    start: Dates,
    end: Dates,
    deliverable: Sequence[str | None],
    calendar: Calendar,
    days: Mapping[str, int] = DEFAULT_DAYS,
) -> tuple[Ints, list[str]]:
    """Days worked of n tasks and the rule that gave them.

    `start`, `end`: first and last day worked (n, NaT where unknown; 1 January to 31 March is 90 calendar days);
    `deliverable` (n); `days`: calendar days by kind of deliverable, turned into days of the calendar used."""
    given = ~(np.isnat(start) | np.isnat(end))
    result = np.zeros(start.size, dtype=np.int64)
    result[given] = calendar.day_after(end[given]) - calendar.first_day(start[given])
    known = {text: by_deliverable(text, days) for text in {deliverable[k] for k in np.flatnonzero(~given).tolist()}}
    backwards = given & (np.where(given, end, start) < start)
    rules = []
    assumed = np.zeros(start.size, dtype=np.int64)
    for k, from_dates in enumerate(given.tolist()):
        if from_dates:
            rules.append(BACKWARDS if backwards[k] else FROM_DATES)
        else:
            assumed[k], rule = known[deliverable[k]]
            rules.append(rule)
    return np.where(given, np.maximum(result, 0), calendar.scaled(assumed)), rules
