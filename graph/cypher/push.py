"""Bringing a Neo4j database in line with the record: what is missing or differs is written, what is no longer in the
record is deleted, and nothing that this workspace did not write is touched.

A push compares digests, so pushing twice changes nothing, and after a break the next push does what is left. What is
there is listed into a temporary table on disk, and rows go out in batches, so memory does not grow with the graph.
"""

from __future__ import annotations

import hashlib
import sqlite3
import uuid
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import neo4j

from graph.cypher import statements
from graph.cypher.server import Server, explained
from graph.cypher.view import all_ends, count, edge_rows, everything, node_rows
from graph.elements import Value
from graph.record import Record
from graph.schema import NODES

if TYPE_CHECKING:
    import pandas as pd

BATCH: Final = 5_000
"""Rows of one transaction; a row is one node, or one link with the ids of its ends, so this bounds both."""

Row = tuple[Value, ...]
Progress = Callable[[int], object]


@dataclass(slots=True)
class Pushed:
    """What a push did: rows written (new or changed), rows deleted, rows that were there already, and `kept`: nodes
    no longer in the record that stay because others have joined something to them."""

    nodes_written: int = 0
    links_written: int = 0
    nodes_deleted: int = 0
    links_deleted: int = 0
    unchanged: int = 0
    kept: int = 0


def workspace_id(record: Record) -> str:
    """The mark that everything this workspace writes carries; made once and kept in the record."""
    with record.connection as connection:
        connection.execute("INSERT OR IGNORE INTO meta VALUES ('workspace', ?)", (uuid.uuid4().hex,))
        (value,) = connection.execute("SELECT value FROM meta WHERE key = 'workspace'").fetchone()
    return str(value)


def size(record: Record) -> int:
    """How many steps the progress of a push counts: all nodes and relationships of the record."""
    return sum(count(record.connection, what) for what in everything())


def push(record: Record, server: Server, *, batch: int = BATCH, progress: Progress = lambda rows: None) -> Pushed:
    """Bring the database in line with the record; `progress` is called with the number of rows done each time.

    Raises ServerError; what was written until then is whole batches, and the next push completes it.
    """
    mark = workspace_id(record)
    done = Pushed()
    with explained(server.login), _sending(server, mark) as sender, _snapshot(record) as connection:
        for statement in statements.constraints():
            sender.plain(statement)
        sender.plain("CALL db.awaitIndexes(300)")
        for label in NODES:
            _list(connection, sender.listed(statements.list_nodes(label)))
            rows = _differing(connection, node_rows(connection, label), 1, done, progress)
            done.nodes_written += _write(sender, statements.merge_nodes(label), rows, batch, progress)
            _remember_stale(connection, label)
        for ends in all_ends():
            _list(connection, sender.listed(statements.list_edges(ends)))
            rows = _differing(connection, edge_rows(connection, ends), 2, done, progress)
            done.links_written += _write(sender, statements.merge_edges(ends), rows, batch, progress)
            gone = connection.execute("SELECT a, b FROM there WHERE NOT met")
            done.links_deleted += _delete(sender, statements.delete_edges(ends), gone, batch)
        for label in NODES:
            gone = connection.execute("SELECT id FROM stale WHERE label = ?", (label,))
            done.nodes_deleted += _delete(sender, statements.delete_nodes(label), gone, batch)
        (stale,) = connection.execute("SELECT count(*) FROM stale").fetchone()
        done.kept = stale - done.nodes_deleted
    return done


def compare(record: Record, server: Server) -> pd.DataFrame:
    """How the database differs from the record, a row a label and a relationship type between two labels: `name`,
    `record` and `there` (how many), `missing`, `changed`, `stale`. Nothing is written. Raises ServerError."""
    import pandas as pd

    mark = workspace_id(record)
    found = []
    with explained(server.login), _sending(server, mark) as sender, _snapshot(record) as connection:
        for what in everything():
            if isinstance(what, str):
                name, listing, rows, keys = what, statements.list_nodes(what), node_rows(connection, what), 1
            else:
                name, listing = f"{what[1]} {what[0]} {what[2]}", statements.list_edges(what)
                rows, keys = edge_rows(connection, what), 2
            _list(connection, sender.listed(listing))
            same = Pushed()
            differing = sum(1 for _ in _differing(connection, rows, keys, same))
            there, met = connection.execute("SELECT count(*), coalesce(sum(met), 0) FROM there").fetchone()
            changed = met - same.unchanged
            found.append((name, same.unchanged + differing, there, differing - changed, changed, there - met))
    return pd.DataFrame(found, columns=["name", "record", "there", "missing", "changed", "stale"])


def wipe(record: Record, server: Server, *, batch: int = BATCH) -> Pushed:
    """Take everything this workspace wrote out of the database again. Raises ServerError."""
    done = Pushed()
    with explained(server.login), _sending(server, workspace_id(record)) as sender:
        for ends in all_ends():
            while number := sender.number(statements.wipe_edges(ends), batch):
                done.links_deleted += number
        for label in NODES:
            while number := sender.number(statements.wipe_nodes(label), batch):
                done.nodes_deleted += number
            done.kept += sender.number(f"MATCH (n:{label} {{workspace: $workspace}}) RETURN count(n)", 0)
    return done


