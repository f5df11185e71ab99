"""Which agency took over another's work, when and on what basis; and who held it on a day.

The entries are in `successions.csv` (reforms of the whole country) and `provinces.csv` (mergers of provinces).
`share` is the part of the old agency's tasks that goes to the successor unless a person decides otherwise: 1 also where
a note says that smaller parts went elsewhere, because no plan tells the tasks apart. An entry without a known basis
says so."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from graph.identity import registry
from graph.identity.agencies import resolve
from graph.identity.groups import only_districts
from graph.identity.matching import Resolved, make
from graph.identity.registry import CENTRAL
from graph.identity.tails import Tail, number_of

NO_BASIS = "chưa rõ căn cứ"
_DATA = Path(__file__).with_name("successions.csv")


@dataclass(frozen=True, slots=True)
class Succession:
    """`successor` took over `predecessor` on a day; `successor` is None where the office ended and nobody is named.
    `on` is an ISO date; `share` lies in 0..1; `basis` is the document, or `NO_BASIS`."""

    predecessor: Resolved
    successor: Resolved | None
    on: str
    basis: str
    share: float
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """Who answers on a day for what an agency was given. `way` is 'as named', 'succeeded', 'ended' (no successor is
    known; the agency named stays) or 'not yet' (the agency named did not exist on that day); `steps` leads there."""

    agency: Resolved
    share: float
    way: str
    steps: tuple[Succession, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    scope: str
    old: str
    new: str
    on: str
    share: float
    basis: str
    note: str | None


@lru_cache(maxsize=1)
def _entries() -> tuple[_Entry, ...]:
    with _DATA.open(encoding="utf-8", newline="") as file:
        return tuple(
            _Entry(r["scope"], r["from"], r["to"], r["on"], float(r["share"]), r["basis"], r["note"] or None)
            for r in csv.DictReader(file)
        )


def _agency(key: str, jurisdiction: str) -> Resolved:
    """The agency of an archetype's key; a numbered region's key ends in its number as plans print it
    (`…-khu-vuc-VII`)."""
    archetype = registry.archetypes().get(key)
    if archetype is not None:
        return make(archetype, jurisdiction)
    base, _, number = key.rpartition("-")
    return make(registry.archetypes()[base], jurisdiction, Tail("region", 0, number=number_of(number), printed=number))


@lru_cache(maxsize=64)
def successions(jurisdiction: str | None) -> tuple[Succession, ...]:
    """The reforms that concern the listed agencies of a jurisdiction, oldest first: a province's departments, or the
    ministries for `Trung ương`. Mergers of provinces are not in it: they concern every agency (see `successor_of`)."""
    place = registry.canonical_jurisdiction(jurisdiction)
    scopes = {"centre"} if place == CENTRAL else {"province", place}
    out = [
        Succession(_agency(e.old, place), _agency(e.new, place), e.on, e.basis, e.share, e.note)
        for e in _entries()
        if e.scope in scopes
    ]
    return tuple(sorted(out, key=lambda item: (item.on, item.predecessor.key)))


@lru_cache(maxsize=1)
def _reformed() -> frozenset[str]:
    """The keys of all agencies that a reform concerns, in whatever jurisdiction."""
    return frozenset(_agency(entry.old, CENTRAL).key for entry in _entries() if entry.scope != "district")


@lru_cache(maxsize=1)
def _district_end() -> _Entry:
    return next(entry for entry in _entries() if entry.scope == "district")


def districts_ended() -> tuple[str, str]:
    """The ISO date on which the district level ended, and the basis."""
    end = _district_end()
    return end.on, end.basis


def _after_merger(agency: Resolved) -> Succession | None:
    """The same office of the province that this agency's province was merged into."""
    province = registry.provinces().get(agency.jurisdiction)
    if province is None or province.successor is None or province.until is None or agency.level != "provincial":
        return None
    archetype = registry.archetypes().get(agency.archetype or "")
    if archetype is None:
        return None
    successor = make(archetype, province.successor)
    return Succession(agency, successor, province.until, province.basis or NO_BASIS, 1.0)


