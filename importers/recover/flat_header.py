"""The heading of a table flattened to a cell a line: which lines are headings, and the order of the columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.rows import Column, Role
from graph.text import clean, fold
from importers.recover.columns import is_assumed, settle
from importers.recover.contents import traits
from importers.recover.headings import KNOWN, PERIODIC, Headings, match_heading, split_headings, words
from importers.recover.numbering import parse_number
from importers.recover.periods import is_bare_period, part_of_year, with_year

_MOST_LINES = 40
_MOST_WORDS, _MOST_UNKNOWN = 14, 3
"""Words of a heading, and unknown headings in a row."""
_UNKNOWN, _KNOWN_LINE = 3.0, 1.0
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2}|[A-E])\)?")
_MOST_BELOW, _MOST_ORDERS = 12, 24
"""Headings of a second row, and orders of columns that are tried."""
_BELOW = frozenset({Role.LEAD, Role.COORDINATOR, Role.START, Role.END, Role.TARGET, Role.RESULT, Role.BASELINE,
                    Role.PERIOD, Role.BUDGET, Role.OTHER})  # fmt: skip
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
    orders = [order for order in orders_of(columns, known) if any(column.role is Role.NAME for column in order)]
    if not orders:
        return None
    taken = tuple(fold(clean(line)) for line in lines[:end])
    return FlatHeader(tuple(orders), end + _column_numbers(lines[end:], len(columns)), taken)


def _counted(lines: Sequence[str]) -> bool:
    """Whether lines count rows (1, 2, 3 each on a line of its own) although no heading says so."""
    numbers = [number.parts for line in lines[:_MOST_LINES] if (number := parse_number(line)) and number.decimal]
    return [parts for parts in dict.fromkeys(numbers) if parts in ((1,), (2,), (3,))] == [(1,), (2,), (3,)]


def _end(lines: Sequence[str], known: Headings) -> int:
    """How many lines belong to the heading: up to the first number, as long as a known heading comes before it; else
    up to the second line in a row that is unknown. Up to two unknown headings may stand right before the first
    number."""
    first = next((index for index, line in enumerate(lines[:_MOST_LINES]) if _is_number(line, lines, index)), None)
    numbered = any(known.phrases.get(words(line)) is Role.NUMBER for line in lines[:first])
    if first is not None and not numbered and not _counted(lines[first:]):
        first = None  # a value of a table without numbers
    last = 0
    for index, line in enumerate(lines[: _MOST_LINES if first is None else first]):
        if len(words(line)) > _MOST_WORDS:
            break
        if not numbered and first is None and (part_of_year(line) or traits(line).time == 1):
            break  # without numbers the first time is a cell
        if _is_heading(line, numbered or first is not None, known) or _joins(lines, index, known):
            last = index + 1
        elif index - last >= (1 if first is None else _MOST_UNKNOWN):
            break
    begins = parse_number(lines[first]) if first is not None else None
    section = any(line.isupper() for line in lines[last:first]) and not all(line.isupper() for line in lines[:last])
    if first is not None and last and begins and begins.parts == (1,) and first - last <= 2 and not section:
        return first
    return last


def _is_heading(line: str, numbered: bool, known: Headings) -> bool:
    """Whether a line is a heading; in a table without numbers, where a section's title may follow, known as a whole."""
    return match_heading(line, known) is not None if numbered else split_headings(line, known) is not None


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
    if not joined or len(joined) > 1 or (alone[-1] and alone[-1].period and any(alone[:-1])):
        return None
    if any(map(is_bare_period, lines[:-1])):
        return None  # '2026' and what follows it are two headings
    if not all(line[:1].isupper() for line in lines) or len({column and column.role for column in alone}) < len(alone):
        return _KNOWN_LINE, joined
    # 'Chủ trì' and 'Phối hợp' are two headings, 'Thời gian' and 'Hoàn thành' one
    return None if all(words(line) in known.phrases for line in lines) else (_KNOWN_LINE, joined)


def orders_of(columns: tuple[Column, ...], known: Headings) -> list[tuple[Column, ...]]:
    """The printed order, and where a second heading row may stand at the end the orders with its headings under those
    of the first row that reach over them ('Phân công thực hiện' over 'Chủ trì' and 'Phối hợp')."""
    orders = [columns]
    for run in range(max(2, len(columns) - _MOST_BELOW), len(columns) - 1):
        tail = columns[run:]
        if all(_is_below(column) for column in tail):
            orders += [order for order in _placed(columns[:run], tail, run) if order not in orders]
    below = orders[1:_MOST_ORDERS]
    if any(column.role is Role.DEADLINE for column in columns):
        below = [order for order in below if not any(map(_is_dated_amount, order))] or below
    below.sort(key=lambda order: sum(map(_says_all, columns)) - sum(map(_says_all, order)))
    return [settle(order, known) for order in [*below, orders[0]]]


def _placed(above: tuple[Column, ...], tail: tuple[Column, ...], before: int) -> Iterator[tuple[Column, ...]]:
    """All ways to put a second heading row under headings of the first, from the right: two or more go under one."""
    if not tail:
        yield above
        return
    for size in range(len(tail), 1, -1):
        if size == len(tail) - 1:
            continue
        for index in range(before - 1, 0, -1):
            over, own = above[index], tail[-size:]
            if all(_goes_under(over, column) for column in own):
                under = tuple(_under(over, column) for column in own)
                yield from _placed(above[:index] + under + above[index + 1 :], tail[:-size], index)


def _is_dated_amount(column: Column) -> bool:
    """An amount of a year: beside a heading of times, years belong under that."""
    return column.role is Role.BUDGET and column.period is not None


def _says_all(column: Column) -> bool:
    """Whether a heading says both what its cells hold and of when ('Kế hoạch năm 2026'): it needs none below it."""
    return column.period is not None and not is_bare_period(column.heading)


def _is_below(column: Column) -> bool:
    return column.period is not None or column.role in _BELOW


def _goes_under(over: Column, column: Column) -> bool:
    """Whether a heading can stand under another: agencies under agencies, times under times, values under values."""
    if Role.OTHER in (over.role, column.role):
        timed = over.role is Role.DEADLINE and is_assumed(column)
        return column.role is not Role.OTHER or over.role is Role.BUDGET or timed
    if column.role in (Role.LEAD, Role.COORDINATOR):
        return over.role is Role.LEAD
    if column.role in (Role.START, Role.END):
        return over.role in (Role.DEADLINE, Role.PERIOD)
    inside = over.period is None or column.period is None or "-" in over.period or not column.period.isdecimal()
    return over.role in _SPANNING and inside


def _under(over: Column, column: Column) -> Column:
    if over.period and column.role in PERIODIC and not (column.period or "").isdecimal():
        period = with_year((column,), over.heading)[0].period or over.period
        column = Column(column.role, f"{over.heading} {column.heading}", period)
    if over.role in (Role.LEAD, Role.OTHER):
        return column
    if over.role in (Role.DEADLINE, Role.PERIOD) and column.period:
        return Column(Role.PERIOD, column.heading, column.period)
    if over.role is Role.DEADLINE and column.role is Role.OTHER:
        return Column(Role.DEADLINE, f"{over.heading} {column.heading}")
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
