"""`remit cascade`."""

from __future__ import annotations

import click

from remit.options import answers


@click.command(name="cascade")
@click.argument("parent")
@click.argument("child")
@click.option("--threshold", type=float, help="The least similarity for a task to be taken over.")
@answers
def command(
    workspace: str, form: str, output: str | None, lang: str | None, parent: str, child: str, threshold: float | None
) -> None:
    """What became in CHILD of each task of PARENT: taken over, split, handed on, earlier, later, weakened, missing."""
    from graph.record import Record
    from queries.overlaps import cascade
    from remit.output import write

    frame = cascade(Record.open(workspace, create=False), parent, child, threshold=threshold, lang=lang)
    shown = ["parent_reference", "status", "children_references", "changes", "parent_name"]
    write(frame, form, output, lang=lang, columns=shown)
