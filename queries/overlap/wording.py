"""Task names as columns of words: abbreviations and synonyms joined, action verbs told from objects.

Everything works on one flat array of words of all texts, so that a corpus of 140,000 names is read in seconds.
The lists (abbreviations, action verbs, products, purpose words) stand in `terms.csv` beside this module:
`kind, canonical, variants` with variants separated by `|`; `stop` words are dropped before phrases are looked for,
so "khoa học, công nghệ", "khoa học và công nghệ" and "KHCN" are one word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graph.text import fold
from queries.overlap.terms import terms

T = TypeVar("T")
Ints = NDArray[np.signedinteger[Any]]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_WORD = re.compile(r"[^\W_]+(?:&[^\W_]+)?|[^\w\s]")
_LONGEST = 11  # words in the longest phrase of terms.csv
_TEXTS = 20_000  # split at once
_FAR = 32_000  # words of a text whose places are kept
_END = "\0"  # between two texts
_STRONG = frozenset(";.:()" + _END)
_PROVINCE_HEADS = frozenset(map(fold, ("tỉnh",)))
_PLACE_HEADS = frozenset(map(fold, ("phố", "xã", "huyện", "phường", "trấn")))  # "thành phố", "thị xã", "thị trấn"
#: What a word counts for, by where it stands: a purpose clause and a bracket explain the duty, they do not name it.
PURPOSE_SHARE = 0.5
PURPOSE_AFTER = 7
BRACKET_SHARE = 0.5
#: How fast words count less behind the first object of a duty, and behind the first duty of a text.
PROMINENT = 2.5
LATER_DUTY = 0.8
#: What a word counts for, by what it is, beside its rarity (see `weigh`).
KIND_SHARE = {"object": 1.0, "action": 0.45, "product": 0.3, "filler": 0.1, "purpose": 0.1}
KINDS = tuple(KIND_SHARE)


@dataclass(frozen=True)
class Wording:
    """Words of n texts in reading order, one array entry a word.

    `owner` is the unit a word belongs to: units 0..n-1 are the whole texts, further units are the numbered parts
    "(1) ... (2) ..." of texts that have them; `text_of` (units,) gives each unit's text. `word` is an id into
    `vocabulary` (folded; `display` as people write it), `kind` an index into `KINDS`, `share` the weight of its
    place in the sentence (0-1], `joined` tells that the word follows the one before it without a stop, `slot` that
    it names the sector, the institution or the content of a database ("ngành X"), where the first clauses of two
    texts must agree. `prominence` (0-1] falls from the first object word of a duty on and from one duty of the text to
    the next; `first` and `last` are the places of the word among the marks and words of its text (see `tokens`).
    """

    vocabulary: tuple[str, ...]
    display: tuple[str, ...]
    text_of: Ints
    owner: Ints
    word: Ints
    kind: Ints
    share: NDArray[np.float32]
    joined: Bools
    slot: Bools
    prominence: NDArray[np.float32]
    first: NDArray[np.int16]
    last: NDArray[np.int16]


def tokens(text: str) -> list[tuple[int, int]]:
    """Where each word and mark of a text begins and ends: what `Wording.first` and `Wording.last` count."""
    return [m.span() for m in _WORD.finditer(text.replace(_END, " "))]


def read_wording(texts: Sequence[str]) -> Wording:
    """Words of `texts` (any length, any case); see `Wording`."""
    chunks = [_read(texts[start : start + _TEXTS]) for start in range(0, max(len(texts), 1), _TEXTS)]
    return chunks[0] if len(chunks) == 1 else _merged(chunks)


def _read(texts: Sequence[str]) -> Wording:
    """`read_wording` of texts that are read at once."""
    codes, uniques = pd.factorize(np.array(_words(texts), dtype=object))
    shown = [str(u) for u in uniques]
    folded = [fold(u) for u in shown]
    return _Flat.of(np.asarray(codes, dtype=np.int64), shown, folded).wording(len(texts))


def _words(texts: Sequence[str]) -> list[str]:
    """`_WORD` applied to all texts, with _END between them; in far less time than the regular expression takes."""
    text = _END.join(text.replace(_END, " ") for text in texts) if any(_END in t for t in texts) else _END.join(texts)
    for mark in sorted(c for c in set(text) if not c.isalnum() and not c.isspace() and c != "&"):
        text = text.replace(mark, " " if mark == "_" else f" {mark} ")
    if "&" not in text:
        return text.split()
    return [word for run in text.split() for word in (_WORD.findall(run) if "&" in run else (run,))]


def _merged(chunks: list[Wording]) -> Wording:
    """One wording of several, their texts one after another; numbered parts come after all whole texts."""
    ids: dict[str, int] = {}
    display: list[str] = []
    n = [int(c.text_of.max(initial=-1)) + 1 for c in chunks]
    texts, parts = sum(n), [len(c.text_of) - k for c, k in zip(chunks, n, strict=True)]
    before, after = np.cumsum([0, *n]), texts + np.cumsum([0, *parts])
    words, owners = [], []
    for i, chunk in enumerate(chunks):
        here = np.array([ids.setdefault(name, len(ids)) for name in chunk.vocabulary], dtype=np.int32)
        display += [""] * (len(ids) - len(display))
        for at, form in zip(here.tolist(), chunk.display, strict=True):
            display[at] = min(display[at], form) if display[at] else form
        words.append(here[chunk.word] if len(here) else chunk.word)
        owners.append(np.where(chunk.owner < n[i], chunk.owner + before[i], chunk.owner - n[i] + after[i]))
    owner = np.concatenate(owners)
    rows = np.r_[np.flatnonzero(owner < texts), np.flatnonzero(owner >= texts)]
    text_of = [c.text_of + before[i] for i, c in enumerate(chunks)]
    whole, rest = ([t[:k] for t, k in zip(text_of, n, strict=True)], [t[k:] for t, k in zip(text_of, n, strict=True)])

    def column(parts: list[Any]) -> Any:
        return np.concatenate(parts)[rows]

    return Wording(
        tuple(ids), tuple(display), np.concatenate(whole + rest), owner[rows].astype(np.int32), column(words),
        column([c.kind for c in chunks]), column([c.share for c in chunks]), column([c.joined for c in chunks]),
        column([c.slot for c in chunks]), column([c.prominence for c in chunks]),
        column([c.first for c in chunks]), column([c.last for c in chunks]),
    )  # fmt: skip


@dataclass
class _Flat:
    """The words with what the marks between them say: text, part, bracket depth, number of the strong clause."""

    names: list[str]
    display: list[str]
    word: Ints
    text: Ints
    part: Ints
    bracket: Bools
    clause: Ints
    comma: Ints
    faint: Bools
    named: Bools
    place: Ints

    @classmethod
    def of(cls, codes: Ints, shown: list[str], folded: list[str]) -> _Flat:
        names, word_of = _ids(folded)

        def those(test: Callable[[str], bool], of: list[str] = shown) -> Bools:
            return np.array([test(s) for s in of], dtype=bool)[codes] if of else np.zeros(0, bool)

        line, left, right, comma = (those(c.__eq__) for c in (_END, *"(),"))
        words, strong, number = those(lambda s: s[0].isalnum()), those(_STRONG.__contains__), those(_is_label)
        text = np.cumsum(line, dtype=np.int64)
        label = np.zeros(len(codes), bool)  # the digit of "(1)"
        label[1:-1] = left[:-2] & number[1:-1] & right[2:]
        first = np.r_[0, np.flatnonzero(line) + 1]
        depth, part = (
            np.r_[0, np.cumsum(x, dtype=np.int64)] for x in (left.astype(np.int64) - right, label.astype(np.int64))
        )
        depth, part = (x[1:] - x[first][text] for x in (depth, part))
        keep = words & ~label & ~those(terms().stops.__contains__, folded)
        clause, commas = (
            np.cumsum(strong, dtype=np.int64),
            np.cumsum(comma | strong | those(terms().breaks.__contains__, folded), dtype=np.int64),
        )
        year = those(_is_year)
        province, place = (_names_after(heads, codes, shown, folded) for heads in (_PROVINCE_HEADS, _PLACE_HEADS))
        return cls(
            names,
            _display(word_of, shown, len(names)),
            (word_of[codes] if shown else codes)[keep],
            text[keep],
            part[keep],
            (depth > 0)[keep],
            clause[keep],
            commas[keep],
            (province | year)[keep],
            place[keep],
            (np.arange(len(codes)) - first[text])[keep],
        )

    def wording(self, n: int) -> Wording:
        """Phrases joined, kinds and shares given, numbered parts added as units of their own."""
        keep, word, kind, names, size = _join_phrases(self)
        text, part, clause = self.text[keep], self.part[keep], self.clause[keep]
        share = np.where(self.bracket[keep], BRACKET_SHARE, 1.0) * _purpose_share(text, clause, kind)
        kind = np.where(self.faint[keep], KINDS.index("filler"), kind)
        joined = np.zeros(len(keep), bool)
        joined[1:] = clause[1:] == clause[:-1]
        prominence = _prominence(text, clause, kind)
        slot = _slots(word, self.comma[keep], kind, names) | (self.named[keep] & (kind == 0))
        slot &= _first_clause(text, clause, kind)
        first, last = (np.minimum(self.place[at], _FAR).astype(np.int16) for at in (keep, keep + size - 1))
        text_of, owner, rows = _units(n, text, part)
        word, kind = word[rows], kind[rows]
        display = (*self.display, *(terms().written.get(name, name) for name in names[len(self.display) :]))
        owner, word, kind = owner.astype(np.int32), word.astype(np.int32), kind.astype(np.int8)
        return Wording(
            tuple(names),
            display,
            text_of,
            owner,
            word,
            kind,
            share[rows].astype(np.float32),
            joined[rows],
            slot[rows],
            prominence[rows].astype(np.float32),
            first[rows],
            last[rows],
        )


def _is_label(word: str) -> bool:
    return word.isdigit() and len(word) <= 2


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")


def _ids(names: Iterable[str]) -> tuple[list[str], Ints]:
    """Distinct names and the id of each name given."""
    codes, uniques = pd.factorize(np.array(list(names), dtype=object))
    return [str(u) for u in uniques], np.asarray(codes, dtype=np.int64)


def _display(word_of: Ints, shown: list[str], n: int) -> list[str]:
    """One written form (lower case) of each folded word: the alphabetically first, so that order does not matter."""
    forms: list[str] = [""] * n
    for i, form in zip(word_of.tolist(), (s.lower() for s in shown), strict=True):
        forms[i] = min(forms[i], form) if forms[i] else form
    return forms


def _names_after(heads: frozenset[str], codes: Ints, shown: list[str], folded: list[str]) -> Bools:
    """Capitalised words (up to three) after a head: the province, which every plan names as its own, or a place."""
    if not shown:
        return np.zeros(0, bool)
    capital = np.array([s[:1].isupper() for s in shown], dtype=bool)[codes]
    after = np.array([f in heads for f in folded], dtype=bool)[codes]
    found = np.zeros(len(codes), bool)
    for _ in range(3):
        after = np.r_[False, after[:-1]] & capital
        found |= after
    return found


def _join_phrases(flat: _Flat) -> tuple[Ints, Ints, Ints, list[str], Ints]:
    """Longest phrases first: (rows kept, word ids, kinds, names, words joined); the first word of a phrase stands for
    all of it."""
    names = list(flat.names)
    index = {name: i for i, name in enumerate(names)}
    word, clause = flat.word.copy(), flat.clause
    kind = np.zeros(len(word), dtype=np.int64)
    free = np.ones(len(word), bool)
    keep = np.ones(len(word), bool)
    size = np.ones(len(word), np.int64)
    for length in range(_LONGEST, 0, -1):
        table = terms().phrases.get(length, {})
        known = {tuple(index[w] for w in ws): found for ws, found in table.items() if all(w in index for w in ws)}
        if not known or len(word) < length:
            continue
        for begins, (kind_name, canonical) in occurrences(flat.word, known, length):
            whole = clause[begins] == clause[begins + length - 1]
            at = begins[whole & np.all([free[begins + k] for k in range(length)], axis=0)]
            for k in range(length):
                free[at + k] = False
                keep[at + k] = k == 0
            if canonical not in index:
                index[canonical] = len(names)
                names.append(canonical)
            word[at], kind[at], size[at] = index[canonical], KINDS.index(kind_name), length
    rows = np.flatnonzero(keep)
    return rows, word[rows], kind[rows], names, size[rows]


def occurrences(word: Ints, known: dict[tuple[int, ...], T], length: int) -> Iterable[tuple[Ints, T]]:
    """Where each known sequence of word ids begins."""
    starts: dict[int, list[tuple[int, ...]]] = {}
    for sequence in known:
        starts.setdefault(sequence[0], []).append(sequence)
    begins = np.flatnonzero(np.isin(word[: len(word) - length + 1], list(starts)))
    order = begins[np.argsort(word[begins], kind="stable")]
    firsts = word[order]
    for first, sequences in starts.items():
        at = order[np.searchsorted(firsts, first) : np.searchsorted(firsts, first, side="right")]
        for sequence in sequences:
            hit = at
            for k in range(1, length):
                hit = hit[word[hit + k] == sequence[k]]
            if len(hit):
                yield hit, known[sequence]


def _purpose_share(text: Ints, clause: Ints, kind: Ints) -> Floats:
    """PURPOSE_SHARE from a purpose word to the end of its clause, after PURPOSE_AFTER words."""
    n = len(text)
    position = np.arange(n)
    starts = np.r_[True, text[1:] != text[:-1]] if n else np.zeros(0, bool)
    from_start = position - np.maximum.accumulate(np.where(starts, position, 0)) if n else position
    marker = (kind == KINDS.index("purpose")) & (from_start >= PURPOSE_AFTER)
    last = np.maximum.accumulate(np.where(marker, position, -1)) if n else position
    inside = (last >= 0) & (clause == clause[np.maximum(last, 0)]) if n else np.zeros(0, bool)
    return np.where(inside, PURPOSE_SHARE, 1.0)


def _prominence(text: Ints, strong: Ints, kind: Ints) -> Floats:
    """1 for the first object word of a duty, falling as PROMINENT / (PROMINENT + words before it), and by LATER_DUTY
    from one duty to the next. A duty ends at a strong mark, and before a verb that follows an object."""
    if not len(text):
        return np.zeros(0)
    thing = kind == 0
    begins = np.r_[True, (text[1:] != text[:-1]) | (strong[1:] != strong[:-1]) | ((kind[1:] == 1) & thing[:-1])]
    number, since = _duties(text, thing, begins)
    worth = PROMINENT / (PROMINENT + since) * LATER_DUTY ** np.minimum(number, 3)
    return np.asarray(worth, dtype=np.float64)


def _duties(text: Ints, thing: Bools, begins: Bools) -> tuple[Ints, Ints]:
    """Of each word: how many stretches with an object its text has before its own (stretches begin at `begins`), and
    how many objects its stretch has before it."""
    starts = np.r_[True, text[1:] != text[:-1]]
    before = np.r_[0, np.cumsum(thing)[:-1]]
    at_begin = np.maximum.accumulate(np.where(begins, before, 0))
    ended = begins & ~starts & (before > np.r_[0, at_begin[:-1]])
    number = np.cumsum(ended)
    return number - np.maximum.accumulate(np.where(starts, number, 0)), before - at_begin


def _first_clause(text: Ints, strong: Ints, kind: Ints) -> Bools:
    """Words before the first strong mark that follows an object."""
    if not len(text):
        return np.zeros(0, bool)
    begins = np.r_[True, (text[1:] != text[:-1]) | (strong[1:] != strong[:-1])]
    return np.asarray(_duties(text, kind == 0, begins)[0] == 0)


def _slots(word: Ints, comma: Ints, kind: Ints, names: list[str]) -> Bools:
    """Up to five words after a slot head ("ngành", "cơ sở dữ liệu", "trường đại học"), to the next comma, purpose word
    or filler ("các lĩnh vực liên quan" names no sector)."""
    heads = [i for i, name in enumerate(names) if name in terms().slots]
    after = np.isin(word, heads)
    head = after.copy()
    found = np.zeros(len(word), bool)
    ends = (kind == KINDS.index("purpose")) | (kind == KINDS.index("filler"))
    for _ in range(5):
        if len(word) == 0:
            break
        same = np.r_[False, comma[1:] == comma[:-1]]
        after = np.r_[False, after[:-1]] & same & ~ends
        found |= after
    return np.asarray(found & ~head & (kind == 0))


def _units(n: int, text: Ints, part: Ints) -> tuple[Ints, Ints, Ints]:
    """(text of each unit, unit of each row, rows): whole texts, then the parts of texts that have two or more."""
    rows = np.arange(len(text))
    if not len(text):
        return np.arange(n), text, rows
    parts = np.zeros(n, dtype=np.int64)
    np.maximum.at(parts, text, part)
    inner = rows[(part > 0) & (parts[text] > 1)]
    key = text[inner] * 100 + part[inner]
    distinct, place = np.unique(key, return_inverse=True)
    return (np.r_[np.arange(n), distinct // 100], np.r_[text, n + place], np.r_[rows, inner])
