"""Texts that keep the columns of a table side by side (`pdftotext -layout`): such tables as grids.

A heading row round 'STT' with wide blanks between its headings opens a table; its columns are the stripes of blanks
that run down the page; rows begin at their numbers. Page by page a grid, so that a page's end is seen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from graph.rows import Flag, Place, Role, Row, Table
from importers.blocks import Block, Grid, GridRow, Paragraph
from importers.recover.columns_edges import Put, fitted, gutters, put_in_columns, together
from importers.recover.columns_heading import Heading, edges_again, find_heading, repeated_heading
from importers.recover.columns_lines import (
    SpacedLine,
    is_anchor,
    is_label,
    is_page_number,
    join_lines,
    may_part,
    numbered,
    spaced_lines,
)
from importers.recover.columns_rows import BodyLine, RowLines, rows_of
from importers.recover.contents import after_table
from importers.recover.grid_header import counts_columns
from importers.recover.headings import KNOWN, Headings
from importers.recover.numbering import Number, number_of_cell, parse_number

LAYOUT = "aligned"
_MIXED = 0.1
"""Share of the lines with two pieces in one column from which on the columns are in doubt."""
_RUNS = 4
"""One number of so many followed by the next alone makes a text one whose columns were taken apart."""
_WIDE = 4
"""Characters from which on a blank keeps columns apart; two may end a wrapped cell."""
_MANY = 6
"""One line of so many with three pieces apart makes a text one of columns side by side."""
_TOTAL = re.compile(r"(?:Tổng|TỔNG)(?: (?:cộng|CỘNG|số|SỐ))?$|(?:Cộng|CỘNG)(?: \\(.*\\))?$")


@dataclass(slots=True)
class Aligned:
    """Blocks in which tables by position are grids, and what was noticed on their lines."""

    blocks: list[Block]
    flags: dict[int, list[Flag]] = field(default_factory=dict)

    def account(self, table: Table) -> None:
        """Name the layout of a table made of such a grid and put what was noticed on its rows."""
        if table.place.line not in self.flags:
            return
        table.layout = LAYOUT
        table.reason = f"columns side by side, parted by blanks: {table.reason}"
        lines = sorted((entry.place.line or 0, at) for at, entry in enumerate(table.entries))
        for line, flags in self.flags.items():
            at = next((at for start, at in reversed(lines) if start <= line), None)
            if at is not None and flags:
                entry = table.entries[at]
                entry.flags += [flag for flag in flags if flag not in entry.flags]
                if isinstance(entry, Row):
                    entry.last_line = max(entry.last_line or line, line)
        _doubt_empty_leads(table)


def side_by_side(blocks: Sequence[Block]) -> bool:
    """Whether lines keep columns apart by wide blanks, so that a reading line by line would mix them."""
    if not may_part(blocks):
        return False
    lines = spaced_lines(blocks)
    apart = [line for line in lines if any(b.left - a.right >= _WIDE for a, b in pairwise(line.pieces))]
    return sum(len(line.pieces) > 2 for line in apart) * _MANY > len(lines)


def taken_apart(blocks: Sequence[Block]) -> bool:
    """Whether the numbers of rows stand in runs of their own ('1', '2', '3' line after line, 'I' right before '1'), as
    in a text whose columns were read one after the other: which words belong to which number is lost."""
    numbers = [parse_number(block.text) for block in blocks if isinstance(block, Paragraph)]
    counted = [number for number in numbers if number is not None and "item" not in number.kinds]
    pairs = [(a, b) for a, b in pairwise(numbers) if a is not None and b is not None and b.decimal]
    after = sum(1 for a, b in pairs if a.decimal and _follows(a.parts, b.parts))
    sections = sum(1 for number in counted if _is_section(number))
    bare = sum(1 for a, b in pairs if _is_section(a) and len(b.parts) == 1)
    return (after * _RUNS > len(counted) and after > 1) or (bare * 2 > sections and bare > 1)


def _is_section(number: Number) -> bool:
    """Whether a number is that of a section; 'X' and 'V' may be marks in a cell."""
    return not number.decimal and "item" not in number.kinds and number.text not in ("X", "V")


def _follows(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    return after[:-1] == before[:-1] and after[-1] == before[-1] + 1


def _doubt_empty_leads(table: Table) -> None:
    """Whether a row without a lead under one that has it has none, or shares it in a cell over several rows, cannot be
    told from a text."""
    at = next((index for index, column in enumerate(table.columns) if column.role is Role.LEAD), None)
    above: str | None = None
    for entry in table.entries:
        if isinstance(entry, Row) and at is not None:
            cells = [cell for cell in entry.cells[2:] if cell]
            if above and not entry.cells[at] and cells:
                message = f"whether '{table.columns[at].heading}' is empty or shared with the row above is in doubt"
                entry.flags.append(Flag("cell_split", message, entry.place))
            above = entry.cells[at] or above
        else:
            above = None


def with_grids(blocks: Sequence[Block], known: Headings = KNOWN) -> Aligned:
    """The blocks of a text with its tables by position as grids (one a page); the same blocks where there are none."""
    result = Aligned(list(blocks))
    lines = spaced_lines(blocks) if may_part(blocks) else []
    at = 0
    while at < len(lines):
        table = _table(lines, at, known) if is_anchor(lines, at) else None
        if table is None:
            at += 1
            continue
        end = table.read(result)
        _replace(result, lines[table.heading.start : end], table.grids)
        at = end
    return result


def _replace(result: Aligned, taken: Sequence[SpacedLine], grids: list[Grid]) -> None:
    numbers = {line.line for line in taken}
    at = next(i for i, block in enumerate(result.blocks) if block.place.line in numbers)
    kept = [b for b in result.blocks if isinstance(b, Grid) or b.place.line not in numbers]
    result.blocks = [*kept[:at], *grids, *kept[at:]]


def _table(lines: Sequence[SpacedLine], anchor: int, known: Headings) -> _Table | None:
    """The table whose heading stands round a line; None where there is none."""
    edge = lines[anchor].pieces[0].right + 2
    stop = next((at for at in range(anchor + 1, len(lines)) if is_label(lines[at].text)), len(lines))
    first = next((at for at in range(anchor + 1, stop) if numbered(lines[at], edge) and not _counts(lines[at])), None)
    if first is None:
        return None
    page = [line for line in lines[first:stop] if line.page == lines[anchor].page and not is_page_number(line)]
    page = [line for line in page if not _counts(line)]
    after = next((at for at, line in enumerate(page) if after_table(line.text)), len(page))
    heading = find_heading(lines, anchor, first, page[:after], known)
    return _Table(lines, heading, _stop(lines, heading, stop), known) if heading else None


def _stop(lines: Sequence[SpacedLine], heading: Heading, stop: int) -> int:
    """The first line that cannot be the table's by its words: a note, a signature, another table's heading."""
    wanted = heading.words(lines)
    for at in range(heading.end, stop):
        if after_table(lines[at].text):
            return at
        if is_anchor(lines, at):
            again = (repeated_heading(lines[above : at + 14], wanted) for above in range(max(0, at - 4), at + 1))
            if not any(again):
                return at
    return stop


@dataclass(slots=True)
class _Table:
    """A table by position: all lines, its heading among them, and a line before which it ends."""

    lines: Sequence[SpacedLine]
    heading: Heading
    stop: int
    known: Headings
    grids: list[Grid] = field(default_factory=list)

    def read(self, result: Aligned) -> int:
        """Make the grids, a page each; returns the line after the table's last."""
        wanted = self.heading.words(self.lines)
        pages: list[list[BodyLine]] = []
        tops: list[int | None] = []
        end = self.stop
        for _, group in groupby(range(self.heading.start, self.stop), key=lambda at: self.lines[at].page):
            indexes = [at for at in group if not is_page_number(self.lines[at])]
            page = [self.lines[at] for at in indexes]
            top = (0, self.heading.end - self.heading.start) if not pages else repeated_heading(page, wanted)
            skip = top[1] if top else 0
            edges, certain = self._edges(page[slice(*top)] if top else [], page[skip:], first=not pages)
            last = skip + self._rows_end(indexes[skip:], edges)
            body = [line for line in page[skip:last] if not _counts(line)]
            certain = certain and together(body, edges) <= _MIXED
            pages.append([_body_line(line, edges, certain) for line in body])
            tops.append(page[top[0]].line if top else None)
            if last < len(page):
                end = indexes[last]
                break
        self._emit(pages, tops, result)
        return end

    def _edges(
        self, top: Sequence[SpacedLine], body: Sequence[SpacedLine], first: bool
    ) -> tuple[tuple[int, ...], bool]:
        """Where the columns begin on one page (the text may be set otherwise than on the first), and whether that is
        certain."""
        if first:
            return self.heading.edges, True
        again = edges_again(self.heading, top, body, self.known) if top else None
        return (again, True) if again else fitted(self.heading.edges, gutters(body, top), body)

    def _rows_end(self, indexes: Sequence[int], edges: Sequence[int]) -> int:
        """How many of a page's lines are the table's: after the last row of the whole table a line that runs through
        from the number's column into the next is text."""
        rows = [at for at in range(self.heading.end, self.stop) if _is_row(self.lines[at], edges[0])]
        last = max(rows, default=-1)
        for position, at in enumerate(indexes):
            if at > last and _runs_through(self.lines[at], edges):
                return position
        return len(indexes)

    def _emit(self, pages: Sequence[list[BodyLine]], tops: Sequence[int | None], result: Aligned) -> None:
        width = len(self.heading.edges) + 1
        result.flags.setdefault(self.lines[self.heading.start].line, [])
        for rows, top in zip(rows_of(pages, width), tops, strict=True):
            printed = [GridRow(row, Place(line=top)) for row in self.heading.rows] if top else []
            printed += [_grid_row(row, width, result) for row in rows if row.lines]
            if printed:
                self.grids.append(Grid(tuple(printed), printed[0].place))


