"""An indicator row to its node, targets, results and agencies."""

from __future__ import annotations

import re

from graph.elements import Value
from graph.rows import Column, Place, Role, Row
from importers.assemble.builder import Builder
from importers.assemble.cells import Cells, link_agencies
from importers.grammar.targets import (
    Measure,
    Result,
    read_result,
    read_target,
    split_dated_targets,
    targets_in_name,
)

_YEAR = re.compile(r"\b(20\d\d)\b")


def add_indicator(builder: Builder, columns: tuple[Column, ...], row: Row, horizon: str | None) -> str:
    """Add the indicator and what hangs on it; `horizon` is the period of targets whose column names none ('2030').
    Where no column holds targets, or the row leaves the only one blank, they stand inside the name."""
    cells = Cells(columns, row)
    name, unit = cells.text(Role.NAME), cells.text(Role.UNIT)
    id_ = builder.id_for("indicator", row.appendix, row.section, row.number, name=name)
    builder.add(
        "Indicator",
        id_,
        {
            "appendix": row.appendix,
            "section": row.section,
            "number": row.number,
            "name": name,
            "unit": unit,
            "baseline": cells.text(Role.BASELINE),
            "lead_text": cells.text(Role.LEAD),
            "coordinator_text": cells.text(Role.COORDINATOR),
        },
        row.place,
    )
    if name is None:
        builder.flag("cell_lost", "the row has no name", row.place, id_, "lost")
    measured = _Measured(builder, id_, row.place)
    for column, text in cells.all(Role.TARGET):
        for period, words in _dated(text, column.period or _section_year(row) or horizon):
            measured.add("Target", period, words, read_target(words, unit))
    for column, text in cells.all(Role.RESULT):
        measured.add("Result", column.period or horizon, text, read_result(text, unit))
    aims = [column.period for column in columns if column.role is Role.TARGET]
    if name and not cells.all(Role.TARGET) and len(aims) <= 1:
        period = next(iter(aims), None) or _section_year(row) or horizon
        for words in targets_in_name(name, period):
            measured.add("Target", period, words, read_target(words, unit))
    link_agencies(builder, cells.text(Role.LEAD), "TRACKS", id_, row.place)
    link_agencies(builder, cells.text(Role.COORDINATOR), "COORDINATES", id_, row.place)
    return id_


class _Measured:
    """Targets and results of one indicator, numbered within a period."""

    def __init__(self, builder: Builder, indicator: str, place: Place) -> None:
        self.builder, self.indicator, self.place = builder, indicator, place
        self._count: dict[tuple[str, str | None], int] = {}

    def add(self, label: str, period: str | None, text: str, measure: Measure) -> None:
        self._count[label, period] = ordinal = self._count.get((label, period), 0) + 1
        parts = [label.lower(), self.indicator.removeprefix("indicator:"), period or "-"]
        id_ = ":".join(parts) + (f"-{ordinal}" if ordinal > 1 else "")
        properties: dict[str, Value] = {
            "period": period,
            "text": text,
            "operator": measure.operator,
            "value": measure.value,
            "value_high": measure.value_high,
            "unit": measure.unit,
        }
        if isinstance(measure, Result):
            properties["met"] = measure.met
        self.builder.add(label, id_, properties, self.place)
        self.builder.link(self.indicator, f"HAS_{label.upper()}", id_, self.place)
        if measure.unread:
            self.builder.flag("unread_target", f"not understood as a value: {text}", self.place, self.indicator)


def _dated(text: str, period: str | None) -> list[tuple[str | None, str]]:
    dated = split_dated_targets(text)
    return [(year, words) for year, words in dated] if dated else [(period, text)]


def _section_year(row: Row) -> str | None:
    found = _YEAR.match(row.section or "")
    return found.group(1) if found else None
