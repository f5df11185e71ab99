"""What a push costs: `remit neo4j push` against the bare driver that sends the same rows.

python -m benchmarks.neo4j --size small|tenth|full [--batch ROWS] [--runs N] [--folder DIR]

Both write the same generated corpus with the same MERGE texts and batch size, in one run: the bare driver a loop of
`execute_write` over rows that are ready in memory, remit from its SQLite record. Each push that counts has a server of
its own, with an empty store, warmed up by a push of a smaller corpus, and a process of its own, whose largest resident
memory is compared with that of the smaller push. The server is that of the tests (`tests/neo4j_server.py`).
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
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from benchmarks.corpus import SIZES, make_corpus
from benchmarks.generate import write_rows
from benchmarks.table import Measured, table
from graph.cypher import statements
from graph.cypher.push import BATCH, digest, push, size, workspace_id
from graph.cypher.server import Login, Server, connect
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
    smaller = SMALLER[size_name]
    with tempfile.TemporaryDirectory() as scratch:
        folder = folder or Path(scratch)
        paths = corpus_path(smaller, folder), corpus_path(size_name, folder)
        pairs = [_pair(paths, batch, own_first=run % 2 == 0) for run in range(runs)]
        number = size(Record.open(paths[-1]))
    own = statistics.median(pair["remit"].seconds for pair in pairs)
    bare = statistics.median(pair["bare"].seconds for pair in pairs)
    ratio = statistics.median(pair["remit"].seconds / pair["bare"].seconds for pair in pairs)
    peak = statistics.median(pair["remit"].peak for pair in pairs)
    before = statistics.median(pair["remit"].peak_before for pair in pairs)
    return [
        Measured(f"Neo4j: push {number:,} nodes and links; bare driver", own, bare, ratio, BAR),
        Measured(f"Neo4j: memory of that push; of a {smaller} one", peak, before, peak / before, MEMORY_BAR, "MB"),
    ]


@dataclass(frozen=True, slots=True)
class _Push:
    """Seconds and largest memory (MB) of a push, and the memory of the smaller push before it."""

    seconds: float
    peak: float
    peak_before: float


def _pair(paths: tuple[Path, Path], batch: int, *, own_first: bool) -> dict[str, _Push]:
    """A push of remit and one of the bare driver; neither is always the first."""
    ways = ("remit", "bare") if own_first else ("bare", "remit")
    return {way: _measure(way, paths, batch) for way in ways}


def _measure(way: str, paths: tuple[Path, Path], batch: int) -> _Push:
    """Push the smaller corpus, then the one that counts, into a new server; each push in a new process."""
    from tests.neo4j_server import Neo4j

    found = []
    with tempfile.TemporaryDirectory() as scratch, Neo4j(Path(scratch) / "home", memory="4g", brief=False) as neo4j:
        for path in paths:
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as worker:
                login = Login(neo4j.uri, "neo4j", neo4j.password)
                seconds, peak = worker.submit(_timed, way, path, login, batch).result()
            print(f"{path.stem}, {way}: {seconds:.1f} s, {peak:.0f} MB", file=sys.stderr, flush=True)
            found.append((seconds, peak))
    return _Push(*found[-1], found[0][1])


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
