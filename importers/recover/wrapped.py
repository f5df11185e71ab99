"""The wrapped layout: a table whose cells were wrapped and whose lines come one cell after another (a text made of a
PDF). Rows are cut by their numbers, and the lines of a row put back into columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from graph.rows import Column, Flag, Place, Role, Row, Table
from importers.recover.appendices import Appendix
from importers.recover.columns import kind_of
from importers.recover.contents import seen_as
from importers.recover.damage import Wording, lost_letters
from importers.recover.flat_header import orders_of
from importers.recover.headings import Headings
from importers.recover.wrapped_atoms import Atom, atoms_of
from importers.recover.wrapped_chunks import Chunk, chunks_of
from importers.recover.wrapped_header import drop_repeats, header_doubts, header_start, read_header
from importers.recover.wrapped_lines import Line, physical_lines, usual_gap
from importers.recover.wrapped_numbers import row_starts
from importers.recover.wrapped_parents import titles_to_rows
from importers.recover.wrapped_rows import Draft, RowMaker, drafts_of
from importers.recover.wrapped_scores import Model, learn
from importers.recover.wrapped_segments import LOST_NUMBER, Cell, Parting, Segmenter, Terms

_PASSES = 3
"""Times the lines are parted; widths and wordings are learnt from the time before."""
_MOST_ORDERS = 6
"""Orders of the columns that are tried."""
_REFUSED = 0.5
"""Share of rows whose lines make no cells from which on the text is no table of these columns."""
_NO_PARTING, _EMPTY = -60.0, 8.0
"""What a row that cannot be parted, and a column without any cell, speak against an order of the columns."""
_DOUBT = 2.0
"""A cell whose second-best beginning scores less than this below the best is in doubt."""
_LIKE_ORDER = 1.0
"""By how much a row an order of the columns must beat the next to be sure."""
_LOST_AT_CUT = 5.0
"""What speaks for a row that begins with a page where the number before the next one is missing."""


def recover_wrapped(appendix: Appendix, wording: Wording | None = None) -> Table | None:
    """The table of an appendix in the wrapped layout; None where its text is no such table (no heading row, no
    numbers). `wording` holds the words of the whole document, with which lost letters are put back; without it the
    appendix's own words serve. Lines above the heading row and below the last row go to the appendix's `rest`."""
    lines = physical_lines(appendix.blocks)
    if not lines:
        return None
    wording = wording or Wording.of(line.text for line in lines)
    lines, repairs = _repaired(lines, wording)
    header = _header(lines, appendix)
    if header is None:
        return None
    printed, body, repeats, place = header
    parted = [part for order in _orders(printed, appendix.known) if (part := _Parted.of(body, order)) is not None]
    if not parted:
        return None
    parted.sort(key=lambda part: -part.score)
    best = parted[0]
    if best.poor > _REFUSED:
        return None
    columns, chunks, left_out = best.columns, best.chunks, best.left_out
    end = next((flag.place.line for flag in left_out if flag.code == "text_after_table"), None)
    appendix.rest += [block for block in appendix.blocks if _beside(block.place, place, end)]
    kind = kind_of(columns, appendix.title)
    maker = RowMaker(appendix.label, columns, kind, repairs)
    name = next(at for at, column in enumerate(columns[1:]) if column.role is Role.NAME)
    for chunk, drafts in zip(chunks, titles_to_rows(chunks, best.drafts(), name, len(columns) - 1), strict=True):
        maker.add(chunk, drafts)
    below = chunks[0].lines if chunks[0].number is None else []
    whys = [*header_doubts(printed, below, appendix.known), *_order_doubts(parted)]
    flags = [Flag("heading_in_doubt", why, place) for why in whys]
    flags += [Flag("header_repeated", "the heading row is printed again", Place(line), "repair") for line in repeats]
    rows = sum(1 for entry in maker.entries if isinstance(entry, Row))
    reason = f"{len(columns)} headings one after another, then {rows} numbered rows whose cells are wrapped lines"
    entries = maker.finished()
    return Table(appendix.label, appendix.title, kind, "wrapped", reason, columns, entries, place, flags + left_out)


def _order_doubts(parted: Sequence[_Parted]) -> Iterator[str]:
    """Whether the lines suit two orders of the columns (the best first) about equally."""
    best, *others = parted
    for other in others[:1]:
        if best.score - other.score < _LIKE_ORDER * len(best.works):
            between = ", ".join(column.heading for column in other.columns)
            yield f"which headings stand under which is in doubt; the columns might as well be: {between}"


def _beside(place: Place, table: Place, below: int | None) -> bool:
    """Whether a line stands above the table's heading row or below its last row (`below`: the first such line)."""
    line = place.line or 0
    return line < (table.line or 0) or (below is not None and line >= below)


