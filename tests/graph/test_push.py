"""Pushing to a real Neo4j: idempotent, exact after a change, alone with what it wrote, whole after a break."""

from __future__ import annotations

import logging
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from neo4j.exceptions import Neo4jError

from graph.cypher import statements
from graph.cypher.bookmarks import keep, kept
from graph.cypher.guard import RefusedCypherError
from graph.cypher.push import Pushed, compare, push, wipe, workspace_id
from graph.cypher.server import Login, Server, ServerError, connect, explained, require_version
from graph.cypher.view import all_ends, count
from graph.record import Record
from graph.schema import EDGES, NODES
from graph.writing import remove, write
from tests.graph.small import bundle
from tests.neo4j_server import Neo4j

needs_neo4j = pytest.mark.xdist_group("neo4j")
PLAN, OTHER = "doc:x:1-kh:2026", "doc:x:2-kh:2026"


@pytest.fixture
def record(tmp_path: Path) -> Record:
    record = Record.open(tmp_path / "w.db")
    write(record, bundle(PLAN, tasks=5))
    return record


@pytest.fixture
def server(neo4j: Neo4j) -> Iterator[Server]:
    with connect(login(neo4j), patience=2) as connection:
        run(connection, "MATCH (n) DETACH DELETE n")
        yield connection


def login(neo4j: Neo4j, **changed: Any) -> Login:
    return Login(**{"uri": neo4j.uri, "user": "neo4j", "password": neo4j.password, **changed})


def run(server: Server, text: str, **values: object) -> list[list[Any]]:
    with server.session() as session:
        return [found.values() for found in session.run(text, **values)]  # type: ignore[arg-type]


def dump(server: Server) -> tuple[list[str], list[str]]:
    """Everything in the database, in an order of its own."""
    nodes = run(server, "MATCH (n) RETURN labels(n), properties(n)")
    links = run(server, "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, properties(r)")
    return tuple(sorted(repr([sorted(x.items()) if isinstance(x, dict) else x for x in row]) for row in rows)
                 for rows in (nodes, links))  # type: ignore[return-value]  # fmt: skip


def written(done: Pushed) -> tuple[int, int, int, int]:
    return done.nodes_written, done.links_written, done.nodes_deleted, done.links_deleted


@needs_neo4j
def test_the_database_holds_the_record_and_a_second_push_writes_nothing(record: Record, server: Server) -> None:
    first = push(record, server)
    there = dump(server)
    assert written(first) == (7, 10, 0, 0)
    assert (len(there[0]), len(there[1])) == (7, 10)
    for label in NODES:
        assert run(server, f"MATCH (n:{label}) RETURN count(n)") == [[count(record.connection, label)]]
    second = push(record, server)
    assert (written(second), second.unchanged) == ((0, 0, 0, 0), 17)
    assert dump(server) == there
    frame = compare(record, server)
    assert not frame[["missing", "changed", "stale"]].to_numpy().any()
    assert frame["there"].sum() == 17


@needs_neo4j
def test_a_push_after_another_import_is_exactly_the_difference(record: Record, server: Server) -> None:
    push(record, server)
    changed = bundle(PLAN, "b", tasks=4)
    changed.nodes[2].properties["name"] = "Việc khác"
    changed.nodes[2].properties["number"] = None
    write(record, changed)
    frame = compare(record, server).set_index("name")
    assert list(frame.loc["Task", ["missing", "changed", "stale"]]) == [0, 1, 1]
    assert written(push(record, server)) == (1, 0, 1, 2)
    there = dump(server)
    wipe(record, server)
    assert dump(server) == ([], [])
    push(record, server)
    assert dump(server) == there
    remove(record, PLAN)
    push(record, server)
    assert dump(server) == ([], [])


@needs_neo4j
def test_what_others_wrote_is_never_touched(record: Record, server: Server) -> None:
    task = "task:x:1-kh:2026:1"
    run(server, "CREATE (:Task {id: $id, name: 'ours'})-[:LEADS]->(:Agency {id: 'agency:x:so-mot'})", id=task)
    theirs = dump(server)
    push(record, server)
    ours = "MATCH (t:Task {id: $id, workspace: $mark})"
    mark = workspace_id(record)
    run(server, f"{ours} SET t.reviewed = true CREATE (t)<-[:SAW {{by: 'An'}}]-(:Person {{id: 'p'}})",
        id=task, mark=mark)  # fmt: skip
    changed = bundle(PLAN, "b", tasks=5)
    changed.nodes[2].properties["name"] = "Việc khác"
    write(record, changed)
    assert written(push(record, server)) == (1, 0, 0, 0)
    assert run(server, f"{ours} RETURN t.name, t.reviewed", id=task, mark=mark) == [["Việc khác", True]]
    done = wipe(record, server)
    assert (done.nodes_deleted, done.links_deleted, done.kept) == (6, 10, 1)
    assert run(server, "MATCH (:Person)-[r:SAW]->(t) RETURN r.by, t.id") == [["An", task]]
    run(server, f"{ours} DETACH DELETE t", id=task, mark=mark)
    run(server, "MATCH (p:Person) DELETE p")
    assert dump(server) == theirs


