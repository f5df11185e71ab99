"""Who leads what and who coordinates whom: agencies sized by load, each amid the tasks it leads."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import Any

from graph.identity.registry import CENTRAL
from queries.workload import workload
from viz.layouts import pack, shelves, sunflower, sunflower_radius
from viz.picture import BLUE, GREY, LIMIT, ORANGE, SKY, YELLOW, Kind, Line, Picture, Point
from viz.sources import Sources, broken, words
from viz.tasks import task_kinds, task_point

SPACING = 10.0
TITLE = 70.0
"""Pixels above the agencies of a jurisdiction that its name takes."""

STRONGEST = 40
"""So many of the strongest coordination links are drawn at once; the others when one of their ends is chosen."""


@dataclass(slots=True)
class Hub:
    """An agency or group with the tasks drawn around it (`folded` ones are counted, not drawn)."""

    id: str
    row: dict[str, Any]
    tasks: list[dict[str, Any]]
    folded: int = 0

    @property
    def width(self) -> float:
        """Diameter of the agency's own circle: its area grows with the share of tasks it leads."""
        return 24 + 12 * math.sqrt(self.row["lead_share"])

    @property
    def hole(self) -> float:
        """Radius kept free for the agency itself and its words."""
        return self.width / 2 + 5

    @property
    def font(self) -> float:
        """Height of the name's letters: the more an agency leads, the sooner its name can be read."""
        return 9 + 4.5 * math.sqrt(self.row["lead_share"])

    @property
    def label(self) -> str:
        """The name over at most three lines."""
        return broken(words(self.row["name"]), 18, 3)

    @property
    def radius(self) -> float:
        """Radius of the agency with its tasks around it and its name upon it (a letter is about half as wide as
        high)."""
        name = 0.27 * self.font * max(map(len, self.label.split("\n")))
        return max(sunflower_radius(len(self.tasks), self.hole, SPACING), name)


def agencies(sources: Sources, *, limit: int = LIMIT) -> Picture:
    """The map of agencies and groups; above `limit` points, tasks are folded into the agencies that lead them, those
    of the most loaded agencies last."""
    _ = sources.translate
    hubs, notes = _hubs(sources, limit)
    kinds = [*_agency_kinds(sources), *task_kinds(_), *_line_kinds(sources)]
    picture = Picture(_("Agencies and what they lead"), _subtitle(sources, hubs), kinds, [], [], notes)
    _place(sources, picture, hubs)
    _leads(sources, picture)
    _coordination(sources, picture)
    return picture


def _agency_kinds(sources: Sources) -> list[Kind]:
    _ = sources.translate
    return [
        Kind("central", _("central agency"), YELLOW, centred=True),
        Kind("provincial", _("provincial agency"), BLUE, centred=True),
        Kind("local", _("district or commune agency"), SKY, centred=True),
        Kind("collective", _("collective (no single agency)"), ORANGE, shape="square", centred=True),
    ]


def _line_kinds(sources: Sources) -> list[Kind]:
    _ = sources.translate
    return [
        Kind("leads", _("leads"), GREY, of="line"),
        Kind("coordinates", _("coordinates for"), BLUE, of="line", dashes=True, arrows=True),
    ]


def agency_kind(row: dict[str, Any]) -> str:
    """The key of the legend's entry an agency or group stands under."""
    if row["label"] == "AgencyGroup":
        return "collective"
    level = words(row.get("level"))
    return {"central": "central", "district": "local", "commune": "local"}.get(level, "provincial")


def agency_rows(sources: Sources) -> list[dict[str, Any]]:
    """The answer of `workload` with each agency's level and jurisdiction, most loaded first."""
    frame = workload(sources.record, plan=sources.plans)
    known = {**sources.rows("Agency"), **sources.rows("AgencyGroup")}
    rows: list[dict[str, Any]] = [{str(k): v for k, v in row.items()} for row in frame.to_dict(orient="records")]
    return [{**known.get(row["id"], {}), **row} for row in rows]


def _hubs(sources: Sources, limit: int) -> tuple[list[Hub], list[str]]:
    _ = sources.translate
    tasks, first = sources.rows("Task"), _first_leads(sources)
    by_agency: dict[str, list[dict[str, Any]]] = {}
    for id_, row in tasks.items():
        if id_ in first:
            by_agency.setdefault(first[id_], []).append(row)
    hubs = [Hub(row["id"], row, by_agency.get(row["id"], [])) for row in agency_rows(sources)]
    notes = []
    if len(hubs) > limit:
        notes.append(_("{n} agencies with the least load are folded away.").format(n=len(hubs) - limit))
        hubs = hubs[:limit]
    over = len(hubs) + sum(len(hub.tasks) for hub in hubs) - limit
    folded = 0
    for hub in reversed(hubs):
        if over <= 0:
            break
        hub.folded, over, folded = len(hub.tasks), over - len(hub.tasks), folded + len(hub.tasks)
        hub.tasks = []
    if folded:
        notes.append(_("{n} tasks are folded into the agencies that lead them.").format(n=folded))
    unled = len(tasks) - sum(id_ in first for id_ in tasks)
    if unled:
        notes.append(_("{n} tasks without a lead are not drawn.").format(n=unled))
    return hubs, notes


