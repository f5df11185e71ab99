"""The heading of a table flattened to a cell a line: which lines are headings, and the order of the columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.rows import Column, Role
from graph.text import clean, fold
from importers.recover.columns import settle
from importers.recover.headings import KNOWN, Headings, match_heading, split_headings, words
from importers.recover.numbering import parse_number

_MOST_LINES = 40
_UNKNOWN, _KNOWN_LINE = 3.0, 1.0
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2}|[A-E])\)?")
_SPANNING = frozenset({Role.TARGET, Role.RESULT, Role.DEADLINE, Role.PERIOD, Role.BUDGET, Role.DELIVERABLE, Role.OTHER})


@dataclass(frozen=True, slots=True)
class FlatHeader:
    """Headings read from the first lines: possible column orders (the printed one first), how many lines they took,
    and their folded lines, by which a repeated heading is known."""

    orders: tuple[tuple[Column, ...], ...]
    size: int
    lines: tuple[str, ...]


def read_flat_header(lines: Sequence[str], known: Headings = KNOWN) -> FlatHeader | None:
    """The heading at the start of these lines, None where they do not start with at least three headings (one of
    them of the column that names the rows). A heading may take several lines."""
    end = _end(lines, known)
    columns = _group(lines[:end], known)
    if columns is None or len(columns) < 3:
        return None
    if not any(column.role is Role.NUMBER for column in columns) and _counted(lines[end:]):
        columns = (Column(Role.NUMBER, ""), *columns)
    orders = [order for order in _orders(columns, known) if any(column.role is Role.NAME for column in order)]
    if not orders:
        return None
    taken = tuple(fold(clean(line)) for line in lines[:end])
    return FlatHeader(tuple(orders), end + _column_numbers(lines[end:], len(columns)), taken)


def _counted(lines: Sequence[str]) -> bool:
    """Whether lines count rows (1, 2, 3 each on a line of its own) although no heading says so."""
    numbers = [number.parts for line in lines[:_MOST_LINES] if (number := parse_number(line)) and number.decimal]
    return [parts for parts in dict.fromkeys(numbers) if parts in ((1,), (2,), (3,))] == [(1,), (2,), (3,)]


def _end(lines: Sequence[str], known: Headings) -> int:
    """How many lines belong to the heading: up to the first number, or the second line in a row that is unknown."""
    last = 0
    for index, line in enumerate(lines[:_MOST_LINES]):
        if _is_number(line, lines, index):
            break
        if match_heading(line, known) or _joins(lines, index, known):
            last = index + 1
        elif index - last >= 1 or len(words(line)) > 14:
            break
    return last


def _joins(lines: Sequence[str], index: int, known: Headings) -> bool:
    """Whether a line is a piece of a heading that takes this line and its neighbours."""
    for start in range(max(0, index - 2), index + 1):
        for end in range(max(index + 1, start + 2), min(len(lines), start + 4) + 1):
            joined = split_headings(" ".join(lines[start:end]), known)
            if joined and len(joined) == 1:
                return True
    return False


def _is_number(line: str, lines: Sequence[str], index: int) -> bool:
    number = parse_number(line)
    if number is None:
        return False
    following = parse_number(lines[index + 1]) if index + 1 < len(lines) else None
    return following is None or index > 0


def _group(lines: Sequence[str], known: Headings) -> tuple[Column, ...] | None:
    """Lines to headings: one a line, or several lines that are one known heading together; the fewest win."""
    best: list[tuple[float, tuple[Column, ...]] | None] = [(0.0, ()), *([None] * len(lines))]
    for end in range(1, len(lines) + 1):
        for start in range(max(0, end - 4), end):
            before = best[start]
            made = _columns(lines[start:end], known)
            if before is None or made is None:
                continue
            cost, columns = before[0] + made[0], (*before[1], *made[1])
            current = best[end]
            if current is None or cost < current[0]:
                best[end] = (cost, columns)
    final = best[-1]
    return final[1] if final else None


def _columns(lines: Sequence[str], known: Headings) -> tuple[float, tuple[Column, ...]] | None:
    if len(lines) == 1:
        text = clean(lines[0])
        several = split_headings(text, known)
        if several and len(several) > 1:
            return _KNOWN_LINE * len(several), several
        column = match_heading(text, known)
        return (_KNOWN_LINE, (column,)) if column else (_UNKNOWN, (Column(Role.OTHER, text),))
    joined = split_headings(" ".join(lines), known)
    alone = [match_heading(line, known) for line in lines]
    if joined and len(joined) == 1 and not (alone[-1] and alone[-1].period and any(alone[:-1])):
        return _KNOWN_LINE, joined
    return None


def _orders(columns: tuple[Column, ...], known: Headings) -> list[tuple[Column, ...]]:
    """The printed order, and where headings of periods stand at the end (a second heading row) the order with these
    under the heading that reaches over them."""
    run = len(columns)
    while run and (columns[run - 1].period or columns[run - 1].role is Role.BASELINE):
        run -= 1
    orders = [columns]
    tail = columns[run:]
    if len(tail) >= 2:
        for index in range(run - 1, 0, -1):
            over = columns[index]
            if over.role in _SPANNING and over.period is None:
                under = tuple(_under(over, column) for column in tail)
                orders.insert(0, columns[:index] + under + columns[index + 1 : run])
                break
    return [settle(order, known) for order in orders]


def _under(over: Column, column: Column) -> Column:
    if over.role in (Role.DEADLINE, Role.PERIOD):
        return Column(Role.PERIOD, column.heading, column.period)
    if over.role in (Role.BUDGET, Role.RESULT) and column.role is not Role.BASELINE:
        return Column(over.role, column.heading, column.period)
    return column


def _column_numbers(lines: Sequence[str], width: int) -> int:
    """How many lines count the columns under the heading ('(1)', '(2)', … or 'A', 'B', '1', '2', …); 0 where the
    rows begin at once."""
    taken = 0
    for line in lines[:width]:
        if not _COLUMN_NUMBER.fullmatch(clean(line)):
            break
        taken += 1
    return taken if taken >= 3 else 0
