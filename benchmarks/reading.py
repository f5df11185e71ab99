"""What our readers cost beside the bare library handing over the same tables and the text around them, in one run.

The peer for CSV finds the separator as ours does (`csv.Sniffer`). Lines without a bar are for information: `csv` told
the separator; every row looked at (ours are made then) beside `csv` handing over lines and stripped cells; and pandas
reading the same tables, which keeps no text around them and no place.

python -m benchmarks.reading
"""

from __future__ import annotations

import csv
import statistics
import tempfile
import time
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import docx
import lxml.html
import openpyxl
import pandas
import pdfplumber

from importers.blocks import Grid
from importers.readers import read

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
LARGE_ROWS = 4000
LARGE_WORD_ROWS = 400
LEAST, MOST, ENOUGH = 5, 200, 0.5  # pairs of runs, and seconds after which no more are taken
SNIFFED = 20_000  # characters that tell the separator


def _docx(path: Path) -> int:
    document = docx.Document(str(path))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return sum(len(part.text) for part in chain(cells, document.paragraphs))


def _pdf(path: Path) -> int:
    with pdfplumber.open(path) as pdf:
        pages = [(page.extract_tables(), page.extract_text_lines()) for page in pdf.pages]
    return len(pages)


def _xlsx(path: Path) -> int:
    book = openpyxl.load_workbook(path)
    return sum(cell.value is not None for sheet in book for row in sheet.iter_rows() for cell in row)


def _html(path: Path) -> int:
    tree = lxml.html.fromstring(path.read_bytes())
    cells = (cell for row in tree.iter("tr") for cell in row.iter("td", "th"))
    return sum(len(part.text_content()) for part in chain(cells, tree.iter("p", "li", "h1", "h2", "h3")))


def _csv(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as file:
        sniffed = csv.Sniffer().sniff(file.read(SNIFFED))
        file.seek(0)
        return len(list(csv.reader(file, sniffed)))


def _csv_told(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return len(list(csv.reader(file)))


def _csv_rows(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        return len([(reader.line_num, [cell.strip() for cell in record]) for record in reader])


def _rows(path: Path) -> int:
    return sum(len(row.cells) for block in read(path).blocks if isinstance(block, Grid) for row in block.rows)


def _seconds(work: Callable[[Path], object], path: Path) -> float:
    start = time.process_time()
    work(path)
    return time.process_time() - start


def compare(path: Path, ours: Callable[[Path], object], theirs: Callable[[Path], object]) -> tuple[float, float, float]:
    """Milliseconds of ours and theirs taken in turn (medians, for half a second or five times), and the median of
    the pairwise ratios."""
    pairs: list[tuple[float, float]] = []
    _seconds(ours, path), _seconds(theirs, path)
    while len(pairs) < LEAST or (sum(map(sum, pairs)) < ENOUGH and len(pairs) < MOST):
        pairs.append((_seconds(ours, path), _seconds(theirs, path)))
    mine, other = (statistics.median(side) * 1000 for side in zip(*pairs, strict=True))
    return mine, other, statistics.median(a / b for a, b in pairs)


def large(folder: Path) -> list[Path]:
    """The same table with many rows as CSV, HTML, Excel and (a tenth of them) Word."""
    header = ["STT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Kết quả", "Thời gian hoàn thành"]
    rows = [[str(n), f"Nhiệm vụ thứ {n} của kế hoạch", "Sở Tài chính", "Các sở, ban, ngành", "Báo cáo", "Tháng 6/2026"]
            for n in range(1, LARGE_ROWS + 1)]  # fmt: skip
    paths = [folder / f"large.{form}" for form in ("csv", "html", "xlsx", "docx")]
    with paths[0].open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in [header, *rows])
    paths[1].write_text(f"<html><meta charset='utf-8'><table>{cells}</table></html>", encoding="utf-8")
    book = openpyxl.Workbook()
    for row in [header, *rows]:
        book.active.append(row)
    book.save(paths[2])
    document = docx.Document()
    table = document.add_table(0, len(header))
    for row in [header, *rows[:LARGE_WORD_ROWS]]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(paths[3]))
    return paths


BARE: dict[str, Callable[[Path], object]] = {
    ".docx": _docx, ".pdf": _pdf, ".xlsx": _xlsx, ".html": _html, ".csv": _csv,
}  # fmt: skip
PANDAS: dict[str, Callable[[Path], object]] = {
    ".csv": lambda path: pandas.read_csv(path, dtype=str, keep_default_na=False, header=None, names=range(50)),
    ".html": lambda path: pandas.read_html(path, encoding="utf-8", flavor="lxml"),
    ".xlsx": lambda path: pandas.read_excel(path, sheet_name=None, dtype=str, header=None),
}


def main() -> None:
    """Print a line a file and peer: our time, the library's, and the median of the pairwise ratios."""
    with tempfile.TemporaryDirectory() as scratch:
        for path in [*(EXAMPLES / f"hai-lam{ending}" for ending in BARE), *large(Path(scratch))]:
            _print(path, "the library", read, BARE[path.suffix], " (bar 1.5)")
            if path.suffix == ".csv":
                _print(path, "csv told the separator", read, _csv_told)
                _print(path, "the same, rows looked at", _rows, _csv_rows)
            if path.suffix in PANDAS:
                _print(path, "pandas", read, PANDAS[path.suffix])


def _print(
    path: Path, peer: str, ours: Callable[[Path], object], theirs: Callable[[Path], object], bar: str = ""
) -> None:
    mine, other, ratio = compare(path, ours, theirs)
    print(f"{path.name}, {peer}: {mine:.2f} ms / {other:.2f} ms = {ratio:.2f}{bar}")


if __name__ == "__main__":
    main()
