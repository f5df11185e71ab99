"""`remit show`."""

from __future__ import annotations

import click

from remit.headings import heading, words_of
from remit.options import answers, plan_option


@click.command(name="show")
@click.argument("ref")
@click.option("--as-of", metavar="DATE", help="Also who holds the task on this day.")
@plan_option
@answers
def command(
    workspace: str, form: str, output: str | None, lang: str | None, plan: str | None, ref: str, as_of: str | None
) -> None:
    """A node with its properties, links and evidence.

    REF is an id, a document's number, or a row of it: "101/KH-UBND II.36".
    """
    from graph.record import Record
    from queries.show import show
    from remit.output import write_rows

    answer = show(Record.open(workspace, create=False), ref, plan=plan, as_of=as_of)
    if form == "table":
        click.echo(_page(answer, lang))
    else:
        write_rows([answer], form, output)


def _page(answer: dict[str, object], lang: str | None) -> str:
    from queries.language import translator

    _ = translator(lang)
    properties, links, evidence = answer["properties"], answer["links"], answer["evidence"]
    assert isinstance(properties, dict) and isinstance(links, list) and isinstance(evidence, dict)
    lines = [f"{_(str(answer['label']))}  {answer['id']}", ""]
    shown = {k: v for k, v in properties.items() if v is not None and not k.startswith(("source_", "name_folded"))}
    lines += [f"  {_(heading(k)):18} {v}" for k, v in shown.items()]
    lines += ["", _("links")]
    for link in links:
        arrow = "->" if link["direction"] == "out" else "<-"
        lines.append(f"  {arrow} {_(words_of(link['type'])):16} {_(link['label']):11} {link['name'] or link['id']}")
    holders = answer.get("holders", [])
    assert isinstance(holders, list)
    for held in holders:
        steps = "; ".join(held["steps"])
        duty = _(words_of(held["type"]))
        lines.append(f"  {duty:16} {held['name']} ({held['way']}{': ' + steps if steps else ''})")
    parts = [(k.removeprefix("source_"), v) for k, v in evidence.items() if v is not None and k != "text"]
    place = ", ".join(f"{_(k)} {v}" for k, v in parts)
    lines += ["", f"{_('read from')}  {place}" if place else _("named by links only"), *_quoted(evidence.get("text"))]
    return "\n".join(lines)


def _quoted(text: object) -> list[str]:
    return [f"  | {line}" for line in str(text).splitlines()] if text else []
