"""`remit report`."""

from __future__ import annotations

import click

from remit.options import DAY, lang_option, one_sentence, plan_option, told, workspace_option


@click.command(name="report")
@click.option("--output", "-o", required=True, metavar="FILE.html", help="Where the report is written.")
@click.option(
    "--redact",
    is_flag=True,
    help="Leave out persons: who signed, drafted or judged, names after titles, full names with a common family name.",
)
@click.option("--as-of", type=DAY, metavar="DATE", help="The day the calendar is seen from (default: today).")
@plan_option
@workspace_option
@lang_option
@one_sentence
def command(
    workspace: str, lang: str | None, plan: str | None, output: str, redact: bool, as_of: str | None
) -> None:
    """Write one HTML file with every answer: each figure leads to its rows, each row to its words.

    What --redact cannot find: rare family names without a title, given names alone, names in capitals.
    """
    from graph.record import Record
    from viz.report import write_report

    titles = write_report(
        Record.open(workspace, create=False), output, plan=plan, lang=lang, redact=redact, as_of=as_of
    )
    click.echo(told("written: {path}", lang, path=f"{output} ({', '.join(titles)})"), err=True)
