"""`remit find`."""

from __future__ import annotations

import click

from remit.options import answers, fail, plan_option, told


@click.command(name="find")
@click.argument("text")
@click.option("--limit", default=50, show_default=True, help="At most this many, best first.")
@plan_option
@answers
def command(
    workspace: str, form: str, output: str | None, lang: str | None, plan: str | None, text: str, limit: int
) -> None:
    """Search names, titles and texts for TEXT, with or without diacritics."""
    from graph.record import Record
    from queries.find import find
    from remit.output import write

    frame = find(Record.open(workspace, create=False), text, plan=plan, limit=limit)
    write(frame, form, output, lang=lang, columns=["label", "reference", "name", "score"])
    if frame.empty:
        fail(told("nothing found for: {text}", lang, text=text), 1)
