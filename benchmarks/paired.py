"""Timing whole processes in turn, so that a ratio holds when the machine's speed drifts."""

from __future__ import annotations

import statistics
import subprocess
import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """Median seconds of two commands run in turn, and the median of their pairwise ratios."""

    seconds: float
    peer_seconds: float
    ratio: float


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
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start
