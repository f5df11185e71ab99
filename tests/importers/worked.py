"""The worked rows beside the real documents, compared with recovered rows."""

from __future__ import annotations

import json
from typing import Any

import pytest

from graph.rows import Role, Row, Table
from importers.blocks import Source
from importers.readers.text import read_text
from importers.recover.layout import recover
from importers.recover.result import Recovered
from tests.seeds import SHARED, seed

ROLE = {
    "name": Role.NAME, "lead_text": Role.LEAD, "coordinator_text": Role.COORDINATOR, "deliverable": Role.DELIVERABLE,
    "deadline_text": Role.DEADLINE, "unit": Role.UNIT, "baseline": Role.BASELINE, "scope": Role.SCOPE,
    "note": Role.NOTE,
}  # fmt: skip
_PERIODS = {"targets": Role.TARGET, "results": Role.RESULT}


def recovered(prefix: str) -> Recovered:
    """A real document read and recovered."""
    path = seed(prefix)
    return recover(Source(path.name, "", "txt", read_text(path.read_bytes(), path.name)))


def rows(table: Table) -> list[Row]:
    """The rows of a table without its headings."""
    return [entry for entry in table.entries if isinstance(entry, Row)]


def worked(prefix: str) -> list[Any]:
    """The worked rows of a document, as parameters named by their lines."""
    path = SHARED / "worked_rows.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    found = [row for line in lines if (row := json.loads(line))["source_file"].startswith(prefix)]
    return [pytest.param(row, id=f"{prefix}-{row['source_lines'][0]}") for row in found] or [
        pytest.param(None, id=prefix)
    ]


def differences(row: Row, table: Table, want: dict[str, Any]) -> list[str]:
    """Where a recovered row says something else than the worked one."""
    wrong: list[str] = []

    def check(what: str, got: object, wanted: object) -> None:
        if got != wanted:
            wrong.append(f"{what}: {got!r}, not {wanted!r}")

    check("lines", [row.place.line, row.last_line], want["source_lines"])
    check("section", row.section, want["section"])
    check("number", row.number, want["number"])
    check("parent", row.parent, want.get("part_of"))
    cells = list(zip(table.columns, row.cells, strict=True))
    for key, role in ROLE.items():
        if key in want:
            check(key, next((cell for column, cell in cells if column.role is role), None), want[key])
    for key, role in _PERIODS.items():
        if key in want and any(column.role is role and column.period for column in table.columns):
            got = [{"period": c.period, "text": cell} for c, cell in cells if c.role is role and cell]
            check(key, got, [{"period": item["period"], "text": item["text"]} for item in want[key]])
    if "period_cells" in want:
        check("periods", {c.period: cell for c, cell in cells if c.role is Role.PERIOD and cell}, want["period_cells"])
    return wrong


def assert_worked(document: Recovered, want: dict[str, Any] | None) -> None:
    """The row that begins on the worked row's first line is that row."""
    assert want is not None
    table = next(table for table in document.tables if table.appendix == want["appendix"])
    row = next(row for row in rows(table) if row.place.line == want["source_lines"][0])
    assert not differences(row, table, want)
