"""`remit audit`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from remit.options import answers, told

if TYPE_CHECKING:
    import pandas as pd


@click.command(name="audit")
@click.option("--plan", multiple=True, metavar="REF", help="Only this plan (its number, id or file); may be repeated.")
@click.option("--level", type=click.Choice(["error", "warning", "note"]), help="Leave lesser levels out.")
@click.option("--code", "codes", multiple=True, metavar="CODE", help="Only this check; may be repeated.")
@click.option("--summary", is_flag=True, help="Count the findings of each code.")
@click.option("--explain", is_flag=True, help="Print Cypher that finds what a pattern shows, instead.")
@click.option("--strict", is_flag=True, help="Exit 1 when errors or warnings stand that nobody accepted.")
@answers
def command(
    workspace: str, form: str, output: str | None, lang: str | None, plan: tuple[str, ...], level: str | None,
    codes: tuple[str, ...], summary: bool, explain: bool, strict: bool,
) -> None:  # fmt: skip
    """What in the plans cannot be right, what is missing, what is worth knowing.

    Three levels: error (two statements cannot both hold), warning (missing, or to be asked about), note. The page
    docs/audit.md says what each code means. `remit decide accept CODE NODE --because ...` accepts a finding.
    """
    if explain:
        from queries.explain import explain as text_of

        click.echo(text_of("audit", "audit_deadlines"))
        return
    from graph.record import Record
    from queries.audit import audit, counted, open_findings
    from remit.output import write

    record = Record.open(workspace, create=False)
    frame = audit(record, plan=list(plan) or None, level=level, codes=list(codes) or None, lang=lang)
    shown = ["level", "code", "references", "source_file", "source_lines", "message", "accepted"]
    if summary:
        write(counted(frame, lang), form, output, lang=lang)
    else:
        write(_short(frame) if form == "table" else frame, form, output, lang=lang, columns=shown)
    left = open_findings(frame)
    click.echo(told("{n} findings, {left} errors and warnings not accepted", lang, n=len(frame), left=left), err=True)
    if strict and left:
        sys.exit(1)


def _short(frame: pd.DataFrame) -> pd.DataFrame:
    """For a table: only the node a finding is about, and its first line."""
    return frame.assign(references=frame["references"].str[0], source_lines=frame["source_lines"].str[0])
