"""The words behind what is shown: rows of the record by id, their evidence, their references."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from graph.record import Record
from graph.reference import references
from queries.language import Translate, language, translator
from queries.scope import plan_ids, told_apart
from viz.picture import Evidence

if TYPE_CHECKING:
    import pandas as pd

PLACES = (("source_line", "line"), ("source_page", "page"), ("source_table", "table"), ("source_row", "row"))


def present(value: Any) -> bool:
    """Whether a cell of a DataFrame holds something (None, NaN and NA do not)."""
    return value is not None and str(value) not in ("nan", "NaT", "<NA>")


def words(value: Any) -> str:
    """A cell of a DataFrame as words, empty where it holds nothing."""
    return str(value) if present(value) else ""


class Sources:
    """Everything a view asks the record for, limited to some plans, each frame read once."""

    def __init__(self, record: Record, plan: str | list[str] | None, lang: str | None) -> None:
        self.record, self.lang = record, language(lang)
        self.translate: Translate = translator(lang)
        self.plans = plan_ids(record, plan)
        self._by_id: dict[str, dict[str, dict[str, Any]]] = {}

    def frame(self, name: str) -> pd.DataFrame:
        """A label's or type's frame, of the plans asked for where its rows come from a document."""
        frame = self.record.frame(name)
        if self.plans is None or name in ("Document", "Agency", "AgencyGroup"):
            return frame
        return frame[frame["document"].isin(self.plans)].reset_index(drop=True)

    def rows(self, name: str) -> dict[str, dict[str, Any]]:
        """The nodes of a label by id."""
        if name not in self._by_id:
            self._by_id[name] = {row["id"]: row for row in records(self.frame(name))}
        return self._by_id[name]

    @cached_property
    def references(self) -> dict[str, str]:
        """What people call each document, task and indicator."""
        return references(self.record)

    @cached_property
    def files(self) -> dict[str, str]:
        """The file each imported document was read from."""
        return dict(self.record.connection.execute("SELECT document, source_file FROM imported").fetchall())

    @cached_property
    def _raw(self) -> dict[tuple[str, str], str]:
        rows = self.record.connection.execute("SELECT document, node, raw FROM source_row").fetchall()
        return {(document, node): raw for document, node, raw in rows}

    def place(self, row: dict[str, Any]) -> str:
        """Where a row or link stands, in words: 'line 12', 'page 3, table 1, row 4'."""
        found = [f"{self.translate(word)} {int(row[key])}" for key, word in PLACES if present(row.get(key))]
        return ", ".join(found)

    def evidence(self, id_: str, row: dict[str, Any]) -> list[Evidence]:
        """The evidence of a node: file, place and the source's own characters; none for a node no row states."""
        document = row.get("document")
        if not present(document):
            return []
        return [Evidence(self.files.get(str(document)), self.place(row), self._raw.get((str(document), id_)))]

    def stated(self, row: dict[str, Any]) -> list[Evidence]:
        """The evidence of a link: file, place and the words it was read from."""
        text = row.get("text")
        file = self.files.get(words(row.get("document")))
        return [Evidence(file, self.place(row), str(text) if present(text) else None)]

    @cached_property
    def agency_names(self) -> dict[str, str]:
        """The name of each agency and group, with its jurisdiction where several have one name."""
        known = {**self.rows("Agency"), **self.rows("AgencyGroup")}
        return told_apart((id_, words(row["name"]), words(row.get("jurisdiction"))) for id_, row in known.items())

    def document_name(self, id_: str) -> str:
        """A document's number; of an imported one without number its province and kind; else its title cut short."""
        row = self.documents.get(id_, {})
        return words(row.get("number")) or self._unnumbered.get(id_) or shorten(words(row.get("title")), 60) or id_

    def reference(self, id_: str) -> str:
        """What a person calls a row: its reference, with words in place of the id of a document without number; where
        the row has no number of its own, its document and place."""
        if id_ in self.agency_names:
            return self.agency_names[id_]
        text = self.references.get(id_, id_)
        for plan, name in self._unnumbered.items():
            called = self.references.get(plan, plan)
            if text == called or text.startswith(f"{called} "):
                return name + text[len(called) :]
        if text == id_ and id_ in self._rows:  # a row without a number, or with one printed twice: its place tells it
            row = self._rows[id_]
            return f"{self.document_name(words(row.get('document')))}, {self.place(row)}"
        return text

    @cached_property
    def _unnumbered(self) -> dict[str, str]:
        """Imported documents without a number: province and kind, a running number where two are alike."""
        found: dict[str, str] = {}
        for id_ in sorted(self.files):
            row = self.documents.get(id_, {})
            if words(row.get("number")):
                continue
            kind = self.translate(words(row.get("kind")) or "plan")
            state = f" ({self.translate('draft')})" if row.get("draft") is True else ""
            name = ", ".join(filter(None, (words(row.get("jurisdiction")), kind))) + state
            alike = sum(other.startswith(name) for other in found.values())
            found[id_] = f"{name} {alike + 1}" if alike else name
        return found

    @cached_property
    def _rows(self) -> dict[str, dict[str, Any]]:
        return {**self.rows("Task"), **self.rows("Indicator"), **self.rows("Section")}

    @cached_property
    def documents(self) -> dict[str, dict[str, Any]]:
        """The rows of documents by id."""
        return self.rows("Document")


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a DataFrame, each by the names of its columns."""
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict(orient="records")]


def shorten(text: str, length: int) -> str:
    """The text cut at a word, with an ellipsis, to at most `length` characters."""
    if len(text) <= length:
        return text
    cut = text[: length - 1].rsplit(" ", 1)[0] or text[: length - 1]
    return cut.rstrip(" ,;:-") + "…"


def broken(text: str, width: int, lines: int) -> str:
    """The text over at most `lines` lines of about `width` characters (of capitals fewer), the rest an ellipsis."""
    if text.isupper():
        width = round(width * 0.8)
    found: list[str] = [""]
    for word in text.split():
        if found[-1] and len(found[-1]) + 1 + len(word) > width:
            found.append(word)
        else:
            found[-1] = f"{found[-1]} {word}".strip()
    if len(found) > lines:
        found = [*found[: lines - 1], shorten(found[lines - 1] + " " + found[lines], width)]
        found[-1] = found[-1] if found[-1].endswith("…") else found[-1] + "…"
    return "\n".join(found)
