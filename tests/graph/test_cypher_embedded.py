"""Cypher in memory: only reading is allowed, in bounded time and size, and values come out plain."""

from __future__ import annotations

import time

import pytest

from graph.cypher.answer import CypherError, CypherTimeoutError
from graph.cypher.embedded import EmbeddedGraph
from graph.cypher.guard import RefusedCypherError, check
from graph.record import Record
from graph.writing import write
from tests.graph.small import bundle


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedGraph:
    record = Record.open(tmp_path_factory.mktemp("view") / "w.db")
    write(record, bundle(tasks=30))
    return EmbeddedGraph(record)


def test_nodes_and_relationships_come_out_as_their_properties(view: EmbeddedGraph) -> None:
    text = "MATCH (a:Agency)-[r:LEADS]->(t:Task {number: $number}) RETURN a, r, t.due AS due"
    answer = view.run(text, {"number": "2"})
    assert answer.columns == ["a", "r", "due"]
    ((agency, link, due),) = answer.rows
    assert (agency["name"], agency["title"], agency["type"]) == ("Sở Một", "Sở Một", "Agency")
    assert (link["rank"], link["type"], due) == (1, "LEADS", None)


def test_every_node_has_a_name_a_title_and_a_type_of_its_own(view: EmbeddedGraph) -> None:
    rows = view.run("MATCH (d:Document) RETURN d.name AS name, d.title AS title, d.type AS type").rows
    assert rows == [["1/KH", "Một", "Document"]]


def test_rows_are_cut_and_it_is_said(view: EmbeddedGraph) -> None:
    answer = view.run("MATCH (t:Task) RETURN t.id AS id ORDER BY id", limit=7)
    assert (len(answer.rows), answer.cut, answer.notes) == (7, True, [])
    assert not view.run("MATCH (t:Task) RETURN t.id", limit=30).cut


def test_a_long_question_is_ended(view: EmbeddedGraph) -> None:
    start = time.monotonic()
    with pytest.raises(CypherTimeoutError, match=r"longer than 0\.5 seconds"):
        view.run("MATCH (a:Task), (b:Task), (c:Task), (d:Task), (e:Task) WHERE a.name + b.name = c.name + d.name "
                 "RETURN count(e)", seconds=0.5)  # fmt: skip
    assert time.monotonic() - start < 10


def test_a_question_that_cannot_be_read_is_one_sentence(view: EmbeddedGraph) -> None:
    with pytest.raises(CypherError, match="line 1") as found:
        view.run("MATCH (n RETURN n")
    assert "\n" not in str(found.value)
    with pytest.raises(CypherError, match="number"):
        view.run("MATCH (t:Task {number: $number}) RETURN t")


def test_what_the_engine_leaves_out_is_noted(view: EmbeddedGraph) -> None:
    assert "10 hops" in " ".join(view.run("MATCH (d:Document)-[:CONTAINS*]->(t) RETURN count(t)").notes)
    assert view.run("MATCH (t:Task) WHERE t.budget_vnd > 1 RETURN t.cadence").notes == []


def test_the_view_writes_nothing_even_past_the_guard(view: EmbeddedGraph) -> None:
    with pytest.raises(Exception, match="read-only"):
        view._graph.cypher("CREATE (n:Task)")


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n) SET n.x = 1",
        "CREATE (n)",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n) RETURN n; MATCH (m) RETURN m",
        "MATCH (n) RETURN n;",
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "WITH 1 AS x LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "WITH 1 AS x load/**/csv FROM 'x' AS line RETURN line",
        "CALL db.labels()",
        "MATCH (n) CALL { WITH n RETURN 1 AS x } RETURN x",
        "USE other MATCH (n) RETURN n",
        "MATCH (n) RETURN n /* ' */ MERGE (m) /* ' */",
        "MATCH (n) RETURN n // '\nMERGE (m) // '",
        "MATCH (n) RETURN 'it\\'s' MERGE (m)",
        'MATCH (n) RETURN "\\\\" MERGE (m)',
        "MATCH (n) \\u0053ET n.x = 1",
        "MATCH (n) WHERE n.name = '\\u0027 RETURN n",
        "MATCH (n) RETURN n FORMAT CSV",
        "EXPLAIN MATCH (n) RETURN n",
        "SHOW DATABASES",
        "MATCH (n) RETURN 'open",
        "FOREACH (x IN [1] | CREATE (n))",
        "",
        "// nothing",
    ],
)
def test_a_text_that_does_more_than_read_is_refused(text: str) -> None:
    with pytest.raises(RefusedCypherError):
        check(text)


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n:Task) RETURN n.name",
        "// a comment; CREATE\nMATCH (n) RETURN n",
        "MATCH (n) WHERE n.name = 'CREATE; SET' RETURN n.`set` AS `call`",
        "MATCH (n) WHERE n.name CONTAINS \"it's\" RETURN n /* ; */",
        "OPTIONAL MATCH (n:Task {id: $set}) RETURN n.created, n.settings",
        "UNWIND $rows AS row RETURN row[0] ORDER BY row[0] LIMIT 10",
        "MATCH (ả:Task) RETURN ả.name",
        "RETURN 1.5e3 % 2, 0xFF, [1..2]",
    ],
)
def test_a_text_that_reads_is_allowed(text: str) -> None:
    check(text)
