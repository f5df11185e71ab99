"""A row's printed lines as atoms: the smallest pieces that one cell can begin or end with.

Most atoms are whole lines. A line is parted only where its words say that another cell begins there: after or before
a time wording, before values and units at its end, before an agency's name, before a legal basis, at a wide blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.rows import Column
from importers.recover.wrapped_cues import is_item
from importers.recover.wrapped_cuts import cuts, wide_blank
from importers.recover.wrapped_lines import Line, text_width


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a line: its words, the line it stands on (index in the chunk and number in the file), its left and
    right edge there in thousandths of an em, and what the print shows around it."""

    text: str
    index: int
    line: int
    left: int
    right: int
    first: bool
    gap: int
    blank_before: bool
    blank_after: bool

    @property
    def bullet(self) -> bool:
        """Whether it begins with a list mark."""
        return self.first and is_item(self.text)

    @property
    def lower(self) -> bool:
        """Whether it begins with a small letter."""
        return self.text[:1].islower()

    @property
    def head(self) -> str:
        """Its first word."""
        return self.text.split(" ", 1)[0]


def atoms_of(lines: Sequence[Line], columns: Sequence[Column], known: frozenset[str] = frozenset()) -> list[Atom]:
    """The atoms of a chunk of lines, for a table with these columns in which the wordings of `known` (folded) stand
    as cells."""
    roles = frozenset(column.role for column in columns)
    atoms: list[Atom] = []
    for index, line in enumerate(lines):
        words = line.text.split()
        marks = [0, *sorted(cuts(line.text, words, roles, known)), len(words)]
        for start, end in pairwise(marks):
            atoms.append(_atom(line, index, words, start, end))
    return atoms


def _atom(line: Line, index: int, words: list[str], start: int, end: int) -> Atom:
    left = text_width(" ".join(words[:start])) + 250 if start else 0
    last = end == len(words)
    return Atom(
        text=" ".join(words[start:end]),
        index=index,
        line=line.line,
        left=left,
        right=text_width(" ".join(words[:end])),
        first=start == 0,
        gap=line.gap,
        blank_before=line.text[:1] == " " if start == 0 else wide_blank(line.text, words, start),
        blank_after=last and line.text.endswith("  "),
    )
