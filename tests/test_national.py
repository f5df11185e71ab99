"""The made-up nation at its smallest size: answers equal plain reference implementations; the table has its rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import national
from benchmarks.neo4j import corpus_path
from benchmarks.paired import part, shown


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return corpus_path("small", tmp_path_factory.mktemp("nation"))


@pytest.mark.parametrize("name", national.CHECKS)
def test_answers_equal_a_plain_reference(name: str, nation: Path) -> None:
    assert national.CHECKS[name](nation)


def test_the_table_has_a_line_a_measurement_and_no_path(nation: Path) -> None:
    (page,) = national.measure("small", nation.parent, ["workload"])
    lines = [line for line in page.splitlines() if line.startswith("|")]
    assert lines[0] == "| work | ours | peer | ratio | bar |" and len(lines) == 3
    assert str(nation.parent) not in page


def test_ratios_and_times_as_words() -> None:
    assert (part(1, 12.34), part(3, 2)) == ("1/12.3", "1.50")
    assert (shown(2.5), shown(0.0123), shown(45e-6)) == ("2.5 s", "12.3 ms", "45 µs")
