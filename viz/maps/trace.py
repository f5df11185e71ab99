"""One task and all that it rests on, step by step upward."""

from __future__ import annotations

from typing import Any

from queries.trace import links_upward
from viz.maps.sketch import Sketch, line_kind
from viz.picture import BLUE, GREY, SKY, YELLOW, Evidence, Kind, Picture
from viz.sources import Sources, broken, words

BOX, STEP = 340.0, 170.0
"""Pixels: the width of a box, and from a step to the one above."""


def trace(sources: Sources, subject: str | None = None) -> Picture:
    """The links upward from a task, document or row, each with what it is called; `subject` is its reference.
    Raises ReferenceNotFoundError."""
    _ = sources.translate
    types = {"CONTAINS": "is contained in", "IMPLEMENTS": "carries out", "GUIDES": "guides the carrying out of",
             "AMENDS": "amends", "PROMULGATES": "puts into force", "CITES": "cites"}  # fmt: skip
    lines = [line_kind(sources, key, label, BLUE if key == "IMPLEMENTS" else GREY) for key, label in types.items()]
    sketch = Sketch(sources, "What it rests on", lines)
    sketch.extra_kinds = [
        Kind("box_document", _("imported document"), SKY, shape="box"),
        Kind("box_cited", _("document that is only cited"), "#d9eefb", shape="box"),
        Kind("box_row", _("row of a document"), YELLOW, shape="box"),
    ]
    rows = {**sources.rows("Document"), **sources.rows("Task"), **sources.rows("Section"), **sources.rows("Indicator")}
    level: dict[str, int] = {}
    for link in links_upward(sources.record, subject or ""):
        source, target = str(link["from"]), link["to"]
        level.setdefault(source, int(str(link["step"])) - 1)
        _box(sketch, rows[source])
        if target is None:
            sketch.notes.append(str(link["note"]))
            continue
        level.setdefault(str(target), int(str(link["step"])))
        _box(sketch, rows[str(target)])
        text = str(link["text"]) if link["text"] else None
        sketch.link(source, str(target), str(link["type"]), text, 2, label=_(types.get(str(link["type"]), "")))
        place = f"{_('line')} {link['source_line']}" if link["source_line"] else ""
        said = Evidence(str(link["source_file"]) if link["source_file"] else None, place, text)
        sketch.points[str(target)].evidence.append(said)
    _place(sketch, level)
    return sketch.picture(subject or "")


def _box(sketch: Sketch, row: dict[str, Any]) -> None:
    """A box with the number, and the title or name below it."""
    id_ = str(row["id"])
    if id_ in sketch.points:
        return
    if id_.startswith("doc:"):
        point = sketch.document(row)
        called, title, point.kind = point.name, words(row.get("title")), f"box_{point.kind}"
    else:
        point = sketch.task(row, kind="box_row")
        called, title = sketch.sources.reference(id_), point.name
    more = broken(title, 40, 3) if title and not title.startswith(called.rstrip("…")) else ""
    point.label = "\n".join(filter(None, (broken(called, 40, 2), more)))
    point.size, point.height, point.font = BOX, 26 + 17 * point.label.count("\n"), 13


def _place(sketch: Sketch, level: dict[str, int]) -> None:
    """What a thing rests on stands above it, the things of a step beside each other."""
    steps: dict[int, list[str]] = {}
    for id_, step in level.items():
        steps.setdefault(step, []).append(id_)
    for step, ids in steps.items():
        for n, id_ in enumerate(ids):
            point = sketch.points[id_]
            point.x, point.y = (n - (len(ids) - 1) / 2) * (BOX + 60), -step * STEP
