"""`remit workload`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from remit.options import DAY, answers, fail, told

if TYPE_CHECKING:
    from graph.record import Record

SHOWN = ["name", "led", "led_alone", "led_jointly", "lead_share", "share_of_leads", "coordinated", "counterpart",
         "tracked", "hard_deadlines", "busiest_month", "busiest_month_deadlines"]  # fmt: skip


@click.command(name="workload")
@click.option("--plan", multiple=True, metavar="REF", help="Only this plan (its number, id or file); may be repeated.")
@click.option("--section", help="Only rows whose section path starts with this (A.II).")
@click.option("--agency", help="The list of one agency's or group's duties instead.")
@click.option("--by", type=click.Choice(["month", "quarter", "section"]), help="A row a part and agency instead.")
@click.option("--peak", type=click.IntRange(min=1), metavar="N", help="Months with N hard deadlines or more, instead.")
@click.option("--without-each", is_flag=True, help="The figures when each plan is left out in turn, instead.")
@click.option("--as-of", type=DAY, metavar="DATE", help="Put duties with whoever holds them on this day (2025-07-01).")
@click.option("--since", type=DAY, metavar="DATE", help="Count hard deadlines from this day on.")
@click.option("--until", type=DAY, metavar="DATE", help="Count hard deadlines up to this day.")
@click.option("--explain", is_flag=True, help="Print the Cypher that gives the base figures instead.")
@answers
def command(
    workspace: str, form: str, output: str | None, lang: str | None, plan: tuple[str, ...], section: str | None,
    agency: str | None, by: str | None, peak: int | None, without_each: bool, as_of: str | None, since: str | None,
    until: str | None, explain: bool,
) -> None:  # fmt: skip
    """Who carries how much, when, and how concentrated it is.

    Led, coordinated, counterpart and tracked are never added up. Collective leads are nobody's (lead_share_low) or
    their known members' in equal parts (lead_share_high). Herfindahl = sum of squared shares of all leads;
    Gini = 2*sum(i*x_i)/(n*sum(x)) - (n+1)/n over lead shares in rising order; top 3 = share of the three that
    lead most.
    """
    if explain:
        from queries.explain import explain as text_of

        click.echo(text_of("agency_load", "agency_quarters"))
        return
    from graph.record import Record
    from queries.language import translator
    from queries.scope import names_apart
    from queries.workload import concentration, workload
    from remit.output import write

    record = Record.open(workspace, create=False)
    plans = list(plan) or None
    span: dict[str, Any] = {"plan": plans, "as_of": as_of, "since": since, "until": until}
    other = _other(record, agency, by, peak, without_each, span)
    if other is not None:
        frame, shown = other
        if form == "table" and "id" in frame and "name" in shown and not agency:
            frame["name"] = frame["id"].map(names_apart(record, frame["id"]))
        write(frame, form, output, lang=lang, columns=shown)
        if frame.empty:
            fail(told("nothing of this kind here", lang), 1)
        return
    frame = workload(record, section=section, **span)
    shown = [*SHOWN[:6], "lead_share_high", *SHOWN[6:], *(["named_as", "way"] if as_of else [])]
    named = frame["id"].map(names_apart(record, frame["id"])) if form == "table" else frame["name"]
    write(frame.assign(name=named), form, output, lang=lang, columns=shown)
    if frame.empty:
        fail(told("no agency answers for anything here", lang), 1)
    if form == "table":
        facts = concentration(record, frame, plan=plans)
        _ = translator(lang)
        said = _("{led} of {tasks} tasks have a lead. Herfindahl index {herfindahl}, Gini {gini}, share of the top "
                 "three {top3}, {collective} tasks are led by a collective only.")  # fmt: skip
        words = said.format(led=facts.led_tasks, tasks=facts.tasks, herfindahl=f"{facts.herfindahl:.3f}",
                            gini=f"{facts.gini:.3f}", top3=f"{facts.top3:.1%}", collective=facts.collective_only)
        click.echo(f"\n{words}")


def _other(
    record: Record, agency: str | None, by: str | None, peak: int | None, without_each: bool, span: dict[str, Any]
) -> tuple[Any, list[str]] | None:
    """The answer asked for instead of the table, and what a terminal shows of it."""
    from queries import workload_views as views
    from queries.workload import agency_tasks

    if agency:
        frame = agency_tasks(record, agency, plan=span["plan"], as_of=span["as_of"])
        return frame, ["reference", "duty", "name", "due", "source_line"]
    if by:
        return views.workload_by(record, by, **span), ["part", "name", "led", "lead_share", "hard_deadlines"]
    if peak:
        return views.peaks(record, peak, **span), ["name", "month", "hard_deadlines", "references"]
    if without_each:
        frame = views.without_each(record, plan=span["plan"], as_of=span["as_of"])
        return frame, ["without", "name", "led", "lead_share", "share_of_leads", "change", "herfindahl", "gini", "top3"]
    return None
