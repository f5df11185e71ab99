"""`remit status`."""

from __future__ import annotations

import json

import click

from remit.options import answers, fail


@click.command(name="status")
@click.option(
    "--document", "--plan", "document", metavar="REF", help="The account of one document: repairs, doubts, losses."
)
@answers
def command(workspace: str, form: str, output: str | None, lang: str | None, document: str | None) -> None:
    """What the workspace holds; with --document, the account of one document."""
    from graph.record import Record
    from queries.status import account, documents
    from remit.output import write, write_rows

    record = Record.open(workspace, create=False)
    if document is None:
        frame = documents(record)
        write(
            frame, form, output, lang=lang, columns=["number", "title", "tasks", "indicators", "flags", "source_file"]
        )
        if frame.empty:
            fail("no document has been imported", 1)
        return
    answer = account(record, document)
    if form != "table":
        write_rows([answer], form, output)
        return
    click.echo(f"{answer['document']}  ({answer['source_file']})")
    click.echo(f"  found: {answer['tasks']} tasks, {answer['indicators']} indicators, {answer['sections']} sections")
    for layout in answer["layouts"]:
        click.echo(
            f"  appendix {layout['appendix'] or '-'}: {layout['kind']}s, {layout['layout']} ({layout['reason']})"
        )
    for declared in answer["declared"]:
        words, line = declared["words"], declared["source_line"]
        found = "" if declared["found"] is None else f", found {declared['found']}"
        click.echo(f"  declared: {declared['count']} {declared['what']}{found} (“{words}”, line {line})")
    click.echo(f"  {json.dumps(answer['codes'], ensure_ascii=False)}")
    for flag in answer["flags"]:
        place = flag["source_line"] or "/".join(str(flag[k]) for k in ("source_page", "source_table", "source_row"))
        click.echo(f"  {place:>6}  {flag['level']:6}  {flag['code']:18}  {flag['message']}")
