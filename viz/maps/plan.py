"""A plan as it is printed: document, sections, their tasks in reading order, and who leads them."""

from __future__ import annotations

import math
from collections import Counter

from viz.layouts import room, shelves
from viz.maps.sketch import Block, Sketch, arrange, grid, line_kind
from viz.picture import BLUE, LIMIT, Picture, Point
from viz.sources import Sources, broken, words

TITLES, INDENT = 270.0, 22.0
"""Pixels: the width of the column of section titles, and how far a level stands in."""

NAMED_CELL, NUMBERED, DENSE, AGENCY_CELL = (132.0, 82.0), (46.0, 42.0), (27.0, 31.0), (168.0, 88.0)
"""The room of a task with the beginning of its name, with its number, with a number that is read from near, and of an
agency."""

GAP = 70.0
"""Pixels between two plans."""

MOST_NUMBERED = 420
"""With more points than this, the numbers of tasks can only be read from near."""


def plan(sources: Sources, subject: str | None = None) -> Picture:
    """A block a plan, a row of tasks a section, and a block of those that lead; above the limit of points tasks are
    folded into their sections."""
    lines = [line_kind(sources, "CONTAINS", "contains"), line_kind(sources, "LEADS", "leads", BLUE)]
    sketch = Sketch(sources, "The plan and who leads its tasks", lines)
    tree = _Tree(sources, sketch)
    plans = [id_ for id_ in sources.files if sources.plans is None or id_ in sources.plans]
    for id_ in plans:
        tree.collect(id_)
    if sketch.name_tasks():
        cell = NAMED_CELL
    else:
        cell = NUMBERED if len(sketch.points) <= MOST_NUMBERED else DENSE
        _shrink(sketch, tasks=cell == DENSE)
    blocks = sorted((_block(tree, id_, cell) for id_ in plans), key=lambda block: -block.height)
    leads = _agencies(sources, sketch)
    arrange(sketch, [*blocks, *_fitting(sketch, leads, blocks)], GAP)
    text = sources.translate("{n} tasks in reading order")
    return sketch.picture(text.format(n=len(sources.frame("Task"))))


def _shrink(sketch: Sketch, *, tasks: bool) -> None:
    """Many tasks: titles on one line in letters that can be read when the whole is seen, and small `tasks`."""
    for point in sketch.points.values():
        if point.kind == "section":
            point.label, point.font = broken(point.label.replace("\n", " "), 26, 1), 20
        elif point.kind in ("document", "cited"):
            point.font = 28
        elif tasks:
            point.size, point.font = 7, 8


class _Tree:
    """What contains what, as far as it leads to a task."""

    def __init__(self, sources: Sources, sketch: Sketch) -> None:
        self.sources, self.sketch = sources, sketch
        self.rows = {**sources.rows("Document"), **sources.rows("Section"), **sources.rows("Task")}
        links = sources.frame("CONTAINS").sort_values(["source", "source_line", "source_table", "source_row"])
        self.inside: dict[str, list[str]] = {}
        for source, target in zip(links["source"], links["target"], strict=True):
            if target in self.rows:
                self.inside.setdefault(source, []).append(target)
        self.folds = len(sources.frame("Task")) > LIMIT
        if self.folds:
            sketch.notes.append(sources.translate("tasks are folded into their sections"))

    def collect(self, id_: str) -> int:
        """Add a node's point and those of what it contains; the number of tasks it holds. Sections without any task
        (those of indicators) are left out."""
        if id_.startswith("task:"):
            if not self.folds:
                self.sketch.task(self.rows[id_]).label = words(self.rows[id_].get("number"))
            return 1
        held = {child: self.collect(child) for child in self.inside.get(id_, ())}
        count = sum(held.values())
        if not count and not id_.startswith("doc:"):
            return 0
        self._title(id_, count)
        for child in held:
            self.sketch.link(id_, child, "CONTAINS", faint=child.startswith("task:"))
        return count

    def _title(self, id_: str, count: int) -> None:
        row = self.rows[id_]
        if id_.startswith("doc:"):
            point = self.sketch.document(row)
            point.label, point.font = broken(point.name, 40, 2), 20
            return
        title = words(row.get("title")) or words(row.get("number"))
        label = broken(" ".join(filter(None, (words(row.get("number")), words(row.get("title"))))), 31, 2)
        held = (self.sources.translate("Tasks"), str(count))
        made = Point(id_, "section", label, 0, 0, 6, title, 14, [held], self.sources.evidence(id_, row))
        self.sketch.points.setdefault(id_, made)

    def parts(self, id_: str) -> tuple[list[str], list[str]]:
        """The tasks drawn directly under a node, and the sections drawn under it."""
        held = [child for child in self.inside.get(id_, ()) if child in self.sketch.points]
        return [c for c in held if c.startswith("task:")], [c for c in held if not c.startswith("task:")]


