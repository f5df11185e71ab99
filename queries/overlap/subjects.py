"""What a task is about: subjects of administrative plans, each known by several wordings (`subjects.csv`).

A thesaurus, coarser than the synonyms of `terms.csv`: "trung tâm dữ liệu" and "máy chủ" are not one word, but two
tasks that name them first are about one subject. It only supports what the words themselves say (`evidence`).
"""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from queries.overlap.weigh import rarity, rows_of
from queries.overlap.wording import Wording, occurrences, read_wording


@lru_cache(maxsize=1)
def _wordings() -> dict[tuple[str, ...], str]:
    """Each wording, as the words that `read_wording` makes of it, and its subject."""
    rows = list(csv.DictReader((files(__package__) / "subjects.csv").read_text("utf-8").splitlines()))
    pairs = [(wording, row["subject"]) for row in rows for wording in row["wordings"].split("|")]
    read = read_wording([wording for wording, _ in pairs])
    words: list[list[str]] = [[] for _ in pairs]
    for owner, word in zip(read.owner.tolist(), read.word.tolist(), strict=True):
        if owner < len(pairs):
            words[owner].append(read.vocabulary[word])
    return {tuple(w): subject for w, (_, subject) in zip(words, pairs, strict=True) if w}


def subjects(wording: Wording, n: int) -> Any:
    """CSR (units, subjects): how prominently a unit names a subject, times the subject's rarity among the n texts."""
    index = {name: i for i, name in enumerate(wording.vocabulary)}
    names = sorted(set(_wordings().values()))
    at: list[Any] = [np.zeros(0, np.int64)]
    subject: list[Any] = [np.zeros(0, np.int64)]
    for length in sorted({len(w) for w in _wordings()}):
        known = {
            tuple(index[x] for x in w): names.index(s)
            for w, s in _wordings().items()
            if len(w) == length and all(x in index for x in w)
        }
        for begins, which in occurrences(wording.word, known, length):
            inside = begins[wording.owner[begins] == wording.owner[begins + length - 1]]
            at.append(inside)
            subject.append(np.full(len(inside), which))
    where, what = np.concatenate(at), np.concatenate(subject)
    owner = wording.owner[where]
    worth = rarity(owner, what, len(names), n)[what] * wording.prominence[where]
    return rows_of(owner, what, worth, (len(wording.text_of), len(names)))
