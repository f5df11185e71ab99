"""`remit cypher` and `remit neo4j` as a person uses them: on the example plan, in memory and on a real server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from neo4j import GraphDatabase

from graph.cypher.embedded import EmbeddedGraph
from graph.record import Record
from queries.cypher import questions
from queries.language import translator
from remit.cli import main
from remit.headings import heading
from tests.neo4j_server import Neo4j

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "hai-lam.txt"
needs_neo4j = pytest.mark.xdist_group("neo4j")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("cypher") / "w.db")
    assert CliRunner().invoke(main, ["import", str(EXAMPLE), "-w", path]).exit_code == 0
    return path


def run(workspace: str, *arguments: str, typed: str | None = None, **environment: str | None) -> Result:
    unset = dict.fromkeys(("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"))
    return CliRunner().invoke(main, [*arguments, "-w", workspace], input=typed, env={**unset, **environment})


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def test_a_text_and_a_shipped_question_answer_as_data(workspace: str) -> None:
    text = "MATCH (t:Task) WHERE t.number = $number RETURN t.number AS number, $most AS most"
    found = rows(run(workspace, "cypher", text, "-p", "number=1", "-p", "most:=3", "-f", "json"))
    assert {"number": "1", "most": 3} in found
    load = rows(run(workspace, "cypher", "-q", "agency-load", "-f", "json"))
    assert list(load[0]) == ["id", "name", "led", "lead_share"]
    assert any(row["led"] == 0 for row in load)
    assert "number,most" in run(workspace, "cypher", text, "-p", "number=1", "-p", "most=x", "-f", "csv").stdout


def test_the_questions_are_listed_with_their_texts(workspace: str) -> None:
    listed = rows(run(workspace, "cypher", "--list", "-f", "json"))
    assert len(listed) >= 10
    assert all(row["about"] and "MATCH" in row["text"] for row in listed)
    assert "-p agency=..." in run(workspace, "cypher", "--list").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["MATCH (n) SET n.x = 1"], 2, "'SET' is refused"),
        (["MATCH (n"], 2, "line 1"),
        (["-q", "nothing"], 2, "there is no such question"),
        (["-q", "upward"], 2, "task is missing"),
        (["-q", "upward", "-p", "task"], 2, "NAME=VALUE"),
        (["-q", "upward", "-p", "task:={"], 2, "not JSON"),
        ([], 2, "give a text or --question"),
        (["MATCH (t:Task {number: 'none'}) RETURN t.id"], 1, "no rows"),
        (["RETURN 1", "--neo4j"], 2, "which server?"),
        (["RETURN 1", "--neo4j", "bolt://10.9.8.7"], 2, "unencrypted"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(workspace: str, arguments: list[str], code: int, said: str) -> None:
    result = run(workspace, "cypher", *arguments, NEO4J_PASSWORD="x")
    assert result.exit_code == code
    assert said in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["MATCH (n) SET n.x = 1"], "'SET' không được phép"),
        (["-q", "nothing"], "không có câu hỏi này"),
        (["-q", "upward"], "thiếu task; các tham số"),
        ([], "hãy cho một câu lệnh"),
        (["MATCH (t:Task {number: 'none'}) RETURN t.id"], "không có dòng nào"),
        (["MATCH (t:Task) RETURN t.id", "--limit", "2"], "cắt sau 2 dòng"),
        (["RETURN 1", "--neo4j"], "máy chủ nào?"),
        (["RETURN 1", "--neo4j", "bolt://10.9.8.7"], "không mã hóa"),
        (["RETURN 1", "--neo4j", "bolt://127.0.0.1:9"], "không có máy chủ nào trả lời"),
        (["--neo4j", "WITH 1 AS x LOAD CSV FROM 'file:///etc/passwd' AS y RETURN y"], "'LOAD' không được phép"),
        (["RETURN 1", "--seconds", "0"], "--seconds"),
    ],
)
def test_sentences_are_in_the_language_asked_for(workspace: str, arguments: list[str], said: str) -> None:
    here = {"NEO4J_PASSWORD": "x", "NEO4J_URI": "bolt://127.0.0.1:9"} if arguments[:1] == ["--neo4j"] else {}
    result = run(workspace, "cypher", *arguments, "--lang", "vi", **{"NEO4J_PASSWORD": "x", **here})
    assert said in result.stderr


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+s", "neo4j+ssc"])
def test_a_server_that_is_not_there_is_one_line(workspace: str, scheme: str) -> None:
    uri = f"{scheme}://127.0.0.1:9"
    arguments = [sys.executable, "-m", "remit", "neo4j", "status", "-w", workspace, "--lang", "en", "--uri", uri]
    done = subprocess.run(
        arguments, check=False, capture_output=True, text=True, env={**os.environ, "NEO4J_PASSWORD": "my-secret"}
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{uri}: no server answers there")
    assert done.stderr.count("\n") == 1
    assert "my-secret" not in done.stderr


def test_every_column_of_a_question_has_a_vietnamese_heading(workspace: str) -> None:
    translate = translator("vi")
    view = EmbeddedGraph(Record.open(workspace))
    columns = {column for q in questions().values() for column in view.run(q.text, dict.fromkeys(q.parameters)).columns}
    columns |= {"record", "there", "missing", "changed", "stale"}
    assert not {c for c in columns - {"id", "a", "b"} if translate(heading(c)) == heading(c)}


def test_rows_that_are_cut_are_told(workspace: str) -> None:
    result = run(workspace, "cypher", "MATCH (t:Task) RETURN t.id AS id", "--limit", "2", "-f", "json")
    assert len(rows(result)) == 2
    assert "cut after 2 rows" in result.stderr


@needs_neo4j
def test_push_status_question_and_wipe(neo4j: Neo4j, workspace: str) -> None:
    login = {"NEO4J_URI": neo4j.uri, "NEO4J_PASSWORD": neo4j.password}
    with GraphDatabase.driver(neo4j.uri, auth=("neo4j", neo4j.password)) as server:  # other tests share it
        server.execute_query("MATCH (n) DETACH DELETE n")
    assert run(workspace, "neo4j", "wipe", "--yes", **login).exit_code == 0
    assert run(workspace, "neo4j", "status", "-f", "json", **login).exit_code == 1
    pushed = run(workspace, "neo4j", "push", **login)
    assert pushed.exit_code == 0, pushed.output
    assert "0 and 0 deleted" in pushed.stdout
    again = run(workspace, "neo4j", "push", typed=f"{neo4j.password}\n", NEO4J_URI=neo4j.uri)
    assert "0 nodes and 0 relationships written" in again.stdout
    assert neo4j.password not in pushed.output + again.output
    assert "đã ghi 0 nút và 0 quan hệ" in run(workspace, "neo4j", "push", "--lang", "vi", **login).stdout
    there = rows(run(workspace, "neo4j", "status", "-f", "json", **login))
    assert all(row["record"] == row["there"] for row in there)
    here = rows(run(workspace, "cypher", "-q", "collective_only", "-f", "json"))
    assert rows(run(workspace, "cypher", "-q", "collective_only", "--neo4j", neo4j.uri, "-f", "json", **login)) == here
    alone = run(f"{workspace}.none", "cypher", "--neo4j", "RETURN 1 AS one", "-f", "json", **login)
    assert rows(alone) == [{"one": 1}]
    assert run(workspace, "neo4j", "wipe", typed="n\n", **login).exit_code == 1
    assert "nodes and" in run(workspace, "neo4j", "wipe", "--yes", **login).stdout


@needs_neo4j
def test_a_wrong_password_is_one_sentence(neo4j: Neo4j, workspace: str) -> None:
    result = run(workspace, "neo4j", "push", NEO4J_URI=neo4j.uri, NEO4J_PASSWORD="not-the-password")
    assert result.exit_code == 2
    assert result.stderr.strip() == f"{neo4j.uri}: wrong user name or password for neo4j"
