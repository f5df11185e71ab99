"""What the words of a text say about the column it may stand in: agencies, time wordings, units, values, legal bases.

These are cues for putting wrapped lines back into columns, not readings of a cell (`importers/grammar` reads those):
each is a cheap yes or no about the beginning or the whole of a text."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from graph.text import clean

_DATA: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("wrapped_cues.toml").read_text(encoding="utf-8"))


def _any(wordings: list[str]) -> str:
    return "|".join(map(re.escape, sorted(wordings, key=len, reverse=True)))


_MANY = rf"(?:{_any(_DATA['plural_marks'])})\s+(?:{_any(_DATA['plural_heads'])})"
_AGENCY = re.compile(rf"(?:{_MANY}|{_any(_DATA['agency_heads'])})\b")
_AGENCY_END = re.compile(rf"(?:^|\s)(?:{_any(_DATA['agency_heads'])})$")
_NO_AGENCY = re.compile(rf"(?:{_any(_DATA['not_agencies'])})\b")
_TIME_WORDS = frozenset(_DATA["time_words"])
_TIME_KEY = re.compile(
    r"\b20\d\d\b|\b\d{1,2}/\d{1,2}\b|\b(?:hàng|hằng|mỗi) (?:năm|quý|tháng|tuần|ngày)|thường xuyên|liên tục|định kỳ|"
    r"\btháng (?:1[0-2]|0?[1-9])\b|"
    r"\bquý (?:i{1,3}|iv|\d)\b|theo (?:tiến độ|lộ trình|kế hoạch|yêu cầu)|"
    r"\bđã (?:hoàn thành|triển khai|thực hiện|ban hành)"
)
_TIME_NUMBER = re.compile(r"\d{1,2}(?:/\d{1,2})?(?:/20\d\d)?|20\d\d|(?:i{1,3}|iv|\d)/20\d\d|20\d\d\s*[-–/]\s*20\d\d")
_PARTY = re.compile(r"(?:tỉnh|thành|đảng|huyện) (?:ủy|uỷ)\b")
_PARTY_BODY = re.compile(
    r"(?:^|[;,] )(?:ban (?:thường vụ|tổ chức|tuyên giáo|nội chính|dân vận|chấp hành)|văn phòng|thường trực|"
    r"(?:ủy|uỷ) ban kiểm tra)(?!.* (?:ủy|uỷ)$)[^;,]*$"
)
_LEGAL = re.compile(rf"(?:{_any(_DATA['legal_heads'])})\b")
_NOTE = re.compile(rf"(?:{_any(_DATA['note_heads'])})\b")
_LEGAL_STRONG = re.compile(r"số(?: \d|$)|\d+\s*/|\d+-[a-zđ]{2}|phê duyệt .* tại|^căn cứ|^theo")
_ACTION = re.compile(rf"(?:{_any(_DATA['actions'])})\b")
COMPARATORS = frozenset(_DATA["comparators"])
"""What may stand before a value."""
_UNITS = frozenset(_DATA["units"])
_THOUSANDS = re.compile(r"^(?:nghìn|triệu|tỷ|tỉ) (?=\w)")
OPEN_WORDS = frozenset(_DATA["open_words"])
"""Words that no cell ends with and after which no cell begins."""
_COMPARED = rf"(?:(?:{_any(_DATA['comparators'])})\s*)*"
_VALUE = re.compile(rf"{_COMPARED}\d[\d.,]*\s*(?:-\s*\d[\d.,]*)?\s*(?:%|‰)?")
_RANGE = re.compile(r"\d[\d.,]*\s*%?\s*(?:-|–|đến|tới)\s*[^\W\d]{0,6}\s*\d[\d.,]*")
_NEXT_FIGURE = re.compile(rf"\d\s*[%‰]?\s+{_COMPARED}\d|\d\s*[%‰]?\s*[≥≤<>]", re.I)
"""A figure after a figure, with nothing but 'trên', '≥' between them."""
HALF_UNIT = re.compile(r" (?:Nghìn|Triệu|Tỷ|Tỉ)$")
"""A name that ends with the first word of a unit ('Kim ngạch xuất khẩu Triệu' | 'USD')."""
_HALF_RANGE = re.compile(r"[\d%]\s*[-–]$|^[-–]\s*\d")
_ITEM = re.compile(r"\s*(?:[-+•*–]\s*(?=[^\W\d])|[a-zđ]\)\s|\(\d+\)\s)")


def is_item(text: str) -> bool:
    """Whether a text begins with a list mark ('- …', 'a) …', '(1) …')."""
    return _ITEM.match(text) is not None


def small(text: str) -> str:
    """A text in small letters, NFC, blanks collapsed: what the word lists here are written in."""
    return clean(text).casefold()


@lru_cache(maxsize=2048)
def starts_agency(text: str) -> bool:
    """Whether a text begins like the name of an agency or a group of agencies ('Sở …', 'Các sở, …', 'UBND …')."""
    head = small(text[:60])
    return bool(_AGENCY.match(head)) and not _NO_AGENCY.match(head)


@lru_cache(maxsize=2048)
def ends_agency_head(text: str) -> bool:
    """Whether a text ends with the first word of an agency's name ('… Sở', 'Trung tâm'), which then goes on."""
    return _AGENCY_END.search(small(text[-40:])) is not None


