"""The critical path method against the plain reference, and by hand."""

from __future__ import annotations

import numpy as np
import pytest

from queries.schedule import sweep
from queries.schedule.cpm import NO_LIMIT, ancestors, critical_chains, driving_chain, schedule
from queries.schedule.network import KINDS, Links, make_links
from queries.schedule.sweep import LoopError, Sweep
from tests.queries.reference_cpm import Link, reference


def random_network(seed: int, most: int) -> tuple[list[int], list[Link]]:
    """A network without loops, tasks numbered in no order: sparse, dense, or mostly paths; lags of both signs."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, most))
    duration = rng.integers(0, 60, n).tolist()
    order = rng.permutation(n)
    steps = 1 if seed % 3 == 0 else int(rng.integers(1, 40))
    links: list[Link] = []
    for _ in range(int(n * rng.uniform(0.3, 2.5)) if n > 1 else 0):
        a = int(rng.integers(0, n - 1))
        b = min(n - 1, a + int(rng.integers(1, steps + 1)))
        kind = KINDS[int(rng.integers(0, 4))] if seed % 5 else "FS"
        links.append((int(order[a]), int(order[b]), kind, int(rng.integers(-20, 40)) if seed % 2 else 0))
    return duration, links


def as_links(links: list[Link]) -> Links:
    predecessor, successor, kind, lag = ([link[k] for link in links] for k in range(4))
    return make_links(predecessor, successor, kind, lag)


def assert_same(duration: list[int], links: list[Link], seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = len(duration)
    not_before = rng.integers(-5, 200, n) if seed % 4 == 1 else None
    limits = {k: int(rng.integers(-10, 400)) for k in range(0, n, 3)} if seed % 4 > 1 else None
    finish_by = None
    if limits is not None:
        finish_by = np.full(n, NO_LIMIT, dtype=np.int64)
        finish_by[list(limits)] = list(limits.values())
    expected = reference(duration, links, None if not_before is None else not_before.tolist(), limits)
    found = schedule(np.array(duration, dtype=np.int64), as_links(links), not_before=not_before, finish_by=finish_by)
    for name in ("early_start", "early_finish", "late_start", "late_finish", "total_slack", "free_slack"):
        assert getattr(found, name).tolist() == list(getattr(expected, name).values()), name
    assert found.finish == expected.finish
    assert found.critical.tolist() == [slack <= 0 for slack in expected.total_slack.values()]
    for task, link in enumerate(found.driving_link.tolist()):
        binding = [
            k
            for k, (before, after, *_) in enumerate(links)
            if after == task and found.early_start[task] - found.early_start[before] == found.weight[k]
        ]
        assert link == (binding[0] if binding else -1)


@pytest.mark.parametrize("seed", range(200))
def test_equals_the_reference_on_random_networks(seed: int) -> None:
    assert_same(*random_network(seed, 2000 if seed % 10 == 0 else 200), seed)


@pytest.mark.parametrize("seed", range(40))
def test_equals_the_reference_where_levels_are_narrow(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "_PATIENCE", 0)
    assert_same(*random_network(seed, 300), seed)


@pytest.mark.parametrize("shuffled", [False, True])
def test_a_long_path_with_branches_at_both_ends(shuffled: bool) -> None:
    n = 500
    name = np.random.default_rng(1).permutation(n).tolist() if shuffled else list(range(n))
    links = [(name[k], name[k + 1], KINDS[k % 4], k % 7 - 3) for k in range(n - 11)]
    links += [(name[k], name[5], "FS", 2) for k in range(n - 10, n - 5)]
    links += [(name[n - 20], name[k], "SS", 1) for k in range(n - 5, n)]
    duration = [k % 13 for k in range(n)]
    for seed in (0, 1, 2):
        assert_same(duration, links, seed)


def test_a_task_of_no_length_passes_its_date_on() -> None:
    plan = schedule(np.array([90, 0, 30]), make_links([0, 1], [1, 2]))
    assert plan.early_start.tolist() == [0, 90, 90]
    assert plan.finish == 120
    assert plan.critical.all()
    assert driving_chain(plan, 2) == [0, 1, 2]


def test_no_tasks_and_no_links() -> None:
    assert schedule(np.empty(0, dtype=np.int64), make_links([], [])).finish == 0
    plan = schedule(np.array([3, 5]), make_links([], []))
    assert plan.total_slack.tolist() == [2, 0]
    assert plan.free_slack.tolist() == [2, 0]
    assert plan.driving_predecessor.tolist() == [-1, -1]


def test_critical_chains_are_each_told_once() -> None:
    plan = schedule(np.array([5, 4, 5, 1]), make_links([0, 1, 3], [2, 2, 2]))
    assert critical_chains(plan) == [[0, 2]]
    two = schedule(np.array([5, 5]), make_links([], []))
    assert critical_chains(two) == [[0], [1]]


def test_what_a_task_waits_for() -> None:
    links = make_links([0, 1, 3], [1, 2, 4])
    assert ancestors(2, 5, links).tolist() == [True, True, True, False, False]
    assert ancestors(0, 5, links).tolist() == [True, False, False, False, False]


@pytest.mark.parametrize("ends", [([0, 1, 2], [1, 2, 1]), ([0, 1], [1, 0]), ([0], [0]), ([0, 1, 2, 3], [1, 2, 0, 0])])
def test_a_loop_is_refused_with_its_tasks(ends: tuple[list[int], list[int]]) -> None:
    with pytest.raises(LoopError) as refused:
        Sweep(5, np.array(ends[0]), np.array(ends[1]))
    assert set(refused.value.tasks.tolist()) <= set(ends[1])
    assert refused.value.tasks.size
