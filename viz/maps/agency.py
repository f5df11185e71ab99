"""Everything one agency answers for: what it leads, answers as counterpart, coordinates, tracks."""

from __future__ import annotations

import math
from typing import Any

from queries.workload import agency_ids
from viz.layouts import ASPECT
from viz.maps.sketch import Block, Sketch, arrange, grid, line_kind
from viz.picture import BLUE, GREEN, GREY, ORANGE, Picture, Point
from viz.sources import Sources, broken, words
from viz.tasks import indicator_facts

_DUTIES = (
    ("LEADS", "leads"),
    ("COUNTERPART_FOR", "counterpart"),
    ("COORDINATES", "coordinates"),
    ("TRACKS", "tracks"),
)
NUMBERED, NAMED_CELL = (58.0, 44.0), (140.0, 84.0)
"""The room of a row with its number, and of one with the beginning of its name."""


def agency(sources: Sources, subject: str | None = None) -> Picture:
    """The map of one agency or group, or of all that have the name; a block a duty. `subject` is the name or id.
    Raises ReferenceNotFoundError."""
    lines = [
        line_kind(sources, "leads", "leads", BLUE),
        line_kind(sources, "counterpart", "answers for", GREEN),
        line_kind(sources, "coordinates", "coordinates", GREY, dashes=True),
        line_kind(sources, "tracks", "tracks", ORANGE),
    ]
    sketch = Sketch(sources, "What one agency answers for", lines, quiet=[duty for _type, duty in _DUTIES])
    ids = agency_ids(sources.record, subject or "")
    known = {**sources.rows("Agency"), **sources.rows("AgencyGroup")}
    found = {id_: _collect(sources, sketch, known[id_]) for id_ in ids}
    held = {id_: duties for id_, duties in found.items() if duties} or {ids[0]: {}}
    for id_ in found.keys() - held.keys():
        del sketch.points[id_]
    named = sketch.name_tasks()
    blocks = []
    for id_, duties in held.items():
        point = sketch.points[id_]
        point.size, point.font, point.rank = 22, 24, 1
        point.label = broken(point.name, 30, 3)
        cell, titled = NAMED_CELL if named else NUMBERED, _titled(sketch, id_, duties)
        shapes = [_block(id_, titled, cell, flat) for flat in (0.2, 0.4, 0.7, 1.0)]
        blocks.append(min(shapes, key=lambda block: max(block.width / ASPECT, block.height)))
    arrange(sketch, blocks, 90)
    return sketch.picture(words(known[ids[0]]["name"]))


def _collect(sources: Sources, sketch: Sketch, row: dict[str, Any]) -> dict[str, list[str]]:
    """Points for the rows an agency has a duty in, and lines to them; the rows by duty in reading order, a row under
    the first of its duties."""
    tasks, indicators = sources.rows("Task"), sources.rows("Indicator")
    agency = row["id"]
    found: dict[str, list[str]] = {}
    linked: list[tuple[str, str, str | None]] = []
    for type_, duty in _DUTIES:
        links = sources.frame(type_)
        links = links[(links["source"] == agency) & links["target"].isin([*tasks, *indicators])]
        links = links.sort_values(["document", "source_line", "source_table", "source_row"])
        for target, text in zip(links["target"], links["text"], strict=True):
            if target not in sketch.points:
                found.setdefault(duty, []).append(target)
            if target in tasks:
                sketch.task(tasks[target])
            else:
                _indicator(sources, sketch, indicators[target])
            linked.append((target, duty, words(text) or None))
    sketch.agency(row)
    for target, duty, said in linked:
        sketch.link(agency, target, duty, said, 0.9)
    return found


def _titled(sketch: Sketch, agency: str, duties: dict[str, list[str]]) -> dict[str, list[str]]:
    """The rows of each duty by the id of its title, which is put on the map."""
    labels = {kind.key: kind.label for kind in sketch.line_kinds}
    return {
        sketch.heading(f"{agency} {duty}", f"{labels[duty]}: {len(targets)}", 22).id: targets
        for duty, targets in duties.items()
    }


def _block(agency: str, titled: dict[str, list[str]], cell: tuple[float, float], flat: float) -> Block:
    """The agency over its duties, which stand beside each other under their titles; `flat` is the width over the
    height of each in cells."""
    places: dict[str, tuple[float, float]] = {}
    right = bottom = 0.0
    for title, targets in titled.items():
        block = grid(targets, max(2, math.ceil(math.sqrt(len(targets) * flat))), cell, right, 180)
        places.update(block.places)
        places[title] = ((right + block.width) / 2, 145)
        right, bottom = block.width + 50, max(bottom, block.height)
    places[agency] = (max(right - 50, 180) / 2, 24)
    return Block(places, max(right - 50, 180), max(bottom, 130))


def _indicator(sources: Sources, sketch: Sketch, row: dict[str, Any]) -> None:
    label = ".".join(filter(None, (words(row.get("appendix")), words(row.get("number")))))
    point = Point(row["id"], "indicator", label, 0, 0, 6, words(row.get("name")), 11)
    point.facts, point.evidence = indicator_facts(sources, row), sources.evidence(row["id"], row)
    sketch.points.setdefault(row["id"], point)
