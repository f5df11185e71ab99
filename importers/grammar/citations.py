"""Documents named in a text: `Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ`, `số 708/BTTTT- CATTT`, laws.

Wordings the grammar was built from: `Kế hoạch hành động số 266- KH/TU ngày 26/4/2025 của Ban Thường vụ Tỉnh ủy`,
`Nghị quyết 57-NQ/TW`, `Quyết định số 749/QĐ-TTg ngày 03 tháng 6 năm 2020`, `Thông tư số 09/2024/TT-BKH&CN`,
`Nghị quyết số 193/2025/NQ-QH15`, `1686/NQ-` + line break + `UBTVQH15`, `Công văn số 01-CV/VPTW`,
`văn bản số 1552/BTTTT-TTH và số 708/BTTTT-CATTT`, `văn bản số 8740/UBND-THKH, ngày 22/6/2021`, and numbers that lost
letters (`ế hoạch số 272/ H-  ND ngày 21/12/2020`). A number left blank (`Quyết định số:     /QĐ-UBND`) names no
document. Laws without a number are in `laws`."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from graph.identity.numbers import (
    Number,
    is_central,
    kind_of_number,
    kind_of_words,
    parse_number,
    rank,
    words_of_symbol,
)
from graph.text import clean
from importers.grammar.laws import Law, law_before, laws_in
from importers.grammar.names import KINDS, agency_at
from importers.grammar.triggers import RelationType, hint_before


@dataclass(frozen=True, slots=True)
class Citation:
    """A document as a text names it. `number` is the normal form ('266-KH/TU'), `printed` the print; `kind` is one of
    model.md; `date` is ISO, of a law cited with its year the year ('2015'), None where the print is no date;
    `date_text` and `issuer` as printed; `title` what the text says it is about. `start` and `end` bound number, date
    and issuer in the NFC text. `damage` says that letters of the number are lost: 'repaired' from a whole mention of
    it, or 'lost' (then `number` is None). `hint` is the relation that the words before suggest."""

    number: str | None
    printed: str
    kind: str
    kind_words: str | None
    date: str | None
    date_text: str | None
    issuer: str | None
    title: str | None
    start: int
    end: int
    hint: RelationType | None = None
    damage: Literal["repaired", "lost"] | None = None

    @property
    def parts(self) -> Number | None:
        """The number taken apart, None where there is none."""
        return parse_number(self.number)


def whole_citation(number: str, date: str | None) -> Citation:
    """A document known from elsewhere (the record), for the `known` of `read_citations`."""
    parsed = parse_number(number)
    kind = kind_of_number(parsed) if parsed else "other"
    return Citation(number, number, kind, None, date, None, None, None, 0, len(number))


_TOKEN = r"[A-ZĐÔƯ][A-Za-zĐđÔôƯư]{0,13}\d{0,2}(?:&[A-ZĐ][A-ZĐa-z]{0,8})?"
_NUMBER = re.compile(
    rf"(?<![\w/.,-])\d{{1,5}}(?:\s?/\s?(?:19|20)\d\d)?\s?[-–/]\s{{0,4}}"
    rf"{_TOKEN}(?:(?:[-–/]\s{{0,4}}|\s{{1,3}}[-–/]){_TOKEN}){{0,3}}(?![^\W\d_])")
_SIGNED, _LAWS = re.compile(r"\d\s{0,3}[-–/]"), ("Luật", "luật", "Pháp", "Hiến")
"""What a text needs to cite: a number with its sign, or the first word of a law's title."""
_KIND_BEFORE = re.compile(rf"(?<!\w)((?:các\s+)?(?:{KINDS}))\s*(?:số\s*:?)?\s*$", re.IGNORECASE)
_NUMBER_WORD = re.compile(r"(?<!\w)số\s*:?\s*$", re.IGNORECASE)
_AND = re.compile(r"\s*(?:[,;]|,?\s*(?:và|hoặc))?\s*(?:số\s*:?)?\s*", re.IGNORECASE)
_DAY = r"(\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+(?:năm|tháng)\s+\d{4})(?!\d)"
_DATE = re.compile(rf"\s*,?\s*\(?\s*(?:ban\s+hành\s+)?ngày\s+{_DAY}", re.IGNORECASE)


