"""PDF files with a text layer to blocks: ruled tables page by page, and the text around them as paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.table import Table
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from graph.rows import Flag, Place
from importers.blocks import Block, Grid, GridRow, UnreadableError
from importers.readers.grids import at, cells_as_paragraphs, check_size, is_layout, make_grid, numbered
from importers.readers.limits import Limits
from importers.readers.package import check_streams
from importers.readers.pdf_paragraphs import PageLine, is_page_number, is_stamp, paragraphs, running_titles
from importers.readers.pdf_tables import PageTable, cover_from_above, goes_on, read_table, repeated_rows
from importers.readers.pdf_text import lines
from importers.readers.pdf_turned import upright

_DAMAGED = (MalformedPDFException, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError)


@dataclass(slots=True)
class _Found:
    """What the pages held, in reading order: lines, and grids between them."""

    items: list[PageLine | Grid] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    pages: int = 0
    tables: int = 0
    going_on: set[int] = field(default_factory=set)  # tables with the columns of the page before
    letters: int = 0
    blank: list[int] = field(default_factory=list)  # pages with a picture and no text


def read_pdf(
    data: bytes, file: str, limits: Limits, password: str | None = None
) -> tuple[tuple[Block, ...], tuple[Flag, ...]]:
    """Blocks and flags of a PDF: a table on several pages comes as a grid a page, each row with its page, table
    (counted over the document) and row on that page; a paragraph has its page and its number there as row. Flags:
    `page_without_text` (a scanned page), `merged_over_page`, `stamp_dropped`, `drawing_not_read`. Raises
    `UnreadableError` for a damaged or locked file, a scan without any text, a file longer than `limits` allow, and
    one that goes on without a table."""
    check_streams(data, file, limits)
    try:
        with pdfplumber.open(BytesIO(data), password=password or "") as document:
            found = _read(document, file, limits)
    except PdfminerException as error:
        raise UnreadableError(f"{file}: {_reason(error, password)}") from error
    except _DAMAGED as error:
        raise UnreadableError(f"{file}: the PDF is damaged or cut off ({type(error).__name__}: {error})") from error
    if not found.letters and found.blank:
        advice = "run text recognition (OCR) on it and import the result"
        raise UnreadableError(f"{file}: is a scan: its {found.pages} pages hold pictures and no text; {advice}")
    if not found.letters:
        raise UnreadableError(f"{file}: its {found.pages} pages hold no text")
    for page in found.blank:
        message = f"page {page} is a picture without text and was not read"
        found.flags.append(Flag("page_without_text", message, Place(page=page), "lost"))
    return numbered(_blocks(found)), tuple(found.flags)


def _reason(error: PdfminerException, password: str | None) -> str:
    cause = error.args[0] if error.args else error
    if isinstance(cause, PDFPasswordIncorrect):
        return f"is locked; {'the password given does not open it' if password else 'give its password (--password)'}"
    if isinstance(cause, PDFEncryptionError):
        return "is encrypted in a way that cannot be opened; save it without a password"
    return f"the PDF is damaged or cut off ({cause})"


def _read(document: PDF, file: str, limits: Limits) -> _Found:
    found = _Found(pages=len(document.pages))
    if not found.pages:
        raise UnreadableError(f"{file}: the PDF is damaged or cut off (no page in it can be found)")
    if found.pages > limits.pages:
        raise UnreadableError(f"{file}: has {found.pages:,} pages, more than the {limits.pages:,} allowed")
    walk = _Walk(found, file, limits)
    for page in document.pages:
        if page.page_number > limits.pages_without_table and not found.tables:
            most = limits.pages_without_table
            raise UnreadableError(f"{file}: the first {most} of its {found.pages:,} pages hold no table")
        walk.page(page)
        page.close()
    return found


class _Walk:
    """One pass over the pages, remembering the table that may go on."""

    def __init__(self, found: _Found, file: str, limits: Limits) -> None:
        self._found = found
        self._file = file
        self._limits = limits
        self._first: PageTable | None = None  # the table's first page
        self._before: PageTable | None = None  # its part on the page before

    def page(self, page: Page) -> None:
        """Read one page: its tables first, then the letters outside them."""
        number = page.page_number
        page = upright(page)
        chars = [char for char in page.chars if char["upright"]]
        self._found.letters += sum(1 for char in chars if not char["text"].isspace())
        if not chars and page.images:
            self._found.blank.append(number)
        ruled = self._ruled(page)
        taken: set[int] = set()
        grids: list[tuple[float, Grid]] = []
        for table in ruled:
            read, inside = read_table(table.cells, chars, self._before)
            taken |= inside
            grid = self._grid(read, number)
            if grid:
                grids.append((read.box[1], grid))
        if not ruled:
            self._first = self._before = None
        rest = lines(char for index, char in enumerate(chars) if index not in taken)
        outside = [PageLine(line, number, page.width, page.height) for line in rest]
        for each in outside:
            while grids and grids[0][0] < each.line.top:
                self._found.items.append(grids.pop(0)[1])
            self._found.items.append(each)
        self._found.items += [grid for _, grid in grids]

    def _ruled(self, page: Page) -> list[Table]:
        """The tables of a page, by the lines drawn on it."""
        rulings = len(page.rects) + len(page.lines) + len(page.curves)
        if rulings > self._limits.rulings:
            message = f"page {page.page_number} has {rulings:,} lines drawn on it and was not looked through for tables"
            self._found.flags.append(Flag("drawing_not_read", message, Place(page=page.page_number), "lost"))
        tables: list[Table] = page.find_tables() if 0 < rulings <= self._limits.rulings else []
        return tables

    def _grid(self, table: PageTable, page: int) -> Grid | None:
        if not any(cell for row in table.rows for cell in row):
            return None
        self._found.tables += 1
        number = self._found.tables
        check_size(len(table.lefts), len(table.rows), self._file, f"the table on page {page}", self._limits)
        if self._first and self._before and goes_on(self._before, table):
            self._found.going_on.add(number)
            top = repeated_rows(self._first, table)
            if cover_from_above(self._before, table, top):
                message = "an empty cell was taken for the rest of a cell merged down from the page before"
                self._found.flags.append(Flag("merged_over_page", message, at(number, top + 1, page=page), "repair"))
        else:
            self._first = table
        self._before = table
        rows = (GridRow(tuple(row), at(number, n, page=page)) for n, row in enumerate(table.rows, start=1))
        return Grid(tuple(rows), at(number, 1, page=page))


def _blocks(found: _Found) -> Iterator[Block]:
    """Lines gathered to paragraphs, without what a printer or a signature added; frames as paragraphs."""
    titles = running_titles([item for item in found.items if isinstance(item, PageLine)], found.pages)
    run: list[PageLine] = []
    stamped = False
    for item in found.items:
        if isinstance(item, PageLine):
            if is_page_number(item) or item.key in titles:
                continue
            stamped = is_stamp(item.line.text, stamped)
            if stamped:
                message = f"left out as a signature's stamp: {item.line.text}"
                found.flags.append(Flag("stamp_dropped", message, Place(page=item.page), "repair"))
                continue
            run.append(item)
            continue
        yield from paragraphs(run)
        run = []
        if is_layout(item.rows):
            yield from cells_as_paragraphs(item.rows)
        else:
            yield item if item.place.table in found.going_on else make_grid(item.rows)
    yield from paragraphs(run)
