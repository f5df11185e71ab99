"""Searching names, titles and texts, with or without diacritics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.record import Record
from graph.reference import find_document, reference
from graph.text import bare

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("id", "label", "reference", "name", "score")

_SEARCHED = {
    "Task": ("name", "deliverable"),
    "Indicator": ("name",),
    "Agency": ("name",),
    "AgencyGroup": ("name",),
    "Document": ("number", "title"),
    "Section": ("title",),
}


def find(record: Record, text: str, *, plan: str | None = None, limit: int = 50) -> pd.DataFrame:
    """The nodes whose name or title holds all words of `text`, best first, with COLUMNS; of `plan`, those it brought.

    `score` is 1 for the very name, 0.9 for a beginning, 0.8 for the words together somewhere in it, else 0.6 with all
    words apart; each minus up to 0.1 the more other words the name has.
    """
    import pandas as pd

    wanted = bare(text)
    document = None if plan is None else find_document(record, plan)
    found: list[tuple[str, str, str, float]] = []
    for label, columns in _SEARCHED.items():
        shown = "title" if label in ("Document", "Section") else "name"
        of_plan = {"Document": "id", "Agency": "NULL", "AgencyGroup": "NULL"}.get(label, "document")
        rows = record.connection.execute(
            f'SELECT id, {shown}, {", ".join(columns)} FROM "{label}" WHERE ? IS NULL OR {of_plan} = ?',
            (document, document),
        )
        for id_, name, *values in rows:
            score = max((_score(wanted, bare(value)) for value in values if value), default=0.0)
            if score:
                found.append((id_, label, name, score))
    found.sort(key=lambda hit: (-hit[3], hit[1], hit[0]))
    return pd.DataFrame(
        [(id_, label, reference(record, id_), name, round(score, 3)) for id_, label, name, score in found[:limit]],
        columns=list(COLUMNS),
    )


def _score(wanted: str, text: str) -> float:
    if not wanted or not text:
        return 0.0
    if wanted == text:
        return 1.0
    rest = 0.1 * (1 - min(1.0, len(wanted) / len(text)))
    if text.startswith(wanted):
        return 0.9 - rest
    if wanted in text:
        return 0.8 - rest
    words = set(text.split())
    return 0.6 - rest if all(word in words for word in wanted.split()) else 0.0
