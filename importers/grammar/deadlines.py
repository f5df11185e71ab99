"""When a task is due: the deadline cell, or the cells of period columns, as milestones and what follows from them.

The way: bullets and numbered parts (`groups`), time phrases in each (`phrases`), phrases that say one thing
together joined here (`thường xuyên hàng tháng`, `quý I/2026 (đã hoàn thành)`), then the task's own fields:

* `due` is the last day of the latest hard milestone (date, month, quarter, year, range), else null;
* `start` is the first day of the earliest printed stretch; without a due date also of open work with a beginning;
* `cadence` is 'once' only when every milestone is hard or done; a mixed cell takes its open kind, the more definite
  first: recurring, ongoing, external;
* `state` is 'done' when every milestone, of all periods, is said to be done.

Nothing is invented: a wording that cannot be read gives no milestone and sets `unread`; a moment whose year is
printed nowhere is a milestone without dates and a doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal, cast

from graph.text import bare, clean
from importers.grammar.dates import Day, Kind, period_span, period_start
from importers.grammar.groups import Group, pair, split_groups
from importers.grammar.joining import join
from importers.grammar.phrase import Phrase
from importers.grammar.phrases import scan
from importers.grammar.tokens import Tokens, key, tokenize

Cadence = Literal["once", "ongoing", "recurring", "external"]
_HARD: tuple[Kind, ...] = ("date", "month", "quarter", "year", "range")
_CUTS = (",", "va", "hoac", "&", ";", "-")
_EMPTY = frozenset("-–—.…/_ ")
_TICKS = frozenset({"x", "✓", "✔", "√", "v", "+", "*", "●", "•"})  # a mark in a period column: the work falls into it


@dataclass(frozen=True, slots=True)
class Milestone:
    """One point or stretch a task is due at, with the words that say so; `start` and `end` are its first and last
    day (null when the print names none), `part` its label in the cell, `deliverable` what that part delivers,
    `period` the column it stood in. `done` when the cell says it is over."""

    text: str
    kind: Kind
    start: Day | None = None
    end: Day | None = None
    part: str | None = None
    deliverable: str | None = None
    period: str | None = None
    done: bool = False

    @property
    def hard(self) -> bool:
        """Whether it sets a last day."""
        return self.kind in _HARD


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a task's time cells say. `unread` when a cell holds words or numbers of time that were not understood;
    `doubts` says in English what was odd; `carried_from` is the year a carried-over task comes from."""

    milestones: tuple[Milestone, ...] = ()
    state: Literal["open", "done"] = "open"
    start: Day | None = None
    due: Day | None = None
    cadence: Cadence | None = None
    unread: bool = False
    doubts: tuple[str, ...] = ()
    carried_from: int | None = None


def read_deadline(
    text: str | None, *, deliverable: str | None = None, period: str | None = None, year: int | None = None
) -> Deadline:
    """Read one cell. `deliverable` is the row's result cell (its bullets and parts are paired with those of the
    deadline), `period` the period column the cell stood in ('2030', '2025-2030', '>2030'), `year` the year of
    moments that print none, where the plan is a plan of one year."""
    words = clean(text or "")
    return _read(words, deliverable if deliverable is not None and _has_parts(words) else None, period, year)


@lru_cache(maxsize=1024)
def _has_parts(text: str) -> bool:
    return len(split_groups(text, of_dates=True)) > 1


@lru_cache(maxsize=1024)  # a nation's plans repeat a few thousand cells
def _read(text: str, deliverable: str | None, period: str | None, year: int | None) -> Deadline:
    if not text or set(text) <= _EMPTY:
        return Deadline()
    span, after = period_span(period), period_start(period)
    if span and text.casefold() in _TICKS:
        return _conclude([Milestone(text, _kind_of(span), *span, period=period)], False, (), None)
    if after and text.casefold() in _TICKS:
        return _conclude([Milestone(text, "ongoing", after, period=period)], False, (), None)
    if span and year is None and span[0].year == span[1].year:
        year = span[0].year
    reading = _Reading(period, span, year)
    groups = split_groups(text, of_dates=True)
    for group, part_deliverable in zip(groups, pair(groups, deliverable), strict=True):
        reading.group(group, part_deliverable)
    return _conclude(reading.milestones, reading.unread, tuple(dict.fromkeys(reading.doubts)), reading.carried_from)


def _kind_of(span: tuple[Day, Day]) -> Kind:
    """What a stretch of whole months is: a month, a quarter, a year, or any other."""
    if span[0].year != span[1].year:
        return "range"
    months = {0: "month", 2: "quarter", 11: "year"}
    return cast("Kind", months.get(span[1].month - span[0].month, "range"))


def read_period_cells(cells: Mapping[str, str | None], deliverable: str | None = None) -> Deadline:
    """Read the cells of a row's period columns ({'2025': 'Đã hoàn thành', '2025-2030': 'Hàng năm'}) as one deadline."""
    read = [read_deadline(text, deliverable=deliverable, period=period) for period, text in cells.items()]
    odd = [doubt for deadline in read for doubt in (*deadline.doubts, *_out_of_column(deadline))]
    return _conclude(
        [milestone for deadline in read for milestone in deadline.milestones],
        any(deadline.unread for deadline in read),
        tuple(dict.fromkeys(odd)),
        next((deadline.carried_from for deadline in read if deadline.carried_from), None),
    )


