"""Web pages to blocks: tables with their spans filled out, everything else as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from graph.rows import Place
from importers.blocks import Block, GridRow, Paragraph, UnreadableError
from importers.readers.grids import at, cells_as_paragraphs, check_size, is_layout, make_grid, numbered
from importers.readers.limits import Limits

_SILENT = frozenset(("script", "style", "head", "noscript", "template", "object", "svg", "select", "textarea", "title"))
_BLOCK = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p",
    "pre", "section", "table", "td", "th", "tr", "ul",
))  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\f\v\n]+")


def read_html(text: str, file: str, limits: Limits) -> tuple[Block, ...]:
    """Blocks of a page in reading order; `place` has the table (counted over the page) and the row, of a
    paragraph its number as row. Scripts, styles
    and hidden parts are left out; nothing outside the file is opened."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"{file}: is not a web page that can be read ({error})") from error
    if root is None:
        return ()
    return numbered(_Walk(file, limits).blocks(root))


class _Walk:
    """One pass over a page: running text is collected until something begins a new line."""

    def __init__(self, file: str, limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self._tables = 0
        self._pieces: list[str] = []

    def blocks(self, element: etree._Element) -> Iterator[Block]:
        yield from self._element(element)
        yield from self._close()

    def _close(self) -> Iterator[Paragraph]:
        text = _tidy("".join(self._pieces))
        self._pieces.clear()
        if text:
            yield Paragraph(text, Place())

    def _element(self, element: etree._Element) -> Iterator[Block]:
        tag = _tag(element)
        if tag in _SILENT or _is_hidden(element):
            return
        if tag == "table" and not _is_frame(element):
            yield from self._close()
            yield from self._table(element)
            return
        if tag == "br":
            self._pieces.append("\n")
        if tag in _BLOCK:
            yield from self._close()
        if tag == "li":
            self._pieces.append(_bullet(element))
        self._pieces.append(_BLANKS.sub(" ", element.text or ""))
        for child in element:
            yield from self._element(child)
            self._pieces.append(_BLANKS.sub(" ", child.tail or ""))
        if tag in _BLOCK:
            yield from self._close()

    def _table(self, table: etree._Element) -> Iterator[Block]:
        self._tables += 1
        rows = self._rows(table)
        if not rows:
            return
        caption = table.find("caption")
        if caption is not None and (text := _tidy(_cell_text(caption))):
            yield Paragraph(text, Place(table=self._tables))
        if is_layout(rows):
            yield from cells_as_paragraphs(rows)
        else:
            yield make_grid(rows)

    def _rows(self, table: etree._Element) -> list[GridRow]:
        rows: list[GridRow] = []
        down: dict[int, int] = {}  # column -> rows still covered from above
        for number, row in enumerate(_own_rows(table), start=1):
            cells: list[str | None] = []
            for cell in row:
                if cell.tag not in ("td", "th"):
                    continue
                if down or cell.keys():
                    self._placed(cell, cells, down)
                else:
                    cells.append(_text_of(cell))
                if len(cells) > self._limits.columns:
                    break
            while down and max(down) >= len(cells):
                self._covered(cells, down)
                if down and max(down) >= len(cells):
                    cells.append("")
            check_size(len(cells), number, self._file, f"table {self._tables}", self._limits)
            rows.append(GridRow(tuple(cells), at(self._tables, number)))
        return rows

    def _covered(self, cells: list[str | None], down: dict[int, int]) -> None:
        """Add the cells that one above covers at this point of the row."""
        while (column := len(cells)) in down:
            down[column] -= 1
            if not down[column]:
                del down[column]
            cells.append(None)

    def _placed(self, cell: etree._Element, cells: list[str | None], down: dict[int, int]) -> None:
        """Add a cell that may span columns and rows, after those that cells above cover."""
        if _is_hidden(cell):
            return
        self._covered(cells, down)
        across, below = min(_span(cell, "colspan"), self._limits.columns + 1), _span(cell, "rowspan")
        for n in range(across):
            if below > 1:
                down[len(cells)] = below - 1
            cells.append(None if n else _text_of(cell))


def _text_of(cell: etree._Element) -> str:
    return _tidy(_cell_text(cell)) if len(cell) else " ".join((cell.text or "").split())


def _tag(element: etree._Element) -> str:
    tag = element.tag  # the parser writes tags in small letters
    return tag if isinstance(tag, str) else ""


def _is_hidden(element: etree._Element) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _HIDDEN.search(style) is not None)


def _own_rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table and of its head, bodies and foot, not those of tables inside it."""
    for child in table:
        if _tag(child) == "tr":
            yield child
        elif _tag(child) in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if _tag(row) == "tr")


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
    """A span as printed; 0 ("to the end") and nonsense count as 1, more than 65,534 as that (the rule of HTML)."""
    printed = cell.get(name)
    digits = re.match(r"\s*(\d{1,6})", printed) if printed else None
    return min(max(int(digits.group(1)), 1), 65534) if digits else 1


def _bullet(item: etree._Element) -> str:
    """The mark a browser shows before a list item."""
    parent = item.getparent()
    if parent is None or _tag(parent) != "ol":
        return "- "
    before = sum(1 for other in item.itersiblings(preceding=True) if _tag(other) == "li")
    start = re.match(r"\d{1,6}", parent.get("start") or "1")
    return f"{(int(start.group()) if start else 1) + before}. "


def _cell_text(element: etree._Element) -> str:
    """The text of a cell; paragraphs, list items and the rows of a table inside begin new lines."""
    tag = _tag(element)
    if tag in _SILENT or _is_hidden(element):
        return ""
    if tag == "br":
        return "\n"
    parts = [_BLANKS.sub(" ", element.text or "")]
    for child in element:
        parts += (_cell_text(child), _BLANKS.sub(" ", child.tail or ""))
    text = "".join(parts)
    if tag == "li":
        text = _bullet(element) + text.strip()
    if tag in ("td", "th"):
        return f"{text} "
    return f"\n{text}\n" if tag in _BLOCK else text


def _tidy(text: str) -> str:
    """Without empty lines and blanks at the ends of lines."""
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
