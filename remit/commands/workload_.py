"""`remit workload`."""

from __future__ import annotations

import click

from remit.options import answers, fail, plan_option


@click.command(name="workload")
@plan_option
@click.option("--section", help="Only rows whose section path starts with this (A.II).")
@click.option("--agency", help="The list of one agency's or group's duties instead.")
@click.option("--as-of", metavar="DATE", help="Put duties with whoever holds them on this day (2025-07-01).")
@click.option("--since", metavar="DATE", help="Count hard deadlines from this day on.")
@click.option("--until", metavar="DATE", help="Count hard deadlines up to this day.")
@answers
def command(
    workspace: str, form: str, output: str | None, lang: str | None, plan: str | None, section: str | None,
    agency: str | None, as_of: str | None, since: str | None, until: str | None,
) -> None:  # fmt: skip
    """Who carries how much, when, and how concentrated it is.

    Led, coordinated, counterpart and tracked are never added up. Herfindahl = sum of squared shares of all leads;
    Gini = 2*sum(i*x_i)/(n*sum(x)) - (n+1)/n over lead shares in rising order; top 3 = share of the three that
    lead most.
    """
    from graph.record import Record
    from queries.workload import agency_tasks, concentration, workload
    from remit.output import write

    record = Record.open(workspace, create=False)
    if agency:
        write(agency_tasks(record, agency, plan=plan, as_of=as_of), form, output, lang=lang,
              columns=["reference", "duty", "name", "due", "source_line"])  # fmt: skip
        return
    frame = workload(record, plan=plan, section=section, as_of=as_of, since=since, until=until)
    shown = ["name", "led", "led_alone", "led_jointly", "lead_share", "share_of_leads", "coordinated", "counterpart",
             "tracked", "hard_deadlines", "busiest_month", "busiest_month_deadlines"]  # fmt: skip
    write(frame, form, output, lang=lang, columns=shown)
    if frame.empty:
        fail("no agency answers for anything here", 1)
    if form == "table":
        facts = concentration(record, frame, plan=plan)
        click.echo(
            f"\n{facts.led_tasks} of {facts.tasks} tasks have a lead. Herfindahl index {facts.herfindahl:.3f}, "
            f"Gini {facts.gini:.3f}, share of the top three {facts.top3:.1%}, "
            f"{facts.collective_only} tasks are led by a collective only."
        )
