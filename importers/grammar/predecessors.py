"""What a task depends on, as work lists write it: "3; 5", "NV-04FS+5 ngày", "7SS-1w"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from graph.text import clean

Link = Literal["FS", "SS", "FF", "SF"]

_PARTS = re.compile(r"[;,\n]|\s+và\s+|\s+and\s+")
_ONE = re.compile(
    r"(?:(?:nhiệm vụ|công việc|việc|task)\s+)?(?:số\s+)?(?P<number>.+?)"
    r"\s*(?:(?P<link>FS|SS|FF|SF)\s*(?:(?P<sign>[+-])\s*(?P<lag>\d+)\s*(?P<unit>[^\W\d]+)?)?)?",
    re.IGNORECASE,
)
_LAG_ALONE = re.compile(r"(?P<number>.+?)\s*\+\s*(?P<lag>\d+)\s*(?P<unit>[^\W\d]*)")
_DAYS = {"": 1, "d": 1, "day": 1, "days": 1, "ngày": 1, "w": 7, "wk": 7, "week": 7, "weeks": 7, "tuần": 7}
_NOTHING = frozenset(("", "-", "không", "none", "n/a", "0"))


@dataclass(frozen=True, slots=True)
class Predecessor:
    """One task that another waits for: its number in the list, the kind of link (FS: it must finish before the other
    starts) and the lag in calendar days; `text` is what stood in the cell."""

    number: str
    link: Link
    lag_days: int
    text: str


def read_predecessors(text: str, numbers: frozenset[str] = frozenset()) -> tuple[Predecessor, ...]:
    """The predecessors a cell names; a lag follows a kind of link ("5FS+3"), or with "+" one of
    the list's own `numbers` ("5+3"). A part that is one of the list's own
    `numbers` is taken whole, so that a code such as "TASK-SS" is not read as a link."""
    found: list[Predecessor] = []
    for part in _PARTS.split(text):
        plain = clean(part).rstrip(".")
        if plain.casefold() in _NOTHING:
            continue
        lag_alone = None if plain in numbers else _LAG_ALONE.fullmatch(plain)
        if lag_alone and lag_alone["number"] in numbers and lag_alone["unit"].casefold() in _DAYS:
            days = int(lag_alone["lag"]) * _DAYS[lag_alone["unit"].casefold()]
            found.append(Predecessor(lag_alone["number"], "FS", days, plain))
            continue
        match = None if plain in numbers else _ONE.fullmatch(plain)
        unit = (match.group("unit") or "").casefold() if match else ""
        if match is None or unit not in _DAYS:
            found.append(Predecessor(plain, "FS", 0, plain))
            continue
        lag = int(f"{match.group('sign')}{match.group('lag')}") * _DAYS[unit] if match.group("sign") else 0
        kind: Link = (match.group("link") or "FS").upper()  # type: ignore[assignment]
        found.append(Predecessor(match.group("number").rstrip("."), kind, lag, plain))
    return tuple(found)
