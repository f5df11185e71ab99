"""Letters the extraction lost, put back where the same words stand whole elsewhere in the document.

Some extractions print a blank for every letter they cannot map ('hành ch nh', 'tr  tuệ', '272/ H-  ND'). The words
around such a blank are compared, letter for letter, with everything that stands whole in the document: a repair is
made only where exactly one wording of the same length fits and a neighbouring word agrees too."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from graph.rows import Flag, Place
from importers.recover.joining import Lexicon, is_syllable

_WORD = re.compile(r"[^\W\d_]+")
_TAIL = re.compile(r"[/-][A-ZĐ][A-ZĐa-z&]*(?:[-/][A-ZĐ][A-ZĐ&]*)*")
_BROKEN_TAIL = re.compile(r"(?<=\d)[/-](?:[A-ZĐ ]{1,8}[-/])?[A-ZĐ ]{1,8}(?=[ ,;.)]|$)")
_LONGEST_GAP = 3
Change = tuple[str, str]
"""The printed characters and what they were read as."""


def lost_letters(change: Change, place: Place) -> Flag:
    """The account of one repair."""
    printed, whole = change
    return Flag("letters_lost", f"'{printed}' read as '{whole}', which stands whole elsewhere", place, "repair")


@dataclass(frozen=True)
class Wording:
    """What stands whole in a document, by length: pairs of neighbouring words (small letters -> the commonest print)
    and the tails of document numbers ('/KH-UBND')."""

    lines: tuple[str, ...]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Wording:
        """The wording of these lines and of the program's word list (gathered when something is damaged)."""
        return cls(tuple(texts))

    @cached_property
    def pairs(self) -> Mapping[int, Mapping[str, str]]:
        """Pairs of words by their length together: in small letters -> as printed."""
        prints: Counter[str] = Counter()
        for line in self.lines:
            neighbours = _neighbours(unicodedata.normalize("NFC", line))
            prints.update(f"{first} {second}" for first, second in neighbours)
        pairs: defaultdict[int, dict[str, str]] = defaultdict(dict)
        listed = (f"{a} {b}" for a, b in Lexicon.of(()).pairs if _whole(a) and _whole(b))
        for pair in (*(pair for pair, _ in prints.most_common()), *listed):
            pairs[len(pair)].setdefault(pair.casefold(), pair)
        return dict(pairs)

    @cached_property
    def tails(self) -> Mapping[int, frozenset[str]]:
        """Tails of document numbers by their length."""
        tails: defaultdict[int, set[str]] = defaultdict(set)
        for tail in _TAIL.findall(unicodedata.normalize("NFC", "\n".join(self.lines))):
            tails[len(tail)].add(tail)
        return {size: frozenset(found) for size, found in tails.items()}

    def repair(self, text: str) -> tuple[str, tuple[Change, ...]]:
        """A printed line with lost letters put back (blanks around it kept), and what was changed."""
        line = unicodedata.normalize("NFC", text)
        changes: list[Change] = []
        for start, end in _damaged_spans(line):
            printed = line[start:end]
            whole = self._whole(printed)
            if whole is not None:
                line = line[:start] + whole + line[end:]
                changes.append((printed.strip(), whole))
        return line, tuple(changes)

    def _whole(self, printed: str) -> str | None:
        """The one wording of the document that the printed characters are, up to letters printed as blanks."""
        if printed[:1] in "/-":
            fitting = [tail for tail in self.tails.get(len(printed), ()) if _fits(printed, tail)]
            return fitting[0] if len(fitting) == 1 else None
        if printed.strip().casefold() in self.pairs.get(len(printed.strip()), ()):
            return None
        pairs = self.pairs.get(len(printed), {})
        found = [key for key in pairs if _fits(printed.casefold(), key)]
        return _as_printed(printed, pairs[found[0]]) if len(found) == 1 else None


@lru_cache(maxsize=4096)
def _whole(word: str) -> bool:
    return len(word) > 1 and is_syllable(word)


@lru_cache(maxsize=4096)
def _sound(word: str) -> bool:
    return not word.islower() or is_syllable(word)


def _neighbours(line: str) -> Iterator[tuple[str, str]]:
    """Two whole words with one blank between them; a word after two blanks may lack its first letter."""
    for first, second in pairwise(_WORD.finditer(line)):
        doubtful = line[max(0, first.start() - 2) : first.start()] == "  " and first.group().islower()
        if (
            line[first.end() : second.start()] == " "
            and not doubtful
            and _whole(first.group())
            and _whole(second.group())
        ):
            yield first.group(), second.group()


def _damaged_spans(line: str) -> Iterator[tuple[int, int]]:
    """Places where letters may be lost, as stretches of characters."""
    for match in _BROKEN_TAIL.finditer(line):
        yield from ((match.start(), end) for end in range(match.end(), match.start() + 2, -1))
    if "  " not in line and all(map(_sound, _WORD.findall(line))):
        return  # most lines
    words = [(match.start(), match.end()) for match in _WORD.finditer(line)]
    for at, (start, end) in enumerate(words):
        if line[start:end].islower():
            yield from _around_piece(line, words, at)
            yield from _first_letter(line, words, at)


def _around_piece(line: str, words: list[tuple[int, int]], at: int) -> Iterator[tuple[int, int]]:
    """A piece that is no syllable, with the words before and after it as far as only blanks are between."""
    start, end = words[at]
    if is_syllable(line[start:end]):
        return
    for before in range(max(0, at - 2), at + 1):
        for after in range(at, min(len(words), at + 3)):
            if after > before and _blanks_only(line, words[before : after + 1]):
                yield words[before][0], words[after][1]


def _first_letter(line: str, words: list[tuple[int, int]], at: int) -> Iterator[tuple[int, int]]:
    """A word after two blanks inside a line, the second of which may be its first letter, with the next word."""
    start = words[at][0]
    inside = start >= 3 and line[start - 2 : start] == "  " and line[: start - 2].strip() != ""
    if inside and at + 1 < len(words) and _blanks_only(line, words[at : at + 2]):
        yield start - 1, words[at + 1][1]


def _blanks_only(line: str, words: list[tuple[int, int]]) -> bool:
    gaps = [line[end:start] for (_, end), (start, _) in pairwise(words)]
    return all(gap.isspace() and len(gap) <= _LONGEST_GAP for gap in gaps)


def _fits(printed: str, whole: str) -> bool:
    """Whether `printed` is `whole` with at least one letter, and no more than half of them, printed as a blank."""
    lost = 0
    for one, other in zip(printed, whole, strict=True):
        if one == other:
            continue
        if one != " " or not other.isalpha():
            return False
        lost += 1
    return 0 < lost <= len(whole) // 2


def _as_printed(printed: str, whole: str) -> str:
    """The wording with the letters of the print where they are there."""
    return "".join(other if one == " " else one for one, other in zip(printed, whole, strict=True))
