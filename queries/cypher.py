"""The questions that ship as Cypher, asked by name of whichever engine holds the graph.

A question is a file `queries/NAME.cypher` in the part of Cypher that all engines share: values come as parameters,
names from the model, no date functions. Its first comment lines say what it answers; a comment line `// $name: ...`
describes a parameter (null where it is not given, unless it says "required").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graph.cypher.answer import ROW_LIMIT, TIME_LIMIT, Answer, View
from graph.errors import RemitError
from graph.record import Record
from graph.reference import find_document, resolve
from graph.text import bare

if TYPE_CHECKING:
    import pandas as pd

FOLDED: Final = "_folded"
"""A parameter whose name ends so is given without the ending, and compared without case and diacritics."""

_PARAMETER = re.compile(r"//\s*\$(\w+):\s*(.+)")


class UnknownQuestionError(RemitError):
    """There is no question of this name, or a parameter is unknown or missing; the message lists what there is."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its name, what it answers, its parameters with what they mean, and its text."""

    name: str
    about: str
    parameters: dict[str, str]
    text: str

    @property
    def required(self) -> list[str]:
        """The parameters that must be given."""
        return [name for name, about in self.parameters.items() if about.endswith("required")]


def questions() -> dict[str, Question]:
    """All questions by name."""
    return {path.stem: _read(path) for path in sorted(Path(__file__).parent.glob("*.cypher"))}


def question(name: str) -> Question:
    """The question of a name ("agency_load" or "agency-load"). Raises UnknownQuestionError."""
    known = questions()
    found = known.get(name.replace("-", "_"))
    if found is None:
        names = ", ".join(known)
        raise UnknownQuestionError("{name}: there is no such question; there are {known}", name=name, known=names)
    return found


def ask(
    view: View,
    name: str,
    values: Mapping[str, object] | None = None,
    *,
    record: Record | None = None,
    seconds: float = TIME_LIMIT,
    limit: int = ROW_LIMIT,
) -> Answer:
    """Ask a question of the embedded view or of a server, with the values of its parameters by name.

    With a `record`, tasks, documents and plans may be named by reference; without one only by id. Raises
    UnknownQuestionError, ReferenceNotFoundError, or what the view raises.
    """
    asked = question(name)
    return view.run(asked.text, parameters(asked, values or {}, record), seconds=seconds, limit=limit)


def cypher(record: Record, name: str, **values: object) -> pd.DataFrame:
    """Ask a question of the record itself (through an embedded view made for it); the rows as a DataFrame."""
    from graph.cypher.embedded import EmbeddedGraph

    return ask(EmbeddedGraph(record), name, values, record=record).frame()


def parameters(asked: Question, values: Mapping[str, object], record: Record | None) -> dict[str, Any]:
    """All parameters of a question: names folded, references replaced by ids, null where nothing is given."""
    given = {name.removesuffix(FOLDED): value for name, value in values.items()}
    names = {name: name.removesuffix(FOLDED) for name in asked.parameters}
    unknown = sorted(set(given) - set(names.values()))
    missing = [names[name] for name in asked.required if given.get(names[name]) is None]
    if unknown or missing:
        takes = ", ".join(f"{names[name]} ({about})" for name, about in asked.parameters.items()) or "none"
        wrong = "{question}: no parameter {name}" if unknown else "{question}: {name} is missing"
        raise UnknownQuestionError(
            f"{wrong}; its parameters: {{takes}}", question=asked.name, name=(unknown or missing)[0], takes=takes
        )
    return {name: _value(name, given.get(plain), record) for name, plain in names.items()}


def _value(name: str, value: object, record: Record | None) -> object:
    if not isinstance(value, str):
        return value
    if name.endswith(FOLDED):
        return bare(value)
    if record is not None and name in ("plan", "document"):
        return find_document(record, value)
    return resolve(record, value) if record is not None and name == "task" else value


def _read(path: Path) -> Question:
    text = path.read_text(encoding="utf-8")
    comments = [line for line in text.splitlines() if line.startswith("//")]
    described = [match for line in comments if (match := _PARAMETER.match(line))]
    about = [line.removeprefix("//").strip() for line in comments if not _PARAMETER.match(line)]
    return Question(path.stem, " ".join(about).rstrip(".") + ".", {m[1]: m[2].strip() for m in described}, text)
