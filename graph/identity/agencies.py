"""From a name to the agency or group it names: canonical name, id, kind, level, jurisdiction and archetype.

Two spellings are one agency when they have the same words once case, tone position, hyphens and known abbreviations are
set aside, or when the registry lists both. Similarity never joins two names; it only makes a suggestion (`nearest`)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

from graph.identity import groups, matching, registry, tails
from graph.identity.lexicon import LEVELS, phrase_at
from graph.identity.matching import Resolved
from graph.identity.words import Token, tokens
from graph.text import clean, fold

__all__ = ["Resolved", "known_at", "names_of", "nearest", "own_id", "resolve", "whole"]


def known_at(items: tuple[Token, ...], start: int, jurisdiction: str) -> tuple[Resolved, int] | None:
    """The agency named at token `start` as far as it can be known without looking for the end of the name, with the
    index after it: a wording of the registry, or a body of one named place (`UBND thị xã Bỉm Sơn`, `Huyện Mộc Châu`).
    """
    found = matching.match_at(items, start, jurisdiction)
    body_end = groups.local_body_at(items, start)
    bare_level = body_end == start and items[start].capital and phrase_at(items, start, LEVELS) > start
    if body_end == start and not bare_level:
        return found
    tail = tails.read(items, body_end, jurisdiction)
    own = tail.form == "level" and tail.level and groups.body_of(items, start, jurisdiction) == start and not bare_level
    if tail.form == "local" or own:
        end = tail.end if tail.form == "local" else phrase_at(items, body_end, LEVELS)
        return groups.local_agency(items, start, body_end, tail, jurisdiction), end
    return found


def whole(items: tuple[Token, ...], jurisdiction: str, text: str) -> Resolved:
    """The agency or group that all of `items` name together; `text` is what they were cut from."""
    found = known_at(items, 0, jurisdiction)
    if found and found[1] == len(items):
        return found[0]
    if groups.collective_at(items, 0, jurisdiction):
        return groups.group(items, text, jurisdiction)
    return matching.marks_lost_at(items, 0, len(items), jurisdiction) or matching.open_agency(items, jurisdiction)


def resolve(name: str, jurisdiction: str | None) -> Resolved:
    """The identity of one name in a plan of `jurisdiction` (a province's name, a commune, `Trung ương` or None for the
    centre). Pure: it knows the registry only, not a person's judgements. A name without a word raises ValueError."""
    place = jurisdiction or registry.CENTRAL
    found = _resolve(clean(name), registry.likeness(place))
    own = own_id(found, place)
    return found._replace(id=own, jurisdiction=place) if own else found


@lru_cache(maxsize=1024)
def _resolve(name: str, jurisdiction: str) -> Resolved:
    items = tokens(name)
    if not items:
        raise ValueError(f"no word in the name {name!r}")
    return whole(items, jurisdiction, name)


class _Placed(Protocol):
    """What has a node's id, its last part, and a jurisdiction."""

    @property
    def id(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def jurisdiction(self) -> str: ...


def own_id(found: _Placed, place: str) -> str | None:
    """The id that what was found for the `likeness` of a place has in that place; None where it keeps its own."""
    if found.jurisdiction == place or found.jurisdiction != registry.likeness(place):
        return None
    return f"{found.id.partition(':')[0]}:{registry.jurisdiction_slug(place)}:{found.key}"


def nearest(name: str, known_names: Iterable[str], *, limit: int = 3, cutoff: float = 80.0) -> list[tuple[str, float]]:
    """Known names that look like `name` with a score 0..100, best first, itself left out. For a person to judge:
    nothing is joined by it."""
    from rapidfuzz import fuzz, process

    folded = {known: fold(known) for known in known_names if fold(known) != fold(name)}
    found = process.extract(fold(name), folded, scorer=fuzz.ratio, limit=limit, score_cutoff=cutoff)
    return [(known, round(score, 1)) for _, score, known in found]


@lru_cache(maxsize=4)
def names_of(jurisdiction: str) -> tuple[str, ...]:
    """The names of the listed agencies that a jurisdiction can have, for suggestions."""
    return tuple(matching.make(archetype, jurisdiction).name for archetype in registry.archetypes().values())
