"""A task row to its node, milestones, agencies and citations."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph.rows import Column, Place, Role, Row
from graph.text import clean_or_none, fold
from importers.assemble.builder import Builder
from importers.assemble.cells import Cells, link_agencies
from importers.assemble.citing import Citing
from importers.grammar.deadlines import Deadline, read_deadline, read_period_cells
from importers.grammar.targets import read_number

_MULTIPLES = {"triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000, "nghìn": 1_000, "ngàn": 1_000}


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What the rows below a task need to know of it."""

    id: str
    row: Row
    cells: Cells
    leads: tuple[str, ...]


def add_task(builder: Builder, citing: Citing, columns: tuple[Column, ...], row: Row) -> TaskFacts:
    """Add the task, what hangs on it, and its links to agencies and documents."""
    cells = Cells(columns, row)
    name, deliverable = cells.text(Role.NAME), cells.text(Role.DELIVERABLE)
    deadline = _deadline(cells, deliverable)
    id_ = builder.id_for("task", row.appendix, row.section, row.number, name=name)
    builder.add(
        "Task",
        id_,
        {
            "appendix": row.appendix,
            "section": row.section,
            "number": row.number,
            "name": name,
            "lead_text": cells.text(Role.LEAD),
            "coordinator_text": cells.text(Role.COORDINATOR),
            "counterpart_text": cells.text(Role.COUNTERPART),
            "deliverable": deliverable,
            "deadline_text": cells.text(Role.DEADLINE) or _span_text(cells),
            "scope": cells.text(Role.SCOPE),
            "note": clean_or_none(cells.text(Role.NOTE)),
            "budget_vnd": _budget(builder, cells, id_, row.place),
            "state": _state(cells.text(Role.STATUS)) or deadline.state,
            "start": deadline.start.isoformat() if deadline.start else None,
            "due": deadline.due.isoformat() if deadline.due else None,
            "cadence": deadline.cadence,
        },
        row.place,
    )
    if name is None:
        builder.flag("cell_lost", "the row has no name", row.place, id_, "lost")
    _milestones(builder, id_, deadline, row.place)
    if deadline.unread:
        builder.flag("unread_deadline", f"not understood as a deadline: {_deadline_words(cells)}", row.place, id_)
    for doubt in deadline.doubts:
        builder.flag("deadline_doubt", doubt, row.place, id_)
    leads = link_agencies(builder, cells.text(Role.LEAD), "LEADS", id_, row.place)
    link_agencies(builder, cells.text(Role.COORDINATOR), "COORDINATES", id_, row.place)
    link_agencies(builder, cells.text(Role.COUNTERPART), "COUNTERPART_FOR", id_, row.place)
    for role in (Role.NAME, Role.SCOPE, Role.NOTE, Role.DELIVERABLE):
        citing.cite(id_, cells.text(role), row.place)
    return TaskFacts(id_, row, cells, tuple(leads))


def _deadline(cells: Cells, deliverable: str | None) -> Deadline:
    printed = read_deadline(cells.text(Role.DEADLINE), deliverable=deliverable)
    if printed.milestones:  # marks in period columns beside it only say again when
        return printed
    periods = {column.period or column.heading: cell for column, cell in cells.all(Role.PERIOD)}
    if periods:
        return read_period_cells(periods, deliverable)
    end = read_deadline(cells.text(Role.END), deliverable=deliverable)
    open_ended = not cells.text(Role.DEADLINE) and not cells.text(Role.END)
    if open_ended or (end.milestones and end.due is None):  # nothing but a start, or 'Thường xuyên' from a day on
        start = read_deadline(cells.text(Role.START))
        return replace(end, start=min((m.start for m in start.milestones if m.start), default=None))
    return read_deadline(cells.text(Role.DEADLINE) or _span_text(cells), deliverable=deliverable)


def _span_text(cells: Cells) -> str | None:
    """Start and end columns as one wording."""
    start, end = cells.text(Role.START), cells.text(Role.END)
    return f"{start} - {end}" if start and end else end or None


def _deadline_words(cells: Cells) -> str:
    periods = [cell for _, cell in cells.all(Role.PERIOD)]
    return "; ".join(periods) or cells.text(Role.DEADLINE) or ""


def _state(status: str | None) -> str | None:
    if status is None:
        return None
    done = ("đã hoàn thành", "hoàn thành", "xong", "done", "completed", "closed", "finished")
    return "done" if fold(status) in {fold(word) for word in done} else "open"


def _milestones(builder: Builder, task: str, deadline: Deadline, place: Place) -> None:
    for ordinal, milestone in enumerate(deadline.milestones, 1):
        id_ = f"milestone:{task.removeprefix('task:')}:{ordinal}"
        end = milestone.end
        builder.add(
            "Milestone",
            id_,
            {
                "text": milestone.text,
                "kind": milestone.kind,
                "start": milestone.start.isoformat() if milestone.start else None,
                "end": end.isoformat() if end else None,
                "part": milestone.part,
                "deliverable": milestone.deliverable,
                "period": milestone.period,
                "end_year": end.year if end else None,
                "end_quarter": f"{end.year}-Q{(end.month + 2) // 3}" if end else None,
            },
            place,
        )
        builder.link(task, "DUE", id_, place)


def _budget(builder: Builder, cells: Cells, task: str, place: Place) -> int | None:
    """Dong: the number times the multiple its cell or heading names ('(triệu đồng)'); without one, the bare number
    counts as dong only when the text says đồng."""
    for column, text in cells.all(Role.BUDGET):
        number = read_number(text)
        words = f"{fold(text)} {fold(column.heading)}"
        if number is None:
            builder.flag("unread_budget", f"not understood as an amount: {text}", place, task)
            continue
        factor = next((n for word, n in _MULTIPLES.items() if fold(word) in words), None)
        if factor is None and fold("đồng") not in words:
            builder.flag("unread_budget", f"the amount names no currency unit: {text}", place, task)
            continue
        return round(number * (factor or 1))
    return None
