"""Who issued a document, from the lines above its title, in usual spelling (`SỞ KHOA HỌC VÀ CÔNG NGHỆ` as the text
itself writes it elsewhere), and whose document it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.identity.numbers import Number, is_central
from graph.identity.registry import CENTRAL, archetypes, find_province
from graph.rows import Place
from graph.text import clean, fold
from importers.grammar.communes import of_province, with_province


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, cleaned."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuing body, the lines it was read from (those of bodies above it first), and where."""

    name: str | None
    printed: tuple[str, ...] = ()
    place: Place | None = None


_AGENCY = re.compile(
    r"(?:UBND|[ỦU]Y\s+BAN|UỶ\s+BAN|HĐND|HỘI\s+ĐỒNG|TỈNH\s+(?:[ỦU]Y|UỶ)|THÀNH\s+(?:[ỦU]Y|UỶ)|HUYỆN\s+[ỦU]Y|"
    r"ĐẢNG\s+(?:[ỦU]Y|BỘ)|"
    r"BAN|SỞ|BỘ|CHÍNH\s+PHỦ|THỦ\s+TƯỚNG|CHỦ\s+TỊCH|QUỐC\s+HỘI|CÔNG\s+AN|VĂN\s+PHÒNG|TRƯỜNG|PHÒNG|CỤC|CHI\s+CỤC|"
    r"TỔNG\s+CỤC|TRUNG\s+TÂM|LIÊN\s+HIỆP)(?!\w)", re.IGNORECASE)
_LEVEL = re.compile(
    r"(?:TỈNH|THÀNH\s+PHỐ|TP\.?|XÃ|PHƯỜNG|THỊ\s+TRẤN|THỊ\s+XÃ|HUYỆN|QUẬN|ĐẶC\s+KHU)(?!\w)", re.IGNORECASE)
_PROVINCIAL = re.compile(r"TỈNH|THÀNH\s+PHỐ|TP", re.IGNORECASE)
_LOCAL = ((re.compile(r"(?:UBND|[ỦU]Y\s+BAN\s+NHÂN\s+DÂN|UỶ\s+BAN\s+NHÂN\s+DÂN)(?!\w)", re.IGNORECASE), "UBND"),
          (re.compile(r"(?:HĐND|HỘI\s+ĐỒNG\s+NHÂN\s+DÂN)(?!\w)", re.IGNORECASE), "HĐND"))
_ABOVE = re.compile(r"(?<!\w)(?:HUYỆN|QUẬN|THỊ\s+XÃ|TỈNH|THÀNH\s+PHỐ|TP\.?)(?!\w)", re.IGNORECASE)
_CENTRAL = re.compile(
    r"BỘ(?!\s+CHỈ\s+HUY|\s+TƯ\s+LỆNH)(?!\w)|CHÍNH\s+PHỦ|THỦ\s+TƯỚNG|QUỐC\s+HỘI|(?:[ỦU]Y|UỶ)\s+BAN\s+THƯỜNG\s+VỤ\s+QUỐC|"
    r"BAN\s+BÍ\s+THƯ|BAN\s+CHẤP\s+HÀNH\s+TRUNG\s+ƯƠNG|.*\bTRUNG\s+ƯƠNG", re.IGNORECASE)
_OFFICE = {word.lower(): word for word in (
    "Thường vụ", "Chỉ đạo", "Tỉnh ủy", "Thành ủy", "Chấp hành", "Tuyên giáo", "Tổ chức", "Quản lý", "Đại học",
    "Cao đẳng", "Nội vụ", "Tài chính", "Kinh tế", "Văn hóa", "Công nghệ", "Khoa học", "Phát triển", "Nông nghiệp",
    "Môi trường", "Ủy ban nhân dân")}
_OFFICES = re.compile(rf"(?<!\w)(?:{'|'.join(_OFFICE)})(?!\w)")
_BOTH = re.compile(
    r"(?P<council>HĐND|HỘI\s+ĐỒNG\s+NHÂN\s+DÂN)\s*[-–&,]\s*(?P<committee>UBND|[ỦU]Y\s+BAN\s+NHÂN\s+DÂN|UỶ\s+BAN\s+NHÂN\s+DÂN)"
    r"\s*(?P<rest>.*)", re.IGNORECASE)
_OF_LETTERS = {"CP": "Chính phủ", "TTG": "Thủ tướng Chính phủ"}
_NOT_NAMES = re.compile(r"S[ốỐ]\s*:?[\s\d/.…-]|.*,\s*ngày\s|V/v|Kính\s+gửi|\(?\s*dự\s+thảo", re.IGNORECASE)


def is_agency(text: str) -> bool:
    """Whether a line begins as the name of an issuing body does."""
    return _AGENCY.match(text) is not None


