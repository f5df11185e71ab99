"""A document as read and recovered, and its JSON form in the record, from which the graph can be made again."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import Any

from graph.rows import Column, Flag, Heading, Place, Role, Row, Table, printed
from graph.text import fold
from importers.blocks import Block, Grid, GridRow, Paragraph, Source
from importers.recover.result import Recovered


@dataclass(slots=True)
class Reading:
    """What one file said: body text in paragraphs, tables with rows, flags, and for each row the source's own
    characters (`raw`, aligned with the rows and headings of all tables in order). `notes` are the lines under the
    appendices' titles that name the document they belong to."""

    file: str
    sha256: str
    format: str
    body: list[Paragraph] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)


def reading_of(source: Source, recovered: Recovered) -> Reading:
    """Bring together what the reader and the recovery found."""
    body = [paragraph for block in recovered.body for paragraph in _paragraphs(block)]
    raw = _Raw(source)
    return Reading(
        file=source.file,
        sha256=source.sha256,
        format=source.format,
        body=body,
        notes=[p for block in source.blocks for p in _paragraphs(block) if _is_note(p) and p not in body],
        tables=recovered.tables,
        flags=[*source.flags, *recovered.flags],
        raw=[raw.of(entry) for table in recovered.tables for entry in table.entries],
    )


def _is_note(paragraph: Paragraph) -> bool:
    return "theo" in paragraph.text.casefold() and fold("kèm theo") in fold(paragraph.text)


def _paragraphs(block: Block) -> list[Paragraph]:
    """Body text inside a layout table (a letter head, say) counts as text, a paragraph a cell."""
    if isinstance(block, Paragraph):
        return [block]
    return [
        Paragraph(line, row.place)
        for row in block.rows
        for cell in row.cells
        if cell
        for line in cell.splitlines()
        if line.strip()
    ]


class _Raw:
    """The source's characters by place."""

    def __init__(self, source: Source) -> None:
        self._lines: dict[int, str] = {}
        self._rows: dict[tuple[int | None, int | None, int | None], str] = {}
        for block in source.blocks:
            if isinstance(block, Grid):
                for row in block.rows:
                    self._add(row)
            elif block.place.line is not None:
                self._lines[block.place.line] = block.text

    def _add(self, row: GridRow) -> None:
        text = "\t".join(cell or "" for cell in row.cells)
        if row.place.line is not None:
            self._lines[row.place.line] = text
        else:
            at = (row.place.page, row.place.table, row.place.row)
            self._rows[at] = f"{self._rows[at]}\t{text}" if at in self._rows else text  # tables side by side on a sheet

    def of(self, entry: Row | Heading) -> str:
        place = entry.place
        if place.line is None:
            return self._rows.get((place.page, place.table, place.row), "")
        last = entry.last_line if isinstance(entry, Row) and entry.last_line else place.line
        return "\n".join(self._lines[n] for n in range(place.line, last + 1) if n in self._lines)


def dump(reading: Reading) -> str:
    """The JSON form."""
    return json.dumps(reading, default=_fields, ensure_ascii=False, separators=(",", ":"))


def _fields(value: Any) -> dict[str, Any]:
    """A dataclass with slots as its fields, in their order."""
    names = value.__slots__
    return dict(zip(names, _getter(names)(value), strict=True))


@cache
def _getter(names: tuple[str, ...]) -> attrgetter[tuple[Any, ...]]:
    return attrgetter(*names)


def load(text: str) -> Reading:
    """The reading a JSON form was made from."""
    data: dict[str, Any] = json.loads(text)
    return Reading(
        file=data["file"],
        sha256=data["sha256"],
        format=data["format"],
        body=[Paragraph(*printed(p)) for p in data["body"]],
        notes=[Paragraph(*printed(p)) for p in data["notes"]],
        tables=[_table(t) for t in data["tables"]],
        flags=[_flag(f) for f in data["flags"]],
        raw=data["raw"],
    )


def _flag(data: dict[str, Any]) -> Flag:
    return Flag(data["code"], data["message"], Place.of(data["place"]), data["level"])


def _entry(data: dict[str, Any]) -> Row | Heading:
    rest = {**data, "place": Place.of(data["place"]), "flags": [_flag(f) for f in data["flags"]]}
    if "cells" in data:
        return Row(**{**rest, "cells": tuple(data["cells"])})
    return Heading(**rest)


def _table(data: dict[str, Any]) -> Table:
    return Table(
        **{
            **data,
            "columns": tuple(Column(Role(c["role"]), c["heading"], c["period"]) for c in data["columns"]),
            "entries": [_entry(e) for e in data["entries"]],
            "place": Place.of(data["place"]),
            "flags": [_flag(f) for f in data["flags"]],
            "opens": Place.of(data["opens"]) if data["opens"] else None,
            "title_place": Place.of(data["title_place"]) if data["title_place"] else None,
        }
    )
