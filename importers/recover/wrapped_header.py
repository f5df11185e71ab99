"""The heading row of a wrapped table: its columns, and the same heading where a page repeats it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from graph.rows import Column, Role
from graph.text import clean
from importers.recover.columns import settle
from importers.recover.headings import KNOWN, Headings, match_heading, words
from importers.recover.periods import SPAN, part_of_year
from importers.recover.wrapped_lines import Line

_LONGEST = 14
_MOST_LINES = 60
_NUMBER_HEADS = ("stt", "tt", "số tt", "số thứ tự", "thứ tự", "no")
_COLUMN_COUNT = re.compile(r"\(\d{1,2}\)|\(?\d{1,2}\)?(?:\s+\(?\d{1,2}\)?)+")
"""A row that numbers the columns ('(1) (2) (3)')."""
_BARE_PERIOD = re.compile(
    r"(?:(?:kết quả|ước|chỉ tiêu(?=\s+kế))\s+)?"
    r"(?:(?:mục tiêu|chỉ tiêu|kết quả|kế hoạch|thực hiện|ước|hiện trạng|tầm nhìn|định hướng)\s+)?"
    r"(?:(?:đến|hết|năm|giai đoạn|cuối|tháng)\s+)*"
    r"(?:19|20)\d\d(?:\s*[-–]\s*20\d\d)?",
    re.IGNORECASE,
)
_UNKNOWN = 6.0
_ANEW = 0.8
"""Cost of a word with a capital inside a heading, which may begin the next one."""
_RUN = 2.0
"""The more capitals, the less one heading: times the square of those beyond the second."""
_AGAIN = 4.0
"""Cost of a heading's first word standing in it again: two headings of one wording stand side by side."""
_TWO = 6.0
"""Cost of a heading that parts at a capital (or before a year) into two known ones that say different things."""
_DOUBTFUL = 9.0
"""Cost of a heading from which on it may be several."""
_DATED = frozenset({Role.TARGET, Role.RESULT, Role.BASELINE, Role.PERIOD, Role.BUDGET, Role.DEADLINE, Role.DELIVERABLE})


def header_start(lines: Sequence[Line]) -> int | None:
    """Index of the line the heading row begins with ('TT …', 'STT'), None where no line does."""
    for index, line in enumerate(lines):
        found = words(line.text)
        if found and (found[0] in _NUMBER_HEADS or " ".join(found[:2]) in _NUMBER_HEADS):
            return index
    return None


def read_header(lines: Sequence[Line], known: Headings = KNOWN) -> tuple[tuple[Column, ...], int] | None:
    """Columns of a heading row whose wrapped headings stand one after another, and how many of these lines it takes
    (lines after it belong to what follows). None where they are no heading row."""
    best: tuple[float, int, tuple[Column, ...]] | None = None
    for count, parted in enumerate(_partings([line.text for line in lines[:_MOST_LINES]], known), start=1):
        columns = settle(parted[1], known)
        if columns[0].role is not Role.NUMBER or not any(column.role is Role.NAME for column in columns):
            continue
        unread = sum(len(words(line.text)) * (0.2 if line.text.isupper() else 1.5) for line in lines[count:])
        doubled = sum(1 for column in columns if column.role in (Role.NAME, Role.NUMBER)) - 2
        cost = parted[0] + unread + 4.0 * doubled
        if best is None or cost <= best[0]:
            best = (cost, count, columns)
    if best is None or len(best[2]) < 3:
        return None
    return best[2], best[1]


def _partings(texts: Sequence[str], known: Headings) -> Iterator[tuple[float, tuple[Column, ...]]]:
    """The cheapest sequence of headings that the first line makes, the first two, and so on."""
    tokens: list[str] = []
    opens: list[bool] = []
    best: list[tuple[float, tuple[Column, ...]]] = [(0.0, ())]
    for text in texts:
        if not _COLUMN_COUNT.fullmatch(text.strip()):
            for at, token in enumerate(text.split()):
                tokens.append(token)
                opens.append(at == 0)
                best.append(_cheapest(tokens, opens, best, known))
        yield best[-1]


def _cheapest(
    tokens: Sequence[str], opens: Sequence[bool], best: Sequence[tuple[float, tuple[Column, ...]]], known: Headings
) -> tuple[float, tuple[Column, ...]]:
    """The cheapest sequence of headings that all the tokens make (`opens`: those that begin a line), where `best` is
    that of the first ones, one fewer each."""
    end = len(tokens)
    options = []
    for start in range(max(0, end - _LONGEST), end):
        cost, column = _heading(" ".join(tokens[start:end]), start == 0, known)
        cost += 0.0 if opens[start] else 0.2
        cost += 0.8 * sum(1 for at in range(start + 1, end) if opens[at] and tokens[at][0].isupper())
        options.append((best[start][0] + cost, start, column))
    cost, start, column = min(options, key=lambda option: option[0])
    return cost, (*best[start][1], column)


