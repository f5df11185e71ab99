"""`remit map`."""

from __future__ import annotations

import click

from remit.options import lang_option, one_sentence, plan_option, told, workspace_option


@click.command(name="map")
@click.argument("view", default="agencies")
@click.argument("subject", required=False)
@click.option("--output", "-o", required=True, metavar="FILE.html", help="Where the map is written.")
@plan_option
@workspace_option
@lang_option
@one_sentence
def command(
    workspace: str, lang: str | None, plan: str | None, view: str, subject: str | None, output: str
) -> None:
    """Write an HTML map that opens without a network.

    VIEW is agencies (who leads and coordinates what), plan (document, sections, tasks, leads), lineage (documents and
    what they rest on), overlaps, critical-path, agency NAME (all one agency answers for) or trace REF.
    """
    from graph.record import Record
    from viz.maps import write_map

    record = Record.open(workspace, create=False)
    picture = write_map(record, view, output, subject=subject, plan=plan, lang=lang)
    for note in picture.notes:
        click.echo(note, err=True)
    click.echo(told("written: {path}", lang, path=output), err=True)
