"""Header blocks in the forms plans have them; what is blank stays None."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.rows import Place
from importers.blocks import Block, Grid, GridRow, Paragraph
from importers.grammar.header import Header, read_header
from tests.seeds import needs_seeds, seed


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(line, Place(line=number)) for number, line in enumerate(text.split("\n"), 1)
            if line.strip() and "\t" not in line]


def _facts(header: Header) -> tuple[str | None, ...]:
    return header.number, header.kind, header.title, header.issuer, header.issued, header.jurisdiction


def test_the_usual_header() -> None:
    header = read_header(_paragraphs("""ỦY BAN NHÂN DÂN
TỈNH NGHỆ AN
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 12/KH-UBND
Nghệ An, ngày 05 tháng 3 năm 2026
KẾ HOẠCH
PHÁT TRIỂN KINH TẾ SỐ
GIAI ĐOẠN 2026-2030
Thực hiện Nghị quyết số 5/NQ-HĐND, UBND tỉnh ban hành"""))
    assert _facts(header) == ("12/KH-UBND", "plan", "PHÁT TRIỂN KINH TẾ SỐ GIAI ĐOẠN 2026-2030", "UBND tỉnh Nghệ An",
                              "2026-03-05", "Nghệ An")
    assert not header.draft
    assert {part: place.line for part, place in header.places.items()} == {
        "number": 7, "issued": 8, "jurisdiction": 8, "kind": 9, "title": 9, "issuer": 1}


def test_an_issuer_without_its_province_takes_it_from_the_place() -> None:
    text = "ỦY BAN NHÂN DÂN\n-------\nSố 7/KH-UBND\nThanh Hoá, ngày 2/1/2026\nKẾ HOẠCH\nDu lịch"
    header = read_header(_paragraphs(text))
    assert (header.issuer, header.jurisdiction, header.issued) == ("UBND tỉnh Thanh Hóa", "Thanh Hóa", "2026-01-02")


def test_two_columns_merged_into_one_line() -> None:
    header = read_header(_paragraphs("""UBND TỈNH SƠN LA CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ KHOA HỌC VÀ CÔNG NGHỆ Độc lập - Tự do - Hạnh phúc
Số: 12/KH-SKHCN Sơn La, ngày 05 tháng 3 năm 2026
KẾ HOẠCH
Chuyển đổi số năm 2026
Căn cứ Luật Dữ liệu"""))
    assert _facts(header) == ("12/KH-SKHCN", "plan", "Chuyển đổi số năm 2026", "Sở Khoa học và Công nghệ", "2026-03-05",
                              "Sơn La")


def test_two_columns_in_a_table() -> None:
    cells = ("UBND TỈNH LÀO CAI\nSỞ NỘI VỤ\n-------\nSố: 3/KH-SNV",
             "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---\nLào Cai, ngày 1 tháng 2 năm 2026")
    place = Place(page=1, table=1, row=1)
    grid = Grid((GridRow(cells, place),), Place(page=1, table=1))
    header = read_header([grid, *_paragraphs("**KẾ HOẠCH**\n**Cải cách hành chính**\nThực hiện Nghị quyết")])
    assert _facts(header) == ("3/KH-SNV", "plan", "Cải cách hành chính", "Sở Nội vụ", "2026-02-01", "Lào Cai")
    assert header.places["number"] == place


def test_a_draft_with_blanks() -> None:
    text = "Số: ...../KH-UBND\nQuảng Bình, ngày ... tháng 5 năm 2025\nDự thảo\nKẾ HOẠCH\nDu lịch"
    header = read_header(_paragraphs(text))
    assert _facts(header) == (None, "plan", "Du lịch", "UBND tỉnh Quảng Bình", None, "Quảng Bình")
    assert header.draft
    assert header.symbol == "KH-UBND"


def test_a_letter_of_a_department() -> None:
    header = read_header(_paragraphs("""UBND TỈNH THANH HOÁ
