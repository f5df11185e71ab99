"""`remit import`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from remit.options import answers


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--password", envvar="REMIT_FILE_PASSWORD", help="For encrypted files (or REMIT_FILE_PASSWORD).")
@click.option("--map", "mapping", multiple=True, metavar="HEADING=ROLE", help="What a work list's heading means.")
@answers
def command(
    workspace: str, form: str, output: str | None, lang: str | None, files: tuple[str, ...], password: str | None,
    mapping: tuple[str, ...],
) -> None:  # fmt: skip
    """Read plans into the workspace; ends with the account of each document."""
    from graph.record import Record
    from importers.account import refused
    from importers.blocks import UnreadableError
    from importers.pipeline import import_file
    from remit.output import write_rows

    record = Record.open(workspace)
    results: list[dict[str, Any]] = []
    with click.progressbar(files, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        for name in bar:
            path = Path(name)
            try:
                results.append(import_file(record, path, password=password, mapping=mapping))
            except UnreadableError as error:
                results.append(refused(path.name, str(error)))
                click.echo(str(error), err=True)
    if form == "table":
        for result in results:
            click.echo(_account(result))
    else:
        write_rows(results, form, output)
    if any(result["result"] == "refused" for result in results):
        sys.exit(2)


def _account(result: dict[str, Any]) -> str:
    if result["result"] == "refused":
        return f"{result['source_file']}: refused"
    counts = f"{result['tasks']} tasks, {result['indicators']} indicators, {result['sections']} sections"
    levels: dict[str, int] = {}
    for flag in result["flags"]:
        levels[flag["level"]] = levels.get(flag["level"], 0) + 1
    noticed = (
        ", ".join(f"{n} {level}{'s' if n > 1 else ''}" for level, n in sorted(levels.items())) or "nothing in doubt"
    )
    return (
        f"{result['source_file']}: {result['result']} as {result['document']}\n"
        f'  {counts}\n  {noticed}; `remit status --document "{result["document"]}"` lists them'
    )
