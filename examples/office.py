"""The Word, Excel and PDF forms of the example plan: laid out as an office would do it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

Plan = dict[str, Any]
MADE = datetime(2026, 3, 16, 8, 0)
WIDTHS = {9: (1.2, 5.5, 2.2, 2.4, 2, 2, 2, 2, 2, 4.2), 6: (1.3, 8, 4.6, 4.8, 4, 3.3)}  # centimetres


def write_docx(plan: Plan, path: Path) -> None:
    """A portrait body with a letter head of two columns, then the appendices on landscape pages: merged headings
    repeated on each page, section rows over all columns, and in Appendix III numbers that Word counts itself."""
    document = Document()
    document.core_properties.created = document.core_properties.modified = MADE
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Liberation Serif", Pt(13)
    _page(document, portrait=True)
    _letter_head(document, plan["header"])
    for line in plan["header"][8:]:
        _paragraph(document, line, bold=True, centred=True)
    cut = plan["body"].index("Nơi nhận:")
    for line in plan["body"][:cut]:
        _paragraph(document, line, bold=line.isupper())
    signed = plan["body"].index("TM. ỦY BAN NHÂN DÂN")
    table = document.add_table(1, 2)
    _fill(table.cell(0, 0), "\n".join(plan["body"][cut:signed]))
    _fill(table.cell(0, 1), "\n".join(plan["body"][signed:]), centred=True)
    for number, appendix in enumerate(plan["appendix"]):
        _page(document, portrait=False)
        for line in (appendix["label"], appendix["title"], appendix["enclosure"]):
            _paragraph(document, line, bold=not line.startswith("("), centred=True)
        _table(document, appendix, counted=number == 2)
        for note in appendix.get("notes", []):
            _paragraph(document, note)
    document.save(str(path))


def _page(document: WordDocument, *, portrait: bool) -> None:
    section = document.sections[0] if portrait else document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.PORTRAIT if portrait else WD_ORIENT.LANDSCAPE
    wide, high = (Cm(21), Cm(29.7)) if portrait else (Cm(29.7), Cm(21))
    section.page_width, section.page_height = wide, high
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    if portrait:
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
            run = footer.add_run()
            part = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                part.set(qn("w:fldCharType"), kind)
            part.text = text
            run._r.append(part)


def _letter_head(document: WordDocument, header: list[str]) -> None:
    """Office and state motto side by side, below them the number and the place and date."""
    table = document.add_table(2, 2)
    table.autofit = False
    for column, centimetres in zip(table.columns, (6, 11), strict=True):
        column.width = Cm(centimetres)
        for cell in column.cells:
            cell.width = Cm(centimetres)
    texts = ("\n".join(header[:3]), "\n".join(header[3:6]), header[6], header[7])
    for cell, text in zip(table._cells, texts, strict=True):
        _fill(cell, text, centred=True)


def _paragraph(document: WordDocument, text: str, *, bold: bool = False, centred: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(text).bold = bold
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    if not centred:
        paragraph.paragraph_format.first_line_indent = Cm(1)


def _fill(cell: _Cell, text: str, *, bold: bool = False, centred: bool = False) -> Paragraph:
    """Write a text into a cell, a paragraph a line; the first paragraph."""
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(line)
        run.bold, run.font.size = bold, Pt(12)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return cell.paragraphs[0]


def _table(document: WordDocument, appendix: Plan, *, counted: bool) -> None:
    headings = appendix["columns"]
    wide = sum(1 if isinstance(heading, str) else heading[1] for heading in headings)
    deep = 2 if "subcolumns" in appendix else 1
    table = document.add_table(deep + len(appendix["rows"]), wide, style="Table Grid")
    table.autofit = False
    _headings(table, appendix, deep)
    list_id = _decimal_list(document) if counted else None
    for number, row in enumerate(appendix["rows"], start=deep):
        cells = table.rows[number].cells
        if len(row) == 2:
            cells[1].merge(cells[-1])
        for cell, text in zip(cells, row, strict=False):
            typed = "" if list_id and len(row) > 2 and cell is cells[0] else text
            paragraph = _fill(cell, typed, bold=len(row) == 2, centred=cell is cells[0])
            if typed != text:
                _number(paragraph, list_id or 0)
    for column, centimetres in zip(table.columns, WIDTHS[6 if wide == 6 else 9], strict=True):
        column.width = Cm(centimetres)
        for cell in column.cells:
            cell.width = Cm(centimetres)


def _headings(table: Table, appendix: Plan, deep: int) -> None:
    at = 0
    for heading in appendix["columns"]:
        text, span = (heading, 1) if isinstance(heading, str) else heading
        cell = table.cell(0, at)
        if span > 1:
            for n, below in enumerate(appendix["subcolumns"]):
                _fill(table.cell(1, at + n), below, bold=True, centred=True)
            cell.merge(table.cell(0, at + span - 1))
        elif deep == 2:
            cell.merge(table.cell(1, at))
        _fill(cell, text, bold=True, centred=True)
        at += span
    for row in table.rows[:deep]:
        mark = OxmlElement("w:tblHeader")
        row._tr.get_or_add_trPr().append(mark)


def _decimal_list(document: WordDocument) -> int:
    """A list of its own that counts 1. 2. 3.; its id."""
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), "0")
    for tag, value in (("w:start", "1"), ("w:numFmt", "decimal"), ("w:suff", "nothing"), ("w:lvlText", "%1.")):
        part = OxmlElement(tag)
        part.set(qn("w:val"), value)
        level.append(part)
    abstract.append(level)
    numbering.insert(0, abstract)
    num = numbering.add_num(90)
    return int(num.numId)


def _number(paragraph: Paragraph, list_id: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = list_id


def write_xlsx(plan: Plan, path: Path) -> None:
    """A sheet for the body and one an appendix; percentages and counts of Appendix I are numbers with a format."""
    book = Workbook()
    book.properties.created = book.properties.modified = MADE
    body = book.active
    assert body is not None
    body.title = "Kế hoạch"
    for line in plan["header"] + plan["body"]:
        body.append([line])
    for number, appendix in enumerate(plan["appendix"], start=1):
        _sheet(book.create_sheet(f"PL{number}"), appendix)
    book.save(path)


def _sheet(sheet: Worksheet, appendix: Plan) -> None:
    wide = sum(1 if isinstance(heading, str) else heading[1] for heading in appendix["columns"])
    for line in (appendix["label"], appendix["title"], appendix["enclosure"]):
        sheet.append([line])
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=wide)
    at, top = 1, sheet.max_row + 2
    for heading in appendix["columns"]:
        text, span = (heading, 1) if isinstance(heading, str) else heading
        sheet.cell(top, at, text)
        if span > 1:
            for n, below in enumerate(appendix["subcolumns"]):
                sheet.cell(top + 1, at + n, below)
            sheet.merge_cells(start_row=top, end_row=top, start_column=at, end_column=at + span - 1)
        elif "subcolumns" in appendix:
            sheet.merge_cells(start_row=top, end_row=top + 1, start_column=at, end_column=at)
        at += span
    for number, row in enumerate(appendix["rows"], start=top + (2 if "subcolumns" in appendix else 1)):
        for column, text in enumerate(row, start=1):
            value, shown = _value(text) if "subcolumns" in appendix and column > 3 else (text, "General")
            sheet.cell(number, column, None if value == "" else value).number_format = shown
        if len(row) == 2:
            sheet.merge_cells(start_row=number, end_row=number, start_column=2, end_column=wide)
    for number, note in enumerate(appendix.get("notes", []), start=sheet.max_row + 2):
        sheet.cell(number, 1, note)
    _dress(sheet, top, wide)


def _value(text: str) -> tuple[str | float | int, str]:
    """A figure as Excel keeps it with the format that shows it as printed: "0,85%" is 0.0085 shown as 0.00%."""
    plain = text.rstrip("%").replace(",", ".")
    digits = plain.replace(".", "", 1)
    if not digits.isdigit() or (text[0] == "0" and len(text) == 2 and text.isdigit()):
        return (int(text), "00") if text.isdigit() else (text, "General")
    places = len(plain.partition(".")[2])
    decimals = "." + "0" * places if "," in text else ""
    if text.endswith("%"):
        return round(float(plain) / 100, places + 2), f"0{decimals}%"
    if "." in text:
        return int(text.replace(".", "")), "#,##0"
    return (float(plain) if decimals else int(plain)), (f"0{decimals}" if decimals else "General")


def _dress(sheet: Worksheet, top: int, wide: int) -> None:
    thin = Side(style="thin")
    for row in sheet.iter_rows(min_row=top, max_col=wide):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            cell.font = Font(bold=cell.row == top)
    for letter, chars in zip("ABCDEFGHIJ", (6, 60, 24, 24, 24, 24, 12, 12, 12, 30), strict=True):
        sheet.column_dimensions[letter].width = chars


def print_pdf(source: Path, path: Path) -> bool:
    """Print a Word file to PDF with LibreOffice; False where that is not installed."""
    office = shutil.which("soffice")
    if office is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        shutil.copyfile(Path(folder, source.stem + ".pdf"), path)
    return True
