"""A recovered table to its sections, tasks and indicators, and the order they stand in."""

from __future__ import annotations

import re
from dataclasses import replace

from graph.rows import Heading, Place, Role, Row, Table
from importers.assemble.builder import Builder
from importers.assemble.cells import link_agencies
from importers.assemble.citing import Citing
from importers.assemble.indicators import add_indicator
from importers.assemble.tasks import TaskFacts, add_task
from importers.grammar.agencies import read_agencies

_ADDRESSED = re.compile(r"(?:giao|đối với|nhiệm vụ (?:của|giao)|trách nhiệm (?:của )?)\s*", re.IGNORECASE)
_COVERED = 0.8
"""Share of a title that names of agencies take where it is nothing else."""
_YEAR = re.compile(r"\b(20\d\d)\b")


class TableAssembly:
    """One table: headings become sections inside its appendix, rows hang on the last heading before them."""

    def __init__(self, builder: Builder, citing: Citing, table: Table, horizon: str | None) -> None:
        self.builder, self.citing, self.table = builder, citing, table
        self.horizon = _last_year(table.title) or horizon
        self.sections: list[tuple[str, str]] = []
        self.answering: dict[str, Heading] = {}
        self.tasks: list[TaskFacts] = []
        self.ids: list[str] = []

    def run(self) -> None:
        """Add everything; `ids` then holds a node id for each entry of the table, `tasks` the tasks in order."""
        top = self._appendix_section()
        for entry in self.table.entries:
            if isinstance(entry, Heading):
                self.ids.append(self._heading(entry, top))
            else:
                self.ids.append(self._row(entry, top))
            for flag in entry.flags:
                self.builder.flag(flag.code, flag.message, flag.place, self.ids[-1], flag.level)
        for flag in self.table.flags:
            self.builder.flag(flag.code, flag.message, flag.place, top, flag.level)

    def _appendix_section(self) -> str:
        """The appendix as a section of its own, so that its title can say whose tasks these are."""
        table = self.table
        if table.appendix is None and table.title is None:
            return self.builder.document
        id_ = self.builder.id_for("section", table.appendix, name=table.title)
        place = table.opens or table.place
        self.builder.add("Section", id_, {"appendix": table.appendix, "number": None, "title": table.title}, place)
        self.builder.link(self.builder.document, "CONTAINS", id_, place)
        self.citing.implemented_by_section(id_, table.title, table.title_place or place)
        return id_

    def _heading(self, heading: Heading, top: str) -> str:
        id_ = self.builder.id_for("section", heading.appendix, heading.path, name=heading.title)
        number = heading.path if heading.path != heading.title else None
        self.builder.add(
            "Section", id_, {"appendix": heading.appendix, "number": number, "title": heading.title}, heading.place
        )
        while self.sections and not heading.path.startswith(self.sections[-1][0] + "."):
            self.sections.pop()
        parent = self.sections[-1][1] if self.sections else top
        self.builder.link(parent, "CONTAINS", id_, heading.place)
        self.sections.append((heading.path, id_))
        if self._names_agencies(heading.title):
            self.answering[id_] = heading
        self.citing.implemented_by_section(id_, heading.title, heading.place)
        return id_

    def _names_agencies(self, title: str | None) -> bool:
        """Whether a heading consists of the agencies whose tasks stand below it."""
        text = _addressed(title or "")
        named = read_agencies(text, self.builder.jurisdiction)
        known = bool(named) and all(mention.known and mention.doubt is None for mention in named)
        return known and sum(len(mention.text) for mention in named) >= _COVERED * len(text)

    def _lead_above(self) -> Heading | None:
        """The heading that says who leads the tasks under it, in a table without a column for that."""
        if any(column.role in (Role.LEAD, Role.COUNTERPART) for column in self.table.columns):
            return None
        return next((self.answering[id_] for _, id_ in reversed(self.sections) if id_ in self.answering), None)

    def _row(self, row: Row, top: str) -> str:
        container = self.sections[-1][1] if self.sections else top
        if row.kind == "indicator":
            id_ = add_indicator(self.builder, self.table.columns, row, self.horizon)
        else:
            facts = add_task(self.builder, self.citing, self.table.columns, row)
            id_ = facts.id
            self._part_of(facts, row.place)
            above = self._lead_above()
            if above:
                leads = link_agencies(self.builder, _addressed(above.title or ""), "LEADS", id_, above.place)
                facts = replace(facts, leads=tuple(leads))
                message = f"who leads stands in the heading above: {above.title}"
                self.builder.flag("lead_from_heading", message, row.place, id_, "repair")
            self.tasks.append(facts)
        self.builder.link(container, "CONTAINS", id_, row.place)
        return id_

    def _part_of(self, facts: TaskFacts, place: Place) -> None:
        if facts.row.parent is None:
            return
        for earlier in reversed(self.tasks):
            if earlier.row.number == facts.row.parent:
                self.builder.link(facts.id, "PART_OF", earlier.id, place)
                return
        self.builder.flag("parent_missing", f"no row {facts.row.parent} stands above it", place, facts.id)


def _addressed(title: str) -> str:
    """A title without the words that address those it names ('Giao Sở Nội vụ:')."""
    match = _ADDRESSED.match(title)
    return title[match.end() if match else 0 :].rstrip(" :.")


def _last_year(text: str | None) -> str | None:
    found = _YEAR.findall(text or "")
    return found[-1] if found else None
