"""A graph of government plans: who leads what, by when, and on what it rests.

    import remit
    plans = remit.open("remit.db")
    plans.workload()
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from remit.workspace import Workspace

__version__ = "0.1.0"


def open(path: str | Path = "remit.db", *, create: bool = True) -> Workspace:
    """Open (or make) a workspace file. Raises graph.record.RecordError when it cannot be used."""
    from remit.workspace import Workspace

    return Workspace.open(path, create=create)
