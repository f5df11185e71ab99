"""The critical path method in the plainest words, to compare with: repeat until nothing changes, over dicts."""

from __future__ import annotations

from dataclasses import dataclass, field

Link = tuple[int, int, str, int]  # predecessor, successor, kind, lag


@dataclass
class Reference:
    """Dates of each task by number; a finish is the first day after the task."""

    early_start: dict[int, int] = field(default_factory=dict)
    early_finish: dict[int, int] = field(default_factory=dict)
    late_start: dict[int, int] = field(default_factory=dict)
    late_finish: dict[int, int] = field(default_factory=dict)
    total_slack: dict[int, int] = field(default_factory=dict)
    free_slack: dict[int, int] = field(default_factory=dict)
    finish: int = 0


def least_start(link: Link, start: dict[int, int], duration: list[int]) -> int:
    """The earliest start of the successor that one link allows."""
    before, after, kind, lag = link
    point = start[before] if kind in ("SS", "SF") else start[before] + duration[before]
    return point + lag if kind in ("FS", "SS") else point + lag - duration[after]


def latest_start(link: Link, start: dict[int, int], duration: list[int]) -> int:
    """The latest start of the predecessor that one link allows."""
    before, after, kind, lag = link
    point = start[after] if kind in ("FS", "SS") else start[after] + duration[after]
    return point - lag if kind in ("SS", "SF") else point - lag - duration[before]


def reference(
    duration: list[int],
    links: list[Link],
    not_before: list[int] | None = None,
    finish_by: dict[int, int] | None = None,
) -> Reference:
    """All of it. `finish_by`: limits of some tasks; the plan's end is then the latest limit, if after the last task."""
    tasks = range(len(duration))
    result = Reference()
    start = {task: max(0, not_before[task] if not_before else 0) for task in tasks}
    changed = True
    while changed:
        changed = False
        for link in links:
            least = least_start(link, start, duration)
            if least > start[link[1]]:
                start[link[1]] = least
                changed = True
    result.early_start = start
    result.early_finish = {task: start[task] + duration[task] for task in tasks}
    result.finish = max(result.early_finish.values(), default=0)
    end = max([result.finish, *finish_by.values()]) if finish_by else result.finish
    late = {task: min(end, (finish_by or {}).get(task, end)) - duration[task] for task in tasks}
    changed = True
    while changed:
        changed = False
        for link in links[::-1]:
            latest = latest_start(link, late, duration)
            if latest < late[link[0]]:
                late[link[0]] = latest
                changed = True
    result.late_start = late
    result.late_finish = {task: late[task] + duration[task] for task in tasks}
    result.total_slack = {task: late[task] - start[task] for task in tasks}
    result.free_slack = {task: result.finish - result.early_finish[task] for task in tasks}
    for link in links:
        room = start[link[1]] - least_start(link, start, duration)
        result.free_slack[link[0]] = min(result.free_slack[link[0]], room)
    return result
