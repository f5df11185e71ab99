"""What a section of the report consists of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from urllib.parse import quote

Cell = str | int | float | None


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
    """A section: figures as (heading, value), charts as SVG, tables, and notes on how the figures came about."""

    key: str
    title: str
    notes: list[str] = field(default_factory=list)
    figures: list[tuple[str, str]] = field(default_factory=list)
    charts: list[tuple[str, str]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def anchor(node: str) -> str:
    """The name, in the page, of what is said of a node: a slug of our own, whatever characters the id has."""
    return f"row-{hashlib.sha256(node.encode()).hexdigest()[:12]}"


def rows_of(section: str, table: int, *terms: str) -> str:
    """A link to a section's table (counted from 0) that shows only the rows which hold all the terms."""
    return f"#{section}-{table}" + (f"?q={quote(' '.join(terms))}" if terms else "")
