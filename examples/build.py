"""Write the example plan in every format from its one source, hai-lam.toml.

Use: `python examples/build.py [FOLDER] [--no-pdf]`. The PDF is printed from the Word
file by LibreOffice and left as it is where `soffice` is not installed."""

from __future__ import annotations

import csv
import sys
import tomllib
from html import escape
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import Any

from office import print_pdf, write_docx, write_xlsx

HERE = Path(__file__).resolve().parent
Plan = dict[str, Any]
Cells = list[str]


def load() -> Plan:
    """The plan as the source has it: `header`, `body` and a list `appendix`."""
    return tomllib.loads((HERE / "hai-lam.toml").read_text("utf-8"))


def width(appendix: Plan) -> int:
    """How many columns the appendix's table has."""
    return sum(1 if isinstance(heading, str) else heading[1] for heading in appendix["columns"])


def heading_rows(appendix: Plan) -> list[Cells]:
    """The heading rows spread over all columns, a covered cell being ''."""
    spread = [[h] if isinstance(h, str) else [h[0]] + [""] * (h[1] - 1) for h in appendix["columns"]]
    rows = [list(chain.from_iterable(spread))]
    if "subcolumns" in appendix:
        below = [[""] if isinstance(h, str) else list(appendix["subcolumns"]) for h in appendix["columns"]]
        rows.append(list(chain.from_iterable(below)))
    return rows


def grid(appendix: Plan) -> list[Cells]:
    """Heading rows and rows, each as wide as the table."""
    wide = width(appendix)
    return heading_rows(appendix) + [row + [""] * (wide - len(row)) for row in appendix["rows"]]


def titles(appendix: Plan) -> Cells:
    """The lines above the appendix's table."""
    return [appendix["label"], appendix["title"], appendix["enclosure"]]


def flattened(plan: Plan) -> str:
    """Text with one table cell a line, as a web page copied into an editor leaves it."""
    lines = plan["header"] + plan["body"]
    for appendix in plan["appendix"]:
        cells = chain.from_iterable(grid(appendix))
        lines = [*lines, *titles(appendix), *(line for cell in cells if cell for line in cell.split("\n"))]
        lines += appendix.get("notes", [])
    return "\n".join(lines) + "\n"


def tabbed(plan: Plan) -> str:
    """Text with one table row a line, its cells parted by tabs, and a blank line between paragraphs."""
    parts: Cells = plan["header"] + plan["body"]
    for appendix in plan["appendix"]:
        table = ["\t".join(cell.replace("\n", " ") for cell in row) for row in grid(appendix)]
        parts = [*parts, *titles(appendix), "\n".join(table), *appendix.get("notes", [])]
    return "\n\n".join(parts) + "\n"


def markdown(plan: Plan) -> str:
    """Paragraphs and pipe tables; a line break inside a cell is <br>."""
    parts: Cells = plan["header"] + plan["body"]
    for appendix in plan["appendix"]:
        rows = [[cell.replace("|", r"\|").replace("\n", "<br>") for cell in row] for row in grid(appendix)]
        rows.insert(1, ["---"] * width(appendix))
        table = "\n".join("| " + " | ".join(row) + " |" for row in rows)
        parts = [*parts, *(f"**{title}**" for title in titles(appendix)), table, *appendix.get("notes", [])]
    return "\n\n".join(parts) + "\n"


def comma_separated(plan: Plan) -> str:
    """A spreadsheet saved as CSV: paragraphs in the first column, a blank line before and after each table."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([line] for line in plan["header"] + plan["body"])
    for appendix in plan["appendix"]:
        writer.writerows([[], *([line] for line in titles(appendix)), [], *grid(appendix), []])
        writer.writerows([line] for line in appendix.get("notes", []))
    return out.getvalue()


def work_list(plan: Plan) -> str:
    """The plain work list as CSV."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([plan["work_list"]["columns"], *plan["work_list"]["rows"]])
    return out.getvalue()


def html(plan: Plan) -> str:
    """A web page whose headings and section rows span their columns."""
    paragraphs = "\n".join(f"<p>{escape(line)}</p>" for line in plan["header"] + plan["body"])
    tables = "\n".join(html_appendix(appendix) for appendix in plan["appendix"])
    return (
        f'<!DOCTYPE html>\n<html lang="vi">\n<head><meta charset="utf-8"><title>45/KH-UBND</title></head>\n'
        f"<body>\n{paragraphs}\n{tables}\n</body>\n</html>\n"
    )


def html_appendix(appendix: Plan) -> str:
    """The titles and the table of one appendix."""
    two = "subcolumns" in appendix
    down = ' rowspan="2"' if two else ""
    head = "".join(
        f"<th{down}>{escape(h)}</th>" if isinstance(h, str) else f'<th colspan="{h[1]}">{escape(h[0])}</th>'
        for h in appendix["columns"]
    )
    rows = [head] + ([f"<th>{'</th><th>'.join(map(escape, appendix['subcolumns']))}</th>"] if two else [])
    for row in appendix["rows"]:
        if len(row) == 2:
            rows.append(f'<td>{row[0]}</td><td colspan="{width(appendix) - 1}"><b>{escape(row[1])}</b></td>')
        else:
            rows.append("".join(f"<td>{escape(cell).replace(chr(10), '<br>')}</td>" for cell in row))
    lines = [f"<p><b>{escape(line)}</b></p>" for line in titles(appendix)]
    lines += ["<table>", *(f"<tr>{row}</tr>" for row in rows), "</table>"]
    return "\n".join(lines + [f"<p>{escape(note)}</p>" for note in appendix.get("notes", [])])


TEXTS = {
    "hai-lam.txt": flattened,
    "hai-lam.tabs.txt": tabbed,
    "hai-lam.md": markdown,
    "hai-lam.csv": comma_separated,
    "hai-lam.html": html,
    "cong-viec.csv": work_list,
}


def build(folder: Path, *, pdf: bool = True) -> list[Path]:
    """Write every format into `folder`; the files written."""
    plan = load()
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, render in TEXTS.items():
        written.append(folder / name)
        written[-1].write_text(render(plan), "utf-8", newline="\n")
    word, sheets, printed = (folder / f"hai-lam.{ending}" for ending in ("docx", "xlsx", "pdf"))
    write_docx(plan, word)
    write_xlsx(plan, sheets)
    written += [word, sheets]
    return [*written, printed] if pdf and print_pdf(word, printed) else written


if __name__ == "__main__":
    folders = [Path(argument) for argument in sys.argv[1:] if argument != "--no-pdf"]
    build(folders[0] if folders else HERE, pdf="--no-pdf" not in sys.argv)
