"""What somebody may have meant by a name that is not there."""

from __future__ import annotations

from collections.abc import Iterable

from graph.text import bare

ALIKE = 60
"""Percent of likeness from which a name is worth naming."""


def nearest(text: str, names: Iterable[str], *, count: int = 3, least: float = ALIKE) -> list[str]:
    """Up to `count` of the names, the likest first, none that is less than `least` percent alike; case and diacritics
    do not count."""
    from rapidfuzz import fuzz, process  # loaded only where something was not found

    known = sorted(set(names))
    found = process.extract(text, known, scorer=fuzz.ratio, processor=bare, limit=count, score_cutoff=least)
    return [name for name, _, _ in found]


def hint(names: list[str]) -> str:
    """The end of a sentence about what was not found: '; nearest: A, B', or nothing."""
    return f"; nearest: {', '.join(names)}" if names else ""
