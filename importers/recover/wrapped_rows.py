"""Parted chunks of a wrapped table made into headings and rows, with the account of every repair."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from graph.rows import Column, Flag, Heading, Place, Row
from graph.text import clean, clean_or_none
from importers.recover.numbering import Number, Sections, check_sequence
from importers.recover.periods import period_of
from importers.recover.wrapped_atoms import Atom
from importers.recover.wrapped_checks import doubts
from importers.recover.wrapped_chunks import Chunk
from importers.recover.wrapped_segments import Cell, Parting

_CUT_WORD = re.compile(r"[^\s-]-$")
_CUT_NUMBER = re.compile(r"[\dA-ZĐ]/$")


@dataclass(slots=True)
class Draft:
    """A title (`title` True, all in the first cell) or a row: the atoms of each column, and what is in doubt:
    atoms that begin a cell, columns that go on after a page cut, empty columns that may hold something. `parted`: its
    parts have its cells."""

    title: bool
    cells: list[list[Atom]]
    doubts: list[Atom] = field(default_factory=list)
    torn: list[int] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)
    parted: bool = False

    @property
    def atoms(self) -> list[Atom]:
        """All its atoms."""
        return [atom for cell in self.cells for atom in cell]


def drafts_of(
    before: list[Draft], atoms: Sequence[Atom], parting: Parting, doubts: Mapping[Cell, bool], torn: bool, width: int
) -> list[Draft]:
    """The drafts of a chunk with those of its next part added: a part after a page cut goes on with the last row."""
    drafts = list(before)
    if parting.title:
        drafts.append(Draft(True, [list(atoms[: parting.title])]))
    for cell in parting.cells:
        goes_on = torn and drafts and not drafts[-1].title
        if cell.opens and not goes_on:
            drafts.append(Draft(False, [[] for _ in range(width)]))
        row = drafts[-1]
        words = list(atoms[cell.start : cell.end])
        if row.cells[cell.column]:
            row.torn.append(cell.column)
        row.cells[cell.column] += words
        if doubts.get(cell):
            row.doubts.append(words[0])
    return drafts


def join_lines(atoms: Sequence[Atom]) -> tuple[str, list[str]]:
    """The text of a cell, and the words that a line end had cut ('272/KH-' + 'UBND'). A line that ends with a hyphen
    after a letter or figure, or with a slash inside a document number, goes on without a blank."""
    text = ""
    rejoined: list[str] = []
    for atom in atoms:
        if atom.first and (_CUT_WORD.search(text) or _CUT_NUMBER.search(text)):
            rejoined.append(text.rsplit(" ", 1)[-1] + atom.head)
            text += atom.text
        else:
            text = f"{text} {atom.text}" if text else atom.text
    return clean(text), rejoined


class RowMaker:
    """Collects the entries of a table in reading order."""

    def __init__(
        self,
        appendix: str | None,
        columns: Sequence[Column],
        kind: Literal["task", "indicator"],
        repairs: Mapping[int, list[Flag]],
    ) -> None:
        self.entries: list[Row | Heading] = []
        self._appendix, self._columns, self._kind, self._repairs = appendix, columns, kind, repairs
        self._sections = Sections()
        self._heading: tuple[int, ...] = ()
        self._restarted = False
        self._rows: set[str] = set()
        self._sequence: list[tuple[str | None, Place]] = []
        self._opened: dict[tuple[int | None, str], int | None] = {}
        self._top: int | None = None
        self._item_of: str | None = None

    def add(self, chunk: Chunk, drafts: Sequence[Draft]) -> None:
        """Add what a chunk holds."""
        if chunk.number is None:
            self._add_band(chunk)
            return
        rows = [draft for draft in drafts if not draft.title]
        title = next((draft for draft in drafts if draft.title), None)
        if title is not None or not drafts:
            self._add_heading(chunk, chunk.number, title)
        numbers = self._numbers(chunk, len(rows), title is not None)
        for position, (draft, (number, inferred)) in enumerate(zip(rows, numbers, strict=True)):
            opens = chunk.line if position == 0 and title is None else draft.atoms[0].line
            self._add_row(draft, number, inferred, opens)

    def finished(self) -> list[Row | Heading]:
        """The entries, with holes and repeats of the numbering flagged on the rows where they show."""
        by_line = {entry.place.line: entry for entry in self.entries}
        for flag in check_sequence(self._sequence):
            by_line[flag.place.line].flags.append(flag)
        return self.entries

    def _numbers(self, chunk: Chunk, count: int, titled: bool) -> list[tuple[str | None, bool]]:
        """The number of each row of a chunk and whether it was inferred: rows after the first have lost theirs."""
        own = chunk.number
        printed: list[tuple[str | None, bool]] = [] if titled or own is None else [(own.text, False)]
        lost = max(0, count - len(printed))
        if lost and len(chunk.lost) == lost:
            return [*printed, *((number, True) for number in chunk.lost)]
        return [*printed, *[(None, False)] * lost][:count]

    def _add_band(self, chunk: Chunk) -> None:
        title = clean(" ".join(line.text for line in chunk.lines))
        label = period_of(title) if self._kind == "indicator" else None
        self._sections.open_band(label)
        self._heading, self._restarted = (), False
        self.entries.append(Heading(self._appendix, label or title, title, Place(chunk.line)))

    def _add_heading(self, chunk: Chunk, number: Number, draft: Draft | None) -> None:
        title = clean_or_none(join_lines(draft.atoms)[0]) if draft else None
        horizon = period_of(title) if title and self._kind == "indicator" and not number.decimal else None
        if number.decimal:
            self._sections.close_decimal()
        path = self._sections.open(number, horizon)
        heading = Heading(self._appendix, path, title, Place(chunk.line))
        heading.flags += self._line_flags(draft.atoms if draft else [], chunk.line)
        if title is None:
            heading.flags.append(Flag("title_lost", f"the section {path} has no title", heading.place, "lost"))
        self._flag_twin(heading, number)
        self.entries.append(heading)
        self._heading = number.parts if number.decimal else ()
        self._restarted, self._item_of = False, None
        self._sequence.append((number.text, heading.place))
        if not number.decimal:
            self._rows, self._top = set(), chunk.line

    def _flag_twin(self, heading: Heading, number: Number) -> None:
        """Flag a section number that is printed for two sections of one level."""
        key = (self._top if number.decimal else None, number.text)
        if key in self._opened:
            message = f"'{number.text}' is printed for two sections (the other in line {self._opened[key]})"
            heading.flags.append(Flag("duplicate_heading", message, heading.place))
        self._opened[key] = heading.place.line

    def _add_row(self, draft: Draft, number: str | None, inferred: bool, line: int) -> None:
        place = Place(line)
        own = self._line_flags(draft.atoms, line)
        if inferred:
            own.append(
                Flag("number_inferred", f"the number {number} is not printed; its neighbours give it", place, "repair")
            )
        elif number is None:
            own.append(Flag("number_lost", "the row has no number", place))
        texts: list[str | None] = [number]
        for position, cell in enumerate(draft.cells):
            text, rejoined = join_lines(cell)
            texts.append(clean_or_none(text))
            own += [
                Flag("words_rejoined", f"'{word}' was cut by a line end", Place(cell[0].line), "repair")
                for word in rejoined
            ]
            own += self._split_flags(draft, cell, position)
        if not draft.parted:
            own += [Flag("cell_split", why, place) for why in doubts(self._columns[1:], draft.cells, texts[1:])]
        item = number is not None and not number[0].isdigit()
        parts = tuple(int(part) for part in number.split(".")) if number and not item else ()
        self._enter(parts)
        parent = self._item_of if item else ".".join(map(str, parts[:-1])) if len(parts) > 1 else None
        self._item_of = self._item_of if item else number
        row = Row(self._kind, self._appendix, self._sections.path, number, tuple(texts), place, flags=own)
        row.last_line = max((atom.line for atom in draft.atoms), default=line)
        row.parent = parent if parent in self._rows else None
        self._rows.add(number or "")
        self._sequence.append((number, place))
        self.entries.append(row)

    def _split_flags(self, draft: Draft, cell: Sequence[Atom], position: int) -> list[Flag]:
        heading = self._columns[position + 1].heading
        flags: list[Flag] = []
        if not cell:
            if position in draft.unsure:
                message = f"whether '{heading}' is empty is in doubt"
                flags.append(Flag("cell_split", message, Place(draft.atoms[0].line)))
            return flags
        place = Place(cell[0].line)
        if any(cell[0] is atom for atom in draft.doubts):
            flags.append(Flag("cell_split", f"where '{heading}' begins is in doubt", place))
        elif not cell[0].first and cell[0].text[:1].isalpha():  # figures and signs show by themselves where they begin
            flags.append(Flag("cell_split", f"'{heading}' begins inside a printed line", place, "repair"))
        if position in draft.torn:
            flags.append(Flag("row_continued", f"'{heading}' goes on after a page cut", place))
        return flags

    def _line_flags(self, atoms: Sequence[Atom], line: int) -> list[Flag]:
        found = sorted({line, *(atom.line for atom in atoms)})
        return [flag for at in found for flag in self._repairs.get(at, ())]

    def _enter(self, parts: tuple[int, ...]) -> None:
        """Keep or leave the decimal heading above a row with this number."""
        if not self._heading or not parts:
            return
        under = len(parts) > len(self._heading) and parts[: len(self._heading)] == self._heading
        last = self.entries[-1] if self.entries else None
        self._restarted = self._restarted or (isinstance(last, Heading) and parts == (1,))
        if not under and not self._restarted:
            self._sections.close_decimal()
            self._heading = ()