@needs_neo4j
def test_a_node_others_joined_to_stays_until_they_let_go(record: Record, server: Server) -> None:
    push(record, server)
    run(server, "MATCH (t:Task {number: '5'}) CREATE (t)<-[:SAW]-(:Person)")
    write(record, bundle(PLAN, "b", tasks=4))
    assert push(record, server).kept == 1
    run(server, "MATCH (p:Person) DETACH DELETE p")
    assert written(push(record, server)) == (0, 0, 1, 0)


@needs_neo4j
def test_two_workspaces_in_one_database_do_not_meet(record: Record, server: Server, tmp_path: Path) -> None:
    other = Record.open(tmp_path / "other.db")
    write(other, bundle(OTHER, tasks=2))
    push(record, server)
    alone = dump(server)
    push(other, server)
    assert run(server, "MATCH (a:Agency) RETURN count(a)") == [[2]]
    assert server.workspaces() == 2
    assert written(push(record, server)) == (0, 0, 0, 0)
    wipe(other, server)
    assert server.workspaces() == 1
    assert dump(server) == alone


@needs_neo4j
def test_constraints_stand_before_the_first_write(record: Record, server: Server) -> None:
    for name in [row[0] for row in run(server, "SHOW CONSTRAINTS YIELD name RETURN name")]:
        run(server, f"DROP CONSTRAINT {name}")
    seen: list[int] = []

    def look(rows: int) -> None:
        seen.append(len(run(server, "SHOW CONSTRAINTS YIELD name, type WHERE type = 'UNIQUENESS' RETURN name")))

    push(record, server, progress=look)
    assert seen[0] == len(NODES)


@needs_neo4j
def test_a_server_killed_during_a_push_is_completed_by_the_next(neo4j: Neo4j, server: Server, tmp_path: Path) -> None:
    record = Record.open(tmp_path / "w.db")
    write(record, bundle(PLAN, tasks=400))
    push(record, server)
    clean = dump(server)
    wipe(record, server)
    sent = 0

    def kill(rows: int) -> None:
        nonlocal sent
        sent += rows
        if sent >= 700:
            neo4j.stop(signal.SIGKILL)

    with pytest.raises(ServerError, match=r"no server answers|broke"):
        push(record, server, batch=50, progress=kill)
    neo4j.start()
    with connect(login(neo4j)) as again:
        there = compare(record, again)["there"].sum()
        assert 0 < there < 1202
        done = push(record, again)
        assert done.nodes_written + done.links_written == 1202 - there
        assert dump(again) == clean


@needs_neo4j
def test_who_may_only_read_is_told_so_and_can_ask(neo4j: Neo4j, record: Record, server: Server) -> None:
    push(record, server)
    write(record, bundle(PLAN, "b", tasks=6))
    neo4j.stop(signal.SIGTERM)
    neo4j.start(read_only=True)
    try:
        with connect(login(neo4j), patience=2) as reader:
            for writing in (push, wipe):
                with pytest.raises(ServerError, match="neo4j may only read here") as found:
                    writing(record, reader)
                assert "\n" not in str(found.value)
            assert reader.run("MATCH (t:Task) RETURN count(t)").rows == [[5]]
            assert compare(record, reader)["missing"].sum() > 0
    finally:
        neo4j.stop(signal.SIGTERM)
        neo4j.start()


@needs_neo4j
def test_a_push_that_a_person_ends_is_completed_by_the_next(record: Record, server: Server) -> None:
    sent = 0

    def end(rows: int) -> None:
        nonlocal sent
        sent += rows
        if sent > 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        push(record, server, batch=2, progress=end)
    done = push(record, server)
    assert done.unchanged > 0
    assert done.nodes_written + done.links_written + done.unchanged == 17


