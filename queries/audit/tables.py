"""The tables that all checks look at, each read from the record once, limited to the plans asked about."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from graph.record import Record
from queries.scope import HARD_KINDS, plan_ids

CITING = ("IMPLEMENTS", "AMENDS", "REPLACES", "PROMULGATES", "GUIDES", "CITES")


def said(column: pd.Series[Any]) -> pd.Series[str]:
    """A column of texts (ISO days among them) with the empty text for what is missing."""
    return column.astype(object).where(column.notna(), "")


@dataclass
class Tables:
    """Frames of the record. Each keeps only what the plans in scope brought; `agencies` and `documents` are whole."""

    record: Record
    plan: str | list[str] | None = None
    made: dict[str, pd.DataFrame] = field(default_factory=dict)

    def once(self, name: str, make: Callable[[Tables], pd.DataFrame]) -> pd.DataFrame:
        """A table that several checks derive from these, made when first asked for."""
        if name not in self.made:
            self.made[name] = make(self)
        return self.made[name]

    @cached_property
    def plans(self) -> list[str]:
        """Ids of the imported documents in scope."""
        imported = [row[0] for row in self.record.connection.execute("SELECT document FROM imported ORDER BY document")]
        asked = plan_ids(self.record, self.plan)
        return imported if asked is None else [id_ for id_ in imported if id_ in asked]

    def brought(self, name: str) -> pd.DataFrame:
        """The nodes of a label, or the relationships of a type, that the plans in scope brought."""
        frame = self.record.frame(name)
        return frame[frame["document"].isin(self.plans)].reset_index(drop=True)

    @cached_property
    def documents(self) -> pd.DataFrame:
        """All documents, those only cited among them."""
        return self.record.frame("Document")

    @cached_property
    def agencies(self) -> pd.DataFrame:
        """All agencies."""
        return self.record.frame("Agency")

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of every agency and group by id."""
        groups = self.record.frame("AgencyGroup")
        both = pd.concat([self.agencies[["id", "name"]], groups[["id", "name"]]])
        return dict(zip(both["id"], both["name"], strict=True))

    @cached_property
    def tasks(self) -> pd.DataFrame:
        """Tasks, with `place` (document and appendix: the table they stand in)."""
        frame = self.brought("Task")
        return frame.assign(place=_place(frame))

    @cached_property
    def part_of(self) -> pd.DataFrame:
        """Task (`source`) and the task it is a part of (`target`)."""
        links = self.record.frame("PART_OF")
        return links[links["source"].isin(set(self.tasks["id"]))].reset_index(drop=True)

    @cached_property
    def holders(self) -> set[str]:
        """Tasks that others are parts of: a heading row need not say again what its parts say."""
        return set(self.part_of["target"])

    @cached_property
    def leads(self) -> pd.DataFrame:
        """Who (`source`) leads which task (`target`)."""
        return self.brought("LEADS")

    @cached_property
    def coordinates(self) -> pd.DataFrame:
        """Who (`source`) coordinates in which task (`target`)."""
        links = self.brought("COORDINATES")
        return links[links["target"].isin(set(self.tasks["id"]))].reset_index(drop=True)

    @cached_property
    def counterparts(self) -> pd.DataFrame:
        """Which provincial agency (`source`) answers for a task (`target`) that the centre leads."""
        return self.brought("COUNTERPART_FOR")

    @cached_property
    def milestones(self) -> pd.DataFrame:
        """Milestones with their `task`, its `state`, document and `place`."""
        due = self.record.frame("DUE")[["source", "target"]].rename(columns={"source": "task", "target": "id"})
        frame = self.record.frame("Milestone").drop(columns=["document"]).merge(due, on="id")
        tasks = self.tasks[["id", "name", "state", "document", "place"]].rename(columns={"id": "task"})
        frame = frame.merge(tasks, on="task")
        return frame.assign(hard=frame["kind"].isin(HARD_KINDS) & frame["end"].notna())

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """Indicators, with `place`."""
        frame = self.brought("Indicator")
        return frame.assign(place=_place(frame))

    @cached_property
    def targets(self) -> pd.DataFrame:
        """Targets with their indicator (`indicator`, `name`, `unit_printed`, `baseline`, `place`)."""
        return self._measured("HAS_TARGET", "Target")

    @cached_property
    def results(self) -> pd.DataFrame:
        """Results with their indicator."""
        return self._measured("HAS_RESULT", "Result")

    def _measured(self, type_: str, label: str) -> pd.DataFrame:
        links = self.record.frame(type_)[["source", "target"]].rename(columns={"source": "indicator", "target": "id"})
        rows = self.indicators[["id", "name", "unit", "baseline", "place"]]
        rows = rows.rename(columns={"id": "indicator", "unit": "unit_printed"})
        return self.record.frame(label).merge(links, on="id").merge(rows, on="indicator").reset_index(drop=True)

    @cached_property
    def flags(self) -> pd.DataFrame:
        """What the import itself remarked: document, code, message, node, source_line."""
        rows = self.record.connection.execute(
            "SELECT document, code, message, node, source_line FROM flag ORDER BY document, ordinal"
        ).fetchall()
        frame = pd.DataFrame(rows, columns=["document", "code", "message", "node", "source_line"], dtype=object)
        return frame[frame["document"].isin(self.plans)].reset_index(drop=True)

    @cached_property
    def declared(self) -> pd.DataFrame:
        """Counts a text states: document, what (tasks, indicators, groups), count, words, source_line."""
        rows = [
            (document, d["what"], d["count"], d["words"], d["source_line"])
            for document, text in self.record.connection.execute("SELECT document, account FROM imported")
            if document in self.plans
            for d in json.loads(text).get("declared", [])
        ]
        return pd.DataFrame(rows, columns=["document", "what", "count", "words", "source_line"])

    @cached_property
    def citations(self) -> pd.DataFrame:
        """What the plans in scope cite: `id` (the citing task or document), `plan`, `cited`, `issued` (of the cited),
        `type`, `text`, `source_line`."""
        parts = []
        for type_ in CITING:
            links = self.record.frame(type_)
            parts.append(links[links["document"].isin(self.plans)].assign(type=type_))
        frame = pd.concat(parts, ignore_index=True)
        plan = frame["source"].where(frame["source"].str.startswith("doc:"), frame["document"])
        frame = frame.assign(plan=plan)[frame["source"].eq(frame["document"]) | ~frame["source"].str.startswith("doc:")]
        issued = self.documents.set_index("id")["issued"]
        frame = frame.assign(issued=frame["target"].map(issued))
        return frame.rename(columns={"source": "id", "target": "cited"})[
            ["id", "plan", "cited", "issued", "type", "text", "source_line"]
        ]

    @cached_property
    def issued(self) -> dict[str, str]:
        """The plans' own days of issue, where they are printed."""
        frame = self.documents[self.documents["id"].isin(self.plans) & self.documents["issued"].notna()]
        return dict(zip(frame["id"], frame["issued"], strict=True))

    @cached_property
    def not_before(self) -> dict[str, str]:
        """For a plan, the day before which it cannot have been issued: its own, else the newest date it cites."""
        cited = self.citations.dropna(subset=["issued"])
        newest = cited.groupby("plan")["issued"].max()
        return {**{str(plan): str(day) for plan, day in newest.items()}, **self.issued}

    @cached_property
    def files(self) -> dict[str, str]:
        """The base name of each imported document's file."""
        return dict(self.record.connection.execute("SELECT document, source_file FROM imported").fetchall())


def _place(frame: pd.DataFrame) -> pd.Series[str]:
    return said(frame["document"]) + "|" + said(frame["appendix"])
