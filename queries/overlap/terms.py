"""The word lists of `terms.csv`: abbreviations and synonyms, action verbs, products, purpose words, stop words."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from graph.identity.registry import provinces
from graph.text import fold


@dataclass(frozen=True)
class Terms:
    """`terms.csv` ready for use: stop words, words that end a slot, phrases by number of words ->
    {words: (kind, canonical)}, slot heads, and the unfolded spelling of each canonical."""

    stops: frozenset[str]
    breaks: frozenset[str]
    phrases: dict[int, dict[tuple[str, ...], tuple[str, str]]]
    slots: frozenset[str]
    written: dict[str, str]


@lru_cache(maxsize=1)
def terms() -> Terms:
    """The lists of `terms.csv`, folded; a phrase of several words loses its stop words as texts do."""
    rows = list(csv.DictReader((files(__package__) / "terms.csv").read_text("utf-8").splitlines()))
    variants = [(row["kind"], fold(row["canonical"]), fold(v)) for row in rows for v in row["variants"].split("|")]
    filler = next(canonical for kind, canonical, _ in variants if kind == "filler")
    names = [name.replace("-", " ") for name in provinces()]
    variants += [("filler", filler, fold(name)) for name in names]  # a plan names its own province
    stops = frozenset(v for kind, _, v in variants if kind == "stop" and " " not in v)
    phrases: dict[int, dict[tuple[str, ...], tuple[str, str]]] = {}
    for kind, canonical, variant in variants:
        words = tuple(w for w in variant.split() if w not in stops)
        if kind not in ("stop", "break") and words:
            found = {"same": ("object", canonical), "slot": ("object", variant)}.get(kind, (kind, canonical))
            phrases.setdefault(len(words), {}).setdefault(words, found)
    slots = frozenset(v for kind, _, v in variants if kind == "slot")
    breaks = frozenset(v for kind, _, v in variants if kind == "break")
    return Terms(stops, breaks, phrases, slots, {fold(row["canonical"]): row["canonical"] for row in rows})
