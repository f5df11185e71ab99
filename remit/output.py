"""How an answer leaves: an aligned table, CSV, JSON, or a spreadsheet."""

from __future__ import annotations

import io
import json
import math
import re
import shutil
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import pandas as pd

    from queries.language import Translate

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

CODED = frozenset(
    (
        "cadence", "decision", "duty", "judgement", "kind", "label", "level", "origin", "result", "rule", "state",
        "status", "verdict", "way",
    )
)  # fmt: skip
"""Columns whose values are words of the contract; a table shows them in the reader's language."""

NAMING_ROWS = frozenset(
    ("a_reference", "b_reference", "driving_predecessor", "parent_reference", "reference", "waits_for")
)
"""Columns that name a row of a plan, its own number last: a table that is too narrow keeps that."""


def write(
    frame: pd.DataFrame,
    form: str,
    output: str | None = None,
    *,
    lang: str | None = None,
    columns: list[str] | None = None,
) -> None:
    """Write a DataFrame: JSON as one array of objects with nulls, CSV guarded against formulas, a table cut to the
    terminal's width (none where it has no rows: the command says so). `columns` names what a table shows; the other
    forms hold all."""
    if form == "json":
        write_rows(objects(frame), form, output)
        return
    if form == "xlsx":
        write_xlsx(frame, output, lang)
        return
    if form == "csv":
        _put(_csv(list(map(str, frame.columns)), frame.itertuples(index=False)), output)
    elif output or not frame.empty:
        _put(table(frame[columns] if columns else frame, lang), output)


def _put(text: str, output: str | None) -> None:
    if output:
        Path(output).write_text(text + "\n", encoding="utf-8")
    else:
        click.echo(text)


def write_rows(rows: list[dict[str, Any]], form: str, output: str | None = None) -> None:
    """Write plain rows; as JSON or CSV without any data library, so that a command that needs none starts fast."""
    if form == "json":
        _put(json.dumps(rows, ensure_ascii=False, indent=1 if sys.stdout.isatty() else None), output)
    elif form == "csv":
        _put(_csv(list(rows[0]) if rows else [], (row.values() for row in rows)), output)
    else:
        import pandas as pd

        write(pd.DataFrame(rows), form, output)


def objects(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain JSON values; missing ones are None."""
    return [{str(k): plain(v) for k, v in row.items()} for row in frame.to_dict(orient="records")]


def plain(value: Any) -> Any:
    """A value that JSON knows: numpy scalars become Python's, NaN, NA and infinities None, dates ISO text."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, date):
        return value.isoformat()[:10]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if isinstance(value, bool | int) else None


def _csv(header: list[str], rows: Iterable[Iterable[Any]]) -> str:
    import csv

    from graph.exchange import guarded

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([guarded(title) for title in header])
    writer.writerows([guarded(_cell(value)) for value in row] for row in rows)
    return text.getvalue().rstrip("\n")


def _cell(value: Any) -> Any:
    value = plain(value)
    if isinstance(value, list):
        return "; ".join(json.dumps(v, ensure_ascii=False) if isinstance(v, dict) else str(v) for v in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return value


def write_xlsx(frame: pd.DataFrame, output: str | None, lang: str | None = None) -> None:
    """One sheet (see `remit.workbook.write_book`); columns of nothing but ISO dates become dates."""
    from remit.options import fail, told
    from remit.workbook import Sheet, write_book

    if not output:
        fail(told("--format xlsx needs --output FILE.xlsx", lang), 2)
    header = [str(c) for c in frame.columns]
    rows = [[_cell(v) for v in row] for row in frame.itertuples(index=False)]
    dates = frozenset(
        title
        for n, title in enumerate(header)
        if (held := [row[n] for row in rows if row[n] is not None])
        and all(map(_is_date, held))
    )
    write_book(Path(output), [Sheet("remit", header, lambda: rows, dates)])


def _is_date(value: Any) -> bool:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def table(frame: pd.DataFrame, lang: str | None = None) -> str:
    """Aligned columns with headings in a language; the longest texts give way first when the terminal is narrow."""
    from queries.language import translator
    from remit.headings import heading

    translate = translator(lang)
    header = [translate(heading(str(c))) for c in frame.columns]
    coded = [str(c) in CODED for c in frame.columns]
    naming = [str(c) in NAMING_ROWS for c in frame.columns]
    rows = [
        [_shown(v, translate, code) for v, code in zip(row, coded, strict=True)]
        for row in frame.itertuples(index=False)
    ]
    widths = [max([len(h), *(len(r[i]) for r in rows)]) for i, h in enumerate(header)]
    room = shutil.get_terminal_size((160, 24)).columns - 2 * (len(widths) - 1)
    while sum(widths) > room and max(widths) > 12:
        widest = widths.index(max(widths))
        widths[widest] = max(12, widths[widest] - max(1, (sum(widths) - room) // 2))
    right = [all(_numeric(r[i]) for r in rows) and bool(rows) for i in range(len(header))]

    def line(cells: list[str]) -> str:
        return "  ".join(
            _fit(c, w, naming[i]).rjust(w) if right[i] else _fit(c, w, naming[i]).ljust(w)
            for i, (c, w) in enumerate(zip(cells, widths, strict=True))
        ).rstrip()

    return "\n".join([line(header), "  ".join("-" * w for w in widths), *map(line, rows)])


def _shown(value: Any, translate: Translate, coded: bool) -> str:
    value = _cell(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return translate("yes") if value else translate("no")
    if coded and isinstance(value, str):
        return translate(value)
    return f"{value:.3g}" if isinstance(value, float) and value != int(value) else str(value).removesuffix(".0")


def _numeric(text: str) -> bool:
    return text == "" or text.replace(".", "", 1).replace("-", "", 1).isdigit()


def _fit(text: str, width: int, names_row: bool) -> str:
    """A text that is too wide loses its end; the name of a row its middle, for the row's own number stands at its end
    ('Kế hoạch chuyển đổ…docx 4.1')."""
    if len(text) <= width:
        return text
    kept = min(len(text.rpartition(" ")[2]) + 5, width // 2) if names_row and " " in text else 0
    return text[: width - 1 - kept] + "…" + text[len(text) - kept :]
