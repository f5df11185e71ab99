"""Cypher with nothing installed but a library: a read-only view in memory, rebuilt from the record each time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graph.cypher.answer import ROW_LIMIT, TIME_LIMIT, Answer, CypherError, CypherTimeoutError
from graph.cypher.guard import check
from graph.cypher.view import Rows, all_ends, edge_columns, edge_rows, node_columns, node_rows
from graph.record import Record
from graph.schema import EDGES, NODES, Property, edge_properties, node_properties

if TYPE_CHECKING:
    import pandas as pd

_MODEL = {*NODES, *EDGES, *(p.name for name in NODES for p in node_properties(name))} | {
    p.name for name in EDGES for p in edge_properties(name)
}
_ENTITY = {"id", "labels", "start", "end", "type", "properties"}
_DTYPES = {"integer": "Int64", "number": "float64"}


class EmbeddedGraph:
    """The record's graph in memory for Cypher (the engine is kglite, the extra `remit[cypher]`). It is a copy of the
    record as it was when this was made; nothing can be written to it."""

    def __init__(self, record: Record) -> None:
        kglite = _engine()
        kglite.set_query_warning_policy("silent")  # they are handed out with each answer instead
        self._errors = (kglite.KgError, ValueError, TypeError, OverflowError)
        self._timeout = kglite.CypherTimeoutError
        self._graph = kglite.KnowledgeGraph()
        connection = record.connection
        for label in NODES:
            columns = node_columns(label)
            frame = _frame(node_rows(connection, label), columns, node_properties(label)).assign(type=label)
            self._graph.add_nodes(frame, label, "id", "title")
        for type_, source, target in all_ends():
            frame = _frame(edge_rows(connection, (type_, source, target)), edge_columns(type_), edge_properties(type_))
            if not frame.empty:
                self._graph.add_connections(frame, type_, source, "source", target, "target")
        self._graph.read_only(True)

    def workspaces(self) -> int:
        """How many workspaces are asked: this one."""
        return 1

    def run(
        self,
        text: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        seconds: float = TIME_LIMIT,
        limit: int = ROW_LIMIT,
    ) -> Answer:
        """Run one reading statement, at most `seconds` long, keeping at most `limit` rows.

        Raises RefusedCypherError, CypherTimeoutError or CypherError."""
        check(text)
        try:
            found = self._graph.cypher(
                text, params=dict(parameters or {}), timeout_ms=max(1, int(seconds * 1000)), row_limit=limit
            )
        except self._timeout as error:
            raise CypherTimeoutError("the question took longer than {seconds:g} seconds", seconds=seconds) from error
        except self._errors as error:
            raise CypherError(" ".join(str(error).split())) from error
        diagnostics = found.diagnostics or {}
        cut = diagnostics.get("total_rows") is not None
        notes = [note for note in found.warnings if "row_limit" not in note and _matters(note)]
        rows = [[_plain(value) for value in row.values()] for row in found.to_list()]
        return Answer(list(found.columns), rows, cut, notes)


def _engine() -> Any:
    try:
        import kglite
    except ImportError as error:
        raise CypherError("Cypher without a server needs the library kglite: pip install 'remit[cypher]'") from error
    return kglite


def _matters(note: str) -> bool:
    """Whether a warning tells of a wrong or cut answer, not of a label or property that so far has nothing in it."""
    return not any(f"'{name}'" in note for name in _MODEL)


def _frame(rows: Rows, columns: tuple[str, ...], properties: tuple[Property, ...]) -> pd.DataFrame:
    import pandas as pd

    kinds: dict[str, str] = {p.name: p.kind for p in properties}
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    return pd.DataFrame(
        {
            column: pd.Series(list(values[i]), dtype=_DTYPES.get(kinds.get(column, "text"), object))
            for i, column in enumerate(columns)
        }
    )


def _plain(value: Any) -> Any:
    """Nodes, relationships and paths as mappings and lists of their properties."""
    if isinstance(value, dict):
        if {"id", "properties"} <= value.keys() <= _ENTITY:
            typed = {"type": value["type"]} if "start" in value else {}
            return _plain({**value["properties"], **typed})
        if value.keys() == {"nodes", "relationships"}:
            return [_plain(item) for item in value["nodes"]]
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value
