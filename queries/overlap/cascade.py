"""What became of a parent document's tasks in a child: taken over, split, handed on, moved, weakened or missing.

Status of a parent's task, the gravest that holds; all that was found stands in `changes`:

| status | when |
|---|---|
| missing | no task of the child asks for the duty |
| weakened | a hard date became "thường xuyên" or none, or a number (a share, "at least n") was dropped or lowered |
| later | the child's latest date is after the parent's |
| handed over | the leads have no archetype in common and are of other kinds |
| split | two or more tasks of the child share the duty |
| earlier | the child's latest date is before the parent's |
| reworded | one task of the child, other words, nothing of the above |
| verbatim | one task of the child, the same words, nothing of the above |
| added | a task of the child that no task of the parent asks for (`parent` is None) |
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from graph.text import clean, fold
from queries.overlap.reasons import listed
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
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")
_AT_LEAST = re.compile(r"(?:ít nhất|tối thiểu|không dưới|trên|≥|>=)\s*(\d+(?:[.,]\d+)?)(?!\s*%|[\d/])")
_VAGUE = re.compile(r"(?:tỷ lệ|tỉ lệ|số lượng|mức)\s+(?:phù hợp|hợp lý|nhất định|cần thiết)")
_OPEN = ("ongoing", "recurring")
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
        children = matches.get(task, [])
        changes = _compare(cells, [below[c] for c in children]) if children else []
        changes = [("weakened", text) for c in children for text in body.get(c, [])] + changes
        rows.append((task, _status(children, changes), children, [text for _, text in changes]))
    taken = {c for children in matches.values() for c in children}
    rows += [(None, "added", [c], body.get(c, [])) for c in below if c not in taken]
    return pd.DataFrame(rows, columns=COLUMNS, dtype=object)


def _by_id(tasks: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Each task's cells by its id; a part without a deadline of its own has that of its row."""
    found = {str(cells["id"]): {str(k): v for k, v in cells.items()} for cells in tasks.to_dict("records")}
    for cells in found.values():
        row = found.get(str(cells.get("parent")))
        if row is not None and not _dated(cells):
            cells.update({column: row.get(column) for column in _DEADLINE})
    return found


def _dated(task: dict[str, Any]) -> bool:
    return isinstance(task.get("due"), str) or isinstance(task.get("deadline_text"), str) or task.get("state") == "done"


def _matches(above: dict[str, Any], below: dict[str, Any], pairs: pd.DataFrame) -> dict[str, list[str]]:
    """Children of each parent task, most alike first; see NEARLY_BEST."""
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
    matches: dict[str, list[str]] = {}
    for p, c, value in sorted(found, key=lambda f: (-f[2], f[1])):
        if value >= NEARLY_BEST * best[c, above[p].get("appendix")] and c not in matches.get(p, []):
            matches.setdefault(p, []).append(c)
    return matches


def _status(children: list[str], changes: list[tuple[str, str]]) -> str:
    if not children:
        return "missing"
    kinds = {kind for kind, _ in changes}
    return next(status for status in STATUSES if status in kinds)


def _compare(parent: dict[str, Any], children: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """(status it speaks for, words) of every change from a parent's task to its children, the likest first."""
    likest = children[0]
    dated = likest
    if not _dated(likest):  # a row may leave the dates to its parts
        by_date = sorted(children, key=lambda child: (not isinstance(child.get("due"), str), not _dated(child)))
        dated = by_date[0]
    out = number_changes(parent, children) + date_changes(parent, dated) + lead_changes(parent, children)
    rows = {child.get("parent") for child in children}
    shares = [child for child in children if child["id"] not in rows]  # a row and its parts are not two
    if len(shares) > 1:
        out.append(("split", f"split into tasks: {len(shares)}"))
    same = fold(str(parent["name"])).strip(" .;") == fold(str(likest["name"])).strip(" .;")
    out.append(("verbatim", "taken over word for word") if same else ("reworded", "taken over in other words"))
    return out


def _numbers(task: dict[str, Any]) -> tuple[list[float], list[float]]:
    """Percentages, and numbers after "at least", in the name and deliverable of a task."""
    text = " ".join(clean(str(task[c])).casefold() for c in ("name", "deliverable") if isinstance(task.get(c), str))
    percents, counts = (pattern.findall(text) for pattern in (_PERCENT, _AT_LEAST))
    return [float(n.replace(",", ".")) for n in percents], [float(n.replace(",", ".")) for n in counts]


def number_changes(parent: dict[str, Any], children: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """A share or an "at least n" of the parent that no child has, or only smaller ones; what stands instead."""
    out = []
    for asked, given, unit in zip(
        _numbers(parent), zip(*map(_numbers, children), strict=True), (" %", ""), strict=True
    ):
        have = [n for numbers in given for n in numbers]
        missing = [n for n in asked if n not in have]
        if not missing:
            continue
        most = max(missing)
        if not have:
            vague = next((m.group() for c in children if (m := _VAGUE.search(clean(str(c["name"])).casefold()))), None)
            out.append(("weakened", f"number dropped: {most:g}{unit}" + (f' -> "{vague}"' if vague else "")))
        elif max(have) < most:
            out.append(("weakened", f"number lowered: {most:g}{unit} -> {max(have):g}{unit}"))
    return out


def body_numbers(tasks: pd.DataFrame, body: Body) -> dict[str, list[str]]:
    """Numbers that the body of a document promises and the task that asks for the same drops or lowers, by task.

    `body` holds (line, paragraph); "(body 41)" is its line 41. A paragraph speaks of a task when the search takes
    the two for the same."""
    paragraphs = [(line, text) for line, text in body if any(_numbers({"name": text}))]
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


def date_changes(parent: dict[str, Any], child: dict[str, Any]) -> list[tuple[str, str]]:
    """A later, an earlier or a lost latest date; a new one and work already done change no status."""
    before, after = (t.get("due") if isinstance(t.get("due"), str) else None for t in (parent, child))
    if child.get("state") == "done":
        return [] if parent.get("state") == "done" else [("", f"already done: {child.get('deadline_text') or 'done'}")]
    if before is None:
        return [("", f"hard deadline given: {after}")] if after and parent.get("cadence") in _OPEN else []
    if after is None:
        text = child.get("deadline_text")
        open_ended = child.get("cadence") in _OPEN or not isinstance(text, str)
        return [("weakened", f"hard deadline lost: {before} -> {text or 'none'}")] if open_ended else []
    if after == before:
        return []
    status = "later" if after > before else "earlier"
    return [(status, f"{status} deadline: {before} -> {after}")]


def lead_changes(parent: dict[str, Any], children: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Other leads: no archetype in common with any child (of the lead or of who took over from it, `heirs`); of another
    kind where no kind is in common either."""
    handed = "handed over"
    for column, heirs in (("archetype", "heirs"), ("kind", "kind")):
        own = {fold(x) for name in (column, heirs) for x in listed(parent.get(name))}
        theirs = {fold(x) for c in children for x in listed(c.get(column))}
        if not own or not theirs or own & theirs:
            if column == "archetype":
                return []
            handed = "" if own & theirs else "handed over"
            break
    leads = [", ".join(listed(t.get("lead"))) or "?" for t in (parent, children[0])]
    return [(handed, f"lead: {leads[0]} -> {leads[1]}")]
