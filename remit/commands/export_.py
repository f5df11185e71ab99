"""`remit export`."""

from __future__ import annotations

from pathlib import Path

import click

from remit.options import lang_option, one_sentence, plan_option, told, workspace_option


@click.command(name="export")
@click.option(
    "--format", "-f", "form", type=click.Choice(["jsonl", "csv", "xlsx", "graphml", "gexf"]), default="jsonl",
    show_default=True,
)  # fmt: skip
@click.option("--output", "-o", required=True, metavar="PATH", help="A folder for jsonl and csv, else a file.")
@click.option("--exact", is_flag=True, help="CSV as it is, without the guard against formulas: for machines.")
@plan_option
@workspace_option
@lang_option
@one_sentence
def command(
    workspace: str, lang: str | None, plan: str | None, form: str, output: str, exact: bool
) -> None:
    """Write the graph to files: JSON lines and CSV into a folder, a workbook, GraphML or GEXF as a file.

    With --plan only what this plan states, with the agencies and documents it names.
    """
    from graph import exchange
    from graph.part import Graph, Part
    from graph.record import Record
    from graph.reference import find_document

    record, path = Record.open(workspace, create=False), Path(output)
    graph: Graph = Part(record, find_document(record, plan)) if plan else record
    if form == "jsonl":
        exchange.export_jsonl(graph, path)
    elif form == "csv":
        exchange.export_csv(graph, path, exact=exact)
    elif form == "xlsx":
        from remit.workbook import export_xlsx

        export_xlsx(graph, path)
    else:
        exchange.export_network(graph, path, form)
    click.echo(told("written: {path}", lang, path=path), err=True)
