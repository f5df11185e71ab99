"""A Neo4j server: the connection, its errors in one sentence each, and reading from it."""

from __future__ import annotations

import ipaddress
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

import neo4j
from neo4j import exceptions

from graph.cypher.answer import ROW_LIMIT, TIME_LIMIT, Answer, CypherError, CypherTimeoutError
from graph.cypher.guard import check
from graph.errors import RemitError

OLDEST: Final = 5
"""The oldest major version of Neo4j whose Cypher the statements are written in."""

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # else what it logs stands beside our one sentence

SCHEMES: Final = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")

_MARKS: Final = ("workspace", "digest")


class ServerError(RemitError):
    """The server cannot be used; the message is one sentence that names it and the reason."""


@dataclass(frozen=True, slots=True)
class Login:
    """Where the server is and who asks. `unencrypted` allows sending the password in the clear to another machine."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str | None = None
    unencrypted: bool = False


class Server:
    """An open connection. Sessions share their bookmarks, so that on a cluster a read sees the writes before it."""

    def __init__(self, driver: neo4j.Driver, login: Login, bookmarks: list[str] | None = None) -> None:
        self.driver = driver
        self.login = login
        known = neo4j.Bookmarks.from_raw_values(bookmarks or [])
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager(initial_bookmarks=known)

    def session(self, *, reading: bool = False) -> neo4j.Session:
        """A session whose reads see what this connection wrote."""
        mode = neo4j.READ_ACCESS if reading else neo4j.WRITE_ACCESS
        return self.driver.session(
            database=self.login.database, bookmark_manager=self._bookmarks, default_access_mode=mode
        )

    def bookmarks(self) -> list[str]:
        """The marks of the last writes, for a later connection."""
        return sorted(str(mark) for mark in self._bookmarks.get_bookmarks())

    def run(
        self,
        text: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        seconds: float = TIME_LIMIT,
        limit: int = ROW_LIMIT,
    ) -> Answer:
        """Run one reading statement in a transaction that may only read, at most `seconds` long, keeping at most
        `limit` rows. Raises RefusedCypherError, CypherTimeoutError, CypherError or ServerError."""
        check(text)

        @neo4j.unit_of_work(timeout=seconds)
        def work(transaction: neo4j.ManagedTransaction) -> Answer:
            result = transaction.run(text, dict(parameters or {}))
            columns = list(result.keys())
            rows = [[_plain(value) for value in record.values()] for record in result.fetch(limit)]
            return Answer(columns, rows, result.peek() is not None)

        with explained(self.login):
            try:
                with self.session(reading=True) as session:
                    return session.execute_read(work)
            except exceptions.Neo4jError as error:
                if "Bookmark" not in str(error.code):
                    raise
            # A bookmark of another time: the server was set up anew since, and there is nothing to wait for.
            self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
            with self.session(reading=True) as session:
                return session.execute_read(work)

    def workspaces(self) -> int:
        """How many workspaces were pushed to the database: a question is asked of all of them."""
        answer = self.run("MATCH (d:Document) RETURN count(DISTINCT d.workspace) AS n")
        return int(answer.rows[0][0])


@contextmanager
def connect(login: Login, *, bookmarks: list[str] | None = None, patience: float = 30) -> Iterator[Server]:
    """Open a connection and close it at the end, after making sure that the server answers, lets the user in and is
    not older than OLDEST. A transaction that fails for a passing reason is tried again for `patience` seconds.

    Raises ServerError."""
    _check_address(login)
    with explained(login):
        driver = neo4j.GraphDatabase.driver(
            login.uri,
            auth=(login.user, login.password),
            user_agent="remit",
            connection_timeout=10,
            max_transaction_retry_time=patience,
            notifications_min_severity="OFF",
        )
    with driver:
        with explained(login):
            require_version(driver.get_server_info().agent, login.uri)
        yield Server(driver, login, bookmarks)


def require_version(agent: str, uri: str) -> None:
    """Raise ServerError when the server names itself ("Neo4j/4.4.12") as older than OLDEST."""
    match = re.match(r"Neo4j/(\d+)", agent)
    if match and int(match[1]) < OLDEST:
        there = agent.replace("/", " ")
        raise ServerError(
            "{uri}: the server is {there}; remit needs Neo4j {oldest} or newer", uri=uri, there=there, oldest=OLDEST
        )


def _check_address(login: Login) -> None:
    try:
        parts = urlsplit(login.uri)
        known = parts.scheme in SCHEMES and parts.hostname and parts.port != 0
    except ValueError:  # a port that is no number
        known = False
    if not known or not parts.hostname:
        raise ServerError("{uri}: not the address of a Neo4j server (such as neo4j+s://host:7687)", uri=login.uri)
    if parts.username or parts.password:
        raise ServerError("the address of the server may not hold a password: set NEO4J_USERNAME and NEO4J_PASSWORD")
    if "+" not in parts.scheme and not login.unencrypted and not _is_here(parts.hostname):
        raise ServerError(
            "{uri}: would send the password unencrypted to another machine; use {scheme}+s://, or --unencrypted on a "
            "network you trust",
            uri=login.uri,
            scheme=parts.scheme,
        )


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def explained(login: Login) -> Iterator[None]:
    """Turn what the driver raises into one sentence."""
    try:
        yield
    except (exceptions.Neo4jError, exceptions.DriverError) as error:
        raise _sentence(error, login) from error


def _sentence(error: Exception, login: Login) -> RemitError:
    code = str(getattr(error, "code", None) or "")
    said = " ".join(str(getattr(error, "message", None) or error).split())
    known = next((text for pattern, text in _BY_CODE.items() if re.search(pattern, code)), None)
    if known is None and "TransactionTimedOut" in code:
        return CypherTimeoutError("the question took longer than it may")
    if known is None and ".Statement." in code:
        return CypherError(said)
    text = known or _unreached(error, said, login.uri)
    return ServerError(text, uri=login.uri, user=login.user, database=login.database, said=said, oldest=OLDEST)


def _unreached(error: Exception, said: str, uri: str) -> str:
    """What is wrong with the connection itself."""
    if isinstance(error, exceptions.UnsupportedServerProduct) or "does not support" in said or "handshake" in said:
        return "{uri}: no Neo4j {oldest} or newer answers there ({said})"
    if "ncrypted connection" in said or "ertificate" in said:
        return "{uri}: no encrypted connection; does the server offer TLS with a certificate trusted here? ({said})"
    if "routing information" in said and "+s" in uri.partition("://")[0]:  # the driver tells no more than this
        return "{uri}: no server answers there over TLS: it is down, offers none, or has a certificate not trusted " \
            "here (neo4j+ssc:// takes any) ({said})"
    if isinstance(error, exceptions.ServiceUnavailable | exceptions.SessionExpired):
        return "{uri}: no server answers there, or it broke off ({said})"
    return "{uri}: {said}"


_BY_CODE: Final = {
    r"Security\.Unauthorized": "{uri}: wrong user name or password for {user}",
    r"Security\.AuthenticationRateLimit": "{uri}: too many wrong passwords; the server makes {user} wait",
    r"Security\.CredentialsExpired": "{uri}: the password of {user} has expired and must be changed first",
    r"Security\.Forbidden|Statement\.AccessMode|General\.(Forbidden|ReadOnly|WriteOnReadOnly)|DatabaseAccessMode|"
    r"Cluster\.NotALeader|Database\.(ReadOnly|.*AccessMode)": "{uri}: {user} may only read here ({said})",
    r"Database\.DatabaseNotFound": "{uri}: there is no database {database}",
}


def _plain(value: Any) -> Any:
    """Nodes and relationships as their properties (without a push's marks), paths as their nodes, times as text."""
    if isinstance(value, neo4j.graph.Node | neo4j.graph.Relationship):
        return {key: _plain(item) for key, item in sorted(value.items()) if key not in _MARKS}
    if isinstance(value, neo4j.graph.Path):
        return [_plain(node) for node in value.nodes]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.iso_format() if hasattr(value, "iso_format") else value