SỞ TÀI CHÍNH
Số:             /STC-QLNS
V/v hướng dẫn lập
dự toán năm 2026
CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Thanh Hoá, ngày       tháng 7 năm 2025
Kính gửi: UBND các xã"""))
    assert _facts(header) == (None, "letter", "V/v hướng dẫn lập dự toán năm 2026", "Sở Tài chính", None, "Thanh Hóa")
    assert header.draft


def test_a_decision_whose_lines_were_carried_off() -> None:
    header = read_header(_paragraphs("""QUYẾT ĐỊNH
Ban hành Chương trình hành động thực hiện
Nghị quyết số 6-NQ/TU của Tỉnh ủy

ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH
Căn cứ Luật Dữ liệu
CHƯƠNG TRÌNH HÀNH ĐỘNG
(Ban hành kèm theo Quyết định số:      /QĐ-UBND, ngày     /01/2022 của UBND tỉnh)
I. MỤC TIÊU
Độc lập - Tự do - Hạnh phúc
Hà Tĩnh, ngày     tháng 01 năm 2022
1. Một việc"""))
    title = "Ban hành Chương trình hành động thực hiện Nghị quyết số 6-NQ/TU của Tỉnh ủy"
    assert _facts(header) == (None, "decision", title, "UBND tỉnh Hà Tĩnh", None, "Hà Tĩnh")
    assert header.draft


def test_the_appendices_stand_in_for_a_missing_header() -> None:
    header = read_header(_paragraphs("""KẾ HOẠCH TRIỂN KHAI CHUYỂN ĐỔI SỐ
