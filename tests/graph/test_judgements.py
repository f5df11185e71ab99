"""Judgements: recorded with person, time and reason; undone, never contradicted silently."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.judgements import ContradictionError, decide, everything, standing, undo
from graph.record import Record


def test_a_decision_keeps_person_time_and_reason(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "w.db")
    made = decide(record, "agency", "a", "b", "same", "misprint", person="Bình")
    assert (made.person, made.because, made.decision) == ("Bình", "misprint", "same")
    assert standing(record) == [made]


def test_the_opposite_is_refused_with_both_shown(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "w.db")
    decide(record, "agency", "a", "b", "same", "misprint", person="Bình")
    with pytest.raises(ContradictionError, match=r"'different'.*'same' because misprint"):
        decide(record, "agency", "b", "a", "different", "two offices", person="Chi")


def test_an_undone_decision_no_longer_stands_but_is_kept(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "w.db")
    made = decide(record, "agency", "a", "b", "same", "misprint", person="Bình")
    assert undo(record, made.id)
    assert standing(record) == []
    assert everything(record)[0].undone_at is not None
    decide(record, "agency", "a", "b", "different", "two offices", person="Chi")


def test_the_same_decision_again_is_the_one_that_stands(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "w.db")
    first = decide(record, "overlap", "a", "b", "confirmed", "read", person="An")
    assert decide(record, "overlap", "a", "b", "confirmed", "again", person="An").id == first.id
