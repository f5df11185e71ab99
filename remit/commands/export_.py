"""`remit export`."""

from __future__ import annotations

from pathlib import Path

import click

from remit.options import lang_option, one_sentence, told, workspace_option


@click.command(name="export")
@click.option(
    "--format", "-f", "form", type=click.Choice(["jsonl", "csv", "xlsx", "graphml", "gexf"]), default="jsonl",
    show_default=True,
)  # fmt: skip
@click.option("--output", "-o", required=True, metavar="PATH", help="A folder for jsonl and csv, else a file.")
@click.option("--exact", is_flag=True, help="CSV as it is, without the guard against formulas: for machines.")
@workspace_option
@lang_option
@one_sentence
def command(workspace: str, lang: str | None, form: str, output: str, exact: bool) -> None:
    """Write the graph to files: JSON lines and CSV into a folder, a workbook, GraphML or GEXF as a file."""
    from graph import exchange
    from graph.record import Record

    record, path = Record.open(workspace, create=False), Path(output)
    if form == "jsonl":
        exchange.export_jsonl(record, path)
    elif form == "csv":
        exchange.export_csv(record, path, exact=exact)
    elif form == "xlsx":
        from remit.workbook import export_xlsx

        export_xlsx(record, path)
    else:
        exchange.export_network(record, path, form)
    click.echo(told("written: {path}", lang, path=path), err=True)
