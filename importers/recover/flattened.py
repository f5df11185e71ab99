"""A table whose cells stand one a line (a web page copied into an editor) put back into rows and columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from graph.rows import Column, Flag, Place, Role, Row, Table
from graph.text import clean, fold
from importers.blocks import Paragraph
from importers.recover.appendices import Appendix
from importers.recover.body_tables import with_money
from importers.recover.flat_entries import Span
from importers.recover.flat_header import FlatHeader, read_flat_header
from importers.recover.flat_reader import FlatReader
from importers.recover.flat_rows import Segmented, segment
from importers.recover.grid_rows import is_total
from importers.recover.periods import with_year

LAYOUT = "flattened"
_SUM = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:,\d+)?|\d{4,}|\d+,\d+|[-–]")
_SAMPLE = 120
"""Lines from which the order of the columns, and whether the layout fits, are told."""


@dataclass(frozen=True, slots=True)
class FlatLines:
    """The lines of an appendix under headings a line each, and flags for those that are no rows' and were left out.
    `place` is where the headings begin."""

    header: FlatHeader
    lines: list[Paragraph]
    flags: list[Flag]
    place: Place


def read_flat_lines(appendix: Appendix) -> FlatLines | None:
    """The lines to read rows from; None where an appendix does not begin with headings a line each."""
    paragraphs = [block for block in appendix.blocks if isinstance(block, Paragraph)]
    header = read_flat_header([block.text for block in paragraphs], appendix.known)
    if header is None:
        return None
    lines, repeats = _without_repeats(paragraphs[header.size :], header)
    lines, totals = _without_totals(lines)
    return FlatLines(header, lines, [*repeats, *totals], paragraphs[0].place)


def recover_flattened(appendix: Appendix, flat: FlatLines) -> Table:
    """The table of an appendix whose lines hold one cell each. Which line belongs to which column is decided by what
    the lines say (see `align`), so a lost cell stays empty and is flagged. Lines after the table are left in
    `appendix.rest`."""
    columns, spans = _segment([block.text for block in flat.lines], flat.header)
    columns = with_money(with_year(columns, appendix.title), appendix.money)
    reader = FlatReader(appendix, columns, flat.lines)
    reader.read(spans)
    rows = sum(isinstance(entry, Row) for entry in reader.entries)
    return Table(
        appendix.label, appendix.title, reader.kind, LAYOUT,
        f"one cell a line: {len(columns)} headings on {flat.header.size} lines, "
        f"{reader.single} of {rows} rows with one line a cell",
        columns, reader.entries, flat.place, [*flat.flags, *reader.flags],
    )  # fmt: skip


def flattened_share(flat: FlatLines) -> float:
    """Share of rows that read as one line a cell; `layout` takes an appendix for flattened by it."""
    lines = flat.lines
    sample = lines if len(lines) <= 3 * _SAMPLE else lines[:_SAMPLE]  # a short table is segmented whole anyway
    columns, spans = _segment([block.text for block in sample], flat.header)
    rows = [span for span in spans if span.kind == "row"]
    width = sum(column.role is not Role.NUMBER for column in columns)
    plain = sum(1 for span in rows if span.end - span.body + bool(span.name) <= width)
    return plain / len(rows) if rows else 0.0


def _segment(lines: Sequence[str], header: FlatHeader) -> tuple[tuple[Column, ...], list[Span]]:
    """The column order that fits the lines best, and the rows."""
    orders, whole = header.orders, tuple(lines)
    if len(orders) > 1:
        sample = whole if len(whole) <= 2 * _SAMPLE else whole[:_SAMPLE]  # more of a short table costs no more
        orders = (_fitting(sample, orders),)
    return orders[0], _best(whole, orders[0]).spans


def _fitting(lines: tuple[str, ...], orders: Sequence[tuple[Column, ...]]) -> tuple[Column, ...]:
    """The order that fits lines best. Where the rows of one have a line for each column, those of another width are
    out."""
    tried: dict[tuple[Column, ...], float] = {}
    width: int | None = None
    for order in orders:
        if width is None or len(order) == width:
            tried[order] = _best(lines, order).score
            width = len(order) if _a_line_a_cell(_best(lines, order), len(order)) else width
    return max((order for order in tried if width is None or len(order) == width), key=tried.__getitem__)


def _a_line_a_cell(found: Segmented, width: int) -> bool:
    """Whether the rows, told by their numbers, have as many lines as there are columns; the end may cut the last."""
    rows = [span.end - span.start for span in found.spans if span.kind == "row"]
    return found.counted and len(rows) > 1 and set(rows[:-1]) == {width} and rows[-1] <= width


@lru_cache(maxsize=16)
def _best(lines: tuple[str, ...], order: tuple[Column, ...]) -> Segmented:
    """The best rows of some lines. The sample is asked for twice: to tell the layout and to tell the order."""
    return segment(lines, order)


def _without_repeats(paragraphs: Sequence[Paragraph], header: FlatHeader) -> tuple[list[Paragraph], list[Flag]]:
    """The lines without those that print the heading again (a row that a page cuts goes on after them)."""
    blanks, first = header.lines[0].count(" "), header.lines[0]
    texts = [clean(paragraph.text) for paragraph in paragraphs]
    # folding leaves the blanks alone, so most lines need none
    again = {at for at, text in enumerate(texts) if text.count(" ") == blanks and fold(text) == first}
    kept: list[Paragraph] = []
    flags: list[Flag] = []
    index = 0
    while index < len(paragraphs):
        same = _again(paragraphs, index, header.lines) if index in again else 0
        if same >= min(3, len(header.lines)):
            message = "the heading of the table is printed again; left out"
            flags.append(Flag("header_repeated", message, paragraphs[index].place, "repair"))
            index += same
        else:
            kept.append(paragraphs[index])
            index += 1
    return kept, flags


def _again(paragraphs: Sequence[Paragraph], index: int, heading: Sequence[str]) -> int:
    """How many lines of a heading (folded) the lines from an index on print again."""
    pairs = zip(paragraphs[index : index + len(heading)], heading, strict=False)
    return sum(1 for _ in takewhile(lambda pair: fold(pair[0].text) == pair[1], pairs))


def _without_totals(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Flag]]:
    """The lines without a total and the sums after it, which are no row."""
    kept: list[Paragraph] = []
    flags: list[Flag] = []
    total = False
    for paragraph in paragraphs:
        text = clean(paragraph.text)
        if text[:1] in "TtCc" and is_total((text,)):
            total = True
            flags.append(Flag("row_left_out", f"'{text}' is no row", paragraph.place))
        elif total and _SUM.fullmatch(text):
            continue
        else:
            total = False
            kept.append(paragraph)
    return kept, flags
