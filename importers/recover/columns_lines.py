"""Lines of a text that keeps its columns side by side (`pdftotext -layout`): where each piece of a line stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graph.text import clean
from importers.blocks import Block, Paragraph
from importers.recover.headings import words
from importers.recover.numbering import parse_number

_PIECE = re.compile(r"\S+(?: \S+)*")
_NUMBER_HEADS = frozenset(words(head) for head in ("stt", "tt", "số tt", "s tt", "số thứ tự", "thứ tự", "số"))
_LONGEST_HEAD = 40  # characters, however the marks are written
_LABEL = re.compile(r"\s*(?:PHỤ\s+LỤC|Phụ\s+lục|PHỤ\s+BIỂU|Phụ\s+biểu|BIỂU|Biểu\s+số)\b.{0,60}")
_PAGE_NUMBER = re.compile(r"(?:[-–]\s*)?\d{1,3}(?:\s*[-–])?|(?:Trang|trang)\s+\d+(?:\s*/\s*\d+)?")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line with single blanks between them; `left` and `right` (exclusive) are character positions."""

    text: str
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class SpacedLine:
    """A line as a monospace grid: its characters, 1-based line of the file, the page (0 where no form feed parts
    pages), how many lines below the line before it stands, and its pieces between wide blanks."""

    text: str
    line: int
    page: int
    gap: int
    pieces: tuple[Piece, ...] = field(default=())

    def letter(self, at: int) -> bool:
        """Whether a character other than a blank stands at a position."""
        return 0 <= at < len(self.text) and self.text[at] != " "


def spaced_lines(blocks: Iterable[Block]) -> list[SpacedLine]:
    """The paragraphs of a text as lines with positions; grids and blocks without a line are left out."""
    found: list[SpacedLine] = []
    last = 0
    for block in blocks:
        if not isinstance(block, Paragraph) or block.place.line is None:
            continue
        text = block.text.replace("\f", "").replace("\u00a0", " ").rstrip()
        found.append(SpacedLine(text, block.place.line, block.place.page or 0, block.place.line - last, _pieces(text)))
        last = block.place.line
    return found


def may_part(blocks: Iterable[Block]) -> bool:
    """Whether any line of a text may have several pieces: a wide blank or a character other than letters and blanks
    stands somewhere. A look over all of it at once, since most texts keep no columns."""
    text = "|".join(block.text for block in blocks if isinstance(block, Paragraph))
    return "  " in text or not text.isprintable()


def _pieces(text: str) -> tuple[Piece, ...]:
    whole = text.strip()
    if "  " not in whole and whole.isprintable():  # most lines are one piece
        return (Piece(whole, len(text) - len(whole), len(text)),) if whole else ()
    return tuple(Piece(found.group(), found.start(), found.end()) for found in _PIECE.finditer(text))


def is_label(text: str) -> bool:
    """Whether a line is an appendix's label ('PHỤ LỤC II', 'Biểu số 1')."""
    return _LABEL.fullmatch(text) is not None


def is_page_number(line: SpacedLine) -> bool:
    """A number alone on a line, away from the margin where the rows' numbers stand."""
    return len(line.pieces) == 1 and line.pieces[0].left > 8 and bool(_PAGE_NUMBER.fullmatch(line.pieces[0].text))


def is_anchor(lines: Sequence[SpacedLine], index: int) -> bool:
    """Whether a line may be the one of a heading row on which 'STT' stands, with other headings beside it."""
    line = lines[index]
    if not line.pieces or len(line.pieces[0].text) > _LONGEST_HEAD or words(line.pieces[0].text) not in _NUMBER_HEADS:
        return False
    if line.pieces[0].text[0].islower():
        return False  # the last word of a wrapped cell ('… chuyển đổi | số')
    near = lines[max(0, index - 3) : index + 4]
    beside = {piece.left // 4 for other in near for piece in other.pieces if piece.left > line.pieces[0].right + 1}
    return len(beside) >= 2 and sum(len(other.pieces) > 1 for other in near) >= 1


def numbered(line: SpacedLine, edge: int) -> bool:
    """Whether a line begins with a row's or a section's number left of the position `edge`."""
    if not line.pieces or line.pieces[0].left >= edge:
        return False
    head = line.pieces[0].text
    return parse_number(head if line.pieces[0].right <= edge + 1 else head.split(" ", 1)[0]) is not None


def join_lines(texts: Sequence[str]) -> tuple[str, list[str]]:
    """The lines of one cell as its text, and the words put together at a hyphen or slash that ended a line."""
    whole = ""
    rejoined: list[str] = []
    for text in texts:
        if re.search(r"[^\W_]-$|[\dA-ZĐ]/$", whole):
            rejoined.append(whole.rsplit(" ", 1)[-1] + text.split(" ", 1)[0])
            whole += text
        else:
            whole = f"{whole} {text}".strip()
    return clean(whole), rejoined
