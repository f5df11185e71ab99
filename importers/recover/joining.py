"""Words cut by a line or a page put together again, only where the result is Vietnamese that stands elsewhere."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

from graph.rows import Flag, Place
from graph.text import bare, clean, fold

_ONSETS = tuple(
    re.findall(r"\w+", "ngh ng gh gi kh nh ph qu th tr ch b c d đ g h k l m n p r s t v x")
)  # longest first
_RIME = re.compile(
    r"(?:uyê|oeo|oai|oay|uay|uây|iêu|yêu|uôi|ươi|ươu|oa|oă|oe|oo|uâ|uê|uy|uyu|uơ|iê|yê|uô|ươ|ia|ya|ua|ưa|"
    r"ai|ay|ao|au|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y)(?:ng|nh|ch|c|k|m|n|p|t)?"
)
_TOKEN = re.compile(r"[^\W\d_]+")
_LONE = frozenset("aàạáảôồổơởờừưýyủùuêếéẻoòó")
"""Words of one letter; any other lone letter inside a sentence is a piece of a word."""
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPS = ".,;:)"
_WINDOW = 4
"""Pieces one cut word can lie in ('p h ươn g')."""


@lru_cache(maxsize=4096)
def is_syllable(text: str) -> bool:
    """Whether letters have the form of a Vietnamese syllable: onset and rime as the spelling rules pair them
    ('ngh', 'gh', 'k' before e, ê, i, y; 'ng', 'g', 'c' before the others), at most one tone."""
    plain, tones = _toneless(text.casefold())
    if tones > 1:
        return False
    for onset in _ONSETS:
        rime = plain[len(onset) :]
        if plain.startswith(onset) and _RIME.fullmatch(rime) and _pairs_with(onset, rime):
            return True
    return _RIME.fullmatch(plain) is not None or plain in ("gi", "gin", "giêng", "giêt")


def _toneless(text: str) -> tuple[str, int]:
    plain = unicodedata.normalize("NFD", text)
    kept = "".join(ch for ch in plain if ch not in _TONES)
    return unicodedata.normalize("NFC", kept), len(plain) - len(kept)


def _pairs_with(onset: str, rime: str) -> bool:
    front = rime[0] in "eêiy"
    if onset in ("ngh", "gh", "k"):
        return front
    return not (front and onset in ("ng", "g", "c"))


@dataclass(frozen=True)
class Lexicon:
    """Words a document (and the word list that comes with the program) uses: how often each stands there, and
    which two stand side by side, counted when first asked for. Keys are `key`s (small letters, NFC)."""

    texts: tuple[str, ...] = ()

    @classmethod
    def of(cls, texts: Iterable[str]) -> Lexicon:
        """The words of these texts and of the program's word list; words of one letter do not count."""
        return cls(tuple(texts))

    @cached_property
    def _counts(self) -> tuple[Counter[str], Counter[tuple[str, str]]]:
        words, pairs = _counted(self.texts)
        listed = _listed()
        words.update(listed[0])
        pairs.update(listed[1])
        return words, pairs

    @property
    def words(self) -> Counter[str]:
        """How often each word stands there."""
        return self._counts[0]

    @property
    def pairs(self) -> Counter[tuple[str, str]]:
        """How often two words stand side by side."""
        return self._counts[1]

    def knows(self, word: str) -> bool:
        """Whether a word is a Vietnamese syllable that stands in the document or the word list."""
        return len(word) > 1 and is_syllable(word) and self.words[key(word)] > 0

    def side_by_side(self, left: str | None, right: str | None) -> bool:
        """Whether two words stand next to each other somewhere."""
        return bool(left and right) and self.pairs[key(left or ""), key(right or "")] > 0


def _counted(texts: Iterable[str]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        tokens = [key(token) for token in _TOKEN.findall(clean(text))]
        words.update(tokens)
        pairs.update(pairwise(tokens))
    return words, pairs


@lru_cache(maxsize=1)
def _listed() -> tuple[Counter[str], Counter[tuple[str, str]]]:
    return _counted(_word_list())


@lru_cache(maxsize=4096)
def key(word: str) -> str:
    """A word as the lexicon knows it: small letters, NFC."""
    return clean(word).casefold()


def _word_list() -> list[str]:
    texts: list[str] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))["texts"]
    return texts


@dataclass(frozen=True, slots=True)
class Joined:
    """A text and the repairs that made it: (code, what was done)."""

    text: str
    repairs: tuple[tuple[str, str], ...] = ()

    def flags(self, place: Place) -> list[Flag]:
        """The repairs as flags of the row at this place."""
        return [Flag(code, message, place, "repair") for code, message in self.repairs]


def rejoin(text: str, lexicon: Lexicon) -> Joined:
    """A text with words cut by a blank put together ('t hành' -> 'thành', 'p h ươn g' -> 'phương'): pieces are
    joined where one of them is no word and the whole is a syllable that stands elsewhere."""
    if is_whole(text):
        return Joined(clean(text))
    tokens = clean(text).split(" ")
    pieces_at = [_piece(token.rstrip(_STOPS)) for token in tokens]
    result: list[str] = []
    repairs: list[tuple[str, str]] = []
    index = 0
    while index < len(tokens):
        size = _cut_here(tokens, index, lexicon) if any(pieces_at[index : index + _WINDOW]) else 1
        if size > 1:
            pieces = tokens[index : index + size]
            repairs.append(("words_rejoined", f"'{' '.join(pieces)}' read as '{''.join(pieces)}'"))
            result.append("".join(pieces))
        else:
            result.append(tokens[index])
        index += max(size, 1)
    return Joined(" ".join(result), tuple(repairs))


