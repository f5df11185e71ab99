"""Target and result cells: `≥ 1,5%`, `từ 50% trở lên`, `7 - 10`, `Nhóm 10`, `14/16 nhiệm vụ (chưa đạt)`.

Numbers are printed the Vietnamese way (a comma before decimals, a dot between thousands); a dot that does not stand
before exactly three digits, or follows a leading zero, is a decimal point (`0.75`, `0.664`, but `1.000` = 1000).

Wordings the grammar was built from: `60%`, `0,61%`, `2.000`, `≥ 07`, `$\\geq 40\\%$`, `50-60`, `80% - 90%`,
`từ 5 đến 7%`, `Nhóm 10`, `trên 90%`, `tối thiểu 25%`, `9,6% trở lên`, `không quá 3 ngày`, `dưới 5%`, `đạt 100%`,
`3% GRDP`, `10 lần GRDP`, `01 trung tâm cấp tỉnh`, `≥ 04 người`, `7,26 người/1 vạn dân`; without a number: `Có`,
`Duy trì`, `Cơ bản hoàn thành`, `Đang triển khai`, `-`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from graph.text import clean

Operator = Literal["ge", "le", "gt", "lt", "eq", "range"]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a cell asks for. `value` (and `value_high` of a range) in `unit` as printed, nothing scaled (`500 tỷ đồng`
    is 500). A text without a figure has no operator and no value; `unread` is true where there is a figure that the
    grammar could not place, or more than one."""

    operator: Operator | None
    value: float | None
    value_high: float | None
    unit: str | None
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Result(Measure):
    """What was reached, and whether the document itself says that the target was met (None: it does not say)."""

    met: bool | None = None


_DIGITS = (r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?"
           r"|[1-9]\d{0,2}(?: \d{3})+(?![\d.,])|\d+(?:[.,]\d+)?")
# a figure: not a part of a word (`5G`, `57-NQ/TW`), a sign only directly before it
_NUMBER = rf"(?<![\w.,/])-?(?:{_DIGITS})(?!\d|[.,]\d|[^\W\d_]|-[^\W\d_]|/\d+/)"
_LATEX = (("\\geqslant", "≥"), ("\\leqslant", "≤"), ("\\geq", "≥"), ("\\leq", "≤"), ("\\ge", "≥"), ("\\le", "≤"),
          ("\\sim", "~"), ("\\approx", "~"), ("\\%", "%"), ("\\,", " "), ("$", " "))
_BEFORE: tuple[tuple[Operator, str], ...] = (
    ("ge", r"≥|>=|=>|lớn hơn hoặc bằng|tối thiểu(?: là| đạt)?|ít nhất(?: là| đạt| có)?"
           r"|không (?:dưới|thấp hơn|ít hơn|nhỏ hơn)"),
    ("le", r"≤|<=|=<|nhỏ hơn hoặc bằng|tối đa(?: là)?|nhiều nhất|không (?:vượt quá|quá|vượt|cao hơn|lớn hơn|hơn)"),
    ("gt", r">|trên|hơn|vượt(?: mức)?|cao hơn|lớn hơn|nhiều hơn"),
    ("lt", r"<|dưới|thấp hơn|nhỏ hơn|ít hơn"),
    ("le", r"(?:trong |thuộc )?(?P<rank>nhóm|tốp|top)"),
    ("eq", r"=|~"),
)
_PREFIX = "|".join(f"(?P<b{index}>{words})" for index, (_, words) in enumerate(_BEFORE))
_PERCENT = r"(?:%|phần trăm)(?:\s?/\s?(?:năm|tháng|quý)\b|\s(?-i:[A-ZĐ]{2,})\b)?"
_RANGE = rf"(?P<low>{_NUMBER})\s?(?P<lowunit>%)?\s?(?:-|–|—|÷|~|đến|tới)\s?(?P<high>{_NUMBER})"
_MEASURE = re.compile(
    rf"(?:(?<!\w)(?:{_PREFIX})\s?(?:đạt |mức )?)?(?P<from>\btừ )?(?:{_RANGE}|(?P<one>{_NUMBER}))"
    rf"(?:/(?P<total>\d+))?(?:\s?(?P<percent>{_PERCENT}))?"
    rf"(?:\s(?P<after>trở lên|trở xuống))?", re.IGNORECASE)
