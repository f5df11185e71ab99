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

import math
import re
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from graph.text import clean, fold
from queries.overlap.measure_names import PER_HEAD

NATION = "Trung ương"
#: A province can be held against the nation in these only.
OF_EACH = ("%", "% grdp", "score", "per head")
_DIMENSIONS = (
    ("rank", ("thứ bậc", "thứ hạng", "xếp hạng", "nhóm", "hạng", "vị trí")),
    ("score", ("điểm", "chỉ số")),
    ("times grdp", ("lần grdp",)),
    ("usd", ("usd", "đô la")),
    ("đồng", ("đồng",)),
    ("yes or no", ("có/không", "bảo đảm", "hoàn thành")),
)
_SCALES = (
    ("nghìn tỷ", 1e12), ("nghìn", 1e3), ("ngàn", 1e3), ("vạn", 1e4), ("triệu", 1e6), ("tỷ", 1e9), ("tỉ", 1e9),
    ("‰", 0.1),
)  # fmt: skip
_HEADS = re.compile(r"(\d[\d.]*)")
_YEARLY = re.compile("|".join(map(fold, ("mỗi năm", "hằng năm", "hàng năm", "/năm"))))
_SPAN = re.compile("|".join(map(fold, ("giai đoạn", "lũy kế", "luỹ kế", "đến năm", "đến hết năm"))))
_ILL = ("nghèo", "thất nghiệp", "tử vong", "chết", "tai nạn", "suy dinh dưỡng", "bỏ học", "thất thoát", "tảo hôn")
_ILLS = re.compile("|".join(map(fold, (*_ILL, "tội phạm", "nghiện", "ô nhiễm", "phát thải", "mất cân bằng"))))
_MENDED = re.compile("|".join(map(fold, ("được", "xử lý", "giải quyết", "khám phá", "giảm", "thoát", "hỗ trợ"))))


@dataclass(frozen=True)
class Asked:
    """A target that has a number, to be compared: `value` in whole units, `kind` what its unit measures (a share, a
    rank, a score, money, yes or no, else a count; "" where no unit is said), `unit` as printed, `more` whether more is
    asked by a larger (1) or a smaller (-1) value; 0 where nothing says so."""

    id: str
    period: str
    text: str
    value: float
    kind: str
    unit: str
    more: int

    def said(self, other: Asked) -> str:
        """The target as printed, with its unit where the other one has another."""
        return self.text if self.unit == other.unit or self.unit in self.text.casefold() else f"{self.text} {self.unit}"


def asked(aim: dict[str, Any], name: str = "") -> Asked | None:
    """A target of the indicator `name` as `Asked`; None without a number."""
    value = aim.get("value")
    if not isinstance(value, int | float) or math.isnan(value):
        return None
    unit = clean(aim["unit"]).casefold() if isinstance(aim.get("unit"), str) else ""
    kind = dimension(unit, name)
    scale = next((by for word, by in _SCALES if unit.startswith(word)), 1.0)
    if kind == "per head":
        scale /= heads(unit, name)
        unit = f"{unit.partition('/')[0]}/{heads(unit, name):,.0f} dân".replace(",", ".")
    return Asked(
        str(aim.get("indicator")), str(aim.get("period")), str(aim.get("text")), value * scale, kind, unit,
        _sense(str(aim.get("operator")), kind, fold(name)),
    )  # fmt: skip


def dimension(unit: str, name: str = "") -> str:
    """What a unit of the indicator `name` measures; see `Asked.kind`."""
    unit = clean(unit).casefold()
    if PER_HEAD.search(fold(unit)) or PER_HEAD.search(fold(name)):
        return "per head"
    if "%" in unit or "‰" in unit:
        return "% grdp" if "grdp" in unit or "grdp" in fold(name) else "%"
    return next((kind for kind, words in _DIMENSIONS if any(w in unit for w in words)), "count" if unit else "")


def heads(unit: str, name: str) -> float:
    """Of how many people a rate says how many: "/vạn dân", "trên 1.000 dân"."""
    found = PER_HEAD.search(fold(unit)) or PER_HEAD.search(fold(name))
    if not found:
        return 1.0
    number = _HEADS.search(found.group())
    scale = next((by for word, by in _SCALES if fold(word) in found.group()), 1.0)
    return scale * (float(number.group().replace(".", "")) if number else 1.0)


def _sense(operator: str, kind: str, name: str) -> int:
    if operator in ("ge", "gt"):
        return 1
    ill = _ILLS.search(name) and not _MENDED.search(name)
    return -1 if operator in ("le", "lt") or kind == "rank" or ill else 0


def asks_less(x: Asked, y: Asked) -> int:
    """-1 where x asks less than y, 1 where more, 0 where the same or where the two cannot be compared: other kinds of
    units, "at least" against "at most"."""
    if (x.kind and y.kind and x.kind != y.kind) or x.more * y.more < 0 or math.isclose(x.value, y.value):
        return 0
    less = -1 if x.value < y.value else 1
    return -less if -1 in (x.more, y.more) else less


def conflicts(members: list[dict[str, Any]], aims: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Conflicts {kind, ids, detail} among the members of one measure (id, name, document, jurisdiction); `aims` are the
    targets of each id."""
    read = [
        [found for aim in aims.get(str(m["id"]), []) if (found := asked({**aim, "indicator": m["id"]}, _name(m)))]
        for m in members
    ]
    out: list[dict[str, Any]] = []
    for i, j in combinations(range(len(members)), 2):
        if not _one_plan(members[i], members[j]):
            out += _between(members[i], members[j], read[i], read[j])
    return out + _units(members, read)


def _name(member: dict[str, Any]) -> str:
    return str(member.get("name") or "")


def _one_plan(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return isinstance(a.get("document"), str) and a.get("document") == b.get("document")


def _between(a: dict[str, Any], b: dict[str, Any], p: list[Asked], q: list[Asked]) -> list[dict[str, Any]]:
    """Periods for which two members of different documents ask different values."""
    names = [fold(_name(m)) for m in (a, b)]
    if any(_YEARLY.search(x) and _SPAN.search(y) and not _YEARLY.search(y) for x, y in (names, names[::-1])):
        return []
    found = []
    for x, y in product(p, q):
        several = any(sum(z.period == x.period for z in side) > 1 for side in (p, q))
        if x.period != y.period or (several and x.unit != y.unit):
            continue
        order = asks_less(x, y)
        if order == 0:
            continue
        low, high, over = (x, y, b) if order < 0 else (y, x, a)
        detail = f"{low.period}: {low.said(high)} {'<' if low.value < high.value else '>'} {high.said(low)}"
        place = isinstance(a.get("jurisdiction"), str) and a.get("jurisdiction") == b.get("jurisdiction")
        if place or (over.get("jurisdiction") == NATION and (x.kind or y.kind or "score") in OF_EACH):
            kind = "differs_in_jurisdiction" if place else "below_parent"
            found.append({"kind": kind, "ids": [low.id, high.id], "detail": detail})
    return found


def _units(members: list[dict[str, Any]], read: list[list[Asked]]) -> list[dict[str, Any]]:
    """Kinds of units of different plans that cannot be compared, once a measure."""
    kinds = [{x.kind for x in own} - {""} for own in read]
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
