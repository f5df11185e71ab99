"""A row's printed lines as atoms: the smallest pieces that one cell can begin or end with.

Most atoms are whole lines. A line is parted only where its words say that another cell begins there: after or before
a time wording, before values and units at its end, before an agency's name, before a legal basis, at a wide blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.rows import Column, Role
from importers.recover.wrapped_cues import (
    OPEN_WORDS,
    is_amount,
    is_item,
    is_time,
    is_unit,
    legal_basis,
    starts_agency,
    time_ends,
    value_tail,
)
from importers.recover.wrapped_lines import Line, text_width

TIMES = frozenset({Role.DEADLINE, Role.PERIOD, Role.START, Role.END})
VALUES = frozenset({Role.TARGET, Role.RESULT, Role.BASELINE, Role.PERIOD, Role.BUDGET})
AGENCIES = frozenset({Role.LEAD, Role.COORDINATOR, Role.COUNTERPART})
_LONGEST_UNIT = 3


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


def atoms_of(lines: Sequence[Line], columns: Sequence[Column]) -> list[Atom]:
    """The atoms of a chunk of lines, for a table with these columns."""
    roles = {column.role for column in columns}
    atoms: list[Atom] = []
    for index, line in enumerate(lines):
        words = line.text.split()
        cuts = [0, *sorted(_cuts(line.text, words, roles)), len(words)]
        for start, end in pairwise(cuts):
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
        blank_before=line.text[:1] == " " if start == 0 else _wide_blank(line.text, words, start),
        blank_after=last and line.text.endswith("  "),
    )


def _wide_blank(text: str, words: list[str], start: int) -> bool:
    at = 0
    for word in words[:start]:
        at = text.index(word, at) + len(word)
    return text[at : at + 2] == "  "


def _cuts(text: str, words: list[str], roles: set[Role]) -> set[int]:
    """Indices of words inside a line before which a cell may begin."""
    cuts: set[int] = set()
    if roles & TIMES:
        cuts |= _time_cuts(words)
    if roles & VALUES:
        cuts |= _value_cuts(words, Role.BUDGET in roles)
    if Role.UNIT in roles:
        cuts |= _unit_cuts(words, cuts)
    closed = [k for k in range(1, len(words)) if _closed(words[k - 1]) and words[k][:1].isupper()]
    if roles & AGENCIES:
        cuts |= {k for k in closed if starts_agency(" ".join(words[k : k + 3]))}
    if Role.NOTE in roles:
        cuts |= {k for k in closed if legal_basis(" ".join(words[k : k + 8])) == 1.0}
    cuts |= {k for k in closed if _wide_blank(text, words, k)}
    return {cut for cut in cuts if 0 < cut < len(words)}


def _closed(word: str) -> bool:
    return word[-1] not in ",;:/(-–" and word.casefold() not in OPEN_WORDS


def _time_cuts(words: list[str]) -> set[int]:
    cuts = {time_ends(words)}
    for start in range(max(0, len(words) - 8), len(words)):
        if is_time(" ".join(words[start:])) and words[start - 1][-1] not in ",(-–":
            cuts.add(start)
            cuts.add(start + time_ends(words[start:]))
            break
    return cuts


def _value_cuts(words: list[str], budget: bool) -> set[int]:
    cuts = set(value_tail(words))
    if budget and len(words) > 1 and is_amount(words[0]):
        cuts.add(1)
    return cuts


def _unit_cuts(words: list[str], values: set[int]) -> set[int]:
    """Before a unit that ends the line or stands right before values that end it."""
    cuts: set[int] = set()
    for end in {len(words), *values}:
        for size in range(1, _LONGEST_UNIT + 1):
            if end - size > 0 and is_unit(" ".join(words[end - size : end])):
                cuts.add(end - size)
    return cuts
