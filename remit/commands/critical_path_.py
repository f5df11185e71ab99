"""`remit critical-path`."""

from __future__ import annotations

import datetime as dt

import click

from remit.options import DAY, answers, plan_option


@click.command(name="critical-path")
@plan_option
@click.option("--include", multiple=True, type=click.Choice(["inferred"]), help="Also links that a rule inferred.")
@click.option("--min-confidence", type=float, default=0.8, show_default=True, help="Of inferred links.")
@click.option("--working-days", is_flag=True, help="Working days with Vietnamese public holidays, not calendar days.")
@click.option("--respect-starts", is_flag=True, help="No task before its planned start.")
@click.option("--deadlines", is_flag=True, help="Slack to the deadlines (negative where one cannot be kept).")
@click.option("--from", "first_day", type=DAY, metavar="DATE", help="Day 0 (default: the earliest planned start).")
@click.option("--target", metavar="REF", help="The path to one task, and why it is critical.")
@click.option("--linked-only", is_flag=True, help="Only tasks that a link touches.")
@click.option("--delay", multiple=True, metavar="REF=DAYS", help="What moves and breaks: \"101/KH-UBND II.33=90d\".")
@click.option("--findings", is_flag=True, help="Loops, links to nothing and deadlines that clash, instead.")
@answers
def command(
    workspace: str, form: str, output: str | None, lang: str | None, plan: str | None, include: tuple[str, ...],
    min_confidence: float, working_days: bool, respect_starts: bool, deadlines: bool, first_day: str | None,
    target: str | None, linked_only: bool, delay: tuple[str, ...], findings: bool,
) -> None:  # fmt: skip
    """Early and late dates, slack and the critical chain over the dependencies of tasks.

    The textbook method: durations and dependencies only, unless an option says otherwise. Durations come from planned
    start and end, else from a default by kind of deliverable, else they are zero; the answer names the rule.
    """
    from graph.record import Record
    from graph.reference import resolve, row_references
    from queries.critical_path import compute, findings_table, what_if
    from queries.language import translator
    from queries.schedule.answer import Options
    from remit.output import write

    record = Record.open(workspace, create=False)
    options = Options(
        first_day=dt.date.fromisoformat(first_day) if first_day else None,
        working_days=working_days,
        respect_starts=respect_starts,
        deadlines=deadlines,
        target=resolve(record, target, plan) if target else None,
    )
    if delay:
        frame = what_if(
            record, list(delay), plan=plan, include=include, min_confidence=min_confidence, options=options
        )
        frame = frame.assign(reference=frame["id"].map(row_references(record, frame["id"])))
        shown = ["reference", *(column for column in frame.columns if column not in ("id", "reference"))]
        write(frame, form, output, lang=lang, columns=shown)
        return
    answer = compute(
        record, plan=plan, include=include, min_confidence=min_confidence, options=options, linked_only=linked_only,
        lang=lang,
    )  # fmt: skip
    if findings:
        frame = findings_table(answer)
        write(frame, form, output, lang=lang, columns=["code", "message"])
        if frame.empty:
            click.echo(translator(lang)("no loop, no link to nothing, no clash"), err=True)
        return
    rows = row_references(record, answer.table["id"])
    shown = ["reference", "duration_days", "early_start", "early_finish", "late_start", "late_finish",
             "total_slack_days", "critical", "driving_predecessor"]  # fmt: skip
    frame = answer.table.assign(reference=answer.table["id"].map(rows))
    if form == "table":  # the data formats keep ids
        frame["driving_predecessor"] = frame["driving_predecessor"].map(rows)
    write(frame, form, output, lang=lang, columns=shown)
    click.echo(f"\n{answer.rule}", err=form != "table")
    if answer.chain:
        chain = " -> ".join(rows[id_] for id_ in answer.chain)
        click.echo(translator(lang)("critical because") + f": {chain}", err=form != "table")
    for finding in answer.findings:
        click.echo(f"{finding.code}: {finding.message}", err=True)
        for link in finding.links:
            click.echo(f"    {link}", err=True)
