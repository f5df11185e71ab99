"""Lines of a flattened table parted into rows and section headings: the best-scoring way through all the lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from graph.rows import Column
from importers.recover.flat_counted import counted
from importers.recover.flat_entries import START, Beginnings, Path, Span
from importers.recover.open_rows import OpenRows, Score, bare, beginning_of, scored, value


class Segmented(NamedTuple):
    """The best way through the lines of a table: its score, its entries in order, and whether they were told by their
    numbers alone, each of them due."""

    score: float
    spans: list[Span]
    counted: bool


def segment(lines: Sequence[str], columns: Sequence[Column]) -> Segmented:
    """The rows and headings of a table's lines (raw, as printed)."""
    beginnings = Beginnings(lines, columns)
    found = counted(beginnings)
    return Segmented(*(found or Search(beginnings).best()), counted=found is not None)


class Search:
    """Tries all ways through the lines of a flattened table."""

    def __init__(self, lines: Beginnings) -> None:
        self.lines = lines

    def best(self) -> tuple[float, list[Span]]:
        """The best way through all lines: its score and its entries in order."""
        size = len(self.lines.texts)
        rows = OpenRows(self.lines.aligner, self.lines.texts)
        begun = [(START, Span("rest", 0, 0, 0))]  # entries, each with the way to it; of the first nothing but its end
        ways = {0: START}  # where the way stands after an entry, found out once a line is reached by it
        reached: list[Score | None] = [0, *([None] * size)]
        for at in range(size):
            score = reached[at]
            if score is not None:
                entry = beginning_of(score)
                here = ways.get(entry) or ways.setdefault(entry, self.lines.after(*begun[entry]))
                self._begin(at, here, bare(score), rows, begun, reached)
            score = rows.take(at)
            if score is not None:
                reached[at + 1] = max(score, reached[at + 1] or score)
        return self._entries(begun, reached)

    def _begin(
        self, at: int, here: Path, so_far: Score, rows: OpenRows, begun: list[tuple[Path, Span]],
        reached: list[Score | None],
    ) -> None:  # fmt: skip
        """Begin all that may begin at a line: rows stay open, the others reach their end."""
        score = so_far + scored(self.lines.rest(at), len(begun))
        if score > (reached[-1] or score - 1):  # most lines end no table better than one before
            begun.append((here, Span("rest", at, len(self.lines.texts), at)))
            reached[-1] = score
        for span, worth in self.lines.begins(at, here):
            score = so_far + scored(worth, len(begun))
            begun.append((here, span))
            end = span.end
            if span.kind == "row":
                if span.name is None:
                    rows.begin(span.body, score)
                    continue  # a row has at least one line beside its number
                end, score = span.body, rows.begin_named(span.body, score, span.name)
            reached[end] = max(score, reached[end] or score)

    @staticmethod
    def _entries(begun: list[tuple[Path, Span]], reached: list[Score | None]) -> tuple[float, list[Span]]:
        spans: list[Span] = []
        end, score = len(reached) - 1, reached[-1]
        total = value(bare(score)) if score is not None else 0.0
        while end and score is not None:
            span = begun[beginning_of(score)][1]
            spans.append(span._replace(end=end))  # while it is open, a row has no end
            end = span.start
            score = reached[end]
        return total, spans[::-1]
