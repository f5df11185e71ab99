"""The columns of a record, at hand: in this process, else from a file beside the record, else read from the record.

The file is never authoritative. It says which revision of which file it was made from, and is made anew when either
is another one. Its form: a line of JSON (what stands where), then the arrays one after another as they are in memory,
so that opening it maps it and reads nothing."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.columns.reading import read_columns
from graph.columns.tables import Column, Columns, EdgeTable, NodeTable
from graph.columns.text import Text
from graph.record import Record

SUFFIX = ".columns"
WORTH_KEEPING = 50_000
"""Nodes and relationships from which on opening a file is worth having one."""

_FORM = "remit columns 1"
_ALIGNED = 64


def columns_of(record: Record) -> Columns:
    """The columns of a record as it is now. Asking again is free until the record changes."""
    kept = record.kept
    if "columns" not in kept:
        kept["columns"] = load(record) or _made(record)
    columns: Columns = kept["columns"]
    return columns


def _made(record: Record) -> Columns:
    """Read from the record, and kept in the file where that is worth it and possible."""
    complete = not record.connection.in_transaction and _checkpointed(record)
    before = identity(record.path)
    columns = read_columns(record)
    rows = columns.size + sum(map(len, columns.edges.values()))
    if complete and rows >= WORTH_KEEPING and identity(record.path) == before:
        with contextlib.suppress(OSError):  # a folder that cannot be written to has no such file
            save(columns, record.path)
    return columns


def _checkpointed(record: Record) -> bool:
    """Whether all that was written stands in the record's file itself, not only in its journal."""
    busy, written, moved = record.connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    return bool(busy == 0 and written == moved)


def identity(path: Path) -> list[list[int]]:
    """What tells a file from every other one and from itself after a change: inode, size and time of change of the
    record, then of its journal (empty where there is none or it is empty)."""
    found = []
    for file in (path, path.with_name(path.name + "-wal")):
        with contextlib.suppress(FileNotFoundError):
            stat = file.stat()
            if stat.st_size:
                found.append([stat.st_ino, stat.st_size, stat.st_mtime_ns])
    return found


def save(columns: Columns, path: Path) -> Path:
    """Write the file beside the record at `path`, whole or not at all. Raises OSError."""
    arrays: list[npt.NDArray[Any]] = []
    header = {
        "form": _FORM,
        "identity": identity(path),
        "revision": columns.revision,
        "nodes": {
            name: {"first": t.first, "ids": _described(t.ids, arrays), "columns": _all(t.columns, arrays)}
            for name, t in columns.nodes.items()
        },
        "edges": {
            name: {
                "source": _described(t.source, arrays),
                "target": _described(t.target, arrays),
                "columns": _all(t.columns, arrays),
            }
            for name, t in columns.edges.items()
        },
    }
    target = path.with_name(path.name + SUFFIX)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=target.name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(json.dumps(header).encode() + b"\n")
            for array in arrays:
                file.write(bytes(-file.tell() % _ALIGNED))
                file.write(np.ascontiguousarray(array).data)
        shutil.copymode(path, name)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return target


def _all(columns: dict[str, Column], arrays: list[npt.NDArray[Any]]) -> dict[str, Any]:
    return {name: _described(column, arrays) for name, column in columns.items()}


def _described(column: Column | npt.NDArray[Any], arrays: list[npt.NDArray[Any]]) -> list[list[Any]]:
    """[type, length] of the array, or of the three of a text; they are added to `arrays`, in order."""
    parts = [column.data, column.start, column.end] if isinstance(column, Text) else [column]
    arrays.extend(parts)
    return [[part.dtype.str, part.size] for part in parts]


def load(record: Record) -> Columns | None:
    """The columns from the file beside a record; None where there is none, or none of this very state."""
    try:
        mapped = np.memmap(record.path.with_name(record.path.name + SUFFIX), dtype=np.uint8, mode="r")
        first = mapped[: 1 << 20].tobytes().split(b"\n", 1)[0]
        header = json.loads(first)
        if header["form"] != _FORM or header["revision"] != record.revision:
            return None
        now = identity(record.path)
        # the journal may have been cleared since, for all of it stood in the record already
        if now not in (header["identity"], header["identity"][:1]):
            return None
        reader = _Reader(mapped, len(first) + 1)
        return Columns(
            header["revision"],
            {
                n: NodeTable(n, t["first"], reader.text(t["ids"]), reader.all(t["columns"]))
                for n, t in header["nodes"].items()
            },
            {
                n: EdgeTable(n, reader.array(t["source"]), reader.array(t["target"]), reader.all(t["columns"]))
                for n, t in header["edges"].items()
            },
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


class _Reader:
    """Takes the arrays off the mapped file in their order."""

    def __init__(self, mapped: npt.NDArray[np.uint8], at: int) -> None:
        self.mapped, self.at = mapped, at

    def array(self, described: list[list[Any]]) -> Any:
        ((kind, size),) = described
        return self._next(kind, size)

    def text(self, described: list[list[Any]]) -> Text:
        return Text(*(self._next(kind, size) for kind, size in described))

    def all(self, described: dict[str, list[list[Any]]]) -> dict[str, Column]:
        return {name: self.text(one) if len(one) > 1 else self.array(one) for name, one in described.items()}

    def _next(self, kind: str, size: int) -> Any:
        self.at += -self.at % _ALIGNED
        found: npt.NDArray[Any] = np.frombuffer(self.mapped, dtype=kind, count=size, offset=self.at)
        self.at += found.nbytes
        return found
