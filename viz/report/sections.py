"""The sections of the report, each an answer of `queries` turned into figures, charts and tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pandas as pd

from queries.workload import concentration, workload
from viz import charts
from viz.report.cascades import cascades
from viz.report.overview import overview
from viz.report.parts import Cell, Section, Table, anchor, rows_of
from viz.report.schedule import add_schedule
from viz.sources import Sources, broken, present, records, shorten, words

Make = Callable[[Sources, str | None], Section | None]
MOST_CHARTED = 20


def load(sources: Sources, as_of: str | None) -> Section:
    """Who carries how much: the table, the concentration, deadlines by agency and quarter."""
    _ = sources.translate
    frame = workload(sources.record, plan=sources.plans)
    facts = concentration(sources.record, frame, plan=sources.plans)
    section = Section("load", _("Load"))
    section.notes = [
        _("Leading, coordinating, answering as a counterpart and tracking are never added up; a task with n leads "
          "counts 1/n for each."),
    ]  # fmt: skip
    without, collective = _not_led(sources)
    section.count(_("tasks with a lead"), f"{facts.led_tasks} / {facts.tasks}")
    section.count(_("tasks without a lead"), str(len(without)), 2)
    section.count(_("led by a collective only"), str(len(collective)), 3)
    section.count(_("share of the top three"), f"{facts.top3:.1%}")
    section.count(_("Herfindahl index"), f"{facts.herfindahl:.3f}")
    section.count(_("Gini"), f"{facts.gini:.3f}")
    top = frame.head(MOST_CHARTED)
    quarters = [
        {"name": name, "quarter": quarter, "deadlines": count,
         "href": rows_of("deadlines", 0, name.partition(" (")[0], f"={quarter}")}  # its list names no jurisdiction
        for name, counts in zip(_names(sources, top), top["deadlines_by_quarter"], strict=True)
        for quarter, count in (counts.items() if isinstance(counts, dict) else ())
    ]
    if quarters:
        svg = charts.heat_map(pd.DataFrame(quarters), _)
        section.charts.append((_("Deadlines by agency and quarter"), svg))
    names = ["led", "led_alone", "led_jointly", "lead_share", "coordinated", "counterpart", "tracked", "hard_deadlines"]
    headings = [_("Agency"), _("Led"), _("Alone"), _("Jointly"), _("Share"), _("Coordinates"), _("Counterpart"),
                _("Tracks"), _("Deadlines"), _("Busiest month")]  # fmt: skip
    rows = [
        [name, *(_number(r[n]) for n in names), words(r["busiest_month"])]
        for name, r in zip(_names(sources, frame), records(frame), strict=True)
    ]
    section.tables.append(Table(_("Agencies, most led first"), headings, rows, [str(i) for i in frame["id"]]))
    _plan_by_plan(sources, section)
    for title, held in ((_("Tasks without a lead"), without), (_("Tasks that only a collective leads"), collective)):
        cells: list[list[Cell]] = [
            [sources.reference(r["id"]), shorten(words(r["name"]), 140), words(r["lead_text"])] for r in held
        ]
        columns = [_("Task"), _("Name"), _("Lead")]
        section.tables.append(Table(title, columns, cells, [r["id"] for r in held], open=False))
    return section


def _not_led(sources: Sources) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The tasks that nobody leads, and those that only collectives lead."""
    links = sources.frame("LEADS")
    led = set(links["target"])
    single = set(links.loc[~links["source"].str.startswith("group:"), "target"])
    tasks = sources.rows("Task").values()
    return [r for r in tasks if r["id"] not in led], [r for r in tasks if r["id"] in led - single]


def _plan_by_plan(sources: Sources, section: Section) -> None:
    """For each plan a chart of those that lead most, and one table of all of them."""
    _ = sources.translate
    headings = [_("Agency"), _("Document"), _("Led"), _("Share"), _("of all leads"), _("Coordinates"), _("Deadlines")]
    rows: list[list[Cell]] = []
    links: list[str | None] = []
    for plan in [id_ for id_ in sources.files if sources.plans is None or id_ in sources.plans]:
        frame, name = workload(sources.record, plan=plan), sources.document_name(plan)
        for r in records(frame):
            rows.append([r["name"], name, int(r["led"]), _number(r["lead_share"]), f"{r['share_of_leads']:.1%}",
                         int(r["coordinated"]), int(r["hard_deadlines"])])  # fmt: skip
            links.append(str(r["id"]))
        most = frame[frame["led"] > 0].head(10)
        if len(most) > 1:
            shown = most.assign(href=[f"#{anchor(id_)}" for id_ in most["id"]])
            svg = charts.bars(shown, "lead_share", "name", _("tasks led (a task with n leads counts 1/n)"))
            section.charts.append((_("Who leads most in {plan}").format(plan=name), svg))
    section.tables.append(Table(_("Plan by plan"), headings, rows, links))


