"""The Cypher that a push sends, generated from the schema: constraints, loading, listing, deleting.

Every node and relationship it writes carries the mark `workspace` (whose it is) and `digest` (of all its values), so
that a push knows what is there, sends only what differs, and touches nothing else. A node is known by its workspace
and id together: two workspaces in one database do not meet.
"""

from __future__ import annotations

from graph.cypher.view import Ends, edge_columns, node_columns
from graph.schema import NODES


def constraints() -> list[str]:
    """Uniqueness of every label's nodes within a workspace, by which loading finds them; and an index on the id alone,
    for those who ask."""
    found = []
    for label in NODES:
        name = f"remit_{label.lower()}"
        found.append(f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE (n.workspace, n.id) IS UNIQUE")
        found.append(f"CREATE INDEX {name}_id IF NOT EXISTS FOR (n:{label}) ON (n.id)")
    return found


def merge_nodes(label: str) -> str:
    """Write nodes; a row is the values of `node_columns` and the digest. What others added to a node stays."""
    columns = (*node_columns(label), "digest")
    sets = [f"n.{_name(column)} = row[{i}]" for i, column in enumerate(columns) if column != "id"]
    return _lines(
        "UNWIND $rows AS row",
        f"MERGE (n:{label} {{workspace: $workspace, id: row[0]}})",
        f"SET n.type = '{label}', {', '.join(sets)}",
    )


def merge_edges(ends: Ends) -> str:
    """Write relationships; a row is the values of `edge_columns` and the digest."""
    type_, source, target = ends
    columns = (*edge_columns(type_), "digest")
    sets = [f"r.{_name(column)} = row[{i}]" for i, column in enumerate(columns) if i > 1]
    return _lines(
        "UNWIND $rows AS row",
        f"MATCH (a:{source} {{workspace: $workspace, id: row[0]}})",
        f"MATCH (b:{target} {{workspace: $workspace, id: row[1]}})",
        f"MERGE (a)-[r:{type_} {{workspace: $workspace}}]->(b)",
        f"SET r.type = '{type_}', {', '.join(sets)}",
    )


def list_nodes(label: str) -> str:
    """Ids and digests of the workspace's nodes that are there."""
    return f"MATCH (n:{label} {{workspace: $workspace}}) RETURN n.id, n.digest"


def list_edges(ends: Ends) -> str:
    """Sources, targets and digests of the workspace's relationships that are there."""
    return f"{_ours(ends)} RETURN a.id, b.id, r.digest"


def delete_edges(ends: Ends) -> str:
    """Delete relationships; a row is source and target. Answers how many."""
    type_, source, target = ends
    return _lines(
        "UNWIND $rows AS row",
        f"MATCH (a:{source} {{workspace: $workspace, id: row[0]}})",
        f"MATCH (b:{target} {{workspace: $workspace, id: row[1]}})",
        f"MATCH (a)-[r:{type_} {{workspace: $workspace}}]->(b)",
        "DELETE r RETURN count(*)",
    )


def delete_nodes(label: str) -> str:
    """Delete nodes nothing is joined to any more (others' links keep them); a row is an id. Answers how many."""
    return _lines(
        "UNWIND $rows AS row",
        f"MATCH (n:{label} {{workspace: $workspace, id: row[0]}}) WHERE NOT (n)--()",
        "DELETE n RETURN count(*)",
    )


def wipe_edges(ends: Ends) -> str:
    """Delete up to $rows of the workspace's relationships of a type. Answers how many."""
    return f"{_ours(ends)} WITH r LIMIT $rows DELETE r RETURN count(*)"


def wipe_nodes(label: str) -> str:
    """Delete up to $rows of the workspace's nodes of a label that nothing is joined to. Answers how many."""
    return (
        f"MATCH (n:{label} {{workspace: $workspace}}) WHERE NOT (n)--() WITH n LIMIT $rows DELETE n RETURN count(*)"
    )


def _ours(ends: Ends) -> str:
    type_, source, target = ends
    return f"MATCH (a:{source} {{workspace: $workspace}})-[r:{type_} {{workspace: $workspace}}]->(b:{target})"


def _name(column: str) -> str:
    return f"`{column}`"


def _lines(*lines: str) -> str:
    return "\n".join(lines)
