"""What became of a parent document's tasks in a child: taken over, split, handed on, moved, weakened or missing.

Status of a parent's task, the gravest that holds; all that was found stands in `changes`:

| status | when |
|---|---|
| missing | no task of the child asks for the duty |
| weakened | a hard date became "thường xuyên" or another's date or none, or a number was dropped or lowered |
| later | the child's latest date is after the parent's |
| handed over | the leads have no archetype or field in common and are of other kinds |
| split | two or more tasks of the child share the duty, each with a part of its own or as alike as the first |
| earlier | the child's latest date is before the parent's |
| reworded | one task of the child, other words, nothing of the above |
| verbatim | one task of the child, the same words, nothing of the above |
| added | a task of the child that no task of the parent asks for (`parent` is None) |
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from queries.overlap.changes import (
    Change,
    date_changes,
    dated,
    lead_changes,
    number_changes,
    numbers,
    split_changes,
    word_changes,
)
from queries.overlap.search import overlaps

STATUSES = ("missing", "weakened", "later", "handed over", "split", "earlier", "reworded", "verbatim", "added")
#: What a change begins with (before ": " and what was and is).
CHANGES = (
    "number dropped", "number lowered", "hard deadline lost", "hard deadline given", "later deadline",
    "earlier deadline", "already done", "lead", "split into tasks", "taken over word for word",
    "taken over in other words",
)  # fmt: skip
#: A child task belongs to the task of each appendix of the parent it is most like, and to others nearly as alike.
NEARLY_BEST = 0.8
COLUMNS = ["parent", "status", "children", "changes"]
_DEADLINE = ("due", "cadence", "deadline_text", "state")


Body = Sequence[tuple[int | None, str]]


def cascade(
    parent: pd.DataFrame, child: pd.DataFrame, pairs: pd.DataFrame, promised: Mapping[str, list[str]] | None = None
) -> pd.DataFrame:
    """One row a task of the parent (in the order given), then one a task that the child added.

    `parent` and `child` have `id`, `name` and, where known, `deliverable`, `lead`, `archetype`, `kind` (lists, or
    texts divided by ';': names, archetypes and kinds of the leads; for a ministry's task the provincial counterpart
    counts as a lead), `due` (ISO date), `cadence` (once, ongoing, recurring, external), `deadline_text` and `state`
    (done). `pairs` has a, b (ids, either way round) and similarity, as `overlaps` gives them; `promised` holds what
    `body_numbers` found of the child's tasks.
    Returns parent (id or None), status (see the module), children (ids, most alike first), changes (list of words).
    """
    above, below, body = _by_id(parent), _by_id(child), promised or {}
    matches = _matches(above, below, pairs)
    rows: list[tuple[str | None, str, list[str], list[str]]] = []
    for task, cells in above.items():
        alike = matches.get(task, {})
        children = list(alike)
        changes = _compare(cells, [below[c] for c in children], list(alike.values())) if children else []
        changes = [("weakened", text) for c in children for text in body.get(c, [])] + changes
        rows.append((task, _status(children, changes), children, [text for _, text in changes]))
    taken = {c for alike in matches.values() for c in alike}
    rows += [(None, "added", [c], body.get(c, [])) for c in below if c not in taken]
    return pd.DataFrame(rows, columns=COLUMNS, dtype=object)


def _by_id(tasks: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Each task's cells by its id; a part without a deadline of its own has that of its row."""
    found = {str(cells["id"]): {str(k): v for k, v in cells.items()} for cells in tasks.to_dict("records")}
    for cells in found.values():
        row = found.get(str(cells.get("parent")))
        if row is not None and not dated(cells):
            cells.update({column: row.get(column) for column in _DEADLINE})
    return found


def _matches(above: dict[str, Any], below: dict[str, Any], pairs: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Children of each parent task with their likeness, most alike first; see NEARLY_BEST."""
    found: list[tuple[str, str, float]] = []
    for a, b, value in zip(pairs["a"], pairs["b"], pairs["similarity"], strict=True):
        if a in above and b in below:
            found.append((str(a), str(b), float(value)))
        if b in above and a in below:
            found.append((str(b), str(a), float(value)))
    best: dict[tuple[str, object], float] = {}
    for p, c, value in found:
        place = (c, above[p].get("appendix"))
        best[place] = max(best.get(place, 0.0), value)
    matches: dict[str, dict[str, float]] = {}
    for p, c, value in sorted(found, key=lambda f: (-f[2], f[1])):
        if value >= NEARLY_BEST * best[c, above[p].get("appendix")]:
            matches.setdefault(p, {}).setdefault(c, value)
    return matches


def _status(children: list[str], changes: list[Change]) -> str:
    if not children:
        return "missing"
    kinds = {kind for kind, _ in changes}
    return next(status for status in STATUSES if status in kinds)


def _compare(parent: dict[str, Any], children: list[dict[str, Any]], likeness: list[float]) -> list[Change]:
    """Every change from a parent's task to its children, the likest first."""
    likest = children[0]
    timed = likest
    if not dated(likest):  # a row may leave the dates to its parts
        timed = min(children, key=lambda child: (not isinstance(child.get("due"), str), not dated(child)))
    return [
        *number_changes(parent, children),
        *date_changes(parent, timed),
        *lead_changes(parent, children),
        *split_changes(parent, children, likeness),
        *word_changes(parent, likest),
    ]


def body_numbers(tasks: pd.DataFrame, body: Body) -> dict[str, list[str]]:
    """Numbers that the body of a document promises and the task that asks for the same drops or lowers, by task.

    `body` holds (line, paragraph); "(body 41)" is its line 41. A paragraph speaks of a task when the search takes
    the two for the same."""
    paragraphs = [(line, text) for line, text in body if any(numbers({"name": text}))]
    if not paragraphs or tasks.empty:
        return {}
    said = pd.DataFrame({"id": [f"\0{i}" for i in range(len(paragraphs))], "name": [t for _, t in paragraphs]})
    rows = pd.concat([tasks[["id", "name"]].assign(document="tasks"), said.assign(document="body")])
    found = overlaps(rows, between="documents", level="same")
    cells = _by_id(tasks)
    out: dict[str, list[str]] = {}
    for a, b in zip(found["a"], found["b"], strict=True):
        paragraph, task = (a, b) if str(a).startswith("\0") else (b, a)
        line, text = paragraphs[int(str(paragraph)[1:])]
        where = "body" if line is None else f"body {line}"
        for _, change in number_changes({"name": text}, [cells[str(task)]]):
            out.setdefault(str(task), []).append(f"{change} ({where})")
    return out
