"""The account an import ends with: rows seen and loaded, doubts, repairs, lost cells, counts declared and found."""

from __future__ import annotations

from collections import Counter
from typing import Any

from graph.writing import Bundle, NodeFlag, Outcome
from importers.grammar.declared import read_declared
from importers.reading import Reading


def account_of(reading: Reading, bundle: Bundle) -> dict[str, Any]:
    """`tasks`, `indicators`, `sections` found, `declared` counts beside those found, `layouts` with the reason each was
    chosen, and how many flags of each code there are."""
    found = Counter(node.label for node in bundle.nodes)
    return {
        "tasks": found["Task"],
        "indicators": found["Indicator"],
        "sections": found["Section"],
        "declared": [
            {"what": d.what, "count": d.count, "words": d.words, "source_line": p.place.line}
            for p in reading.body
            for d in read_declared(p.text)
        ],
        "layouts": [
            {"appendix": t.appendix, "kind": t.kind, "layout": t.layout, "reason": t.reason} for t in reading.tables
        ],
        "flags": dict(sorted(Counter(f.flag.code for f in bundle.flags).items())),
    }


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
