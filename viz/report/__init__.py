"""The report: one self-contained HTML file of every answer, each figure leading to its rows, each row to its words."""

from __future__ import annotations

from pathlib import Path

from graph.record import Record
from viz.redaction import persons, redactor
from viz.report.page import report_page
from viz.report.sections import SECTIONS
from viz.sources import Sources


def write_report(
    record: Record,
    output: str | Path,
    *,
    plan: str | list[str] | None = None,
    lang: str | None = None,
    redact: bool = False,
    as_of: str | None = None,
) -> list[str]:
    """Write the report; the titles of its sections are returned. `redact` leaves out the names of persons, as far as
    `viz.redaction` finds them; `as_of` is the day the calendar is seen from (ISO, default today)."""
    sources = Sources(record, plan, lang)
    sections = [made for make in SECTIONS if (made := make(sources, as_of)) is not None]
    if redact:
        _ = sources.translate
        sections[0].notes.append(_("Names of persons are left out where rules find them; some may remain."))
        redacted = redactor(persons(record), f"[{_('name left out')}]")
        page = report_page(sections, sources, redacted)
    else:
        page = report_page(sections, sources, str)
    Path(output).write_text(page, encoding="utf-8")
    return [section.title for section in sections]
