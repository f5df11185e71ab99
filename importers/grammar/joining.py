"""Phrases that say one thing together: `thường xuyên hàng tháng`, `năm 2026 (quý II)`, `tháng 6, tháng 12 hàng năm`.

Two neighbours are joined by the first rule of `_RULES` that knows the pair; what stands between them (nothing, a
comma or `và`, a semicolon, an opening bracket) decides with it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from importers.grammar.phrase import Phrase, PhraseKind
from importers.grammar.tokens import Tokens, key

Gap = Literal["none", "bracket", "comma", "and", "semicolon"]
_CLOSE = ("none", "bracket")


def join(tokens: Tokens, phrases: list[Phrase], year: int | None) -> list[Phrase]:
    """The phrases with their years filled in (the next printed year, else the last, else `year`) and with those
    that belong together made one; each result says one milestone."""
    joined: list[Phrase] = []
    for phrase in _with_years(tokens, phrases, year):
        merged = _merge(joined[-1], phrase, _gap(tokens, joined[-1], phrase)) if joined else None
        if merged is None:
            joined.append(phrase)
        else:
            joined[-1] = merged
    return joined


def _gap(tokens: Tokens, left: Phrase, right: Phrase) -> Gap:
    keys = [key(tokens, index) for index in range(left.end, right.begin)]
    if keys[:1] == ["("] and ")" not in keys:
        return "bracket"  # whatever else stands in it, the bracket is a remark on what is before it
    for sign, gap in ((";", "semicolon"), ("va", "and"), ("hoac", "and"), ("&", "and"), ("-", "and"), (",", "comma"),
                      ("(", "bracket")):  # fmt: skip
        if sign in keys:
            return gap  # type: ignore[return-value]  # the table's second column is a Gap
    return "none"


def _with_years(tokens: Tokens, phrases: list[Phrase], year: int | None) -> list[Phrase]:
    """Give yearless moments a year. Those of a recurring cell need none (`trước 15/12 hàng năm`) and vanish into it."""
    recurring = any(phrase.kind == "recurring" for phrase in phrases)
    filled: list[Phrase] = []
    for at, phrase in enumerate(phrases):
        if not phrase.yearless:
            filled.append(phrase)
            continue
        if phrase.hard and recurring:
            filled.append(replace(phrase, kind="recurring", first=None, last=None))
            continue
        printed = _printed_year(phrases[at + 1 :]) or _printed_year(filled[::-1]) or year
        filled.append(phrase.in_year(printed) if printed else phrase)
    return filled


def _printed_year(phrases: list[Phrase]) -> int | None:
    return next((p.first.year for p in phrases if p.first and p.first.year), None)


def _merge(left: Phrase, right: Phrase, gap: Gap) -> Phrase | None:
    """One phrase for both, or None when they are two milestones."""
    if gap == "semicolon":
        return None
    wide = replace(left, end=right.end, doubt=left.doubt or right.doubt)
    if right.kind == "done" or left.kind == "done":
        return _merge_done(left, right, wide, gap)
    if right.kind == "external" and gap != "and":
        return wide  # `thường xuyên (khi có yêu cầu)`, `tháng 6/2026 theo kế hoạch`: says how, not when
    if left.open and right.open:
        return _merge_open(left, right, wide, gap)
    if left.open or right.open:
        return _over(left, right, wide, gap)
    return _merge_hard(left, right, wide, gap)


def _merge_done(left: Phrase, right: Phrase, wide: Phrase, gap: Gap) -> Phrase | None:
    """`quý I/2026 (đã hoàn thành)`, `đã hoàn thành tháng 3/2025`: the moment, and that it is over."""
    if right.kind == "done":
        return replace(wide, done=True) if left.hard or left.kind == "done" else None
    return replace(right, begin=left.begin, done=True) if right.hard and gap in _CLOSE else None


def _merge_open(left: Phrase, right: Phrase, wide: Phrase, gap: Gap) -> Phrase | None:
    if left.kind != right.kind and gap not in _CLOSE:
        return None
    bounds = right if right.first and not left.first else left
    kind: PhraseKind = "recurring" if "recurring" in (left.kind, right.kind) else "ongoing"
    return replace(wide, kind=kind, first=bounds.first, last=bounds.last, lead=bounds.lead)


def _over(left: Phrase, right: Phrase, wide: Phrase, gap: Gap) -> Phrase | None:
    """Open work that runs over a printed stretch: `hàng năm, giai đoạn 2026-2030`, `2026-2030 (hàng năm)`. After
    `và` or, behind the stretch, a comma it goes on beyond it and is a milestone of its own."""
    if left.lead == "since" and right.hard and right.lead in ("before", "until") and not right.last and gap != "and":
        return replace(wide, kind="range", last=right.first)  # `từ tháng 7/2026, hoàn thành trước 31/12/2027`
    if left.open and ((right.kind == "range" and gap != "and") or (right.kind == "year" and gap in _CLOSE)):
        return replace(wide, first=right.first, last=right.last, lead=right.lead)
    if left.kind == "range" and right.open and right.first is None and gap in _CLOSE:
        return replace(wide, kind=right.kind)
    return None


def _merge_hard(left: Phrase, right: Phrase, wide: Phrase, gap: Gap) -> Phrase | None:
    """A narrower moment in brackets replaces the wider one before it; a year after a moment only gave it its year."""
    if not (left.hard and right.hard) or gap not in _CLOSE:
        return None
    outer, inner = left.span(), right.span()
    if None in outer or None in inner:
        return None
    if outer[0] <= inner[0] and inner[1] <= outer[1]:  # type: ignore[operator]  # neither is None
        return replace(right, begin=left.begin)
    if right.kind == "year" and inner[0] <= outer[0] and outer[1] <= inner[1]:  # type: ignore[operator]
        return wide
    return None
