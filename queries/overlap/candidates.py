"""Pairs worth weighing, found without comparing all pairs.

Two texts that ask for one duty share something rare. So only features few texts have are looked up: from the rarest
on, as many as give BUDGET meetings a unit (a feature of df units gives df * df meetings), which makes the work grow
with the number of units and not with its square. What two units share of these rare features, and the most they
could share of the common ones (summed up in BUCKETS buckets), bounds their likeness from above; pairs whose bound is
below the floor are dropped (the bound of prefix filtering, Chaudhuri, Ganti and Kaushik 2006, on weighted sets), and
so are pairs that share less of their rare features than KEYED_SHARE of what they must share of all. A pair alike by
common features only is lost; up to EXACT units every feature is looked up and nothing is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from queries.overlap.weigh import Weights, alike, likeness, total
from queries.overlap.wording import Bools, Floats, Ints

BUDGET = 1000
EXACT = 6000
KEYED_SHARE = 0.3
BUCKETS = 32
MEETINGS = 2_000_000  # held in memory at once
_PAIRS = 1 << 16


@dataclass(frozen=True)
class _Index:
    """The features looked up (root of the weight, and turned round), and the others summed up in BUCKETS buckets."""

    keyed: Any
    turned: Any
    rest: NDArray[np.float32]
    few: NDArray[np.float32]


def close_pairs(weights: Weights, floor: float) -> tuple[Ints, Ints, Floats]:
    """Pairs of units (a < b) of different texts alike by at least `floor` > 0, and how alike (`weigh.alike`);
    see the module for what is lost."""
    index = _index(weights, floor)
    found: list[tuple[Ints, Ints, Floats]] = []
    for start, stop in _blocks(index):
        a, b = _bounded_pairs(weights, index, start, stop, floor)
        value = alike(weights, a, b, floor)
        keep = value >= floor
        found.append((a[keep], b[keep], value[keep]))
    a, b, value = (np.concatenate([f[i] for f in found]) for i in range(3))
    return a, b, value


def _index(weights: Weights, floor: float) -> _Index:
    """What is looked up, and what each unit must at least share of it (nothing for a small corpus)."""
    features = weights.features
    units = features.shape[0]
    df = np.bincount(features.indices, minlength=features.shape[1])
    rare = _rare_enough(df, units)
    keyed = features[:, np.flatnonzero(rare)].astype(np.float32)
    few = (0.0 if units <= EXACT else KEYED_SHARE * floor) * total(keyed)
    keyed.data = np.sqrt(keyed.data)  # sqrt(x) * sqrt(y) >= min(x, y)
    common = np.flatnonzero(~rare & (df > 1))
    bucket = np.arange(len(common)) % BUCKETS
    hashed = csr_matrix((np.ones(len(common)), (np.arange(len(common)), bucket)), shape=(len(common), BUCKETS))
    rest = (features[:, common] @ hashed).toarray().astype(np.float32)
    return _Index(keyed, keyed.T.tocsr(), rest, few.astype(np.float32))


def _rare_enough(df: Ints, units: int) -> Bools:
    """Features to look up: all of them up to EXACT units, else the rarest within the budget (at least df 2)."""
    if units <= EXACT:
        return np.asarray(df > 0)
    counts = np.bincount(df)
    cost = np.cumsum(counts * np.arange(len(counts), dtype=np.float64) ** 2)
    limit = max(2, int(np.searchsorted(cost, BUDGET * units, side="right")) - 1)
    return np.asarray((df > 1) & (df <= limit))


def _blocks(index: _Index) -> list[tuple[int, int]]:
    """Ranges of rows with about MEETINGS meetings each; one range at least, so that an empty corpus has its arrays."""
    df = np.diff(index.turned.indptr).astype(np.float64)
    ones = csr_matrix((np.ones(index.keyed.nnz), index.keyed.indices, index.keyed.indptr), shape=index.keyed.shape)
    block = (np.cumsum(ones @ df) // MEETINGS).astype(np.int64)
    edges = np.r_[0, np.flatnonzero(np.diff(block)) + 1, len(block)]
    return [(int(i), int(j)) for i, j in pairwise(edges)]


def _bounded_pairs(weights: Weights, index: _Index, start: int, stop: int, floor: float) -> tuple[Ints, Ints]:
    """Pairs (a in start..stop, b > a) of different texts that meet and whose upper bound reaches the floor."""
    product = index.keyed[start:stop] @ index.turned
    row = np.repeat(np.arange(start, stop, dtype=np.int32), np.diff(product.indptr))
    keep = np.flatnonzero(row < product.indices)
    a, b, o = row[keep], product.indices[keep], product.data[keep]
    keep = np.flatnonzero((o >= np.minimum(index.few[a], index.few[b])) & (weights.text_of[a] != weights.text_of[b]))
    a, b, o = a[keep], b[keep], o[keep]
    mass = weights.mass
    for i in range(0, len(a), _PAIRS):
        x, y = a[i : i + _PAIRS], b[i : i + _PAIRS]
        o[i : i + _PAIRS] += np.minimum(index.rest[x], index.rest[y]).sum(axis=1)
    keep = np.flatnonzero(likeness(o * 1.00001 + 1e-6, mass[a], mass[b]) >= floor)
    return a[keep].astype(np.int64), b[keep].astype(np.int64)


def all_pairs(weights: Weights) -> tuple[Ints, Ints]:
    """Every pair of units (a < b) of different texts: the brute force that `candidates` is measured against."""
    a, b = np.triu_indices(len(weights.text_of), k=1)
    keep = weights.text_of[a] != weights.text_of[b]
    return a[keep], b[keep]