def _out_of_column(deadline: Deadline) -> Iterator[str]:
    """What does not go with its column, as where a row's cells moved by one: a day outside the column's span, work of
    every year in the column of one year. Work carried over may stand in the column it comes from."""
    for milestone in deadline.milestones:
        span = period_span(milestone.period)
        if span is None or deadline.carried_from is not None:
            continue
        if milestone.start and milestone.end and (milestone.end < span[0] or span[1] < milestone.start):
            yield f"'{milestone.text}' lies outside its column, {milestone.period}"
        yearly = milestone.kind == "recurring" and "hang nam" in bare(milestone.text)
        if yearly and span[0].year == span[1].year:
            yield f"'{milestone.text}' stands in the column of one year, {milestone.period}"


def explain(deadline: Deadline) -> tuple[str, ...]:
    """What was understood, a line a milestone, then the doubts; for the import's account."""
    lines = [
        f"'{m.text}' = {m.kind}" + (f" {m.start or '?'} to {m.end or '?'}" if m.start or m.end else "")
        for m in deadline.milestones
    ]
    return (*lines, *deadline.doubts, *(("a wording of time was not understood",) if deadline.unread else ()))


class _Reading:
    """The milestones of one cell as they are found."""

    def __init__(self, period: str | None, span: tuple[Day, Day] | None, year: int | None) -> None:
        self.period, self.span, self.year = period, span, year
        self.milestones: list[Milestone] = []
        self.doubts: list[str] = []
        self.unread = False
        self.carried_from: int | None = None

    def group(self, group: Group, deliverable: str | None) -> None:
        """Read one bullet or part."""
        if not group.text:
            return
        tokens = tokenize(group.text)
        phrases, unexplained = scan(tokens)
        self.carried_from = next((p.first.year for p in phrases if p.kind == "carried" and p.first), self.carried_from)
        phrases = [phrase for phrase in phrases if phrase.kind != "carried"]
        joined = join(tokens, phrases, self.year)
        before = len(self.milestones)
        for phrase, words in zip(joined, _words(group.text, tokens, joined), strict=True):
            self._add(
                phrase, replace(Milestone(words, "done"), part=group.label, deliverable=deliverable, period=self.period)
            )
        self.unread |= unexplained or len(self.milestones) == before

    def _add(self, phrase: Phrase, milestone: Milestone) -> None:
        if phrase.doubt:
            self.doubts.append(phrase.doubt)
        start, end = phrase.span()
        if phrase.kind == "column":
            if self.span is None:
                self.unread = True
                return
            kind: Kind = "range"
            start, end = self.span
        else:
            kind = phrase.kind  # type: ignore[assignment]  # 'carried' and 'aside' were taken out before
        if phrase.kind == "range" and start is None and phrase.last is not None and not phrase.yearless:
            self.unread = True
            self.doubts.append("a stretch that ends before it begins")
            return
        if phrase.hard and start is None:
            self.doubts.append("no year is printed")
        if phrase.open and phrase.first is None:
            start, end = self.span or (period_start(self.period), None)
        self.milestones.append(replace(milestone, kind=kind, start=start, end=end, done=phrase.done or kind == "done"))


def _words(text: str, tokens: Tokens, phrases: list[Phrase]) -> list[str]:
    """The words of each phrase: the cell cut at the first separator between two phrases."""
    cuts = [0]
    for left, right in pairwise(phrases):
        between = range(left.end, max(left.end, right.begin))
        at = next((index for index in between if key(tokens, index) in _CUTS), right.begin)
        cuts.append(tokens[at].start)
    ends = [*cuts[1:], len(text)]
    return [_strip(text[begin:end]) or text for begin, end in zip(cuts, ends, strict=True)][: len(phrases)]


def _strip(text: str) -> str:
    text = text.strip(" ,;.:&-–/")
    for word in ("và ", "hoặc "):
        text = text.removeprefix(word)
    return text.strip(" ,;.:&-–/")


def _conclude(milestones: list[Milestone], unread: bool, doubts: tuple[str, ...], carried_from: int | None) -> Deadline:
    kinds = {milestone.kind for milestone in milestones}
    cadence: Cadence | None = "once" if kinds else None
    for kind in ("external", "ongoing", "recurring"):
        if kind in kinds:
            cadence = kind
    due = max((m.end for m in milestones if m.hard and m.end), default=None)
    starts = [m.start for m in milestones if m.start and (m.kind == "range" if due else m.end is None or not m.hard)]
    done = bool(milestones) and all(m.done for m in milestones)
    return Deadline(tuple(milestones), "done" if done else "open", min(starts, default=None), due, cadence, unread,
                    doubts, carried_from)  # fmt: skip
