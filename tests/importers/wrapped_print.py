"""A printer for tests: a table laid out on paper with wrapped cells and read off again as an extraction does it.

Each cell is wrapped to its column's width and placed in its row (top or middle); the lines are then given out cell
after cell. Two lines at one height share a line of the text, a line below leaves a blank line, a line above none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from importers.recover.wrapped_lines import text_width


@dataclass(frozen=True)
class Look:
    """How the table is printed: column widths in ems, cells in the middle of their row, blanks at cell ends, rows a
    page (0: one page), whether pages repeat the heading and have numbers, whether widths are counted in letters, after
    how many lines a page cuts through a row (0: never), and whether lines follow without blank lines between."""

    widths: Sequence[float]
    middle: bool = False
    blanks: bool = False
    rows_a_page: int = 0
    repeat: bool = True
    page_numbers: bool = False
    by_letters: bool = False
    page_lines: int = 0
    single: bool = False


def printed(headings: Sequence[str], rows: Sequence[Sequence[str] | str], look: Look) -> list[str]:
    """The lines of the text. A row is its cells (number first), or a heading ('I Tên phần')."""
    text = _emit(_placed(headings, look, blanks=False), look)
    used, on_page, page = 0, 0, 1
    for row in rows:
        if look.rows_a_page and on_page >= look.rows_a_page:
            page += 1
            text += _furniture(headings, look, page)
            on_page = 0
        on_page += 1
        if isinstance(row, str):
            text += [f"{row}       ", "", ""]
            used += 1
            continue
        placed = _placed(row, look, look.blanks)
        height = int(max(y for y, _ in placed)) + 1
        if look.page_lines and used + height > look.page_lines > used + 1:
            cut = look.page_lines - used
            text += _emit([(y, line) for y, line in placed if y < cut], look)
            page += 1
            text += _furniture(headings, look, page)
            text += _emit([(y, line) for y, line in placed if y >= cut], look)
            used = height - cut
        else:
            text += _emit(placed, look)
            used += height
        if look.page_lines and used >= look.page_lines:
            used = 0
        text.append("")
    return text


def _furniture(headings: Sequence[str], look: Look, page: int) -> list[str]:
    """What a page puts between two lines: the number of the page and the heading again."""
    number = ["", "", f"{page} ", ""] if look.page_numbers else []
    return number + (_emit(_placed(headings, look, blanks=False), look) if look.repeat else [])


def _placed(cells: Sequence[str], look: Look, blanks: bool) -> list[tuple[float, str]]:
    """The lines of a row, cell after cell, with the height each stands at."""
    wrapped = [wrap(cell, width, look.by_letters) for cell, width in zip(cells, look.widths, strict=True)]
    tallest = max(len(lines) for lines in wrapped)
    placed: list[tuple[float, str]] = []
    for lines in wrapped:
        top = (tallest - len(lines)) / 2 if look.middle else 0.0
        for at, line in enumerate(lines):
            last = at == len(lines) - 1
            placed.append((top + at, (" " if blanks and at == 0 else "") + line + ("  " if blanks and last else " ")))
    return placed


def _emit(placed: Sequence[tuple[float, str]], look: Look) -> list[str]:
    text: list[str] = []
    before: float | None = None
    for height, line in placed:
        if before is None or height < before:
            text.append(line)
        elif height == before:
            text[-1] += line.lstrip()
        else:
            text += [line] if look.single else ["", line]
        before = height
    return [*text] if look.single else [*text, ""]


def wrap(cell: str, width: float, by_letters: bool = False) -> list[str]:
    """A cell's lines; a word that is too long stands alone."""
    lines: list[str] = []
    for paragraph in cell.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            size = len(longer) * 0.47 if by_letters else text_width(longer) / 1000
            if line and size > width:
                lines.append(line)
                line = word
            else:
                line = longer
        if line:
            lines.append(line)
    return lines
