"""A wrapped table cut into chunks, one a printed number: its lines, and what it may be (a row, a section's title)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from graph.rows import Column, Flag, Place
from importers.recover.headings import words
from importers.recover.numbering import Number
from importers.recover.wrapped_cues import ends_open
from importers.recover.wrapped_cuts import VALUES
from importers.recover.wrapped_lines import Line, usual_gap
from importers.recover.wrapped_numbers import Start, row_starts
from importers.recover.wrapped_segments import LOST_NUMBER, Terms

_PAGE_NUMBER = re.compile(r"\s*(?:-\s*)?\d{1,3}(?:\s*-)?\s*|\s*(?:Trang|trang)\s+\d+(?:\s*/\s*\d+)?\s*")
_TOTAL = re.compile(r"\s*(?:Tổng cộng|Tổng số|Tổng|Cộng|TỔNG CỘNG|TỔNG SỐ|CỘNG)[\s:.]*[\d.,\s]*")
_PLACEHOLDER = re.compile(r"\s*(?:\.{3,}|…+)[\s.…]*")
_AFTER_TABLE = re.compile(r"\s*(?:Ghi chú\s*:|Nơi nhận\s*:|\(\*\)|(?:TM|KT|TL|TUQ)\. [A-ZĐ])")
_HORIZON = re.compile(r"\s*(?:Đến|Giai đoạn|Năm|Mục tiêu|Chỉ tiêu|Định hướng)\b.{0,60}\b20\d\d\s{3,}")
_ITEMS = "abcdđefghiklmn"
_ITEM = re.compile(rf"\s*([{_ITEMS}])(?:\s+(?=[^\W\d_])(?P<words>.*))?\s*$")
"""A line that begins with a small letter alone."""
_FEWEST_ITEMS = 2
_TITLE_OF_A_ROW = -10.0
_LOST_IN_HOLE = 2.0
_MOST_LOST = 5


@dataclass(slots=True)
class Chunk:
    """The lines from one printed number to the next (`number` None: an unnumbered band). `lines` are without the
    number, `parts` are they parted where a page's furniture was taken out; `lost`: the numbers that are missing between
    this one and the next."""

    number: Number | None
    line: int
    lines: list[Line]
    terms: Terms
    lost: tuple[str, ...] = ()

    @property
    def parts(self) -> list[list[Line]]:
        """The lines up to a page cut and those after it."""
        parts: list[list[Line]] = [[]]
        for line in self.lines:
            if line.cut and parts[-1]:
                parts.append([])
            parts[-1].append(line)
        return parts


def chunks_of(lines: Sequence[Line], columns: Sequence[Column]) -> tuple[list[Chunk], list[Flag]]:
    """The chunks of a table's lines after its heading, and what was left out of them."""
    kept, flags = _without_page_numbers(lines, columns)
    starts = row_starts(kept)
    chunks: list[Chunk] = []
    if not starts:
        return [], flags
    head = list(kept[: starts[0].index])
    last: tuple[int, ...] = ()
    for position, start in enumerate(starts):
        after = starts[position + 1] if position + 1 < len(starts) else None
        body = list(kept[start.index + 1 : after.index if after else len(kept)])
        body, left = _without_totals(body, last=after is None)
        body, band = _band(body) if after else (body, [])
        if head:
            chunks.append(Chunk(None, head[0].line, head, Terms()))
        chunks += _with_items(_chunk(kept[start.index], start, after, body, _lost(start.number, after, last)))
        last = start.number.parts if start.number.decimal else last
        flags += left
        head = band
    return chunks, flags


def _chunk(opening: Line, start: Start, after: Start | None, body: list[Line], lost: tuple[str, ...]) -> Chunk:
    if start.rest:
        body.insert(0, replace(opening, text=_after_number(opening.text, start.rest), cut=False))
    return Chunk(start.number, opening.line, body, _terms(start, after, bool(lost)), lost)


def _with_items(chunk: Chunk) -> list[Chunk]:
    """A row's chunk and those of its parts that are numbered with bare letters ('a Rà soát …', 'b Lắp đặt …')."""
    begins: list[int] = []
    for at, line in enumerate(chunk.lines):
        item = _ITEM.match(line.text)
        opens = item is not None and (not item["words"] or item["words"][0].isupper())
        if item and opens and item[1] == _ITEMS[len(begins) :][:1]:
            begins.append(at)
    if len(begins) < _FEWEST_ITEMS or chunk.number is None or not chunk.number.decimal:
        return [chunk]
    found = [replace(chunk, lines=chunk.lines[: begins[0]], terms=replace(chunk.terms, heading=None))]
    for position, (at, end) in enumerate(pairwise([*begins, len(chunk.lines)])):
        opening = chunk.lines[at]
        words_of = opening.text.lstrip()[1:].lstrip()
        lines = [replace(opening, text=words_of, cut=False)] if words_of else []
        number = Number(_ITEMS[position], ("item",), (position + 1,))
        found.append(Chunk(number, opening.line, [*lines, *chunk.lines[at + 1 : end]], Terms()))
    return found


