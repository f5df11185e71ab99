"""Points and stretches of the calendar as plans print them: a day, a month, a quarter, a year, a part of one."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from dataclasses import dataclass, replace
from typing import Literal

Day = datetime.date
Kind = Literal["date", "month", "quarter", "year", "range", "recurring", "ongoing", "done", "external"]
Unit = Literal["month", "quarter", "year"]
_PART_OF_YEAR = re.compile(r"(?P<year>20\d\d)-(?:Q(?P<quarter>[1-4])|M(?P<month>0[1-9]|1[0-2]))")
YEARS = range(1990, 2101)  # what a number of four digits may be to be taken for a year


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as printed: months `first` to `last` (1-12) of `year`, and of the first of them the days
    `days` (first, last; 0 = the month's last) where the print is narrower than a month. `year` is None when the
    print has none, `unit` is what a following bare number would mean (`Quý I-II`), `doubt` what is odd about it."""

    kind: Kind
    year: int | None
    first: int = 1
    last: int = 12
    days: tuple[int, int] | None = None
    unit: Unit | None = None
    doubt: str | None = None

    def span(self) -> tuple[Day, Day] | None:
        """First and last day, or None while the year is unknown."""
        if self.year is None:
            return None
        begin, end = self.days or (1, 0)
        length = monthrange(self.year, self.last)[1]  # 29/2 without a year may meet a year of 28 days
        return Day(self.year, self.first, min(begin, length)), Day(self.year, self.last, min(end or length, length))


def year_of(value: int | None) -> int | None:
    """`value` when it can be a year of a plan."""
    return value if value is not None and value in YEARS else None


def day(value: int, month: int, year: int | None, doubt: str | None = None) -> Moment | None:
    """A day; of a month that has no such day (31/6) the month with a doubt; None when there is no such month."""
    if not 1 <= month <= 12 or not 1 <= value <= 31:
        return None
    if value > monthrange(year or 2024, month)[1]:  # 2024 has a 29 February, as a day without a year may
        return replace(whole_month(month, year), doubt=f"{value}/{month} is no day; the month was kept")
    return Moment("date", year, month, month, (value, value), doubt=doubt)


def whole_month(month: int, year: int | None) -> Moment:
    """A calendar month (1-12)."""
    return Moment("month", year, month, month, unit="month")


def whole_quarter(quarter: int, year: int | None) -> Moment:
    """A quarter (1-4): three calendar months."""
    return Moment("quarter", year, 3 * quarter - 2, 3 * quarter, unit="quarter")


def whole_year(year: int) -> Moment:
    """A calendar year."""
    return Moment("year", year, unit="year")


VAGUE = "'đầu', 'giữa', 'cuối' name no day; read as the first, middle or last part of the period"


def part_of_year(words: str, year: int | None) -> Moment:
    """`dau` = the first quarter, `giua` = April to September, `cuoi` = the last quarter."""
    first, last = {"dau": (1, 3), "giua": (4, 9), "cuoi": (10, 12)}[words]
    return Moment("range" if words == "giua" else "quarter", year, first, last, doubt=VAGUE)


def part_of(words: str, whole: Moment) -> Moment:
    """Beginning, middle or end of a year, a quarter (its first, second, third month) or a month (ten days each)."""
    if whole.kind == "year":
        return part_of_year(words, whole.year)
    if whole.kind == "quarter":
        month = whole.first + {"dau": 0, "giua": 1, "cuoi": 2}[words]
        return Moment("month", whole.year, month, month, doubt=VAGUE)
    days = {"dau": (1, 10), "giua": (11, 20), "cuoi": (21, 0)}[words]
    return Moment("month", whole.year, whole.first, whole.last, days, doubt=VAGUE)


def between(first: Moment, last: Moment) -> tuple[Day, Day] | None:
    """From the first day of `first` to the last of `last`; a year printed only once counts for both, and a stretch
    over the new year (`tháng 11 đến tháng 2/2026`) begins the year before. None when it would run backwards."""
    begin, end = first, last
    if first.year is None and last.year is not None:
        begin = replace(first, year=last.year - (first.first > last.last))
    elif last.year is None and first.year is not None:
        end = replace(last, year=first.year + (first.first > last.last))
    spans = begin.span(), end.span()
    if spans[0] is None or spans[1] is None or spans[1][1] < spans[0][0]:
        return None
    return spans[0][0], spans[1][1]


def period_start(period: str | None) -> Day | None:
    """The first day of a period column without an end: '>2030' begins on the first of January 2031."""
    year = year_of(int(period[1:])) if period and period[0] == ">" and period[1:].isdecimal() else None
    return Day(year + 1, 1, 1) if year else None


def period_span(period: str | None) -> tuple[Day, Day] | None:
    """A period column's span: '2030' or '2025-2030' (first January to last December), '2026-Q1' a quarter, '2026-M03'
    a month; None for any other text."""
    part = _PART_OF_YEAR.fullmatch(period or "")
    if part:
        year = int(part["year"])
        moment = whole_quarter(int(part["quarter"]), year) if part["quarter"] else whole_month(int(part["month"]), year)
        return moment.span()
    years = [
        year_of(int(part)) if part.strip().isdecimal() and len(part.strip()) == 4 else None
        for part in (period or "").split("-")
    ]
    if not 1 <= len(years) <= 2 or years[0] is None or years[-1] is None or years[0] > years[-1]:
        return None
    return Day(years[0], 1, 1), Day(years[-1], 12, 31)
