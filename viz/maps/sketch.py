"""What the smaller views share: points for documents, sections, agencies and tasks, and layouts of small graphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from viz.layouts import ASPECT, shelves
from viz.picture import BLUE, GREY, INK, ORANGE, SKY, YELLOW, Kind, Line, Picture, Point
from viz.sources import Sources, broken, words
from viz.tasks import document_facts, indicator_kind, task_facts, task_kind, task_kinds

NAMED = 90
"""Up to so many points a map has room for the names of tasks beside their numbers."""

CLEAR = 60
"""More lines than this hide each other."""


def kinds(sources: Sources) -> dict[str, Kind]:
    """The legend's entries that views choose from, by key."""
    _ = sources.translate
    found = [
        Kind("document", _("imported document"), BLUE, shape="square"),
        Kind("cited", _("document that is only cited"), SKY, shape="square"),
        Kind("section", _("section"), GREY, shape="triangle"),
        Kind("agency", _("agency"), YELLOW),
        Kind("collective", _("collective (no single agency)"), ORANGE, shape="square"),
        Kind("critical", _("critical task"), INK, shape="square"),
        Kind("heading", _("heading"), INK, shape="text"),
        *task_kinds(_),
        indicator_kind(_),
    ]
    return {kind.key: kind for kind in found}


def line_kind(
    sources: Sources, key: str, label: str, color: str = GREY, *, dashes: bool = False, arrows: bool = True
) -> Kind:
    """A legend's entry for links."""
    return Kind(key, sources.translate(label), color, of="line", dashes=dashes, arrows=arrows)


class Sketch:
    """Collects points and lines and keeps only the legend's entries that are used. Of a map with many lines, those of
    the kinds in `quiet` are drawn only when one of their ends is chosen."""

    def __init__(self, sources: Sources, title: str, lines: Iterable[Kind], *, quiet: Iterable[str] = ()) -> None:
        self.sources, self.title = sources, sources.translate(title)
        self.line_kinds, self.quiet = list(lines), frozenset(quiet)
        self.points: dict[str, Point] = {}
        self.lines: list[Line] = []
        self.notes: list[str] = []
        self.extra_kinds: list[Kind] = []

    def document(self, row: dict[str, Any], x: float = 0, y: float = 0) -> Point:
        """A document as a point with its number, or its title cut short."""
        name = self.sources.document_name(row["id"])
        kind = "document" if words(row.get("status")) == "imported" else "cited"
        point = Point(row["id"], kind, broken(name, 22, 3), x, y, 14, name, 13, document_facts(self.sources, row))
        point.evidence = self.sources.evidence(row["id"], row)
        return self.points.setdefault(row["id"], point)

    def task(self, row: dict[str, Any], x: float = 0, y: float = 0, *, kind: str | None = None) -> Point:
        """A task as a point labelled with its appendix and number."""
        label = ".".join(filter(None, (words(row.get("appendix")), words(row.get("number")))))
        point = Point(row["id"], kind or task_kind(row), label, x, y, 7, words(row.get("name")), 11)
        point.facts, point.evidence = task_facts(self.sources, row), self.sources.evidence(row["id"], row)
        return self.points.setdefault(row["id"], point)

    def agency(self, row: dict[str, Any], x: float = 0, y: float = 0) -> Point:
        """An agency or group as a point with its name."""
        kind = "collective" if row["id"].startswith("group:") else "agency"
        label, name = broken(words(row.get("name")), 22, 3), self.sources.agency_names[row["id"]]
        return self.points.setdefault(row["id"], Point(row["id"], kind, label, x, y, 12, name, 13))

    def heading(self, id_: str, text: str, font: float) -> Point:
        """Words that stand alone, over what they are the title of."""
        return self.points.setdefault(id_, Point(id_, "heading", text, 0, 0, 1, text, font))

    def name_tasks(self, width: int = 18, lines: int = 3) -> bool:
        """Where there are few enough points for it, write the beginning of their names under the numbers of tasks and
        indicators; whether it was done."""
        if len(self.points) > NAMED:
            return False
        for point in self.points.values():
            if point.kind.startswith(("task", "indicator", "critical", "of_plan")):
                point.label = "\n".join(filter(None, (point.label, broken(point.name, width, lines))))
        return True

    def link(
        self, source: str, target: str, kind: str, text: str | None = None, width: float = 1.2,
        *, label: str | None = None, faint: bool = False,
    ) -> None:  # fmt: skip
        """A line, when both its ends are drawn (see `viz.picture.Line`)."""
        if source in self.points and target in self.points:
            self.lines.append(Line(source, target, kind, text, width, faint, label))

    def picture(self, subtitle: str) -> Picture:
        """The picture, its legend limited to what is there."""
        if len(self.lines) > CLEAR:
            self.lines = [replace(line, faint=line.faint or line.kind in self.quiet) for line in self.lines]
        if any(line.faint for line in self.lines):
            self.notes.append(self.sources.translate("Choose a point to see all its lines."))
        used = {point.kind for point in self.points.values()} | {line.kind for line in self.lines}
        known = (*kinds(self.sources).values(), *self.extra_kinds, *self.line_kinds)
        legend = [kind for kind in known if kind.key in used]
        return Picture(self.title, subtitle, legend, list(self.points.values()), self.lines, self.notes)


@dataclass(frozen=True, slots=True)
class Block:
    """Points that stand together: their places from the block's left upper corner, and the room they take with their
    labels."""

    places: dict[str, tuple[float, float]]
    width: float
    height: float


def grid(ids: Sequence[str], per_row: int, cell: tuple[float, float], x: float = 0, y: float = 0) -> Block:
    """Points in rows of `per_row`, each in the middle of the upper part of a cell (its label stands below it)."""
    places = {
        id_: (x + (n % per_row + 0.5) * cell[0], y + n // per_row * cell[1] + 14) for n, id_ in enumerate(ids)
    }
    rows = -(-len(ids) // per_row)
    return Block(places, x + min(per_row, len(ids)) * cell[0], y + rows * cell[1])


def arrange(sketch: Sketch, blocks: Sequence[Block], gap: float, aspect: float = ASPECT) -> None:
    """Set the blocks on shelves and their points where the blocks came to stand (`viz.layouts.shelves`)."""
    corners = shelves([(block.width, block.height) for block in blocks], gap, aspect)
    for block, (left, top) in zip(blocks, corners, strict=True):
        for id_, (x, y) in block.places.items():
            sketch.points[id_].x, sketch.points[id_].y = float(left + x), float(top + y)
