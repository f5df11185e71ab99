"""`remit import`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from remit.options import answers

if TYPE_CHECKING:
    from graph.record import Record
    from importers.parallel import Progress


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--password", envvar="REMIT_FILE_PASSWORD", help="For encrypted files (or REMIT_FILE_PASSWORD).")
@click.option("--map", "mapping", multiple=True, metavar="HEADING=ROLE", help="What a work list's heading means.")
@click.option(
    "--jobs", "-j", type=click.IntRange(min=1), help="Processes that read (default: the cores, for many files)."
)
@answers
def command(
    workspace: str, form: str, output: str | None, lang: str | None, files: tuple[str, ...], password: str | None,
    mapping: tuple[str, ...], jobs: int | None,
) -> None:  # fmt: skip
    """Read plans into the workspace; ends with the account of each document."""
    from graph.record import Record
    from queries.language import retold
    from remit.output import write_rows

    record = Record.open(workspace)
    results: list[dict[str, Any]] = []
    refused = False
    for result in _imported(record, [Path(name) for name in files], jobs, password=password, mapping=mapping):
        refused |= result["result"] == "refused"
        if result["result"] == "refused":
            click.echo(retold(result["flags"][0]["message"], lang), err=True)
        if form == "table":
            click.echo(_account(result, lang))
        else:
            results.append(result)
    if form != "table":
        write_rows(results, form, output)
    if refused:
        sys.exit(2)


def _imported(record: Record, paths: list[Path], jobs: int | None, **options: Any) -> Iterator[dict[str, Any]]:
    """The answer of each file; for one file without anything that only many need."""
    if len(paths) == 1:
        from importers.account import refused
        from importers.blocks import UnreadableError
        from importers.pipeline import import_file

        try:
            yield import_file(record, paths[0], **options)
        except UnreadableError as error:
            yield refused(paths[0].name, str(error))
        return
    from importers.parallel import import_files

    shown = sys.stderr.isatty()
    for result in import_files(record, paths, jobs=jobs, told=_show if shown else None, **options):
        _clear(shown)  # the answer takes the line of the progress
        yield result
    _clear(shown)


def _show(progress: Progress) -> None:
    """The progress on the last line of the terminal."""
    click.echo(f"\r{progress}\x1b[K", err=True, nl=False)


def _clear(shown: bool) -> None:
    if shown:
        click.echo("\r\x1b[K", err=True, nl=False)


def _account(result: dict[str, Any], lang: str | None) -> str:
    from queries.language import translator

    _ = translator(lang)
    if result["result"] == "refused":
        return f"{result['source_file']}: {_('refused')}"
    levels = Counter(flag["level"] for flag in result["flags"])
    noticed = [
        _(words).format(count=levels[level])
        for level, words in (("doubt", "{count} in doubt"), ("lost", "{count} lost"), ("repair", "{count} repaired"))
        if levels[level]
    ]
    return "\n  ".join(
        (
            f"{result['source_file']}: {_(result['result'])}, {result['document']}",
            _("{tasks} tasks, {indicators} indicators, {sections} sections").format(**result),
            f"{', '.join(noticed) or _('nothing in doubt')}; `remit status --document \"{result['document']}\"`",
        )
    )
