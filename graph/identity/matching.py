"""Which agency of the registry stands at a place in a cell, and the identity of names the registry does not list."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from graph.identity import registry, tails
from graph.identity.lexicon import (
    AND_WORDS,
    CLASSES,
    COLLECTIVES,
    COMMON_NOUNS,
    LEVEL_OF,
    LEVELS,
    LIST_HEADS,
    RELATIONS,
    head_at,
    phrase_at,
)
from graph.identity.registry import CENTRAL, Archetype
from graph.identity.tails import Tail
from graph.identity.words import Token, key_words
from graph.text import bare, clean, fold, slug


class Resolved(NamedTuple):
    """An agency or group by its identity. `level` is central, provincial, district or commune; `archetype` is None for
    a name the registry does not list; `known` says whether the registry knows it; `parent` is the name of the agency
    it is printed as a part of; `doubt` is a sentence for the account."""

    name: str
    id: str
    key: str
    kind: str
    level: str
    jurisdiction: str
    archetype: str | None
    known: bool
    group: bool = False
    parent: str | None = None
    doubt: str | None = None


def checksum(words: Iterable[str]) -> str:
    """Four hex digits over folded words: names that differ only in their marks (`Hoa Sơn`, `Hòa Sơn`) stay apart."""
    return f"{zlib.crc32(' '.join(words).encode()) & 0xFFFF:04x}"


def agency_id(jurisdiction: str, key: str) -> str:
    """The id of an agency, `agency:thanh-hoa:so-tai-chinh`."""
    return f"agency:{registry.jurisdiction_slug(jurisdiction)}:{key}"


def make(archetype: Archetype, jurisdiction: str, tail: Tail | None = None, doubt: str | None = None) -> Resolved:
    """The agency of this archetype in a jurisdiction (the tail's own, where it names another province)."""
    if tail and tail.form == "region":
        name = archetype.name.replace("{k}", f"Khu vực {tail.printed}")
        key = f"{archetype.key}-{tail.number}"
        node = agency_id(CENTRAL, key)
        return Resolved(name, node, key, archetype.kind, "central", CENTRAL, archetype.key, True, doubt=doubt)
    province = (tail.province if tail else None) or registry.find_province(jurisdiction)
    place = registry.canonical_jurisdiction(jurisdiction)
    if archetype.level == "central":
        place = CENTRAL
    elif archetype.level == "provincial" and province:
        place = province.name
    city = bool(province and province.city)
    form = "thành phố" if city else "tỉnh"
    short = province.name.removeprefix("Thành phố ") if province else ""
    name = archetype.name.replace("{t}", form).replace("{T}", "Thành" if city else "Tỉnh").replace("{n}", short)
    return Resolved(
        clean(name), agency_id(place, archetype.key), archetype.key, archetype.kind, archetype.level, place,
        archetype.key, True, doubt=doubt,
    )  # fmt: skip


_ALONE = ("central", "vague", "commune", "district")  # kinds of tail that admit nothing after the wording


def _fits(archetype: Archetype, tail: Tail, jurisdiction: str) -> bool:
    """Whether what follows the wording lets it be this archetype."""
    if archetype.tail == "region":
        return tail.form == "region"
    if _own_commune(archetype, tail, jurisdiction):
        return True
    if tail.form in ("local", "level", "region"):
        return False
    if archetype.tail == "province-required":
        return tail.form == "province"
    if archetype.tail in _ALONE:
        return tail.form == "none"
    return True


def _own_commune(archetype: Archetype, tail: Tail, jurisdiction: str) -> bool:
    """Whether a commune's plan says of its own office that it is the commune's ("Phòng Kinh tế |xã")."""
    own = archetype.tail == "commune" and tail.form == "level" and registry.is_commune(jurisdiction)
    return own and LEVEL_OF.get(tail.level) == "commune"


def _rank(archetype: Archetype, tail: Tail, loose: bool, jurisdiction: str) -> tuple[int, bool, bool, bool, bool]:
    central = registry.canonical_jurisdiction(jurisdiction) == CENTRAL
    commune = registry.is_commune(jurisdiction)
    return (
        tail.end, not loose, archetype.tail != "vague", (archetype.level == "commune") == commune,
        (archetype.level == "central") == central,
    )  # fmt: skip


_OFFICES = frozenset(map(fold, ("phòng", "trung tâm")))
_CITY_ONLY = {tuple(fold(words).split()) for words in ("thành ủy", "thành đoàn")}


def match_at(items: tuple[Token, ...], start: int, jurisdiction: str) -> tuple[Resolved, int] | None:
    """The registry's agency whose wording begins at token `start`, and the index after it; the longest one wins.
    None where no wording fits or the print goes on with another proper word (then the name is not the registry's)."""
    best: tuple[tuple[int, bool, bool, bool, bool], Archetype, Tail, bool] | None = None
    for stop, ends in registry.walk(registry.wording_tree(), items, start):
        tail = tails.read(items, stop, jurisdiction)
        words = key_words(items[start:stop])
        province = registry.find_province(jurisdiction)
        if words[-2:] in _CITY_ONLY and province and not province.city:
            continue
        for key, loose in ends:
            archetype = registry.archetypes()[key]
            used = replace(tail, end=stop) if archetype.tail in _ALONE else tail
            if _own_commune(archetype, tail, jurisdiction):
                used = replace(tail, end=phrase_at(items, stop, LEVELS))
            if not _fits(archetype, tail, jurisdiction):
                continue
            rank = _rank(archetype, used, loose, jurisdiction)
            if best is None or rank > best[0]:
                best = (rank, archetype, used, loose)
    if best is None:
        return None
    _, archetype, tail, loose = best
    if archetype.tail in ("commune", "vague") and _names_more(items, tail.end):
        return None
    if _goes_on(items, tail.end) and not _subject_follows(items, start, tail.end, jurisdiction):
        return None
    if tail.form == "none" and _dash_goes_on(items, start, tail.end):
        return None
    return make(archetype, jurisdiction, tail, _doubt(archetype, tail, loose, items[start : tail.end])), tail.end


def _doubt(archetype: Archetype, tail: Tail, loose: bool, printed: tuple[Token, ...]) -> str | None:
    words = " ".join(item.text for item in printed)
    if loose:
        return f"'{words}' is read as {archetype.name.split(' {')[0]}"
    if archetype.tail == "vague":
        return f"'{words}' does not say which office it is"
    if archetype.tail == "province-or-doubt" and tail.form == "none":
        return f"'{words}' does not say of which level; the province's is taken"
    return None


def repeats(items: tuple[Token, ...], at: int) -> int:
    """Index after words at `at` that say the one to four words before them again (pages that overlap); else `at`."""
    if at >= len(items) or items[at].sep:
        return at
    for size in (4, 3, 2, 1):
        again = items[at : at + size]
        if len(again) == size <= at and key_words(again) == key_words(items[at - size : at]):
            return at + size
    return at


def _goes_on(items: tuple[Token, ...], end: int) -> bool:
    """Whether the words after a wording belong to the name, which then is longer than the registry knows: no mark
    between, no new name, no word of relation ("chủ trì", "thuộc"), or "và" before a capital that begins no name."""
    if end >= len(items) or items[end].sep or repeats(items, end) > end:
        return False
    joined = items[end].words in AND_WORDS
    at = end + 1 if joined else end
    if at >= len(items) or items[at].sep or phrase_at(items, at, RELATIONS) > at:
        return False
    noun = joined and phrase_at(items, at, COMMON_NOUNS) > at
    if noun or phrase_at(items, at, COLLECTIVES) > at or (items[at].capital and head_at(items, at)):
        return False
    return items[at].capital or not joined


def _dash_goes_on(items: tuple[Token, ...], start: int, end: int) -> bool:
    """Whether a dash after the name of an office leads on to a further field of it ("Phòng Kinh tế |- Hạ tầng",
    "Trung tâm Xúc tiến Đầu tư |- Thương mại"): a capital behind it that begins no agency's name."""
    if end >= len(items) or items[end].sep != "-" or not items[end].capital or head_at(items, start) not in _OFFICES:
        return False
    named = head_at(items, end) or phrase_at(items, end, COLLECTIVES) > end or phrase_at(items, end, LEVELS) > end
    return not named and not any(registry.walk(registry.wording_tree(), items, end))


def _names_more(items: tuple[Token, ...], end: int) -> bool:
    """Whether a wording that says little goes on with whose office it is ("Văn phòng |Ban Chỉ đạo")."""
    return end < len(items) and not items[end].sep and items[end].capital and items[end].text != "Các"


def _subject_follows(items: tuple[Token, ...], start: int, end: int, jurisdiction: str) -> bool:
    """Whether "và" leads on to another member of the same list ("Sở Tài chính và Nội vụ")."""
    head = LIST_HEADS.get(items[start].words)
    return head is not None and _member_follows(items, end, head, jurisdiction)


def _member_follows(items: tuple[Token, ...], end: int, head: str, jurisdiction: str) -> bool:
    """Whether the words at `end` are "và" and a name that shares `head` ("các sở Tài chính, Nội vụ |và Y tế")."""
    joined = end + 1 < len(items) and items[end].words in AND_WORDS
    return joined and subject_at(items, end + 1, head, jurisdiction) is not None


def begins_listed(items: tuple[Token, ...], start: int) -> bool:
    """Whether a listed wording of three words or more begins here, whatever follows it."""
    ends = [stop for stop, _ in registry.walk(registry.wording_tree(), items, start)]
    return bool(ends) and len(key_words(items[start : ends[-1]])) >= 3


def subject_at(items: tuple[Token, ...], start: int, head: str, jurisdiction: str) -> tuple[Resolved, int] | None:
    """Like `match_at` for a name whose head stands earlier in the list (`Giáo dục và đào tạo` after `các sở`)."""
    found: tuple[Resolved, int] | None = None
    for stop, ends in registry.walk(registry.subject_tree(head), items, start):
        archetype = registry.archetypes()[ends[0][0]]
        found = make(archetype, jurisdiction), stop
    if found and _goes_on(items, found[1]) and not _member_follows(items, found[1], head, jurisdiction):
        return None
    return found


def marks_lost_at(items: tuple[Token, ...], start: int, end: int, jurisdiction: str) -> Resolved | None:
    """The registry's agency that has the same letters as tokens start..end once every diacritic is taken away
    (`Đạo tạo` for `Đào tạo`); a lost or wrong mark, so it is read with a doubt. At least three words."""
    letters = tuple(replace(item, raw=bare(item.raw), words=tuple(map(bare, item.words))) for item in items[start:end])
    found: Resolved | None = None
    for stop, ends in registry.walk(registry.bare_tree(), letters, 0):
        tail = tails.read(items, start + stop, jurisdiction)
        archetype = registry.archetypes()[ends[0][0]]
        if tail.end == end and _fits(archetype, tail, jurisdiction) and len(key_words(items[start:end])) >= 3:
            printed = " ".join(item.text for item in items[start:end])
            found = make(archetype, jurisdiction, tail, f"'{printed}' is printed with other marks")
    return found


def _display(items: tuple[Token, ...]) -> str:
    """Words of an unlisted name as they are shown: print kept, abbreviations read out except the usual ones."""
    out: list[str] = []
    for item in items:
        word = item.text
        if item.words != (item.raw,) and item.raw not in ("ubnd", "hđnd"):
            word = tails.full_display(item)
        joint = {"": " ", "-": " - ", "/": "/"}.get(item.sep, f"{item.sep} ")
        out.append((joint if out else "") + word)
    text = "".join(out)
    return text[:1].upper() + text[1:]


_CENTRAL_HEADS = frozenset(map(fold, ("bộ", "tổng cục", "vụ", "tập đoàn", "tổng công ty")))
_CENTRAL_ENDS = tuple(tuple(fold(words).split()) for words in ("trung ương", "việt nam", "chính phủ", "quốc gia"))
_PROVINCIAL_ENDS = tuple(tuple(fold(words).split()) for words in ("tỉnh", "thành phố"))


def open_agency(items: tuple[Token, ...], jurisdiction: str, parent: str | None = None) -> Resolved:
    """An agency the registry does not list, by its own words. Its key ends in a checksum of the marked words."""
    words = tails.without_own_province(items, jurisdiction)
    name = _display(items)
    head = head_at(items, 0)
    kind = CLASSES.get(head or "", "other")
    local = any(words[-len(end) :] == end for end in _PROVINCIAL_ENDS)
    central = head in _CENTRAL_HEADS or words[-2:] in _CENTRAL_ENDS or bool(parent and parent.startswith("Bộ "))
    central = central and not local
    place = CENTRAL if central else registry.canonical_jurisdiction(jurisdiction)
    level = "central" if central or place == CENTRAL else "provincial"
    if head == fold("phòng") or registry.is_commune(place):
        level = "commune"
    key = f"{slug(' '.join(words))}-{checksum(words)}"
    doubt = None
    if close := _misprint(name, jurisdiction):
        doubt = f"'{name}' is one letter from {close}"
    return Resolved(name, agency_id(place, key), key, kind, level, place, None, False, parent=parent, doubt=doubt)


@lru_cache(maxsize=4)
def _known_names(jurisdiction: str) -> dict[str, str]:
    return {fold(name): name for name in (make(item, jurisdiction).name for item in registry.archetypes().values())}


@lru_cache(maxsize=1024)
def _misprint(name: str, jurisdiction: str) -> str | None:
    """The registry's name at a distance of one letter, for names of eight letters and more."""
    from rapidfuzz import process  # loaded only for a name that nobody lists
    from rapidfuzz.distance import Levenshtein

    if len(name) < 8:
        return None
    known = _known_names(jurisdiction)
    if fold(name) in known:
        return None
    best = process.extractOne(fold(name), known.keys(), scorer=Levenshtein.distance, score_cutoff=1)
    return known[best[0]] if best else None
