"""Day numbers and dates: days of the calendar, or working days with Vietnam's public holidays.

Day 0 is the first day of the plan (with working days: the first working day from then on). Both calendars answer the
same three questions, over arrays of dates (`datetime64[D]`) and of day numbers (int64) alike.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Protocol

import holidays
import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Dates = npt.NDArray[np.datetime64]
Bools = npt.NDArray[np.bool_]

# The years whose public holidays the library knows (lunar holidays included); outside them only weekends are free.
_YEARS = (1901, 2100)


class Calendar(Protocol):
    """What a schedule needs to know about days."""

    rule: str

    def first_day(self, dates: Dates) -> Ints:
        """The number of each date, or of the first day worked after it."""
        ...

    def day_after(self, dates: Dates) -> Ints:
        """One more than the number of each date, or of the last day worked before it: a finish by that date."""
        ...

    def dates(self, days: Ints) -> Dates:
        """The date of each day number."""
        ...

    def scaled(self, days: Ints) -> Ints:
        """Days of the calendar as days worked (for durations from a settings table)."""
        ...


class CalendarDays:
    """Every day counts."""

    rule = "calendar days"

    def __init__(self, first: dt.date) -> None:
        self._first = np.datetime64(first, "D")

    def first_day(self, dates: Dates) -> Ints:
        """Days since the first day of the plan."""
        return (dates - self._first).astype(np.int64)

    def day_after(self, dates: Dates) -> Ints:
        """The day after each date."""
        return self.first_day(dates) + 1

    def dates(self, days: Ints) -> Dates:
        """The date of each day number."""
        return self._first + days.astype("timedelta64[D]")

    def scaled(self, days: Ints) -> Ints:
        """The same."""
        return days


class WorkingDays:
    """Monday to Friday without Vietnam's public holidays (library `holidays`, country VN, with days off given in
    exchange and the Saturdays worked for them). Day numbers reach from 1901 to 2100; beyond, ValueError."""

    rule = "working days, public holidays of Vietnam"

    def __init__(self, first: dt.date) -> None:
        self._days = _working_days()
        self._zero = int(np.searchsorted(self._days, np.datetime64(first, "D")))

    def first_day(self, dates: Dates) -> Ints:
        """A day off counts as the next working day."""
        return np.searchsorted(self._days, dates, side="left").astype(np.int64) - self._zero

    def day_after(self, dates: Dates) -> Ints:
        """A finish by a day off is one by the working day before it."""
        return np.searchsorted(self._days, dates, side="right").astype(np.int64) - self._zero

    def dates(self, days: Ints) -> Dates:
        """The date of each working day."""
        at = days + self._zero
        if at.size and (int(at.min()) < 0 or int(at.max()) >= self._days.size):
            raise ValueError(f"the working days end with {self._days[-1]}: the plan reaches beyond them")
        result: Dates = self._days[at]
        return result

    def scaled(self, days: Ints) -> Ints:
        """Five working days for seven, rounded up; none for none."""
        return -(-days * 5 // 7)


def is_working_day(dates: Dates) -> Bools:
    """Which dates are working days (mask of the same shape)."""
    return np.isin(dates, _working_days())


@lru_cache(maxsize=1)
def _working_days() -> Dates:
    first, last = _YEARS
    days = np.arange(np.datetime64(f"{first}-01-01"), np.datetime64(f"{last + 1}-01-01"))
    known = holidays.country_holidays("VN", years=range(first, last + 1))
    free = np.array(sorted(known), dtype="datetime64[D]")
    worked = np.array(sorted(known.weekend_workdays), dtype="datetime64[D]")
    weekday = (days.astype(np.int64) + 3) % 7  # 1970-01-01 was a Thursday
    result: Dates = days[((weekday < 5) & ~np.isin(days, free)) | np.isin(days, worked)]
    return result
