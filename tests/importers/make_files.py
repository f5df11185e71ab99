"""Office files of our own making for the tests: laid out the way real plans are."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.table import Table

HEAD = ("TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời gian thực hiện")
PERIODS = ("Năm 2026", "Giai đoạn 2027 - 2030")
AGENCIES = ("Sở Xây dựng", "Sở Nông nghiệp và Môi trường", "Sở Công Thương", "Sở Y tế", "Công an tỉnh")
TASKS = 60
TOGETHER = 3  # tasks in a row that share one cell with their lead agency
SENTENCE = "rà soát hiện trạng, lập danh mục, lấy ý kiến các địa phương ven biển và trình cấp có thẩm quyền phê duyệt"


def soffice() -> str:
    """The path of LibreOffice; the test is skipped where it is absent (a failure under REMIT_REQUIRE_ALL=1)."""
    found = shutil.which("soffice")
    if found:
        return found
    if os.environ.get("REMIT_REQUIRE_ALL") == "1":
        pytest.fail("LibreOffice (soffice) is not installed and REMIT_REQUIRE_ALL=1 is set")
    pytest.skip("LibreOffice (soffice) is not installed, so no PDF can be printed")


def to_pdf(source: Path, *, options: str = "") -> Path:
    """The PDF that LibreOffice prints of a document, beside it."""
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    kind = f"pdf:writer_pdf_Export:{options}" if options else "pdf"
    command = [soffice(), profile, "--headless", "--convert-to", kind, "--outdir", str(source.parent), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return source.with_suffix(".pdf")


def task_name(number: int) -> str:
    """A task's name, longer for some so that pages break inside rows."""
    return (
        f"Nhiệm vụ thứ {number}: "
        + "; ".join([SENTENCE] * (1 + number % 2 + (number % 4 == 0)))
        + f" (mã NV{number:03d})."
    )


def task_lead(number: int) -> str:
    """The lead agency, the same for `TOGETHER` tasks that follow one another."""
    return AGENCIES[(number - 1) // TOGETHER % len(AGENCIES)]


def big_plan(path: Path) -> Path:
    """A Word plan whose appendix has a two-row heading repeated on each page, 60 tasks of which some are cut by a
    page, lead agencies merged down over three tasks, section rows over all columns and bullets in bullets. The
    table is continued by a second one, as Word leaves it where somebody split it."""
    document = Document()
    document.styles["Table Grid"].paragraph_format.space_after = Pt(0)
    document.styles["Normal"].font.size = Pt(13)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    document.add_paragraph("Số: 12/KH-UBND")
    document.add_paragraph("PHỤ LỤC II")
    document.add_paragraph("DANH MỤC NHIỆM VỤ")
    half = TASKS // 2
    _part(document.add_table(0, 7, style="Table Grid"), range(1, half + 1))
    document.add_paragraph()
    _part(document.add_table(0, 7, style="Table Grid"), range(half + 1, TASKS + 1))
    document.save(str(path))
    return path


def _part(table: Table, numbers: range) -> None:
    if numbers[0] == 1:
        _heading(table)
    for number in numbers:
        if number % 20 == 1:
            cells = table.add_row().cells
            cells[0].text = ("I", "II", "III")[number // 20]
            cells[1].merge(cells[6]).text = f"NHÓM NHIỆM VỤ {number // 20 + 1}"
        _task(table, number)
    for column, centimetres in zip(table.columns, (1.2, 9.4, 3.2, 3, 4, 2.4, 2.6), strict=True):
        column.width = Cm(centimetres)


def _heading(table: Table) -> None:
    top, below = table.add_row(), table.add_row()
    for column, text in enumerate(HEAD[:5]):
        top.cells[column].merge(below.cells[column]).text = text
    top.cells[5].merge(top.cells[6]).text = HEAD[5]
    for column, text in enumerate(PERIODS, start=5):
        below.cells[column].text = text
    for row in (top, below):
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _task(table: Table, number: int) -> None:
    row = table.add_row()
    cells = row.cells
    cells[0].text, cells[1].text = f"{number}.", task_name(number)
    if (number - 1) % TOGETHER and table.rows[-2].cells[2].text == task_lead(number):
        table.rows[-2].cells[2].merge(cells[2])
    else:
        cells[2].text = task_lead(number)
    cells[3].text = "Các sở, ban, ngành"
    cells[4].text = "- Báo cáo gồm:"
    for line in ("+ Bảng số liệu;", "+ Bản đồ.", "- Quyết định."):
        cells[4].add_paragraph(line)
    cells[5].text, cells[6].text = f"Tháng {number % 12 + 1}/2026", "Thường xuyên" if number % 2 else ""


def numbered_list(document: Document, number: int, levels: Sequence[tuple[str, str]]) -> int:
    """Define a list with levels (format, text) such as ("upperRoman", "%1."); the id a paragraph names it by."""
    numbering = document.part.numbering_part.element
    parts = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (kind, text) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{parts}</w:abstractNum>'))
    return int(numbering.add_num(number).numId)


def put_in_list(paragraph: object, list_id: int, level: int = 0) -> None:
    """Make a paragraph an item of a list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # type: ignore[attr-defined]
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = list_id


def tracked(tag: str, text: str) -> object:
    """A run put in (`ins`) or struck out (`del`) with tracked changes."""
    kind = "delText" if tag == "del" else "t"
    run = f'<w:r><w:{kind} xml:space="preserve">{text}</w:{kind}></w:r>'
    return parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="x">{run}</w:{tag}>')


def mark(element: object, tag: str, value: str | None = None) -> None:
    """Append an empty element such as <w:vMerge w:val="restart"/>."""
    child = OxmlElement(f"w:{tag}")
    if value is not None:
        child.set(qn("w:val"), value)
    element.append(child)  # type: ignore[attr-defined]


def plain_pdf(contents: Sequence[bytes], *, resources: bytes = b"", objects: Sequence[bytes] = ()) -> bytes:
    """A PDF of A4 pages with these content streams, written by hand: font /F1 is Helvetica. `objects` come after the
    pages and may be named in `resources` (the first has number 3 + 2 * pages)."""
    first = 4
    kids = b" ".join(b"%d 0 R" % (first + 2 * n) for n in range(len(contents)))
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(contents), kids),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, content in enumerate(contents):
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R " % (first + 2 * n + 1)
        parts.append(page + b"/Resources << /Font << /F1 3 0 R >> " + resources + b" >> >>")
        parts.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return pdf_of([*parts, *objects])


def pdf_of(parts: Sequence[bytes]) -> bytes:
    """A PDF file of these objects, numbered from 1; the first is the catalog."""
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start)
    return bytes(out)


def words_at(*placed: tuple[float, float, str], size: int = 12) -> bytes:
    """A content stream with ASCII texts at (x, y) in points from the lower left."""
    return b"\n".join(f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET".encode("ascii") for x, y, text in placed)


def ruled(xs: Sequence[float], ys: Sequence[float]) -> bytes:
    """A content stream with a grid of lines."""
    across = [f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys]
    down = [f"{x} {ys[0]} m {x} {ys[-1]} l S" for x in xs]
    return "\n".join(across + down).encode("ascii")
