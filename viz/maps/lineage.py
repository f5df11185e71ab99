"""Documents and how they rest on each other: what each carries out stands above it."""

from __future__ import annotations

from collections import Counter, defaultdict

from queries.trace import UPWARD
from viz.maps.sketch import Sketch, line_kind
from viz.picture import GREY, ORANGE, PURPLE, VERMILLION, Line, Picture
from viz.sources import Sources, words

_TYPES = (*UPWARD, "REPLACES", "CITES")


def lineage(sources: Sources, subject: str | None = None) -> Picture:
    """The map of documents; laws and papers that are only cited by name stand in the lowest rows."""
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
        sketch.document(row)
    above: dict[str, set[str]] = defaultdict(set)
    for type_ in _TYPES:
        for link in sources.frame(type_).to_dict(orient="records"):
            if link["source"] in rows and link["target"] in rows:
                sketch.link(link["source"], link["target"], type_, words(link["text"]) or None)
                if type_ in UPWARD:
                    above[link["source"]].add(link["target"])
    _of_tasks(sources, sketch)
    _layers(sketch, above)
    text = sources.translate("{n} documents; an arrow leads to what a document rests on")
    return sketch.picture(text.format(n=len(rows)))


def _of_tasks(sources: Sources, sketch: Sketch) -> None:
    """What tasks cite, as their plan's citations; drawn when an end is chosen, for there are many."""
    counts: Counter[tuple[str, str]] = Counter()
    for link in sources.frame("CITES").to_dict(orient="records"):
        if link["source"].startswith("task:") and words(link["document"]) in sketch.points:
            counts[words(link["document"]), link["target"]] += 1
    for (plan, target), count in sorted(counts.items()):
        if target in sketch.points:
            text = sources.translate("in {n} tasks").format(n=count)
            sketch.lines.append(Line(plan, target, "CITES", text, 1.2, faint=True))


def _layers(sketch: Sketch, above: dict[str, set[str]]) -> None:
    """Rows by how far a document stands below the top; those that nothing relates but a citation come last."""
    related = set(above) | {target for targets in above.values() for target in targets}
    level: dict[str, int] = {}

    def depth(id_: str, seen: frozenset[str]) -> int:
        if id_ not in level:
            level[id_] = 1 + max((depth(t, seen | {id_}) for t in above.get(id_, ()) if t not in seen), default=-1)
        return level[id_]

    rows: dict[int, list[str]] = defaultdict(list)
    for id_ in sorted(related):
        rows[depth(id_, frozenset((id_,)))].append(id_)
    rest = sorted(set(sketch.points) - related)
    base = max(rows, default=0) + 1
    for n in range(0, len(rest), 12):
        rows[base + n // 12] = rest[n : n + 12]
    for row, ids in rows.items():
        for column, id_ in enumerate(ids):
            point = sketch.points[id_]
            point.x, point.y = (column - (len(ids) - 1) / 2) * 170, row * 130
