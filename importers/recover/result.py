"""What recovery hands on: the running text, the tables, and the account of the document as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.rows import Flag, Table
from importers.blocks import Block


@dataclass(slots=True)
class Recovered:
    """A document taken apart: `body` (blocks that belong to no table, in reading order), `tables` (one an appendix),
    and `flags` that belong to no single row (an appendix without a table, a layout in doubt)."""

    body: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
