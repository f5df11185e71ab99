"""What makes a row of a wrapped table doubtful: cells whose parting the lines do not prove.

Where columns are told apart by their words alone, a cell that is empty, ends in the middle of a wording, or holds what
begins a cell of another column may have been parted in the wrong place. The account says so; nothing is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from graph.rows import Column, Role
from importers.recover.contents import seen_as, traits
from importers.recover.wrapped_atoms import Atom
from importers.recover.wrapped_cues import (
    COMPARATORS,
    HALF_UNIT,
    OPEN_WORDS,
    ends_agency_head,
    ends_open,
    goes_on_to_party,
    half_value,
    is_amount,
    is_time,
    starts_agency,
    two_figures,
)
from importers.recover.wrapped_cuts import AGENCIES, TIMES, VALUES

_OFTEN_EMPTY = frozenset({Role.NOTE, Role.BUDGET, Role.STATUS, Role.DEPENDS_ON})
"""Columns that most rows may leave empty; of the others every row has something, as a rule."""
_LETTERS = [letter for letter in map(chr, range(0x41, 0x1F00)) if letter.isalpha()]
_CAPITAL, _SMALL = (f"[{''.join(filter(test, _LETTERS))}]" for test in (str.isupper, str.islower))
_JOINED = re.compile(rf"\d\S*\s+{_CAPITAL}\w")
"""A figure before a capital ('100 Duy trì'): the next value, or the next cell."""
_CUT_TIME = re.compile(
    r"(?:^|(?<!h[ằà]ng)(?<!mỗi)(?<!cuối)(?<!đầu)(?<!từng) )(?:quý|tháng|ngày|đoạn|năm học)$|^định kỳ$|\(\d\)$", re.I
)
"""A time wording that a line's end cut off before its figure, a mark of a list before its item."""
_CUT_AGENCY = re.compile(r"(?:^|[;,] )(?:Sở|Trường|Ban|Cục|Vụ|Viện|Trung tâm|Phòng|Chi cục|Xã|Phường|Tỉnh)$")
_TITLE = re.compile(rf"{_SMALL} {_CAPITAL}{{2,}}(?: {_CAPITAL}+){{2,}}$")
"""A title in capitals after a cell ('… Dược TIÊU THỤ SẢN PHẨM')."""
_BEFORE_VALUE = re.compile(r"(?:^|\s)(?:trên|dưới|đạt|từ|đến|tối thiểu|ít nhất|khoảng|không dưới|không quá)$", re.I)
_PREDICATE = re.compile(rf"\b{_SMALL}+ {_CAPITAL}\w* (?:{_SMALL}+ ){{0,3}}(?:được|đã|sẽ)\b")
"""What is said of something that begins after an agency's name ('… Đào tạo Học bạ số được triển khai')."""
_WHOLE_NAME = re.compile(r"(?i:tỉnh|thành|huyện) (?:ủy|uỷ)$| (?:vụ|bộ|ban|hội|sở|xã|phường|báo|đài|cục|viện|quỹ|thuế)$")
"""What ends a name although names begin so: 'Tỉnh ủy', and small letters ('Sở Nội vụ')."""
_LETTERED = re.compile(rf"(?:^|\s)[a-eđ][.)]?\s+{_CAPITAL}|\s[b-eđ]$")
"""A letter that numbers a part of a row ('a Rà soát …')."""
_LONG_VALUE, _SHORT_ITEM = 8, 4
_TICK = re.compile(r"(?:^|\s)[xX✓✔√](?:\s|$)")
_CUT = {**dict.fromkeys(AGENCIES, (_CUT_AGENCY, _CUT_TIME, _TITLE)), Role.NAME: (_CUT_TIME, HALF_UNIT)}
"""What shows in a column that a cell ends in the middle of a wording, or goes on into a title."""
_CLOSED = AGENCIES | {Role.DELIVERABLE, Role.UNIT}
"""Columns whose cells do not end with a word that something follows ('của', 'và')."""


def doubts(columns: Sequence[Column], cells: Sequence[Sequence[Atom]], texts: Sequence[str | None]) -> Iterator[str]:
    """What is in doubt about a row, in words: `columns` without the number's, per column its atoms and its text."""
    yield from _empty(columns, texts)
    yield from _alike(columns, texts)
    yield from _shared_line(columns, cells)
    if any(column.role in VALUES for column in columns):
        yield from (f"'{c.heading}' may end with a value" for c, text in zip(columns, texts, strict=True)
                    if text and c.role is Role.NAME and _BEFORE_VALUE.search(text))  # fmt: skip
    for column, cell, text in zip(columns, cells, texts, strict=True):
        if cell and text and column.role is not Role.NOTE:
            why = _strange(seen_as(column).role, cell, text)
            if why:
                yield f"'{column.heading}' {why}"


def _empty(columns: Sequence[Column], texts: Sequence[str | None]) -> Iterator[str]:
    """Columns that are hardly ever empty, and are: what belongs there may stand in a neighbour."""
    amounts = sum(column.role is Role.BUDGET for column in columns)
    empty = [
        column.heading
        for column, text in zip(columns, texts, strict=True)
        if not text and (column.role not in _OFTEN_EMPTY or (column.role is Role.BUDGET and amounts > 1))
    ]
    if empty:
        yield f"whether {', '.join(map(repr, empty))} {'is' if len(empty) == 1 else 'are'} empty is in doubt"


