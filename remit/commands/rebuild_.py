"""`remit rebuild`."""

from __future__ import annotations

import click

from remit.options import lang_option, one_sentence, told, workspace_option


@click.command(name="rebuild")
@workspace_option
@lang_option
@one_sentence
def command(workspace: str, lang: str | None) -> None:
    """Make the graph again from the rows and judgements in the record."""
    from graph.record import Record
    from importers.pipeline import rebuild

    count = rebuild(Record.open(workspace, create=False))
    click.echo(told("{n} documents made again", lang, n=count), err=True)
