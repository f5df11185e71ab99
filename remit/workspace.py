"""What a notebook holds: one workspace, a method a question."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.record import Record

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from queries.workload import Concentration


class Workspace:
    """An open workspace. Each question is the function of the same name in `queries/`, with the same columns."""

    def __init__(self, record: Record) -> None:
        self.record = record

    @classmethod
    def open(cls, path: str | Path = "remit.db", *, create: bool = True) -> Workspace:
        """Open (or make) a workspace file. Raises graph.record.RecordError."""
        return cls(Record.open(path, create=create))

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.record.close()

    def import_file(self, path: str | Path, **options: Any) -> dict[str, Any]:
        """Read a plan into the workspace; the answer is its account (see `importers.pipeline.import_file`)."""
        from importers.pipeline import import_file

        return import_file(self.record, Path(path), **options)

    def graph(self) -> nx.MultiDiGraph[str]:
        """The whole graph for NetworkX, edges keyed by relationship type."""
        from graph.network import to_networkx

        return to_networkx(self.record)

    def frame(self, name: str) -> pd.DataFrame:
        """All nodes of a label or relationships of a type."""
        return self.record.frame(name)

    def find(self, text: str, **options: Any) -> pd.DataFrame:
        """See `queries.find.find`."""
        from queries.find import find

        return find(self.record, text, **options)

    def show(self, ref: str, **options: Any) -> dict[str, object]:
        """See `queries.show.show`."""
        from queries.show import show

        return show(self.record, ref, **options)

    def workload(self, **options: Any) -> pd.DataFrame:
        """See `queries.workload.workload`."""
        from queries.workload import workload

        return workload(self.record, **options)

    def concentration(self, **options: Any) -> Concentration:
        """See `queries.workload.concentration`."""
        from queries.workload import concentration, workload

        return concentration(self.record, workload(self.record, **options), plan=options.get("plan"))

    def trace(self, ref: str, **options: Any) -> pd.DataFrame:
        """See `queries.trace.trace`."""
        from queries.trace import trace

        return trace(self.record, ref, **options)

    def overlaps(self, **options: Any) -> pd.DataFrame:
        """See `queries.overlaps.overlaps`."""
        from queries.overlaps import overlaps

        return overlaps(self.record, **options)

    def cascade(self, parent: str, child: str, **options: Any) -> pd.DataFrame:
        """See `queries.overlaps.cascade`."""
        from queries.overlaps import cascade

        return cascade(self.record, parent, child, **options)

    def deadlines(self, **options: Any) -> pd.DataFrame:
        """See `queries.deadlines.deadlines`."""
        from queries.deadlines import deadlines

        return deadlines(self.record, **options)

    def critical_path(self, **options: Any) -> pd.DataFrame:
        """See `queries.critical_path.compute`."""
        from queries.critical_path import critical_path

        return critical_path(self.record, **options)

    def dependencies(self, **options: Any) -> pd.DataFrame:
        """See `queries.dependencies.dependencies`."""
        from queries.dependencies import dependencies

        return dependencies(self.record, **options)

    def review_agencies(self, **options: Any) -> pd.DataFrame:
        """See `queries.review.review_agencies`."""
        from queries.review import review_agencies

        return review_agencies(self.record, **options)

    def audit(self, **options: Any) -> pd.DataFrame:
        """See `queries.audit.audit`."""
        from queries.audit import audit

        return audit(self.record, **options)

    def clarity(self, **options: Any) -> pd.DataFrame:
        """See `queries.clarity.clarity`."""
        from queries.clarity import clarity

        return clarity(self.record, **options)

    def indicators(self, **options: Any) -> pd.DataFrame:
        """See `queries.indicators.indicators`."""
        from queries.indicators import indicators

        return indicators(self.record, **options)