def read_citations(text: str, known: Iterable[Citation] = ()) -> list[Citation]:
    """The documents that `text` names, in reading order. `known` are citations of other texts, for numbers that lost
    letters here: one is completed only where the same serial number, day and remaining letters stand whole."""
    text = unicodedata.normalize("NFC", text)
    if not _SIGNED.search(text) and not any(word in text for word in _LAWS):
        return []
    found = list(_undamaged(text))
    found += _damaged(text, [*found, *known], found)
    return sorted(found, key=lambda citation: citation.start)


@lru_cache(maxsize=64)  # a running text is read for its citations and again for what it says of them
def _undamaged(text: str) -> tuple[Citation, ...]:
    found: list[Citation] = []
    for match in _NUMBER.finditer(text):
        citation = _numbered(text, match, found[-1] if found else None)
        if citation:
            found.append(citation)
    found += [law for one in laws_in(text) if not _overlaps(law := _law(text, one), found)]
    return tuple(found)


def _numbered(text: str, match: re.Match[str], previous: Citation | None) -> Citation | None:
    number = parse_number(match.group())
    if number is None or not all(_is_letters(part) for part in number.parts):
        return None
    before = _KIND_BEFORE.search(text, max(0, match.start() - 60), match.start())
    named = before or _NUMBER_WORD.search(text, max(0, match.start() - 12), match.start())
    listed = previous is not None and _AND.fullmatch(text, previous.end, match.start()) is not None
    if not named and not listed and not _is_known(number):
        return None
    words = clean(before.group(1)) if before else _inherited(number, previous if listed else None)
    law = law_before(text, match.start())
    start = law.start if law else (named.start() if named else match.start())
    kind = kind_of_words(words) if words else None
    if kind is None or (kind == "letter" and words_of_symbol(number)):
        kind = kind_of_number(number)
    whole = Citation(number.text, match.group(), kind, words or (law.words if law else None), None, None, None,
                     law.title if law else None, start, match.end())
    return _with_title(text, _dated(text, whole))


