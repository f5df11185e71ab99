"""`remit decisions`."""

from __future__ import annotations

import click

from remit.options import answers, fail, lang_option, one_sentence, plan_option, told, workspace_option


@click.group(name="decisions", invoke_without_command=True)
@click.pass_context
@click.option("--all", "undone", is_flag=True, help="Also those undone.")
@plan_option
@answers
def command(
    ctx: click.Context, workspace: str, form: str, output: str | None, lang: str | None, plan: str | None, undone: bool
) -> None:
    """The judgements in force; export, import, undo."""
    ctx.obj = workspace
    if ctx.invoked_subcommand:
        return
    from dataclasses import asdict

    import pandas as pd

    from graph.judgements import Judgement, everything, standing
    from graph.part import Part
    from graph.record import Record
    from graph.reference import find_document, references
    from queries.scope import called
    from remit.output import write

    record = Record.open(workspace, create=False)
    found = everything(record) if undone else standing(record)
    if plan:
        refs, ids = references(record), Part(record, find_document(record, plan)).ids
        named = ids | {refs[id_] for id_ in ids if id_ in refs}  # a finding is accepted by either
        found = [j for j in found if j.a in named or j.b in named]
    frame = pd.DataFrame([asdict(j) for j in found], columns=list(Judgement.__dataclass_fields__))
    shown = ["id", "kind", "a", "decision", "b", "because", "person", "decided_at", *(["undone_at"] if undone else [])]
    if form == "table":  # the points of clarity have a person as well, in another sense
        names = called(record, [*frame["a"], *frame["b"]])
        frame = frame.assign(a=frame["a"].map(names), b=frame["b"].map(names)).rename(columns={"person": "decided_by"})
        shown[6] = "decided_by"
    write(frame, form, output, lang=lang, columns=shown)
    if frame.empty:
        click.echo(told("no judgement is in force", lang), err=True)


@command.command("export")
@click.argument("file", type=click.Path(dir_okay=False))
@workspace_option
@lang_option
@one_sentence
def export(workspace: str, lang: str | None, file: str) -> None:
    """Write the judgements in force to a CSV file."""
    from graph.judgements import export_csv
    from graph.record import Record

    written = export_csv(Record.open(workspace, create=False), file)
    click.echo(told("{n} judgements written", lang, n=written), err=True)


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@workspace_option
@lang_option
@one_sentence
def import_(workspace: str, lang: str | None, file: str) -> None:
    """Take judgements from a CSV file; one that contradicts another is refused with both shown, and none is taken."""
    from graph.applying import settle
    from graph.judgements import import_csv
    from graph.record import Record
    from importers.pipeline import rebuild

    record = Record.open(workspace, create=False)
    taken = import_csv(record, file)
    rebuild(record)
    settle(record)
    click.echo(told("{n} judgements taken", lang, n=taken), err=True)


@command.command("undo")
@click.argument("id", type=int)
@workspace_option
@lang_option
@one_sentence
def undo(workspace: str, lang: str | None, id: int) -> None:
    """Take a judgement back; it stays in the record as undone."""
    from graph.applying import settle
    from graph.judgements import undo as take_back
    from graph.record import Record
    from importers.pipeline import rebuild

    record = Record.open(workspace, create=False)
    if not take_back(record, id):
        fail(told("{id}: no such decision is in force", lang, id=id), 1)
    rebuild(record)
    settle(record)
    click.echo(told("decision {id} is undone", lang, id=id), err=True)
