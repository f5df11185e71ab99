"""Readers: a file of any of the known formats to blocks with their places. They know nothing of plans."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

from graph.rows import Flag
from importers.blocks import Block, Source, UnreadableError
from importers.readers.limits import LIMITS, Limits, check_lines
from importers.readers.sniff import Format, sniff, sniff_text
from importers.readers.tidy import tidy

__all__ = ["LIMITS", "Limits", "read"]

_Whole = tuple[str, bytes]  # the text of a file, and the same in UTF-8
_Read = tuple[Format, tuple[Block, ...], tuple[Flag, ...], _Whole | None]


def read(path: Path, *, password: str | None = None, limits: Limits = LIMITS) -> Source:
    """Read a file, whatever its name ends in: its bytes say what it is. Text is NFC, and control characters are gone
    (flag `control_characters`). Raises `UnreadableError`, one sentence naming the file, where it cannot be read."""
    data = _bytes(path, limits)
    kind, blocks, flags, whole = _read(data, path.name, password, limits)
    blocks, more = tidy(blocks, path.name, limits, whole)
    if not blocks:
        raise UnreadableError(f"{path.name}: the file holds no text")
    return Source(path.name, hashlib.sha256(data).hexdigest(), kind, blocks, (*flags, *more))


def _bytes(path: Path, limits: Limits) -> bytes:
    """The file's bytes, none read of one larger than any kind may be."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError(f"{path.name}: is not a file" if not path.is_dir() else f"{path.name}: is a folder")
        with path.open("rb") as stream:
            head = stream.read(8)
            most = limits.office_bytes if head.startswith((b"PK", b"%PDF")) else limits.text_bytes
            if status.st_size > most:
                raise UnreadableError(f"{path.name}: has {status.st_size:,} bytes, more than the {most:,} allowed")
            stream.seek(0)
            return stream.read(status.st_size)
    except OSError as error:
        raise UnreadableError(f"{path.name}: cannot be opened ({error.strerror})") from error


def _read(data: bytes, file: str, password: str | None, limits: Limits) -> _Read:
    kind = sniff(data, file, limits)
    try:
        match kind:
            case "docx":
                from importers.readers.docx import read_docx

                return (kind, *read_docx(data, file, limits), None)
            case "xlsx":
                from importers.readers.xlsx import read_xlsx

                return (kind, *read_xlsx(data, file, limits), None)
            case "pdf":
                from importers.readers.pdf import read_pdf

                return (kind, *read_pdf(data, file, limits, password), None)
            case _:
                return _read_text(data, file, limits)
    except RecursionError as error:
        raise UnreadableError(f"{file}: its parts are nested too deeply to be read") from error
    except MemoryError as error:
        raise UnreadableError(f"{file}: needs more memory than there is") from error


def _read_text(data: bytes, file: str, limits: Limits) -> _Read:
    """Blocks of a text; where they are pieces of it, it is checked as a whole."""
    from importers.readers.decode import decode

    text, data = decode(data, file)
    kind = sniff_text(text, file)
    match kind:
        case "html":
            from importers.readers.html import read_html

            return (kind, *read_html(data, file, limits), None)
        case "md":
            from importers.readers.markdown import read_markdown

            check_lines(text, file, limits)
            return kind, read_markdown(text, file, limits), (), None
        case "csv":
            from importers.readers.tables import read_records

            return kind, read_records(text, file, limits), (), (text, data)
        case _:
            from importers.readers.text import read_text

            check_lines(text, file, limits)
            return "txt", read_text(data, file), (), (text, data)
