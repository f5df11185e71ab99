"""What may begin at a line of a flattened table, a row or a section heading, and how well its number is due there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from graph.rows import Column, Role
from graph.text import clean
from importers.recover.align import Aligner
from importers.recover.contents import fit, traits
from importers.recover.numbering import Number, leading_number, next_letter, number_of_cell, parse_number
from importers.recover.periods import period_of

Kind = Literal["row", "parent", "heading", "band", "rest"]

DUE, _RESTART, _JUMP, _AGAIN, _WRONG = 4.0, 3.0, -0.5, -1.0, -6.0
"""How well a number continues the count: the next one, 1 again, a hole, the same again, backwards."""
UNNUMBERED, _LEADING_BLANK, _SAME_LINE = -4.0, 4.0, -0.5
TITLE, _TITLE_LOST, _BAND, _REST = 2.0, -1.0, 0.0, -9.0
"""What a title of a section is worth at most, and what speaks against one lost, a band, text after the table."""
_BULLETED = 1.0
BULLET = Number("-", ("item",), (0,))
"""The number of a row for which a dash stands."""
_NO_NAME = -2.0
"""A line that fits a name no better begins no row."""
_HORIZON = re.compile(r"(?:.*\b)?(?:đến|năm|hết)\s+(?:năm\s+)?(?:19|20)\d{2}\W*$", re.I)


class Span(NamedTuple):
    """Lines `start` to `end` (exclusive) as one entry; `body` is the first line after the number. `name` is the rest
    of a line that holds number and name together."""

    kind: Kind
    start: int
    end: int
    body: int
    number: Number | None = None
    name: str | None = None


class Path(NamedTuple):
    """Where a way through the lines stands: its last entry, and the numbers by which the next are due."""

    span: Span | None
    last: Number | None
    roman: int
    letter: Number | None


START = Path(None, None, 0, None)


class Looks(NamedTuple):
    """What a line may begin, by its words alone: the text after the table, a row without a number (`row`), a band
    (`band` is its score), a row or section whose number and name it holds (`together`)."""

    after: bool
    row: bool
    band: float | None
    horizon: bool
    together: tuple[Number, str] | None


class Beginnings:
    """What may begin at each of some lines, which are raw: a leading blank tells of a lost number."""

    def __init__(self, lines: Sequence[str], columns: Sequence[Column]) -> None:
        self.lines = list(lines)
        self.texts = [clean(line) for line in lines]
        lettered = {"a", "b"} <= {text.rstrip(".") for text in self.texts}
        self.numbers = [(number_of_cell if lettered else parse_number)(text) for text in self.texts]
        self.columns = tuple(column for column in columns if column.role is not Role.NUMBER)
        self.numbered = len(self.columns) < len(columns)
        self.first = Role.NAME if self.numbered else self.columns[0].role
        self.aligner = Aligner(self.columns)
        self.looks = [looks(text, self.first) for text in self.texts]
        blanks = sum(line[:1].isspace() for line in self.lines)
        self.blank_tells = blanks * 10 < len(self.lines)

    @staticmethod
    def after(path: Path, span: Span) -> Path:
        """The way that goes on from another with an entry."""
        last, roman, letter = path.last, path.roman, path.letter
        number = span.number
        if span.kind == "row" and number is None and last is not None:
            last = _next(last)  # the lost number is taken to be the next
        elif span.kind in ("row", "parent"):
            last = number if number and number.decimal else last
        elif span.kind == "heading" and number and "roman" in number.kinds and number.text != next_letter(letter):
            roman = number.parts[0]
        elif span.kind == "heading" and number:
            letter, roman = number, 0
        return Path(span, last, roman, letter)

    def rest(self, at: int) -> float:
        """The score of taking all lines from one on for the text after the table."""
        return 0.0 if self.looks[at].after else _REST

    def begins(self, at: int, path: Path) -> Iterator[tuple[Span, float]]:
        """Rows and headings that may begin at a line, each with its score; a row has its score for beginning here, and
        no end yet."""
        number = self.numbers[at]
        if number and "item" in number.kinds:
            yield Span("row", at, at, at + 1, number), _item_count(number, path)
        elif number and not number.decimal:
            yield from self.headings(at, path, number)
        elif number:
            yield Span("row", at, at, at + 1, number), row_count(number, path)
            yield from self.parents(at, number, path)
        else:
            seen = self.looks[at]
            if self._is_bullet(at, path):
                yield Span("row", at, at, at + 1, BULLET), _BULLETED
            if seen.together:
                yield self._together(at, path, *seen.together)
            if seen.row:
                blank = self.blank_tells and self.lines[at][:1].isspace()
                price = (_LEADING_BLANK if blank else 0.0) + (UNNUMBERED if self.numbered else 0.0)
                yield Span("row", at, at, at), price
            if seen.band is not None and (seen.horizon or self._ends_before(at + 1)):
                yield Span("band", at, at + 1, at), seen.band

    def headings(self, at: int, path: Path, number: Number) -> Iterator[tuple[Span, float]]:
        """A section's number with its title on up to three lines, or with none where a number follows."""
        price = self.section_count(number, path)
        title = 0.0
        for end in range(at + 2, min(at + 5, len(self.lines) + 1)):
            line = self.texts[end - 1]
            if self.numbers[end - 1] is not None:
                break
            title += _title_fit(line) if end == at + 2 else -1.5
            yield Span("heading", at, end, at + 1, number), price + title
        if at + 1 < len(self.lines) and self.numbers[at + 1] is not None:
            yield Span("heading", at, at + 1, at + 1, number), price + _TITLE_LOST

    @staticmethod
    def section_count(number: Number, path: Path) -> float:
        """How well a section's number follows the one before it."""
        if "letter" in number.kinds and (number.text == next_letter(path.letter)):
            return DUE
        if "roman" in number.kinds:
            value = number.parts[0]
            if value == path.roman + 1 or value == 1:
                return DUE
            return _AGAIN if value == path.roman else _JUMP if path.roman < value <= path.roman + 3 else _WRONG
        return _WRONG

    def parents(self, at: int, number: Number, path: Path) -> Iterator[tuple[Span, float]]:
        """A number with a name alone, whose parts follow (1 before 1.1)."""
        for end in (at + 2, at + 3):
            child = self.numbers[end] if end < len(self.numbers) else None
            if child and child.decimal and child.parts[:-1] == number.parts and child.parts[-1] == 1:
                yield Span("parent", at, end, at + 1, number), row_count(number, path) + _title_fit(self.texts[at + 1])

    def _together(self, at: int, path: Path, number: Number, rest: str) -> tuple[Span, float]:
        """A line that holds the number and the words ('12. Xây dựng …', 'II. Phát triển …')."""
        if number.decimal:
            return Span("row", at, at, at + 1, number, rest), row_count(number, path) + _SAME_LINE
        price = self.section_count(number, path) + _SAME_LINE + _title_fit(rest)
        return Span("heading", at, at + 1, at + 1, number, rest), price

    def _ends_before(self, at: int) -> bool:
        """Whether a band can end before a line: where rows are numbered, a number follows it."""
        return not self.numbered or (at < len(self.numbers) and self.numbers[at] is not None)

    def _is_bullet(self, at: int, path: Path) -> bool:
        """Whether a line is the dash that stands for the number of a part of the row above."""
        follows = path.span is not None and path.span.kind in ("row", "parent") and path.last is not None
        return follows and self.is_dash(at)

    def is_dash(self, at: int) -> bool:
        """Whether a line is a dash before a name, which may stand for a number."""
        if not self.numbered or self.texts[at] not in ("-", "–", "+"):
            return False
        return at + 1 < len(self.texts) and fit(Role.NAME, traits(self.texts[at + 1])) >= 1


