"""Putting a document into the record, and taking one out: exactly what it brought, in one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from graph.applying import aliases, apply, lift, rename
from graph.elements import Edge, Node, Value
from graph.identity.documents import Claim
from graph.judgements import standing
from graph.reconciling import bucket_of, buckets_of, issued, put_claims, reconcile
from graph.record import Record
from graph.rows import Flag
from graph.schema import EDGE_TYPES, NODE_TYPES, NODES, edge_properties, node_properties
from graph.tables import owned_ends, quoted


@dataclass(frozen=True, slots=True)
class NodeFlag:
    """An entry of the account and the node it speaks of, where there is one."""

    flag: Flag
    node: str | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """A recurring reporting duty that the running text lays on agencies (names joined by '; ', '' where none is
    named): its words, what is reported, how often (weekly, monthly, quarterly, half-yearly, yearly)."""

    text: str
    what: str | None
    frequency: str
    agencies: str
    source_line: int | None


@dataclass(frozen=True, slots=True)
class StatedDependency:
    """A dependency that a task's own words state: its rule and words, who acts, what is done and to what."""

    task: str
    rule: str
    words: str
    actor: str | None
    act: str | None
    object: str | None
    source_line: int | None


@dataclass(slots=True)
class Bundle:
    """All that one document brings. `reading` is the JSON of what was read, from which the rest can be made again;
    `raw` holds the source's own characters a node was read from."""

    document: str
    source_file: str
    sha256: str
    format: str
    reading: str
    account: dict[str, object]
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    flags: list[NodeFlag] = field(default_factory=list)
    raw: dict[str, str] = field(default_factory=dict)
    claims: list[tuple[Claim, str]] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    stated: list[StatedDependency] = field(default_factory=list)


_JSON = json.JSONEncoder(ensure_ascii=False)
Outcome = Literal["imported", "unchanged", "replaced"]


def write(record: Record, bundle: Bundle, *, anew: bool = False) -> Outcome:
    """Write a document in one transaction. The same bytes again change nothing (unless `anew`); other bytes under the
    same document id replace exactly what that document brought, and leave the judgements."""
    known = record.connection.execute("SELECT sha256 FROM imported WHERE document = ?", (bundle.document,)).fetchone()
    if known and known[0] == bundle.sha256 and not anew:
        return "unchanged"
    judgements = standing(record)
    bundle.nodes, bundle.edges = rename(bundle.nodes, bundle.edges, aliases(judgements))
    with record.transaction() as connection:
        if judgements:
            lift(connection)
        touched: set[str] = set()
        buckets = {bucket_of(claim) for claim, _ in bundle.claims}
        if known:
            buckets |= buckets_of(connection, bundle.document)
            touched = _take_out(connection, bundle.document)
        _put_in(connection, bundle)
        put_claims(connection, bundle.document, bundle.claims)
        touched |= reconcile(connection, buckets)
        _settle_named(connection, bundle, touched)
        if judgements:
            apply(record)
    return "replaced" if known else "imported"


def remove(record: Record, document: str) -> None:
    """Take a document out, with all that only it brought."""
    with record.transaction() as connection:
        lift(connection)
        buckets = buckets_of(connection, document)
        touched = _take_out(connection, document)
        _settle(connection, touched | reconcile(connection, buckets))
        apply(record)


def _take_out(connection: sqlite3.Connection, document: str) -> set[str]:
    """Delete what the document brought; the ids of the shared nodes it had a part in are returned."""
    for edge in EDGE_TYPES:
        own = " UNION ALL ".join(f"SELECT id FROM {quoted(end)} WHERE document = ?1" for end in owned_ends(edge))
        where = f"contributor = ?1 AND target IN ({own})" if own else "contributor = ?1"
        connection.execute(f"DELETE FROM {quoted(edge.type)} WHERE {where}", (document,))
    for node in NODE_TYPES:
        if node.shared:
            continue
        table = quoted(node.label)
        ids = connection.execute(f"SELECT id FROM {table} WHERE document = ?", (document,)).fetchall()
        connection.execute(f"DELETE FROM {table} WHERE document = ?", (document,))
        connection.executemany("DELETE FROM node WHERE id = ?", ids)
    touched = connection.execute("SELECT node FROM contribution WHERE origin = ?", (document,)).fetchall()
    connection.execute("DELETE FROM contribution WHERE origin = ?", (document,))
    connection.execute("DELETE FROM imported WHERE document = ?", (document,))
    return {row[0] for row in touched}


def _put_in(connection: sqlite3.Connection, bundle: Bundle) -> None:
    connection.execute(
        "INSERT INTO imported VALUES (?, ?, ?, ?, ?, ?)",
        (
            bundle.document,
            bundle.source_file,
            bundle.sha256,
            bundle.format,
            bundle.reading,
            json.dumps(bundle.account, ensure_ascii=False, sort_keys=True),
        ),
    )
    connection.executemany("INSERT OR IGNORE INTO node VALUES (?, ?)", ((n.id, n.label) for n in bundle.nodes))
    for label, nodes in _by(bundle.nodes, "label").items():
        if NODES[label].shared:
            connection.executemany(
                "INSERT INTO contribution VALUES (?, ?, ?)",
                ((n.id, bundle.document, _JSON.encode(n.properties)) for n in nodes),
            )
        else:
            _insert_nodes(connection, label, nodes)
    for type_, edges in _by(bundle.edges, "type").items():
        insert, names = _insert(type_)
        connection.executemany(
            insert, ((e.source, e.target, bundle.document, *map(e.properties.get, names)) for e in _distinct(edges))
        )
    _put_beside(connection, bundle)


