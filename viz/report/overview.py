"""The first section: what was read, who leads most in each document, and every task with who has it and by when."""

from __future__ import annotations

from typing import Any

from queries.status import documents
from queries.workload import workload
from viz.report.parts import Cell, Figure, Links, Section, Table, anchor, rows_of
from viz.sources import Sources, records, shorten, words


def overview(sources: Sources, as_of: str | None) -> Section:
    """The documents and what each brought; the tasks and sections they hold."""
    _ = sources.translate
    frame = documents(sources.record)
    if sources.plans is not None:
        frame = frame[frame["document"].isin(sources.plans)]
    section = Section("overview", _("Overview"))
    tasks, sections = list(sources.rows("Task").values()), list(sources.rows("Section").values())
    section.count(_("documents"), str(len(frame)))
    section.count(_("tasks"), str(len(tasks)), 1)
    if count := len(sources.frame("Indicator")):
        section.figures.append(Figure(_("indicators"), str(count), rows_of("indicators", 0)))
    section.count(_("sections"), str(len(sections)), 2)
    section.tables = [_documents(sources, records(frame)), _tasks(sources, tasks), _sections(sources, sections)]
    return section


def _documents(sources: Sources, rows: list[dict[str, Any]]) -> Table:
    _ = sources.translate
    issued = sources.frame("Document").set_index("id")["issued"]
    columns = [_("Document"), _("Title"), _("Issued"), _("Tasks"), _("Indicators"), _("Leads most (lead share)"),
               _("Entries in the account"), _("File")]  # fmt: skip
    cells: list[list[Cell]] = [
        [sources.document_name(r["document"]), shorten(words(r["title"]), 140), words(issued.get(r["document"])),
         int(r["tasks"]), int(r["indicators"]), _top_three(sources, r["document"]), int(r["flags"]), r["source_file"]]
        for r in rows
    ]  # fmt: skip
    return Table(_("Documents"), columns, cells, [str(r["document"]) for r in rows])


def _top_three(sources: Sources, plan: str) -> Links:
    """The three that lead most in a document; each leads to the lines that say so."""
    frame = workload(sources.record, plan=plan)
    leads = records(frame[frame["led"] > 0].head(3))
    return Links(tuple((f"{n}. {r['name']} ({r['lead_share']:.1f})", f"#{anchor(r['id'])}")
                       for n, r in enumerate(leads, 1)))  # fmt: skip


def _tasks(sources: Sources, rows: list[dict[str, Any]]) -> Table:
    _ = sources.translate
    columns = [_("Task"), _("Name"), _("Lead"), _("Coordinators"), _("Deliverable"), _("Deadline")]
    cells: list[list[Cell]] = [
        [sources.reference(r["id"]), shorten(words(r["name"]), 140), words(r["lead_text"]),
         shorten(words(r["coordinator_text"]), 80), shorten(words(r["deliverable"]), 80), words(r["deadline_text"])]
        for r in rows
    ]  # fmt: skip
    return Table(_("All tasks"), columns, cells, [r["id"] for r in rows], open=False)


def _sections(sources: Sources, rows: list[dict[str, Any]]) -> Table:
    _ = sources.translate
    columns = [_("Document"), _("Appendix"), _("Number"), _("Title")]
    cells: list[list[Cell]] = [
        [sources.document_name(words(r["document"])), words(r["appendix"]), words(r["number"]), words(r["title"])]
        for r in rows
    ]
    return Table(_("All sections"), columns, cells, [r["id"] for r in rows], open=False)
