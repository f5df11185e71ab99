"""One task and all that it rests on, step by step upward."""

from __future__ import annotations

from queries.trace import links_upward
from viz.maps.sketch import Sketch, line_kind
from viz.picture import GREY, VERMILLION, Evidence, Picture
from viz.sources import Sources


def trace(sources: Sources, subject: str | None = None) -> Picture:
    """The links upward from a task, document or row; `subject` is its reference. Raises ReferenceNotFoundError."""
    types = {"CONTAINS": "is contained in", "IMPLEMENTS": "carries out", "GUIDES": "guides the carrying out of",
             "AMENDS": "amends", "PROMULGATES": "puts into force", "CITES": "cites"}  # fmt: skip
    lines = [
        line_kind(sources, key, label, VERMILLION if key == "IMPLEMENTS" else GREY) for key, label in types.items()
    ]
    sketch = Sketch(sources, "What it rests on", lines)
    rows = {**sources.rows("Document"), **sources.rows("Task"), **sources.rows("Section"), **sources.rows("Indicator")}
    level: dict[str, int] = {}
    for link in links_upward(sources.record, subject or ""):
        source, target = str(link["from"]), link["to"]
        level.setdefault(source, int(str(link["step"])) - 1)
        _point(sketch, rows, source)
        if target is None:
            sketch.notes.append(str(link["note"]))
            continue
        level.setdefault(str(target), int(str(link["step"])))
        _point(sketch, rows, str(target))
        text = str(link["text"]) if link["text"] else None
        sketch.link(source, str(target), str(link["type"]), text, 2)
        place = f"{sources.translate('line')} {link['source_line']}" if link["source_line"] else ""
        said = Evidence(str(link["source_file"]) if link["source_file"] else None, place, text)
        sketch.points[str(target)].evidence.append(said)
    across: dict[int, int] = {}
    for id_, step in level.items():
        column = across[step] = across.get(step, -1) + 1
        sketch.points[id_].x, sketch.points[id_].y = column * 240, -step * 150
    return sketch.picture(subject or "")


def _point(sketch: Sketch, rows: dict[str, dict[str, object]], id_: str) -> None:
    row = rows[id_]
    if id_.startswith("doc:"):
        sketch.document(row)
    else:
        sketch.task(row)
