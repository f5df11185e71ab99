"""Collective names ("các sở, ban, ngành", "UBND cấp xã"): how they begin, how they are shown, who belongs to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Protocol, TypeVar

from graph.identity import registry, tails
from graph.identity.lexicon import (
    AGENCY_HEADS,
    AND_WORDS,
    COLLECTIVES,
    COMMON_NOUNS,
    LEVEL_OF,
    LEVELS,
    LIST_HEADS,
    LOCAL_BODIES,
    MIXED_NOUNS,
    SMALL_WORDS,
    head_at,
    phrase_at,
    phrases,
)
from graph.identity.matching import Resolved, agency_id, begins_listed, checksum, match_at
from graph.identity.tails import Tail, read, without_own_province
from graph.identity.words import Token, key_words, tokens
from graph.text import clean, fold, slug

_PLACE_WORDS = tuple((fold(word),) for word in ("tỉnh", "phố", "huyện", "xã", "phường", "quận", "khu"))
_NOT_PROPER = tuple((fold(word),) for word in ("các", "cấp", "trên", "có"))
_PREPOSITIONS = tuple((fold(word),) for word in ("thuộc", "của", "theo", "tại", "do"))
_BOARD = tuple(fold("ban quản lý").split())
_ZONES = tuple(fold("các khu").split())
_EACH = frozenset((fold(word),) for word in ("các", "hai", "từng", "mỗi"))
_EACH_PROVINCE = tuple(fold("các tỉnh").split())
_PLACES = frozenset(LEVELS) | phrases(
    ("cấp", "khu vực", "thôn", "bản", "xóm", "tổ dân phố", "địa phương", "sở", "ngành")
)
_PROVINCE = (fold("tỉnh"),)
_RANK = tuple((fold(word),) for word in ("cấp", "tuyến", "thuộc", "toàn", "trong", "ngoài", "của", "bàn"))
_NAMES = frozenset(tuple(map(fold, words.split())) for words in ("trung ương", "tỉnh ủy", "thành ủy"))
_FULL_COMMITTEE = re.compile(r"\b(?:ủy|uỷ) ban nhân dân\b", re.IGNORECASE)


def local_body_at(items: tuple[Token, ...], start: int) -> int:
    """Index after the name of a body of every level ("UBND", "Công an") at token `start`; `start` without one."""
    return phrase_at(items, start, LOCAL_BODIES)


def local_agency(items: tuple[Token, ...], start: int, body_end: int, tail: Tail, jurisdiction: str) -> Resolved:
    """The body of one named place (`UBND thị xã Nghi Sơn`), or of the plan's own commune when no place is named."""
    display, kind = LOCAL_BODIES[key_words(items[start:body_end])] if body_end > start else ("UBND", "committee")
    place = clean(" ".join(item.text for item in tail.place))
    level = LEVEL_OF[tail.level]
    archetype = slug(f"{display} {tail.level}")
    owner = registry.canonical_jurisdiction(tail.province.name if tail.province and place else jurisdiction)
    key = f"{slug(f'{display} {tail.level} {place}')}-{checksum(key_words(tail.place))}" if place else archetype
    name = clean(f"{display} {tail.level} {place}")
    return Resolved(name, agency_id(owner, key), key, kind, level, owner, archetype, True)


def collective_at(items: tuple[Token, ...], start: int, jurisdiction: str) -> bool:
    """Whether a collective phrase begins at token `start`."""
    if phrase_at(items, start, COLLECTIVES) > start:
        return True
    if body_of(items, start, jurisdiction) > start or tails.counted_at(items, start):
        return True
    common, end = phrase_at(items, start, COMMON_NOUNS), phrase_at(items, start, MIXED_NOUNS)
    headed = phrase_at(items, start, AGENCY_HEADS) > max(common, end)
    if items[start].capital and (headed or _is_board(items, start, end)):
        return False
    if common > start:
        return True
    if end == start or (end < len(items) and not items[end].sep and items[end].capital):
        return False
    return not (items[start].capital and (_has_proper_word(items, end) or begins_listed(items, start)))


def _is_board(items: tuple[Token, ...], start: int, end: int) -> bool:
    """Whether this is the one board of several zones ("Ban Quản lý |các khu kinh tế và khu công nghiệp")."""
    return key_words(items[start:end]) == _BOARD and key_words(items[end : end + 2]) == _ZONES


