"""Characters of a PDF page to lines of text: a PDF says where each letter stands, not what a word or a line is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Char = dict[str, Any]

_WORD_GAP = 0.18  # of the letter size: a wider gap between two letters is a blank
_PART_GAP = 2.5  # of the letter size: a wider gap parts two columns of text (a letter head)
_SAME_LINE = 0.5  # of the letter size: letters whose middles lie closer stand on one line
_BROKEN = re.compile(r"\w[-/]$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line (or the part of it in one column) with its box on the page, in points from the top left."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


def _groups(chars: Iterable[Char]) -> Iterator[list[Char]]:
    """Letters by line, from the top; a raised footnote mark stays with the line it overlaps."""
    group: list[Char] = []
    middle = size = 0.0
    for char in sorted(chars, key=lambda c: (c["top"] + c["bottom"], c["x0"])):
        centre = (char["top"] + char["bottom"]) / 2
        if group and centre - middle > _SAME_LINE * max(size, char["size"]):
            yield group
            group = []
        if not group or char["size"] > size:
            middle, size = centre, char["size"]
        group.append(char)
    if group:
        yield group


def lines(chars: Iterable[Char]) -> list[Line]:
    """The lines of some letters, top to bottom and left to right; a wide gap begins a new part."""
    found: list[Line] = []
    for group in _groups(chars):
        group.sort(key=lambda c: c["x0"])
        part: list[Char] = []
        for char in group:
            if char["text"].isspace() or (part and _is_double(part[-1], char)):
                continue
            if part and char["x0"] - part[-1]["x1"] > _PART_GAP * char["size"]:
                found.append(_line(part, group))
                part = []
            part.append(char)
        if part:
            found.append(_line(part, group))
    return found


def _is_double(before: Char, char: Char) -> bool:
    """Whether a letter is printed a second time over itself (the way some programs print bold)."""
    return bool(char["text"] == before["text"] and char["x0"] - before["x0"] < 0.1 * char["size"])


def _line(part: list[Char], group: list[Char]) -> Line:
    """One line; a blank stands where the PDF has one between two letters or leaves a gap as wide."""
    blanks = [c["x0"] for c in group if c["text"].isspace()]
    text = part[0]["text"]
    index = 0
    for before, char in pairwise(part):
        while index < len(blanks) and blanks[index] < before["x0"]:
            index += 1
        blank = index < len(blanks) and blanks[index] < char["x0"]
        gap = char["x0"] - before["x1"] > _WORD_GAP * char["size"]
        text += f" {char['text']}" if blank or gap else char["text"]
    return Line(
        text,
        part[0]["x0"],
        part[-1]["x1"],
        min(c["top"] for c in part),
        max(c["bottom"] for c in part),
        max(c["size"] for c in part),
    )


def join(text: str, more: str, sign: str) -> str:
    """Two printed lines as one text: `sign` between them, or nothing where a word or number was broken at its own
    hyphen or slash ("09-" / "NQ/TU")."""
    return text + more if _BROKEN.search(text) else f"{text}{sign}{more}"


def cell_text(chars: list[Char]) -> str:
    """The text of a table cell, its printed lines as lines."""
    text, last = "", None
    for line in lines(chars):
        beside = last is not None and abs(line.top - last.top) < _SAME_LINE * line.size
        text = join(text, line.text, " " if beside else "\n") if last is not None else line.text
        last = line
    return text
