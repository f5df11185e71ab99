"""The record: whole or nothing, re-import changes nothing, replacing takes out exactly what one document brought."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from graph.elements import Node
from graph.exchange import export_jsonl
from graph.identity.documents import Claim
from graph.judgements import decide, standing
from graph.record import Record, RecordError
from graph.rows import Flag, Place
from graph.writing import NodeFlag, remove, write
from tests.graph.small import bundle


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record.open(tmp_path / "w.db")


def exported(record: Record, folder: Path) -> tuple[bytes, bytes]:
    export_jsonl(record, folder)
    return (folder / "nodes.jsonl").read_bytes(), (folder / "edges.jsonl").read_bytes()


def test_the_same_document_again_changes_nothing(record: Record, tmp_path: Path) -> None:
    assert write(record, bundle()) == "imported"
    before, revision = exported(record, tmp_path / "a"), record.revision
    assert write(record, bundle()) == "unchanged"
    assert exported(record, tmp_path / "b") == before
    assert record.revision == revision


def test_a_changed_document_replaces_what_it_brought_and_keeps_judgements(record: Record) -> None:
    write(record, bundle(tasks=3))
    decide(record, "overlap", "task:x:1-kh:2026:1", "task:x:1-kh:2026:2", "rejected", "other objects", person="An")
    assert write(record, bundle(sha="b", tasks=2)) == "replaced"
    assert len(record.frame("Task")) == 2
    assert len(record.frame("LEADS")) == 2
    assert [j.decision for j in standing(record)] == ["rejected"]


def test_a_shared_node_stays_while_another_document_names_it(record: Record) -> None:
    write(record, bundle("doc:x:1-kh:2026"))
    write(record, bundle("doc:x:2-kh:2026"))
    remove(record, "doc:x:1-kh:2026")
    assert record.frame("Agency")["id"].tolist() == ["agency:x:so-mot"]
    remove(record, "doc:x:2-kh:2026")
    assert record.frame("Agency").empty
    assert record.connection.execute("SELECT count(*) FROM node").fetchone() == (0,)


def test_the_order_of_imports_does_not_matter(tmp_path: Path) -> None:
    first, second = bundle("doc:x:1-kh:2026", agency="Sở Một"), bundle("doc:x:2-kh:2026", agency="SỞ MỘT")
    exports = []
    for name, order in (("a", (first, second)), ("b", (second, first))):
        record = Record.open(tmp_path / f"{name}.db")
        for item in order:
            write(record, item)
        exports.append(exported(record, tmp_path / name))
    assert exports[0] == exports[1]


def test_a_flag_follows_the_document_it_is_about(record: Record) -> None:
    """One plan dates a letter wrongly and says so of the node it takes it for; another one shows which it is."""
    wrong, right = "doc:x:9-cv:2024", "doc:x:9-cv:2025"
    first, second = bundle("doc:x:1-kh:2026"), bundle("doc:x:2-kh:2026")
    for item, node, dates in ((first, wrong, ("2024-05-06",)), (second, right, ("2025-05-06", "2025-05-06"))):
        item.nodes.append(Node(node, "Document", {"number": "9/CV", "status": "cited", "draft": False}))
        item.claims = [
            (Claim(item.document, "9/CV-UBND", "letter", date, title=str(n), jurisdiction="X"), node)
            for n, date in enumerate(dates)
        ]
    first.flags.append(NodeFlag(Flag("cited_twice_dates", "two dates", Place(line=3)), wrong))
    write(record, first)
    write(record, second)
    nodes = {row[0] for row in record.connection.execute("SELECT node FROM flag WHERE code = 'cited_twice_dates'")}
    assert nodes <= set(record.frame("Document")["id"])


def test_an_error_in_the_middle_of_an_import_leaves_nothing(record: Record) -> None:
    broken = bundle()
    broken.edges[-1].target = "task:nowhere"
    with pytest.raises(sqlite3.IntegrityError):
        write(record, broken)
    assert record.frame("Task").empty
    assert record.connection.execute("SELECT count(*) FROM imported").fetchone() == (0,)


def test_a_workspace_of_a_newer_program_is_refused(record: Record) -> None:
    record.connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    record.close()
    with pytest.raises(RecordError, match="newer remit"):
        Record.open(record.path)


def test_a_file_that_is_no_workspace_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(RecordError, match="not a remit workspace"):
        Record.open(path)


def test_the_record_is_durable_and_keeps_foreign_keys(record: Record) -> None:
    assert record.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert record.connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert record.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_readings_of_one_state_do_not_see_what_another_program_writes_meanwhile(record: Record) -> None:
    write(record, bundle())
    record.kept["found"] = 1
    other = Record.open(record.path)
    with record.reading(), record.reading() as connection:
        assert record.label("task:x:1-kh:2026:1") == "Task"
        write(other, bundle("doc:x:2-kh:2026"))
        assert connection.execute("SELECT count(*) FROM imported").fetchone() == (1,)
        assert record.kept == {"found": 1}
    assert not record.connection.in_transaction
    assert record.kept == {}
    assert record.label("task:x:2-kh:2026:1") == "Task"


def test_nothing_stays_of_a_transaction_that_has_changed_something(record: Record) -> None:
    write(record, bundle())
    record.kept["found"] = 1
    with record.transaction() as connection:
        assert record.kept == {"found": 1}
        connection.execute("DELETE FROM flag")
        connection.execute("UPDATE imported SET account = '{}'")
        record.kept["found"] = 2
        assert record.kept == {}
    assert record.kept == {}


def test_after_many_transactions_each_one_lasts_through_a_loss_of_power_again(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "w.db")
    with contextlib.suppress(KeyboardInterrupt), record.many():
        with record.transaction() as connection:
            connection.execute("INSERT INTO node VALUES ('task:kept', 'Task')")
        raise KeyboardInterrupt
    assert record.connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert b"task:kept" in (tmp_path / "w.db").read_bytes()  # no longer in the log alone
