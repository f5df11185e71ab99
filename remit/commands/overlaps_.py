"""`remit overlaps`."""

from __future__ import annotations

import click

from remit.options import answers, fail, plan_option, told


@click.command(name="overlaps")
@plan_option
@click.option("--agency", help="Only pairs with a task this agency leads.")
@click.option("--level", type=click.Choice(["same", "overlapping"]), help="Only pairs of this level.")
@click.option(
    "--between", type=click.Choice(["any", "documents", "appendices"]), default="any", show_default=True,
    help="Pairs of two documents, or of two appendices of one.",
)  # fmt: skip
@click.option("--threshold", type=float, help="The least similarity: 0.46, of more than 3,000 tasks 0.7.")
@click.option("--groups", is_flag=True, help="Groups of more than two tasks instead of pairs.")
@answers
def command(
    workspace: str, form: str, output: str | None, lang: str | None, plan: str | None, agency: str | None,
    level: str | None, between: str, threshold: float | None, groups: bool,
) -> None:  # fmt: skip
    """Pairs of tasks that ask for the same duty, with the reasons, most certain first."""
    from graph.record import Record
    from graph.reference import references
    from queries.overlaps import overlaps
    from remit.output import write

    record = Record.open(workspace, create=False)
    frame = overlaps(
        record, plan=plan, agency=agency, level=level, between=between, threshold=threshold, lang=lang,  # type: ignore[arg-type]
    )
    if groups:
        from queries.overlap.search import groups as grouped

        found = grouped(frame)
        if form == "table":  # the data formats keep ids
            refs = references(record)
            found["members"] = [[refs.get(id_, id_) for id_ in ids] for ids in found["members"]]
        write(found, form, output, lang=lang)
        if found.empty and not frame.empty:
            click.echo(told("no group of more than two tasks", lang), err=True)
    else:
        shown = ["a_reference", "b_reference", "level", "similarity", "reasons", "a_name", "b_name"]
        write(frame, form, output, lang=lang, columns=shown)
    if frame.empty:
        fail(told("no tasks overlap here", lang), 1)
