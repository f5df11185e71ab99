"""Many files at once: read, recovered and interpreted in several processes, written by one, each file whole or not at
all."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from graph.record import Record
from graph.writing import Bundle, write
from importers.account import answer, refused
from importers.blocks import UnreadableError
from importers.pipeline import bundle_of, read_plan

FEW = 8
"""Files up to which starting processes costs more than it saves."""
_AHEAD = 3
"""Files a process may be ahead of the writer, which bounds the memory however many files there are."""
_OBJECTS = 200_000
"""New objects after which cycles among them are looked for."""


@dataclass(slots=True)
class Progress:
    """How far an import of `files` files is: those done, their rows (tasks and indicators), and bytes read of all."""

    files: int
    size: int
    done: int = 0
    rows: int = 0
    read: int = 0
    started: float = field(default_factory=time.monotonic)

    @property
    def rate(self) -> float:
        """Rows a second so far."""
        return self.rows / max(time.monotonic() - self.started, 1e-9)

    @property
    def remaining(self) -> float | None:
        """Seconds left if the bytes that remain take as long as those read; None before the first file is done."""
        elapsed = time.monotonic() - self.started
        return elapsed * (self.size - self.read) / self.read if self.read else None

    def __str__(self) -> str:
        left = self.remaining
        time_left = f", {_clock(left)} left" if left is not None else ""
        return f"{self.done:,} of {self.files:,} files, {self.rows:,} rows, {self.rate:,.0f} rows/s{time_left}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"


def cores() -> int:
    """The processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def import_files(
    record: Record,
    paths: Sequence[Path],
    *,
    jobs: int | None = None,
    password: str | None = None,
    mapping: Sequence[str] = (),
    told: Callable[[Progress], None] | None = None,
) -> Iterator[dict[str, Any]]:
    """Import files one transaction each and give the answer of each (the fields of `remit import`), in the order of
    `paths`; one that cannot be read is answered as refused and the others go on. `jobs` processes read (default: the
    cores, but this process alone for a few files); `told` hears of the progress when the next is asked for.

    Leaving the iteration early or being interrupted loses only the files not yet answered; a loss of power in the midst
    of many may lose the last answered too (`Record.many`)."""
    sizes = [path.stat().st_size if path.is_file() else 0 for path in paths]
    progress = Progress(len(paths), sum(sizes))
    jobs = min(jobs or (cores() if len(paths) > FEW else 1), max(1, len(paths)))
    work = partial(_bundle, password=password, mapping=tuple(mapping))
    bundles = map(work, paths) if jobs == 1 else read_ahead(paths, work, jobs)
    with _few_collections(), record.many() if len(paths) > FEW else nullcontext():
        for path, size, bundle in zip(paths, sizes, bundles, strict=True):
            result = refused(path.name, bundle) if isinstance(bundle, str) else answer(bundle, write(record, bundle))
            progress.done += 1
            progress.read += size
            progress.rows += result["tasks"] + result["indicators"]
            yield result
            if told:
                told(progress)


@contextmanager
def _few_collections() -> Iterator[None]:
    """A file makes objects by the hundred thousand and hardly a cycle of them: to look for cycles after every 700 would
    take a tenth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _bundle(path: Path, password: str | None, mapping: tuple[str, ...]) -> Bundle | str:
    """What a file brings, or the sentence that says why it cannot be read."""
    try:
        return bundle_of(read_plan(path, password=password, mapping=mapping))
    except UnreadableError as error:
        return str(error)


Work = Callable[[Path], Bundle | str]


def read_ahead(paths: Sequence[Path], work: Work, jobs: int) -> Iterator[Bundle | str]:
    """What `work` makes of each file, in order, done by other processes as far ahead as `_AHEAD` allows. A file that
    ends the process at work on it (memory, a library's fault) is tried once more alone and then answered with a
    sentence; new processes do the others."""
    waiting = deque(paths)
    begun: deque[tuple[Path, Future[Bundle | str]]] = deque()
    pool = _pool(jobs)
    try:
        while waiting or begun:
            while waiting and len(begun) < jobs * _AHEAD:
                begun.append((waiting[0], pool.submit(work, waiting[0])))
                waiting.popleft()
            path, future = begun.popleft()
            try:
                found = future.result()
            except BrokenProcessPool:
                pool.shutdown()
                waiting.extendleft(path for path, _ in reversed(begun))
                begun.clear()
                pool = _pool(jobs)
                found = _alone(path, work)
            yield found
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _alone(path: Path, work: Work) -> Bundle | str:
    with _pool(1) as pool:
        try:
            return pool.submit(work, path).result()
        except BrokenProcessPool:
            return f"{path.name}: reading it ended the process, perhaps for lack of memory; nothing was imported"


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Processes that begin fresh (a copy of this one would hold the record open)."""
    ways = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload(["importers.pipeline"])
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)


def _begin() -> None:
    """An interruption is for the writing process to act on; and no process outlives it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_OBJECTS)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: Any) -> None:
    parent.join()
    os._exit(1)
