"""What follows an agency's wording and says whose it is: `tỉnh`, `Sơn La`, `khu vực VI`, `thị xã Bỉm Sơn`, `cấp xã`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.identity import registry
from graph.identity.lexicon import LEVELS, phrase_at
from graph.identity.registry import Province
from graph.identity.words import Token, full_form, key_words
from graph.text import fold

_COMMITTEE = tuple(fold("ủy ban nhân dân").split())
_PLURAL = ((fold("các"),), (fold("cấp"),))
_REGION = frozenset({tuple(fold("khu vực").split())})
_DEPARTMENT = (fold("sở"),)
_PROVINCE_WORDS = ([fold("tỉnh")], [fold("phố")])
_ROMAN = re.compile(r"[ivxl]+")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}


@dataclass(frozen=True, slots=True)
class Tail:
    """`form`: none, province, region (with `number`), local (`level` word and `place` name), level (a level without a
    name, or `các`/`cấp` before it). `end` is the index after it."""

    form: str
    end: int
    province: Province | None = None
    number: int | None = None
    printed: str = ""
    level: str = ""
    place: tuple[Token, ...] = ()


def number_of(text: str) -> int | None:
    """The value of an Arabic or Roman number ('3', 'VII'), None for any other word."""
    if text.isdigit():
        return int(text)
    folded = text.casefold()
    if not _ROMAN.fullmatch(folded):
        return None
    values = [_VALUES[ch] for ch in folded]
    return sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))


def province_at(items: tuple[Token, ...], start: int) -> tuple[Province, int] | None:
    """The province whose name begins at token `start`, and the index after it."""
    found = None
    for stop, ends in registry.walk(registry.province_tree(), items, start):
        found = registry.provinces()[ends[0][0]], stop
    return found


def name_end(items: tuple[Token, ...], start: int, *, after_mark: bool = False) -> int:
    """Index after the capitalised words from `start` that can be a place's name; `start` when there is none.
    `after_mark` lets a comma or colon stand before the first."""
    index = start
    while index < len(items) and items[index].capital:
        if items[index].sep not in (("", "-") if index > start else ("", ",", ":") if after_mark else ("",)):
            break
        if index > start and items[index].words == _DEPARTMENT:
            break
        index += 1
    return index


def counted_at(items: tuple[Token, ...], start: int) -> bool:
    """Whether places of a level are counted here and not named ("130 xã, phường")."""
    return items[start].text.isdigit() and phrase_at(items, start + 1, LEVELS) > start + 1


def _next_line(items: tuple[Token, ...], start: int) -> bool:
    """Whether a capital "Các" begins a new name, whose line break is lost."""
    follows = start > 0 and not items[start].sep and items[start].text == "Các"
    return follows and items[start - 1].words != _COMMITTEE


def read(items: tuple[Token, ...], start: int, jurisdiction: str) -> Tail:
    """The tail at token `start` of a cell of a plan of `jurisdiction`."""
    if start >= len(items) or items[start].sep not in ("", "-") or _next_line(items, start):
        return Tail("none", start)
    if items[start].words in _PLURAL or counted_at(items, start):
        return Tail("level", start)
    if region := _region(items, start):
        return region
    if items[start].capital and (found := province_at(items, start) or _own_name(items, start, jurisdiction)):
        return Tail("province", found[1], found[0])
    level_end = phrase_at(items, start, LEVELS)
    if level_end == start or items[start].sep:
        return Tail("none", start)
    level = LEVELS[key_words(items[start:level_end])]
    return _level(items, level, start, level_end, jurisdiction)


def _own_name(items: tuple[Token, ...], start: int, jurisdiction: str) -> tuple[None, int] | None:
    """The index after the name of the plan's own province, where the registry does not list it."""
    words = tuple(fold(jurisdiction).split())
    own = key_words(items[start : start + len(words)]) == words and not registry.is_commune(jurisdiction)
    return (None, start + len(words)) if own else None


def _level(items: tuple[Token, ...], level: str, start: int, end: int, jurisdiction: str) -> Tail:
    own = registry.find_province(jurisdiction)
    follows = end < len(items) and items[end].sep == "" and items[end].capital
    found = province_at(items, end) if follows else None
    if level == "tỉnh":
        return Tail("province", found[1], found[0]) if found else Tail("province", end, own)
    if level == "thành phố":
        if found and found[0].city:
            return Tail("province", found[1], found[0])
        if not follows and (own.city if own else registry.is_commune(jurisdiction)):
            return Tail("province", end, own)
    stop = name_end(items, end) if follows else end
    if stop > end:
        return Tail("local", stop, own, level=level, place=items[end:stop])
    return Tail("level", start, level=level)


def _region(items: tuple[Token, ...], start: int) -> Tail | None:
    end = phrase_at(items, start, _REGION)
    if end == start or end >= len(items) or items[end].sep:
        return None
    number = number_of(items[end].text)
    return Tail("region", end + 1, number=number, printed=items[end].text.upper()) if number else None


def without_own_province(items: tuple[Token, ...], jurisdiction: str) -> tuple[str, ...]:
    """Folded words with the plan's own province dropped after `tỉnh`/`thành phố`, so that `Thư viện tỉnh Sơn La` and
    `Thư viện tỉnh` meet in a plan of Sơn La."""
    own = registry.find_province(jurisdiction)
    words: list[str] = []
    index = 0
    while index < len(items):
        found = province_at(items, index) if items[index].capital else None
        if found and own and found[0] == own and words[-1:] in _PROVINCE_WORDS:
            index = found[1]
            continue
        words.extend(items[index].words)
        index += 1
    return tuple(words)


def full_display(item: Token) -> str:
    """An abbreviation read out for display, with a capital: `CĐ` -> `Cao đẳng`."""
    full = full_form(item.text) or item.text
    return full[:1].upper() + full[1:]
