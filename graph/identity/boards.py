"""The one board of several zones, its name going on after "và": "Ban Quản lý Khu kinh tế Vân Đồn và các khu công
nghiệp". Zones are places and answer for nothing, so that they never stand in a list of agencies for themselves."""

from __future__ import annotations

from graph.identity import matching, tails
from graph.identity.lexicon import AND_WORDS, phrase_at, phrases
from graph.identity.matching import Resolved
from graph.identity.words import Token
from graph.text import fold

_KINDS = ("khu công nghiệp", "khu kinh tế", "khu chế xuất", "khu công nghệ cao", "cụm công nghiệp")
_ZONES = phrases(_KINDS)
_BOARDS = phrases(f"ban quản lý {each}{kind}" for each in ("", "các ") for kind in _KINDS)
_EACH = (fold("các"),)


def board_of_zones(
    items: tuple[Token, ...], start: int, end: int, jurisdiction: str
) -> tuple[Resolved, int] | None:
    """The board whose name begins at token `start` and goes on at `end` with further zones, and the index after it;
    None where another name stands there or no zones follow. The registry's board of these zones where it has one (the
    own province's name between them is no part of it), else one of its own."""
    zones = _zones_at(items, end)
    if zones == end or phrase_at(items, start, _BOARDS) == start:
        return None
    name_end = next((at for at in range(start + 1, end) if _own_place(items, at, end, jurisdiction)), end)
    known = matching.match_at(items[:name_end] + items[end:], start, jurisdiction)
    if known and known[1] > name_end:
        return known[0], known[1] + end - name_end
    return matching.open_agency(items[start:zones], jurisdiction), zones


def _zones_at(items: tuple[Token, ...], start: int) -> int:
    """Index after "và các khu công nghiệp" at token `start`; `start` where it does not stand there."""
    if start + 2 > len(items) or items[start].words not in AND_WORDS:
        return start
    at = start + 2 if items[start + 1].words == _EACH else start + 1
    end = phrase_at(items, at, _ZONES)
    return end if end > at else start


def _own_place(items: tuple[Token, ...], at: int, end: int, jurisdiction: str) -> bool:
    tail = tails.read(items, at, jurisdiction)
    return tail.form == "province" and tail.end == end