def digest(row: Row) -> int:
    """A number that tells two rows apart (64 bits, signed as Neo4j's integers are)."""
    return int.from_bytes(hashlib.blake2b(repr(row).encode(), digest_size=8).digest(), "big", signed=True)


class _Sender:
    """Sends batches one after another, each in a managed transaction (the driver retries transient errors only). The
    next batch is read from the record while the server works on the last."""

    def __init__(self, session: neo4j.Session, worker: ThreadPoolExecutor, server: Server, mark: str) -> None:
        self._session = session
        self._worker = worker
        self._server = server
        self._mark = mark
        self._last: Future[int] | None = None

    def send(self, statement: str, rows: list[Any]) -> int:
        """Hand a batch over once the batch before is written; the number that one's statement answered."""
        before = self.wait()
        self._last = self._worker.submit(self._written, statement, rows)
        return before

    def _written(self, statement: str, rows: list[Any]) -> int:
        number = self.number(statement, rows)
        rows.clear()  # the driver's objects refer to one another, and would keep many batches until they are collected
        return number

    def wait(self) -> int:
        """Until everything handed over is written; the number the last statement answered."""
        last, self._last = self._last, None
        return last.result() if last else 0

    def number(self, statement: str, rows: object) -> int:
        """Run a statement in a managed transaction; the single number it answers, 0 where it answers nothing."""

        def work(transaction: neo4j.ManagedTransaction) -> int:
            record = transaction.run(statement, workspace=self._mark, rows=rows).single()
            return int(record[0]) if record else 0

        return self._session.execute_write(work)

    def plain(self, statement: str) -> None:
        """Run a statement about the schema."""
        self._session.run(statement).consume()

    def listed(self, statement: str) -> Iterator[neo4j.Record]:
        """The rows a statement answers, as they come."""
        self.wait()
        with self._server.session() as session:  # not a reading one: on a cluster only the leader knows all
            yield from session.run(statement, workspace=self._mark)


@contextmanager
def _sending(server: Server, mark: str) -> Iterator[_Sender]:
    with server.session() as session, ThreadPoolExecutor(1) as worker:  # the worker ends before its session closes
        sender = _Sender(session, worker, server, mark)
        yield sender
        sender.wait()


@contextmanager
def _snapshot(record: Record) -> Iterator[sqlite3.Connection]:
    """The record as it is now for as long as this takes, with temporary tables that go again at the end."""
    connection = record.connection
    connection.execute("BEGIN")
    try:
        connection.execute(
            "CREATE TEMP TABLE there (a TEXT, b TEXT, digest INTEGER, met INTEGER DEFAULT 0, PRIMARY KEY (a, b)) "
            "WITHOUT ROWID"
        )
        connection.execute("CREATE TEMP TABLE stale (label TEXT, id TEXT)")
        yield connection
    finally:
        connection.execute("ROLLBACK")


def _list(connection: sqlite3.Connection, rows: Iterable[neo4j.Record]) -> None:
    """Note what is there. A link that is there twice (it cannot be) would be noted once."""
    connection.execute("DELETE FROM there")
    connection.executemany(
        "INSERT OR REPLACE INTO there (a, b, digest) VALUES (?, ?, ?)",
        ((values[0], values[1] if len(values) == 3 else "", values[-1]) for values in (row.values() for row in rows)),
    )


def _differing(
    connection: sqlite3.Connection, rows: Iterable[Row], keys: int, done: Pushed, progress: Progress = lambda rows: None
) -> Iterator[list[Value]]:
    """The rows that are not there with the same digest, with their digests; those there at all are marked as met."""
    (any_there,) = connection.execute("SELECT EXISTS (SELECT 1 FROM there)").fetchone()
    same = 0
    for row in rows:
        number = digest(row)
        if any_there:
            key = (row[0], row[1] if keys == 2 else "")
            known = connection.execute("SELECT digest FROM there WHERE a = ? AND b = ?", key).fetchone()
            if known:
                connection.execute("UPDATE there SET met = 1 WHERE a = ? AND b = ?", key)
            if known == (number,):
                same += 1
                if same % BATCH == 0:
                    progress(BATCH)
                continue
        yield [*row, number]
    done.unchanged += same
    progress(same % BATCH)


def _remember_stale(connection: sqlite3.Connection, label: str) -> None:
    connection.execute("INSERT INTO stale SELECT ?, a FROM there WHERE NOT met", (label,))


def _write(sender: _Sender, statement: str, rows: Iterator[list[Value]], batch: int, progress: Progress) -> int:
    written = 0
    while some := list(islice(rows, batch)):
        sender.send(statement, some)
        written += len(some)
        progress(len(some))
    return written


def _delete(sender: _Sender, statement: str, rows: Iterable[Row], batch: int) -> int:
    deleted, left = 0, iter(rows)
    sender.wait()
    while some := [list(row) for row in islice(left, batch)]:
        deleted += sender.number(statement, some)
    return deleted