def _counts(line: SpacedLine) -> bool:
    return counts_columns(tuple(piece.text for piece in line.pieces))


def _is_row(line: SpacedLine, edge: int) -> bool:
    """Whether a line is a row's: a number alone, and two cells beside it at least."""
    return len(line.pieces) > 2 and line.pieces[0].left <= edge and number_of_cell(line.pieces[0].text) is not None


def _runs_through(line: SpacedLine, edges: Sequence[int]) -> bool:
    """Whether a line is running text: in one piece from the number's column into the next."""
    first = line.pieces[0]
    head, _, rest = first.text.partition(" ")
    if len(line.pieces) > 1 or first.left >= edges[0] - 1 or _TOTAL.match(first.text):
        return False
    if parse_number(head) is not None:
        return bool(rest) and first.left + len(head) + 1 < edges[0] - 1
    return first.right > edges[0] + 2


def _body_line(line: SpacedLine, edges: Sequence[int], certain: bool) -> BodyLine:
    """A line's pieces in columns; a section's title after its number is not parted, however long."""
    puts = put_in_columns(line, edges)
    first = [put for put in puts if put.column == 0]
    number = bool(first) and number_of_cell(first[0].text) is not None
    if number and len(line.pieces) == 2 and not _decimal(first[0].text):
        puts = [first[0], Put(1, line.pieces[1].text)]
    capitals = len(line.pieces) == 1 and line.text.isupper() and len(line.text.split()) > 1
    band = not number and capitals and line.pieces[0].left < edges[1]
    if band:
        puts = [Put(1, line.pieces[0].text)]
    total = bool(puts) and puts[0].column < 2 and _TOTAL.match(puts[0].text) is not None
    columns = [put.column for put in puts if not put.parted]
    if not certain or len(set(columns)) < len(columns):
        puts = [replace(put, unsure=True) for put in puts]
    return BodyLine(line.line, line.gap, puts, number or band or total)


def _decimal(text: str) -> bool:
    number = number_of_cell(text)
    return number is not None and (number.decimal or "item" in number.kinds)


def _grid_row(row: RowLines, width: int, result: Aligned) -> GridRow:
    """The cells of one row, and what is to be said about its lines."""
    place = Place(line=row.lines[0].line)
    here = result.flags.setdefault(row.lines[0].line, [])
    if row.unsure:
        here.append(Flag("row_split", "which lines belong to this row is in doubt", place))
    cells: list[str | None] = []
    for column in range(width):
        text, rejoined = join_lines([line.text(column) for line in row.lines if line.text(column)])
        cells.append(text)
        here += [Flag("words_rejoined", f"'{word}' was cut by a line end", place, "repair") for word in rejoined]
    for line in row.lines:
        if any(put.unsure for put in line.puts):
            here.append(Flag("cell_split", "in which column these words stand is in doubt", Place(line=line.line)))
        elif any(put.parted for put in line.puts):
            message = "two columns stand on this line without a gap between them"
            here.append(Flag("cell_split", message, Place(line=line.line), "repair"))
    return GridRow(tuple(cells), place)
