"""Web pages: spans, breaks and lists in cells, encodings, what is not shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers.blocks import Grid, Paragraph, Source
from importers.readers import read


def page(folder: Path, body: str, encoding: str = "utf-8", head: str = "") -> Source:
    path = folder / "page.html"
    path.write_bytes(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(encoding))
    return read(path)


def cells(source: Source) -> list[tuple[str | None, ...]]:
    return [row.cells for block in source.blocks if isinstance(block, Grid) for row in block.rows]


def test_spans_cover_cells(tmp_path: Path) -> None:
    source = page(tmp_path, """<table>
        <tr><th rowspan="2">TT</th><th colspan="2">Mục tiêu</th><th rowspan=2>Chủ trì</th></tr>
        <tr><th>Năm 2026</th><th>Năm 2030</th></tr>
        <tr><td>1</td><td>50%</td><td></td><td rowspan="3">Sở X</td></tr>
        <tr><td>2</td><td>60%</td><td>70%</td></tr>
        <tr><td>3</td><td>60%</td></tr></table>""")  # fmt: skip
    assert cells(source) == [
        ("TT", "Mục tiêu", None, "Chủ trì"),
        (None, "Năm 2026", "Năm 2030", None),
        ("1", "50%", "", "Sở X"),
        ("2", "60%", "70%", None),
        ("3", "60%", "", None),
    ]


def test_breaks_and_lists_in_cells_are_lines(tmp_path: Path) -> None:
    source = page(tmp_path, """<table><tr><td>1</td><td>- Tháng 5<br>- Tháng 9</td>
        <td>Gồm:<ul><li>một<ol start=3><li>ba</li><li>bốn</li></ol></li><li><p>hai</p></li></ul></td></tr>
        <tr><td>2</td><td>x</td><td>y</td></tr></table>""")  # fmt: skip
    assert cells(source)[0] == ("1", "- Tháng 5\n- Tháng 9", "Gồm:\n- một\n3. ba\n4. bốn\n- hai")


def test_scripts_styles_and_hidden_parts_are_dropped(tmp_path: Path) -> None:
    body = "<p>Kế <b>hoạch</b></p><script>alert(1)</script><style>p{}</style><p style='display: none'>ẩn</p><!-- x -->"
    assert page(tmp_path, body).blocks == (Paragraph("Kế hoạch", page(tmp_path, "<p>x</p>").blocks[0].place),)


@pytest.mark.parametrize(
    ("encoding", "head"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("cp1258", '<meta charset="windows-1258">'), ("cp1258", "")],
)
def test_encodings_declared_and_not(tmp_path: Path, encoding: str, head: str) -> None:
    # Windows-1258 writes most toned vowels as a vowel and a combining mark.
    body = "<p>Kế hoạch của tỉnh và các sở, thực hiện năm 2026</p>"
    if encoding == "cp1258":
        for whole, parts in (("ế", "ê\u0301"), ("ạ", "a\u0323"), ("ủ", "u\u0309"), ("ỉ", "i\u0309"), ("ở", "ơ\u0309"),
                             ("ự", "ư\u0323"), ("ệ", "ê\u0323")):  # fmt: skip
            body = body.replace(whole, parts)
    (block,) = page(tmp_path, body, encoding, head).blocks
    assert isinstance(block, Paragraph) and block.text == "Kế hoạch của tỉnh và các sở, thực hiện năm 2026"


def test_a_table_that_only_frames_others_is_looked_into(tmp_path: Path) -> None:
    rows = "<tr><td>1</td><td>Việc một</td><td>Sở X</td></tr><tr><td>2</td><td>Việc hai</td><td>Sở Y</td></tr>"
    inner = f"<table>{rows}</table>"
    source = page(tmp_path, f"<table><tr><td><p>Phụ lục</p>{inner}</td></tr></table>")
    assert [type(block).__name__ for block in source.blocks] == ["Paragraph", "Grid"]
    assert cells(source)[1] == ("2", "Việc hai", "Sở Y")


def test_a_page_saved_as_excel_or_text_is_still_a_page(tmp_path: Path) -> None:
    path = tmp_path / "plan.xls"
    path.write_text("<html><body><p>x</p></body></html>", "utf-8")
    assert read(path).format == "html"


def test_a_short_page_is_read_as_it_declares_itself(tmp_path: Path) -> None:
    path = tmp_path / "short.html"
    path.write_bytes('<html><meta charset="windows-1258"><p>Bê\u0323 tri\u0300nh</p></html>'.encode("cp1258", "ignore"))
    (block,) = read(path).blocks
    assert isinstance(block, Paragraph) and block.text.endswith("tr\u00ecnh")


def test_a_cell_to_the_end_of_its_rows_ends_with_their_group(tmp_path: Path) -> None:
    head = "<thead><tr><th rowspan=9>TT</th><th>Việc</th><th>Chủ trì</th></tr></thead>"
    body = "<tbody><tr><td>1</td><td>một</td><td rowspan=0>Sở X</td></tr><tr><td>2</td><td>hai</td></tr></tbody>"
    more = "<tbody><tr><td>3</td><td>ba</td><td>Sở Y</td></tr></tbody>"
    assert cells(page(tmp_path, f"<table>{head}{body}{more}</table>")) == [
        ("TT", "Việc", "Chủ trì"), ("1", "một", "Sở X"), ("2", "hai", None), ("3", "ba", "Sở Y"),
    ]  # fmt: skip


def test_lists_and_breaks_in_running_text(tmp_path: Path) -> None:
    rows = "<tr><td>1</td><td>Việc một</td><td>Sở X</td></tr><tr><td>2</td><td>Việc hai</td><td>Sở Y</td></tr>"
    body = f"Đầu<br>dòng <i>hai</i>\n nữa<ol><li><p>một</p></li><li>hai<table>{rows}</table></li></ol>Cuối"
    source = page(tmp_path, body)
    assert [b.text if isinstance(b, Paragraph) else len(b.rows) for b in source.blocks] == [
        "Đầu\ndòng hai nữa", "1. một", "2. hai", 2, "Cuối",
    ]  # fmt: skip
    assert [b.place.row for b in source.blocks] == [1, 2, 3, 1, 4]


def test_hidden_rows_and_cells_are_left_out(tmp_path: Path) -> None:
    rows = "<tr><td>1</td><td>Việc</td><td>Sở X</td></tr>"
    hidden = "<tr STYLE='Display:None'><td>2</td><td>ẩn</td><td>Sở Y</td></tr>"
    more = "<tr><td>3</td><td style='mso-hide:all'>ẩn</td><td>Ba <span hidden>ẩn</span>bốn</td><td>Sở Z</td></tr>"
    assert cells(page(tmp_path, f"<table>{rows}{hidden}{more}</table>")) == [
        ("1", "Việc", "Sở X"), ("3", "Ba bốn", "Sở Z"),
    ]  # fmt: skip


def test_a_list_item_that_prints_its_own_number_has_no_second(tmp_path: Path) -> None:
    rows = "<tr><td><ol><li><p>1. </p></li></ol></td><td>Việc</td><td>Gồm:<ul><li>- một</li><li>hai</li></ul></td></tr>"
    assert cells(page(tmp_path, f"<table>{rows * 2}</table>"))[0] == ("1.", "Việc", "Gồm:\n- một\n- hai")