@needs_neo4j
def test_both_schemes_work_and_reads_see_the_push(neo4j: Neo4j, record: Record, server: Server) -> None:
    routed = login(neo4j, uri=neo4j.uri.replace("bolt", "neo4j"))
    with connect(routed) as connection:
        push(record, connection)
        keep(record, routed.uri, connection.bookmarks())
    assert kept(record, routed.uri)
    with connect(routed, bookmarks=kept(record, routed.uri)) as later:
        assert later.run("MATCH (t:Task) RETURN count(t) AS n").rows == [[5]]


@needs_neo4j
def test_asking_is_reading(server: Server) -> None:
    with pytest.raises(RefusedCypherError):
        server.run("CREATE (n:Task)")
    answer = server.run("UNWIND range(1, 20) AS n RETURN n", limit=5)
    assert (len(answer.rows), answer.cut) == (5, True)
    with explained(server.login), pytest.raises(Neo4jError), server.session(reading=True) as session:
        session.run("CREATE (n:Task)").consume()
    with pytest.raises(Exception, match="longer than"):
        server.run("UNWIND range(1, 100000) AS a UNWIND range(1, 1000000) AS b RETURN sum(a * b)", seconds=1)


@needs_neo4j
@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"password": "wrong-secret"}, "wrong user name or password"),
        ({"uri": "bolt://127.0.0.1:9"}, "no server answers there"),
        ({"database": "nothing"}, "there is no database nothing"),
    ],
)
def test_a_login_that_fails_is_one_sentence(neo4j: Neo4j, record: Record, changed: dict[str, str], said: str) -> None:
    with pytest.raises(ServerError, match=said) as found, connect(login(neo4j, **changed), patience=1) as connection:
        push(record, connection)
    assert "\n" not in str(found.value)
    assert "secret" not in str(found.value)


@pytest.mark.parametrize(
    ("uri", "said"),
    [
        ("localhost:7687", "not the address"),
        ("bolt://localhost:many", "not the address"),
        ("https://localhost", "not the address"),
        ("bolt://me:secret@localhost", "may not hold a password"),
        ("bolt://10.1.2.3:7687", "unencrypted"),
    ],
)
def test_an_address_that_cannot_be_is_refused_before_anything_is_sent(uri: str, said: str) -> None:
    with pytest.raises(ServerError, match=said) as found, connect(Login(uri, "neo4j", "x")):
        pass
    assert "secret" not in str(found.value)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("Neo.ClientError.Security.Forbidden", "an may only read here"),
        ("Neo.ClientError.Statement.AccessMode", "an may only read here"),
        ("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", "an may only read here"),
        ("Neo.ClientError.Security.CredentialsExpired", "has expired"),
        ("Neo.ClientError.Statement.SyntaxError", "^words$"),
    ],
)
def test_what_a_server_refuses_is_one_sentence(code: str, said: str) -> None:
    error = Neo4jError._hydrate_neo4j(code=code, message="words")
    with pytest.raises(Exception, match=said), explained(Login("bolt://x", "an", "x")):
        raise error


def test_an_older_server_is_named() -> None:
    with pytest.raises(ServerError, match=r"Neo4j 4\.4\.12; remit needs Neo4j 5 or newer"):
        require_version("Neo4j/4.4.12", "bolt://x")
    require_version("Neo4j/2026.1.0", "bolt://x")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=_refuse_versions, args=(listening,), daemon=True).start()
        old = Login(f"bolt://127.0.0.1:{listening.getsockname()[1]}", "neo4j", "x")
        with pytest.raises(ServerError, match="no Neo4j 5 or newer"), connect(old):
            pass


def _refuse_versions(listening: socket.socket) -> None:
    """What a server does that knows none of the protocol's versions it is offered."""
    connection, _ = listening.accept()
    with connection:
        connection.recv(20)
        connection.sendall(bytes(4))


def test_the_password_shows_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secret = Login("bolt://127.0.0.1:9", "neo4j", "very-secret")
    with pytest.raises(ServerError) as found, connect(secret):
        pass
    assert "very-secret" not in repr(secret) + str(found.value) + caplog.text


def test_statements_name_every_property_of_the_schema() -> None:
    for make, names in ((statements.merge_nodes, NODES), (statements.merge_edges, EDGES)):
        for name in names:
            texts = [make(name)] if name in NODES else [make(e) for e in all_ends() if e[0] == name]  # type: ignore[arg-type]
            properties = [p.name for p in (NODES | EDGES)[name].properties]  # type: ignore[operator]
            assert all(f"`{p}` = row[" in text for p in properties for text in texts)
