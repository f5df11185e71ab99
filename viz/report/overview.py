"""The first page: which plans, how much is in them, who carries most."""

from __future__ import annotations

from queries.workload import concentration, workload
from viz.report.context import Context, find_rows, found, row
from viz.report.parts import Column, Figure, Link, Section, Table
from viz.sources import words


def overview(context: Context) -> Section:
    """Counts over all, and a row a plan with its three most loaded agencies."""
    _ = context.translate
    tasks, indicators = context.sources.rows("Task"), context.sources.rows("Indicator")
    dated = sum(bool(words(t.get("due"))) for t in tasks.values())
    section = Section("overview", _("Overview"))
    section.words.append(
        _("Every row of this report leads to the words it was read from: choose the place in its last column.")
    )
    section.figures = [
        Figure(str(len(context.plans)), _("documents"), "#t-plans"),
        Figure(str(len(tasks)), _("tasks"), "#t-tasks"),
        Figure(str(dated), _("tasks with a last day"), "#t-deadlines"),
        Figure(str(len(indicators)), _("indicators"), "#t-indicators"),
    ]
    columns = (
        Column(_("Plan")), Column(_("Title"), "wide"), Column(_("Issued"), "date"), Column(_("Tasks"), "number"),
        Column(_("Indicators"), "number"), Column(_("Most loaded (lead share)"), "wide"),
        Column(_("Share of the three"), "share"), Column(_("File")),
    )  # fmt: skip
    table = Table("t-plans", _("Plans"), columns, [], evidence=False)
    for plan in context.plans:
        document, name = context.documents[plan], context.plan_names[plan]
        load = workload(context.record, plan=plan)
        top = "; ".join(
            f"{i}. {context.names.get(r['id'], r['name'])} ({r['lead_share']:.1f})"
            for i, r in enumerate(context.records(load[load["led"] > 0].head(3)), 1)
        )
        count = {
            label: sum(r.get("document") == plan for r in rows.values())
            for label, rows in (("Task", tasks), ("Indicator", indicators))
        }
        share = concentration(context.record, load, plan=plan).top3 if top else None
        table.rows.append(
            row(
                Link(name, find_rows("t-load", name)), words(document.get("title")), words(document.get("issued")),
                found("t-tasks", count["Task"], name) if count["Task"] else 0,
                found("t-indicators", count["Indicator"], name) if count["Indicator"] else 0,
                top, share, context.sources.files.get(plan),
            )
        )  # fmt: skip
    section.tables.append(table)
    return section


def tasks_section(context: Context) -> Section:
    """Every task with who leads it, by when, and its line."""
    _ = context.translate
    columns = (
        Column(_("Reference")), Column(_("Task"), "wide"), Column(_("Lead")), Column(_("Coordinators")),
        Column(_("Deliverable")), Column(_("Deadline")), Column(_("Due"), "date"),
    )  # fmt: skip
    table = Table("t-tasks", _("All tasks"), columns, [])
    tasks = sorted(context.sources.rows("Task").values(), key=lambda t: (t["document"], _order(t), t["id"]))
    for task in tasks:
        table.rows.append(
            row(
                context.reference(task["id"]), words(task.get("name")), words(task.get("lead_text")),
                words(task.get("coordinator_text")), words(task.get("deliverable")), words(task.get("deadline_text")),
                words(task.get("due")), node=task["id"],
            )
        )  # fmt: skip
    return Section("tasks", _("Tasks"), tables=[table])


def _order(row_: dict[str, object]) -> tuple[int, ...]:
    places = ("source_line", "source_page", "source_table", "source_row")
    return tuple(int(words(row_.get(name)) or 0) for name in places)
