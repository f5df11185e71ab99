"""The plain workload of a whole record counted from its columns: the same table as `workload.workload` makes from
DataFrames, an order of magnitude faster. Agencies and groups are numbers here, every figure is a count of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graph.columns.tables import Columns
from graph.columns.text import Text
from queries.scope import HARD_KINDS

if TYPE_CHECKING:
    import pandas as pd

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_HOLDERS = ("Agency", "AgencyGroup")


def from_columns(columns: Columns) -> pd.DataFrame:
    """A row an agency or group with `workload.COLUMNS`, most led first: all plans, no limits."""
    import pandas as pd

    size = sum(len(columns.nodes[label]) for label in _HOLDERS)
    leads = columns.edges["LEADS"]
    source, target = leads.source.astype(np.int64), leads.target
    share = 1.0 / np.bincount(target, minlength=columns.size)[target]
    led, alone = _count(source, size), _count(source[share == 1.0], size)
    shares = _sums(share, source, size)
    low, high = _range(columns, shares, led)
    counts = {
        "led": led,
        "led_alone": alone,
        "led_jointly": led - alone,
        "coordinated": _duties(columns, "COORDINATES", "Task", size),
        "counterpart": _duties(columns, "COUNTERPART_FOR", "Task", size),
        "tracked": _duties(columns, "TRACKS", "Indicator", size),
    }
    who, month = _deadlines(columns, source, target)
    counts["hard_deadlines"] = _count(who, size)
    counts["busiest_month_deadlines"], busiest = _busiest(who, month, size)
    holders = _Holders(columns)
    shown = np.flatnonzero((sum(counts[name] for name in counts) > 0) | (high > 0))
    shown = shown[np.argsort(holders.id_rank[shown], kind="stable")]
    total = shares[shown].sum()
    keys = [counts["tracked"], counts["coordinated"], led, shares]
    order = np.lexsort([holders.id_rank[shown], holders.name_rank[shown], *(-key[shown] for key in keys)])
    shown = shown[order]
    return pd.DataFrame(
        {
            **holders.named(shown),
            **{name: counts[name][shown] for name in ("led", "led_alone", "led_jointly")},
            "lead_share": shares[shown],
            "share_of_leads": shares[shown] / total if total else 0.0,
            "lead_share_low": low[shown],
            "lead_share_high": high[shown],
            **{name: counts[name][shown] for name in ("coordinated", "counterpart", "tracked", "hard_deadlines")},
            "busiest_month": pd.Series(_months(busiest[shown])),
            "busiest_month_deadlines": counts["busiest_month_deadlines"][shown],
            "deadlines_by_quarter": pd.Series(_by_quarter(who, month, shown, size), dtype=object),
            "named_as": pd.Series([None] * shown.size, dtype=object),
            "way": pd.Series([None] * shown.size, dtype=object),
        }
    )


class _Holders:
    """Names of the agencies and groups by their numbers, and the place of each when sorted by id and by name."""

    def __init__(self, columns: Columns) -> None:
        tables = [columns.nodes[label] for label in _HOLDERS]
        names = [table.columns.get("name") for table in tables]
        self.texts: dict[str, list[str | None]] = {
            "id": [id_ for table in tables for id_ in table.ids.tolist()],
            "name": [name for text in names if isinstance(text, Text) for name in text.tolist()],
            "label": [table.label for table in tables for _ in range(len(table))],
        }
        self.id_rank, self.name_rank = _rank(self.texts["id"]), _rank(self.texts["name"])

    def named(self, shown: Ints) -> dict[str, pd.Series[str]]:
        """`id`, `name` and `label` of some of them."""
        import pandas as pd

        texts = {key: np.array(values, dtype=object)[shown] for key, values in self.texts.items()}
        return {key: pd.Series(text, dtype=None if key == "label" else object) for key, text in texts.items()}


def _rank(texts: list[str | None]) -> Ints:
    """The place of each text when they are sorted."""
    place = np.empty(len(texts), dtype=np.int64)
    place[sorted(range(len(texts)), key=lambda at: str(texts[at]))] = np.arange(len(texts))
    return place


def _count(numbers: npt.NDArray[np.integer], size: int) -> Ints:
    return np.bincount(numbers, minlength=size)


def _sums(values: Floats, numbers: Ints, size: int) -> Floats:
    """Sums of values by number, rounded as pandas rounds them, so that equal shares stay equal everywhere."""
    import pandas as pd

    sums = pd.Series(values).groupby(numbers).sum()
    found = np.zeros(size)
    found[sums.index.to_numpy()] = sums.to_numpy()
    return found


def _duties(columns: Columns, type_: str, label: str, size: int) -> Ints:
    """How many nodes of a label each agency or group has a link of a type to."""
    table, nodes = columns.edges[type_], columns.nodes[label]
    inside = (table.target >= nodes.first) & (table.target < nodes.first + len(nodes))
    return _count(table.source[inside], size)


def _range(columns: Columns, shares: Floats, led: Ints) -> tuple[Floats, Floats]:
    """`lead_share_low` and `lead_share_high`: without the part of what collectives lead, and with it."""
    members = columns.edges["MEMBER_OF"]
    counted = led[members.target] > 0
    member, group = members.source[counted].astype(np.int64), members.target[counted]
    part = shares[group] / np.bincount(group, minlength=shares.size)[group]
    low, high = shares.copy(), shares.copy()
    collective = np.zeros(shares.size, dtype=bool)
    groups = columns.nodes["AgencyGroup"]
    collective[groups.first : groups.first + len(groups)] = True
    low[collective & (np.bincount(group, minlength=shares.size) > 0)] = 0.0
    return low, high + _sums(part, member, shares.size)


def _deadlines(columns: Columns, source: Ints, target: npt.NDArray[np.int32]) -> tuple[Ints, Ints]:
    """(who, month): one entry a lead and hard milestone of its task; months as 202603."""
    milestones = columns.nodes["Milestone"]
    kind, end = milestones.columns.get("kind"), milestones.columns.get("end")
    if not isinstance(kind, Text) or not isinstance(end, Text):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    codes, names = kind.categories
    hard = np.isin(codes, [names.index(name) for name in HARD_KINDS if name in names]) & (end.days > 0)
    pointer, order = columns.around("DUE", outgoing=True)
    milestone = columns.edges["DUE"].target[order] - milestones.first
    kept = hard[milestone]
    before = np.concatenate(([0], np.cumsum(kept)))
    month = end.days[milestone[kept]] // 100
    first, last = before[pointer[target]], before[pointer[target + 1]]
    times = last - first
    at = np.repeat(first - (np.cumsum(times) - times), times) + np.arange(times.sum())
    return np.repeat(source, times), month[at].astype(np.int64)


def _busiest(who: Ints, month: Ints, size: int) -> tuple[Ints, Ints]:
    """(deadlines in it, month) of the month with most of each; the earliest of equals, 0 where there is none."""
    keys, counts = np.unique(who * 1_000_000 + month, return_counts=True)
    most, best = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    order = np.lexsort((-keys, counts))  # the last one written stands: most deadlines, then the earliest
    most[keys[order] // 1_000_000] = counts[order]
    best[keys[order] // 1_000_000] = keys[order] % 1_000_000
    return most, best


def _months(months: Ints) -> list[str | float]:
    """'2026-03' for 202603; NaN for none."""
    text = {month: f"{month // 100:04}-{month % 100:02}" if month else np.nan for month in set(months.tolist())}
    return [text[month] for month in months.tolist()]


def _by_quarter(who: Ints, month: Ints, shown: Ints, size: int) -> list[dict[str, int] | float]:
    """For each of `shown` the number of deadlines by quarter ('2026-Q1'), in order; NaN for none."""
    quarter = month // 100 * 10 + (month % 100 + 2) // 3
    keys, counts = np.unique(who * 1_000_000 + quarter, return_counts=True)
    quarters = keys % 1_000_000
    text = {q: f"{q // 10:04}-Q{q % 10}" for q in set(quarters.tolist())}
    pairs = list(zip([text[q] for q in quarters.tolist()], counts.tolist(), strict=True))
    bounds = np.searchsorted(keys, np.arange(size + 1) * 1_000_000)
    first, last = bounds[shown].tolist(), bounds[shown + 1].tolist()
    return [dict(pairs[a:b]) if b > a else np.nan for a, b in zip(first, last, strict=True)]
