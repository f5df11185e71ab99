"""What all sections of a report share: the record, the language, the day it is seen from, names of plans."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from graph.record import Record
from queries.language import Translate, translator
from viz.report.parts import Link, Row
from viz.sources import Sources, words

if TYPE_CHECKING:
    import pandas as pd


class Context:
    """The record seen for one report. `today` is an ISO date; `plans` are ids, all imported documents by default."""

    def __init__(self, record: Record, *, plan: str | list[str] | None, lang: str, today: str) -> None:
        self.record = record
        self.lang = lang
        self.today = today
        self.translate: Translate = translator(lang)
        self.sources = Sources(record, plan, self.translate)

    @cached_property
    def plans(self) -> list[str]:
        """Ids of the plans the report is about, in the order of their day of issue (undated last) and id."""
        held = self.sources.plans
        chosen = [id_ for id_ in self.sources.files if held is None or id_ in held]
        return sorted(chosen, key=lambda id_: (words(self.documents[id_].get("issued")) or "9999", id_))

    @cached_property
    def documents(self) -> dict[str, dict[str, Any]]:
        """All documents by id."""
        return self.sources.rows("Document")

    @cached_property
    def plan_names(self) -> dict[str, str]:
        """A short name for each plan: its number, else its kind and province, told apart where two are alike."""
        found: dict[str, str] = {}
        for id_ in self.plans:
            row = self.documents[id_]
            kind = self.translate(words(row.get("kind")) or "plan")
            name = words(row.get("number")) or f"{kind} {words(row.get('jurisdiction'))}".strip()
            if words(row.get("draft")) == "True":
                name = f"{name} ({self.translate('draft')})"
            found[id_] = name if name not in found.values() else f"{name} {len(found) + 1}"
        return found

    def reference(self, id_: str) -> str:
        """A row's reference with the plan's short name in place of a draft's id."""
        text = self.sources.references.get(id_, id_)
        for plan, name in self.plan_names.items():
            if text.startswith(plan):
                return name + text[len(plan) :]
        return text

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of agencies and groups by id; where several have one name, with their jurisdiction."""
        rows = [*self.sources.rows("Agency").values(), *self.sources.rows("AgencyGroup").values()]
        counts: dict[str, int] = {}
        for row in rows:
            counts[words(row["name"])] = counts.get(words(row["name"]), 0) + 1
        return {
            row["id"]: f"{row['name']} ({words(row.get('jurisdiction'))})"
            if counts[words(row["name"])] > 1 and words(row.get("jurisdiction"))
            else words(row["name"])
            for row in rows
        }

    def records(self, frame: pd.DataFrame) -> list[dict[str, Any]]:
        """The rows of a DataFrame as dictionaries with text keys."""
        return [{str(k): v for k, v in row.items()} for row in frame.to_dict(orient="records")]


def find_rows(table: str, *terms: str) -> str:
    """A link to the rows of a table that hold all the terms."""
    return f"#{table}?q={quote(' '.join(f'"{term}"' for term in terms))}"


def found(table: str, text: object, *terms: str) -> Link:
    """A figure that leads to the rows it counts."""
    return Link(str(text), find_rows(table, *terms))


def row(*cells: Any, anchor: str | None = None, node: str | None = None, where: str | None = None) -> Row:
    """A row whose missing cells are None."""
    kept = tuple(None if cell is None or words(cell) == "" else cell for cell in cells)
    return Row(kept, anchor, node, where)
