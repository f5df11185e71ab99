"""The physical lines of a wrapped table: their place, the gap above them, and how wide they were printed."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from importers.blocks import Block, Paragraph

_WIDE = {
    **dict.fromkeys("abdghknopquvxy0123456789_", 500),
    **dict.fromkeys("cez", 444),
    **dict.fromkeys("ijlt/\\;:", 278),
    **dict.fromkeys("fr()-[]", 333),
    **dict.fromkeys(",. |'", 250),
    **dict.fromkeys("ADGHKNOQRUVXY", 722),
    **dict.fromkeys("BCR", 667),
    **dict.fromkeys("PSF", 556),
    **dict.fromkeys("ELTZ", 611),
    **{"s": 389, "m": 778, "w": 722, "I": 333, "J": 389, "M": 889, "W": 944, "%": 833, "&": 778, '"': 408, "…": 1000},
}
"""Advance widths of the letters of a Times face in thousandths of an em; administrative documents are set in
Times New Roman (Decree 30/2020/NĐ-CP, annex I), and marks above or below a letter do not widen it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its characters, 1-based line in the file, and how many lines it stands below the line before it
    (1 = directly below, 2 = one blank line between; 0 for the first). `cut` marks the first line after a page's
    furniture (a repeated heading, a page number) that was taken out, and the first line of a page where form feeds tell
    the `page`."""

    text: str
    line: int
    gap: int
    cut: bool = False
    page: int | None = None


def physical_lines(blocks: Iterable[Block]) -> list[Line] | None:
    """The printed lines of an appendix; None where it holds grids or places without lines (another layout)."""
    lines: list[Line] = []
    page: int | None = None
    for block in blocks:
        if not isinstance(block, Paragraph) or block.place.line is None:
            return None
        at = block.place.line
        turned = bool(lines) and block.place.page != page
        page = block.place.page
        lines.append(Line(block.text.replace("\f", ""), at, at - lines[-1].line if lines else 0, turned, page))
    return lines


def usual_gap(lines: Sequence[Line]) -> int:
    """The commonest distance from a line to the next line of the same cell (2 where the extraction puts a blank line
    after each): that of lines that begin with a small letter, which hardly ever begin a cell."""
    inside = Counter(line.gap for line in lines[1:] if line.text.lstrip()[:1].islower())
    gaps = inside if inside.total() > 2 else Counter(line.gap for line in lines[1:])
    return gaps.most_common(1)[0][0] if gaps else 1


@lru_cache(maxsize=1024)
def _letter(character: str) -> int:
    base = unicodedata.normalize("NFD", character)[0]
    return _WIDE.get("d" if base == "đ" else "D" if base == "Đ" else base, 500)


@lru_cache(maxsize=2048)
def text_width(text: str) -> int:
    """Printed width of a text in thousandths of an em, with blanks collapsed."""
    return sum(_letter(character) for character in unicodedata.normalize("NFC", " ".join(text.split())))
