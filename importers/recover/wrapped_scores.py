"""How well atoms make cells: scores (roughly log-odds) for where a cell begins, goes on, and what it holds."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.rows import Column, Role
from graph.text import fold
from importers.recover.contents import traits
from importers.recover.wrapped_atoms import Atom
from importers.recover.wrapped_cues import (
    HALF_UNIT,
    OPEN_WORDS,
    ends_agency_head,
    goes_on_to_party,
    half_value,
    is_amount,
    is_item,
    is_time,
    is_unit,
    is_value,
    legal_basis,
    small,
    starts_action,
    starts_agency,
    starts_note,
    starts_value,
    time_word,
    two_figures,
)
from importers.recover.wrapped_cuts import AGENCIES, TIMES, VALUES
from importers.recover.wrapped_lines import text_width

_SKIP = {
    Role.NAME: 30.0,
    Role.LEAD: 6.0,
    Role.COORDINATOR: 4.0,
    Role.DEADLINE: 4.0,
    Role.UNIT: 4.0,
    Role.TARGET: 3.0,
    Role.DELIVERABLE: 3.0,
    Role.SCOPE: 3.0,
    Role.NOTE: 0.3,
    Role.BUDGET: 1.0,
}
_LEAST_SKIP = {Role.NAME: 20.0, Role.LEAD: 4.0}
_PRIOR_ROWS = 3.0
_SHORT = 8
_FITS = 0.965
"""A word would have fitted where line and word take less than this share of the column's width; justified print
stretches blanks, and the widths are those of one typeface."""
_OVERFLOW = 1.04
_COUNTED = re.compile(r"\d[\d.,]*%?\s+[^\W\d]{2}")
"""A product that begins with how many ('100% hồ sơ', '20 lớp')."""


@dataclass(slots=True)
class Model:
    """What is known of a table's columns (without the number column): their wrap widths (None before anything is
    learnt), the cost of leaving each empty, and how often each wording stood in each column."""

    columns: Sequence[Column]
    usual_gap: int
    widths: list[float | None]
    skips: list[float]
    wordings: list[Counter[str]] = field(default_factory=list)

    @property
    def known(self) -> frozenset[str]:
        """Short wordings that stood in a column as a cell (folded), for finding the same inside a line."""
        return frozenset(text for column in self.wordings for text in column if 0 < text.count(" ") < _SHORT)

    @classmethod
    def new(cls, columns: Sequence[Column], usual_gap: int) -> Model:
        """The model before a row was read."""
        skips = [_SKIP.get(column.role, 2.0) for column in columns]
        return cls(columns, usual_gap, [None] * len(columns), skips, [Counter() for _ in columns])


def learn(model: Model, rows: Sequence[Sequence[Sequence[Atom]]]) -> Model:
    """The model made of rows as now parted (a row: per column its atoms)."""
    learnt = Model.new(model.columns, model.usual_gap)
    for at in range(len(model.columns)):
        cells = [row[at] for row in rows if row[at]]
        learnt.widths[at] = _wrap_width(cells)
        learnt.wordings[at] = Counter(fold(" ".join(atom.text for atom in cell)) for cell in cells)
        prior = math.exp(-learnt.skips[at])
        share = (len(rows) - len(cells) + _PRIOR_ROWS * prior) / (len(rows) + _PRIOR_ROWS)
        least = _LEAST_SKIP.get(model.columns[at].role, 0.05)
        learnt.skips[at] = min(30.0, max(least, -math.log(max(share, 1e-12))))
    return learnt


def _wrap_width(cells: Sequence[Sequence[Atom]]) -> float | None:
    """The width the lines of a column are wrapped at: nearly the longest line of cells with several lines (and not
    less than that of cells with one); None where no cell has several."""
    longest = [(cell[0].index != cell[-1].index, max(_pieces(cell))) for cell in cells]
    wrapped = sorted(width for several, width in longest if several)
    single = sorted(width for several, width in longest if not several)
    if not wrapped:
        return None
    return float(max(widths[-1 - len(widths) // 8] for widths in (wrapped, single) if widths))


def _pieces(cell: Sequence[Atom]) -> list[int]:
    """Widths of a cell's lines."""
    spans: dict[int, tuple[int, int]] = {}
    for atom in cell:
        left = spans[atom.index][0] if atom.index in spans else atom.left
        spans[atom.index] = (left, atom.right)
    return [right - left for left, right in spans.values()]


def break_score(before: Atom, atom: Atom, usual_gap: int) -> float:
    """How much the print speaks for a new cell at `atom` rather than the same cell going on."""
    if not atom.first:
        return -0.5 if atom.blank_before else -2.0
    score = 0.0
    if atom.gap != usual_gap:
        score += 5.0
    if before.blank_after and before.text[-1] not in ",;":
        score += 1.0
    if atom.blank_before and not atom.bullet:
        score += 1.5
    if atom.lower:
        score -= 6.0
    elif atom.head[:1] == "(":
        score -= 4.0
    end = before.text[-1]
    if end in ",–-/(" or before.text.rsplit(" ", 1)[-1].casefold() in OPEN_WORDS:
        score -= 4.0
    elif end in ";:":
        score -= 1.5
    elif atom.head[:1].isdigit() and time_word(before.text.rsplit(" ", 1)[-1]):
        score -= 4.0
    elif end == ".":
        score += 0.7
    if _mid_name(before, atom):
        score -= 3.0
    office = small(before.text).endswith("văn phòng") and atom.head.isupper()
    if office or goes_on_to_party(before.text, atom.text):
        score -= 6.0
    return score


