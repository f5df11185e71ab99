"""Excel workbooks to blocks: what the sheets show, number formats and merged cells included."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from graph.rows import Flag, Place
from importers.blocks import Block, Grid, GridRow, Paragraph, UnreadableError
from importers.readers.grids import at, check_size, filled, sheet_blocks
from importers.readers.limits import Limits
from importers.readers.number_format import shown
from importers.readers.package import check_parts, open_package, read_part

# A formula whose cell has no stored value: the sheet was written by a program that does not calculate.
_UNCALCULATED = re.compile(
    rb'<c\b[^>]*?\br="([A-Z]+\d+)"[^>]*>\s*<f\b[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
_SHEET = re.compile(rb'<(?:\w+:)?sheet\b[^>]*\br:id="([^"]+)"')
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_DEFAULT_NAME = re.compile(r"(?:Sheet|Trang tính|Trang_tính|Bảng tính|Table)\s*\d*", re.IGNORECASE)
_DAMAGED = (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError, SyntaxError)
_GAP = 2  # empty columns' neighbours: two tables stand side by side only if each is at least this wide


def read_xlsx(data: bytes, file: str, limits: Limits) -> tuple[tuple[Block, ...], tuple[Flag, ...]]:
    """Blocks and flags of a workbook; a place's table is the sheet (counted from 1) and its row the sheet's row.
    What is hidden is left out and flagged (`hidden_sheet`, `hidden_row`, `hidden_column`), formulas without a stored
    value are flagged (`formula_without_value`), and so are errors (`formula_error`)."""
    package = open_package(data, file, limits)
    check_parts(package, file, limits)
    try:
        book = load_workbook(BytesIO(data), data_only=True, keep_links=False)
    except _DAMAGED as error:
        raise UnreadableError(f"{file}: the Excel workbook is damaged ({error})") from error
    blocks: list[Block] = []
    flags: list[Flag] = []
    for number, name in enumerate(book.sheetnames, start=1):
        sheet = book[name]
        if not isinstance(sheet, Worksheet):
            continue
        if sheet.sheet_state != "visible":
            message = f"the sheet {name} is hidden and was left out"
            flags.append(Flag("hidden_sheet", message, Place(table=number), "lost"))
            continue
        blocks += _Sheet(sheet, number, file, limits, flags).blocks()
    flags += _uncalculated(package, file, book.sheetnames)
    return tuple(blocks), tuple(flags)


def _uncalculated(package: zipfile.ZipFile, file: str, names: list[str]) -> Iterator[Flag]:
    for number, (name, part) in enumerate(zip(names, _sheet_parts(package, file), strict=False), start=1):
        for match in _UNCALCULATED.finditer(read_part(package, part, file)) if part else ():
            cell = match.group(1).decode("ascii")
            message = f"{name}!{cell} has a formula and no stored value; open the file in Excel and save it"
            yield Flag("formula_without_value", message, at(number, int(re.sub(r"\D", "", cell))), "lost")


def _sheet_parts(package: zipfile.ZipFile, file: str) -> Iterator[str]:
    """The part of each sheet, in the order of the workbook ('' for one that is not there)."""
    names = set(package.namelist())
    targets: dict[bytes, str] = {}
    for match in _RELATION.finditer(read_part(package, "xl/_rels/workbook.xml.rels", file)):
        pair = [re.search(rb'\b%s="([^"]*)"' % key, match.group()) for key in (b"Id", b"Target")]
        if pair[0] and pair[1]:
            targets[pair[0].group(1)] = "xl/" + pair[1].group(1).decode("utf-8").removeprefix("/xl/")
    for match in _SHEET.finditer(read_part(package, "xl/workbook.xml", file)):
        part = targets.get(match.group(1), "")
        yield part if part in names else ""


class _Sheet:
    """One worksheet."""

    def __init__(self, sheet: Worksheet, number: int, file: str, limits: Limits, flags: list[Flag]) -> None:
        self._sheet = sheet
        self._number = number
        self._flags = flags
        columns = sorted({cell.column for row in sheet.iter_rows() for cell in row if cell.value is not None})
        check_size(len(columns), sheet.max_row, file, f"the sheet {sheet.title}", limits)
        self._first, self._last = (columns[0], columns[-1]) if columns else (0, 0)
        check_size(self._last, 0, file, f"the sheet {sheet.title}", limits)
        self._hidden = self._hidden_columns()
        self._codes = self._code_columns()

    def blocks(self) -> Iterator[Block]:
        """The blocks; the sheet's own name stands before a table that has no title above it."""
        found = list(self._parts())
        if found and isinstance(found[0], Grid) and not _DEFAULT_NAME.fullmatch(self._sheet.title):
            yield Paragraph(self._sheet.title, Place(table=self._number))
        yield from found

    def _parts(self) -> Iterator[Block]:
        rows = list(self._rows())
        empty = [index for index, row in enumerate(rows) if not filled(row.cells)]
        for block in sheet_blocks(rows, empty):
            yield from _side_by_side(block) if isinstance(block, Grid) else (block,)

    def _code_columns(self) -> set[int]:
        """The columns whose numbers with decimals are codes of rows (1.1) and no amounts: the first, which numbers the
        rows, and those whose numbers all stand in it (what a task depends on)."""
        numbers: dict[int, set[str]] = {}
        for row in self._sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, (int, float)) or (cell.column == self._first and cell.value):
                    numbers.setdefault(cell.column, set()).add(str(cell.value))
        codes = numbers.get(self._first, set())
        return {column for column, found in numbers.items() if found <= codes}

    def _hidden_columns(self) -> set[int]:
        hidden: set[int] = set()
        for dimension in self._sheet.column_dimensions.values():
            if dimension.hidden and dimension.min and dimension.max:
                hidden |= set(range(dimension.min, min(dimension.max, self._last) + 1))
        if not hidden:
            return hidden
        filled_in = {cell.column for row in self._sheet.iter_rows() for cell in row if cell.value is not None}
        for column in sorted(hidden & filled_in):
            message = f"the column {get_column_letter(column)} of {self._sheet.title} is hidden and was left out"
            self._flags.append(Flag("hidden_column", message, Place(table=self._number), "lost"))
        return hidden

    def _rows(self) -> Iterator[GridRow]:
        for number, row in enumerate(self._sheet.iter_rows(max_col=self._last or 1), start=1):
            place = at(self._number, number)
            cells = tuple(self._text(cell, place) for cell in row if cell.column not in self._hidden)
            if self._sheet.row_dimensions[number].hidden and filled(cells):
                message = f"row {number} of {self._sheet.title} is hidden and was left out"
                self._flags.append(Flag("hidden_row", message, place, "lost"))
                continue
            yield GridRow(cells, place)

    def _text(self, cell: Cell | MergedCell, place: Place) -> str | None:
        if isinstance(cell, MergedCell):
            return None
        if cell.data_type == "e":
            message = f"{self._sheet.title}!{cell.coordinate} shows the error {cell.value}"
            self._flags.append(Flag("formula_error", message, place, "lost"))
            return ""
        text = shown(cell.value, cell.number_format)
        if isinstance(cell.value, float) and cell.column in self._codes and cell.number_format == "General":
            text = text.replace(",", ".")
        return text.replace("\r\n", "\n").replace("_x000D_", "").strip()


def _side_by_side(grid: Grid) -> Iterator[Grid]:
    """The tables of a grid that stand beside one another, parted by an empty column."""
    wide = len(grid.rows[0].cells)
    empty = [n for n in range(wide) if not any(row.cells[n] or row.cells[n] is None for row in grid.rows)]
    start = 0
    parts: list[tuple[int, int]] = []
    for column in [*empty, wide]:
        if column > start:
            parts.append((start, column))
        start = column + 1
    if len(parts) < 2 or any(end - begin < _GAP + 1 for begin, end in parts):
        yield grid
        return
    for begin, end in parts:
        rows = tuple(GridRow(row.cells[begin:end], row.place) for row in grid.rows if filled(row.cells[begin:end]))
        yield Grid(rows, grid.place)
