"""Rows as read, before they are interpreted; the record keeps them so that the graph can be made again."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, NamedTuple


class Place(NamedTuple):
    """Where something stood: 1-based line (text files) or page, table and row (office files)."""

    line: int | None = None
    page: int | None = None
    table: int | None = None
    row: int | None = None

    @classmethod
    def of(cls, data: list[int | None] | dict[str, int | None]) -> Place:
        """The place a JSON form names: a list; in records of earlier versions by names."""
        return cls(**data) if isinstance(data, dict) else cls(*data)


def printed(data: list[Any] | dict[str, Any]) -> tuple[str, Place]:
    """The text and the place of a paragraph in the JSON of a reading: a list of both; in records of earlier versions
    by names."""
    text, place = data.values() if isinstance(data, dict) else data
    return text, Place.of(place)


@dataclass(frozen=True, slots=True)
class Flag:
    """One entry of the account: a repair made, a doubt, a lost cell. `level` is 'repair', 'doubt' or 'lost'."""

    code: str
    message: str
    place: Place
    level: Literal["repair", "doubt", "lost"] = "doubt"


class Role(StrEnum):
    """What a column holds, known by the words of its heading."""

    NUMBER = "number"
    NAME = "name"
    LEAD = "lead"
    COORDINATOR = "coordinator"
    COUNTERPART = "counterpart"
    DELIVERABLE = "deliverable"
    DEADLINE = "deadline"
    PERIOD = "period"
    SCOPE = "scope"
    NOTE = "note"
    BUDGET = "budget"
    UNIT = "unit"
    BASELINE = "baseline"
    TARGET = "target"
    RESULT = "result"
    START = "start"
    END = "end"
    STATUS = "status"
    DEPENDS_ON = "depends_on"
    GROUP = "group"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a recovered table. `period` is the horizon or span its heading names ('2030', '2025-2030');
    `heading` is the printed heading (of two heading rows: both, joined by a blank)."""

    role: Role
    heading: str
    period: str | None = None


@dataclass(slots=True)
class Row:
    """One logical row: a task or an indicator with its cells in the document's words (cleaned; None = empty or lost).

    `cells` is aligned with the table's columns. `section` is the path ('A.II', '2025.2', None), `number` as printed
    without a final full stop ('36', '39.22', None). `parent` is the number of the row this one is a part of."""

    kind: Literal["task", "indicator"]
    appendix: str | None
    section: str | None
    number: str | None
    cells: tuple[str | None, ...]
    place: Place
    last_line: int | None = None
    parent: str | None = None
    flags: list[Flag] = field(default_factory=list)


@dataclass(slots=True)
class Heading:
    """A section heading inside an appendix. `path` is unique among its siblings only as far as the print is."""

    appendix: str | None
    path: str
    title: str | None
    place: Place
    flags: list[Flag] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """One recovered table (an appendix): which layout it was taken for and why, its columns, and its rows and
    headings in reading order. `place` is that of its heading row; `opens` and `title_place` are those of the appendix's
    label and of its title, None where none is printed."""

    appendix: str | None
    title: str | None
    kind: Literal["task", "indicator"]
    layout: str
    reason: str
    columns: tuple[Column, ...]
    entries: list[Row | Heading]
    place: Place
    flags: list[Flag] = field(default_factory=list)
    opens: Place | None = None
    title_place: Place | None = None