def _repaired(lines: Sequence[Line], wording: Wording) -> tuple[list[Line], dict[int, list[Flag]]]:
    """The lines with lost letters put back, and the repairs by line."""
    result: list[Line] = []
    flags: dict[int, list[Flag]] = {}
    for line in lines:
        text, changes = wording.repair(line.text)
        result.append(replace(line, text=text))
        if changes:
            flags[line.line] = [lost_letters(change, Place(line.line)) for change in changes]
    return result, flags


def _header(lines: list[Line], appendix: Appendix) -> tuple[tuple[Column, ...], list[Line], list[int], Place] | None:
    """Columns, the lines after the heading row without its repetitions, where those were, and the table's place."""
    start = header_start(lines)
    if start is None:
        return None
    first = next((s.index for s in row_starts(lines[start:])), 0)
    found = read_header(lines[start : start + first], appendix.known)
    if found is None:
        return None
    columns, size = found
    heading = lines[start : start + size]
    body, repeats = drop_repeats(lines[start + size :], heading)
    return columns, body, repeats, Place(heading[0].line)


@dataclass(slots=True)
class _Work:
    """A chunk, and how its parts are parted at present."""

    chunk: Chunk
    segmenters: list[Segmenter] = field(default_factory=list)
    partings: list[Parting | None] = field(default_factory=list)

    def part(self, model: Model) -> None:
        """Part the lines under a model: a part after a page cut goes on with the cells before it."""
        self.segmenters, self.partings = [], []
        cells: list[list[Atom]] = [[] for _ in model.columns]
        for at, lines in enumerate(self.chunk.parts):
            atoms = atoms_of(lines, model.columns, model.known)
            segmenter = Segmenter(model, atoms, Terms(torn=True) if at else self.chunk.terms, cells)
            parting = segmenter.part()
            if at:
                segmenter, parting = self._anew(segmenter, parting)
            self.segmenters.append(segmenter)
            self.partings.append(parting)
            for cell in parting.cells if parting else ():
                cells = [[] for _ in cells] if cell.opens and not segmenter.terms.torn else cells
                cells[cell.column] = [*cells[cell.column], *segmenter.atoms[cell.start : cell.end]]

    def _anew(self, torn: Segmenter, parting: Parting | None) -> tuple[Segmenter, Parting | None]:
        """What stands after a page cut: the torn row's rest, or (the better the more a number is missing) a row
        whose number was lost."""
        anew = Segmenter(torn.model, torn.atoms, Terms(row=_LOST_AT_CUT if self.chunk.lost else -LOST_NUMBER))
        other = anew.part()
        if other is not None and (parting is None or other.score > parting.score):
            return anew, other
        return torn, parting


def _orders(columns: tuple[Column, ...], known: Headings) -> list[tuple[Column, ...]]:
    """The orders of columns to try: the printed one, and those in which a second heading row, which the text gives
    after the whole first one, stands under the headings that reach over it."""
    orders = [order for order in orders_of(columns, known) if order[0].role is Role.NUMBER]
    return list(dict.fromkeys([columns, *orders]))[:_MOST_ORDERS]


