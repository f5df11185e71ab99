"""Words that tell an agency's proper name from a collective phrase, from `lexicon.toml`. Folded; a phrase is a tuple of
words."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from graph.identity.words import Token
from graph.text import fold

_DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def phrases(texts: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """Wordings as the tuples of folded words that `phrase_at` looks for."""
    return frozenset(tuple(fold(text).split()) for text in texts)


COLLECTIVES = phrases(_DATA["collectives"])
COMMON_NOUNS = phrases(_DATA["common_nouns"])
MIXED_NOUNS = phrases(_DATA["mixed_nouns"])
AGENCY_HEADS = phrases(_DATA["agency_heads"])
AND_WORDS = phrases(_DATA["and_words"])
RELATIONS = phrases(_DATA["relations"])
LIST_HEADS: dict[tuple[str, ...], str] = {(fold(head),): head for head in ("sở", "bộ")}
OFFICERS = phrases(_DATA["officers"])
SMALL_WORDS = frozenset(map(fold, _DATA["small_words"]))
LEVEL_OF: dict[str, str] = _DATA["levels"]
LEVELS = {tuple(fold(word).split()): word for word in LEVEL_OF}
LOCAL_BODIES: dict[tuple[str, ...], tuple[str, str]] = {
    tuple(fold(words).split()): (shown[0], shown[1]) for words, shown in _DATA["local_bodies"].items()
}
CLASSES: dict[str, str] = {fold(head): kind for head, kind in _DATA["classes"].items()}


def phrase_at(items: tuple[Token, ...], start: int, phrases: Collection[tuple[str, ...]]) -> int:
    """Index after the longest of `phrases` that begins at token `start` with no mark inside; `start` when none does."""
    best = start
    words: list[str] = []
    for index in range(start, min(start + 8, len(items))):
        if index > start and items[index].sep:
            break
        words.extend(items[index].words)
        if tuple(words) in phrases:
            best = index + 1
    return best


def head_at(items: tuple[Token, ...], start: int) -> str | None:
    """The agency head that begins at token `start` ("trung tâm"), None when there is none."""
    end = phrase_at(items, start, AGENCY_HEADS)
    return " ".join(word for item in items[start:end] for word in item.words) if end > start else None
