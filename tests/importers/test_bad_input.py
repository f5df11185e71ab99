"""Files that cannot be read: one clear sentence naming the file, in bounded time and memory."""

from __future__ import annotations

import time
import tracemalloc
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from importers.blocks import UnreadableError
from importers.readers import Limits, read
from importers.readers.limits import MEGABYTE
from tests.importers.make_files import pdf_of, plain_pdf, to_pdf, words_at

TEXT = "Kế hoạch của tỉnh: các sở thực hiện nhiệm vụ năm 2026, đơn vị phát triển, việc được giao số 1.\n"


def docx_bytes() -> bytes:
    document, out = Document(), BytesIO()
    document.add_paragraph(TEXT * 20)
    document.add_table(2, 3)
    document.save(out)
    return out.getvalue()


def xlsx_bytes() -> bytes:
    book, out = Workbook(), BytesIO()
    for row in (["TT", "Việc", "Hạn"], [1, "một", "2026"]):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes, *, level: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package with one part put in or replaced."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", level) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return out.getvalue()


def refused(folder: Path, name: str, data: bytes, *, limits: Limits | None = None, password: str | None = None) -> str:
    """The message with which a file is refused: one sentence that begins with the file's name."""
    path = folder / name
    path.write_bytes(data)
    with pytest.raises(UnreadableError) as caught:
        read(path, password=password, **({"limits": limits} if limits else {}))
    message = str(caught.value)
    assert message.startswith(f"{name}: ") and "\n" not in message
    return message


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
def test_files_cut_off(tmp_path: Path, kind: str, share: float) -> None:
    data = {"docx": docx_bytes, "xlsx": xlsx_bytes, "pdf": lambda: plain_pdf([words_at((60, 700, "KE HOACH"))])}[kind]()
    path = tmp_path / f"plan.{kind}"
    path.write_bytes(data[: int(len(data) * share)])
    try:
        source = read(path)  # a PDF that has only lost its table of contents is still read whole
    except UnreadableError as error:
        assert str(error).startswith(f"plan.{kind}: ")
    else:
        assert kind == "pdf" and len(source.blocks) == 1


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_damaged_part_is_named(tmp_path: Path, kind: str) -> None:
    data = docx_bytes() if kind == "docx" else xlsx_bytes()
    part = "word/document.xml" if kind == "docx" else "xl/worksheets/sheet1.xml"
    assert "damaged" in refused(tmp_path, f"a.{kind}", with_part(data, part, b"<w:document><broken"))
    with zipfile.ZipFile(BytesIO(data)) as package:
        at = package.getinfo(part).header_offset + 60 + len(part)
    hit = data[:at] + bytes(byte ^ 0xFF for byte in data[at : at + 40]) + data[at + 40 :]
    assert part in refused(tmp_path, f"b.{kind}", hit)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n\n\t ", "is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "save it as .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "save it as .xlsx"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"{\\rtf1 x}", "Rich Text"),
        (b"\x1f\x8b\x08abc", "unpack"),
        (b"PK\x05\x06" + b"\0" * 18, "no Word or Excel"),
        (b"%PDF-1.7\nnothing here", "damaged"),
        (b"abc\0def\0\0ghi" * 9, "NUL"),
        (b"K\xff\xfe ho\x81ch\n" * 3, "not UTF-8"),
    ],
)
def test_what_a_file_is_and_what_to_do(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in refused(tmp_path, "plan.docx", data)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.docx", tmp_path):
        with pytest.raises(UnreadableError, match=path.name):
            read(path)


def test_the_wrong_ending_does_not_matter(tmp_path: Path) -> None:
    for name, data, kind in (
        ("a.pdf", docx_bytes(), "docx"),
        ("b.txt", xlsx_bytes(), "xlsx"),
        ("c.xlsx", TEXT.encode(), "txt"),
    ):
        (tmp_path / name).write_bytes(data)
        assert read(tmp_path / name).format == kind


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_zip_bombs_are_not_unpacked(tmp_path: Path, kind: str) -> None:
    data = docx_bytes() if kind == "docx" else xlsx_bytes()
    bomb = with_part(data, f"{'word' if kind == 'docx' else 'xl'}/media/big.xml", b" " * (60 * MEGABYTE))
    tracemalloc.start()
    try:
        assert "fill memory" in refused(tmp_path, f"bomb.{kind}", bomb)
        assert tracemalloc.get_traced_memory()[1] < 8 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_many_parts_that_are_large_together_are_refused(tmp_path: Path) -> None:
    data = with_part(docx_bytes(), "word/media/a.xml", b"x" * 900_000)
    limits = Limits(unpacked_bytes=500_000)
    assert "unpack to" in refused(tmp_path, "plan.docx", data, limits=limits)
    assert "parts" in refused(tmp_path, "plan.docx", data, limits=Limits(parts=3))
    assert "part word/media/a.xml" in refused(tmp_path, "plan.docx", data, limits=Limits(part_bytes=500_000))


def test_a_pdf_whose_streams_fill_memory_is_refused(tmp_path: Path) -> None:
    packed = zlib.compress(b" " * (40 * MEGABYTE))
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    parts = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", page, stream)
    limits = Limits(unpacked_bytes=10 * MEGABYTE)
    assert "unpack to more" in refused(tmp_path, "plan.pdf", pdf_of(parts), limits=limits)


@pytest.mark.parametrize(("kind", "part"), [("docx", "word/document.xml"), ("xlsx", "xl/worksheets/sheet1.xml")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_external_entities_are_refused(tmp_path: Path, kind: str, part: str, encoding: str) -> None:
    data = docx_bytes() if kind == "docx" else xlsx_bytes()
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật", "utf-8")
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><x>&e;</x>'
    assert "external entity" in refused(tmp_path, f"plan.{kind}", with_part(data, part, xml.encode(encoding)))


def test_a_web_page_opens_nothing_outside_itself(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật", "utf-8")
    path = tmp_path / "page.html"
    path.write_text(f'<!DOCTYPE html [<!ENTITY e SYSTEM "{secret.as_uri()}">]><html><p>x &e; y</p></html>', "utf-8")
    assert "bí mật" not in repr(read(path).blocks)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "csv", "md", "html-span"])
def test_tables_with_ten_thousand_columns(tmp_path: Path, kind: str) -> None:
    wide = ["x"] * 10_000
    start = time.monotonic()
    if kind == "docx":
        cells = "".join("<w:tc><w:p/></w:tc>" for _ in wide)
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        xml = f"<w:document {space}><w:body><w:tbl><w:tr>{cells}</w:tr></w:tbl></w:body></w:document>"
        data = with_part(docx_bytes(), "word/document.xml", xml.encode(), level=zipfile.ZIP_STORED)
    elif kind == "xlsx":
        book, out = Workbook(), BytesIO()
        book.active.append(wide)
        book.save(out)
        data = out.getvalue()
    elif kind == "csv":
        data = ("\n".join([",".join(wide)] * 6)).encode()
    elif kind == "md":
        data = f"|{'|'.join(wide)}|\n|{'|'.join(['---'] * 10_000)}|\n".encode()
    elif kind == "html":
        data = f"<html><table><tr>{'<td>x</td>' * 10_000}</tr></table></html>".encode()
    else:
        data = b"<html><table><tr><td colspan=10000 rowspan=60000>x</td></tr></table></html>"
    message = refused(tmp_path, f"plan.{kind.partition('-')[0]}", data)
    assert "columns, more than the 200 allowed" in message
    assert time.monotonic() - start < 20


def test_a_pdf_of_two_thousand_pages(tmp_path: Path) -> None:
    page = words_at((60, 700, "Khong co bang nao"))
    assert "2,000 pages" in refused(tmp_path, "plan.pdf", plain_pdf([page] * 2000))
    limits = Limits(pages=5000, pages_without_table=20)
    start = time.monotonic()
    assert "the first 20 of its 2,000 pages hold no table" in refused(
        tmp_path, "plan.pdf", plain_pdf([page] * 2000), limits=limits
    )
    assert time.monotonic() - start < 20


def test_a_text_of_two_hundred_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    with path.open("wb") as stream:
        stream.truncate(200 * MEGABYTE)
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableError, match=r"plan.txt: has 209,715,200 bytes, more than the 16,777,216 allowed"):
            read(path)
        assert tracemalloc.get_traced_memory()[1] < MEGABYTE
    finally:
        tracemalloc.stop()


def test_a_scan_is_named_as_such(tmp_path: Path) -> None:
    image = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    )
    picture = image + b"\nstream\n\x80\nendstream"
    drawn = b"q 500 0 0 700 40 60 cm /Im1 Do Q"
    resources = b"/XObject << /Im1 8 0 R >>"
    data = plain_pdf([drawn, drawn], resources=resources, objects=[picture])
    assert "is a scan" in refused(tmp_path, "plan.pdf", data)
    (tmp_path / "half.pdf").write_bytes(
        plain_pdf([drawn, words_at((60, 700, "KE HOACH"))], resources=resources, objects=[picture])
    )
    source = read(tmp_path / "half.pdf")
    assert [(flag.code, flag.place.page, flag.level) for flag in source.flags] == [("page_without_text", 1, "lost")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("KÕ ho¹ch cña tØnh vµ c¸c së, thùc hiÖn nhiÖm vô n¨m 2026", "TCVN3"),
        ("Keá hoaïch cuûa tænh vaø caùc sôû, thöïc hieän nhieäm vuï naêm 2026", "VNI"),
    ],
)
def test_encodings_from_before_unicode(tmp_path: Path, text: str, name: str) -> None:
    assert name in refused(tmp_path, "bytes.txt", text.encode("latin-1", "replace"))
    assert name in refused(tmp_path, "characters.txt", text.encode("utf-8"))
    document, out = Document(), BytesIO()
    document.add_paragraph(text)
    document.save(out)
    assert "Unicode" in refused(tmp_path, "plan.docx", out.getvalue())


