"""Plans of our own in the ways agencies print them: read from `plans/*.txt`, printed in every layout, compared.

A plan's file is its text. `a ;; b` stand side by side (the letter head), and a line with bars is a row of a table:
`|!` a heading row, `|#` a section's title over the width, `|~` a row that is none (a total), `|>` the rest of the row
above after a page's end, `|--` a page's end, `|` any other row. A cell `<` is merged with the one to its left, `^` with
the one above. After `%%` stands what must come out: the document, and for each table its columns and, section by
section, the numbers of its rows (`?` for a row without one, `2.1<2` for a part of row 2)."""

from __future__ import annotations

import html
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import docx
import openpyxl
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt

from graph.rows import Role, Row, Table
from graph.text import clean
from tests.importers.make_files import soffice, to_pdf

PLANS = Path(__file__).with_name("plans")
NAMES = tuple(sorted(path.stem for path in PLANS.glob("*.txt")))
_NUMBERED = re.compile(r"^\d{1,2}\. (?=[^\W\d_])")
FORMS = ("tabs", "flat", "md", "html", "xlsx", "docx", "pdf")


@dataclass
class Printed:
    """One row of a table: its cells as written and its kind ('!', '#', '~', '>', '-', '')."""

    kind: str
    cells: list[str]


@dataclass
class Expected:
    """One table that must come out: columns as 'role' or 'role@period', and the rows' (section, number, parent)."""

    appendix: str | None
    kind: str
    columns: list[str]
    rows: list[tuple[str | None, str | None, str | None]] = field(default_factory=list)


@dataclass
class Plan:
    """A plan: lines of text (a pair where two stand side by side) and tables, and what must come out."""

    name: str
    blocks: list[str | tuple[str, str] | list[Printed]]
    document: dict[str, str]
    tables: list[Expected]

    def grids(self) -> list[list[Printed]]:
        """The tables as printed."""
        return [block for block in self.blocks if isinstance(block, list)]

    def cells(self, merged: bool) -> list[tuple[str | None, ...]]:
        """The cells of all rows in order; those merged down are filled where `merged`, else None."""
        found: list[tuple[str | None, ...]] = []
        for table in self.grids():
            above: list[str] = []
            for row in _whole(table):
                if row.kind:
                    continue
                written = row.cells
                above = [above[n] if cell == "^" else cell for n, cell in enumerate(written)]
                hidden = [not merged and cell == "^" for cell in written]
                words = [_NUMBERED.sub("", cell) for cell in above]  # the number of a name is the row's number
                found.append(tuple(None if hide else cell or None for cell, hide in zip(words, hidden, strict=True)))
        return found


def load(name: str) -> Plan:
    """The plan in `plans/<name>.txt`."""
    text = (PLANS / f"{name}.txt").read_text(encoding="utf-8")
    blocks: list[str | tuple[str, str] | list[Printed]] = []
    document: dict[str, str] = {}
    tables: list[Expected] = []
    for line in filter(str.strip, text.splitlines()):
        if line.startswith("%%"):
            _expect(line[2:].strip(), document, tables)
        elif line.startswith("|"):
            rows = blocks[-1] if blocks and isinstance(blocks[-1], list) else []
            if not rows:
                blocks.append(rows)
            kind = line[1] if line[1] in "!#~>-" else ""
            rows.append(Printed(kind, [cell.strip() for cell in line[1 + len(kind) :].split("|")]))
        elif ";;" in line:
            left, right = line.split(";;")
            blocks.append((left.strip(), right.strip()))
        else:
            blocks.append("" if line.strip() == "." else line)
    return Plan(name, blocks, document, tables)


def _expect(line: str, document: dict[str, str], tables: list[Expected]) -> None:
    head, _, rest = line.partition(": ")
    words = head.split()
    if words[0] == "document":
        document[words[1]] = rest.strip()
    elif words[0] == "table":
        label = None if words[1] == "-" else words[1]
        tables.append(Expected(label, words[2], rest.split()))
    else:
        section = None if head == "-" else head
        for mark in rest.split():
            number, _, parent = mark.partition("<")
            tables[-1].rows.append((section, None if number == "?" else number, parent or None))


