"""Reporting duties that the running text lays on agencies, outside any table."""

from __future__ import annotations

import re

from graph.writing import Duty
from importers.assemble.body import Passage
from importers.grammar.agencies import read_agencies
from importers.grammar.duties import read_duties

_HEADING = re.compile(r"^\d+(?:\.\d+)*[.)]\s+(?P<name>.+)$")
_LONGEST_HEADING = 160


def duties_of(body: list[Passage], jurisdiction: str | None) -> list[Duty]:
    """The duties in reading order. Whose they are is said by the numbered heading above ("4. Các sở, ban, ngành") or by
    the beginning of the passage itself; where neither names an agency the duty stays nobody's."""
    found: list[Duty] = []
    heading = ""
    for passage in body:
        match = _HEADING.match(passage.text)
        if match and len(passage.text) <= _LONGEST_HEADING:
            heading = match.group("name")
        for duty in read_duties(passage.text):
            begin = max(passage.text.find(duty.text), 0)
            own = (match.group("name") if match else passage.text)[:_LONGEST_HEADING]
            named = read_agencies(heading, jurisdiction) or read_agencies(own.split(",")[0], jurisdiction)
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
