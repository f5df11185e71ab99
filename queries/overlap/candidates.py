"""Pairs worth weighing, found without comparing all pairs.

Two texts that ask for one duty share something rare. So only features few texts have are looked up: from the rarest
on, as many as give BUDGET meetings a unit (a feature of df units gives df * df meetings), which makes the work grow
with the number of units and not with its square. What two units share of these rare features, and the most they
could share of the common ones, bounds their likeness from above; pairs whose bound is below the floor are dropped
(the bound of prefix filtering, Chaudhuri, Ganti and Kaushik 2006, on weighted sets). A pair that shares common
features only is lost; up to EXACT units every feature is looked up and nothing is lost.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from queries.overlap.weigh import Weights, alike, likeness, total
from queries.overlap.wording import Bools, Floats, Ints

BUDGET = 300
EXACT = 6000
MEETINGS = 2_000_000  # held in memory at once


def close_pairs(weights: Weights, floor: float) -> tuple[Ints, Ints, Floats]:
    """Pairs of units (a < b) of different texts alike by at least `floor` > 0, and how alike (`weigh.alike`);
    see the module for what is lost."""
    features = weights.features
    df = np.bincount(features.indices, minlength=features.shape[1]) if features.nnz else np.zeros(1, np.int64)
    rare = _rare_enough(df, features.shape[0])
    keyed = features[:, np.flatnonzero(rare)].copy()
    rest = np.maximum(weights.mass - total(keyed), 0)
    keyed.data = np.sqrt(keyed.data).astype(np.float32)  # sqrt(x) * sqrt(y) >= min(x, y)
    turned = keyed.T.tocsr()
    found: list[tuple[Ints, Ints, Floats]] = []
    for start, stop in _blocks(keyed, df[rare]):
        a, b = _bounded_pairs(weights, keyed[start:stop] @ turned, start, rest, floor)
        value = alike(weights, a, b, floor)
        keep = value >= floor
        found.append((a[keep], b[keep], value[keep]))
    a, b, value = (np.concatenate([f[i] for f in found]) for i in range(3))
    return a, b, value


def _rare_enough(df: Ints, units: int) -> Bools:
    """Features to look up: all of them up to EXACT units, else the rarest within the budget (at least df 2)."""
    if units <= EXACT:
        return np.asarray(df > 0)
    counts = np.bincount(df)
    cost = np.cumsum(counts * np.arange(len(counts), dtype=np.float64) ** 2)
    limit = max(2, int(np.searchsorted(cost, BUDGET * units, side="right")) - 1)
    return np.asarray((df > 1) & (df <= limit))


def _blocks(keyed: Any, df: Ints) -> list[tuple[int, int]]:
    """Ranges of rows with about MEETINGS meetings each; one range at least, so that an empty corpus has its arrays."""
    ones = keyed.copy()
    ones.data = np.ones_like(ones.data)
    block = (np.cumsum(ones @ df.astype(np.float64)) // MEETINGS).astype(np.int64)
    edges = np.r_[0, np.flatnonzero(np.diff(block)) + 1, len(block)]
    return [(int(i), int(j)) for i, j in pairwise(edges)]


def _bounded_pairs(weights: Weights, product: Any, start: int, rest: Floats, floor: float) -> tuple[Ints, Ints]:
    """Pairs (row of `product` + start, column) of different texts whose upper bound reaches the floor."""
    row = np.repeat(np.arange(product.shape[0], dtype=np.int32), np.diff(product.indptr)) + np.int32(start)
    later = np.flatnonzero(row < product.indices)
    a, b, o = row[later], product.indices[later], product.data[later].astype(np.float64)
    mass = weights.mass
    bound = likeness(o + np.minimum(rest[a], rest[b]) + 1e-6, mass[a], mass[b])
    keep = np.flatnonzero((bound >= floor) & (weights.text_of[a] != weights.text_of[b]))
    return a[keep].astype(np.int64), b[keep].astype(np.int64)


def all_pairs(weights: Weights) -> tuple[Ints, Ints]:
    """Every pair of units (a < b) of different texts: the brute force that `candidates` is measured against."""
    a, b = np.triu_indices(len(weights.text_of), k=1)
    keep = weights.text_of[a] != weights.text_of[b]
    return a[keep], b[keep]
