"""Columns of a text table by position: the gutters between them, and the pieces of each line put into columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from importers.recover.columns_lines import Piece, SpacedLine
from importers.recover.numbering import parse_number
from importers.recover.wrapped_cues import OPEN_WORDS, ends_agency_head, is_unit, starts_agency, time_word

_CROSSED = 0.12
"""Share of the lines with text on both sides of a position that may have a letter there all the same."""
_SINGLE_BLANK = 0.25
_HEADING = 0.3
_OVERHANG = 2
"""Characters by which a piece may reach over a gutter's middle and still be in one column."""
_ONE_CELL = 36
_PLAIN = 2.0
"""Cost of parting a piece up to which (and by which less than elsewhere) it is plain where."""
_STRONG = 3.0
_SHIFT = 20
_CERTAIN = 0.25
_Fit = tuple[float, list[int], int]
"""Cost, edges found so far, how many of them are guesses."""
_NO_GUTTER = 0.8
_NEAR = 7
"""How far from a gutter's middle the blank may be at which a piece that fills two columns is parted."""


@dataclass(frozen=True, slots=True)
class Put:
    """A piece of a line in a column; `parted`: it stood in one piece with its neighbour; `unsure`: where it belongs
    is in doubt."""

    column: int
    text: str
    parted: bool = False
    unsure: bool = False


def gutters(body: Sequence[SpacedLine], heading: Sequence[SpacedLine] = ()) -> list[tuple[int, int]]:
    """The blank stripes (first and last position) that run down lines with several pieces. Heading lines count less:
    a heading may reach over several columns."""
    printed = [line for line in (*heading, *body) if len(line.pieces) > 1 or _short(line)]
    several = [line for line in printed if not _title(line)]
    light = {line.line for line in heading}
    width = max((len(line.text) for line in several), default=0)
    stripes: list[tuple[int, int]] = []
    for at in range(1, width):
        inside = [line for line in several if line.pieces[0].left < at < line.pieces[-1].right]
        crossed = sum(_crossing(line, at) * (_HEADING if line.line in light else 1.0) for line in inside)
        free = bool(inside) and crossed <= _CROSSED * len(inside)
        if free and stripes and stripes[-1][1] == at - 1:
            stripes[-1] = (stripes[-1][0], at)
        elif free:
            stripes.append((at, at))
    return [stripe for stripe in stripes if _parts(stripe, several)]


def clearest(between: Sequence[int], body: Sequence[SpacedLine]) -> int:
    """The position among these that the fewest lines cross, the last of several."""
    lines = [line for line in body if not _title(line)]
    return min(reversed(between), key=lambda at: sum(_crossing(line, at - 1) for line in lines))


def _title(line: SpacedLine) -> bool:
    """A section's title after its number, which may reach over all columns."""
    number = parse_number(line.pieces[0].text) if len(line.pieces) == 2 else None
    return number is not None and not number.decimal


def _crossing(line: SpacedLine, at: int) -> float:
    if line.letter(at):
        return 1.0
    return _SINGLE_BLANK if line.letter(at - 1) and line.letter(at + 1) else 0.0


def _parts(stripe: tuple[int, int], lines: Sequence[SpacedLine]) -> bool:
    """Whether a stripe parts anything: pieces end and begin beside it."""
    left, right = stripe
    ends = sum(1 for line in lines for a, b in pairwise(line.pieces) if a.right <= right + 1 and b.left >= left)
    return ends > 0


def edges_of(stripes: Sequence[tuple[int, int]], heading: Sequence[SpacedLine] = ()) -> list[int]:
    """Where each column after the first begins: the right end of the gutter before it, or further left where a
    heading begins there (over figures in the middle of their column)."""
    pieces = [piece for line in heading for piece in line.pieces]
    return [
        min(range(right + 1, left - 1, -1), key=lambda at: sum(piece.left < at < piece.right for piece in pieces))
        for left, right in stripes
    ]


def _short(line: SpacedLine) -> bool:
    """A line of one cell alone, not a title over several columns."""
    return len(line.pieces) == 1 and len(line.pieces[0].text) <= _ONE_CELL and not line.text.isupper()


