"""The numbering of a plan's tables as a grammar: A / I / 1 / 1.1 / a) / (1) / unnumbered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from graph.rows import Flag, Place
from graph.text import clean

Kind = Literal["letter", "roman", "decimal", "item"]

_ROMAN = re.compile(r"(?=[IVXLC])(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_DECIMAL = r"\d{1,3}(?:\.\d{1,3}){0,4}"
_LABELLED = re.compile(rf"(?:nhiệm vụ|chỉ tiêu|nv|ct)\s?(?:số\s)?({_DECIMAL})", re.IGNORECASE)
_ITEM = re.compile(r"(?:\((\d{1,2}|[a-zđ])\)|([a-zđ])\s?\))")
_LONGEST = 24
"""Characters of the longest number, with its stop ('100.100.100.100.100 .')."""
_BARE_ITEM = re.compile(r"([a-zđ])[.]?")
_LETTERS = "ABCDĐEGHIKLMN"
_ITEMS = "abcdđefghijklmnopqrstuvwxyz"
_END = re.compile(r"^(.*?)\s*(?:[.)/:]|(?<=\w)[-–])?$")
_LEADING = re.compile(
    rf"(?P<number>{_DECIMAL}|[A-ZĐ]{{1,6}})(?P<stop>\s*[.)/:](?!\d)|[-–](?=\s+\D)|(?=\s))\s*(?P<rest>\S.*)?$", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number: `text` without its final stop ('39.22'), the kinds it can be ('I' is a roman numeral and,
    after 'H', a letter), and its parts as integers ((39, 22); (4,) for IV and for D)."""

    text: str
    kinds: tuple[Kind, ...]
    parts: tuple[int, ...]

    @property
    def decimal(self) -> bool:
        """A row number (1, 1.1), not a section's (A, IV) or an item's (a))."""
        return self.kinds == ("decimal",)

    @property
    def parent(self) -> str | None:
        """The number this one is a part of ('39' for '39.22'), None where it has one part."""
        return ".".join(self.text.split(".")[:-1]) if self.decimal and len(self.parts) > 1 else None


def roman_value(text: str) -> int | None:
    """Value of a roman numeral written in capitals (up to 399), None for anything else."""
    if not _ROMAN.fullmatch(text):
        return None
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


@lru_cache(maxsize=2048)
def parse_number(text: str | None) -> Number | None:
    """The number a cell or line consists of ('36.', 'III.', ' 117.', '1.1', 'a)', '(2)', 'Nhiệm vụ 1'), None where it
    holds more than a number."""
    printed = clean(text or "").replace("**", "")
    return _parsed(printed) if len(printed) <= _LONGEST else None


@lru_cache(maxsize=2048)
def _parsed(printed: str) -> Number | None:
    item = _ITEM.fullmatch(printed)
    if item:
        mark = item.group(1) or item.group(2)
        return Number(printed, ("item",), (int(mark) if mark.isdigit() else _ITEMS.index(mark) + 1,))
    ended = _END.match(printed)
    bare = ended.group(1) if ended else printed
    if re.fullmatch(_DECIMAL, bare):
        return Number(bare, ("decimal",), tuple(int(part) for part in bare.split(".")))
    if bare[-1:].isdecimal() and (labelled := _LABELLED.fullmatch(bare)):
        return Number(bare, ("decimal",), tuple(int(part) for part in labelled[1].split(".")))
    kinds: list[Kind] = []
    value = roman_value(bare)
    if value is not None:
        kinds.append("roman")
    if len(bare) == 1 and bare in _LETTERS:
        kinds.append("letter")
        value = _LETTERS.index(bare) + 1 if value is None else value
    return Number(bare, tuple(kinds), (value or 0,)) if kinds else None


def number_of_cell(text: str | None) -> Number | None:
    """The number in a cell of a column of numbers, where a small letter alone is an item's too ('a', 'b.')."""
    letter = _BARE_ITEM.fullmatch(clean(text or ""))
    return Number(letter[1], ("item",), (_ITEMS.index(letter[1]) + 1,)) if letter else parse_number(text)


