"""`remit status`."""

from __future__ import annotations

from typing import Any

import click

from remit.options import answers, fail, told


@click.command(name="status")
@click.option(
    "--document", "--plan", "document", metavar="REF", help="The account of one document: repairs, doubts, losses."
)
@answers
def command(workspace: str, form: str, output: str | None, lang: str | None, document: str | None) -> None:
    """What the workspace holds; with --document, the account of one document."""
    from graph.record import Record
    from queries.status import account, documents
    from remit.output import write, write_rows

    record = Record.open(workspace, create=False)
    if document is None:
        frame = documents(record)
        write(
            frame, form, output, lang=lang, columns=["number", "title", "tasks", "indicators", "flags", "source_file"]
        )
        if frame.empty:
            fail(told("no document has been imported", lang), 1)
        return
    answer = account(record, document)
    if form != "table":
        write_rows([answer], form, output)
        return
    click.echo(_page(answer, lang))


def _page(answer: dict[str, Any], lang: str | None) -> str:
    """The account as people read it."""
    from queries.language import retold, translator

    _ = translator(lang)
    found = _("{tasks} tasks, {indicators} indicators, {sections} sections").format(**answer)
    lines = [f"{answer['document']}  ({answer['source_file']})", f"  {_('found')}: {found}"]
    for layout in answer["layouts"]:
        kind, reason = _(f"{layout['kind']}s"), retold(layout["reason"], lang)
        table = f"{_('appendix')} {layout['appendix']}" if layout["appendix"] else _("table")
        lines.append(f"  {table}: {kind}, {_(layout['layout'])} ({reason})")
    for declared in answer["declared"]:
        counted = "" if declared["found"] is None else f", {_('found')} {declared['found']}"
        line = declared["source_line"]
        place = f"“{declared['words']}”" + (f", {_('line')} {line}" if line else "")
        lines.append(f"  {_('declared')}: {declared['count']} {_(declared['what'])}{counted} ({place})")
    counts = ", ".join(f"{code} {count}" for code, count in answer["codes"].items())
    lines.append(f"  {_('codes')}: {counts}" if counts else f"  {_('nothing in doubt')}")
    for flag in answer["flags"]:
        at = flag["source_line"] or "/".join(str(flag[k]) for k in ("source_page", "source_table", "source_row"))
        lines.append(f"  {at:>6}  {_(flag['level']):9}  {flag['code']:18}  {retold(flag['message'], lang)}")
    return "\n".join(lines)
