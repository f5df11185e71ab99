"""Spans of lines to rows and headings, with a flag for every repair and loss."""

from __future__ import annotations

from collections.abc import Sequence

from graph.rows import Column, Flag, Heading, Place, Role, Row
from graph.text import clean, clean_or_none
from importers.blocks import Paragraph
from importers.recover.align import Aligner, Fit
from importers.recover.appendices import Appendix
from importers.recover.columns import kind_of
from importers.recover.contents import SAME_KIND, seen_as
from importers.recover.flat_entries import BULLET, Span
from importers.recover.joining import is_whole, rejoin
from importers.recover.markup import has_markup, strip_markup
from importers.recover.numbering import Sections
from importers.recover.periods import horizon_of
from importers.recover.sequence import counted, flag_lost, flag_sequence, infer_numbers

_AGENCIES = frozenset({Role.LEAD, Role.COORDINATOR, Role.COUNTERPART})


class FlatReader:
    """Reads spans one after another; `entries` and `flags` are the table's after `finish`."""

    def __init__(self, appendix: Appendix, columns: tuple[Column, ...], paragraphs: Sequence[Paragraph]) -> None:
        self.appendix, self.columns, self.paragraphs = appendix, columns, paragraphs
        self.kind = kind_of(columns, appendix.title)
        self.shown = [index for index, column in enumerate(columns) if column.role is not Role.NUMBER]
        self.aligner = Aligner([seen_as(columns[index]) for index in self.shown])
        self.sections = Sections()
        self.entries: list[Row | Heading] = []
        self.flags: list[Flag] = []
        self.single = 0
        self._alike = self._runs()
        self._number = next((index for index, column in enumerate(columns) if column.role is Role.NUMBER), None)
        self._paths: set[str] = set()
        self._numbers: set[str] = set()
        self._item_of: str | None = None
        self._unplaced: set[tuple[int, int]] = set()

    def read(self, spans: Sequence[Span]) -> None:
        """Read all spans; the rows with a line for each column show first what their columns hold."""
        entries = [(span, self._lines(span)) for span in spans]
        self.aligner.learn(lines for span, lines in entries if span.kind == "row" and len(lines) == len(self.shown))
        for span, lines in entries:
            place = self.paragraphs[span.start].place
            if span.kind == "rest":
                self.appendix.rest.extend(self.paragraphs[span.start : span.end])
            elif span.kind in ("heading", "band") or (span.kind == "parent" and self.kind == "indicator"):
                self._heading(span, lines, place)
            else:
                self._row(span, lines, place)
        self._finish()

    def _lines(self, span: Span) -> list[str]:
        body = [clean(block.text) for block in self.paragraphs[span.body : span.end]]
        return [span.name, *body] if span.name else body

    def _text(self, lines: Sequence[str], place: Place) -> tuple[str | None, list[Flag]]:
        """The cleaned text of a cell's lines and the repairs made on it."""
        text = " ".join(lines)
        if is_whole(text) and not has_markup(text):
            return clean_or_none(text), []
        plain, marked = strip_markup(text)
        joined = rejoin(plain, self.appendix.lexicon)
        flags = joined.flags(place)
        if marked:
            flags.append(Flag("markup_dropped", "markup inside the row left out", place, "repair"))
        return clean_or_none(joined.text), flags

    def _heading(self, span: Span, lines: Sequence[str], place: Place) -> None:
        title, flags = self._text([span.name] if span.name else lines, place)
        horizon = horizon_of(title, self.kind)
        if span.number:
            path = self.sections.open(span.number, horizon)
        else:
            self.sections.open_band(horizon)
            path = horizon or title or ""
        if title is None:
            flags.append(Flag("title_lost", f"the title of section {path} is lost", place, "lost"))
        if path in self._paths:
            flags.append(Flag("duplicate_heading", f"a section {path} stands above already", place))
        self._paths.add(path)
        self.entries.append(Heading(self.appendix.label, path, title, place, flags))

    def _row(self, span: Span, lines: Sequence[str], place: Place) -> None:
        fit = self.aligner.best(lines)
        cells: list[str | None] = [None] * len(self.columns)
        flags: list[Flag] = []
        for index, (first, last) in zip(self.shown, fit.cells, strict=True):
            cells[index], repairs = self._text(lines[first:last], place)
            if repairs:
                flags += [flag for flag in repairs if flag.code != "markup_dropped" or flag not in flags]
        self.single += all(last - first <= 1 for first, last in fit.cells)
        number = span.number
        if number and self._number is not None:
            cells[self._number] = number.text if span.name else clean(self.paragraphs[span.start].text)
        if number == BULLET:
            message = "a dash stands for the number; a part of the row above"
            flags.append(Flag("bulleted_row", message, place, "repair"))
            number = None
        for index in self._undecided(fit, lines, place, flags):
            cells[index] = None
            self._unplaced.add((len(self.entries), index))
        parent = number.parent if number and number.parent in self._numbers else None
        if number and number.decimal:
            self._item_of = number.text
        elif number or span.number == BULLET:
            parent = self._item_of
        self._numbers.update([number.text] if number else [])
        last_line = self.paragraphs[span.end - 1].place.line
        self.entries.append(
            Row(self.kind, self.appendix.label, self.sections.path, number.text if number else None, tuple(cells),
                place, last_line, parent, flags)
        )  # fmt: skip

    def _undecided(self, fit: Fit, lines: Sequence[str], place: Place, flags: list[Flag]) -> list[int]:
        """Columns side by side that hold the same kind of cell, of which some lost theirs: which value belongs to
        which cannot be told, so they stay empty and the flag holds the values. One agency for a lead and a
        coordinator is taken for the likelier of the two, in doubt."""
        undecided: list[int] = []
        for run in self._alike:
            filled = [at for at in run if fit.cells[at][1] > fit.cells[at][0]]
            if not filled or len(filled) == len(run):
                continue
            heading = ", ".join(f"'{self.columns[self.shown[at]].heading}'" for at in run)
            printed = "; ".join(f"'{' '.join(lines[slice(*fit.cells[at])])}'" for at in filled)
            said = f"{len(filled)} cells for {len(run)} columns ({heading}): {printed}"
            if self.columns[self.shown[run[0]]].role in _AGENCIES:
                if not self.aligner.sure(filled, [" ".join(lines[slice(*fit.cells[at])]) for at in filled]):
                    flags.append(Flag("cell_doubtful", f"{said}; taken for the likelier", place))
                continue
            flags.append(Flag("cells_unplaced", f"{said}; which belongs where cannot be told", place, "lost"))
            undecided += [self.shown[at] for at in run]
        return undecided

    def _runs(self) -> list[list[int]]:
        """Neighbouring columns whose cells look alike, two or more."""
        runs: list[list[int]] = []
        before: str | None = None
        for at, index in enumerate(self.shown):
            kind = SAME_KIND.get(seen_as(self.columns[index]).role)
            if kind is not None and kind == before:
                runs[-1].append(at)
            else:
                runs.append([at])
            before = kind
        return [run for run in runs if len(run) > 1]

    def _finish(self) -> None:
        """Give rows without a number the one their position tells, and flag what is lost or out of order."""
        rows = [entry for entry in self.entries if isinstance(entry, Row)]
        if self._number is not None:
            infer_numbers(counted(rows))
            flag_sequence(rows)
        unplaced = {(id(self.entries[entry]), index) for entry, index in self._unplaced}
        flag_lost(rows, self.columns, unplaced)