@dataclass(slots=True)
class _Parted:
    """A table's lines parted under one order of its columns."""

    columns: tuple[Column, ...]
    chunks: list[Chunk]
    left_out: list[Flag]
    works: list[_Work]

    @classmethod
    def of(cls, body: Sequence[Line], columns: tuple[Column, ...]) -> _Parted | None:
        """The lines parted; None where no row has a number or no column names the rows."""
        chunks, left_out = chunks_of(body, columns)
        if not any(chunk.number is not None for chunk in chunks) or Role.NAME not in {c.role for c in columns[1:]}:
            return None
        works = [_Work(chunk) for chunk in chunks]
        model = Model.new([seen_as(column) for column in columns[1:]], usual_gap(body))
        for turn in range(_PASSES):
            for work in works:
                work.part(model)
            if turn < _PASSES - 1:
                model = learn(model, _filled(works, len(columns) - 1))
        return cls(columns, chunks, left_out, works)

    @property
    def score(self) -> float:
        """How well the lines make cells of these columns; a column in which nothing stands speaks against them."""
        partings = [parting for work in self.works for parting in work.partings]
        used = {cell.column for parting in partings if parting for cell in parting.cells}
        empty = len(self.columns) - 1 - len(used)
        return sum(parting.score if parting else _NO_PARTING for parting in partings) - _EMPTY * empty

    @property
    def poor(self) -> float:
        """The share of rows whose lines make no cells of these columns: the text mixes them."""
        rows = [parting for work in self.works for parting in work.partings if parting is None or parting.cells]
        return sum(1 for parting in rows if parting is None or parting.score < 0) / max(1, len(rows))

    def drafts(self) -> list[list[Draft]]:
        """For each chunk the title and rows its lines make."""
        return [_drafts(work, len(self.columns) - 1) for work in self.works]


def _filled(works: Sequence[_Work], width: int) -> list[list[list[Atom]]]:
    """The rows as parted at present: per column the atoms."""
    rows: list[list[list[Atom]]] = []
    for work in works:
        for segmenter, parting in zip(work.segmenters, work.partings, strict=True):
            atoms = segmenter.atoms
            for cell in parting.cells if parting else ():
                if cell.opens and not (segmenter.terms.torn and rows):
                    rows.append([[] for _ in range(width)])
                if not rows[-1][cell.column]:
                    rows[-1][cell.column] = list(atoms[cell.start : cell.end])
    return rows


def _drafts(work: _Work, width: int) -> list[Draft]:
    drafts: list[Draft] = []
    for segmenter, parting in zip(work.segmenters, work.partings, strict=True):
        if parting is None:
            continue
        poor = parting.score < 0
        doubts = {cell: poor or _doubtful(segmenter, parting, cell) for cell in parting.cells}
        drafts = drafts_of(drafts, segmenter.atoms, parting, doubts, segmenter.terms.torn, width)
        if drafts and not drafts[-1].title and not segmenter.terms.torn:
            drafts[-1].unsure += _unsure(segmenter, parting, width)
    return drafts


def _unsure(segmenter: Segmenter, parting: Parting, width: int) -> list[int]:
    """The empty columns of a row (the only one of its chunk) that might as well hold something."""
    full = {cell.column for cell in parting.cells}
    empty = [column for column in range(width) if column not in full]
    others = [(column, segmenter.part(filled=column)) for column in empty if len(full) == len(parting.cells)]
    return [column for column, other in others if other is not None and parting.score - other.score < _DOUBT]


def _doubtful(segmenter: Segmenter, parting: Parting, cell: Cell) -> bool:
    """Whether the cell might as well begin elsewhere."""
    if cell.start == 0:
        return False
    other = segmenter.part(forbidden=(cell.start, cell.column))
    return other is not None and parting.score - other.score < _DOUBT
