"""Titles and notes that a file has as rows of the table itself: a sheet saved as a web page, a table drawn in Word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from importers.blocks import Block, Grid, GridRow, Paragraph
from importers.recover.contents import after_table
from importers.recover.grid_header import BEFORE, find_header
from importers.recover.headings import KNOWN, Headings


def titles_out(blocks: Iterable[Block], known: Headings = KNOWN) -> Iterator[Block]:
    """The blocks with the rows of one cell over the heading of a grid, and those under its last row that begin the
    text after a table ('Ghi chú'), as paragraphs before and after it."""
    for block in blocks:
        header = find_header(block.rows[: BEFORE + 3], known) if isinstance(block, Grid) else None
        if not isinstance(block, Grid) or header is None:
            yield block
            continue
        begin = header.start if all(len(_printed(row)) < 2 for row in block.rows[: header.start]) else 0
        end = _end(block.rows)
        yield from _paragraphs(block.rows[:begin])
        whole = begin == 0 and end == len(block.rows)
        yield block if whole else Grid(block.rows[begin:end], block.rows[begin].place)
        yield from _paragraphs(block.rows[end:])


def _end(rows: Sequence[GridRow]) -> int:
    """Where the rows end that belong to the table: before the rows of one cell at its end from the first on that
    begins the text after it."""
    end = last = len(rows)
    while last > 1 and len(found := _printed(rows[last - 1])) < 2:
        last -= 1
        if found and after_table(found[0]):
            end = last
    return end


def _printed(row: GridRow) -> list[str]:
    return [cell for cell in row.cells if cell and cell.strip()]


def _paragraphs(rows: Iterable[GridRow]) -> Iterator[Paragraph]:
    for row in rows:
        yield from (Paragraph(line, row.place) for cell in _printed(row) for line in cell.splitlines() if line.strip())
