"""The network of tasks and links as arrays, and what of a list of links cannot be used.

A link says that one task (the predecessor) bounds another (the successor), `lag` days apart:

| kind | the successor may not | before the predecessor has |
|---|---|---|
| FS | start | finished |
| SS | start | started |
| FF | finish | finished |
| SF | finish | started |

In the record a link is `DEPENDS_ON` from the successor (source) to the predecessor (target).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

KINDS = ("FS", "SS", "FF", "SF")
ORIGINS = ("inferred", "stated", "declared")  # weakest first


@dataclass(frozen=True, slots=True)
class Links:
    """m links over tasks 0..n-1. All arrays have length m: `predecessor`, `successor` (task indices), `kind` (index
    in KINDS), `lag` (days, may be negative), `origin` (index in ORIGINS), `confidence` (0 to 1), `row` (position in the
    list the links were read from, to find their evidence again)."""

    predecessor: Ints
    successor: Ints
    kind: Ints
    lag: Ints
    origin: Ints
    confidence: npt.NDArray[np.float64]
    row: Ints

    def __len__(self) -> int:
        return len(self.predecessor)

    def keep(self, which: Bools | Ints) -> Links:
        """The links of a mask or of indices."""
        return Links(
            self.predecessor[which],
            self.successor[which],
            self.kind[which],
            self.lag[which],
            self.origin[which],
            self.confidence[which],
            self.row[which],
        )

    def between(self, tasks: Bools) -> Links:
        """The links with both ends in a set of tasks (mask of length n), renumbered to its members in order."""
        number = np.cumsum(tasks) - 1
        inside = self.keep(tasks[self.predecessor] & tasks[self.successor])
        return replace(inside, predecessor=number[inside.predecessor], successor=number[inside.successor])


def make_links(
    predecessor: Sequence[int] | Ints,
    successor: Sequence[int] | Ints,
    kind: Sequence[str] | None = None,
    lag: Sequence[int] | Ints | None = None,
    origin: Sequence[str] | None = None,
    confidence: Sequence[float] | None = None,
) -> Links:
    """Links from plain lists; kinds default to FS, lags to 0 days, origins to declared, confidence to 1."""
    m = len(predecessor)
    return Links(
        np.asarray(predecessor, dtype=np.int64),
        np.asarray(successor, dtype=np.int64),
        np.zeros(m, dtype=np.int64) if kind is None else _codes(kind, KINDS, "link"),
        np.zeros(m, dtype=np.int64) if lag is None else np.asarray(lag, dtype=np.int64),
        np.full(m, ORIGINS.index("declared"), dtype=np.int64) if origin is None else _codes(origin, ORIGINS, "origin"),
        np.ones(m) if confidence is None else np.asarray(confidence, dtype=np.float64),
        np.arange(m),
    )


def start_weights(links: Links, duration: Ints) -> Ints:
    """Days from the predecessor's start to the earliest start of the successor that each link allows (m)."""
    # read as bits the kinds are: 0 FS, 1 SS (from a start), 2 FF (to a finish), 3 SF (both)
    if not links.kind.any():
        return duration[links.predecessor] + links.lag
    from_finish = links.kind % 2 == 0
    to_finish = links.kind >= 2
    weight: Ints = links.lag + duration[links.predecessor] * from_finish - duration[links.successor] * to_finish
    return weight


@dataclass(frozen=True, slots=True)
class BadLink:
    """A link that is left out: `reason` 'self_link' or 'dangling_link', its position in the list given, its two ends
    as named there, and the name that is no task (dangling only)."""

    reason: str
    row: int
    predecessor: str
    successor: str
    missing: tuple[str, ...] = ()


def read_links(ids: Sequence[str], table: pd.DataFrame) -> tuple[Links, list[BadLink]]:
    """Links between the tasks `ids` from a table with the columns of DEPENDS_ON: `source` (the task that depends),
    `target` (the task it depends on) and, where given, `link`, `lag_days`, `origin`, `confidence`.

    Links of a task to itself and links to a task that is not there are left out and returned apart."""
    index = pd.Index(ids)
    successor, predecessor = index.get_indexer(pd.Index(table["source"])), index.get_indexer(pd.Index(table["target"]))
    links = make_links(
        predecessor,
        successor,
        _column(table, "link", "FS"),
        _column(table, "lag_days", 0),
        _column(table, "origin", "declared"),
        _column(table, "confidence", 1.0),
    )
    dangling = (predecessor < 0) | (successor < 0)
    bad = dangling | (predecessor == successor)
    rejected = [
        _bad_link(int(row), str(table["target"].iloc[row]), str(table["source"].iloc[row]), links)
        for row in np.flatnonzero(bad)
    ]
    return (links.keep(~bad) if rejected else links), rejected


def _bad_link(row: int, predecessor: str, successor: str, links: Links) -> BadLink:
    ends = ((predecessor, links.predecessor[row]), (successor, links.successor[row]))
    missing = tuple(dict.fromkeys(name for name, at in ends if at < 0))
    return BadLink("dangling_link" if missing else "self_link", row, predecessor, successor, missing)


def _column(table: pd.DataFrame, name: str, default: str | float) -> list[Any]:
    if name not in table:
        return [default] * len(table)
    column = table[name]
    return list(column.where(column.notna(), default))


def _codes(names: Sequence[object], known: tuple[str, ...], what: str) -> Ints:
    code = {name: k for k, name in enumerate(known)}
    try:
        return np.fromiter((code[str(name)] for name in names), dtype=np.int64, count=len(names))
    except KeyError as unknown:
        raise ValueError(f"unknown {what} {unknown.args[0]!r}: one of {', '.join(known)} is meant") from None
