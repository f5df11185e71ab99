"""A record made of rows that a test writes out, without a document: for checks that look at rows and links."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph.elements import Edge, Node
from graph.record import Record
from graph.rows import Flag, Place
from graph.text import bare
from graph.writing import Bundle, NodeFlag, write

PLAN = "doc:kim-son:1-kh-ubnd:2030"
_DUTIES = {"lead": "LEADS", "coordinator": "COORDINATES", "counterpart": "COUNTERPART_FOR", "tracker": "TRACKS"}


def made(
    path: Path,
    *,
    tasks: list[dict[str, Any]] | None = None,
    indicators: list[dict[str, Any]] | None = None,
    cites: list[dict[str, Any]] | None = None,
    agencies: dict[str, dict[str, Any]] | None = None,
    members: list[tuple[str, str]] | None = None,
    flags: list[tuple[str, str, str | None]] | None = None,
    declared: list[dict[str, Any]] | None = None,
    issued: str | None = "2030-05-25",
    plan: str = PLAN,
    record: Record | None = None,
) -> Record:
    """A plan of the province "Kim Sơn" of 25/5/2030 with rows as given.

    A task: properties of Task, and `lead`, `coordinator`, `counterpart` (names, joined by ';'; 'các ...' is a group),
    `due` (a day), `deadline` (a kind of milestone), `milestones` (dicts), `part_of` (a number), `section_id`.
    An indicator: properties of Indicator, `tracker`, `targets` and `results` (period -> properties).
    `agencies`: properties over those of a department of the province; `flags`: (code, message, number of a task)."""
    record = record or Record.open(path / "made.db")
    build = _Build(plan, agencies or {})
    number = plan.split(":")[2].replace("-", "/", 1).upper()
    properties = {"number": number, "kind": "plan", "issued": issued, "jurisdiction": "Kim Sơn"}
    build.add(plan, "Document", {**properties, "status": "imported", "source_file": "made.txt"})
    for line, task in enumerate(tasks or [], 1):
        build.task(line, dict(task))
    for line, indicator in enumerate(indicators or [], 1001):
        build.indicator(line, dict(indicator))
    for cited in cites or []:
        build.cite(dict(cited))
    for agency, group in members or []:
        build.link(build.holder(agency), build.holder(group), "MEMBER_OF")
    account = {"tasks": 0, "indicators": 0, "sections": 0, "flags": {}, "layouts": [], "declared": declared or []}
    remarks = [
        NodeFlag(Flag(code, message, Place(line=7)), f"task:{plan[4:]}:i:{number}" if number else None)
        for code, message, number in flags or []
    ]
    bundle = Bundle(plan, "made.txt", plan, "txt", "{}", account, build.nodes, list(build.edges.values()), remarks)
    write(record, bundle)
    for node in bundle.nodes:  # a cited document's day is otherwise settled among the plans that cite it
        if node.label == "Document" and node.properties.get("issued"):
            record.connection.execute(
                'UPDATE "Document" SET issued = ? WHERE id = ?', (node.properties["issued"], node.id)
            )
    return record


class _Build:
    def __init__(self, plan: str, agencies: dict[str, dict[str, Any]]) -> None:
        self.plan, self.agencies = plan, agencies
        self.nodes: list[Node] = []
        self.edges: dict[tuple[str, str, str], Edge] = {}
        self.known: set[str] = set()

    def add(self, id_: str, label: str, properties: dict[str, Any]) -> str:
        if id_ not in self.known:
            self.known.add(id_)
            self.nodes.append(Node(id_, label, properties))
        return id_

    def link(self, source: str, target: str, type_: str, **properties: Any) -> None:
        self.edges[source, target, type_] = Edge(source, target, type_, {"document": self.plan, **properties})

    def holder(self, name: str) -> str:
        if name.startswith("các "):
            return self.add(f"group:kim-son:{name.replace(' ', '-')}", "AgencyGroup", {"name": name})
        own = {
            "name": name,
            "name_folded": bare(name),
            "kind": "department",
            "level": "provincial",
            "jurisdiction": "Kim Sơn",
        }
        return self.add(f"agency:kim-son:{name}", "Agency", {**own, **self.agencies.get(name, {})})

    def duties(self, row: dict[str, Any], id_: str) -> None:
        for key, type_ in _DUTIES.items():
            for rank, name in enumerate(filter(None, (row.pop(key, None) or "").split(";")), 1):
                self.link(self.holder(name), id_, type_, rank=rank)
                if key in ("lead", "tracker"):
                    row["lead_text"] = "; ".join(filter(None, (row.get("lead_text"), name)))

    def task(self, line: int, row: dict[str, Any]) -> None:
        number = row.get("number") or str(line)
        id_ = f"task:{self.plan[4:]}:i:{number}"
        self.duties(row, id_)
        milestones = list(row.pop("milestones", ()))
        day, rhythm, whole = row.get("due"), row.pop("deadline", None), row.pop("part_of", None)
        if day:
            milestones.append({"kind": "date", "end": day, "text": day})
        if rhythm:
            milestones.append({"kind": rhythm, "text": rhythm})
        base = {"appendix": "I", "number": number, "state": "open", "document": self.plan, "source_line": line}
        self.add(id_, "Task", {**base, **row})
        self.link(self.plan, id_, "CONTAINS")
        for n, milestone in enumerate(milestones):
            self.add(f"{id_}:m{n}", "Milestone", {"document": self.plan, **milestone})
            self.link(id_, f"{id_}:m{n}", "DUE")
        if whole:
            self.link(id_, f"task:{self.plan[4:]}:i:{whole}", "PART_OF")

    def indicator(self, line: int, row: dict[str, Any]) -> None:
        number = row.get("number") or str(line)
        id_ = f"indicator:{self.plan[4:]}:ii:{row.get('section', '-')}:{number}"
        self.duties(row, id_)
        for key, type_, label in (("targets", "HAS_TARGET", "Target"), ("results", "HAS_RESULT", "Result")):
            for period, value in row.pop(key, {}).items():
                properties = (
                    value if isinstance(value, dict) else {"text": str(value), "operator": "eq", "value": value}
                )
                unit = {"unit": row.get("unit")}
                found = self.add(
                    f"{id_}:{label}:{period}", label, {**unit, "period": period, "document": self.plan, **properties}
                )
                self.link(id_, found, type_)
        base = {"appendix": "II", "number": number, "document": self.plan, "source_line": line}
        self.add(id_, "Indicator", {**base, **row})
        self.link(self.plan, id_, "CONTAINS")

    def cite(self, row: dict[str, Any]) -> None:
        replaced_by, type_ = row.pop("replaced_by", None), row.pop("type", "CITES")
        id_ = self.add(f"doc:trung-uong:{row['number']}", "Document", {"status": "cited", **row})
        self.link(self.plan, id_, type_)
        if replaced_by:
            new = self.add(f"doc:trung-uong:{replaced_by['number']}", "Document", {"status": "cited", **replaced_by})
            self.link(new, id_, "REPLACES")
