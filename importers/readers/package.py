"""Word and Excel files are ZIP packages of XML: look inside before a library unpacks them."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from io import BytesIO

from importers.blocks import UnreadableError
from importers.readers.limits import MEGABYTE, Limits

BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError,
    KeyError,
)  # fmt: skip
"""What the standard library raises for a package that is damaged or cut off."""

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE_DOCTYPE = re.compile("<!DOCTYPE".encode("utf-16-le"))
_STREAM = re.compile(rb"stream\r?\n(?=x)")


def open_package(data: bytes, file: str, limits: Limits) -> zipfile.ZipFile:
    """The package with its directory checked: complete, not encrypted, and no larger unpacked than `limits` allow."""
    try:
        package = zipfile.ZipFile(BytesIO(data))
    except BROKEN as error:
        raise UnreadableError(f"{file}: the file is damaged or cut off ({error})") from error
    entries = package.infolist()
    if len(entries) > limits.parts:
        raise UnreadableError(f"{file}: holds {len(entries)} parts, more than the {limits.parts} allowed")
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise UnreadableError(f"{file}: the part {entry.filename} is encrypted; save the file without a password")
        if entry.file_size > max(MEGABYTE, limits.ratio * entry.compress_size):
            raise UnreadableError(
                f"{file}: the part {entry.filename} would unpack from {entry.compress_size} to {entry.file_size} bytes;"
                " such a file is made to fill memory and is not opened"
            )
    total = sum(entry.file_size for entry in entries)
    if total > limits.unpacked_bytes:
        raise UnreadableError(f"{file}: would unpack to {total} bytes, more than the {limits.unpacked_bytes} allowed")
    return package


def check_parts(package: zipfile.ZipFile, file: str, limits: Limits) -> None:
    """Unpack each XML part once: it must be whole, no larger than allowed, and without a document type (the way to
    external entities, which no Word or Excel file has)."""
    for entry in package.infolist():
        if not entry.filename.lower().endswith((".xml", ".rels")):
            continue
        if entry.file_size > limits.part_bytes:
            raise UnreadableError(
                f"{file}: the part {entry.filename} has {entry.file_size} bytes,"
                f" more than the {limits.part_bytes} allowed"
            )
        part = read_part(package, entry.filename, file)
        if _DOCTYPE.search(part) or _WIDE_DOCTYPE.search(part):
            raise UnreadableError(
                f"{file}: the part {entry.filename} declares a document type or an external entity; it is not opened"
            )


def read_part(package: zipfile.ZipFile, name: str, file: str) -> bytes:
    """The bytes of one part (never more than its directory entry declares)."""
    try:
        return package.read(name)
    except BROKEN as error:
        raise UnreadableError(f"{file}: the part {name} is damaged or cut off ({error})") from error


def check_streams(data: bytes, file: str, limits: Limits) -> None:
    """The same for the packed streams of a PDF: unpacked piece by piece and thrown away, so that a small file made
    to fill memory is found before it does."""
    total = 0
    for match in _STREAM.finditer(data):
        total += _unpacked_size(memoryview(data)[match.end() :], limits.unpacked_bytes - total)
        if total > limits.unpacked_bytes:
            raise UnreadableError(f"{file}: its streams unpack to more than the {limits.unpacked_bytes} bytes allowed")


def _unpacked_size(packed: memoryview, most: int) -> int:
    """How many bytes a zlib stream becomes; counting stops soon after `most`, and at any damage."""
    unpack = zlib.decompressobj()
    size = start = 0
    while not unpack.eof and start < len(packed) and size <= most:
        piece: bytes | memoryview = packed[start : start + 65536]
        start += 65536
        while piece and size <= most:
            try:
                size += len(unpack.decompress(piece, MEGABYTE))
            except zlib.error:
                return size
            piece = unpack.unconsumed_tail
    return size
