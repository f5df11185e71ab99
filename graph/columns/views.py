"""What other libraries work on, made from the columns when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from graph.columns.tables import MISSING, Column, Columns, EdgeTable, NodeTable
from graph.columns.text import Text
from graph.errors import RemitError
from graph.schema import NODES, Property, edge_properties, node_properties

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import pyarrow as pa  # type: ignore[import-not-found, unused-ignore]


class ArrowMissingError(RemitError):
    """Arrow tables were asked for and pyarrow is not installed."""


def frame(columns: Columns, name: str) -> pd.DataFrame:
    """All nodes of a label or relationships of a type, exactly as `Record.frame` gives them."""
    import pandas as pd

    return pd.DataFrame({key: _series(values, kind) for key, kind, values in _lists(columns, name)})


def network(columns: Columns) -> nx.MultiDiGraph[str]:
    """The graph as `graph.network.to_networkx` makes it."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for label in columns.nodes:
        names, rows = _rows(columns, label)
        for id_, *values in rows:
            graph.add_node(id_, label=label, **dict(zip(names[1:], values, strict=True)))
    for type_ in columns.edges:
        names, rows = _rows(columns, type_)
        for source, target, *values in rows:
            graph.add_edge(source, target, key=type_, **dict(zip(names[2:], values, strict=True)))
    return graph


def arrow(columns: Columns, name: str) -> pa.Table:
    """All nodes of a label or relationships of a type as an Arrow table, texts that repeat as dictionaries. Raises
    ArrowMissingError where pyarrow is not installed."""
    try:
        import pyarrow as pa
    except ImportError as error:
        raise ArrowMissingError("Arrow tables need pyarrow: pip install pyarrow") from error
    types = {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    arrays = {}
    for key, kind, values in _lists(columns, name):
        array = pa.array(values, type=types.get(kind, pa.string()))
        repeats = kind == "text" and len(array.unique()) * 2 < len(array)
        arrays[key] = array.dictionary_encode() if repeats else array
    return pa.table(arrays)


def _rows(columns: Columns, name: str) -> tuple[list[str], Any]:
    lists = list(_lists(columns, name))
    return [key for key, _, _ in lists], zip(*(values for _, _, values in lists), strict=True)


def _lists(columns: Columns, name: str) -> list[tuple[str, str, list[Any]]]:
    """(name, kind, Python's own values) of each column of a table, its key first; missing values are None."""
    table: NodeTable | EdgeTable = columns.nodes[name] if name in NODES else columns.edges[name]
    if isinstance(table, NodeTable):
        properties, keys = node_properties(name), [("id", "text", list(table.ids.tolist()))]
    else:
        ids = all_ids(columns)
        ends = (("source", table.source), ("target", table.target))
        properties, keys = edge_properties(name), [(key, "text", ids[end].tolist()) for key, end in ends]
    return [*keys, *((p.name, p.kind, _values(table, p)) for p in properties)]


def all_ids(columns: Columns) -> np.ndarray[Any, np.dtype[np.object_]]:
    """The ids of all nodes by number, as Python's own texts."""
    found = np.empty(columns.size, dtype=object)
    for table in columns.nodes.values():
        found[table.first : table.first + len(table)] = table.ids.tolist()
    return found


def _values(table: NodeTable | EdgeTable, item: Property) -> list[Any]:
    column: Column | None = table.columns.get(item.name)
    if column is None:
        return [None] * len(table)
    if isinstance(column, Text):
        return list(column.tolist())
    if item.kind == "number":
        return [None if value != value else value for value in column.tolist()]  # noqa: PLR0124 (NaN)
    values = [None if value == MISSING else value for value in column.tolist()]
    return [None if v is None else bool(v) for v in values] if item.kind == "boolean" else values


def _series(values: list[Any], kind: str) -> pd.Series[Any]:
    import pandas as pd

    dtypes = {"integer": "Int64", "number": "float64"}
    return pd.Series(values, dtype=dtypes.get(kind, "object"))
