"""What a view answers: plain columns and rows, the same whichever engine gave them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

from graph.errors import RemitError

if TYPE_CHECKING:
    import pandas as pd

TIME_LIMIT: Final = 60.0
"""Seconds a question may take where nothing else is said."""

ROW_LIMIT: Final = 100_000
"""Rows that are kept of an answer where nothing else is said."""


class CypherError(RemitError):
    """The engine could not run the text; the message is the engine's, in one sentence."""


class CypherTimeoutError(CypherError):
    """The question took longer than it may."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows in the engine's order. Values are plain: nodes and relationships are mappings of their
    properties, dates ISO text. `cut`: there were more rows than the limit; `notes`: the engine's warnings."""

    columns: list[str]
    rows: list[list[Any]]
    cut: bool = False
    notes: list[str] = field(default_factory=list)

    def frame(self) -> pd.DataFrame:
        """The rows as a DataFrame of objects, missing values None."""
        import pandas as pd

        return pd.DataFrame(self.rows, columns=self.columns, dtype=object)


class View(Protocol):
    """Anything that answers Cypher."""

    def run(
        self,
        text: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        seconds: float = TIME_LIMIT,
        limit: int = ROW_LIMIT,
    ) -> Answer:
        """Run one reading statement. Raises RefusedCypherError or CypherError."""
        ...

    def workspaces(self) -> int:
        """How many workspaces are asked."""
        ...
