"""The record's tables read as columns. SQLite hands over a whole column as one JSON array, several times faster than
row by row."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import compress
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.columns.arrays import integers, texts, whole
from graph.columns.tables import Column, Columns, EdgeTable, NodeTable, Numbers
from graph.columns.text import Text
from graph.record import Record
from graph.schema import EDGES, NODES, Property, edge_properties, node_properties
from graph.tables import quoted

_FIRST = 1000
"""Rows in which most properties that any row has are met with."""


def read_columns(record: Record) -> Columns:
    """The whole graph of a record, read in one transaction."""
    with record.reading() as connection:
        nodes: dict[str, NodeTable] = {}
        for label in sorted(NODES):
            (ids,), columns = _read(connection, label, ["id"], node_properties(label))
            nodes[label] = NodeTable(label, sum(map(len, nodes.values())), ids, columns)
        numbers = Numbering([table.ids for table in nodes.values()])
        return Columns(record.revision, nodes, {type_: _edges(connection, type_, numbers) for type_ in sorted(EDGES)})


class Numbering:
    """The number of each node by its id. As every end of a relationship is a node (the record's foreign keys), its
    hash tells which, unless two nodes share one."""

    def __init__(self, ids: list[Text]) -> None:
        hashes = np.concatenate([text.hashes() for text in ids])
        self.order = np.argsort(hashes).astype(np.int32)
        self.hashes = hashes[self.order]
        # hashes spread evenly: by its first bits one stands at most a few places after the first with these
        bits = hashes.size.bit_length()
        self.shift = np.uint64(64 - bits)
        starts = np.searchsorted(self.hashes, np.arange(1 << bits, dtype=np.uint64) << self.shift)
        self.first = starts.astype(np.int32)
        clash = bool((self.hashes[1:] == self.hashes[:-1]).any())
        names = [name for text in ids for name in text.tolist()] if clash else []
        self.by_name = {name: number for number, name in enumerate(names)}

    def of(self, ids: Text) -> Numbers:
        """The numbers of the nodes with these ids (n)."""
        if self.by_name:
            return np.array([self.by_name[name] for name in ids.tolist()], dtype=np.int32)
        hashes = ids.hashes()
        at = self.first[hashes >> self.shift]
        wrong = np.flatnonzero(self.hashes[at] != hashes)
        while wrong.size:
            at[wrong] += 1
            wrong = wrong[self.hashes[at[wrong]] != hashes[wrong]]
        numbers: Numbers = self.order[at]
        return numbers


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
    table = f"{quoted(name)} NOT INDEXED WHERE {keys[0]} >= ''"  # else an index may be read, in its own order
    filled = _filled(connection, f"(SELECT * FROM {table} LIMIT {_FIRST})", properties)
    rest = [item for item in properties if item not in filled]
    more = f"count(coalesce(NULL, NULL{''.join(f', {quoted(item.name)}' for item in rest)}))"
    (late, *arrays), columns = _columns(connection, table, [more, *map(_array, keys)], filled)
    if late:
        columns |= _columns(connection, table, [], _filled(connection, table, rest))[1]
    return [texts(array) for array in arrays], columns


def _filled(connection: sqlite3.Connection, rows: str, properties: Iterable[Property]) -> list[Property]:
    """The properties that any of the rows has."""
    counts = ", ".join(f"count({quoted(item.name)})" for item in properties)
    return list(compress(properties, connection.execute(f"SELECT {counts} FROM {rows}").fetchone()))


def _columns(
    connection: sqlite3.Connection, table: str, beside: list[str], properties: list[Property]
) -> tuple[list[Any], dict[str, Column]]:
    """The values of some expressions, and the columns of some properties, in one pass."""
    numbers = [quoted(item.name) for item in properties if item.kind == "number"]
    parts = " OR ".join(f"{number} <> CAST({number} AS INTEGER)" for number in numbers) or "0"
    wanted = ", ".join([*beside, f"count(nullif({parts}, 0))", *(_array(_expression(item)) for item in properties)])
    found = connection.execute(f"SELECT {wanted} FROM {table}").fetchone()
    columns: dict[str, Column] = {}
    for item, array in zip(properties, found[len(beside) + 1 :], strict=True):
        if item.kind == "number":
            columns[item.name] = _numbers(connection, table, item) if found[len(beside)] else whole(array)
        else:
            columns[item.name] = texts(array) if item.kind in ("text", "date") else integers(array)
    return list(found[: len(beside)]), columns


def _array(expression: str) -> str:
    return f"CAST(json_group_array({expression}) AS BLOB)"


def _expression(item: Property) -> str:
    """A missing text as the empty one, so that every text has its quotation marks; a number without its fraction,
    which JSON would round."""
    if item.kind == "number":
        return f"CAST({quoted(item.name)} AS INTEGER)"
    return f"ifnull({quoted(item.name)}, '')" if item.kind in ("text", "date") else quoted(item.name)


def _numbers(connection: sqlite3.Connection, table: str, item: Property) -> npt.NDArray[np.float64]:
    """A column of numbers, read one by one."""
    rows = connection.execute(f"SELECT {quoted(item.name)} FROM {table}").fetchall()
    return np.array([value for (value,) in rows], dtype=np.float64)
