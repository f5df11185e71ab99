"""Column headings to roles: known by their words (a table in `headings.toml` that a settings file can add to)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from sys import intern
from typing import Any

from graph.rows import Column, Role
from graph.text import clean, fold
from importers.recover.periods import SPAN, YEAR, part_of_year, period_of

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_BRACKETS = re.compile(r"\([^()]*\)")
PERIODIC = frozenset({Role.TARGET, Role.RESULT, Role.PERIOD, Role.BUDGET, Role.DEADLINE})
"""Roles whose column has a period where its heading names one."""
_DONE = frozenset(map(fold, ("thực", "hiện")))
_LONGEST = 24
"""A printed heading with more words than this is a sentence."""


@dataclass(frozen=True, eq=False)
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


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """Folded words of a heading, without punctuation and markup."""
    return tuple(map(intern, _WORD.findall(fold(text))))  # the words of thousands of texts are a few hundred


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


@lru_cache(maxsize=1024)
def match_heading(text: str, known: Headings = KNOWN) -> Column | None:
    """The column a printed heading stands for, by the longest known phrase in it; None where it is no heading (no
    known phrase and no period, or too many other words). A bare period ('Năm 2030') is a target of that period,
    'Giai đoạn 2025-2030' a period column; `read_columns` decides these again among their neighbours."""
    heading = clean(text.replace("**", ""))
    found = words(_BRACKETS.sub(" ", heading)) or words(heading)
    if not found or len(found) > _LONGEST:
        return None
    quarter = part_of_year(heading)
    if quarter:
        return Column(Role.PERIOD, heading, quarter)
    period = period_of(heading)
    longest = _longest(found, known)
    if longest is None:
        return _bare_period(heading, found, period, known)
    size, role, at = longest
    around = _beside(found[:at], role, known) + _beside(found[at + size :], role, known)
    strange = sum(1 for word in around if word not in known.filler and not word.isdigit())
    if strange > len(found) // 4:
        return None
    if period and role in (Role.DELIVERABLE, Role.NAME) and not SPAN.search(heading):
        role = Role.RESULT if role is Role.DELIVERABLE else role
    return Column(role, heading, period if role in PERIODIC else None)


def _longest(found: tuple[str, ...], known: Headings) -> tuple[int, Role, int] | None:
    """Size, role and place of the longest known phrase; of those of one size one whose role is sure, then the first."""
    for size in range(min(len(found), known.longest), 0, -1):
        for phrases in (known.phrases, known.ambiguous):
            for at in range(len(found) - size + 1):
                if role := phrases.get(found[at : at + size]):
                    return size, role, at
    return None


def _beside(found: tuple[str, ...], role: Role, known: Headings) -> tuple[str, ...]:
    """Words beside a phrase without another phrase of the same role ('Nhiệm vụ/Hoạt động')."""
    for size in range(min(len(found), known.longest), 0, -1):
        for at in range(len(found) - size + 1):
            if known.phrases.get(found[at : at + size]) is role:
                return _beside(found[:at], role, known) + _beside(found[at + size :], role, known)
    return found


def _role(phrase: tuple[str, ...], known: Headings) -> Role | None:
    return known.phrases.get(phrase) or known.ambiguous.get(phrase)


def _bare_period(heading: str, found: tuple[str, ...], period: str | None, known: Headings) -> Column | None:
    several = len(YEAR.findall(heading)) > 1 and not SPAN.search(heading)
    if period is None or several or any(word not in known.filler and not word.isdigit() for word in found):
        return None
    if set(words(heading)) >= _DONE:
        return Column(Role.RESULT, heading, period)
    return Column(Role.TARGET if period.isdecimal() else Role.PERIOD, heading, period)


@lru_cache(maxsize=1024)
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
            if start and tokens[start][0].islower():
                continue  # the rest of a heading ('Mục' + 'tiêu'), none of its own
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
