"""The model, declared once: node labels, relationship types, their properties. Tables, exports, Neo4j constraints and
`docs/model.md` are all generated from this module."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["text", "integer", "number", "boolean", "date"]


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a node or relationship; a missing value is null. Dates are ISO 8601 text."""

    name: str
    kind: Kind
    about: str


@dataclass(frozen=True, slots=True)
class NodeType:
    """A node label. `shared` nodes are named by many documents; the others belong to the one they were read from."""

    label: str
    about: str
    properties: tuple[Property, ...]
    shared: bool = False


@dataclass(frozen=True, slots=True)
class EdgeType:
    """A relationship type: the pairs of labels it may join, and its properties besides the evidence."""

    type: str
    about: str
    ends: tuple[tuple[str, str], ...]
    properties: tuple[Property, ...] = ()


def _text(name: str, about: str) -> Property:
    return Property(name, "text", about)


def _date(name: str, about: str) -> Property:
    return Property(name, "date", about)


def _integer(name: str, about: str) -> Property:
    return Property(name, "integer", about)


EVIDENCE: Final = (
    _text("document", "id of the document it was read from"),
    _integer("source_line", "1-based line of the row's first printed cell (text files)"),
    _integer("source_page", "1-based page (files with pages)"),
    _integer("source_table", "1-based table or sheet in the file (office files)"),
    _integer("source_row", "1-based row in that table (office files)"),
)

_APPENDIX = _text("appendix", 'label of the appendix as printed ("II", "02")')
_SECTION = _text("section", 'path of the section the row stands in ("A.II", "2025.2")')
_NUMBER = _text("number", "number as printed, without a final full stop")
_LEAD = _text("lead_text", "words of the lead cell")
_COORDINATOR = _text("coordinator_text", "words of the coordinator cell")
_MEASURE = (
    _text("period", 'horizon or span of its column ("2030", "2025-2030"; ">2030" for what comes after)'),
    _text("text", "the cell, verbatim"),
    _text("operator", "ge, le, gt, lt, eq, range, or null for words without a number"),
    Property("value", "number", "the number, or the lower end of a range"),
    Property("value_high", "number", "the upper end of a range"),
    _text("unit", "unit of the number"),
)
_FOLDED = _text("name_folded", "the name in lower case without diacritics, for searching")

NODE_TYPES: Final = (
    NodeType(
        "Document",
        "A plan, resolution, decision, law, ... either imported or only cited by one that is.",
        (
            _text("number", 'number as printed ("101/KH-UBND"), null for a law cited by its title'),
            _text(
                "kind",
                "law, resolution, decree, decision, circular, directive, plan, action_programme, programme, "
                "letter, notice, other",
            ),
            _text("title", "title as printed"),
            _text("issuer", "who issued it"),
            _date("issued", "day of issue, null where the print leaves it blank"),
            _text("jurisdiction", 'province ("Thanh Hóa"), "Trung ương", or a commune ("xã A, tỉnh B")'),
            _text("status", "imported, cited"),
            Property("draft", "boolean", "printed without number or day, or marked as a draft"),
            _text("source_file", "base name of the imported file"),
            _text("sha256", "SHA-256 of the imported file's bytes"),
            _FOLDED,
        ),
        shared=True,
    ),
    NodeType(
        "Section",
        "A heading inside an appendix.",
        (_APPENDIX, _text("number", 'path of the heading ("A.I", "IV.1")'), _text("title", "its words")),
    ),
    NodeType(
        "Task",
        "A row of a task table.",
        (
            _APPENDIX,
            _SECTION,
            _NUMBER,
            _text("name", "what is to be done"),
            _LEAD,
            _COORDINATOR,
            _text("counterpart_text", "words of the cell naming the provincial counterpart of a ministry"),
            _text("deliverable", "the result the row asks for"),
            _text("deadline_text", "words of the deadline cell"),
            _text("scope", "size and content, where the table has the column"),
            _text("note", "note or legal basis, where the table has the column"),
            _integer("budget_vnd", "budget in Vietnamese dong"),
            _text("state", "open, done"),
            _date("start", "first day of the earliest hard period"),
            _date("due", "latest hard date, null where there is none"),
            _text("cadence", "once, ongoing, recurring, external"),
            _FOLDED,
        ),
    ),
    NodeType(
        "Indicator",
        "A row of an indicator table.",
        (
            _APPENDIX,
            _SECTION,
            _NUMBER,
            _text("name", "what is measured"),
            _text("unit", "unit as printed"),
            _text("baseline", "state before the plan, verbatim"),
            _LEAD,
            _COORDINATOR,
            _FOLDED,
        ),
    ),
    NodeType("Target", "What an indicator is to reach at a horizon.", _MEASURE),
    NodeType(
        "Result",
        "What an indicator was found to have reached.",
        (*_MEASURE, Property("met", "boolean", "met, not met, or null where the text does not say")),
    ),
    NodeType(
        "Milestone",
        "One date, period or rhythm of a task's deadline.",
        (
            _text("text", "the words it was read from"),
            _text("kind", "date, month, quarter, year, range, recurring, ongoing, done, external"),
            _date("start", "first day"),
            _date("end", "last day"),
            _text("part", 'the part of the task it belongs to ("(1)")'),
            _text("deliverable", "the result of that part, where one is named"),
            _text("period", 'the column it stood in ("2030-2035", ">2035")'),
            _integer("end_year", "year of the last day"),
            _text("end_quarter", 'quarter of the last day ("2026-Q2")'),
        ),
    ),
    NodeType(
        "Agency",
        "An organisation that can answer for something.",
        (
            _text("name", "canonical name"),
            _text(
                "kind",
                "ministry, department, police, military, committee, office, party, university, enterprise, "
                "court, bank, other",
            ),
            _text("level", "central, provincial, district, commune"),
            _text("jurisdiction", 'province, "Trung ương", or a commune'),
            _text("archetype", "the same for one department in every province"),
            _date("dissolved", "day it ceased to exist"),
            _FOLDED,
        ),
        shared=True,
    ),
    NodeType(
        "AgencyGroup",
        "A collective phrase: everyone, and so far no one.",
        (_text("name", "the phrase"), _text("jurisdiction", "the province or commune whose plans use it"), _FOLDED),
        shared=True,
    ),
)

