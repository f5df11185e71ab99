"""Ruled tables of a PDF page to rows of cells, and what goes on from the page before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from importers.readers.pdf_text import Char, cell_text

Box = tuple[float, float, float, float]  # x0, top, x1, bottom in points from the top left
Cells = list[str | None]

_NEAR = 3.0  # points: two rulings as close as that are one


@dataclass(slots=True)
class PageTable:
    """One table on one page: `rows` with text, '' for an empty cell and None for one that a merged cell covers;
    `tall`, the cells (row, column) that go down over more than one row; `open`, the columns in which such a cell
    reaches the last row; `lefts`, where the columns begin."""

    rows: list[Cells]
    box: Box
    lefts: list[float]
    right: float
    tall: set[tuple[int, int]] = field(default_factory=set)
    open: set[int] = field(default_factory=set)


def read_table(boxes: Sequence[Box], chars: Sequence[Char], before: PageTable | None) -> tuple[PageTable, set[int]]:
    """The table that cells with these boxes make, and the indexes of the letters in it. Where all cells of a page
    are merged over a column, that column is known from the table `before`."""
    tops = sorted({box[1] for box in boxes})
    right = max(box[2] for box in boxes)
    lefts = _lefts(sorted({box[0] for box in boxes}), right, before)
    owner: dict[tuple[int, int], int] = {}
    start: dict[int, tuple[int, int]] = {}
    tall: set[tuple[int, int]] = set()
    for index, (x0, top, x1, bottom) in enumerate(boxes):
        rows = [n for n, y in enumerate(tops) if top <= y < bottom - _NEAR / 2]
        columns = [n for n, x in enumerate(lefts) if x0 - _NEAR <= x < x1 - _NEAR]
        if not rows or not columns:
            continue
        start[index] = (rows[0], columns[0])
        if len(rows) > 1:
            tall.add((rows[0], columns[0]))
        owner.update(((r, c), index) for r in rows for c in columns)
    letters: dict[int, list[Char]] = {}
    inside: set[int] = set()
    for number, char in enumerate(chars):
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        cell = owner.get((bisect_right(tops, y) - 1, bisect_right(lefts, x) - 1))
        if cell is not None and x < boxes[cell][2] and y < boxes[cell][3]:
            letters.setdefault(cell, []).append(char)
            inside.add(number)
    rows_out: list[Cells] = [[""] * len(lefts) for _ in tops]
    for (r, c), cell in owner.items():
        rows_out[r][c] = cell_text(letters.get(cell, [])) if start[cell] == (r, c) else None
    last = len(tops) - 1
    reaching = {c for c in range(len(lefts)) if (cell := owner.get((last, c))) is not None and start[cell][0] < last}
    box = (min(b[0] for b in boxes), tops[0], right, max(b[3] for b in boxes))
    return PageTable(rows_out, box, lefts, right, tall, reaching), inside


def _lefts(own: list[float], right: float, before: PageTable | None) -> list[float]:
    """Where the columns begin: as on the page before if this page shows only some of its rulings."""
    if before is None or len(before.lefts) <= len(own) or abs(before.right - right) > _NEAR:
        return own
    known = all(any(abs(x - other) <= _NEAR for other in before.lefts) for x in own)
    return before.lefts if known else own


def goes_on(before: PageTable, table: PageTable) -> bool:
    """Whether `table` has the columns of the one `before` it."""
    return len(before.lefts) == len(table.lefts) and all(
        abs(a - b) <= _NEAR for a, b in zip(before.lefts, table.lefts, strict=True)
    )


def repeated_rows(first: PageTable, table: PageTable) -> int:
    """How many rows at the top of `table` repeat those at the top of the `first` page of the same table."""
    count = 0
    for a, b in zip(first.rows, table.rows, strict=False):
        if a != b:
            break
        count += 1
    return count


def cover_from_above(before: PageTable, table: PageTable, top: int) -> bool:
    """Mark the empty cells in row `top` of `table` that are the rest of a cell merged down over the page: the cell
    reached the end of the page `before`, or the empty cell itself is merged down. Whether there were any."""
    if top >= len(table.rows):
        return False
    row = table.rows[top]
    found = [c for c, cell in enumerate(row) if cell == "" and (c in before.open or (top, c) in table.tall)]
    for column in found:
        row[column] = None
        if all(below[column] is None for below in table.rows[top:]):
            table.open.add(column)
    return bool(found)
