"""Comma-, semicolon- and tab-separated records to blocks."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from graph.rows import Place
from importers.blocks import Block, GridRow, UnreadableError
from importers.readers.grids import check_size, sheet_blocks
from importers.readers.limits import Limits
from importers.readers.sniff import delimiter

_SAMPLE = 50_000  # characters that tell the sign between fields
_SEP = "sep="  # a first line Excel writes to name the separator


def read_records(text: str, file: str, limits: Limits) -> tuple[Block, ...]:
    """Blocks of a CSV or TSV file; `place` has the line on which a record begins and its row in the file (table 1).
    Raises `UnreadableError` for a quoted field that never ends and for a record wider than `limits` allow."""
    sign = delimiter(text[:_SAMPLE]) or _ending_sign(text)
    if text.lower().startswith(_SEP):
        first, _, text = text.partition("\n")
        sign, text = first[len(_SEP) :].strip("\r") or sign, "\n" + text
    return tuple(sheet_blocks(_rows(text, file, sign, limits)))


def _ending_sign(text: str) -> str:
    """The likelier sign where the records are too few to tell."""
    return max("\t;,", key=text.count)


def _rows(text: str, file: str, sign: str, limits: Limits) -> Iterator[GridRow]:
    reader = csv.reader(StringIO(text.replace("\r\n", "\n"), newline=""), delimiter=sign, strict=True)
    line = 1
    try:
        for number, record in enumerate(reader, start=1):
            if len(record) > limits.columns or number > limits.rows:
                check_size(len(record), number, file, "the table", limits)
            yield GridRow(tuple(map(str.strip, record)) or ("",), Place(line, None, 1, number))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableError(f"{file}: line {line} is no record of a CSV file ({error})") from error
