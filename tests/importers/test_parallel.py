"""Importing many files: the same record as one after another, whatever happens on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from graph.exchange import export_jsonl
from graph.record import Record
from graph.writing import Bundle
from importers.parallel import Progress, import_files, read_ahead

PLAN = """UBND TỈNH {place}
-------
Số: {number}/KH-UBND
{place}, ngày 05 tháng 5 năm 2026
KẾ HOẠCH
VỀ ĐƯỜNG LÀNG {number}
Thực hiện Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ, UBND tỉnh ban hành Kế hoạch sau:
PHỤ LỤC I:
DANH MỤC CÁC NHIỆM VỤ
STT
Tên nhiệm vụ
Cơ quan chủ trì
Cơ quan phối hợp
Kết quả
Thời gian hoàn thành
"""
ROW = """{n}.
Xây dựng đoạn đường thứ {n} của làng số {number}
Sở Xây dựng
Sở Tài chính
Báo cáo của Sở Xây dựng
Tháng {month}/2027
"""


@pytest.fixture
def plans(tmp_path: Path) -> list[Path]:
    """Twelve small plans."""
    folder = tmp_path / "plans"
    folder.mkdir()
    for number in range(11, 23):
        rows = (ROW.format(n=n, number=number, month=n % 12 + 1) for n in range(1, 7))
        path = folder / f"{number}.txt"
        path.write_text(PLAN.format(place="Hải Lâm", number=number) + "".join(rows), encoding="utf-8")
    return sorted(folder.iterdir())


def exported(record: Record, folder: Path) -> tuple[bytes, bytes]:
    export_jsonl(record, folder)
    return (folder / "nodes.jsonl").read_bytes(), (folder / "edges.jsonl").read_bytes()


def test_two_processes_make_the_same_record_as_one(plans: list[Path], tmp_path: Path) -> None:
    (tmp_path / "plans" / "15a.txt").write_text("Một ghi chú.\n", encoding="utf-8")
    paths = [*plans[:5], tmp_path / "plans" / "15a.txt", *plans[5:], tmp_path / "none.txt"]
    made = {}
    for jobs in (1, 2):
        record = Record.open(tmp_path / f"{jobs}.db")
        answers = list(import_files(record, paths, jobs=jobs))
        assert [answer["source_file"] for answer in answers] == [path.name for path in paths]
        assert [a["source_file"] for a in answers if a["result"] == "refused"] == ["15a.txt", "none.txt"]
        assert {a["result"] for a in answers} == {"imported", "refused"}
        made[jobs] = (answers, exported(record, tmp_path / str(jobs)))
    assert made[1] == made[2]


def test_progress_tells_rate_and_time_left(plans: list[Path], tmp_path: Path) -> None:
    told: list[str] = []
    record = Record.open(tmp_path / "w.db")
    list(import_files(record, plans[:3], jobs=1, told=lambda progress: told.append(str(progress))))
    assert [text.split(",")[0] for text in told] == ["1 of 3 files", "2 of 3 files", "3 of 3 files"]
    assert "18 rows" in told[-1] and "rows/s" in told[-1] and "0:00 left" in told[-1]
    later = Progress(files=4, size=400, done=1, rows=50, read=100, started=time.monotonic() - 20)
    assert round(later.rate, 1) == 2.5 and round(later.remaining or 0) == 60
    assert str(Progress(files=1, size=1)) == "0 of 1 files, 0 rows, 0 rows/s"


def test_leaving_early_keeps_what_was_answered(plans: list[Path], tmp_path: Path) -> None:
    record = Record.open(tmp_path / "w.db")
    answers = import_files(record, plans, jobs=2)
    first = [next(answers), next(answers)]
    answers.close()  # type: ignore[attr-defined]
    found = record.connection.execute("SELECT document FROM imported ORDER BY document").fetchall()
    assert [row[0] for row in found] == sorted(answer["document"] for answer in first)


def deadly(path: Path, deaths: Path) -> Bundle | str:
    """Ends its process on one file, as a fault in a library would."""
    if path.name == "deadly":
        with deaths.open("a", encoding="utf-8") as file:
            file.write(".")
        os._exit(3)
    return path.name


def test_a_file_that_ends_its_process_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    paths = [Path(name) for name in ("a", "b", "deadly", "c", "d", "e")]
    found = list(read_ahead(paths, partial(deadly, deaths=tmp_path / "deaths"), 2))
    assert [text for text in found if text != found[2]] == ["a", "b", "c", "d", "e"]
    assert "deadly: reading it ended the process" in str(found[2])


IMPORT = "import sys; from remit.cli import main; main()"


def _start(plans: list[Path], workspace: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", IMPORT, "import", "-w", str(workspace), "-j", "2", *map(str, plans)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGKILL])
def test_an_interruption_loses_only_the_document_in_work(
    plans: list[Path], tmp_path: Path, way: signal.Signals
) -> None:
    workspace = tmp_path / "w.db"
    process = _start(plans, workspace)
    assert process.stdout is not None
    process.stdout.readline()  # the first answer is there
    process.send_signal(way)
    process.wait(60)
    _gone(process.pid)
    record = Record.open(workspace)
    assert record.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    kept = record.connection.execute("SELECT count(*) FROM imported").fetchone()[0]
    assert 1 <= kept <= len(plans)
    assert len(record.frame("Task")) == 6 * kept
    answers = list(import_files(record, plans, jobs=1))
    assert [a["result"] for a in answers].count("unchanged") == kept
    assert len(record.frame("Task")) == 6 * len(plans)


def _gone(group: int) -> None:
    """Wait until no process of the group is left; one that stayed would hold its pipes and memory for ever."""
    for _ in range(600):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.killpg(group, signal.SIGKILL)
    raise AssertionError("reading processes outlived the one that writes")
