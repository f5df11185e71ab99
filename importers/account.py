"""The account an import ends with: rows seen and loaded, doubts, repairs, lost cells, counts declared and found."""

from __future__ import annotations

from collections import Counter
from typing import Any

from graph.rows import Flag, Place
from graph.text import fold
from graph.writing import Bundle, NodeFlag, Outcome
from importers.grammar.declared import Declared, read_declared
from importers.reading import Reading


def account_of(reading: Reading, bundle: Bundle) -> dict[str, Any]:
    """`tasks`, `indicators`, `sections` found, `declared` counts beside those found, `layouts` with the reason each was
    chosen, and how many flags of each code there are. A declared count unlike the found is flagged count_differs."""
    declared = [_held_against(d, p.place, bundle) for p in reading.body for d in read_declared(p.text)]
    found = Counter(node.label for node in bundle.nodes)
    return {
        "tasks": found["Task"],
        "indicators": found["Indicator"],
        "sections": found["Section"],
        "declared": declared,
        "layouts": [
            {"appendix": t.appendix, "kind": t.kind, "layout": t.layout, "reason": t.reason} for t in reading.tables
        ],
        "flags": dict(sorted(Counter(f.flag.code for f in bundle.flags).items())),
    }


def _held_against(declared: Declared, place: Place, bundle: Bundle) -> dict[str, Any]:
    found = _found(declared, bundle)
    if found is not None and found != declared.count:
        message = f"the text declares {declared.count} ({declared.words}); {found} were found"
        bundle.flags.append(NodeFlag(Flag("count_differs", message, place), bundle.document))
    return {
        "what": declared.what,
        "count": declared.count,
        "found": found,
        "words": declared.words,
        "source_line": place.line,
    }


def _found(declared: Declared, bundle: Bundle) -> int | None:
    """How many there are of what a count declares; None where it cannot be told which rows it means."""
    label = {"indicators": "Indicator", "tasks": "Task"}.get(declared.what)
    rows = [n for n in bundle.nodes if n.label == label and declared.appendix in (None, n.properties["appendix"])]
    if label is None or not rows:
        return None
    if declared.group is not None:
        sections = [
            n.id for n in bundle.nodes if n.label == "Section" and _same_title(declared.group, n.properties["title"])
        ]
        ids = {n.id for n in rows}
        held = [e for e in bundle.edges if e.type == "CONTAINS" and e.source in sections and e.target in ids]
        return len(held) if len(sections) == 1 else None
    if declared.part:
        parts = {e.source for e in bundle.edges if e.type == "PART_OF"}
        return sum(n.id in parts for n in rows)
    return len(rows)


def _same_title(group: str, title: object) -> bool:
    """Whether a heading is the group a count names ("Nhóm phát triển hạ tầng" / "PHÁT TRIỂN HẠ TẦNG")."""
    named = fold(group).removeprefix(fold("nhóm")).strip()
    return title is not None and fold(str(title)).strip() == named


def answer(bundle: Bundle, outcome: Outcome) -> dict[str, Any]:
    """One object of `remit import`."""
    account = bundle.account
    return {
        "document": bundle.document,
        "source_file": bundle.source_file,
        "result": outcome,
        "tasks": account["tasks"],
        "indicators": account["indicators"],
        "sections": account["sections"],
        "declared": account["declared"],
        "layouts": account["layouts"],
        "flags": [flag_object(flag) for flag in bundle.flags],
    }


def refused(source_file: str, message: str) -> dict[str, Any]:
    """The object of a file that could not be imported."""
    flag = {"code": "refused", "message": message, "source_line": None, "node": None}
    return {
        "document": None,
        "source_file": source_file,
        "result": "refused",
        "tasks": 0,
        "indicators": 0,
        "sections": 0,
        "declared": [],
        "layouts": [],
        "flags": [flag],
    }


def flag_object(entry: NodeFlag) -> dict[str, Any]:
    """A flag as the answers have it: with a line for text files, else page, table and row."""
    place = entry.flag.place
    where: dict[str, Any] = {"source_line": place.line}
    if place.line is None:
        where = {"source_page": place.page, "source_table": place.table, "source_row": place.row}
    return {
        "code": entry.flag.code,
        "level": entry.flag.level,
        "message": entry.flag.message,
        **where,
        "node": entry.node,
    }
