"""What the other columns say of two tasks that may be one duty: deliverable, lead, section, cadence, citations, parent.

Everything is weighed for pairs of rows (a, b: positions); what a column adds stands in points of similarity.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from graph.text import clean
from queries.overlap.reasons import cited, listed
from queries.overlap.weigh import bonus, likeness, rarity, rows_of, shared, weigh
from queries.overlap.wording import Floats, Ints, read_wording

DELIVERABLE = 0.2
LEAD = 0.05
SECTION = 0.05
CADENCE = 0.03
CITED = 0.07


def columns(rows: pd.DataFrame, a: Ints, b: Ints) -> Floats:
    """What deliverable, lead, section, cadence and cited documents add."""
    heads = DELIVERABLE * _deliverable(rows, a, b) + LEAD * _lead(rows, a, b) + SECTION * _section(rows, a, b)
    return heads + CADENCE * _cadence(rows, a, b) + CITED * _cited(rows, a, b)


def _deliverable(rows: pd.DataFrame, a: Ints, b: Ints) -> Floats:
    """0-1 by `weigh.bonus`; less where many rows deliver that ("Quyết định phê duyệt dự án")."""
    if "deliverable" not in rows or rows["deliverable"].isna().all():
        return np.zeros(len(a))
    at, uniques = pd.factorize(rows["deliverable"].map(lambda cell: "; ".join(listed(cell))), sort=True)
    texts = [str(text) for text in uniques]
    side = weigh(read_wording(texts), len(texts))
    rows_with = np.bincount(at, minlength=len(texts)).astype(float)
    rare = np.log1p(len(rows) / np.maximum(rows_with, 1)) / np.log1p(len(rows))
    return np.asarray(bonus(side, at[a], at[b], 1.0) * np.minimum(rare[at[a]], rare[at[b]]), dtype=np.float64)


def _lead(rows: pd.DataFrame, a: Ints, b: Ints) -> Floats:
    """1 where the leads have an archetype in common, or (where neither column says) a name."""
    met = np.zeros(len(a))
    for column in ("archetype", "lead"):
        if column in rows:
            names = rows[column].map(listed)
            row = np.repeat(np.arange(len(rows)), names.map(len))
            code, uniques = pd.factorize(np.array([x for cell in names for x in cell], dtype=object))
            held = rows_of(row, np.asarray(code, np.int64), np.ones(len(row)), (len(rows), max(len(uniques), 1)))
            met = np.maximum(met, shared(held, held, a, b))
    return np.minimum(met, 1.0)


def _section(rows: pd.DataFrame, a: Ints, b: Ints) -> Floats:
    """How alike the titles of the sections are, against the likest section the other document has for either; 1 where
    nothing is known, so that what stands against a pair is another section and not a missing title."""
    if "section_title" not in rows or rows["section_title"].isna().all():
        return np.ones(len(a))
    code, uniques = pd.factorize(rows["section_title"].fillna("").map(clean), sort=True)
    titles = [str(title).lower() for title in uniques]
    side = weigh(read_wording(titles), len(titles))
    key, place = np.unique(code[a].astype(np.int64) * len(titles) + code[b], return_inverse=True)
    x, y = key // len(titles), key % len(titles)
    alike = likeness(shared(side.features, side.features, x, y), side.mass[x], side.mass[y])[place]
    document = pd.factorize(rows["document"])[0] if "document" in rows else np.zeros(len(rows), np.int64)
    many = int(document.max(initial=0)) + 1
    best = np.zeros(len(a))
    for p, q in ((a, b), (b, a)):
        group = np.unique((document[p] * len(titles) + code[p]) * many + document[q], return_inverse=True)[1]
        most = np.zeros(int(group.max(initial=-1)) + 1)
        np.maximum.at(most, group, alike)
        best = np.maximum(best, most[group])
    return np.divide(alike, best, out=np.ones(len(a)), where=best > 0)


def _cadence(rows: pd.DataFrame, a: Ints, b: Ints) -> Floats:
    """1 where both are done once, or both go on; 1 where nothing is known, as for sections."""
    if "cadence" not in rows or rows["cadence"].isna().all():
        return np.ones(len(a))
    code = pd.factorize(rows["cadence"])[0]
    return np.asarray(code[a] == code[b], dtype=np.float64)


def _cited(rows: pd.DataFrame, a: Ints, b: Ints) -> Floats:
    """1 where both name or cite a document that not many rows cite; less the more rows cite it."""
    cells = rows["citations"] if "citations" in rows else [None] * len(rows)
    numbers = [cited(name, cell) for name, cell in zip(rows["name"], cells, strict=True)]
    row = np.repeat(np.arange(len(rows)), [len(found) for found in numbers])
    code, uniques = pd.factorize(np.array([number for found in numbers for number in sorted(found)], dtype=object))
    if not len(row):
        return np.zeros(len(a))
    code = np.asarray(code, np.int64)
    worth = rarity(row, code, len(uniques), len(rows))[code]
    held = rows_of(row, code, worth, (len(rows), len(uniques)))
    return np.minimum(shared(held, held, a, b), 1.0)


def parent_row(rows: pd.DataFrame, a: Ints, b: Ints, own: Floats) -> Floats:
    """The likeness of the words of one end and the other end's parent row, where that pair is a candidate."""
    out = np.zeros(len(a))
    if "parent" not in rows or rows["parent"].isna().all():
        return out
    at = {task: i for i, task in enumerate(rows["id"].tolist())}
    parent = np.array([at.get(p, -1) for p in rows["parent"].tolist()], dtype=np.int64)
    n = len(rows)
    key = np.minimum(a, b) * n + np.maximum(a, b)
    order = np.argsort(key, kind="stable")
    for x, y in ((a, parent[b]), (b, parent[a])):
        asked = np.minimum(x, y) * n + np.maximum(x, y)
        found = np.minimum(np.searchsorted(key[order], asked), max(len(key) - 1, 0))
        hit = (y >= 0) & (key[order][found] == asked) if len(key) else np.zeros(0, bool)
        out = np.maximum(out, np.where(hit, own[order][found], 0.0)) if len(key) else out
    return out
