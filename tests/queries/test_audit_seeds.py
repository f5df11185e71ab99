"""The audit over the real documents: exactly the errors a reader finds in them, and the warnings worth most."""

from __future__ import annotations

import pandas as pd
import pytest

from graph.record import Record
from queries.audit import audit
from tests.seeds import needs_seeds

pytestmark = needs_seeds

# (first digits of the file's name, code, line): read in the documents by a person; nothing else is an error in them.
ERRORS = {
    ("000", "duplicate_heading", 532),  # IV stands twice in appendix I
    ("000", "lead_coordinates_itself", 1066),  # II.26
    *{("000", "deadline_before_plan", line) for line in (2053, 2059, 2065, 2071)},  # III.1-4
    *{("000", "deadline_before_plan", line) for line in (2103, 2231, 2397, 2403)},  # III.9, 30, 57, 58
    ("001", "cited_twice_dates", 268),  # 266-KH/TU of 2024 and of 2025
    ("002", "cited_two_symbols", 19),  # 206-KH/TU and 206-CTr/TU
    ("002", "number_repeated", 332),  # I.39.26
    ("002", "number_repeated", 609),  # II.2030.5.8
    ("002", "number_repeated", 760),  # II.2045.4.5
    ("002", "ministry_in_provincial_row", 357),  # I.39.46
    ("002", "deliverable_above_lead", 466),  # I.78
    ("002", "target_reverses", 682),  # II.2040.2.2: 80, 90, 95, 92, 99
    ("003", "duplicate_heading", 774),  # I stands twice in appendix 01
}

# The lines of some warnings; for these codes, in these documents, all of them.
WARNINGS = {
    ("000", "unit_missing"): {534},  # I.43
    ("000", "unit_not_a_unit"): {773, 783, 793, 821, 831},  # I.67-69, 72, 73
    ("000", "target_without_value"): {763, 783, 821, 831},  # I.66, 68, 72, 73
    ("000", "target_below_baseline"): {867},  # I.77: the sixth is to be among the first ten
    ("000", "words_doubled"): {1042, 1295},  # II.22, II.63
    ("000", "deadline_doubt"): {1688, 1694},  # II.127, II.128
    ("000", "no_tracker"): {803, 841, 850, 877},  # I.70, 74, 75, 78: the cell is lost
    ("002", "number_skipped"): {780},  # II.2045.5.13 after 5.11
    ("002", "words_doubled"): {611, 775},
    ("003", "number_skipped"): {919},  # 3.3 after 3.1
    ("003", "starts_before_plan"): {
        1481, 1527, 1563, 1988, 2036, 2073, 3333, 3646, 3815, 3922, 4268, 4312,
    },  # twelve tasks of 2021 in a decision of the last days of that year or later
    ("004", "result_missed"): {185, 199, 206, 222, 228, 245, 247, 248, 259},
    ("004", "result_passes_later"): {235, 258},
    ("004", "done_then_due"): {409},  # VIII.2.1
    ("004", "done_and_due"): {333},  # II.15
    ("004", "nothing_before"): {448},  # VIII.6
}  # fmt: skip

# Checks that find nothing at all in the real documents, since nothing of the kind is wrong there.
SILENT = {
    "deadline_before_cited", "subtask_after_task", "no_lead", "no_deadline", "agency_dissolved", "count_differs",
    "cited_after_plan", "cited_replaced", "task_twice", "target_falls", "result_contradicts", "number_order",
}  # fmt: skip


@pytest.fixture(scope="module")
def found(seeds_record: Record) -> pd.DataFrame:
    """The findings, with the digits of the file and the first line."""
    frame = audit(seeds_record)
    return frame.assign(file=frame["source_file"].str[:3], line=frame["source_lines"].map(lambda lines: [*lines, 0][0]))


def test_exactly_the_real_errors(found: pd.DataFrame) -> None:
    errors = found[found["level"] == "error"]
    assert set(zip(errors["file"], errors["code"], errors["line"], strict=True)) == ERRORS
    assert len(errors) == len(ERRORS)


@pytest.mark.parametrize(("where", "lines"), WARNINGS.items(), ids=["-".join(key) for key in WARNINGS])
def test_warnings(found: pd.DataFrame, where: tuple[str, str], lines: set[int]) -> None:
    rows = found[(found["file"] == where[0]) & (found["code"] == where[1])]
    assert set(rows["line"]) == lines


def test_checks_that_find_nothing(found: pd.DataFrame) -> None:
    assert not SILENT & set(found["code"])


def test_every_finding_names_its_file_and_a_node(found: pd.DataFrame) -> None:
    assert found["source_file"].notna().all()
    assert found["nodes"].map(bool).all()
    assert found["message"].map(bool).all()
    assert not found["accepted"].any()
