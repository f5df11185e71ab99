"""Text files to blocks, and blocks to appendices."""

from __future__ import annotations

import pytest

from importers.blocks import Grid, Paragraph, UnreadableError
from importers.readers.text import read_text
from importers.recover.appendices import Appendix, split


def appendices(*lines: str) -> list[Appendix]:
    return split(read_text("\n".join(lines).encode(), "a.txt"))[1]


def test_tabs_make_grids_and_blank_lines_do_not_part_them() -> None:
    blocks = read_text("Tiêu đề\n\nTT\tTên\n1\tMột\n\n\tHai\nHết\n".encode(), "a.txt")
    assert [type(block) for block in blocks] == [Paragraph, Grid, Paragraph]
    grid = blocks[1]
    assert isinstance(grid, Grid)
    assert [(row.cells, row.place.line) for row in grid.rows] == [
        (("TT", "Tên"), 3),
        (("1", "Một"), 4),
        (("", "Hai"), 6),
    ]


def test_line_ends_of_all_kinds_and_a_mark_at_the_start() -> None:
    blocks = read_text("\ufeffMột\r\nHai\rBa\x0cBốn".encode(), "a.txt")
    assert [block.place.line for block in blocks] == [1, 2, 3]
    assert isinstance(blocks[0], Paragraph)
    assert blocks[0].text == "Một"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "holds no text"),
        (b" \n", "holds no text"),
        (b"Ph\xf3 ch\xfa\n", r"not UTF-8 text \(line 1, byte 3\)"),
        (b"abc\0def", "NUL"),
    ],
)
def test_unreadable_files(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read_text(data, "a.txt")


def test_titles_and_notes() -> None:
    (first, second) = appendices(
        "Kế hoạch này có hai phụ lục (Phụ lục I kèm theo).", "**PHỤ LỤC I:**", "DANH MỤC", "NHIỆM VỤ",
        "(Ban hành kèm theo Kế", "hoạch số 1/KH-UBND)", "STT", "Tên nhiệm vụ", "Cơ quan chủ trì",
        "Phụ lục 02: CHỈ TIÊU NĂM 2026", "TT", "Chỉ tiêu", "Năm 2026",
    )  # fmt: skip
    assert (first.label, first.title) == ("I", "DANH MỤC NHIỆM VỤ")
    assert first.note == "(Ban hành kèm theo Kế hoạch số 1/KH-UBND)"
    assert [block.text for block in first.blocks if isinstance(block, Paragraph)] == [
        "STT",
        "Tên nhiệm vụ",
        "Cơ quan chủ trì",
    ]
    assert (second.label, second.title) == ("02", "CHỈ TIÊU NĂM 2026")


def test_label_title_and_note_on_one_line() -> None:
    (only,) = appendices("PHỤ LỤC I**DANH MỤC NHIỆM VỤ***(Kèm theo Kế hoạch số /KH-UBND)*", "", "TT\tNhiệm vụ\tChủ trì")
    assert (only.label, only.title, only.note) == ("I", "DANH MỤC NHIỆM VỤ", "(Kèm theo Kế hoạch số /KH-UBND)")


@pytest.mark.parametrize(
    "line",
    ["Phụ lục I, II và III kèm theo Kế hoạch này.", "(Chi tiết tại Phụ lục II)", "Phụ lục kèm theo", "phụ lục I",
     "Phụ lục I kèm theo Quyết định này"],
)  # fmt: skip
def test_mentions_are_no_appendix(line: str) -> None:
    assert appendices("Kế hoạch", line, "Nơi nhận:") == []


def test_a_list_of_appendices_and_a_repeated_page_header() -> None:
    found = appendices(
        "Kèm theo:", "Phụ lục I: Danh mục nhiệm vụ", "Phụ lục II: Danh mục chỉ tiêu", "Phụ lục III: Mẫu báo cáo",
        "Nơi nhận: như trên", "PHỤ LỤC I", "DANH MỤC", "TT\tNhiệm vụ\tChủ trì", "1\tLàm đường\tSở Xây dựng",
        "PHỤ LỤC I", "2\tLàm cầu\tSở Xây dựng",
    )  # fmt: skip
    assert [appendix.label for appendix in found][-1] == "I"
    assert sum(isinstance(block, Grid) for block in found[-1].blocks) == 2


def test_a_flattened_table_without_an_appendix() -> None:
    body, (only,) = split(
        read_text("Nội dung\nSTT\nTên nhiệm vụ\nCơ quan chủ trì\n1\nLàm đường\nSở Xây dựng".encode(), "a")
    )
    assert len(body) == 1
    assert only.label is None
    assert len(only.blocks) == 6
