"""The heading rows of a table grid: where they are, what columns they name, and where a page repeats them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.rows import Column, Role
from graph.text import clean, fold
from importers.blocks import GridRow
from importers.recover.columns import read_columns
from importers.recover.headings import KNOWN, Headings, match_heading
from importers.recover.markup import strip_markup
from importers.recover.numbering import parse_number

Cells = tuple[str | None, ...]

_LONG = 40
"""A heading of a second row has fewer characters."""
BEFORE = 6
"""Rows that can stand over the heading inside a grid (a title in merged cells)."""
_COLUMN_NUMBER = re.compile(r"\(?\[?(\d{1,2}|[A-ZĐ])\]?\)?(?:\s*=.*)?")


@dataclass(frozen=True, slots=True)
class GridHeader:
    """Columns named by the `size` rows from row `start` of a grid; `sources` tells for each column the grid columns
    it is made of (a merged heading may cover several)."""

    columns: tuple[Column, ...]
    sources: tuple[tuple[int, ...], ...]
    start: int
    size: int
    rows: tuple[Cells, ...]

    def repeated_at(self, rows: Sequence[GridRow], index: int) -> int:
        """How many rows from `index` on print the heading again (0: none)."""
        count = 0
        for own in self.rows:
            if index + count < len(rows) and _same(own, rows[index + count].cells):
                count += 1
        return count


def find_header(rows: Sequence[GridRow], known: Headings = KNOWN) -> GridHeader | None:
    """The heading of a grid: the first rows (one to three) whose cells are known headings; None where there is none
    among the first rows."""
    for start in range(min(BEFORE, len(rows))):
        first = _plain(rows[start].cells)
        size = 1
        while size < 3 and start + size < len(rows) and _is_under(rows[start + size].cells, first, known):
            size += 1
        for count in range(size, 0, -1):
            block = [_plain(row.cells) for row in rows[start : start + count]]
            columns = read_columns(block, known)
            if columns and sum(1 for cell in first if cell) >= 2:
                return _settle(columns, block, rows, start)
    return None


def _plain(cells: Cells) -> Cells:
    return tuple(cell if cell is None else clean(strip_markup(cell)[0]) for cell in cells)


def _is_under(cells: Cells, over: Cells, known: Headings) -> bool:
    """Whether a row can be a lower heading row: each of its cells is a heading or a period, and no number or time
    of a first row of data. A lone one stands under a heading that reaches over it ('Năm 2026' over the first row of
    data is a section)."""
    printed = [clean(cell) for cell in cells if cell and cell.strip()]
    if not printed or any(parse_number(cell) for cell in printed):
        return False
    at = next(index for index, cell in enumerate(cells) if cell and cell.strip())
    known_cells = sum(1 for cell in printed if match_heading(cell, known))
    if len(printed) == 1 and (at >= len(over) or over[at]) and (at + 1 >= len(over) or over[at + 1]):
        return False
    if known_cells == len(printed):
        return True
    under = [index for index, cell in enumerate(cells) if cell and cell.strip() and index < len(over) and over[index]]
    return known_cells * 2 >= len(printed) and len(under) <= _spans(over) and all(len(cell) < _LONG for cell in printed)


def _spans(over: Cells) -> int:
    """How many headings of a row reach over more than one column."""
    return sum(1 for cell, after in pairwise(over) if cell and not after)


def _settle(columns: tuple[Column, ...], block: list[Cells], rows: Sequence[GridRow], start: int) -> GridHeader:
    """Columns without a heading of their own: empty ones are spacers, those a merged heading covers belong to the
    column left of them, and any other stays as an unknown column."""
    data = [row.cells for row in rows[start + len(block) :]]
    kept: list[Column] = []
    sources: list[tuple[int, ...]] = []
    for index, column in enumerate(columns):
        used = any(index < len(cells) and (cells[index] or "").strip() for cells in data)
        covered = all(index < len(cells) and cells[index] is None for cells in block)
        if column.heading or (index == 0 and used):
            kept.append(_first_column(column, data) if index == 0 and not column.heading else column)
            sources.append((index,))
        elif used and covered and kept:
            sources[-1] = (*sources[-1], index)
        elif used:
            kept.append(Column(Role.OTHER, ""))
            sources.append((index,))
    return GridHeader(tuple(kept), tuple(sources), start, len(block), tuple(block))


def _first_column(column: Column, data: Sequence[Cells]) -> Column:
    """A first column without a heading holds the numbers where its cells are numbers."""
    filled = [cells[0] for cells in data if cells and cells[0] and cells[0].strip()]
    numbers = sum(1 for cell in filled if parse_number(cell))
    return Column(Role.NUMBER if numbers * 2 > len(filled) else Role.OTHER, column.heading)


def _same(own: Cells, other: Cells) -> bool:
    """Whether a row prints the words of a heading row again (a few letters may differ)."""
    here = [fold(cell) for cell in own if cell]
    there = [fold(cell) for cell in _plain(other) if cell]
    if not here or not there:
        return False
    same = sum(1 for cell in there if cell in here)
    return same * 5 >= max(len(here), len(there)) * 4


def counts_columns(cells: Cells) -> bool:
    """Whether a row only counts the columns ('(1) (2) (3)', 'A B 1 2 3')."""
    printed = [clean(cell) for cell in cells if cell and cell.strip()]
    marks = [match.group(1) for cell in printed if (match := _COLUMN_NUMBER.fullmatch(cell))]
    if len(printed) < 3 or len(marks) < len(printed):
        return False
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    return len(numbers) >= 2 and all(b - a == 1 for a, b in pairwise(numbers))
