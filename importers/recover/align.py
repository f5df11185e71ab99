"""The lines of one row laid into its columns: the best-scoring way, decided by what the lines say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from graph.rows import Column, Role
from importers.recover.contents import Traits, continues, fit, traits

_EMPTY: dict[Role, float] = {Role.NOTE: -0.3, Role.OTHER: -0.3, Role.SCOPE: -0.3, Role.BUDGET: -0.5,
                             Role.COORDINATOR: -1.5, Role.STATUS: -0.5, Role.NAME: -5.0, Role.LEAD: -4.0}  # fmt: skip
_EMPTY_OTHER = -2.5
"""What it costs to leave a column without a line, by how often such cells are left empty in plans."""
_MORE_NAME, _MORE_CELL, _GOES_ON = -2.5, -4.0, -0.3
"""What a further line of a cell costs: of the name, of another cell, of a list or sentence that goes on."""
_RANK, _LEARNED = 1.5, 1.5
"""What a ministry in the lead column, and an agency where it stands in other rows, speak for."""
_AGENCIES = frozenset({Role.LEAD, Role.COORDINATOR, Role.COUNTERPART})
_APART = -2.0
"""What it costs to lay two lines that go on from one another into two columns."""
_NEVER = float("-inf")
_LEAST = 1e-6
"""A difference of scores that is none of rounding."""


class Worth(NamedTuple):
    """What a line is worth in each column as the first line of its cell, and the most of these."""

    begun: tuple[float, ...]
    best: float


class Fit(NamedTuple):
    """Lines in columns: `score`, and for each column the indexes of its lines, from `first` up to `last`."""

    score: float
    cells: tuple[tuple[int, int], ...]


class Aligner:
    """Lays lines (cleaned) into columns (without the number column), in order, every line in one column."""

    apart = _APART

    def __init__(self, columns: Sequence[Column]) -> None:
        self.roles = tuple(column.role for column in columns)
        self.empty = tuple(_EMPTY.get(role, _EMPTY_OTHER) for role in self.roles)
        self._one_each = tuple((at, at + 1) for at in range(len(self.roles)))
        self._agencies = [column for column, role in enumerate(self.roles) if role in _AGENCIES]
        self._seen: dict[str, list[int]] = {}
        self._learned: dict[str, Worth] = {}

    def learn(self, rows: Iterable[Sequence[str]]) -> None:
        """Take into account how often a text stands in a column of these rows, which have a line for each column."""
        for row in rows:
            for column, line in enumerate(row):
                self._seen.setdefault(line, [0] * len(self.roles))[column] += 1

    def sure(self, columns: Sequence[int], texts: Sequence[str]) -> bool:
        """Whether every text stands in its column in other rows, more than once, and never in another column."""
        counts = [self._seen.get(text, [0] * len(self.roles)) for text in texts]
        return all(seen[column] == sum(seen) > 1 for column, seen in zip(columns, counts, strict=True))

    def _worth(self, line: str) -> Worth:
        """What a line is worth by its words and by where the same line stands in other rows."""
        known = worth(self.roles, traits(line))
        counts = self._seen.get(line)
        if counts is not None and self._agencies:
            begun, total = list(known.begun), sum(counts)
            for column in self._agencies:
                begun[column] += _LEARNED * (2 * counts[column] - total) / (total + 1)
            known = Worth(tuple(begun), max(begun))
        self._learned[line] = known
        return known

    def best(self, lines: Sequence[str]) -> Fit:
        """The best fit of all these lines."""
        known = self._learned
        looked = [known.get(line) or self._worth(line) for line in lines]
        goes_on = [False, *map(continues, lines, lines[1:])]
        score = self._line_a_cell(looked, goes_on) if len(lines) == len(self.roles) else None
        if score is not None:
            return Fit(score, self._one_each)
        kinds = map(traits, lines)
        further = [further_line(self.roles, *each) for each in zip(kinds, looked, goes_on, strict=True)]
        table, back = self._fill(looked, further, goes_on)
        return Fit(table[-1][-1], self._trace(back, len(lines)))

    def _line_a_cell(self, looked: Sequence[Worth], goes_on: Sequence[bool]) -> float | None:
        """The score of as many lines as columns laid in a line a cell, where nothing can be better: any other way
        leaves a column empty, and a line that goes on in a cell is worth less than none; None where it can be."""
        score = sum([line.begun[at] for at, line in enumerate(looked)]) + _APART * sum(goes_on)
        best = [line.best for line in looked]
        other = sum(best) - min(best) + _GOES_ON + max(self.empty)
        return score if score > other + _LEAST else None

    def _fill(
        self, looked: Sequence[Worth], further: Sequence[Sequence[float]], goes_on: Sequence[bool]
    ) -> tuple[list[list[float]], list[list[int]]]:
        """table[count][column]: best score of `count` lines in the first `column` columns; back: how many of them
        the last column has there."""
        width = len(self.roles)
        table = [[_NEVER] * (width + 1) for _ in range(len(looked) + 1)]
        back = [[0] * (width + 1) for _ in range(len(looked) + 1)]
        table[0][0] = 0.0
        for column, empty in enumerate(self.empty, start=1):
            table[0][column] = table[0][column - 1] + empty
            cell, size = _NEVER, 0  # the best score with a cell of this column that ends at the line before
            for count, (line, more, on) in enumerate(zip(looked, further, goes_on, strict=True), start=1):
                begun = table[count - 1][column - 1] + line.begun[column - 1] + (_APART if on else 0.0)
                longer = cell + more[column - 1]
                cell, size = (begun, 1) if begun >= longer else (longer, size + 1)
                skipped = table[count][column - 1] + empty
                if cell > skipped:
                    table[count][column], back[count][column] = cell, size
                else:
                    table[count][column] = skipped
        return table, back

    def _trace(self, back: list[list[int]], count: int) -> tuple[tuple[int, int], ...]:
        cells: list[tuple[int, int]] = []
        for column in range(len(self.roles), 0, -1):
            size = back[count][column]
            cells.append((count - size, count))
            count -= size
        return tuple(reversed(cells))


@lru_cache(maxsize=2048)
def worth(roles: tuple[Role, ...], seen: Traits) -> Worth:
    """What a line of these traits is worth in columns of these roles, by its words alone."""
    begun = [fit(role, seen) for role in roles]
    if Role.COUNTERPART in roles:
        for column, role in enumerate(roles):
            if role in (Role.LEAD, Role.COUNTERPART):
                begun[column] += _RANK if seen.central == (role is Role.LEAD) else -_RANK
    return Worth(tuple(begun), max(begun))


def further_line(roles: Sequence[Role], seen: Traits, looked: Worth, goes_on: bool) -> list[float]:
    """What a line is worth in each column as a further line of its cell: it costs little where it reads like the going
    on of the line before it."""
    if goes_on:
        return [_GOES_ON + 0.3 * min(value, 0.0) for value in looked.begun]
    return [_more(role, seen.number, value) for role, value in zip(roles, looked.begun, strict=True)]


def _more(role: Role, number: bool, value: float) -> float:
    if number and role in (Role.TARGET, Role.UNIT, Role.RESULT):
        return 2 * _MORE_CELL  # two values are two cells
    return (_MORE_NAME if role is Role.NAME else _MORE_CELL) + min(value, 0.0)
