"""Phrases, clauses and agency names in the tokens of running text, compared with their tone marks."""

from __future__ import annotations

from collections.abc import Mapping

from graph.text import fold
from importers.grammar.tokens import Tokens, folded, key

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]
"""Phrases as folded words by their first word, the longest first."""
_NAME_ENDS = frozenset(map(fold, ("để", "phù", "thực", "triển", "về", "tại", "trong", "nhằm", "khi", "đối", "gắn")))


def phrases_of(*phrases: str) -> Phrases:
    """Phrases to look for with `any_of`."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in sorted((tuple(map(fold, phrase.split())) for phrase in phrases), key=len, reverse=True):
        found[words[0]] = (*found.get(words[0], ()), words)
    return found


def any_of(tokens: Tokens, index: int, phrases: Phrases) -> int | None:
    """The index after the longest of `phrases` that stands at `index`."""
    for words in phrases.get(folded(tokens, index), ()):
        if all(folded(tokens, index + at) == word for at, word in enumerate(words)):
            return index + len(words)
    return None


def clause_ends(tokens: Tokens, index: int, *, comma: bool = True) -> bool:
    """Whether a clause ends at `index`: a bracket, a semicolon, a full stop before a blank, a comma (if `comma`)."""
    sign = key(tokens, index)
    if sign == "." and index + 1 < len(tokens):
        return tokens[index + 1].start > tokens[index].stop
    return sign in ("", ".", ";", ":", "(", ")", "|") or (comma and sign == ",")


def clause_end(tokens: Tokens, index: int, *, comma: bool = True) -> int:
    """The index at which the clause that runs at `index` ends."""
    while not clause_ends(tokens, index, comma=comma):
        index += 1
    return index


def name_end(tokens: Tokens, index: int) -> int:
    """The end of an agency's name: the clause, cut at a word that goes on about the work and at `và` before a word
    in small letters (`Sở Khoa học và Công nghệ` is one name)."""
    at = index
    while not clause_ends(tokens, at) and folded(tokens, at) not in _NAME_ENDS:
        if folded(tokens, at) == fold("và") and not tokens[min(at + 1, len(tokens) - 1)].text[0].isupper():
            break
        at += 1
    return at
