"""Grids to lines of one table: repeated headings dropped, merged cells filled, page cuts marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.rows import Column, Flag, Place, Role
from graph.text import clean
from importers.blocks import Grid, GridRow
from importers.recover.grid_header import GridHeader, counts_columns, find_header
from importers.recover.headings import KNOWN, Headings
from importers.recover.markup import strip_markup

_FILLED_DOWN = frozenset(
    {Role.LEAD, Role.COORDINATOR, Role.COUNTERPART, Role.DEADLINE, Role.DELIVERABLE, Role.UNIT, Role.NOTE, Role.BUDGET,
     Role.PERIOD, Role.TARGET, Role.RESULT, Role.BASELINE, Role.SCOPE, Role.GROUP, Role.STATUS, Role.START, Role.END}
)  # fmt: skip
"""Columns in which a cell that reaches down over several rows counts for each of them."""


_DITTO = re.compile(r'-?\s*(?:n\.?t\.?|như trên|nhtr|″|"|〃|\'\')\s*-?', re.I)
"""Ways to say 'as above' in a cell."""


@dataclass(slots=True)
class GridLine:
    """A printed row with a cell for each column ('' empty), cleaned and without markup. `own`: the columns it prints
    itself (others are filled from a cell above that reaches over them). `cut`: a page ends before it. `flags` are the
    repairs made on its cells."""

    cells: list[str]
    place: Place
    own: list[int] = field(default_factory=list)
    cut: bool = False
    flags: list[Flag] = field(default_factory=list)


@dataclass(slots=True)
class GridText:
    """All lines of one table, its columns, and what was noticed on the way."""

    header: GridHeader
    lines: list[GridLine]
    before: list[GridRow]
    repeats: int = 0
    pages: int = 1

    @property
    def columns(self) -> tuple[Column, ...]:
        """The table's columns."""
        return self.header.columns


def read_lines(grids: Sequence[Grid], known: Headings = KNOWN) -> GridText | None:
    """The lines of grids that go on from one another; None where the first has no heading. A later grid may repeat
    the heading or not, and may have other columns in between (a page's own spacer columns)."""
    main = find_header(grids[0].rows, known) if grids else None
    if main is None:
        return None
    text = GridText(main, [], list(grids[0].rows[: main.start]))
    for position, grid in enumerate(grids):
        header = main if position == 0 else _header_of(grid, main, known)
        _read_grid(text, grid.rows, header, position)
    text.pages = len(grids) + text.repeats
    return text


def goes_on(grid: Grid, main: GridHeader, known: Headings = KNOWN) -> bool:
    """Whether a grid continues a table: it has the same columns in the same order, or no heading of its own and not
    far fewer columns (a page's empty columns may be missing)."""
    own = find_header(grid.rows, known)
    if own is None:
        return max(len(row.cells) for row in grid.rows) * 2 > len(main.columns)
    return [column.role for column in own.columns] == [column.role for column in main.columns]


def _header_of(grid: Grid, main: GridHeader, known: Headings) -> GridHeader:
    """The heading by which a later grid is read: its own, or the first one's without its rows."""
    own = find_header(grid.rows, known)
    if own and len(own.columns) == len(main.columns):
        return own
    width = len(main.columns)
    used = [i for i in range(max(len(row.cells) for row in grid.rows)) if any(_has(row, i) for row in grid.rows)]
    sources: tuple[tuple[int, ...], ...]
    if len(used) == width:
        sources = tuple((index,) for index in used)
    elif max(len(row.cells) for row in grid.rows) <= width:
        sources = tuple((index,) for index in range(width))
    else:
        sources = main.sources
    return GridHeader(main.columns, sources, 0, 0, main.rows)


def _has(row: GridRow, index: int) -> bool:
    return index < len(row.cells) and bool((row.cells[index] or "").strip())


