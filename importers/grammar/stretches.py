"""A moment with the word that leads it, and stretches of two: `trước 30/6`, `từ tháng 3 đến tháng 6/2026`."""

from __future__ import annotations

from graph.text import fold
from importers.grammar.dates import Moment, Unit, day, whole_month
from importers.grammar.moments import read_moment
from importers.grammar.phrase import Found, Phrase, PhraseKind
from importers.grammar.tokens import Tokens, folded, key, matches, number

UNITS = ("nam", "quy", "qui", "thang", "tuan", "ngay", "lan")
_LEADS = {  # with their marks: without them `từ` would also be the second syllable of `đầu tư`
    fold(word): lead
    for word, lead in (("từ", "since"), ("kể", "since"), ("trước", "before"), ("sau", "after"), ("đến", "until"),
                       ("tới", "until"), ("hết", "until"))
}  # fmt: skip
_SINCE = fold("từ")
_LINKS = ("-", "den", "toi")


def read_stretch(tokens: Tokens, index: int) -> Found:
    """A moment or a stretch of two, with the word that leads it: `trước ngày 30/6`, `từ tháng 3 đến tháng 6/2026`."""
    at = index
    lead = _LEADS.get(folded(tokens, at))
    if lead:
        at += 1
        while key(tokens, at) in ("tu", "het", "den", "truoc", "thoi") or matches(tokens, at, ("ngay", "tu")):
            at += 1
    hit = _short_start(tokens, at) or read_moment(tokens, at)
    if hit is None:
        return None
    first, end = hit
    last, end = _far_end(tokens, end, first.unit)
    if last is not None:
        return Phrase("range", index, end, first, last, doubt=first.doubt or last.doubt)
    kind: PhraseKind = first.kind
    if lead in ("since", "after"):
        kind = "ongoing"
    elif lead == "before" and first.kind != "date":
        kind = "date"
    return Phrase(kind, index, end, first, None, lead, doubt=first.doubt)


def _short_start(tokens: Tokens, index: int) -> tuple[Moment, int] | None:
    """The near end of a stretch that prints its month or year once, at the far end: `15-20/3/2026`, `ngày 15 đến ngày
    20/3/2026` (days), `từ 3-5/2026` behind `từ` (months)."""
    at = index + (key(tokens, index) == "ngay")
    value, link = number(tokens, at), at + 1
    if value is None or key(tokens, link) not in _LINKS:
        return None
    hit = read_moment(tokens, link + 1)
    if hit is None or number(tokens, link + 1 + (key(tokens, link + 1) == "ngay")) is None:
        return None
    far = hit[0]
    if far.kind == "date":
        first = day(value, far.first, far.year)
    else:
        months = far.kind == "month" and value <= 12 and folded(tokens, index - 1) == _SINCE
        first = whole_month(value, far.year) if months else None
    return (first, link) if first else None


def _far_end(tokens: Tokens, index: int, unit: Unit | None) -> tuple[Moment | None, int]:
    """The far end of a stretch whose near end stops before `index`; of a chain (2025-2026-2027) the last."""
    last, end = None, index
    while key(tokens, end) in _LINKS:
        at = end + 1
        while key(tokens, at) in ("het", "ngay", "cuoi") and read_moment(tokens, at) is None:
            at += 1
        hit = read_moment(tokens, at, unit)
        if hit is None:
            break
        last, end = hit
    return last, end


def read_listed(tokens: Tokens, index: int, unit: Unit) -> Found:
    """A further member of a list under one label: `tháng 3, 6, 9`, `quý I, II/2026`."""
    hit = read_moment(tokens, index, unit)
    if hit is None or key(tokens, hit[1]) in UNITS:
        return None
    return Phrase(hit[0].kind, index, hit[1], hit[0], doubt=hit[0].doubt)