_LEVEL = re.compile(r"(?:mức(?: độ)?|cấp(?: độ)?|loại|bậc|hạng)\s*$", re.IGNORECASE)
_NAME = re.compile(r"(?:giai đoạn|phiên bản|điều|khoản|đề án|dự án|lớp|số|khu vực|vùng|đợt|"
                   r"chỉ thị|nghị quyết|quyết định|phụ lục)\s*$", re.IGNORECASE)
_DATE = re.compile(
    r"(?:tính )?(?:(?:từ|đến|tới|trước|sau|trong|vào|cuối|đầu|hết|giai đoạn)\s+)*"
    r"(?:(?:ngày|tháng|quý)\s+(?:\d{1,2}|[IVX]{1,3})\b(?:\s?[/.-]\s?\d{1,4})*(?![\d.,]*%)"
    r"|(?:năm|giai đoạn)\s+(?:19|20)\d\d\b(?:\s?[-–]\s?(?:19|20)\d\d)?"
    r"|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}/\d{4}|(?<![\d.,])(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d(?!\d|\s?%))"
    r"|\b(?:đến|tới|trước|sau|trong|vào|hết|giai đoạn)\s+(?:19|20)\d\d\b(?!\s?%|[.,]\d)", re.IGNORECASE)
_COMPARED = re.compile(r"\s?\b(?:so|tính) với\b[^;,()]*", re.IGNORECASE)  # what it is measured against, no target
_PARENTHESES = re.compile(r"\([^()]*\)")
_TRAILING = re.compile(r"^(?P<unit>[^\d,;:()]*?(?:/\s?\d[\d.]*\s[^\d,;:()]*?)?)\s*"
                       r"(?:(?P<after>trở lên|trở xuống)\b.*)?[.;,]*$", re.IGNORECASE)
_LISTED = re.compile(r"^(?P<unit>[^\d;:()]*?)\s(?P<after>trở lên|trở xuống)\b", re.IGNORECASE)
_UNIT_WORDS = 8  # a longer tail is a sentence, not a unit


def plain(text: str) -> str:
    """A cell as the grammar reads it: cleaned, LaTeX signs written out (`$\\geq 40\\%$` -> `≥ 40%`)."""
    for mark, sign in _LATEX:
        text = text.replace(mark, sign)
    return clean(text.replace("−", "-").replace("⩾", "≥").replace("⩽", "≤"))


def has_target(text: str | None) -> bool:
    """Whether a cell states anything: false for an empty cell and for `-`, which plans print for 'no target'."""
    return bool(text) and bool(re.search(r"\w|%", text or ""))


def read_number(text: str) -> float | None:
    """A number printed alone (`2.000` = 2000, `0,61`, `0.75`, `03`), or None."""
    found = re.fullmatch(rf"(-?)({_DIGITS})", clean(text))
    return _value(found.group()) if found else None


def _value(digits: str) -> float:
    digits = digits.replace(" ", "")
    if "." in digits and "," in digits:  # whichever comes last stands before the decimals
        thousands, point = (".", ",") if digits.rfind(",") > digits.rfind(".") else (",", ".")
        return float(digits.replace(thousands, "").replace(point, "."))
    if digits.count(",") > 1:
        return float(digits.replace(",", ""))
    if re.fullmatch(r"-?[1-9]\d{0,2}(?:\.\d{3})+", digits) or digits.count(".") > 1:
        return float(digits.replace(".", ""))
    return float(digits.replace(",", "."))


def _operator(found: re.Match[str], after: str | None) -> Operator:
    if found["high"]:
        return "range"
    if after:
        return "ge" if after.casefold().endswith("lên") else "le"
    for index, (operator, _) in enumerate(_BEFORE):
        if found[f"b{index}"]:
            return operator
    return "ge" if found["from"] else "eq"


def _is_group(found: re.Match[str]) -> bool:
    return found["rank"] is not None  # `nhóm 10`: the words after it name who is ranked, not a unit


def _unit(found: re.Match[str], tail: str, column: str | None) -> tuple[str | None, str | None]:
    """The unit of a figure and a later `trở lên`. What the cell prints goes before the column's unit, unless the
    column's says more (`% GRDP` over `20%`)."""
    listed = _LISTED.match(tail) or _TRAILING.match(tail)
    after, words = (listed["after"], clean(listed["unit"])) if listed else (None, "")
    if found["percent"]:
        printed = clean(found["percent"]).replace("phần trăm", "%")
    elif found["lowunit"]:
        printed = "%"
    else:
        printed = "" if _is_group(found) or len(words.split()) > _UNIT_WORDS else words.strip(" .")
    if column and (not printed or column.startswith(printed)):
        return column, after
    return printed or None, after


