"""A table in cells (tab-separated text, office files, web pages) put together: pages joined, columns known by their
headings."""

from __future__ import annotations

from dataclasses import replace

from graph.rows import Flag, Role, Row, Table
from importers.blocks import Grid, Paragraph
from importers.recover.appendices import Appendix
from importers.recover.body_tables import with_money
from importers.recover.columns import is_assumed, kind_of
from importers.recover.grid_header import GridHeader, find_header
from importers.recover.grid_lines import GridText, goes_on, read_lines
from importers.recover.grid_rows import RowReader
from importers.recover.headings import Headings, match_heading
from importers.recover.periods import with_year
from importers.recover.sequence import counted, flag_sequence, infer_numbers

LAYOUT = "grid"


def recover_grid(appendix: Appendix) -> Table | None:
    """The table of an appendix that stands in cells; None where no grid of it has known headings. Grids that go on
    from one another are one table; paragraphs between them are left in `appendix.rest`."""
    grids = [block for block in appendix.blocks if isinstance(block, Grid)]
    first = next((i for i, grid in enumerate(grids) if find_header(grid.rows, appendix.known)), None)
    text = read_lines(grids[first:], appendix.known) if first is not None else None
    if text is None or first is None:
        return None
    appendix.rest.extend(block for block in appendix.blocks if isinstance(block, Paragraph))
    kind = kind_of(text.columns, appendix.title)
    columns = with_money(with_year(text.columns, appendix.title), appendix.money)
    reader = RowReader(columns, kind, appendix.label, appendix.lexicon)
    reader.read(text.lines)
    rows = [entry for entry in reader.entries if isinstance(entry, Row)]
    if any(column.role is Role.NUMBER for column in text.columns):
        infer_numbers(counted(rows))
        flag_sequence(counted(rows))
    return Table(
        appendix.label, appendix.title, kind, LAYOUT, _reason(text, len(grids) - first), columns, reader.entries,
        grids[first].place, [*_noticed(text, grids[first], appendix.known), *reader.flags],
    )  # fmt: skip


def tables_of(appendix: Appendix) -> list[Appendix]:
    """An appendix whose grids are several tables (each with its own headings) as one appendix a table; the
    paragraphs between go with the table above, what stands before the first and grids of another form to `rest`."""
    parts: list[Appendix] = []
    header: GridHeader | None = None
    for block in appendix.blocks:
        if isinstance(block, Grid):
            own = find_header(block.rows, appendix.known)
            same = header is not None and goes_on(block, header, appendix.known)
            if own and not same:
                header = own
                place = block.place if parts else appendix.place
                parts.append(replace(appendix, blocks=[], rest=[], place=place))
            elif not same:
                appendix.rest.append(block)
                continue
        (parts[-1].blocks if parts else appendix.rest).append(block)
    return parts


def _reason(text: GridText, grids: int) -> str:
    known = sum(column.role is not Role.OTHER for column in text.columns)
    pages = f", headings repeated {text.repeats} times" if text.repeats else f", {grids} grids" if grids > 1 else ""
    return (
        f"cells in rows: {known} of {len(text.columns)} columns known by their headings, "
        f"{text.header.size} heading rows{pages}"
    )


def _noticed(text: GridText, grid: Grid, known: Headings) -> list[Flag]:
    flags = []
    if text.repeats:
        message = f"the heading is printed again {text.repeats} times; left out"
        flags.append(Flag("header_repeated", message, grid.place, "repair"))
    for column in text.columns:
        if column.role is Role.OTHER and match_heading(column.heading, known):
            message = f"the model has no property for the column '{column.heading}'; it is kept with the row"
            flags.append(Flag("column_kept", message, grid.place))
        elif column.role is Role.OTHER:
            message = f"the heading '{column.heading}' is not known; the column is kept as it is"
            flags.append(Flag("unknown_heading", message, grid.place))
        elif column.role is Role.NAME and is_assumed(column, known):
            message = f"the heading '{column.heading}' is not known; by its place it names the rows"
            flags.append(Flag("heading_assumed", message, grid.place))
    return flags
