"""How often a duty recurs and on which day, from its words; as a rule of RFC 5545."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from graph.text import clean

_LAST_DAY = -1
_WEEKDAYS = {"hai": "MO", "ba": "TU", "tư": "WE", "năm": "TH", "sáu": "FR", "bảy": "SA"}


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often, and on which day: `frequency` DAILY, WEEKLY, MONTHLY or YEARLY, every `interval`; `month` (yearly),
    `day` of the month (-1 is the last), `weekday` ('MO', weekly)."""

    frequency: str
    interval: int = 1
    month: int | None = None
    day: int | None = None
    weekday: str | None = None

    def rule(self, until: dt.date | None) -> dict[str, str | int | dt.date]:
        """The parts of an RRULE; `until` is the last day."""
        parts: dict[str, str | int | dt.date] = {"FREQ": self.frequency}
        if self.interval > 1:
            parts["INTERVAL"] = self.interval
        if self.month is not None:
            parts["BYMONTH"] = self.month
        if self.day is not None:
            parts["BYMONTHDAY"] = self.day
        if self.weekday is not None:
            parts["BYDAY"] = self.weekday
        if until is not None:
            parts["UNTIL"] = until
        return parts

    def first(self, after: dt.date) -> dt.date:
        """The first day from `after` on that the rule names (`after` itself for daily duties and weekly ones without a
        day).

        Every third or sixth month means the months that end a quarter or half a year."""
        if self.weekday is not None:
            wanted = list(_WEEKDAYS.values()).index(self.weekday)
            return after + dt.timedelta(days=(wanted - after.weekday()) % 7)
        if self.day is None:
            return after
        year, month = after.year, self.month or after.month
        while month % self.interval or (day := _day_of(year, month, self.day)) is None or day < after:
            year, month = (year + 1, month) if self.month else (year + month // 12, month % 12 + 1)
        return day


def _day_of(year: int, month: int, day: int) -> dt.date | None:
    if day == _LAST_DAY:
        return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    try:
        return dt.date(year, month, day)
    except ValueError:  # no 30 February: such a month is passed over, as RFC 5545 has it
        return None


# Wordings of recurrence in small letters: what repeats -> (frequency, interval). A rule without a day falls on the last
# day of its period; half a year and a quarter end with months 6 and 12, or 3, 6, 9 and 12.
_EVERY = r"(?:hằng|hàng|mỗi|định kỳ)\s+(?:hằng\s+|hàng\s+|mỗi\s+)?"
_WORDINGS: tuple[tuple[str, Recurrence], ...] = (
    (rf"{_EVERY}ngày", Recurrence("DAILY")),
    (rf"{_EVERY}tuần|^tuần$", Recurrence("WEEKLY")),
    (rf"{_EVERY}tháng|^tháng$", Recurrence("MONTHLY", day=_LAST_DAY)),
    (rf"{_EVERY}quý|^quý$", Recurrence("MONTHLY", 3, day=_LAST_DAY)),
    (rf"(?:{_EVERY})?(?:0?6|sáu) tháng(?!\s*(?:/|năm|\d))", Recurrence("MONTHLY", 6, day=_LAST_DAY)),
    (rf"{_EVERY}năm|^năm$", Recurrence("YEARLY", month=12, day=31)),
)
_DAY_OF_YEAR = re.compile(r"(?<!\d)(\d{1,2})\s*(?:[/-]|tháng)\s*(\d{1,2})(?!\s*[/\d-])")
_DAY_OF_QUARTER = re.compile(
    r"ngày\s+(\d{1,2})\s*(?:của\s+)?(?:tháng cuối\s*(?:của\s+)?|(?:hằng|hàng|mỗi)\s+)quý"
)
_DAY_OF_MONTH = re.compile(r"ngày\s+(\d{1,2})(?!\s*[/\d-])")
_DAY_OF_WEEK = re.compile(r"thứ\s+(hai|ba|tư|năm|sáu|bảy)")


def read_recurrence(text: str) -> Recurrence | None:
    """How often a duty recurs by its words: 'trước ngày 15 hằng tháng', 'trước 05/6 hằng năm', 'hàng quý (trước ngày 15
    tháng cuối quý)', 'hàng tuần (trước thứ năm)', 'Hàng năm'; None when they name no period ('Thường xuyên') or a day
    that no month has."""
    words = clean(text).casefold()
    if found := _DAY_OF_QUARTER.search(words):
        return Recurrence("MONTHLY", 3, day=int(found[1])) if 1 <= int(found[1]) <= 31 else None
    named = next((rule for wording, rule in _WORDINGS if re.search(wording, words)), None)
    if named is None:
        return None
    if found := _DAY_OF_YEAR.search(words):  # of half a year, too: by 15/6 is said of one day a year
        day, month = int(found[1]), int(found[2])
        possible = 1 <= month <= 12 and _day_of(2024, month, day) is not None  # a leap year knows every day
        return Recurrence("YEARLY", month=month, day=day) if possible else None
    if named.frequency == "WEEKLY" and (found := _DAY_OF_WEEK.search(words)):
        return Recurrence("WEEKLY", weekday=_WEEKDAYS[found[1]])
    if named.frequency == "MONTHLY" and named.interval == 1 and (found := _DAY_OF_MONTH.search(words)):
        return Recurrence("MONTHLY", day=int(found[1])) if 1 <= int(found[1]) <= 31 else None
    return named
