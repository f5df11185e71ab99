"""What a check is: data (code, level, meaning, message) and the function that finds the rows it speaks of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd

    from queries.audit.tables import Tables

Level = Literal["error", "warning", "note"]
LEVELS: tuple[Level, ...] = ("error", "warning", "note")
"""error: two statements of a plan (or of a plan and the law) cannot both hold; warning: something is missing or should
be asked about; note: worth knowing, often right."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a check finds something. `nodes`: ids, the one it is about first; `values`: what the check's
    message speaks of; `lines`: source lines besides the nodes' own; `document`: where no node was read from one."""

    nodes: tuple[str, ...]
    values: dict[str, object] = field(default_factory=dict)
    lines: tuple[int, ...] = ()
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A check as it is declared: `message` is an English template filled with a hit's values and translated before."""

    code: str
    level: Level
    meaning: str
    message: str
    find: Callable[[Tables], Iterable[Hit]]


def each(frame: pd.DataFrame, *others: str, **values: str) -> Iterator[Hit]:
    """A hit a row: about its `id`, then the ids in the columns `others`; `values`: message value -> column."""
    columns = ["id", *others]
    for row in frame.to_dict("records"):
        yield Hit(tuple(str(row[c]) for c in columns), {name: shown(row[column]) for name, column in values.items()})


def shown(value: Any) -> object:
    """A value as a message shows it: whole numbers without a fraction."""
    return f"{value:g}" if isinstance(value, float) else value
