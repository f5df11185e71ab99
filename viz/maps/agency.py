"""Everything one agency answers for: what it leads, answers as counterpart, coordinates, tracks."""

from __future__ import annotations

from queries.workload import agency_ids
from viz.layouts import sunflower, sunflower_radius
from viz.maps.sketch import Sketch, line_kind
from viz.picture import BLUE, GREEN, GREY, ORANGE, Picture, Point
from viz.sources import Sources, words
from viz.tasks import indicator_facts

_DUTIES = (
    ("LEADS", "leads"),
    ("COUNTERPART_FOR", "counterpart"),
    ("COORDINATES", "coordinates"),
    ("TRACKS", "tracks"),
)


def agency(sources: Sources, subject: str | None = None) -> Picture:
    """The map of one agency or group; `subject` is its name or id. Raises ReferenceNotFoundError."""
    lines = [
        line_kind(sources, "leads", "leads", BLUE),
        line_kind(sources, "counterpart", "answers for", GREEN),
        line_kind(sources, "coordinates", "coordinates", GREY, dashes=True),
        line_kind(sources, "tracks", "tracks", ORANGE),
    ]
    sketch = Sketch(sources, "What one agency answers for", lines)
    ids = agency_ids(sources.record, subject or "")
    known = {**sources.rows("Agency"), **sources.rows("AgencyGroup")}
    tasks, indicators = sources.rows("Task"), sources.rows("Indicator")
    for id_ in ids:
        sketch.agency(known[id_]).size = 22
        if len(ids) > 1:
            sketch.points[id_].label += f"\n({words(known[id_].get('jurisdiction'))})"
    x = 0.0
    for type_, duty in _DUTIES:
        links = sources.frame(type_)
        links = links[links["source"].isin(ids) & links["target"].isin([*tasks, *indicators])]
        targets = [target for target in dict.fromkeys(links["target"]) if target not in sketch.points]
        radius = sunflower_radius(len(targets), 40, 52)
        x += radius
        for id_, (dx, dy) in zip(targets, sunflower(len(targets), 40, 52), strict=True):
            place = (x + float(dx), 260 + radius + float(dy))
            if id_ in tasks:
                sketch.task(tasks[id_], *place)
            else:
                _indicator(sources, sketch, indicators[id_], place)
        for source, target, text in zip(links["source"], links["target"], links["text"], strict=True):
            sketch.link(source, target, duty, words(text) or None, 0.8)
        x += radius + 60 if targets else -radius
    linked = [id_ for id_ in ids if any(line.source == id_ for line in sketch.lines)] or ids
    for id_ in ids:
        if id_ not in linked:
            del sketch.points[id_]
    for n, id_ in enumerate(linked):
        sketch.points[id_].x = x / 2 + 220.0 * (n - (len(linked) - 1) / 2)
    return sketch.picture(words(known[ids[0]]["name"]))


def _indicator(sources: Sources, sketch: Sketch, row: dict[str, object], place: tuple[float, float]) -> None:
    id_ = str(row["id"])
    point = Point(id_, "indicator", words(row.get("number")), *place, 6, words(row.get("name")), 11)
    point.facts, point.evidence = indicator_facts(sources, row), sources.evidence(id_, row)
    sketch.points.setdefault(id_, point)
