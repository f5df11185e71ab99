"""Reading one point in time at a place in the text: `15/6/2025`, `tháng 6 năm 2026`, `quý II/2026`, `cuối năm 2026`.

Every rule takes the tokens and an index and gives (moment, index after it) or None. They are tried in the order of
`_RULES`; the first that fits wins. Roman numerals count as quarters only where a quarter can stand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from graph.text import fold
from importers.grammar.dates import (
    Moment,
    Unit,
    day,
    part_of,
    part_of_year,
    whole_month,
    whole_quarter,
    whole_year,
    year_of,
)
from importers.grammar.tokens import Tokens, folded, key, number

Hit = tuple[Moment, int] | None
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4}
_MONTH = fold("tháng")
_JOINS = ("/", "-", ".")
_MISLABELLED = "a whole date after 'tháng'; read as that day"


def read_moment(tokens: Tokens, index: int, unit: Unit | None = None) -> Hit:
    """The moment that begins at `index`. `unit` is the unit of the moment before it, which a bare number shares
    (`Quý I-II/2026`, `tháng 6, 9/2026`)."""
    if unit in ("month", "quarter") and (hit := _unit_value(tokens, index, unit)):
        return hit
    return next((hit for rule in _RULES if (hit := rule(tokens, index))), None)


def read_year(tokens: Tokens, index: int) -> tuple[int | None, int]:
    """The year that belongs to what ends before `index` (`/2026`, `năm 2026`, `, năm 2026`, ` 2026`), if any."""
    at = index
    if key(tokens, at) in _JOINS:
        at += 1
    elif key(tokens, at) == "," and key(tokens, at + 1) == "nam":
        at += 2
    if key(tokens, at) == "nam":
        at += 1
    year = year_of(number(tokens, at))
    if year is None or (at == index and key(tokens, at + 1) == "-" and year_of(number(tokens, at + 2))):
        return None, index  # `tháng 6 2026-2030` gives no year to the month
    return year, at + 1


def _unit_value(tokens: Tokens, index: int, unit: Unit) -> Hit:
    """A month or quarter number without its label, with or without a year."""
    value = number(tokens, index)
    if unit == "quarter" and value is None:
        value = _roman(tokens, index)
    if value is None or not 1 <= value <= (12 if unit == "month" else 4):
        return None
    year, after = read_year(tokens, index + 1)
    if year is None and key(tokens, index + 1) == "/" and number(tokens, index + 2) is not None:
        return None  # a day: `tháng 15/6`, `tháng 6 - 10/12/2026`
    return (whole_month if unit == "month" else whole_quarter)(value, year), after


def _roman(tokens: Tokens, index: int) -> int | None:
    return _ROMAN.get(key(tokens, index).replace("l", "i"))  # `Quý Il`: a small L is a common misreading of I


def _iso(tokens: Tokens, index: int) -> Hit:
    """`2026-06-30`, `2026/06/30` and `2026-06`, as spreadsheets and exports print a date (a time of day after it is
    passed over)."""
    year, month, value = (number(tokens, index + offset) for offset in (0, 2, 4))
    sign = key(tokens, index + 1)
    if year_of(year) is None or month is None or sign not in ("-", "/") or len(tokens[index + 2].text) != 2:
        return None
    if key(tokens, index + 3) != sign or value is None:
        whole = sign == "-" and 1 <= month <= 12 and _close(tokens, index)
        return (whole_month(month, year), index + 3) if whole else None
    moment, after = day(value, month, year), index + 5
    while key(tokens, after) in ("t", ":", "00", "0"):
        after += 1
    return (moment, after) if moment else None


def _months_of_year(tokens: Tokens, index: int) -> Hit:
    """`6 tháng đầu năm 2026`, `9 tháng năm 2026`, `6 tháng cuối năm 2026`, `nửa đầu năm 2026`."""
    count = 6 if key(tokens, index) == "nua" else number(tokens, index)
    at = index + 1
    if key(tokens, index) != "nua":
        if key(tokens, at) != "thang":
            return None
        at += 1
    part = key(tokens, at)
    if part == "nam" and count in (3, 6, 9) and year_of(number(tokens, at + 1)):
        part, at = "dau", at - 1  # a report's period: the first months of the year
    if count is None or not 1 <= count <= 11 or part not in ("dau", "cuoi") or key(tokens, at + 1) != "nam":
        return None
    year, after = read_year(tokens, at + 1)
    after = max(after, at + 2)
    months = (1, count) if part == "dau" else (13 - count, 12)
    return Moment("range", year, *months), after


def _part(tokens: Tokens, index: int) -> Hit:
    """`đầu năm 2027`, `giữa quý II/2026`, `cuối tháng 6/2026`."""
    word = key(tokens, index)
    if word not in ("dau", "giua", "cuoi") or key(tokens, index + 1) not in ("nam", "quy", "qui", "thang"):
        return None
    hit = read_moment(tokens, index + 1)
    if hit is not None and hit[0].kind in ("year", "quarter", "month"):
        return part_of(word, hit[0]), hit[1]
    if hit is None and key(tokens, index + 1) == "nam":
        return part_of_year(word, None), index + 2
    return None


def _month(tokens: Tokens, index: int) -> Hit:
    """`Tháng 6/2026`, `T6/2026`, `tháng 6 năm 2026`, `tháng 6`; `Tháng 15/6/2025` is a day under a wrong label."""
    if key(tokens, index) not in ("thang", "t"):
        return None
    at = index + 2 if key(tokens, index + 1) == "." else index + 1
    if hit := _unit_value(tokens, at, "month"):
        return hit
    written = _numbers(tokens, at)
    if written is None or written[0].kind not in ("date", "month"):
        return None
    return replace(written[0], doubt=written[0].doubt or _MISLABELLED), written[1]


def _quarter(tokens: Tokens, index: int) -> Hit:
    """`Quý II/2026`, `Quý 3 năm 2026`, `QII/2026`, `quý I`; without the label only `II/2026`."""
    word = key(tokens, index)
    if word in ("quy", "qui", "q"):
        at = index + 2 if key(tokens, index + 1) == "." else index + 1
        return _unit_value(tokens, at, "quarter")
    if word.startswith("q") and (joined := _ROMAN.get(word[1:])):
        year, after = read_year(tokens, index + 1)
        return whole_quarter(joined, year), after
    value = _roman(tokens, index)
    if value is not None and key(tokens, index + 1) == "/" and (year_of(number(tokens, index + 2))):
        return whole_quarter(value, number(tokens, index + 2)), index + 3
    return None


def _day(tokens: Tokens, index: int) -> Hit:
    """`30/6/2026`, `ngày 30/6`, `ngày 30 tháng 6 năm 2026`, `15 tháng 12`; also `6/2026` and `02-2026`, a month."""
    at = index + 1 if key(tokens, index) == "ngay" else index
    value = number(tokens, at)
    month = number(tokens, at + 2)
    if value is not None and folded(tokens, at + 1) == _MONTH and month is not None and year_of(month) is None:
        year, after = read_year(tokens, at + 3)
        moment = day(value, month, year)
        return (moment, after) if moment else None
    return _numbers(tokens, at)


def _numbers(tokens: Tokens, index: int) -> Hit:
    """Numbers joined by the same sign: day/month/year, month/year, day/month (the last only with a slash)."""
    sign = key(tokens, index + 1)
    first, second, third = (number(tokens, index + offset) for offset in (0, 2, 4))
    if first is None or second is None or sign not in _JOINS or not _close(tokens, index):
        return None
    if year_of(second) is not None and 1 <= first <= 12:
        return whole_month(first, second), index + 3
    if key(tokens, index + 3) == sign and third is not None and _close(tokens, index + 2):
        year = 2000 + third if third < 100 else year_of(third)
        moment = day(first, second, year) if year else None
        return (moment, index + 5) if moment else None
    year, after = read_year(tokens, index + 3) if key(tokens, index + 3) in ("nam", ",") else (None, index + 3)
    moment = day(first, second, year) if sign == "/" else None
    return (moment, after) if moment else None


def _close(tokens: Tokens, index: int) -> bool:
    """A slash may stand between blanks, a hyphen or full stop inside a date may not (`2025 - 2030` is a stretch)."""
    sign, after = tokens[index + 1], tokens[index + 2]
    return sign.key == "/" or (tokens[index].stop == sign.start and sign.stop == after.start)


def _year(tokens: Tokens, index: int) -> Hit:
    """`Năm 2026`, `2026`, `năm học 2026`."""
    at = index
    if key(tokens, at) == "nam":
        at += 2 if key(tokens, at + 1) == "hoc" else 1
    year = year_of(number(tokens, at))
    if year is None or key(tokens, index - 1) == "/":  # behind a slash: the rest of something unread (`quý V/2026`)
        return None
    return whole_year(year), at + 1


_RULES: tuple[Callable[[Tokens, int], Hit], ...] = (_iso, _months_of_year, _part, _quarter, _month, _day, _year)
