"""`remit deadlines`."""

from __future__ import annotations

from pathlib import Path

import click

from remit.options import DAY, answers, fail, plan_option, told


@click.command(name="deadlines")
@plan_option
@click.option("--agency", help="Only what this agency or group leads.")
@click.option("--since", type=DAY, metavar="DATE", help="Last day not before this.")
@click.option("--until", type=DAY, metavar="DATE", help="Last day not after this.")
@click.option(
    "--as-of", type=DAY, metavar="DATE", help="The day from which overdue and due soon are told, and leads held."
)
@click.option(
    "--kind", "kinds", multiple=True, help="Only milestones of this kind; may be repeated.",
    type=click.Choice(["date", "month", "quarter", "year", "range", "recurring", "ongoing", "done", "external"]),
)  # fmt: skip
@click.option(
    "--status", type=click.Choice(["overdue", "due soon", "open", "done", "without a day"]), help="Only these."
)
@click.option("--ics", metavar="FOLDER", help="Write iCalendar files, one an agency.")
@answers
def command(
    workspace: str, form: str, output: str | None, lang: str | None, plan: str | None, agency: str | None,
    since: str | None, until: str | None, as_of: str | None, kinds: tuple[str, ...], status: str | None,
    ics: str | None,
) -> None:  # fmt: skip
    """The calendar: deadlines by day, overdue and due soon, rhythms and reporting duties apart."""
    from graph.record import Record
    from queries.deadlines import deadlines
    from remit.output import write

    record = Record.open(workspace, create=False)
    frame = deadlines(
        record, plan=plan, agency=agency, since=since, until=until, as_of=as_of, kinds=kinds or None, status=status
    )
    if ics:
        from queries.ics import read_deadlines, write_calendars

        written = write_calendars(read_deadlines(frame), Path(ics))
        click.echo(told("{n} calendars written to {folder}", lang, n=len(written), folder=ics), err=True)
    write(frame, form, output, lang=lang, columns=["reference", "name", "lead", "text", "kind", "end", "status"])
    if frame.empty:
        fail(told("no deadline here", lang), 1)