_RANK = (_integer("rank", "1 for the first named"), _text("text", "the words in the cell"))
_DATE_TEXT = (_text("date_text", "the date as printed there"), _text("text", "the words that state it"))
_DD = (("Document", "Document"),)

EDGE_TYPES: Final = (
    EdgeType(
        "IMPLEMENTS",
        "carries out the other document; from a section: its tasks were given there",
        (("Document", "Document"), ("Section", "Document")),
        _DATE_TEXT,
    ),
    EdgeType("AMENDS", "changes the other document", _DD, _DATE_TEXT),
    EdgeType("REPLACES", "takes the other document's place", _DD, _DATE_TEXT),
    EdgeType("PROMULGATES", "puts the other document into force", _DD, _DATE_TEXT),
    EdgeType("GUIDES", "guides others in carrying out the other document", _DD, _DATE_TEXT),
    EdgeType("CITES", "names the other document", (("Document", "Document"), ("Task", "Document")), _DATE_TEXT),
    EdgeType(
        "CONTAINS",
        "holds the section, task or indicator",
        (
            ("Document", "Section"),
            ("Document", "Task"),
            ("Document", "Indicator"),
            ("Section", "Section"),
            ("Section", "Task"),
            ("Section", "Indicator"),
        ),
    ),
    EdgeType("PART_OF", "is a part of", (("Task", "Task"), ("Agency", "Agency"))),
    EdgeType("LEADS", "leads the task", (("Agency", "Task"), ("AgencyGroup", "Task")), _RANK),
    EdgeType(
        "COORDINATES",
        "coordinates in the task or indicator",
        (("Agency", "Task"), ("AgencyGroup", "Task"), ("Agency", "Indicator"), ("AgencyGroup", "Indicator")),
        _RANK,
    ),
    EdgeType(
        "COUNTERPART_FOR", "the provincial agency that answers for a ministry-led task", (("Agency", "Task"),), _RANK
    ),
    EdgeType("TRACKS", "follows the indicator", (("Agency", "Indicator"), ("AgencyGroup", "Indicator")), _RANK),
    EdgeType("MEMBER_OF", "belongs to the group, as far as its plans show", (("Agency", "AgencyGroup"),)),
    EdgeType(
        "SUCCEEDED_BY",
        "was succeeded by",
        (("Agency", "Agency"),),
        (
            _date("on", "first day of the successor"),
            _text("basis", "the act it rests on, or that none is known yet"),
            Property("share", "number", "the part of the duties that went there, 0 to 1"),
        ),
    ),
    EdgeType("DUE", "has the milestone", (("Task", "Milestone"),)),
    EdgeType("HAS_TARGET", "has the target", (("Indicator", "Target"),)),
    EdgeType("HAS_RESULT", "has the result", (("Indicator", "Result"),)),
    EdgeType(
        "DEPENDS_ON",
        "cannot go on without the other task",
        (("Task", "Task"),),
        (
            _text("origin", "declared, stated, inferred"),
            _text("rule", "the rule that found it"),
            Property("confidence", "number", "0 to 1; 1 for declared"),
            _text("link", "FS, SS, FF, SF"),
            _integer("lag_days", "days between"),
            _text("text", "the words that state it"),
        ),
    ),
    EdgeType(
        "OVERLAPS",
        "asks for the same duty",
        (("Task", "Task"),),
        (
            Property("similarity", "number", "0 to 1"),
            _text("reasons", "why, joined by '; '"),
            _text("judgement", "candidate, confirmed, rejected"),
            _text("level", "same, overlapping"),
        ),
    ),
    EdgeType(
        "SAME_MEASURE",
        "measures the same",
        (("Indicator", "Indicator"),),
        (
            Property("similarity", "number", "0 to 1"),
            _text("reasons", "why, joined by '; '"),
            _text("judgement", "candidate, confirmed, rejected"),
        ),
    ),
)

NODES: Final = {node.label: node for node in NODE_TYPES}
EDGES: Final = {edge.type: edge for edge in EDGE_TYPES}


def node_properties(label: str) -> tuple[Property, ...]:
    """All properties of a label, its own first, then the evidence."""
    return (*NODES[label].properties, *EVIDENCE)


def edge_properties(type_: str) -> tuple[Property, ...]:
    """All properties of a relationship type, its own first, then the evidence."""
    return (*EDGES[type_].properties, *EVIDENCE)