def test_a_locked_pdf_asks_for_its_password(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Kế hoạch")
    document.save(str(tmp_path / "plan.docx"))
    options = '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"mở"}}'
    data = to_pdf(tmp_path / "plan.docx", options=options.replace("mở", "mo-ra")).read_bytes()
    assert "give its password" in refused(tmp_path, "plan.pdf", data)
    assert "does not open it" in refused(tmp_path, "plan.pdf", data, password="sai")
    assert len(read(tmp_path / "plan.pdf", password="mo-ra").blocks) == 1


def test_a_csv_quote_that_never_ends(tmp_path: Path) -> None:
    rows = "\n".join(f"{n},việc,2026" for n in range(6))
    assert "line" in refused(tmp_path, "plan.csv", (rows + '\n7,"việc,2026\n').encode())


def test_a_page_nested_too_deeply(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html>" + "<div>" * 20_000 + "x" + "</div>" * 20_000 + "</html>", "utf-8")
    try:
        read(path)
    except UnreadableError as error:
        assert str(error).startswith("page.html: ")


def test_a_page_with_a_drawing_is_not_looked_through_for_tables(tmp_path: Path) -> None:
    drawn = b"\n".join(b"%d %d m %d %d l S" % (n % 500, n % 700, n % 500 + 9, n % 700) for n in range(12_000))
    (tmp_path / "map.pdf").write_bytes(plain_pdf([drawn + b"\n" + words_at((60, 700, "BAN DO"))]))
    source = read(tmp_path / "map.pdf")
    assert [flag.code for flag in source.flags] == ["drawing_not_read"] and len(source.blocks) == 1


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.html", "a.md"])
def test_a_text_cut_off_within_a_letter(tmp_path: Path, name: str) -> None:
    start = {"a.csv": "TT,Việc,Hạn\n", "a.html": "<html><p>", "a.md": "# x\n\n| a | b |\n|---|---|\n"}.get(name, "")
    assert "cut off: line" in refused(tmp_path, name, (start + TEXT + "Kế hoạ").encode()[:-1])


def test_a_page_cut_off_within_a_table(tmp_path: Path) -> None:
    rows = "<tr><td>1</td><td>Việc một</td><td>Sở X</td></tr><tr><td>2</td><td>Việc hai</td><td>Sở Y</td></tr>"
    (tmp_path / "page.html").write_text(f"<html><table>{rows}<tr><td>3</td><td>Vi", "utf-8")
    (flag,) = read(tmp_path / "page.html").flags
    assert (flag.code, flag.place.table, flag.place.row, flag.level) == ("page_cut_off", 1, 3, "lost")


def test_texts_and_pages_out_of_all_proportion(tmp_path: Path) -> None:
    limits = Limits(lines=50, letters=2000, tags=300)
    assert "has 60 lines" in refused(tmp_path, "a.txt", b"x\n" * 60, limits=limits)
    assert "line 2 has 2,001 characters" in refused(tmp_path, "b.txt", b"x\n" + b"y" * 2001, limits=limits)
    assert "line 1 has 300 columns" in refused(tmp_path, "c.txt", b"\t".join([b"x"] * 300))
    assert "has 401 tags" in refused(tmp_path, "d.html", b"<html>" + b"<p>x</p>" * 200, limits=limits)
    assert "has 60 paragraphs" in refused(tmp_path, "e.html", b"<html>" + b"<p>x" * 60, limits=limits)
    assert "has 2,001 characters" in refused(tmp_path, "f.html", b"<html><p>" + b"y" * 2001, limits=limits)
