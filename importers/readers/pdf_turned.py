"""Pages of a PDF whose text is drawn sideways: a landscape table on a portrait page, without the page being turned."""

from __future__ import annotations

from collections import Counter

from pdfplumber.page import Page

from importers.readers.pdf_text import Char


def upright(page: Page) -> Page:
    """The page so that most of its letters stand upright: itself, or the same page turned."""
    turns = Counter(_turn(char) for char in page.chars if not char["text"].isspace())
    turn = turns.most_common(1)[0][0] if turns else 0
    if not turn:
        return page
    rotation = (page.rotation + turn) % 360
    page.page_obj.attrs["Rotate"] = page.page_obj.rotate = rotation
    return Page(page.pdf, page.page_obj, page.page_number, page.initial_doctop)


def _turn(char: Char) -> int:
    """The degrees by which the page must be turned clockwise for this letter to stand upright."""
    across, up = char["matrix"][:2]  # where the letter's own line runs on the page
    if abs(across) >= abs(up):
        return 0 if across >= 0 else 180
    return 90 if up > 0 else 270