@lru_cache(maxsize=2048)
def leading_number(text: str) -> tuple[Number, str] | None:
    """A number at the start of a line and the words after it ('1.2 Xây dựng …' -> (1.2, 'Xây dựng …')); the rest
    may be empty. None where the line starts otherwise ('2025 …' and '5G' are words, not numbers)."""
    match = _LEADING.match(clean(text))
    if not match:
        return None
    number = parse_number(match.group("number"))
    if number is None or (number.decimal and number.parts[0] >= 1000):
        return None
    return number, match.group("rest") or ""


class Sections:
    """The path of section headings while a table is read: 'A', 'A.I', 'A.II', 'B'. A letter opens the uppermost
    level, a roman numeral the next, a decimal number of a heading the third. A heading may go by another label than
    its number ('2030' for 'I. Chỉ tiêu đến năm 2030')."""

    def __init__(self) -> None:
        self._letter: Number | None = None
        self._roman: Number | None = None
        self._labels: dict[str, str | None] = dict.fromkeys(("band", "letter", "roman", "decimal"))

    def open(self, number: Number, label: str | None = None) -> str:
        """Enter the section with this number; returns its path. A decimal heading under an unnumbered band has a
        path of its own, and the rows under it keep the band's."""
        if number.decimal:
            if self._labels["band"]:
                return f"{self._labels['band']}.{number.text}"
            self._set(decimal=label or number.text)
        elif self._is_letter(number):
            self._letter, self._roman = number, None
            self._set(letter=label or number.text, roman=None, decimal=None)
        else:
            self._roman = number
            self._set(roman=label or number.text, decimal=None)
        return self.path or number.text

    def open_band(self, label: str | None) -> None:
        """Enter an unnumbered band ('Đến năm 2040' with the label '2040'); without a label it only ends what was
        open before at its level."""
        self._letter = self._roman = None
        self._set(band=label, letter=None, roman=None, decimal=None)

    def close_decimal(self) -> None:
        """Leave the third level (a decimal heading), keep the levels above."""
        self._set(decimal=None)

    @property
    def decimal(self) -> str | None:
        """The decimal heading that is open."""
        return self._labels["decimal"]

    @property
    def path(self) -> str | None:
        """Where a row read now stands: 'A.II', 'IV', '2040', or None outside every section."""
        return ".".join(label for label in self._labels.values() if label) or None

    def _set(self, **labels: str | None) -> None:
        self._labels.update(labels)

    def _is_letter(self, number: Number) -> bool:
        if "letter" not in number.kinds:
            return False
        if "roman" not in number.kinds:
            return True
        roman_due = self._roman.parts[0] + 1 if self._roman else 1
        return number.text == next_letter(self._letter) and number.parts[0] != roman_due


def next_letter(letter: Number | None) -> str:
    """The letter of the section after this one ('A' at the start)."""
    if letter is None:
        return _LETTERS[0]
    return _LETTERS[(_LETTERS.index(letter.text) + 1) % len(_LETTERS)]


def check_sequence(numbers: Iterable[tuple[str | None, Place]]) -> list[Flag]:
    """Holes, repeats and wrong order among the decimal numbers of one run of rows (one section, or a table counted
    through), in reading order. A run may start anywhere; parts are compared among their own (39.1 … 39.61)."""
    last: dict[tuple[int, ...], int] = {}
    flags: list[Flag] = []
    for text, place in numbers:
        number = parse_number(text)
        if number is None or not number.decimal:
            continue
        stem, value = number.parts[:-1], number.parts[-1]
        before = last.get(stem)
        if before is not None and value == before:
            flags.append(Flag("number_repeated", f"the number {number.text} is printed twice", place))
        elif before is not None and value > before + 1:
            flags.append(Flag("number_skipped", f"the number jumps from {_with(stem, before)} to {number.text}", place))
        elif before is not None and value < before and value != 1:
            flags.append(Flag("number_order", f"the number {number.text} stands after {_with(stem, before)}", place))
        last[stem] = value
    return flags


def _with(stem: tuple[int, ...], value: int) -> str:
    return ".".join(str(part) for part in (*stem, value))
