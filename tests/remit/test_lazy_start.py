"""What does not need the data libraries does not wait for them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from graph.record import Record
from graph.writing import write
from tests.graph.small import bundle

HEAVY = {"numpy", "pandas", "networkx", "scipy", "rapidfuzz", "openpyxl", "lxml", "neo4j"}
_RUN = """
import json, sys
from remit.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    print(json.dumps([end.code, sorted({name.split(".")[0] for name in sys.modules})]), file=sys.stderr)
"""


def loaded(*arguments: str) -> tuple[int, set[str], str]:
    """Exit code, top-level modules and standard output of the command line in a process of its own."""
    done = subprocess.run([sys.executable, "-c", _RUN, *arguments], capture_output=True, text=True, check=True)
    code, modules = json.loads(done.stderr.splitlines()[-1])
    return code, set(modules), done.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--help"], 0), (["--version"], 0), (["trace", "--help"], 0), (["workload", "--help"], 0), (["nonsense"], 2),
     (["workload", "--nonsense"], 2), (["trace"], 2), (["import"], 2), (["trace", "1/KH II.1", "-w", "none.db"], 2)],
)  # fmt: skip
def test_help_version_and_wrong_use_load_no_data_library(arguments: list[str], code: int) -> None:
    found, modules, _ = loaded(*arguments)
    assert found == code
    assert not modules & HEAVY


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_a_trace_is_answered_from_the_record_alone(tmp_path: Path, form: str) -> None:
    path = tmp_path / "w.db"
    record = Record.open(path)
    write(record, bundle())
    record.close()
    code, modules, output = loaded("trace", "1/KH 2", "-w", str(path), "--format", form)
    assert code == 0
    assert "1/KH" in output
    assert not modules & HEAVY