def _mid_name(before: Atom, atom: Atom) -> bool:
    """Whether a break would part a name written with capitals ('Hải' | 'Lam'): a capital inside the line before it,
    and a word after it that opens nothing known."""
    words = before.text.split(" ")
    capitals = len(words) > 1 and words[-1].istitle() and atom.head[:1].isupper()
    opens = starts_agency(atom.text) or starts_action(atom.text) or traits(atom.text).product or is_time(atom.text)
    return capitals and not opens


def go_on_score(role: Role, width: float | None, before: Atom, piece: int, atom: Atom) -> float:
    """How well a cell goes on from one atom to the next (`piece`: width of its line so far, up to `before`)."""
    score = 0.0
    if role in AGENCIES:
        score -= _agency_goes_on(before, atom)
    elif is_time(atom.text) and role not in TIMES:
        score -= 1.5
    if not atom.first:
        return score
    if atom.bullet:
        return score - (1.5 if role in AGENCIES else 0.0)
    score += 0.8 if atom.lower else 0.0
    if width is not None:
        full = piece + 250 + text_width(atom.head) > width * _FITS
        score += 0.6 if full else -0.7 if before.text[-1] in ".;:" else -3.0
    return score


def _agency_goes_on(before: Atom, atom: Atom) -> float:
    """Cost of an agency cell going on with what begins another agency, a task or a time."""
    if is_time(atom.text):
        return 4.0
    if atom.lower or goes_on_to_party(before.text, atom.text):
        return 0.0
    last = before.text.rsplit(" ", 1)[-1].casefold()
    if before.text[-1] in ",;:/–-" or last in OPEN_WORDS or ends_agency_head(before.text):
        return 0.0
    if starts_action(atom.text):
        return 3.0
    return 2.5 if starts_agency(atom.text) else 2.0 * traits(atom.text).product


def overflow(width: float | None, piece: int) -> float:
    """Cost of a line wider than its column."""
    if width is None or piece <= width * _OVERFLOW:
        return 0.0
    return min(14.0, 2.0 + (piece / width - _OVERFLOW) * 60.0)


def start_score(role: Role, text: str) -> float:
    """How well a cell of this column begins with these words (the first line and the next)."""
    if role in AGENCIES:
        if starts_agency(text):
            return 3.0
        known = traits(text).product or starts_action(text)
        return -6.0 if not text[:1].isupper() else -5.5 if known else -3.5
    if role in TIMES or role in VALUES or role is Role.UNIT:
        return 0.0
    if role is Role.NOTE:
        if legal_basis(text) or starts_note(text):
            return max(4.0 * legal_basis(text), 3.0 if starts_note(text) else 0.0)
        return -5.0 if is_item(text) else -2.5
    score = 0.0
    if role is Role.DELIVERABLE:
        score += 1.5 * traits(text).product
    if role in (Role.NAME, Role.SCOPE, Role.DELIVERABLE):
        score += 0.8 if starts_action(text) else 0.0
        score -= 1.5 if starts_agency(text) else 0.0
        score -= 2.0 if legal_basis(text) == 1.0 and role is not Role.NAME else 0.0
        counted = role is Role.NAME or (role is Role.DELIVERABLE and _COUNTED.match(text) is not None)
        score -= 3.0 if text[:1].isdigit() and not counted else 0.0
    return score


def whole_score(role: Role, text: str) -> float:
    """How well a whole text is a cell of this column."""
    score = -3.0 if text.count("(") != text.count(")") else 0.0
    if role in AGENCIES and (text[-1] in ",;:-" or re.search(r"20\d\d", text)):
        score -= 3.0
    if role in VALUES and (half_value(text) or (role is not Role.PERIOD and two_figures(text))):
        score -= 6.0
    if role is Role.PERIOD:
        return score + (5.0 if is_time(text) and text[0] not in "-–" else 4.0 if is_value(text) else -3.0)
    if role in TIMES:
        return score + (5.0 if is_time(text) and text[0] not in "-–" else -6.0)
    if role is Role.UNIT:
        return score + (5.0 if is_unit(text) else -1.0 if len(text.split()) <= 4 and not starts_value(text) else -7.0)
    if role is Role.BUDGET:
        return score + (3.0 if re.fullmatch(r"20\d\d", text) else 5.0 if is_amount(text) else -5.0)
    if role in VALUES:
        return score + (4.0 if is_value(text) else 1.0 if starts_value(text) and len(text.split()) < 13 else -3.0)
    if is_time(text) or (role is Role.NAME and HALF_UNIT.search(text)):
        score -= 4.0
    if re.fullmatch(r"[\W\d]+", text):
        score -= 4.0
    return score


def known_score(wordings: Counter[str], text: str) -> float:
    """Bonus of a wording that other rows have in this column (one seen once may be this row itself)."""
    seen = wordings[fold(text)] - 1
    return min(3.0, 1.0 + math.log2(seen)) if seen > 0 else 0.0
