"""What else says that two tasks are one duty, beside their words: weighed only for the candidates.

The similarity of a pair is made so (numbers in points of similarity):

1. OWN_SHARE of the likeness of the words (`weigh`), the rest of the likeness of what the duties name first
   (`weigh.prominent`), times SLOT_CLASH where they name different sectors or institutions;
2. plus up to SUBJECT for a subject both name prominently (`subjects`), DELIVERABLE for a like deliverable (rare words
   count), LEAD for a lead of one kind, SECTION for standing in like sections, PARENT for a parent row that is like the
   other task; a pair is lifted by at most LIFT_SMALL above the likeness of its words, or by LIFT_LARGE in a corpus
   too large to weigh every pair, so that no pair is lost that could be lifted to the threshold;
3. times SLOT_CLASH, and nothing added, where both are parts of one row, which the plan itself tells apart; less
   DATABASE where one of the two is a database ("cơ sở dữ liệu về X") and the other no system at all;
4. less RIVAL of what either task finds better elsewhere in the other's document: one of many like rows is no match.

Equal names are alike in full. The numbers were fitted on pairs labelled by reading.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from graph.text import clean
from queries.overlap.reasons import listed
from queries.overlap.subjects import subjects
from queries.overlap.weigh import (
    SLOT_CLASH,
    Weights,
    bonus,
    likeness,
    prominent,
    rows_of,
    shared,
    slots_clash,
    total,
    weigh,
)
from queries.overlap.wording import Bools, Floats, Ints, Wording, read_wording

OWN_SHARE = 0.8
SUBJECT = 0.3
DELIVERABLE = 0.2
LEAD = 0.05
SECTION = 0.08
PARENT = 0.5
#: Two rows of one plan share its habits: neither their deliverable nor their lead nor their section says anything.
ONE_DOCUMENT = 0.0
DATABASE = 0.12
RIVAL = 0.33
LIFT_SMALL, LIFT_LARGE = 0.4, 0.15
#: Up to this many tasks every pair is a candidate.
SMALL = 3000
_SYSTEMS = ("cơ sở dữ liệu", "phần mềm", "hệ thống thông tin", "số hóa")


def weighed(
    rows: pd.DataFrame, wording: Wording, weights: Weights, pairs: tuple[Ints, Ints, Ints, Ints], own: Floats
) -> tuple[Floats, Bools]:
    """Similarity of pairs of rows (a, b, unit_a, unit_b) that are `own` alike by their words, and which of them name
    different sectors or institutions."""
    a, b, u, v = pairs
    n = int(weights.text_of.max(initial=-1)) + 1
    clash = slots_clash(weights, u, v)
    siblings = _siblings(rows, a, b)
    duty = prominent(wording, n)
    mass = total(duty)
    first = likeness(shared(duty, duty, u, v), mass[u], mass[v]) * np.where(clash, SLOT_CLASH, 1.0)
    extra = SUBJECT * _subject(wording, n, u, v) + PARENT * _parent(rows, a, b, own)
    extra += np.where(_one_document(rows, a, b), ONE_DOCUMENT, _columns(rows, a, b))
    extra = np.where(clash | siblings, 0.0, extra)
    value = (
        (OWN_SHARE * own + (1 - OWN_SHARE) * first) * np.where(siblings, SLOT_CLASH, 1.0)
        + extra
        - DATABASE * _database(wording, n, u, v)
    )
    value = np.clip(value, 0.0, np.minimum(own + (LIFT_SMALL if len(rows) <= SMALL else LIFT_LARGE), 1.0))
    value = np.maximum(value - RIVAL * rivals(rows, a, b, value), 0.0)
    equal = (weights.text_of[u] == weights.text_of[v]) & (u < n) & (u == v)
    return np.where(equal, 1.0, value), (clash | siblings) & ~equal


def _siblings(rows: pd.DataFrame, a: Ints, b: Ints) -> Bools:
    """Parts of one row: the plan itself tells them apart."""
    if "parent" not in rows:
        return np.zeros(len(a), bool)
    parent = pd.factorize(rows["parent"])[0]
    return np.asarray((parent[a] == parent[b]) & (parent[a] >= 0))


def rivals(rows: pd.DataFrame, a: Ints, b: Ints, value: Floats) -> Floats:
    """By how much each end's best match in the other end's document is better than this pair, both ends together.
    A row that the matched one is a part of is no rival: a task and its parts are one duty."""
    document = pd.factorize(rows["document"])[0] if "document" in rows else np.zeros(len(rows), np.int64)
    many = int(document.max(initial=0)) + 1
    out = np.zeros(len(a))
    ends = np.unique(np.r_[a * many + document[b], b * many + document[a]])
    best = np.zeros(len(ends))
    at = [np.searchsorted(ends, x * many + document[y]) for x, y in ((a, b), (b, a))]
    for where in at:
        np.maximum.at(best, where, value)
    above = _parent(rows, a, b, value)
    for where in at:
        out += np.where(above >= best[where], 0.0, best[where] - value)
    return out


def _one_document(rows: pd.DataFrame, a: Ints, b: Ints) -> Bools:
    document = pd.factorize(rows["document"])[0] if "document" in rows else np.zeros(len(rows), np.int64)
    return np.asarray(document[a] == document[b])


def _columns(rows: pd.DataFrame, a: Ints, b: Ints) -> Floats:
    """What deliverable, lead and section add."""
    return DELIVERABLE * _deliverable(rows, a, b) + LEAD * _lead(rows, a, b) + SECTION * _section(rows, a, b)


def _subject(wording: Wording, n: int, u: Ints, v: Ints) -> Floats:
    said = subjects(wording, n)
    return np.minimum(shared(said, said, u, v), 1.0)


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


def _parent(rows: pd.DataFrame, a: Ints, b: Ints, own: Floats) -> Floats:
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


def _database(wording: Wording, n: int, u: Ints, v: Ints) -> Floats:
    """1 where the first thing one unit names is a database, and the other names no system."""
    ids = {name: i for i, name in enumerate(wording.display)}
    systems = [ids[name] for name in _SYSTEMS if name in ids]
    names_one = np.zeros(len(wording.text_of), bool)
    names_one[wording.owner[np.isin(wording.word, systems)]] = True
    thing = np.flatnonzero(wording.kind == 0)
    owner = wording.owner[thing]
    starts = thing[np.r_[True, owner[1:] != owner[:-1]]] if len(thing) else thing
    is_one = np.zeros(len(wording.text_of), bool)
    is_one[wording.owner[starts]] = wording.word[starts] == ids.get(_SYSTEMS[0], -1)
    return ((is_one[u] & ~names_one[v]) | (is_one[v] & ~names_one[u])).astype(float)
