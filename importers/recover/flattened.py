"""A table whose cells stand one a line (a web page copied into an editor) put back into rows and columns."""

from __future__ import annotations

from collections.abc import Sequence

from graph.rows import Column, Flag, Heading, Place, Role, Row, Table
from graph.text import clean, clean_or_none
from importers.blocks import Paragraph
from importers.recover.appendices import Appendix
from importers.recover.flat_header import FlatHeader, read_flat_header
from importers.recover.flat_rows import Segmenter, Span
from importers.recover.headings import kind_of, period_of
from importers.recover.joining import Lexicon, rejoin
from importers.recover.markup import strip_markup
from importers.recover.numbering import Sections
from importers.recover.sequence import flag_lost, flag_sequence, infer_numbers

LAYOUT = "flattened"
_SAMPLE = 120
"""Lines from which the order of the columns, and whether the layout fits, are told."""


def recover_flattened(appendix: Appendix) -> Table | None:
    """The table of an appendix whose lines hold one cell each; None where its lines do not begin with headings.
    Which line belongs to which column is decided by what the lines say (see `align`), so a lost cell stays empty and
    is flagged. Lines after the table are left in `appendix.rest`."""
    paragraphs = [block for block in appendix.blocks if isinstance(block, Paragraph)]
    lines = [block.text for block in paragraphs]
    header = read_flat_header(lines, appendix.known)
    if header is None:
        return None
    columns, spans = _segment(lines[header.size :], header)
    reader = _Reader(appendix, columns, paragraphs[header.size :])
    for span in spans:
        reader.take(span)
    reader.finish()
    rows = [entry for entry in reader.entries if isinstance(entry, Row)]
    single = sum(1 for size in reader.sizes if size)
    return Table(
        appendix.label, appendix.title, reader.kind, LAYOUT,
        f"one cell a line: {len(columns)} headings on {header.size} lines, "
        f"{single} of {len(rows)} rows with one line a cell",
        columns, reader.entries, paragraphs[0].place, reader.flags,
    )  # fmt: skip


def flattened_share(appendix: Appendix) -> float:
    """Share of rows that read as one line a cell (0 where the lines do not begin with headings); `layout` takes an
    appendix for flattened by it."""
    lines = [block.text for block in appendix.blocks if isinstance(block, Paragraph)]
    header = read_flat_header(lines, appendix.known)
    if header is None:
        return 0.0
    columns, spans = _segment(lines[header.size :][:_SAMPLE], header)
    rows = [span for span in spans if span.kind == "row"]
    plain = sum(
        1 for span in rows if span.end - span.body + bool(span.name) <= sum(c.role is not Role.NUMBER for c in columns)
    )
    return plain / len(rows) if rows else 0.0


def _segment(lines: Sequence[str], header: FlatHeader) -> tuple[tuple[Column, ...], list[Span]]:
    """The column order that fits the lines best, and the rows."""
    orders = header.orders
    if len(orders) > 1:
        sample = lines[:_SAMPLE]
        orders = (max(orders, key=lambda order: Segmenter(sample, order, header.lines).best()[0]),)
    return orders[0], Segmenter(lines, orders[0], header.lines).best()[1]


class _Reader:
    """Turns spans of lines into rows and headings, with a flag for every repair and loss."""

    def __init__(self, appendix: Appendix, columns: tuple[Column, ...], paragraphs: Sequence[Paragraph]) -> None:
        self.appendix, self.columns, self.paragraphs = appendix, columns, paragraphs
        self.kind = kind_of(columns, appendix.title)
        self.lexicon: Lexicon = appendix.lexicon
        self.segmenter = Segmenter([block.text for block in paragraphs], columns, ())
        self.sections = Sections()
        self.entries: list[Row | Heading] = []
        self.flags: list[Flag] = []
        self.sizes: list[bool] = []
        self.parents: set[str] = set()

    def take(self, span: Span) -> None:
        """Add what a span holds."""
        place = self.paragraphs[span.start].place
        if span.kind == "header":
            self.flags.append(Flag("header_repeated", "the heading of the table is printed again", place, "repair"))
        elif span.kind == "rest":
            self.appendix.rest.extend(self.paragraphs[span.start : span.end])
        elif span.kind in ("heading", "band") or (span.kind == "parent" and self.kind == "indicator"):
            self._heading(span, place)
        else:
            self._row(span, place)

    def _text(self, lines: Sequence[str], place: Place) -> tuple[str | None, list[Flag]]:
        """The cleaned text of a cell's lines and the repairs made on it."""
        plain, marked = strip_markup(" ".join(clean(line) for line in lines))
        joined = rejoin(plain, self.lexicon)
        flags = joined.flags(place)
        if marked:
            flags.append(Flag("markup_dropped", "markup inside the cell left out", place, "repair"))
        return clean_or_none(joined.text), flags

    def _heading(self, span: Span, place: Place) -> None:
        lines = [span.name] if span.name else [block.text for block in self.paragraphs[span.body : span.end]]
        title, flags = self._text(lines, place)
        if span.number:
            path = self.sections.open(span.number)
        else:
            path = (period_of(title or "") if self.kind == "indicator" else None) or title or ""
            self.sections.open_band(path)
        if title is None:
            flags.append(Flag("title_lost", f"the title of section {path} is lost", place, "lost"))
        if any(isinstance(entry, Heading) and entry.path == path for entry in self.entries):
            flags.append(Flag("duplicate_heading", f"a section {path} stands above already", place))
        self.entries.append(Heading(self.appendix.label, path, title, place, flags))

    def _row(self, span: Span, place: Place) -> None:
        body = [block.text for block in self.paragraphs[span.body : span.end]]
        lines = [span.name, *body] if span.name else body
        fit = self.segmenter.aligner.best([clean(line) for line in lines])
        flags: list[Flag] = []
        cells: list[str | None] = []
        ranges = iter(fit.cells)
        for column in self.columns:
            if column.role is Role.NUMBER:
                printed = span.number is not None
                cells.append(
                    (span.number.text if span.name and span.number else clean(self.paragraphs[span.start].text))
                    if printed
                    else None
                )
                continue
            first, last = next(ranges)
            text, repairs = self._text(lines[first:last], place)
            cells.append(text)
            flags += repairs
        self.sizes.append(all(last - first <= 1 for first, last in fit.cells))
        number = span.number.text if span.number else None
        parent = span.number.parent if span.number else None
        known = parent if parent in self.parents else None
        if number:
            self.parents.add(number)
        self.entries.append(
            Row(self.kind, self.appendix.label, self.sections.path, number, tuple(cells), place,
                self.paragraphs[span.end - 1].place.line, known, flags)
        )  # fmt: skip

    def finish(self) -> None:
        """Give rows without a number the one their position tells, and flag what is lost or out of order."""
        rows = [entry for entry in self.entries if isinstance(entry, Row)]
        if any(column.role is Role.NUMBER for column in self.columns):
            infer_numbers(rows)
            flag_sequence(rows)
        flag_lost(rows, self.columns)
