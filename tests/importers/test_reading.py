"""What was read stands in the record as JSON, from which the graph is made again, also by a later version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graph.record import Record
from importers.pipeline import import_file
from importers.reading import dump, load

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "hai-lam.txt"
_NAMES = ("line", "page", "table", "row")


def _named(value: Any, key: str = "") -> Any:
    """The same JSON with its places and paragraphs by names."""
    if key in ("place", "opens", "title_place") and value:
        return dict(zip(_NAMES, value, strict=True))
    if key in ("body", "notes"):
        return [{"text": text, "place": _named(place, "place")} for text, place in value]
    if isinstance(value, dict):
        return {k: _named(v, k) for k, v in value.items()}
    return [_named(v) for v in value] if isinstance(value, list) else value


def test_a_reading_is_the_same_after_being_written_also_by_names(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "w.db")
    import_file(record, EXAMPLE)
    (text,) = record.connection.execute("SELECT reading FROM imported").fetchone()
    reading = load(text)
    assert reading.tables
    assert reading.body[0].place.line == 1
    assert dump(reading) == text
    assert load(json.dumps(_named(json.loads(text)))) == reading
