"""Every dependency that the five real documents state, with the line of its row, as read by eye.

`stated_dependencies.tsv`: file, the row's first line, its printed number, the rule, and how the words begin."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.record import Record
from importers.pipeline import import_file
from queries.dependencies import dependencies, links, stated
from tests.seeds import needs_seeds, seed

pytestmark = needs_seeds

# (file, printed number of the whole) -> how many parts are printed below it, over all sections
PARTS = {
    ("002", "39"): 62, ("002", "59"): 3, ("002", "60"): 2, ("002", "61"): 2,
    ("004", "1"): 9, ("004", "2"): 14, ("004", "3"): 4, ("004", "5"): 5, ("004", "5.3"): 1, ("004", "6"): 2,
}  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    record = Record.open(tmp_path_factory.mktemp("stated") / "stated.db")
    for prefix in ("000", "001", "002", "003", "004"):
        import_file(record, seed(prefix))
    yield record
    record.close()


@pytest.fixture(scope="module")
def files(record: Record) -> dict[str, str]:
    return {row.id: row.source_file[:3] for row in record.frame("Document").itertuples() if row.source_file}


@pytest.fixture(scope="module")
def numbers(record: Record) -> dict[str, str]:
    return {row.id: row.number or "" for row in record.frame("Task").itertuples()}


def test_every_stated_dependency_with_its_line(
    record: Record, files: dict[str, str], numbers: dict[str, str]
) -> None:
    with (Path(__file__).parent / "stated_dependencies.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    gold = Counter((row["file"], int(row["line"]), row["number"], row["rule"], row["words"]) for row in rows)
    found = Counter(
        (files[row.document], int(row.source_line), numbers[row.source], row.rule, row.words[:40].strip())
        for row in stated(record).itertuples()
    )
    assert found == gold


def test_every_part_of_a_task(record: Record, files: dict[str, str], numbers: dict[str, str]) -> None:
    edges = record.frame("DEPENDS_ON")
    assert Counter((files[row.document], numbers[row.source]) for row in edges.itertuples()) == PARTS
    assert set(edges["rule"]) == {"subtask"}
    assert set(edges["origin"]) == {"stated"}
    part_of = {(row.target, row.source) for row in record.frame("PART_OF").itertuples()}
    assert {(row.source, row.target) for row in edges.itertuples()} <= part_of


def test_nothing_inferred_is_presented_as_stated(record: Record) -> None:
    assert set(links(record)["rule"]) == {"subtask"}
    asked = links(record, include=("inferred",), min_confidence=0.0)
    assert set(asked.loc[asked["origin"] == "stated", "rule"]) == {"subtask"}
    open_ = dependencies(record)
    assert open_.loc[open_["rule"] != "subtask", "target"].isna().all()
    assert set(open_["origin"]) == {"stated"}