def fitted(
    edges: Sequence[int], stripes: Sequence[tuple[int, int]], lines: Sequence[SpacedLine]
) -> tuple[tuple[int, ...], bool]:
    """The columns known from another page on this one, and whether they are certain: each edge at one of this page's
    gutters, or where its distance from the edge before puts it (a column that is empty here, a guess). Gutters that
    part many lines are not passed over."""
    own = edges_of(stripes)
    weight = [_STRONG * _share(stripe, lines) for stripe in stripes]
    most = min((line.pieces[1].left for line in lines if len(line.pieces) > 1 and _numbered(line)), default=edges[0])
    states: dict[int, _Fit] = {-1: (0.0, [], 0)}
    for at, edge in enumerate((min(edges[0], most), *edges[1:])):
        step = edge - (edges[at - 1] if at else 0)
        scale = step + 4 if at else _SHIFT
        following: dict[int, _Fit] = {}
        for last, (cost, found, guessed) in states.items():
            before = found[-1] if found else 0
            for stripe in range(last + 1, len(own)):
                total = cost + sum(weight[last + 1 : stripe]) + abs(own[stripe] - before - step) / scale
                if not at and own[stripe] > most:
                    break
                if own[stripe] > before and (stripe not in following or total < following[stripe][0]):
                    following[stripe] = (total, [*found, own[stripe]], guessed)
            total = cost + _NO_GUTTER
            if last not in following or total < following[last][0]:
                following[last] = (total, [*found, before + step], guessed + 1)
        states = following
    ends = [(fit[0] + sum(weight[last + 1 :]), fit) for last, fit in states.items()]
    passed, (cost, found, guessed) = min(ends, key=lambda end: end[0])
    return tuple(found), guessed == 0 and passed - cost < 1.0 and cost < _CERTAIN * len(edges)


def _numbered(line: SpacedLine) -> bool:
    return parse_number(line.pieces[0].text) is not None


def _share(stripe: tuple[int, int], lines: Sequence[SpacedLine]) -> float:
    """The share of lines with several pieces that a gutter parts."""
    several = [line for line in lines if len(line.pieces) > 1]
    parted = sum(
        1 for line in several if any(a.right <= stripe[0] and b.left > stripe[1] for a, b in pairwise(line.pieces))
    )
    return parted / max(1, len(several))


def put_in_columns(line: SpacedLine, edges: Sequence[int]) -> list[Put]:
    """The pieces of a line by column. A piece that fills two columns is parted at the blank nearest to the gutter;
    one that has none there stays whole where most of it stands, in doubt."""
    found: list[Put] = []
    for piece in line.pieces:
        found += _put(piece, edges)
    return found


def _put(piece: Piece, edges: Sequence[int]) -> list[Put]:
    crossed = [edge for edge in edges if _crosses(piece, edge)]
    if not crossed:
        return [Put(_column((piece.left + piece.right) / 2, edges), piece.text)]
    cuts: list[int] = []
    unsure = False
    for edge in crossed:
        near = sorted(_cut_costs(piece, edge))
        if near and near[0][1] not in cuts:
            unsure = unsure or near[0][0] > _PLAIN or (len(near) > 1 and near[1][0] - near[0][0] < _PLAIN)
            cuts.append(near[0][1])
        else:
            unsure = True
    marks = [piece.left, *sorted(cuts), piece.right]
    parts: list[Put] = []
    for start, end in pairwise(marks):
        text = piece.text[start - piece.left : end - piece.left].strip()
        parts.append(Put(_column((start + end) / 2, edges), text, parted=bool(cuts), unsure=unsure))
    return parts


def _crosses(piece: Piece, edge: int) -> bool:
    """Whether a piece goes on over a gutter: by more than a little, or with a word that begins right behind it."""
    if piece.left + _OVERHANG < edge < piece.right - _OVERHANG:
        return True
    return piece.left < edge < piece.right and piece.text[edge - piece.left - 1] == " "


def _cut_costs(piece: Piece, edge: int) -> Iterator[tuple[float, int]]:
    """For each blank of a piece near an edge how badly a cell ends before it and another begins after it."""
    for at, letter in enumerate(piece.text):
        off = abs(piece.left + at + 1 - edge)
        if letter == " " and off <= _NEAR:
            head, tail = piece.text[:at], piece.text[at + 1 :]
            cost = float(off) + (3.0 if tail[0].islower() else 0.0) + (3.0 if ends_agency_head(head) else 0.0)
            last = head.rsplit(" ", 1)[-1]
            cost += 3.0 if last.casefold() in OPEN_WORDS or (time_word(last) and tail[0].isdigit()) else 0.0
            yield cost - (2.0 if starts_agency(tail) or is_unit(tail) else 0.0), piece.left + at


def _column(at: float, edges: Sequence[int]) -> int:
    return sum(1 for edge in edges if edge <= at)


def together(lines: Sequence[SpacedLine], edges: Sequence[int]) -> float:
    """The share of lines with several cells on which two pieces stand in one column."""
    several = [line for line in lines if len(line.pieces) > 2]
    twice = [
        line
        for line in several
        if len({_column((piece.left + piece.right) / 2, edges) for piece in line.pieces}) < len(line.pieces)
    ]
    return len(twice) / max(1, len(several))
