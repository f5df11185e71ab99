"""Leaving out the names of persons: those who signed and drafted, those who judged, and those a text names.

What is found: the lines of a signature block ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", then a line that is nothing but a name),
those named beside the registry in "Lưu: VT, ...", the persons of judgements; each of these wherever it stands. Beyond
them, in any text, names with a common family name: after a title ("ông", "bà", "đồng chí", "Chủ tịch", "Giám đốc"), or
of three words or more, unless the word before says that a place or house is called so ("đường", "Trường THPT").
What is not found: names without a common family name (of many ethnic minorities, of foreigners), a given name alone,
names printed in capitals, and bare names of two words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator

from graph.record import Record
from graph.rows import printed

FAMILY = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Hoàng", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương",
    "Lý", "Đinh", "Đoàn", "Lương", "Trịnh", "Mai", "Đào", "Trương", "Cao", "Hà", "Tô", "Tạ", "Lưu", "Vương", "Lâm",
    "Phùng", "Châu", "Quách", "La", "Thái", "Chu", "Kiều", "Triệu", "Nông", "Lò", "Cầm", "Quàng", "Tòng", "Vì",
    "Giàng", "Sùng", "Hạ", "Vàng", "Thào", "Ma", "Mùa", "Hứa", "Bế", "Lục", "Thạch", "Kim", "Đàm", "Doãn", "Diệp",
    "Khổng", "Lại", "Mạc", "Nghiêm", "Ninh", "Phí", "Tăng", "Thân", "Tôn", "Tống", "Trang", "Từ", "Viên", "Đậu",
    "Giang", "Hàn", "Hồng", "Khương", "Lã", "Lều", "Ngụy", "Nhan", "Quản", "Quan", "Tiêu", "Trà", "Vi", "Xa",
)  # fmt: skip
TITLES = (
    "ông", "bà", "đồng chí", "đ/c", "chủ tịch", "bí thư", "giám đốc", "bộ trưởng", "thứ trưởng", "chánh văn phòng",
    "chánh thanh tra", "cục trưởng", "vụ trưởng", "trưởng ban", "trưởng phòng", "thủ tướng", "người ký", "ký bởi",
)  # fmt: skip
_PLACES = (
    "đường", "phố", "trường", "thpt", "thcs", "tiểu học", "mầm non", "thành phố", "tp", "tp.", "học viện", "đại học",
    "bệnh viện", "quảng trường", "giải thưởng", "quỹ", "khu", "công viên", "tư tưởng", "đoàn tncs", "thanh niên",
    "cộng sản", "chủ tịch hồ", "sở", "ban", "bộ", "cục", "ngành", "tỉnh", "huyện", "thị xã", "phường", "xã", "công ty",
)  # fmt: skip
_NOBODY = ("Hồ Chí Minh", "Thái Bình Dương")
"""Names that stand for no person to protect."""

_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
_LOWER = "a-zàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_WORD = rf"[{_UPPER}][{_LOWER}]*"
_NAME = rf"(?:{'|'.join(FAMILY)})(?: {_WORD}){{1,4}}(?![{_LOWER}])"
_TITLED = re.compile(rf"(?<!\w)((?:{'|'.join(map(re.escape, TITLES))})\s*:?\s+)({_NAME})", re.IGNORECASE)
_BARE = re.compile(rf"(?<!\w){_NAME.replace('{1,4}', '{2,4}')}")
_BEFORE = re.compile(rf"(?:^|[\s(,.;])(?:{'|'.join(map(re.escape, _PLACES))})\s*$", re.IGNORECASE)
_SIGNS = re.compile(r"^\W*(?:(?:KT|TM|TL|TUQ|Q)\.|(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|BÍ THƯ|GIÁM ĐỐC|BỘ TRƯỞNG|THỦ TƯỚNG))")
_ALONE = re.compile(rf"^\W*(?:[A-Z]{{1,3}}\. ?){{0,2}}({_WORD}(?: {_WORD}){{1,4}})\W*$")
_DRAFTED = re.compile(r"^\W*Lưu\s*:(.*)$")
_LINES_BELOW = 6
"""So many lines below the last line of a signature's titles its name is looked for."""


def persons(record: Record) -> set[str]:
    """The names of those who signed or drafted an imported document and of those who judged."""
    found = {name for (name,) in record.connection.execute("SELECT DISTINCT person FROM judgement") if name}
    for (reading,) in record.connection.execute("SELECT reading FROM imported"):
        found |= set(signers(text for text, _ in map(printed, json.loads(reading)["body"])))
    return found


def signers(lines: Iterable[str]) -> Iterator[str]:
    """The names in the signature block and the archive line of a document's paragraphs."""
    since = _LINES_BELOW + 1
    for line in lines:
        drafted = _DRAFTED.match(line)
        for part in drafted.group(1).split(",") if drafted else ():
            if alone := _ALONE.match(part.strip()):
                yield alone.group(1)
        if _SIGNS.match(line):
            since = 0
        elif line.strip():
            since += 1
            alone = _ALONE.match(line.strip()) if since <= _LINES_BELOW else None
            if alone and len(line.strip()) < 40:
                yield alone.group(1)
                since = _LINES_BELOW + 1


def redactor(names: Iterable[str], instead: str) -> Callable[[str], str]:
    """A function that puts `instead` where a text names a person: one of `names`, or as this module's rules find it."""
    known = sorted({name for name in names if name}, key=len, reverse=True)
    listed = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in known)) if known else None

    def redact(text: str) -> str:
        if listed:
            text = listed.sub(instead, text)
        text = _TITLED.sub(lambda m: m.group(1) + instead if _is_name(m.group(2)) else m.group(), text)
        return _BARE.sub(lambda m: m.group() if _of_a_place(m) else instead, text)

    return redact


def _of_a_place(match: re.Match[str]) -> bool:
    return match.group() in _NOBODY or bool(_BEFORE.search(match.string[: match.start()][-24:]))


def _is_name(text: str) -> bool:
    """Whether a match made without regard to case is written as a name is: each word with a capital."""
    return text not in _NOBODY and all(word[0].isupper() and not word[1:].isupper() for word in text.split())
