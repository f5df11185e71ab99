"""Tasks and indicators as points: what kind they are, what is said of them when one is chosen."""

from __future__ import annotations

from typing import Any

from queries.language import Translate
from viz.picture import GREEN, GREY, PURPLE, VERMILLION, Kind, Point
from viz.sources import Sources, present, words


def task_kinds(translate: Translate) -> list[Kind]:
    """The legend's entries for tasks: with a day to be held to, without one, done."""
    _ = translate
    return [
        Kind("task_dated", _("task with a date"), VERMILLION),
        Kind("task_undated", _("task without a date"), PURPLE, shape="diamond"),
        Kind("task_done", _("task done"), GREEN, shape="square"),
    ]


def indicator_kind(translate: Translate) -> Kind:
    """The legend's entry for indicators."""
    return Kind("indicator", translate("indicator"), GREY, shape="triangle")


def task_kind(row: dict[str, Any]) -> str:
    """The key of the legend's entry a task stands under."""
    if words(row.get("state")) == "done":
        return "task_done"
    return "task_dated" if present(row.get("due")) else "task_undated"


def task_facts(sources: Sources, row: dict[str, Any]) -> list[tuple[str, str]]:
    """What a task's row says, as pairs of a heading and words; empty cells are left out."""
    _ = sources.translate
    pairs = [
        (_("Reference"), sources.reference(row["id"])),
        (_("Lead"), words(row.get("lead_text"))),
        (_("Coordinators"), words(row.get("coordinator_text"))),
        (_("Counterpart"), words(row.get("counterpart_text"))),
        (_("Deliverable"), words(row.get("deliverable"))),
        (_("Deadline"), words(row.get("deadline_text"))),
        (_("Due"), words(row.get("due"))),
        (_("Scope"), words(row.get("scope"))),
        (_("Note"), words(row.get("note"))),
    ]
    return [(name, text) for name, text in pairs if text]


def task_point(sources: Sources, row: dict[str, Any], x: float, y: float, *, size: float = 4) -> Point:
    """A task as a small point labelled with its number."""
    id_ = row["id"]
    label = words(row.get("number"))
    return Point(
        id_, task_kind(row), label, x, y, size, words(row.get("name")), font=4,
        facts=task_facts(sources, row), evidence=sources.evidence(id_, row),
    )  # fmt: skip


def indicator_facts(sources: Sources, row: dict[str, Any]) -> list[tuple[str, str]]:
    """What an indicator's row says."""
    _ = sources.translate
    pairs = [
        (_("Reference"), sources.reference(row["id"])),
        (_("Tracked by"), words(row.get("lead_text"))),
        (_("Unit"), words(row.get("unit"))),
        (_("Baseline"), words(row.get("baseline"))),
    ]
    return [(name, text) for name, text in pairs if text]


def document_facts(sources: Sources, row: dict[str, Any]) -> list[tuple[str, str]]:
    """What is known of a document."""
    _ = sources.translate
    pairs = [
        (_("Number"), words(row.get("number"))),
        (_("Title"), words(row.get("title"))),
        (_("Issuer"), words(row.get("issuer"))),
        (_("Issued"), words(row.get("issued"))),
        (_("File"), sources.files.get(row["id"], "")),
    ]
    return [(name, text) for name, text in pairs if text]
