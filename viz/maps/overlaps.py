"""Tasks that ask for the same duty, joined; groups of more than two stand together."""

from __future__ import annotations

from queries.overlaps import overlaps as find
from viz.maps.sketch import Sketch, line_kind, spread
from viz.picture import BLUE, LIMIT, ORANGE, Picture
from viz.sources import Sources


def overlaps(sources: Sources, subject: str | None = None) -> Picture:
    """The map of overlapping tasks, the most certain pairs first up to the limit."""
    lines = [
        line_kind(sources, "same", "asks for the same", ORANGE, arrows=False),
        line_kind(sources, "overlapping", "overlaps", BLUE, dashes=True, arrows=False),
    ]
    sketch = Sketch(sources, "Tasks that ask for the same duty", lines)
    pairs = find(sources.record, plan=sources.plans)
    rows = sources.rows("Task") if sources.plans is None else {
        row["id"]: {str(k): v for k, v in row.items()}
        for row in sources.record.frame("Task").to_dict(orient="records")
    }  # fmt: skip
    for pair in pairs.to_dict(orient="records"):
        if len(sketch.points) >= LIMIT - 1:
            sketch.notes.append(sources.translate("{n} pairs in all; the most certain are drawn").format(n=len(pairs)))
            break
        a, b, alike = str(pair["a"]), str(pair["b"]), float(pair["similarity"])
        sketch.task(rows[a])
        sketch.task(rows[b])
        sketch.link(a, b, str(pair["level"]), f"{alike:.2f}: {'; '.join(pair['reasons'])}", 1 + 2 * alike)
    spread(sketch, scale=70)
    return sketch.picture(sources.translate("{n} pairs").format(n=len(sketch.lines)))
