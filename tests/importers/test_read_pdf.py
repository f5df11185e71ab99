"""PDF files: tables over pages, text without what a printer adds."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.rows import Row
from graph.text import clean
from importers.blocks import Grid, Paragraph, Source
from importers.readers import read
from importers.recover.layout import recover
from tests.importers.make_files import (
    HEAD,
    TASKS,
    big_plan,
    plain_pdf,
    ruled,
    task_lead,
    task_name,
    to_pdf,
    words_at,
)


def made(folder: Path, *contents: bytes) -> Source:
    path = folder / "plan.pdf"
    path.write_bytes(plain_pdf(contents))
    return read(path)


def grids(source: Source) -> list[list[tuple[str | None, ...]]]:
    return [[row.cells for row in block.rows] for block in source.blocks if isinstance(block, Grid)]


def texts(source: Source) -> list[tuple[str, int | None]]:
    return [(block.text, block.place.page) for block in source.blocks if isinstance(block, Paragraph)]


def table(rows: list[list[str]], top: float = 700) -> bytes:
    xs = [60 + 120 * n for n in range(len(rows[0]) + 1)]
    ys = [top - 30 * n for n in range(len(rows) + 1)]
    placed = [(xs[c] + 5, ys[r] - 20, text) for r, row in enumerate(rows) for c, text in enumerate(row) if text]
    return ruled(xs, ys) + b"\n" + words_at(*placed)


def test_covered_cells_are_none_and_empty_ones_are_not(tmp_path: Path) -> None:
    xs, ys = (60, 120, 300, 420), (700, 670, 640, 610)
    lines = [f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in (ys[0], ys[1], ys[3])] + ["60 640 m 300 640 l S"]
    lines += [f"{x} {ys[0]} m {x} {ys[-1]} l S" for x in (60, 120, 420)] + ["300 670 m 300 610 l S"]
    content = "\n".join(lines).encode() + b"\n" + words_at((65, 680, "A"), (125, 680, "Nhom mot"), (65, 650, "1"),
              (125, 650, "Viec mot"), (305, 640, "So X"), (65, 620, "2"))  # fmt: skip
    source = made(tmp_path, content)
    assert grids(source) == [[("A", "Nhom mot", None), ("1", "Viec mot", "So X"), ("2", "", None)]]
    grid = next(block for block in source.blocks if isinstance(block, Grid))
    assert [(row.place.page, row.place.table, row.place.row) for row in grid.rows] == [(1, 1, 1), (1, 1, 2), (1, 1, 3)]


def test_page_numbers_running_titles_and_stamps_are_left_out(tmp_path: Path) -> None:
    rows = [["TT", "Viec", "Han"], ["1", "mot", "2026"]]
    pages = [
        table(rows) + b"\n" + words_at((290, 20, str(n)), (60, 820, f"Ke hoach 12, trang {n}"), (60, 400, f"Loi {n}"))
        for n in (1, 2, 3)
    ]
    stamp = words_at((400, 300, "Digitally signed by UBND TINH"), (400, 290, "Email: ubnd@tinh.vn"), size=7)
    turned = b"BT /F1 40 Tf 0 1 -1 0 200 200 Td (DU THAO) Tj ET"
    turned = turned.replace(b"0 1 -1 0 200 200 Td", b"0 1 -1 0 200 200 Tm")
    source = made(tmp_path, *pages[:2], pages[2] + b"\n" + stamp + b"\n" + turned)
    assert texts(source) == [("Loi 1", 1), ("Loi 2", 2), ("Loi 3", 3)]
    assert {flag.code for flag in source.flags} == {"stamp_dropped"}


def test_printed_lines_become_paragraphs(tmp_path: Path) -> None:
    long = "Thuc hien Nghi quyet so 09-NQ/TU cua Ban Chap hanh Dang bo tinh ve phat trien kinh te"
    more = "bien xanh va dich vu so cho ngu dan, giao cac don vi thuc hien ke hoach nay dung va du ca nam"
    lines = ((90, 700, long), (60, 685, more), (60, 670, "thoi han."), (90, 655, "2. Yeu cau"))
    body = words_at(*lines, (60, 640, long + " 10-"), (60, 625, "NQ/TU."))
    head = words_at(
        (80, 780, "UBND TINH A"), (330, 780, "CONG HOA XA HOI"), (80, 765, "So: 1/KH-UBND"), (330, 765, "A, ngay 01")
    )
    assert [text for text, _ in texts(made(tmp_path, head + b"\n" + body))] == [
        "UBND TINH A",
        "So: 1/KH-UBND",
        "CONG HOA XA HOI",
        "A, ngay 01",
        f"{long} {more} thoi han.",
        "2. Yeu cau",
        long + " 10-NQ/TU.",
    ]


def test_a_page_on_which_a_column_is_merged_throughout_keeps_the_columns(tmp_path: Path) -> None:
    first = table([["TT", "Viec", "Chu tri", "Han"], ["1", "mot", "So X", "2026"]])
    second = ruled((60, 180, 540), (700, 670)) + b"\n" + words_at((65, 680, "B"), (185, 680, "Nhom hai"))
    assert grids(made(tmp_path, first, second))[1] == [("B", "Nhom hai", None, None)]


def test_letters_printed_twice_are_read_once(tmp_path: Path) -> None:
    assert texts(made(tmp_path, words_at((60, 700, "KE HOACH"), (60.4, 700, "KE HOACH")))) == [("KE HOACH", 1)]


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Source]:
    """The big Word plan as Word and as the PDF printed of it."""
    word = big_plan(tmp_path_factory.mktemp("big") / "big.docx")
    return {"docx": read(word), "pdf": read(to_pdf(word))}


def test_the_big_plan_is_cut_by_pages(big: dict[str, Source]) -> None:
    tables = [block for block in big["pdf"].blocks if isinstance(block, Grid)]
    assert len({row.place.page for grid in tables for row in grid.rows}) >= 15
    for grid in tables[:3]:
        assert tuple(clean(cell or "") for cell in grid.rows[0].cells[:5]) == HEAD[:5]
    rest = [row for grid in tables for row in grid.rows if row.cells[0] == "" and row.cells[1]]
    assert len(rest) >= 9


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_no_row_of_the_big_plan_is_lost(big: dict[str, Source], kind: str) -> None:
    (table,) = recover(big[kind]).tables
    rows = [entry for entry in table.entries if isinstance(entry, Row)]
    assert [row.number for row in rows] == [str(n) for n in range(1, TASKS + 1)]
    assert [row.section for row in rows] == ["I"] * 20 + ["II"] * 20 + ["III"] * 20
    assert [row.cells[1] for row in rows] == [task_name(n) for n in range(1, TASKS + 1)]
    bullets = "- Báo cáo gồm: + Bảng số liệu; + Bản đồ. - Quyết định."
    assert {row.cells[4] for row in rows} == {bullets}
    assert [row.cells[5] for row in rows] == [f"Tháng {n % 12 + 1}/2026" for n in range(1, TASKS + 1)]
    assert [row.cells[6] for row in rows] == ["Thường xuyên" if n % 2 else None for n in range(1, TASKS + 1)]


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_leads_merged_down_over_a_page_reach_every_task(big: dict[str, Source], kind: str) -> None:
    (table,) = recover(big[kind]).tables
    rows = [entry for entry in table.entries if isinstance(entry, Row)]
    assert [row.cells[2] for row in rows] == [task_lead(n) for n in range(1, TASKS + 1)]


@pytest.mark.parametrize("matrix", ["0 1 -1 0 842 0", "0 -1 1 0 0 842", "-1 0 0 -1 842 842"])
def test_text_drawn_sideways_is_read(tmp_path: Path, matrix: str) -> None:
    placed = [
        (65, 480, "TT"),
        (105, 480, "Viec"),
        (305, 480, "Chu tri"),
        (65, 450, "1"),
        (105, 450, "Do"),
        (305, 450, "So X"),
    ]
    drawn = ruled((60, 100, 300, 450), (500, 470, 440)) + b"\n" + words_at(*placed)
    (tmp_path / "plan.pdf").write_bytes(
        plain_pdf([words_at((60, 700, "KE HOACH")), b"q %s cm\n%s\nQ" % (matrix.encode(), drawn)])
    )
    text, grid = read(tmp_path / "plan.pdf").blocks
    assert isinstance(text, Paragraph) and text.text == "KE HOACH"
    assert isinstance(grid, Grid) and [row.cells for row in grid.rows] == [
        ("TT", "Viec", "Chu tri"),
        ("1", "Do", "So X"),
    ]
