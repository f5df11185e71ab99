"""One contract for every engine: each shipped question gives the same rows from the NetworkX graph, from the embedded
view and from a real Neo4j, over a small graph with everything that trips engines and over the real documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from graph.cypher.answer import View
from graph.cypher.embedded import EmbeddedGraph
from graph.cypher.push import push, workspace_id
from graph.cypher.server import Login, Server, connect
from graph.network import to_networkx
from graph.record import Record
from queries.cypher import UnknownQuestionError, ask, cypher, parameters, question, questions
from queries.workload import workload
from tests.neo4j_server import Neo4j
from tests.queries.cypher_graph import VALUES, small_record
from tests.queries.cypher_reference import REFERENCE
from tests.seeds import SEEDS, needs_seeds

NAMES = sorted(questions())


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return small_record(tmp_path_factory.mktemp("small") / "w.db")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Record:
    from importers.pipeline import import_file

    record = Record.open(tmp_path_factory.mktemp("real") / "w.db")
    for path in sorted(SEEDS.glob("*.txt")):
        import_file(record, path)
    return record


@pytest.fixture(scope="module")
def small_view(small: Record) -> EmbeddedGraph:
    return EmbeddedGraph(small)


@pytest.fixture(scope="module")
def real_view(real: Record) -> EmbeddedGraph:
    return EmbeddedGraph(real)


@pytest.fixture(scope="module")
def server(neo4j: Neo4j) -> Iterator[Server]:
    with connect(Login(neo4j.uri.replace("bolt", "neo4j"), "neo4j", neo4j.password)) as connection:
        yield connection


@pytest.fixture
def small_there(small: Record, server: Server) -> Server:
    return holding(server, small)


@pytest.fixture
def real_there(real: Record, server: Server) -> Server:
    return holding(server, real)


def holding(server: Server, record: Record) -> Server:
    """The server with this record's graph and nothing else."""
    with server.session() as session:
        mark = workspace_id(record)
        others = "MATCH (n) WHERE n.workspace IS NULL OR n.workspace <> $mark DETACH DELETE n RETURN count(*)"
        session.execute_write(lambda transaction: transaction.run(others, mark=mark).consume())
        (left,) = session.run("MATCH (n) RETURN count(n)").single(strict=True)
    if left == 0:
        push(record, server)
    return server


def rows(found: Iterable[Iterable[Any]]) -> list[str]:
    """Rows in an order of their own; sums of thirds do not depend on who added first."""
    return sorted(repr([round(v, 9) if isinstance(v, float) else v for v in row]) for row in found)


def asked(view: View, record: Record, name: str, values: dict[str, object]) -> list[str]:
    answer = ask(view, name, values, record=record)
    assert not answer.cut
    assert not answer.notes
    return rows(answer.rows)


def expected(record: Record, name: str, values: dict[str, object]) -> list[str]:
    return rows(REFERENCE[name](to_networkx(record), **parameters(question(name), values, record)))


def variants(name: str, values: dict[str, object]) -> list[dict[str, object]]:
    """Values for a question: once with what it requires, once with everything it takes."""
    names = {p.removesuffix("_folded"): p for p in question(name).parameters}
    required = {plain: values[plain] for plain, p in names.items() if p in question(name).required}
    return [required] if len(required) == len(names) else [required, {plain: values[plain] for plain in names}]


def real_values(record: Record) -> dict[str, object]:
    first = {
        "task": 'SELECT target FROM "CITES" WHERE target LIKE "task:%" UNION SELECT target FROM "LEADS" ORDER BY 1',
        "document": 'SELECT target FROM "IMPLEMENTS" GROUP BY 1 ORDER BY count(*) DESC, 1',
        "agency": 'SELECT a.name FROM "LEADS" JOIN "Agency" a ON a.id = source GROUP BY 1 ORDER BY count(*) DESC, 1',
        "indicator": 'SELECT name FROM "Indicator" GROUP BY 1 ORDER BY count(*) DESC, 1',
        "plan": 'SELECT document FROM "Task" GROUP BY 1 ORDER BY count(*) DESC, 1',
    }
    return {name: record.connection.execute(query).fetchone()[0] for name, query in first.items()}


