"""The words of a cell that names agencies: tokens with their place in the cell, abbreviations read out."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from graph.text import bare, fold

_DATA = Path(__file__).parent
_TOKEN = re.compile(r"[^\W_]+(?:(?:[&./,'’-]|\s&\s)[^\W_]+)*", re.UNICODE)
_AND = fold("và")
_SIMPLE = re.compile(r"kv(?=\d)|[^\W_]+", re.IGNORECASE)  # `KV8`: khu vực 8


@dataclass(frozen=True, slots=True)
class Token:
    """One printed word. `words` are its folded words (several for an abbreviation), `raw` the fold of the print;
    `start`/`end` are offsets in the text it was cut from; `sep` is the punctuation between it and the word before."""

    text: str
    raw: str
    words: tuple[str, ...]
    start: int
    end: int
    sep: str

    @property
    def capital(self) -> bool:
        """Whether it is written with a capital (or a digit) at its beginning."""
        return self.text[0].isupper() or self.text[0].isdigit()


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, str]:
    """Short form (casefolded) -> full wording, from `abbreviations.csv`."""
    with (_DATA / "abbreviations.csv").open(encoding="utf-8", newline="") as file:
        return {fold(row["short"]): row["full"] for row in csv.DictReader(file)}


def full_form(text: str, *, shouted: bool = False) -> str | None:
    """The wording an abbreviation stands for (`KH&CN` -> `khoa học và công nghệ`), None for any other word.
    A short form counts only in capitals, or when it is long enough not to be a Vietnamese syllable; in text all in
    capitals (`shouted`) one that could be a syllable (`TƯ`, `CA`) does not count."""
    key = fold(text).replace(" ", "")
    if key not in abbreviations() or not (text.isupper() or len(key) >= 4):
        return None
    if shouted and len(key) < 4 and set(bare(key)) & set("aeiouy"):
        return None
    return abbreviations()[key]


def _cut(text: str, start: int, end: int, *, shouted: bool) -> list[tuple[int, int]]:
    """Offsets of the words of one run without blanks: kept whole as far as it is a known abbreviation."""
    if full_form(text[start:end], shouted=shouted):
        return [(start, end)]
    parts = [(start + m.start(), start + m.end()) for m in _SIMPLE.finditer(text[start:end])]
    out: list[tuple[int, int]] = []
    index = 0
    while index < len(parts):
        stop = next(
            (
                j
                for j in range(len(parts), index + 1, -1)
                if full_form(text[parts[index][0] : parts[j - 1][1]], shouted=shouted)
            ),
            index + 1,
        )
        out.append((parts[index][0], parts[stop - 1][1]))
        index = stop
    return out


def _separator(between: str) -> str:
    """The punctuation between two words, by what it can separate: ';', ':', ',', '/', '&', '-' or ''."""
    return next((mark for mark in ";:,/&" if mark in between), "-" if set(between) & set("-–—+•") else "")


@lru_cache(maxsize=256)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of `text` in order. A blank, a full stop or a bracket separates words and leaves no mark."""
    out: list[Token] = []
    last = 0
    shouted = text.isupper() and " " in text.strip()
    for match in _TOKEN.finditer(text):
        for start, end in _cut(text, match.start(), match.end(), shouted=shouted):
            word = text[start:end]
            between = text[last:start]
            sep = _separator(between)
            if sep == "&":
                out.append(Token("&", _AND, (_AND,), last + between.index("&"), last + between.index("&") + 1, ""))
                sep = ""
            full = full_form(word, shouted=shouted)
            raw = fold(word)
            words = tuple(map(fold, _SIMPLE.findall(full))) if full else (raw,)
            out.append(Token(word, raw, words, start, end, sep))
            last = end
    return tuple(out)


def key_words(items: tuple[Token, ...] | list[Token]) -> tuple[str, ...]:
    """The folded words of tokens with abbreviations read out; punctuation does not count."""
    return tuple(word for item in items for word in item.words)
