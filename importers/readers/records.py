"""Rows of a file of records, made when they are looked at: making them all takes longer than reading the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, compress, count, islice, repeat
from operator import not_
from typing import overload

from graph.rows import Place
from importers.blocks import GridRow


class Records(Sequence[GridRow]):
    """The records of a file as rows of its table 1, each record with the line on which it begins. `first` is the row
    of the first record in the file; the cells of a row are without the blanks around them."""

    __slots__ = ("_first", "_lines", "_made", "_records")

    def __init__(
        self, records: Sequence[list[str]], lines: Sequence[int], first: int = 1, made: dict[int, GridRow] | None = None
    ) -> None:
        self._records = records
        self._lines = lines
        self._first = first
        self._made = {} if made is None else made  # row of the file -> the row as made; slices share it

    @overload
    def __getitem__(self, index: int) -> GridRow: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[GridRow]: ...
    def __getitem__(self, index: int | slice) -> GridRow | Sequence[GridRow]:
        if isinstance(index, slice):
            begin, end, _ = index.indices(len(self))
            return Records(self._records[begin:end], self._lines[begin:end], self._first + begin, self._made)
        at = range(len(self))[index]
        number = self._first + at
        row = self._made.get(number)
        if row is None:
            cells = tuple(map(str.strip, self._records[at]))
            row = self._made[number] = GridRow(cells, Place(self._lines[at], None, 1, number))
        return row

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[GridRow]:
        made, numbers = self._made, range(self._first, self._first + len(self))
        for record, line, number in zip(self._records, self._lines, numbers, strict=True):
            if number not in made:
                made[number] = GridRow(tuple(map(str.strip, record)), Place(line, None, 1, number))
        return map(made.__getitem__, numbers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def without_text(self) -> list[int]:
        """The indexes of the records in which no cell holds text."""
        return list(compress(count(), map(not_, map(str.strip, map("".join, self._records)))))

    def of_one_width(self) -> Records:
        """The same records filled up with '' to one width, without columns that are empty in all of them at the
        right."""
        widths = set(map(len, self._records))
        wide = max(widths)
        while wide > 1 and not any(len(record) >= wide and record[wide - 1].strip() for record in self._records):
            wide -= 1
        if widths == {wide}:
            return self
        fitted = [list(islice(chain(record, repeat("")), wide)) for record in self._records]
        return Records(fitted, self._lines, self._first)
