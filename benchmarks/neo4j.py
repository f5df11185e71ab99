"""What a push costs: `remit neo4j push` against the bare driver that sends the same rows.

python -m benchmarks.neo4j --size small|tenth|full [--batch ROWS] [--folder DIR]

Both write the same generated corpus with the same MERGE texts and batch size into an empty database, in one run: the
bare driver a loop of `execute_write` over rows that are ready in memory, remit from its SQLite record. Pushes of
a small corpus warm the server up; the pushes that count alternate. Printed are the seconds, their ratio (bar: 1.25)
and how much memory remit's push added to the process. The server is the one of the tests (`tests/neo4j_server.py`).
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from benchmarks.corpus import SIZES, make_corpus
from benchmarks.generate import write_rows
from graph.cypher import statements
from graph.cypher.push import BATCH, digest, push, size, wipe, workspace_id
from graph.cypher.server import Login, Server, connect
from graph.cypher.view import all_ends, edge_rows, node_rows
from graph.record import Record
from graph.schema import NODES, edge_properties, node_properties
from graph.tables import quoted

BAR = 1.25
CORPUS = "benchmark"
WARM_UP = 2


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=sorted(SIZES), default="tenth")
    parser.add_argument("--batch", type=int, default=BATCH)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where the corpus and the record are kept (default: made anew)")
    options = parser.parse_args()
    from tests.neo4j_server import Neo4j

    with tempfile.TemporaryDirectory() as scratch, Neo4j(Path(scratch) / "home", memory="4g", brief=False) as neo4j:
        folder = options.folder or Path(scratch)
        with connect(Login(neo4j.uri, "neo4j", neo4j.password)) as server:
            small = corpus_record("small", folder)
            for _ in range(WARM_UP):
                measure_once(small, server, options.batch, ("remit", "bare"), "warm-up")
            measure(corpus_record(options.size, folder), server, options.batch, options.runs)


def measure(record: Record, server: Server, batch: int, runs: int) -> None:
    """Push both ways in turn, and print what it took."""
    orders = (("remit", "bare"), ("bare", "remit"))  # neither is always the first
    times = [measure_once(record, server, batch, orders[run % 2], f"run {run + 1}") for run in range(runs)]
    ratio = statistics.median(own / bare for own, bare in times)
    total = sum(own for own, _ in times) / sum(bare for _, bare in times)
    print(f"{size(record)} nodes and relationships: median ratio {ratio:.2f}, of the sums {total:.2f} (bar {BAR})")


def measure_once(record: Record, server: Server, batch: int, order: tuple[str, ...], name: str) -> tuple[float, float]:
    """Seconds of remit and of the bare driver, each into a database that holds nothing of the record."""
    found: dict[str, float] = {}
    grown = 0
    for way in order:
        before = memory()
        found[way] = bare_push(record, server, batch) if way == "bare" else own_push(record, server, batch)
        if way == "remit":
            grown = memory() - before
        wipe(record, server)
    own, bare = found["remit"], found["bare"]
    seconds = f"remit {own:.1f} s, bare driver {bare:.1f} s"
    print(f"{name}: {seconds}, ratio {own / bare:.2f}, memory {grown:+} MB", flush=True)
    return own, bare


def own_push(record: Record, server: Server, batch: int) -> float:
    """Seconds that remit's push needs."""
    start = time.perf_counter()
    push(record, server, batch=batch)
    return time.perf_counter() - start


def bare_push(record: Record, server: Server, batch: int) -> float:
    """Seconds that the driver alone needs to send rows that are ready in memory."""
    mark = workspace_id(record)
    with server.driver.session() as session:
        for statement in statements.constraints():
            session.run(statement).consume()
        session.run("CALL db.awaitIndexes(300)").consume()
        seconds = 0.0
        for statement, rows in _ready(record):
            start = time.perf_counter()
            left = iter(rows)
            while some := list(islice(left, batch)):
                session.execute_write(lambda tx: tx.run(statement, workspace=mark, rows=some).consume())  # noqa: B023
            seconds += time.perf_counter() - start
    return seconds


def _ready(record: Record) -> Iterator[tuple[str, list[list[object]]]]:
    for label in NODES:
        yield statements.merge_nodes(label), [[*row, digest(row)] for row in node_rows(record.connection, label)]
    for ends in all_ends():
        yield statements.merge_edges(ends), [[*row, digest(row)] for row in edge_rows(record.connection, ends)]


def corpus_record(size: str, folder: Path) -> Record:
    """A record that holds the generated corpus of a size, made in `folder` unless it is there."""
    path = folder / f"{size}.db"
    if path.exists():
        return Record.open(path)
    write_rows(make_corpus(size), folder)
    record = Record.open(path.with_suffix(".part"))
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
    path.with_suffix(".part").rename(path)
    return Record.open(path)


def _lines(path: Path) -> Iterable[dict]:  # type: ignore[type-arg]
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _insert(table: str, names: list[str]) -> str:
    return f"INSERT INTO {quoted(table)} ({', '.join(map(quoted, names))}) VALUES ({', '.join('?' * len(names))})"


def memory() -> int:
    """Resident memory of this process now, in MB (Linux)."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) // 1024
    return 0


if __name__ == "__main__":
    main()
