"""Unbranched paths of a network: each solved as a whole by a running maximum instead of one task after the other.

Along a path `x[k] = max(f[k], x[k-1] + w[k])`. With `o` the running sum of the weights, `x - o` is the running maximum
of `f - o`: one cumulative sum and one cumulative maximum for all paths together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Paths:
    """Paths laid end to end. Shapes: `tasks`, `path` (number of the path of each, ascending) and `begins` (bool: first
    of its path) alike; `links` (index of the link into each task that is not first); `other_links` (indices of the
    links on no path, ascending)."""

    tasks: Ints
    path: Ints
    begins: npt.NDArray[np.bool_]
    links: Ints
    other_links: Ints

    def first(self, n: int) -> Ints:
        """The first task of the path a task is on, itself when on none (n)."""
        found = np.arange(n)
        found[self.tasks] = self.tasks[self.begins][self.path]
        return found

    def offsets(self, weight: Ints, n: int) -> Ints:
        """Sum of the weights from the first task of its path to each task (n; 0 off the paths)."""
        step = np.zeros(self.tasks.size, dtype=np.int64)
        step[~self.begins] = weight[self.links]
        total = np.cumsum(step)
        offset = np.zeros(n, dtype=np.int64)
        offset[self.tasks] = total - total[self.begins][self.path]
        return offset

    def running_max(self, value: Ints, offset: Ints) -> Ints:
        """`value` with every task raised to what the tasks before it on its path ask."""
        level = (value - offset)[self.tasks]
        apart = self._apart(level)  # a path stands above all before it
        result = value.copy()
        result[self.tasks] = np.maximum.accumulate(level + apart) - apart + offset[self.tasks]
        return result

    def running_min(self, value: Ints, offset: Ints) -> Ints:
        """`value` with every task lowered to what the tasks after it on its path ask."""
        level = (value - offset)[self.tasks]
        apart = self._apart(level)  # seen from the end: below all after it
        result = value.copy()
        result[self.tasks] = np.minimum.accumulate((level + apart)[::-1])[::-1] - apart + offset[self.tasks]
        return result

    def _apart(self, level: Ints) -> Ints:
        """What keeps the levels of each path apart from those of the others: 0 where there is one path."""
        return self.path * (int(level.max()) - int(level.min()) + 1) if self.path[-1] else self.path


def find_paths(source: Ints, target: Ints, out_degree: Ints, in_degree: Ints) -> Paths | None:
    """The paths of a network, or None where they hold less than half of the links (then levels are as good)."""
    single = (out_degree[source] == 1) & (in_degree[target] == 1)
    tight = np.flatnonzero(single)
    if 2 * tight.size < source.size or not tight.size:
        return None
    n = len(out_degree)
    into = np.full(n, -1, dtype=np.int64)
    into[target[tight]] = tight
    on_path = into >= 0
    on_path[source[tight]] = True
    tasks = np.flatnonzero(on_path)
    begins = into[tasks] < 0
    if (source[tight] + 1 != target[tight]).any():
        ranked = _rank(tasks, source, into, n)
        if ranked is None:
            return None
        tasks = ranked
        begins = into[tasks] < 0
    path = np.cumsum(begins) - 1
    other = np.flatnonzero(~single) if tight.size < source.size else tight[:0]
    return Paths(tasks, path, begins, into[tasks[~begins]], other)


def _rank(tasks: Ints, source: Ints, into: Ints, n: int) -> Ints | None:
    """The tasks path by path in order, by pointer doubling; None when some paths close on themselves."""
    place = np.empty(n, dtype=np.int64)
    place[tasks] = np.arange(tasks.size)
    link = into[tasks]
    back = np.where(link < 0, np.arange(tasks.size), place[source[link]])
    distance = (link >= 0).astype(np.int64)
    for _ in range(tasks.size.bit_length() + 1):
        further = back[back]
        if np.array_equal(further, back):
            break
        distance += distance[back]
        back = further
    if (link[back] >= 0).any():
        return None
    return tasks[np.argsort(back * tasks.size + distance)]