def _first_leads(sources: Sources) -> dict[str, str]:
    """The first-named lead of each task: around it the task is drawn."""
    leads = sources.frame("LEADS").sort_values(["target", "rank", "source"])
    first = leads.drop_duplicates("target")
    return dict(zip(first["target"], first["source"], strict=True))


def _subtitle(sources: Sources, hubs: list[Hub]) -> str:
    text = sources.translate("{a} agencies and groups, {t} tasks; the larger a circle, the more it leads")
    return text.format(a=len(hubs), t=sum(len(hub.tasks) + hub.folded for hub in hubs))


def _place(sources: Sources, picture: Picture, hubs: list[Hub]) -> None:
    """Pack agencies within their jurisdiction, and jurisdictions next to each other."""
    areas: dict[str, list[Hub]] = {}
    for hub in hubs:
        areas.setdefault(_area(sources, hub.row), []).append(hub)
    inner = {area: pack([hub.radius for hub in held], 5) for area, held in areas.items()}
    around = {
        area: max(math.hypot(*at) + hub.radius for hub, at in zip(held, inner[area], strict=True))
        for area, held in areas.items()
    }
    areas = dict(sorted(areas.items(), key=lambda item: (-around[item[0]], item[0])))
    corners = shelves([(2 * around[area], 2 * around[area] + TITLE) for area in areas], 40)
    outer = {area: (x + around[area], y + around[area] + TITLE) for area, (x, y) in zip(areas, corners, strict=True)}
    for area, held in areas.items():
        x0, y0 = map(float, outer[area])
        if area and len(areas) > 1:
            top = min(at[1] - hub.radius for hub, at in zip(held, inner[area], strict=True))
            picture.points.append(Point(f"area {area}", "area", area, x0, y0 + top - 34, 1, area, font=40))
        for hub, (x, y) in zip(held, inner[area], strict=True):
            _draw(sources, picture, hub, float(x0 + x), float(y0 + y))
    if len(areas) > 1:
        picture.kinds.append(Kind("area", sources.translate("jurisdiction"), "#1b1f24", shape="text"))


def _area(sources: Sources, row: dict[str, Any]) -> str:
    """The jurisdiction; of a province's agency in a list that does not say whose it is, that nobody knows."""
    place = words(row.get("jurisdiction"))
    unsaid = place == CENTRAL and words(row.get("level")) not in ("central", "")
    return sources.translate("province not named") if unsaid else place


def _draw(sources: Sources, picture: Picture, hub: Hub, x: float, y: float) -> None:
    name = sources.agency_names.get(hub.id) or words(hub.row["name"])
    picture.points.append(
        Point(
            hub.id, agency_kind(hub.row), hub.label, x, y, hub.width / 2, name, font=hub.font,
            facts=load_facts(sources, hub.row), rank=float(hub.row["lead_share"]),
        )
    )  # fmt: skip
    for task, (dx, dy) in zip(hub.tasks, sunflower(len(hub.tasks), hub.hole, SPACING), strict=True):
        picture.points.append(task_point(sources, task, x + float(dx), y + float(dy)))


def load_facts(sources: Sources, row: dict[str, Any]) -> list[tuple[str, str]]:
    """What an agency carries, as pairs of a heading and a figure."""
    _ = sources.translate
    return [
        (_("Jurisdiction"), _area(sources, row) or "–"),
        (_("Tasks led"), str(row["led"])),
        (_("of them alone"), str(row["led_alone"])),
        (_("Lead share (a task with n leads counts 1/n)"), f"{row['lead_share']:.1f}"),
        (_("Share of all leads"), f"{row['share_of_leads']:.1%}"),
        (_("Tasks coordinated"), str(row["coordinated"])),
        (_("Counterpart for"), str(row["counterpart"])),
        (_("Indicators tracked"), str(row["tracked"])),
        (_("Dates to keep"), str(row["hard_deadlines"])),
        (_("Busiest month"), words(row["busiest_month"]) or "–"),
    ]


def _leads(sources: Sources, picture: Picture) -> None:
    drawn = {point.id for point in picture.points}
    for row in sources.frame("LEADS").to_dict(orient="records"):
        if row["source"] in drawn and row["target"] in drawn:
            picture.lines.append(Line(row["source"], row["target"], "leads", words(row["text"]), 0.6))


def _coordination(sources: Sources, picture: Picture) -> None:
    """Who coordinates in how many of whose tasks; the first-named lead stands for a task's leads."""
    drawn, first = {point.id for point in picture.points}, _first_leads(sources)
    counts: Counter[tuple[str, str]] = Counter()
    for row in sources.frame("COORDINATES").to_dict(orient="records"):
        lead = first.get(row["target"])
        if lead in drawn and row["source"] in drawn and lead != row["source"]:
            counts[row["source"], lead] += 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    for n, ((source, target), count) in enumerate(ranked):
        text = sources.translate("in {n} tasks").format(n=count)
        picture.lines.append(
            Line(source, target, "coordinates", text, 0.8 + math.sqrt(count) / 2, faint=n >= STRONGEST)
        )
    if len(ranked) > STRONGEST:
        text = sources.translate("Only the {n} strongest links of coordination; choose a point to see all its lines.")
        picture.notes.append(text.format(n=STRONGEST))
