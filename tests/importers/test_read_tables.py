"""CSV and Markdown, and how the kind of a file is known by its content."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from graph.rows import Place
from importers.blocks import Grid, Paragraph, Source
from importers.readers import read

ROWS = [
    "TT,Việc,Hạn",
    "1,Việc một,Năm 2026",
    '2,"Việc hai, ba",Năm 2027',
    "3,Việc bốn,Quý I/2027",
    "4,Việc năm,Năm 2028",
]


tidy = importlib.import_module("importers.readers.tidy")  # the package has a function of that name


def written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Source:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return read(path)


def cells(source: Source) -> list[tuple[str | None, ...]]:
    return [row.cells for block in source.blocks if isinstance(block, Grid) for row in block.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("name", ["plan.csv", "plan.txt", "plan.docx"])
def test_csv_is_known_by_its_content(tmp_path: Path, encoding: str, name: str) -> None:
    source = written(tmp_path, name, "\r\n".join(ROWS), encoding)
    assert source.format == "csv"
    assert cells(source)[2] == ("2", "Việc hai, ba", "Năm 2027")


def test_semicolons_tabs_and_quoted_line_breaks(tmp_path: Path) -> None:
    semicolons = "\n".join(row.replace('"Việc hai, ba"', "Việc hai").replace(",", ";") for row in ROWS)
    assert cells(written(tmp_path, "a.csv", semicolons))[1] == ("1", "Việc một", "Năm 2026")
    assert cells(written(tmp_path, "b.csv", "sep=;\n" + semicolons))[1] == ("1", "Việc một", "Năm 2026")
    quoted = written(tmp_path, "c.tsv", 'TT\tViệc\tHạn\n1\t"Một\nhai"\tNăm 2026\n2\tBa\tNăm 2027\n')
    assert quoted.format == "csv"
    assert cells(quoted)[1] == ("1", "Một\nhai", "Năm 2026")
    grid = quoted.blocks[0]
    assert isinstance(grid, Grid)
    assert [row.place.line for row in grid.rows] == [1, 2, 4]


def test_lines_around_a_csv_table_are_paragraphs(tmp_path: Path) -> None:
    text = "\n".join(["PHỤ LỤC I,,", "Danh mục,,", ",,", *ROWS[:2], "A,Nhóm,", *ROWS[2:], ",,", "Ghi chú,,"])
    source = written(tmp_path, "plan.csv", text)
    assert [type(block).__name__ for block in source.blocks] == ["Paragraph", "Paragraph", "Grid", "Paragraph"]
    assert cells(source)[2] == ("A", "Nhóm", "")


def test_running_text_with_commas_is_no_csv(tmp_path: Path) -> None:
    line = "Sở X, Sở Y, Sở Z và các đơn vị có liên quan, đúng hạn"
    source = written(tmp_path, "plan.txt", "\n".join([line] * 20))
    assert source.format == "txt" and len(source.blocks) == 20


def test_markdown(tmp_path: Path) -> None:
    rows = "| TT | Việc | Hạn |\n|---|:--|--:|\n| 1 | Một<br>hai \\| ba | *2026* |\n| 2 | | 2027 |"
    text = f"# Kế **hoạch**\n\n{rows}\n\nXong\\."
    source = written(tmp_path, "plan.txt", text)
    assert source.format == "md"
    assert cells(source) == [("TT", "Việc", "Hạn"), ("1", "Một\nhai | ba", "2026"), ("2", "", "2027")]
    paragraphs = [block for block in source.blocks if isinstance(block, Paragraph)]
    assert [(block.text, block.place.line) for block in paragraphs] == [("Kế hoạch", 1), ("Xong.", 8)]


def test_text_is_composed_and_control_characters_are_dropped(tmp_path: Path) -> None:
    source = written(tmp_path, "plan.txt", "Ke\u0302\u0301 hoa\u0323ch\nViệc\x07 một\u200b\n")
    assert [block.text for block in source.blocks if isinstance(block, Paragraph)] == ["Kế hoạch", "Việc một"]
    (flag,) = source.flags
    assert (flag.code, flag.place.line) == ("control_characters", 2)


def test_rows_are_the_same_however_they_are_looked_at(tmp_path: Path) -> None:
    text = 'PHỤ LỤC,,\nTT,Việc,Hạn,\n1,"Một,\r\nhai",Năm 2026,\n2,Ba,  Năm 2027\n , ,\nGhi chú,,\n'
    source = written(tmp_path, "plan.csv", text)
    grid = next(block for block in source.blocks if isinstance(block, Grid))
    assert [row.cells for row in grid.rows] == [
        ("TT", "Việc", "Hạn"),
        ("1", "Một,\nhai", "Năm 2026"),
        ("2", "Ba", "Năm 2027"),
    ]
    assert [(row.place.line, row.place.row) for row in grid.rows] == [(2, 2), (3, 3), (5, 4)]
    assert [grid.rows[n] for n in range(-1, 2)] == [grid.rows[-1], *grid.rows[:2]]
    assert grid.rows == tuple(grid.rows) and hash(grid.rows) == hash(tuple(grid.rows))
    assert source.blocks[-1] == Paragraph("Ghi chú", Place(7, None, 1, 6))


def test_unseen_characters_are_known_by_their_bytes() -> None:
    signs = [chr(code) for code in range(0x10000)]
    by_bytes = [sign for sign in signs if tidy._has_unseen(sign.encode("utf-8", "surrogatepass"))]
    assert by_bytes == [sign for sign in signs if tidy._UNSEEN.search(sign)]
