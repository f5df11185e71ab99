"""A made-up nation of plans as columns: provinces and communes, their agencies, tasks, links and indicators.

Everything follows from the size and one seed: the same call gives the same corpus. A province's plan has 280 tasks and
100 indicators with 5 targets each, a commune's 40 tasks and 20 indicators with one target; 60 agencies a province, the
first of which leads a third of the tasks; 1.5 links a task, never from a later task of a plan to an earlier one; a
fifth of the tasks without a deadline; 16 % of the task names edited copies of names in other plans, listed with their
originals.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

SIZES = {"small": (1, 100), "tenth": (3, 332), "full": (34, 3321)}  # provinces, communes
PROVINCE_TASKS, PROVINCE_INDICATORS, PROVINCE_TARGETS = 280, 100, 5
COMMUNE_TASKS, COMMUNE_INDICATORS, COMMUNE_TARGETS = 40, 20, 1
PERIODS = ("2025", "2030", "2035", "2040", "2045")
LINKS_A_TASK = 1.5
COPIED = 0.16
_SEED = 20250525
_FIRST_YEAR = 2025
_MONTHS = 66  # deadlines from July 2025 to December 2030


@cache
def vocabulary() -> dict[str, Any]:
    """The phrases of vocabulary.toml."""
    return tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan: its place, and where its tasks, indicators and agencies stand in the columns of the corpus."""

    key: str
    level: str
    province: str
    place: str
    kind: str
    number: str
    issued: dt.date
    tasks: range
    indicators: range
    agencies: range

    @property
    def authority(self) -> str:
        """'UBND tỉnh', 'UBND xã'."""
        return f"UBND {self.kind}"


@dataclass(frozen=True)
class Corpus:
    """The nation. n tasks: `plan`, `name`, `deliverable`, `lead` (n x 2, agency or -1), `coordinator` (n x 2, agency,
    or -1 - g for group g), `deadline` (text), `milestone` (kind, first day, last day), `duration` (days). Links as
    `predecessor`, `successor` (m). `copy`, `original`: tasks with edited names and the tasks they were taken from.
    k indicators: `indicator_plan`, `indicator_name`, `unit`, `value` (k x 6: baseline, then a value a period),
    `tracker` (agency)."""

    plans: list[Plan]
    agency_name: list[str]
    plan: Ints
    name: list[str]
    deliverable: list[str]
    lead: Ints
    coordinator: Ints
    deadline: list[str]
    milestone: list[tuple[str, dt.date | None, dt.date | None]]
    duration: Ints
    predecessor: Ints
    successor: Ints
    copy: Ints
    original: Ints
    indicator_plan: Ints
    indicator_name: list[str]
    unit: list[str]
    value: Ints
    tracker: Ints


def make_corpus(size: str) -> Corpus:
    """The corpus of a size: 'small' (1 province, 100 communes), 'tenth' (3, 332) or 'full' (34, 3,321)."""
    rng = np.random.default_rng(_SEED)
    plans, agency_name = _plans(*SIZES[size])
    counts = np.array([len(plan.tasks) for plan in plans])
    plan = np.repeat(np.arange(len(plans)), counts)
    position = np.arange(plan.size) - np.repeat(np.cumsum(counts) - counts, counts)
    action, name = _names(rng, plan.size)
    copy, original = _copies(rng, plan, name)
    deadline, milestone = _deadlines(rng, position / counts[plan])
    lead, coordinator = _agencies(rng, plans, plan)
    predecessor, successor = _links(rng, plans, plan, position)
    words = vocabulary()["actions"]
    indicators = np.array([len(one.indicators) for one in plans])
    indicator_plan = np.repeat(np.arange(len(plans)), indicators)
    kinds, indicator_name = _indicator_names(rng, indicator_plan.size)
    return Corpus(
        plans=plans,
        agency_name=agency_name,
        plan=plan,
        name=name,
        deliverable=[words[a][1].replace("{h}", plans[p].authority) for a, p in zip(action, plan, strict=True)],
        lead=lead,
        coordinator=coordinator,
        deadline=deadline,
        milestone=milestone,
        duration=rng.integers(5, 121, plan.size),
        predecessor=predecessor,
        successor=successor,
        copy=copy,
        original=original,
        indicator_plan=indicator_plan,
        indicator_name=indicator_name,
        unit=[vocabulary()["indicators"][kind][1] for kind in kinds],
        value=np.sort(rng.integers(1, 101, (indicator_plan.size, 1 + len(PERIODS))), axis=1),
        tracker=_among(rng, plans, indicator_plan),
    )


