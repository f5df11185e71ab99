"""Letters the extraction lost, put back where the same words stand whole elsewhere in the document.

Some extractions print a blank for every letter they cannot map ('hành ch nh', 'tr  tuệ', '272/ H-  ND'). The words
around such a blank are compared, letter for letter, with everything that stands whole in the document: a repair is
made only where exactly one wording of the same length fits and at least one neighbouring word agrees too."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from importers.recover.joining import is_syllable

_WORD = re.compile(r"[^\W\d_]+")
_RUN = re.compile(r"\S+(?: \S+)*")
_CODE = re.compile(r"[/-][A-ZĐ][A-ZĐa-z&]*(?:[-/][A-ZĐ][A-ZĐ&]*)*")
_LONGEST_GAP = 3
Change = tuple[str, str]
"""The printed characters and what they were read as."""


@dataclass(frozen=True)
class Wording:
    """The pairs of neighbouring words and the tails of document numbers ('/KH-UBND') that stand whole in a document,
    by length."""

    pairs: Mapping[int, frozenset[str]]
    tails: Mapping[int, frozenset[str]]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Wording:
        """The wording of these lines."""
        pairs: defaultdict[int, set[str]] = defaultdict(set)
        tails: defaultdict[int, set[str]] = defaultdict(set)
        for text in texts:
            line = unicodedata.normalize("NFC", text)
            for first, second in _neighbours(line):
                pairs[len(first) + 1 + len(second)].add(f"{first} {second}".casefold())
            for tail in _CODE.findall(line):
                tails[len(tail)].add(tail)
        return cls(
            {size: frozenset(found) for size, found in pairs.items()},
            {size: frozenset(found) for size, found in tails.items()},
        )

    def repair(self, text: str) -> tuple[str, tuple[Change, ...]]:
        """A printed line with lost letters put back (blanks around it kept), and what was changed."""
        line = unicodedata.normalize("NFC", text)
        changes: list[Change] = []
        for span in _damaged_spans(line):
            start, end = span
            printed = line[start:end]
            whole = self._whole(printed)
            if whole is not None:
                line = line[:start] + whole + line[end:]
                changes.append((printed, whole))
        return line, tuple(changes)

    def _whole(self, printed: str) -> str | None:
        """The one wording of the document that the printed characters are, up to letters printed as blanks."""
        if printed[:1] in "/-":
            fitting = [tail for tail in self.tails.get(len(printed), ()) if _fits(printed, tail)]
        else:
            fitting = [pair for pair in self.pairs.get(len(printed), ()) if _fits(printed.casefold(), pair)]
        if len(fitting) != 1:
            return None
        return _in_case_of(printed, fitting[0])


def _neighbours(line: str) -> Iterator[tuple[str, str]]:
    """Two whole words with one blank between them."""
    words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(line)]
    for (first, _, end), (second, start, _) in zip(words, words[1:], strict=False):
        if line[end:start] == " " and is_syllable(first) and is_syllable(second):
            yield first, second


def _damaged_spans(line: str) -> Iterator[tuple[int, int]]:
    """Places where letters may be lost: a piece that is no syllable with the word before or after it, as far as the
    blanks reach; the tail of a document number with blanks in it."""
    for match in re.finditer(r"(?<=\d)[/-](?:[A-ZĐ ]{1,8}[-/])?[A-ZĐ ]{1,8}(?=[ ,;.)]|$)", line):
        for end in range(match.end(), match.start() + 2, -1):
            if (
                " " in line[match.start() : end].rstrip()
                or line[match.start() : end] != line[match.start() : end].rstrip()
            ):
                yield match.start(), end
    words = [(match.start(), match.end()) for match in _WORD.finditer(line)]
    for at, (start, end) in enumerate(words):
        if is_syllable(line[start:end]) or not line[start:end].islower():
            continue
        for before in range(max(0, at - 2), at + 1):
            for after in range(at, min(len(words), at + 3)):
                if after > before and _blanks_only(line, words[before : after + 1]):
                    yield words[before][0], words[after][1]


def _blanks_only(line: str, words: list[tuple[int, int]]) -> bool:
    gaps = [line[end:start] for (_, end), (start, _) in zip(words, words[1:], strict=False)]
    return all(gap.isspace() and len(gap) <= _LONGEST_GAP for gap in gaps)


def _fits(printed: str, whole: str) -> bool:
    """Whether `printed` is `whole` with at least one letter, and no more than a third, printed as a blank."""
    lost = 0
    for one, other in zip(printed, whole, strict=True):
        if one == other:
            continue
        if one != " " or not other.isalpha():
            return False
        lost += 1
    return 0 < lost <= max(1, len(whole) // 2)


def _in_case_of(printed: str, whole: str) -> str:
    """The wording with the capitals of the print."""
    return "".join(
        other.upper() if one.isupper() else one if one != " " else other
        for one, other in zip(printed, whole, strict=True)
    )
