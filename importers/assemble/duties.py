"""Reporting duties that the running text lays on agencies, outside any table."""

from __future__ import annotations

import re

from graph.identity.lexicon import head_at
from graph.identity.words import tokens
from graph.writing import Duty
from importers.assemble.body import Passage
from importers.grammar.agencies import Mention, read_agencies
from importers.grammar.duties import read_duties

_HEADING = re.compile(r"^\d+(?:\.\d+)*[.)]\s+(?P<name>.+)$")
_LONGEST_HEADING = 160
_WORK = re.compile(
    r"\b(?:tập trung|có trách nhiệm|chịu trách nhiệm|chủ trì|chủ động|chỉ đạo|tổ chức|định kỳ|báo cáo|gửi|căn cứ|"
    r"phối hợp|theo|xây dựng|triển khai|thực hiện|hằng|hàng|trước|kịp thời|đôn đốc|tham mưu|tổng hợp|là)\b",
    re.IGNORECASE,
)
"""Words with which a passage goes on from whose work it is to the work."""


def duties_of(body: list[Passage], jurisdiction: str | None) -> list[Duty]:
    """The duties in reading order. Whose they are is said by the numbered heading above ("4. Các sở, ban, ngành") or by
    the beginning of the passage itself; a numbered passage has no heading but itself. Where neither names an agency the
    duty stays nobody's."""
    found: list[Duty] = []
    heading = ""
    for passage in body:
        match = _HEADING.match(passage.text)
        if match:
            heading = match.group("name") if len(passage.text) <= _LONGEST_HEADING else ""
        for duty in read_duties(passage.text):
            begin = max(passage.text.find(duty.text), 0)
            own = _WORK.split(match.group("name") if match else passage.text, maxsplit=1)[0][:_LONGEST_HEADING]
            named = _agencies(heading, jurisdiction) or _agencies(own, jurisdiction)
            found.append(
                Duty(
                    text=duty.text,
                    what=duty.what,
                    frequency=duty.frequency,
                    agencies="; ".join(mention.name for mention in named),
                    source_line=passage.place_at(begin).line,
                )
            )
    return found


def _agencies(text: str, jurisdiction: str | None) -> list[Mention]:
    """Who a heading or the beginning of a passage names: what a head of an agency's name or a collective begins."""
    found = read_agencies(text, jurisdiction)
    return [m for m in found if (m.known and m.doubt is None) or head_at(tokens(m.name), 0) is not None]