@lru_cache(maxsize=2048)
def ends_open(text: str) -> bool:
    """Whether a text ends with a word that no cell ends with ('… của'); 'từ 15 tuổi trở lên' is complete."""
    key = small(text[-30:])
    return key.rsplit(" ", 1)[-1] in OPEN_WORDS and not key.endswith(("trở lên", "trở xuống", "nêu trên", "như trên"))


@lru_cache(maxsize=2048)
def is_time(text: str) -> bool:
    """Whether a text consists of a time wording and nothing else ('2022 - 2025', 'Hàng năm', 'Quý IV/2026')."""
    key = small(text)
    if len(key) > 90 or key.startswith("kế hoạch"):
        return False
    return bool(_TIME_KEY.search(key)) and all(_time_token(token) for token in key.split(" "))


def _time_token(token: str) -> bool:
    bare = token.strip(".,;:()")
    return (
        not bare
        or bare in _TIME_WORDS
        or all(
            not part or part in _TIME_WORDS or _TIME_NUMBER.fullmatch(part) is not None
            for part in re.split(r"[-–]", bare)
        )
    )


def goes_on_to_party(before: str, text: str) -> bool:
    """Whether a text is the rest of the name of a party body ('Ban Thường vụ' | 'Tỉnh ủy')."""
    return _PARTY.match(small(text[:12])) is not None and _PARTY_BODY.search(small(before[-60:])) is not None


def time_word(word: str) -> bool:
    """Whether a word is one that time wordings are made of."""
    return small(word) in _TIME_WORDS


@lru_cache(maxsize=2048)
def starts_action(text: str) -> bool:
    """Whether a text begins with the verb of a task ('Xây dựng …', 'Triển khai …')."""
    return _ACTION.match(small(text[:40])) is not None


@lru_cache(maxsize=2048)
def starts_note(text: str) -> bool:
    """Whether a text begins like a remark ('Nhiệm vụ chuyển tiếp', 'Lồng ghép trong …')."""
    return _NOTE.match(small(text[:50])) is not None


@lru_cache(maxsize=2048)
def legal_basis(text: str) -> float:
    """How much a text begins like a legal basis: 0 (not), 0.3 (such a word), 1 (with the number of a document)."""
    key = small(text[:110])
    if not _LEGAL.match(key):
        return 0.0
    return 1.0 if _LEGAL_STRONG.search(key) else 0.3


@lru_cache(maxsize=2048)
def is_unit(text: str) -> bool:
    """Whether a text is a known unit of measure."""
    key = _THOUSANDS.sub("", small(text).strip("()"))
    return key in _UNITS or ("/" in key and all(part in _UNITS for part in key.split("/")))


@lru_cache(maxsize=2048)
def starts_value(text: str) -> bool:
    """Whether a text begins with a value ('60%', '≥ 40', 'trên 70%', 'Top 10')."""
    return bool(_VALUE.match(small(text))) or text.strip() in "-x–"


@lru_cache(maxsize=2048)
def is_value(text: str) -> bool:
    """Whether a text is a value and at most a few words after it ('60%', '≥ 1,5', '15 doanh nghiệp', '-')."""
    key = small(text)
    if key in ("-", "x"):
        return True
    found = _VALUE.match(key)
    return found is not None and len(key[found.end() :].split()) <= 4


@lru_cache(maxsize=2048)
def two_figures(text: str) -> bool:
    """Whether a text holds a figure after a figure that are no range ('58 trên 60', '11 11,5'; not '10 - 12')."""
    return _NEXT_FIGURE.search(_RANGE.sub("1", text)) is not None


def half_value(text: str) -> bool:
    """Whether a text is a value that a cut has left incomplete ('10 -', '- 12', '55 trên')."""
    last = text.rsplit(" ", 1)[-1]
    return _HALF_RANGE.search(text) is not None or (last != text and last.casefold() in COMPARATORS)


def is_amount(text: str) -> bool:
    """Whether a text is a sum of money or a number alone ('200', '1.500', '12,5 tỷ đồng')."""
    return bool(re.fullmatch(r"\d[\d.,]*(?:\s*(?:triệu|tỷ|tỉ|nghìn|đồng|trđ))*", small(text)))
