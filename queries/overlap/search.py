"""Tasks that ask for the same duty: `overlaps` finds the pairs, `groups` joins them.

Pure functions over tables; nothing is read or written. How pairs are weighed stands in `weigh`, how they are found
without comparing all in `candidates`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from sys import intern
from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from graph.text import fold
from queries.overlap.candidates import close_pairs
from queries.overlap.evidence import LIFT_LARGE, SMALL, weighed
from queries.overlap.reasons import WordReasons, row_reasons
from queries.overlap.weigh import Weights, weigh
from queries.overlap.wording import Bools, Floats, Ints, read_wording

DEFAULT_THRESHOLD = 0.46
SAME_AT = 0.7
#: Candidates are at least this much alike by their words; in a large corpus, so much that evidence can lift them.
FLOOR = 0.05
#: Of more tasks than this with one and the same name, each is paired with the first only (their group is one anyway).
STAR_FROM = 200
Between = Literal["any", "documents", "appendices", "inside"]
Judged = Iterable[tuple[str, str, str]]
COLUMNS = ["a", "b", "level", "similarity", "reasons", "judgement"]


@dataclass(frozen=True)
class Pairs:
    """Pairs of rows (a, b: positions), how alike (0-1), and the units of their names that made them so."""

    a: Ints
    b: Ints
    value: Floats
    unit_a: Ints
    unit_b: Ints

    def take(self, keep: Bools | Ints) -> Pairs:
        """The pairs chosen by a mask or by positions."""
        return Pairs(self.a[keep], self.b[keep], self.value[keep], self.unit_a[keep], self.unit_b[keep])


def overlaps(
    tasks: pd.DataFrame,
    *,
    threshold: float | None = None,
    level: str | None = None,
    between: Between = "any",
    judged: Judged = (),
) -> pd.DataFrame:
    """Pairs of tasks that ask for the same duty, most certain first: those alike by `threshold` (see
    `default_threshold`).

    `tasks` has the columns `id` and `name`, and, where known, `deliverable`, `lead` and `archetype` (a list, or text
    divided by ';'), `due` (ISO date), `document`, `appendix`, `citations` (a list) and `parent` (id; a task is not
    paired with the task it is a part of). `between` limits to pairs of two documents, of two appendices of one
    document, or of one appendix. `judged` holds (a, b, "confirmed" | "rejected"): a rejected pair does not come back,
    a confirmed one is listed whatever its value, once both tasks are there.

    Returns a, b (ids, a < b), level ("same", "overlapping"), similarity (0-1, four digits), reasons (list of words,
    see `reasons.REASONS`), judgement ("candidate", "confirmed"). The order of the rows given does not matter."""
    rows = tasks.sort_values("id", kind="stable").reset_index(drop=True)
    rows["name"] = rows["name"].fillna("").astype(str)
    decided = {tuple(sorted((str(a), str(b)))): judgement for a, b, judgement in judged}
    texts, text = _distinct(rows["name"])
    wording = read_wording(texts)
    weights = weigh(wording, len(texts))
    least = default_threshold(len(rows)) if threshold is None else threshold
    floor = FLOOR if len(rows) <= SMALL else max(least - LIFT_LARGE - 5e-5, FLOOR)
    pairs = _expand(weights, text, floor)
    pairs = pairs.take(_wanted(rows, pairs, between))
    ends = (pairs.a, pairs.b, pairs.unit_a, pairs.unit_b)
    value, clash = weighed(rows, wording, weights, ends, pairs.value)
    value = np.asarray(np.round(np.where(clash, np.minimum(value, SAME_AT - 0.01), value), 4), dtype=np.float64)
    pairs = Pairs(pairs.a, pairs.b, value, pairs.unit_a, pairs.unit_b)
    pairs = _with_judged(rows, pairs, decided, least, text)
    return _table(rows, pairs, WordReasons(wording, weights, texts), decided, level)


def default_threshold(tasks: int) -> float:
    """DEFAULT_THRESHOLD; for more than SMALL tasks, whose merely overlapping pairs are too many to read, SAME_AT."""
    return DEFAULT_THRESHOLD if tasks <= SMALL else SAME_AT


def _distinct(values: pd.Series) -> tuple[list[str], Ints]:
    """Distinct texts in alphabetical order and the position of each row's text among them."""
    codes, uniques = pd.factorize(values, sort=True)
    return [str(u) for u in uniques], np.asarray(codes, dtype=np.int64)


