"""Words, numbers and signs of a cell or a sentence, with the keys under which the time grammars compare them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from graph.text import bare, fold

_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
_LONGEST_NUMBER = 4  # digits; longer ones are document or account numbers, never a part of a date


class Token(NamedTuple):
    """One word, run of digits or sign: its text, `key` without diacritics (misprinted tone marks do not count),
    `folded` with them, the value of a number of up to four digits, and where it stands in the text."""

    text: str
    key: str
    folded: str
    number: int | None
    start: int
    stop: int


Tokens = Sequence[Token]


def tokenize(text: str) -> list[Token]:
    """The tokens of a cleaned text in reading order; letters and digits never share one (`T6` is two)."""
    return [Token(word, *_read(word), *match.span()) for match in _TOKEN.finditer(text) for word in (match.group(),)]


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[str, str, int | None]:
    """Key, folded text and number of a token."""
    return bare(text), fold(text), int(text) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else None


def key(tokens: Tokens, index: int) -> str:
    """Key of the token at `index`, '' outside the text."""
    return tokens[index].key if 0 <= index < len(tokens) else ""


def folded(tokens: Tokens, index: int) -> str:
    """Folded text of the token at `index`, '' outside the text."""
    return tokens[index].folded if 0 <= index < len(tokens) else ""


def number(tokens: Tokens, index: int) -> int | None:
    """Value of the token at `index` when it is a short number."""
    return tokens[index].number if 0 <= index < len(tokens) else None


def matches(tokens: Tokens, index: int, words: tuple[str, ...]) -> bool:
    """Whether the keys from `index` on are `words`."""
    return all(key(tokens, index + offset) == word for offset, word in enumerate(words))
