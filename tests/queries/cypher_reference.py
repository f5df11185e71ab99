"""What each shipped question means, said once more without Cypher: over the NetworkX graph, in plain Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import networkx as nx

Graph = nx.MultiDiGraph
Rows = Iterable[tuple[Any, ...]]
UP = ("IMPLEMENTS", "GUIDES", "AMENDS", "PROMULGATES")
HARD = ("date", "month", "quarter", "year", "range")
PLACE = ("document", "source_line", "source_page", "source_table", "source_row")


def _nodes(g: Graph, *labels: str) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((n, d) for n, d in g.nodes(data=True) if d["label"] in labels)


def _edges(g: Graph, *types: str) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    return ((a, b, t, d) for a, b, t, d in g.edges(keys=True, data=True) if t in types)


def _into(g: Graph, node: str, *types: str) -> list[tuple[str, dict[str, Any]]]:
    return [(a, d) for a, _, t, d in g.in_edges(node, keys=True, data=True) if t in types]


def _from(g: Graph, node: str, *types: str) -> list[tuple[str, dict[str, Any]]]:
    return [(b, d) for _, b, t, d in g.out_edges(node, keys=True, data=True) if t in types]


def _name(g: Graph, node: str) -> Any:
    d = g.nodes[node]
    if "name" in d:
        return d["name"]
    order = {"Document": ("number", "title"), "Section": ("title", "number")}.get(d["label"], ("text",))
    return next((d[key] for key in order if d[key] is not None), None)


def _of_plan(g: Graph, task: str, plan: str | None) -> bool:
    return plan is None or g.nodes[task]["document"] == plan


def _reached(g: Graph, start: str, types: tuple[str, ...], *, up: bool) -> set[str]:
    only = nx.DiGraph()
    only.add_node(start)
    only.add_edges_from((a, b) for a, b, _, _ in _edges(g, *types))
    return {start} | (nx.descendants(only, start) if up else nx.ancestors(only, start))


def _above(g: Graph, node: str) -> list[str]:
    """What contains a row, nearest first, the document last."""
    found = []
    while over := _into(g, node, "CONTAINS"):
        node = over[0][0]
        found.append(node)
    return found


def agency_load(g: Graph, plan: str | None = None) -> Rows:
    for a, d in _nodes(g, "Agency", "AgencyGroup"):
        led = [t for t, _ in _from(g, a, "LEADS") if _of_plan(g, t, plan)]
        yield a, d["name"], len(led), float(sum(1 / len(_into(g, t, "LEADS")) for t in led))


def agency_quarters(g: Graph, agency_folded: str) -> Rows:
    for a, d in _nodes(g, "Agency", "AgencyGroup"):
        if d["name_folded"] != agency_folded:
            continue
        for t, _ in _from(g, a, "LEADS"):
            task = g.nodes[t]
            for m in [g.nodes[m] for m, _ in _from(g, t, "DUE")] or [dict.fromkeys(("end_quarter", "end", "text"))]:
                yield m["end_quarter"], m["end"], m["text"], t, task["number"], task["name"]


def upward(g: Graph, task: str) -> Rows:
    above = _above(g, task)
    if not above:
        return
    yield task, "CONTAINS", above[-1], None, g.nodes[task]["source_line"]
    for b, d in _from(g, task, "CITES"):
        yield task, "CITES", b, d["text"], d["source_line"]
    bottom = next((s for s in above[:-1] if _from(g, s, "IMPLEMENTS")), above[-1])
    for a in _reached(g, bottom, UP, up=True):
        for _, b, t, d in [e for e in g.out_edges(a, keys=True, data=True) if e[2] in UP]:
            yield (above[-1] if a == bottom else a), t, b, d["text"], d["source_line"]


def counterparts(g: Graph, plan: str | None = None) -> Rows:
    tasks: dict[tuple[str, str], set[str]] = {}
    for p, t, _, _ in _edges(g, "COUNTERPART_FOR"):
        for m, _ in _into(g, t, "LEADS"):
            if g.nodes[m]["label"] == "Agency" and _of_plan(g, t, plan):
                tasks.setdefault((p, m), set()).add(t)
    for (p, m), found in tasks.items():
        yield p, _name(g, p), m, _name(g, m), g.nodes[m]["level"], len(found)


def collective_only(g: Graph, plan: str | None = None) -> Rows:
    for t, d in _nodes(g, "Task"):
        leads = _into(g, t, "LEADS")
        if _of_plan(g, t, plan) and all(g.nodes[a]["label"] == "AgencyGroup" for a, _ in leads):
            for a, words in leads:
                yield t, d["number"], d["name"], _name(g, a), words["text"]


def overlaps_confirmed(g: Graph) -> Rows:
    for a, b, _, d in _edges(g, "OVERLAPS"):
        if d["judgement"] == "confirmed":
            yield a, _name(g, a), b, _name(g, b), d["level"], d["similarity"], d["reasons"]


def dependency_clashes(g: Graph) -> Rows:
    for t, p, _, d in _edges(g, "DEPENDS_ON"):
        due, before = g.nodes[t]["due"], g.nodes[p]["due"]
        if due is not None and before is not None and due < before and d["link"] in (None, "FS", "FF"):
            yield t, _name(g, t), due, p, _name(g, p), before, d["origin"], d["text"]


def measure_targets(g: Graph, indicator_folded: str) -> Rows:
    named = {i for i, d in _nodes(g, "Indicator") if d["name_folded"] == indicator_folded}
    same = {(a, b) for a, b, _, d in _edges(g, "SAME_MEASURE") if d["judgement"] == "confirmed"}
    named |= {b for a, b in same if a in named} | {a for a, b in same if b in named}
    for i in named:
        plan = g.nodes[i]["document"]
        for target, _ in _from(g, i, "HAS_TARGET"):
            d = g.nodes[target]
            values = (d[key] for key in ("period", "text", "operator", "value", "value_high", "unit"))
            yield plan, g.nodes[plan]["number"], i, _name(g, i), *values


def resting_on(g: Graph, document: str) -> Rows:
    below = _reached(g, document, UP, up=False)
    documents = {d for d in below if g.nodes[d]["label"] == "Document"}
    for t, d in _nodes(g, "Task"):
        above = _above(g, t)
        ways = {
            "task": any(b == document for b, _ in _from(g, t, "CITES")),
            "heading": any(b in documents for s in above[:-1] for b, _ in _from(g, s, "IMPLEMENTS")),
            "plan": bool(above) and above[-1] in documents,
        }
        for way, holds in ways.items():
            if holds:
                yield t, d["number"], d["name"], d["document"], way


def evidence(g: Graph, task: str) -> Rows:
    for _, x, t, d in g.out_edges(task, keys=True, data=True):
        yield "out", t, x, _name(g, x), d.get("text"), *(d[key] for key in PLACE)
    for x, _, t, d in g.in_edges(task, keys=True, data=True):
        yield "in", t, x, _name(g, x), d.get("text"), *(d[key] for key in PLACE)


def no_lead(g: Graph, plan: str | None = None) -> Rows:
    for t, d in _nodes(g, "Task"):
        if _of_plan(g, t, plan) and not _into(g, t, "LEADS", "PART_OF"):
            yield t, d["number"], d["name"], d["lead_text"], d["source_line"]


def inherited(g: Graph) -> Rows:
    for a, b, _, d in _edges(g, "SUCCEEDED_BY"):
        for t, _ in _from(g, a, "LEADS"):
            yield t, _name(g, t), _name(g, a), _name(g, b), d["on"], d["basis"], d["share"]


def quarter_load(g: Graph, plan: str | None = None) -> Rows:
    counts: Counter[tuple[str, str]] = Counter()
    for a, t, _, _ in _edges(g, "LEADS"):
        for m, _ in _from(g, t, "DUE"):
            quarter = g.nodes[m]["end_quarter"]
            if quarter is not None and g.nodes[a]["label"] == "Agency" and _of_plan(g, t, plan):
                counts[quarter, a] += 1
    for (quarter, a), number in counts.items():
        yield quarter, a, _name(g, a), number


def clarity(g: Graph, plan: str | None = None) -> Rows:
    for t, d in _nodes(g, "Task"):
        if not _of_plan(g, t, plan):
            continue
        leads = Counter(g.nodes[a]["label"] for a, _ in _into(g, t, "LEADS"))
        hard = sum(g.nodes[m]["kind"] in HARD for m, _ in _from(g, t, "DUE"))
        counts = leads["Agency"], leads["AgencyGroup"], len(_into(g, t, "COORDINATES")), hard
        yield t, *counts, d["state"], d["deliverable"]


def audit(g: Graph, plan: str | None = None) -> Rows:
    for a, t, _, _ in _edges(g, "LEADS"):
        if _of_plan(g, t, plan) and any(b == a for b, _ in _into(g, t, "COORDINATES")):
            yield t, a, _name(g, a), g.nodes[t]["source_line"]


def audit_deadlines(g: Graph, plan: str | None = None) -> Rows:
    found = set()
    for t, d in _nodes(g, "Task"):
        issued = g.nodes[d["document"]]["issued"]
        if issued is None or not _of_plan(g, t, plan) or d["state"] in ("done", None):
            continue
        for m in (g.nodes[m] for m, _ in _from(g, t, "DUE")):
            if m["kind"] in HARD and m["end"] is not None and m["end"] < issued:
                found.add((t, m["end"], issued, d["source_line"]))
    return found


REFERENCE: dict[str, Callable[..., Rows]] = {
    function.__name__: function
    for function in (
        agency_load, agency_quarters, upward, counterparts, collective_only, overlaps_confirmed, dependency_clashes,
        measure_targets, resting_on, evidence, no_lead, inherited, quarter_load,
        clarity, audit, audit_deadlines,
    )
}  # fmt: skip
