"""The bullets and numbered parts of a cell, and which part of one cell answers to which part of another."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BULLET = re.compile(r"(?:(?<=\s)|^)[-–—+•*](?=\s|[(\w])")
_MARK = r"\(\s*(?:\d{1,2}|[a-zđ]|[ivx]{1,4})\s*\)"
_LABEL = re.compile(rf"{_MARK}(?:\s*(?:,|và|-|đến)?\s*{_MARK})*\s*:?")
_LETTERED = re.compile(r"(?:(?<=[\s;])|^)(?:[a-hđ]|\d{1,2})\)\s+")
_BARE_VALUE = r"(?:\d+|[IVX]+)"
_STRETCH_LEFT = re.compile(rf"(?:^|[^/.\w]){_BARE_VALUE}\s*$")
_STRETCH_RIGHT = re.compile(rf"[-–—+•*]\s*{_BARE_VALUE}(?![\w.)])")


@dataclass(frozen=True, slots=True)
class Group:
    """A bullet or numbered part of a cell: its text, the printed label of a part ('(1)', '(1) (2)') and whether a
    bullet stood before it. A cell without either is one group with neither."""

    text: str
    label: str | None = None
    bulleted: bool = False

    @property
    def shown(self) -> str:
        """The part as printed, with its label."""
        return f"{self.label} {self.text}" if self.label else self.text


def split_groups(text: str, *, of_dates: bool = False) -> list[Group]:
    """The bullets (`- A; - B`) and parts (`(1) A; (2) B`) of a cleaned cell. Inside a cell that begins with a bullet
    a dash between blanks is the next bullet, unless it joins two bare numbers (`- 2025 - 2030`) or, in a cell that
    does not hold dates (`of_dates` false), unless a small letter follows it (`kinh tế - xã hội`)."""
    groups: list[Group] = []
    for bulleted, piece in _bullets(text, of_dates):
        groups += _parts(piece, bulleted)
    return [group for group in groups if group.text or group.label]


def _bullets(text: str, of_dates: bool) -> list[tuple[bool, str]]:
    sign = text[:1]
    begins = bool(_BULLET.match(text)) and not text[1:2].isdigit()
    found = [match.start() for match in _BULLET.finditer(text)]
    cuts = [at for at in found if _is_bullet(text, at, sign, begins, of_dates)]
    if not cuts:
        return [(False, text)]
    head = [(False, text[: cuts[0]])] if text[: cuts[0]].strip() else []
    return head + [(True, text[cut + 1 : end]) for cut, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _is_bullet(text: str, at: int, sign: str, begins: bool, of_dates: bool) -> bool:
    rest = text[at + 1 :].lstrip()
    if at == 0:
        return begins
    if _LABEL.match(rest):
        return True
    if not begins or text[at] != sign or not text[at + 1 : at + 2].isspace():
        return False
    if of_dates:
        return not (_STRETCH_LEFT.search(text[:at]) and _STRETCH_RIGHT.match(text[at:]))
    return text[:at].rstrip()[-1:] in ";.:," or not rest[:1].islower()


def _parts(text: str, bulleted: bool) -> list[Group]:
    text = text.strip()
    cuts = [match.span() for match in _LABEL.finditer(text)] or [match.span() for match in _LETTERED.finditer(text)]
    if not cuts or text[: cuts[0][0]].strip():  # a part is only what begins with its label
        return [Group(_trim(text), None, bulleted)]
    ends = [begin for begin, _ in cuts[1:]] + [len(text)]
    return [
        Group(_trim(text[stop:end]), text[begin:stop].rstrip(": ").strip(), bulleted)
        for (begin, stop), end in zip(cuts, ends, strict=True)
    ]


def _trim(text: str) -> str:
    return text.strip().rstrip(";,.").strip() if not text.rstrip().endswith("...") else text.strip()


def pair(groups: list[Group], deliverable: str | None) -> list[str | None]:
    """For each group of a deadline the part of the deliverable cell that answers to it: bullets in their order,
    labelled parts by their label. Nothing at all when the counts differ or there is only one group."""
    others = split_groups(deliverable) if deliverable else []
    nothing: list[str | None] = [None] * len(groups)
    if len(groups) < 2 or len(others) != len(groups):
        return nothing
    if all(group.label for group in groups):
        shown = {group.label: group.shown for group in others}
        return [shown.get(group.label) for group in groups]
    if any(group.label for group in (*groups, *others)):
        return nothing
    if all(group.bulleted for group in (*groups, *others)):
        return [group.text or None for group in others]
    return nothing
