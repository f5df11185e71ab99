"""Plain work lists: a table of tasks without a plan around it, its columns known by Vietnamese or English headings or
by a mapping the user gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.rows import Column, Flag, Heading, Role, Row, Table
from graph.text import clean_or_none
from importers.blocks import Block, Grid, GridRow, Paragraph
from importers.recover.grid_header import find_header
from importers.recover.grid_rows import is_total
from importers.recover.headings import KNOWN, Headings, match_heading, words
from importers.recover.numbering import parse_number
from importers.recover.result import Recovered

LAYOUT = "worklist"
WORKLIST = KNOWN.extended(Path(__file__).with_name("worklist.toml"))
"""Headings of plans and of work lists."""

_OWN = frozenset((Role.START, Role.END, Role.DEPENDS_ON, Role.STATUS))  # columns that plans do not have
_HEADER_ROWS = 10  # the heading stands among the first rows of its grid
_CODE = re.compile(r"(.+?)[.\-_/]\d+")  # "3.2", "NV-3.2": the rest is the code of the task it is a part of


@dataclass(frozen=True, slots=True)
class _Header:
    at: int
    columns: tuple[Column, ...]


def mapping_of(pairs: Sequence[str]) -> dict[str, Role]:
    """A user's "heading=role" pairs ("Mã nhiệm vụ=number"). Raises `ValueError`, one sentence, for a pair without an
    equals sign and for an unknown role."""
    mapping: dict[str, Role] = {}
    for pair in pairs:
        heading, sign, role = pair.rpartition("=")
        if not sign or not heading.strip():
            raise ValueError(f"'{pair}' is not of the form HEADING=ROLE")
        if role.strip() not in Role._value2member_map_:
            roles = ", ".join(each.value for each in Role)
            raise ValueError(f"'{role.strip()}' in '{pair}' is not a role of a column (one of {roles})")
        mapping[heading.strip()] = Role(role.strip())
    return mapping


def recover_worklist(
    blocks: Sequence[Block], mapping: Mapping[str, Role] | None = None, known: Headings = WORKLIST
) -> Recovered | None:
    """The work list of a file; None where it is none. A grid is a work list if its heading has a name and a column
    that only work lists have (start, end, status, what a task depends on); with a `mapping`, if all the headings
    mapped stand in it. A group is a section, its tasks together; a task whose code is another's with a part more
    ("3.2" and "3") is a part of it. Text around the table is the body."""
    grids = [block for block in blocks if isinstance(block, Grid)]
    found = [(grid, header) for grid in grids if (header := _find_header(grid, mapping or {}, known)) is not None]
    if not found or (not mapping and _is_plan(grids, found)):
        return None
    recovered = Recovered()
    used = {id(grid) for grid, _ in found}
    recovered.body.extend(block for block in blocks if id(block) not in used)
    title = next((clean_or_none(block.text) for block in recovered.body if isinstance(block, Paragraph)), None)
    recovered.tables = [_table(grid, header, title) for grid, header in found]
    return recovered


def _is_plan(grids: Sequence[Grid], found: Sequence[tuple[Grid, _Header]]) -> bool:
    """Whether these are the tables of a plan: one that is no work list stands beside them, or sections part one."""
    lists = {id(grid) for grid, _ in found}
    if any(id(grid) not in lists and find_header(grid.rows) for grid in grids):
        return True
    return any(_has_sections(grid, header) for grid, header in found)


def _has_sections(grid: Grid, header: _Header) -> bool:
    """Whether a row with a number and a title alone ('I', 'Hạ tầng') begins a section."""
    number = next((n for n, column in enumerate(header.columns) if column.role is Role.NUMBER), None)
    if number is None:
        return False
    rows = [row.cells for row in grid.rows[header.at + 1 :] if number < len(row.cells)]
    marks = [found for cells in rows if sum(map(bool, cells)) == 2 and (found := parse_number(cells[number]))]
    return any(not mark.decimal for mark in marks)


def _find_header(grid: Grid, mapping: Mapping[str, Role], known: Headings) -> _Header | None:
    by_words = {words(heading): role for heading, role in mapping.items()}
    for at, row in enumerate(grid.rows[:_HEADER_ROWS]):
        columns = tuple(_column(cell, by_words, known) for cell in row.cells)
        roles = {column.role for column in columns}
        mapped = {words(column.heading) for column in columns} & by_words.keys()
        if Role.NAME not in roles:
            continue
        if len(mapped) == len(by_words) if by_words else bool(roles & _OWN):
            return _Header(at, _each_once(columns))
    return None


def _column(cell: str | None, mapped: Mapping[tuple[str, ...], Role], known: Headings) -> Column:
    heading = clean_or_none(cell) or ""
    if words(heading) in mapped:
        return Column(mapped[words(heading)], heading)
    # An exact phrase first: "ID" and "Tên" are too short to be looked for inside longer headings.
    role = known.phrases.get(words(heading)) or (Role.NUMBER if heading == "#" else None)
    column = Column(role, heading) if role else match_heading(heading, known)
    return column or Column(Role.OTHER, heading)


def _each_once(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The second column for a number, name, start, end or status is kept as it is, without the role."""
    seen: set[Role] = set()
    kept: list[Column] = []
    for column in columns:
        single = column.role in (Role.NUMBER, Role.NAME, Role.START, Role.END, Role.STATUS)
        kept.append(Column(Role.OTHER, column.heading) if single and column.role in seen else column)
        seen.add(column.role)
    return tuple(kept)


def _table(grid: Grid, header: _Header, title: str | None) -> Table:
    rows = [_row(row, header.columns) for row in grid.rows[header.at + 1 :]]
    kept = [row for row in rows if any(row.cells) and not is_total(row.cells)]
    numbers = {row.number for row in kept if row.number}
    counted: set[str] = set()
    for row in kept:
        row.parent = _parent(row.number, numbers)
        if row.number in counted:
            row.flags.append(Flag("number_repeated", f"the id {row.number} stands at more than one task", row.place))
        counted.add(row.number or "")
    known = sum(column.role is not Role.OTHER for column in header.columns)
    reason = f"a work list: {known} of {len(header.columns)} columns known by their headings"
    flags = [
        Flag("unknown_heading", f"the heading '{column.heading}' is not known; the column is kept as it is", grid.place)
        for column in header.columns
        if column.role is Role.OTHER and column.heading
    ]
    return Table(None, title, "task", LAYOUT, reason, header.columns, list(_by_group(kept)), grid.place, flags)


def _by_group(rows: Sequence[Row]) -> Iterator[Row | Heading]:
    """The rows with a heading before those of each group, groups in the order in which they are first named."""
    groups: dict[str | None, list[Row]] = {None: []}
    for row in rows:
        groups.setdefault(row.section, []).append(row)
    for group, members in groups.items():
        if group is not None:
            yield Heading(None, group, group, members[0].place)
        yield from members


def _row(row: GridRow, columns: tuple[Column, ...]) -> Row:
    cells = tuple(clean_or_none(cell) for cell in row.cells[: len(columns)])
    said = {column.role: cell for cell, column in zip(cells, columns, strict=False) if cell}
    number = said.get(Role.NUMBER)
    return Row("task", None, said.get(Role.GROUP), number.rstrip(".") if number else None, cells, row.place)


def _parent(number: str | None, numbers: set[str]) -> str | None:
    """The code of the task that a task is a part of: its own without the last part, if such a task is in the list."""
    match = _CODE.fullmatch(number or "")
    while match:
        if match.group(1) in numbers:
            return match.group(1)
        match = _CODE.fullmatch(match.group(1))
    return None