def many_at(items: tuple[Token, ...], start: int) -> int:
    """Index of the words that make an office's name one of many ("Trung tâm Y tế |các khu vực", "Tòa án nhân dân |hai
    cấp"); `start` where none follow before the next mark or "và" outside a listed wording, and for a department, which
    is one of many in "Sở Nội vụ |các tỉnh" only."""
    listed = max((stop for stop, _ in registry.walk(registry.wording_tree(), items, start)), default=start)
    if items[start].words in LIST_HEADS and key_words(items[listed : listed + 2]) == _EACH_PROVINCE:
        return listed
    if items[start].words in LIST_HEADS or (listed == start and head_at(items, start) is None):
        return start
    for at in range(start + 1, len(items)):
        if at >= listed and (items[at].sep not in ("", "-") or items[at].words in AND_WORDS):
            break
        if at >= listed and items[at].capital and head_at(items, at) is not None:
            break
        if items[at].words in _EACH and not items[at].sep and phrase_at(items, at + 1, _PLACES) > at + 1:
            return at
    return start


def _has_proper_word(items: tuple[Token, ...], start: int) -> bool:
    """Whether a capital that is no place's stands before the next mark ("Công ty cổ phần |FPT") or the phrase ends in
    `tỉnh` ("Văn phòng điều phối nông thôn mới |tỉnh"), in a phrase without `các`, `cấp` or `trên`."""
    proper = False
    index = start
    for index in range(start, len(items)):
        if items[index].sep or items[index].words in _NOT_PROPER:
            break
        proper = proper or (items[index].capital and items[index - 1].words not in _PLACE_WORDS)
    else:
        index = len(items)
    if index < len(items) and items[index].words in _NOT_PROPER:
        return False
    of_province = index - start > 1 and items[index - 1].words == _PROVINCE and items[index - 2].words not in _RANK
    return proper or of_province


def body_of(items: tuple[Token, ...], start: int, jurisdiction: str) -> int:
    """Index after a local body that is followed by a level or `các`/`cấp` without a place ("UBND |cấp xã"), else
    `start`. In a commune's own plan "UBND xã" is one agency and not a collective."""
    end = local_body_at(items, start)
    if end == start or end >= len(items) or items[end].sep not in ("", "-"):
        return start
    tail = read(items, end, jurisdiction)
    if tail.form != "level" or (registry.is_commune(jurisdiction) and LEVEL_OF.get(tail.level) == "commune"):
        return start
    return end


def bodies_at(items: tuple[Token, ...], start: int) -> list[tuple[int, int]]:
    """(first, end) of each of the bodies listed at token `start` with nothing between them but a comma or "và"
    ("|HĐND, |UBND cấp xã")."""
    out: list[tuple[int, int]] = []
    at = start
    while (end := local_body_at(items, at)) > at:
        out.append((at, end))
        if end >= len(items) or (items[end].sep not in (",", "-", "/") and items[end].words not in AND_WORDS):
            break
        at = end + 1 if items[end].words in AND_WORDS else end
    return out


def show(text: str, jurisdiction: str) -> str:
    """A collective as it is shown: the cell's words, common words small except in an agency's or a place's name, the
    first letter large, `UBND` short."""
    plain = _FULL_COMMITTEE.sub("UBND", clean(text)).strip(" .,;:-–+•")
    plain = re.sub(r"\s+([,;.])", r"\1", plain)
    items = tokens(plain)
    shouted = plain.isupper()
    out = plain
    for index, item in enumerate(items):
        if (
            item.capital
            and (shouted or not item.text.isupper() or len(item.text) == 1)
            and _is_small(items, index, jurisdiction)
        ):
            out = out[: item.start] + item.text.casefold() + out[item.end :]
    return out[:1].upper() + out[1:]


def _is_small(items: tuple[Token, ...], index: int, jurisdiction: str) -> bool:
    """Whether a capital in a collective is only an ornament: a common word outside every proper name."""
    if items[index].raw not in SMALL_WORDS or (index and items[index - 1].words in _PLACE_WORDS):
        return False
    follows = items[index + 1] if index + 1 < len(items) and not items[index + 1].sep else None
    if follows and (items[index].raw, follows.raw) in _NAMES:
        return False
    if follows and follows.capital and not follows.text.isupper() and follows.raw not in SMALL_WORDS:
        return False
    for start in range(max(1, index - 7), index + 1):
        if items[start].capital and items[start - 1].words in _PREPOSITIONS:
            named = match_at(items, start, jurisdiction)
            if named and named[1] > index:
                return False
    return True


def group(items: tuple[Token, ...], text: str, jurisdiction: str, doubt: str | None = None) -> Resolved:
    """The collective node of these words in a jurisdiction. Case, abbreviations and punctuation make no difference."""
    place = registry.canonical_jurisdiction(jurisdiction)
    key = slug(" ".join(without_own_province(items, jurisdiction))).replace("uy-ban-nhan-dan", "ubnd")
    node = f"group:{registry.jurisdiction_slug(place)}:{key}"
    level = level_of(items, place)
    return Resolved(show(text, jurisdiction), node, key, "other", level, place, None, True, group=True, doubt=doubt)


