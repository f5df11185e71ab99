"""What kind of file this is, by its content; the ending only decides between the kinds of plain text."""

from __future__ import annotations

import csv
import re
from contextlib import suppress
from io import StringIO
from typing import Literal

from importers.blocks import UnreadableError
from importers.readers.limits import Limits
from importers.readers.package import open_package

Format = Literal["docx", "xlsx", "pdf", "html", "md", "csv", "txt"]

# Files that people send and that cannot be read: how they begin, and what to do about it.
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (rb"{\rtf", "is a Rich Text file; open it in Word and save it as .docx"),
    (b"\x89PNG", "is a picture; run text recognition (OCR) on it and import the result"),
    (b"\xff\xd8\xff", "is a picture; run text recognition (OCR) on it and import the result"),
    (b"II*\0", "is a picture (a scan); run text recognition (OCR) on it and import the result"),
    (b"MM\0*", "is a picture (a scan); run text recognition (OCR) on it and import the result"),
    (b"\x1f\x8b", "is a compressed file; unpack it and import what is inside"),
    (b"Rar!", "is a compressed file; unpack it and import what is inside"),
    (b"7z\xbc\xaf", "is a compressed file; unpack it and import what is inside"),
    (b"MIME-Version:", "is a web archive (.mht); save it as .html or .docx"),
    (b"SQLite format 3\0", "is a database (a remit workspace?), not a plan; open it with --workspace"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_PIPE_TABLE = re.compile(r"^[^\n]*\|[^\n]*\n[ ]{0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)+\|?[ \r]*$", re.MULTILINE)
_SAMPLE = 200_000
_RECORDS = 5  # records of one width, at the least


def sniff(data: bytes, file: str, limits: Limits) -> Format | None:
    """The kind of an office file or page by its first bytes; None for a plain text, which must be decoded first.
    Raises `UnreadableError` with advice for kinds that cannot be read."""
    if not data.strip(b" \t\r\n\0"):
        raise UnreadableError(f"{file}: the file is empty")
    for start, advice in _REFUSED:
        if data.startswith(start):
            raise UnreadableError(f"{file}: {advice}")
    if data.startswith(_OLE):
        raise UnreadableError(f"{file}: {_ole_advice(data)}")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return _package_kind(data, file, limits) if data.startswith(b"PK") else None


def _ole_advice(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "is locked with a password; open it in Word or Excel, remove the password and save it"
    if "Workbook".encode("utf-16-le") in data:
        return "is an old Excel file (.xls); save it as .xlsx"
    return "is an old Word file (.doc); save it as .docx"


def _package_kind(data: bytes, file: str, limits: Limits) -> Format:
    names = set(open_package(data, file, limits).namelist())
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names:
        raise UnreadableError(f"{file}: is an OpenDocument file; save it as .docx or .xlsx")
    if "xl/workbook.bin" in names:
        raise UnreadableError(f"{file}: is a binary Excel file (.xlsb); save it as .xlsx")
    raise UnreadableError(
        f"{file}: is a ZIP file with no Word or Excel document in it; unpack it and import what is inside"
    )


def sniff_text(text: str, file: str) -> Format:
    """The kind of a plain text: a web page, Markdown with a pipe table, comma-separated records, or text."""
    sample = text[:_SAMPLE]
    if _HTML.match(sample):
        return "html"
    ending = file.lower().rpartition(".")[2]
    if ending in ("md", "markdown") or ("|" in sample and _PIPE_TABLE.search(sample)):
        return "md"
    if ending in ("csv", "tsv") or delimiter(sample) in (",", ";"):
        return "csv"
    return "txt"


def delimiter(text: str) -> str | None:
    """What parts the fields of the records in `text`: the sign of ',', ';' and TAB that gives the most records of
    one width (three fields or more, five records or more), None for running text. A comma or semicolon before a
    blank is punctuation: lines where most are so are not records."""
    best, most = None, _RECORDS - 1
    for sign in ("\t", ",", ";"):
        if text.count(sign) - text.count(f"{sign} ") <= most:
            continue  # each record has a sign without a blank after it
        widths: dict[int, int] = {}
        if text.count(sign) < 2 * _RECORDS:
            continue
        with suppress(csv.Error):  # a field longer than a field may be: what was counted so far decides
            for record in csv.reader(StringIO(text), delimiter=sign):
                loose = sum(field.startswith(" ") for field in record[1:])
                if len(record) >= 3 and loose * 2 < len(record):
                    widths[len(record)] = widths.get(len(record), 0) + 1
        if widths and max(widths.values()) > most:
            best, most = sign, max(widths.values())
    return best
