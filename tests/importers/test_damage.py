"""Letters that an extraction printed as blanks."""

from __future__ import annotations

import pytest

from importers.blocks import Paragraph
from importers.readers.text import read_text
from importers.recover.damage import Wording
from tests.seeds import needs_seeds, seed

WHOLE = [
    "Giải quyết thủ tục hành chính của tỉnh Hải Lam theo Kế hoạch số 45/KH-UBND",
    "Ban Thường vụ Tỉnh ủy và 12-KH/TU; Kế hoạch được duyệt; nền kinh tế biển",
]


@pytest.mark.parametrize(
    ("printed", "whole"),
    [
        ("thủ tục hành ch nh của tỉnh", "thủ tục hành chính của tỉnh"),
        ("theo số 77/ H-  ND ngày 01/2/2026", "theo số 77/KH-UBND ngày 01/2/2026"),
        ("số 266- H/T  ngày 26/4", "số 266-KH/TU ngày 26/4"),
        ("ý kiến của  an Thường vụ", "ý kiến của Ban Thường vụ"),
        ("ứng dụng tr  tuệ nhân tạo", "ứng dụng trí tuệ nhân tạo"),
    ],
)
def test_lost_letters_come_back_where_the_words_stand_whole(printed: str, whole: str) -> None:
    repaired, changes = Wording.of([*WHOLE, printed]).repair(printed)
    assert repaired == whole
    assert len(changes) == 1


@pytest.mark.parametrize(
    "printed",
    [
        "khám ch nh bệnh",  # nothing whole fits
        "hành  chính của tỉnh",  # a wide blank, no letter lost
        "giai đoạn 2021- 2025",
        "Kế hoạch số 45/KH- UBND",
        "QL 217 và DR site",
        "Covid-19 và 5G",
    ],
)
def test_what_is_whole_or_cannot_be_known_stays(printed: str) -> None:
    assert Wording.of([*WHOLE, printed]).repair(printed) == (printed, ())


def test_two_wordings_that_fit_are_left() -> None:
    wording = Wording.of(["hành chính", "hành chánh", "hành ch nh"])
    assert wording.repair("hành ch nh") == ("hành ch nh", ())


@needs_seeds
def test_only_the_damaged_document_is_repaired() -> None:
    for prefix in ("000", "001", "002", "003", "004"):
        lines = [b.text for b in read_text(seed(prefix).read_bytes(), prefix) if isinstance(b, Paragraph)]
        wording = Wording.of(lines)
        repaired = [changes for line in lines if (changes := wording.repair(line)[1])]
        assert len(repaired) == (9 if prefix == "001" else 0)
