"""Numbers and cells seen over all rows of a table: what position tells, what is missing, what is out of order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from graph.rows import Column, Flag, Place, Role, Row
from importers.recover.numbering import Number, check_sequence, parse_number

_UNCOUNTED = frozenset({"second_line", "bulleted_row"})
_OFTEN = 0.5
"""Share of rows from which on an empty cell of a column counts as lost."""
_OFTEN_EMPTY = frozenset({Role.NUMBER, Role.NOTE, Role.OTHER, Role.STATUS, Role.BUDGET, Role.DEPENDS_ON})


def counted(rows: Sequence[Row]) -> list[Row]:
    """The rows without those to which the print gives no number (a second line, a dash)."""
    return [row for row in rows if row.number or not _UNCOUNTED & {flag.code for flag in row.flags}]


def infer_numbers(rows: Sequence[Row]) -> None:
    """Number rows that lost theirs where position alone gives it (71 between 70 and 72, 79 after 78 at the end);
    each is flagged, and left without a number where position does not tell."""
    numbered = [index for index, row in enumerate(rows) if row.number is not None]
    for index, row in enumerate(rows):
        if row.number is not None:
            continue
        before = parse_number(rows[index - 1].number) if index else None
        following = bisect_right(numbered, index)
        gap = numbered[following] - index if following < len(numbered) else None
        after = parse_number(rows[index + gap].number) if gap is not None else None
        number = _between(before, after, gap)
        if number is None:
            row.flags.append(Flag("number_lost", "the number is lost and position does not tell it", row.place, "lost"))
            continue
        row.number = number
        message = f"the number is lost; its position makes it {number}"
        row.flags.append(Flag("number_inferred", message, row.place, "repair"))


def _between(before: Number | None, after: Number | None, gap: int | None) -> str | None:
    if before and before.decimal:
        stem, value = before.parts[:-1], before.parts[-1] + 1
        if (
            isinstance(after, Number)
            and gap is not None
            and after.parts[:-1] == stem
            and after.parts[-1] != value + gap
        ):
            return None
        return ".".join(map(str, (*stem, value)))
    if after and after.decimal and gap is not None and after.parts[-1] > gap:
        return ".".join(map(str, (*after.parts[:-1], after.parts[-1] - gap)))
    return None


def flag_sequence(rows: Sequence[Row]) -> None:
    """Put holes, repeats and wrong order of the numbers on the rows where they show; the count may begin again in
    every section."""
    counted = [(row.number, Place(row=index)) for index, row in enumerate(rows)]
    runs: dict[str | None, list[tuple[str | None, Place]]] = {}
    for (number, place), row in zip(counted, rows, strict=True):
        runs.setdefault(row.section, []).append((number, place))
    begin_again = any(_first(rows[run[0][1].row or 0].number) for run in list(runs.values())[1:])
    for run in runs.values() if begin_again else [counted]:
        for flag in check_sequence(run):
            row = rows[flag.place.row or 0]
            row.flags.append(Flag(flag.code, flag.message, row.place, flag.level))


def _first(number: str | None) -> bool:
    """Whether a count begins with this number (1, 1.1)."""
    found = parse_number(number)
    return found is not None and set(found.parts) == {1}


def flag_lost(rows: Sequence[Row], columns: Sequence[Column], told: AbstractSet[tuple[int, int]] = frozenset()) -> None:
    """Flag an empty cell of a column that most rows fill. A row with a name alone whose parts follow has lost nothing,
    and notes may always be empty. `told` are the cells (`id` of the row, column) that have a flag already."""
    groups = {(row.section, row.parent) for row in rows}
    whole = [row for row in rows if sum(map(bool, row.cells)) > 2 or (row.section, row.number) not in groups]
    for index, column in enumerate(columns):
        filled = sum(row.cells[index] is not None for row in whole)
        if column.role in _OFTEN_EMPTY or filled < _OFTEN * len(whole):
            continue
        for row in whole:
            if row.cells[index] is None and (id(row), index) not in told:
                message = f"no cell under '{column.heading}' can be told"
                row.flags.append(Flag("cell_lost", message, row.place, "lost"))
