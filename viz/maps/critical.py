"""Tasks that wait for each other, in the order of the work; the critical ones stand out."""

from __future__ import annotations

from typing import Any

from queries.critical_path import compute
from queries.dependencies import links
from viz.layouts import wrapped_columns
from viz.maps.sketch import Block, Sketch, arrange, line_kind
from viz.picture import GREY, VERMILLION, Picture
from viz.sources import Sources, words

COLUMN, ROW, TALLEST = 150.0, 66.0, 10
"""Pixels between columns and rows, and the most tasks that stand under each other."""

NAME_HEIGHT = 36.0
"""What a row is higher by where names stand under the numbers."""


def critical_path(sources: Sources, subject: str | None = None) -> Picture:
    """The network of tasks that a dependency touches: what comes first stands left of what waits for it, networks that
    have nothing to do with each other stand apart. Dates stand under the numbers."""
    _ = sources.translate
    lines = [
        line_kind(sources, "drives", "holds where it is", VERMILLION),
        line_kind(sources, "waits", "comes before", GREY),
    ]
    sketch = Sketch(sources, "The critical path", lines)
    answer = compute(sources.record, plan=sources.plans, linked_only=True, lang=sources.lang)
    rows = sources.rows("Task")
    table: list[dict[str, Any]] = [
        {str(k): v for k, v in row.items()} for row in answer.table.to_dict(orient="records") if row["id"] in rows
    ]
    dates: dict[str, str] = {}
    for row in table:
        point = sketch.task(rows[row["id"]], kind="critical" if row["critical"] is True else None)
        dates[point.id] = f"\n{_day(row['early_start'])} – {_day(row['early_finish'])}"
        point.rank = 1.0 if row["critical"] is True else 0.0
        point.facts = [
            (_("Early start"), row["early_start"]), (_("Early finish"), row["early_finish"]),
            (_("Late finish"), row["late_finish"]), (_("Slack in days"), str(row["total_slack_days"])), *point.facts,
        ]  # fmt: skip
    driving = {(row["driving_predecessor"], row["id"]) for row in table}
    for link in links(sources.record, plan=sources.plans).to_dict(orient="records"):
        before, after = str(link["target"]), str(link["source"])
        kind = "drives" if (before, after) in driving else "waits"
        sketch.link(before, after, kind, words(link["text"]) or None)
    row_height = ROW + (NAME_HEIGHT if sketch.name_tasks(22, 3) else 0)
    for id_, words_ in dates.items():
        sketch.points[id_].label += words_
    _place(sketch, row_height)
    sketch.notes.append(answer.rule)
    return sketch.picture(_("{n} tasks that wait for others or are waited for").format(n=len(table)))


def _day(text: str) -> str:
    year, month, day = text.split("-")
    return f"{int(day)}/{int(month)}/{year[2:]}"


def _place(sketch: Sketch, row_height: float) -> None:
    """Each network in columns by how many tasks come before, tall columns broken; the networks on shelves."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(sorted(sketch.points))
    graph.add_edges_from((line.source, line.target) for line in sketch.lines)
    graph.remove_edges_from(nx.selfloop_edges(graph))
    parts = sorted((sorted(part) for part in nx.weakly_connected_components(graph)), key=lambda p: (-len(p), p[0]))
    arrange(sketch, [_block(graph.subgraph(part), sketch, row_height) for part in parts], 30)


def _block(graph: Any, sketch: Sketch, row_height: float) -> Block:
    """Places of one network. Tasks of a loop, which have no order, share a column."""
    import networkx as nx

    whole = nx.condensation(graph)
    level: dict[int, int] = {}
    for group in nx.lexicographical_topological_sort(whole):
        level[group] = max((level[before] + 1 for before in whole.predecessors(group)), default=0)
    columns: dict[int, list[str]] = {}
    for group, depth in level.items():
        columns.setdefault(depth, []).extend(whole.nodes[group]["members"])
    narrow: list[list[str]] = []
    for _depth, held in sorted(columns.items()):
        held.sort(key=lambda id_: (-sketch.points[id_].rank, id_))
        narrow += wrapped_columns(held, TALLEST)
    height = max(map(len, narrow)) * row_height
    places = {
        id_: ((n + 0.5) * COLUMN, height / 2 + (k - len(column) / 2) * row_height + 14)
        for n, column in enumerate(narrow)
        for k, id_ in enumerate(column)
    }
    return Block(places, len(narrow) * COLUMN, height)