def level_of(items: tuple[Token, ...], jurisdiction: str) -> str:
    """The level a collective stands on, by the level words it names; a plan's own level when it names none."""
    words = set(key_words(items))
    if fold("huyện") in words:
        return "district"
    if words & {fold("xã"), fold("phường")}:
        return "commune"
    return "central" if jurisdiction == registry.CENTRAL else "provincial"


class AgencyLike(Protocol):
    """What `members` needs to know of an agency."""

    @property
    def kind(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def archetype(self) -> str | None: ...
    @property
    def jurisdiction(self) -> str: ...


A = TypeVar("A", bound=AgencyLike)
# Words after which nobody can say who is meant: "liên quan", "được triển khai", "thuộc ...".
_OPEN_ENDED = frozenset(map(fold, ("quan", "được", "thuộc", "chuyên", "theo", "đủ")))
_BOARDS = ("ban-", "thanh-tra", "van-phong-ubnd")
_COMMUNES = ("xã", "phường", "thị trấn", "đặc khu")
_DISTRICTS = ("huyện", "thị xã", "thành phố", "quận")
_PARTY_BOARD = "ban đảng"


def _belongs(noun: str, agency: AgencyLike) -> bool:
    archetype = agency.archetype or ""
    if noun == _PARTY_BOARD:
        return agency.kind == "party" and archetype.startswith("ban-")
    if noun == "sở":
        return agency.kind == "department" and archetype.startswith("so-")
    if noun in ("ban", "ngành"):
        named = archetype.startswith(_BOARDS) and agency.kind in ("department", "office", "other")
        return agency.level == "provincial" and (named or (noun == "ngành" and agency.kind in ("police", "military")))
    if noun == "bộ":
        return agency.kind == "ministry"
    return agency.level in ("district", "commune") and archetype == slug(f"ubnd {noun}")


_OFFICE_NOUNS = ("sở", "ban", "ngành", "bộ")
_BEFORE_OFFICE_NOUN = frozenset(map(fold, ("các", "và", "mọi", *_OFFICE_NOUNS)))


def _nouns(words: list[str]) -> list[str]:
    """Which kinds of office a collective's words name; a noun inside another word ("cơ sở") names none."""
    if {fold("nhân"), fold("dân")} <= set(words):
        return _local_nouns(words)
    standing = {
        word for before, word in zip([fold("các"), *words], words, strict=False) if before in _BEFORE_OFFICE_NOUN
    }
    nouns = [noun for noun in _OFFICE_NOUNS if fold(noun) in standing]
    of_the_party = any(pair in _PARTY for pair in pairwise(words))
    return [_PARTY_BOARD if noun == "ban" else noun for noun in nouns] if of_the_party else nouns


_PARTY = {tuple(map(fold, words.split())) for words in ("tỉnh ủy", "thành ủy", "huyện ủy", "của đảng")}


def _local_nouns(words: list[str]) -> list[str]:
    """The kinds of place whose committees are meant: those named (`các huyện, thị xã`), all of a level after `cấp`."""
    named: list[str] = []
    index = 0
    while index < len(words):
        noun = next((n for n in _PLACE_NOUNS if words[index : index + len(n.split())] == fold(n).split()), None)
        if noun and index and words[index - 1] == fold("cấp"):
            named += _COMMUNES if noun in _COMMUNES else _DISTRICTS
        elif noun:
            named.append(noun)
        index += len(noun.split()) if noun else 1
    of_provinces = fold("tỉnh") in words and named == ["thành phố"]  # `UBND các tỉnh, thành phố`
    return [] if of_provinces else named


_PLACE_NOUNS = sorted((*_COMMUNES, *_DISTRICTS), key=len, reverse=True)


def only_districts(group_name: str) -> bool:
    """Whether a collective is one of the district level and of no other ("UBND các huyện, thị xã, thành phố")."""
    nouns = set(_local_nouns(list(key_words(tokens(group_name)))))
    return bool(nouns & (set(_DISTRICTS) - {"thành phố"})) and not nouns & set(_COMMUNES)


def members(group_name: str, agencies: Iterable[A]) -> list[A]:
    """The agencies that belong to a collective, where its words say so: "các sở, ban, ngành" are the departments and
    boards among `agencies` (give those of one province), "UBND cấp xã" its communes. Empty when the words leave it open
    ("các đơn vị liên quan")."""
    words = list(key_words(tokens(group_name)))
    if set(words) & _OPEN_ENDED:
        return []
    nouns = _nouns(words)
    return [agency for agency in agencies if any(_belongs(noun, agency) for noun in nouns)]
