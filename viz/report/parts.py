"""What a section of the report consists of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Links:
    """A cell of several words, each leading to a place in the page: pairs of words and a link."""

    parts: tuple[tuple[str, str], ...]


Cell = str | int | float | Links | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the rows it counts."""

    name: str
    value: str
    href: str


@dataclass(frozen=True, slots=True)
class Table:
    """A sortable, searchable table. `rows` are cells under `columns`; `links` names, for each row, the node whose
    evidence it leads to (None where there is none)."""

    title: str
    columns: list[str]
    rows: list[list[Cell]]
    links: list[str | None] = field(default_factory=list)
    open: bool = True


@dataclass(slots=True)
class Section:
    """A section: figures, charts as SVG, tables, and notes on how the figures came about."""

    key: str
    title: str
    notes: list[str] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    charts: list[tuple[str, str]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def count(self, name: str, value: str, table: int = 0, *terms: str) -> None:
        """Add a figure that leads to the rows of a table which hold the terms (see `rows_of`)."""
        self.figures.append(Figure(name, value, rows_of(self.key, table, *terms)))


def anchor(node: str) -> str:
    """The name, in the page, of what is said of a node: a slug of our own, whatever characters the id has."""
    return f"row-{hashlib.sha256(node.encode()).hexdigest()[:12]}"


def rows_of(section: str, table: int, *terms: str) -> str:
    """A link to a section's table (counted from 0) that shows only the rows which hold all the terms; a term that
    begins with '=' is a whole cell."""
    return f"#{section}-{table}" + (f"?q={quote(';'.join(terms))}" if terms else "")
