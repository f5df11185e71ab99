"""Write the made-up nation of plans: `python -m benchmarks.generate --size small|tenth|full --output DIR [--rows]`.

DIR/plans/KEY.txt are the documents. With --rows also DIR/nodes.jsonl and DIR/edges.jsonl in the form of
`remit export --format jsonl`, and DIR/near_duplicates.jsonl (copy, original: ids of tasks). The same size gives the
same bytes. Functions for use from other measurements: `make_corpus`, `frames`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.corpus import PERIODS, SIZES, Corpus, Plan, make_corpus, vocabulary
from benchmarks.plan_text import (
    ROMAN,
    PlanText,
    agency_text,
    leads,
    periods,
    plan_text,
    section_size,
    target_text,
    title,
)

Node = tuple[str, str, dict[str, Any]]  # label, id, properties
Edge = tuple[str, str, str, dict[str, Any]]  # type, source, target, properties


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=sorted(SIZES), default="small")
    parser.add_argument("--output", type=Path, required=True, metavar="DIR")
    parser.add_argument("--rows", action="store_true", help="nodes and edges as well")
    options = parser.parse_args()
    corpus = make_corpus(options.size)
    folder = options.output / "plans"
    folder.mkdir(parents=True, exist_ok=True)
    for at, plan in enumerate(corpus.plans):
        (folder / f"{plan.key}.txt").write_text(plan_text(corpus, at).text, encoding="utf-8")
    if options.rows:
        write_rows(corpus, options.output)
    print(f"{len(corpus.plans)} plans, {corpus.plan.size} tasks, {corpus.predecessor.size} links in {options.output}")


def write_rows(corpus: Corpus, folder: Path) -> None:
    """nodes.jsonl, edges.jsonl (one object a line, sorted) and near_duplicates.jsonl."""
    nodes = ({"id": key, "label": label, "properties": data} for label, key, data in sorted(_nodes(corpus), key=_order))
    _write(folder / "nodes.jsonl", nodes)
    edges = sorted(_edges(corpus), key=lambda edge: edge[:3])
    _write(
        folder / "edges.jsonl",
        ({"source": a, "target": b, "type": kind, "properties": data} for kind, a, b, data in edges),
    )
    pairs = zip(corpus.copy.tolist(), corpus.original.tolist(), strict=True)
    _write(
        folder / "near_duplicates.jsonl",
        ({"copy": task_id(corpus, a), "original": task_id(corpus, b)} for a, b in pairs),
    )


def frames(corpus: Corpus) -> dict[str, pd.DataFrame]:
    """The columns that measurements of queries use: 'Task' (id, name, plan, due, duration_days), 'Agency' (id, name),
    'LEADS', 'COORDINATES' (source, target, rank) and 'DEPENDS_ON' (source, target), all with string ids."""
    tasks = [task_id(corpus, task) for task in range(corpus.plan.size)]
    agencies = _agency_ids(corpus)
    groups = np.array([_group_id(g) for g in range(len(vocabulary()["groups"]))], dtype=object)
    task_ids, agency_ids = np.array(tasks, dtype=object), np.array(agencies, dtype=object)

    def links(members: np.ndarray, some: np.ndarray) -> pd.DataFrame:
        who = np.where(members >= 0, agency_ids[members], groups[np.where(members < 0, -1 - members, 0)])
        rank = np.broadcast_to(np.arange(1, members.shape[1] + 1), members.shape)
        target = np.broadcast_to(task_ids[:, None], members.shape)
        return pd.DataFrame({"source": who[some], "target": target[some], "rank": rank[some]})

    due = [end for _, _, end in corpus.milestone]
    return {
        "Task": pd.DataFrame(
            {
                "id": tasks,
                "name": corpus.name,
                "plan": [corpus.plans[p].key for p in corpus.plan],
                "due": [None if end is None else end.isoformat() for end in due],
                "duration_days": corpus.duration,
            }
        ),
        "Agency": pd.DataFrame({"id": agencies, "name": corpus.agency_name}),
        "LEADS": links(corpus.lead, corpus.lead >= 0),
        "COORDINATES": links(corpus.coordinator, np.ones(corpus.coordinator.shape, dtype=bool)),
        "DEPENDS_ON": pd.DataFrame(
            {"source": task_ids[corpus.successor], "target": task_ids[corpus.predecessor]},
        ),
    }


def task_id(corpus: Corpus, task: int) -> str:
    """'task:p01-c003:017'."""
    plan = corpus.plans[corpus.plan[task]]
    return f"task:{plan.key}:{task - plan.tasks.start + 1:03}"


def _order(node: Node) -> tuple[str, str]:
    return node[0], node[1]


def _write(path: Path, objects: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for one in objects:
            file.write(json.dumps(one, ensure_ascii=False) + "\n")


def _document_id(plan: Plan) -> str:
    return f"document:{plan.key}"


def _group_id(number: int) -> str:
    return f"group:{number + 1}"


def _agency_ids(corpus: Corpus) -> list[str]:
    return [f"agency:{plan.key}:{k + 1:02}" for plan in corpus.plans for k in range(len(plan.agencies))]


def _nodes(corpus: Corpus) -> Iterator[Node]:
    for number, name in enumerate(vocabulary()["groups"]):
        yield "AgencyGroup", _group_id(number), {"name": name, "jurisdiction": None}
    ids = _agency_ids(corpus)
    for at, plan in enumerate(corpus.plans):
        text = plan_text(corpus, at)
        yield "Document", _document_id(plan), _document(plan, text)
        for agency in plan.agencies:
            yield "Agency", ids[agency], _agency(plan, corpus.agency_name[agency])
        for task, line in zip(plan.tasks, text.task_line, strict=True):
            yield from _task(corpus, plan, task, line)
        for indicator, line in zip(plan.indicators, text.indicator_line, strict=True):
            yield from _indicator(corpus, plan, indicator, line)


def _document(plan: Plan, text: PlanText) -> dict[str, Any]:
    return {
        "number": plan.number,
        "kind": "plan",
        "title": title(plan),
        "issuer": f"{plan.authority} {plan.place}",
        "issued": plan.issued.isoformat(),
        "jurisdiction": plan.province,
        "status": "imported",
        "draft": False,
        "source_file": f"{plan.key}.txt",
        "sha256": hashlib.sha256(text.text.encode()).hexdigest(),
    }


_AGENCY_KINDS = (
    ("Sở ", "department"),
    ("Công an", "police"),
    ("Bộ Chỉ huy", "military"),
    ("Ban Chỉ huy", "military"),
    ("Văn phòng", "office"),
    ("Trường Đại học", "university"),
    ("Tòa án", "court"),
    ("Ngân hàng", "bank"),
)


def _agency(plan: Plan, name: str) -> dict[str, Any]:
    kind = next((kind for start, kind in _AGENCY_KINDS if name.startswith(start)), "other")
    return {
        "name": f"{name} {plan.place}",
        "kind": kind,
        "level": plan.level,
        "jurisdiction": plan.province,
        "archetype": name.removesuffix(f" {plan.kind}"),
        "dissolved": None,
    }


def _task(corpus: Corpus, plan: Plan, task: int, line: int) -> Iterator[Node]:
    number = task - plan.tasks.start
    kind, start, end = corpus.milestone[task]
    key = task_id(corpus, task)
    evidence = {"document": _document_id(plan), "source_line": line}
    day = {"start": start and start.isoformat(), "end": end and end.isoformat()}
    yield (
        "Task",
        key,
        {
            "appendix": "II",
            "section": ROMAN[number // section_size(plan)],
            "number": str(number + 1),
            "name": corpus.name[task],
            "lead_text": agency_text(corpus, leads(corpus, task)),
            "coordinator_text": agency_text(corpus, corpus.coordinator[task].tolist()),
            "deliverable": corpus.deliverable[task],
            "deadline_text": corpus.deadline[task],
            **dict.fromkeys(("scope", "note", "budget_vnd")),
            "state": "open",
            "start": day["start"] if kind == "range" else None,
            "due": day["end"],
            "cadence": kind if kind in ("ongoing", "recurring") else "once",
            **evidence,
        },
    )
    milestone = {"text": corpus.deadline[task], "kind": kind, **day, "part": None, "deliverable": None, "period": None}
    yield "Milestone", f"{key}:due", {**milestone, **evidence}


def _indicator(corpus: Corpus, plan: Plan, indicator: int, line: int) -> Iterator[Node]:
    number = indicator - plan.indicators.start
    key = f"indicator:{plan.key}:{number + 1:03}"
    evidence = {"document": _document_id(plan), "source_line": line}
    tracker = corpus.agency_name[corpus.tracker[indicator]]
    texts = {"name": corpus.indicator_name[indicator], "unit": corpus.unit[indicator]}
    yield (
        "Indicator",
        key,
        {
            "appendix": "I",
            "section": None,
            "number": str(number + 1),
            **texts,
            "baseline": target_text(corpus, indicator, 0),
            "lead_text": tracker,
            "coordinator_text": None,
            **evidence,
        },
    )
    for period in periods(plan):
        at = PERIODS.index(period) + 1
        text = target_text(corpus, indicator, at)
        value = {"value": int(corpus.value[indicator, at]), "value_high": None, "unit": corpus.unit[indicator]}
        operator = "ge" if text.startswith("≥") else "eq"
        yield "Target", f"{key}:{period}", {"period": period, "text": text, "operator": operator, **value, **evidence}


def _edges(corpus: Corpus) -> Iterator[Edge]:
    ids = _agency_ids(corpus)
    for plan in corpus.plans:
        for task in plan.tasks:
            key = task_id(corpus, task)
            yield "CONTAINS", _document_id(plan), key, {}
            yield "DUE", key, f"{key}:due", {}
            yield from _mentions("LEADS", leads(corpus, task), key, corpus, ids)
            yield from _mentions("COORDINATES", corpus.coordinator[task].tolist(), key, corpus, ids)
        for number, indicator in enumerate(plan.indicators, start=1):
            key = f"indicator:{plan.key}:{number:03}"
            yield "CONTAINS", _document_id(plan), key, {}
            yield from _mentions("TRACKS", [int(corpus.tracker[indicator])], key, corpus, ids)
            for period in periods(plan):
                yield "HAS_TARGET", key, f"{key}:{period}", {}
    declared = {"origin": "declared", "rule": None, "confidence": 1.0, "link": "FS", "lag_days": 0}
    for before, after in zip(corpus.predecessor.tolist(), corpus.successor.tolist(), strict=True):
        yield "DEPENDS_ON", task_id(corpus, after), task_id(corpus, before), declared


def _mentions(kind: str, members: list[int], target: str, corpus: Corpus, ids: list[str]) -> Iterator[Edge]:
    for rank, one in enumerate(members, start=1):
        who = ids[one] if one >= 0 else _group_id(-1 - one)
        yield kind, who, target, {"rank": rank, "text": agency_text(corpus, [one])}


if __name__ == "__main__":
    main()
