"""What a push costs: `remit neo4j push` against the bare driver that sends the same rows.

python -m benchmarks.neo4j --size small|tenth|full [--batch ROWS] [--runs N] [--folder DIR]

Both write the same generated corpus with the same MERGE texts and batch size into an empty database, in one run: the
bare driver a loop of `execute_write` over rows that are ready in memory, remit from its SQLite record. Pushes of a
small corpus warm the server up; the pushes that count alternate, and each has a process of its own, whose largest
resident memory is compared with that of pushing a tenth. The server is the one of the tests (`tests/neo4j_server.py`).
Where it cannot start, that is said and nothing is measured.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from benchmarks.corpus import SIZES, make_corpus
from benchmarks.generate import write_rows
from benchmarks.table import Measured, table
from graph.cypher import statements
from graph.cypher.push import BATCH, digest, push, size, wipe, workspace_id
from graph.cypher.server import Login, Server, connect
from graph.cypher.view import all_ends, edge_rows, node_rows
from graph.record import Record
from graph.schema import NODES, edge_properties, node_properties
from graph.tables import quoted

BAR = 1.25
MEMORY_BAR = 1.25
"""Ten times the corpus may take this much more memory at most: what is left of it is the allocator's."""

CORPUS = "benchmark"
WARM_UP = 2


def main() -> int:
    """The command; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=sorted(SIZES), default="tenth")
    parser.add_argument("--batch", type=int, default=BATCH)
    parser.add_argument("--runs", type=int, default=1, help="pushes of each kind (default: 1)")
    parser.add_argument("--folder", type=Path, help="where the corpus and the record are kept (default: made anew)")
    options = parser.parse_args()
    found = measurements(options.size, batch=options.batch, runs=options.runs, folder=options.folder)
    print(table(found))
    return any(not row.holds for row in found)


def measurements(
    size_name: str = "full", *, batch: int = BATCH, runs: int = 1, folder: Path | None = None
) -> list[Measured]:
    """The rows of the table for a corpus of a size: the seconds of a push, and its memory. `folder` keeps the corpora
    for another time. Raises CannotStartError where there can be no Neo4j."""
    from tests.neo4j_server import Neo4j

    with tempfile.TemporaryDirectory() as scratch, Neo4j(Path(scratch) / "home", memory="4g", brief=False) as neo4j:
        folder = folder or Path(scratch)
        login = Login(neo4j.uri, "neo4j", neo4j.password)
        for _ in range(WARM_UP):
            for way in ("remit", "bare"):
                _measure(way, corpus_path("small", folder), login, batch)
        _, smaller = _measure("remit", corpus_path("tenth" if size_name == "full" else "small", folder), login, batch)
        path = corpus_path(size_name, folder)
        pairs = [_pair(path, login, batch, first_own=run % 2 == 0) for run in range(runs)]
        number = size(Record.open(path))
    own, bare = (statistics.median(side) for side in zip(*((a[0], b[0]) for a, b in pairs), strict=True))
    ratio = statistics.median(a[0] / b[0] for a, b in pairs)
    peak = statistics.median(a[1] for a, _ in pairs)
    return [
        Measured(f"Neo4j: push {number:,} nodes and links; bare driver", own, bare, ratio, BAR),
        Measured("Neo4j: memory of that push; of a tenth", peak, smaller, peak / smaller, MEMORY_BAR, "MB"),
    ]


def _pair(path: Path, login: Login, batch: int, *, first_own: bool) -> tuple[tuple[float, float], tuple[float, float]]:
    """Seconds and memory of remit and of the bare driver; neither is always the first."""
    if first_own:
        own = _measure("remit", path, login, batch)
        return own, _measure("bare", path, login, batch)
    bare = _measure("bare", path, login, batch)
    return _measure("remit", path, login, batch), bare


def _measure(way: str, path: Path, login: Login, batch: int) -> tuple[float, float]:
    """Seconds and the largest memory (MB) of a push into a database that holds nothing of the record, made in a new
    process; the database is emptied again."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as worker:
        seconds, peak = worker.submit(_timed, way, path, login, batch).result()
    with connect(login) as server:
        wipe(Record.open(path), server)
    print(f"{path.stem}, {way}: {seconds:.1f} s, {peak:.0f} MB", file=sys.stderr, flush=True)
    return seconds, peak


def _timed(way: str, path: Path, login: Login, batch: int) -> tuple[float, float]:
    record = Record.open(path)
    with connect(login) as server:
        if way == "bare":
            return bare_push(record, server, batch), memory()
        start = time.perf_counter()
        push(record, server, batch=batch)
        return time.perf_counter() - start, memory()


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
    sys.exit(main())
