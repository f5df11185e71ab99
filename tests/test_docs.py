"""What the README says is what the program does: every command in it is run, in its order, on the example plans."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from remit.cli import COMMANDS, main

ROOT = Path(__file__).resolve().parents[1]


def _commands() -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [line.split("#")[0].strip() for block in blocks for line in block.splitlines() if line.startswith("remit ")]


def test_every_command_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REMIT_WORKSPACE", raising=False)
    commands = _commands()
    assert len(commands) > 10
    for line in commands:
        result = CliRunner().invoke(main, shlex.split(line)[1:])
        assert result.exit_code in (0, 1), f"{line}: {result.output}"
        assert result.exit_code == 0 or "review" in line or "audit" in line, f"{line}: {result.output}"


def test_the_readme_names_no_command_that_is_not_there() -> None:
    named = set(re.findall(r"`remit ([a-z0-9-]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert named - {"--help"} <= set(COMMANDS)


def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    CliRunner().invoke(main, ["import", str(ROOT / "examples" / "hai-lam.txt")])
    (code,) = re.findall(r"^```python\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    exec(compile(code, "README.md", "exec"), {})
