"""Where the plans that share a measure ask different things of it.

| kind | when |
|---|---|
| below_parent | a province asks less for a period than a national document, of shares, rates per head and scores |
| differs_in_jurisdiction | two plans of one jurisdiction ask different values for a period; the lower one is named |
| differing_units | the targets of two plans are shares, counts, ranks ...: of kinds that cannot be compared |

"Less" is the smaller value, and the larger one of "at most", of a rank and of an ill ("hộ nghèo", "thất nghiệp").
Values are compared in whole units (50 nghìn người = 50.000 người, 5 ‰ = 0,5 %); what is counted a year is not compared
with what is counted up to a year. A nation's number of things is no measure of one province.
"""

from __future__ import annotations

import re
from itertools import combinations, product
from typing import Any

from graph.text import fold
from queries.overlap.asked import Asked, asked, asks_less

NATION = "Trung ương"
#: A province can be held against the nation in these only.
OF_EACH = ("%", "% grdp", "score", "per head")
_YEARLY = re.compile("|".join(map(fold, ("mỗi năm", "hằng năm", "hàng năm", "/năm"))))
_SPAN = re.compile("|".join(map(fold, ("giai đoạn", "lũy kế", "luỹ kế", "đến năm", "đến hết năm"))))


def conflicts(members: list[dict[str, Any]], aims: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Conflicts {kind, ids, detail} among the members of one measure (id, name, document, jurisdiction); `aims` are the
    targets of each id."""
    read = [
        [found for aim in aims.get(str(m["id"]), []) if (found := asked({**aim, "indicator": m["id"]}, _name(m)))]
        for m in members
    ]
    out: list[dict[str, Any]] = []
    for i, j in combinations(range(len(members)), 2):
        if _held_together(members[i], members[j]):
            out += _between(members[i], members[j], read[i], read[j])
    return out + _units(members, read)


def _name(member: dict[str, Any]) -> str:
    return str(member.get("name") or "")


def _one_plan(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return isinstance(a.get("document"), str) and a.get("document") == b.get("document")


def _held_together(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Rows of two plans of one jurisdiction, or of a nation and a province."""
    places = (a.get("jurisdiction"), b.get("jurisdiction"))
    if not isinstance(places[0], str) or not isinstance(places[1], str) or _one_plan(a, b):
        return False
    return places[0] == places[1] or NATION in places


def _between(a: dict[str, Any], b: dict[str, Any], p: list[Asked], q: list[Asked]) -> list[dict[str, Any]]:
    """Periods for which two members of different documents ask different values."""
    names = [fold(_name(m)) for m in (a, b)]
    if any(_YEARLY.search(x) and _SPAN.search(y) and not _YEARLY.search(y) for x, y in (names, names[::-1])):
        return []
    found = []
    for x, y in product(p, q):
        if x.period != y.period or (x.unit != y.unit and (_several(p, x.period) or _several(q, x.period))):
            continue
        order = asks_less(x, y)
        if order == 0:
            continue
        low, high, over = (x, y, b) if order < 0 else (y, x, a)
        detail = f"{low.period}: {low.said(high)} {'<' if low.value < high.value else '>'} {high.said(low)}"
        place = a.get("jurisdiction") == b.get("jurisdiction")
        if place or (over.get("jurisdiction") == NATION and (x.kind or y.kind or "score") in OF_EACH):
            kind = "differs_in_jurisdiction" if place else "below_parent"
            found.append({"kind": kind, "ids": [low.id, high.id], "detail": detail})
    return found


def _several(aims: list[Asked], period: str) -> bool:
    return sum(aim.period == period for aim in aims) > 1


def _units(members: list[dict[str, Any]], read: list[list[Asked]]) -> list[dict[str, Any]]:
    """Kinds of units of different plans that cannot be compared, once a measure."""
    kinds = [{x.kind for x in own} - {""} for own in read]
    if len({kind for own in kinds for kind in own}) < 2:
        return []
    clash = [
        (i, j)
        for i, j in combinations(range(len(members)), 2)
        if kinds[i] and kinds[j] and kinds[i].isdisjoint(kinds[j]) and not _one_plan(members[i], members[j])
    ]
    if not clash:
        return []
    involved = sorted({k for pair in clash for k in pair})
    return [
        {
            "kind": "differing_units",
            "ids": sorted(str(members[k]["id"]) for k in involved),
            "detail": " | ".join(sorted({kind for k in involved for kind in kinds[k]})),
        }
    ]
