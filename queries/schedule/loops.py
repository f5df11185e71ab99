"""Loops of links: the smallest of each knot, with its weakest link first; and the network without those links.

A knot is a strongly connected component of more than one task. Its smallest loop is reported, the weakest link of that
loop left out, and what is left of the knot looked at again, until no loop remains: every link left out is thus the
weakest of a loop that is shown. In a knot of more than 1,000 links the loop shown is the shortest through its
busiest task instead: to look for the smallest would take minutes there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from queries.schedule.network import Bools, Ints, Links
from queries.schedule.sweep import LoopError, Sweep

_TANGLED = 1000  # links


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop: `links` (indices into the links given, each beginning where the one before it ends, the weakest first)
    and `tasks` (the predecessor of each). The first link is the one left out of the computation."""

    tasks: tuple[int, ...]
    links: tuple[int, ...]


def open_loops(n: int, links: Links) -> tuple[Links, list[Loop], Sweep]:
    """The links without the weakest of each loop, the loops, and the order of what is left.

    Weakest: the lowest confidence; of equals inferred before stated before declared; of equals the last in the list.
    Links of a task to itself come first (loops of one), then knots by their first task, loops in the order found."""
    try:
        return links, [], Sweep(n, links.predecessor, links.successor)
    except LoopError:
        pass
    kept = links.predecessor != links.successor
    loops = [Loop((int(links.predecessor[link]),), (int(link),)) for link in np.flatnonzero(~kept)]
    work = list(_knots(links, np.flatnonzero(kept)))[::-1]
    while work:
        inside = work.pop()
        loop = _weakest_first(_smallest_loop(inside, links), links)
        loops.append(loop)
        kept[loop.links[0]] = False
        work.extend(list(_knots(links, inside[inside != loop.links[0]]))[::-1])
    rest = links.keep(kept)
    return rest, loops, Sweep(n, rest.predecessor, rest.successor)


def _knots(links: Links, among: Ints) -> Iterator[Ints]:
    """The links inside each strongly connected component (indices), components by their first task."""
    ends = np.concatenate((links.predecessor[among], links.successor[among]))
    tasks, place = np.unique(ends, return_inverse=True)
    source, target = place[: among.size], place[among.size :]
    count = tasks.size
    matrix = csr_array((np.ones(among.size, dtype=np.int8), (source, target)), shape=(count, count))
    label = connected_components(matrix, directed=True, connection="strong")[1]
    inside = np.flatnonzero(label[source] == label[target])
    first = np.full(count, count)
    np.minimum.at(first, label, np.arange(count))
    knot = first[label[source[inside]]]
    order = np.argsort(knot, kind="stable")
    cuts = np.flatnonzero(np.diff(knot[order])) + 1
    for part in np.split(inside[order], cuts):
        if part.size:
            yield np.sort(among[part])


def _smallest_loop(inside: Ints, links: Links) -> list[int]:
    """A shortest loop of a knot, as links in order: the shortest through its first task, then, that task taken away,
    through the first of what still hangs together, and so on; a search stops where it cannot be shorter."""
    best: list[int] = []
    work = [inside]
    while work and len(best) != 2:
        part = work.pop()
        start = _busiest(part, links)
        found = _loop_through(start, part, links, len(best) or part.size + 1)
        best = found or best
        if best and part.size > _TANGLED:
            break
        without = part[(links.predecessor[part] != start) & (links.successor[part] != start)]
        if without.size:
            work.extend(list(_knots(links, without))[::-1])
    return best


def _busiest(part: Ints, links: Links) -> int:
    """The task with the most links: without it least is left to search (the first of equals)."""
    tasks, count = np.unique(np.concatenate((links.predecessor[part], links.successor[part])), return_counts=True)
    return int(tasks[np.argmax(count)])


def _loop_through(start: int, part: Ints, links: Links, shorter_than: int) -> list[int] | None:
    """The shortest loop through a task (breadth first), None unless it has fewer links than `shorter_than`."""
    following: dict[int, list[tuple[int, int]]] = {}
    ends = zip(part.tolist(), links.predecessor[part].tolist(), links.successor[part].tolist(), strict=True)
    for link, source, target in ends:
        following.setdefault(source, []).append((link, target))
    reached_by: dict[int, tuple[int, int]] = {}
    front = [start]
    for _ in range(shorter_than - 1):
        further: list[int] = []
        for task in front:
            for link, then in following.get(task, ()):
                if then == start:
                    return _way_back(start, task, link, reached_by)
                if then not in reached_by:
                    reached_by[then] = (link, task)
                    further.append(then)
        front = further
    return None


def _way_back(start: int, task: int, closing: int, reached_by: dict[int, tuple[int, int]]) -> list[int]:
    way = [closing]
    while task != start:
        link, task = reached_by[task]
        way.append(link)
    return way[::-1]


def _weakest_first(loop: list[int], links: Links) -> Loop:
    at = min(range(len(loop)), key=lambda k: (links.confidence[loop[k]], links.origin[loop[k]], -loop[k]))
    turned = loop[at:] + loop[:at]
    return Loop(tuple(int(links.predecessor[link]) for link in turned), tuple(turned))


def loop_tasks(n: int, loops: list[Loop]) -> Bools:
    """The tasks on the loops found (mask of length n)."""
    on_loop = np.zeros(n, dtype=np.bool_)
    for loop in loops:
        on_loop[list(loop.tasks)] = True
    return on_loop
