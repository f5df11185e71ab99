"""Pairs of two made plans of health, land, schools and industry, labelled by reading before the search was run on them
(`overlap_fields.tsv`: plan, number, name, and for plan P the tasks of Q that ask for one duty). The first run reached
F1 0.83; "phòng, chống", named industrial zones and the electronic school record were added to the word lists since."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from queries.overlap import overlaps

ROWS = pd.read_csv(Path(__file__).with_name("overlap_fields.tsv"), sep="\t", dtype=str, keep_default_na=False)


def labelled() -> set[tuple[str, str]]:
    """(P row, Q row) of the pairs a reader found to be the same or overlapping."""
    cells = [(number, pair) for number, cell in zip(ROWS["number"], ROWS["pairs"], strict=True)
             for pair in cell.split(";") if pair]  # fmt: skip
    return {(f"P{number}", "Q" + pair.partition("=")[0]) for number, pair in cells}


@pytest.fixture(scope="module")
def found() -> set[tuple[str, str]]:
    frame = pd.DataFrame({"id": ROWS["plan"] + ROWS["number"], "name": ROWS["name"], "document": ROWS["plan"]})
    pairs = overlaps(frame, between="documents")
    return set(zip(pairs["a"], pairs["b"], strict=True))


def test_most_labelled_pairs_are_found_and_few_others(found: set[tuple[str, str]]) -> None:
    right = len(found & labelled())
    assert 2 * right / (len(found) + len(labelled())) >= 0.9


@pytest.mark.parametrize("pair", [
    ("P2", "Q3"), ("P3", "Q4"), ("P6", "Q7"), ("P11", "Q12"), ("P16", "Q18"), ("P17", "Q19"), ("P25", "Q24"),
])  # fmt: skip
def test_like_words_for_another_thing_are_no_pair(found: set[tuple[str, str]], pair: tuple[str, str]) -> None:
    assert pair not in found