def _whole(table: Sequence[Printed]) -> list[Printed]:
    """The rows without page ends, those cut by one put together."""
    rows: list[Printed] = []
    for row in table:
        if row.kind == ">":
            rest = [f"{a} {b}".strip() for a, b in zip(rows[-1].cells, row.cells, strict=True)]
            rows[-1] = Printed(rows[-1].kind, rest)
        elif row.kind != "-":
            rows.append(Printed(row.kind, list(row.cells)))
    return rows


def said(table: Table) -> list[tuple[str | None, str | None, str | None]]:
    """Section, number and parent of a recovered table's rows."""
    return [(row.section, row.number, row.parent) for row in rows_of(table)]


def rows_of(table: Table) -> list[Row]:
    """The rows of a recovered table."""
    return [entry for entry in table.entries if isinstance(entry, Row)]


def columns_of(table: Table) -> list[str]:
    """The columns as `Expected` writes them."""
    return [
        f"{c.role.value}@{c.period}" if c.period and c.role is not Role.NAME else c.role.value for c in table.columns
    ]


# --- the layouts


def write(plan: Plan, form: str, folder: Path) -> Path:
    """The plan as a file of this form in the folder (a PDF where `print_all` has not made it is printed of Word)."""
    if form in ("docx", "pdf"):
        path = folder / f"{plan.name}.docx"
        if not path.exists():
            _word(plan).save(str(path))
        if form == "pdf" and not path.with_suffix(".pdf").exists():
            to_pdf(path)
        return path.with_suffix(f".{form}")
    if form == "xlsx":
        path = folder / f"{plan.name}.xlsx"
        _sheet(plan).save(path)
        return path
    lines = {"tabs": _tabs, "flat": _flat, "md": _markdown, "html": _html}[form](plan)
    path = folder / f"{plan.name}.{form if form in ('md', 'html') else 'txt'}"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def print_all(folder: Path) -> None:
    """Print every plan as PDF into the folder, in one run of LibreOffice."""
    words = [str(write(load(name), "docx", folder)) for name in NAMES]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice(), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *words]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def _plain(cell: str) -> str:
    return "" if cell in ("<", "^") else cell


def _head(plan: Plan) -> Iterator[str | list[Printed]]:
    """The blocks, lines side by side one column after the other."""
    waiting: list[tuple[str, str]] = []
    for block in [*plan.blocks, ""]:
        if isinstance(block, tuple):
            waiting.append(block)
            continue
        yield from (left for left, _ in waiting if left)
        yield from (right for _, right in waiting if right)
        waiting = []
        yield block


def _tabs(plan: Plan) -> list[str]:
    lines: list[str] = []
    for block in _head(plan):
        if isinstance(block, str):
            lines += [block, ""]
            continue
        heading = ["\t".join(map(_plain, row.cells)) for row in block if row.kind == "!"]
        width = max(len(row.cells) for row in block)
        for row in block:
            if row.kind == "-":
                lines += ["", *heading]
            else:
                cells = [*map(_plain, row.cells), *[""] * (width - len(row.cells))]
                lines.append("\t".join(cells))
        lines.append("")
    return lines


def _flat(plan: Plan) -> list[str]:
    lines: list[str] = []
    for block in _head(plan):
        if isinstance(block, str):
            lines.append(block)
        else:
            lines += [cell for row in _whole(block) for cell in map(_plain, row.cells) if cell]
    return lines


def _markdown(plan: Plan) -> list[str]:
    lines: list[str] = []
    for block in _head(plan):
        if isinstance(block, str):
            lines += [f"**{block}**" if block.isupper() else block, ""]
            continue
        width = max(len(row.cells) for row in block)
        for index, row in enumerate(_whole(block)):
            cells = [*map(_plain, row.cells), *[""] * (width - len(row.cells))]
            lines.append("| " + " | ".join(cells) + " |")
            if index == 0:
                lines.append("|" + " --- |" * width)
        lines.append("")
    return lines


