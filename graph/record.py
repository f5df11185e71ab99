"""The record: one SQLite file that holds what was read, what was judged, and the graph made from both."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.elements import Edge, Node, Value
from graph.errors import RemitError
from graph.schema import EDGES, NODES, edge_properties, node_properties
from graph.tables import SCHEMA_VERSION, quoted, statements

if TYPE_CHECKING:
    import pandas as pd


_CACHE = 16 * 1024  # KiB of the file that may stay in memory: the upper levels of a nation's indexes
_LOG = 4000  # pages of the log that are brought into the file at once: those written again and again, only once


class RecordError(RemitError):
    """The workspace cannot be used; the message is one sentence naming the file and why."""


class Record:
    """An open workspace.

    All writing happens inside `transaction()`, so that a document is in the record whole or not at all. Reading
    methods give nodes and relationships in the model's words; relationships stated by several documents are merged
    (the first stating document wins), as `frame` and `edges` document.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path
        self._kept: tuple[tuple[int, int], dict[str, Any]] = ((-1, -1), {})

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True) -> Record:
        """Open a workspace file, made anew when it is not there and `create` is set.

        Raises RecordError when there is none, when the file is no workspace, or when a newer program wrote it.
        """
        path = Path(path)
        if not path.exists() and not create:
            raise RecordError(f"{path}: there is no workspace here yet; `remit import FILE` makes one")
        if not path.parent.is_dir():
            raise RecordError(f"{path}: its folder does not exist")
        connection = sqlite3.connect(path, isolation_level=None, timeout=60)
        record = cls(connection, path)
        try:
            record._prepare()
        except sqlite3.DatabaseError as error:
            connection.close()
            raise RecordError(f"{path}: not a remit workspace ({error})") from error
        except RecordError:
            connection.close()
            raise
        return record

    def _prepare(self) -> None:
        execute = self.connection.execute
        execute("PRAGMA foreign_keys = ON")
        execute(f"PRAGMA cache_size = -{_CACHE}")
        execute(f"PRAGMA wal_autocheckpoint = {_LOG}")
        (tables,) = execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables == 0:
            execute("PRAGMA journal_mode = WAL")
            with self.transaction():
                for statement in statements().split(";"):
                    execute(statement)
                execute("INSERT INTO meta VALUES ('schema_version', ?), ('revision', '0')", (str(SCHEMA_VERSION),))
        execute("PRAGMA synchronous = FULL")
        (version,) = execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
        if int(version) > SCHEMA_VERSION:
            raise RecordError(
                f"{self.path}: written by a newer remit (workspace version {version}, this program knows up to "
                f"{SCHEMA_VERSION}); install the newer program"
            )

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One change to the record: all of it is kept, or, on any error, nothing."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
            self.connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'revision'")
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    @contextmanager
    def many(self) -> Iterator[None]:
        """Many transactions, each whole at once as ever; a loss of power may take the last of them until all are done,
        so that the disk is not waited for after each."""
        self.connection.execute("PRAGMA synchronous = NORMAL")
        try:
            yield
        finally:
            self.connection.execute("PRAGMA synchronous = FULL")
            self.connection.execute("PRAGMA wal_checkpoint")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the record for several questions, whatever other programs write meanwhile; asking costs less."""
        if self.connection.in_transaction:
            yield self.connection
            return
        self.connection.execute("BEGIN")
        try:
            yield self.connection
        finally:
            self.connection.execute("COMMIT")

    @property
    def revision(self) -> int:
        """A number that grows with each change, by which a view knows that it is out of date."""
        (value,) = self.connection.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
        return int(value)

    @property
    def kept(self) -> dict[str, Any]:
        """A place for what was worked out from the record, empty again as soon as this or another program has changed
        the record. Once a transaction has changed something nothing stays in it, for that may yet be undone."""
        (version,) = self.connection.execute("PRAGMA data_version").fetchone()
        mark = (int(version), self.connection.total_changes)
        if self._kept[0] != mark:
            if self.connection.in_transaction:
                return {}
            self._kept = (mark, {})
        return self._kept[1]

    # -- reading -------------------------------------------------------------------------------------------------

    def frame(self, name: str) -> pd.DataFrame:
        """All nodes of a label (`id` and its properties) or all relationships of a type (`source`, `target` and its
        properties) as a DataFrame, sorted by id or by source and target; dates are ISO text, missing values None."""
        import pandas as pd

        node = name in NODES
        properties = node_properties(name) if node else edge_properties(name)
        names = [*(("id",) if node else ("source", "target")), *(p.name for p in properties)]
        rows = self.connection.execute(_select(name)).fetchall()
        columns = list(zip(*rows, strict=True)) if rows else [() for _ in names]
        kinds: dict[str, str] = {p.name: p.kind for p in properties}
        return pd.DataFrame({column: _series(columns[i], kinds.get(column, "text")) for i, column in enumerate(names)})

    def nodes(self, label: str) -> Iterator[Node]:
        """All nodes of a label, sorted by id."""
        for row in self.connection.execute(_select(label)):
            yield Node(row[0], label, _values(label, row[1:]))

    def edges(self, type_: str) -> Iterator[Edge]:
        """All relationships of a type, sorted by source and target, one for each pair."""
        for row in self.connection.execute(_select(type_)):
            yield Edge(row[0], row[1], type_, _values(type_, row[2:]))

    def label(self, id_: str) -> str | None:
        """The label of a node, None where there is no such node."""
        row = self.connection.execute("SELECT label FROM node WHERE id = ?", (id_,)).fetchone()
        return row[0] if row else None

    def node(self, id_: str) -> Node | None:
        """One node with all its properties, None where there is no such node."""
        label = self.label(id_)
        if label is None:
            return None
        row = self.connection.execute(_select(label, "WHERE id = ?"), (id_,)).fetchone()
        return Node(id_, label, _values(label, row[1:]))

    def links(self, id_: str, *, outgoing: bool, types: tuple[str, ...] | None = None) -> list[Edge]:
        """The relationships that leave a node (or reach it), in the order of types, sources and targets."""
        column = "source" if outgoing else "target"
        found: list[Edge] = []
        for type_ in types or EDGES:
            for row in self.connection.execute(_select(type_, f"WHERE {column} = ?"), (id_,)):
                found.append(Edge(row[0], row[1], type_, _values(type_, row[2:])))
        return found


@cache
def _select(name: str, where: str = "") -> str:
    if name in NODES:
        columns = ", ".join(["id", *(quoted(p.name) for p in node_properties(name))])
        return f"SELECT {columns} FROM {quoted(name)} {where} ORDER BY id"
    columns = ", ".join(["source", "target", *(quoted(p.name) for p in edge_properties(name))])
    # Documents may state one link twice: the smallest contributor's words stand for all, whatever the import order.
    return (
        f"SELECT {columns}, min(contributor) FROM {quoted(name)} {where} "
        "GROUP BY source, target ORDER BY source, target"
    )


@cache
def _properties(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of all properties of a label or type, and those that are true or false."""
    properties = node_properties(name) if name in NODES else edge_properties(name)
    return tuple(p.name for p in properties), tuple(p.name for p in properties if p.kind == "boolean")


def _values(name: str, row: tuple[Value, ...]) -> dict[str, Value]:
    names, booleans = _properties(name)
    values = dict(zip(names, row, strict=False))
    for key in booleans:
        if values[key] is not None:
            values[key] = bool(values[key])
    return values


def _series(values: tuple[Value, ...], kind: str) -> pd.Series[Any]:
    import pandas as pd

    if kind == "boolean":
        return pd.Series([None if v is None else bool(v) for v in values], dtype=object)
    if kind in ("integer", "number"):
        return pd.Series(list(values), dtype="Int64" if kind == "integer" else "float64")
    return pd.Series(list(values), dtype=object)
