"""The critical path against networkx, igraph and rustworkx in one run: `python -m benchmarks.schedule [--size full]`.

Ours is the whole method from arrays: loop check, earliest and latest days, both kinds of slack, critical tasks, driving
predecessors. The others get their graph ready built (not counted) and do

* networkx: `is_directed_acyclic_graph`, `dag_longest_path`, and the earliest and latest starts in a Python pass;
* igraph: `connected_components("strong")`, the bare longest path (Bellman-Ford over negative weights from a source
  before all tasks), and the same Python pass over its topological order;
* rustworkx: the bare longest path alone (`dag_longest_path_length` with the weights).

Each figure is the best of some repeats, the processor's seconds; ratios are of figures of the same run on one core.
igraph and rustworkx are left out where they are not installed.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import networkx as nx
import numpy as np
import numpy.typing as npt
import pandas as pd

from benchmarks.corpus import SIZES, make_corpus
from benchmarks.paired import Row, part, shown
from graph.record import Record
from queries.schedule.cpm import schedule
from queries.schedule.loops import open_loops
from queries.schedule.network import make_links

Ints = npt.NDArray[np.int64]
Case = tuple[Ints, Ints, Ints]  # duration (n), predecessor, successor (m)


def cases(size: str) -> dict[str, Case]:
    """The networks measured: the corpus, the corpus with its tasks in no order, and chains."""
    corpus = make_corpus(size)
    rng = np.random.default_rng(7)
    name = rng.permutation(corpus.plan.size)
    duration = np.empty_like(corpus.duration)
    duration[name] = corpus.duration
    found = {
        f"{corpus.plan.size:,} tasks, {corpus.predecessor.size:,} links": (
            corpus.duration,
            corpus.predecessor,
            corpus.successor,
        ),
        "the same, tasks shuffled": (duration, name[corpus.predecessor], name[corpus.successor]),
    }
    for length in (1000, 100_000):
        order, days = np.arange(length), rng.integers(1, 90, length)
        found[f"chain of {length:,}"] = (days, order[:-1], order[1:])
        order = rng.permutation(length)
        found[f"chain of {length:,}, shuffled"] = (days, order[:-1], order[1:])
    return found


def ours(case: Case) -> Callable[[], object]:
    """The whole method."""
    duration, predecessor, successor = case
    given = make_links(predecessor, successor)

    def whole() -> object:
        links, _, sweep = open_loops(duration.size, given)
        plan = schedule(duration, links, sweep=sweep)
        return plan.total_slack, plan.free_slack, plan.critical, plan.driving_predecessor

    return whole


def python_pass(
    order: list[int], after: list[list[int]], before: list[list[int]], days: list[int]
) -> tuple[list[int], list[int]]:
    """Earliest and latest starts from adjacency lists, as one would write it."""
    early = [0] * len(days)
    for task in order:
        early[task] = max((early[p] + days[p] for p in before[task]), default=0)
    finish = max(map(int.__add__, early, days), default=0)
    late = [0] * len(days)
    for task in reversed(order):
        late[task] = min((late[s] for s in after[task]), default=finish) - days[task]
    return early, late


def networkx_work(case: Case) -> tuple[Callable[[], object], Callable[[], object]]:
    """(loop check, longest path and pass), (bare longest path)."""
    duration, predecessor, successor = (part.tolist() for part in case)
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(duration)))
    graph.add_weighted_edges_from((a, b, duration[a]) for a, b in zip(predecessor, successor, strict=True))

    def whole() -> object:
        assert nx.is_directed_acyclic_graph(graph)
        nx.dag_longest_path(graph)
        order = list(nx.topological_sort(graph))
        after = [list(graph.succ[task]) for task in range(len(duration))]
        before = [list(graph.pred[task]) for task in range(len(duration))]
        return python_pass(order, after, before, duration)

    return whole, lambda: nx.dag_longest_path(graph)


def igraph_work(case: Case) -> tuple[Callable[[], object], Callable[[], object]]:
    """(loop check, longest path and pass), (bare longest path)."""
    import igraph

    duration, predecessor, successor = case
    n = duration.size
    begin = np.stack((np.full(n, n), np.arange(n)), axis=1)
    links = np.stack((predecessor, successor), axis=1)
    graph = igraph.Graph(n=n, edges=links, directed=True)
    with_source = igraph.Graph(n=n + 1, edges=np.concatenate((links, begin)), directed=True)
    weights = np.concatenate((-duration[predecessor], np.zeros(n, dtype=np.int64))).tolist()
    days = duration.tolist()

    def bare() -> object:
        return with_source.distances(source=n, weights=weights)

    def whole() -> object:
        assert len(graph.connected_components("strong")) == n
        bare()
        order = graph.topological_sorting()
        return python_pass(order, graph.get_adjlist("out"), graph.get_adjlist("in"), days)

    return whole, bare


def rustworkx_work(case: Case) -> Callable[[], object]:
    """The bare longest path."""
    import rustworkx

    duration, predecessor, successor = case
    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(duration.size))
    weights = duration[predecessor].tolist()
    graph.add_edges_from(list(zip(predecessor.tolist(), successor.tolist(), weights, strict=True)))
    return lambda: rustworkx.dag_longest_path_length(graph, lambda _a, _b, days: days)


def best(work: Callable[[], object], repeats: int) -> float:
    """Seconds of the fastest of some repeats."""
    found = []
    for _ in range(repeats):
        begin = time.process_time()
        work()
        found.append(time.process_time() - begin)
    return min(found)


def measure(size: str, *, brief: bool = False) -> pd.DataFrame:
    """A row a network (if `brief`, the corpus and a chain of 1,000): milliseconds, and how many times ours each is."""
    rows = []
    for name, case in cases(size).items():
        if brief and ("shuffled" in name or "100,000" in name):
            continue
        repeats = 3 if case[0].size > 50_000 else 20
        hopeless = name == "chain of 100,000, shuffled"
        whole, longest = networkx_work(case)
        works = {"networkx": whole, "networkx bare": longest}
        if find_spec("igraph") and not hopeless:
            works["igraph"], works["igraph bare"] = igraph_work(case)
        if find_spec("rustworkx"):
            works["rustworkx bare"] = rustworkx_work(case)
        own = best(ours(case), repeats * 3)
        # Bellman-Ford takes time with the square of a shuffled chain's length
        seconds = {peer: math.nan if hopeless and "igraph" in peer else best(works[peer], repeats) for peer in works}
        own = min(own, best(ours(case), repeats))
        times = {f"{peer} x": value / own for peer, value in seconds.items()}
        rows.append({"network": name, "ours ms": own * 1e3, **{k: v * 1e3 for k, v in seconds.items()}, **times})
    return pd.DataFrame(rows)


def rows(size: str) -> list[Row]:
    """The lines of the national table: the corpus, and a chain of 1,000."""
    found = []
    for _, line in measure(size, brief=True).iterrows():
        own = float(line["ours ms"]) / 1e3
        for peer, bar in (("networkx", "1/50"), ("igraph", "1/4"), ("rustworkx bare", "")):
            if peer in line.index:
                its = float(line[peer]) / 1e3
                work = f"critical path, slack, loops: {line['network']}"
                found.append(Row(work, shown(own), f"{peer} {shown(its)}", part(own, its), bar))
    return found


def same(path: Path) -> bool:
    """Whether the links of a record give what one pass over plain lists gives."""
    record = Record.open(path)
    number = {id_: at for at, (id_,) in enumerate(record.connection.execute("SELECT id FROM Task ORDER BY id"))}
    ends = [(number[edge.target], number[edge.source]) for edge in record.edges("DEPENDS_ON")]
    days = np.random.default_rng(11).integers(1, 90, len(number))
    after: list[list[int]] = [[] for _ in number]
    before: list[list[int]] = [[] for _ in number]
    for first, then in ends:
        after[first].append(then)
        before[then].append(first)
    order = list(nx.topological_sort(nx.DiGraph(ends)))
    order += sorted(set(range(len(number))) - set(order))
    early, late = python_pass(order, after, before, days.tolist())
    plan = schedule(days, make_links([a for a, _ in ends], [b for _, b in ends]))
    free = [min([early[b] for b in after[a]], default=plan.finish) - early[a] - int(days[a]) for a in range(len(days))]
    assert plan.early_start.tolist() == early
    assert plan.late_start.tolist() == late
    assert plan.free_slack.tolist() == free
    return True


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=sorted(SIZES), default="full")
    table = measure(parser.parse_args().size)
    ratios = ["network", *(column for column in map(str, table) if column.endswith(" x"))]
    absolute = [column for column in map(str, table) if not column.endswith(" x")]
    print("milliseconds")
    print(table[absolute].round(3).to_string(index=False))
    print("times ours (more is better for us)")
    print(table[ratios].round(2).to_string(index=False))


if __name__ == "__main__":
    main()
