"""`remit dependencies`."""

from __future__ import annotations

import click

from remit.options import answers, fail, plan_option, told


@click.command(name="dependencies")
@plan_option
@click.option("--include", multiple=True, type=click.Choice(["inferred"]), help="Also links that a rule inferred.")
@click.option("--min-confidence", type=float, default=0.8, show_default=True, help="Of links found by a rule.")
@click.option("--stated", "only_stated", is_flag=True, help="Only what texts state: who acts, what is awaited.")
@answers
def command(
    workspace: str, form: str, output: str | None, lang: str | None, plan: str | None, include: tuple[str, ...],
    min_confidence: float, only_stated: bool,
) -> None:  # fmt: skip
    """Which task waits for which: declared, stated in the text, or (when asked for) inferred by a named rule.

    What a text states without naming a task of the workspace stands there with no task to wait for.
    """
    from graph.record import Record
    from graph.reference import references
    from queries.dependencies import dependencies, stated
    from remit.output import write

    record = Record.open(workspace, create=False)
    if only_stated:
        frame = stated(record, plan=plan)
        if form == "table":  # the data formats keep ids
            frame["target"] = frame["target"].map(references(record))
        shown = ["reference", "rule", "words", "actor", "target", "confidence", "source_line"]
    else:
        frame = dependencies(record, plan=plan, include=include, min_confidence=min_confidence)
        named = references(record)
        frame = frame.assign(reference=frame["source"].map(named), waits_for=frame["target"].map(named))
        shown = ["reference", "waits_for", "origin", "rule", "confidence", "link", "lag_days", "text"]
    write(frame, form, output, lang=lang, columns=shown)
    if frame.empty:
        fail(told("no task waits for another here", lang), 1)