def _expand(weights: Weights, text: Ints, floor: float) -> Pairs:
    """Pairs of rows: of close texts (best units of each pair of texts), and of one and the same text."""
    u, v, value = close_pairs(weights, floor)
    swap = weights.text_of[u] > weights.text_of[v]
    u, v = np.where(swap, v, u), np.where(swap, u, v)
    x, y = weights.text_of[u], weights.text_of[v]
    order = np.lexsort((v, u, -value, y, x))
    u, v, x, y, value = u[order], v[order], x[order], y[order], value[order]
    first = np.r_[True, (x[1:] != x[:-1]) | (y[1:] != y[:-1])] if len(x) else np.zeros(0, bool)
    u, v, x, y, value = u[first], v[first], x[first], y[first], value[first]
    by_text = np.argsort(text, kind="stable")
    n_texts = int(weights.text_of.max(initial=-1)) + 1
    start = np.searchsorted(text[by_text], np.arange(n_texts + 1))
    i, j, pair = _cross(start, x, y)
    a, b = by_text[i], by_text[j]
    own_a, own_b, own = _within(start, by_text)
    unit_a, unit_b = np.r_[u[pair], own], np.r_[v[pair], own]
    a, b, value = np.r_[a, own_a], np.r_[b, own_b], np.r_[value[pair], np.ones(len(own))]
    low = np.flatnonzero(a > b)
    a[low], b[low], unit_a[low], unit_b[low] = b[low], a[low], unit_b[low], unit_a[low]
    return Pairs(a, b, value, unit_a, unit_b)


def _cross(start: Ints, x: Ints, y: Ints) -> tuple[Ints, Ints, Ints]:
    """All (member of x, member of y) of each pair of texts as positions, and the number of the pair."""
    nx, ny = start[x + 1] - start[x], start[y + 1] - start[y]
    count = nx * ny
    pair = np.repeat(np.arange(len(x)), count)
    rank = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    return start[x][pair] + rank // ny[pair], start[y][pair] + rank % ny[pair], pair


def _within(start: Ints, by_text: Ints) -> tuple[Ints, Ints, Ints]:
    """Pairs of rows with one and the same text, and that text; see STAR_FROM for large groups."""
    a: list[Ints] = [np.zeros(0, np.int64)]
    b: list[Ints] = [np.zeros(0, np.int64)]
    texts: list[Ints] = [np.zeros(0, np.int64)]
    for t in np.flatnonzero(np.diff(start) > 1).tolist():
        members = by_text[start[t] : start[t + 1]]
        if len(members) > STAR_FROM:
            i, j = np.zeros(len(members) - 1, np.int64), np.arange(1, len(members))
        else:
            i, j = np.triu_indices(len(members), k=1)
        a.append(members[i])
        b.append(members[j])
        texts.append(np.full(len(i), t, np.int64))
    return np.concatenate(a), np.concatenate(b), np.concatenate(texts)


def _wanted(rows: pd.DataFrame, pairs: Pairs, between: Between) -> Bools:
    """Pairs that `between` asks for and that are not a task and a part of it."""
    keep = np.ones(len(pairs.a), dtype=bool)
    document, appendix = (
        pd.factorize(rows[c])[0] if c in rows else np.zeros(len(rows), np.int64) for c in ("document", "appendix")
    )
    one_document = document[pairs.a] == document[pairs.b]
    one_appendix = appendix[pairs.a] == appendix[pairs.b]
    if between == "documents":
        keep &= ~one_document
    elif between == "appendices":
        keep &= one_document & ~one_appendix
    elif between == "inside":
        keep &= one_document & one_appendix
    if "parent" in rows:
        ids, parents = rows["id"].to_numpy(dtype=object), rows["parent"].to_numpy(dtype=object)
        keep &= (ids[pairs.a] != parents[pairs.b]) & (ids[pairs.b] != parents[pairs.a])
    return keep


