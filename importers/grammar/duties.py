"""Reporting duties in the body of a plan: who reports what is read elsewhere, here it is how often and by which day.

Real wordings: `trước ngày 15 hàng tháng (báo cáo tháng); trước ngày 05/6 hằng năm (báo cáo 06 tháng)`, `hàng tuần
(trước 10h00 thứ năm trong tuần), hàng quý (trước ngày 15 tháng cuối quý)`, `báo cáo hàng tháng, quý, năm`. Tone marks
count here (`năm` a year, `nam` the south): the body is running text, not a cell that can only hold a time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from graph.text import clean, fold
from importers.grammar.tokens import Tokens, folded, number, tokenize

Frequency = Literal["weekly", "monthly", "quarterly", "half-yearly", "yearly"]
_EVERY = tuple(map(fold, ("hàng", "hằng", "mỗi")))
_CYCLES: dict[str, Frequency] = {
    fold("tuần"): "weekly",
    fold("tháng"): "monthly",
    fold("quý"): "quarterly",
    fold("quí"): "quarterly",
    fold("năm"): "yearly",
}
_MONTH, _QUARTER, _DAY, _YEAR = map(fold, ("tháng", "quý", "ngày", "năm"))
_BY = tuple(map(fold, ("trước", "nhất", "quá")))  # trước, chậm nhất, muộn nhất, không quá
_WEEKDAYS = {fold(word): day for day, words in enumerate(
    (("hai",), ("ba",), ("tư",), ("năm",), ("sáu",), ("bảy",), ("nhật",)), start=1) for word in words}  # fmt: skip
_JOINING = frozenset(map(fold, (",", "và", "/", ";", "(", ")", "của", "định", "kỳ", "trong", "vào")))
_REPORT = re.compile(r"(?:gửi |tổng hợp,? |kịp thời )?(?:báo cáo|sơ kết|tổng kết)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZĐÀ-Ỹ\-–+])|\n\s*(?=[-–+]\s|\d+\.\s)")


@dataclass(frozen=True, slots=True)
class Duty:
    """A recurring reporting duty: the words that state it, how often, by which day. `day` is the day of the month
    (1-31), `month` the month of the year (yearly) or of the quarter (quarterly, 3 = its last), `weekday` 1 (Monday)
    to 7, `time` 'HH:MM'; null where nothing is said. `what` are the words for what is reported."""

    text: str
    frequency: Frequency
    day: int | None = None
    month: int | None = None
    weekday: int | None = None
    time: str | None = None
    what: str | None = None


@dataclass(frozen=True, slots=True)
class _Mention:
    """A frequency or a day found at tokens `begin` to `end`; a day alone has no frequency yet."""

    begin: int
    end: int
    frequency: Frequency | None = None
    day: int | None = None
    month: int | None = None
    weekday: int | None = None
    time: str | None = None

    @property
    def dated(self) -> bool:
        return self.day is not None or self.weekday is not None


def read_duties(text: str) -> list[Duty]:
    """The reporting duties of a paragraph, in reading order. Two paragraphs may give two agencies the same duty in
    the same words, so nothing is dropped as repeated."""
    return [duty for sentence in _SENTENCE.split(text) for duty in _sentence(clean(sentence))]


def _sentence(text: str) -> list[Duty]:
    reports = [match.start() for match in _REPORT.finditer(text)]
    if not reports:
        return []
    tokens = tokenize(text)
    duties = []
    for mention in _paired(tokens, _mentions(tokens)):
        begin, stop = tokens[mention.begin].start, tokens[mention.end - 1].stop
        what = _what(text, begin, stop, reports, mention)
        if what and mention.frequency:
            day = (mention.day, mention.month, mention.weekday, mention.time)
            duties.append(Duty(_closed(text, begin, stop), mention.frequency, *day, what))
    return duties


def _closed(text: str, begin: int, stop: int) -> str:
    """The words from `begin` to `stop`, with the rest of a bracket they open."""
    words = text[begin:stop]
    close = text.find(")", stop)
    return text[begin : close + 1] if "(" in words and 0 <= close - stop <= 20 else words


def _mentions(tokens: Tokens) -> list[_Mention]:
    """Every frequency and every day of the sentence."""
    found: list[_Mention] = []
    index = 0
    while index < len(tokens):
        mention = _day(tokens, index, found) or _frequency(tokens, index, found)
        if mention is not None:
            found.append(mention)
        index = mention.end if mention else index + 1
    return found


def _frequency(tokens: Tokens, index: int, before: list[_Mention]) -> _Mention | None:
    """`hàng tháng`; `quý`, `năm` in a list that it began; `6 tháng` after `định kỳ` or in such a list."""
    if folded(tokens, index) in _EVERY and (cycle := _CYCLES.get(folded(tokens, index + 1))):
        return _Mention(index, index + 2, cycle)
    last = before[-1].end if before and before[-1].frequency else -1
    listed = 0 < index - last <= 2 and all(folded(tokens, at) in _JOINING for at in range(last, index))
    if number(tokens, index) == 6 and folded(tokens, index + 1) == _MONTH:
        periodic = fold("kỳ") in (folded(tokens, index - 1), folded(tokens, index - 2))
        return _Mention(index, index + 2, "half-yearly") if listed or periodic else None
    if listed and index > last and number(tokens, index + 1) is None and (cycle := _CYCLES.get(folded(tokens, index))):
        return _Mention(index, index + 1, cycle)
    return None


def _day(tokens: Tokens, index: int, before: list[_Mention]) -> _Mention | None:
    """`trước ngày 15`, `trước ngày 05/6`, `trước ngày 15 tháng 12`, `trước ngày 15 tháng cuối quý`, `trước 10h00 thứ
    năm`; in a list of days (`15/6 và 15/12`) also without `trước ngày`."""
    led = folded(tokens, index) in _BY
    begin = index - 1 if led and folded(tokens, index) != _BY[0] and index else index  # `chậm nhất`, `không quá`
    time, at = _time(tokens, index + led + (folded(tokens, index + led) == fold("vào")))
    if folded(tokens, at) == fold("thứ") and (weekday := _weekday(tokens, at + 1)) and (led or time):
        within = 2 if (folded(tokens, at + 2), folded(tokens, at + 3)) == (fold("trong"), fold("tuần")) else 0
        return _Mention(begin, at + 2 + within, "weekly", weekday=weekday, time=time)
    listed = bool(before and before[-1].month and before[-1].end == index - 1 and folded(tokens, index - 1) in _JOINING)
    if folded(tokens, at) == _DAY:
        at += 1
    elif not led and not listed:
        return None
    day = number(tokens, at)
    return _day_at(tokens, begin, at, day, time) if day is not None and 1 <= day <= 31 else None


def _day_at(tokens: Tokens, begin: int, at: int, day: int, time: str | None) -> _Mention | None:
    """The mention whose day stands at `at`, with its month when one follows; a day of one year is no duty."""
    month = number(tokens, at + 2)
    if folded(tokens, at + 1) in ("/", _MONTH) and month is not None and 1 <= month <= 12:
        once = folded(tokens, at + 3) in ("/", _YEAR) and number(tokens, at + 4) is not None
        return None if once else _Mention(begin, at + 3, None, day, month, time=time)
    if end := _last_month(tokens, at + 1):
        return _Mention(begin, end, "quarterly", day, 3, time=time)
    return _Mention(begin, at + 1, None, day, None, time=time)


def _time(tokens: Tokens, index: int) -> tuple[str | None, int]:
    hour = number(tokens, index)
    if hour is None or hour > 24 or folded(tokens, index + 1) not in ("h", fold("giờ")):
        return None, index
    minute = number(tokens, index + 2)
    return f"{hour:02}:{minute or 0:02}", index + 2 + (minute is not None)


def _weekday(tokens: Tokens, index: int) -> int | None:
    value = number(tokens, index)
    if value is not None:
        return value - 1 if 2 <= value <= 7 else None
    return _WEEKDAYS.get(folded(tokens, index))


def _last_month(tokens: Tokens, index: int) -> int | None:
    """The index after `(của) tháng cuối (của|mỗi) quý`, or None."""
    at = index + (folded(tokens, index) == fold("của"))
    if folded(tokens, at) != _MONTH or folded(tokens, at + 1) != fold("cuối"):
        return None
    at = next((at + 2 + skip for skip in range(2) if folded(tokens, at + 2 + skip) == _QUARTER), -1)
    return at + 1 if at > 0 else None


def _paired(tokens: Tokens, mentions: list[_Mention]) -> list[_Mention]:
    """Days put together with the frequency they belong to: `ngày 15 hàng tháng`, `hàng năm (trước ngày 15 tháng 12)`,
    `trước ngày 15/6 và 15/12 hàng năm`."""
    result: list[_Mention] = []
    for mention in mentions:
        last = result[-1] if result else None
        if last is None or not _touch(tokens, last, mention):
            result.append(mention)
        elif last.frequency is None and mention.frequency and not mention.dated:
            result[-1] = replace(last, end=mention.end, frequency=mention.frequency)
        elif last.frequency and not last.dated and mention.dated and _fits(last, mention):
            result[-1] = replace(mention, begin=last.begin, frequency=last.frequency)
        else:
            result.append(mention)
    for at in range(len(result) - 2, -1, -1):  # a day that shares the frequency named after its neighbour
        if result[at].frequency is None and _touch(tokens, result[at], result[at + 1]) and result[at].month:
            result[at] = replace(result[at], frequency=result[at + 1].frequency)
    return [_monthly(tokens, mention) for mention in result]


def _fits(cycle: _Mention, day: _Mention) -> bool:
    return day.frequency in (None, cycle.frequency)


def _monthly(tokens: Tokens, mention: _Mention) -> _Mention:
    """`trước ngày 18 của tháng` names no frequency but its month."""
    if mention.frequency is None and folded(tokens, mention.end) == fold("của") and mention.day and not mention.month:
        return replace(mention, frequency="monthly") if folded(tokens, mention.end + 1) == _MONTH else mention
    return mention


def _touch(tokens: Tokens, left: _Mention, right: _Mention) -> bool:
    return all(folded(tokens, at) in _JOINING for at in range(left.end, right.begin)) and right.begin - left.end <= 3


def _what(text: str, begin: int, stop: int, reports: list[int], mention: _Mention) -> str | None:
    """The words for what is reported: a bracket right after the day, else from the report's word to the end of its
    part of the sentence. An undated frequency counts only beside the word (`kế hoạch hằng năm` is no duty)."""
    bracket = re.match(r"[ )]*\(\s*(báo cáo[^)]*)\)", text[stop:], re.IGNORECASE)
    if bracket:
        return bracket.group(1)
    left = text.rfind(";", 0, begin) + 1
    own = next((at for at in reversed(reports) if text.rfind(",", 0, begin) < at < begin and at >= left), None)
    if own is not None and mention.dated:
        return text[own:begin].rstrip(" (")
    right = next((at for at in range(stop, len(text)) if text[at] == ";"), len(text))
    after = next((at for at in reports if at >= stop and (at < right or mention.dated)), None)
    before = next((at for at in reversed(reports) if left <= at < begin), None)
    if after is not None and (mention.dated or _leads(text, left, begin)):
        return text[after : next((at for at in range(after, len(text)) if text[at] == ";"), len(text))].rstrip(" .,/")
    if before is not None and "(" not in text[stop : stop + 2]:
        return text[before:right].rstrip(" .,/")
    return None


def _leads(text: str, left: int, begin: int) -> bool:
    """Whether an undated frequency opens its part of the sentence or follows `định kỳ`, alone or in a list of them."""
    words = fold(text[left:begin])
    if not any(ch.isalpha() for ch in words) or words.rstrip(" (,").endswith(fold("định kỳ")):
        return True
    return bool(re.search(rf"{fold('định kỳ')}\s*\(?[^;.]{{0,120}}$", words))
