"""Where a printed line may hold more than one cell: the words before which a cell can begin inside a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.rows import Role
from graph.text import fold
from importers.recover.contents import traits
from importers.recover.wrapped_cues import (
    COMPARATORS,
    OPEN_WORDS,
    ends_agency_head,
    is_amount,
    is_time,
    is_unit,
    legal_basis,
    small,
    starts_action,
    starts_agency,
    time_word,
)

TIMES = frozenset({Role.DEADLINE, Role.PERIOD, Role.START, Role.END})
VALUES = frozenset({Role.TARGET, Role.RESULT, Role.BASELINE, Role.PERIOD, Role.BUDGET})
AGENCIES = frozenset({Role.LEAD, Role.COORDINATOR, Role.COUNTERPART})
_NUMBER = re.compile(r"[≥≤><~]?\d[\d.,]*(?:[-–]\d[\d.,]*)?[%‰]?")
_DATE = re.compile(r"(?:\d{1,2}/){1,2}20\d\d|20\d\d")
_BOUNDS = ("trở lên", "trở xuống")
_NOTHING = ("-", "–", "x")
_LONGEST_TIME, _LONGEST_UNIT = 10, 3


def cuts(text: str, words: Sequence[str], roles: frozenset[Role], known: frozenset[str] = frozenset()) -> set[int]:
    """Indices of the words of a line before which a cell may begin, by what these words and those before say, or
    because one side is a wording (folded, in `known`) that other rows have as a cell."""
    found: set[int] = set()
    if roles & TIMES:
        found |= _time_cuts(words)
    if Role.START in roles:
        found |= {at for at in range(1, len(words)) if all(_DATE.fullmatch(word) for word in words[at - 1 : at + 1])}
    if roles & VALUES:
        found |= _value_cuts(words)
    if Role.BUDGET in roles and is_amount(words[0]):
        found.add(1)
    if Role.UNIT in roles:
        found |= _unit_cuts(words, found)
    for at in range(1, len(words)):
        if words[at][:1].isupper() and _closed(words[at - 1]):
            head, tail = " ".join(words[:at]), " ".join(words[at:])
            if starts_action(tail[:60]) and ends_agency_head(head):
                continue
            if _opens(tail, roles) or fold(head) in known or fold(tail) in known:
                found.add(at)
    found |= set(_wide_blanks(text, words))
    office = {at for at in found if " ".join(words[max(0, at - 2) : at]).casefold().endswith("văn phòng")}
    return {at for at in found - office if 0 < at < len(words)}


def _opens(text: str, roles: frozenset[Role]) -> bool:
    """Whether a cell of one of these columns may begin with this text."""
    text = text[:60]
    return (
        (bool(roles & AGENCIES) and starts_agency(text))
        or (Role.NOTE in roles and legal_basis(text) == 1.0)
        or (Role.DELIVERABLE in roles and traits(text).product > 0)
        or starts_action(text)
    )


def _closed(word: str) -> bool:
    return word[-1] not in ",;:/(-–" and word.casefold() not in OPEN_WORDS


def _time_cuts(words: Sequence[str]) -> set[int]:
    """Before and after each time wording that something else follows or that ends the line."""
    found: set[int] = set()
    start = 0
    while start < len(words):
        end = _time_end(words, start)
        if end:
            found |= {start, end}
        start = end or start + 1
    return found


def _time_end(words: Sequence[str], start: int) -> int:
    """Index after the time wording that begins at `start` (the line may end inside it), 0 where none begins there."""
    head, before = words[start], words[start - 1] if start else ""
    if small(" ".join(words[start : start + 2])) == "kế hoạch":
        return 0  # a plan is a product; 'theo kế hoạch' is a time
    figure = head[:1].isdigit()
    if not (figure or (head[:1].isupper() and time_word(head))):
        return 0
    if before and (not _closed(before) or before.isdigit() or (figure and time_word(before))):
        return 0
    for end in range(min(len(words), start + _LONGEST_TIME), start, -1):
        if words[end - 1] in _NOTHING or not is_time(" ".join(words[start:end])):
            continue
        if end == len(words) or _begins_anew(words[end : end + 2]):
            return end
    cut_off = not figure and all(time_word(word) or word.isdigit() for word in words[start:])
    return len(words) if cut_off else 0


def _begins_anew(words: Sequence[str]) -> bool:
    head = words[0]
    if head in _NOTHING or head in "+•":
        return len(words) > 1 and words[1][:1].isalpha()
    if _NUMBER.fullmatch(head):  # '100% hồ sơ', '20 lớp': a product may begin with a figure
        return len(words) > 1 and words[1][:1].isalpha() and not time_word(words[1])
    return head[:1] in '“"' or (head[:1].isalpha() and not head[:1].islower())


def _value_cuts(words: Sequence[str]) -> set[int]:
    """Before and after values that stand in a row of values, at an end of the line, or before a capital."""
    found: set[int] = set()
    at = 0
    while at < len(words):
        end = _value_end(words, at)
        if end:
            found |= {at, end}
        at = end or at + 1
    return found


def _value_end(words: Sequence[str], start: int) -> int:
    """Index after the value that begins at `start` ('60%', '≥ 70', 'Top 10', '-'), 0 where none does.
    A range ('100 - 120') is three: whether they make one cell or three, the number of columns decides."""
    at = start
    if words[at] in _NOTHING:
        beside = at == 0 or _value_before(words, at) or at + 1 == len(words) or words[at + 1][:1].isupper()
        beside = beside or _value_end(words, at + 1) > 0
        return at + 1 if beside and (at + 1 == len(words) or _follows_value(words, at + 1)) else 0
    opens = start > 0 and _value_before(words, start)  # a small letter begins a value after another ('58 trên 60')
    while size := _comparator(words, at):
        if at == start and words[at][:1].islower() and not opens:
            break
        at += size
    if at == len(words) or not _NUMBER.fullmatch(words[at]):
        return 0
    for end in (at + 1, _measured(words, at + 1)):
        if end == len(words) or (end and _follows_value(words, end)):
            return end
    return 0


def _comparator(words: Sequence[str], at: int) -> int:
    """How many words from `at` on are one that stands before a value ('trên', 'tối thiểu'); 0 where none is."""
    if " ".join(words[at : at + 2]).casefold() in COMPARATORS:
        return min(2, len(words) - at)
    return int(at < len(words) and words[at].casefold() in COMPARATORS)


def _measured(words: Sequence[str], at: int) -> int:
    """Index after the unit or the bound that belongs to a value before `at` ('12 buổi', '95% trở lên'), 0 without."""
    for size in range(_LONGEST_UNIT, 0, -1):
        text = " ".join(words[at : at + size])
        if at + size <= len(words) and (small(text) in _BOUNDS or is_unit(text)):
            return at + size
    return 0


def _value_before(words: Sequence[str], at: int) -> bool:
    return bool(_NUMBER.fullmatch(words[at - 1])) or words[at - 1] in _NOTHING or is_unit(words[at - 1])


def _follows_value(words: Sequence[str], at: int) -> bool:
    word = words[at]
    return (
        word[:1].isupper()
        or word in _NOTHING
        or _NUMBER.fullmatch(word) is not None
        or word in ("≥", "≤", ">", "<", "~")
        or (is_unit(word) and not word[:1].isalpha())
    )


def _unit_cuts(words: Sequence[str], values: set[int]) -> set[int]:
    """Before a unit that ends the line or stands right before values."""
    found: set[int] = set()
    for end in {len(words), *values}:
        for size in range(1, _LONGEST_UNIT + 1):
            if end - size > 0 and is_unit(" ".join(words[end - size : end])):
                found.add(end - size)
    return found


def wide_blank(text: str, words: Sequence[str], start: int) -> bool:
    """Whether more than one blank stands before a word of the line."""
    return start in _wide_blanks(text, words)


def _wide_blanks(text: str, words: Sequence[str]) -> list[int]:
    if "  " not in text.strip():
        return []
    found: list[int] = []
    at = 0
    for index, word in enumerate(words):
        start = text.index(word, at)
        if index and start - at > 1 and word[:1].isupper() and _closed(words[index - 1]):
            found.append(index)
        at = start + len(word)
    return found