def _names(sources: Sources, frame: pd.DataFrame) -> list[str]:
    return [sources.agency_names[id_] for id_ in frame["id"]]


def clear(sources: Sources, as_of: str | None) -> Section | None:
    """How clearly tasks are assigned: the six points, the vaguest tasks first."""
    from queries.clarity import clarity
    from queries.clarity_rules import POINTS

    _ = sources.translate
    frame = clarity(sources.record, plan=sources.plans, lang=sources.lang)
    if frame.empty:
        return None
    section = Section("clarity", _("Clarity"))
    section.count(_("mean score"), f"{frame['score'].mean():.2f}")
    for point in POINTS:
        section.count(_(point), f"{frame[point].map(lambda cell: cell['met']).mean():.0%}")
    rows: list[list[Cell]] = [
        [sources.reference(r["id"]), shorten(words(r["name"]), 120), round(float(r["score"]), 2),
         *("✓" if r[p]["met"] else "– " + words(r[p]["reason"]) for p in POINTS)]
        for r in records(frame)
    ]  # fmt: skip
    headings = [_("Task"), _("Name"), _("Score"), *(_(p) for p in POINTS)]
    section.tables.append(Table(_("Tasks, the vaguest first"), headings, rows, [str(i) for i in frame["id"]]))
    return section


def calendar(sources: Sources, as_of: str | None) -> Section | None:
    """Deadlines by month with today, and the list."""
    from queries.deadlines import deadlines

    _ = sources.translate
    today = as_of or dt.date.today().isoformat()
    frame = deadlines(sources.record, plan=sources.plans, as_of=today)
    if frame.empty:
        return None
    section = Section("deadlines", _("Deadlines"), notes=[_("seen from {day}").format(day=today)])
    for status, count in frame["status"].value_counts().items():
        section.count(_(str(status)), str(count), 0, f"={_(str(status))}")
    hard = frame[frame["end"].notna() & frame["status"].isin(["done", "overdue", "due soon", "open"])]
    if len(hard):
        months = hard.assign(month=hard["end"].str[:7], state=hard["status"].map(lambda s: _(str(s))))
        counted = months.groupby(["month", "status", "state"]).size().rename("deadlines").reset_index()
        pairs = zip(counted["month"], counted["state"], strict=True)
        counted["href"] = [rows_of("deadlines", 0, month, f"={state}") for month, state in pairs]
        section.charts.append((_("Deadlines by month; the rule is today"), charts.timeline(counted, today, _)))
    rows: list[list[Cell]] = [
        [sources.reference(words(r["task"])), shorten(words(r["name"]), 110), words(r["lead"]), words(r["text"]),
         words(r["end"]), _quarter(words(r["end"])), _(words(r["status"]))]
        for r in records(frame)
    ]  # fmt: skip
    headings = [_("Task"), _("Name"), _("Lead"), _("Deadline"), _("Last day"), _("Quarter"), _("Status")]
    section.tables.append(Table(_("The calendar"), headings, rows, [words(t) or None for t in frame["task"]]))
    add_schedule(sources, section, today)
    return section


def _quarter(day: str) -> str:
    return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}" if day else ""


def overlapping(sources: Sources, as_of: str | None) -> Section | None:
    """Pairs of tasks that ask for the same duty."""
    from queries.overlaps import overlaps

    _ = sources.translate
    frame = overlaps(sources.record, plan=sources.plans, lang=sources.lang)
    if frame.empty:
        return None
    section = Section("overlaps", _("Overlaps"))
    for level, count in frame["level"].value_counts().items():
        section.count(_(str(level)), str(count), 0, f"={_(str(level))}")
    rows: list[list[Cell]] = [
        [sources.reference(r["a"]), shorten(words(r["a_name"]), 110), sources.reference(r["b"]),
         shorten(words(r["b_name"]), 110),
         _(r["level"]), round(float(r["similarity"]), 2), "; ".join(r["reasons"])]
        for r in records(frame)
    ]  # fmt: skip
    headings = [_("One"), _("Name"), _("Other"), _("Name"), _("Level"), _("Similarity"), _("Reasons")]
    section.tables.append(Table(_("Pairs, the most certain first"), headings, rows, [str(i) for i in frame["a"]]))
    return section


