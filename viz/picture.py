"""What a map shows, before it is a page: points with their words and evidence, lines between them, a legend."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

LIMIT = 3000
"""A map never draws more points than this: above it a view folds points together and says what it folded."""

BLUE, SKY, GREEN, ORANGE = "#0072B2", "#56B4E9", "#009E73", "#E69F00"
VERMILLION, PURPLE, YELLOW, GREY = "#D55E00", "#CC79A7", "#F0E442", "#8A8F98"
INK = "#1B1F24"
"""The palette of Okabe and Ito (2008), which the common colour blindnesses leave apart; grey for what is in the
background."""


@dataclass(frozen=True, slots=True)
class Kind:
    """An entry of the legend: how its points or lines look. `shown` is whether it is on when the map opens; a
    `centred` point has its label upon it, not below."""

    key: str
    label: str
    color: str
    of: Literal["point", "line"] = "point"
    shape: Literal["dot", "diamond", "square", "triangle", "box", "text"] = "dot"
    centred: bool = False
    dashes: bool = False
    arrows: bool = False
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """The source's own words and where they stand: file, place in words ("line 12"), characters."""

    file: str | None
    place: str
    text: str | None


@dataclass(slots=True)
class Point:
    """A point of a map at x, y (pixels at scale 1, y downwards).

    `label` is what is drawn, `name` the whole words; `size` is a radius, of a box the width;
    `facts` are pairs of a heading and words; the higher its `rank`, the earlier it comes in a list."""

    id: str
    kind: str
    label: str
    x: float
    y: float
    size: float
    name: str
    font: float = 12
    facts: list[tuple[str, str]] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    rank: float = 0
    height: float = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line between two points. `words` are the words that state it, `label` is drawn upon the
    line. `faint` lines are drawn only when one of their ends is chosen."""

    source: str
    target: str
    kind: str
    words: str | None = None
    width: float = 1
    faint: bool = False
    label: str | None = None


@dataclass(slots=True)
class Picture:
    """A whole map. `notes` say what was folded, left out or is not known."""

    title: str
    subtitle: str
    kinds: list[Kind]
    points: list[Point]
    lines: list[Line]
    notes: list[str] = field(default_factory=list)
