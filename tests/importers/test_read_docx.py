"""Word documents: merged cells, numbers Word counts itself, tracked changes, what stands beside the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from importers.blocks import Grid, Paragraph, Source
from importers.readers import read
from importers.readers.docx_numbering import formatted
from tests.importers.make_files import mark, numbered_list, put_in_list, tracked

XML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def saved(document: Document, folder: Path) -> Source:
    path = folder / "plan.docx"
    document.save(str(path))
    return read(path)


def grids(source: Source) -> list[Grid]:
    return [block for block in source.blocks if isinstance(block, Grid)]


def texts(source: Source) -> list[str]:
    return [block.text for block in source.blocks if isinstance(block, Paragraph)]


def cells(grid: Grid) -> list[tuple[str | None, ...]]:
    return [row.cells for row in grid.rows]


def filled(document: Document, rows: list[list[str]]) -> object:
    table = document.add_table(len(rows), len(rows[0]))
    for row, line in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            cell.text = text
    return table


def test_merged_cells_are_none_and_empty_ones_are_not(tmp_path: Path) -> None:
    document = Document()
    table = filled(document, [["A", "Nhóm một", "", ""], ["1", "Việc", "Sở X", ""], ["2", "Việc khác", "", "Năm 2026"]])
    table.cell(0, 1).merge(table.cell(0, 3))
    table.cell(1, 2).merge(table.cell(2, 2))
    (grid,) = grids(saved(document, tmp_path))
    assert cells(grid) == [
        ("A", "Nhóm một", None, None),
        ("1", "Việc", "Sở X", ""),
        ("2", "Việc khác", None, "Năm 2026"),
    ]
    assert [(row.place.table, row.place.row, row.place.page) for row in grid.rows] == [
        (1, 1, None),
        (1, 2, None),
        (1, 3, None),
    ]


def test_a_row_that_begins_later_leaves_its_first_columns_empty(tmp_path: Path) -> None:
    document = Document()
    table = filled(document, [["1", "a", "b"], ["2", "c", "d"]])
    row = table.rows[1]._tr
    row.remove(row.tc_lst[0])
    mark(row.get_or_add_trPr(), "gridBefore", "1")
    (grid,) = grids(saved(document, tmp_path))
    assert cells(grid)[1] == ("", "c", "d")


def test_numbers_that_word_counts_are_read(tmp_path: Path) -> None:
    document = Document()
    roman = numbered_list(document, 51, [("upperRoman", "%1"), ("decimal", "%2."), ("lowerLetter", "%3)")])
    table = filled(document, [["", "Nhóm"], ["", "Việc"], ["", "Việc"], ["", "Nhóm"], ["", "Việc"]])
    for row, level in zip(table.rows, (0, 1, 1, 0, 1), strict=True):
        put_in_list(row.cells[0].paragraphs[0], roman, level)
    for level in (2, 2):
        put_in_list(document.add_paragraph("mục"), roman, level)
    source = saved(document, tmp_path)
    assert [row[0] for row in cells(grids(source)[0])] == ["I", "1.", "2.", "II", "1."]
    assert texts(source) == ["a) mục", "b) mục"]


def test_levels_in_one_number_and_a_second_use_that_starts_anew(tmp_path: Path) -> None:
    document = Document()
    first = numbered_list(document, 52, [("decimal", "%1."), ("decimal", "%1.%2.")])
    numbering = document.part.numbering_part.element
    again = numbering.add_num(52)
    again.add_lvlOverride(0).add_startOverride(7)
    for list_id, level in (
        (first, 0),
        (first, 1),
        (first, 1),
        (first, 0),
        (first, 1),
        (int(again.numId), 0),
        (first, 1),
    ):
        put_in_list(document.add_paragraph("x"), list_id, level)
    assert texts(saved(document, tmp_path)) == ["1. x", "1.1. x", "1.2. x", "2. x", "2.1. x", "7. x", "7.1. x"]


def test_a_paragraph_style_may_bring_the_number(tmp_path: Path) -> None:
    document = Document()
    list_id = numbered_list(document, 53, [("decimal", "%1.")])
    style = document.styles["Heading 1"]
    put = style.element.get_or_add_pPr().get_or_add_numPr()
    put.get_or_add_numId().val = list_id
    document.add_paragraph("Mục đích", style="Heading 1")
    document.add_paragraph("Chữ thường")
    document.add_paragraph("Yêu cầu", style="Heading 1")
    assert texts(saved(document, tmp_path)) == ["1. Mục đích", "Chữ thường", "2. Yêu cầu"]


@pytest.mark.parametrize(
    ("number", "style", "printed"),
    [(4, "upperRoman", "IV"), (49, "lowerRoman", "xlix"), (27, "lowerLetter", "aa"), (3, "upperLetter", "C"),
     (5, "decimalZero", "05"), (5, "none", ""), (99999, "upperRoman", "99999"), (5, "ordinalText", "5")],
)  # fmt: skip
def test_number_formats(number: int, style: str, printed: str) -> None:
    assert formatted(number, style) == printed


def test_tracked_changes_are_read_as_accepted_and_flagged(tmp_path: Path) -> None:
    document = Document()
    table = filled(document, [["1", "Xây dựng ", "Sở X"], ["2", "Bỏ đi", "Sở Y"], ["3", "Giữ", "Sở Z"]])
    paragraph = table.cell(0, 1).paragraphs[0]._p
    paragraph.append(tracked("del", "đề án"))
    paragraph.append(tracked("ins", "kế hoạch"))
    mark(table.rows[1]._tr.get_or_add_trPr(), "del")
    source = saved(document, tmp_path)
    assert cells(grids(source)[0]) == [("1", "Xây dựng kế hoạch", "Sở X"), ("3", "Giữ", "Sở Z")]
    assert [(flag.code, flag.place.row) for flag in source.flags] == [("revision_deleted", 1), ("revision_deleted", 2)]


def test_a_struck_out_paragraph_end_joins_two_paragraphs(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Nghị quyết số ")
    document.add_paragraph("09-NQ/TU")
    first = document.paragraphs[0]._p
    first.get_or_add_pPr().append(parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="1" w:author="x"/></w:rPr>'))
    assert texts(saved(document, tmp_path)) == ["Nghị quyết số 09-NQ/TU"]


def test_lists_breaks_and_tables_inside_a_cell_are_lines(tmp_path: Path) -> None:
    document = Document()
    bullets = numbered_list(document, 54, [("bullet", "\uf0b7"), ("bullet", "o")])
    table = filled(document, [["1", "Báo cáo:", "x"], ["2", "y", "z"]])
    cell = table.cell(0, 1)
    for text, level in (("bảng số liệu", 0), ("theo quý", 1)):
        put_in_list(cell.add_paragraph(text), bullets, level)
    cell.add_paragraph("dòng một").runs[0].add_break()
    cell.paragraphs[-1].add_run("dòng hai")
    inner = cell.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Năm", "2026"
    source = saved(document, tmp_path)
    assert cells(grids(source)[0])[0][1] == "Báo cáo:\n- bảng số liệu\n- theo quý\ndòng một\ndòng hai\nNăm 2026"
    assert "nested_table" in {flag.code for flag in source.flags}


def test_headers_fields_hidden_text_and_notes(tmp_path: Path) -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Tiêu đề trang"
    paragraph = document.add_paragraph("Mục tiêu")
    paragraph.add_run(" ẩn").font.hidden = True
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:instrText>PAGE</w:instrText></w:r>"))
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 40%</w:t></w:r>'))
    source = saved(document, tmp_path)
    assert texts(source) == ["Mục tiêu≥ 40%"]
    assert [flag.code for flag in source.flags] == ["hidden_text"]


def test_rows_cells_and_styles_that_are_hidden_or_struck_out(tmp_path: Path) -> None:
    document = Document()
    for name, kind in (("Ẩn", 1), ("Chữ ẩn", 2)):
        document.styles.add_style(name, kind).font.hidden = True
    document.styles.add_style("Dựa trên", 1).base_style = document.styles["Ẩn"]
    table = filled(document, [["1", "Việc", "Sở X", "cũ"], ["2", "Bỏ", "Sở Y", "x"], ["3", "Giữ", "Sở Z", "mới"]])
    for cell, tag in ((table.cell(0, 3), "cellDel"), (table.cell(2, 3), "cellIns")):
        mark(cell._tc.get_or_add_tcPr(), tag)
    mark(table.rows[1]._tr.get_or_add_trPr(), "hidden")
    table.cell(2, 1).paragraphs[0].add_run(" ẩn").style = "Chữ ẩn"
    number = numbered_list(document, 61, [("decimal", "%1.")])
    for text, style in (("Một", None), ("Kín", "Dựa trên"), ("Hai", None)):
        put_in_list(document.add_paragraph(text, style), number)
    document.add_paragraph("", "Ẩn").add_run("hiện").font.hidden = False
    source = saved(document, tmp_path)
    assert cells(grids(source)[0]) == [("1", "Việc", "Sở X", ""), ("3", "Giữ", "Sở Z", "mới")]
    assert texts(source) == ["1. Một", "2. Hai", "hiện"]
    assert {flag.code for flag in source.flags} == {"hidden_text", "revision_deleted"}


def test_a_letter_head_of_two_columns_is_paragraphs(tmp_path: Path) -> None:
    document = Document()
    filled(document, [["UBND TỈNH A\n-----", "CỘNG HÒA"], ["Số: 1/KH-UBND", "A, ngày 01 tháng 3 năm 2026"]])
    source = saved(document, tmp_path)
    assert texts(source) == ["UBND TỈNH A", "-----", "CỘNG HÒA", "Số: 1/KH-UBND", "A, ngày 01 tháng 3 năm 2026"]
    assert not grids(source)


def test_a_note_stands_after_the_table_it_belongs_to(tmp_path: Path) -> None:
    document = Document()
    table = filled(document, [["1", "Dân số trưởng thành", "80%"], ["2", "Dân số", "90%"]])
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    space = nsdecls("w")
    notes = (
        f'<w:footnotes {space}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="1"><w:p>'
        "<w:r><w:footnoteRef/></w:r><w:r><w:t>Nguồn: Thống kê tỉnh.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    part = Part(PackURI("/word/footnotes.xml"), f"{XML}.footnotes+xml", notes.encode("utf-8"), document.part.package)
    document.part.relate_to(part, kind)
    table.cell(0, 1).paragraphs[0]._p.append(parse_xml(f'<w:r {space}><w:footnoteReference w:id="1"/></w:r>'))
    document.add_paragraph("Sau bảng")
    source = saved(document, tmp_path)
    assert cells(grids(source)[0])[0] == ("1", "Dân số trưởng thành", "80%")
    assert texts(source) == ["Nguồn: Thống kê tỉnh.", "Sau bảng"]


def test_content_controls_are_looked_into(tmp_path: Path) -> None:
    document = Document()
    inside = document.add_paragraph("trong khung")._p
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    inside.addprevious(control)
    control[0].append(inside)
    assert texts(saved(document, tmp_path)) == ["trong khung"]