def _heading(text: str, first: bool, known: Headings) -> tuple[float, Column]:
    """Cost of a run of words being one heading, and its column."""
    found = words(re.sub(r"\([^()]*\)", " ", text))
    period = _BARE_PERIOD.fullmatch(clean(text)) is not None or part_of_year(text) is not None
    if not found or text.count("(") != text.count(")") or not (text[0].isupper() or (period and text[0].isdigit())):
        return _UNKNOWN * 3, Column(Role.OTHER, text)
    if not first and found in known.phrases and known.phrases[found] is Role.NUMBER:
        return _UNKNOWN * 2, Column(Role.OTHER, text)
    if period:
        column = match_heading(text, known)
        return (0.5, column) if column else (1.5, Column(Role.OTHER, text))
    column = match_heading(text, known)
    capitals = sum(1 for token in text.split() if len(token) > 1 and token.isupper() and token.isalpha())
    mixed = 2 <= capitals < len(found) - 1
    years = len(set(re.findall(r"\b20\d\d\b", text)))
    if column is None or mixed or years > 2:
        return _UNKNOWN + len(found), Column(Role.OTHER, text)
    exact = found in known.phrases or found in known.ambiguous
    tokens = text.split()
    capitals = sum(
        1 for before, token in pairwise(tokens) if token.istitle() and before[-1] not in ",;/(" and not token.isupper()
    )
    anew = _ANEW * capitals + _RUN * max(0, capitals - 2) ** 2
    again = 0.0 if exact else _TWO * _is_two(tokens, known)
    again += 0.0 if exact else _AGAIN * (tokens[1:].count(tokens[0]) + (years > 1 and SPAN.search(text) is None))
    return (0.5 if exact else 2.0 + 0.4 * (len(found) - 1)) + anew + again, column


def _is_two(tokens: Sequence[str], known: Headings) -> bool:
    """Whether the words are two headings side by side ('Nhiệm vụ giao' | 'Cơ quan chủ trì', 'Phối hợp' | '2026'): both
    are known and of different roles; a year belongs to what is dated ('Kế hoạch 2026')."""
    for at in range(1, len(tokens)):
        year = re.fullmatch(r"20\d\d", tokens[at]) is not None
        if not (tokens[at][:1].isupper() or year) or tokens[at - 1][-1] in ",;/(-–":
            continue
        column, after = match_heading(" ".join(tokens[:at]), known), match_heading(" ".join(tokens[at:]), known)
        if column and after and column.role is not after.role and not (after.period and column.role in _DATED):
            return True
    return False


def header_doubts(columns: Sequence[Column], below: Sequence[Line], known: Headings = KNOWN) -> Iterator[str]:
    """What is in doubt about a heading row as read, in words; `below`: the lines between it and the first number."""
    for column in columns:
        if _heading(column.heading, column is columns[0], known)[0] > _DOUBTFUL:
            yield f"'{column.heading}' may be the headings of several columns"
    left = next((at for at, line in enumerate(below) if line.text.lstrip()[:1].islower()), None)
    if left is not None:
        words_left = clean(" ".join(line.text for line in below[: left + 1]))
        yield f"'{words_left}' below the heading row may belong to it"


def drop_repeats(lines: Sequence[Line], header: Sequence[Line]) -> tuple[list[Line], list[int]]:
    """The lines without repeated heading rows (the line after one is marked `cut`), and the lines of the file where
    a repetition began. The heading may be wrapped otherwise there: its words are compared, not its lines."""
    wanted = [word for line in header for word in words(line.text)]
    kept: list[Line] = []
    repeats: list[int] = []
    index, cut = 0, False
    while index < len(lines):
        taken = _matches(lines, index, wanted)
        if taken:
            repeats.append(lines[index].line)
            index, cut = index + taken, True
            continue
        kept.append(replace(lines[index], cut=True) if cut else lines[index])
        index, cut = index + 1, False
    return kept, repeats


def _matches(lines: Sequence[Line], index: int, wanted: list[str]) -> int:
    """How many lines from `index` on repeat the heading words, 0 where they do not."""
    if len(wanted) < 3 or not words(lines[index].text):
        return 0
    read: list[str] = []
    for taken, line in enumerate(lines[index : index + len(wanted) + 1], start=1):
        read += words(line.text)
        if read == wanted:
            return taken
        if read != wanted[: len(read)]:
            return 0
    return 0
