"""Which lines of a text table by position make one row: cells stand at the top of their row or in its middle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from importers.recover.columns_edges import Put
from importers.recover.wrapped_cues import ends_open

_TORN = 3.0
"""Cost of a row's end between two lines of one cell."""
_APART = 2.0
"""Cost of lines of one cell that stand more than one line apart."""
_REST = 1.0
"""Cost of a page that goes on with the row of the page before."""
_ABOVE = 6.0
"""Cost of lines over the first number of a table whose rows are set at the top."""
_DOUBT = 1.0


@dataclass(slots=True)
class BodyLine:
    """A line of a table's body: 1-based line in the file, the gap above it, its pieces by column, and whether an entry
    begins on it by its form: it has a number, or is a section's title in capitals, or a total."""

    line: int
    gap: int
    puts: list[Put]
    opens: bool

    def text(self, column: int) -> str:
        """What it prints in a column, '' where nothing."""
        return " ".join(put.text for put in self.puts if put.column == column)


@dataclass(slots=True)
class RowLines:
    """The lines of one row; `rest`: what a page's beginning goes on with; `unsure`: where it begins is in doubt."""

    lines: list[BodyLine]
    rest: bool = False
    unsure: bool = False
    flags: list[str] = field(default_factory=list)


def rows_of(pages: Sequence[Sequence[BodyLine]], width: int) -> list[list[RowLines]]:
    """The rows of each page. All rows of a table are set alike: at the top where no cell is then torn apart, else in
    the middle."""
    splits = [_opening(page) for page in pages]
    both = list(zip(pages, splits, strict=True))
    top = sum(_top_cost(page, numbers, width, at == 0) for at, (page, numbers) in enumerate(both) if numbers)
    middle = sum(_best(page, numbers, width, None)[1] for page, numbers in both if numbers)
    return [_cut(page, numbers, width, top <= middle) for page, numbers in both]


def _top_cost(page: Sequence[BodyLine], numbers: Sequence[int], width: int, first_page: bool) -> float:
    """How much speaks against rows set at the top: cells torn apart, cells that begin below the number's line."""
    late = 0.0
    for begin, end in pairwise([*numbers, len(page)]):
        for column in range(1, width):
            first = next((at for at in range(begin, end) if page[at].text(column)), begin)
            late += float(first - begin)
    above = 0.0 if not numbers[0] else _ABOVE if first_page else _REST
    return late + above + sum(_torn(page, at, width) for at in numbers)


def _opening(page: Sequence[BodyLine]) -> list[int]:
    return [at for at, line in enumerate(page) if line.opens]


def _cut(page: Sequence[BodyLine], numbers: Sequence[int], width: int, top: bool) -> list[RowLines]:
    if not page:
        return []
    if not numbers:
        return [RowLines(list(page), rest=True)]
    if top:
        begins = list(numbers)
        unsure = {at for at, begin in enumerate(begins) if _torn(page, begin, width) >= _TORN - 1.0}
    else:
        begins, unsure = _middle(page, numbers, width)
    rows = [RowLines(list(page[: begins[0]]), rest=True)] if begins[0] else []
    for at, (begin, end) in enumerate(pairwise([*begins, len(page)])):
        rows.append(RowLines(list(page[begin:end]), unsure=at in unsure or at + 1 in unsure))
    if rows[0].rest:
        rows[0].unsure = 0 in unsure
    return rows


def _middle(page: Sequence[BodyLine], numbers: Sequence[int], width: int) -> tuple[list[int], set[int]]:
    """Where each row begins when its cells stand in its middle, and which of these beginnings are in doubt."""
    best, cost = _best(page, numbers, width, None)
    unsure: set[int] = set()
    for at, begin in enumerate(best):
        other, more = _best(page, numbers, width, (at, begin))
        if other and more - cost < _DOUBT:
            unsure.add(at)
    return best, unsure


def _best(
    page: Sequence[BodyLine], numbers: Sequence[int], width: int, forbidden: tuple[int, int] | None
) -> tuple[list[int], float]:
    """The cheapest beginnings, one a number, by dynamic programming from row to row."""
    states: dict[int, tuple[float, list[int]]] = {}
    for begin in range(numbers[0] + 1):
        if forbidden != (0, begin):
            rest = _REST + _gaps(page, 0, begin, width) if begin else 0.0
            states[begin] = (rest + _torn(page, begin, width), [begin])
    for at, number in enumerate(numbers):
        after = numbers[at + 1] if at + 1 < len(numbers) else None
        ends = range(number + 1, after + 1) if after is not None else [len(page)]
        following: dict[int, tuple[float, list[int]]] = {}
        for end in ends:
            if forbidden == (at + 1, end) and after is not None:
                continue
            torn = _torn(page, end, width) if after is not None else 0.0
            for begin, (cost, begins) in states.items():
                total = cost + torn + _row_cost(page, begin, end, number, width)
                if end not in following or total < following[end][0]:
                    following[end] = (total, [*begins, end])
        states = following
    if not states:
        return [], float("inf")
    cost, begins = min(states.values(), key=lambda state: state[0])
    return begins[:-1], cost


def _torn(page: Sequence[BodyLine], at: int, width: int) -> float:
    """How much speaks against a row's end before line `at`: cells that go on there."""
    if not 0 < at < len(page):
        return 0.0
    cost = -1.0 if page[at].gap > 1 else 0.0
    for column in range(1, width):
        after = [
            page[line].text(column) for line in range(at, min(at + 2, len(page))) if line == at or not page[line].opens
        ]
        text = next(filter(None, after), "")
        above = [page[line].text(column) for line in (at - 1, at - 2) if line >= 0]
        before = next(filter(None, above), "")
        if not text or not before:
            continue
        near = 1.0 if above[0] or not after[0] else 0.3
        open_before = before[-1] in ",-/(–" or ends_open(before)
        if text[0].islower() or text[0] in ")]" or (open_before and len(before) > 1):
            cost += _TORN * near
        elif above[0] and after[0] and above[0][-1] not in ".;":
            cost += 0.05
    return cost


def _row_cost(page: Sequence[BodyLine], begin: int, end: int, number: int, width: int) -> float:
    """How much speaks against these lines being one row set in the middle: cells whose middle is not the number's
    line. A row that a page cuts is set at the top."""
    cost = _gaps(page, begin, end, width)
    off = 0.0
    for column in range(1, width):
        filled = [at for at in range(begin, end) if page[at].text(column)]
        if filled:
            off += max(0.0, abs((filled[0] + filled[-1]) / 2 - number) - 0.5)
    cut = end == len(page) or begin == 0
    return cost + (min(off, 1.5) if cut and number == begin else off)


def _gaps(page: Sequence[BodyLine], begin: int, end: int, width: int) -> float:
    cost = 0.0
    for column in range(1, width):
        filled = [at for at in range(begin, end) if page[at].text(column)]
        cost += sum(_APART for a, b in pairwise(filled) if b - a > 2)
    return cost
