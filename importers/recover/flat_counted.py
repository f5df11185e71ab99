"""A flattened table whose printed numbers tell its rows: parted at a glance, where no other way can be as good."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from graph.rows import Role
from importers.recover.align import worth
from importers.recover.contents import Traits, traits
from importers.recover.flat_entries import DUE, START, TITLE, UNNUMBERED, Beginnings, Path, Span, looks
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
    number of an entry into a row, or begins something inside an entry: a row without a number, or a band in place of a
    cell. The first gives up the beginning for what the number is worth as a cell; what it may gain is what this entry
    lacks and, where a row is drawn out over the number, the entry before it. The second pays `UNNUMBERED` or gives up
    the cell, and may gain what this entry lacks. So it is enough that for each entry the gain stays below the cost."""
    openers = [at for at, number in enumerate(lines.numbers) if number is not None]
    if not lines.numbered or openers[:1] != [0]:
        return None
    path, spans, lacked, total = START, list[Span](), 0.0, 0
    for at, end in pairwise([*openers, len(lines.texts)]):
        entry, inside = _entry(lines, at, end, path), _inside(lines, at + 1, end)
        if entry is None or inside is None:
            return None
        span, score = entry
        as_cell, *most = [_most(lines.aligner.roles, traits(text)) for text in lines.texts[at:end]]
        begun = DUE + _NAME
        if span.kind == "heading":
            begun, most[0] = DUE, max(most[0], TITLE)
        elif len(most) <= len(lines.columns):
            inside -= max(lines.aligner.empty)  # a row that ends a line earlier has an empty cell more
        lacks = begun + sum(most) - score
        if lacks > inside - _LEAST or lacked + lacks > begun - as_cell - _LEAST:
            return None
        spans.append(span)
        path, lacked, total = lines.after(path, span), lacks, total + price(score)
    return value(total), spans


def _entry(lines: Beginnings, at: int, end: int, path: Path) -> tuple[Span, float] | None:
    """The row or the heading that lines make, with its score; None where its number is not due, or where its parts
    follow."""
    number = lines.numbers[at]
    begins = {span.kind: (span, score) for span, score in lines.begins(at, path) if span.end in (at, end)}
    if number is None or end == at + 1 or "parent" in begins:
        return None
    if number.decimal:
        span, score = begins["row"]
        whole = span._replace(end=end), score + lines.aligner.best(lines.texts[at + 1 : end]).score
        return whole if score == DUE else None
    return begins.get("heading") if lines.section_count(number, path) == DUE else None


def _inside(lines: Beginnings, start: int, end: int) -> float | None:
    """What it costs at least to begin something at one of these lines, which hold no number alone; None where it may
    cost nothing."""
    costs = -UNNUMBERED - _NAME
    for at in range(start, end):
        seen = looks(lines.texts[at], lines.first)
        if seen.after or seen.together or lines.is_dash(at) or lines.lines[at][:1].isspace():
            return None
        if seen.band is not None:
            costs = min(costs, _most(lines.aligner.roles, traits(lines.texts[at])))
    return costs


@lru_cache(maxsize=2048)
def _most(roles: tuple[Role, ...], seen: Traits) -> float:
    """The most a line of these traits is worth as a cell, a name without what counts with the beginning of its row."""
    begun = zip(roles, worth(roles, seen).begun, strict=True)
    return max(0.0, *(value - _NAME if role is Role.NAME else value for role, value in begun))