@lru_cache(maxsize=2048)
def looks(line: str, first: Role) -> Looks:
    """What a line may begin. A row whose number is lost begins with a line that reads like a cell of the column it
    would begin with (`first`): a name, in a table without numbers what the first column holds."""
    found, seen = leading_number(line), traits(line)
    size = line.count(" ") + 1
    horizon = size <= 8 and _HORIZON.fullmatch(line) is not None and not seen.value
    band = None
    if horizon:
        band = _BAND if period_of(line) else _WRONG
    elif size >= 2 and line.isupper() and seen.agency < 1:
        band = _BAND
    row = bool(line) and fit(first, seen) > _NO_NAME
    return Looks(seen.after, row, band, horizon, found if found and found[1] else None)


@lru_cache(maxsize=1024)
def _next(number: Number) -> Number:
    stem, value = number.parts[:-1], number.parts[-1] + 1
    return Number(".".join(map(str, (*stem, value))), ("decimal",), (*stem, value))


def _title_fit(line: str) -> float:
    seen = traits(line)
    if seen.number or seen.time == 1:
        return -3.0
    return TITLE if seen.words >= 2 else 0.0


def row_count(number: Number, path: Path) -> float:
    """How well a row's number follows the one before it."""
    last = path.last
    if last is None:
        return DUE if set(number.parts) == {1} else 0.0
    if number.parts[:-1] == last.parts and number.parts[-1] == 1:
        return DUE
    opened = path.span is not None and path.span.kind in ("heading", "band")
    depth = len(number.parts)
    step = _WRONG
    if depth <= len(last.parts) and number.parts[:-1] == last.parts[: depth - 1]:
        step = _step(number.parts[-1] - last.parts[depth - 1], depth == len(last.parts))
    return max(step, _RESTART) if opened and number.parts[-1] == 1 else step


def _item_count(number: Number, path: Path) -> float:
    """How well an item (a, b, c) follows: the first after a numbered row, the next after the item before it."""
    before = path.span.number if path.span and path.span.kind in ("row", "parent") else None
    item = before.parts[0] if before and "item" in before.kinds else 0
    return DUE if before and number.parts[0] == item + 1 else _WRONG


def _step(by: int, same_level: bool) -> float:
    if by == 1:
        return DUE
    if by == 0 and same_level:
        return _AGAIN
    return _JUMP * by if 1 < by <= 5 else _WRONG
