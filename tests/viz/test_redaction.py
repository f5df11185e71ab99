"""Names of persons are left out: who signed, drafted or judged, and who is named in a text; nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.judgements import decide
from graph.record import Record
from importers.pipeline import import_file
from viz.redaction import persons, redactor, signers
from viz.report import write_report

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "hai-lam.tabs.txt"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Giao đồng chí Nguyễn Văn A phụ trách", "Giao đồng chí [x] phụ trách"),
        ("Chủ tịch: Trần Thị Bình", "Chủ tịch: [x]"),
        ("bà Lê Lan, Phó Giám đốc Sở", "bà [x], Phó Giám đốc Sở"),
        ("Liên hệ Phạm Minh Đức, điện thoại", "Liên hệ [x], điện thoại"),
        ("theo Đức Anh", "theo [x]"),  # named in the archive line
        ("Chủ tịch Ủy ban nhân dân tỉnh", None),
        ("đồng chí Phó Chủ tịch phụ trách", None),
        ("Trường THPT Nguyễn Bỉnh Khiêm, đường Lê Duẩn", None),
        ("Thành phố Hồ Chí Minh; Chủ tịch Hồ Chí Minh", None),
        ("Sở Văn hóa, Thể thao và Du lịch; Sở Khoa học và Công nghệ", None),
        ("Trường Đại học Hồng Đức, Ban Quản lý Khu kinh tế Nghi Sơn", None),
    ],
)
def test_a_text_loses_its_persons_and_nothing_else(text: str, expected: str | None) -> None:
    assert redactor(["Đức Anh"], "[x]")(text) == (text if expected is None else expected)


def test_the_signature_block_and_the_archive_line_name_persons() -> None:
    lines = [
        "Nơi nhận:", "- Như trên;", "- Chủ tịch UBND tỉnh (báo cáo);", "- Lưu: VT, KGVX, Đức Anh.",
        "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "Hà Thị Thu", "Phụ lục I",
    ]  # fmt: skip
    assert list(signers(lines)) == ["Đức Anh", "Hà Thị Thu"]
    assert list(signers(["Sở Nội vụ", "Hà Thị Thu"])) == []


def test_a_redacted_report_names_nobody_and_says_so(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    tasks = text.index("PHỤ LỤC II")
    block = "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nMùa A Sếnh\n\n"
    row = next(line for line in text[tasks:].splitlines() if line.startswith(("2\t", "2.\t")))
    cells = row.split("\t")
    cells[1] += " do đồng chí Nguyễn Văn Thử phụ trách, Mùa A Sếnh giám sát"
    at = text.index("PHỤ LỤC I")
    plan = tmp_path / "plan.txt"
    plan.write_text((text[:at] + block + text[at:]).replace(row, "\t".join(cells)), encoding="utf-8")
    record = Record.open(tmp_path / "w.db")
    import_file(record, plan)
    decide(record, "finding", "no_deadline", "x", "accepted", "known", person="Jo Doe")
    assert persons(record) >= {"Mùa A Sếnh", "Jo Doe"}
    for redact in (False, True):
        write_report(record, tmp_path / "r.html", lang="en", redact=redact)
        page = (tmp_path / "r.html").read_text(encoding="utf-8")
        assert ("Nguyễn Văn Thử" in page, "Mùa A Sếnh" in page) == (not redact, not redact)
        assert ("some may remain" in page) == redact
        assert "Sở Nông nghiệp và Môi trường" in page
