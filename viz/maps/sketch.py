"""What the smaller views share: points for documents, sections, agencies and tasks, and layouts of small graphs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from viz.picture import BLUE, GREY, INK, ORANGE, SKY, YELLOW, Kind, Line, Picture, Point
from viz.sources import Sources, broken, words
from viz.tasks import indicator_kind, task_facts, task_kind, task_kinds


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
    """Collects points and lines and keeps only the legend's entries that are used."""

    def __init__(self, sources: Sources, title: str, lines: Iterable[Kind]) -> None:
        self.sources, self.title = sources, sources.translate(title)
        self.line_kinds = list(lines)
        self.points: dict[str, Point] = {}
        self.lines: list[Line] = []
        self.notes: list[str] = []

    def document(self, row: dict[str, Any], x: float = 0, y: float = 0) -> Point:
        """A document as a point with its number, or its title cut short."""
        _ = self.sources.translate
        name = self.sources.document_name(row["id"])
        kind = "document" if words(row.get("status")) == "imported" else "cited"
        facts = [(_("Title"), words(row.get("title"))), (_("Issuer"), words(row.get("issuer"))),
                 (_("Issued"), words(row.get("issued")))]  # fmt: skip
        point = Point(row["id"], kind, broken(name, 22, 3), x, y, 14, name, 13, [f for f in facts if f[1]])
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
        name = words(row.get("name"))
        return self.points.setdefault(row["id"], Point(row["id"], kind, broken(name, 22, 3), x, y, 12, name, 13))

    def link(self, source: str, target: str, kind: str, text: str | None = None, width: float = 1.2) -> None:
        """A line, when both its ends are drawn."""
        if source in self.points and target in self.points:
            self.lines.append(Line(source, target, kind, text, width))

    def picture(self, subtitle: str) -> Picture:
        """The picture, its legend limited to what is there."""
        used = {point.kind for point in self.points.values()} | {line.kind for line in self.lines}
        legend = [kind for kind in (*kinds(self.sources).values(), *self.line_kinds) if kind.key in used]
        return Picture(self.title, subtitle, legend, list(self.points.values()), self.lines, self.notes)


def spread(sketch: Sketch, *, scale: float) -> None:
    """Place all points by the stress between them (Kamada and Kawai 1989), component by component, side by side."""
    import networkx as nx

    from viz.layouts import pack

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sketch.points)
    graph.add_edges_from((line.source, line.target) for line in sketch.lines)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part[0]))
    radii = [scale * max(0.6, len(part) ** 0.5) * 0.75 for part in parts]
    for part, radius, (cx, cy) in zip(parts, radii, pack(radii, scale * 0.5), strict=True):
        inside = graph.subgraph(part)
        places = nx.kamada_kawai_layout(inside) if 1 < len(part) <= 400 else nx.spring_layout(inside, seed=1)
        for id_ in part:
            x, y = places[id_]
            point = sketch.points[id_]
            point.x, point.y = float(cx + x * radius), float(cy + y * radius)
