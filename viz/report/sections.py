"""The sections of the report, each an answer of `queries` turned into figures, charts and tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pandas as pd

from queries.status import documents
from queries.workload import concentration, workload
from viz import charts
from viz.report.parts import Cell, Section, Table, anchor, rows_of
from viz.report.schedule import add_schedule
from viz.sources import Sources, present, shorten, words

Make = Callable[[Sources, str | None, bool], Section | None]
MOST_CHARTED = 20


def overview(sources: Sources, as_of: str | None, redact: bool) -> Section:
    """The documents and what each brought, with the entries of its account."""
    _ = sources.translate
    frame = documents(sources.record)
    if sources.plans is not None:
        frame = frame[frame["document"].isin(sources.plans)]
    issued = sources.frame("Document").set_index("id")["issued"]
    section = Section("overview", _("Overview"))
    section.figures = [(_(n), str(int(frame[n].sum()))) for n in ("tasks", "indicators", "sections")]
    section.figures.insert(0, (_("documents"), str(len(frame))))
    columns = [_("Document"), _("Title"), _("Issued"), _("Tasks"), _("Indicators"), _("Leads most (lead share)"),
               _("Entries in the account"), _("File")]  # fmt: skip
    rows: list[list[Cell]] = [
        [sources.document_name(r["document"]), shorten(words(r["title"]), 140), words(issued.get(r["document"])),
         int(r["tasks"]), int(r["indicators"]), _top_three(sources, r["document"]), int(r["flags"]), r["source_file"]]
        for r in _records(frame)
    ]  # fmt: skip
    section.tables.append(Table(_("Documents"), columns, rows, [str(d) for d in frame["document"]]))
    return section


def _top_three(sources: Sources, plan: str) -> str:
    frame = workload(sources.record, plan=plan)
    leads = _records(frame[frame["led"] > 0].head(3))
    return "; ".join(f"{n}. {r['name']} ({r['lead_share']:.1f})" for n, r in enumerate(leads, 1))


def load(sources: Sources, as_of: str | None, redact: bool) -> Section:
    """Who carries how much: the table, the concentration, deadlines by agency and quarter."""
    _ = sources.translate
    frame = workload(sources.record, plan=sources.plans)
    facts = concentration(sources.record, frame, plan=sources.plans)
    section = Section("load", _("Load"))
    section.notes = [
        _("Leading, coordinating, answering as a counterpart and tracking are never added up; a task with n leads "
          "counts 1/n for each."),
    ]  # fmt: skip
    section.figures = [
        (_("tasks with a lead"), f"{facts.led_tasks} / {facts.tasks}"),
        (_("Herfindahl index"), f"{facts.herfindahl:.3f}"),
        (_("Gini"), f"{facts.gini:.3f}"),
        (_("share of the top three"), f"{facts.top3:.1%}"),
        (_("led by a collective only"), str(facts.collective_only)),
    ]
    top = frame.head(MOST_CHARTED)
    cells = [
        {"name": name, "quarter": quarter, "deadlines": count, "href": rows_of("deadlines", 0, *_own(name), quarter)}
        for name, counts in zip(_told_apart(sources, top), top["deadlines_by_quarter"], strict=True)
        for quarter, count in (counts.items() if isinstance(counts, dict) else ())
    ]
    if cells:
        svg = charts.heat_map(pd.DataFrame(cells), _)
        section.charts.append((_("Deadlines by agency and quarter"), svg))
    names = ["led", "led_alone", "led_jointly", "lead_share", "coordinated", "counterpart", "tracked", "hard_deadlines"]
    headings = [_("Agency"), _("Led"), _("Alone"), _("Jointly"), _("Share"), _("Coordinates"), _("Counterpart"),
                _("Tracks"), _("Deadlines"), _("Busiest month")]  # fmt: skip
    rows = [
        [name, *(_number(r[n]) for n in names), words(r["busiest_month"])]
        for name, r in zip(_told_apart(sources, frame), _records(frame), strict=True)
    ]
    section.tables.append(Table(_("Agencies, most led first"), headings, rows, [str(i) for i in frame["id"]]))
    _plan_by_plan(sources, section)
    return section


def _plan_by_plan(sources: Sources, section: Section) -> None:
    """For each plan a chart of those that lead most, and one table of all of them."""
    _ = sources.translate
    headings = [_("Agency"), _("Document"), _("Led"), _("Share"), _("of all leads"), _("Coordinates"), _("Deadlines")]
    rows: list[list[Cell]] = []
    links: list[str | None] = []
    for plan in [id_ for id_ in sources.files if sources.plans is None or id_ in sources.plans]:
        frame, name = workload(sources.record, plan=plan), sources.document_name(plan)
        for r in _records(frame):
            rows.append([r["name"], name, int(r["led"]), _number(r["lead_share"]), f"{r['share_of_leads']:.1%}",
                         int(r["coordinated"]), int(r["hard_deadlines"])])  # fmt: skip
            links.append(str(r["id"]))
        most = frame[frame["led"] > 0].head(10)
        if len(most) > 1:
            shown = most.assign(href=[f"#{anchor(id_)}" for id_ in most["id"]])
            svg = charts.bars(shown, "lead_share", "name", _("tasks led (a task with n leads counts 1/n)"))
            section.charts.append((_("Who leads most in {plan}").format(plan=name), svg))
    section.tables.append(Table(_("Plan by plan"), headings, rows, links))


def _own(name: str) -> list[str]:
    """The words of a name without the jurisdiction that tells it apart."""
    return [name.partition(" (")[0]]


def _told_apart(sources: Sources, frame: pd.DataFrame) -> list[str]:
    """Names of agencies, with the jurisdiction where several have one name."""
    known = {**sources.rows("Agency"), **sources.rows("AgencyGroup")}
    several = frame["name"].duplicated(keep=False)
    return [
        f"{name} ({words(known[id_].get('jurisdiction'))})" if twice else str(name)
        for id_, name, twice in zip(frame["id"], frame["name"], several, strict=True)
    ]


def clear(sources: Sources, as_of: str | None, redact: bool) -> Section | None:
    """How clearly tasks are assigned: the six points, the vaguest tasks first."""
    from queries.clarity import clarity
    from queries.clarity_rules import POINTS

    _ = sources.translate
    frame = clarity(sources.record, plan=sources.plans)
    if frame.empty:
        return None
    section = Section("clarity", _("Clarity"))
    section.figures = [(_("mean score"), f"{frame['score'].mean():.2f}")]
    section.figures += [(_(p), f"{frame[p].map(lambda cell: cell['met']).mean():.0%}") for p in POINTS]
    rows: list[list[Cell]] = [
        [sources.reference(r["id"]), shorten(words(r["name"]), 120), round(float(r["score"]), 2),
         *("✓" if r[p]["met"] else "– " + words(r[p]["reason"]) for p in POINTS)]
        for r in _records(frame)
    ]  # fmt: skip
    headings = [_("Task"), _("Name"), _("Score"), *(_(p) for p in POINTS)]
    section.tables.append(Table(_("Tasks, the vaguest first"), headings, rows, [str(i) for i in frame["id"]]))
    return section


def calendar(sources: Sources, as_of: str | None, redact: bool) -> Section | None:
    """Deadlines by month with today, and the list."""
    from queries.deadlines import deadlines

    _ = sources.translate
    today = as_of or dt.date.today().isoformat()
    frame = deadlines(sources.record, plan=sources.plans, as_of=today)
    if frame.empty:
        return None
    section = Section("deadlines", _("Deadlines"), notes=[_("seen from {day}").format(day=today)])
    counts = frame["status"].value_counts()
    section.figures = [(_(str(status)), str(count)) for status, count in counts.items()]
    hard = frame[frame["end"].notna() & frame["status"].isin(["done", "overdue", "due soon", "open"])]
    if len(hard):
        months = hard.assign(month=hard["end"].str[:7], state=hard["status"].map(lambda s: _(str(s))))
        counted = months.groupby(["month", "status", "state"]).size().rename("deadlines").reset_index()
        pairs = zip(counted["month"], counted["state"], strict=True)
        counted["href"] = [rows_of("deadlines", 0, month, state) for month, state in pairs]
        section.charts.append((_("Deadlines by month; the rule is today"), charts.timeline(counted, today, _)))
    rows: list[list[Cell]] = [
        [sources.reference(words(r["task"])), shorten(words(r["name"]), 110), words(r["lead"]), words(r["text"]),
         words(r["end"]), _quarter(words(r["end"])), _(words(r["status"]))]
        for r in _records(frame)
    ]  # fmt: skip
    headings = [_("Task"), _("Name"), _("Lead"), _("Deadline"), _("Last day"), _("Quarter"), _("Status")]
    section.tables.append(Table(_("The calendar"), headings, rows, [words(t) or None for t in frame["task"]]))
    add_schedule(sources, section, today)
    return section


def _quarter(day: str) -> str:
    return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}" if day else ""


def overlapping(sources: Sources, as_of: str | None, redact: bool) -> Section | None:
    """Pairs of tasks that ask for the same duty."""
    from queries.overlaps import overlaps

    _ = sources.translate
    frame = overlaps(sources.record, plan=sources.plans)
    if frame.empty:
        return None
    section = Section("overlaps", _("Overlaps"))
    section.figures = [(_(str(level)), str(count)) for level, count in frame["level"].value_counts().items()]
    rows: list[list[Cell]] = [
        [sources.reference(r["a"]), shorten(words(r["a_name"]), 110), sources.reference(r["b"]),
         shorten(words(r["b_name"]), 110),
         _(r["level"]), round(float(r["similarity"]), 2), "; ".join(r["reasons"])]
        for r in _records(frame)
    ]  # fmt: skip
    headings = [_("One"), _("Name"), _("Other"), _("Name"), _("Level"), _("Similarity"), _("Reasons")]
    section.tables.append(Table(_("Pairs, the most certain first"), headings, rows, [str(i) for i in frame["a"]]))
    return section


def cascades(sources: Sources, as_of: str | None, redact: bool) -> Section | None:
    """For the plan with most tasks: what became of its tasks in each other plan."""
    from queries.overlaps import cascade

    _ = sources.translate
    held = documents(sources.record).sort_values(["tasks", "document"], ascending=[False, True])
    ids = [str(d) for d, n in zip(held["document"], held["tasks"], strict=True) if n > 2]
    if sources.plans is not None or len(ids) < 2:
        return None
    parent = ids[0]
    name = sources.document_name(parent)
    section = Section("cascade", _("What became of the tasks of {plan}").format(plan=name))
    headings = [_("Task"), _("Name"), _("Status"), _("Became"), _("Changes")]
    for child in ids[1:4]:
        frame = cascade(sources.record, parent, child)
        frame = frame[frame["parent"].notna()]
        rows: list[list[Cell]] = [
            [sources.reference(r["parent"]), shorten(words(r["parent_name"]), 110), _(words(r["status"])),
             ", ".join(map(sources.reference, r["children"])), "; ".join(r["changes"])]
            for r in _records(frame)
        ]  # fmt: skip
        title = _("in {plan}").format(plan=sources.document_name(child))
        section.tables.append(Table(title, headings, rows, [str(p) for p in frame["parent"]], open=False))
    return section


def measured(sources: Sources, as_of: str | None, redact: bool) -> Section | None:
    """Targets over horizons, results, gaps."""
    from queries.indicators import indicators

    _ = sources.translate
    frame = indicators(sources.record, plan=sources.plans)
    if frame.empty:
        return None
    section = Section("indicators", _("Indicators"))
    verdicts = frame["verdict"].value_counts()
    section.figures = [(_(str(verdict)), str(count)) for verdict, count in verdicts.items()]
    periods = sorted({period for targets in frame["targets"] for period in targets})
    rows: list[list[Cell]] = [
        [words(r["reference"]), shorten(words(r["name"]), 120), words(r["unit"]), words(r["baseline"]),
         *(words(r["targets"].get(p)) for p in periods),
         "; ".join(f"{p}: {t}" for p, t in r["results"].items()), words(r["tracked_by"])]
        for r in _records(frame)
    ]  # fmt: skip
    headings = [_("Indicator"), _("Name"), _("Unit"), _("Baseline"), *periods, _("Result"), _("Tracked by")]
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
            name=shown["source"].map(sources.reference), href=shown["source"].map(lambda id_: f"#{anchor(id_)}")
        )[["name", "period", "value", "href"]]
        title = sources.translate("Targets over horizons, the first {n} with numbers").format(n=len(chosen))
        section.charts.append((title, charts.lines(shown, sources.translate)))


def audited(sources: Sources, as_of: str | None, redact: bool) -> Section | None:
    """Contradictions and gaps."""
    from queries.audit import audit, counted

    _ = sources.translate
    frame = audit(sources.record, plan=sources.plans)
    if frame.empty:
        return None
    section = Section("audit", _("Audit"))
    section.figures = [(_(str(level)), str(count)) for level, count in frame["level"].value_counts().items()]
    totals = counted(frame)
    rows: list[list[Cell]] = [
        [_(r["level"]), r["code"], int(r["findings"]), int(r["accepted"]), _(r["meaning"])] for r in _records(totals)
    ]
    headings = [_("Level"), _("Code"), _("Findings"), _("Accepted"), _("Meaning")]
    section.tables.append(Table(_("By code"), headings, rows))
    listed: list[list[Cell]] = [
        [_(r["level"]), r["code"], ", ".join(map(sources.reference, r["nodes"])), r["message"],
         f"{words(r['source_file'])}:{', '.join(map(str, r['source_lines']))}",
         words(r["because"]) if r["accepted"] else ""]
        for r in _records(frame)
    ]  # fmt: skip
    headings = [_("Level"), _("Code"), _("Where"), _("Finding"), _("Lines"), _("Accepted because")]
    links = [nodes[0] if nodes else None for nodes in frame["nodes"]]
    section.tables.append(Table(_("Findings"), headings, listed, links))
    return section


SECTIONS: tuple[Make, ...] = (
    overview, load, clear, calendar, overlapping, cascades, measured, audited,
)  # fmt: skip


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict(orient="records")]


def _number(value: Any) -> Cell:
    if not present(value):
        return None
    number = float(value)
    return int(number) if number == int(number) else round(number, 2)
