"""Documents and how they rest on each other: what each carries out stands above it."""

from __future__ import annotations

from collections import Counter, defaultdict
from statistics import mean

from queries.trace import UPWARD
from viz.maps.sketch import Block, Sketch, arrange, grid, line_kind
from viz.picture import GREY, ORANGE, PURPLE, VERMILLION, Line, Picture
from viz.sources import Sources, broken, words

CELL, LAYER = (136.0, 92.0), 130.0
"""Pixels: the room of a document with its number or title, and from one layer of documents to the next."""

_TYPES = (*UPWARD, "REPLACES", "CITES")


def lineage(sources: Sources, subject: str | None = None) -> Picture:
    """The map of documents; laws and papers that are only cited stand below, by the plan that cites them."""
    lines = [
        line_kind(sources, "IMPLEMENTS", "carries out"),
        line_kind(sources, "GUIDES", "guides the carrying out of", ORANGE),
        line_kind(sources, "AMENDS", "amends", VERMILLION),
        line_kind(sources, "PROMULGATES", "puts into force", PURPLE),
        line_kind(sources, "REPLACES", "replaces", VERMILLION, dashes=True),
        line_kind(sources, "CITES", "cites", GREY, dashes=True),
    ]
    sketch = Sketch(sources, "Documents and what they rest on", lines)
    rows = sources.rows("Document")
    for row in rows.values():
        point = sketch.document(row)
        point.label, point.font = broken(point.name, 17, 3), 14
    above: dict[str, set[str]] = defaultdict(set)
    for type_ in _TYPES:
        for link in sources.frame(type_).to_dict(orient="records"):
            if link["source"] in rows and link["target"] in rows:
                sketch.link(link["source"], link["target"], type_, words(link["text"]) or None, faint=type_ == "CITES")
                if type_ in UPWARD:
                    above[link["source"]].add(link["target"])
    citing = _of_tasks(sources, sketch)
    related = set(above) | {target for targets in above.values() for target in targets}
    blocks = [_layers(sketch, above, related), *_cited(sketch, set(rows) - related, citing)]
    _stack(sketch, blocks)
    text = sources.translate("{n} documents; an arrow leads to what a document rests on")
    return sketch.picture(text.format(n=len(rows)))


def _of_tasks(sources: Sources, sketch: Sketch) -> dict[str, set[str]]:
    """What tasks cite, as their plan's citations, drawn when an end is chosen, for there are many; and for each
    document the plans that cite it, in whatever place."""
    counts: Counter[tuple[str, str]] = Counter()
    citing: dict[str, set[str]] = defaultdict(set)
    for link in sources.frame("CITES").to_dict(orient="records"):
        citing[link["target"]].add(words(link["document"]))
        if link["source"].startswith("task:") and words(link["document"]) in sketch.points:
            counts[words(link["document"]), link["target"]] += 1
    for (plan, target), count in sorted(counts.items()):
        if target in sketch.points:
            text = sources.translate("in {n} tasks").format(n=count)
            sketch.lines.append(Line(plan, target, "CITES", text, 1.2, faint=True))
    return citing


def _layers(sketch: Sketch, above: dict[str, set[str]], related: set[str]) -> Block:
    """Rows by how far a document stands below the top, each document near the middle of what it rests on."""
    level: dict[str, int] = {}

    def depth(id_: str, seen: frozenset[str]) -> int:
        if id_ not in level:
            level[id_] = 1 + max((depth(t, seen | {id_}) for t in above.get(id_, ()) if t not in seen), default=-1)
        return level[id_]

    rows: dict[int, list[str]] = defaultdict(list)
    for id_ in sorted(related):
        rows[depth(id_, frozenset((id_,)))].append(id_)
    width = max(map(len, rows.values()), default=1) * CELL[0]
    places: dict[str, tuple[float, float]] = {}
    for row, ids in sorted(rows.items()):
        middle = {id_: mean([places[t][0] for t in above.get(id_, ()) if t in places] or [width / 2]) for id_ in ids}
        step = min(width / len(ids), CELL[0] * 1.6)
        for n, id_ in enumerate(sorted(ids, key=lambda id_: (middle[id_], id_))):
            places[id_] = (width / 2 + (n - (len(ids) - 1) / 2) * step, row * LAYER + 16)
    return Block(places, width, (max(rows, default=0) + 1) * LAYER)


def _cited(sketch: Sketch, rest: set[str], citing: dict[str, set[str]]) -> list[Block]:
    """Documents that nothing relates but a citation, in a block for each plan that alone cites them, and one for those
    that several cite (or none: what a document replaces)."""
    held: dict[str, list[str]] = defaultdict(list)
    for id_ in sorted(rest):
        plans = citing.get(id_, set())
        held[next(iter(plans)) if len(plans) == 1 else ""].append(id_)
    _ = sketch.sources.translate
    blocks = []
    for plan, ids in sorted(held.items(), key=lambda item: (-len(item[1]), item[0])):
        name = sketch.sources.document_name(plan)
        text = _("cited by {plan} only").format(plan=name) if plan else _("cited by several, or replaced")
        per_row = max(1, min(len(ids), round((len(ids) * 1.2) ** 0.5)))
        block = grid(ids, per_row, CELL, 0, 44)
        title = sketch.heading(f"cited {plan}", broken(text, 16 * max(per_row, 2), 2), 17)
        width = max(block.width, 2 * CELL[0])
        blocks.append(Block({**block.places, title.id: (block.width / 2, 12)}, width, block.height))
    return blocks


def _stack(sketch: Sketch, blocks: list[Block]) -> None:
    """The layers on top, the blocks of documents that are only cited on shelves below, in the middle."""
    arrange(sketch, blocks[1:], 40, aspect=2.6)  # the layers above take as much height again
    top, below = blocks[0], [id_ for block in blocks[1:] for id_ in block.places]
    right = max((sketch.points[id_].x for id_ in below), default=0.0) + CELL[0] / 2
    for id_ in below:
        sketch.points[id_].x += (top.width - right) / 2
        sketch.points[id_].y += top.height + 30
    for id_, (x, y) in top.places.items():
        sketch.points[id_].x, sketch.points[id_].y = x, y
