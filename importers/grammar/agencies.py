"""A cell that names agencies -> who is named, in order.

A semicolon, a line, a bullet and a mark like "(2)" separate. A comma and "và" separate only where a name begins after
them: a wording of the registry, a collective ("các …", "UBND cấp …"), a head of a proper name with a capital. A list
head ("các sở Y tế, Xây dựng", "Bộ: …") is said once for all its members. Words in brackets explain and are dropped.

Wordings this was built from: "Sở Nội vụ; các sở, ngành, đơn vị cấp tỉnh và UBND cấp xã" (agency, two groups), "UBND cấp
huyện, cấp xã được triển khai" (two groups), "Sở Tài chính và các đơn vị liên quan", "(1) Sở A, (2) Công an tỉnh (3) …",
"Các doanh nghiệp viễn thông, internet" (one group), "C06, Bộ Công an" (one agency of a ministry)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple
from unicodedata import normalize

from graph.identity.agencies import own_id
from graph.identity.registry import CENTRAL, likeness
from graph.identity.words import tokens
from graph.text import clean
from importers.grammar.naming import Reader, Role

_ENUMERATOR = re.compile(r"\(\s*(?:\d{1,2}|[a-zđ])\s*\)|(?:^|(?<=[\s;,]))(?:\d{1,2}|[a-zđ])[.)](?=\s+[^\W\d_])")
_BRACKET = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\([^()]*$")
_SAID_AFTER = re.compile(r"\s*\(\s*(?:(?P<lead>chủ trì|đầu mối|làm đầu mối)|(?P<coordinator>phối hợp))[^()]*\)", re.I)
_DITTO = re.compile(r"\W*(?:như trên|n\W?t)\W*", re.I)  # the row above is meant; this cell alone names nobody
_MARKUP = re.compile(r"</?\w+[^<>]*>|\*\*")
_BULLET = re.compile(r"(?:^|(?<=\s))[-–—+•*](?=\s*\w)")


class Mention(NamedTuple):
    """One agency or group named in a cell. `name` is canonical, `text` the cell's words, `id` the node's id and `key`
    its last part, `rank` 1 for the first; `known` is False for a name the registry does not list; `role` is set only
    where the cell itself says who leads and who coordinates; `parent` names the agency it is printed as a part of."""

    kind: Literal["agency", "group"]
    name: str
    text: str
    id: str
    key: str
    rank: int
    archetype: str | None
    level: str
    agency_kind: str
    jurisdiction: str
    known: bool
    doubt: str | None = None
    role: Role | None = None
    parent: str | None = None


def read_agencies(text: str | None, jurisdiction: str | None) -> list[Mention]:
    """The agencies and groups a cell names, each once, in order. `jurisdiction` is the plan's ("Thanh Hóa", a commune,
    None or "Trung ương" for the centre). An empty cell, a dash or a number gives []."""
    return list(_placed(normalize("NFC", text), jurisdiction or CENTRAL)) if text else []


@lru_cache(maxsize=512)  # the cells of one plan
def _placed(text: str, jurisdiction: str) -> tuple[Mention, ...]:
    return tuple(
        mention._replace(id=own, jurisdiction=jurisdiction) if (own := own_id(mention, jurisdiction)) else mention
        for mention in _read(text, likeness(jurisdiction))
    )


@lru_cache(maxsize=1024)
def _read(text: str, jurisdiction: str) -> tuple[Mention, ...]:
    seen: set[str] = set()
    out: list[Mention] = []
    for mention in split_cell(text, jurisdiction):
        if mention.id not in seen:
            seen.add(mention.id)
            out.append(mention._replace(rank=len(out) + 1))
    return _carried(out) if {"lead", "coordinator"} <= {mention.role for mention in out} else tuple(out)


def _carried(mentions: list[Mention]) -> tuple[Mention, ...]:
    """A role said behind the last of several names ("Sở A (chủ trì), Sở B, Sở C (phối hợp)") is that of all of them."""
    role: Role | None = None
    out: list[Mention] = []
    for mention in reversed(mentions):
        role = mention.role or role
        out.append(mention._replace(role=role))
    return tuple(reversed(out))


def blank(text: str) -> str:
    """`text` with the same length, brackets and markup as blanks, list marks and line breaks as semicolons."""
    text = _MARKUP.sub(lambda m: " " * len(m.group()), text)
    text = _ENUMERATOR.sub(lambda m: ";" + " " * (len(m.group()) - 1), text)
    while _BRACKET.search(text):
        text = _BRACKET.sub(lambda m: " " * len(m.group()), text)
    first = _BULLET.search(text)
    if first and not text[: first.start()].strip():
        text = _BULLET.sub(";", text)
    return text.replace("\n", ";")


def split_cell(text: str, jurisdiction: str) -> Iterator[Mention]:
    """Every name of the cell in order, a repeated one again; ranks count from 1."""
    printed = blank(text)
    items = tokens(printed)
    if not any(len(item.text) > 1 and item.text[0].isalpha() for item in items) or _DITTO.fullmatch(printed):
        return
    for rank, found in enumerate(Reader(printed, items, jurisdiction).read(), start=1):
        node = found.resolved
        said = _SAID_AFTER.match(text, items[found.end - 1].end)
        role: Role | None = "lead" if said and said["lead"] else "coordinator" if said else found.role
        words = clean(text[items[found.start].start : items[found.end - 1].end])
        yield Mention(
            "group" if node.group else "agency", node.name, words,
            node.id, node.key, rank, node.archetype, node.level, node.kind, node.jurisdiction, node.known,
            found.doubt or node.doubt, role, node.parent,
        )  # fmt: skip
