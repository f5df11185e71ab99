"""Which task waits for which: declared by a work list or a person, stated in the text, or inferred by a named rule.
An inferred link is a suggestion with a confidence; it never counts unless asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from graph.judgements import standing
from graph.record import Record
from graph.text import fold

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "source", "target", "origin", "rule", "confidence", "link", "lag_days", "text", "document", "source_line",
)  # fmt: skip
"""As DEPENDS_ON: `source` depends on `target`."""

RULES = {
    "policy_before_project": (0.6, "a decision on investment policy comes before the decision on the same project"),
    "decision_before_completion": (0.6, "a decision comes before the completion of the same project"),
    "plan_before_execution": (0.7, "a plan or scheme comes before its execution"),
    "ministry_before_counterpart": (0.5, "a ministry's task comes before the province's task of the same object"),
    "named_actor": (0.0, "what a text waits for is taken to be a task alike, of another plan, that who is named leads"),
}
"""Inferred links: rule -> least confidence and meaning."""


STATED = (
    "source", "reference", "rule", "words", "actor", "act", "object", "target", "confidence", "document",
    "source_line",
)  # fmt: skip

LEAST_SHARED = 0.4
"""So many of the waiting task's words must stand in the task it is taken to point to; their share is the confidence."""


def stated(record: Record, *, plan: str | list[str] | None = None) -> pd.DataFrame:
    """What tasks state of what they wait for, with STATED: `target` is the task of the workspace that does it, null
    where none is there. That the text waits is stated; for which task is not: one that names who acts ("sau khi Bộ A
    ban hành Đề án") is taken to point to a task of another plan which that agency leads and which shares at least
    LEAST_SHARED of its words, and only as an inferred link."""
    import pandas as pd

    from graph.reference import references
    from queries.scope import rows_of

    tasks = rows_of(record, "Task", plan)
    rows = record.connection.execute(
        "SELECT task, rule, words, actor, act, object, document, source_line FROM stated ORDER BY document, ordinal"
    ).fetchall()
    columns = ["source", "rule", "words", "actor", "act", "object", "document", "source_line"]
    frame = pd.DataFrame(rows, columns=columns)
    frame = frame[frame["source"].isin(tasks["id"])].reset_index(drop=True)
    frame = frame.astype(object).where(frame.notna(), None)
    frame["reference"] = frame["source"].map(references(record))
    found = _pointed_to(record, frame)
    frame["target"] = pd.Series([target for target, _ in found], dtype=object)
    frame["confidence"] = pd.Series([share for _, share in found], dtype=float)
    return frame[list(STATED)]


def _pointed_to(record: Record, frame: pd.DataFrame) -> list[tuple[str | None, float | None]]:
    """For each stated dependency, the task of another plan that the named actor leads and that is most alike, with
    the share of its words found there."""
    names = {row[0]: (row[1], row[2]) for row in record.connection.execute('SELECT id, name, document FROM "Task"')}
    led: dict[str, list[str]] = {}
    for agency, task in record.connection.execute(
        'SELECT a.name, l.target FROM "LEADS" l JOIN "Agency" a ON a.id = l.source ORDER BY l.target'
    ):
        led.setdefault(fold(agency), []).append(task)
    found: list[tuple[str | None, float | None]] = []
    for source, actor, document in zip(frame["source"], frame["actor"], frame["document"], strict=True):
        wanted = set(fold(names[source][0] or "").split())
        best: tuple[float, str | None] = (LEAST_SHARED, None)
        for task in led.get(fold(actor), []) if actor else []:
            name, other = names[task]
            shared = len(wanted & set(fold(name or "").split())) / max(len(wanted), 1)
            if other != document and shared > best[0]:
                best = (shared, task)
        found.append((best[1], round(best[0], 2)) if best[1] else (None, None))
    return found


def dependencies(
    record: Record, *, plan: str | list[str] | None = None, include: tuple[str, ...] = (), min_confidence: float = 0.8
) -> pd.DataFrame:
    """What tasks wait for, with COLUMNS: the `links` between tasks, then what texts state without naming a task of the
    workspace (`target` null, `text` the words)."""
    import pandas as pd

    found = links(record, plan=plan, include=include, min_confidence=min_confidence)
    rest = stated(record, plan=plan).rename(columns={"words": "text"})
    rest = rest.assign(origin="stated", target=None, confidence=1.0).reindex(columns=list(COLUMNS))
    parts = [part for part in (found, rest) if len(part)]
    return pd.concat(parts).reset_index(drop=True) if parts else found


