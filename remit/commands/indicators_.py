"""`remit indicators`."""

from __future__ import annotations

import click

from remit.options import answers, fail, told


@click.command(name="indicators")
@click.option("--plan", multiple=True, metavar="REF", help="Only this plan (its number, id or file); may be repeated.")
@click.option("--same", is_flag=True, help="Measures that several indicators stand for, and where plans disagree.")
@click.option("--conflicts", is_flag=True, help="With --same: only measures on which plans disagree.")
@click.option("--missed", is_flag=True, help="Only indicators whose result misses its target.")
@answers
def command(
    workspace: str, form: str, output: str | None, lang: str | None, plan: tuple[str, ...], same: bool,
    conflicts: bool, missed: bool,
) -> None:  # fmt: skip
    """Targets by horizon side by side, results against them, and how far there is to go.

    The gap is the last target minus the latest known number (a result, else the baseline), turned round for "at
    most": positive is still to go.
    """
    from graph.record import Record
    from queries.indicators import indicators, measures, side_by_side, wide
    from remit.output import write

    record = Record.open(workspace, create=False)
    plans = list(plan) or None
    if same:
        frame = measures(record, plan=plans)
        frame = frame[frame["conflicts"].map(bool)].reset_index(drop=True) if conflicts else frame
        write(side_by_side(frame, lang) if form == "table" else frame, form, output, lang=lang)
    else:
        frame = indicators(record, plan=plans)
        frame = frame[frame["verdict"] == "missed"].reset_index(drop=True) if missed else frame
        write(wide(frame) if form == "table" else frame, form, output, lang=lang)
    if frame.empty:
        fail(told("nothing of this kind here", lang), 1)
