"""What measurements tell: one row a piece of work, ours beside a peer's, and the bar their ratio is held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """One measurement. `ours` and `peer` are in `unit`; `ratio` is ours by the peer's, a median of pairs where there
    are several, so not always the quotient of the two."""

    work: str
    ours: float
    peer: float
    ratio: float
    bar: float
    unit: str = "s"

    @property
    def holds(self) -> bool:
        """Whether the ratio keeps the bar."""
        return self.ratio <= self.bar


def table(rows: Sequence[Measured]) -> str:
    """The rows as aligned text, with a heading."""
    cells = [("work", "ours", "peer", "ratio", "bar", "")]
    for row in rows:
        sides = (f"{value:,.1f} {row.unit}" for value in (row.ours, row.peer))
        cells.append((row.work, *sides, f"{row.ratio:.2f}", f"{row.bar:.2f}", "holds" if row.holds else "MISSED"))
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(w) if at in (0, 5) else cell.rjust(w)
            for at, (cell, w) in enumerate(zip(line, widths, strict=True))
        )
        for line in cells
    )
