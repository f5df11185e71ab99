"""What a push costs: `remit neo4j push` against the bare driver that sends the same rows.

python -m benchmarks.neo4j --size small|tenth|full [--batch ROWS] [--folder DIR]

Both write the same generated corpus with the same MERGE texts and batch size, in one run: the bare driver a loop of
`execute_write` over rows that are ready in memory, remit from its SQLite record. Each has a process and a server of its
own with an empty store, the servers warmed up by pushes of a smaller corpus, and they work in turns of some seconds, so
that others who keep the machine busy slow both alike (`benchmarks/turns.py`). The largest resident memory of remit's
process is compared with that of the smaller push. The server is that of the tests (`tests/neo4j_server.py`).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

from benchmarks.corpus import SIZES, make_corpus
from benchmarks.generate import write_rows
from benchmarks.paired import Row, shown
from benchmarks.turns import Side, Work, in_turns
from graph.cypher import statements
from graph.cypher.push import BATCH, digest, push, size, workspace_id
from graph.cypher.server import Login, connect
from graph.cypher.view import all_ends, edge_rows, node_rows
from graph.record import Record
from graph.schema import NODES, edge_properties, node_properties
from graph.tables import quoted

BAR = 1.25
MEMORY_BAR = 1.25
"""Ten times the corpus may take this much more memory at most: what is left of it is the allocator's."""

CORPUS = "benchmark"
SMALLER = {"full": "tenth", "tenth": "small", "small": "small"}
"""The size of the corpus that warms up for one of a size."""


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=sorted(SIZES), default="tenth")
    parser.add_argument("--batch", type=int, default=BATCH)
    parser.add_argument("--folder", type=Path, help="where the corpus and the record are kept (default: made anew)")
    options = parser.parse_args()
    from tests.neo4j_server import CannotStartError

    try:
        for row in rows(options.size, options.folder, batch=options.batch):
            print("| " + " | ".join(row) + " |")
    except CannotStartError as error:
        sys.exit(str(error))


def rows(size_name: str, folder: Path | None = None, *, batch: int = BATCH) -> list[Row]:
    """The rows of the table for a corpus of a size: the seconds of a push, and its memory. `folder` keeps the corpora
    for another time. Raises CannotStartError where there can be no Neo4j."""
    from tests.neo4j_server import Neo4j

    smaller = SMALLER[size_name]
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as stack:
        folder = folder or Path(scratch)
        paths = corpus_path(smaller, folder), corpus_path(size_name, folder)
        sides, before = {}, {}
        for way, prepare in (("bare", prepare_bare), ("remit", prepare_own)):
            neo4j = stack.enter_context(Neo4j(Path(scratch) / way, memory="3g", brief=False))
            login = Login(neo4j.uri, "neo4j", neo4j.password)
            with Side(prepare, (paths[0], login, batch)) as warm_up:
                before[way] = in_turns({way: warm_up})[way][1]
            sides[way] = stack.enter_context(Side(prepare, (paths[1], login, batch), [neo4j.pid]))
        found = in_turns(sides)
        number = size(Record.open(paths[1]))
    (own, peak), (bare, _) = found["remit"], found["bare"]
    least = before["remit"]
    return [
        Row(f"neo4j push, {number:,} nodes and relationships", shown(own), f"bare driver {shown(bare)}",
            f"{own / bare:.2f}", str(BAR)),
        Row("neo4j push, peak memory", f"{peak:.0f} MB", f"of a {smaller} corpus {least:.0f} MB",
            f"{peak / least:.2f}", str(MEMORY_BAR)),
    ]  # fmt: skip


def prepare_own(path: Path, login: Login, batch: int) -> Work:
    """A push of remit; the work answers the process's largest memory (MB)."""

    def work() -> float:
        with connect(login) as server:
            push(Record.open(path), server, batch=batch)
        return memory()

    return work


def prepare_bare(path: Path, login: Login, batch: int) -> Work:
    """The rows ready in memory for the driver alone to send; the work answers the process's largest memory (MB)."""
    mark, rows = workspace_id(Record.open(path)), list(_ready(Record.open(path)))

    def work() -> float:
        _send(login, mark, rows, batch)
        return memory()

    return work


def _send(login: Login, mark: str, statements_and_rows: Iterable[tuple[str, list[list[object]]]], batch: int) -> None:
    with connect(login) as server, server.driver.session() as session:
        for statement in statements.constraints():
            session.run(statement).consume()
        session.run("CALL db.awaitIndexes(300)").consume()
        for statement, rows in statements_and_rows:
            left = iter(rows)
            while some := list(islice(left, batch)):
                session.execute_write(lambda tx: tx.run(statement, workspace=mark, rows=some).consume())  # noqa: B023


def _ready(record: Record) -> Iterator[tuple[str, list[list[object]]]]:
    for label in NODES:
        yield statements.merge_nodes(label), [[*row, digest(row)] for row in node_rows(record.connection, label)]
    for ends in all_ends():
        yield statements.merge_edges(ends), [[*row, digest(row)] for row in edge_rows(record.connection, ends)]


def corpus_path(size: str, folder: Path) -> Path:
    """The file of a record that holds the generated corpus of a size, made in `folder` unless it is there."""
    path = folder / f"{size}.db"
    if path.exists():
        return path
    write_rows(make_corpus(size), folder)
    part = path.with_suffix(".part")
    record = Record.open(part)
    with record.transaction() as connection:
        for item in _lines(folder / "nodes.jsonl"):
            names = [p.name for p in node_properties(item["label"])]
            values = (item["id"], *(item["properties"].get(name) for name in names))
            connection.execute("INSERT INTO node VALUES (?, ?)", (item["id"], item["label"]))
            connection.execute(_insert(item["label"], ["id", *names]), values)
        for item in _lines(folder / "edges.jsonl"):
            names = [p.name for p in edge_properties(item["type"])]
            values = (item["source"], item["target"], CORPUS, *(item["properties"].get(name) for name in names))
            connection.execute(_insert(item["type"], ["source", "target", "contributor", *names]), values)
    record.close()
    part.rename(path)
    return path


def _lines(path: Path) -> Iterable[dict]:  # type: ignore[type-arg]
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _insert(table: str, names: list[str]) -> str:
    return f"INSERT INTO {quoted(table)} ({', '.join(map(quoted, names))}) VALUES ({', '.join('?' * len(names))})"


def memory() -> float:
    """The largest resident memory of this process so far, in MB (Linux; 0 elsewhere)."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    main()
