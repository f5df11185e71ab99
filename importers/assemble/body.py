"""The running text as passages: lines that a page or a margin broke are one passage again, each word with its line."""

from __future__ import annotations

import bisect
import re
import statistics
from dataclasses import dataclass, field

from graph.rows import Place
from graph.text import clean
from importers.blocks import Paragraph

_BEGINS = re.compile(r"^(?:[-–+•*(]|\d+(?:\.\d+)*[.)]|[a-zđ]\)|[IVXL]+\.|Điều\s+\d)")
_ENDS = (".", ";", ":", "./.", "!", "?")
_SHORT = 0.7
"""A line shorter than this part of the usual width ends its passage."""


@dataclass(slots=True)
class Passage:
    """A passage of running text. `starts` are the offsets at which its lines begin, `places` theirs."""

    text: str
    starts: list[int] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def place_at(self, offset: int) -> Place:
        """Where the character at an offset stood."""
        return self.places[max(0, bisect.bisect_right(self.starts, offset) - 1)]


def passages(body: list[Paragraph]) -> list[Passage]:
    """The passages of a body, in order."""
    lines = [(clean(p.text), p.place) for p in body if any(character.isalnum() for character in p.text)]
    lengths = [len(text) for text, _ in lines]
    width = statistics.quantiles(lengths, n=10)[-1] if len(lengths) > 1 else 0.0
    wrapped = 0 < width < 110
    found: list[Passage] = []
    before = ""
    for text, place in lines:
        if found and _goes_on(before, text, width, wrapped):
            _append(found[-1], text, place)
        else:
            found.append(Passage(text, [0], [place]))
        before = text
    return found


def _goes_on(before: str, text: str, width: float, wrapped: bool) -> bool:
    if before.endswith(_ENDS) or _BEGINS.match(text):
        return False
    if text[0].islower() or before.endswith((",", "-", "–")):
        return True
    return wrapped and len(before) >= _SHORT * width and before.isupper() == text.isupper()


def _append(passage: Passage, text: str, place: Place) -> None:
    glue = "" if re.search(r"\w[-/]$", passage.text) else " "
    passage.starts.append(len(passage.text) + len(glue))
    passage.places.append(place)
    passage.text += glue + text


def joined(parts: list[Passage]) -> Passage:
    """All passages as one text, a line break between two, each word still with its line."""
    whole = Passage("")
    for part in parts:
        begin = len(whole.text) + (1 if whole.text else 0)
        whole.starts += [begin + start for start in part.starts]
        whole.places += part.places
        whole.text += ("\n" if whole.text else "") + part.text
    return whole
