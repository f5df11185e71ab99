"""Section titles printed without TABs between the TAB lines of one table, put back into it as rows of one cell."""

from __future__ import annotations

from collections.abc import Sequence

from graph.text import clean
from importers.blocks import Block, Grid, GridRow, Paragraph
from importers.recover.columns import read_columns
from importers.recover.contents import after_table
from importers.recover.headings import KNOWN, Headings
from importers.recover.numbering import leading_number

_LONGEST = 300
"""Characters of a section's title at most."""
_SHORT = 120
"""Characters of one without a number."""
_MOST = 3
"""Titles one under the other ('A …', 'I …', '1 …')."""


def with_bands(blocks: Sequence[Block], known: Headings = KNOWN) -> list[Block]:
    """The blocks; titles alone between two grids of one width make them one grid, each title a row. A grid that
    begins with headings of its own is another table; where the headings are printed again, a page has ended, and
    only what is numbered or in capitals is taken for a title."""
    result: list[Block] = []
    for block in blocks:
        titles = _titles(result) if isinstance(block, Grid) else []
        above = result[-1 - len(titles)] if titles else None
        if titles and isinstance(block, Grid) and isinstance(above, Grid) and _goes_on(above, block, titles, known):
            width = len(block.rows[0].cells)
            rows = [GridRow((clean(title.text), *[""] * (width - 1)), title.place) for title in titles]
            result[-1 - len(titles) :] = [Grid((*above.rows, *rows, *block.rows), above.place)]
        else:
            result.append(block)
    return result


def _titles(blocks: Sequence[Block]) -> list[Paragraph]:
    """The titles that stand between the last grid and the end of the blocks; none where other text does."""
    titles: list[Paragraph] = []
    for block in reversed(blocks[-1 - _MOST :]):
        if isinstance(block, Grid):
            return titles[::-1]
        if not (_is_title(block.text) or _may_be_title(block.text)):
            return []
        titles.append(block)
    return []


def _goes_on(above: Grid, grid: Grid, titles: Sequence[Paragraph], known: Headings) -> bool:
    width = max(len(row.cells) for row in grid.rows)
    if width < 3 or width != max(len(row.cells) for row in above.rows):
        return False
    first = grid.rows[0].cells
    if first == above.rows[0].cells:
        return all(_is_title(title.text) for title in titles)
    return read_columns([first], known) is None


def _is_title(text: str) -> bool:
    """Whether a line reads like a section's title: numbered, or in capitals."""
    title = clean(text.replace("*", " "))
    if len(title) > _LONGEST or after_table(title):
        return False
    found = leading_number(title)
    return (found is not None and bool(found[1])) or (title.isupper() and " " in title)


def _may_be_title(text: str) -> bool:
    """Whether a line could be a section's title without a number: short, and no sentence."""
    title = clean(text)
    return len(title) <= _SHORT and title[:1].isupper() and title[-1] not in ".,;:" and not after_table(title)
