"""The same measure across plans and horizons: indicators grouped by what they count, targets side by side.

Two indicators are one measure when, after footnote marks, brackets, numbers, places and horizons are taken away
("trên địa bàn tỉnh", "đến năm 2030", "mỗi năm"), their words agree for SAME_AT (weighed as in `weigh`),
neither says less than LEAST_SHARE of the other, and

- no word that tells measures apart stands in one of them only: the subject, the thing counted, the sector, the stage
  (nghiệm thu, triển khai);
- where both name a generation (5G, 6G), a level (cấp xã, cấp tỉnh) or a system, they name the same;
- they are not a ratio on one side and a count on the other.

The lists stand in `measure_terms.csv`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Set
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from graph.text import fold
from queries.overlap.candidates import close_pairs
from queries.overlap.conflicts import conflicts
from queries.overlap.weigh import weigh
from queries.overlap.wording import read_wording

SAME_AT = 0.72
LEAST_SHARE = 0.4
COLUMNS = ["measure", "members", "targets", "conflicts"]
_BRACKET = re.compile(r"\([^()]*\)")
_MARK = re.compile(r"[¹²³⁰-⁹*]+")
_NUMBER = re.compile(r"(?:≥|≤|>=|<=|<|>)?\s*(?<![\w])\d+(?:[.,]\d+)*\s*%?(?=[\s,.;:]|$)")
_RATIO = re.compile("|".join(map(fold, ("tỷ lệ", "tỉ lệ", "tỷ trọng", "tỉ trọng", "%"))))
_COUNT = re.compile(f"{fold('số lượng')}|số(?= )|{fold('giá trị')}")
_PUNCTUATION = re.compile(r"[^\w\s%&\u0300-\u036f]+")  # a folded tone mark may stand by itself


@lru_cache(maxsize=1)
def _lists() -> tuple[tuple[tuple[str, str], ...], tuple[tuple[bool, tuple[str, ...]], ...]]:
    """(phrases to rewrite, longest first), (both must name one to differ, words that tell measures apart)."""
    rows = list(csv.DictReader((files(__package__) / "measure_terms.csv").read_text("utf-8").splitlines()))
    rewrite = {
        fold(w): fold(row["group"]) if row["kind"] == "same" else ""
        for row in rows
        if row["kind"] in ("drop", "same")
        for w in row["words"].split("|")
    }
    apart = tuple(
        (row["kind"] == "apart", tuple(fold(w) for w in row["words"].split("|")))
        for row in rows
        if row["kind"] in ("apart", "distinct")
    )
    return tuple(sorted(rewrite.items(), key=lambda item: (-len(item[0]), item[0]))), apart


@lru_cache(maxsize=1)
def _rewriter() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w\u0300-\u036f])(?:" + "|".join(re.escape(w) for w, _ in _lists()[0]) + r")(?![\w\u0300-\u036f])"
    )


@lru_cache(maxsize=1)
def _telling() -> re.Pattern[str]:
    words = sorted((w for _, words in _lists()[1] for w in words), key=len, reverse=True)
    return re.compile(r"(?<!\S)(?:" + "|".join(map(re.escape, words)) + r")(?!\S)")


@lru_cache(maxsize=65536)
def measure_key(name: str) -> str:
    """What an indicator counts: its name without marks, brackets, numbers, places, horizons and small words."""
    text = _BRACKET.sub(" ", _MARK.sub(" ", fold(name)))
    text = _NUMBER.sub(" ", text)
    text = " ".join(_PUNCTUATION.sub(" ", text).split())
    table = dict(_lists()[0])
    return " ".join(_rewriter().sub(lambda m: table[m.group()], text).split())


@lru_cache(maxsize=65536)
def told_apart(name: str) -> tuple[Set[str], ...]:
    """For each list of telling words, those that stand in a name (brackets left out); of words one of which begins the
    other ("chính quyền", "chính quyền số") the longer one."""
    said = set(_telling().findall(" ".join(_PUNCTUATION.sub(" ", _BRACKET.sub(" ", fold(name))).split())))
    return tuple(said.intersection(words) for _, words in _lists()[1])


def measured_as(name: str, unit: str | None) -> str | None:
    """'ratio' (a share, %), 'count' (or an amount), or None where neither name nor unit says."""
    text, by = fold(name), fold(unit or "")
    if "%" in by or _RATIO.match(text) or "%" in text:
        return "ratio"
    return "count" if _COUNT.match(text) else None


def same_measures(indicators: pd.DataFrame, targets: pd.DataFrame | None = None) -> pd.DataFrame:
    """Measures that two or more indicators stand for.

    `indicators`: id, name, and where known unit, document, jurisdiction ("Trung ương" is the nation), issued (ISO).
    `targets`: indicator (id), period, text, operator, value, value_high, unit (of `Target`).
    Returns measure (a name of it), members (ids in order), targets ({period: {id: text}}), conflicts (list of
    {kind, ids, detail}, see `conflicts`); the measures with most members first."""
    rows = indicators.sort_values("id", kind="stable").reset_index(drop=True)
    label = measure_labels(rows)
    aims: dict[str, list[dict[str, Any]]] = {}
    for aim in [] if targets is None else targets.to_dict("records"):
        aims.setdefault(str(aim["indicator"]), []).append({str(k): v for k, v in aim.items()})
    answer = []
    for _, members in rows.groupby(label):
        if len(members) > 1:
            cells = [{str(k): v for k, v in row.items()} for row in members.to_dict("records")]
            answer.append(_measure(cells, aims))
    answer.sort(key=lambda row: (-len(row[1]), row[0], row[1]))
    return pd.DataFrame(answer, columns=COLUMNS)


def _measure(members: list[dict[str, Any]], aims: dict[str, list[dict[str, Any]]]) -> tuple[Any, ...]:
    ids = [str(m["id"]) for m in members]
    side_by_side: dict[str, dict[str, Any]] = {}
    for i in ids:
        for aim in aims.get(i, []):
            side_by_side.setdefault(str(aim.get("period")), {})[i] = aim.get("text")
    name = min((str(m["name"]) for m in members), key=lambda text: (len(text), text))
    return name, ids, dict(sorted(side_by_side.items())), conflicts(members, aims)


def measure_labels(rows: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.int64]]:
    """A number a row; equal numbers are one measure."""
    names = rows["name"].fillna("").astype(str).tolist()
    units = rows["unit"].tolist() if "unit" in rows else [None] * len(names)
    identity = [
        (measure_key(n), told_apart(n), measured_as(n, u if isinstance(u, str) else None))
        for n, u in zip(names, units, strict=True)
    ]
    keys = sorted({key for key, _, _ in identity if key})
    at = {key: i for i, key in enumerate(keys)}
    weights = weigh(read_wording(keys), len(keys))
    a, b, value = close_pairs(weights, SAME_AT)
    small, large = np.minimum(weights.mass[a], weights.mass[b]), np.maximum(weights.mass[a], weights.mass[b])
    value = np.where(small >= LEAST_SHARE * large, value, 0.0)
    near: dict[int, list[tuple[int, float]]] = {}
    for x, y, v in zip(a.tolist(), b.tolist(), value.tolist(), strict=True):
        near.setdefault(x, []).append((y, v))
    holders: dict[int, list[int]] = {}
    for row, (key, _, _) in enumerate(identity):
        if key:
            holders.setdefault(at[key], []).append(row)
    links = [
        (i, j)
        for rows_ in holders.values()
        for k, i in enumerate(rows_)
        for j in rows_[k + 1 :]
        if _agree(identity[i], identity[j])
    ]
    links += [
        (i, j)
        for x, ys in near.items()
        for y, v in ys
        if v >= SAME_AT
        for i in holders[x]
        for j in holders[y]
        if _agree(identity[i], identity[j])
    ]
    start, end = (np.array([link[k] for link in links], dtype=np.int64) for k in (0, 1))
    graph = coo_matrix((np.ones(len(links)), (start, end)), shape=(len(names), len(names)))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def _agree(a: tuple[Any, ...], b: tuple[Any, ...]) -> bool:
    """No telling word in one only (of lists of kind `apart`: not different ones), and not a ratio against a count."""
    for (both, _), x, y in zip(_lists()[1], a[1], b[1], strict=True):
        if x != y and (not both or (x and y)):
            return False
    return a[2] is None or b[2] is None or bool(a[2] == b[2])