def _plans(provinces: int, communes: int) -> tuple[list[Plan], list[str]]:
    words = vocabulary()
    places = [f"{a} {b}" for a in words["first_syllables"] for b in words["second_syllables"] if a != b]
    plans: list[Plan] = []
    names: list[str] = []
    tasks = indicators = 0
    for p in range(provinces):
        province = words["provinces"][p]
        kind = "thành phố" if province in words["cities"] else "tỉnh"
        for c in range(-1, communes * (p + 1) // provinces - communes * p // provinces):
            own = c < 0
            at = p * 97 + c
            turn = f" {at // len(places)}" if at >= len(places) else ""
            place = province if own else places[at % len(places)] + turn
            unit = kind if own else ("phường" if c % 4 == 3 else "xã")
            agencies = words["provincial_agencies" if own else "commune_agencies"]
            task_count = PROVINCE_TASKS if own else COMMUNE_TASKS
            indicator_count = PROVINCE_INDICATORS if own else COMMUNE_INDICATORS
            plans.append(
                Plan(
                    key=f"p{p + 1:02}" if own else f"p{p + 1:02}-c{c + 1:03}",
                    level="provincial" if own else "commune",
                    province=province,
                    place=place,
                    kind=unit,
                    number=f"{(p * 37 + c * 11) % 290 + 11}/KH-UBND",
                    issued=dt.date(_FIRST_YEAR, 5, 5) + dt.timedelta(days=(p * 5 + (c + 1)) % 50),
                    tasks=range(tasks, tasks + task_count),
                    indicators=range(indicators, indicators + indicator_count),
                    agencies=range(len(names), len(names) + len(agencies)),
                )
            )
            names.extend(agency.replace("{c}", unit) for agency in agencies)
            tasks += task_count
            indicators += indicator_count
    return plans, names


def _names(rng: np.random.Generator, n: int) -> tuple[list[int], list[str]]:
    """An action for each task, and a name of six parts; no two names alike."""
    words = vocabulary()
    parts = [words[key] for key in ("actions", "objects", "objects", "fields", "scopes", "purposes", "stages")]
    chosen = np.empty((0, len(parts)), dtype=np.int64)
    while len(chosen) < n:
        more = np.stack([rng.integers(0, len(part), n) for part in parts], axis=1)
        both = np.concatenate((chosen, more))
        kept = np.sort(np.unique(both[:, :-1], axis=0, return_index=True)[1])  # the stage alone makes no other name
        chosen = both[kept]
    names = []
    for action, what, also, field, scope, purpose, stage in chosen[:n].tolist():
        objects = parts[1][what] if what == also else f"{parts[1][what]} và {parts[1][also]}"
        name = f"{parts[0][action][0]} {objects} thuộc {parts[3][field]} {parts[4][scope]} {parts[5][purpose]}"
        names.append(f"{name}, {parts[6][stage]}" if parts[6][stage] else name)
    return chosen[:n, 0].tolist(), names


def _copies(rng: np.random.Generator, plan: Ints, name: list[str]) -> tuple[Ints, Ints]:
    """Give 16 % of the tasks the edited name of a task of another plan; which, and from which."""
    n = plan.size
    order = rng.permutation(n)
    count = round(n * COPIED)
    copy, kept = np.sort(order[:count]), order[count:]
    original = kept[rng.integers(0, kept.size, count)]
    while (same := plan[original] == plan[copy]).any():
        original[same] = kept[rng.integers(0, kept.size, int(same.sum()))]
    for task, source, pick in zip(copy.tolist(), original.tolist(), rng.random((count, 3)).tolist(), strict=True):
        name[task] = _edited(name[source], pick)
    return copy, original


def _edited(name: str, pick: list[float]) -> str:
    """A name as another office would take it over: a word exchanged, the end dropped or something added."""
    words = vocabulary()
    usable = [(a, b) for a, b in words["synonyms"] if f"{a} " in name]
    if usable:
        old, new = usable[int(pick[0] * len(usable))]
        name = name.replace(f"{old} ", f"{new} ", 1)
    if pick[1] < 0.35 and ", " in name[-30:]:
        return name[: name.rindex(", ")]
    if pick[1] < 0.7 or not usable:
        return f"{name} {words['additions'][int(pick[2] * len(words['additions']))]}"
    return name


def _deadlines(
    rng: np.random.Generator, progress: npt.NDArray[np.float64]
) -> tuple[list[str], list[tuple[str, dt.date | None, dt.date | None]]]:
    """The words of each deadline and what they mean; later in the plan is mostly later in time."""
    month = np.clip(progress * _MONTHS + rng.normal(0, 6, progress.size), 0, _MONTHS - 1).astype(np.int64)
    made = [_deadline(float(kind), int(at)) for kind, at in zip(rng.random(progress.size), month, strict=True)]
    return [text for text, _ in made], [meaning for _, meaning in made]


def _deadline(kind: float, month: int) -> tuple[str, tuple[str, dt.date | None, dt.date | None]]:
    year, number = _FIRST_YEAR + (month + 6) // 12, (month + 6) % 12 + 1
    if kind < 0.12:
        return "Thường xuyên", ("ongoing", None, None)
    if kind < 0.20:
        return ("Hằng năm" if month % 2 else "Hằng quý"), ("recurring", None, None)
    if kind < 0.75:
        return f"Tháng {number}/{year}", ("month", dt.date(year, number, 1), _month_end(year, number))
    if kind < 0.85:
        quarter = (number + 2) // 3
        meaning = ("quarter", dt.date(year, quarter * 3 - 2, 1), _month_end(year, quarter * 3))
        return f"Quý {('I', 'II', 'III', 'IV')[quarter - 1]}/{year}", meaning
    if kind < 0.95:
        return f"Năm {year}", ("year", dt.date(year, 1, 1), dt.date(year, 12, 31))
    return f"{year}-{year + 2}", ("range", dt.date(year, 1, 1), dt.date(year + 2, 12, 31))


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def _among(rng: np.random.Generator, plans: list[Plan], plan: Ints) -> Ints:
    """An agency of each plan, any."""
    first = np.array([one.agencies.start for one in plans])[plan]
    count = np.array([len(one.agencies) for one in plans])[plan]
    member: Ints = first + np.floor(rng.random(plan.size) * count).astype(np.int64)
    return member


def _agencies(rng: np.random.Generator, plans: list[Plan], plan: Ints) -> tuple[Ints, Ints]:
    """Who leads (the first agency a third, a second lead for an eighth) and who coordinates (agencies or a group)."""
    n = plan.size
    first = np.array([one.agencies.start for one in plans])[plan]
    count = np.array([len(one.agencies) for one in plans])[plan]
    lead = np.full((n, 2), -1, dtype=np.int64)
    other = first + 1 + np.floor(rng.random(n) * (count - 1)).astype(np.int64)
    lead[:, 0] = np.where(rng.random(n) < 1 / 3, first, other)
    second = _among(rng, plans, plan)
    joint = (rng.random(n) < 1 / 8) & (second != lead[:, 0])
    lead[joint, 1] = second[joint]
    coordinator = np.stack((_among(rng, plans, plan), _among(rng, plans, plan)), axis=1)
    for_all = rng.random(n) < 0.45
    coordinator[for_all, 1] = -1 - rng.integers(0, len(vocabulary()["groups"]), int(for_all.sum()))
    coordinator[coordinator[:, 1] == coordinator[:, 0], 1] = -1 - 1
    return lead, coordinator


def _links(rng: np.random.Generator, plans: list[Plan], plan: Ints, position: Ints) -> tuple[Ints, Ints]:
    """1.5 links a task: chains along the plan, jumps within it, and from the province's tasks to its communes'."""
    n = plan.size
    wanted = int(n * LINKS_A_TASK)
    chained = np.flatnonzero((position > 0) & (rng.random(n) < 0.55))
    keys = (chained - 1) * n + chained
    province_start = np.array([one.tasks.start for one in plans if one.level == "provincial"])
    of_province = np.searchsorted(province_start, np.arange(n), side="right") - 1
    in_commune = np.array([one.level == "commune" for one in plans])[plan]
    while keys.size < wanted:
        after = rng.integers(0, n, wanted)
        jump = 2 + np.floor(rng.random(wanted) * 12).astype(np.int64)
        before = np.where(jump <= position[after], after - jump, -1)
        upward = in_commune[after] & (rng.random(wanted) < 0.2)
        above = province_start[of_province[after]] + rng.integers(0, PROVINCE_TASKS, wanted)
        before = np.where(upward, above, before)
        found = before >= 0
        both = np.concatenate((keys, before[found] * n + after[found]))
        keys = both[np.sort(np.unique(both, return_index=True)[1])]
    keys = np.sort(keys[:wanted])
    return keys // n, keys % n


def _indicator_names(rng: np.random.Generator, count: int) -> tuple[list[int], list[str]]:
    words = vocabulary()
    kinds = rng.integers(0, len(words["indicators"]), count).tolist()
    objects = rng.integers(0, len(words["objects"]), count).tolist()
    fields = rng.integers(0, len(words["fields"]), count).tolist()
    scopes = rng.integers(0, len(words["scopes"]), count).tolist()
    return kinds, [
        f"{words['indicators'][k][0]} {words['objects'][o]} thuộc {words['fields'][f]} {words['scopes'][s]}"
        for k, o, f, s in zip(kinds, objects, fields, scopes, strict=True)
    ]
