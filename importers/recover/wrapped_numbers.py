"""Which lines of a wrapped table open a row or a section: the chain of numbers that reads best as one numbering.

A line that is only a number, or a number and words, may open a row; it may as well be a page number, a year, a target
or a wrapped line that happens to start with a figure. The candidates are taken together: every step from one number
to the next has a score (1 -> 2, 2 -> 2.1, 2.3 -> 3, II -> 1 read well; 3 -> 6 is a leap; 2.1 -> 6 is none), and the
best chain from the first line to the last wins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from importers.recover.numbering import Number, leading_number, parse_number
from importers.recover.wrapped_lines import Line, usual_gap

_DOCUMENT = re.compile(r"\s*\d+[/-][A-ZĐ]")
"""The number of a document that a line end cut off from its words ('… số' / '112/QĐ-UBND')."""
_QUARTER = re.compile(r"(?:^|\s)(?:quý|kỳ|loại|cấp|nhóm|đợt|vòng)\s*$", re.IGNORECASE)
"""What a line ends with before a number that belongs to its words ('Quý' / 'II')."""
_WINDOW = 60
_NEVER = -20.0


@dataclass(frozen=True, slots=True)
class Start:
    """A line that may open a row or section: its index, its number and the words after the number."""

    index: int
    number: Number
    rest: str
    score: float


@dataclass(frozen=True, slots=True)
class _State:
    """Where a numbering stands: the last letter and roman section and the last decimal number, which restarts
    (`fresh`) below a new section."""

    letter: int = 0
    roman: int = 0
    decimal: tuple[int, ...] = ()
    fresh: bool = True


def row_starts(lines: Sequence[Line]) -> list[Start]:
    """The lines that open rows and sections, in reading order."""
    usual = usual_gap(lines)
    starts = [start for index in range(len(lines)) if (start := _candidate(lines, index, usual)) is not None]
    best: list[tuple[float, int, _State]] = []
    for at, start in enumerate(starts):
        found = (*_step(_State(), start.number, first=True), -1)
        choices = [found]
        for before in range(max(0, at - _WINDOW), at):
            score, _, state = best[before]
            gain, after = _step(state, start.number)
            choices.append((score + gain + _emptiness(lines, starts[before], start), after, before))
        score, state, origin = max(choices, key=lambda choice: choice[0])
        best.append((score + start.score, origin, state))
    chain: list[Start] = []
    at = max(range(len(best)), key=lambda i: best[i][0], default=-1)
    while at >= 0:
        chain.append(starts[at])
        at = best[at][1]
    return chain[::-1]


def _candidate(lines: Sequence[Line], index: int, usual: int) -> Start | None:
    line = lines[index]
    if _DOCUMENT.match(line.text):
        return None
    number = parse_number(line.text)
    rest = ""
    if number is None:
        parted = leading_number(line.text)
        if parted is None:
            return None
        number, rest = parted
    before = lines[index - 1].text if index else ""
    if before.count("(") > before.count(")") or (not number.decimal and _QUARTER.search(before)):
        return None
    if "item" in number.kinds or (number.decimal and max(number.parts) > 199):
        return None
    score = 4.0 if number.decimal else 3.0
    follower = rest or (lines[index + 1].text.strip() if index + 1 < len(lines) else "")
    if rest:
        score = 2.5 if number.decimal else 3.0
    if follower[:1].islower():
        score -= 5.0 if rest else 3.0
    if line.gap > usual or line.cut:
        score += 1.5
    elif line.gap < usual:
        score += 1.0 if line.text[:1] == " " else -3.0
    if index + 1 < len(lines) and lines[index + 1].cut and not rest:
        score -= 6.0
    if not number.decimal and rest.isupper() and " " in rest:
        score += 3.0
    if not number.decimal and len(line.text) - len(line.text.rstrip()) >= 3:
        score += 1.0
    return Start(index, number, rest, score)


def _emptiness(lines: Sequence[Line], start: Start, after: Start) -> float:
    """A row without any words between two numbers is no row: the first number was a page's."""
    return 0.0 if start.rest or after.index > start.index + 1 else -9.0


def _step(state: _State, number: Number, first: bool = False) -> tuple[float, _State]:
    """Score of reading `number` after what went before, and where the numbering then stands."""
    if number.decimal:
        return _decimal_step(state, number.parts, first)
    options: list[tuple[float, _State]] = []
    value = number.parts[0]
    if "roman" in number.kinds:
        options.append((_section_step(state.roman, value), _State(state.letter, value, state.decimal)))
    if "letter" in number.kinds:
        letter = "ABCDĐEGHIKLMN".index(number.text) + 1
        options.append((_section_step(state.letter, letter) - 0.5, _State(letter, 0, state.decimal)))
    return max(options, key=lambda option: option[0])


def _section_step(before: int, value: int) -> float:
    if value == before + 1:
        return 3.0
    if value == before:
        return -1.0
    return 0.0 if value == 1 else -3.0 - abs(value - before)


def _decimal_step(state: _State, parts: tuple[int, ...], first: bool) -> tuple[float, _State]:
    after = _State(state.letter, state.roman, parts, False)
    last = state.decimal
    if state.fresh:
        return _opening(last, parts, first), after
    if parts[:-1] == last[:-1] or (len(parts) <= len(last) and parts[:-1] == last[: len(parts) - 1]):
        return _sibling(last[len(parts) - 1], parts[-1], len(parts) == len(last)), after
    if parts[:-1] == last:
        return (2.5 if parts[-1] == 1 else -2.0 - parts[-1]), after
    return _NEVER, after


def _opening(last: tuple[int, ...], parts: tuple[int, ...], first: bool) -> float:
    """A section's first number: 1, or the number after the last section's last; some may be lost before it."""
    if all(part == 1 for part in parts):
        return 4.0 - len(parts)
    scores = [-4.0 - min(parts[-1], 8)] if first or len(parts) > 1 else [-1.0 - 2.0 * min(parts[0], 8)]
    if len(parts) == len(last) == 1 and parts[0] > last[0]:
        scores.append(2.5 if parts[0] == last[0] + 1 else 1.5 - 1.5 * (parts[0] - last[0]))
    return max(scores)


def _sibling(before: int, value: int, same_depth: bool) -> float:
    leap = value - before
    if leap == 1:
        return 3.0
    if leap == 0:
        return -5.0 if same_depth else -8.0
    if leap > 1:
        return 1.0 - leap * 1.5
    return -6.0 if value == 1 else _NEVER
