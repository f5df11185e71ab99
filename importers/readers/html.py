"""Web pages to blocks: tables with their spans filled out, everything else as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from operator import methodcaller

from lxml import etree

from graph.rows import Flag, Place
from importers.blocks import Block, Grid, GridRow, Paragraph, UnreadableError
from importers.readers.grids import cells_as_paragraphs, check_size, is_layout, make_grid
from importers.readers.limits import Limits

_SILENT = ("script", "style", "head", "noscript", "template", "object", "svg", "select", "textarea", "title")
_BLOCK = (
    "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
    "table", "tr", "ul",
)  # fmt: skip
# What stands before and after the text of an element: where a browser begins a new line, and between the cells of a
# table inside a cell. The file's own line ends are blanks.
_LINE, _PARAGRAPH = "\u2028", "\u2029"
_MARKS = {**dict.fromkeys(_BLOCK, _PARAGRAPH), "td": " ", "th": " "}
_MARKED = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]|[-+•]\s")
_DIGITS = re.compile(r"\s*(\d{1,6})")
_ATTRIBUTES = methodcaller("keys")
_STYLED = etree.XPath("//*[@hidden or @style]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_MAY_HIDE = (b"hid", b"none")  # a page that hides something has one of these, in small or capital letters


def read_html(data: bytes, file: str, limits: Limits) -> tuple[tuple[Block, ...], tuple[Flag, ...]]:
    """Blocks and flags of a page (in UTF-8) in reading order; `place` has the table (counted over the page) and the
    row, of a paragraph its number as row. Scripts, styles and hidden parts are left out; nothing outside the file is
    opened. Flag: `page_cut_off` where the page ends within a table."""
    tags = data.count(b"<")
    if tags > limits.tags:
        raise UnreadableError(f"{file}: has {tags:,} tags, more than the {limits.tags:,} allowed")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"{file}: is not a web page that can be read ({error})") from error
    if root is None:
        return (), ()
    small = data.lower()
    _drop_unseen(root, small)
    blocks = _Walk(file, limits).blocks(root)
    if small.count(b"<table") <= small.count(b"</table"):
        return tuple(blocks), ()
    last = next((block.rows[-1].place for block in reversed(blocks) if isinstance(block, Grid)), Place())
    message = "the page ends within a table; it may have been cut off, and what came after this row is lost"
    return tuple(blocks), (Flag("page_cut_off", message, last, "lost"),)


def _drop_unseen(root: etree._Element, small: bytes) -> None:
    """Take out what a browser does not show; `small` is the page in small letters."""
    found = _STYLED(root) if any(word in small for word in _MAY_HIDE) else ()
    for element in found if isinstance(found, list) else ():
        if isinstance(element, etree._Element) and _is_hidden(element):
            element.tag = "template"
    etree.strip_elements(root, *_SILENT, with_tail=False)


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or _hides(element.get("style") or "")


@lru_cache(maxsize=1024)
def _hides(style: str) -> bool:
    return _HIDDEN.search(style) is not None


class _Walk:
    """One pass over a page: running text is collected until a table begins."""

    def __init__(self, file: str, limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self._tables = 0
        self._paragraphs = 0
        self._pieces: list[str] = []
        self._found: list[Block] = []

    def blocks(self, root: etree._Element) -> list[Block]:
        _gather(root, self._pieces, self._table)
        self._close()
        return self._found

    def _close(self) -> None:
        """End the paragraphs that the pieces of text make."""
        for text in "".join(self._pieces).split(_PARAGRAPH):
            if text and (lines := _lines(text)):
                self._paragraphs += 1
                self._found.append(Paragraph(lines, Place(None, None, None, self._paragraphs)))
        self._pieces.clear()

    def _table(self, table: etree._Element) -> None:
        self._close()
        self._tables += 1
        rows = self._rows(table)
        if not rows:
            return
        caption = table.find("caption")
        if caption is not None and (text := _text_of(caption)):
            self._found.append(Paragraph(text, Place(table=self._tables)))
        if is_layout(rows):
            self._found += cells_as_paragraphs(rows)
        else:
            self._found.append(make_grid(rows))

    def _rows(self, table: etree._Element) -> list[GridRow]:
        rows: list[GridRow] = []
        for group in _row_groups(table):
            down: dict[int, int] = {}  # column -> rows of the group still covered from above
            for left, row in zip(range(len(group), 0, -1), group, strict=True):
                printed = list(row.iterchildren("td", "th"))
                plain = not down and not any(map(_ATTRIBUTES, printed))
                cells: list[str | None]
                if plain:  # text alone, in most cells: without a call for each
                    cells = [_text_of(c) if len(c) else " ".join((c.text or "").split()) for c in printed]
                else:
                    cells = self._placed(printed, down, left)
                number = len(rows) + 1
                check_size(len(cells), number, self._file, f"table {self._tables}", self._limits)
                rows.append(GridRow(tuple(cells), Place(None, None, self._tables, number)))
        return rows

    def _placed(self, printed: list[etree._Element], down: dict[int, int], left: int) -> list[str | None]:
        """The cells of a row with those that cells above reach over; `left` rows of the group are left, with this."""
        cells: list[str | None] = []
        for cell in printed:
            if not down and not cell.get("colspan") and not cell.get("rowspan"):
                cells.append(_text_of(cell))
                continue
            _covered(cells, down)
            across, below = min(_span(cell, "colspan") or 1, self._limits.columns + 1), _span(cell, "rowspan") or left
            text = _text_of(cell)
            for n in range(across):
                if below > 1:
                    down[len(cells)] = below - 1
                cells.append(None if n else text)
            if len(cells) > self._limits.columns:
                break
        while down and max(down) >= len(cells):
            _covered(cells, down)
            if down and max(down) >= len(cells):
                cells.append("")
        return cells


def _covered(cells: list[str | None], down: dict[int, int]) -> None:
    """Add the cells that one above covers at this point of the row."""
    while (column := len(cells)) in down:
        down[column] -= 1
        if not down[column]:
            del down[column]
        cells.append(None)


def _text_of(cell: etree._Element) -> str:
    if not len(cell):
        return " ".join((cell.text or "").split())
    pieces: list[str] = []
    _gather(cell, pieces)
    return _lines("".join(pieces))


def _gather(element: etree._Element, pieces: list[str], table: Callable[[etree._Element], None] | None = None) -> None:
    """Add the text inside an element to `pieces`, with marks. A table that is no frame goes to `table`; without one,
    its rows are lines."""
    if element.text:
        pieces.append(element.text)
    number = 0
    for child in element:
        tag = child.tag  # the parser writes tags in small letters
        if tag == "br":
            pieces.append(_LINE)
        elif tag == "table" and table and not _is_frame(child):
            table(child)
        else:
            mark = _MARKS.get(tag) if isinstance(tag, str) else None
            if mark:
                pieces.append(mark)
            if tag == "li":
                number += 1
                _gather_item(child, _bullet(element, number), pieces, table)
            elif len(child):
                _gather(child, pieces, table)
            elif child.text:
                pieces.append(child.text)
            if mark:
                pieces.append(mark)
        if child.tail:
            pieces.append(child.tail)


def _gather_item(
    item: etree._Element, bullet: str, pieces: list[str], table: Callable[[etree._Element], None] | None
) -> None:
    """Add the text of a list item, its bullet on its first line."""
    pieces.append(bullet)
    if item.find(".//table") is not None:
        _gather(item, pieces, table)
        return
    inner: list[str] = []
    _gather(item, inner)
    text = "".join(inner).lstrip()
    if _MARKED.match(text):
        pieces.pop()  # the item prints its number itself
    pieces.append(text)


def _lines(text: str) -> str:
    """The lines of a text, each with single blanks, without empty ones."""
    text = text.strip()
    if _LINE not in text and _PARAGRAPH not in text:
        return " ".join(text.split())
    lines = text.replace(_PARAGRAPH, _LINE).split(_LINE)
    return "\n".join(line for part in lines if (line := " ".join(part.split())))


def _row_groups(table: etree._Element) -> Iterator[list[etree._Element]]:
    """The rows of a table by its head, bodies and foot, over whose ends no cell reaches; those outside them are one
    group. Rows of tables inside it are none of its own."""
    loose: list[etree._Element] = []
    for child in table.iterchildren("tr", "thead", "tbody", "tfoot"):
        if child.tag == "tr":
            loose.append(child)
            continue
        yield loose
        loose = []
        yield list(child.iterchildren("tr"))
    yield loose


def _is_frame(table: etree._Element) -> bool:
    """Whether a table is there to place other tables: more than half of its text stands inside them."""
    inner = [nested for nested in table.iter("table") if nested is not table]
    outermost = [nested for nested in inner if next(nested.iterancestors("table")) is table]
    if not outermost:
        return False
    return 2 * sum(map(_length, outermost)) > _length(table)


def _length(element: etree._Element) -> int:
    return sum(len(str(text)) for text in element.itertext())


def _span(cell: etree._Element, name: str) -> int:
    """A span as printed; nonsense counts as 1, more than 65,534 as that (the rule of HTML), 0 is 0 ("to the end")."""
    printed = cell.get(name)
    digits = _DIGITS.match(printed) if printed else None
    return min(int(digits.group(1)), 65534) if digits else 1


def _bullet(parent: etree._Element, number: int) -> str:
    """The mark a browser shows before item `number` of a list."""
    if parent.tag != "ol":
        return "- "
    start = re.match(r"\d{1,6}", parent.get("start") or "1")
    return f"{(int(start.group()) if start else 1) + number - 1}. "
