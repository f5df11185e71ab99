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
