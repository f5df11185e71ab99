"""`remit neo4j push|status|wipe`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypeVar

import click

from remit.login import login, login_options
from remit.options import answers, lang_option, one_sentence, told, workspace_option

Function = TypeVar("Function", bound=Callable[..., Any])

_WRITTEN = (
    "{uri}: {nodes_written} nodes and {links_written} relationships written, {nodes_deleted} and {links_deleted} "
    "deleted, {unchanged} unchanged"
)
_DELETED = "{uri}: {nodes_deleted} nodes and {links_deleted} relationships deleted"


def _server(function: Function) -> Function:
    uri = click.option("--uri", metavar="URI", help="The server (environment: NEO4J_URI): neo4j+s://host:7687.")
    return uri(login_options(function))


@click.group(name="neo4j")
def command() -> None:
    """The graph in a Neo4j database (version 5 or newer): bring it there, compare, take it out.

    neo4j+s:// (a cluster finds its members) or bolt+s:// (one server); without +s only on this machine. Nothing that
    this workspace did not write is touched.
    """


@command.command()
@_server
@workspace_option
@lang_option
@one_sentence
def push(workspace: str, lang: str | None, uri: str | None, user: str, database: str | None, unencrypted: bool) -> None:
    """Write what is missing or has changed, delete what is no longer in the workspace."""
    from graph.cypher.bookmarks import keep
    from graph.cypher.push import push as bring
    from graph.cypher.push import size
    from graph.cypher.server import connect
    from graph.record import Record

    record = Record.open(workspace, create=False)
    with connect(login(uri, user, database, unencrypted, lang)) as server:
        with click.progressbar(length=size(record), file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
            done = bring(record, server, progress=bar.update)
        keep(record, server.login.uri, server.bookmarks())
        click.echo(told(_WRITTEN, lang, uri=server.login.uri, **asdict(done)))
        _tell_kept(done.kept, lang)


@command.command()
@_server
@answers
def status(
    workspace: str, form: str, output: str | None, lang: str | None, uri: str | None, user: str, database: str | None,
    unencrypted: bool,
) -> None:  # fmt: skip
    """How the database differs from the workspace, by label and relationship type; exit code 1 where it does."""
    from graph.cypher.push import compare
    from graph.cypher.server import connect
    from graph.record import Record
    from remit.output import write

    with connect(login(uri, user, database, unencrypted, lang)) as server:
        frame = compare(Record.open(workspace, create=False), server)
    frame = frame[(frame["record"] > 0) | (frame["there"] > 0)]
    write(frame, form, output, lang=lang)
    if frame[["missing", "changed", "stale"]].to_numpy().any():
        sys.exit(1)


@command.command()
@_server
@click.option("--yes", is_flag=True, help="Do not ask.")
@workspace_option
@lang_option
@one_sentence
def wipe(
    workspace: str, lang: str | None, uri: str | None, user: str, database: str | None, unencrypted: bool, yes: bool
) -> None:
    """Take everything this workspace wrote out of the database again."""
    from graph.cypher.bookmarks import keep
    from graph.cypher.push import wipe as take_out
    from graph.cypher.server import connect
    from graph.record import Record

    record = Record.open(workspace, create=False)
    with connect(login(uri, user, database, unencrypted, lang)) as server:
        if not yes:
            question = told("Delete what {workspace} wrote to {uri}?", lang, workspace=workspace, uri=server.login.uri)
            click.confirm(question, abort=True, err=True)
        done = take_out(record, server)
        keep(record, server.login.uri, [])
        click.echo(told(_DELETED, lang, uri=server.login.uri, **asdict(done)))
        _tell_kept(done.kept, lang)


def _tell_kept(kept: int, lang: str | None) -> None:
    if kept:
        click.echo(told("{kept} nodes stay: others have joined something to them", lang, kept=kept), err=True)
