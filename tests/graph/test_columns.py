"""The graph as columns: the same graph as the record's, in every view, and never an old one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from graph.columns import cache, reading
from graph.columns.cache import columns_of, identity, load, save
from graph.columns.reading import Numbering, read_columns
from graph.columns.text import Text
from graph.columns.views import ArrowMissingError, arrow, frame, network
from graph.elements import Edge, Node
from graph.network import to_networkx
from graph.record import Record
from graph.schema import EDGES, NODES
from graph.writing import write
from importers.pipeline import import_file
from queries.workload import workload
from tests.graph.small import bundle
from tests.seeds import SEEDS, needs_seeds

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ALWAYS = "0000-01-01"  # a limit that limits nothing, with which the workload goes the long way


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    record = Record.open(tmp_path / "w.db")
    write(record, bundle())
    yield record
    record.close()


@pytest.fixture
def example(tmp_path: Path) -> Iterator[Record]:
    record = Record.open(tmp_path / "example.db")
    for path in sorted(EXAMPLES.glob("*.txt")):
        import_file(record, path)
    yield record
    record.close()


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every record is worth a file."""
    monkeypatch.setattr(cache, "WORTH_KEEPING", 1)


def assert_same_graph(record: Record) -> None:
    columns = read_columns(record)
    for name in (*NODES, *EDGES):
        pd.testing.assert_frame_equal(frame(columns, name), record.frame(name))
    own, theirs = network(columns), to_networkx(record)
    assert dict(own.nodes(data=True)) == dict(theirs.nodes(data=True))
    assert {(a, b, k): d for a, b, k, d in own.edges(keys=True, data=True)} == {
        (a, b, k): d for a, b, k, d in theirs.edges(keys=True, data=True)
    }


def test_every_view_is_the_record_s_graph(example: Record) -> None:
    assert_same_graph(example)


def test_a_property_only_later_rows_have_is_read(example: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_FIRST", 1)
    assert_same_graph(example)


@needs_seeds
def test_the_real_documents_as_columns_are_the_record_s_graph(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "w.db")
    for path in sorted(SEEDS.glob("*.txt")):
        import_file(record, path)
    assert_same_graph(record)
    pd.testing.assert_frame_equal(workload(record), workload(record, since=ALWAYS))


def test_awkward_texts_and_numbers_come_out_as_they_are(record: Record) -> None:
    texts = ['a "word"', "back\\slash", "a\tb", "[null]", ',"', "\u2028", "ký tự 𝄞", "x" * 300]
    awkward = bundle("doc:x:2-kh:2026")
    for i, text in enumerate(texts):
        properties = {"name": text, "budget_vnd": 10**15 + i, "document": "doc:x:2-kh:2026"}
        awkward.nodes.append(Node(f"task:{text}", "Task", dict(properties)))
        share = {"share": 0.1 + 0.2, "on": None, "basis": text}
        awkward.edges.append(Edge("agency:x:so-mot", f"task:{text}", "LEADS", {"text": text, "rank": None}))
        awkward.nodes.append(Node(f"agency:{i}", "Agency", {"name": text}))
        awkward.edges.append(Edge("agency:x:so-mot", f"agency:{i}", "SUCCEEDED_BY", dict(share)))
    write(record, awkward)
    assert_same_graph(record)


def test_an_empty_record_has_empty_columns(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "w.db")
    assert_same_graph(record)
    assert workload(record).empty


def test_a_link_two_documents_state_is_one_with_the_first_one_s_words(record: Record) -> None:
    link = Edge("doc:x:1-kh:2026", "doc:x:2-kh:2026", "CITES", {"text": "hai"})
    for document, text in (("doc:x:2-kh:2026", "hai"), ("doc:x:3-kh:2026", "ba")):
        other = bundle(document)
        other.nodes.append(Node("doc:x:1-kh:2026", "Document", {"number": "1/KH"}))
        if document != link.target:
            other.nodes.append(Node(link.target, "Document", {"number": "2/KH"}))
        other.edges.append(Edge(link.source, link.target, link.type, {"text": text}))
        write(record, other)
    columns = read_columns(record)
    assert len(columns.edges["CITES"]) == 1
    assert frame(columns, "CITES")["text"].tolist() == ["hai"]
    assert_same_graph(record)


def test_nodes_are_found_by_id_and_links_by_node(record: Record) -> None:
    columns = read_columns(record)
    agency, task = columns.number("agency:x:so-mot"), columns.number("task:x:1-kh:2026:2")
    assert agency is not None and task is not None
    assert columns.id(task) == "task:x:1-kh:2026:2"
    assert columns.number("task:x:1-kh:2026:3") is None
    led = columns.links(agency, "LEADS", outgoing=True)
    assert [columns.id(int(t)) for t in columns.edges["LEADS"].target[led]] == [
        "task:x:1-kh:2026:1",
        "task:x:1-kh:2026:2",
    ]
    assert columns.links(task, "LEADS", outgoing=False).tolist() == [1]
    assert columns.links(task, "LEADS", outgoing=True).size == 0


def test_names_are_categories_and_dates_are_numbers() -> None:
    text = Text.of(["month", None, "year", "month", "a text of more than eight bytes", None])
    codes, names = text.categories
    assert [None if c < 0 else names[c] for c in codes] == text.tolist()
    assert Text.of([None]).categories[1] == []
    assert Text.of(["2026-03-31", None, "2025"]).days.tolist() == [20260331, 0, 0]
    assert Text.of(["a", "b", "d"]).find("c") is None
    assert text.missing.tolist() == [False, True, False, False, False, True]


def test_the_ids_of_a_nation_have_a_hash_each() -> None:
    places = [f"p{p:02}-c{c:03}" for p in range(1, 35) for c in range(1, 99)]
    ids = [f"{kind}:{place}:{n:03}{end}" for place in places for n in range(20)
           for kind, end in (("task", ""), ("task", ":due"), ("indicator", ""), ("indicator", ":2030"))]  # fmt: skip
    assert np.unique(Text.of(ids).hashes()).size == len(ids)  # type: ignore[arg-type]


def test_equal_hashes_do_not_mix_texts_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Text, "hashes", lambda self: np.zeros(len(self), dtype=np.uint64))
    text = Text.of(["b", "a", None, "b"])
    codes, names = text.categories
    assert [None if c < 0 else names[c] for c in codes] == ["b", "a", None, "b"]
    numbers = Numbering([Text.of(["x", "y"]), Text.of(["z"])])
    assert numbers.of(Text.of(["z", "x", "y"])).tolist() == [2, 0, 1]


