"""The whole graph as a workbook: a sheet a label and a type."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from graph.elements import Value
from graph.errors import RemitError
from graph.exchange import table
from graph.record import Record
from graph.schema import EDGES, NODES, edge_properties, node_properties

_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_576


class WorkbookLimitError(RemitError):
    """A text or a table is longer than a workbook can hold; nothing is cut silently."""


def export_xlsx(record: Record, path: Path) -> None:
    """Write the workbook: frozen, filtered headers, widths by content, dates as dates, no text as a formula.

    Raises WorkbookLimitError, naming the row, where something would not fit."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    _check(record, path)
    book = Workbook(write_only=True)
    for name in (*NODES, *EDGES):
        header, rows = table(record, name)
        properties = node_properties(name) if name in NODES else edge_properties(name)
        dates = {p.name for p in properties if p.kind == "date"}
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for column, title in enumerate(header, 1):
            sheet.column_dimensions[get_column_letter(column)].width = 48 if title in ("name", "text", "title") else 18
        sheet.append(header)
        count = 1
        for row in rows:
            count += 1
            cells = []
            for title, value in zip(header, row, strict=True):
                cell = WriteOnlyCell(sheet, value=_value(value, title in dates))
                if isinstance(value, str) and cell.data_type == "f":
                    cell.data_type = "s"
                cells.append(cell)
            sheet.append(cells)
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{count}"
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def _check(record: Record, path: Path) -> None:
    """Whether everything fits, before anything is written."""
    for name in (*NODES, *EDGES):
        header, rows = table(record, name)
        count = 1
        for row in rows:
            count += 1
            for title, value in zip(header, row, strict=True):
                if isinstance(value, str) and len(value) > _LONGEST_CELL:
                    raise WorkbookLimitError(
                        f"{path}: {name} {row[0]} {title} is longer than a cell holds ({_LONGEST_CELL} characters)"
                    )
        if count > _MOST_ROWS:
            raise WorkbookLimitError(f"{path}: {name} has more rows than a sheet holds; export as csv or jsonl")


def _value(value: Value, is_date: bool) -> str | float | datetime | None:
    return datetime.fromisoformat(value) if is_date and isinstance(value, str) else value
