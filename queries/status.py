"""What the workspace holds, and the account of a document."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graph.record import Record
from graph.reference import find_document

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("document", "number", "title", "tasks", "indicators", "sections", "flags", "source_file")


def documents(record: Record) -> pd.DataFrame:
    """A row an imported document, with COLUMNS; `flags` counts the entries of its account."""
    import pandas as pd

    rows = record.connection.execute(
        'SELECT i.document, d.number, d.title, i.account, i.source_file FROM imported i JOIN "Document" d '
        "ON d.id = i.document ORDER BY i.document"
    )
    table = []
    for document, number, title, text, source_file in rows:
        found = json.loads(text)
        counts = (found["tasks"], found["indicators"], found["sections"], sum(found["flags"].values()))
        table.append((document, number, title, *counts, source_file))
    return pd.DataFrame(table, columns=list(COLUMNS))


def account(record: Record, document: str) -> dict[str, Any]:
    """The account of one document again: counts, `declared`, `layouts`, `codes` (flags of each code) and `flags`, each
    with its place and node. Raises ReferenceNotFoundError."""
    id_ = find_document(record, document)
    row = record.connection.execute("SELECT source_file, account FROM imported WHERE document = ?", (id_,)).fetchone()
    if row is None:
        from graph.reference import ReferenceNotFoundError

        raise ReferenceNotFoundError(f"{document}: this document is only cited; it was not imported")
    found = json.loads(row[1])
    flags = [
        dict(zip(("code", "level", "message", "node", "source_line", "source_page", "source_table", "source_row"), f,
                 strict=True))
        for f in record.connection.execute(
            "SELECT code, level, message, node, source_line, source_page, source_table, source_row FROM flag "
            "WHERE document = ? ORDER BY coalesce(source_line, 0), source_page, source_table, source_row, ordinal",
            (id_,),
        )
    ]  # fmt: skip
    return {
        "document": id_,
        "source_file": row[0],
        "tasks": found["tasks"],
        "indicators": found["indicators"],
        "sections": found["sections"],
        "declared": found["declared"],
        "layouts": found["layouts"],
        "codes": found["flags"],
        "flags": flags,
    }
