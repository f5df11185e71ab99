"""How clearly each task is assigned: six points (rõ người, rõ việc, rõ thời gian, rõ trách nhiệm, rõ sản phẩm, rõ thẩm
quyền), each with the reason it is met or not, and a score. The rules stand in `clarity_rules`, their words and the
weights in `clarity_rules.toml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.record import Record
from graph.reference import document_reference, references
from queries.clarity_rules import (
    POINTS,
    Rules,
    Verdict,
    authority,
    because,
    load,
    person,
    product,
    responsibility,
    work,
)
from queries.language import translator
from queries.scope import HARD_KINDS, rows_of

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("id", "reference", "score", *POINTS, "name", "document", "section", "source_line")
BY = ("agency", "section", "plan")


def clarity(
    record: Record,
    *,
    plan: str | list[str] | None = None,
    weights: dict[str, float] | None = None,
    rules: str | None = None,
    lang: str | None = None,
) -> pd.DataFrame:
    """A row a task, the vaguest first, with COLUMNS; `person` to `authority` are `{met, reason}`, the reason in `lang`.

    `score` is the share of the weights whose points are met, 0 to 1. A part of a task that leaves its action, time or
    deliverable blank takes its task's; a heading row over parts, itself without lead and time, is not a task to score.
    `weights` (point -> number) and `rules` (a TOML file) replace what comes with the program.
    Raises queries.clarity_rules.RulesError.
    """
    import pandas as pd

    say = translator(lang)
    chosen = load(rules, tuple(sorted((weights or {}).items())))
    tasks = rows_of(record, "Task", plan)
    parent = _parents(record, tasks)
    verdicts = {
        **_people(record, tasks),
        "work": _with_parent([work(name, chosen) for name in tasks["name"]], parent),
        "time": _with_parent(_time(record, tasks), parent),
        "product": _with_parent([product(_text(d), chosen) for d in tasks["deliverable"]], parent),
        "authority": _authority(tasks, parent, chosen),
    }
    total = sum(chosen.weights.values())
    score = sum(
        (pd.Series([met for met, _ in verdicts[point]], dtype=float) * chosen.weights[point] for point in POINTS),
        pd.Series(0.0, index=range(len(tasks))),
    )
    frame = tasks.assign(score=(score / total).round(4))
    for point in POINTS:
        cells = [{"met": met, "reason": reason.told(say)} for met, reason in verdicts[point]]
        frame[point] = pd.Series(cells, index=frame.index, dtype=object)
    frame["reference"] = frame["id"].map(references(record))
    over_parts = frame.index.isin(list(set(parent.values())))
    frame = frame[~(over_parts & frame["lead_text"].isna() & frame["due"].isna())]
    frame = frame.sort_values(["score", "document", "source_line", "id"], kind="stable")
    return frame[list(COLUMNS)].reset_index(drop=True)


def summary(record: Record, frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """The mean score and the share of each point met, over the tasks of an agency or group (as lead), a section of a
    plan, or a plan: `key`, `name`, `tasks`, `score`, and a share for each point; vaguest first."""
    import pandas as pd

    flat = frame[["id", "document", "section", "score"]].assign(
        **{point: [float(v["met"]) for v in frame[point]] for point in POINTS}
    )
    if by == "agency":
        leads = record.frame("LEADS")[["source", "target"]].rename(columns={"source": "key", "target": "id"})
        flat = leads.merge(flat, on="id")
        both = pd.concat([record.frame(label)[["id", "name"]] for label in ("Agency", "AgencyGroup")])
        names = dict(zip(both["id"], both["name"], strict=True))
    else:
        names = {id_: document_reference(record, id_) for id_ in set(flat["document"])}
        flat = flat.assign(key=flat["document"])
        if by == "section":
            flat["key"] = flat["document"] + " " + flat["section"].fillna("-")
            names = dict(zip(flat["key"], flat["document"].map(names) + " " + flat["section"].fillna("-"), strict=True))
    grouped = flat.groupby("key")
    answer = grouped[["score", *POINTS]].mean().round(4).assign(tasks=grouped.size())
    answer = answer.reset_index().assign(name=lambda f: f["key"].map(names))
    answer = answer.sort_values(["score", "tasks", "name"], ascending=[True, False, True], kind="stable")
    return answer[["key", "name", "tasks", "score", *POINTS]].reset_index(drop=True)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _parents(record: Record, tasks: pd.DataFrame) -> dict[int, int]:
    """The row number of each part's task."""
    at = {id_: i for i, id_ in enumerate(tasks["id"])}
    links = record.frame("PART_OF")
    pairs = zip(links["source"], links["target"], strict=True)
    return {at[part]: at[whole] for part, whole in pairs if part in at and whole in at}


def _with_parent(verdicts: list[Verdict], parent: dict[int, int]) -> list[Verdict]:
    """A part that does not meet a point by itself meets it where its task does."""
    answer = []
    for i, (met, why) in enumerate(verdicts):
        above = verdicts[parent[i]] if i in parent else (False, why)
        answer.append((True, because("its task's: {reason}", reason=above[1])) if above[0] and not met else (met, why))
    return answer


def _lists(record: Record, type_: str) -> dict[str, list[str]]:
    links = record.frame(type_).sort_values(["target", "rank", "source"])
    found: dict[str, list[str]] = {}
    for source, target in zip(links["source"], links["target"], strict=True):
        found.setdefault(target, []).append(source)
    return found


def _people(record: Record, tasks: pd.DataFrame) -> dict[str, list[Verdict]]:
    leads, coordinators, counterparts = (_lists(record, t) for t in ("LEADS", "COORDINATES", "COUNTERPART_FOR"))
    ids = list(tasks["id"])
    return {
        "person": [person(leads.get(i, ()), _text(t)) for i, t in zip(ids, tasks["lead_text"], strict=True)],
        "responsibility": [
            responsibility(leads.get(i, ()), coordinators.get(i, ()), counterparts.get(i, ())) for i in ids
        ],
    }


def _time(record: Record, tasks: pd.DataFrame) -> list[Verdict]:
    """A hard date or period, or done; a rhythm or another's clock is not enough."""
    due = record.frame("DUE")[["source", "target"]].merge(record.frame("Milestone"), left_on="target", right_on="id")
    hard = due[due["kind"].isin(HARD_KINDS) & due["end"].notna()].sort_values("end").drop_duplicates("source")
    cells = zip(hard["source"], hard["text"], hard["end"], strict=True)
    dated = {id_: because("{text} ({day})", text=text, day=day) for id_, text, day in cells}
    soft = dict(zip(due["source"], due["kind"], strict=True))
    return [
        (True, dated[i])
        if i in dated
        else (True, because("already done"))
        if state == "done"
        else (False, because("only {kind}", kind=because(soft[i])) if i in soft else because("no time"))
        for i, state in zip(tasks["id"], tasks["state"], strict=True)
    ]


def _authority(tasks: pd.DataFrame, parent: dict[int, int], rules: Rules) -> list[Verdict]:
    cells = zip(tasks["deliverable"], tasks["name"], strict=True)
    return _with_parent([authority(_text(d), _text(n), rules) for d, n in cells], parent)
