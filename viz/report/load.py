"""Who carries how much: bars a plan, a heat map of agencies and quarters, concentration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from queries.workload import concentration, workload
from viz.picture import BLUE, ORANGE
from viz.report.charts import WIDTH, drawn
from viz.report.context import Context, find_rows, found, row
from viz.report.parts import Chart, Column, Section, Table
from viz.sources import words

if TYPE_CHECKING:
    import pandas as pd

MOST = 12
"""Agencies in a plan's bar chart."""
ROWS = 20
"""Agencies in the heat map."""


def load(context: Context) -> Section:
    """Leading, coordinating, answering as counterpart and tracking, side by side and never added up."""
    _ = context.translate
    section = Section("load", _("Load"))
    section.words.append(
        _(
            "A task led by n counts 1/n in the lead share. Leading, coordinating, answering as a counterpart and "
            "tracking stand side by side and are never added up."
        )
    )
    facts, table = _facts_table(context), _load_table(context)
    for n, plan in enumerate(context.plans):
        frame = workload(context.record, plan=plan)
        _add_rows(context, table, frame, plan, n)
        facts.rows.append(_facts(context, frame, plan))
        leads = frame[frame["led"] > 0].head(MOST)
        if len(leads) > 1:
            section.charts.append(_bars(context, leads, plan, n))
    heat = _heat(context)
    if heat:
        section.charts.append(heat)
    section.tables = [facts, table]
    return section


def _load_table(context: Context) -> Table:
    _ = context.translate
    columns = (
        Column(_("Plan")), Column(_("Agency or group"), "wide"), Column(_("Led"), "number"),
        Column(_("alone"), "number"), Column(_("jointly"), "number"), Column(_("Lead share"), "number"),
        Column(_("Share of all leads"), "share"), Column(_("Coordinated"), "number"),
        Column(_("Counterpart"), "number"), Column(_("Tracked"), "number"), Column(_("Dates to keep"), "number"),
        Column(_("Busiest month"), "date"),
    )  # fmt: skip
    return Table("t-load", _("Load of each agency and group"), columns, [], evidence=False)


def _add_rows(context: Context, table: Table, frame: pd.DataFrame, plan: str, n: int) -> None:
    name = context.plan_names[plan]
    for m, load_ in enumerate(context.records(frame)):
        led: Any = found("t-tasks", load_["led"], name, load_["name"]) if load_["led"] else 0
        table.rows.append(
            row(
                name, context.names.get(load_["id"], load_["name"]), led, load_["led_alone"], load_["led_jointly"],
                float(load_["lead_share"]), float(load_["share_of_leads"]), load_["coordinated"],
                load_["counterpart"], load_["tracked"], load_["hard_deadlines"], words(load_["busiest_month"]),
                anchor=f"load-{n}-{m}",
            )
        )  # fmt: skip


def _bars(context: Context, leads: pd.DataFrame, plan: str, n: int) -> Chart:
    import altair as alt

    _ = context.translate
    alone, jointly, name = _("led alone"), _("led jointly"), context.plan_names[plan]
    values = []
    for m, load_ in enumerate(context.records(leads)):
        agency = context.names.get(load_["id"], load_["name"])
        for part, count in ((alone, load_["led_alone"]), (jointly, load_["lead_share"] - load_["led_alone"])):
            values.append({"agency": agency, "part": part, "share": round(float(count), 3), "href": f"#load-{n}-{m}"})
    chart = (
        alt.Chart(alt.Data(values=values), width=WIDTH - 180, height=alt.Step(18))
        .mark_bar()
        .encode(
            x=alt.X("share:Q", title=_("tasks led (a task with n leads counts 1/n)")),
            y=alt.Y("agency:N", sort=[v["agency"] for v in values], title=None),
            color=alt.Color("part:N", title=None, scale=alt.Scale(domain=[alone, jointly], range=[BLUE, ORANGE])),
            href="href:N",
        )
    )
    about = _("The {n} agencies and groups that lead most in {plan}; a bar leads to its row.")
    title = _("Most loaded in {plan}").format(plan=name)
    return drawn(f"c-load-{n}", title, chart, about.format(n=len(leads), plan=name))


def _heat(context: Context) -> Chart | None:
    import altair as alt

    _ = context.translate
    frame = workload(context.record, plan=context.plans)
    frame = frame[frame["hard_deadlines"] > 0].sort_values(["hard_deadlines", "id"], ascending=[False, True]).head(ROWS)
    values = [
        {
            "agency": context.names.get(load_["id"], load_["name"]), "quarter": quarter.replace("-", " "), "count": count,
            "href": find_rows("t-deadlines", load_["name"], quarter),
        }
        for load_ in context.records(frame)
        for quarter, count in load_["deadlines_by_quarter"].items()
    ]  # fmt: skip
    if not values:
        return None
    most = max(v["count"] for v in values)
    quarters = sorted({v["quarter"] for v in values})
    base = alt.Chart(alt.Data(values=values), width=alt.Step(min(22.0, (WIDTH + 40) / len(quarters))), height=alt.Step(18))
    axes = {
        "x": alt.X("quarter:O", sort=quarters, title=None, axis=alt.Axis(labelAngle=-90)),
        "y": alt.Y("agency:N", sort=list(dict.fromkeys(v["agency"] for v in values)), title=None),
        "href": "href:N",
    }
    cells = base.mark_rect().encode(
        **axes, color=alt.Color("count:Q", scale=alt.Scale(scheme="blues", domain=[0, most]), title=_("dates to keep"))
    )
    numbers = base.mark_text(fontSize=9).encode(
        **axes, text="count:Q", color=alt.condition(f"datum.count > {most * 0.55}", alt.value("white"), alt.value("black"))
    )
    title = _("Dates to keep: agency and quarter")
    about = _("How many deadlines of tasks it leads end in a quarter, for the {n} with most; a cell leads to its rows.")
    return drawn("c-heat", title, cells + numbers, about.format(n=len(frame)))


def _facts_table(context: Context) -> Table:
    _ = context.translate
    columns = (
        Column(_("Plan")), Column(_("Tasks"), "number"), Column(_("with a lead"), "number"),
        Column(_("Herfindahl index"), "number"), Column(_("Gini"), "number"), Column(_("Share of the three"), "share"),
        Column(_("Led by a collective only"), "number"),
    )  # fmt: skip
    return Table("t-concentration", _("How concentrated leading is"), columns, [], evidence=False)


def _facts(context: Context, frame: pd.DataFrame, plan: str) -> Any:
    facts, name = concentration(context.record, frame, plan=plan), context.plan_names[plan]
    return row(
        name, found("t-tasks", facts.tasks, name) if facts.tasks else 0, facts.led_tasks, facts.herfindahl, facts.gini,
        facts.top3, facts.collective_only,
    )  # fmt: skip
