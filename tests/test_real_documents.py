"""The five real documents: row counts, worked rows, the form of the export."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.exchange import export_jsonl
from graph.record import Record
from importers.pipeline import import_file
from tests.seeds import SEEDS, SHARED, needs_seeds, seed
from tests.worked import differences

pytestmark = needs_seeds

COUNTS = {"000": (278, 79), "001": (2, 21), "002": (159, 210), "003": (103, 19), "004": (98, 55)}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    record = Record.open(tmp_path_factory.mktemp("seeds") / "seeds.db")
    for prefix in COUNTS:
        import_file(record, seed(prefix))
    yield record
    record.close()


def _worked() -> list[dict[str, Any]]:
    path = SHARED / "worked_rows.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


@pytest.mark.parametrize("row", _worked(), ids=lambda r: f"{r['source_file'][:3]}-{r['source_lines'][0]}")
def test_a_worked_row_comes_out_as_it_must(record: Record, row: dict[str, Any]) -> None:
    assert differences(record, row) == []


@pytest.mark.parametrize("prefix", COUNTS)
def test_each_document_has_all_its_rows(record: Record, prefix: str) -> None:
    (document,) = record.connection.execute(
        "SELECT document FROM imported WHERE source_file = ?", (seed(prefix).name,)
    ).fetchone()
    counts = tuple(
        record.connection.execute(f'SELECT count(*) FROM "{label}" WHERE document = ?', (document,)).fetchone()[0]
        for label in ("Task", "Indicator")
    )
    assert counts == COUNTS[prefix]


def test_the_export_has_the_contract_form_and_is_the_same_twice(record: Record, tmp_path: Path) -> None:
    export_jsonl(record, tmp_path / "a")
    export_jsonl(record, tmp_path / "b")
    checked = subprocess.run(
        [sys.executable, str(SHARED / "check_export.py"), str(tmp_path / "a"), str(SEEDS)],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout
    for name in ("nodes.jsonl", "edges.jsonl"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
