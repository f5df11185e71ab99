"""How alike two texts are: rare shared words count, boilerplate hardly does.

The weighing, in words:

1. A word weighs its rarity among the texts compared and EXPECTED more in which the words of the field are as common
   as `terms.common` says, log(1 + n / df) / log(1 + n) to the power RARITY_POWER, between 0 and 1; an action verb
   ("xây dựng"), a product ("đề án") and a filler only a share of that (`wording.KIND_SHARE`), so that the object of
   the duty decides; words of a purpose clause or a bracket half. A term of k syllables joined to one word ("trung tâm
   điều hành thông minh") weighs k ** CONCEPT_POWER words.
2. Two neighbouring words weigh, beside themselves, COMPOUND_SHARE times what their being together is rarer than the
   rarer of them: the fixed compound "sáng tạo" adds nothing, the chance meeting "dữ liệu mở" does.
3. Shared weight o of two texts of weights p <= q gives ALPHA * 2o/(p+q) + (1-ALPHA) * o/p: alike as wholes, or the
   smaller one contained in the larger one. A text lighter than LEAST ("use the platforms provided") says too little to
   be contained in another one: p counts as LEAST, or as q where that is less.
4. What is shared must be something: below ENOUGH (about that many unique words; of two short texts their mean weight)
   the value falls in proportion.
5. Where both name a sector, an institution or the content of a database, and name different ones, the value is
   multiplied by SLOT_CLASH.
6. A numbered part "(1) ..." is compared like a text of its own, for PART_SHARE of the value.
What else speaks for a pair (deliverable, lead, section, parent, rivals) is weighed for candidates only: `evidence`.

The numbers were chosen by trying them on pairs of tasks labelled by reading; around each of them the result is flat.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, hstack

from queries.overlap.terms import common
from queries.overlap.wording import KIND_SHARE, KINDS, Bools, Floats, Ints, Wording

ALPHA = 0.55
RARITY_POWER = 1.1
EXPECTED = 400
UNCOMMON, UNCOMMON_PAIR = 0.002, 0.0005
ENOUGH = 1.6
LEAST = 2.4
CONCEPT_POWER = 0.4
COMPOUND_SHARE = 1.6
SLOT_CLASH = 0.5
SLOT_SHARED = 0.4
PART_SHARE = 0.9
_CHUNK = 1 << 16


@dataclass(frozen=True)
class Weights:
    """Units as rows, features (words, then neighbouring pairs) as columns, weights as values (CSR).

    `slots` (units, words) holds the words of slots only;
    `text_of` (units,) is the text of each unit, `mass` (units,) the total weight."""

    features: Any
    slots: Any
    text_of: Ints
    mass: Floats


def rarity(unit: Ints, feature: Ints, n_features: int, n: int, expected: Floats | None = None) -> Floats:
    """(log(1 + n/df) / log(1 + n)) ** RARITY_POWER of each feature; df counts units 0..n-1 that have it, and those of
    EXPECTED more texts that are expected to, where their share (n_features,) is given."""
    whole = unit < n
    met = np.sort(unit[whole].astype(np.int64) * n_features + feature[whole])
    met = met[np.r_[True, met[1:] != met[:-1]]] if len(met) else met
    df = np.bincount(met % n_features, minlength=n_features).astype(np.float64)
    if expected is not None:
        n, df = n + EXPECTED, df + EXPECTED * expected
    return np.asarray((np.log1p(n / np.maximum(df, 1)) / np.log1p(max(n, 1))) ** RARITY_POWER)


def weigh(wording: Wording, n: int) -> Weights:
    """Feature weights of all units of a wording of n texts (rules 1 and 2 of the module)."""
    parts = _worth(wording, n)
    features = parts.matrix(wording)
    named = wording.slot & (wording.kind == 0)
    shape = (len(wording.text_of), max(len(wording.vocabulary), 1))
    slots = rows_of(wording.owner[named], wording.word[named], parts.rare[named], shape)
    return Weights(features, slots, wording.text_of, total(features))


def prominent(wording: Wording, n: int) -> Any:
    """The features of `weigh`, weighed by the prominence of their words as well: what a duty names first counts."""
    parts = _worth(wording, n)
    how = wording.prominence
    pair = parts.pair_worth * np.minimum(how[parts.first], how[parts.second])
    return replace(parts, word=parts.word * how, pair_worth=pair).matrix(wording)


@dataclass(frozen=True)
class _Parts:
    """What words weigh by themselves, and neighbours (first, second) together (`pair`, 0..pairs-1); `rare` is the mere
    rarity of words."""

    word: Floats
    first: Ints
    second: Ints
    pair: Ints
    pairs: int
    pair_worth: Floats
    rare: Floats

    def matrix(self, wording: Wording) -> Any:
        """CSR (units, words and pairs)."""
        units, v = len(wording.text_of), max(len(wording.vocabulary), 1)
        single = rows_of(wording.owner, wording.word, self.word, (units, v))
        double = rows_of(wording.owner[self.first], self.pair, self.pair_worth, (units, self.pairs))
        return hstack([single, double], format="csr")


def _worth(wording: Wording, n: int) -> _Parts:
    """Rules 1 and 2 of the module."""
    v, owner, word = max(len(wording.vocabulary), 1), wording.owner, wording.word
    kind_share = np.array([KIND_SHARE[k] for k in KINDS])[wording.kind]
    usual = np.array([common().get(name, UNCOMMON) for name in wording.vocabulary] or [UNCOMMON])
    rare = rarity(owner, word, v, n, usual)
    size = np.array([name.count(" ") + 1 for name in wording.vocabulary] or [1]) ** CONCEPT_POWER
    worth = rare[word] * size[word] * wording.share * kind_share
    first, second = _neighbours(wording)
    pair, keys = pd.factorize(word[first].astype(np.int64) * v + word[second])
    pairs = max(len(keys), 1)
    together = rarity(owner[first], pair, pairs, n, np.full(pairs, UNCOMMON_PAIR))
    surplus = np.maximum(together[pair] - np.maximum(rare[word[first]], rare[word[second]]), 0)
    solid = np.minimum(kind_share[first], kind_share[second])
    pair_worth = COMPOUND_SHARE * surplus * solid * wording.share[second]
    return _Parts(worth, first, second, np.asarray(pair, dtype=np.int64), len(keys), pair_worth, rare[word])


def _neighbours(wording: Wording) -> tuple[Ints, Ints]:
    """Positions (first, second) of neighbouring words of one clause, neither of them a mere filler."""
    light = np.array([KIND_SHARE[k] <= 0.1 for k in KINDS])[wording.kind]
    second = np.flatnonzero(wording.joined & ~light)
    second = second[second > 0]
    second = second[(wording.owner[second] == wording.owner[second - 1]) & ~light[second - 1]]
    return second - 1, second


def rows_of(row: Ints, column: Ints, value: Floats, shape: tuple[int, int]) -> Any:
    """CSR matrix of the largest value given for each (row, column); zeros are not stored."""
    key = row.astype(np.int64) * shape[1] + column
    order = np.argsort(key, kind="stable")
    order = order[value[order] > 0]
    key, value = key[order], value[order]
    del order
    begin = np.flatnonzero(np.r_[True, key[1:] != key[:-1]]) if len(key) else np.zeros(0, np.int64)
    best = np.maximum.reduceat(value, begin) if len(begin) else value
    key = key[begin]
    indptr = np.searchsorted(key, np.arange(shape[0] + 1, dtype=np.int64) * shape[1])
    indices = (key % shape[1]).astype(np.int32) if shape[1] else key.astype(np.int32)
    return csr_matrix((best, indices, indptr.astype(np.int32)), shape=shape)


def total(matrix: Any) -> Floats:
    """Sum of each row."""
    return np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()


def shared(x: Any, y: Any, a: Ints, b: Ints) -> Floats:
    """Sum over columns of the smaller of the values in row a of x and row b of y, for each pair (a, b)."""
    parts = [total(x[a[i : i + _CHUNK]].minimum(y[b[i : i + _CHUNK]])) for i in range(0, len(a), _CHUNK)]
    return np.concatenate(parts) if parts else np.zeros(0)


def likeness(o: Floats, p: Floats, q: Floats) -> Floats:
    """Rules 3 and 4: shared weight o of weights p and q -> value in [0, 1]; symmetric in p and q, growing with o."""
    small = np.maximum(np.minimum(np.maximum(np.minimum(p, q), LEAST), np.maximum(p, q)), 1e-12)
    both = np.maximum(p + q, 1e-12)
    value = (ALPHA * 2 * o / both + (1 - ALPHA) * o / small) * np.minimum(1.0, o / np.minimum(ENOUGH, both / 2))
    return np.asarray(np.clip(value, 0.0, 1.0))


def slots_clash(weights: Weights, a: Ints, b: Ints) -> Bools:
    """Rule 5: both rows fill a slot and share less than SLOT_SHARED of the smaller one."""
    size = total(weights.slots)
    small = np.minimum(size[a], size[b])
    clash = small > 0
    both = np.flatnonzero(clash)
    clash[both] = shared(weights.slots, weights.slots, a[both], b[both]) < SLOT_SHARED * small[both]
    return clash


def alike(weights: Weights, a: Ints, b: Ints, at_least: float = 0.0) -> Floats:
    """Likeness of units a and b by their own words (rules 3 to 6), shape of a; values that cannot reach `at_least`
    may be given as 0."""
    value = likeness(shared(weights.features, weights.features, a, b), weights.mass[a], weights.mass[b])
    n = int(weights.text_of.max(initial=-1)) + 1
    value *= np.where((a >= n) | (b >= n), PART_SHARE, 1.0)
    open_ = np.flatnonzero(value >= at_least)
    out = np.zeros(len(value))
    out[open_] = value[open_] * np.where(slots_clash(weights, a[open_], b[open_]), SLOT_CLASH, 1.0)
    return out


def bonus(side: Weights, a: Ints, b: Ints, most: float) -> Floats:
    """What a second column (the deliverable) of texts a and b adds, between 0 and `most`, by rarity: "Kế hoạch của UBND
    tỉnh" adds almost nothing."""
    o = shared(side.features, side.features, a, b)
    both = side.mass[a] + side.mass[b]
    return most * np.divide(2 * o, both, out=np.zeros_like(o), where=both > 0) * np.minimum(1.0, o)
