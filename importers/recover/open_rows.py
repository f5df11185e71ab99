"""All the rows that may be open at a line of a flattened table, laid into its columns side by side in one pass."""

from __future__ import annotations

from collections.abc import Sequence

from importers.recover.align import Aligner
from importers.recover.contents import continues

_EXACT = 1000
"""Scores are whole thousandths, so that what should be equal is."""
_EARLIER = 1 << 24
"""A score times this, less the number of the beginning: of equal scores the earlier beginning is the greater."""
_NONE = -(1 << 62)

Score = int
"""A score with the number of its beginning in one."""


def scored(score: float, beginning: int) -> Score:
    """A score of a beginning (their numbers go up), comparable with others."""
    return price(score) - beginning


def price(score: float) -> Score:
    """What to add to a `Score`."""
    return round(score * _EXACT) * _EARLIER


def beginning_of(score: Score) -> int:
    """The number of the beginning that has a score."""
    return -score % _EARLIER


def bare(score: Score) -> Score:
    """A score without the number of its beginning."""
    return score + beginning_of(score)


def value(score: Score) -> float:
    """The number that a bare score stands for."""
    return score / _EARLIER / _EXACT


class OpenRows:
    """Rows begun at different lines take one line after the other. Of the rows that have the same column open, only
    the best so far can still win, since what follows scores the same for all: one score a column is enough."""

    def __init__(self, aligner: Aligner, lines: Sequence[str]) -> None:
        self.aligner, self.lines = aligner, lines
        self.empty = [price(score) for score in aligner.empty]
        self.apart = price(aligner.apart)
        self.width = len(self.empty)
        self._done = [_NONE] * (self.width + 1)  # best with the first columns filled or left empty
        self._cell = [_NONE] * (self.width + 1)  # best with this column's cell ending at the line before
        self._begun: dict[int, list[tuple[list[Score], list[Score], bool]]] = {}
        self._known: dict[str, tuple[list[Score], list[Score], list[Score]]] = {}

    def begin(self, body: int, score: Score, name: str | None = None) -> Score:
        """Begin a row whose first line is `body`, or `name` and then `body`; its score when it ends before `body`."""
        done = [score]
        for empty in self.empty:
            done.append(done[-1] + empty)
        cell = [_NONE] * (self.width + 1)
        goes_on = False
        if name is not None:
            done, cell = self._with(name, [(done, cell, False)])
            goes_on = body < len(self.lines) and continues(name, self.lines[body])
        self._begun.setdefault(body, []).append((done, cell, goes_on))
        return done[-1]

    def take(self, at: int) -> Score | None:
        """Give all open rows the line `at`; the best score of a row that ends with it, None where none is open."""
        line = self.lines[at]
        goes_on = at > 0 and continues(self.lines[at - 1], line)
        states = [(self._done, self._cell, goes_on), *self._begun.pop(at, [])]
        self._done, self._cell = self._with(line, states)
        return self._done[-1] if self._done[-1] > _NONE // 2 else None

    def _with(
        self, line: str, states: list[tuple[list[Score], list[Score], bool]]
    ) -> tuple[list[Score], list[Score]]:
        """The best of some states (done, cell, whether the line goes on from the one before) after a line."""
        fits, goes_on_prices, prices = self._scores(line)
        cell = [_NONE] * (self.width + 1)
        for done, open_cell, goes_on in states:
            apart, longer = (self.apart, goes_on_prices) if goes_on else (0, prices)
            for column in range(self.width):
                begun = done[column] + fits[column] + apart
                more = open_cell[column + 1] + longer[column]
                best = begun if begun > more else more
                cell[column + 1] = best if best > cell[column + 1] else cell[column + 1]
        after = [_NONE]  # comparisons, not max(): this is the innermost loop of an import
        for column, empty in enumerate(self.empty):
            skipped = after[-1] + empty
            filled = cell[column + 1]
            after.append(filled if filled > skipped else skipped)
        return after, cell

    def _scores(self, line: str) -> tuple[list[Score], list[Score], list[Score]]:
        """(fit, price where the cell goes on, price of another line of the cell) of a line, a column."""
        known = self._known.get(line)
        if known is None:
            fits, on, more = self.aligner.scores(line)
            known = self._known[line] = ([price(x) for x in fits], [price(x) for x in on], [price(x) for x in more])
        return known