def links(
    record: Record, *, plan: str | list[str] | None = None, include: tuple[str, ...] = (), min_confidence: float = 0.8
) -> pd.DataFrame:
    """Links between tasks with COLUMNS: those recorded (declared and stated), and with `include` ("inferred") those a
    rule inferred with at least `min_confidence`. Links a person rejected are left out, inferred ones that were
    confirmed count as declared."""
    import pandas as pd

    from queries.scope import rows_of

    tasks = rows_of(record, "Task", plan)
    recorded = record.frame("DEPENDS_ON")
    recorded = recorded[recorded["source"].isin(tasks["id"])]
    parts = [recorded.reindex(columns=list(COLUMNS))]
    if "inferred" in include:
        pointing = stated(record, plan=plan).dropna(subset=["target"]).rename(columns={"words": "text"})
        pointing = pointing.assign(origin="inferred", rule="named_actor", link="FS", lag_days=0)
        for found in (pointing, pd.DataFrame(list(_inferred(tasks)), columns=list(COLUMNS))):
            parts.append(found.loc[found["confidence"].astype(float) >= min_confidence, list(COLUMNS)])
    frame = pd.concat([part for part in parts if len(part)]) if any(len(p) for p in parts) else parts[0]
    rejected = {(j.a, j.b) for j in standing(record, "depends") if j.decision == "rejected"}
    keep = [(s, t) not in rejected for s, t in zip(frame["source"], frame["target"], strict=True)]
    frame = frame[pd.Series(keep, index=frame.index, dtype=bool)]
    return frame.drop_duplicates(["source", "target"]).reset_index(drop=True)


_POLICY = fold("chủ trương")
_DECISION = re.compile(fold("quyết định phê duyệt (?:dự án|đề án)").replace(" ", r"\s+"))
_DONE = re.compile("|".join(fold(w) for w in ("hoàn thành", "đưa vào sử dụng", "nghiệm thu", "vận hành")))
_MAKE = re.compile(rf"^(?:{'|'.join(fold(w) for w in ('xây dựng', 'lập', 'ban hành', 'tham mưu'))})\s")
_RUN = re.compile(rf"^(?:{'|'.join(fold(w) for w in ('triển khai', 'thực hiện', 'tổ chức thực hiện'))})\s")
_VERBS = "|".join(
    fold(w) for w in ("phối hợp", "xây dựng", "triển khai", "thực hiện", "tổ chức", "lập", "ban hành", "và")
)
_HEAD = re.compile(rf"^(?:{fold('dự án')}|{fold('đề án')})?\s*:?\s*(?:{_VERBS}|,|\s)*")


def _inferred(tasks: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """Pairs of tasks with the same object in which the one's product is what the other goes on from."""
    groups: dict[str, list[tuple[str, str, str, bool, object, object]]] = {}
    printed = dict(zip(tasks["id"], tasks["name"], strict=True))
    columns = ("id", "name", "deliverable", "counterpart_text", "document", "source_line")
    for id_, name, deliverable, counterpart, document, line in tasks[list(columns)].itertuples(index=False):
        words = fold(name or "")
        item = (id_, words, fold(deliverable or ""), counterpart is not None, document, line)
        groups.setdefault(_HEAD.sub("", words).rstrip("."), []).append(item)
    for object_, items in groups.items():
        if not object_ or len(items) > 20:
            continue
        for one in items:
            for other in items:
                rule = _rule(one, other)
                if rule and one[0] != other[0]:
                    confidence = round(RULES[rule][0] + (0.25 if one[4] == other[4] else 0.1), 2)
                    yield other[0], one[0], "inferred", rule, confidence, "FS", 0, printed[other[0]], other[4], other[5]


def _rule(
    first: tuple[str, str, str, bool, object, object], then: tuple[str, str, str, bool, object, object]
) -> str | None:
    """The rule by which `then` waits for `first`."""
    if _POLICY in first[2] and _DECISION.search(then[2]):
        return "policy_before_project"
    if _DECISION.search(first[2]) and _DONE.search(then[2]):
        return "decision_before_completion"
    if _MAKE.match(first[1]) and _RUN.match(then[1]):
        return "plan_before_execution"
    if first[3] and not then[3]:
        return "ministry_before_counterpart"
    return None