def _figures(text: str) -> list[re.Match[str]]:
    """The measures of a text from left to right, without dates, levels (`mức độ 4`) and names (`Đề án 06`)."""
    return [found for found in _MEASURE.finditer(text)
            if found["percent"] or found["lowunit"] or any(found[f"b{index}"] for index in range(4))
            or not (_LEVEL.search(text, 0, found.start()) or _NAME.search(text, 0, found.start()))]


def _measure(found: re.Match[str], tail: str, column: str | None) -> Measure:
    unit, later = _unit(found, tail, column)
    operator = _operator(found, found["after"] or later)
    if operator != "range":
        return Measure(operator, _value(found["one"]), None, unit)
    low, high = sorted((_value(found["low"]), _value(found["high"])))
    return Measure(operator, low, high, unit)


@lru_cache(maxsize=1024)  # few values stand in many cells
def read_target(text: str | None, unit: str | None = None) -> Measure:
    """What a target cell asks for; `unit` is the column's (or the indicator's). `-` and an empty cell ask for
    nothing. `Nhóm 10` (among the first ten) is le 10; a percent sign without a figure (`1OO%`) is unread."""
    column = clean(unit) or None if unit else None
    if not has_target(text):
        return Measure(None, None, None, None)
    words = clean(_DATE.sub(" ", _PARENTHESES.sub(" ", plain(text or ""))))
    words = _COMPARED.sub("", re.sub(r"^(?:[-+•*]\s+)+", "", words))
    figures = _figures(words)
    if len(figures) > 1 and _denominator(words, figures[0], figures[1]):
        del figures[1:]
    if len(figures) == 1:
        return _measure(figures[0], words[figures[0].end():], column)
    level = any(_LEVEL.search(words, 0, found.start()) for found in _MEASURE.finditer(words))
    return Measure(None, None, None, column, unread=bool(figures) or level or "%" in words)


