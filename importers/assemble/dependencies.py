"""What a document itself says of the order of its tasks: predecessor columns (declared), parts of a task and stages of
one project (stated). What a text states without naming a row of its own document is left to the question. A list with
a predecessor column is taken at its word: nothing is read out of the numbers and names of its rows."""

from __future__ import annotations

import re

from graph.rows import Role, Table
from graph.text import fold
from graph.writing import StatedDependency
from importers.assemble.builder import Builder
from importers.assemble.tasks import TaskFacts
from importers.grammar.dependencies import read_stated
from importers.grammar.predecessors import read_predecessors

_STAGE_NUMBER = re.compile(r"giai đoạn\s+(\d)\b", re.IGNORECASE)
_STAGE = re.compile(r"\(?\s*giai đoạn\s+\d+\s*\)?\.?", re.IGNORECASE)


def add_dependencies(builder: Builder, table: Table, tasks: list[TaskFacts]) -> None:
    """Add DEPENDS_ON between the tasks of a table; a predecessor that is no row of it goes to the account."""
    if _declares(table):
        _declared(builder, table, tasks)
        return
    _parts(builder, tasks)
    _stages(builder, tasks)


def stated_in(table: Table, tasks: list[TaskFacts]) -> list[StatedDependency]:
    """What the rows of a table state of what they wait for, wherever that is done."""
    found: list[StatedDependency] = []
    if _declares(table):
        return found
    for facts in tasks:
        cells = facts.cells
        texts = [cells.text(role) for role in (Role.NAME, Role.DELIVERABLE, Role.DEADLINE, Role.SCOPE, Role.NOTE)]
        texts += [cell for _, cell in cells.all(Role.PERIOD)]
        place = facts.row.place.line
        parts: set[str | None] = set()
        for one in dict.fromkeys(one for text in texts if text for one in read_stated(text)):
            if one.rule == "part":  # a part of the work, its product and its date are one
                if one.part in parts:
                    continue
                parts.add(one.part)
            found.append(StatedDependency(facts.id, one.rule, one.words, one.actor, one.act, one.object, place))
    return found


def _declares(table: Table) -> bool:
    return any(column.role is Role.DEPENDS_ON for column in table.columns)


def _declared(builder: Builder, table: Table, tasks: list[TaskFacts]) -> None:
    by_number = {facts.row.number: facts for facts in reversed(tasks) if facts.row.number}
    numbers = frozenset(n for n in by_number if n)
    for facts in tasks:
        text = facts.cells.text(Role.DEPENDS_ON)
        for named in read_predecessors(text, numbers) if text else ():
            target = by_number.get(named.number)
            if target is None:
                message = f"depends on {named.number}, which is no task of this list"
                builder.flag("dangling_dependency", message, facts.row.place, facts.id)
                continue
            builder.link(
                facts.id, "DEPENDS_ON", target.id, facts.row.place, origin="declared", rule="column",
                confidence=1.0, link=named.link, lag_days=named.lag_days, text=named.text,
            )  # fmt: skip


def _parts(builder: Builder, tasks: list[TaskFacts]) -> None:
    """A task is done when its subtasks are: it finishes no earlier than each (finish to finish)."""
    by_id = {facts.id: facts for facts in tasks}
    for edge in [e for e in builder.edges if e.type == "PART_OF" and e.source in by_id]:
        facts = by_id[edge.source]
        builder.link(
            edge.target, "DEPENDS_ON", edge.source, facts.row.place, origin="stated", rule="subtask",
            confidence=1.0, link="FF", lag_days=0, text=facts.row.number,
        )  # fmt: skip


def _stages(builder: Builder, tasks: list[TaskFacts]) -> None:
    """A second stage waits for the first of the same project, where both are rows of the table."""
    by_project: dict[tuple[str, int], TaskFacts] = {}
    waiting: list[tuple[TaskFacts, str, int, str]] = []
    for facts in tasks:
        name = facts.cells.text(Role.NAME) or ""
        for stated in read_stated(name):
            if stated.rule == "stage" and stated.stage is not None:
                waiting.append((facts, fold(_STAGE.sub("", name)).strip(), stated.stage, stated.words))
        stage = _STAGE_NUMBER.search(name) if "đoạn" in name.casefold() else None
        if stage:
            by_project[fold(_STAGE.sub("", name)).strip(), int(stage.group(1))] = facts
    for facts, project, stage_number, words in waiting:
        earlier = by_project.get((project, stage_number))
        if earlier is not None and earlier.id != facts.id:
            builder.link(
                facts.id, "DEPENDS_ON", earlier.id, facts.row.place, origin="stated", rule="stage",
                confidence=1.0, link="FS", lag_days=0, text=words,
            )  # fmt: skip
