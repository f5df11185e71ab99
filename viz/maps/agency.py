"""Everything one agency answers for: what it leads, answers as counterpart, coordinates, tracks."""

from __future__ import annotations

from queries.workload import agency_ids, agency_tasks
from viz.layouts import sunflower, sunflower_radius
from viz.maps.sketch import Sketch, line_kind
from viz.picture import BLUE, GREEN, GREY, ORANGE, Picture, Point
from viz.sources import Sources, words
from viz.tasks import indicator_facts

_DUTIES = ("leads", "counterpart", "coordinates", "tracks")


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
    frame = agency_tasks(sources.record, subject or "", plan=sources.plans).drop_duplicates(["id", "duty"])
    x = 0.0
    for id_ in ids:
        sketch.agency(known[id_], 0, 0).size = 26
    for duty in _DUTIES:
        rows = frame[frame["duty"] == duty]
        radius = sunflower_radius(len(rows), 40, 46)
        x += radius
        for id_, (dx, dy) in zip(map(str, rows["id"]), sunflower(len(rows), 40, 46), strict=True):
            place = (x + float(dx), 260 + radius + float(dy))
            if id_ in tasks:
                sketch.task(tasks[id_], *place)
            elif id_ in indicators:
                _indicator(sources, sketch, indicators[id_], place)
            sketch.link(ids[0], id_, duty, None, 0.8)
        x += radius + 60 if len(rows) else -radius
    sketch.points[ids[0]].x = x / 2
    return sketch.picture(words(known[ids[0]]["name"]))


def _indicator(sources: Sources, sketch: Sketch, row: dict[str, object], place: tuple[float, float]) -> None:
    id_ = str(row["id"])
    point = Point(id_, "section", words(row.get("number")), *place, 6, words(row.get("name")), 11)
    point.facts, point.evidence = indicator_facts(sources, row), sources.evidence(id_, row)
    sketch.points.setdefault(id_, point)