@dataclass
class _Box:
    """A cell with the rows and columns it takes."""

    row: int
    column: int
    text: str
    down: int = 1
    right: int = 1


def _boxes(table: Sequence[Printed]) -> tuple[int, list[_Box]]:
    """Number of columns, and the cells with what they are merged over; a section's title takes the rest of its row."""
    rows = _whole(table)
    width = max(len(row.cells) for row in rows)
    at: dict[tuple[int, int], _Box] = {}
    boxes: list[_Box] = []
    for r, row in enumerate(rows):
        for c, cell in enumerate(row.cells):
            left, above = at.get((r, c - 1)), at.get((r - 1, c))
            if cell == "<" and left:
                left.right = max(left.right, c - left.column + 1)
                at[r, c] = left
            elif cell == "^" and above:
                above.down = r - above.row + 1
                at[r, c] = above
            else:
                at[r, c] = _Box(r, c, cell)
                boxes.append(at[r, c])
        boxes[-1].right += width - len(row.cells)
    return width, boxes


def _html(plan: Plan) -> list[str]:
    lines = ["<html><head><meta charset='utf-8'></head><body>"]
    for block in plan.blocks:
        if isinstance(block, str):
            lines.append(f"<p>{html.escape(block)}</p>")
        elif isinstance(block, tuple):
            lines.append(f"<table><tr><td>{html.escape(block[0])}</td><td>{html.escape(block[1])}</td></tr></table>")
        else:
            lines.append("<table border=1>")
            _, boxes = _boxes(block)
            for r in range(len(_whole(block))):
                row = "".join(
                    f"<td rowspan={box.down} colspan={box.right}>{html.escape(box.text)}</td>"
                    for box in boxes
                    if box.row == r
                )
                lines.append(f"<tr>{row}</tr>")
            lines.append("</table>")
    return [*lines, "</body></html>"]


def _sheet(plan: Plan) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    row = 1
    for block in _head(plan):
        if isinstance(block, str):
            sheet.cell(row, 1, block)
            row += 1
            continue
        row += 1
        _, boxes = _boxes(block)
        for box in boxes:
            sheet.cell(row + box.row, 1 + box.column, box.text or None)
            if box.down > 1 or box.right > 1:
                sheet.merge_cells(
                    start_row=row + box.row, end_row=row + box.row + box.down - 1,
                    start_column=1 + box.column, end_column=box.column + box.right,
                )  # fmt: skip
        row += len(_whole(block)) + 1
    return book


def _word(plan: Plan) -> Word:
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(9)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Cm(1.5)
    head: list[tuple[str, str]] = []
    for block in [*plan.blocks, ""]:
        if isinstance(block, tuple):
            head.append(block)
            continue
        if head:
            table = document.add_table(1, 2)
            for column in (0, 1):
                table.cell(0, column).text = "\n".join(pair[column] for pair in head if pair[column])
            head = []
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            _word_table(document, block)
    return document


def _word_table(document: Word, rows: Sequence[Printed]) -> None:
    width, boxes = _boxes(rows)
    table = document.add_table(len(_whole(rows)), width, style="Table Grid")
    for column in range(width):
        longest = max(len(row.cells[column]) for row in _whole(rows) if column < len(row.cells))
        for cell in table.columns[column].cells:
            cell.width = Cm(1.2 + min(longest, 40) / 12)
    for box in boxes:
        cell = table.cell(box.row, box.column)
        if box.down > 1 or box.right > 1:
            cell = cell.merge(table.cell(box.row + box.down - 1, box.column + box.right - 1))
        cell.text = box.text


def same_cells(expected: tuple[str | None, ...], found: tuple[str | None, ...]) -> bool:
    """Whether a recovered row has the words of the printed one."""
    return tuple(clean(cell) if cell else None for cell in expected) == found