def _denominator(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    """Whether the second figure only says per how many (`7,26 người/1 vạn dân`, `5 người trên 01 vạn dân`)."""
    between = text[first.end():second.start()] + second.group()
    return bool(re.match(r"\s?\D*(?:/|trên|mỗi)\s?\d[\d.]*$", between.strip()))


_VERDICT = re.compile(r"^(?P<no>chưa|không)?\s?(?:đạt|hoàn thành|vượt|hoàn thành vượt)"
                      r"(?:\s(?:mục tiêu|chỉ tiêu|kế hoạch|yêu cầu|mức)(?:\s\w+){0,4})?[.]?$", re.IGNORECASE)


def read_result(text: str | None, unit: str | None = None) -> Result:
    """What a result cell reports: the figure reached and the document's verdict, `46,27% (đến 28/12/2025) (chưa đạt)`.
    Of `14/16 nhiệm vụ` the value is what was reached, 14. `Chưa thống kê được` has neither figure nor verdict."""
    if not has_target(text):
        return Result(None, None, None, None)
    words = plain(text or "")
    parts = [part.strip("() ") for part in _PARENTHESES.findall(words)]
    rest = clean(_PARENTHESES.sub(" ", words))
    verdicts = [found for part in [*parts, rest, re.split(r"[,;:-]\s", rest)[-1]] if (found := _VERDICT.match(part))]
    met = None if not verdicts else verdicts[-1 if verdicts[-1].string in parts else 0]["no"] is None
    figure = "" if _VERDICT.match(rest) else re.sub(r"^[^:%]*:\s", "", rest)  # `... nghiệm thu: 14/16 nhiệm vụ`
    measure = read_target(figure, unit)
    return Result(measure.operator, measure.value, measure.value_high, measure.unit, measure.unread, met)


_DATED = re.compile(r"(?:^|(?<=[\s;,.+•-]))(?:(?:đến|tới|hết|trong|giai đoạn)\s+)*(?:(?:năm|giai đoạn)\s+)?"
                    r"(?P<period>(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?)\s?:\s*", re.IGNORECASE)


def split_dated_targets(text: str) -> list[tuple[str, str]]:
    """One cell that holds the targets of several years, as (period, text): `- Đến năm 2027: Đạt 10 lần GRDP - Đến năm
    2030: Đạt 30 lần GRDP` -> [('2027', 'Đạt 10 lần GRDP'), ('2030', 'Đạt 30 lần GRDP')]. Empty where the cell names
    no year before a colon."""
    words = plain(text) if ":" in text else ""
    marks = list(_DATED.finditer(words))
    ends = [*(mark.start() for mark in marks[1:]), len(words)][:len(marks)]
    return [(re.sub(r"\s?[-–]\s?", "-", mark["period"]), words[mark.end():end].strip(" ;,-+•"))
            for mark, end in zip(marks, ends, strict=True)]


_COUNTED_BY = re.compile(r"(?:^|\b(?:và|có|đạt|chiếm|bằng|hình thành|thành lập|xây dựng|phát triển|thu hút|công nhận|"
                         r"bố trí|tăng)|,)\s*(?:thêm |mới )?$", re.IGNORECASE)
_NEVER = re.compile(r"\s?(?:tuổi|vạn|(?:nghìn |triệu )?dân\b|[KMGT]b(?:ps|/s)?\b|km|m2|lớp\b)", re.IGNORECASE)
_SPAN = re.compile(r"\s?(?:giây|phút|giờ|ngày|tuần|tháng|quý|năm)\b", re.IGNORECASE)
_PHRASE_ENDS = re.compile(
    r"[.;:()\"“”]|,?\s(?:(?=trở (?:lên|xuống))|(?:được|của|về|trong|trên|có|theo|là|đạt|đủ|với|cho|tại|ở|từ|đến|bằng|"
    r"phải|sẽ|đã|không|để|khi|nhằm|do|gồm|thuộc|phủ|chuyển|hoàn thành|hoàn thiện|dẫn đầu|hài lòng|sử dụng|thông qua|"
    r"thực hiện|tham gia|tiếp cận|kết nối|triển khai|ứng dụng|áp dụng|vận hành|cung cấp|đáp ứng|làm chủ|bao gồm|"
    r"chi cho|và (?=\D{0,25}\d))\b)", re.IGNORECASE)
_PHRASE_WORDS = 20
_YEAR = re.compile(r"\bnăm ((?:19|20)\d\d)\b", re.IGNORECASE)


def _is_stated(name: str, found: re.Match[str]) -> bool:
    """Whether a figure inside a name is what the indicator asks for, and not a part of what it measures (`tốc độ trên
    01 Gb/s`, `trên 01 vạn dân`, `từ 15 tuổi trở lên`, `sau 12 tháng`)."""
    rest = name[found.end():]
    if found["percent"] or found["lowunit"] or _is_group(found):
        return True
    if _NEVER.match(rest) or re.match(r"\s?%", rest):
        return False
    if found["b0"] or found["b1"]:
        return True
    if _SPAN.match(rest):
        return False
    return bool(found["b2"] or found["b3"] or found["after"] or _COUNTED_BY.search(name, 0, found.start()))


def _phrase(name: str, found: re.Match[str]) -> str:
    """The figure with the words it counts, up to what is said of them, and a `trở lên` after them."""
    start = found.start("rank") if _is_group(found) else found.start()
    rest = name[found.end():]
    stop = _PHRASE_ENDS.search(rest)
    counted = rest[:stop.start() if stop else len(rest)]
    if len(counted.split()) > _PHRASE_WORDS:
        return name[start:found.end()]
    after = re.match(r"\s?trở (?:lên|xuống)", rest[len(counted):], re.IGNORECASE)
    return clean(name[start:found.end()] + counted + (after.group() if after else "")).strip(" ,.")


def targets_in_name(name: str, period: str | None = None) -> list[str]:
    """The targets that stand inside an indicator's name, each with the words it counts, in reading order: `Năng suất
    tăng 9,6% trở lên` -> ['9,6% trở lên']. Where the name gives targets for several years, only those of `period`."""
    words = _blank(_PARENTHESES, plain(name))
    dateless = _blank(_DATE, words)
    stated = [found for found in _figures(dateless) if _is_stated(dateless, found)]
    years = [[None, *_YEAR.findall(words, 0, found.start())][-1] for found in stated]
    chosen = [found for found, year in zip(stated, years, strict=True) if period is None or year == period]
    return [_phrase(dateless, found) for found in chosen or stated]


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: " " * len(found.group()), text)
