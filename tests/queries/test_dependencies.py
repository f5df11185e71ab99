"""Dependencies that a task's words state, and the task of another plan that answers to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.record import Record
from importers.pipeline import import_file
from queries.dependencies import dependencies, links, stated

HEAD = "STT\tNhiệm vụ\tCơ quan chủ trì\tKết quả\tThời gian hoàn thành"


def plan(path: Path, number: str, rows: list[str]) -> Path:
    lines = ["ỦY BAN NHÂN DÂN", "TỈNH HẢI LAM", f"Số: {number}/KH-UBND", "", "KẾ HOẠCH", "Công tác năm 2026", ""]
    path.write_text("\n".join([*lines, "Phụ lục I", "DANH MỤC NHIỆM VỤ", HEAD, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def record(tmp_path: Path) -> Record:
    record = Record.open(tmp_path / "w.db")
    first = ["1\tXây dựng Đề án vị trí việc làm của ngành\tBộ Nội vụ\tĐề án\tQuý I/2026"]
    then = [
        "1\tXây dựng Đề án vị trí việc làm của tỉnh\tSở Nội vụ\tĐề án, sau khi Bộ Nội vụ ban hành Đề án\tNăm 2026",
        "2\tRà soát cây xanh đô thị\tSở Xây dựng\tBáo cáo theo hướng dẫn của Bộ Xây dựng\tNăm 2026",
    ]
    for number, rows in (("11", first), ("12", then)):
        import_file(record, plan(tmp_path / f"{number}.txt", number, rows))
    return record


def test_who_acts_points_to_the_task_it_leads(record: Record) -> None:
    found = stated(record).set_index("rule")
    assert found.loc["after_event", "actor"] == "Bộ Nội vụ"
    assert "11-kh-ubnd" in found.loc["after_event", "target"]
    assert found.loc["after_event", "confidence"] > 0.8
    assert found.loc["guidance", "target"] is None


def test_that_a_text_waits_is_stated_and_for_which_task_is_only_inferred(record: Record) -> None:
    assert links(record).empty
    found = dependencies(record)
    assert [(row.origin, row.target, row.text) for row in found.itertuples()] == [
        ("stated", None, "sau khi Bộ Nội vụ ban hành Đề án"),
        ("stated", None, "theo hướng dẫn của Bộ Xây dựng"),
    ]
    inferred = links(record, include=("inferred",))
    assert [(row.origin, row.rule) for row in inferred.itertuples()] == [("inferred", "named_actor")]
    assert links(record, include=("inferred",), min_confidence=0.99).empty