def test_every_question_has_a_reference_and_says_what_it_asks() -> None:
    assert set(NAMES) <= set(REFERENCE)
    assert len(NAMES) >= 10
    for asks in questions().values():
        assert asks.about.endswith(".")
        used = {word.split("`")[0] for line in asks.text.splitlines() if not line.startswith("//")
                for word in _parameters(line)}  # fmt: skip
        assert used == set(asks.parameters)


def _parameters(line: str) -> list[str]:
    import re

    return re.findall(r"\$(\w+)", line)


@pytest.mark.parametrize("name", NAMES)
def test_embedded_gives_the_rows_of_the_reference(name: str, small: Record, small_view: EmbeddedGraph) -> None:
    for values in variants(name, VALUES):
        found = asked(small_view, small, name, values)
        assert found == expected(small, name, values)
        assert found, "the small graph has rows for every question"


@pytest.mark.xdist_group("neo4j")
@pytest.mark.parametrize("name", NAMES)
def test_neo4j_gives_the_rows_of_the_reference(name: str, small: Record, small_there: Server) -> None:
    for values in variants(name, VALUES):
        assert asked(small_there, small, name, values) == expected(small, name, values)


@needs_seeds
@pytest.mark.parametrize("name", NAMES)
def test_embedded_gives_the_rows_of_the_reference_over_the_real_documents(
    name: str, real: Record, real_view: EmbeddedGraph
) -> None:
    for values in variants(name, real_values(real)):
        assert asked(real_view, real, name, values) == expected(real, name, values)


@needs_seeds
@pytest.mark.xdist_group("neo4j")
def test_neo4j_and_the_embedded_view_agree_over_the_real_documents(
    real: Record, real_view: EmbeddedGraph, real_there: Server
) -> None:
    for name in NAMES:
        for values in variants(name, real_values(real)):
            assert asked(real_there, real, name, values) == asked(real_view, real, name, values), name


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n) RETURN n.type AS type, n.id AS id, n.name AS name, n.title AS title",
        "MATCH ()-[r]->() RETURN r.type AS type, r.text AS text, r.rank AS rank",
        "MATCH (t:Task) RETURN t.due IS NULL AS undated, count(*) AS n, collect(t.due) AS days",
        "MATCH (t:Task {id: 'task:3'}) OPTIONAL MATCH (t)-[:DUE]->(m) RETURN collect(m.text) AS texts",
        "MATCH (t:Task {id: 'task:1'})-[:DEPENDS_ON*1..4]->(u) RETURN DISTINCT u.id AS id",
        "MATCH (t:Task) WHERE t.name CONTAINS $word RETURN t.id AS id, toLower(t.name) AS name",
        "MATCH (a:Agency)-[r:LEADS]->(t:Task {id: 'task:1'}) RETURN a, r, t, labels(t) AS labels",
    ],
)
@pytest.mark.xdist_group("neo4j")
def test_free_texts_give_the_same_rows(text: str, small_view: EmbeddedGraph, small_there: Server) -> None:
    here, there = small_view.run(text, {"word": "Đề án"}), small_there.run(text, {"word": "Đề án"})
    assert here.columns == there.columns
    assert rows(map(_settled, here.rows)) == rows(map(_settled, there.rows))


def _settled(row: list[Any]) -> list[Any]:
    """Lists are collected in any order; a node's properties come without the missing ones."""
    kept = [{k: v for k, v in sorted(x.items()) if v is not None} if isinstance(x, dict) else x for x in row]
    return [sorted(x, key=str) if isinstance(x, list) else x for x in kept]


def test_agency_load_is_workload(small: Record) -> None:
    frame = cypher(small, "agency_load").set_index("id")
    other = workload(small).set_index("id")
    assert (frame.loc[other.index, "led"] == other["led"]).all()
    assert (frame.loc[other.index, "lead_share"] - other["lead_share"]).abs().max() < 1e-9
    assert frame.loc["agency:nhan-roi", "led"] == 0


def test_a_parameter_that_is_missing_or_unknown_is_named(small: Record) -> None:
    with pytest.raises(UnknownQuestionError, match="task is missing"):
        cypher(small, "upward")
    with pytest.raises(UnknownQuestionError, match="no parameter colour"):
        cypher(small, "agency_load", colour="red")
    with pytest.raises(UnknownQuestionError, match="agency_load"):
        cypher(small, "nothing_of_this_name")


def test_a_task_can_be_named_by_reference(small: Record) -> None:
    assert len(cypher(small, "evidence", task="1/KH 2")) == len(cypher(small, "evidence", task="task:2"))

