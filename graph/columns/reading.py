"""The record's tables read as columns. SQLite hands over a whole column as one JSON array, several times faster than
row by row, and a column of texts is then parted where its quotation marks stand, without a Python object a text."""

from __future__ import annotations

import json
import sqlite3

import numpy as np
import numpy.typing as npt

from graph.columns.tables import MISSING, Column, Columns, EdgeTable, NodeTable, Numbers
from graph.columns.text import Text
from graph.record import Record
from graph.schema import EDGES, NODES, Property, edge_properties, node_properties
from graph.tables import quoted

_QUOTE = ord('"')


def read_columns(record: Record) -> Columns:
    """The whole graph of a record, read in one transaction."""
    connection = record.connection
    own = not connection.in_transaction
    if own:
        connection.execute("BEGIN")
    try:
        nodes: dict[str, NodeTable] = {}
        for label in sorted(NODES):
            (ids,), columns = _read(connection, label, ["id"], node_properties(label))
            nodes[label] = NodeTable(label, sum(map(len, nodes.values())), ids, columns)
        numbers = Numbering([table.ids for table in nodes.values()])
        return Columns(record.revision, nodes, {type_: _edges(connection, type_, numbers) for type_ in sorted(EDGES)})
    finally:
        if own:
            connection.execute("COMMIT")


class Numbering:
    """The number of each node by its id. As every end of a relationship is a node (the record's foreign keys), its
    hash tells which, unless two nodes share one."""

    def __init__(self, ids: list[Text]) -> None:
        hashes = np.concatenate([text.hashes() for text in ids])
        self.order = np.argsort(hashes).astype(np.int32)
        self.hashes = hashes[self.order]
        clash = bool((self.hashes[1:] == self.hashes[:-1]).any())
        names = [name for text in ids for name in text.tolist()] if clash else []
        self.by_name = {name: number for number, name in enumerate(names)}

    def of(self, ids: Text) -> Numbers:
        """The numbers of the nodes with these ids (n)."""
        if self.by_name:
            return np.array([self.by_name[name] for name in ids.tolist()], dtype=np.int32)
        hashes = ids.hashes()
        order = np.argsort(hashes)  # looked up in order, which is much faster than at random
        found = np.empty(len(ids), dtype=np.int32)
        found[order] = self.order[np.searchsorted(self.hashes, hashes[order])]
        return found


def _edges(connection: sqlite3.Connection, type_: str, numbers: Numbering) -> EdgeTable:
    (sources, targets), columns = _read(connection, type_, ["source", "target"], edge_properties(type_))
    source, target = numbers.of(sources), numbers.of(targets)
    # Of a link that several documents state, the first stands: rows come sorted by source, target and contributor.
    again = np.flatnonzero((source[1:] == source[:-1]) & (target[1:] == target[:-1])) + 1
    if again.size:
        kept = np.delete(np.arange(source.size), again)
        source, target = source[kept], target[kept]
        columns = {name: _take(column, kept) for name, column in columns.items()}
    return EdgeTable(type_, source, target, columns)


def _take(column: Column, rows: npt.NDArray[np.int64]) -> Column:
    return column.take(rows) if isinstance(column, Text) else column[rows]


def _read(
    connection: sqlite3.Connection, name: str, keys: list[str], properties: tuple[Property, ...]
) -> tuple[list[Text], dict[str, Column]]:
    """A table's keys and the columns of the properties that any row has, in the order of the table's own key."""
    table = f"{quoted(name)} NOT INDEXED"
    filled = _filled(connection, table, properties)
    numbers = [item for item in filled if item.kind == "number"]  # JSON would round them
    filled = [item for item in filled if item.kind != "number"]
    wanted = ", ".join(f"CAST(json_group_array({it}) AS BLOB)" for it in (*keys, *map(_expression, filled)))
    arrays = connection.execute(f"SELECT {wanted} FROM {table}").fetchone()
    columns: dict[str, Column] = {}
    for item, array in zip(filled, arrays[len(keys) :], strict=True):
        columns[item.name] = _integers(array) if item.kind in ("integer", "boolean") else _texts(array)
    for item in numbers:
        rows = connection.execute(f"SELECT {quoted(item.name)} FROM {table}").fetchall()
        columns[item.name] = np.array([value for (value,) in rows], dtype=np.float64)
    return [_texts(array) for array in arrays[: len(keys)]], columns


def _filled(connection: sqlite3.Connection, table: str, properties: tuple[Property, ...]) -> list[Property]:
    """The properties that any row has. What all rows miss misses in the first."""
    names = ", ".join(quoted(item.name) for item in properties)
    first = connection.execute(f"SELECT {names} FROM {table} LIMIT 1").fetchone()
    if first is None:
        return []
    doubtful = [quoted(item.name) for item, value in zip(properties, first, strict=True) if value is None]
    empty: set[str] = set()
    if doubtful:
        counts = connection.execute(f"SELECT {', '.join(map('count({})'.format, doubtful))} FROM {table}").fetchone()
        empty = {name for name, count in zip(doubtful, counts, strict=True) if not count}
    return [item for item in properties if quoted(item.name) not in empty]


def _expression(item: Property) -> str:
    """A missing text as the empty one, so that every text has its quotation marks."""
    return quoted(item.name) if item.kind in ("integer", "boolean") else f"ifnull({quoted(item.name)}, '')"


def _integers(array: bytes) -> npt.NDArray[np.int64]:
    text = array[1:-1].replace(b"null", str(MISSING).encode())
    return np.fromstring(text.decode("ascii"), dtype=np.int64, sep=",")


def _texts(array: bytes) -> Text:
    if b"\\" in array:
        return Text.of(json.loads(array))
    data = np.frombuffer(array, dtype=np.uint8)
    marks: npt.NDArray[np.integer] = np.flatnonzero(data == _QUOTE)
    if data.size < np.iinfo(np.int32).max:
        marks = marks.astype(np.int32)
    return Text(data, marks[0::2] + 1, marks[1::2])
