"""The way up from a task: what rows share is kept while the record stays as it is, and no longer."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from graph.elements import Edge, Node
from graph.record import Record
from graph.reference import AmbiguousReferenceError, ReferenceNotFoundError, resolve
from graph.writing import write
from queries.trace import COLUMNS, links_upward, trace
from tests.graph.small import bundle

PLAN = "doc:x:1-kh:2026"
LAW = Node("doc:law", "Document", {"number": "5/NQ-TU", "status": "cited"})


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """A plan of four tasks: one in the document itself, three in sections, of which one says whose its tasks are."""
    made = bundle(tasks=4)
    made.nodes += [LAW, Node("doc:order", "Document", {"number": "7/QĐ", "status": "cited"})]
    made.edges.append(Edge(PLAN, LAW.id, "IMPLEMENTS", {"text": "thực hiện", "document": PLAN, "source_line": 1}))
    tasks = [node for node in made.nodes if node.label == "Task"]
    titles = {"A": "Việc của tỉnh", "B": "Việc theo 7/QĐ", "C": None}
    for (number, title), task in zip(titles.items(), tasks[1:], strict=True):
        section = Node(f"section:x:{number}", "Section", {"number": number, "title": title, "document": PLAN})
        made.nodes.append(section)
        made.edges = [e for e in made.edges if not (e.type == "CONTAINS" and e.target == task.id)]
        made.edges.append(Edge(PLAN, section.id, "CONTAINS", {"document": PLAN}))
        made.edges.append(Edge(section.id, task.id, "CONTAINS", {"document": PLAN, "source_line": 9}))
        task.properties.update(appendix="II", section=number, number="1" if number in "AB" else "3a")
    made.edges.append(Edge("section:x:B", "doc:order", "IMPLEMENTS", {"text": "theo 7/QĐ", "document": PLAN}))
    made.edges.append(Edge(tasks[0].id, "doc:order", "CITES", {"text": "7/QĐ", "document": PLAN}))
    record = Record.open(tmp_path / "w.db")
    write(record, made)
    return record


def ways(record: Record, ref: str) -> list[tuple[object, ...]]:
    shown = ("step", "from_reference", "type", "to_reference", "text")
    return [tuple(link[key] for key in shown) for link in links_upward(record, ref)]


def test_a_task_goes_the_way_its_heading_says(record: Record) -> None:
    up = (2, "1/KH", "IMPLEMENTS", "5/NQ-TU", "thực hiện")
    assert ways(record, "1/KH 1") == [
        (1, "1/KH 1", "CONTAINS", "1/KH", None), up, (2, "1/KH 1", "CITES", "7/QĐ", "7/QĐ"),
    ]  # fmt: skip
    assert ways(record, "1/KH II.A.1") == [(1, "1/KH II.A.1", "CONTAINS", "1/KH", "Việc của tỉnh"), up]
    assert ways(record, "1/KH II.B.1")[1] == (2, "1/KH", "IMPLEMENTS", "7/QĐ", "theo 7/QĐ")
    lost = links_upward(record, "1/KH II.3a")
    assert "the title of section C is lost" in str(lost[1]["note"]) and lost[2]["to_reference"] == "5/NQ-TU"
    assert ways(record, "section:x:B")[1] == (2, "1/KH", "IMPLEMENTS", "7/QĐ", "theo 7/QĐ")


def test_the_frame_holds_the_same(record: Record) -> None:
    frame = trace(record, "1/KH 1")
    assert tuple(frame.columns) == COLUMNS
    assert frame.to_dict("records") == links_upward(record, "1/KH 1")


def test_a_row_is_found_by_any_of_its_references(record: Record) -> None:
    assert resolve(record, "1/kh ii.3A.") == resolve(record, "1/KH II.C.3a")
    with pytest.raises(AmbiguousReferenceError):
        resolve(record, "1/KH II.1")
    with pytest.raises(ReferenceNotFoundError):
        resolve(record, "1/KH II.9")
    with pytest.raises(ReferenceNotFoundError):
        resolve(record, "9/KH II.1")


def test_what_is_kept_follows_every_change(record: Record) -> None:
    assert ways(record, "1/KH II.A.1")[1][3] == "5/NQ-TU"
    other = sqlite3.connect(record.path)
    with other:
        other.execute("UPDATE Document SET number = '6/NQ-TU' WHERE id = ?", (LAW.id,))
    assert ways(record, "1/KH II.A.1")[1][3] == "6/NQ-TU"
    record.connection.execute("UPDATE Document SET number = '8/NQ-TU' WHERE id = ?", (LAW.id,))
    assert ways(record, "1/KH II.A.1")[1][3] == "8/NQ-TU"


def test_nothing_is_kept_of_a_transaction_that_is_undone(record: Record) -> None:
    with pytest.raises(ZeroDivisionError), record.transaction() as connection:
        connection.execute("UPDATE Document SET number = '6/NQ-TU' WHERE id = ?", (LAW.id,))
        assert ways(record, "1/KH 1")[1][3] == "6/NQ-TU"
        _ = 1 / 0
    assert ways(record, "1/KH 1")[1][3] == "5/NQ-TU"