I. MỤC TIÊU
1. Một
2. Hai
PHỤ LỤC I
(Kèm theo Kế hoạch số 45/KH-UBND ngày 5/1/2026 của UBND tỉnh Lào Cai)"""))
    assert _facts(header) == ("45/KH-UBND", "plan", "TRIỂN KHAI CHUYỂN ĐỔI SỐ", "UBND tỉnh Lào Cai", "2026-01-05",
                              "Lào Cai")


def test_the_number_of_a_promulgating_decision_is_not_the_plan_s_own() -> None:
    text = "KẾ HOẠCH\nPHÁT TRIỂN DU LỊCH\n(Ban hành kèm theo Quyết định số 45/QĐ-UBND ngày 5/1/2026 của UBND tỉnh)"
    assert read_header(_paragraphs(text)).number is None


@pytest.mark.parametrize(
    ("text", "number", "issuer", "jurisdiction"),
    [
        ("TỈNH ỦY QUẢNG NAM\n*\nSố 266-KH/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nQuảng Nam, ngày 26 tháng 4 năm 2025\nKẾ HOẠCH\nA",
         "266-KH/TU", "Tỉnh ủy Quảng Nam", "Quảng Nam"),
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HỒ CHÍ MINH\nSố: 7/2026/QĐ-UBND\nTP. Hồ Chí Minh, ngày 1/2/2026\nQUYẾT ĐỊNH\nA",
         "7/2026/QĐ-UBND", "UBND Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("CHÍNH PHỦ\nSố: 71/NQ-CP\nHà Nội, ngày 01 tháng 4 năm 2025\nNGHỊ QUYẾT", "71/NQ-CP", "Chính phủ",
         "Trung ương"),
        ("BỘ NỘI VỤ\nSố: 9/QĐ-BNV\nHà Nội, ngày 3 tháng 4 năm 2026\nQUYẾT ĐỊNH", "9/QĐ-BNV", "Bộ Nội vụ", "Trung ương"),
        ("ỦY BAN NHÂN DÂN\nXÃ HOẰNG LỘC\nSố: 9/KH-UBND\nHoằng Lộc, ngày 3 tháng 4 năm 2026\nKẾ HOẠCH\nA", "9/KH-UBND",
         "UBND xã Hoằng Lộc", "xã Hoằng Lộc"),
        ("UBND XÃ HOẰNG LỘC, TỈNH THANH HÓA\nSố: 9/KH-UBND\nHoằng Lộc, ngày 3 tháng 4 năm 2026\nKẾ HOẠCH\nA",
         "9/KH-UBND", "UBND xã Hoằng Lộc", "xã Hoằng Lộc, tỉnh Thanh Hóa"),
        ("TỈNH QUẢNG TRỊ\nUBND XÃ GIO LINH\nSố: 9/KH-UBND\nGio Linh, ngày 3 tháng 4 năm 2026\nKẾ HOẠCH\nA\n"
         "Căn cứ Kế hoạch số 5/KH-UBND của UBND tỉnh Quảng Bình", "9/KH-UBND", "UBND xã Gio Linh",
         "xã Gio Linh, tỉnh Quảng Trị"),
        ("UBND PHƯỜNG CHIỀNG LỀ\nSố: 9/KH-UBND\nChiềng Lề, ngày 3 tháng 4 năm 2026\nKẾ HOẠCH\nA\n"
         "Thực hiện Kế hoạch số 5/KH-UBND ngày 2/3/2026 của Ủy ban nhân dân tỉnh Sơn La; học tập tỉnh Nghệ An",
         "9/KH-UBND", "UBND phường Chiềng Lề", "phường Chiềng Lề, tỉnh Sơn La"),
        ("UBND XÃ TÂN TIẾN\nSố: 9/KH-UBND\nTân Tiến, ngày 3 tháng 4 năm 2026\nKẾ HOẠCH\nA\nHọc tập tỉnh Nghệ An "
         "và tỉnh Hà Tĩnh", "9/KH-UBND", "UBND xã Tân Tiến", "xã Tân Tiến"),
        ("ỦY BAN NHÂN DÂN TỈNH HẢI LAM\nSố: 9/KH-UBND\nHải Lam, ngày 3 tháng 4 năm 2026\nKẾ HOẠCH\nA", "9/KH-UBND",
         "UBND tỉnh Hải Lam", "Hải Lam"),
    ],
)
def test_issuers(text: str, number: str, issuer: str, jurisdiction: str) -> None:
    header = read_header(_paragraphs(text))
    assert (header.number, header.issuer, header.jurisdiction, header.draft) == (number, issuer, jurisdiction, False)


def test_nothing_is_made_up() -> None:
    header = read_header(_paragraphs("Danh sách\nviệc cần làm"))
    assert header == Header(None, "other", None, None, None, None, False)
    assert read_header([]) == header


PIECES = ["ỦY BAN NHÂN DÂN", "\n", "TỈNH ", "SƠN LA", "Số: ", "12", "/KH-UBND", "Sơn La, ngày ", "5 tháng 3 năm 2026",
          "KẾ HOẠCH", "QUYẾT ĐỊNH ", "-----", "Thực hiện ", "(Kèm theo Kế hoạch số ", "PHỤ LỤC I", "SỞ ", "V/v "]


@given(st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_no_text_breaks_the_grammar(text: str) -> None:
    header = read_header(_paragraphs(text))
    assert header.number is None or header.number[0].isdigit()


@needs_seeds
@pytest.mark.parametrize(
    ("prefix", "number", "kind", "issuer", "issued", "jurisdiction", "draft"),
    [
        ("000", "101/KH-UBND", "plan", "UBND tỉnh Thanh Hóa", "2025-05-25", "Thanh Hóa", False),
        ("001", None, "letter", "Sở Khoa học và Công nghệ", None, "Thanh Hóa", True),
        ("002", None, "plan", "UBND tỉnh Quảng Bình", None, "Quảng Bình", True),
        ("003", None, "decision", "UBND tỉnh Thanh Hóa", None, "Thanh Hóa", True),
        ("004", None, "plan", "UBND tỉnh Sơn La", None, "Sơn La", True),
    ],
)
def test_the_five_documents(
    prefix: str, number: str | None, kind: str, issuer: str, issued: str | None, jurisdiction: str, draft: bool
) -> None:
    header = read_header(_paragraphs(seed(prefix).read_text(encoding="utf-8")))
    found = (header.number, header.kind, header.issuer, header.issued, header.jurisdiction, header.draft)
    assert found == (number, kind, issuer, issued, jurisdiction, draft)
    assert header.title is not None
    assert header.title.endswith(("QUỐC GIA", "quốc gia", "Đề án 06.", "đến năm 2030"))
