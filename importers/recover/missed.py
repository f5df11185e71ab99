"""Text that looks like a table of tasks or indicators and was not read as one: it is said so, not passed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.rows import Flag, Place, Role
from graph.text import clean
from importers.blocks import Block, Grid, Paragraph
from importers.recover.headings import KNOWN, Headings, split_headings

_ROWS, _COLUMNS = 3, 3
"""The smallest grid that is named; smaller ones place a letter head or a signature."""
_WINDOW, _HEADINGS = 8, 4
"""Lines in which as many headings are the heading of a table."""


def not_understood(blocks: Sequence[Block], known: Headings = KNOWN) -> Iterator[Flag]:
    """A flag `table_not_understood` for each grid of three rows and columns or more among these blocks of running
    text, and for each run of lines with the headings of a table (a number, a name, two more) in it."""
    run: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            run.append(block)
            continue
        yield from _lines(run, known)
        run = []
        used = {index for row in block.rows for index, cell in enumerate(row.cells) if cell and cell.strip()}
        if len(block.rows) >= _ROWS and len(used) >= _COLUMNS:
            yield _flag(block.place, f"a table of {len(block.rows)} rows and {len(used)} columns", _first(block))
    yield from _lines(run, known)


def _first(grid: Grid) -> str:
    return "; ".join(clean(cell) for cell in grid.rows[0].cells if cell)


def _lines(run: Sequence[Paragraph], known: Headings) -> Iterator[Flag]:
    at = 0
    columns = [split_headings(clean(block.text), known) or () for block in run]
    while at < len(run):
        roles = [column.role for found in columns[at : at + _WINDOW] for column in found]
        if columns[at] and {Role.NUMBER, Role.NAME} <= set(roles) and len(roles) >= _HEADINGS:
            yield _flag(run[at].place, "lines with the headings of a table", clean(run[at].text))
            at += _WINDOW
        at += 1


def _flag(place: Place, what: str, words: str) -> Flag:
    message = f"{what} could not be read as tasks or indicators; the text is kept: {words[:80]}"
    return Flag("table_not_understood", message, place)
