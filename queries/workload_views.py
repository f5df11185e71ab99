"""The workload cut another way: by section, quarter or month, its peaks, and without each plan in turn."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graph.record import Record
from graph.reference import document_reference, references
from queries.scope import holders, plan_ids, rows_of
from queries.workload import concentration, led_deadlines, shared_leads, workload

if TYPE_CHECKING:
    import pandas as pd

BY = ("month", "quarter", "section")
Plans = str | list[str] | None


def workload_by(
    record: Record, by: str, *, plan: Plans = None, as_of: str | None = None, since: str | None = None,
    until: str | None = None,
) -> pd.DataFrame:  # fmt: skip
    """A row a part and agency or group: `part` (a month '2026-03', a quarter '2026-Q1', or a plan's section), `id`,
    `name`, `led` (tasks led that stand in the section, or have a hard deadline in the month or quarter), `lead_share`
    (a task with n leads counts 1/n) and `hard_deadlines`; parts in order, most deadlines first in each."""
    tasks = rows_of(record, "Task", plan)
    leads = shared_leads(record, tasks["id"], holders(record, as_of))
    deadlines = led_deadlines(record, leads, since, until)
    if by == "section":
        part = _sections(record, tasks)
        leads, deadlines = (f.assign(part=f["target_"].map(part)) for f in (_aside(leads), _aside(deadlines)))
    else:
        deadlines = _aside(deadlines).assign(part=deadlines[by])
        leads = deadlines.drop_duplicates(["part", "source", "target_"])
    keys = ["part", "source"]
    table = leads.groupby(keys)["share"].agg(led="size", lead_share="sum")
    table = table.join(deadlines.groupby(keys).size().rename("hard_deadlines")).fillna({"hard_deadlines": 0})
    table = table.reset_index().rename(columns={"source": "id"})
    table["hard_deadlines"] = table["hard_deadlines"].astype(int)
    table["name"] = table["id"].map(_names(record))
    table = table.sort_values(
        ["part", "hard_deadlines", "lead_share", "name", "id"], ascending=[True, False, False, True, True]
    )
    answer: pd.DataFrame = table[["part", "id", "name", "led", "lead_share", "hard_deadlines"]]
    return answer.reset_index(drop=True)


def peaks(
    record: Record, at_least: int, *, plan: Plans = None, as_of: str | None = None, since: str | None = None,
    until: str | None = None,
) -> pd.DataFrame:  # fmt: skip
    """The months in which an agency or group has at least so many hard deadlines among the tasks it leads: `id`,
    `name`, `month`, `hard_deadlines`, `references` (of the tasks); the highest peaks first."""
    tasks = rows_of(record, "Task", plan)
    leads = shared_leads(record, tasks["id"], holders(record, as_of))
    deadlines = led_deadlines(record, leads, since, until)
    refs = references(record)
    deadlines = deadlines.assign(reference=deadlines["task"].map(refs))
    grouped = deadlines.groupby(["source", "month"])
    table = grouped.size().rename("hard_deadlines").to_frame()
    table = table[table["hard_deadlines"] >= at_least]
    texts = grouped["reference"].agg(lambda found: list(dict.fromkeys(found)))
    table = table.assign(references=texts.reindex(table.index)).reset_index().rename(columns={"source": "id"})
    table["name"] = table["id"].map(_names(record))
    table = table.sort_values(["hard_deadlines", "month", "name", "id"], ascending=[False, True, True, True])
    return table[["id", "name", "month", "hard_deadlines", "references"]].reset_index(drop=True)


def without_each(record: Record, *, plan: Plans = None, as_of: str | None = None) -> pd.DataFrame:
    """How the figures change when each plan is left out in turn: a row a plan left out (`without`, its reference) and
    agency or group, with `led`, `lead_share`, `share_of_leads` then, `change` (of the share of leads against all
    plans) and the concentration that remains (`herfindahl`, `gini`, `top3`); the greatest changes first in each."""
    import pandas as pd

    plans = _plans(record, plan)
    whole = workload(record, plan=plans, as_of=as_of).set_index("id")
    parts = []
    for left_out in plans if len(plans) > 1 else []:
        rest = [id_ for id_ in plans if id_ != left_out]
        table = workload(record, plan=rest, as_of=as_of)
        facts = concentration(record, table, plan=rest)
        table = table.set_index("id")[["led", "lead_share", "share_of_leads"]].reindex(whole.index).fillna(0.0)
        table = table.assign(
            without=_references(record, plans)[left_out],
            name=whole["name"],
            change=table["share_of_leads"] - whole["share_of_leads"],
            herfindahl=facts.herfindahl,
            gini=facts.gini,
            top3=facts.top3,
        )
        order = table["change"].abs().sort_values(ascending=False, kind="stable").index
        parts.append(table.loc[order].reset_index())
    columns = [
        "without", "id", "name", "led", "lead_share", "share_of_leads", "change", "herfindahl", "gini", "top3",
    ]  # fmt: skip
    if not parts:
        return pd.DataFrame(columns=columns)
    answer = pd.concat(parts, ignore_index=True)
    return answer.assign(led=answer["led"].astype(int))[columns]


def _plans(record: Record, plan: Plans) -> list[str]:
    """The imported plans that have tasks, those asked for or all."""
    ids = plan_ids(record, plan)
    found = record.connection.execute('SELECT DISTINCT document FROM "Task" ORDER BY document')
    return [row[0] for row in found if ids is None or row[0] in ids]


def _aside(frame: pd.DataFrame) -> pd.DataFrame:
    """Links with the task in `target_`: the deadlines have it as `task`, the leads as `target`."""
    return frame.assign(target_=frame["task"] if "task" in frame else frame["target"])


def _sections(record: Record, tasks: pd.DataFrame) -> dict[str, str]:
    """For each task its plan's reference and the section's path ("101/KH-UBND II A.IV")."""
    refs = _references(record, sorted(set(tasks["document"])))
    parts = zip(tasks["id"], tasks["document"], tasks["appendix"], tasks["section"], strict=True)
    return {id_: " ".join(p for p in (refs[d], a, s) if isinstance(p, str)) for id_, d, a, s in parts}


def _references(record: Record, plans: list[str]) -> dict[str, str]:
    """The reference of each plan; its id where several of them have the same number."""
    refs = {id_: document_reference(record, id_) for id_ in plans}
    times = Counter(refs.values())
    return {id_: ref if times[ref] == 1 else id_ for id_, ref in refs.items()}


def _names(record: Record) -> dict[str, str]:
    rows = record.connection.execute('SELECT id, name FROM "Agency" UNION ALL SELECT id, name FROM "AgencyGroup"')
    return {str(id_): str(name) for id_, name in rows}