def find_issuer(lines: Sequence[Line], title_at: int, symbol: str | None, place: str | None) -> Issuer:
    """The body named last above the title (its parts may stand on several lines), else right below it, as decisions
    print it; else the body that the number's letters and the place line name together."""
    groups = _groups(lines[:title_at]) or _below(lines[title_at + 1:title_at + 14])
    text = "\n".join(line.text for line in lines)
    if not groups:
        return Issuer(_by_letters(symbol, place))
    printed = tuple(_one_of_two(clean(" ".join(line.text for line in group)), symbol) for group in groups)
    return Issuer(_spelled(printed[-1], text, place), printed, groups[-1][0].place)


def _one_of_two(printed: str, symbol: str | None) -> str:
    """Of a council and its committee named together, the one whose letters the number has."""
    both = _BOTH.match(printed)
    if not both:
        return printed
    chosen = both["council"] if "HĐND" in (symbol or "") else both["committee"]
    return f"{chosen} {both['rest']}".strip()


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in lines:
        if len(line.text) > 90 or _NOT_NAMES.match(line.text):
            continue
        goes_on = bool(groups) and (_LEVEL.match(line.text) or not is_agency(line.text))
        if goes_on and (line.text.isupper() or _LEVEL.match(line.text)):
            groups[-1].append(line)
        elif is_agency(line.text):
            groups.append([line])
    return groups


def _below(lines: Sequence[Line]) -> list[list[Line]]:
    found = [line for line in lines if line.text.isupper() and is_agency(line.text) and len(line.text) < 90]
    return [[found[0]]] if found else []


def _spelled(printed: str, text: str, place: str | None) -> str:
    for pattern, short in _LOCAL:
        head = re.match(rf"(?P<chair>CHỦ\s+TỊCH\s+)?{pattern.pattern}", printed, re.IGNORECASE)
        if head:
            chair = "Chủ tịch " if head["chair"] else ""
            return f"{chair}{short} {_whose(printed[head.end():].strip(), text, place)}".strip()
    words = r"\s+".join(map(re.escape, printed.split()))
    found = (one.group() for one in re.finditer(words, text, re.IGNORECASE))
    usual = next((one for one in found if not one.isupper()), None) or _registered(printed)
    if usual or not printed.isupper():
        return clean(usual or printed)
    province = find_province(printed)
    lowered = _OFFICES.sub(lambda found: _OFFICE[found.group().lower()], printed[:1] + printed[1:].lower())
    return re.sub(re.escape(province.name), province.name, lowered, flags=re.IGNORECASE) if province else lowered


def _registered(printed: str) -> str | None:
    """The registry's spelling of an agency's name, where it has this very wording."""
    key = fold(printed)
    return next((word for one in archetypes().values() for word in one.wordings if fold(word) == key), None)


def _whose(rest: str, text: str, place: str | None) -> str:
    """`TỈNH NGHỆ AN` -> `tỉnh Nghệ An`; where the line does not say, what the place line does."""
    level = _LEVEL.match(rest)
    province = find_province(rest or place)
    if province and (not level or _PROVINCIAL.match(rest)):
        return of_province(province)
    if level:
        name = _ABOVE.split(rest[level.end():])[0].strip(" ,-–")
        return f"{clean(level.group()).lower()} {name.title()}"
    communes = rf"UBND\s+((?:xã|phường|thị trấn|thị xã|huyện|quận|thành phố|đặc khu)\s+{re.escape(place or '?')})"
    local = re.search(communes, text)
    return clean(local.group(1)) if local else rest.title()


def _by_letters(symbol: str | None, place: str | None) -> str | None:
    parts = [part.upper() for part in re.split(r"[-/]", symbol or "")]
    province = find_province(place)
    for part in parts:
        if part in _OF_LETTERS:
            return _OF_LETTERS[part]
        if part in {"UBND", "HĐND"} and province:
            return f"{part} {of_province(province)}"
        if part == "TU" and province:
            return f"{'Thành ủy' if province.city else 'Tỉnh ủy'} {province.name}"
    return None


def jurisdiction_of(
    symbol: str | None, issuer: Issuer, place: str | None, lines: Sequence[Line], title_at: int, title: str | None
) -> str | None:
    """`Trung ương` for a body of the centre; the province that the issuer's lines name, or the place line does; a
    commune by its own name and that of its province where `lines` say it (`xã Hoằng Lộc, tỉnh Thanh Hóa`); None where
    nothing says."""
    number = Number("", 0, None, tuple(re.split(r"[-/]", symbol))) if symbol else None
    if (number and is_central(number)) or (issuer.printed and _CENTRAL.match(issuer.printed[-1])):
        return CENTRAL
    commune = re.match(r"(?:UBND|HĐND) ((?:xã|phường|thị trấn|đặc khu) .+)", issuer.name or "")
    if commune:
        texts = [line.text for line in lines]
        return with_province(commune.group(1), (*texts[:title_at], title or ""), texts)
    provinces = [find_province(line) for line in reversed(issuer.printed)]
    province = next((one for one in provinces if one), None) or find_province(place)
    named = re.match(r"(?:UBND|HĐND) (?:tỉnh|thành phố) (.+)", issuer.name or "")  # one that the registry does not know
    return province.name if province else place or (named.group(1) if named else None)
