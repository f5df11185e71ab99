"""Counts that a text declares of itself, to be held against what was found: `05 nhóm chỉ tiêu, với 79 chỉ tiêu cụ thể`,
`(1) Nhóm phát triển hạ tầng: 05 chỉ tiêu`, `gồm 25 nhiệm vụ, trong đó có 03 nhiệm vụ thành phần (Phụ lục II)`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Literal

from graph.text import clean

What = Literal["indicators", "tasks", "groups"]


@dataclass(frozen=True, slots=True)
class Declared:
    """One declared count. `group` is the title of the group it is the count of; `part` says that it is contained in a
    count before it (`trong đó`); `appendix` is the label of the appendix it points to ('II'); `words` as printed,
    `offset` in the NFC text."""

    what: What
    count: int
    words: str
    group: str | None = None
    part: bool = False
    appendix: str | None = None
    offset: int = 0


_COUNT = re.compile(
    r"(?<![\w/.,-])(?P<count>\d{1,4})(?:\s*\([^()\d]{1,40}\))?\s+(?P<group>nhóm\s+)?(?P<what>chỉ\s+tiêu|nhiệm\s+vụ|chỉ\s+số\s+đánh\s+giá)(?!\w)",
    re.IGNORECASE)
# tasks and indicators of something else: research tasks, figures of a year's work
_OTHER = re.compile(
    r"\s+(?:khoa\s+học|nghiên\s+cứu|KH&CN|KHCN|chuyên\s+môn|chính\s+trị|cấp\s|(?:mỗi|hằng|hàng)\s+năm|đã\s)",
    re.IGNORECASE)
_DONE = re.compile(
    r"(?:≥|≤|>|<|đạt|hoàn\s+thành|nghiệm\s+thu|tối\s+thiểu|ít\s+nhất|trên|dưới|khoảng|mỗi\s+\w+|\d\s*/)\s*(?:được\s+)?$",
    re.IGNORECASE)
_TITLE = re.compile(
    r"(?:^|[\n;.]|(?<=\s))\s*(?:[-+•]\s*|\(?\d{1,2}[).]\s*|[a-zđ]\)\s*)?(?P<title>[^\W\d_][^:;.\n]{2,120}?)\s*:\s*(?:có\s+|gồm\s+)?$")
_LEAD_IN = re.compile(r"(?:gồm|bao\s+gồm|như\s+sau|cụ\s+thể|sau|là)$", re.IGNORECASE)
_PART = re.compile(r"trong\s+đó[^.;:]{0,40}$", re.IGNORECASE)
_APPENDIX = re.compile(r"[^.;\d]{0,90}?Phụ\s+lục\s+(?:số\s+)?(?P<label>[IVX]+|\d{1,2})(?!\w)", re.IGNORECASE)


def read_declared(text: str) -> list[Declared]:
    """The counts of indicators, tasks and groups that a running text (not a table) declares, in reading order.
    Counts of what has been or shall be reached (`đạt 14/16 nhiệm vụ`, `≥ 15 nhiệm vụ khoa học`) are none."""
    text = unicodedata.normalize("NFC", text)
    found: list[Declared] = []
    for match in _COUNT.finditer(text):
        before = text[max(0, match.start() - 140):match.start()]
        if _OTHER.match(text, match.end()) or _DONE.search(before):
            continue
        found.append(_declared(text, match, before))
        if len(found) > 1 and found[-1].part and found[-2].appendix is None:  # the whole lies where its part does
            found[-2] = replace(found[-2], appendix=found[-1].appendix)
    return found


def _declared(text: str, match: re.Match[str], before: str) -> Declared:
    what: What = "groups" if match["group"] else "tasks" if "vụ" in match["what"].casefold() else "indicators"
    title = _TITLE.search(before)
    group = clean(title["title"]) if title and not _LEAD_IN.search(title["title"]) else None
    appendix = _APPENDIX.match(text, match.end())
    return Declared(what, int(match["count"]), clean(match.group()), group, _PART.search(before) is not None,
                    appendix["label"] if appendix else None, match.start())
