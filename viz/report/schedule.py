"""The schedule in the report: tasks that depend on each other, with their slack and today."""

from __future__ import annotations

from typing import Any

from queries.critical_path import ScheduleError, compute
from queries.language import retold
from viz import charts
from viz.report.parts import Cell, Section, Table, anchor
from viz.sources import Sources, present, shorten, words

MOST_CHARTED = 40
"""Bars in the chart, of tasks that take time, those with the least slack first; the table has all tasks."""


def add_schedule(sources: Sources, section: Section, today: str) -> None:
    """Add the chart and the table, or a note that says why there is no schedule."""
    _ = sources.translate
    try:
        answer = compute(sources.record, plan=sources.plans, linked_only=True, lang=sources.lang)
    except ScheduleError as error:
        section.notes.append(retold(error.told(_), sources.lang))
        return
    tasks = sources.rows("Task")
    frame = answer.table[answer.table["id"].isin(tasks)]
    frame = frame.sort_values(["total_slack_days", "early_start", "early_finish", "id"])
    if frame.empty:
        return
    records: list[dict[str, Any]] = [{str(k): v for k, v in row.items()} for row in frame.to_dict(orient="records")]
    rows: list[list[Cell]] = [
        [sources.reference(r["id"]), shorten(words(tasks[r["id"]].get("name")), 110), _days(r["duration_days"]),
         words(r["early_start"]), words(r["early_finish"]), words(r["late_finish"]), _days(r["total_slack_days"]),
         _("critical") if r["critical"] is True else ""]
        for r in records
    ]  # fmt: skip
    headings = [_("Task"), _("Name"), _("Days"), _("Early start"), _("Early finish"), _("Late finish"),
                _("Slack in days"), _("Critical")]  # fmt: skip
    section.tables.append(Table(_("Schedule of tasks that depend on each other"), headings, rows, list(frame["id"])))
    section.notes.append(answer.rule)
    section.notes += [f"{finding.code}: {finding.message}" for finding in answer.findings]
    _draw(sources, section, records, today)


def _draw(sources: Sources, section: Section, records: list[dict[str, Any]], today: str) -> None:
    import pandas as pd

    timed = [r for r in records if _days(r["duration_days"])][:MOST_CHARTED]
    if not timed:
        return
    bars = pd.DataFrame(
        {
            "name": [sources.reference(r["id"]) for r in timed],
            "start": [words(r["early_start"]) for r in timed],
            "finish": [words(r["early_finish"]) for r in timed],
            "latest": [words(r["late_finish"]) for r in timed],
            "critical": [r["critical"] is True for r in timed],
            "href": [f"#{anchor(r['id'])}" for r in timed],
        }
    )
    title = sources.translate("Schedule with slack and today, the {n} tasks with the least slack").format(n=len(timed))
    section.charts.append((title, charts.schedule(bars, today, sources.translate)))


def _days(value: Any) -> int | None:
    return int(value) if present(value) else None
