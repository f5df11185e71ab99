"""The marks of a workspace's last push to each server, kept in the record, so that a later question to a cluster waits
until the member it reaches has seen that push."""

from __future__ import annotations

import json
from typing import Final

from graph.record import Record

_KEY: Final = "neo4j_bookmarks"


def kept(record: Record, uri: str) -> list[str]:
    """The marks of the last push to this address; none where it was not pushed to."""
    marks: list[str] = _all(record).get(uri, [])
    return marks


def keep(record: Record, uri: str, marks: list[str]) -> None:
    """Remember the marks of a push (with none, forget them)."""
    every = {**_all(record), uri: marks}
    text = json.dumps({address: found for address, found in every.items() if found})
    with record.connection as connection:
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_KEY, text))


def _all(record: Record) -> dict[str, list[str]]:
    row = record.connection.execute("SELECT value FROM meta WHERE key = ?", (_KEY,)).fetchone()
    found: dict[str, list[str]] = json.loads(row[0]) if row else {}
    return found
