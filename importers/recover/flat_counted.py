"""A flattened table whose printed numbers tell its rows: parted at a glance, where no other way can be as good."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

from graph.rows import Role
from importers.recover.align import worth
from importers.recover.contents import Traits, fit, traits
from importers.recover.flat_entries import DUE, START, TITLE, UNNUMBERED, Beginnings, Path, Span, row_count
from importers.recover.numbering import Number
from importers.recover.open_rows import price, value

_NAME = 1.5
"""What of a name's worth counts with the beginning of its row: the proof holds for any, with this for most tables."""
_LEAST = 1e-6
"""Scores are whole thousandths; what is less is rounding."""


def counted(lines: Beginnings) -> tuple[float, list[Span]] | None:
    """The entries that the printed numbers open, each number due, with their score, where every other way through the
    lines scores less; None where one may not.

    A line is worth at most `DUE` as the number of an entry, what it is worth in the column it fits best as a cell, and
    `TITLE` as a title; `_NAME` of a name counts with the beginning of its row, since a row has one name however many
    of its lines read like one. An entry lacks what its score stays below the sum of these. Any other way lays the
    number of an entry into a row, or begins something inside an entry: a row, or a band in place of a cell. The first
    gives up the beginning for what the number is worth as a cell; what it may gain is what this entry lacks and, where
    a row is drawn out over the number, the entry before it. The second pays what `_inside` says, and may gain what
    this entry lacks. So it is enough that for each entry the gain stays below the cost."""
    opened = _opened(lines)
    most = [_most(lines.aligner.roles, traits(text)) for text in lines.texts]
    inside = _inside(lines, {at for at, _, _ in opened}, most) if opened else None
    if inside is None:
        return None
    spans, lacked, total = list[Span](), 0.0, 0
    ends = [*(at for at, _, _ in opened[1:]), len(lines.texts)]
    for (at, number, path), end in zip(opened, ends, strict=True):
        entry = _entry(lines, at, end, number, path)
        if entry is None:
            return None
        span, score = entry
        begun, cells, costs = DUE + _NAME, sum(most[at + 1 : end]), min(inside[at + 1 : end])
        if span.kind == "heading":
            begun, cells = DUE, cells - most[at + 1] + max(most[at + 1], TITLE)
        elif end - at - 1 <= len(lines.columns):
            costs -= max(lines.aligner.empty)  # a row that ends a line earlier has an empty cell more
        lacks = begun + cells - score
        if lacks > costs - _LEAST or lacked + lacks > begun - most[at] - _LEAST:
            return None
        spans.append(span)
        lacked, total = lacks, total + price(score)
    return value(total), spans


def _opened(lines: Beginnings) -> list[tuple[int, Number, Path]]:
    """The lines whose numbers are due one after the other, each with its number and the way to it. A number a row's
    width further comes before one nearer, which may be a value. [] where the first line is none, or where there are
    no numbers."""
    numbers, size, width = lines.numbers, len(lines.texts), len(lines.columns) + 1
    opened: list[tuple[int, Number, Path]] = []
    path, at = START, 0
    while lines.numbered and at < size:
        number = numbers[at]
        if number is None or not _due(lines, number, path):
            return []
        opened.append((at, number, path))
        path = lines.after(path, Span("row" if number.decimal else "heading", at, at, at + 1, number))
        usual = (at + width,) if at + width <= size else ()
        further = chain(usual, range(at + 2, size))
        at = next((n for n in further if n == size or _due(lines, numbers[n], path)), size)
    return opened


def _due(lines: Beginnings, number: Number | None, path: Path) -> bool:
    return number is not None and (row_count if number.decimal else lines.section_count)(number, path) == DUE


def _entry(lines: Beginnings, at: int, end: int, number: Number, path: Path) -> tuple[Span, float] | None:
    """The row or the heading that lines make, with its score; None where it has no other line, or its parts follow."""
    if end == at + 1:
        return None
    if not number.decimal:
        return next((entry for entry in lines.headings(at, path, number) if entry[0].end == end), None)
    if any(span.end == end for span, _ in lines.parents(at, number, path)):
        return None
    return Span("row", at, end, at + 1, number), DUE + lines.aligner.best(lines.texts[at + 1 : end]).score


def _inside(lines: Beginnings, opened: set[int], most: list[float]) -> list[float] | None:
    """What it costs at least to begin something at each line (0 where an entry opens, which is inside none); None
    where it may cost nothing."""
    costs: list[float] = []
    for at in range(len(lines.texts)):
        cost = 0.0 if at in opened else _begun(lines, at, most)
        if cost is None:
            return None
        costs.append(cost)
    return costs


def _begun(lines: Beginnings, at: int, most: list[float]) -> float | None:
    """What it costs at least to begin something at a line that opens no entry: a row without a number pays
    `UNNUMBERED`, a band the cell, and a row with a value for its number what its name is not worth. None where it may
    cost nothing."""
    number, seen = lines.numbers[at], lines.looks[at]
    if number is not None:
        return _value_begins(lines, at, number, most)
    if seen.after or seen.together or lines.is_dash(at) or lines.lines[at][:1].isspace():
        return None
    unnumbered = -UNNUMBERED - _NAME
    return unnumbered if seen.band is None else min(unnumbered, most[at])


def _value_begins(lines: Beginnings, at: int, number: Number, most: list[float]) -> float | None:
    """What it costs at least to take a value for the number of a row, due at best: it is no cell, and the line after
    it is the name, or there is none."""
    roles = lines.aligner.roles
    if not number.decimal or roles[:1] != (Role.NAME,) or any(lines.parents(at, number, START)):
        return None
    if at + 1 == len(lines.texts):
        return most[at]
    named = fit(Role.NAME, traits(lines.texts[at + 1])) - most[at + 1]
    return most[at] - DUE - max(named, lines.aligner.empty[0])


@lru_cache(maxsize=2048)
def _most(roles: tuple[Role, ...], seen: Traits) -> float:
    """The most a line of these traits is worth as a cell, a name without what counts with the beginning of its row."""
    begun = zip(roles, worth(roles, seen).begun, strict=True)
    return max(0.0, *(value - _NAME if role is Role.NAME else value for role, value in begun))
