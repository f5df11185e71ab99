"""One contract for every engine: each shipped question gives the same rows from the NetworkX graph, from the embedded
view and from a real Neo4j, over a small graph with everything that trips engines and over the real documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import networkx as nx
import pytest

from graph.applying import settle
from graph.cypher.answer import View
from graph.cypher.embedded import EmbeddedGraph
from graph.cypher.push import push, workspace_id
from graph.cypher.server import Login, Server, connect
from graph.judgements import decide
from graph.network import to_networkx
from graph.record import Record
from queries.cypher import UnknownQuestionError, ask, cypher, parameters, question, questions
from queries.workload import workload
from tests.neo4j_server import Neo4j
from tests.queries.cypher_graph import VALUES, small_record
from tests.queries.cypher_reference import REFERENCE
from tests.seeds import SEEDS, needs_seeds

NAMES = sorted(questions())
VALUES_TRIED = 6
"""Real values that each parameter is tried with, spread over all there are."""

NOTHING_IN_THE_REAL_ONES = {"no_lead"}
"""Questions that the real documents give no rows for."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return small_record(tmp_path_factory.mktemp("small") / "w.db")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Record:
    from importers.pipeline import import_file

    record = Record.open(tmp_path_factory.mktemp("real") / "w.db")
    for path in sorted(SEEDS.glob("*.txt")):
        import_file(record, path)
    _judged(record)
    return record


def _judged(record: Record) -> None:
    """What only a person adds: overlaps, equal measures, and dependencies whose deadlines clash."""
    tasks = _all(record, 'SELECT id FROM "Task" WHERE due IS NOT NULL ORDER BY due, id')
    indicators = _all(record, 'SELECT id FROM "Indicator" ORDER BY name_folded, id')
    for kind, ids, decision in (
        ("overlap", tasks, "confirmed"), ("measure", indicators, "confirmed"), ("depends", tasks, "declared"),
    ):  # fmt: skip
        for a, b in pairwise(_spread(ids)):
            decide(record, kind, a, b, decision, "a test", person="test")
    settle(record)


@pytest.fixture(scope="module")
def small_view(small: Record) -> EmbeddedGraph:
    return EmbeddedGraph(small)


@pytest.fixture(scope="module")
def real_view(real: Record) -> EmbeddedGraph:
    return EmbeddedGraph(real)


@pytest.fixture(scope="module")
def real_network(real: Record) -> nx.MultiDiGraph[str]:
    return to_networkx(real)


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


def expected(network: nx.MultiDiGraph[str], record: Record, name: str, values: dict[str, object]) -> list[str]:
    return rows(REFERENCE[name](network, **parameters(question(name), values, record)))


def variants(name: str, *several: dict[str, object]) -> list[dict[str, object]]:
    """Values for a question: with what it requires alone, and with everything it takes, of each given set."""
    names = {p.removesuffix("_folded"): p in question(name).required for p in question(name).parameters}
    found: list[dict[str, object]] = []
    for values in several:
        required = {plain: values[plain] for plain, needed in names.items() if needed}
        found += [required, {plain: values[plain] for plain in names}]
    return [values for at, values in enumerate(found) if values not in found[:at]]


def real_values(record: Record) -> list[dict[str, object]]:
    """Sets of values from the real documents, different from one another wherever there are as many."""
    found = {
        "task": [*_all(record, 'SELECT DISTINCT source FROM "CITES" WHERE source LIKE "task:%" ORDER BY 1'),
                 *_all(record, 'SELECT id FROM "Task" ORDER BY 1')],
        "document": _all(record, 'SELECT id FROM "Document" ORDER BY 1'),
        "agency": _all(record, 'SELECT name FROM "Agency" UNION SELECT name FROM "AgencyGroup" ORDER BY 1'),
        "indicator": _all(record, 'SELECT DISTINCT name FROM "Indicator" ORDER BY 1'),
        "plan": _all(record, 'SELECT DISTINCT document FROM "Task" ORDER BY 1'),
    }  # fmt: skip
    most = {
        "document": 'SELECT target FROM "IMPLEMENTS" GROUP BY 1 ORDER BY count(*) DESC, 1',
        "agency": 'SELECT a.name FROM "LEADS" JOIN "Agency" a ON a.id = source GROUP BY 1 ORDER BY count(*) DESC, 1',
    }
    first = {name: _all(record, query)[:1] for name, query in most.items()}
    spread = {name: [*first.get(name, []), *_spread(values)] for name, values in found.items()}
    return [{name: values[at % len(values)] for name, values in spread.items()} for at in range(VALUES_TRIED + 1)]


def _all(record: Record, query: str) -> list[Any]:
    return [row[0] for row in record.connection.execute(query)]


def _spread(values: list[Any]) -> list[Any]:
    """Up to VALUES_TRIED of the values, from the first to the last."""
    step = max(1, (len(values) - 1) // (VALUES_TRIED - 1))
    return values[::step][:VALUES_TRIED]


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
        assert found == expected(to_networkx(small), small, name, values)
        assert found, "the small graph has rows for every question"


@pytest.mark.xdist_group("neo4j")
@pytest.mark.parametrize("name", NAMES)
def test_neo4j_gives_the_rows_of_the_reference(name: str, small: Record, small_there: Server) -> None:
    for values in variants(name, VALUES):
        assert asked(small_there, small, name, values) == expected(to_networkx(small), small, name, values)


@needs_seeds
@pytest.mark.parametrize("name", NAMES)
def test_embedded_gives_the_rows_of_the_reference_over_the_real_documents(
    name: str, real: Record, real_view: EmbeddedGraph, real_network: nx.MultiDiGraph[str]
) -> None:
    answered = 0
    for values in variants(name, *real_values(real)):
        found = asked(real_view, real, name, values)
        assert found == expected(real_network, real, name, values), values
        answered += len(found)
    assert answered or name in NOTHING_IN_THE_REAL_ONES


@needs_seeds
@pytest.mark.xdist_group("neo4j")
@pytest.mark.parametrize("name", NAMES)
def test_neo4j_and_the_embedded_view_agree_over_the_real_documents(
    name: str, real: Record, real_view: EmbeddedGraph, real_there: Server
) -> None:
    for values in variants(name, *real_values(real)):
        here, there = (ask(view, name, values, record=real) for view in (real_view, real_there))
        assert here.columns == there.columns
        assert not here.cut | there.cut
        assert rows(here.rows) == rows(there.rows), values


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