def successor_of(agency: Resolved) -> list[Succession]:
    """What happened to one agency: its own reform, else the end of the districts, else the merger of its province, else
    the end of its kind of office, whoever took over. Empty when it goes on. An agency the registry does not list has no
    entry."""
    if agency.key in _reformed():
        own = [item for item in successions(agency.jurisdiction) if item.predecessor.id == agency.id]
        if own:
            return own
    if agency.level == "district":
        end = _district_end()
        return [Succession(agency, None, end.on, end.basis, end.share, end.note)]
    if merged := _after_merger(agency):
        return [merged]
    archetype = registry.archetypes().get(agency.archetype or "")
    return [Succession(agency, None, archetype.ended, NO_BASIS, 1.0)] if archetype and archetype.ended else []


@lru_cache(maxsize=1024)
def began(agency_id: str, jurisdiction: str) -> str | None:
    """The day an agency began that is only known as a successor (`Sở Nông nghiệp và Môi trường`: 2025-03-01); None for
    one that has a past of its own under its name."""
    days = [s.on for s in successions(jurisdiction) if s.successor and s.successor.id == agency_id]
    key = agency_id.rpartition(":")[2]
    return min(days) if days and key in _NEW else None


# Offices that did not exist under their name before the reform they are a successor in.
_NEW = frozenset(
    {
        "so-nong-nghiep-va-moi-truong", "so-dan-toc-va-ton-giao", "bo-nong-nghiep-va-moi-truong",
        "bo-dan-toc-va-ton-giao", "ban-tuyen-giao-va-dan-van-tinh-uy", "chi-cuc-thong-ke", "thong-ke-tinh", "thue-tinh",
        "thi-hanh-an-dan-su-tinh", "ban-chi-huy-bo-doi-bien-phong-tinh",
    }
)  # fmt: skip


def holder_on(agency: Resolved, day: str) -> list[Holder]:
    """Who holds `agency`'s tasks on an ISO date. The shares of the answer add up to 1, so that counts over all agencies
    stay the same on every day. A group is its own holder, also where its whole level has ended."""
    if agency.group:
        over = day >= districts_ended()[0] and only_districts(agency.name)
        return [Holder(agency, 1.0, "ended" if over else "as named")]
    start = began(agency.id, agency.jurisdiction)
    if start and day < start:
        return [Holder(agency, 1.0, "not yet")]
    return _holders(agency, day, 1.0, ())


def _holders(agency: Resolved, day: str, share: float, steps: tuple[Succession, ...]) -> list[Holder]:
    due = [item for item in successor_of(agency) if item.on <= day]
    if not due or any(item in steps for item in due):
        return [Holder(agency, share, "succeeded" if steps else "as named", steps)]
    out: list[Holder] = []
    total = sum(item.share for item in due)
    for item in due:
        part, way = share * item.share / total, (*steps, item)
        if item.successor is None:
            out.append(Holder(agency, part, "ended", way))
        else:
            out.extend(_holders(item.successor, day, part, way))
    return out


def holder_of_name(name: str, jurisdiction: str | None, day: str) -> list[Holder]:
    """`holder_on` for a name as printed in a plan of `jurisdiction`."""
    return holder_on(resolve(name, jurisdiction), day)


def ended(agency: Resolved) -> str | None:
    """The ISO date on which an agency was dissolved: by its reform, the end of the districts or a merger; else the date
    its archetype carries; None for one that goes on."""
    found = successor_of(agency)
    if found:
        return min(item.on for item in found)
    archetype = registry.archetypes().get(agency.archetype or "")
    return archetype.ended if archetype else None


def succession_edges(agencies: Iterable[Resolved]) -> list[Succession]:
    """Every succession that begins at one of `agencies`, and those that go on from their successors, each once."""
    out: dict[tuple[str, str | None], Succession] = {}
    waiting = list(agencies)
    while waiting:
        for item in successor_of(waiting.pop()):
            key = (item.predecessor.id, item.successor.id if item.successor else None)
            if key not in out:
                out[key] = item
                if item.successor:
                    waiting.append(item.successor)
    return [out[key] for key in sorted(out, key=lambda pair: (pair[0], pair[1] or ""))]
