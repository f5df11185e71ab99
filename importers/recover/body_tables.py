"""Tables that stand in the running text without an appendix's title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.rows import Column, Place, Role
from graph.text import clean, fold
from importers.blocks import Block, Grid, Paragraph
from importers.recover.columns import read_columns
from importers.recover.contents import after_table
from importers.recover.flat_header import read_flat_header
from importers.recover.headings import Headings, match_heading, split_headings, words
from importers.recover.numbering import leading_number
from importers.recover.wrapped_header import header_start, read_header
from importers.recover.wrapped_lines import physical_lines
from importers.recover.wrapped_numbers import row_starts

_MONEY = re.compile(
    r"\(?\s*(?:Đơn vị(?:\s+tính)?|ĐVT)\s*:\s*(?P<unit>(?:(?:nghìn|ngàn|triệu|tỷ|tỉ)\s*)?(?:đồng|đ|VNĐ|VND))\s*\)?\.?",
    re.I,
)
_HEADING_LINES = 30
"""Lines that are looked through for the heading of a table of lines."""
_COUNTING = frozenset(words("STT TT"))
"""What a line of all headings side by side begins with, however long it is."""
_LONGEST = 20
"""Words of the first line of a heading."""
_UNNUMBERED = 3
"""Headings in a row from which on lines are the heading of a table without numbers."""
_SECTION = re.compile(r"(?:[IVX]{1,5}\s*[.\-–/]|Điều\s+\d+\s*[.:]|PHẦN\s)\s*\S")


@dataclass(slots=True)
class BodyTable:
    """Blocks of one table in the running text, the line over it where it reads like a title, and the unit of its
    amounts where a line states it. `title_place` is where the title stands."""

    title: str | None
    blocks: list[Block]
    money: str | None = None
    title_place: Place | None = None


def unit_of_money(text: str) -> str | None:
    """The unit that a line over a table states for its amounts ('Đơn vị tính: triệu đồng'); None for other lines."""
    match = _MONEY.fullmatch(clean(text.replace("*", " ")))
    return match.group("unit").lower() if match else None


def tables_in_body(blocks: list[Block], known: Headings) -> tuple[list[Block], list[BodyTable]]:
    """The running text without its tables, and these: grids with known headings (those that go on from one another
    are one), and lines from a run of known headings on to where the running text goes on with its next section."""
    tables: list[BodyTable] = []
    body: list[Block] = []
    index = 0
    while index < len(blocks):
        block = blocks[index]
        end = _lines_end(blocks, index, known) if isinstance(block, Paragraph) else index
        if end > index:
            tables.append(_made(body, blocks[index:end]))
            index = end
            continue
        headed = isinstance(block, Grid) and _has_heading(block, known)
        gap = _gap(blocks, index, tables[-1].blocks[-1], headed) if isinstance(block, Grid) and tables else None
        if gap is not None:
            tables[-1].blocks += [*gap, block]
            del body[len(body) - len(gap) :]
        elif headed:
            tables.append(_made(body, [block]))
        else:
            body.append(block)
        index += 1
    return body, tables


def _made(body: list[Block], blocks: list[Block]) -> BodyTable:
    """A table with the title and the unit of money that the lines over it state."""
    above = [block for block in body[-3:] if isinstance(block, Paragraph)][::-1]
    money = unit_of_money(above[0].text) if above else None
    for block in above:
        text = clean(block.text.replace("*", " "))
        if unit_of_money(text) or text.startswith("("):
            continue
        return BodyTable(text, blocks, money, block.place) if _is_title(text) else BodyTable(None, blocks, money)
    return BodyTable(None, blocks, money)


def with_money(columns: Sequence[Column], money: str | None) -> tuple[Column, ...]:
    """Columns of amounts with the unit that a line over the table states, where their own heading has none."""
    return tuple(
        replace(column, heading=f"{column.heading} ({money})")
        if money and column.role is Role.BUDGET and "đồng" not in column.heading
        else column
        for column in columns
    )


def _is_title(text: str) -> bool:
    starts = tuple(map(fold, ("bảng", "biểu", "danh mục")))
    return len(text) < 200 and (text.isupper() or fold(text).startswith(starts))


def _gap(blocks: list[Block], index: int, last: Block, headed: bool) -> list[Block] | None:
    """The lines between a table and a grid that goes on from it: none, or what a page's end leaves (a page number; a
    short line where the grid has no heading of its own). None where the grid does not go on from the table."""
    gap: list[Block] = []
    for block in reversed(blocks[max(0, index - 4) : index]):
        if block is last:
            return gap[::-1]
        text = clean(block.text) if isinstance(block, Paragraph) else ""
        if not text or not (text.isdigit() or (not headed and len(text) <= 40)):
            return None
        gap.append(block)
    return None


def _has_heading(grid: Grid, known: Headings) -> bool:
    rows = [row.cells for row in grid.rows[:4]]
    return any(read_columns(rows[start : start + size], known) for start in range(min(3, len(rows))) for size in (1, 2))


def _lines_end(blocks: list[Block], start: int, known: Headings) -> int:
    """Where the table of lines that begins at `start` ends; `start` itself where none begins."""
    heading = _heading(blocks[start : start + _HEADING_LINES], known)
    if not heading:
        return start
    due = _next_section(blocks[:start])
    for index in range(start + heading, len(blocks)):
        block = blocks[index]
        if isinstance(block, Grid) or (after_table(block.text) and not clean(block.text).startswith("(")):
            return index
        if _SECTION.match(clean(block.text)) and _section(block) == due:
            return index
    return len(blocks)


def _heading(blocks: list[Block], known: Headings) -> int:
    """How many of these lines are the heading of a table ('STT' and more headings, a line each or wrapped, or three
    headings in a row); 0 where they begin otherwise."""
    lines = [block.text for block in blocks if isinstance(block, Paragraph)]
    first = words(lines[0])
    if not first or (len(first) > _LONGEST and first[0] not in _COUNTING):
        return 0
    numbered = known.phrases.get(first) is Role.NUMBER
    if numbered or (len(lines) > _UNNUMBERED and all(_is_plain(line, known) for line in lines[:_UNNUMBERED])):
        header = read_flat_header(lines, known)
        if header or not numbered:
            return header.size if header else 0
        if len(lines) > 2 and all(match_heading(line, known) for line in lines[1:3]):
            return 3
    if header_start(physical_lines(blocks[:1]) or ()) != 0:
        return 0
    printed = physical_lines(blocks)
    if printed is None:
        return 0
    first_row = next((start.index for start in row_starts(printed)), len(printed))
    wrapped = read_header(printed[:first_row], known)
    return wrapped[1] if wrapped else 0


def _is_plain(line: str, known: Headings) -> bool:
    """Whether a line is a heading of a table without numbers: known as a whole, and not that of the numbers."""
    columns = split_headings(line, known)
    return columns is not None and len(columns) == 1 and columns[0].role is not Role.NUMBER


def _section(block: Block) -> int | None:
    """The value of the roman numeral a line begins with."""
    found = leading_number(block.text) if isinstance(block, Paragraph) else None
    return found[0].parts[0] if found and "roman" in found[0].kinds and found[1] else None


def _next_section(blocks: list[Block]) -> int | None:
    """The roman numeral due next in the running text before a table."""
    last = next((value for block in reversed(blocks) if (value := _section(block))), None)
    return last + 1 if last else None
