"""How much a file may ask of the machine before it is refused; every reader keeps to one `Limits`."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of what is read, each far above any plan seen (the longest has 200 pages and half a megabyte of text).

    `text_bytes`: a text, CSV, Markdown or HTML file; `office_bytes`: a Word, Excel or PDF file as it lies on the disk;
    `unpacked_bytes`: what such a file may unpack to, in all; `part_bytes`: one XML part of it (a sheet, say);
    `ratio`: how many times larger a packed part may become once it has a megabyte; `parts`: files in the package;
    `columns`, `rows`: of one table; `pages`: of a PDF; `pages_without_table`: from the start of a PDF;
    `rulings`: lines drawn on one page of it (a map has more, and is not looked through for tables)."""

    text_bytes: int = 16 * MEGABYTE
    office_bytes: int = 128 * MEGABYTE
    unpacked_bytes: int = 512 * MEGABYTE
    part_bytes: int = 32 * MEGABYTE
    ratio: int = 200
    parts: int = 10_000
    columns: int = 200
    rows: int = 100_000
    pages: int = 1_000
    pages_without_table: int = 150
    rulings: int = 10_000


LIMITS = Limits()
