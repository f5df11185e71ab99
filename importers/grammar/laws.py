"""Laws named by their title: `Luật Dữ liệu`, `Luật Tổ chức Chính quyền địa phương năm 2015`, `Luật Khoa học và Công
nghệ (2013)`, `Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ`; no draft (`Dự án Luật …`), yet the law
that it is to amend."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.text import clean
from importers.grammar.names import name_end


@dataclass(frozen=True, slots=True)
class Law:
    """A law at `start` to `end` (year included): its kind words, its title with them, and the year printed after it."""

    words: str
    title: str
    year: str | None
    year_text: str | None
    start: int
    end: int


# titles that hold a comma, `và` before a small letter, or a word at which other titles end; <> is one or two words
_TITLES = """Phòng, chống <>|Phòng cháy, chữa cháy và cứu nạn, cứu hộ|Phòng cháy và chữa cháy|Cán bộ, công chức|
Quản lý, sử dụng tài sản công|Thuế xuất khẩu, thuế nhập khẩu|Khoa học, công nghệ và đổi mới sáng tạo|
Chất lượng sản phẩm, hàng hóa|Thực hành tiết kiệm, chống lãng phí|Quản lý và đầu tư vốn nhà nước tại doanh nghiệp|
Quản lý, sử dụng vốn nhà nước đầu tư vào sản xuất, kinh doanh tại doanh nghiệp|Thực hiện dân chủ ở cơ sở|
Đầu tư theo phương thức đối tác công tư|Sử dụng năng lượng tiết kiệm và hiệu quả|Tiêu chuẩn và quy chuẩn kỹ thuật|
Ban hành văn bản quy phạm pháp luật|Trật tự, an toàn giao thông đường bộ|Hỗ trợ doanh nghiệp nhỏ và vừa|
Bảo vệ và phát triển rừng|Nhập cảnh, xuất cảnh, quá cảnh, cư trú của người nước ngoài tại Việt Nam|
Hoạt động giám sát của Quốc hội và Hội đồng nhân dân|Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân|
Người lao động Việt Nam đi làm việc ở nước ngoài theo hợp đồng"""
_KNOWN = re.compile("|".join(
    re.escape(title.strip()).replace(r"\ ", r"\s+").replace("<>", r"\w+(?:\s+\w+)?") for title in _TITLES.split("|")),
    re.IGNORECASE)
_LAW = re.compile(
    r"(?<!\w)(?P<words>Bộ\s+luật|Luật|Pháp\s+lệnh|Hiến\s+pháp)\s+"
    r"(?P<amends>sửa\s+đổi,?\s+bổ\s+sung\s+một\s+số\s+điều\s+của\s+(?:các\s+)?(?:Bộ\s+luật|Luật|Pháp\s+lệnh)\s+)?")
_ALSO = re.compile(r"(?:,|;|\s+và)\s+(?:Bộ\s+luật|Luật)\s+(?=[^\W\d_])")
_YEAR = re.compile(r"\s*,?\s*(?:năm\s+((?:19|20)\d\d)|\(((?:19|20)\d\d)\))(?!\d)")
_TO_BE_WRITTEN = re.compile(r"(?:dự\s+án|dự\s+thảo|hồ\s+sơ|xây\s+dựng|ban\s+hành)\s+$", re.IGNORECASE)
_NUMBER_WORD = re.compile(r"\s*,?\s*(?:số\s*:?)?\s*", re.IGNORECASE)


def laws_in(text: str) -> list[Law]:
    """The laws that an NFC text names by title, in reading order."""
    laws: list[Law] = []
    for match in _LAW.finditer(text):
        drafted = _TO_BE_WRITTEN.search(text, max(0, match.start() - 20), match.start())
        if drafted and not match["amends"]:
            continue
        amended = next(_LAW.finditer(text, match.start() + 1)) if drafted else match
        law = _law_at(text, amended)
        if law and not (laws and law.start < laws[-1].end):
            laws.append(law)
    return laws


def law_before(text: str, end: int) -> Law | None:
    """The law whose number begins at `end` (`Luật Đất đai số 31/2024/QH15`)."""
    for match in _LAW.finditer(text, max(0, end - 160), end):
        law = _law_at(text, match)
        if law and law.end <= end and _NUMBER_WORD.fullmatch(text, law.end, end):
            return law
    return None


def _law_at(text: str, match: re.Match[str]) -> Law | None:
    words = clean(match["words"])
    if words.casefold() == "hiến pháp":
        end = match.start() + len(match["words"])
    elif not text[match.end():match.end() + 1].isupper():
        return None
    else:
        end = _title_end(text, match.end())
    while match["amends"] and (more := _ALSO.match(text, end)):
        end = _title_end(text, more.end())
    title = clean(text[match.start():end])
    year = _YEAR.match(text, end)
    if not year:
        return Law(words, title, None, None, match.start(), end)
    return Law(words, title, year[1] or year[2], clean(year.group()).strip("(), "), match.start(), year.end())


def _title_end(text: str, start: int) -> int:
    known = _KNOWN.match(text, start)
    return known.end() if known else name_end(text, start, lists=True)