def _read_grid(text: GridText, rows: Sequence[GridRow], header: GridHeader, position: int) -> None:
    index = header.start + header.size
    cut = position > 0
    above = text.lines[-1].cells if position > 0 and text.lines else None
    while index < len(rows):
        row = rows[index]
        repeated = header.repeated_at(rows, index)
        if repeated or counts_columns(row.cells):
            text.repeats += repeated > 0
            cut = cut or (repeated > 0 and bool(text.lines))
            index += max(repeated, 1)
            continue
        line = _line(row, header, above)
        if line.own:
            line.cut = cut
            if _is_rest(line, above):
                _complete(text.lines, line)
            text.lines.append(line)
            cut = False
            above = _reaching(line, above)
        index += 1


def _is_rest(line: GridLine, above: list[str] | None) -> bool:
    """Whether a line is the rest of a row that a page cut."""
    return line.cut and bool(above) and not line.cells[0]


def _complete(lines: Sequence[GridLine], rest: GridLine) -> None:
    """Give the rest of a cell that reaches over several rows to all of them; the last row is joined with its rest
    later, with its other cells."""
    for column in rest.own:
        for index in range(len(lines) - 1, 0, -1):
            if column in lines[index].own or not lines[index].cells[column]:
                break
            above = lines[index - 1]
            above.cells[column] = f"{above.cells[column]} {rest.cells[column]}"


def _reaching(line: GridLine, above: list[str] | None) -> list[str] | None:
    """The cells that may reach down over the row after this line. Where the line is the rest of a row that a page cut,
    its cells go on with those above."""
    if above and _is_rest(line, above):
        own = set(line.own)
        pairs = zip(line.cells, above, strict=True)
        return [f"{before} {cell}".strip() if n in own else before for n, (cell, before) in enumerate(pairs)]
    return line.cells if len(line.own) > 1 else None


def _line(row: GridRow, header: GridHeader, above: list[str] | None) -> GridLine:
    """One row in the table's columns; cells that a cell above reaches over take its text."""
    raw = [_pick(row.cells, source) for source in header.sources]
    line = GridLine([], row.place)
    marked_under: list[str] = []
    wide = _reaches_right(raw, header.columns)
    for index, (cell, column) in enumerate(zip(raw, header.columns, strict=True)):
        plain, marked = strip_markup(cell or "")
        value = clean(plain)
        if marked:
            marked_under.append(f"'{column.heading}'")
        if value and _DITTO.fullmatch(value) and above and above[index] and column.role in _FILLED_DOWN:
            line.own.append(index)
            message = f"'{value}' under '{column.heading}' stands for the cell above"
            line.flags.append(Flag("cell_repeated", message, row.place, "repair"))
            value = above[index]
        elif value:
            line.own.append(index)
        elif cell is None and not wide and above and above[index] and column.role in _FILLED_DOWN:
            value = above[index]
            message = f"the cell under '{column.heading}' reaches over several rows"
            line.flags.append(Flag("cell_merged", message, row.place, "repair"))
        line.cells.append(value)
    if marked_under:
        message = f"markup under {', '.join(marked_under)} left out"
        line.flags.append(Flag("markup_dropped", message, row.place, "repair"))
    return line


def _pick(cells: tuple[str | None, ...], source: tuple[int, ...]) -> str | None:
    """The text of the grid columns that make one column; None where all of them are covered."""
    parts = [cells[index] if index < len(cells) else "" for index in source]
    filled = [part for part in parts if part and part.strip()]
    return "\n".join(filled) if filled else None if all(part is None for part in parts) else ""


def _reaches_right(raw: list[str | None], columns: Sequence[Column]) -> bool:
    """Whether one cell at or before the name reaches over the rest of the row (a section's heading)."""
    filled = [index for index, cell in enumerate(raw) if cell and cell.strip()]
    name = next((index for index, column in enumerate(columns) if column.role is Role.NAME), 0)
    return (
        bool(filled) and filled[-1] <= name and all(cell is None or not cell.strip() for cell in raw[filled[-1] + 1 :])
    )
