"""Where a name inside a sentence ends: of an issuing body (`của Bộ Khoa học và Công nghệ quy định …`) or of a law."""

from __future__ import annotations

import re

from graph.identity.numbers import KIND_OF_WORDS
from graph.text import clean, fold

KINDS = "|".join(word.replace(" ", r"\s+") for word in sorted(KIND_OF_WORDS, key=len, reverse=True))
"""The kind words (`Nghị quyết`, `Kế hoạch hành động`, …), longest first, for use inside a pattern."""

_OF = re.compile(r"\s*,?\s*(?:\n\s*\d{1,3}\s*\n)?\s*của\s+", re.IGNORECASE)  # a page number may stand between
_STOP = re.compile(
    (r"(?:về|việc|thực hiện|triển khai|sửa đổi|bổ sung|ban hành|phê duyệt|quy định|hướng dẫn|công bố|giao|thay thế|"
     r"thành(?! phố| ủy| uỷ)|đến|để|trong|tại|theo|trên|được|đề ra|đã|phù hợp|nhằm|là|với|cho|từ|có|cụ thể|do|nêu|như|"
     r"kèm|ngày|năm|bằng|bảo đảm|đảm bảo|hoàn thành|số (?=\d)|làm|gắn|khi|hằng|hàng|trước|sau|này|kết nối|phục vụ|"
     r"khóa|khoá|tạo|đáp ứng|đối với|các|những|một|hiện hành|trình|(?-i:[IVX]+\.?))(?!\w)|[-+•(\d\"“”]"
     ).replace(" ", r"\s+"), re.IGNORECASE)
_AND_KIND = re.compile(rf"và\s+(?:các\s+)?(?:{KINDS})(?!\w)", re.IGNORECASE)
_LISTED = re.compile(r"\s+[^\W\d_]\w*(?:\s+\w+){0,3}\s+và\s")  # `, Thể thao và Du lịch`
_WITH_LISTS = re.compile(r"(?:Bộ trưởng\s+)?(?:Bộ(?!\s+Chính\s+trị)|Sở)\b")
# names after which nothing follows
_WHOLE = {fold(name) for name in (
    "Chính phủ", "Thủ tướng Chính phủ", "Quốc hội", "Ủy ban Thường vụ Quốc hội", "Bộ Chính trị", "Ban Bí thư",
    "Ban Chấp hành Trung ương Đảng", "Văn phòng Trung ương Đảng", "Văn phòng Chính phủ")}
_MOST_WORDS = 14


def agency_at(text: str, start: int) -> tuple[str, int] | None:
    """`của <issuer>` at `start`: the name as printed and the offset of its end; None where no name follows."""
    begin = _OF.match(text, start)
    if not begin or not text[begin.end():begin.end() + 1].isupper():
        return None
    end = name_end(text, begin.end(), lists=_WITH_LISTS.match(text, begin.end()) is not None)
    return clean(text[begin.end():end]), end


def name_end(text: str, start: int, *, lists: bool) -> int:
    """Offset at which the name that begins at `start` ends: before a word that goes on about it (`về`, `thực hiện`), a
    closing mark, a TAB, or a `và` that joins something else. Where `lists` is set a comma or `và` before a capital
    belongs to the name (`Văn hóa, Thể thao và Du lịch`)."""
    end = start
    for count, word in enumerate(re.finditer(r"\S+", text[start:start + 400])):
        begin = start + word.start()
        if count >= _MOST_WORDS or (count and (_STOP.match(text, begin) or "\t" in text[end:begin])):
            break
        after = start + word.end()
        capital = text[after:].lstrip()[:1].isupper()
        if word.group().casefold() == "và" and (not lists or not capital or _AND_KIND.match(text, begin)):
            break
        bare = re.split(r"[<)]", word.group())[0].rstrip(".,;:/”\"")
        end = begin + len(bare)
        listed = word.group() == f"{bare}," and lists and capital and _LISTED.match(text, after)
        if (word.group() != bare and not listed) or fold(text[start:end]) in _WHOLE:
            break
    return end