def _block(tree: _Tree, plan: str, cell: tuple[float, float]) -> Block:
    """Titles in a column to the left, stepped in by level; the tasks of each to its right, as many a row as make the
    block about as wide as it is high."""
    count = sum(1 for id_ in tree.sketch.points if tree.rows.get(id_, {}).get("document") == plan)
    per_row = max(4, round(math.sqrt(count * cell[1] / cell[0]) * 1.3))
    places: dict[str, tuple[float, float]] = {plan: (TITLES, 16.0)}
    bottom, right = 84.0, 0.0

    def add(id_: str, level: int) -> None:
        nonlocal bottom, right
        tasks, sections = tree.parts(id_)
        if id_ != plan:
            places[id_] = (TITLES / 2 + INDENT * level, bottom + 14)
        block = grid(tasks, per_row, cell, TITLES + INDENT * (level + 1), bottom)
        places.update(block.places)
        right = max(right, block.width)
        title = 30 + 17 * (1 + tree.sketch.points[id_].label.count("\n"))
        bottom = max(block.height, bottom + (title if id_ != plan else 0))
        for section in sections:
            add(section, level + 1)

    add(plan, -1)
    return Block(places, max(right, 2 * TITLES), bottom)


def _agencies(sources: Sources, sketch: Sketch) -> list[str]:
    """Those that lead, most first, the larger the more; above the limit of points without the lines to tasks."""
    known = {**sources.rows("Agency"), **sources.rows("AgencyGroup")}
    links = sources.frame("LEADS").to_dict(orient="records")
    led = Counter(str(link["source"]) for link in links)
    ids = [id_ for id_, _n in sorted(led.items(), key=lambda item: (-item[1], item[0]))]
    ids = ids[: max(0, LIMIT - len(sketch.points))]
    for id_ in ids:
        point = sketch.agency(known[id_])
        point.label, point.font, point.rank = broken(words(known[id_]["name"]), 15, 2), 19, led[id_]
        point.size = min(6 + 1.6 * math.sqrt(led[id_]), 18)
        point.facts = [(sources.translate("Tasks led"), str(led[id_]))]
    for link in links:
        sketch.link(link["source"], link["target"], "LEADS", words(link["text"]) or None, 0.9, faint=True)
    return ids


def _fitting(sketch: Sketch, leads: list[str], plans: list[Block]) -> list[Block]:
    """The block of those that lead, as wide as makes the whole map smallest beside the plans."""
    if not leads:
        return []
    sketch.heading("leads", sketch.sources.translate("Who leads"), 28)
    tried = []
    for per_row in range(3, 15):
        block = grid(leads, per_row, AGENCY_CELL, 0, 60)
        block = Block({**block.places, "leads": (block.width / 2, 16.0)}, block.width, block.height)
        sizes = [(held.width, held.height) for held in (*plans, block)]
        tried.append((room(sizes, shelves(sizes, GAP)), per_row, block))
    return [min(tried, key=lambda one: one[:2])[2]]
