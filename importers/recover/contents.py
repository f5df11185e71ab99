"""What a line of a flattened table looks like: an agency, a time, a value, a unit, a product, a name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from graph.rows import Column, Role
from graph.text import clean

_DATA: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("contents.toml").read_text(encoding="utf-8"))
_NUMBER = re.compile(
    r"[<>≥≤=~+-]*\s*\d[\d.,]*\s*%?(?:\s*(?:-|–|đến|\.\.\.)\s*\d[\d.,]*\s*%?)?(?:\s*\([^)]*\))*|[-–…x]|\d+/\d+", re.I
)
_VALUE_WITH_UNIT = re.compile(r"[<>≥≤=~]*\s*\d[\d.,]*\s*%?(?:\s*-\s*\d[\d.,]*\s*%?)?(?:\s+\S+){0,4}", re.I)
_DATE = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}/\d{4}|(?:19|20)\d{2}(?:\s*[-–]\s*(?:19|20)\d{2})?", re.I
)
_MARK = re.compile(r"^(?:[-–+•*]\s*|\(\d{1,2}\)\s*|\d{1,2}\)\s*|[a-zđ]\)\s*)+")
_DIGIT = re.compile(r"[\d¹²³]")
_ITEM, _LATER_ITEM = re.compile(r"\(\d{1,2}\)"), re.compile(r"\(([2-9]|1\d)\)")
_TICKS = frozenset({"x", "✓", "✔", "√", "v"})
_AFTER_TABLE = -6.0
"""How badly a line that ends a table fits any of its columns."""
_LONG_TIME, _LONG_AGENCY, _LONG_VALUE, _LONG_UNIT = 14, 45, 12, 6
"""Words beyond which a cell is hardly a time, an agency, a value, a unit any more."""


def _starts(wordings: list[str]) -> re.Pattern[str]:
    """One of some wordings at the beginning, the longest first; those of one letter together, so that most lines are
    told by theirs."""
    longest_first = sorted(wordings, key=len, reverse=True)
    letters = sorted({wording[0] for wording in wordings})
    rests = [[re.escape(wording[1:]) for wording in longest_first if wording[0] == letter] for letter in letters]
    groups = [f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in zip(letters, rests, strict=True)]
    return re.compile(rf"(?=[{re.escape(''.join(letters))}])(?:{'|'.join(groups)})(?![^\W_])", re.I)


_AGENCY, _MAYBE_AGENCY = _starts(_DATA["agency_strong"]), _starts(_DATA["agency_weak"])
_TIME, _VALUE, _PRODUCT = _starts(_DATA["time"]), _starts(_DATA["value"]), _starts(_DATA["deliverable"])
_CENTRAL = _starts(_DATA["central"])
_VERB = re.compile(rf"(?<!\w)(?:{'|'.join(_DATA['verbs'])})(?!\w)", re.I)
_AFTER = re.compile(rf"(?:{'|'.join(map(re.escape, _DATA['after_table']))})", re.I)


class Traits(NamedTuple):
    """How much a line looks like each kind of cell, from 0 (not at all) to 1, its number of words, and what else tells
    where it belongs: an agency of the central level, the text after a table (`after`), a mark ('x'), a dash alone, the
    digits of a number, a percent sign or a small letter that begins it. Lines of the same traits fit alike."""

    agency: float
    time: float
    value: float
    product: float
    number: bool
    words: int
    central: bool
    after: bool
    tick: bool
    dash: bool
    digits: bool
    percent: bool
    small: bool


@lru_cache(maxsize=2048)
def traits(line: str) -> Traits:
    """The traits of a line, by its words alone."""
    text = clean(line)
    plain = _MARK.sub("", text) or text
    words = len(plain.split())
    number = _NUMBER.fullmatch(plain) is not None
    return Traits(
        _agency(plain, words), _time(plain, words), _value(plain, words, number), _product(plain), number, words,
        central=_CENTRAL.match(text) is not None,
        after=after_table(line),
        tick=text.casefold() in _TICKS,
        dash=text == "-",
        digits=number and _DIGIT.search(text) is not None,
        percent=text.startswith("%"),
        small=text[:1].islower(),
    )  # fmt: skip


def _agency(text: str, words: int) -> float:
    if words > _LONG_AGENCY:
        return 0.0
    strong = _AGENCY.match(text)
    weak = _MAYBE_AGENCY.match(text) and not _PRODUCT.match(text)
    score = 1.0 if strong else 0.5 if weak else 0.0
    if score and _VERB.search(text) and ";" not in text:
        score = 0.6 if strong else 0.0
    return score


def _time(text: str, words: int) -> float:
    if words > _LONG_TIME:
        return 0.0
    if _DATE.match(text):
        return 1.0 if _DATE.fullmatch(text) or re.search(r"/\d{4}|và|-", text) else 0.5
    if not _TIME.match(text):
        return 0.0
    return 1.0 if words <= 8 else 0.6


def _value(text: str, words: int, number: bool) -> float:
    if number:
        return 1.0
    if words > _LONG_VALUE:
        return 0.0
    if _VALUE_WITH_UNIT.fullmatch(text):
        return 0.8
    return 0.7 if _VALUE.match(text) else 0.0


def _product(text: str) -> float:
    return 1.0 if _PRODUCT.match(text) else 0.0


@lru_cache(maxsize=2048)
def after_table(line: str) -> bool:
    """Whether a line begins the text after a table ('Ghi chú', 'Nơi nhận', 'TM. ỦY BAN')."""
    text = clean(line.replace("**", ""))
    return _AFTER.match(text) is not None or text in _DATA["signature"]


def continues(before: str, line: str) -> bool:
    """Whether a line (cleaned, as the one before it) reads like the going on of the cell the line before it began: the
    next item of a list ('(2)' after '(1)', '-' after '-'), small letters, or what stands after a comma or semicolon."""
    if not line or not before:
        return False
    first = line[0]
    if first in "-+•" and before[0] == first:
        return True
    if first == "(" and _LATER_ITEM.match(line) and _ITEM.match(before):
        return True
    return before[-1] in ",;" or (first.islower() and not traits(line).time)


def fit(role: Role, seen: Traits) -> float:
    """How well a line of these traits fits a column of this role: above 0 speaks for it, below 0 against it (about -4
    to 4)."""
    return _AFTER_TABLE if seen.after else _FIT.get(role, _fit_other)(seen)


def _fit_agency(seen: Traits) -> float:
    if seen.agency:
        return 4 * seen.agency
    return -4.0 if seen.time or seen.number else -2.0 if seen.product or seen.words > 25 else -0.5


def _fit_time(seen: Traits) -> float:
    if seen.time:
        return 4 * seen.time
    if seen.number and seen.digits:
        return -3.0  # a figure that is no date
    return -4.0 if seen.agency == 1 or seen.words > _LONG_TIME else -1.0


def _fit_period(seen: Traits) -> float:
    """A column of a year or quarter may hold a mark alone."""
    return 4.0 if seen.tick else _fit_time(seen)


def _fit_amount(seen: Traits) -> float:
    return -2.0 if seen.tick else _fit_value(seen)


def _fit_value(seen: Traits) -> float:
    if seen.value:
        return 3 * seen.value
    return -4.0 if seen.agency == 1 or seen.words > _LONG_VALUE else -0.5


def _fit_unit(seen: Traits) -> float:
    if seen.percent:
        return 4.0
    if (seen.number and not seen.dash) or seen.agency == 1 or seen.words > _LONG_UNIT + 2:
        return -4.0
    return 1.5 if seen.words <= _LONG_UNIT and not seen.small else -0.5


def _fit_product(seen: Traits) -> float:
    if seen.product:
        return 2.5
    if seen.agency == 1 or (seen.time and not seen.number):
        return -2.0
    return -1.0 if seen.number else 0.5


def _fit_name(seen: Traits) -> float:
    if seen.number or (seen.time == 1 and seen.words <= 6):
        return -4.0
    if seen.agency == 1 and seen.words <= 12:
        return -4.0
    return 2.0 if seen.words >= 4 else seen.words - 3.0


def _fit_other(seen: Traits) -> float:
    return -0.5 if seen.agency == 1 or seen.time == 1 else 0.0


_FIT: dict[Role, Callable[[Traits], float]] = {
    **dict.fromkeys((Role.LEAD, Role.COORDINATOR, Role.COUNTERPART), _fit_agency),
    **dict.fromkeys((Role.DEADLINE, Role.START, Role.END), _fit_time),
    **dict.fromkeys((Role.TARGET, Role.RESULT, Role.BASELINE), _fit_value),
    Role.PERIOD: _fit_period,
    Role.BUDGET: _fit_amount,
    Role.UNIT: _fit_unit,
    Role.DELIVERABLE: _fit_product,
    Role.NAME: _fit_name,
}

_OFFICES = re.compile(r"(?:cơ quan|cấp|đơn vị|thẩm quyền|hội đồng)\b", re.I)


def seen_as(column: Column) -> Column:
    """The column by what its cells look like: one of those the model has no place for may hold agencies too ('Cấp
    trình', 'Cơ quan thẩm định')."""
    offices = column.role is Role.OTHER and _OFFICES.match(clean(column.heading))
    return replace(column, role=Role.COORDINATOR) if offices else column


SAME_KIND: dict[Role, str] = {
    **dict.fromkeys((Role.LEAD, Role.COORDINATOR, Role.COUNTERPART), "agency"),
    **dict.fromkeys((Role.DEADLINE, Role.PERIOD, Role.START, Role.END), "time"),
    **dict.fromkeys((Role.TARGET, Role.RESULT, Role.BASELINE), "value"),
}
"""Roles whose cells look alike: by their words alone, a cell of one cannot be told from a cell of another."""
