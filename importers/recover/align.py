"""The lines of one row laid into its columns: the best-scoring way, decided by what the lines say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.rows import Column, Role
from importers.recover.contents import continues, fit, is_central, traits

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


@dataclass(frozen=True, slots=True)
class Fit:
    """Lines in columns: `score`, and for each column the indexes of its lines, from `first` up to `last`."""

    score: float
    cells: tuple[tuple[int, int], ...]


class Aligner:
    """Lays lines into columns (without the number column), in order, every line in one column."""

    apart = _APART

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = tuple(columns)
        self.empty = tuple(_EMPTY.get(column.role, _EMPTY_OTHER) for column in columns)
        self.central = any(column.role is Role.COUNTERPART for column in columns)
        self.seen: Counter[tuple[int, str]] = Counter()

    def learn(self, seen: Counter[tuple[int, str]]) -> None:
        """Take into account how often a text stands in a column (by index) of rows that have lost nothing."""
        self.seen = seen

    def sure(self, columns: Sequence[int], texts: Sequence[str]) -> bool:
        """Whether every text stands in its column in other rows, more than once, and never in another column."""
        others = range(len(self.columns))
        return all(
            self.seen[column, text] > 1 and not any(self.seen[other, text] for other in others if other != column)
            for column, text in zip(columns, texts, strict=True)
        )

    def _value(self, column: int, line: str) -> float:
        """How well a line fits a column, by its words and by where the same line stands in other rows."""
        role = self.columns[column].role
        value = fit(role, line)
        if self.central and role in (Role.LEAD, Role.COUNTERPART):
            value += _RANK if is_central(line) == (role is Role.LEAD) else -_RANK
        here = self.seen[column, line]
        if self.seen and role in _AGENCIES:
            there = sum(self.seen[other, line] for other in range(len(self.columns)) if other != column)
            value += _LEARNED * (here - there) / (here + there + 1)
        return value

    def best(self, lines: Sequence[str]) -> Fit:
        """The best fit of all these lines."""
        table, back = self._fill(lines)
        return Fit(table[-1][-1], self._trace(back, len(lines)))

    def scores(self, line: str) -> tuple[list[float], list[float], list[float]]:
        """A column each: how well a line fits it, and what a cell of it costs that goes on with the line, where the
        line reads like its going on and where it does not."""
        roles = [column.role for column in self.columns]
        values = [self._value(column, line) for column in range(len(roles))]
        going = [_GOES_ON + 0.3 * min(value, 0.0) for value in values]
        return values, going, [_price(role, line, value, False) for role, value in zip(roles, values, strict=True)]

    def _fill(self, lines: Sequence[str]) -> tuple[list[list[float]], list[list[int]]]:
        """table[count][column]: best score of `count` lines in the first `column` columns; back: how many of them
        the last column has there."""
        width, goes_on = len(self.columns), [False, *(continues(*pair) for pair in pairwise(lines))]
        table = [[_NEVER] * (width + 1) for _ in range(len(lines) + 1)]
        back = [[0] * (width + 1) for _ in range(len(lines) + 1)]
        table[0][0] = 0.0
        for column, (described, empty) in enumerate(zip(self.columns, self.empty, strict=True), start=1):
            role = described.role
            table[0][column] = table[0][column - 1] + empty
            cell, size = _NEVER, 0  # the best score with a cell of this column that ends at the line before
            for count, line in enumerate(lines, start=1):
                value = self._value(column - 1, line)
                begun = table[count - 1][column - 1] + value + (_APART if goes_on[count - 1] else 0.0)
                longer = cell + _price(role, line, value, goes_on[count - 1])
                cell, size = (begun, 1) if begun >= longer else (longer, size + 1)
                skipped = table[count][column - 1] + empty
                if cell > skipped:
                    table[count][column], back[count][column] = cell, size
                else:
                    table[count][column] = skipped
        return table, back

    def _trace(self, back: list[list[int]], count: int) -> tuple[tuple[int, int], ...]:
        cells: list[tuple[int, int]] = []
        for column in range(len(self.columns), 0, -1):
            size = back[count][column]
            cells.append((count - size, count))
            count -= size
        return tuple(reversed(cells))


def _price(role: Role, line: str, value: float, goes_on: bool) -> float:
    """What it costs that a cell goes on with a line."""
    if goes_on:
        return _GOES_ON + 0.3 * min(value, 0.0)
    if role in (Role.TARGET, Role.UNIT, Role.RESULT) and traits(line).number:
        return 2 * _MORE_CELL  # two values are two cells
    return (_MORE_NAME if role is Role.NAME else _MORE_CELL) + min(value, 0.0)
