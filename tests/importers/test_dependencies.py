"""Dependencies stated in words: each rule on text of our own, and every one the five real plans state."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.grammar.dependencies import read_stated
from tests.seeds import needs_seeds, seed

CASES = {  # text -> (rule, words, actor, act, object)
    "Đánh giá sau khi Bộ Nội vụ ban hành Đề án, công bố kết quả": (
        "after_event", "sau khi Bộ Nội vụ ban hành Đề án", "Bộ Nội vụ", "ban hành", "Đề án"),
    "Tổ chức thực hiện ngay sau khi Đề án được Thủ tướng Chính phủ phê duyệt": (
        "after_event", "ngay sau khi Đề án được Thủ tướng Chính phủ phê duyệt",
        "Thủ tướng Chính phủ", "phê duyệt", "Đề án"),
    "Sửa đổi quy chế khi có hướng dẫn của Bộ Tài chính": (
        "after_event", "khi có hướng dẫn của Bộ Tài chính", "Bộ Tài chính", "có", "hướng dẫn"),
    "Triển khai nền tảng theo danh mục đã được công bố": (
        "published", "theo danh mục đã được công bố", None, "công bố", "danh mục"),
    "Triển khai nền tảng theo danh mục đã được Trung ương ban hành bảo đảm thống nhất": (
        "published", "theo danh mục đã được Trung ương ban hành", "Trung ương", "ban hành", "danh mục"),
    "Số hóa theo danh mục đã ban hành của UBND tỉnh": (
        "published", "theo danh mục đã ban hành của UBND tỉnh", "UBND tỉnh", "ban hành", "danh mục"),
    "Định kỳ theo Đề án": ("under_scheme", "theo Đề án", None, None, "Đề án"),
    "Ứng dụng dữ liệu lớn theo Đề án của Chính phủ": (
        "under_scheme", "theo Đề án của Chính phủ", "Chính phủ", None, "Đề án"),
    "Theo KH của TW": ("under_scheme", "Theo KH của TW", "TW", None, "KH"),
    "Hỗ trợ theo chỉ đạo, hướng dẫn của Bộ Giáo dục và Đào tạo và phù hợp với tỉnh": (
        "guidance", "theo chỉ đạo, hướng dẫn của Bộ Giáo dục và Đào tạo", "Bộ Giáo dục và Đào tạo", None,
        "chỉ đạo, hướng dẫn"),
    "Xây dựng dự án trên cơ sở quy hoạch được phê duyệt": (
        "basis", "trên cơ sở quy hoạch được phê duyệt", None, "phê duyệt", "quy hoạch được phê duyệt"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_rules(text: str, expected: tuple[str | None, ...]) -> None:
    (stated,) = read_stated(text)
    assert (stated.rule, stated.words, stated.actor, stated.act, stated.object) == expected
    assert text[stated.begin :].startswith(stated.words)


def test_stages() -> None:
    (second,) = read_stated("Nâng cấp hệ thống camera (giai đoạn 2)")
    assert (second.rule, second.stage, second.object) == ("stage", 1, "Nâng cấp hệ thống camera")
    (enlarged,) = read_stated("Triển khai mở rộng dự án giai đoạn 1")
    assert (enlarged.stage, enlarged.object) == (1, "Triển khai mở rộng dự án")
    assert read_stated("Nâng cấp máy chủ, giai đoạn 1") == []


def test_carried_over() -> None:
    (stated,) = read_stated("2026 (nhiệm vụ 2025 chuyên tiếp)")
    assert (stated.rule, stated.year, stated.words) == ("carried_over", 2025, "nhiệm vụ 2025 chuyên tiếp")
    assert read_stated("Chuyển tiếp 2026")[0].year is None


def test_parts_of_one_task() -> None:
    stated = read_stated("Dự án: (1) Xây dựng bộ tiêu chí; (2) Xây dựng phần mềm; (3) Đánh giá")
    assert [(item.part, item.object) for item in stated] == [("(2)", "Xây dựng phần mềm"), ("(3)", "Đánh giá")]


@pytest.mark.parametrize(
    "text",
    ["Theo Kế hoạch số 272/KH-UBND ngày 21/12/2020 của UBND tỉnh", "Căn cứ Luật Tổ chức chính quyền địa phương",
     "Kèm theo Kế hoạch phát triển", "các nhiệm vụ theo Kế hoạch", "Kế hoạch giai đoạn 2026-2030",
     "Đề án được phê duyệt",
     "khi có tác động của thiên tai", "trên cơ sở ứng dụng dữ liệu số", "Đã ban hành", "", None],
)  # fmt: skip
def test_what_states_no_dependency(text: str | None) -> None:
    assert read_stated(text) == []


STATED = {  # every stated dependency of the five plans: file, rule, and the lines its words stand in
    ("000", "after_event"): [895, 2428],
    ("000", "published"): [1061, 1079, 2304],
    ("000", "under_scheme"): [1681, 1687, 1813],
    ("000", "guidance"): [1807, 2041, 2081],
    ("000", "stage"): [1544],
    ("000", "part"): [1314, 1430],
    ("001", "after_event"): [99],
    ("002", "after_event"): [39, 237],
    ("002", "published"): [81, 107, 199, 285, 391],
    ("002", "under_scheme"): [107, 237, 389, 391],
    ("002", "guidance"): [55, 77, 177, 183, 256, 280, 280, 396, 397, 440, 455, 459, 461, 480],
    ("003", "guidance"): [1119, 1720],
    ("003", "basis"): [480, 1287],
    ("003", "stage"): [3416, 4106, 4124, 4278],
    ("004", "after_event"): [429] * 4,
    ("004", "published"): [129, 315, 315, 327, 369, 429],
    ("004", "under_scheme"): [327],
    ("004", "basis"): [381],
    ("004", "part"): [310, 353, 357, 357, 468],
    ("004", "carried_over"): [310, 342, 353, *[357] * 5, 404, *[414] * 4, *[442] * 4, 444],
}


@needs_seeds
@pytest.mark.parametrize("prefix", ["000", "001", "002", "003", "004"])
def test_every_stated_dependency_of_the_real_plans(prefix: str) -> None:
    found: dict[tuple[str, str], list[int]] = {}
    for line, text in enumerate(seed(prefix).read_text(encoding="utf-8").split("\n"), start=1):
        for column, cell in enumerate(text.split("\t")):
            if column in (2, 3):
                continue  # agencies
            for stated in read_stated(re.sub(r"</?[a-z]+>", "", cell)):
                if stated.rule != "part" or column < 4:  # the parts of a deliverable repeat those of the name
                    found.setdefault((prefix, stated.rule), []).append(line)
    assert found == {place: lines for place, lines in STATED.items() if place[0] == prefix}


WORDS = ["sau khi", "theo", "danh mục", "đã", "được", "ban hành", "của", "Đề án", "giai đoạn", "2", "(1)", "(2)", ";",
         ",", "(", ")", "căn cứ", "chuyển tiếp", "nhiệm vụ", "2025", "hướng dẫn", "Bộ Y tế", "và"]  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)))
def test_no_text_breaks_it(text: str) -> None:
    for stated in read_stated(text):
        assert stated.words
