"""Tasks that ask for the same duty, joined; groups of more than two stand together."""

from __future__ import annotations

import math
from typing import Any

from queries.overlaps import overlaps as find
from viz.maps.sketch import Block, Sketch, arrange, line_kind
from viz.picture import BLUE, GREEN, GREY, INK, LIMIT, ORANGE, PURPLE, SKY, VERMILLION, Kind, Picture
from viz.sources import Sources

_LOOKS: tuple[tuple[str, Any], ...] = (
    (VERMILLION, "dot"), (BLUE, "square"), (GREEN, "diamond"), (PURPLE, "triangle"), (SKY, "dot"), (INK, "square"),
)  # fmt: skip
"""How the tasks of a plan look: colours and shapes together, so that nobody has to tell by colour alone."""


def overlaps(sources: Sources, subject: str | None = None) -> Picture:
    """The map of overlapping tasks, the most certain pairs first up to the limit; each plan has its own look."""
    lines = [
        line_kind(sources, "same", "asks for the same", ORANGE, arrows=False),
        line_kind(sources, "overlapping", "overlaps", BLUE, dashes=True, arrows=False),
    ]
    sketch = Sketch(sources, "Tasks that ask for the same duty", lines)
    pairs = find(sources.record, plan=sources.plans, lang=sources.lang)
    rows = {
        row["id"]: {str(k): v for k, v in row.items()}
        for row in sources.record.frame("Task").to_dict(orient="records")
    }
    sketch.extra_kinds, kinds = _plans(sources, [rows[str(id_)] for id_ in [*pairs["a"], *pairs["b"]]])
    for pair in pairs.to_dict(orient="records"):
        if len(sketch.points) >= LIMIT - 1:
            sketch.notes.append(sources.translate("{n} pairs in all; the most certain are drawn").format(n=len(pairs)))
            break
        a, b, alike = str(pair["a"]), str(pair["b"]), float(pair["similarity"])
        for id_ in (a, b):
            sketch.task(rows[id_], kind=kinds[str(rows[id_]["document"])])
        sketch.link(a, b, str(pair["level"]), f"{alike:.2f}: {'; '.join(pair['reasons'])}", 1 + 2 * alike)
    apart = (170.0, 120.0) if sketch.name_tasks(24) else (64.0, 48.0)
    arrange(sketch, _groups(sketch, apart), apart[1] / 3)
    return sketch.picture(sources.translate("{n} pairs").format(n=len(sketch.lines)))


def _plans(sources: Sources, tasks: list[dict[str, Any]]) -> tuple[list[Kind], dict[str, str]]:
    """The legend's entries for plans, those with most tasks first, and each plan's entry; the last takes the rest."""
    counts: dict[str, int] = {}
    for row in tasks:
        counts[str(row["document"])] = counts.get(str(row["document"]), 0) + 1
    plans = sorted(counts, key=lambda id_: (-counts[id_], id_))
    own = plans if len(plans) <= len(_LOOKS) else plans[: len(_LOOKS) - 1]
    kinds = [
        Kind(f"of_plan_{n}", sources.document_name(id_), color, shape=shape)
        for n, (id_, (color, shape)) in enumerate(zip(own, _LOOKS, strict=False))
    ]
    kinds.append(Kind("of_plan_other", sources.translate("other plans"), GREY))
    return kinds, {id_: f"of_plan_{own.index(id_)}" if id_ in own else "of_plan_other" for id_ in plans}


def _groups(sketch: Sketch, apart: tuple[float, float]) -> list[Block]:
    """A block a group of joined tasks, largest first: places by the stress between them (Kamada and Kawai 1989), which
    for a pair is one beside the other; the nearest two stand one label's room apart."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((line.source, line.target) for line in sketch.lines)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part[0]))
    blocks = []
    for part in parts:
        inside = graph.subgraph(part)
        found: dict[str, Any]
        if len(part) == 2:
            found = {part[0]: (0.0, 0.0), part[1]: (1.0, 0.0)}
        else:
            found = nx.kamada_kawai_layout(inside) if len(part) <= 400 else nx.spring_layout(inside, seed=1)
        blocks.append(_block({id_: (float(x), float(y)) for id_, (x, y) in found.items()}, apart))
    return blocks


def _block(found: dict[str, tuple[float, float]], apart: tuple[float, float]) -> Block:
    """Places stretched until a label's room is between the nearest two, with that room around the whole."""
    points = list(found.values())
    nearest = min(math.dist(a, b) for n, a in enumerate(points) for b in points[:n])
    # In a dense group the nearest pair would blow up the whole: a side never takes more than its points need in a row.
    stretch = min(1 / max(nearest, 1e-6), 0.5 * len(points))
    left, top = min(x for x, _ in points), min(y for _, y in points)
    places = {
        id_: ((x - left) * stretch * apart[0] + apart[0] / 2, (y - top) * stretch * apart[1] + 14)
        for id_, (x, y) in found.items()
    }
    width = max(x for x, _ in places.values()) + apart[0] / 2
    return Block(places, width, max(y for _, y in places.values()) + apart[1] - 14)
