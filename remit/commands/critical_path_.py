"""`remit critical-path`."""

from __future__ import annotations

import datetime as dt

import click

from remit.options import answers, plan_option


@click.command(name="critical-path")
@plan_option
@click.option("--include", multiple=True, type=click.Choice(["inferred"]), help="Also links that a rule inferred.")
@click.option("--min-confidence", type=float, default=0.8, show_default=True, help="Of inferred links.")
@click.option("--working-days", is_flag=True, help="Working days with Vietnamese public holidays, not calendar days.")
@click.option("--respect-starts", is_flag=True, help="No task before its planned start.")
@click.option("--deadlines", is_flag=True, help="Slack to the deadlines (negative where one cannot be kept).")
@click.option("--from", "first_day", metavar="DATE", help="Day 0 (default: the earliest planned start).")
@click.option("--target", metavar="REF", help="The path to one task, and why it is critical.")
@click.option("--linked-only", is_flag=True, help="Only tasks that a link touches.")
@click.option("--delay", multiple=True, metavar="REF=DAYS", help="What moves and breaks: \"101/KH-UBND II.33=90d\".")
@answers
def command(
    workspace: str, form: str, output: str | None, lang: str | None, plan: str | None, include: tuple[str, ...],
    min_confidence: float, working_days: bool, respect_starts: bool, deadlines: bool, first_day: str | None,
    target: str | None, linked_only: bool, delay: tuple[str, ...],
) -> None:  # fmt: skip
    """Early and late dates, slack and the critical chain over the dependencies of tasks.

    The textbook method: durations and dependencies only, unless an option says otherwise. Durations come from planned
    start and end, else from a default by kind of deliverable, else they are zero; the answer names the rule.
    """
    from graph.record import Record
    from graph.reference import resolve
    from queries.critical_path import compute, what_if
    from queries.language import translator
    from queries.schedule.answer import Options
    from remit.output import write

    record = Record.open(workspace, create=False)
    options = Options(
        first_day=dt.date.fromisoformat(first_day) if first_day else None,
        working_days=working_days,
        respect_starts=respect_starts,
        deadlines=deadlines,
        target=resolve(record, target) if target else None,
    )
    if delay:
        frame = what_if(
            record, list(delay), plan=plan, include=include, min_confidence=min_confidence, options=options
        )
        write(frame, form, output, lang=lang)
        return
    answer = compute(
        record, plan=plan, include=include, min_confidence=min_confidence, options=options, linked_only=linked_only,
        lang=lang,
    )  # fmt: skip
    shown = ["id", "duration_days", "early_start", "early_finish", "late_start", "late_finish", "total_slack_days",
             "critical", "driving_predecessor"]  # fmt: skip
    write(answer.table, form, output, lang=lang, columns=shown)
    click.echo(f"\n{answer.rule}", err=form != "table")
    if answer.chain:
        click.echo(translator(lang)("critical because") + ": " + " -> ".join(answer.chain), err=form != "table")
    for finding in answer.findings:
        click.echo(f"{finding.code}: {finding.message}", err=True)
        for link in finding.links:
            click.echo(f"    {link}", err=True)
