"""Numbers, headings, counts and doubled rows; what the import remarked while it read them is taken from its account."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from graph.text import fold
from queries.audit.declared import Check, Hit, Level, each
from queries.audit.tables import Tables, said


def remarked(code: str) -> Callable[[Tables], Iterator[Hit]]:
    """A check that reports the import's own remarks of one code."""

    def find(tables: Tables) -> Iterator[Hit]:
        flags = tables.flags[tables.flags["code"] == code]
        for row in flags.to_dict("records"):
            node = row["node"] if isinstance(row["node"], str) else row["document"]
            lines = () if pd.isna(row["source_line"]) else (int(row["source_line"]),)
            yield Hit((str(node),), {"what": row["message"]}, lines, str(row["document"]))

    return find


def _remark(code: str, level: Level, meaning: str) -> Check:
    return Check(code, level, meaning, "{what}", remarked(code))


def count_differs(tables: Tables) -> Iterator[Hit]:
    """A count the text states that is neither that of the plan, nor of an appendix, nor of a section."""
    for what, rows in (("tasks", tables.tasks), ("indicators", tables.indicators)):
        stated = tables.declared[tables.declared["what"] == what]
        counts = _counts(tables, rows[rows["document"].isin(set(stated["document"]))])
        for row in stated.to_dict("records"):
            found = counts.get(row["document"], {0})
            if int(row["count"]) not in found:
                values: dict[str, object] = {"words": row["words"], "found": max(found)}
                lines = (int(row["source_line"]),) if pd.notna(row["source_line"]) else ()
                yield Hit((str(row["document"]),), values, lines)


def _counts(tables: Tables, frame: pd.DataFrame) -> dict[str, set[int]]:
    """For each plan how many of the rows it has, its appendices have, and its sections with those under them have."""
    links = tables.brought("CONTAINS")
    links = links[links["source"].str.startswith("section:")]
    parent = dict(zip(links["target"], links["source"], strict=True))
    tally: dict[tuple[str, str], int] = {}
    for row, document, place in zip(frame["id"], frame["document"], frame["place"], strict=True):
        above = parent.get(row)
        parts = [document, place]
        while above is not None:
            parts.append(above)
            above = parent.get(above)
        for part in parts:
            tally[document, part] = tally.get((document, part), 0) + 1
    counts: dict[str, set[int]] = {}
    for (document, _), count in tally.items():
        counts.setdefault(document, set()).add(count)
    return counts


def _same_name(tables: Tables) -> pd.DataFrame:
    """Tasks in the words of an earlier one of their plan (`first`), with `same_lead`."""
    return tables.once("same_name", _made_same_name)


def _made_same_name(tables: Tables) -> pd.DataFrame:
    frame = tables.tasks
    leads = tables.leads.sort_values("source").groupby("target")["source"].agg("|".join)
    key = said(frame["name"]).map(fold).str.rstrip(" .;")
    frame = frame.assign(key=frame["document"] + "|" + key, lead=said(frame["id"].map(leads)))
    frame = frame[key.ne("") & ~frame["id"].isin(tables.holders)].sort_values(["key", "source_line", "id"])
    first = frame.groupby("key")[["id", "lead", "number"]].transform("first")
    frame = frame.assign(first=first["id"], same_lead=frame["lead"] == first["lead"])
    return frame[frame["id"] != frame["first"]]


def task_twice(tables: Tables) -> Iterator[Hit]:
    """Two tasks of one plan in the same words, led by the same, or linked as the same duty."""
    rows = _same_name(tables)
    yield from each(rows[rows["same_lead"]], "first", name="name")
    links = tables.record.frame("OVERLAPS")
    links = links[(links["level"] == "same") & (links["judgement"] != "rejected")]
    of = tables.tasks.set_index("id")
    links = links.assign(
        id=links["target"], a=links["source"].map(of["document"]), b=links["target"].map(of["document"])
    )
    known = set(rows["id"]) | set(rows["first"])
    links = links[(links["a"] == links["b"]) & links["a"].notna() & ~(links["id"].isin(known))]
    yield from each(links.assign(name=links["id"].map(of["name"])), "source", name="name")


def task_shared(tables: Tables) -> Iterator[Hit]:
    """Two tasks of one plan in the same words with different leads."""
    rows = _same_name(tables)
    return each(rows[~rows["same_lead"]], "first", name="name")


CHECKS = (
    _remark("number_repeated", "error", "A number is printed twice in one list."),
    _remark("duplicate_heading", "error", "Two different headings carry the same number in one appendix."),
    _remark("dangling_dependency", "error", "A task is said to depend on one that is not in its list."),
    _remark("number_skipped", "warning", "A number is left out in a list."),
    _remark("number_order", "warning", "Numbers of a list are out of order."),
    _remark("deadline_doubt", "warning", "A deadline is printed in a way that can be read only by mending it."),
    _remark("agency_doubt", "note", "The name of an agency is printed wrongly, or does not say which office is meant."),
    Check(
        "count_differs",
        "warning",
        "A count of tasks or indicators stated in the text is that of no plan, appendix or section found.",
        "the text says {words}; {found} were found in the whole plan",
        count_differs,
    ),
    Check(
        "task_twice",
        "warning",
        "The same task stands in the plan twice with the same lead, or two tasks are linked as the same duty.",
        "the same task stands in the plan already: {name}",
        task_twice,
    ),
    Check(
        "task_shared",
        "note",
        "The same words stand in the plan twice, with different leads.",
        "the same words stand in the plan already, with another lead: {name}",
        task_shared,
    ),
)
