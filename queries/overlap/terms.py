"""The word lists: `terms.csv` holds abbreviations and synonyms, action verbs, products, purpose words, stop words;
`compounds.csv` the words of several syllables of administrative Vietnamese, field by field, so that "kinh tế" and
"y tế" have no word in common. Names of ministries and departments are words as well: "Sở Khoa học và Công nghệ" says
who, not what about. `common.csv` says how common the field's own words are: an estimate for any plan, so that a
word is as rare when two plans are compared as when twenty are.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from graph.identity.registry import archetypes, provinces
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
    rows = _rows("terms.csv")
    variants = [(row["kind"], fold(row["canonical"]), fold(v)) for row in rows for v in row["variants"].split("|")]
    filler = next(canonical for kind, canonical, _ in variants if kind == "filler")
    names = [name.replace("-", " ") for name in provinces()]
    variants += [("filler", filler, fold(name)) for name in names]  # a plan names its own province
    variants += [("same", word, word) for word in (*_offices(), *_compounds())]
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


@lru_cache(maxsize=1)
def common() -> dict[str, float]:
    """In what share (0-1) of the tasks of a plan each common word of the field is expected (`common.csv`)."""
    return {
        fold(word): float(row["per_thousand"]) / 1000 for row in _rows("common.csv") for word in row["words"].split("|")
    }


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((files(__package__) / name).read_text("utf-8").splitlines()))


def _compounds() -> list[str]:
    return [fold(word) for row in _rows("compounds.csv") for word in row["words"].split("|")]


def _offices() -> list[str]:
    """Ministries and departments, without the marks in their names."""
    offices = [office.name for office in archetypes().values() if office.kind in ("ministry", "department")]
    return [" ".join(re.findall(r"\w+", fold(name))) for name in offices]
