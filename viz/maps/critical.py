"""Tasks by their earliest day, with what each waits for; the critical ones stand out."""

from __future__ import annotations

import datetime as dt

from queries.critical_path import compute
from queries.dependencies import dependencies
from viz.maps.sketch import Sketch, line_kind
from viz.picture import GREY, VERMILLION, Picture
from viz.sources import Sources, words


def critical_path(sources: Sources, subject: str | None = None) -> Picture:
    """The network of tasks that a dependency touches, left to right by early start (two pixels a day)."""
    _ = sources.translate
    lines = [
        line_kind(sources, "drives", "holds where it is", VERMILLION),
        line_kind(sources, "waits", "comes before", GREY),
    ]
    sketch = Sketch(sources, "The critical path", lines)
    answer = compute(sources.record, plan=sources.plans, linked_only=True)
    rows = sources.rows("Task")
    table = [row for row in answer.table.to_dict(orient="records") if row["id"] in rows]
    first = min((dt.date.fromisoformat(row["early_start"]) for row in table), default=dt.date.today())
    lanes: list[float] = []
    for row in sorted(table, key=lambda r: (r["early_start"], not r["critical"], r["id"])):
        x = 2.0 * (dt.date.fromisoformat(row["early_start"]) - first).days
        lane = next((n for n, end in enumerate(lanes) if end <= x), len(lanes))
        lanes[lane : lane + 1] = [x + max(150.0, 2.0 * row["duration_days"])]
        point = sketch.task(rows[row["id"]], x, lane * 48, kind="critical" if row["critical"] else None)
        point.facts = [
            (_("Early start"), row["early_start"]), (_("Early finish"), row["early_finish"]),
            (_("Late finish"), row["late_finish"]), (_("Slack in days"), str(row["total_slack_days"])), *point.facts,
        ]  # fmt: skip
    driving = {(row["driving_predecessor"], row["id"]) for row in table}
    for link in dependencies(sources.record, plan=sources.plans).to_dict(orient="records"):
        before, after = str(link["target"]), str(link["source"])
        kind = "drives" if (before, after) in driving else "waits"
        sketch.link(before, after, kind, words(link["text"]) or None)
    sketch.notes.append(answer.rule)
    return sketch.picture(_("{n} tasks that wait for others or are waited for").format(n=len(table)))