def _with_judged(
    rows: pd.DataFrame, pairs: Pairs, decided: dict[tuple[str, ...], str], threshold: float, text: Ints
) -> Pairs:
    """Pairs at or above the threshold without the rejected ones, and every confirmed pair."""
    if not decided:
        return pairs.take(pairs.value >= threshold)
    at = {task: i for i, task in enumerate(rows["id"].tolist())}
    n = len(rows)
    known = {at[a] * n + at[b]: judgement for (a, b), judgement in decided.items() if a in at and b in at}
    key = pairs.a * n + pairs.b
    rejected = np.isin(key, [k for k, judgement in known.items() if judgement == "rejected"])
    confirmed = np.array([k for k, judgement in known.items() if judgement == "confirmed"], dtype=np.int64)
    kept = pairs.take(((pairs.value >= threshold) | np.isin(key, confirmed)) & ~rejected)
    missing = np.setdiff1d(confirmed, kept.a * n + kept.b)
    a, b = missing // n, missing % n
    return Pairs(
        np.r_[kept.a, a],
        np.r_[kept.b, b],
        np.r_[kept.value, np.zeros(len(a))],
        np.r_[kept.unit_a, text[a]],
        np.r_[kept.unit_b, text[b]],
    )


def _table(
    rows: pd.DataFrame, pairs: Pairs, words: WordReasons, decided: dict[tuple[str, ...], str], level: str | None
) -> pd.DataFrame:
    """The answer of `overlaps` from the pairs found."""
    levels = np.where(pairs.value >= SAME_AT, "same", "overlapping")
    if level is not None:
        pairs, levels = pairs.take(levels == level), levels[levels == level]
    order = np.lexsort((pairs.b, pairs.a, -pairs.value))
    pairs, levels = pairs.take(order), levels[order]
    columns = [c for c in ("name", "deliverable", "lead", "archetype", "due", "citations") if c in rows]
    cells: list[dict[str, Any]] = [dict(zip(columns, row, strict=True)) for row in rows[columns].to_numpy(dtype=object)]
    said = words.of(pairs.unit_a, pairs.unit_b)
    reasons = []
    for i, j, own in zip(pairs.a.tolist(), pairs.b.tolist(), said, strict=True):
        said_of = own + _deliverable_reason(cells[i], cells[j]) + row_reasons(cells[i], cells[j])
        reasons.append([intern(reason) for reason in said_of])  # many pairs have one reason
    ids = rows["id"].to_numpy(dtype=object)
    a, b = ids[pairs.a], ids[pairs.b]
    judgement = [decided.get((x, y), "candidate") for x, y in zip(a, b, strict=True)]
    return pd.DataFrame(
        {"a": a, "b": b, "level": levels, "similarity": pairs.value, "reasons": reasons, "judgement": judgement},
        columns=COLUMNS,
    )


def _deliverable_reason(a: dict[str, Any], b: dict[str, Any]) -> list[str]:
    """Equal deliverables, or such as share more than two thirds of their words."""
    x, y = a.get("deliverable"), b.get("deliverable")
    if not isinstance(x, str) or not isinstance(y, str) or not x or not y:
        return []
    p, q = set(fold(x).split()), set(fold(y).split())
    return [f"same deliverable: {x}"] if 3 * len(p & q) > 2 * len(p | q) else []


def groups(pairs: pd.DataFrame) -> pd.DataFrame:
    """Connected groups of more than two tasks among pairs (columns a, b, similarity): columns group (1.., largest
    first), members (ids in order), weakest (the least similarity inside)."""
    columns = ["group", "members", "weakest"]
    if not len(pairs):
        return pd.DataFrame(columns=columns)
    ends, ids = pd.factorize(pd.concat([pairs["a"], pairs["b"]], ignore_index=True), sort=True)
    a, b = ends[: len(pairs)], ends[len(pairs) :]
    _, label = connected_components(coo_matrix((np.ones(len(a)), (a, b)), shape=(len(ids), len(ids))), directed=False)
    weakest = np.full(len(ids), np.inf)
    np.minimum.at(weakest, label[a], pairs["similarity"].to_numpy(dtype=np.float64))
    members: dict[int, list[str]] = {}
    for task, component in zip(ids, label.tolist(), strict=True):
        members.setdefault(component, []).append(str(task))
    found = [(tasks, float(weakest[i])) for i, tasks in members.items() if len(tasks) > 2]
    found.sort(key=lambda item: (-len(item[0]), item[0]))
    return pd.DataFrame([(i + 1, m, w) for i, (m, w) in enumerate(found)], columns=columns)
