"""Printed lines of a PDF to paragraphs, without page numbers, running titles and stamps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.rows import Place
from importers.blocks import Paragraph
from importers.readers.pdf_text import Line, join

_PAGE_NUMBER = re.compile(r"[-–]?\s*(?:Trang|Page)?\s*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\s*[-–]?", re.IGNORECASE)
_STAMP = re.compile(
    r"(?:Được ký bởi|Ký bởi|Người ký|Thời gian ký|Ngày ký|Signature Not Verified|Digitally signed)", re.IGNORECASE
)
_STAMP_REST = re.compile(r"(?:Email|Cơ quan|Ngày|Giờ)\s*:")
_START = re.compile(r"[-–+•*]\s|\(?(?:\d+(?:\.\d+)*|[IVXLC]+|[a-zđ])[.)/]\s|\(\d+\)|[A-ZĐÀ-Ỹ“\"]")
_MARGIN = 0.12  # share of the page's height at top and bottom where page numbers and running titles stand
_INDENT = 6.0  # points to the right of the margin that begin a paragraph
_APART = 0.6  # of the letter size: a wider space between two lines of a letter head parts them
_CENTRED = 12.0  # points that a centred line's middle may be off


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line with its page (number, width and height in points)."""

    line: Line
    page: int
    width: float
    height: float

    @property
    def in_margin(self) -> bool:
        """Whether it stands where page numbers and running titles do."""
        return self.line.bottom < _MARGIN * self.height or self.line.top > (1 - _MARGIN) * self.height

    @property
    def key(self) -> tuple[str, int]:
        """What a running title has in common from page to page."""
        return re.sub(r"\d+", "#", self.line.text), round(self.line.top / 4)


def running_titles(lines: Sequence[PageLine], pages: int) -> set[tuple[str, int]]:
    """Keys of the lines that stand at the same height in the margin of most pages (and of three at least)."""
    seen = Counter({(each.key, each.page) for each in lines if each.in_margin})
    counts = Counter(key for key, _ in seen)
    return {key for key, count in counts.items() if count >= max(3, pages / 2)}


def is_page_number(each: PageLine) -> bool:
    """A number (or "Trang 3/16") alone in the margin."""
    return each.in_margin and _PAGE_NUMBER.fullmatch(each.line.text.strip()) is not None


def is_stamp(text: str, after_stamp: bool) -> bool:
    """A line of the box that a digital signature leaves ("Người ký: ...")."""
    return _STAMP.match(text) is not None or (after_stamp and _STAMP_REST.match(text) is not None)


def paragraphs(lines: Sequence[PageLine]) -> Iterator[Paragraph]:
    """Paragraphs of lines that follow one another, each with the page on which it begins. Two columns side by side
    (a letter head, the signature) are read one after the other, a line a paragraph."""
    run: list[PageLine] = []
    index = 0
    while index < len(lines):
        end = _two_columns(lines, index)
        if end == index:
            run.append(lines[index])
            index += 1
            continue
        yield from _joined(run)
        run = []
        for each in _column_by_column(lines[index:end]):
            yield Paragraph(each.line.text, Place(page=each.page))
        index = end
    yield from _joined(run)


def _column_by_column(zone: Sequence[PageLine]) -> Iterator[PageLine]:
    """The lines of two columns, left before right; where both begin anew at one height (number beside place and
    date, under office beside motto) the left one is read again first."""
    middle = zone[0].width / 2
    left: list[PageLine] = []
    right: list[PageLine] = []
    bottom = 0.0
    alone = False
    for index, each in enumerate(zone):
        first_of_two = index + 1 < len(zone) and _beside(each, zone[index + 1])
        if first_of_two and (alone or each.line.top - bottom > _APART * each.line.size) and left:
            yield from (*left, *right)
            left, right = [], []
        (left if (each.line.x0 + each.line.x1) / 2 < middle else right).append(each)
        alone = not first_of_two and not (index and _beside(zone[index - 1], each))
        bottom = max(bottom, each.line.bottom)
    yield from (*left, *right)


def _two_columns(lines: Sequence[PageLine], index: int) -> int:
    """Where the two columns that begin at `index` end (`index` itself if none do)."""
    if index + 1 >= len(lines) or not _beside(lines[index], lines[index + 1]):
        return index
    end, page = index, lines[index].page
    while (
        end < len(lines)
        and lines[end].page == page
        and (
            not _crosses_middle(lines[end])
            or (end + 1 < len(lines) and _beside(lines[end], lines[end + 1]))
            or (end > index and _beside(lines[end - 1], lines[end]))
        )
    ):
        end += 1
    return end


def _beside(a: PageLine, b: PageLine) -> bool:
    return a.page == b.page and a.line.x1 < b.line.x0 and a.line.top < b.line.bottom and b.line.top < a.line.bottom


def _crosses_middle(each: PageLine) -> bool:
    return each.line.x0 < each.width / 2 < each.line.x1


def _joined(lines: Sequence[PageLine]) -> Iterator[Paragraph]:
    if not lines:
        return
    left = min(each.line.x0 for each in lines)
    right = max(each.line.x1 for each in lines)
    text, first = lines[0].line.text, lines[0]
    for before, each in pairwise(lines):
        if _runs_on(before, each, left, right):
            text = join(text, each.line.text, " ")
        else:
            yield Paragraph(text, Place(page=first.page))
            text, first = each.line.text, each
    yield Paragraph(text, Place(page=first.page))


def _runs_on(before: PageLine, each: PageLine, left: float, right: float) -> bool:
    """Whether a line goes on in the next: its first word would not have fitted on the line before, and the next line
    neither stands apart nor begins like a paragraph."""
    a, b = before.line, each.line
    word = len(b.text.split(" ", 1)[0]) / len(b.text) * (b.x1 - b.x0) + 0.25 * b.size
    centred = _is_centred(a, left, right) and _is_centred(b, left, right)
    used = a.x1 - a.x0 if centred else a.x1 - left
    if used + word < (right - left) - 0.5 * b.size:
        return False
    if before.page == each.page and b.top - a.bottom > 0.9 * b.size:
        return False
    if abs(a.size - b.size) > 1 or (a.text.isupper() != b.text.isupper() and centred):
        return False
    return centred or b.x0 - left < _INDENT or not _START.match(b.text)


def _is_centred(line: Line, left: float, right: float) -> bool:
    return line.x0 - left > _INDENT and abs((line.x0 - left) - (right - line.x1)) < _CENTRED
