"""Reading the made-up nation's plan texts into a record: rows a second, growth with the number of files, memory.

A row is a task or an indicator. One process reads, interprets and writes; its seconds are the processor's, of the
fastest of three runs: other work on the machine only adds to them.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpus import make_corpus
from benchmarks.paired import Row, cost, fresh
from benchmarks.plan_text import plan_text
from graph.record import Record

RUNS = 3
SMALLER = {"small": "small", "tenth": "small", "full": "tenth"}


class Import(NamedTuple):
    """What an import took: files, rows, seconds, and megabytes at most."""

    files: int
    rows: int
    seconds: float
    megabytes: float


def rows(size: str, folder: Path) -> list[Row]:
    """The lines of the table: this size, and what changes from the size below it."""
    one, more = (_fastest(fresh(write_texts, some, folder), folder) for some in (SMALLER[size], size))
    found = [Row(f"import of {more.files:,} texts", f"{more.rows / more.seconds:,.0f} rows/s", "", "", "3,000 rows/s")]
    if more.files > one.files:
        exponent = math.log(more.seconds / one.seconds) / math.log(more.rows / one.rows)
        found.append(Row("the same, growth exponent", f"{exponent:.2f}", "", "", "1.1"))
        ours, theirs = f"{more.megabytes:,.0f} MB", f"{one.files:,} texts {one.megabytes:,.0f} MB"
        found.append(Row("the same, memory", ours, theirs, f"{more.megabytes / one.megabytes:.2f}", ""))
    return found


def _fastest(paths: list[Path], folder: Path) -> Import:
    return min((fresh(imported, paths, folder) for _ in range(RUNS)), key=lambda run: run.seconds)


def write_texts(size: str, folder: Path) -> list[Path]:
    """The plans of a size as text files."""
    corpus = make_corpus(size)
    texts = folder / f"texts-{size}"
    texts.mkdir(exist_ok=True)
    paths = [texts / f"{plan.key}.txt" for plan in corpus.plans]
    for at, path in enumerate(paths):
        path.write_text(plan_text(corpus, at).text, encoding="utf-8")
    return paths


def imported(paths: list[Path], folder: Path) -> Import:
    """Import texts into a new record in this process."""
    from importers.parallel import import_files

    for name in ("imported.db", "imported.db-wal", "imported.db-shm"):
        (folder / name).unlink(missing_ok=True)
    record = Record.open(folder / "imported.db")
    counts: list[int] = []

    def work() -> None:
        answers = import_files(record, paths, jobs=1)
        counts.extend(answer["tasks"] + answer["indicators"] for answer in answers)

    seconds, megabytes = cost(work)
    return Import(len(paths), sum(counts), seconds, megabytes)
