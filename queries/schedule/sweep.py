"""Longest paths through a network without loops, both ways, as whole-array sweeps (no loop over tasks in Python).

For links (source, target, weight) the sweep solves, forward, `x[t] = max(floor[t], x[s] + w)` over the links into t
and, backward, `y[s] = min(cap[s], y[t] - w)` over the links out of s. Three means, chosen by the shape of the network:

* links between a task with one successor and a task with one predecessor form paths; where they are most of the
  network each path is taken as one task and solved by a running maximum (`queries.schedule.paths`);
* the rest is done level by level, a level being the links whose sources are all settled (Kahn's method);
* once narrow levels have cost as much as turning the remaining network into lists would, the remainder is done link by
  link over lists (rent, then buy: never more than about twice the better of the two).

All arrays are int64 of length n (tasks) or m (links) unless said otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from queries.schedule.paths import Paths, find_paths

Ints = npt.NDArray[np.int64]

_NARROW = 32  # links: below this a level costs more in calls than in work
_LEVELS_PER_ITEM = 1 / 1000  # one narrow level takes as long as listing about a thousand tasks and links
_PATIENCE = 4  # narrow levels in any network


class LoopError(ValueError):
    """The network has a loop; `tasks` are the tasks in or behind loops (indices, ascending)."""

    def __init__(self, tasks: Ints) -> None:
        super().__init__(f"{len(tasks)} tasks lie in or behind a loop")
        self.tasks = tasks


@dataclass(frozen=True, slots=True)
class _Order:
    """Links in an order in which each comes after all links into its source: `links` (indices), levels as slices
    `bounds[k]:bounds[k + 1]`, and from `bounds[-1]` on the remainder to be taken one by one."""

    links: Ints
    bounds: list[int]


class Sweep:
    """The order of a network, found once and used for any weights: `Sweep(n, source, target)`.

    Raises LoopError when links form a loop (a link of a task to itself is one)."""

    def __init__(self, n: int, source: Ints, target: Ints) -> None:
        self.n, self.source, self.target = n, source, target
        out_degree = np.bincount(source, minlength=n)
        in_degree = np.bincount(target, minlength=n)
        self._paths: Paths | None = find_paths(source, target, out_degree, in_degree)
        self._last: tuple[Ints, Ints] | None = None
        rest = None if self._paths is None else self._paths.other_links
        self._rest = rest
        if rest is not None and not rest.size:
            self._order = _Order(rest, [0])
            return
        if self._paths is None or rest is None:
            head, entered = source, target
        else:  # a path acts as its first task: links leave it at the last task and enter it at the first
            self._tail, entered = source[rest], target[rest]
            head = self._paths.first(n)[self._tail]
            out_degree, in_degree = np.bincount(head, minlength=n), np.bincount(entered, minlength=n)
        self._order = _peel(head, entered, out_degree, in_degree)
        if self._order.links.size < head.size:
            raise LoopError(_unsettled(n, source, target))
        self._head, self._entered = head[self._order.links], entered[self._order.links]

    def forward(self, weight: Ints, floor: Ints) -> Ints:
        """The least x with `x >= floor` and `x[target] >= x[source] + weight`."""
        x = floor.copy()
        paths, rest = self._paths, self._rest
        if paths is None or rest is None:
            self._settle_forward(x, weight[self._order.links])
            return x
        offset = self._offsets(paths, weight)
        if rest.size:
            # what the floors inside a path ask of the tasks after it does not depend on when the path begins
            np.maximum.at(x, self.target[rest], paths.running_max(floor, offset)[self._tail] + weight[rest])
            self._settle_forward(x, (weight[rest] + offset[self._tail])[self._order.links])
        return paths.running_max(x, offset)

    def backward(self, weight: Ints, cap: Ints) -> Ints:
        """The greatest y with `y <= cap` and `y[source] <= y[target] - weight`."""
        paths, rest = self._paths, self._rest
        y = cap.copy()
        if paths is None or rest is None:
            self._settle_backward(y, weight[self._order.links])
            return y
        offset = self._offsets(paths, weight)
        if rest.size:
            z = paths.running_min(cap, offset)
            self._settle_backward(z, (weight[rest] + offset[self._tail])[self._order.links])
            np.minimum.at(y, self._tail, z[self.target[rest]] - weight[rest])
        return paths.running_min(y, offset)

    def _offsets(self, paths: Paths, weight: Ints) -> Ints:
        if self._last is None or self._last[0] is not weight:  # a schedule asks twice, forward and backward
            self._last = (weight, paths.offsets(weight, self.n))
        return self._last[1]

    def _settle_forward(self, x: Ints, weight: Ints) -> None:
        source, target, bounds = self._head, self._entered, self._order.bounds
        for a, b in pairwise(bounds):
            np.maximum.at(x, target[a:b], x[source[a:b]] + weight[a:b])
        end = bounds[-1]
        if end < source.size:
            values = x.tolist()
            for s, t, w in zip(source[end:].tolist(), target[end:].tolist(), weight[end:].tolist(), strict=True):
                value = values[s] + w
                if value > values[t]:  # noqa: PLR1730 - half the time of max()
                    values[t] = value
            x[:] = values

    def _settle_backward(self, y: Ints, weight: Ints) -> None:
        source, target, bounds = self._head, self._entered, self._order.bounds
        end = bounds[-1]
        if end < source.size:
            values = y.tolist()
            late = (source[end:][::-1].tolist(), target[end:][::-1].tolist(), weight[end:][::-1].tolist())
            for s, t, w in zip(*late, strict=True):
                value = values[t] - w
                if value < values[s]:  # noqa: PLR1730
                    values[s] = value
            y[:] = values
        for k in range(len(bounds) - 2, -1, -1):
            a, b = bounds[k], bounds[k + 1]
            np.minimum.at(y, source[a:b], y[target[a:b]] - weight[a:b])


def _peel(source: Ints, target: Ints, out_degree: Ints, in_degree: Ints) -> _Order:
    """Kahn's method a level at a time; the order is shorter than the links when there is a loop."""
    by_source = np.argsort(source)
    first = np.cumsum(out_degree) - out_degree
    successor = target[by_source]
    waiting = in_degree.copy()
    mark = np.empty(len(in_degree), dtype=np.int64)
    patience = _PATIENCE + int((len(in_degree) + len(source)) * _LEVELS_PER_ITEM)
    front = np.flatnonzero((waiting == 0) & (out_degree > 0))
    chunks: list[Ints] = []
    bounds = [0]
    while front.size:
        count = out_degree[front]
        ends = np.cumsum(count)
        at = np.repeat(first[front] - (ends - count), count) + np.arange(ends[-1])
        chunks.append(at)
        bounds.append(bounds[-1] + at.size)
        reached = successor[at]
        np.subtract.at(waiting, reached, 1)
        free = reached[(waiting[reached] == 0) & (out_degree[reached] > 0)]
        turn = np.arange(free.size)
        mark[free] = turn
        front = free[mark[free] == turn]  # each task once: the last to write its mark
        patience -= at.size < _NARROW
        if patience < 0 and front.size:
            chunks.append(_peel_lists(front, first, out_degree, successor, waiting))
            break
    at = np.concatenate(chunks) if chunks else np.empty(0, dtype=np.int64)
    return _Order(by_source[at], bounds)


def _peel_lists(front: Ints, first: Ints, out_degree: Ints, successor: Ints, waiting: Ints) -> Ints:
    """The same from a given front on, one task at a time over lists: positions of links in order."""
    starts, counts, following, left = first.tolist(), out_degree.tolist(), successor.tolist(), waiting.tolist()
    stack = front.tolist()
    at: list[int] = []
    while stack:
        task = stack.pop()
        begin = starts[task]
        for k in range(begin, begin + counts[task]):
            at.append(k)
            then = following[k]
            left[then] -= 1
            if not left[then]:
                stack.append(then)
    return np.array(at, dtype=np.int64)


def _unsettled(n: int, source: Ints, target: Ints) -> Ints:
    """Tasks in or behind loops: those that peeling never reaches."""
    out_degree, in_degree = np.bincount(source, minlength=n), np.bincount(target, minlength=n)
    order = _peel(source, target, out_degree, in_degree)
    np.subtract.at(in_degree, target[order.links], 1)
    return np.flatnonzero(in_degree > 0)
