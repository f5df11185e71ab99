"""A work list as analysts keep them, read from its file and scheduled, against the reference; and the same list with
loops and links to nothing."""

from __future__ import annotations

import csv
import datetime as dt
import random
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from graph.record import Record
from graph.reference import AmbiguousReferenceError, ReferenceNotFoundError, resolve
from importers.pipeline import import_file
from queries.critical_path import CriticalPath, compute, what_if
from queries.dependencies import dependencies
from queries.schedule.answer import Options
from tests.queries.reference_cpm import Link, Reference, reference

TASKS, LINKS = 106, 143
FIRST = dt.date(2025, 1, 6)
NAMES = {
    "codes": [f"T{n:03d}" for n in range(1, TASKS + 1)],
    "plain numbers": [str(n) for n in range(1, TASKS + 1)],
    "dotted": [f"{n // 14 + 1}.{n % 14 + 1}" for n in range(TASKS)],
    "letters": [f"{'ABCDEFGH'[n // 14]}{n % 14 + 1}" for n in range(TASKS)],
}


@dataclass
class WorkList:
    """Rows of a list; `waits[task]` are the tasks (indices) it waits for."""

    ids: list[str]
    start: list[int]
    days: list[int]
    waits: list[list[int]]
    work: str = "Hạng mục"

    def expected(self, *, respect_starts: bool) -> Reference:
        links: list[Link] = [(a, b, "FS", 0) for b, before in enumerate(self.waits) for a in before]
        return reference(self.days, links, self.start if respect_starts else None)

    def write(self, path: Path, extra: dict[int, list[str]] | None = None) -> Path:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["id", "group", "name", "start", "end", "status", "depends_on", "indicators"])
            for task, id_ in enumerate(self.ids):
                first = FIRST + dt.timedelta(days=self.start[task])
                last = first + dt.timedelta(days=self.days[task] - 1)
                waits = [self.ids[before] for before in self.waits[task]] + (extra or {}).get(task, [])
                name = f"{self.work} {task // 2} (giai đoạn {task % 2 + 1}) theo danh mục đã ban hành"
                writer.writerow([id_, f"Nhóm {task // 14}", name, first, last, "done", ";".join(waits), "CT1;CT2"])
        return path


def make_list(names: str = "codes", seed: int = 7) -> WorkList:
    rng = random.Random(seed)
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < LINKS:
        pairs.add(tuple(sorted(rng.sample(range(TASKS), 2))))  # type: ignore[arg-type]  # two of them
    waits = [[a for a, b in sorted(pairs) if b == task] for task in range(TASKS)]
    start = [0, *(rng.randrange(0, 600) for _ in range(TASKS - 1))]
    return WorkList(NAMES[names], start, [rng.choice([1, 7, 14, 30, 90, 180]) for _ in range(TASKS)], waits)


def schedule_of(path: Path, tmp_path: Path, options: Options | None = None) -> CriticalPath:
    record = Record.open(tmp_path / "w.db")
    import_file(record, path)
    assert len(record.frame("Task")) == TASKS
    return compute(record, options=options)


def day(number: int) -> str:
    return (FIRST + dt.timedelta(days=number)).isoformat()


@pytest.mark.parametrize("respect_starts", [False, True])
@pytest.mark.parametrize("names", NAMES)
def test_dates_slack_and_critical_tasks_equal_the_reference(
    tmp_path: Path, names: str, respect_starts: bool
) -> None:
    work = make_list(names)
    answer = schedule_of(work.write(tmp_path / "list.csv"), tmp_path, Options(respect_starts=respect_starts))
    expected = work.expected(respect_starts=respect_starts)
    table = answer.table.set_index("number")
    for task, id_ in enumerate(work.ids):
        row = table.loc[id_]
        assert row["duration_days"] == work.days[task]
        assert row["early_start"] == day(expected.early_start[task])
        assert row["late_start"] == day(expected.late_start[task])
        assert row["early_finish"] == day(expected.early_finish[task] - 1)
        assert row["late_finish"] == day(expected.late_finish[task] - 1)
        assert row["total_slack_days"] == expected.total_slack[task]
        assert row["free_slack_days"] == expected.free_slack[task]
        assert row["critical"] == (expected.total_slack[task] <= 0)
        binding = [a for a in work.waits[task] if expected.early_finish[a] == expected.early_start[task]]
        assert pd.isna(row["driving_predecessor"]) == (not binding)
    codes = {finding.code for finding in answer.findings}
    assert codes <= {"due_before", "too_late"}


def test_a_list_that_declares_its_links_is_taken_at_its_word(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "w.db")
    import_file(record, make_list("dotted").write(tmp_path / "list.csv"))
    found = dependencies(record)
    assert len(found) == LINKS
    assert set(found["origin"]) == {"declared"}


def test_loops_self_links_and_links_to_nothing_are_reported_exactly_and_not_fatal(tmp_path: Path) -> None:
    work = make_list()
    work.waits = [[] for _ in range(TASKS)]
    work.waits[50] = [3]
    extra = {20: ["T041"], 40: ["T061"], 60: ["T021"], 5: ["T006"], 10: ["ZZ99", "T002"]}
    answer = schedule_of(work.write(tmp_path / "list.csv", extra), tmp_path)
    (loop,) = [one for one in answer.findings if one.code == "loop"]
    assert {id_.rpartition(":")[2] for id_ in loop.tasks} == {"t021", "t041", "t061"}
    assert sorted(loop.links) == [
        "T021 waits for T041 (declared, column, line 22)",
        "T041 waits for T061 (declared, column, line 42)",
        "T061 waits for T021 (declared, column, line 62)",
    ]
    rest = [(one.code, one.message) for one in answer.findings if one.code in ("self_link", "dangling_link")]
    assert rest == [
        ("self_link", "T006 waits for T006"),
        ("dangling_link", "T011 depends on ZZ99, which is no task of this list"),
    ]
    table = answer.table.set_index("number")
    assert table.loc["T051", "early_start"] == day(work.days[3])
    assert table.loc["T011", "early_start"] == day(work.days[1])


def test_the_path_to_one_task_beside_a_loop(tmp_path: Path) -> None:
    work = make_list()
    work.waits = [[] for _ in range(TASKS)]
    work.waits[50], work.waits[3] = [3], [2]
    record = Record.open(tmp_path / "w.db")
    import_file(record, work.write(tmp_path / "list.csv", {20: ["T041"], 40: ["T021"]}))
    answer = compute(record, options=Options(target=resolve(record, "T051")))
    assert [id_.rpartition(":")[2] for id_ in answer.chain] == ["t003", "t004", "t051"]
    assert [one.code for one in answer.findings if one.code == "loop"] == []
    beside = compute(record, options=Options(target=resolve(record, "T041")))
    assert [one.code for one in beside.findings if one.code == "loop"] == ["loop"]
    moved = what_if(record, ["T003=10"])
    assert [id_.rpartition(":")[2] for id_ in moved["id"]] == ["t003", "t004", "t051"]
    assert set(moved["moved_days"]) == {10}


def test_a_rows_number_alone_names_it_where_only_one_document_has_it(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "w.db")
    import_file(record, make_list().write(tmp_path / "a.csv"))
    assert resolve(record, "t007").endswith(":t007")
    with pytest.raises(ReferenceNotFoundError):
        resolve(record, "T999")
    other = make_list(seed=8)
    other.work = "Gói việc"
    import_file(record, other.write(tmp_path / "b.csv"))
    with pytest.raises(AmbiguousReferenceError):
        resolve(record, "T007")