@lru_cache(maxsize=2048)
def is_whole(text: str) -> bool:
    """Whether no word of a text can be a piece of one."""
    return not any(map(_piece, clean(text).split(" ")))


@lru_cache(maxsize=4096)
def _piece(token: str) -> bool:
    """A run of small letters that is no word of its own: no syllable, or one letter that is no word."""
    if not token.isalpha() or not token.islower():
        return False
    return (len(token) == 1 and token not in _LONE) or not is_syllable(token)


def _cut_here(tokens: list[str], index: int, lexicon: Lexicon) -> int:
    """Number of pieces of the word cut at this token (1: it is whole). The longest known word wins, so that a
    piece that happens to be a word ('đổ i') is taken along."""
    for size in range(min(_WINDOW, len(tokens) - index), 1, -1):
        pieces = tokens[index : index + size]
        last = pieces[-1].rstrip(_STOPS)
        letters = [*pieces[:-1], last]
        if not all(piece.isalpha() for piece in letters) or not any(map(_piece, letters)):
            continue
        if any(not piece.islower() for piece in letters[1:]) or not last:
            continue
        whole = "".join(letters)
        if lexicon.knows(whole):
            return size
    return 1


def _beside(left: str | None, right: str | None, lexicon: Lexicon) -> bool:
    return lexicon.side_by_side(_letters(left), _letters(right))


def _letters(token: str | None) -> str | None:
    return token.strip('.,;:()"“”') if token else None


def join_cut(head: str, tail: str, lexicon: Lexicon) -> Joined:
    """Two parts of a cell that a page cut apart. Words printed again after the cut are dropped once ('Môi trường' +
    'trường'), also where letters of the first are lost ('nghiệp' + 'ngiệp viễn thông'); a word cut inside is put
    together where it stands elsewhere; otherwise a blank joins them."""
    left, right = clean(head).split(), clean(tail).split()
    if not left or not right:
        return Joined(" ".join(left or right))
    doubled = _doubled(left, right, lexicon)
    if doubled:
        dropped = " ".join(right[:doubled])
        message = f"'{dropped}' stands on both sides of the page cut; taken once"
        end = right[doubled - 1][len(right[doubled - 1].rstrip(_STOPS)) :]
        return Joined(" ".join([*left[:-1], left[-1] + end, *right[doubled:]]), (("letters_doubled", message),))
    whole = left[-1] + right[0]
    core = whole.rstrip(_STOPS)
    if right[0][0].islower() and lexicon.knows(core) and _cut_inside(left, right, core, lexicon):
        message = f"'{left[-1]} {right[0]}' read as '{whole}'"
        return Joined(" ".join([*left[:-1], whole, *right[1:]]), (("words_rejoined", message),))
    return Joined(" ".join([*left, *right]))


def _cut_inside(left: list[str], right: list[str], whole: str, lexicon: Lexicon) -> bool:
    """Whether the last and the first word are the pieces of `whole`: one of them is no word, or the two stand side
    by side nowhere while `whole` stands beside the same neighbour elsewhere."""
    first = right[0].rstrip(_STOPS)
    if not is_syllable(left[-1]) or not is_syllable(first):
        return True
    before = left[-2] if len(left) > 1 else None
    after = right[1] if len(right) > 1 else None
    return not _beside(left[-1], first, lexicon) and (_beside(before, whole, lexicon) or _beside(whole, after, lexicon))


def _doubled(left: list[str], right: list[str], lexicon: Lexicon) -> int:
    """How many words at the start of `right` repeat the end of `left`."""
    for size in range(min(4, len(left), len(right)), 0, -1):
        again = [*right[: size - 1], right[size - 1].rstrip(_STOPS)]
        if [fold(word) for word in left[-size:]] == [fold(word) for word in again]:
            return 0 if size == 1 and _may_repeat(left[-1], lexicon) else size
    if _damaged(left[-1], right[0].rstrip(_STOPS), lexicon):
        return 1
    if len(right) > 1 and _fragment(left[-1], right[0]) and fold(left[-1]) == fold(right[1].rstrip(_STOPS)):
        return 2
    return 0


def _may_repeat(word: str, lexicon: Lexicon) -> bool:
    """A word that also stands twice in a row elsewhere, or is no word at all (a number), is left standing twice."""
    return not _letters(word) or not (_letters(word) or "").isalpha() or lexicon.side_by_side(word, word)


def _damaged(whole: str, broken: str, lexicon: Lexicon) -> bool:
    """Whether `broken` is `whole` with letters lost: no syllable itself, all its letters in order, few missing."""
    one, other = bare(whole), bare(broken)
    if not other.isalpha() or not one.isalpha() or (is_syllable(broken) and lexicon.knows(broken)):
        return False
    letters = iter(one)
    return 2 <= len(other) < len(one) <= len(other) + 2 and all(letter in letters for letter in other)


def _fragment(whole: str, piece: str) -> bool:
    """Whether a piece is no word and starts `whole` or the word before its end ('ng nghiệp')."""
    return piece.isalpha() and not is_syllable(piece) and bare(whole).startswith(bare(piece))