def _put_beside(connection: sqlite3.Connection, bundle: Bundle) -> None:
    """What a document brought beside the graph: its rows as read, duties, stated dependencies, and the account."""
    connection.executemany(
        "INSERT INTO source_row VALUES (?, ?, ?)", ((bundle.document, n, raw) for n, raw in bundle.raw.items())
    )
    connection.executemany(
        "INSERT INTO duty VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (bundle.document, i, d.text, d.what, d.frequency, d.agencies, d.source_line)
            for i, d in enumerate(bundle.duties)
        ),
    )
    connection.executemany(
        "INSERT INTO stated VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (bundle.document, i, d.task, d.rule, d.words, d.actor, d.act, d.object, d.source_line)
            for i, d in enumerate(bundle.stated)
        ),
    )
    connection.executemany(
        "INSERT INTO flag VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (bundle.document, i, f.flag.code, f.flag.level, f.flag.message, f.node, p.line, p.page, p.table, p.row)
            for i, f in enumerate(bundle.flags)
            for p in (f.flag.place,)
        ),
    )


def _settle_named(connection: sqlite3.Connection, bundle: Bundle, touched: set[str]) -> None:
    """Settle the shared nodes a document names, and those `touched`: one that is new is as the document says; one of
    which all stands there already stays, for what agrees with the most frequent value does not change it."""
    for label, nodes in _by(bundle.nodes, "label").items():
        if not NODES[label].shared:
            continue
        select, names = _select(label)
        new: list[Node] = []
        for node in nodes:
            row = connection.execute(select, (node.id,)).fetchone()
            if row is None and label != "Document" and "alias_of" not in node.properties:
                new.append(node)
            elif row is None or node.id == bundle.document or _says_more(node, dict(zip(names, row, strict=True))):
                touched.add(node.id)
        _insert_nodes(connection, label, new)
    _settle(connection, touched)


def _says_more(node: Node, there: dict[str, Value]) -> bool:
    said = node.properties
    return "alias_of" in said or any(value is not None and there[name] != value for name, value in said.items())


def _settle(connection: sqlite3.Connection, shared: Iterable[str]) -> None:
    """Bring shared nodes in line with what the documents now say of them; drop those no document names any more."""
    for id_ in sorted(shared):
        rows = connection.execute(
            "SELECT origin, properties FROM contribution WHERE node = ? ORDER BY origin", (id_,)
        ).fetchall()
        (label,) = connection.execute("SELECT label FROM node WHERE id = ?", (id_,)).fetchone()
        connection.execute(f"DELETE FROM {quoted(label)} WHERE id = ?", (id_,))
        if not rows:
            connection.execute("DELETE FROM node WHERE id = ?", (id_,))
            continue
        merged = merge({origin: json.loads(text) for origin, text in rows}, id_)
        if label == "Document" and merged.get("status") == "cited":
            merged["issued"] = issued(connection, id_)
        _insert_nodes(connection, label, [Node(id_, label, merged)])


def merge(contributions: dict[str, dict[str, Value]], id_: str) -> dict[str, Value]:
    """The properties of a node of which several documents speak: what it says of itself comes first, else the most
    frequent value, else the smallest (capitals of a title after small letters), so that the order of imports does not
    matter. What was said under a name judged
    to be another's counts only where nobody speaks of that other one by its own name."""
    if len(contributions) == 1:
        return {name: value for said in contributions.values() for name, value in said.items() if name != "alias_of"}
    by_name = {origin: said for origin, said in contributions.items() if "alias_of" not in said}
    contributions = by_name or {
        origin: {key: value for key, value in said.items() if key != "alias_of"}
        for origin, said in contributions.items()
    }
    own = contributions.get(id_, {})
    merged: dict[str, Value] = {}
    for name in sorted({key for properties in contributions.values() for key in properties}):
        if own.get(name) is not None:
            merged[name] = own[name]
            continue
        said = Counter(value for properties in contributions.values() if (value := properties.get(name)) is not None)
        rank = {value: (str(value).isupper(), -count, str(value)) for value, count in said.items()}
        merged[name] = min(rank, key=rank.__getitem__) if rank else None
    return merged


def _insert_nodes(connection: sqlite3.Connection, label: str, nodes: list[Node]) -> None:
    insert, names = _insert(label)
    connection.executemany(insert, ((n.id, *map(n.properties.get, names)) for n in nodes))


@cache
def _insert(name: str) -> tuple[str, tuple[str, ...]]:
    """The statement that adds a node of a label or a link of a type, and the properties after its ends."""
    node = name in NODES
    names = tuple(p.name for p in (node_properties(name) if node else edge_properties(name)))
    columns = ("id", *names) if node else ("source", "target", "contributor", *names)
    values = ", ".join("?" * len(columns))
    return f"INSERT INTO {quoted(name)} ({', '.join(map(quoted, columns))}) VALUES ({values})", names


@cache
def _select(label: str) -> tuple[str, tuple[str, ...]]:
    """The question for a node's properties, and their names."""
    names = tuple(p.name for p in node_properties(label))
    return f"SELECT {', '.join(map(quoted, names))} FROM {quoted(label)} WHERE id = ?", names


def _by(items: list[Node] | list[Edge], attribute: str) -> dict[str, list]:  # type: ignore[type-arg]
    groups: dict[str, list] = {}  # type: ignore[type-arg]
    for item in items:
        groups.setdefault(getattr(item, attribute), []).append(item)
    return groups


def _distinct(edges: list[Edge]) -> Iterable[Edge]:
    """One link a pair: the first named stands."""
    return {(edge.source, edge.target): edge for edge in reversed(edges)}.values()
