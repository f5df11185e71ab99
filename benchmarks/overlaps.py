"""Overlap search against rapidfuzz and datasketch in one run: `python -m benchmarks.overlaps [--threshold 0.7]`.

The threshold is the one that `overlaps` takes for a corpus of this size if none is given.

* ours: `read_wording`, `weigh` and `close_pairs` over the distinct task names of the made-up nation, one process, from
  the names to the pairs (reasons, which the others do not give, are measured by themselves);
* rapidfuzz: `process.cdist` of the names of the tenth with themselves on one core; by default measured on some rows
  and multiplied (the cost of each row is the same), `--all-rows` for all;
* datasketch: MinHash (128 permutations) of the words of each name, MinHashLSH at the threshold, every name queried;
* py_stringsimjoin, where it is installed: the exact join by Jaccard likeness of the tenth's words;
* brute force: `weigh.alike` of all pairs of 5,000 names, searched by themselves, and searched within the full size
  (there with the weights of the full size).

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
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from benchmarks.paired import Row
from queries.overlap.candidates import close_pairs
from queries.overlap.search import SAME_AT
from queries.overlap.weigh import Weights, alike, weigh
from queries.overlap.wording import read_wording

SAMPLE = 5000
_ROWS = 500
_BLOCK = 1 << 20
Pairs = set[tuple[int, int]]
T = TypeVar("T")


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
    """Share of the brute-force pairs of a random sample found by searching the sample, and of those among as many names
    that stand together in the alphabet (a random sample has few of the pairs of all) found by searching all."""
    units = np.sort(np.random.default_rng(5).choice(len(full), SAMPLE, replace=False))
    row = np.arange(len(full) // 2, len(full) // 2 + SAMPLE)
    inside = brute_force(weights, row, threshold)
    own, found = search([full[u] for u in units], threshold)
    alone = brute_force(own, np.arange(SAMPLE), threshold)
    return len(alone & found) / max(1, len(alone)), len(inside & pairs) / max(1, len(inside))


def rows(threshold: float = SAME_AT, *, all_rows: bool = False) -> list[Row]:
    """The overlaps part of the national table: (work, ours, peer, ratio, bar), all measured in this run."""
    from benchmarks.corpus import make_corpus

    tenth, full = (sorted(set(make_corpus(size).name)) for size in ("tenth", "full"))
    small = [_timed(search, tenth, threshold)[0] for _ in range(3)]
    fuzzy = with_rapidfuzz(tenth, len(tenth) if all_rows else _ROWS)
    small.append(_timed(search, tenth, threshold)[0])
    ours, (weights, pairs) = _timed(search, full, threshold)
    hashed, proposed = _timed(with_datasketch, full, threshold)
    ours = min(ours, _timed(search, full, threshold)[0])
    least = min(small)
    alone, inside = recalls(full, weights, pairs, threshold)
    exponent = math.log(ours / least) / math.log(len(full) / len(tenth))
    found = [
        Row(f"overlaps, {len(tenth):,} names at {threshold:g}", f"{least:.2f} s", f"rapidfuzz.cdist {fuzzy:.0f} s",
         f"1/{fuzzy / least:.0f}", "1/150"),
        Row(f"overlaps, {len(full):,} names, {len(pairs):,} pairs", f"{ours:.1f} s",
         f"datasketch {hashed:.0f} s, {proposed:,} proposed", f"1/{hashed / ours:.1f}", "1/3"),
        Row("overlaps, growth exponent", f"{exponent:.2f}", "", "", "1.5"),
        Row(f"overlaps, recall, {SAMPLE:,} names by themselves", f"{alone:.4f}", "brute force", "", "0.99"),
        Row(f"overlaps, recall, {SAMPLE:,} names within all", f"{inside:.4f}", "brute force", "", "0.99"),
        Row("overlaps, peak memory, full", f"{peak_memory(full, threshold):,.0f} MB", "", "", "1,000 MB"),
    ]  # fmt: skip
    return found + _exact_row(tenth, threshold, least)


def _timed(work: Callable[..., T], *given: Any) -> tuple[float, T]:
    """Seconds and result of a call."""
    start = time.perf_counter()
    result = work(*given)
    return time.perf_counter() - start, result


def _exact_row(names: list[str], threshold: float, ours: float) -> list[Row]:
    """The exact set-similarity join of py_stringsimjoin (Jaccard of words, at the same threshold), where installed."""
    if not find_spec("py_stringsimjoin"):
        return []
    import pandas as pd
    from py_stringmatching import WhitespaceTokenizer
    from py_stringsimjoin import jaccard_join

    frame = pd.DataFrame({"id": range(len(names)), "name": [name.casefold() for name in names]})
    words = WhitespaceTokenizer(return_set=True)
    seconds, _ = _timed(jaccard_join, frame, frame, "id", "id", "name", "name", words, threshold)
    return [Row(f"overlaps, {len(names):,} names", f"{ours:.2f} s", f"py_stringsimjoin {seconds:.0f} s",
             f"1/{seconds / ours:.0f}", "3")]  # fmt: skip


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threshold", type=float, default=SAME_AT)
    parser.add_argument("--all-rows", action="store_true", help="cdist over all rows (minutes)")
    parser.add_argument("--peak", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peak:
        peak(options.peak, options.threshold)
        return
    for row in rows(options.threshold, all_rows=options.all_rows):
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
