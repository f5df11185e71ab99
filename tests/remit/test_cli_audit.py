"""The commands audit, clarity, indicators and the new sides of workload, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from remit.cli import main
from remit.workspace import Workspace
from tests.queries.audit_record import made

FIELDS = {
    "audit": {"code", "level", "message", "nodes", "source_file", "source_lines", "accepted"},
    "clarity": {"id", "reference", "score", "person", "work", "time", "responsibility", "product", "authority"},
    "workload": {"id", "name", "led", "lead_share", "lead_share_low", "lead_share_high", "hard_deadlines"},
}


@pytest.fixture
def workspace(tmp_path: Path) -> str:
    tasks = [
        {"name": "Lập quy chế bến phà", "lead": "so-a", "coordinator": "so-a", "due": "2031-05-31",
         "deliverable": "Quy chế"},
        {"name": "Nâng cấp cầu treo", "lead": "so-b", "deliverable": "Cầu", "due": "2031-05-31"},
    ]  # fmt: skip
    made(tmp_path, tasks=tasks).close()
    return str(tmp_path / "made.db")


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == code, result.output
    return result.stdout


@pytest.mark.parametrize("name", FIELDS)
def test_the_fields_of_an_answer(workspace: str, name: str) -> None:
    rows = json.loads(run(name, "-w", workspace, "-f", "json"))
    assert rows and FIELDS[name] <= set(rows[0])


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("form", ["table", "csv"])
def test_every_form(workspace: str, name: str, form: str) -> None:
    assert "so-a" in run(name, "-w", workspace, "-f", form) or name == "clarity"


def test_strict_ends_with_1_until_the_finding_is_accepted(workspace: str) -> None:
    run("audit", "-w", workspace, "--strict", code=1)
    run("decide", "accept", "lead_coordinates_itself", "1/KH-UBND I.1", "--because", "two offices", "-w", workspace)
    run("audit", "-w", workspace, "--strict")
    (row,) = json.loads(run("audit", "-w", workspace, "-f", "json"))
    assert row["accepted"]


def test_a_point_is_met_or_not_with_a_reason(workspace: str) -> None:
    row = json.loads(run("clarity", "-w", workspace, "-f", "json"))[0]
    assert row["responsibility"] == {"met": False, "reason": "the same leads and coordinates"}


@pytest.mark.parametrize("arguments", [
    ("clarity", "--by", "agency"), ("clarity", "--weight", "time=3", "--top", "1"), ("audit", "--summary"),
    ("workload", "--by", "month"), ("workload", "--by", "section"), ("workload", "--peak", "1"),
    ("workload", "--agency", "so-a"), ("workload", "--explain"), ("clarity", "--explain"), ("audit", "--explain"),
])  # fmt: skip
def test_other_sides(workspace: str, arguments: tuple[str, ...]) -> None:
    assert run(*arguments, "-w", workspace).strip()


@pytest.mark.parametrize(("arguments", "code"), [
    (("indicators",), 1), (("workload", "--peak", "9"), 1), (("workload", "--without-each"), 1),
    (("clarity", "--weight", "beauty=1"), 2), (("clarity", "--weight", "time"), 2), (("audit", "--plan", "9/X"), 1),
])  # fmt: skip
def test_nothing_found_is_1_and_wrong_use_2(workspace: str, arguments: tuple[str, ...], code: int) -> None:
    run(*arguments, "-w", workspace, code=code)


def test_the_notebook_gives_the_same(workspace: str) -> None:
    with Workspace.open(workspace) as opened:
        assert len(opened.audit()) == 1
        assert len(opened.clarity()) == 2
        assert opened.indicators().empty
