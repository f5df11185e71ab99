"""`remit review`."""

from __future__ import annotations

import click

from remit.options import answers, fail, plan_option, told


@click.command(name="review")
@click.argument("what", type=click.Choice(["agencies"]))
@click.option("--least", type=float, default=85.0, show_default=True, help="Likeness of the names in percent.")
@plan_option
@answers
def command(
    workspace: str, form: str, output: str | None, lang: str | None, plan: str | None, what: str, least: float
) -> None:
    """Suggestions for a person to judge, with score and reasons; `remit decide` records the judgement."""
    from graph.record import Record
    from queries.review import review_agencies
    from remit.output import write

    frame = review_agencies(Record.open(workspace, create=False), plan=plan, least=least, lang=lang)
    write(frame, form, output, lang=lang, columns=["a_name", "b_name", "score", "reasons", "a", "b"])
    if frame.empty:
        fail(told("nothing is alike enough to judge", lang), 1)
