"""`remit cypher`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from remit.login import login, login_options
from remit.options import answers, fail, told

if TYPE_CHECKING:
    from graph.cypher.answer import View
    from graph.cypher.server import Login
    from graph.record import Record


@click.command(name="cypher")
@click.argument("text", required=False)
@click.option("--question", "-q", metavar="NAME", help="Ask one that ships with remit instead of TEXT.")
@click.option("--list", "listed", is_flag=True, help="The questions that ship, with their parameters and texts.")
@click.option("--param", "-p", "params", multiple=True, metavar="NAME=VALUE",
              help="A parameter of the text ($NAME); NAME:=JSON for numbers, lists and null.")  # fmt: skip
@click.option("--neo4j", "uri", is_flag=False, flag_value="", metavar="[URI]",
              help="Ask a Neo4j server (this one, or NEO4J_URI's) instead of the workspace.")  # fmt: skip
@login_options
@click.option("--seconds", type=click.FloatRange(0, 86_400, min_open=True), default=60.0, show_default=True,
              help="Longest time a question may take.")  # fmt: skip
@click.option("--limit", type=click.IntRange(1, 10_000_000), default=100_000, show_default=True,
              help="Most rows that are kept.")  # fmt: skip
@answers
def command(
    workspace: str, form: str, output: str | None, lang: str | None, text: str | None, question: str | None,
    listed: bool, params: tuple[str, ...], uri: str | None, user: str, database: str | None, unencrypted: bool,
    seconds: float, limit: int,
) -> None:  # fmt: skip
    """Ask the graph in Cypher: TEXT (one reading statement), or a question that ships with remit.

    \b
    remit cypher "MATCH (a:Agency)-[:LEADS]->(t:Task) RETURN a.name, count(t) ORDER BY count(t) DESC LIMIT 5"
    remit cypher -q agency_quarters -p agency="so tai chinh"
    remit cypher -q agency_load --neo4j neo4j+s://host:7687
    """
    from graph.cypher.guard import check
    from queries.cypher import ask, questions
    from remit.output import write

    if listed:
        _list(form, output)
        return
    if uri and text is None and not re.fullmatch(r"[\w+]+://\S+", uri):  # `--neo4j "MATCH ..."`: NEO4J_URI's server
        uri, text = "", uri
    if (text is None) == (question is None):
        fail(told("give a text or --question NAME (there are: {known})", lang, known=", ".join(questions())), 2)
    if text is not None:
        check(text)  # before anything is opened
    values = dict(_parameter(one, lang) for one in params)
    record = _record(workspace, uri is not None)
    server = login(uri, user, database, unencrypted, lang) if uri is not None else None
    with _view(record, server) as view:
        if question:
            answer = ask(view, question, values, record=record, seconds=seconds, limit=limit)
        else:
            answer = view.run(text or "", values, seconds=seconds, limit=limit)
        shared = view.workspaces()
    write(answer.frame(), form, output, lang=lang)
    for note in answer.notes:
        click.echo(note, err=True)
    if shared > 1:
        said = "{n} workspaces are in this database; the rows are those of all (each node's `workspace` says whose)"
        click.echo(told(said, lang, n=shared), err=True)
    if answer.cut:
        click.echo(told("cut after {limit} rows; --limit keeps more", lang, limit=limit), err=True)
    if not answer.rows:
        fail(told("no rows", lang), 1)


def _record(workspace: str, remote: bool) -> Record | None:
    """The workspace; a server can also be asked where there is none."""
    from graph.record import Record

    if remote and not Path(workspace).exists():
        return None
    return Record.open(workspace, create=False)


@contextmanager
def _view(record: Record | None, server: Login | None) -> Iterator[View]:
    if server is None:
        from graph.cypher.embedded import EmbeddedGraph

        assert record is not None
        yield EmbeddedGraph(record)
        return
    from graph.cypher.bookmarks import kept
    from graph.cypher.server import connect

    with connect(server, bookmarks=kept(record, server.uri) if record else None) as connection:
        yield connection


def _parameter(text: str, lang: str | None) -> tuple[str, Any]:
    name, mark, value = text.partition("=")
    if not mark or not name.strip(":"):
        fail(told("--param {text}: write NAME=VALUE or NAME:=JSON", lang, text=text), 2)
    if not name.endswith(":"):
        return name, value
    try:
        return name[:-1], json.loads(value)
    except json.JSONDecodeError as error:
        fail(told("--param {text}: not JSON ({error})", lang, text=text, error=error), 2)


def _list(form: str, output: str | None) -> None:
    from queries.cypher import FOLDED, questions
    from remit.output import write_rows

    if form != "table":
        rows = [
            {"name": q.name, "about": q.about, "parameters": q.parameters, "text": q.text} for q in questions().values()
        ]
        write_rows(rows, form, output)
        return
    for asked in questions().values():
        click.echo(f"{asked.name}\n    {asked.about}")
        for name, about in asked.parameters.items():
            click.echo(f"    -p {name.removesuffix(FOLDED)}=...  {about}")
