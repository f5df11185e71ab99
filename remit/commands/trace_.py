"""`remit trace`."""

from __future__ import annotations

import click

from remit.headings import words_of
from remit.options import DAY, answers, plan_option


@click.command(name="trace")
@click.argument("ref")
@click.option("--as-of", type=DAY, metavar="DATE", help="Begin with who holds the task on this day.")
@plan_option
@answers
def command(
    workspace: str, form: str, output: str | None, lang: str | None, plan: str | None, ref: str, as_of: str | None
) -> None:
    """From a task up to the resolution it rests on, link by link, with the words that state each link."""
    from graph.record import Record
    from queries.language import retold, translator
    from queries.scope import names_apart
    from queries.trace import links_upward
    from remit.output import write_rows

    record = Record.open(workspace, create=False)
    links = links_upward(record, ref, plan=plan, as_of=as_of)
    if form != "table":
        write_rows(links, form, output)
        return
    _ = translator(lang)
    names = names_apart(record, (str(link["from"]) for link in links))
    for link in links:
        start = names.get(str(link["from"]), link["from_reference"])
        if link["to"] is None:
            click.echo(f"{link['step']}. {start}: {retold(str(link['note']), lang)}")
            continue
        place = link["source_line"] or "-".join(
            str(link[k]) for k in ("source_page", "source_table", "source_row") if link[k] is not None
        )
        type_ = _(words_of(str(link["type"]), upward=True))
        click.echo(f"{link['step']}. {start} -{type_}-> {link['to_reference']}")
        if link["note"]:
            click.echo(f"     {retold(str(link['note']), lang)}")
        click.echo(f"     “{link['text']}”  ({link['source_file']}:{place})")
