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
}
"""Inferred links: rule -> confidence and meaning."""


def dependencies(
    record: Record, *, plan: str | list[str] | None = None, include: tuple[str, ...] = (), min_confidence: float = 0.8
) -> pd.DataFrame:
    """Links between tasks with COLUMNS: those recorded, and with `include` ("inferred") those inferred with at least
    `min_confidence`. Links a person rejected are left out, inferred ones that were confirmed count as declared."""
    import pandas as pd

    from queries.scope import rows_of

    tasks = rows_of(record, "Task", plan)
    recorded = record.frame("DEPENDS_ON")
    recorded = recorded[recorded["source"].isin(tasks["id"])]
    parts = [recorded.reindex(columns=list(COLUMNS))]
    if "inferred" in include:
        found = pd.DataFrame(list(_inferred(tasks)), columns=list(COLUMNS))
        parts.append(found[found["confidence"] >= min_confidence])
    frame = pd.concat([part for part in parts if len(part)]) if any(len(p) for p in parts) else parts[0]
    rejected = {(j.a, j.b) for j in standing(record, "depends") if j.decision == "rejected"}
    keep = [(s, t) not in rejected for s, t in zip(frame["source"], frame["target"], strict=True)]
    return frame[keep].drop_duplicates(["source", "target"]).reset_index(drop=True)


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
                    yield other[0], one[0], "inferred", rule, confidence, "FS", 0, object_, other[4], other[5]


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
