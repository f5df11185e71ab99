"""`remit show`."""

from __future__ import annotations

import click

from remit.headings import heading, words_of
from remit.options import DAY, answers, plan_option


@click.command(name="show")
@click.argument("ref")
@click.option("--as-of", type=DAY, metavar="DATE", help="Also who holds the task on this day.")
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
        click.echo(_page(answer, lang, as_of))
    else:
        write_rows([answer], form, output)


def _page(answer: dict[str, object], lang: str | None, as_of: str | None) -> str:
    from queries.language import retold, translator

    _ = translator(lang)
    properties, links, evidence = answer["properties"], answer["links"], answer["evidence"]
    from remit.output import CODED

    assert isinstance(properties, dict) and isinstance(links, list) and isinstance(evidence, dict)
    lines = [f"{_(str(answer['label']))}  {answer['id']}", ""]
    shown = {k: v for k, v in properties.items() if v is not None and not k.startswith(("source_", "name_folded"))}
    headed = {_(heading(k)): _(str(v)) if k in CODED else v for k, v in shown.items()}
    wide = max((18, *map(len, headed)))
    lines += [f"  {name:{wide}} {value}" for name, value in headed.items()]
    lines += ["", _("links")]
    for link in links:
        arrow = "->" if link["direction"] == "out" else "<-"
        lines.append(f"  {arrow} {_(words_of(link['type'])):16} {_(link['label']):11} {link['name'] or link['id']}")
    holders = answer.get("holders", [])
    assert isinstance(holders, list)
    lines += ["", f"{_('held on')} {as_of}"] if holders else []
    for held in holders:
        steps = "; ".join(retold(step, lang) for step in held["steps"])
        duty = _(words_of(held["type"]))
        lines.append(f"     {duty:16} {held['name']} ({_(held['way'])}{': ' + steps if steps else ''})")
    parts = [(k.removeprefix("source_"), v) for k, v in evidence.items() if v is not None and k != "text"]
    place = ", ".join(f"{_(k)} {v}" for k, v in parts)
    lines += ["", f"{_('read from')}  {place}" if place else _("named by links only"), *_quoted(evidence.get("text"))]
    return "\n".join(lines)


def _quoted(text: object) -> list[str]:
    return [f"  | {line}" for line in str(text).splitlines()] if text else []
