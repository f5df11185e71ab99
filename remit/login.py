"""Who asks a Neo4j server, from the environment; the password never stands on a command line."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from remit.options import fail, told

if TYPE_CHECKING:
    from graph.cypher.server import Login

Function = TypeVar("Function", bound=Callable[..., Any])


def login_options(function: Function) -> Function:
    """`--user`, `--database` and `--unencrypted`."""
    for decorate in (
        click.option(
            "--unencrypted", is_flag=True, help="Allow bolt:// and neo4j:// to another machine, password in the clear."
        ),
        click.option("--database", envvar="NEO4J_DATABASE", help="Its database (environment: NEO4J_DATABASE)."),
        click.option(
            "--user", envvar="NEO4J_USERNAME", default="neo4j", show_default=True,
            help="Its user (environment: NEO4J_USERNAME); the password is NEO4J_PASSWORD's, or asked for.",
        ),
    ):  # fmt: skip
        function = decorate(function)
    return function


def login(uri: str | None, user: str, database: str | None, unencrypted: bool, lang: str | None = None) -> Login:
    """The login to the server of this address, or of NEO4J_URI; asks for the password where NEO4J_PASSWORD is unset."""
    from graph.cypher.server import Login

    uri = uri or os.environ.get("NEO4J_URI")
    if not uri:
        fail(told("which server? name its address, such as neo4j+s://host:7687, or set NEO4J_URI", lang), 2)
    password = os.environ.get("NEO4J_PASSWORD")
    if password is None:
        asked = told("Password of {user} at {uri}", lang, user=user, uri=uri)
        password = click.prompt(asked, hide_input=True, err=True)
    return Login(uri, user, password, database or None, unencrypted)
