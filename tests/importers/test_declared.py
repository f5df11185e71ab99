"""Counts a text declares of itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.grammar.declared import read_declared
from tests.seeds import needs_seeds, seed


def _counts(text: str) -> list[tuple[str, int, str | None]]:
    return [(one.what, one.count, one.group) for one in read_declared(text)]


def test_groups_and_indicators() -> None:
    text = """Kế hoạch đặt ra 03 nhóm chỉ tiêu, với 12 chỉ tiêu cụ thể:
(1) Nhóm hạ tầng ven biển: 04 chỉ tiêu;
(2) Nhóm sinh kế, nguồn lực : 05 chỉ tiêu;
- Về dịch vụ số: gồm 03 chỉ tiêu."""
    assert _counts(text) == [
        ("groups", 3, None), ("indicators", 12, None), ("indicators", 4, "Nhóm hạ tầng ven biển"),
        ("indicators", 5, "Nhóm sinh kế, nguồn lực"), ("indicators", 3, "Về dịch vụ số")]


def test_tasks_their_parts_and_the_appendix() -> None:
    text = ("Giao các cơ quan thực hiện 25 nhiệm vụ, trong đó có 03 nhiệm vụ thành phần (chi tiết tại Phụ lục II), "
            "và phối hợp 06 nhiệm vụ do bộ, ngành chủ trì (chi tiết tại Phụ lục III). Kế hoạch gồm 7 nhóm nhiệm vụ.")
    assert [(one.what, one.count, one.part, one.appendix) for one in read_declared(text)] == [
        ("tasks", 25, False, "II"), ("tasks", 3, True, "II"), ("tasks", 6, False, "III"), ("groups", 7, False, None)]


@pytest.mark.parametrize("text", [
    "Đến hết tháng 12/2025 nghiệm thu: 14/16 nhiệm vụ", "≥ 15 nhiệm vụ khoa học và công nghệ cấp tỉnh",
    "mỗi năm triển khai 20 nhiệm vụ khoa học", "đã hoàn thành 5 nhiệm vụ", "Nhiệm vụ 5", "chỉ tiêu 79"])
def test_figures_that_are_no_declaration(text: str) -> None:
    assert read_declared(text) == []


@given(st.text(max_size=200) | st.text(alphabet="0123456789 nhiệmvụchỉtêuó:;.()\n-", max_size=120))
def test_no_text_breaks_the_grammar(text: str) -> None:
    assert all(one.count >= 0 and one.words for one in read_declared(text))


@needs_seeds
def test_the_counts_of_the_first_plan() -> None:
    body = seed("000").read_text(encoding="utf-8").split("\nPHỤ LỤC")[0]
    assert [(what, count) for what, count, _ in _counts(body)] == [
        ("groups", 5), ("indicators", 79), ("indicators", 5), ("indicators", 9), ("indicators", 12), ("indicators", 16),
        ("indicators", 37)]
    assert _counts(body)[2][2] == "Nhóm phát triển hạ tầng"
