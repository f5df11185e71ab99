"""Workbooks: the whole graph, a sheet a label and a type; or one answer. Text stays text and nothing is cut."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from graph.errors import RemitError
from graph.exchange import table
from graph.part import Graph
from graph.schema import EDGES, NODES, edge_properties, node_properties

LONGEST_CELL, MOST_ROWS = 32_767, 1_048_576
"""Characters in a cell and rows in a sheet, the heading's included: the limits of the form."""

NARROWEST, WIDEST = 8, 60
"""Widths of a column, in letters."""

_ESCAPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What the form writes as _xHHHH_: characters XML cannot hold, and the beginning of what would be read as such."""


class WorkbookLimitError(RemitError):
    """A text or a table is longer than a workbook can hold; nothing is cut silently."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to be: `rows` gives them anew each time it is called; `dates` are the columns of ISO dates."""

    name: str
    header: Sequence[str]
    rows: Callable[[], Iterable[Sequence[Any]]]
    dates: frozenset[str] = frozenset()


def export_xlsx(record: Graph, path: Path) -> None:
    """Write the graph as a workbook. Raises WorkbookLimitError."""
    sheets = []
    for name in (*NODES, *EDGES):
        properties = node_properties(name) if name in NODES else edge_properties(name)
        dates = frozenset(p.name for p in properties if p.kind == "date")
        sheets.append(Sheet(name, table(record, name)[0], lambda name=name: table(record, name)[1], dates))  # type: ignore[misc]
    write_book(path, sheets)


def write_book(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write sheets with frozen, filtered headers, widths by content, dates as dates, no text as a formula.

    Raises WorkbookLimitError, naming the row, where something would not fit; nothing is written then."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    measured = [_measured(path, sheet) for sheet in sheets]
    book = Workbook(write_only=True)
    for plan, (letters, last_row) in zip(sheets, measured, strict=True):
        sheet = book.create_sheet(plan.name)
        sheet.freeze_panes = "A2"
        for column, width in enumerate(letters, 1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.append([_cell(sheet, title, False) for title in plan.header])
        for row in plan.rows():
            cells = zip(plan.header, row, strict=True)
            sheet.append([_cell(sheet, value, title in plan.dates) for title, value in cells])
        sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(plan.header), 1))}{last_row}"
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def _measured(path: Path, sheet: Sheet) -> tuple[list[float], int]:
    """The width of each column, in letters, and the number of the last row, after a look whether all of it fits."""
    longest = [len(title) + 3 for title in sheet.header]  # the filter's button stands beside the title
    last = 1
    for row in sheet.rows():
        last += 1
        for n, value in enumerate(row):
            length = len(str(value)) if value is not None else 0
            if length > LONGEST_CELL:
                place = f"{sheet.name} {row[0]} {sheet.header[n]}"
                raise WorkbookLimitError(f"{path}: {place} is longer than a cell holds ({LONGEST_CELL} characters)")
            longest[n] = max(longest[n], length)
    if last > MOST_ROWS:
        raise WorkbookLimitError(f"{path}: {sheet.name} has more rows than a sheet holds; export as csv or jsonl")
    return [float(min(max(length + 1, NARROWEST), WIDEST)) for length in longest], last


def _cell(sheet: Any, value: Any, is_date: bool) -> Any:
    """A cell whose text is text, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value=value)
    if is_date:
        cell = WriteOnlyCell(sheet, value=datetime.fromisoformat(value))
        cell.number_format = "yyyy-mm-dd"
        return cell
    cell = WriteOnlyCell(sheet, value=_ESCAPED.sub(lambda m: f"_x{ord(m.group()):04X}_", value))
    if cell.data_type != "s":  # "=1+1", "#N/A": what openpyxl takes for a formula or an error
        cell.data_type = "s"
    return cell
