"""Why two tasks are taken for one duty, in words that can be checked against the two rows.

Each reason is "kind: what is shared"; the kinds are those of `REASONS`. A reason is given only when it holds as
stated; the wording alone gives the similarity, deliverable and agency a little (see `weigh`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from graph.text import clean, fold
from queries.overlap.weigh import Weights
from queries.overlap.wording import KINDS, Ints, Wording, tokens

REASONS = {
    "same wording": "the names are equal but for case, blanks and the place of tone marks",
    "same object": "the weightiest object words both names have (synonyms count), as the first of the two prints them",
    "same action": "verbs both names have (verbs of one meaning count as one), as the first of the two prints them",
    "part of the other": "nearly all that one name says stands in the other, which says more",
    "same numbered part": "a part (1), (2) of one task is what makes them alike",
    "same deliverable": "the deliverables are equal, or most of their words are",
    "same agency": "a lead agency both have, by its canonical name",
    "same kind of agency": "an archetype both leads have (the Department of X of two provinces)",
    "same period": "the same latest date, or the same year of it",
    "shared citation": "a document number both cite",
}
_NUMBER = re.compile(r"\d+(?:/\d{4})?(?:/|-)[A-ZĐ][\w&-]*(?:/[A-ZĐ][\w&-]*)?")
_RUNS_SHOWN = 2
LEAST_RUN = 0.3  # of the weight of the first run shown
Texts = Sequence[str | None]


def listed(value: object) -> list[str]:
    """A cell that holds one or several names (list, tuple, array, or text divided by ';') as a list."""
    if isinstance(value, str):
        return [clean(v) for v in value.split(";") if v.strip()]
    if isinstance(value, Iterable):
        return [clean(str(v)) for v in value if v]
    return []


def cited(name: str | None, citations: object = None) -> set[str]:
    """Document numbers named in a text ("57-NQ/TW", "2439/QĐ-TTg"), and those of a citations cell."""
    found = {clean(m).replace(" ", "") for m in _NUMBER.findall(name or "")}
    return found | set(listed(citations))


def _common(kind: str, a: Iterable[str], b: Iterable[str]) -> list[str]:
    """["kind: x, y"] of the names both have (compared by folded key, shown as a writes them), or []."""
    keys = {fold(x) for x in b}
    both = sorted({x for x in a if fold(x) in keys})
    return [f"{kind}: {', '.join(both)}"] if both else []


def period_reason(a: str | None, b: str | None) -> list[str]:
    """Same latest date, or same year, of two ISO dates."""
    if not isinstance(a, str) or not isinstance(b, str):
        return []
    if a == b:
        return [f"same period: {a}"]
    return [f"same period: {a[:4]}"] if a[:4] == b[:4] else []


def row_reasons(a: dict[str, Any], b: dict[str, Any]) -> list[str]:
    """Reasons read from the columns lead, archetype, due and citations of two rows; see `overlaps` for the columns."""
    out = _common("same agency", listed(a.get("lead")), listed(b.get("lead")))
    if not out:
        out = _common("same kind of agency", listed(a.get("archetype")), listed(b.get("archetype")))
    out += period_reason(a.get("due"), b.get("due"))
    return out + _common("shared citation", cited(a["name"], a.get("citations")), cited(b["name"], b.get("citations")))


class WordReasons:
    """Reasons from the words of units: shared object words, shared actions, containment, equal wording."""

    def __init__(self, wording: Wording, weights: Weights, texts: Sequence[str]) -> None:
        self.wording, self.weights = wording, weights
        self.texts = texts
        self.spans: dict[int, list[tuple[int, int]]] = {}  # of the text last shown
        self.thing = (wording.kind == KINDS.index("object")).tolist()
        self.word, self.joined = wording.word.tolist(), wording.joined.tolist()
        self.start = np.searchsorted(wording.owner, np.arange(len(wording.text_of) + 1)).tolist()
        verb = wording.kind == KINDS.index("action")
        self.actions: dict[int, dict[int, int]] = {}  # of a unit: each verb and where it first stands
        for at in np.flatnonzero(verb).tolist():
            self.actions.setdefault(int(wording.owner[at]), {}).setdefault(self.word[at], at)

    def of(self, a: Ints, b: Ints) -> list[list[str]]:
        """Reasons of each pair of units."""
        out: list[list[str]] = []
        for start in range(0, len(a), 1 << 15):
            x, y = a[start : start + (1 << 15)], b[start : start + (1 << 15)]
            both = self.weights.features[x].minimum(self.weights.features[y]).tocsr()
            out += [self._pair(int(x[i]), int(y[i]), *_row(both, i)) for i in range(len(x))]
        return out

    def _pair(self, a: int, b: int, columns: Ints, values: Any) -> list[str]:
        text_a, text_b = (int(self.weights.text_of[u]) for u in (a, b))
        small, large = sorted((float(self.weights.mass[a]), float(self.weights.mass[b])))
        whole = float(values.sum())
        out = []
        if whole >= 0.99 * large and fold(self.texts[text_a]) == fold(self.texts[text_b]):
            out.append("same wording")
        names = self._phrases(a, dict(zip(columns.tolist(), values.tolist(), strict=True)))
        if names:
            out.append("same object: " + "; ".join(names))
        mine, theirs = self.actions.get(a, {}), self.actions.get(b, {})
        verbs = [self._said(a, at, at).lower() for word, at in mine.items() if word in theirs]
        if verbs:
            out.append("same action: " + ", ".join(verbs))
        if whole >= 0.75 * small and large >= 1.5 * small:
            out.append("part of the other")
        if a != text_a or b != text_b:
            out.append("same numbered part")
        return out

    def _phrases(self, unit: int, worth: dict[int, float]) -> list[str]:
        """The weightiest runs of object words of a unit that the other one has too, in the words of the text."""
        runs: dict[str, float] = {}
        begin, weight = -1, 0.0
        for at in range(self.start[unit], self.start[unit + 1] + 1):
            inside = at < self.start[unit + 1] and self.thing[at] and self.word[at] in worth
            if begin >= 0 and not (inside and self.joined[at]):
                said = self._said(unit, begin, at - 1)
                runs[said] = max(runs.get(said, 0.0), weight)
                begin, weight = -1, 0.0
            if inside:
                begin = at if begin < 0 else begin
                weight += worth[self.word[at]]
        best = sorted(runs, key=lambda text: (-runs[text], text))[:_RUNS_SHOWN]
        return [run for run in best if runs[run] >= LEAST_RUN * runs[best[0]]]

    def _said(self, unit: int, begin: int, end: int) -> str:
        """What the text of a unit says from one word to another, as printed."""
        text = self.texts[int(self.weights.text_of[unit])]
        if unit not in self.spans:
            self.spans = {unit: tokens(text)}
        spans = self.spans[unit]
        return clean(text[spans[int(self.wording.first[begin])][0] : spans[int(self.wording.last[end])][1]])


def _row(matrix: Any, i: int) -> tuple[Ints, Any]:
    start, stop = matrix.indptr[i], matrix.indptr[i + 1]
    return matrix.indices[start:stop], matrix.data[start:stop]
