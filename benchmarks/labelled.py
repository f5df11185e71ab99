"""How well `overlaps` agrees with a reader: `python -m benchmarks.labelled WORKSPACE LABELS [--threshold X] [--show]`.

LABELS is a text file of three columns divided by TABs, without a heading: the references (or ids) of two tasks and a
level; pairs whose level is "no" or "maybe" are no pairs. The sides are the tasks whose pairs with each other were read,
given as regular expressions that references begin with: `--sides "45/KH-UBND II\\." "46/KH-UBND I\\."`. Printed:
pairs labelled, listed, precision, recall and F1, beside the best F1 that plain TF-IDF of character trigrams of the
names reaches at any threshold.
"""

from __future__ import annotations

import argparse
import math
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from graph.reference import references
from queries.overlap import overlaps
from queries.overlaps import task_frame
from remit.workspace import Workspace

Pairs = set[tuple[str, str]]
_NO = ("no", "maybe")


def f1(found: Pairs, labelled: Pairs) -> tuple[float, float, float]:
    """Precision, recall and F1 of the pairs found."""
    right = len(found & labelled)
    return (
        right / max(len(found), 1), right / max(len(labelled), 1), 2 * right / max(len(found) + len(labelled), 1),
    )  # fmt: skip


def trigram_f1(left: dict[str, str], right: dict[str, str], labelled: Pairs) -> float:
    """Best F1 at any threshold of the cosine of TF-IDF weighted character trigrams; names by id."""
    bags = {i: Counter(name[k : k + 3] for k in range(len(name) - 2)) for i, name in (left | right).items()}
    df = Counter(gram for bag in bags.values() for gram in bag)
    vectors = {}
    for i, bag in bags.items():
        vector = {gram: n * (math.log((1 + len(bags)) / (1 + df[gram])) + 1) for gram, n in bag.items()}
        length = math.sqrt(sum(w * w for w in vector.values())) or 1.0
        vectors[i] = {gram: w / length for gram, w in vector.items()}
    ranked = sorted(
        ((sum(w * vectors[b].get(gram, 0.0) for gram, w in vectors[a].items()), a, b) for a in left for b in right),
        reverse=True,
    )
    best, hits = 0.0, 0
    for n, (_, a, b) in enumerate(ranked, 1):
        hits += (a, b) in labelled
        best = max(best, 2 * hits / (n + len(labelled)))
    return best


def measure(workspace: str, labels: Path, sides: Sequence[str], threshold: float | None) -> tuple[Pairs, Pairs, float]:
    """(pairs labelled, pairs listed between the sides, the trigrams' F1), pairs as (reference, reference)."""
    with Workspace.open(workspace, create=False) as opened:
        tasks, refs = task_frame(opened.record), references(opened.record)
    pairs = overlaps(tasks, threshold=threshold)
    names = {refs[i]: " ".join(name.lower().split()) for i, name in zip(tasks["id"], tasks["name"], strict=True)}
    left, right = ({ref: name for ref, name in names.items() if re.match(side, ref)} for side in sides)
    ends = [(refs[a], refs[b]) for a, b in zip(pairs["a"], pairs["b"], strict=True)]
    listed = {pair for a, b in ends for pair in ((a, b), (b, a)) if pair[0] in left and pair[1] in right}
    rows = (line.split("\t") for line in labels.read_text("utf-8").splitlines() if line.strip())
    labelled = {(refs.get(a, a), refs.get(b, b)) for a, b, level in rows if level not in _NO}
    return labelled, listed, trigram_f1(left, right, labelled)


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workspace")
    parser.add_argument("labels", type=Path)
    parser.add_argument("--sides", nargs=2, required=True)
    parser.add_argument("--threshold", type=float)
    parser.add_argument("--show", action="store_true", help="the pairs missed and the pairs listed in vain")
    given = parser.parse_args()
    labelled, listed, trigrams = measure(given.workspace, given.labels, given.sides, given.threshold)
    precision, recall, both = f1(listed, labelled)
    print(f"{len(labelled)} labelled, {len(listed)} listed")
    print(f"precision {precision:.2f}, recall {recall:.2f}, F1 {both:.3f}")
    print(f"character trigrams: F1 {trigrams:.3f}")
    for word, some in (("missed", labelled - listed), ("in vain", listed - labelled)):
        for a, b in sorted(some) if given.show else ():
            print(f"{word}: {a} ~ {b}")


if __name__ == "__main__":
    main()
