"""`remit decide`."""

from __future__ import annotations

import json
import sys

import click

from remit.options import DAY, fail, lang_option, one_sentence, told, workspace_option

AGENCY = ("same", "different", "member", "successor")
_DECISIONS = {"confirm": "confirmed", "reject": "rejected", "depends": "declared", "accept": "accepted"}
VERBS = (*AGENCY, "confirm", "reject", "depends", "accept")


@click.command(name="decide")
@click.argument("verb", type=click.Choice(VERBS))
@click.argument("a")
@click.argument("b")
@click.option("--because", default=None, help="The reason (asked for on a terminal); kept with your name and the time.")
@click.option("--by", "person", help="Who decides (default: the login name).")
@click.option("--kind", type=click.Choice(["overlap", "measure", "depends"]), help="What confirm and reject speak of.")
@click.option("--lag", type=int, default=0, show_default=True, help="depends: days between the two.")
@click.option("--link", type=click.Choice(["FS", "SS", "FF", "SF"]), default="FS", show_default=True, help="depends.")
@click.option("--on", type=DAY, metavar="DATE", help="successor: its first day.")
@click.option("--basis", help="successor: the act it rests on.")
@workspace_option
@lang_option
@one_sentence
def command(
    workspace: str, lang: str | None, verb: str, a: str, b: str, because: str | None, person: str | None,
    kind: str | None, lag: int, link: str, on: str | None, basis: str | None,
) -> None:  # fmt: skip
    """Record a judgement on A and B: agencies (same, different, member, successor), pairs of tasks or indicators
    (confirm, reject), a dependency of A on B (depends), or a finding of the audit (accept CODE NODE)."""
    from graph.applying import settle
    from graph.judgements import decide
    from graph.record import Record
    from graph.reference import resolve
    from importers.pipeline import rebuild
    from queries.audit import require_code
    from queries.scope import called

    record = Record.open(workspace, create=False)
    if because is None:
        because = click.prompt("because", err=True) if sys.stdin.isatty() else "no reason given"
    if verb in AGENCY:
        kind, ids = "agency", [_agency(record, a, lang), _agency(record, b, lang)]
    elif verb == "accept":
        require_code(a)
        resolve(record, b)  # that there is such a node
        kind, ids = "finding", [a, b]
    else:
        ids = [resolve(record, a), resolve(record, b)]
        labels = {record.label(id_) for id_ in ids}
        kind = "depends" if verb == "depends" else kind or ("measure" if labels == {"Indicator"} else "overlap")
    decision = _DECISIONS.get(verb, verb)
    detail: dict[str, object] = {}
    if verb == "depends":
        detail = {"lag_days": lag, "link": link}
    elif verb == "successor":
        detail = {"on": on, "basis": basis}
    made = decide(
        record, kind, ids[0], ids[1], decision, because, person=person, detail=json.dumps(detail) if detail else None
    )
    if decision == "same":
        rebuild(record)
    settle(record)
    names = called(record, ids)
    said = "decision {id}: {a} - {decision} - {b}"
    click.echo(
        told(said, lang, id=made.id, a=names[ids[0]], decision=told(decision, lang), b=names[ids[1]]), err=True
    )


def _agency(record: object, text: str, lang: str | None) -> str:
    from graph.record import Record
    from queries.workload import agency_ids

    assert isinstance(record, Record)
    ids = agency_ids(record, text)
    if len(ids) > 1:
        said = "{text}: several agencies have this name; name one by id: {ids}"
        fail(told(said, lang, text=text, ids=", ".join(ids)), 2)
    return ids[0]
