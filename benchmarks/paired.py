"""Timing in turn, so that a ratio holds when the machine's speed drifts; and the rows that measurements tell."""

from __future__ import annotations

import resource
import statistics
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ratio:
    """Median seconds (of the processor) of two commands run in turn, and the median of their pairwise ratios."""

    seconds: float
    peer_seconds: float
    ratio: float


class Row(NamedTuple):
    """A line of the table: what was done, what ours took, what the peer took, the ratio, and the bar it is held to."""

    work: str
    ours: str
    peer: str
    ratio: str
    bar: str


def part(ours: float, theirs: float) -> str:
    """'1/12.3' where ours is the smaller."""
    return f"1/{theirs / ours:.1f}" if ours < theirs else f"{ours / theirs:.2f}"


def shown(seconds: float) -> str:
    """Seconds in a unit of their size."""
    for factor, unit in ((1, "s"), (1e3, "ms")):
        if seconds * factor >= 1:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds * 1e6:.0f} µs"


def duel(own: Callable[[], object], peer: Callable[[], object], *, runs: int = 5) -> tuple[float, float]:
    """Least seconds of the processor of two pieces of work done in turn in this process."""
    times = [(_worked(own), _worked(peer)) for _ in range(runs)]
    return min(own for own, _ in times), min(other for _, other in times)


def fresh(function: Callable[..., T], *given: Any) -> T:
    """What a function gives in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *given).result()


def cost(work: Callable[[], object]) -> tuple[float, float]:
    """(seconds of the processor, megabytes by which the memory of this process rose at most) of a piece of work."""
    before = _memory("VmRSS")
    begin = time.process_time()
    kept = work()
    seconds = time.process_time() - begin
    del kept
    return seconds, _memory("VmHWM") - before


def _memory(field: str) -> float:
    """Megabytes of this process (Linux): VmRSS now, VmHWM at most so far."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(field))


def _worked(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def paired(command: list[str], peer: list[str], *, runs: int = 7, before: list[str] | None = None) -> Ratio:
    """Run `command` and `peer` in turn after one warm-up of each; `before` is run untimed before each `command`."""
    times: list[tuple[float, float]] = []
    for index in range(runs + 1):
        if before:
            subprocess.run(before, check=True, capture_output=True)
        pair = (_seconds(command), _seconds(peer))
        if index:
            times.append(pair)
    return Ratio(
        statistics.median(own for own, _ in times),
        statistics.median(other for _, other in times),
        statistics.median(own / other for own, other in times),
    )


def _seconds(command: list[str]) -> float:
    begin = _of_children()
    subprocess.run(command, check=True, capture_output=True)
    return _of_children() - begin


def _of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