def _is_letters(part: str) -> bool:
    """Whether a part of a number has the form of an abbreviation; one letter is the rest of one (`266-H/T`)."""
    letters = [letter for letter in part if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return part in {"L", "Ttg"} or (2 <= len(part) <= 14 and 2 * capitals >= len(letters))


def _law(text: str, law: Law) -> Citation:
    return _with_hint(text, Citation(None, law.title, "law", law.words, law.year, law.year_text, None, law.title,
                                     law.start, law.end))


def _is_known(number: Number) -> bool:
    """Whether the letters alone show a document's number (`57-NQ/TW`), without `số` or kind words before it."""
    return len(number.parts) > 1 and (words_of_symbol(number) is not None or rank(number) < 6)


def _inherited(number: Number, previous: Citation | None) -> str | None:
    """`văn bản số A và số B`: B has A's kind words, unless its own letters say otherwise."""
    if previous is None or not previous.kind_words or not previous.parts:
        return None
    return previous.kind_words if words_of_symbol(number) == words_of_symbol(previous.parts) else None


def iso_date(printed: str) -> str | None:
    """'26/4/2025', '03 tháng 6 năm 2020' (also `31 tháng 3 tháng 2022`, a misprint) as ISO; None for no day of the
    calendar."""
    parts = [int(part) for part in re.findall(r"\d+", printed)]
    try:
        return datetime.date(parts[2], parts[1], parts[0]).isoformat()
    except (ValueError, IndexError):
        return None


def _dated(text: str, citation: Citation) -> Citation:
    """With the date and the issuer that follow the number, in either order."""
    end, day, issuer = citation.end, None, None
    for _ in range(2):
        if day is None and (found := _DATE.match(text, end)):
            day, end = clean(found.group(1)), found.end()
        elif issuer is None and (words := agency_at(text, end)):
            issuer, end = words
    return replace(citation, date=iso_date(day) if day else None, date_text=day, issuer=issuer, end=end)


_TITLE = re.compile(
    r"\s*,?\s*((?:về|phê\s+duyệt|ban\s+hành(?!\s+kèm)|quy\s+định|sửa\s+đổi|hướng\s+dẫn|thực\s+hiện|triển\s+khai|"
    r"tăng\s+cường|công\s+bố|thúc\s+đẩy)(?!\w))", re.IGNORECASE)
_TITLE_END = re.compile(
    rf"[;:\t]|\.(?=\s|$)|\.?/\.|\((?:sau\s+đây|gọi\s+tắt)|\n\s*(?:[-+•(]|[IVX]+\.|\d{{1,2}}\.\s|[a-zđ]\))"
    r"|\n\s*(?=(?-i:Thực hiện|Căn cứ|Triển khai|Trên cơ sở|Để|Nơi nhận|Điều \d|UBND|ỦY BAN|UỶ BAN"
    r"|BỘ TRƯỞNG|CHỦ TỊCH|GIÁM ĐỐC|THỦ TƯỚNG|HỘI ĐỒNG NHÂN DÂN|PHỤ LỤC))"
    rf"|(?:,\s|,?\svà\s)(?=(?:{KINDS})\s+(?:số\s+)?\d|số\s+\d)"
    r"|,\s(?=UBND|HĐND|[ỦU]y\s+ban|Uỷ\s+ban|Chủ\s+tịch|Sở\s|Bộ\s|Tỉnh\s)", re.IGNORECASE)

_AT_HOME = re.compile(r"\s+trên\s+địa\s+bàn\s+(?:tỉnh|thành\s+phố|xã|phường|đặc\s+khu)(?!\w)", re.IGNORECASE)
"""Where a plan's own title goes on after that of the national document it carries out."""


def _with_title(text: str, citation: Citation) -> Citation:
    begin = _TITLE.match(text, citation.end)
    if citation.title or not begin:
        return _with_hint(text, citation)
    stop = _TITLE_END.search(text, begin.end())
    end = stop.start() if stop else len(text)
    number = citation.parts
    if number and is_central(number) and (home := _AT_HOME.search(text, begin.end(), end)):
        end = home.start()
    words = clean(text[begin.start(1):end]).rstrip(",. ")
    if words.count(")") > words.count("("):  # the citation stood in parentheses
        words = words[:words.rfind(")")].rstrip()
    return _with_hint(text, replace(citation, title=words if len(words.split()) > 2 else None))


def _with_hint(text: str, citation: Citation) -> Citation:
    return replace(citation, hint=hint_before(text, max(0, citation.start - 120), citation.start))


def _overlaps(one: Citation, others: Iterable[Citation]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


_DAMAGED = re.compile(
    rf"(?<!\w)số\s+(?P<printed>(?P<serial>\d{{1,5}})\s{{0,3}}[-/](?P<rest>[A-ZĐ/\s-]{{1,14}}?))\s*,?\s*ngày\s+{_DAY}")


def _damaged(text: str, whole: Sequence[Citation], here: Sequence[Citation]) -> list[Citation]:
    """Numbers that lost letters, `266- H/T  ngày 26 tháng 4 năm 2025`."""
    found = []
    for match in _DAMAGED.finditer(text):
        letters = re.sub(r"[^A-ZĐ]", "", match["rest"])
        before = _KIND_BEFORE.search(text, max(0, match.start() - 60), match.start())
        words = clean(before.group(1)) if before else None
        start = before.start() if before else match.start()
        citation = Citation(None, clean(match["printed"]), kind_of_words(words) or "other", words, None, None, None,
                            None, start, match.end("printed"), damage="lost")
        if not letters or _overlaps(citation, here):
            continue
        citation = _with_title(text, _dated(text, citation))
        number = _completed(int(match["serial"]), letters, citation.date, whole)
        if number:
            citation = replace(citation, number=number.text, kind=kind_of_number(number), damage="repaired")
        found.append(citation)
    return found


def _completed(serial: int, letters: str, date: str | None, whole: Sequence[Citation]) -> Number | None:
    """The one whole number with this serial, these letters in this order, and this date (or its day and month: the
    year is misprinted more often than a second document has them)."""
    fits = {}
    for other in whole:
        number = other.parts
        same_day = date and other.date and len(other.date) == 10 and other.date[4:] == date[4:]
        if number and number.serial == serial and same_day and _is_rest(letters, "".join(number.parts)):
            fits[number.key] = number
    return next(iter(fits.values())) if len(fits) == 1 else None


def _is_rest(letters: str, all_letters: str) -> bool:
    remaining = iter(all_letters.upper())
    return all(letter in remaining for letter in letters)
