"""Cut words go together only where the whole is Vietnamese that stands elsewhere."""

from __future__ import annotations

import pytest

from importers.recover.joining import Lexicon, is_syllable, join_cut, rejoin
from importers.recover.markup import strip_markup

LEXICON = Lexicon.of(["Con đường thành phố đi qua phường mới; các địa phương đổi thay, bản làng lung linh lung linh."])


@pytest.mark.parametrize(
    "word", ["nghiệp", "thành", "Quảng", "ươn", "giếng", "gì", "khuyến", "quyết", "yêu", "y", "hoạch", "Đắk"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["ngiệp", "t", "ng", "CNTT", "nghành", "kế-hoạch", "internet", "côngan", "p", "thàánh"]
)
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("đưa bản t hành     một phố", "đưa bản thành một phố"),
        ("các địa p h ươn g, đơn vị", "các địa phương, đơn vị"),
        ("đổ i thay từng ngày", "đổi thay từng ngày"),
    ],
)
def test_pieces_of_a_word(cut: str, whole: str) -> None:
    joined = rejoin(cut, LEXICON)
    assert joined.text == whole
    assert [code for code, _ in joined.repairs] == ["words_rejoined"]


@pytest.mark.parametrize(
    "text", ["dự án r ượu cần", "vitamin c và d", "lớp 5 a", "ô tô, y tế, cà phê", "WTO và AFTA", "x y z"]
)
def test_what_stands_nowhere_else_is_left(text: str) -> None:
    assert rejoin(text, LEXICON).text == text
    assert not rejoin(text, LEXICON).repairs


@pytest.mark.parametrize(
    ("head", "tail", "whole", "code"),
    [
        ("Sở Nông nghiệp và Môi trường", "trường", "Sở Nông nghiệp và Môi trường", "letters_doubled"),
        ("các doanh nghiệp", "ngiệp viễn thông", "các doanh nghiệp viễn thông", "letters_doubled"),
        ("các doanh nghiệp", "ng nghiệp viễn thông", "các doanh nghiệp viễn thông", "letters_doubled"),
        ("công nghệ thông tin", "nghệ thông tin; các xã", "công nghệ thông tin; các xã", "letters_doubled"),
        ("con đ", "ường thành phố", "con đường thành phố", "words_rejoined"),
        ("Sở Khoa học và", "Công nghệ", "Sở Khoa học và Công nghệ", None),
        ("bản làng lung linh", "linh thiêng", "bản làng lung linh thiêng", "letters_doubled"),
        ("giá 100", "100 hộ", "giá 100 100 hộ", None),
        ("bản làng lung", "linh lung linh", "bản làng lung linh lung linh", None),
        ("", "Công nghệ", "Công nghệ", None),
    ],
)
def test_two_parts_of_a_cell(head: str, tail: str, whole: str, code: str | None) -> None:
    joined = join_cut(head, tail, LEXICON)
    assert joined.text == whole
    assert [found for found, _ in joined.repairs] == ([code] if code else [])


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("<i>Phát triển</i>", "Phát triển"),
        ("<p>(1) Một</p> <p>(2) Hai</p>", "(1) Một\n (2) Hai\n"),
        ("$\\geq 40\\%$", "≥ 40%"),
        ("$\\leq$ 5", "≤ 5"),
        ("**Sở Y tế**", "Sở Y tế"),
        ("R&amp;D", "R&D"),
        ("một<br/>hai", "một\nhai"),
    ],
)
def test_markup(marked: str, plain: str) -> None:
    assert strip_markup(marked) == (plain, True)


@pytest.mark.parametrize("text", ["5 < 7 và 9 > 8", "giá 5$ đến 7$ một ngày", "R&D", "(*) chỉ tiêu mới", "AT&T; VNPT"])
def test_no_markup(text: str) -> None:
    assert strip_markup(text) == (text, False)
