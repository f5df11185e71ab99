"""How much a file may ask of the machine before it is refused; every reader keeps to one `Limits`."""

from __future__ import annotations

from dataclasses import dataclass

from importers.blocks import UnreadableError

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of what is read, each far above any plan seen (the longest has 200 pages and half a megabyte of text).

    `text_bytes`: a text, CSV, Markdown or HTML file; `office_bytes`: a Word, Excel or PDF file as it lies on the disk;
    `unpacked_bytes`: what such a file may unpack to, in all; `part_bytes`: one XML part of it (a sheet, say);
    `ratio`: how many times larger a packed part may become once it has a megabyte; `parts`: files in the package;
    `columns`, `rows`: of one table; `lines`: of a text, and paragraphs of any file; `letters`: of one line, paragraph
    or cell; `tags`: of a web page; `pages`: of a PDF; `pages_without_table`: from the start of a PDF;
    `rulings`: lines drawn on one page of it (a map has more, and is not looked through for tables)."""

    text_bytes: int = 16 * MEGABYTE
    office_bytes: int = 128 * MEGABYTE
    unpacked_bytes: int = 512 * MEGABYTE
    part_bytes: int = 32 * MEGABYTE
    ratio: int = 200
    parts: int = 10_000
    columns: int = 200
    rows: int = 100_000
    lines: int = 300_000
    letters: int = 131_072
    tags: int = 2_000_000
    pages: int = 1_000
    pages_without_table: int = 150
    rulings: int = 10_000


LIMITS = Limits()


def check_lines(text: str, file: str, limits: Limits) -> None:
    """Refuse a text with more lines, longer lines or more columns between TABs than `limits` allow."""
    count = max(text.count("\n"), text.count("\r"))
    if count > limits.lines:
        raise UnreadableError(f"{file}: has {count:,} lines, more than the {limits.lines:,} allowed")
    if len(text) <= limits.letters and text.count("\t") < limits.columns:
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > limits.letters:
            most = f"more than the {limits.letters:,} allowed"
            raise UnreadableError(f"{file}: line {number} has {len(line):,} characters, {most}")
        if line.count("\t") >= limits.columns:
            columns = line.count("\t") + 1
            raise UnreadableError(
                f"{file}: line {number} has {columns:,} columns, more than the {limits.columns} allowed"
            )
