"""What the readers of sheets and pages share: cells in rows and columns turned into paragraphs and grids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graph.rows import Place
from importers.blocks import Block, Grid, GridRow, Paragraph, UnreadableError
from importers.readers.limits import Limits
from importers.readers.records import Records

Cell = str | None


def check_size(columns: int, rows: int, file: str, where: str, limits: Limits) -> None:
    """Refuse a table larger than `limits` allow; `where` names it ("table 3", "sheet PL1")."""
    if columns > limits.columns:
        raise UnreadableError(f"{file}: {where} has {columns:,} columns, more than the {limits.columns} allowed")
    if rows > limits.rows:
        raise UnreadableError(f"{file}: {where} has {rows:,} rows, more than the {limits.rows:,} allowed")


def filled(cells: Iterable[Cell]) -> int:
    """How many cells hold text."""
    return sum(1 for cell in cells if cell and not cell.isspace())


def make_grid(rows: Sequence[GridRow]) -> Grid:
    """A grid of one width: shorter rows are filled up with '', columns empty in every row at the right are dropped."""
    if isinstance(rows, Records):
        return Grid(rows.of_one_width(), rows[0].place)
    wide = max(len(row.cells) for row in rows)
    while wide > 1 and all(len(row.cells) < wide or row.cells[wide - 1] == "" for row in rows):
        wide -= 1
    return Grid(tuple(_fitted(row, wide) for row in rows), rows[0].place)


def _fitted(row: GridRow, wide: int) -> GridRow:
    if len(row.cells) == wide:
        return row
    return GridRow((row.cells + ("",) * (wide - len(row.cells)))[:wide], row.place)


def is_layout(rows: Sequence[GridRow]) -> bool:
    """Whether a table only places text on the page (a letter head, "Nơi nhận" beside the signature, a frame): one
    column, or two in at most three rows. No table of tasks or indicators is that small."""
    columns = max(len(row.cells) for row in rows)
    return columns == 1 or (columns == 2 and len(rows) <= 3)


def cells_as_paragraphs(rows: Iterable[GridRow]) -> Iterator[Paragraph]:
    """The lines of all cells in reading order, a paragraph each."""
    for row in rows:
        for cell in row.cells:
            for line in (cell or "").split("\n"):
                if line.strip():
                    yield Paragraph(line, row.place)


def sheet_blocks(rows: Sequence[GridRow], empty: Iterable[int]) -> Iterator[Block]:
    """Blocks of a sheet (a worksheet, a CSV file), which says nothing about where a table begins: the `empty` rows
    (their indexes) part regions; in a region, the rows with one filled cell before the first and after the last row
    with more are paragraphs (titles, notes), all between them is one grid."""
    begin, table_seen = 0, False
    for end in (*empty, len(rows)):
        for block in _region_blocks(rows[begin:end], table_seen) if end > begin else ():
            table_seen = table_seen or isinstance(block, Grid)
            yield block
        begin = end + 1


def _region_blocks(region: Sequence[GridRow], table_seen: bool) -> Iterator[Block]:
    first, last = 0, len(region)
    while first < last and filled(region[first].cells) < 2:
        first += 1
    while last > first and filled(region[last - 1].cells) < 2:
        last -= 1
    yield from map(_paragraph, region[:first])
    table = region[first:last]
    if table and not table_seen and filled(table[0].cells) < 3 and is_layout(_without_empty_columns(table)):
        yield from cells_as_paragraphs(table)
    elif table:
        yield make_grid(table)
    yield from map(_paragraph, region[last:])


def _without_empty_columns(rows: Sequence[GridRow]) -> list[GridRow]:
    used = sorted({index for row in rows for index, cell in enumerate(row.cells) if cell and cell.strip()})
    return [GridRow(tuple(row.cells[n] if n < len(row.cells) else "" for n in used), row.place) for row in rows]


def _paragraph(row: GridRow) -> Paragraph:
    return Paragraph(next(cell for cell in row.cells if cell and cell.strip()), row.place)


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks, each paragraph outside a table with its number (on its page, or in the file) as the row of its
    place, so that no two have the same."""
    counts: dict[int | None, int] = {}
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.place.table is None:
            page = block.place.page
            counts[page] = counts.get(page, 0) + 1
            found.append(Paragraph(block.text, Place(page=page, row=counts[page])))
        else:
            found.append(block)
    return tuple(found)


def at(table: int, row: int, *, line: int | None = None, page: int | None = None) -> Place:
    """The place of a table row."""
    return Place(line=line, page=page, table=table, row=row)
