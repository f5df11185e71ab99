"""Numbers of rows and sections, and the path of headings."""

from __future__ import annotations

import pytest

from graph.rows import Column, Place, Role, Row
from importers.recover.numbering import Sections, check_sequence, leading_number, parse_number, roman_value
from importers.recover.sequence import infer_numbers


@pytest.mark.parametrize(
    ("printed", "text", "kinds", "parts"),
    [
        ("36.", "36", ("decimal",), (36,)),
        (" 117.", "117", ("decimal",), (117,)),
        ("39.22", "39.22", ("decimal",), (39, 22)),
        ("III.", "III", ("roman",), (3,)),
        ("I", "I", ("roman", "letter"), (1,)),
        ("A", "A", ("letter",), (1,)),
        ("Đ.", "Đ", ("letter",), (5,)),
        ("a)", "a)", ("item",), (1,)),
        ("(2)", "(2)", ("item",), (2,)),
        ("đ)", "đ)", ("item",), (5,)),
        ("Nhiệm vụ 1.", "Nhiệm vụ 1", ("decimal",), (1,)),
        ("NV 02", "NV 02", ("decimal",), (2,)),
    ],
)
def test_printed_numbers(printed: str, text: str, kinds: tuple[str, ...], parts: tuple[int, ...]) -> None:
    number = parse_number(printed)
    assert number is not None
    assert (number.text, number.kinds, number.parts) == (text, kinds, parts)


@pytest.mark.parametrize("text", ["", None, "5G", "12 tháng", "Có", "IIII", "2025-2030", "15%", "0,75", "1.2.", "VIX"])
def test_what_is_no_number(text: str | None) -> None:
    number = parse_number(text)
    assert number is None or text == "1.2."


def test_roman_numerals() -> None:
    assert [roman_value(text) for text in ("IV", "IX", "XIV", "XL", "VV", "", "A")] == [4, 9, 14, 40, None, None, None]


def test_parents() -> None:
    assert [n.parent for n in map(parse_number, ("39.1", "2.3.1", "7", "IV")) if n] == ["39", "2.3", None, None]


def test_numbers_at_the_start_of_a_line() -> None:
    found = leading_number("1.2 Xây dựng cầu")
    assert found is not None
    assert (found[0].text, found[1]) == ("1.2", "Xây dựng cầu")
    heading = leading_number("II. Phát triển du lịch")
    assert heading is not None
    assert (heading[0].text, heading[1]) == ("II", "Phát triển du lịch")
    assert leading_number("5G phủ sóng toàn tỉnh") is None
    assert leading_number("Xây dựng cầu") is None


def paths(*printed: str) -> list[str]:
    sections = Sections()
    return [sections.open(number) for text in printed if (number := parse_number(text))]


def test_paths_of_sections() -> None:
    assert paths("A", "I", "II", "B", "I", "1", "2", "II") == ["A", "A.I", "A.II", "B", "B.I", "B.I.1", "B.I.2", "B.II"]
    assert paths("I", "II", "III", "IV", "IV") == ["I", "II", "III", "IV", "IV"]
    assert paths("A", "B", "C", "I") == ["A", "B", "C", "C.I"]
    assert paths("I", "II", "III", "IV", "V", "C") == ["I", "II", "III", "IV", "V", "C"]


def test_a_band_keeps_the_rows_under_it() -> None:
    sections = Sections()
    sections.open_band("2030")
    number = parse_number("4")
    assert number is not None
    assert sections.open(number) == "2030.4"
    assert sections.path == "2030"
    sections.open_band(None)
    assert sections.path is None


def test_holes_repeats_and_order() -> None:
    printed = ["1", "2", "4", "4", "3", "4", "1.1", "1.2", "1.4", "a)", None]
    flags = check_sequence((text, Place(line=index)) for index, text in enumerate(printed))
    assert [(flag.code, flag.place.line) for flag in flags] == [
        ("number_skipped", 2), ("number_repeated", 3), ("number_order", 4), ("number_skipped", 8),
    ]  # fmt: skip


def row(number: str | None) -> Row:
    return Row("task", None, None, number, (number, "x"), Place())


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        (["1", None, "3"], ["1", "2", "3"]),
        (["1", None, None, "4"], ["1", "2", "3", "4"]),
        (["7", "8", None], ["7", "8", "9"]),
        ([None, "2"], ["1", "2"]),
        (["1", None, "2"], ["1", None, "2"]),
        ([None, None], [None, None]),
    ],
)
def test_position_tells_a_number_or_not(printed: list[str | None], numbers: list[str | None]) -> None:
    rows = [row(number) for number in printed]
    infer_numbers(rows)
    assert [row.number for row in rows] == numbers
    for before, after in zip(printed, rows, strict=True):
        assert bool(after.flags) == (before is None)
    assert Column(Role.NUMBER, "TT").role is Role.NUMBER