def measured(sources: Sources, as_of: str | None) -> Section | None:
    """Targets over horizons, results, gaps."""
    from queries.indicators import indicators

    _ = sources.translate
    frame = indicators(sources.record, plan=sources.plans)
    if frame.empty:
        return None
    section = Section("indicators", _("Indicators"))
    for verdict, count in frame["verdict"].value_counts().items():
        section.count(_(str(verdict)), str(count), 0, f"={_(str(verdict))}")
    periods = sorted({period for targets in frame["targets"] for period in targets})
    rows: list[list[Cell]] = [
        [sources.reference(r["id"]), shorten(words(r["name"]), 120), words(r["unit"]), words(r["baseline"]),
         *(words(r["targets"].get(p)) for p in periods),
         "; ".join(f"{p}: {t}" for p, t in r["results"].items()), _(words(r["verdict"])) if r["verdict"] else "",
         words(r["tracked_by"])]
        for r in records(frame)
    ]  # fmt: skip
    headings = [_("Indicator"), _("Name"), _("Unit"), _("Baseline"), *periods, _("Result"), _("Verdict"),
                _("Tracked by")]  # fmt: skip
    section.tables.append(Table(_("Targets by horizon"), headings, rows, [str(i) for i in frame["id"]]))
    _charted(sources, section, frame)
    return section


def _charted(sources: Sources, section: Section, frame: pd.DataFrame) -> None:
    """Small charts of the indicators with numbers at most horizons."""
    links = sources.frame("HAS_TARGET")[["source", "target"]]
    values = links.merge(sources.frame("Target")[["id", "period", "value"]], left_on="target", right_on="id")
    values = values[values["value"].notna() & values["period"].notna()]
    counts = values.groupby("source").size()
    chosen = counts[counts >= 3].sort_index().index[:MOST_CHARTED]
    if len(chosen):
        shown = values[values["source"].isin(chosen)]
        shown = shown.assign(
            name=shown["source"].map(lambda id_: _chart_title(sources, id_)),
            href=shown["source"].map(lambda id_: f"#{anchor(id_)}"),
        )[["name", "period", "value", "href"]]
        title = sources.translate("Targets over horizons, the first {n} with numbers").format(n=len(chosen))
        section.charts.append((title, charts.lines(shown, sources.translate)))


def _chart_title(sources: Sources, indicator: str) -> str:
    """The beginning of an indicator's name and its reference, lines parted by '|'."""
    name = words(sources.rows("Indicator")[indicator].get("name"))
    return "|".join([*broken(name, 30, 2).split("\n"), shorten(sources.reference(indicator), 42)])


def audited(sources: Sources, as_of: str | None) -> Section | None:
    """Contradictions and gaps."""
    from queries.audit import audit, counted

    _ = sources.translate
    frame = audit(sources.record, plan=sources.plans, lang=sources.lang)
    if frame.empty:
        return None
    section = Section("audit", _("Audit"))
    for level, count in frame["level"].value_counts().items():
        section.count(_(str(level)), str(count), 1, f"={_(str(level))}")
    totals = counted(frame, sources.lang)
    rows: list[list[Cell]] = [
        [_(r["level"]), r["code"], int(r["findings"]), int(r["accepted"]), r["meaning"]] for r in records(totals)
    ]
    headings = [_("Level"), _("Code"), _("Findings"), _("Accepted"), _("Meaning")]
    section.tables.append(Table(_("By code"), headings, rows))
    listed: list[list[Cell]] = [
        [", ".join(map(sources.reference, r["nodes"])), _(r["level"]), r["code"], r["message"],
         f"{words(r['source_file'])}:{', '.join(map(str, r['source_lines']))}",
         words(r["because"]) if r["accepted"] else ""]
        for r in records(frame)
    ]  # fmt: skip
    headings = [_("Where"), _("Level"), _("Code"), _("Finding"), _("Lines"), _("Accepted because")]
    links = [nodes[0] if nodes else None for nodes in frame["nodes"]]
    section.tables.append(Table(_("Findings"), headings, listed, links))
    return section


SECTIONS: tuple[Make, ...] = (
    overview, load, clear, calendar, overlapping, cascades, measured, audited,
)  # fmt: skip


def _number(value: Any) -> Cell:
    if not present(value):
        return None
    number = float(value)
    return int(number) if number == int(number) else round(number, 2)
