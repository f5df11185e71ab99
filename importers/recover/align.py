"""The lines of one row laid into its columns: the best-scoring way, decided by what the lines say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.rows import Column, Role
from importers.recover.contents import continues, fit, traits

_EMPTY: dict[Role, float] = {Role.NOTE: -0.3, Role.OTHER: -0.3, Role.SCOPE: -0.3, Role.BUDGET: -0.5,
                             Role.COORDINATOR: -1.5, Role.STATUS: -0.5, Role.NAME: -8.0}  # fmt: skip
_EMPTY_OTHER = -2.5
"""What it costs to leave a column without a line, by how often such cells are left empty in plans."""
_MORE_NAME, _MORE_CELL, _GOES_ON = -2.5, -4.0, -0.3
"""What a further line of a cell costs: of the name, of another cell, of a list or sentence that goes on."""
_NEVER = float("-inf")


@dataclass(frozen=True, slots=True)
class Fit:
    """Lines in columns: `score`, and for each column the indexes of its lines, from `first` up to `last`."""

    score: float
    cells: tuple[tuple[int, int], ...]


class Aligner:
    """Lays lines into columns (without the number column), in order, every line in one column. The score of a
    prefix of the lines does not depend on what comes after, so all row ends are scored in one pass."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = tuple(columns)
        self.empty = tuple(_EMPTY.get(column.role, _EMPTY_OTHER) for column in columns)

    def scores(self, lines: Sequence[str]) -> list[Fit]:
        """The best fit of the first 0, 1, 2, … of these lines."""
        table, back = self._fill(lines)
        width = len(self.columns)
        return [Fit(table[count][width], self._trace(back, count)) for count in range(len(lines) + 1)]

    def best(self, lines: Sequence[str]) -> Fit:
        """The best fit of all these lines."""
        return self.scores(lines)[-1]

    def totals(self, lines: Sequence[str]) -> list[float]:
        """The score alone of the first 0, 1, 2, … of these lines."""
        table, _ = self._fill(lines)
        return [row[-1] for row in table]

    def _fill(self, lines: Sequence[str]) -> tuple[list[list[float]], list[list[int]]]:
        """table[count][column]: best score of `count` lines in the first `column` columns; back: lines of the last
        column there."""
        width = len(self.columns)
        table = [[_NEVER] * (width + 1) for _ in range(len(lines) + 1)]
        back = [[0] * (width + 1) for _ in range(len(lines) + 1)]
        table[0][0] = 0.0
        for column in range(1, width + 1):
            role, empty = self.columns[column - 1].role, self.empty[column - 1]
            open_cell, open_size = _NEVER, 0  # best score with a cell of this column ending at the line before
            for count in range(len(lines) + 1):
                if count:
                    open_cell, open_size = self._extend(lines, count, role, table[count - 1][column - 1],
                                                        open_cell, open_size)  # fmt: skip
                skipped = table[count][column - 1] + empty
                if open_cell > skipped:
                    table[count][column], back[count][column] = open_cell, open_size
                else:
                    table[count][column] = skipped
        return table, back

    @staticmethod
    def _extend(
        lines: Sequence[str], count: int, role: Role, before: float, cell: float, size: int
    ) -> tuple[float, int]:
        """The best cell that ends with line `count`: begun by it, or going on from the line before."""
        line = lines[count - 1]
        value = fit(role, line)
        begun = before + value
        if cell == _NEVER:
            return begun, 1
        goes_on = continues(lines[count - 2], line)
        price = _GOES_ON if goes_on else _MORE_NAME if role is Role.NAME else _MORE_CELL
        if role in (Role.TARGET, Role.UNIT, Role.RESULT) and traits(line).number:
            price = _MORE_CELL * 2
        longer = cell + min(value, 0.0) * (0.3 if goes_on else 1.0) + price
        return (begun, 1) if begun >= longer else (longer, size + 1)

    def _trace(self, back: list[list[int]], count: int) -> tuple[tuple[int, int], ...]:
        cells: list[tuple[int, int]] = []
        for column in range(len(self.columns), 0, -1):
            size = back[count][column]
            cells.append((count - size, count))
            count -= size
        return tuple(reversed(cells))
