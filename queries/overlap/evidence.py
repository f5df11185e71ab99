"""What else says that two tasks are one duty, beside their words: weighed only for the candidates.

The similarity of a pair is made so (numbers in points of similarity):

1. OWN_SHARE of the likeness of the words (`weigh`), the rest of the likeness of what the duties name first
   (`weigh.prominent`), times SLOT_CLASH where they name different sectors or institutions;
2. plus up to SUBJECT for a subject both name prominently (`subjects`), up to PARENT for a parent row that is more like
   the other task than the row itself, and what the other columns say (`columns`: a like deliverable, whose rare words
   count; a lead of one kind; like sections; one cadence; a document both cite); a pair is lifted by at most LIFT_SMALL
   above the likeness of its words, or by LIFT_LARGE in a corpus too large to weigh every pair, so that no pair is lost
   that could be lifted to the threshold;
3. times SLOT_CLASH, and nothing added, where both are parts of one row, which the plan itself tells apart; less
   DATABASE where one of the two is a database ("cơ sở dữ liệu về X") and the other no system at all, less LAW where
   one drafts a law or decree and the other names none, less CHECK where one checks how something is carried out and
   the other does not (`kinds`);
4. less RIVAL of what either task finds better elsewhere in the other's document: one of many like rows is no match.

Equal names are alike in full, others by UNEQUAL at most. The numbers were fitted on pairs labelled by reading.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from queries.overlap.columns import columns, parent_row
from queries.overlap.kinds import check_alone, database_alone, law_alone
from queries.overlap.subjects import subjects
from queries.overlap.weigh import SLOT_CLASH, Weights, likeness, prominent, shared, slots_clash, total
from queries.overlap.wording import Bools, Floats, Ints, Wording

OWN_SHARE = 0.75
SUBJECT = 0.3
PARENT = 0.5
#: Two rows of one plan share its habits: their other columns say nothing.
ONE_DOCUMENT = 0.0
DATABASE, LAW, CHECK = 0.12, 0.15, 0.2
RIVAL = 0.45
LIFT_SMALL, LIFT_LARGE = 0.4, 0.05
UNEQUAL = 0.99
#: Up to this many tasks every pair is a candidate.
SMALL = 3000


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
    extra = SUBJECT * _subject(wording, n, u, v) + PARENT * np.maximum(parent_row(rows, a, b, own) - own, 0)
    extra += np.where(_one_document(rows, a, b), ONE_DOCUMENT, columns(rows, a, b))
    extra = np.where(clash | siblings, 0.0, extra)
    value = (
        (OWN_SHARE * own + (1 - OWN_SHARE) * first) * np.where(siblings, SLOT_CLASH, 1.0)
        + extra
        - DATABASE * database_alone(wording, u, v)
        - LAW * law_alone(rows["name"], a, b)
        - CHECK * check_alone(rows["name"], a, b)
    )
    value = np.clip(value, 0.0, np.minimum(own + (LIFT_SMALL if len(rows) <= SMALL else LIFT_LARGE), UNEQUAL))
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
    above = parent_row(rows, a, b, value)
    for where in at:
        out += np.where(above >= best[where], 0.0, best[where] - value)
    return out


def _one_document(rows: pd.DataFrame, a: Ints, b: Ints) -> Bools:
    document = pd.factorize(rows["document"])[0] if "document" in rows else np.zeros(len(rows), np.int64)
    return np.asarray(document[a] == document[b])


def _subject(wording: Wording, n: int, u: Ints, v: Ints) -> Floats:
    said = subjects(wording, n)
    return np.minimum(shared(said, said, u, v), 1.0)
