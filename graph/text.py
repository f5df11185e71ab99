"""The text of a property, and the folded key that matching uses instead of it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook above, dot below
_SIGNS = str.maketrans("‐‑‒–—−“”‘’", "------\"\"''")  # dashes and quotes to the plain ones
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_SYLLABLE = re.compile(r"[^\W\d_][\w\u0300-\u036f]*")


@lru_cache(maxsize=2048)
def clean(text: str) -> str:
    """NFC with every run of blanks and line breaks as one space; the form every stored text has."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def clean_or_none(text: str | None) -> str | None:
    """`clean`, with nothing left as None (a property is never the empty text)."""
    return (clean(text) or None) if text else None


def _tone_last(match: re.Match[str]) -> str:
    syllable = match.group()
    tones = "".join(ch for ch in syllable if ch in _TONES)
    return "".join(ch for ch in syllable if ch not in _TONES) + tones


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """Key under which two spellings of one wording meet: case, blanks, dashes, quotes and the position of the
    tone mark do not count (`Hòa` = `Hoà`); the marks themselves do. For comparing, never for showing."""
    return " ".join(map(_folded, unicodedata.normalize("NFC", text).split()))


@lru_cache(maxsize=8192)  # a language has few syllables, texts have no end: words are kept, texts are not
def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.casefold().translate(_SIGNS))
    return unicodedata.normalize("NFC", _SYLLABLE.sub(_tone_last, plain))


@lru_cache(maxsize=2048)
def bare(text: str) -> str:
    """Key without any diacritics (`Đề án` -> `de an`), for search and for slugs."""
    return " ".join(map(_bared, unicodedata.normalize("NFC", text).split()))


@lru_cache(maxsize=8192)
def _bared(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.casefold().translate(_SIGNS))
    return "".join(ch for ch in plain if not unicodedata.combining(ch)).replace("đ", "d")


@lru_cache(maxsize=2048)
def slug(text: str) -> str:
    """A short ASCII name for use inside an id: letters and digits joined by hyphens."""
    return _NOT_IN_SLUG.sub("-", bare(text)).strip("-")
