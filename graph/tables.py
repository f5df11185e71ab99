"""The record's SQLite tables: one a node label and one a relationship type, from the schema, and the record's own."""

from __future__ import annotations

from graph.schema import EDGE_TYPES, NODE_TYPES, NODES, EdgeType, Property, edge_properties, node_properties

SCHEMA_VERSION = 1

JUDGED = ("MEMBER_OF", "SUCCEEDED_BY", "OVERLAPS", "SAME_MEASURE", "DEPENDS_ON")
"""Types of links that a person's judgement can make."""

_SQL_TYPES = {"text": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}

_OWN = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE imported (
    document TEXT PRIMARY KEY, source_file TEXT NOT NULL, sha256 TEXT NOT NULL, format TEXT NOT NULL,
    reading TEXT NOT NULL, account TEXT NOT NULL
);
CREATE TABLE source_row (
    document TEXT NOT NULL REFERENCES imported ON DELETE CASCADE, node TEXT NOT NULL, raw TEXT NOT NULL,
    PRIMARY KEY (document, node)
) WITHOUT ROWID;
CREATE TABLE flag (
    document TEXT NOT NULL REFERENCES imported ON DELETE CASCADE, ordinal INTEGER NOT NULL, code TEXT NOT NULL,
    level TEXT NOT NULL, message TEXT NOT NULL, node TEXT, source_line INTEGER, source_page INTEGER,
    source_table INTEGER, source_row INTEGER, PRIMARY KEY (document, ordinal)
) WITHOUT ROWID;
CREATE TABLE duty (
    document TEXT NOT NULL REFERENCES imported ON DELETE CASCADE, ordinal INTEGER NOT NULL, text TEXT NOT NULL,
    what TEXT, frequency TEXT NOT NULL, agencies TEXT NOT NULL, source_line INTEGER, PRIMARY KEY (document, ordinal)
) WITHOUT ROWID;
CREATE TABLE stated (
    document TEXT NOT NULL REFERENCES imported ON DELETE CASCADE, ordinal INTEGER NOT NULL, task TEXT NOT NULL,
    rule TEXT NOT NULL, words TEXT NOT NULL, actor TEXT, act TEXT, object TEXT, source_line INTEGER,
    PRIMARY KEY (document, ordinal)
) WITHOUT ROWID;
CREATE TABLE judgement (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL, decision TEXT NOT NULL,
    because TEXT NOT NULL, person TEXT NOT NULL, decided_at TEXT NOT NULL, score REAL, detail TEXT, undone_at TEXT
);
CREATE INDEX judgement_by_pair ON judgement (kind, a, b);
CREATE TABLE node (id TEXT PRIMARY KEY, label TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE contribution (
    node TEXT NOT NULL, origin TEXT NOT NULL, properties TEXT NOT NULL, PRIMARY KEY (node, origin)
) WITHOUT ROWID;
CREATE TABLE claim (
    document TEXT NOT NULL REFERENCES imported ON DELETE CASCADE, bucket TEXT NOT NULL, claim TEXT NOT NULL,
    node TEXT NOT NULL, PRIMARY KEY (document, bucket, claim)
) WITHOUT ROWID;
CREATE INDEX claim_by_bucket ON claim (bucket, node);
CREATE INDEX claim_by_node ON claim (node);
CREATE INDEX contribution_by_origin ON contribution (origin);
"""


def quoted(name: str) -> str:
    """A table or column name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def _columns(properties: tuple[Property, ...]) -> str:
    return "".join(f", {quoted(p.name)} {_SQL_TYPES[p.kind]}" for p in properties)


def owned_ends(edge: EdgeType) -> tuple[str, ...]:
    """The labels of the document's own nodes at which all its links of a type end, by which they are found again; ()
    where links may end at shared nodes or be a person's, and need an index by contributor."""
    ends = dict.fromkeys(target for _, target in edge.ends)
    return () if edge.type in JUDGED or any(NODES[end].shared for end in ends) else tuple(ends)


def statements() -> str:
    """The whole DDL of an empty record."""
    parts = [_OWN]
    for node in NODE_TYPES:
        table = quoted(node.label)
        parts.append(
            f"CREATE TABLE {table} (id TEXT PRIMARY KEY REFERENCES node"
            f"{_columns(node_properties(node.label))}) WITHOUT ROWID;"
        )
        if not node.shared:
            number = ", number" if any(p.name == "number" for p in node_properties(node.label)) else ""
            parts.append(f"CREATE INDEX {quoted(node.label + '_by_document')} ON {table} (document{number});")
    for edge in EDGE_TYPES:
        table = quoted(edge.type)
        parts.append(
            f"CREATE TABLE {table} (source TEXT NOT NULL REFERENCES node, target TEXT NOT NULL REFERENCES node, "
            f"contributor TEXT NOT NULL{_columns(edge_properties(edge.type))}, "
            "PRIMARY KEY (source, target, contributor)) WITHOUT ROWID;"
            f"CREATE INDEX {quoted(edge.type + '_by_target')} ON {table} (target);"
        )
        if not owned_ends(edge):
            parts.append(f"CREATE INDEX {quoted(edge.type + '_by_contributor')} ON {table} (contributor);")
    return "\n".join(parts)
