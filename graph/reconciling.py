"""One node a document, however many documents cite it: when a new document's mentions change which mentions mean the
same document, the links that earlier documents brought are turned to the node they mean now."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict

from graph.identity.documents import Claim, document_key, group_claims, jurisdiction_of
from graph.identity.numbers import parse_number
from graph.schema import EDGE_TYPES
from graph.tables import quoted

_DOCUMENT_LINKS = tuple(e.type for e in EDGE_TYPES if any("Document" in ends for ends in e.ends))


def bucket_of(claim: Claim) -> str:
    """The bucket within which mentions may mean one document: whose number it is and its serial number."""
    place = claim.jurisdiction if claim.own else jurisdiction_of(
        claim.number, claim.kind, claim.issuer, claim.jurisdiction
    )
    key = document_key(claim.number, claim.kind, claim.title, place)
    number = parse_number(claim.number)
    return f"{key.split(':', 1)[0]}:{number.serial}" if number else key


def buckets_of(connection: sqlite3.Connection, document: str) -> set[str]:
    """The buckets a document's mentions are in."""
    return {row[0] for row in connection.execute("SELECT DISTINCT bucket FROM claim WHERE document = ?", (document,))}


def put_claims(connection: sqlite3.Connection, document: str, claims: Iterable[tuple[Claim, str]]) -> None:
    """Keep a document's mentions with the node each was taken for."""
    rows = {
        (document, bucket_of(claim), json.dumps(asdict(claim), ensure_ascii=False, sort_keys=True), node)
        for claim, node in claims
    }
    connection.executemany("INSERT INTO claim VALUES (?, ?, ?, ?)", sorted(rows))


def reconcile(connection: sqlite3.Connection, buckets: Iterable[str]) -> set[str]:
    """Settle again what the mentions in some buckets mean, over all documents; the ids of the nodes whose
    contributions moved are returned."""
    moved: set[str] = set()
    for bucket in sorted(set(buckets)):
        nodes = connection.execute("SELECT DISTINCT node FROM claim WHERE bucket = ? LIMIT 2", (bucket,)).fetchall()
        if len(nodes) < 2:
            continue
        rows = connection.execute("SELECT document, claim, node FROM claim WHERE bucket = ?", (bucket,)).fetchall()
        taken_for: dict[Claim, list[tuple[str, str, str]]] = {}
        for document, text, node in rows:
            taken_for.setdefault(Claim(**json.loads(text)), []).append((document, text, node))
        for cluster in group_claims(taken_for):
            for claim in cluster.claims:
                for document, text, node in taken_for[claim]:
                    if node != cluster.id:
                        _move(connection, document, text, node, cluster.id)
                        moved |= {node, cluster.id}
    return moved


def issued(connection: sqlite3.Connection, node: str) -> str | None:
    """The day of issue (ISO) that the mentions of a document agree on, over all documents that cite it."""
    rows = connection.execute("SELECT claim FROM claim WHERE node = ?", (node,)).fetchall()
    clusters = group_claims(Claim(**json.loads(text)) for (text,) in rows)
    dates = [cluster.date for cluster in clusters if cluster.id == node]
    return dates[0] if dates and dates[0] and len(dates[0]) == 10 else None


def _move(connection: sqlite3.Connection, document: str, claim: str, old: str, new: str) -> None:
    """Turn what `document` said of `old` to `new`."""
    connection.execute("INSERT OR IGNORE INTO node VALUES (?, 'Document')", (new,))
    connection.execute(
        "UPDATE claim SET node = ? WHERE document = ? AND claim = ? AND node = ?", (new, document, claim, old)
    )
    connection.execute(
        "UPDATE OR REPLACE contribution SET node = ? WHERE node = ? AND origin = ?", (new, old, document)
    )
    connection.execute("UPDATE flag SET node = ? WHERE node = ? AND document = ?", (new, old, document))
    for type_ in _DOCUMENT_LINKS:
        for end in ("source", "target"):
            connection.execute(
                f"UPDATE OR REPLACE {quoted(type_)} SET {end} = ? WHERE {end} = ? AND contributor = ?",
                (new, old, document),
            )
