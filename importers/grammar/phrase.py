"""A time phrase of a cell: which words it took and what they say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from importers.grammar.dates import Day, Kind, Moment, between

PhraseKind = Kind | Literal["column", "carried", "aside"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A time phrase: tokens `begin` to `end` (exclusive), what it says, and the moments it names.

    `lead` is the word before the moment ('since', 'before', 'after', 'until'). An open phrase (ongoing, recurring)
    with moments runs over them. `done` marks a moment said to be over."""

    kind: PhraseKind
    begin: int
    end: int
    first: Moment | None = None
    last: Moment | None = None
    lead: str | None = None
    done: bool = False
    doubt: str | None = None

    @property
    def hard(self) -> bool:
        """Whether it names a day by which something is due."""
        return self.kind in ("date", "month", "quarter", "year", "range")

    @property
    def open(self) -> bool:
        """Whether it names work without an end of its own."""
        return self.kind in ("ongoing", "recurring")

    @property
    def yearless(self) -> bool:
        """Whether the year must come from elsewhere."""
        return self.first is not None and self.first.year is None and (self.last is None or self.last.year is None)

    def in_year(self, year: int) -> Phrase:
        """The same phrase in `year`; of a stretch only the end is set, the beginning follows from it."""
        if self.last is not None:
            return replace(self, last=replace(self.last, year=year))
        return replace(self, first=self.first and replace(self.first, year=year))

    def span(self) -> tuple[Day | None, Day | None]:
        """First and last day; None where the print names none. `trước` a day counts that day (plans mean it so),
        before a month, quarter or year the day before it begins."""
        if self.first is not None and self.last is not None:
            return between(self.first, self.last) or (None, None)
        days = self.first.span() if self.first is not None else None
        return self._led(*days) if days is not None else (None, None)

    def _led(self, begin: Day, end: Day) -> tuple[Day | None, Day | None]:
        """What the leading word makes of the moment's days."""
        if self.lead == "before" and begin != end:
            return (begin - timedelta(days=1),) * 2
        if self.lead == "after":
            return end + timedelta(days=1), None
        if self.open and self.lead in ("since", "until"):
            return (begin, None) if self.lead == "since" else (None, end)
        return begin, end


Found = Phrase | None
