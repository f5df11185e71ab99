"""What our readers cost beside the bare library handing over the same tables and the text around them, in one run.

For CSV the peer finds the separator (`csv.Sniffer`), drops blanks around cells and keeps each record with its line, as
ours must. Ours stays about three times above: `csv` makes a list in C where ours makes a row and its place.

python -m benchmarks.reading
"""

from __future__ import annotations

import csv
import io
import statistics
import tempfile
import time
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import docx
import lxml.html
import openpyxl
import pdfplumber

from importers.readers import read

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
LARGE_ROWS = 4000
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
    text = path.read_bytes().decode("utf-8-sig")
    reader = csv.reader(io.StringIO(text, newline=""), csv.Sniffer().sniff(text[:SNIFFED]), strict=True)
    return len([(reader.line_num, [cell.strip() for cell in record]) for record in reader])


def _seconds(work: Callable[[Path], object], path: Path) -> float:
    start = time.process_time()
    work(path)
    return time.process_time() - start


def large(folder: Path) -> list[Path]:
    """The same table with many rows as CSV, HTML and Excel."""
    header = ["STT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Kết quả", "Thời gian hoàn thành"]
    rows = [[str(n), f"Nhiệm vụ thứ {n} của kế hoạch", "Sở Tài chính", "Các sở, ban, ngành", "Báo cáo", "Tháng 6/2026"]
            for n in range(1, LARGE_ROWS + 1)]  # fmt: skip
    paths = [folder / f"large.{form}" for form in ("csv", "html", "xlsx")]
    with paths[0].open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in [header, *rows])
    paths[1].write_text(f"<html><meta charset='utf-8'><table>{cells}</table></html>", encoding="utf-8")
    book = openpyxl.Workbook()
    for row in [header, *rows]:
        book.active.append(row)
    book.save(paths[2])
    return paths


def main() -> None:
    """Print a line a file: our time, the library's, and the median of the pairwise ratios."""
    bare = {".docx": _docx, ".pdf": _pdf, ".xlsx": _xlsx, ".html": _html, ".csv": _csv}
    with tempfile.TemporaryDirectory() as scratch:
        for path in [*(EXAMPLES / f"hai-lam{ending}" for ending in bare), *large(Path(scratch))]:
            pairs = [(_seconds(read, path), _seconds(bare[path.suffix], path)) for _ in range(6)][1:]
            ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
            ratio = statistics.median(a / b for a, b in pairs)
            print(f"{path.name}: {ours * 1000:.1f} ms / {theirs * 1000:.1f} ms = {ratio:.2f} (bar 1.5)")


if __name__ == "__main__":
    main()
