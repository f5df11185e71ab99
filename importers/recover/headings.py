"""Column headings to roles: known by their words (a table in `headings.toml` that a settings file can add to)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from graph.rows import Column, Role
from graph.text import clean, fold

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_BRACKETS = re.compile(r"\([^()]*\)")
_SPAN = re.compile(r"\b((?:19|20)\d{2})\s*[-–—]\s*((?:19|20)\d{2})\b")
_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")
_HORIZON = re.compile(r"\b(?:năm|đến|hết|giai đoạn)\b", re.I)
_PERIODIC = frozenset({Role.TARGET, Role.RESULT, Role.PERIOD, Role.BUDGET, Role.DEADLINE})
_LONGEST = 24
"""A printed heading with more words than this is a sentence."""


@dataclass(frozen=True)
class Headings:
    """The known headings: folded words of a phrase -> role, the phrases whose role their neighbours decide, and the
    words that may stand around a phrase."""

    phrases: Mapping[tuple[str, ...], Role]
    ambiguous: Mapping[tuple[str, ...], Role]
    filler: frozenset[str]

    @cached_property
    def longest(self) -> int:
        """Number of words of the longest known phrase."""
        return max(len(words) for words in (*self.phrases, *self.ambiguous))

    def extended(self, path: Path) -> Headings:
        """These headings and those of a settings file (TOML: role -> list of phrases; later ones win). Raises
        `ValueError` naming the file and the key for an unknown role."""
        more = _parse(tomllib.loads(path.read_text(encoding="utf-8")), str(path))
        return Headings(
            {**self.phrases, **more.phrases}, {**self.ambiguous, **more.ambiguous}, self.filler | more.filler
        )


def words(text: str) -> tuple[str, ...]:
    """Folded words of a heading, without punctuation and markup."""
    return tuple(_WORD.findall(fold(text)))


def _parse(data: dict[str, Any], origin: str) -> Headings:
    phrases: dict[tuple[str, ...], Role] = {}
    for key, values in data.items():
        if key in ("ambiguous", "filler"):
            continue
        if key not in Role._value2member_map_:
            raise ValueError(f"{origin}: '{key}' is not a role of a column ({', '.join(role.value for role in Role)})")
        phrases.update({words(value): Role(key) for value in values})
    ambiguous = {words(phrase): Role(role) for phrase, role in data.get("ambiguous", {}).items()}
    return Headings(phrases, ambiguous, frozenset(map(fold, data.get("filler", {}).get("words", ()))))


KNOWN = _parse(tomllib.loads(Path(__file__).with_name("headings.toml").read_text(encoding="utf-8")), "headings.toml")
"""The headings that come with the program."""


def period_of(text: str) -> str | None:
    """The horizon or span a heading names: 'Năm 2030', 'Đến hết 2035' -> '2030', '2035'; 'Giai đoạn 2025 - 2030' ->
    '2025-2030'. None without a year."""
    span = _SPAN.search(text)
    if span:
        return f"{span.group(1)}-{span.group(2)}"
    years = _YEAR.findall(text)
    return years[-1] if years else None


def horizon_of(title: str | None, kind: Literal["task", "indicator"]) -> str | None:
    """The year by which a section of an indicator table goes ('Chỉ tiêu đến năm 2030' -> '2030'); None for other
    titles and for tasks."""
    if kind != "indicator" or not title or len(words(title)) > 10 or not _HORIZON.search(title):
        return None
    return period_of(title)


def match_heading(text: str, known: Headings = KNOWN) -> Column | None:
    """The column a printed heading stands for, by the longest known phrase in it; None where it is no heading (no
    known phrase and no period, or too many other words). A bare period ('Năm 2030') is a target of that period,
    'Giai đoạn 2025-2030' a period column; `read_columns` decides these again among their neighbours."""
    heading = clean(text.replace("**", ""))
    found = words(_BRACKETS.sub(" ", heading)) or words(heading)
    if not found or len(found) > _LONGEST:
        return None
    period = period_of(heading)
    best: tuple[int, Role, int] | None = None
    for size in range(min(len(found), known.longest), 0, -1):
        for at in range(len(found) - size + 1):
            role = _role(found[at : at + size], known)
            if role is not None and (best is None or size > best[0]):
                best = (size, role, at)
    if best is None:
        return _bare_period(heading, found, period, known)
    size, role, at = best
    around = found[:at] + found[at + size :]
    strange = sum(1 for word in around if word not in known.filler and not word.isdigit())
    if strange > len(found) // 4:
        return None
    if period and role in (Role.DELIVERABLE, Role.NAME) and not _SPAN.search(heading):
        role = Role.RESULT if role is Role.DELIVERABLE else role
    return Column(role, heading, period if role in _PERIODIC else None)


def _role(phrase: tuple[str, ...], known: Headings) -> Role | None:
    return known.phrases.get(phrase) or known.ambiguous.get(phrase)


def _bare_period(heading: str, found: tuple[str, ...], period: str | None, known: Headings) -> Column | None:
    several = len(_YEAR.findall(heading)) > 1 and not _SPAN.search(heading)
    if period is None or several or any(word not in known.filler and not word.isdigit() for word in found):
        return None
    return Column(Role.PERIOD if "-" in period else Role.TARGET, heading, period)


def split_headings(text: str, known: Headings = KNOWN) -> tuple[Column, ...] | None:
    """Headings that stand on one line one after another ('TT Nội dung chỉ tiêu Cơ quan chủ trì Ghi chú') as columns;
    None where the line is not made of known headings and periods alone. The fewest, longest headings win."""
    heading = clean(text.replace("**", ""))
    tokens = heading.split(" ")
    if len(tokens) > 60:
        return None
    best: list[tuple[int, tuple[Column, ...]] | None] = [(0, ()), *([None] * len(tokens))]
    for end in range(1, len(tokens) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before = best[start]
            if before is None:
                continue
            column = _exact(" ".join(tokens[start:end]), known)
            if column is None:
                continue
            cost = before[0] + 1
            current = best[end]
            if current is None or cost < current[0]:
                best[end] = (cost, (*before[1], column))
    final = best[-1]
    return final[1] if final else None


def _exact(text: str, known: Headings) -> Column | None:
    """A heading that is a known phrase as a whole (a year or a bracketed remark may follow)."""
    found = words(_BRACKETS.sub(" ", text))
    core = tuple(word for word in found if not word.isdigit())
    if core and core[-1] in words("năm hết đến"):
        core = core[:-1]
    role = _role(found, known) or _role(core, known)
    if role is not None:
        return match_heading(text, known)
    return _bare_period(text, found, period_of(text), known) if period_of(text) and len(found) <= 5 else None


def read_columns(rows: Sequence[Sequence[str | None]], known: Headings = KNOWN) -> tuple[Column, ...] | None:
    """Columns of one, two or three heading rows (a cell is None or '' where a merged heading covers it): a heading
    over several columns is put before those under it. None where these rows are no heading: fewer than two known
    headings, no column that names what a row is about, or more unknown headings than known ones."""
    width = max((len(row) for row in rows), default=0)
    printed = [_stacked(rows, index) for index in range(width)]
    columns: list[Column] = []
    matched = 0
    for index, heading in enumerate(printed):
        column = _match_stack(heading, known)
        text = " ".join(heading)
        if column is None:
            column = Column(Role.NUMBER if index == 0 and not text else Role.OTHER, text)
        else:
            matched += 1
        columns.append(column)
    named = sum(1 for heading in printed if heading)
    settled = settle(tuple(columns), known)
    if matched < 2 or matched * 2 < named or not any(column.role is Role.NAME for column in settled):
        return None
    return settled


def _match_stack(heading: list[str], known: Headings) -> Column | None:
    """The role of stacked headings: the lower one speaks where it is known ('Đến hết 2025' over 'Mục tiêu')."""
    text = " ".join(heading)
    if not heading:
        return None
    own = match_heading(heading[-1], known)
    whole = match_heading(text, known)
    if len(heading) == 1 or own is None:
        return whole
    period = own.period or period_of(text)
    role = own.role
    above = match_heading(heading[0], known)
    if above and above.role is Role.DEADLINE and own.role in (Role.TARGET, Role.PERIOD) and own.period:
        role = Role.PERIOD
    if above and above.role in (Role.BUDGET, Role.RESULT) and own.role in (Role.TARGET, Role.PERIOD) and own.period:
        role = above.role
    return Column(role, text, period if role in _PERIODIC else None)


def _stacked(rows: Sequence[Sequence[str | None]], index: int) -> list[str]:
    """The headings over one column from top to bottom, each once."""
    stack: list[str] = []
    for depth, row in enumerate(rows):
        text = clean((row[index] if index < len(row) else "") or "")
        if not text and any(_text(lower, index) for lower in rows[depth + 1 :]):
            text = _spanning(row, index)
        if text and text not in stack:
            stack.append(text)
    return stack


def _text(row: Sequence[str | None], index: int) -> str:
    return clean((row[index] if index < len(row) else "") or "")


def _spanning(row: Sequence[str | None], index: int) -> str:
    """The heading left of a covered cell that reaches over it."""
    for left in range(min(index, len(row)) - 1, -1, -1):
        if _text(row, left):
            return _text(row, left)
    return ""


def settle(columns: tuple[Column, ...], known: Headings = KNOWN) -> tuple[Column, ...]:
    """Roles that neighbours decide: 'Chỉ tiêu' is the name where no other column is; 'Đơn vị' beside a target and
    another lead is its unit; bare periods are targets of indicators and period columns of tasks; 'Kết quả' beside
    targets of an indicator is its result."""
    roles = [column.role for column in columns]
    unsure = [words(column.heading) in known.ambiguous for column in columns]
    if Role.NAME not in roles:
        candidates = [i for i, role in enumerate(roles) if role is Role.TARGET and unsure[i] and not columns[i].period]
        if not candidates:
            candidates = [i for i, role in enumerate(roles) if role in (Role.SCOPE, Role.GROUP)]
        if candidates:
            roles[candidates[0]] = Role.NAME
    _one_name(columns, roles)
    indicator = kind_of(tuple(_with(c, r) for c, r in zip(columns, roles, strict=True)), None) == "indicator"
    for index, column in enumerate(columns):
        if column.period and roles[index] in (Role.TARGET, Role.PERIOD) and _only_period(column.heading):
            roles[index] = Role.TARGET if indicator else Role.PERIOD
        if roles[index] is Role.LEAD and unsure[index] and (roles.count(Role.LEAD) > 1 or indicator):
            roles[index] = Role.UNIT if Role.UNIT not in roles else Role.LEAD
        if indicator and roles[index] is Role.DELIVERABLE and Role.TARGET in roles:
            roles[index] = Role.RESULT
    return tuple(_with(column, role) for column, role in zip(columns, roles, strict=True))


def _one_name(columns: Sequence[Column], roles: list[Role]) -> None:
    """Of several columns that could name a row ('Nhiệm vụ', 'Nội dung thực hiện') the plainest is the name, and the
    others tell what is done."""
    naming = [index for index, role in enumerate(roles) if role is Role.NAME]
    if len(naming) < 2:
        return
    plainest = [words(wording) for wording in ("tên", "nhiệm vụ", "chỉ tiêu", "công việc")]

    def rank(index: int) -> int:
        heading = set(words(columns[index].heading))
        return next((place for place, key in enumerate(plainest) if set(key) <= heading), len(plainest))

    kept = min(naming, key=rank)
    for index in naming:
        roles[index] = Role.NAME if index == kept else Role.SCOPE


def _only_period(heading: str) -> bool:
    return not set(words(heading)) & set(words("tiêu quả phí"))


def _with(column: Column, role: Role) -> Column:
    if role is column.role:
        return column
    return Column(role, column.heading, period_of(column.heading) if role in _PERIODIC else None)


def kind_of(columns: Sequence[Column], title: str | None) -> Literal["task", "indicator"]:
    """Whether a table's rows are tasks or indicators: by the heading of the name column, else by the columns only
    one of them has, else by the appendix's title ('chỉ tiêu')."""
    naming = [words(column.heading) for column in columns if column.role is Role.NAME]
    if any(set(words(wording)) <= set(name) for name in naming for wording in ("chỉ tiêu", "chỉ số")):
        return "indicator"
    if any(set(words("nhiệm việc án động")) & set(name) for name in naming):
        return "task"
    roles = {column.role for column in columns}
    if roles & {Role.UNIT, Role.BASELINE, Role.RESULT} or (Role.TARGET in roles and Role.DEADLINE not in roles):
        return "indicator"
    if roles & {Role.DELIVERABLE, Role.DEADLINE, Role.COUNTERPART}:
        return "task"
    topic = fold(title or "")
    return "indicator" if fold("chỉ tiêu") in topic and fold("nhiệm vụ") not in topic else "task"
