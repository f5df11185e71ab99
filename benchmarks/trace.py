"""What a trace costs: many of them in one process, and one in a process of its own beside bare Python.

The tasks are drawn from all plans. Warm: each has been traced once before, by its id, and the record has not changed.
Processes start with compiled modules, as installed programs do.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.paired import Row, paired
from graph.record import Record
from queries.trace import links_upward, trace

SOME = 1000
ROUNDS = 3
BARE = [sys.executable, "-c", "pass"]


def rows(path: Path) -> list[Row]:
    """The lines of the table for a record."""
    ids = some_tasks(Record.open(path))
    cold = paired([sys.executable, "-m", "remit", "trace", ids[0], "-w", str(path)], BARE)
    help_ = paired([sys.executable, "-m", "remit", "--help"], BARE)
    own, its = f"{cold.seconds * 1e3:.0f} ms", f"python -c pass {cold.peer_seconds * 1e3:.0f} ms"
    helps, bare = f"{help_.seconds * 1e3:.0f} ms", f"python -c pass {help_.peer_seconds * 1e3:.0f} ms"
    return [
        Row("trace, warm, 95th percentile", f"{warm(path, ids):.0f} µs", "", "", "50 µs"),
        Row("the same as a DataFrame", f"{warm(path, ids, as_frame=True):.0f} µs", "", "", ""),
        Row("trace, cold process", own, its, f"{cold.ratio:.1f}", "5"),
        Row("remit --help", helps, bare, f"{help_.ratio:.1f}", "4"),
    ]


def some_tasks(record: Record) -> list[str]:
    """Ids of some tasks of all plans."""
    ids = [id_ for (id_,) in record.connection.execute("SELECT id FROM Task ORDER BY id")]
    chosen = np.random.default_rng(3).choice(len(ids), min(SOME, len(ids)), replace=False)
    return [ids[at] for at in chosen]


def warm(path: Path, ids: list[str], *, as_frame: bool = False) -> float:
    """Microseconds below which 95 of 100 traces stay, in the best of some rounds."""
    record, work = Record.open(path), trace if as_frame else links_upward
    rounds = []
    for _ in range(ROUNDS + 1):  # the first is the warming up
        times = []
        for id_ in ids:
            begin = time.process_time_ns()
            work(record, id_)
            times.append(time.process_time_ns() - begin)
        rounds.append(float(np.percentile(times, 95)) / 1e3)
    return min(rounds[1:])


def same(path: Path) -> bool:
    """Whether traces say what the links of the record say, followed one by one."""
    record = Record.open(path)
    above = {edge.target: edge.source for edge in record.edges("CONTAINS")}
    upward = {type_: [(e.source, e.target) for e in record.edges(type_)] for type_ in ("IMPLEMENTS", "GUIDES", "CITES")}
    for id_ in some_tasks(record):
        chain = [id_]
        while chain[-1] in above:
            chain.append(above[chain[-1]])
        links = [(link["from"], link["to"]) for link in links_upward(record, id_) if link["to"]]
        expected = [(id_, chain[-1])] if len(chain) > 1 else []
        expected += [pair for pairs in upward.values() for pair in pairs if pair[0] in (id_, chain[-1])]
        assert links == expected, id_
    return True
