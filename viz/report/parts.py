"""What a report is made of, before it is a page: sections with figures, charts and tables whose rows name their
evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a place in the report: an anchor ('#load-3'), or a table's rows ('#t-tasks?q=II.83')."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A yes or no with its reason; shown as a sign, never by colour alone."""

    met: bool | None
    reason: str


Cell = str | int | float | None | Link | Mark


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `share` figures are shown in percent, `number` ones with at most two decimals."""

    title: str
    kind: Literal["text", "number", "share", "date", "mark", "wide"] = "text"


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `anchor` is where charts lead to; `node` is the node whose evidence stands behind the row, `where` the
    place in words where the row says it itself (several lines of a finding)."""

    cells: tuple[Cell, ...]
    anchor: str | None = None
    node: str | None = None
    where: str | None = None


@dataclass(slots=True)
class Table:
    """A table that can be sorted and searched; with `evidence` its last column says where each row stands."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: list[Row]
    evidence: bool = True


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart and what it shows, in words."""

    id: str
    title: str
    svg: str
    about: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the overview, with the rows it counts."""

    value: str
    label: str
    href: str


@dataclass(slots=True)
class Section:
    """A chapter of the report, in reading order: words, figures, charts, tables, notes."""

    id: str
    title: str
    words: list[str] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
