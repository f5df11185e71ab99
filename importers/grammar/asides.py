"""Numbers in a time cell that are no deadline: document numbers, the year a task was carried over from, outlooks,
labels of stages, lengths, the day of each month. Knowing them keeps their years from being taken for due dates."""

from __future__ import annotations

from collections.abc import Callable

from graph.text import fold
from importers.grammar.dates import whole_year, year_of
from importers.grammar.moments import read_moment
from importers.grammar.phrase import Found, Phrase
from importers.grammar.stretches import read_stretch
from importers.grammar.tokens import Tokens, folded, key, matches, number

LENGTHS = ("nam", "quy", "thang", "tuan", "ngay", "gio", "lan")
_FROM = (fold("từ"), fold("của"))


def read_citation(tokens: Tokens, index: int) -> Found:
    """A document's number and its date (`số 45/QĐ-UBND ngày 12/3/2025`): no date of the task."""
    if not any(ch.isdigit() for ch in tokens[index].text):
        return None
    at = index + 1
    while key(tokens, at) in ("/", "-") and at + 1 < len(tokens) and tokens[at + 1].start == tokens[at].stop:
        at += 2
    letters = [tokens[i].key for i in range(index, min(at, len(tokens))) if tokens[i].key.isalpha()]
    if not any(
        len(word) > 1 and word not in ("ii", "iii", "iv", "nam", "quy", "thang", "tuan", "lan", "ngay")
        for word in letters
    ):
        return None
    after = at + 1 if key(tokens, at) == "," else at
    if key(tokens, after) == "ngay" and (hit := read_moment(tokens, after)):
        at = hit[1]
    return Phrase("aside", index, at)


def _carried(tokens: Tokens, index: int) -> Found:
    """`nhiệm vụ 2025 chuyển tiếp`, `chuyển tiếp từ năm 2025`: carried over from a year that is not its deadline."""
    at = index
    if matches(tokens, index, ("nhiem", "vu")):
        at += 2
        at += key(tokens, at) == "nam"
        if year_of(number(tokens, at)) and _is_carried(tokens, at + 1):
            return Phrase("carried", index, at + 3, whole_year(tokens[at].number or 0))
        return None
    if _is_carried(tokens, index) and folded(tokens, index + 2) in _FROM:
        at = index + 3
        at += key(tokens, at) == "nam"
        if year := year_of(number(tokens, at)):
            return Phrase("carried", index, at + 1, whole_year(year))
    return None


def _is_carried(tokens: Tokens, index: int) -> bool:
    return matches(tokens, index, ("chuyen", "tiep"))


def _vision(tokens: Tokens, index: int) -> Found:
    """`tầm nhìn đến năm 2045`, `định hướng đến năm 2030`: an outlook beyond the deadline."""
    if not matches(tokens, index, ("tam", "nhin")) and not matches(tokens, index, ("dinh", "huong")):
        return None
    at = index + 2
    at += key(tokens, at) in ("den", "toi")
    hit = read_moment(tokens, at)
    return Phrase("aside", index, hit[1]) if hit else None


def _stage(tokens: Tokens, index: int) -> Found:
    """`Giai đoạn 1`, `bước 2`, `đợt 1`, `tuần 1` of a month: a label, not a number of the date."""
    if key(tokens, index) == "tuan":
        at = index + 1 + (key(tokens, index + 1) == "thu")
        return Phrase("aside", index, at + 1) if (number(tokens, at) or 9) <= 5 else None
    label = 2 if matches(tokens, index, ("giai", "doan")) else int(key(tokens, index) in ("buoc", "dot", "lan"))
    value = number(tokens, index + label)
    if not label or value is None or value > 9 or key(tokens, index + label + 1) in ("/", "nam", "thang"):
        return None
    return Phrase("aside", index, index + label + 1)


def _length(tokens: Tokens, index: int) -> Found:
    """`5 năm`, `30 ngày`: how long, not when; with the day it counts from (nobody added them up for us)."""
    if number(tokens, index) is None or key(tokens, index + 1) not in LENGTHS:
        return None
    if key(tokens, index + 1) == "gio" and key(tokens, index + 3) == "phut":
        return Phrase("aside", index, index + 4)
    since = read_stretch(tokens, index + 2)
    return Phrase("aside", index, since.end if since and since.lead == "since" else index + 2)


def _day_of_each(tokens: Tokens, index: int) -> Found:
    """`ngày 25`, `thứ 5`, `10h00` beside a recurring wording: the day of each month or week."""
    bare = key(tokens, index) == "truoc" and key(tokens, index + 2) in ("hang", "moi")  # `trước 25 hằng tháng`
    if (bare or key(tokens, index) in ("ngay", "thu")) and number(tokens, index + 1) is not None:
        return Phrase("aside", index, index + 2)
    if number(tokens, index) is not None and key(tokens, index + 1) in ("h", "gio"):
        return Phrase("aside", index, index + 2 + (number(tokens, index + 2) is not None))
    return None


BEFORE: tuple[Callable[[Tokens, int], Found], ...] = (read_citation, _carried, _vision, _stage)
AFTER: tuple[Callable[[Tokens, int], Found], ...] = (_length, _day_of_each)
