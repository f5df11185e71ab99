"""A plan as it is printed: document, sections, tasks in reading order, and who leads them."""

from __future__ import annotations

from statistics import mean

from viz.maps.sketch import Sketch, line_kind
from viz.picture import LIMIT, Picture, Point
from viz.sources import Sources, broken, shorten, words

_ROW, _COLUMN = 34, 330


def plan(sources: Sources, subject: str | None = None) -> Picture:
    """The tree of the plans asked for, left to right; above the limit tasks are folded into their sections."""
    sketch = Sketch(sources, "The plan and who leads its tasks",
                    [line_kind(sources, "CONTAINS", "contains"), line_kind(sources, "LEADS", "leads")])  # fmt: skip
    tree = _Tree(sources, sketch)
    documents = [row for row in sources.rows("Document").values() if words(row.get("status")) == "imported"]
    for row in documents:
        if sources.plans is None or row["id"] in sources.plans:
            tree.add(row["id"], 0)
    _agencies(sources, sketch)
    tasks = sum(point.kind.startswith("task") for point in sketch.points.values())
    picture = sketch.picture(sources.translate("{n} tasks in reading order").format(n=tasks))
    picture.start = (2.7 * _COLUMN, 500.0, 0.5)
    return picture


class _Tree:
    def __init__(self, sources: Sources, sketch: Sketch) -> None:
        self.sources, self.sketch, self.y = sources, sketch, 0.0
        self.rows = {**sources.rows("Document"), **sources.rows("Section"), **sources.rows("Task")}
        links = sources.frame("CONTAINS").sort_values(["source", "source_line", "source_table", "source_row"])
        self.inside: dict[str, list[str]] = {}
        for source, target in zip(links["source"], links["target"], strict=True):
            if target in self.rows:
                self.inside.setdefault(source, []).append(target)
        self.folds = len(sources.frame("Task")) > LIMIT
        if self.folds:
            sketch.notes.append(sources.translate("tasks are folded into their sections"))

    def add(self, id_: str, depth: int) -> Point:
        """A node after all that it contains, at the middle of it."""
        children = [c for c in self.inside.get(id_, []) if not (self.folds and c.startswith("task:"))]
        placed = [self.add(child, depth + 1) for child in children]
        if placed:
            y = mean((placed[0].y, placed[-1].y))
        else:
            y, self.y = self.y, self.y + _ROW
        row = self.rows[id_]
        if id_.startswith("task:"):
            point = self.sketch.task(row, 3.4 * _COLUMN, y)
            point.label = f"{words(row.get('number'))} {shorten(point.name, 46)}"
        elif id_.startswith("doc:"):
            point = self.sketch.document(row, 0, y)
        else:
            title = words(row.get("title")) or words(row.get("number"))
            label = broken(" ".join(filter(None, (words(row.get("number")), title))), 34, 3)
            made = Point(id_, "section", label, depth * _COLUMN, y, 6, title, 11)
            point = self.sketch.points.setdefault(id_, made)
        for child in children:
            self.sketch.link(id_, child, "CONTAINS")
        return point


def _agencies(sources: Sources, sketch: Sketch) -> None:
    """Leads in a column to the right, each as near to its tasks as the others leave room."""
    known = {**sources.rows("Agency"), **sources.rows("AgencyGroup")}
    led: dict[str, list[float]] = {}
    links = sources.frame("LEADS").to_dict(orient="records")
    for link in links:
        if link["target"] in sketch.points:
            led.setdefault(link["source"], []).append(sketch.points[link["target"]].y)
    y = float("-inf")
    for id_, places in sorted(led.items(), key=lambda item: (mean(item[1]), item[0])):
        y = max(y + 2 * _ROW, mean(places))
        sketch.agency(known[id_], 5.2 * _COLUMN, y)
    for link in links:
        sketch.link(link["source"], link["target"], "LEADS", words(link["text"]) or None, 0.7)
