"""Word documents to blocks, from the XML itself: what a reader of the printed page would see, without page numbers,
headers and footers."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

import docx
from docx.opc.exceptions import OpcError
from docx.parts.document import DocumentPart
from lxml import etree

from graph.rows import Flag, Place
from importers.blocks import Block, GridRow, Paragraph, UnreadableError
from importers.readers.docx_hidden import Hidden, is_hidden_row
from importers.readers.docx_numbering import VAL, Numbering, W
from importers.readers.grids import at, cells_as_paragraphs, check_size, is_layout, make_grid, numbered
from importers.readers.limits import Limits
from importers.readers.package import check_parts, open_package

_M_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BOX = f"{W}txbxContent"
_DELETED = frozenset((f"{W}del", f"{W}moveFrom"))
_SILENT = frozenset((f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}delText", f"{_MC}Fallback", _BOX))
_SIGNS = {
    f"{W}tab": " ",
    f"{W}ptab": " ",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
_SYMBOLS = {"A3": "≤", "B3": "≥", "B1": "±", "B4": "×", "B7": "-", "2D": "-"}  # of the font Symbol, from U+F000 on
_INSIDE = frozenset((f"{W}sdtContent", f"{W}sdt", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{W}smartTag"))
_BORDERS = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")


def read_docx(data: bytes, file: str, limits: Limits) -> tuple[tuple[Block, ...], tuple[Flag, ...]]:
    """Blocks and flags of a Word document. A table row's place has the table, counted over the document, and the
    row in it; a paragraph's has its number as row (Word knows pages only when it prints). Flags: `revision_deleted`
    where words struck out with tracked changes were left out, `nested_table`, `hidden_text`."""
    package = open_package(data, file, limits)
    check_parts(package, file, limits)
    try:
        document = docx.Document(BytesIO(data))
    except (OpcError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError, AttributeError) as error:
        raise UnreadableError(f"{file}: the Word document is damaged ({error})") from error
    walk = _Walk(file, limits, document.part)
    return numbered(walk.body(document.element.body)), tuple(walk.flags)


class _Walk:
    """One pass over a document in reading order (automatic numbers are counted on the way)."""

    def __init__(self, file: str, limits: Limits, part: DocumentPart) -> None:
        self._file = file
        self._limits = limits
        styles = _related(part, "styles")
        self._numbering = Numbering(_related(part, "numbering"), styles)
        self._hidden = Hidden(styles)
        self._notes = {**_notes(part, "footnotes"), **_notes(part, "endnotes")}
        self._tables = 0
        self._place = Place()
        self._pending: list[etree._Element] = []  # text boxes and notes met inside the block being read
        self._carried = ""  # text whose paragraph mark was struck out: it runs on into the next paragraph
        self.flags: list[Flag] = []

    def body(self, parent: etree._Element) -> Iterator[Block]:
        """The blocks of the body, of a text box or of a note."""
        for child in parent:
            if child.tag == f"{W}p":
                self._place = Place()
                text = self._paragraph(child)
                if text is not None and text.strip():
                    yield Paragraph(text, Place())
                yield from self._beside()
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
                yield from self._beside()
            elif child.tag in _INSIDE:
                yield from self.body(child)

    def _beside(self) -> Iterator[Block]:
        """Text boxes and notes that belong to the block just read."""
        pending, self._pending = self._pending, []
        for element in pending:
            yield from self.body(element)

    def _flag(self, code: str, message: str) -> None:
        flag = Flag(code, message, self._place, "repair")
        if flag not in self.flags:
            self.flags.append(flag)

    def _paragraph(self, paragraph: etree._Element) -> str | None:
        """The text with its automatic number; None where nothing of the paragraph is left (struck out, hidden, or
        carried into the next)."""
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        struck = mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None)
        text = self._carried + "".join(self._text(paragraph, paragraph))
        self._carried = ""
        if struck:
            self._flag("revision_deleted", "words struck out with tracked changes were left out")
            self._carried = text
            return None
        if not text.strip() and self._hidden.mark(paragraph):
            return None
        label = self._numbering.label(paragraph)
        return f"{label} {text}".rstrip() if label else text

    def _text(self, element: etree._Element, paragraph: etree._Element) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in (f"{W}t", _M_TEXT):
                yield child.text or ""
            elif tag in _SIGNS:
                yield "" if child.get(f"{W}type") == "page" else _SIGNS[tag]
            elif tag == f"{W}sym":
                yield _SYMBOLS.get((child.get(f"{W}char") or "").upper().removeprefix("F0"), "")
            elif tag in _DELETED:
                self._flag("revision_deleted", "words struck out with tracked changes were left out")
            elif tag == f"{W}r" and self._hidden.run(child, paragraph):
                self._flag("hidden_text", "text formatted as hidden was left out")
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self._pending += self._notes.pop((tag, child.get(f"{W}id") or ""), ())
            elif tag == _BOX:
                self._pending.append(child)
            elif tag not in _SILENT:
                yield from self._text(child, paragraph)

    def _table(self, table: etree._Element) -> Iterator[Block]:
        self._tables += 1
        rows: list[GridRow] = []
        for number, row in enumerate(_children(table, f"{W}tr"), start=1):
            self._place = at(self._tables, number)
            if row.find(f"{W}trPr/{W}del") is not None:
                self._flag("revision_deleted", "a row struck out with tracked changes was left out")
                continue
            if is_hidden_row(row):
                self._flag("hidden_text", "a row formatted as hidden was left out")
                continue
            cells = tuple(self._cells(row))
            check_size(len(cells), number, self._file, f"table {self._tables}", self._limits)
            rows.append(GridRow(cells, self._place))
        if not rows or not any(cell for row in rows for cell in row.cells):
            return
        if is_layout(rows) or (_is_borderless(table) and len(rows) <= 3):
            yield from cells_as_paragraphs(rows)
        else:
            yield make_grid(rows)

    def _cells(self, row: etree._Element) -> Iterator[str | None]:
        """The cells of a row, '' for the columns it leaves out at either side."""
        yield from [""] * self._count(row.find(f"{W}trPr/{W}gridBefore"))
        for cell in _children(row, f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            if properties is not None and properties.find(f"{W}cellDel") is not None:
                self._flag("revision_deleted", "a cell struck out with tracked changes was left out")
                continue
            merged = properties.find(f"{W}vMerge") if properties is not None else None
            across = properties.find(f"{W}hMerge") if properties is not None else None
            span = self._count(properties.find(f"{W}gridSpan") if properties is not None else None) or 1
            yield None if _goes_on(merged) or _goes_on(across) else self._cell_text(cell)
            yield from [None] * (span - 1)
        yield from [""] * self._count(row.find(f"{W}trPr/{W}gridAfter"))

    def _count(self, element: etree._Element | None) -> int:
        value = element.get(VAL) if element is not None else None
        count = int(value) if value and value.isdecimal() else 0
        check_size(count, 0, self._file, f"table {self._tables}", self._limits)
        return count

    def _cell_text(self, cell: etree._Element) -> str:
        """The paragraphs of a cell, a line each; the rows of a table inside it are lines too."""
        lines: list[str] = []
        for child in cell:
            if child.tag == f"{W}p":
                lines.append(self._paragraph(child) or "")
            elif child.tag == f"{W}tbl":
                self._flag("nested_table", "a table inside a cell was read as the cell's text")
                rows = (_children(row, f"{W}tc") for row in _children(child, f"{W}tr"))
                lines += (" ".join(filter(None, map(self._cell_text, row))) for row in rows)
            elif child.tag in _INSIDE:
                lines.append(self._cell_text(child))
        return "\n".join(line for line in lines if line.strip())


def _children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Children with a tag, also those inside a content control."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _INSIDE:
            yield from _children(child, tag)


def _goes_on(merge: etree._Element | None) -> bool:
    """Whether a merge mark says that the cell is covered by the one above or before it."""
    return merge is not None and merge.get(VAL) in (None, "continue")


def _is_borderless(table: etree._Element) -> bool:
    """Whether the table's own properties switch all its lines off (a letter head)."""
    borders = table.find(f"{W}tblPr/{W}tblBorders")
    if borders is None:
        return False
    lines = [line for side in _BORDERS if (line := borders.find(f"{W}{side}")) is not None]
    return all(line.get(VAL) in ("none", "nil") for line in lines)


def _related(part: DocumentPart, kind: str) -> etree._Element | None:
    """The root of the part that a relationship of this kind leads to."""
    for relation in part.rels.values():
        if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            return etree.fromstring(relation.target_part.blob, parser)
    return None


def _notes(part: DocumentPart, kind: str) -> dict[tuple[str, str], list[etree._Element]]:
    """The notes of a document by the mark that refers to them (the separators Word keeps among them have a type)."""
    root = _related(part, kind)
    singular = kind.removesuffix("s")
    found: dict[tuple[str, str], list[etree._Element]] = {}
    for note in root if root is not None else ():
        if note.tag == f"{W}{singular}" and note.get(f"{W}type") is None:
            found[(f"{W}{singular}Reference", note.get(f"{W}id") or "")] = [note]
    return found
