"""The lines of a row put back into columns: the best sequence of cells under the scores, by dynamic programming.

A semi-Markov chain: cells follow one another in the order of the columns, each takes one or more atoms, a column may
stay empty at a cost. A section title may come first; a row whose number was lost begins with its name again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from graph.rows import Role
from importers.recover.wrapped_atoms import Atom
from importers.recover.wrapped_cues import is_time, starts_agency
from importers.recover.wrapped_cuts import VALUES
from importers.recover.wrapped_scores import (
    Model,
    break_score,
    go_on_score,
    known_score,
    overflow,
    start_score,
    whole_score,
)

_NEGLIGIBLE = -45.0
_LONGEST_KNOWN = 160
_NO_BREAK = -5.0
_TORN_LOWER = 5.0
"""What a small letter at a cell's beginning costs less where the cell goes on after a page cut."""
_FORCED = 500.0
LOST_NUMBER = 9.0
"""Cost of a row that begins without a number."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Atoms `start` up to `end` of a chunk in one column; `opens` marks the first cell of a row."""

    column: int
    start: int
    end: int
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Parting:
    """A chunk parted: how many atoms at its beginning are a section title, its cells, the score."""

    title: int
    cells: tuple[Cell, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Terms:
    """What a chunk may be. `row`, `heading`: scores of its number opening a row or a section (None: impossible);
    `lost`: cost of a row without a number inside it; `torn`: it goes on with cells of the page before."""

    row: float | None = 0.0
    heading: float | None = None
    lost: float = LOST_NUMBER
    torn: bool = False


class Segmenter:
    """Parts the atoms of one chunk under a model."""

    def __init__(
        self, model: Model, atoms: Sequence[Atom], terms: Terms, earlier: Sequence[Sequence[Atom]] | None = None
    ) -> None:
        """`earlier`: per column the atoms of the cells that a page cut before these atoms."""
        self.model, self.atoms, self.terms = model, atoms, terms
        self.columns = range(len(model.columns))
        self.earlier = earlier if terms.torn and earlier else [()] * len(model.columns)
        self.breaks = [0.0, *(break_score(a, b, model.usual_gap) for a, b in pairwise(atoms))]
        if terms.torn:
            self.breaks = [b + (_TORN_LOWER if a.lower else 0.0) for a, b in zip(atoms, self.breaks, strict=True)]
        self.name = next(i for i in self.columns if model.columns[i].role is Role.NAME)
        scale = 0.15 if terms.torn else 1.0
        self.skips = [skip * scale for skip in model.skips]
        self.open = [[self._may_begin(at, column) for column in self.columns] for at in range(len(atoms))]
        self.ends = [False, *(any(columns) for columns in self.open[1:]), True]
        self.found: dict[tuple[int, int], list[tuple[int, float]]] = {}

    def part(self, forbidden: tuple[int, int] | None = None, filled: int | None = None) -> Parting | None:
        """The best parting; `forbidden` = (atom, column) that no cell may begin with, `filled` = a column that may
        not stay empty."""
        size = len(self.atoms)
        skips = [skip + (_FORCED if column == filled else 0.0) for column, skip in enumerate(self.skips)]
        if size == 0:
            return None
        entry: list[list[tuple[float, tuple[int, int] | None]]] = [
            [(float("-inf"), None) for _ in self.columns] for _ in range(size + 1)
        ]
        ended: list[list[tuple[float, int]]] = [[(float("-inf"), -1) for _ in self.columns] for _ in range(size + 1)]
        titles = self._titles()
        for at in range(size):
            for column in self.columns:
                entry[at][column] = self._enter(at, column, ended[at], titles, skips)
                score = entry[at][column][0]
                if score == float("-inf") or not self.open[at][column] or (at, column) == forbidden:
                    continue
                if (at, column) not in self.found:
                    self.found[at, column] = self._cells(at, column)
                for end, gain in self.found[at, column]:
                    if score + gain > ended[end][column][0]:
                        ended[end][column] = (score + gain, at)
        return self._best(ended, entry, titles, skips)

    def _best(
        self,
        ended: list[list[tuple[float, int]]],
        entry: list[list[tuple[float, tuple[int, int] | None]]],
        titles: list[float],
        skips: list[float],
    ) -> Parting | None:
        size = len(self.atoms)
        finals = [(ended[size][c][0] - sum(skips[c + 1 :]), c) for c in self.columns]
        score, column = max(finals)
        if titles[size] > score:
            return Parting(size, (), titles[size])
        if score == float("-inf"):
            return None
        cells: list[Cell] = []
        at = size
        while True:
            start = ended[at][column][1]
            origin = entry[start][column][1]
            opens = origin is None or origin[1] >= column
            cells.append(Cell(column, start, at, opens))
            if origin is None:
                return Parting(start, tuple(reversed(cells)), score)
            at, column = start, origin[1]

    def _enter(
        self, at: int, column: int, ended: list[tuple[float, int]], titles: list[float], skips: list[float]
    ) -> tuple[float, tuple[int, int] | None]:
        """Best score with which a cell of `column` can begin at atom `at`, and the cell before it."""
        best: tuple[float, tuple[int, int] | None] = (float("-inf"), None)
        before = sum(skips[:column])
        if at == 0 and self.terms.row is not None:
            best = (self.terms.row - before, None)
        if at > 0 and column == self.name and titles[at] > float("-inf"):
            best = (titles[at] - self.terms.lost, None)
        for last in self.columns:
            score = ended[last][0]
            if score == float("-inf"):
                continue
            if last < column:
                score -= sum(skips[last + 1 : column])
            elif column == self.name and not self.terms.torn:
                score -= self.terms.lost + sum(skips[last + 1 :])
            else:
                continue
            if score > best[0]:
                best = (score, (at, last))
        return best

    def _may_begin(self, at: int, column: int) -> bool:
        """Whether a cell can begin here at all: a text hardly begins with a small letter or after 'và'."""
        role = self.model.columns[column].role
        return at == 0 or self.breaks[at] > _NO_BREAK or role in VALUES or role is Role.UNIT

    def _cells(self, at: int, column: int) -> list[tuple[int, float]]:
        """Ends and scores of the cells of `column` that begin at atom `at`."""
        role, width = self.model.columns[column].role, self.model.widths[column]
        atoms = self.atoms
        opening = " ".join(atom.text for atom in atoms[at : at + 2])
        score = self.breaks[at] + (self._resumes(at, column) if self.earlier[column] else start_score(role, opening))
        left, text, passed = atoms[at].left, " ".join(atom.text for atom in self.earlier[column]), 0.0
        found: list[tuple[int, float]] = []
        for end in range(at + 1, len(atoms) + 1):
            atom = atoms[end - 1]
            if end - 1 > at:
                before = atoms[end - 2]
                piece = before.right - left
                score += go_on_score(role, width, before, piece, atom)
                if atom.first:
                    passed += overflow(width, piece)
                    left = atom.left
            text = f"{text} {atom.text}" if text else atom.text
            if not self.ends[end]:
                continue
            total = score - passed - overflow(width, atom.right - left) + self._whole(role, column, text)
            found.append((end, total))
            if score - passed < _NEGLIGIBLE:
                break
        return found

    def _resumes(self, at: int, column: int) -> float:
        """How well the cell of a column that a page cut goes on with atom `at`."""
        role, width, cell = self.model.columns[column].role, self.model.widths[column], self.earlier[column]
        start = next(atom for atom in cell if atom.index == cell[-1].index)
        piece = cell[-1].right - start.left
        return go_on_score(role, width, cell[-1], piece, replace(self.atoms[at], first=True))

    def _whole(self, role: Role, column: int, text: str) -> float:
        score = whole_score(role, text)
        if len(text) <= _LONGEST_KNOWN:
            score += known_score(self.model.wordings[column], text)
        return score

    def _titles(self) -> list[float]:
        """Score of the first n atoms being a section title, for each n."""
        none = float("-inf")
        if self.terms.heading is None:
            return [none] * (len(self.atoms) + 1)
        scores, score = [none], self.terms.heading
        for at, atom in enumerate(self.atoms):
            if at:
                score -= max(0.0, self.breaks[at])
            if at and atom.first:
                score -= 0.0 if atom.lower else 2.5
                score -= 4.0 if atom.bullet or is_time(atom.text) else 0.0
            if at:
                score -= 4.0 if starts_agency(atom.text) else 0.0
            scores.append(score + (3.0 if atom.blank_after else 0.0))
        return scores
