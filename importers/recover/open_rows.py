"""All the rows that may be open at a line of a flattened table, laid into its columns side by side in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from graph.rows import Role
from importers.recover.align import Aligner, further_line, worth
from importers.recover.contents import Traits, continues, traits

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
        self.roles, self.lines = aligner.roles, lines
        self.empty = [price(score) for score in aligner.empty]
        self.left = [0, *accumulate(self.empty)]  # what it costs to leave the first columns empty
        self.apart = price(aligner.apart)
        self._done = [_NONE] * (len(self.empty) + 1)  # best with the first columns filled or left empty
        self._cells = [_NONE] * len(self.empty)  # best with this column's cell ending at the line before
        self._begun: dict[int, Score] = {}
        self._named: dict[int, list[tuple[list[Score], list[Score], bool]]] = {}

    def begin(self, body: int, score: Score) -> None:
        """Begin a row whose first line is `body`."""
        self._begun[body] = max(score, self._begun.get(body, score))

    def begin_named(self, body: int, score: Score, name: str) -> Score:
        """Begin a row whose first line is `name`, the rest of a line, and then `body`; its score when it ends before
        `body`."""
        scores = _scores(self.roles, traits(name))
        done, cells = self._laid(scores, [_NONE] * len(self.left), [_NONE] * len(self.empty), False, score)
        goes_on = body < len(self.lines) and continues(name, self.lines[body])
        self._named.setdefault(body, []).append((done, cells, goes_on))
        return done[-1]

    def take(self, at: int) -> Score | None:
        """Give all open rows the line `at`; the best score of a row that ends with it, None where none is open."""
        line = self.lines[at]
        scores, begun = _scores(self.roles, traits(line)), self._begun.pop(at, _NONE)
        goes_on = at > 0 and continues(self.lines[at - 1], line)
        done, cells = self._laid(scores, self._done, self._cells, goes_on, begun)
        for named in self._named.pop(at, ()):
            other = self._laid(scores, *named, _NONE)
            done, cells = list(map(max, done, other[0])), list(map(max, cells, other[1]))
        self._done, self._cells = done, cells
        return done[-1] if done[-1] > _NONE // 2 else None

    def _laid(
        self, scores: _Scores, done: list[Score], cells: list[Score], goes_on: bool, begun: Score
    ) -> tuple[list[Score], list[Score]]:
        """Rows after a line, which begins a cell or goes on in one, and those whose first line it is, which begin with
        a score."""
        after, ending = [_NONE], []
        best = _NONE
        fits, longer, apart = scores[0], scores[1 if goes_on else 2], self.apart if goes_on else 0
        columns = zip(done, cells, self.left, self.empty, fits, longer, strict=False)
        for before, cell, left, empty, fit, more in columns:
            # comparisons, not max(): this is the innermost loop of an import
            ready, first = before + apart, begun + left
            filled, gone_on = (ready if ready > first else first) + fit, cell + more
            filled = gone_on if gone_on > filled else filled
            ending.append(filled)
            best += empty
            best = filled if filled > best else best
            after.append(best)
        return after, ending


_Scores = tuple[list[Score], list[Score], list[Score]]


@lru_cache(maxsize=2048)
def _scores(roles: tuple[Role, ...], seen: Traits) -> _Scores:
    """(fit, price where the cell goes on, price of another line of the cell) of a line of these traits, a column
    each."""
    looked = worth(roles, seen)
    on, apart = (further_line(roles, seen, looked, goes_on) for goes_on in (True, False))
    return [price(x) for x in looked.begun], [price(x) for x in on], [price(x) for x in apart]
