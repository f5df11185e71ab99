"""Overlap search against rapidfuzz and datasketch in one run: `python -m benchmarks.overlaps [--threshold 0.7]`.

* ours: `read_wording`, `weigh` and `close_pairs` over the distinct task names of the made-up nation, one process, from
  the names to the pairs (reasons, which the others do not give, are measured by themselves);
* rapidfuzz: `process.cdist` of the names of the tenth with themselves on one core; by default measured on some rows
  and multiplied (the cost of each row is the same), `--all-rows` for all;
* datasketch: MinHash (128 permutations) of the words of each name, MinHashLSH at the threshold, every name queried;
* brute force: `weigh.alike` of all pairs of a sample of 5,000 names, searched by itself, and searched within the full
  size (there with the weights of the full size).

What only a peer needs is imported when it runs: the memory is the highest of a process of its own that reads the names
from a file and searches them.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from queries.overlap.candidates import close_pairs
from queries.overlap.weigh import Weights, alike, weigh
from queries.overlap.wording import read_wording

SAMPLE = 5000
_ROWS = 500
_BLOCK = 1 << 20
Pairs = set[tuple[int, int]]


def search(names: list[str], threshold: float) -> tuple[Weights, Pairs]:
    """Our pairs (positions) of distinct names."""
    weights = weigh(read_wording(names), len(names))
    a, b, _ = close_pairs(weights, threshold)
    return weights, set(zip(a.tolist(), b.tolist(), strict=True))


def brute_force(weights: Weights, units: np.ndarray, threshold: float) -> Pairs:
    """Pairs among some units, every pair weighed."""
    i, j = np.triu_indices(len(units), k=1)
    found: Pairs = set()
    for start in range(0, len(i), _BLOCK):
        a, b = units[i[start : start + _BLOCK]], units[j[start : start + _BLOCK]]
        hit = alike(weights, a, b, threshold) >= threshold
        found |= set(zip(a[hit].tolist(), b[hit].tolist(), strict=True))
    return found


def with_rapidfuzz(names: list[str], rows: int) -> float:
    """Seconds of cdist of all names with all names on one core, measured on some rows."""
    from rapidfuzz.process import cdist

    start = time.perf_counter()
    cdist(names[:rows], names, workers=1)
    return (time.perf_counter() - start) * len(names) / rows


def with_datasketch(names: list[str], threshold: float) -> int:
    """Pairs that MinHash LSH proposes."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=threshold, num_perm=128)
    hashes = []
    for i, name in enumerate(names):
        one = MinHash(num_perm=128)
        one.update_batch([word.encode() for word in set(name.casefold().split())])
        index.insert(i, one)
        hashes.append(one)
    return sum(len(index.query(one)) - 1 for one in hashes) // 2


def peak_memory(names: list[str], threshold: float) -> float:
    """Megabytes of a process that reads the names and searches them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.json"
        path.write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
        call = [sys.executable, "-m", "benchmarks.overlaps", "--threshold", str(threshold), "--peak", str(path)]
        return float(subprocess.run(call, check=True, capture_output=True, text=True).stdout)


def peak(path: Path, threshold: float) -> None:
    """Print the highest memory of this process after a search, in megabytes."""
    search(json.loads(path.read_text(encoding="utf-8")), threshold)
    # not ru_maxrss, which a started process inherits from the one that starts it
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")))


def recalls(full: list[str], weights: Weights, pairs: Pairs, threshold: float) -> tuple[float, float]:
    """Share of the brute-force pairs of a sample found by searching the sample, and by searching the full size."""
    units = np.sort(np.random.default_rng(5).choice(len(full), SAMPLE, replace=False))
    inside = brute_force(weights, units, threshold)
    own, found = search([full[u] for u in units], threshold)
    alone = brute_force(own, np.arange(SAMPLE), threshold)
    return len(alone & found) / max(1, len(alone)), len(inside & pairs) / max(1, len(inside))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threshold", type=float, default=0.7)
    parser.add_argument("--all-rows", action="store_true", help="cdist over all rows (minutes)")
    parser.add_argument("--peak", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peak:
        peak(options.peak, options.threshold)
        return
    from benchmarks.corpus import make_corpus

    tenth, full = (sorted(set(make_corpus(size).name)) for size in ("tenth", "full"))
    seconds: dict[str, float] = {}
    for label, names in (("tenth", tenth), ("full", full)):
        start = time.perf_counter()
        weights, pairs = search(names, options.threshold)
        seconds[label] = time.perf_counter() - start
    seconds["rapidfuzz"] = with_rapidfuzz(tenth, len(tenth) if options.all_rows else _ROWS)
    start = time.perf_counter()
    proposed = with_datasketch(full, options.threshold)
    seconds["datasketch"] = time.perf_counter() - start
    alone, inside = recalls(full, weights, pairs, options.threshold)
    exponent = math.log(seconds["full"] / seconds["tenth"]) / math.log(len(full) / len(tenth))
    rows = [
        ("threshold", f"{options.threshold:g}", ""),
        (f"ours, {len(tenth):,} names", f"{seconds['tenth']:.2f} s", ""),
        (f"rapidfuzz.cdist, {len(tenth):,} names", f"{seconds['rapidfuzz']:.0f} s",
         _ratio(seconds, "tenth", "rapidfuzz")),
        (f"ours, {len(full):,} names", f"{seconds['full']:.1f} s", f"{len(pairs):,} pairs"),
        (f"datasketch, {len(full):,} names", f"{seconds['datasketch']:.0f} s",
         f"{_ratio(seconds, 'full', 'datasketch')}, {proposed:,} pairs proposed"),
        ("growth exponent", f"{exponent:.2f}", "bar 1.5"),
        (f"recall, {SAMPLE:,} names by themselves", f"{alone:.4f}", "bar 0.99"),
        (f"recall, {SAMPLE:,} names within all", f"{inside:.4f}", ""),
        ("peak memory, full", f"{peak_memory(full, options.threshold):,.0f} MB", "bar 1,000"),
    ]  # fmt: skip
    for row in rows:
        print("| " + " | ".join(row) + " |")


def _ratio(seconds: dict[str, float], ours: str, theirs: str) -> str:
    return f"ours 1/{seconds[theirs] / seconds[ours]:.1f}"


if __name__ == "__main__":
    main()
