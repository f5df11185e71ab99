"""What the project knows of Vietnam's public agencies: archetypes with their wordings, and the provinces.

The data are three tables beside this module, read at first use: `agencies.csv` (one archetype a line; `{t}` in a name
is "tỉnh" or "thành phố", `{T}` "Tỉnh" or "Thành", `{n}` the province's name, `{k}` a numbered region; a wording after
`~` is damaged or loose and is read with a doubt), `provinces.csv` (63 units before 2025, 34 after, with the basis of
each merger) and `abbreviations.csv`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from graph.identity.words import Token, tokens
from graph.text import bare, fold, slug

_DATA = Path(__file__).parent
CENTRAL = "Trung ương"
_COMMUNE_WORDS = tuple(fold(word) + " " for word in ("xã", "phường", "đặc khu", "thị trấn"))


@dataclass(frozen=True, slots=True)
class Archetype:
    """A kind of office, the same in every province. `tail` says what may follow its wording: 'province' (`tỉnh`, a
    province's name, or nothing), 'province-required', 'province-or-doubt', 'region' (`khu vực VI`); 'central',
    'commune', 'district': nothing; 'vague': nothing, and the wording does not say which office. `ended`: ISO date."""

    key: str
    name: str
    kind: str
    level: str
    tail: str
    ended: str | None
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Province:
    """A province or city under the centre; `successor` and `until` where it was merged into another one."""

    name: str
    city: bool
    successor: str | None
    until: str | None
    basis: str | None
    wordings: tuple[str, ...]


@dataclass(slots=True)
class Node:
    """A word tree over wordings. An edge is a folded word; after a printed comma only those in `comma` may follow."""

    next: dict[str, Node] = field(default_factory=dict)
    comma: dict[str, Node] = field(default_factory=dict)
    ends: list[tuple[str, bool]] = field(default_factory=list)


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=1)
def archetypes() -> dict[str, Archetype]:
    """Every archetype by its key."""
    return {
        row["archetype"]: Archetype(
            row["archetype"], row["name"], row["kind"], row["level"], row["tail"], row["ended"] or None,
            tuple(row["wordings"].split("|")) if row["wordings"] else (),
        )
        for row in _rows("agencies.csv")
    }  # fmt: skip


@lru_cache(maxsize=1)
def provinces() -> dict[str, Province]:
    """Every province, before and after the mergers, by its name."""
    return {
        row["name"]: Province(
            row["name"], row["form"] == "thành phố", row["successor"] or None, row["until"] or None,
            row["basis"] or None, (row["name"], *(row["wordings"].split("|") if row["wordings"] else ())),
        )
        for row in _rows("provinces.csv")
    }  # fmt: skip


def _insert(root: Node, wording: str, end: tuple[str, bool], *, skip: int = 0, plain: bool = False) -> None:
    node = root
    first = True
    for token in tokens(wording)[skip:]:
        for word in map(bare, token.words) if plain else token.words:
            following = node.next.setdefault(word, Node())
            if token.sep == "," and not first:
                node.comma[word] = following
            node, first = following, False
    if end not in node.ends:
        node.ends.append(end)


@lru_cache(maxsize=1)
def wording_tree() -> Node:
    """All wordings of all archetypes; an end is (archetype key, whether the wording is loose)."""
    root = Node()
    for item in archetypes().values():
        for wording in item.wordings:
            _insert(root, wording.lstrip("~"), (item.key, wording.startswith("~")))
    return root


@lru_cache(maxsize=1)
def bare_tree() -> Node:
    """`wording_tree` without diacritics, for print that lost or confused its marks; loose wordings are left out."""
    root = Node()
    for item in archetypes().values():
        for wording in item.wordings:
            if not wording.startswith("~"):
                _insert(root, wording, (item.key, False), plain=True)
    return root


@lru_cache(maxsize=4)
def subject_tree(head: str) -> Node:
    """The wordings of `head` ("sở", "bộ") without the head, for lists that say it once (`các sở Y tế, Xây dựng`)."""
    root = Node()
    for item in archetypes().values():
        for wording in item.wordings:
            loose = wording.startswith("~")
            if not loose and fold(wording).startswith(fold(head) + " ") and item.kind in {"department", "ministry"}:
                _insert(root, wording, (item.key, loose), skip=1)
    return root


@lru_cache(maxsize=1)
def province_tree() -> Node:
    """All names of provinces; an end is (name, False)."""
    root = Node()
    for item in provinces().values():
        for wording in item.wordings:
            _insert(root, wording, (item.name, False))
    return root


def walk(root: Node, items: tuple[Token, ...], start: int) -> Iterator[tuple[int, list[tuple[str, bool]]]]:
    """Every (end index, ends) of a wording that begins at token `start`; short ones first. An abbreviation is tried
    both read out and as printed; a hyphen inside a name does not count; a comma only where the wording has one."""
    states = [root]
    for index in range(start, len(items)):
        item = items[index]
        if item.sep in (";", ":", "/") and index > start:
            return
        comma = item.sep == "," and index > start
        following: list[Node] = []
        for state in states:
            for words in {item.words, (item.raw,)}:
                node = (state.comma if comma else state.next).get(words[0])
                for word in words[1:]:
                    node = node.next.get(word) if node else None
                if node is not None:
                    following.append(node)
        if not following:
            return
        states = following
        ends = [end for node in states for end in node.ends]
        if ends:
            yield index + 1, ends


def find_province(text: str | None) -> Province | None:
    """The province a jurisdiction's text names (`Thanh Hoá`, `tỉnh Sơn La`, `xã A, tỉnh B`), else None."""
    return _find_province(text) if text else None


@lru_cache(maxsize=1024)
def _find_province(text: str) -> Province | None:
    items = tokens(text)
    found: Province | None = None
    index = 0
    while index < len(items):
        matches = list(walk(province_tree(), items, index))
        if matches:
            found = provinces()[matches[-1][1][0][0]]
        index = matches[-1][0] if matches else index + 1
    return found


@lru_cache(maxsize=1024)
def canonical_jurisdiction(text: str | None) -> str:
    """The name of the province as the registry spells it, `Trung ương` for the centre and for None, any other text
    (a commune) as it stands."""
    if not text or bare(text) in ("trung uong", "tw", "ca nuoc", "viet nam", "chinh phu"):
        return CENTRAL
    province = find_province(text)
    if province and (is_commune(text) is False):
        return province.name
    return text


@lru_cache(maxsize=1024)
def is_commune(jurisdiction: str) -> bool:
    """Whether a jurisdiction is a commune by its own words (`xã …`, `phường …`, `đặc khu …`, `thị trấn …`)."""
    return fold(jurisdiction).startswith(_COMMUNE_WORDS)


def jurisdiction_slug(jurisdiction: str | None) -> str:
    """The part of an id that says whose agency it is: `thanh-hoa`, `trung-uong`."""
    return slug(canonical_jurisdiction(jurisdiction)) or "trung-uong"


def likeness(jurisdiction: str) -> str:
    """A jurisdiction in whose plans names mean the same, but for whose agency they name: one stand-in for all communes
    of a province, so that what was understood in one of them is known in the others; any other is its own."""
    if not is_commune(jurisdiction):
        return jurisdiction
    province = find_province(jurisdiction)
    return f"xã …, {province.name}" if province else "xã …"
