"""Short headings for tables on a terminal; data formats keep the names of the contract."""

from __future__ import annotations

HEADINGS = {
    "a_name": "one",
    "a_reference": "one",
    "b_name": "other",
    "b_reference": "other",
    "busiest_month": "busiest month",
    "busiest_month_deadlines": "in it",
    "because": "reason",
    "children_references": "became",
    "critical": "critical",
    "decided_at": "when",
    "driving_predecessor": "waits for",
    "duration_days": "days",
    "early_finish": "early finish",
    "early_start": "early start",
    "group": "no.",
    "hard_deadlines": "deadlines",
    "late_finish": "late finish",
    "late_start": "late start",
    "lead_share": "share",
    "led_alone": "alone",
    "led_jointly": "jointly",
    "parent_name": "task",
    "parent_reference": "task of the parent",
    "share_of_leads": "of all leads",
    "source_file": "file",
    "source_line": "line",
    "total_slack_days": "slack",
}


def heading(column: str) -> str:
    """The heading of a column in English, to be translated."""
    return HEADINGS.get(column, column.replace("_", " "))


LINKS = {
    "AMENDS": "amends",
    "CITES": "cites",
    "CONTAINS": "contains",
    "COORDINATES": "coordinates",
    "COUNTERPART_FOR": "answers for",
    "DEPENDS_ON": "waits for",
    "DUE": "is due",
    "GUIDES": "guides the carrying out of",
    "HAS_RESULT": "has the result",
    "HAS_TARGET": "has the target",
    "IMPLEMENTS": "carries out",
    "LEADS": "leads",
    "MEMBER_OF": "is a member of",
    "OVERLAPS": "overlaps",
    "PART_OF": "is part of",
    "PROMULGATES": "puts into force",
    "REPLACES": "replaces",
    "SAME_MEASURE": "measures the same as",
    "SUCCEEDED_BY": "was succeeded by",
    "TRACKS": "tracks",
}


def words_of(type_: str, *, upward: bool = False) -> str:
    """A relationship as a table or page says it in English, to be translated; `upward` goes from what is contained."""
    if upward and type_ == "CONTAINS":
        return "is contained in"
    return LINKS.get(type_, type_)
