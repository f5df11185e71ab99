"""What a reader delivers: paragraphs and grids in reading order, each with the place it stood in the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.errors import RemitError
from graph.rows import Flag, Place


class Paragraph(NamedTuple):
    """One line or paragraph as read: blanks at both ends and line breaks inside are kept."""

    text: str
    place: Place


class GridRow(NamedTuple):
    """One row of a table. A cell is its text (with line breaks), '' when empty, None when a merged cell covers it
    (`None` after a cell: merged to the right; `None` under a cell: merged down)."""

    cells: tuple[str | None, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as the file has it; one logical table may come as several grids (a page each)."""

    rows: Sequence[GridRow]
    place: Place


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Source:
    """A file read: its base name, the SHA-256 of its bytes, its format ('txt', 'docx', ...), blocks, and what the
    reader noticed (a deleted revision, a hidden sheet)."""

    file: str
    sha256: str
    format: str
    blocks: tuple[Block, ...]
    flags: tuple[Flag, ...] = field(default=())


class UnreadableError(RemitError):
    """The file cannot be read as a plan; the message is one sentence naming the file and the place."""