def _after_number(text: str, rest: str) -> str:
    """The line without its number, with the blanks at its end."""
    head = rest.split(" ", 1)[0]
    return text[text.index(head, len(text) - len(text.lstrip()) + 1) :] if head in text[1:] else rest


def _terms(start: Start, after: Start | None, hole: bool) -> Terms:
    number = start.number
    lost = _LOST_IN_HOLE if hole else LOST_NUMBER
    if not number.decimal:
        return Terms(row=None, heading=0.0, lost=lost)
    child = after is not None and after.number.decimal and after.number.parts[: len(number.parts)] == number.parts
    if child and after is not None and len(after.number.parts) > len(number.parts):
        return Terms(heading=0.0, lost=lost)
    return Terms(heading=_TITLE_OF_A_ROW, lost=lost)


def _lost(number: Number, after: Start | None, last: tuple[int, ...]) -> tuple[str, ...]:
    """The numbers missing between a number and the next one: those of rows, after a section's number those from 1 on
    or from the last section's last on."""
    if after is None or not after.number.decimal:
        return ()
    stem, value = after.number.parts[:-1], after.number.parts[-1]
    if number.decimal:
        before = number.parts[-1] if number.parts[:-1] == stem else 0 if number.parts == stem else value
    else:
        before = last[-1] if last[:-1] == stem and last and last[-1] < value else 0
    missing = range(before + 1, value)
    return tuple(".".join(map(str, (*stem, part))) for part in missing) if len(missing) <= _MOST_LOST else ()


def _without_page_numbers(lines: Sequence[Line], columns: Sequence[Column]) -> tuple[list[Line], list[Flag]]:
    """The lines without page numbers: numbers alone on a line that open no row and stand before one, or at a cut."""
    usual = usual_gap(lines)
    opening = {start.index for start in row_starts(lines)}
    numeric = any(column.role in VALUES for column in columns)
    kept: list[Line] = []
    flags: list[Flag] = []
    page, cut = 0, False
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        before = lines[index - 1] if index else None
        if index not in opening and _PAGE_NUMBER.fullmatch(line.text):
            number = int(re.findall(r"\d+", line.text)[0])
            apart = line.gap > usual and after is not None
            apart = apart and (index + 1 in opening or _is_cut(after) or not numeric or number == page + 1)
            if apart or (_at_edge(before, line, after) and abs(number - (line.page or number)) <= 1):
                message = f"'{line.text.strip()}' is a page number"
                flags.append(Flag("page_number_dropped", message, Place(line.line), "repair"))
                page, cut = number, True
                continue
        kept.append(replace(line, cut=True) if cut else line)
        cut = False
    return kept, flags


def _is_cut(line: Line | None) -> bool:
    return line is not None and line.cut


def _at_edge(before: Line | None, line: Line, after: Line | None) -> bool:
    """Whether a line is the first or the last of a page, where pages are known."""
    return any(other is not None and other.page != line.page for other in (before, after))


def _without_totals(body: list[Line], last: bool) -> tuple[list[Line], list[Flag]]:
    """A chunk's lines without placeholder rows ('....'), rows of totals, and what stands below the table."""
    kept: list[Line] = []
    flags: list[Flag] = []
    for at, line in enumerate(body):
        place = Place(line.line)
        if _PLACEHOLDER.fullmatch(line.text):
            flags.append(Flag("placeholder_dropped", "a row of dots is no row", place, "repair"))
        elif _TOTAL.fullmatch(line.text):
            flags.append(Flag("total_row", f"'{line.text.strip()}' is a row of totals", place, "repair"))
        elif last and _AFTER_TABLE.match(line.text):
            flags.append(Flag("text_after_table", f"{len(body) - at} lines below the table are text", place))
            break
        else:
            kept.append(line)
    return kept, flags


def _in_capitals(text: str) -> bool:
    """Whether a line is a title in capitals: several words, and no document's number ('112/QĐ-UBND')."""
    lettered = sum(1 for word in words(text) if word.isalpha() and len(word) > 1)
    return text.isupper() and lettered >= 2 and not re.search(r"\d/", text)


def _band(body: list[Line]) -> tuple[list[Line], list[Line]]:
    """A chunk's lines, and those at its end that are an unnumbered band heading (capitals, or a horizon alone)."""
    at = len(body)
    while at > 1 and _in_capitals(body[at - 1].text) and not ends_open(body[at - 2].text) and at > len(body) - 3:
        at -= 1
    if at == len(body) and at > 1 and _HORIZON.fullmatch(body[-1].text):
        at -= 1
    return body[:at], body[at:]
