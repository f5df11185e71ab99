"""Loops: the smallest first, its weakest link left out, the rest computed."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from queries.schedule.cpm import schedule
from queries.schedule.loops import Loop, loop_tasks, open_loops
from queries.schedule.network import make_links, read_links


def test_the_smallest_loop_of_each_knot_with_its_weakest_link_first() -> None:
    # 0 -> 1 -> 2 -> 0 is the smallest; 2 -> 3 -> 4 -> 0 a longer one through it; 5 <-> 6 a knot of its own
    links = make_links(
        [0, 1, 2, 2, 3, 4, 5, 6, 7],
        [1, 2, 0, 3, 4, 0, 6, 5, 0],
        origin=["declared", "stated", "declared", "declared", "declared", "stated", "declared", "inferred", "declared"],
        confidence=[1, 1, 1, 1, 1, 1, 1, 0.9, 1],
    )
    rest, loops, _ = open_loops(8, links)
    assert loops == [Loop((1, 2, 0), (1, 2, 0)), Loop((6, 5), (7, 6))]
    assert rest.row.tolist() == [0, 2, 3, 4, 5, 6, 8]
    assert np.flatnonzero(loop_tasks(8, loops)).tolist() == [0, 1, 2, 5, 6]


def test_a_knot_is_taken_apart_until_no_loop_is_left() -> None:
    links = make_links([0, 1, 1, 2], [1, 0, 2, 0], confidence=[1, 0.5, 1, 0.7])
    rest, loops, sweep = open_loops(3, links)
    assert [loop.links for loop in loops] == [(1, 0), (3, 0, 2)]
    assert schedule(np.array([2, 3, 4]), rest, sweep=sweep).finish == 9


def test_weakest_is_confidence_then_origin_then_the_last() -> None:
    ends = ([0, 1, 2], [1, 2, 0])
    by_confidence = make_links(*ends, origin=["inferred", "declared", "stated"], confidence=[0.9, 0.8, 1])
    assert open_loops(3, by_confidence)[1][0].links[0] == 1
    by_origin = make_links(*ends, origin=["declared", "stated", "inferred"])
    assert open_loops(3, by_origin)[1][0].links[0] == 2
    assert open_loops(3, make_links(*ends))[1][0].links == (2, 0, 1)


def test_a_link_of_a_task_to_itself_is_a_loop_of_one() -> None:
    rest, loops, _ = open_loops(2, make_links([1, 0], [1, 1]))
    assert loops == [Loop((1,), (0,))]
    assert len(rest) == 1


@pytest.mark.parametrize("seed", range(30))
def test_the_first_loop_of_a_knot_is_as_short_as_any(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 30))
    m = int(rng.integers(n, 3 * n))
    links = make_links(rng.integers(0, n, m), rng.integers(0, n, m))
    links = links.keep(links.predecessor != links.successor)
    rest, loops, _ = open_loops(n, links)
    graph = nx.DiGraph(zip(links.predecessor.tolist(), links.successor.tolist(), strict=True))
    for knot in nx.strongly_connected_components(graph):
        if len(knot) > 1:
            own = [loop for loop in loops if set(loop.tasks) <= knot]
            shortest = min(
                nx.shortest_path_length(graph, b, a) + 1
                for a, b in graph.subgraph(knot).edges
                if nx.has_path(graph, b, a)
            )
            assert len(own[0].links) == shortest
    for loop in loops:
        for k, link in enumerate(loop.links):
            assert links.predecessor[link] == loop.tasks[k]
            assert links.successor[link] == loop.tasks[(k + 1) % len(loop.tasks)]
    assert nx.is_directed_acyclic_graph(
        nx.DiGraph(zip(rest.predecessor.tolist(), rest.successor.tolist(), strict=True))
    )
    assert len(rest) == len(links) - len(loops)


def test_a_ring_of_many_tasks_is_found_at_once() -> None:
    n = 20_000
    ring = np.arange(n)
    _, loops, _ = open_loops(n, make_links(ring, (ring + 1) % n))
    assert [len(loop.links) for loop in loops] == [n]


def test_dangling_links_and_links_to_itself_are_told_apart() -> None:
    table = pd.DataFrame(
        {"source": ["b", "b", "c", "x"], "target": ["a", "y", "c", "z"], "link": ["SS", None, "FS", "FS"]}
    )
    links, bad = read_links(["a", "b", "c"], table)
    assert (links.predecessor.tolist(), links.successor.tolist(), links.kind.tolist()) == ([0], [1], [1])
    assert [(one.reason, one.row, one.predecessor, one.successor, one.missing) for one in bad] == [
        ("dangling_link", 1, "y", "b", ("y",)),
        ("self_link", 2, "c", "c", ()),
        ("dangling_link", 3, "z", "x", ("z", "x")),
    ]


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown link 'XX'"):
        make_links([0], [1], ["XX"])
