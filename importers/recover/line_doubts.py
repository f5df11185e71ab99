"""What makes a table of lines doubtful as a whole: its heading row is not all there, or its rows are not counted.

A text whose columns were read one after the other has headings among its rows, and tables that lack what every plan
says: who does it, by when, or how far. What was read is kept; the account says that it may not be all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.rows import Flag, Role, Row, Table
from importers.blocks import Block, Paragraph
from importers.recover.headings import KNOWN, Headings, words
from importers.recover.wrapped_cuts import AGENCIES, TIMES, VALUES

_SAYS = AGENCIES | TIMES | VALUES
_TELLING = _SAYS | {Role.UNIT, Role.DELIVERABLE}
_FILLED = AGENCIES | {Role.TARGET, Role.UNIT, Role.DEADLINE}
"""Columns in which at least one row has something."""
_LONGEST = 40
"""Characters of a line that may be a heading."""
_FEWEST = 2
"""Different headings among the rows; one may be the only word left of a cell."""
_YEAR = re.compile(r"\s*(?:Đến n|N)ăm 20\d\d\s*$")


def line_doubts(table: Table, blocks: Sequence[Block], known: Headings = KNOWN) -> list[Flag]:
    """Flags `heading_in_doubt` and `rows_in_doubt` for a table recovered from lines of text."""
    found = [Flag("heading_in_doubt", why, table.place) for why in _headings(table, blocks, known)]
    if all(column.role is not Role.NUMBER for column in table.columns):
        why = "the rows have no numbers; where one begins, the words alone tell"
        found.append(Flag("rows_in_doubt", why, table.place))
    return found


def _headings(table: Table, blocks: Sequence[Block], known: Headings) -> Iterator[str]:
    roles = {column.role for column in table.columns}
    strays = _strays(table, blocks, known)
    if len(strays) >= _FEWEST:
        said = ", ".join(f"'{text}'" for text in strays[:3])
        yield f"{said} among the rows may be headings: the columns may have been read one after the other"
    if not roles & _SAYS:
        yield "no column says who, by when or how far: headings may be lost"
    rows = [entry for entry in table.entries if isinstance(entry, Row)]
    for at, column in enumerate(table.columns):
        if column.role in _FILLED and rows and not any(row.cells[at] for row in rows):
            yield f"no row has anything under '{column.heading}'"


def _strays(table: Table, blocks: Sequence[Block], known: Headings) -> list[str]:
    """Lines among the rows that are headings of columns the table has not ('Cơ quan thẩm định' on its own line)."""
    first = min((entry.place.line or 0 for entry in table.entries), default=0)
    lines = [block for block in blocks if isinstance(block, Paragraph) and (block.place.line or 0) > first]
    own = {word for column in table.columns for word in words(column.heading)}
    lacking = _TELLING - {column.role for column in table.columns}
    found: dict[tuple[str, ...], str] = {}
    for at, line in enumerate(lines):
        text = line.text.strip()
        if len(text) > _LONGEST or " " not in text or not text[0].isupper():
            continue
        heading = words(text)
        whole = heading + (words(lines[at + 1].text) if at + 1 < len(lines) else ())
        year = table.kind == "indicator" and Role.TARGET in lacking and _YEAR.match(text) is not None
        if year or known.phrases.get(heading) in lacking or known.phrases.get(whole) in lacking:
            found.setdefault(heading, text)
    return [text for heading, text in found.items() if not set(heading) <= own]
