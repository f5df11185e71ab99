"""Targets that have a number, made comparable: in whole units, of one kind, and told whether less is more."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

from graph.text import clean, fold
from queries.overlap.measure_names import PER_HEAD, measured_as

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
    counted = "count" if unit or measured_as(name, unit) == "count" else ""
    return next((kind for kind, words in _DIMENSIONS if any(w in unit for w in words)), counted)


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
