"""Comma-, semicolon- and tab-separated records to blocks."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from contextlib import suppress
from io import StringIO
from itertools import accumulate, islice

from importers.blocks import Block, UnreadableError
from importers.readers.grids import check_size, sheet_blocks
from importers.readers.limits import Limits
from importers.readers.records import Records
from importers.readers.sniff import delimiter

_SAMPLE = 10_000  # characters that tell the sign between fields
_AT_ONCE = 1000  # records read before their size is checked
_SEP = "sep="  # a first line Excel writes to name the separator


def read_records(text: str, file: str, limits: Limits) -> tuple[Block, ...]:
    """Blocks of a CSV or TSV file; `place` has the line on which a record begins and its row in the file (table 1).
    Raises `UnreadableError` for a quoted field that never ends and for a record wider than `limits` allow."""
    sign = delimiter(text[:_SAMPLE]) or _ending_sign(text)
    if text[: len(_SEP)].lower() == _SEP:
        first, _, text = text.partition("\n")
        sign, text = first[len(_SEP) :].strip("\r") or sign, "\n" + text
    records, lines = _parted(text, file, sign, limits)
    rows = Records(records, lines)
    return tuple(sheet_blocks(rows, rows.without_text()))


def _ending_sign(text: str) -> str:
    """The likelier sign where the records are too few to tell."""
    return max("\t;,", key=text.count)


def _parted(text: str, file: str, sign: str, limits: Limits) -> tuple[list[list[str]], Sequence[int]]:
    """The records of a text and the line on which each begins: first as if each were a line, then, where quoted
    fields go over several, so that their breaks are kept."""
    with suppress(csv.Error):
        records, last = _records(text.split("\n"), file, sign, limits)
        if last == len(records):
            return records, range(1, last + 1)
    text = text.replace("\r\n", "\n")
    try:
        records, _ = _records(StringIO(text, newline=""), file, sign, limits)
    except csv.Error as error:
        line = _damaged(text, sign)
        raise UnreadableError(f"{file}: line {line} is no record of a CSV file ({error})") from error
    return records, list(accumulate(map(_lines_of, records[:-1]), initial=1))


def _records(lines: Iterable[str], file: str, sign: str, limits: Limits) -> tuple[list[list[str]], int]:
    """The records of these lines, and how many lines they are."""
    reader = csv.reader(lines, delimiter=sign, strict=True)
    records: list[list[str]] = []
    while found := list(islice(reader, _AT_ONCE)):
        records += found
        check_size(max(map(len, found)), len(records), file, "the table", limits)
    return records, reader.line_num


def _damaged(text: str, sign: str) -> int:
    """The line on which the first record begins that cannot be read."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=sign, strict=True)
    line = 1
    with suppress(csv.Error):
        for _ in reader:
            line = reader.line_num + 1
    return line


def _lines_of(record: list[str]) -> int:
    return 1 + sum(cell.count("\n") + cell.count("\r") for cell in record)
