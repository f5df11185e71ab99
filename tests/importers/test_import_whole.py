"""An import is there whole or not at all, also when the program is killed in the middle."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from graph.record import Record
from importers.pipeline import import_file

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "hai-lam.txt"


def test_an_import_killed_at_random_leaves_a_readable_workspace_without_half_a_document(tmp_path: Path) -> None:
    whole = Record.open(tmp_path / "whole.db")
    counts = import_file(whole, EXAMPLE)
    random.seed(3)
    command = [sys.executable, "-m", "remit", "import", str(EXAMPLE), "-w"]
    start = time.monotonic()
    subprocess.run([*command, str(tmp_path / "timed.db")], check=True, capture_output=True)
    usual = time.monotonic() - start
    for attempt in range(20):
        path = tmp_path / f"{attempt}.db"
        process = subprocess.Popen([*command, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.uniform(0.3, 1.0) * usual)
        process.send_signal(signal.SIGKILL)
        process.wait()
        record = Record.open(path)
        assert record.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert len(record.frame("Task")) in (0, counts["tasks"])
        assert import_file(record, EXAMPLE)["result"] in ("imported", "unchanged")
        assert len(record.frame("Task")) == counts["tasks"]
        record.close()