def _alike(columns: Sequence[Column], texts: Sequence[str | None]) -> Iterator[str]:
    """Neighbouring columns whose cells look alike (years, quarters): where some are empty, the lines do not tell
    which."""
    for role, group in groupby(zip(columns, texts, strict=True), key=lambda pair: pair[0].role):
        run = [bool(text) for _, text in group]
        if role in VALUES and len(run) > 1 and 0 < sum(run) < len(run):
            yield f"{sum(run)} of {len(run)} like columns are filled; which, the lines do not tell"


def _shared_line(columns: Sequence[Column], cells: Sequence[Sequence[Atom]]) -> Iterator[str]:
    """Texts that end with an agency's name on the line on which the next cell begins ('Số hóa hồ sơ Sở Tài chính Công
    an tỉnh …'), and names of party bodies in two cells ('Ban Tổ chức' | 'Tỉnh ủy'): what belongs to which?"""
    filled = [(column, cell) for column, cell in zip(columns, cells, strict=True) if cell]
    for (column, cell), (beside, after) in pairwise(filled):
        inside = not after[0].first and not cell[-1].first and len(cell) > 1
        if inside and column.role in (Role.NAME, Role.SCOPE) and starts_agency(cell[-1].text):
            yield f"'{column.heading}' ends with '{cell[-1].text[:40]}', which may begin another cell"
        if {column.role, beside.role} <= AGENCIES and goes_on_to_party(cell[-1].text, after[0].text):
            yield f"'{beside.heading}' may be the rest of '{column.heading}'"


def _strange(role: Role, cell: Sequence[Atom], text: str) -> str | None:
    """Why a cell of such a column may be parted in the wrong place; None where nothing speaks for it."""
    if text[-1] in "-–/(:" and len(text) > 1:
        return "ends in the middle of a wording"
    if any(rule.search(text) for rule in _CUT.get(role, (_CUT_TIME, _TITLE))) or (ends_open(text) and role in _CLOSED):
        return "ends in the middle of a wording"
    if (role not in VALUES | TIMES and cell[0].first and cell[0].lower) or (role in AGENCIES and text[0].isdigit()):
        return "begins in the middle of a wording"
    if role in TIMES - {Role.PERIOD} and not (is_time(text) or traits(text).time):
        return "holds no time"
    if role in VALUES and (_several(text) or _names_agency(text) or (role is Role.BUDGET and not is_amount(text))):
        return "holds more than one value"
    return _holds_another(role, cell) or _holds_rows(role, cell, text)


def _several(text: str) -> bool:
    """Whether a value's cell holds two values: two figures that are no range and no figure with words, or a mark and
    something else."""
    ticked = _TICK.search(text) is not None and len(text) > 1
    if ticked or _JOINED.search(text) or (len(text.split()) > _LONG_VALUE and not any(map(str.isdigit, text))):
        return True
    words = text.split()
    told = words[-1][0].isdigit() and len(words) > _LONG_VALUE // 2 and words[0].casefold() not in COMPARATORS
    return two_figures(text) or half_value(text) or (told and not words[0][0].isdigit())


def _names_agency(text: str) -> bool:
    """Whether an agency's name begins in a value's cell."""
    words = text.split()
    return any(words[at][:1].isupper() and starts_agency(" ".join(words[at:])) for at in range(len(words)))


def _holds_rows(role: Role, cell: Sequence[Atom], text: str) -> str | None:
    """Whether a name's cell may hold parts of the row that are rows: items of a list, or numbered with letters."""
    items = any(atom.bullet and len(atom.text.split()) > _SHORT_ITEM for atom in cell[1:])
    return "may hold rows of its own" if role is Role.NAME and (items or _LETTERED.search(text)) else None


def _holds_another(role: Role, cell: Sequence[Atom]) -> str | None:
    """What begins inside a cell and might as well be the next column's."""
    for before, atom in pairwise(cell):
        if before.text[-1] in ",;:/–-(&+" or before.text.rsplit(" ", 1)[-1].casefold() in OPEN_WORDS or atom.bullet:
            continue
        if atom.lower or not atom.text[:1].isalnum():
            continue
        whole = _WHOLE_NAME.search(before.text) is not None or not ends_agency_head(before.text)
        if role in AGENCIES and whole:
            party = goes_on_to_party(before.text, atom.text)
            if (starts_agency(atom.text) and not party) or traits(atom.text).product or is_time(atom.text):
                return f"holds '{atom.text[:40]}', which may begin another cell"
        elif role is Role.DELIVERABLE and (starts_agency(atom.text) or (is_time(atom.text) and not atom.first)):
            return f"holds '{atom.text[:40]}', which may begin another cell"
    predicate = role in AGENCIES and _PREDICATE.search(" ".join(atom.text for atom in cell))
    return "holds more than agencies" if predicate else None

