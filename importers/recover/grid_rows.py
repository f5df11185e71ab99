"""Lines of a grid to rows and headings: sections, bands, rows that a page cuts, further lines of one row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from graph.rows import Column, Flag, Heading, Place, Role, Row
from graph.text import clean_or_none
from importers.recover.grid_lines import GridLine
from importers.recover.joining import Lexicon, join_cut, rejoin
from importers.recover.numbering import Number, Sections, leading_number, number_of_cell, parse_number
from importers.recover.periods import horizon_of

_AGENCIES = frozenset({Role.LEAD, Role.COORDINATOR, Role.COUNTERPART})
_TOTAL = re.compile(r"(?:tổng(?:\s+(?:cộng|số))?|cộng)\s*(?:\([^)]*\))?\s*:?", re.I)
_BULLET = re.compile(r"[-–—+*•]")
_ITEM = re.compile(r"[a-zđ]\s?[).]")
_NUMBERED_NAME = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})\s*[.)]\s+(?P<name>[^\W\d_].*)", re.DOTALL)
_DOTS = re.compile(r"[.…\s]*[.…]{2,}[.…\s]*")


@dataclass(slots=True)
class _Open:
    """The entry that is being read: its cells may still grow by the lines that follow."""

    cells: list[str]
    number: Number | None
    place: Place
    last: Place
    heading: bool
    flags: list[Flag] = field(default_factory=list)
    part_of: str | None = None


class RowReader:
    """Reads lines one after another; `entries` has the rows and headings when `finish` was called."""

    def __init__(
        self, columns: Sequence[Column], kind: Literal["task", "indicator"], appendix: str | None, lexicon: Lexicon
    ) -> None:
        self.columns, self.kind, self.appendix, self.lexicon = tuple(columns), kind, appendix, lexicon
        roles = [column.role for column in columns]
        self.number_at = roles.index(Role.NUMBER) if Role.NUMBER in roles else None
        self.name_at = roles.index(Role.NAME)
        self.sections = Sections()
        self.entries: list[Row | Heading] = []
        self.flags: list[Flag] = []
        self._open: _Open | None = None
        self._rows_here: set[str] = set()
        self._item_of: str | None = None

    def read(self, lines: Sequence[GridLine]) -> None:
        """Read all lines of the table."""
        for index, line in enumerate(lines):
            self._take(line, lines[index + 1 :])
        self._close()

    def _take(self, line: GridLine, following: Sequence[GridLine]) -> None:
        number = self._number(line)
        others = [index for index in line.own if index not in (self.number_at, self.name_at)]
        if self._is_filler(line, others):
            self.flags.append(Flag("row_left_out", f"'{' '.join(filter(None, line.cells))}' is no row", line.place))
        elif number is not None:
            self._numbered(line, number, others, following)
        elif self._goes_on(line, others, following):
            self._extend(line)
        elif self.number_at is not None and _BULLET.fullmatch(line.cells[self.number_at]):
            self._bulleted(line)
        elif not others or self._is_band(line):
            self._band(line)
        elif not line.cells[self.name_at] and self._open and not self._open.heading:
            self._second(line, others)
        else:
            self._begin(line, None, heading=False)

    def _is_band(self, line: GridLine) -> bool:
        """Whether a line has one text alone, left of the name: a section's heading over the width."""
        return len(line.own) == 1 and line.own[0] < self.name_at and not line.cells[self.name_at]

    def _is_filler(self, line: GridLine, others: list[int]) -> bool:
        """A row of dots or a total, which names no task and no indicator."""
        return is_total(line.cells) or all(_DOTS.fullmatch(cell) for cell in line.cells if cell)

    def _numbered(self, line: GridLine, number: Number, others: list[int], following: Sequence[GridLine]) -> None:
        section = not number.decimal and "item" not in number.kinds
        if section and len(others) == 1 and not line.cells[self.name_at]:  # its title stands beside the name's column
            cells = ["" if index in others else cell for index, cell in enumerate(line.cells)]
            cells[self.name_at] = line.cells[others[0]]
            line, others = replace(line, cells=cells), []
        heading = not others and section
        if not others and number.decimal:
            heading = self._groups(number, following)
        if not heading and not line.cells[self.name_at] and not others:
            return self._extend(line) if self._open and line.cut else self._begin(line, number, heading=False)
        return self._begin(line, number, heading=heading)

    def _groups(self, number: Number, following: Sequence[GridLine]) -> bool:
        """Whether a decimal number with a name alone is a heading: in a table of indicators where its parts follow,
        in any table where the count begins again under it. A task whose parts follow is a task itself."""
        later = next((found for line in following if (found := self._number(line))), None)
        if later is None or not later.decimal:
            return False
        child = later.parts[:-1] == number.parts
        return child if self.kind == "indicator" else later.parts == (1,) and number.parts[-1] >= 1 and not child

    def _number(self, line: GridLine) -> Number | None:
        return number_of_cell(line.cells[self.number_at]) if self.number_at is not None else None

    def _goes_on(self, line: GridLine, others: list[int], following: Sequence[GridLine]) -> bool:
        """Whether a line without a number is the rest of the row (or heading) that a page cut."""
        name = line.cells[self.name_at]
        marked = self.number_at is not None and bool(line.cells[self.number_at])
        if self._open is None or marked:
            return False
        if self._open.heading:
            return line.cut and not others and bool(name) and not _begins(name)
        if not line.cut:
            return self.number_at is not None and name[:1].islower() and not _ITEM.match(name)
        if not name or not _begins(name):
            return True
        return (
            self.number_at is not None
            and (bool(others) or not name.isupper())
            and not self._lost_number(line, following)
        )

    def _lost_number(self, line: GridLine, following: Sequence[GridLine]) -> bool:
        """Whether a line after a page cut whose name begins with a capital is a row that lost its number: the count
        has a hole there, or (where no number follows) its cells are as full as a row's."""
        last = self._open.number if self._open else None
        later = next((found for after in following if (found := self._number(after)) and found.decimal), None)
        if last and last.decimal and later and len(later.parts) == len(last.parts):
            return later.parts[-1] > last.parts[-1] + 1
        full = sum(1 for cell in self._open.cells if cell) if self._open else 0
        return sum(1 for cell in line.cells if cell) >= full - 1 > 1

    def _extend(self, line: GridLine) -> None:
        """Join a line to the entry that is open, cell by cell."""
        assert self._open is not None
        for index in line.own:
            joined = join_cut(self._open.cells[index], line.cells[index], self.lexicon)
            self._open.cells[index] = joined.text
            self._open.flags += joined.flags(line.place)
        self._open.flags += line.flags
        self._open.last = line.place
        if not self._open.heading:
            self._open.flags.append(Flag("row_continued", "the row goes on after a page's end", line.place, "repair"))

    def _second(self, line: GridLine, others: list[int]) -> None:
        """A further line under one name: with a lead (or target) and more it is a row of its own that shares the name
        and has no number, a part of the row above; a single cell is joined to the row above."""
        assert self._open is not None
        above = self._open
        roles = {self.columns[index].role for index in others}
        if len(others) > 1 and roles & {Role.LEAD, Role.TARGET}:
            message = "a line without number and name; a row of its own under the name above"
            line.cells[self.name_at] = above.cells[self.name_at]
            line.flags.append(Flag("second_line", message, line.place, "repair"))
            of = above.part_of or (above.number.text if above.number else None)
            self._begin(line, None, heading=False, part_of=of)
            return
        for index in others:
            cell, before = line.cells[index], above.cells[index]
            if cell != before:
                sign = "; " if before and self.columns[index].role in _AGENCIES and before[-1] not in ",;:." else " "
                above.cells[index] = f"{before}{sign}{cell}" if before else cell
        above.flags += line.flags
        above.last = line.place
        message = "a further line under the same name is joined to the row"
        above.flags.append(Flag("second_line", message, line.place, "repair"))

    def _bulleted(self, line: GridLine) -> None:
        """A row with a dash for its number: a part of the numbered row above."""
        message = "a dash stands for the number; a part of the row above"
        line.flags.append(Flag("bulleted_row", message, line.place, "repair"))
        above = self._open.number if self._open and self._open.number and self._open.number.decimal else None
        self._begin(line, None, heading=False, part_of=above.text if above else self._item_of)

    def _band(self, line: GridLine) -> None:
        """A line with one text: a section's heading in merged cells, or a band without a number."""
        text = next(cell for cell in line.cells if cell)
        found = leading_number(text)
        if found and found[1] and not (found[0].decimal and self.kind == "task" and self.number_at is None):
            number, title = found
            cells = [""] * len(self.columns)
            cells[self.name_at] = title
            if self.number_at is not None:
                cells[self.number_at] = number.text
            line = replace(line, cells=cells)
            return self._begin(line, number, heading=not number.decimal or self.kind == "indicator")
        cells = [""] * len(self.columns)
        cells[self.name_at] = text
        return self._begin(replace(line, cells=cells), None, heading=True)

    def _begin(self, line: GridLine, number: Number | None, *, heading: bool, part_of: str | None = None) -> None:
        self._close()
        self._open = _Open(list(line.cells), number, line.place, line.place, heading, list(line.flags), part_of)

    def _close(self) -> None:
        """Turn the open entry into a row or a heading."""
        entry, self._open = self._open, None
        if entry is None:
            return
        cells = [self._whole(cell, entry) for cell in entry.cells]
        self.entries.append(self._heading(entry, cells) if entry.heading else self._row(entry, cells))

    def _whole(self, cell: str, entry: _Open) -> str | None:
        joined = rejoin(cell, self.lexicon)
        entry.flags += joined.flags(entry.place)
        return clean_or_none(joined.text)

    def _heading(self, entry: _Open, cells: list[str | None]) -> Heading:
        title = cells[self.name_at]
        horizon = horizon_of(title, self.kind)
        if entry.number:
            path = self.sections.open(entry.number, horizon)
            if not entry.number.decimal:
                self._rows_here.clear()
        else:
            self.sections.open_band(horizon)
            self._rows_here.clear()
            path = horizon or title or ""
        flags = entry.flags
        if title is None:
            flags.append(Flag("title_lost", f"section {path} has no title", entry.place, "lost"))
        if any(isinstance(other, Heading) and other.path == path for other in self.entries):
            flags.append(Flag("duplicate_heading", f"a section {path} stands above already", entry.place))
        return Heading(self.appendix, path, title, entry.place, flags)

    def _in_name(self, cells: list[str | None]) -> tuple[Number | None, list[str | None]]:
        """The number that a name begins with, in a table without a column of numbers, and the cells without it."""
        found = _NUMBERED_NAME.match(cells[self.name_at] or "")
        number = parse_number(found["number"]) if found else None
        if found is None or number is None:
            return None, cells
        return number, [found["name"] if index == self.name_at else cell for index, cell in enumerate(cells)]

    def _row(self, entry: _Open, cells: list[str | None]) -> Row:
        number = entry.number
        parent = number.parent if number else entry.part_of
        if number is None and self.number_at is None:
            number, cells = self._in_name(cells)
        if number and number.decimal:
            if self.sections.decimal and number.parent != self.sections.decimal:
                self.sections.close_decimal()
            self._item_of = number.text
        elif number and "item" in number.kinds:
            parent = self._item_of
        row = Row(
            self.kind, self.appendix, self.sections.path, number.text if number else None, tuple(cells), entry.place,
            entry.last.line, parent if parent in self._rows_here else None, entry.flags,
        )  # fmt: skip
        if number:
            self._rows_here.add(number.text)
        return row


def is_total(cells: Sequence[str | None]) -> bool:
    """Whether a row adds the others up ('Tổng cộng'), and is none itself."""
    name = next((cell for cell in cells if cell and parse_number(cell) is None), "")
    return _TOTAL.fullmatch(name) is not None


def _begins(text: str) -> bool:
    """Whether a text begins like a cell: with a capital, a quotation mark, '(1)' or a bullet."""
    return text[0].isupper() or text.startswith(("“", '"', "(1)", "- ", "+ "))
