"""The heading row of a text table by position: which lines it takes, which columns it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from graph.rows import Role
from importers.recover.columns import read_columns
from importers.recover.columns_edges import Put, clearest, edges_of, gutters, put_in_columns, together
from importers.recover.columns_lines import Piece, SpacedLine, is_label, is_page_number, join_lines
from importers.recover.grid_header import counts_columns
from importers.recover.headings import KNOWN, Headings, match_heading, words
from importers.recover.periods import period_of

_ABOVE, _BELOW = 4, 9
_WORST = 2.6
"""Mean cost of a column's heading from which on the lines are taken for no heading row."""
_CROSSING = 1.5
_PERIOD = frozenset(words("năm đến hết giai đoạn cuối tháng quý i ii iii iv"))
_WORD = re.compile(r"\S+")
_OFF = 8
"""How far the middle of a heading may be from the middle of the columns it reaches over."""
_LEFT = 1.5
"""Cost of a line between the heading and the first number that is taken for a part of the first row."""
_COLUMN = 1.0
"""What one more column speaks for a reading of the heading."""
_TWICE, _HOLLOW = 6.0, 1.5
_EMPTY, _STRANGE, _MATCHED, _EXACT = 6.0, 3.0, 1.2, 0.3
Stacks = list[list[tuple[int, str]]]
Cells = list[str | None]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading row: its lines (`start` up to `end` of those given), where each column after the first begins, and its
    printed rows (two where a heading reaches over several columns)."""

    start: int
    end: int
    edges: tuple[int, ...]
    rows: tuple[tuple[str | None, ...], ...]
    cost: float

    def words(self, lines: Sequence[SpacedLine]) -> Counter[str]:
        """Its printed words."""
        return Counter(word for line in lines[self.start : self.end] for word in words(line.text))


def find_heading(
    lines: Sequence[SpacedLine], anchor: int, first: int, body: Sequence[SpacedLine], known: Headings = KNOWN
) -> Heading | None:
    """The heading row round the line `anchor` ('STT …'); `first` is the first numbered line after it, `body` the lines
    of the table on that page. None where these lines name no columns."""
    best: Heading | None = None
    for start in range(anchor, max(-1, anchor - _ABOVE - 1), -1):
        if lines[start].page != lines[anchor].page or _above_heading(lines[start]):
            break
        for end in range(anchor + 1, min(first, anchor + _BELOW) + 1):
            found = _read(lines, start, end, body, known)
            cost = found.cost + _LEFT * (first - end + _several_above(lines, start)) if found else 0.0
            if found is not None and (best is None or cost <= best.cost):
                best = replace(found, cost=cost)
    return best


def _several_above(lines: Sequence[SpacedLine], start: int) -> int:
    """2 where the line above has several pieces and stands near: it is a part of the heading."""
    above = lines[start - 1] if start else None
    near = above is not None and above.page == lines[start].page and lines[start].gap < 3
    return 2 if near and above is not None and len(above.pieces) > 1 else 0


def _above_heading(line: SpacedLine) -> bool:
    """Whether a line stands over the heading row: an appendix's label, the note under its title, a page's number."""
    text = line.text.strip()
    note = text[:1] == "(" or (text[-1:] == ")" and text.count("(") < text.count(")"))
    return is_page_number(line) or (len(line.pieces) == 1 and (note or is_label(text)))


def repeated_heading(lines: Sequence[SpacedLine], wanted: Counter[str]) -> tuple[int, int] | None:
    """Where these lines (the beginning of a page) print the words of a heading again: first line and the one after."""
    start = next((at for at, line in enumerate(lines[:4]) if line.pieces and not is_page_number(line)), None)
    if start is None:
        return None
    read: Counter[str] = Counter()
    for end in range(start + 1, min(len(lines), start + _ABOVE + _BELOW) + 1):
        read.update(words(lines[end - 1].text))
        if read == wanted:
            return start, end
        if read - wanted:
            return None
    return None


def edges_again(
    heading: Heading, lines: Sequence[SpacedLine], body: Sequence[SpacedLine], known: Headings
) -> tuple[int, ...] | None:
    """Where the columns begin on a page that prints the heading again with these lines; None where it names others."""
    found = _read(lines, 0, len(lines), body, known)
    return found.edges if found is not None and found.rows == heading.rows else None


def _read(
    lines: Sequence[SpacedLine], start: int, end: int, body: Sequence[SpacedLine], known: Headings
) -> Heading | None:
    """The heading row these lines make. Gutters that would part a heading are none: edges are taken away as long as
    the headings become better known."""
    heading = [line for line in lines[start:end] if not counts_columns(tuple(piece.text for piece in line.pieces))]
    ways = [
        (*_pruned(printed, edges, known), printed)
        for printed in (heading, [_parted(line) for line in heading])
        for edges in (_edges(printed, body), _clustered(printed, body))
    ]
    best, edges, heading = min(ways, key=lambda way: way[0][0] + _unlikely(body, way[1]))
    cost, rows = best
    cost += 0.5 * sum(max(0, line.gap - 1) for line in heading[1:])
    cost += sum(1.0 for line in heading if len(line.pieces) == 1 and len(line.text.split()) > 2)
    if cost / (len(edges) + 1) > _WORST:
        return None
    return Heading(start, end, tuple(edges), tuple(tuple(row) for row in rows), cost - _COLUMN * len(edges))


def _pruned(
    heading: Sequence[SpacedLine], edges: list[int], known: Headings
) -> tuple[tuple[float, list[Cells]], list[int]]:
    """How these lines name the columns between the edges, without edges whose loss makes the headings better known."""
    best = _named(heading, edges, known)
    while len(edges) > 2:
        fewer = [[edge for edge in edges if edge != gone] for gone in edges]
        tried = [(_named(heading, left, known), left) for left in fewer]
        found, left = min(tried, key=lambda choice: choice[0][0])
        if found[0] + _COLUMN > best[0] or found[0] == float("inf"):
            break
        best, edges = found, left
    return best, edges


def _unlikely(body: Sequence[SpacedLine], edges: Sequence[int]) -> float:
    """What the body says against these columns: pieces that share one, and columns in which nothing stands."""
    used = {_column(piece, edges) for line in body for piece in line.pieces}
    return _TWICE * together(body, edges) + _HOLLOW * (len(edges) + 1 - len(used)) - _COLUMN * len(edges)


def _parted(line: SpacedLine) -> SpacedLine:
    """A heading line on which each word with a capital begins a piece: two headings with one blank between them."""
    pieces: list[Piece] = []
    for piece in line.pieces:
        found = list(_WORD.finditer(piece.text))
        begins = [b.start() for a, b in pairwise(found) if b.group().istitle() and not a.group().isupper()]
        marks = [0, *begins, len(piece.text)]
        pieces += [
            Piece(piece.text[a:b].strip(), piece.left + a, piece.left + a + len(piece.text[a:b].rstrip()))
            for a, b in pairwise(marks)
        ]
    return replace(line, pieces=tuple(pieces))


def _named(heading: Sequence[SpacedLine], edges: Sequence[int], known: Headings) -> tuple[float, list[Cells]]:
    """How badly these lines name the columns between the edges (infinite: not at all), and their rows."""
    rows, crossing = _rows(heading, edges, known)
    columns = read_columns(rows, known) if len(edges) > 1 else None
    if columns is None or columns[0].role is not Role.NUMBER:
        return float("inf"), rows
    return crossing + sum(_cost(rows, at, columns[at].role, known) for at in range(len(columns))), rows


def _edges(heading: Sequence[SpacedLine], body: Sequence[SpacedLine]) -> list[int]:
    """The columns of the body; where a heading line has two pieces in one of them, these are two columns."""
    edges = edges_of(gutters(body, heading), heading)
    for line in heading:
        for a, b in pairwise(line.pieces):
            if not any(a.right - 1 < edge <= b.left + 2 for edge in edges) and _column(a, edges) == _column(b, edges):
                edges = sorted([*edges, clearest(range(a.right + 1, b.left + 1), body)])
    return edges


def _clustered(heading: Sequence[SpacedLine], body: Sequence[SpacedLine]) -> list[int]:
    """The columns by the heading alone: pieces over one another are one heading, a piece over several others reaches
    over their columns; between two the position that the fewest lines of the body cross."""
    clusters: list[list[int]] = []
    for line in reversed(heading):
        for piece in line.pieces:
            over = [cluster for cluster in clusters if piece.left < cluster[1] and cluster[0] < piece.right]
            if not over:
                clusters.append([piece.left, piece.right])
            elif len(over) == 1:
                over[0][:] = [min(over[0][0], piece.left), max(over[0][1], piece.right)]
    clusters.sort()
    return [clearest(range(a[1], max(a[1], b[0]) + 1), body) for a, b in pairwise(clusters)]


def _column(piece: Piece, edges: Sequence[int]) -> int:
    middle = (piece.left + piece.right) / 2
    return sum(1 for edge in edges if edge <= middle)


def _rows(heading: Sequence[SpacedLine], edges: Sequence[int], known: Headings) -> tuple[list[Cells], float]:
    """One row of headings, or two where a piece reaches over several columns that have headings of their own below;
    and the cost of pieces that reach over columns otherwise."""
    below: Stacks = [[] for _ in range(len(edges) + 1)]
    over: list[tuple[list[int], str]] = []
    cost = 0.0
    for at in range(len(heading) - 1, -1, -1):
        kept: list[Put] = []
        covered: set[int] = set()
        for piece in heading[at].pieces:
            run = _run(piece, heading[: at + 1], below, edges, known)
            if run and not covered & set(run):
                over.append((run, piece.text))
                covered |= set(run)
                continue
            crossed = sum(1 for edge in edges if piece.left + 2 < edge < piece.right - 2)
            cost += _CROSSING * crossed * crossed
            kept += put_in_columns(SpacedLine(piece.text, 0, 0, 1, (piece,)), edges)
        columns = [put.column for put in kept]
        cost += float("inf") if len(set(columns)) < len(columns) else 0.0
        for put in kept:
            below[put.column].insert(0, (at, put.text))
    upper: Cells = [_text(stack) for stack in below]
    lower: Cells = [None] * len(below)
    parents: list[str] = [""] * len(below)
    for run, text in over:
        for column in run:
            parents[column] = f"{text} {parents[column]}".strip()
    for column, parent in enumerate(parents):
        if parent:
            lower[column] = upper[column]
            upper[column] = parent if column == 0 or parents[column - 1] != parent else None
    return ([upper, lower] if any(lower) else [upper]), cost


def _run(piece: Piece, above: Sequence[SpacedLine], below: Stacks, edges: Sequence[int], known: Headings) -> list[int]:
    """The columns over which a piece reaches: neighbours with nothing else at its height or above that have known
    headings below it."""
    middle = _column(piece, edges)
    bounds = [0, *edges, max([*edges, piece.right]) + 12]
    others = [other for line in above for other in line.pieces if other is not piece and not _share(other, piece)]

    def free(column: int) -> bool:
        heading = _text(below[column])
        taken = any(_column(other, edges) == column for other in others)
        return not taken and bool(heading) and match_heading(heading, known) is not None

    own = words(piece.text)
    if not free(middle) or not _is_phrase(own, known):
        return []
    left = right = middle
    while left > 1 and free(left - 1):
        left -= 1
    while right + 1 < len(below) and free(right + 1):
        right += 1
    years = [column for column in range(left, right + 1) if period_of(_text(below[column]))]
    runs = [list(range(a, b + 1)) for a in range(left, middle + 1) for b in range(middle, right + 1) if b > a]
    centre = (piece.left + piece.right) / 2

    runs = [run for run in runs if below[middle][0][0] == min(below[column][0][0] for column in run)]

    def off(run: list[int]) -> float:
        at_left = abs(piece.left - bounds[run[0]]) + _LEFT if run[0] == middle else float("inf")
        return min(abs((bounds[run[0]] + bounds[run[-1] + 1]) / 2 - centre), at_left)

    if years in runs and off(years) < 2 * _OFF:
        return years
    whole = words(f"{piece.text} {_text(below[middle])}")
    inside = not any(piece.left < edge < piece.right for edge in edges)
    if inside and _is_phrase(whole, known) and any(word not in _PERIOD and not word.isdigit() for word in own):
        return []
    runs = [run for run in runs if off(run) <= _OFF]
    return min(runs, key=lambda run: (len(run), off(run))) if runs else []


def _share(one: Piece, other: Piece) -> bool:
    return one.left < other.right and other.left < one.right


def _text(stack: Sequence[tuple[int, str]]) -> str:
    return join_lines([text for _, text in stack])[0]


def _is_phrase(found: tuple[str, ...], known: Headings) -> bool:
    """Whether words are a known heading, a period, or both."""
    core = tuple(word for word in found if not (word in _PERIOD or word.isdigit()))
    return bool(found) and (not core or core in known.phrases or found in known.phrases)


def _cost(rows: Sequence[Cells], column: int, role: Role, known: Headings) -> float:
    text = next((row[column] for row in reversed(rows) if row[column]), None)
    if not text:
        return _EMPTY
    found = words(re.sub(r"\([^()]*\)", " ", text))
    if found in known.ambiguous or _is_phrase(found, known):
        return _EXACT
    return _STRANGE + 0.5 * len(found) if role is Role.OTHER else _MATCHED + 0.1 * len(found)
