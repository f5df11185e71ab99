"""`remit clarity`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from remit.options import answers, fail, told

if TYPE_CHECKING:
    import pandas as pd

POINTS = ("person", "work", "time", "responsibility", "product", "authority")


@click.command(name="clarity")
@click.option("--plan", multiple=True, metavar="REF", help="Only this plan (its number, id or file); may be repeated.")
@click.option("--by", type=click.Choice(["agency", "section", "plan"]), help="A summary instead of the tasks.")
@click.option("--weight", "weights", multiple=True, metavar="POINT=NUMBER", help="What a point counts for (default 1).")
@click.option("--rules", type=click.Path(exists=True, dir_okay=False), help="A TOML file with lists of your own.")
@click.option("--top", type=int, metavar="N", help="Only the N vaguest.")
@click.option("--explain", is_flag=True, help="Print the Cypher that gives the base figures instead.")
@answers
def command(
    workspace: str, form: str, output: str | None, lang: str | None, plan: tuple[str, ...], by: str | None,
    weights: tuple[str, ...], rules: str | None, top: int | None, explain: bool,
) -> None:  # fmt: skip
    """How clearly each task says who, what, when, with whom, which product and whose approval; the vaguest first.

    Six points, each met or not with its reason: person (one named lead), work (an action on an object), time (a hard
    date or period), responsibility (lead and coordination told apart), product (a thing one can hold in hand),
    authority (who approves it is named). The score is the share of the weights met. docs/clarity.md has the rules.
    """
    from graph.record import Record
    from queries.clarity import clarity, summary
    from queries.scope import names_apart
    from remit.output import write

    if explain:
        from queries.explain import explain as text_of

        click.echo(text_of("clarity"))
        return
    record = Record.open(workspace, create=False)
    frame = clarity(record, plan=list(plan) or None, weights=_weights(weights, lang), rules=rules, lang=lang)
    if frame.empty:
        fail(told("no task here", lang), 1)
    if by:
        frame = summary(record, frame, by)
        if by == "agency" and form == "table":
            frame["name"] = frame["key"].map(names_apart(record, frame["key"]))
        write(frame.head(top) if top else frame, form, output, lang=lang, columns=["name", "tasks", "score", *POINTS])
        return
    frame = frame.head(top) if top else frame
    shown = ["reference", "score", *POINTS, "name"]
    write(_short(frame) if form == "table" else frame, form, output, lang=lang, columns=shown)


def _weights(given: tuple[str, ...], lang: str | None) -> dict[str, float]:
    found = {}
    for text in given:
        point, _, number = text.partition("=")
        try:
            found[point.strip()] = float(number)
        except ValueError:
            fail(told("--weight {text}: write it as time=2", lang, text=text), 2)
    return found


def _short(frame: pd.DataFrame) -> pd.DataFrame:
    """For a table: a point as yes or no."""
    return frame.assign(**{point: [verdict["met"] for verdict in frame[point]] for point in POINTS})