def test_the_columns_are_kept_and_follow_every_change(record: Record, kept: None) -> None:
    columns = columns_of(record)
    assert columns_of(record) is columns
    assert cache.load(record) is not None
    write(record, bundle("doc:x:2-kh:2026"))
    assert load(record) is None
    assert len(columns_of(record).nodes["Task"]) == 4
    again = Record.open(record.path)
    opened = load(again)
    assert opened is not None and len(opened.nodes["Task"]) == 4
    pd.testing.assert_frame_equal(frame(opened, "LEADS"), record.frame("LEADS"))


def test_a_change_by_another_program_is_noticed(record: Record, kept: None) -> None:
    columns_of(record)
    other = sqlite3.connect(record.path)
    with other:
        other.execute("UPDATE \"Task\" SET name = 'anders'")
    assert set(frame(columns_of(record), "Task")["name"]) == {"anders"}
    other.close()
    again = Record.open(record.path)
    assert set(frame(columns_of(again), "Task")["name"]) == {"anders"}


def test_another_file_in_its_place_is_noticed(record: Record, kept: None, tmp_path: Path) -> None:
    columns_of(record)
    revision = record.revision
    record.close()
    other = Record.open(tmp_path / "other.db")
    write(other, bundle("doc:x:9-kh:2026", tasks=5))
    assert other.revision == revision
    other.close()
    (tmp_path / "other.db").replace(record.path)
    again = Record.open(record.path)
    assert len(columns_of(again).nodes["Task"]) == 5


def test_clearing_the_journal_does_not_cost_the_file(record: Record, kept: None) -> None:
    columns_of(record)
    record.close()
    again = Record.open(record.path)
    assert load(again) is not None


@pytest.mark.parametrize("damage", [b"", b"{}\n", b"not json\n", None])
def test_a_damaged_file_is_made_anew(record: Record, kept: None, damage: bytes | None) -> None:
    path = save(read_columns(record), record.path)
    path.write_bytes(path.read_bytes()[:-200] if damage is None else damage)
    assert load(record) is None
    assert len(columns_of(record).nodes["Task"]) == 2
    assert load(record) is not None


def test_a_small_record_has_no_file_and_an_unwritable_folder_no_error(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns_of(record)
    assert not list(record.path.parent.glob("*.columns*"))
    monkeypatch.setattr(cache, "WORTH_KEEPING", 1)
    monkeypatch.setattr(cache, "save", lambda *_: (_ for _ in ()).throw(PermissionError("read-only")))
    record.kept.clear()
    assert len(columns_of(record).nodes["Task"]) == 2
    assert identity(record.path)


def test_the_workload_from_columns_is_the_one_from_frames(example: Record) -> None:
    pd.testing.assert_frame_equal(workload(example), workload(example, since=ALWAYS))


def test_arrow_tables_hold_the_same(example: Record) -> None:
    columns = read_columns(example)
    try:
        table = arrow(columns, "Task")
    except ArrowMissingError as error:
        pytest.skip(str(error))
    assert table.to_pylist() == [{"id": node.id, **node.properties} for node in example.nodes("Task")]
