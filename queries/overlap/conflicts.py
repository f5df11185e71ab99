"""Where the plans that share a measure ask different things of it.

| kind | when |
|---|---|
| below_parent | a province asks less for a period than a national document |
| differs_in_jurisdiction | two plans of one jurisdiction ask different values for a period; the lower one is named |
| differing_units | the targets are shares, counts, ranks ... of different kinds, which cannot be compared |

"Less" follows the operator: of "at least" and plain targets the smaller value, of "at most" the larger one.
"""

from __future__ import annotations

import math
from itertools import combinations
from typing import Any

from graph.text import clean

NATION = "Trung ương"
_UPPER = ("le", "lt")
_DIMENSIONS = (
    ("rank", ("thứ bậc", "xếp hạng", "nhóm", "hạng")),
    ("score", ("điểm", "chỉ số")),
    ("money", ("đồng", "usd", "lần grdp")),
    ("yes or no", ("có/không", "bảo đảm", "hoàn thành")),
)


def conflicts(members: list[dict[str, Any]], aims: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Conflicts {kind, ids, detail} among the members of one measure; `aims` are the targets of each id."""
    out: list[dict[str, Any]] = []
    for a, b in combinations(members, 2):
        if a.get("document") == b.get("document") and isinstance(a.get("document"), str):
            continue
        out += _between(a, b, aims.get(str(a["id"]), []), aims.get(str(b["id"]), []))
    return out + _units(members, aims)


def _between(
    a: dict[str, Any], b: dict[str, Any], p: list[dict[str, Any]], q: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Periods for which two members of different documents ask different values."""
    places = (a.get("jurisdiction"), b.get("jurisdiction"))
    found = []
    for x in p:
        for y in q:
            if x.get("period") != y.get("period") or not comparable(x, y):
                continue
            order = asks_less(x, y)
            if order == 0:
                continue
            (low, low_at), (high, high_at) = ((x, 0), (y, 1)) if order < 0 else ((y, 1), (x, 0))
            ids = [str((a, b)[low_at]["id"]), str((a, b)[high_at]["id"])]
            detail = f"{low.get('period')}: {low.get('text')} < {high.get('text')}"
            if places[0] == places[1] and isinstance(places[0], str):
                found.append({"kind": "differs_in_jurisdiction", "ids": ids, "detail": detail})
            elif places[high_at] == NATION:
                found.append({"kind": "below_parent", "ids": ids, "detail": detail})
    return found


def dimension(aim: dict[str, Any]) -> str:
    """What a target's unit measures: a share ("%", "% GRDP"), a rank, a score, money, yes or no, else "count" (people,
    companies, whatever the plan calls what it counts); "" where no unit is said."""
    unit = clean(aim["unit"]).casefold() if isinstance(aim.get("unit"), str) else ""
    if "%" in unit:
        return "% grdp" if "grdp" in unit else "%"
    return next((name for name, words in _DIMENSIONS if any(w in unit for w in words)), "count" if unit else "")


def _number(aim: dict[str, Any]) -> float | None:
    value = aim.get("value")
    return float(value) if isinstance(value, int | float) and not math.isnan(value) else None


def comparable(x: dict[str, Any], y: dict[str, Any]) -> bool:
    """Both have a number, and their units are equal or one is not said."""
    units = {dimension(x), dimension(y)} - {""}
    return _number(x) is not None and _number(y) is not None and len(units) < 2


def asks_less(x: dict[str, Any], y: dict[str, Any]) -> int:
    """-1 where x asks less than y, 1 where more, 0 where the same."""
    p, q = _number(x), _number(y)
    if p is None or q is None or p == q:
        return 0
    less = -1 if p < q else 1
    return -less if x.get("operator") in _UPPER and y.get("operator") in _UPPER else less


def _units(members: list[dict[str, Any]], aims: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Units that cannot be compared, once a measure."""
    by_unit: dict[str, list[str]] = {}
    for member in members:
        for unit in sorted(
            {dimension(aim) for aim in aims.get(str(member["id"]), []) if _number(aim) is not None} - {""}
        ):
            by_unit.setdefault(unit, []).append(str(member["id"]))
    if len(by_unit) < 2:
        return []
    return [
        {
            "kind": "differing_units",
            "ids": sorted({i for ids in by_unit.values() for i in ids}),
            "detail": " | ".join(sorted(by_unit)),
        }
    ]
