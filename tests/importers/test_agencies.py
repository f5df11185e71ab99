"""Cells that name agencies: the hard ones with the reason for each, and what holds for every cell."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.text import fold
from importers.grammar.agencies import blank, read_agencies, split_cell
from tests.seeds import SEEDS

# (cell, jurisdiction, agencies, groups, why it is hard)
HARDEST: list[tuple[str, str, list[str], list[str], str]] = [
    ("Sở Văn hóa, Thể thao và Du lịch", "Sơn La", ["Sở Văn hóa, Thể thao và Du lịch"], [],
     "a comma and 'và' inside one name"),
    ("Sở Văn hóa, Thể thao và Du lịch, Sở Tài chính, các địa phương", "Quảng Bình",
     ["Sở Văn hóa, Thể thao và Du lịch", "Sở Tài chính"], ["Các địa phương"], "commas inside a name and between names"),
    ("Các sở Y tế, Giáo dục và đào tạo, Xây dựng; BHXH tỉnh", "Sơn La",
     ["Sở Y tế", "Sở Giáo dục và Đào tạo", "Sở Xây dựng", "Bảo hiểm xã hội tỉnh"], [],
     "the head is said once for three departments, which are no collective"),
    ("Sở Khoa học và Công nghệ và Sở Tài chính", "Sơn La", ["Sở Khoa học và Công nghệ", "Sở Tài chính"], [],
     "the first 'và' belongs to a name, the second separates"),
    ("Sở Tài chính và các đơn vị có liên quan", "Thanh Hóa", ["Sở Tài chính"], ["Các đơn vị có liên quan"],
     "'và' before a collective separates"),
    ("Các sở, ban, ngành, UBND cấp xã và các đơn vị có liên quan", "Sơn La", [],
     ["Các sở, ban, ngành", "UBND cấp xã", "Các đơn vị có liên quan"], "commas join nouns, then part collectives"),
    ("Sở Nội vụ; các sở, ngành, đơn vị cấp tỉnh và UBND cấp xã", "Thanh Hóa", ["Sở Nội vụ"],
     ["Các sở, ngành, đơn vị cấp tỉnh", "UBND cấp xã"], "'và' before a body of a level"),
    ("UBND cấp huyện, cấp xã được triển khai", "Thanh Hóa", [], ["UBND cấp huyện", "UBND cấp xã được triển khai"],
     "the body is said once for two levels; the clause belongs to the second"),
    ("Các Sở, ban, ngành; UBND cấp huyện; cấp xã", "Thanh Hóa", [],
     ["Các sở, ban, ngành", "UBND cấp huyện", "UBND cấp xã"], "the body is carried over a semicolon"),
    ("UBND các huyện, thị xã, thành phố", "Thanh Hóa", [], ["UBND các huyện, thị xã, thành phố"],
     "commas between levels do not separate"),
    ("Các Sở, ban, ngành: UBND các huyện, thị xã, thành phố", "Thanh Hóa", [],
     ["Các sở, ban, ngành", "UBND các huyện, thị xã, thành phố"], "a colon printed for a semicolon"),
    ("Các doanh nghiệp viễn thông, internet, công nghệ thông tin", "Quảng Bình", [],
     ["Các doanh nghiệp viễn thông, internet, công nghệ thông tin"], "commas between branches do not separate"),
    ("Các sở, ban, ngành, UBND cấp xã, doanh nghiệp, đơn vị liên quan", "Sơn La", [],
     ["Các sở, ban, ngành", "UBND cấp xã", "Doanh nghiệp, đơn vị liên quan"], "no 'các' after a body"),
    ("(1) Sở Khoa học và Công nghệ, (2) Công an tỉnh, (3) Sở Tài chính, (4) UBND cấp xã, (5) Sở Tài chính", "Sơn La",
     ["Sở Khoa học và Công nghệ", "Công an tỉnh", "Sở Tài chính"], ["UBND cấp xã"], "marks; one agency named twice"),
    ("Sở Xây dựng (tham mưu nếu các địa phương đủ điều kiện)", "Sơn La", ["Sở Xây dựng"], [],
     "a bracket that itself names a collective"),
    ("C06, Bộ Công an", "Thanh Hóa", ["C06, Bộ Công an"], [], "a unit's code and its ministry are one agency"),
    ("Thuế, Bảo hiểm, doanh nghiệp", "Thanh Hóa", ["Thuế", "Bảo hiểm"], ["Doanh nghiệp"],
     "loose names: which tax office is meant is not said"),
    ("Sở Khoa học, Công nghệ, thông, Sở Tài chính", "Quảng Bình", ["Sở Khoa học và Công nghệ", "Sở Tài chính"], [],
     "a damaged name: a word is left over"),
    ("Ban QL Khu Kinh tế Nghi Sơn và các KCN", "Thanh Hóa", ["Ban Quản lý Khu kinh tế Nghi Sơn và các KCN"], [],
     "'và các' inside a name; one of four spellings"),
    ("Ban quản lý KKT Nghi sơn và các KCN", "Thanh Hóa", ["Ban Quản lý Khu kinh tế Nghi Sơn và các KCN"], [],
     "the same node by abbreviation and case"),
    ("Đảng ủy khối cơ quan tỉnh và Doanh nghiệp tỉnh", "Thanh Hóa", ["Đảng ủy Khối cơ quan và doanh nghiệp tỉnh"], [],
     "'và' before a capital inside one name"),
    ("Liên hiệp các hội KH&KT tỉnh", "Sơn La", ["Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh"], [],
     "'các' inside a name"),
    ("Ngân hàng nước khu vực 3", "Sơn La", ["Ngân hàng Nhà nước Chi nhánh Khu vực 3"], [], "a word is lost"),
    ("Báo và PTTH Sơn La", "Sơn La", ["Báo và Đài Phát thanh - Truyền hình Sơn La"], [], "half abbreviated"),
    ("Công anh tỉnh; Trung tâm Phục vụ HCC tỉnh", "Thanh Hóa",
     ["Công anh tỉnh", "Trung tâm Phục vụ hành chính công tỉnh"], [], "a misprint of one letter is not merged"),
    ("Sở Lao động Thương binh và Xã hôi", "Thanh Hóa", ["Sở Lao động - Thương binh và Xã hội"], [],
     "a missing dash and a wrong mark"),
    ("Sở Văn hóa, Thể thao và Du lịch lịch", "Quảng Bình", ["Sở Văn hóa, Thể thao và Du lịch"], [],
     "a word doubled by a page break"),
    ("các doanh nghiệp ng nghiệp viễn thông, internet", "Quảng Bình", [], ["Các doanh nghiệp viễn thông, internet"],
     "half a word doubled by a page break"),
    ("các doanh nghiệp ngiệp viễn thông, internet", "Quảng Bình", [], ["Các doanh nghiệp viễn thông, internet"],
     "a word doubled without a letter"),
    ("UBND thị xã Nghi Sơn", "Thanh Hóa", ["UBND thị xã Nghi Sơn"], [], "a body of a named place is an agency"),
    ("các Doanh nghiệp vừa và nhỏ trên địa bàn tỉnh", "Sơn La", [], ["Các doanh nghiệp vừa và nhỏ trên địa bàn tỉnh"],
     "'và' between adjectives; capitals as ornament"),
    ("Cơ quan Đảng các cấp", "Quảng Bình", [], ["Cơ quan Đảng các cấp"], "a collective in the singular"),
    ("Các Bệnh viện, Trung tâm Y tế", "Thanh Hóa", [], ["Các bệnh viện, trung tâm y tế"],
     "capitals of a collective look like the head of a name"),
    ("Các sở, ban, ngành, đơn vị đề xuất nhiệm vụ và được giao ứng dụng kết quả", "Sơn La", [],
     ["Các sở, ban, ngành, đơn vị đề xuất nhiệm vụ và được giao ứng dụng kết quả"], "'và' joins two clauses"),
]  # fmt: skip

# Provinces and wordings that no plan of the corpus has.
UNSEEN: list[tuple[str, str, list[str], list[str]]] = [
    ("Sở Du lịch; Sở Quy hoạch - Kiến trúc", "Hà Nội", ["Sở Du lịch", "Sở Quy hoạch - Kiến trúc"], []),
    ("Văn phòng Thành ủy, UBND thành phố", "Hà Nội", ["Văn phòng Thành ủy", "UBND thành phố"], []),
    ("UBND các phường, xã, đặc khu", "Thành phố Hồ Chí Minh", [], ["UBND các phường, xã, đặc khu"]),
    ("Bưu điện tỉnh; VNPT Nghệ An; Viettel Nghệ An", "Nghệ An",
     ["Bưu điện tỉnh", "VNPT Nghệ An", "Viettel Nghệ An"], []),
    ("Hội Nông dân tỉnh, Tỉnh đoàn và các đoàn thể", "Nghệ An", ["Hội Nông dân tỉnh", "Tỉnh đoàn"], ["Các đoàn thể"]),
    ("Các sở: Tài chính; Nội vụ; Công an tỉnh", "Nghệ An", ["Sở Tài chính", "Sở Nội vụ", "Công an tỉnh"], []),
    ("Bộ: Công an, Quốc phòng", "Trung ương", ["Bộ Công an", "Bộ Quốc phòng"], []),
    ("UBND các huyện Kỳ Sơn, Quế Phong và Tương Dương", "Nghệ An",
     ["UBND huyện Kỳ Sơn", "UBND huyện Quế Phong", "UBND huyện Tương Dương"], []),
    ("- Sở Y tế - Công an tỉnh", "Nghệ An", ["Sở Y tế", "Công an tỉnh"], []),
    ("1. Sở Y tế 2. Sở Tài chính", "Nghệ An", ["Sở Y tế", "Sở Tài chính"], []),
    ("Sở Y tế\nSở Tài chính", "Nghệ An", ["Sở Y tế", "Sở Tài chính"], []),
    ("Sở Y tế Sở Tài chính", "Nghệ An", ["Sở Y tế", "Sở Tài chính"], []),
    ("Sở Tài chính và Nội vụ", "Nghệ An", ["Sở Tài chính", "Sở Nội vụ"], []),
    ("SỞ Y TẾ; CÁC SỞ, BAN, NGÀNH", "Nghệ An", ["Sở Y tế"], ["Các sở, ban, ngành"]),
    ("Kho bạc Nhà nước khu vực XI; Thuế tỉnh", "Nghệ An", ["Kho bạc Nhà nước Khu vực XI", "Thuế tỉnh"], []),
    ("Trường Đại học Vinh, các trường cao đẳng", "Nghệ An", ["Trường Đại học Vinh"], ["Các trường cao đẳng"]),
    ("Ban Dân tộc và Tôn giáo", "Nghệ An", ["Ban Dân tộc và Tôn giáo"], []),
    ("Đề nghị Ủy ban MTTQ Việt Nam tỉnh", "Nghệ An", ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"], []),
    ("Các đơn vị thuộc Sở Y tế", "Nghệ An", [], ["Các đơn vị thuộc Sở Y tế"]),
    ("Công ty cổ phần FPT, Tổ công tác Đề án 06", "Nghệ An", ["Công ty cổ phần FPT", "Tổ công tác Đề án 06"], []),
]  # fmt: skip


def _named(cell: str, jurisdiction: str) -> tuple[list[str], list[str]]:
    found = read_agencies(cell, jurisdiction)
    return [m.name for m in found if m.kind == "agency"], [m.name for m in found if m.kind == "group"]


@pytest.mark.parametrize(
    ("cell", "jurisdiction", "agencies", "groups", "why"), HARDEST, ids=[row[4] for row in HARDEST]
)
def test_the_hardest_cells(cell: str, jurisdiction: str, agencies: list[str], groups: list[str], why: str) -> None:
    assert _named(cell, jurisdiction) == (agencies, groups), why


@pytest.mark.parametrize(("cell", "jurisdiction", "agencies", "groups"), UNSEEN, ids=[row[0] for row in UNSEEN])
def test_wordings_of_other_provinces(cell: str, jurisdiction: str, agencies: list[str], groups: list[str]) -> None:
    assert _named(cell, jurisdiction) == (agencies, groups)


@pytest.mark.parametrize("cell", [None, "", "-", "  ", "x", "12", "…", "(cả năm)"])
def test_a_cell_that_names_nobody(cell: str | None) -> None:
    assert read_agencies(cell, "Sơn La") == []


def test_doubts_are_said() -> None:
    for cell in ("Công anh tỉnh", "Ngân hàng nước khu vực 3", "Thuế", "Sở Giáo dục và Đạo tạo", "Sở Y tế, thông"):
        assert read_agencies(cell, "Sơn La")[0].doubt, cell
    for cell in ("Công an tỉnh", "Sở KH&CN", "Các sở, ban, ngành", "UBND cấp xã"):
        assert read_agencies(cell, "Sơn La")[0].doubt is None, cell


def test_the_cell_itself_may_say_who_leads() -> None:
    found = read_agencies("Sở Tài chính chủ trì, phối hợp với Sở Nội vụ và các đơn vị liên quan", "Sơn La")
    assert [(m.name, m.role) for m in found] == [
        ("Sở Tài chính", "lead"),
        ("Sở Nội vụ", "coordinator"),
        ("Các đơn vị liên quan", "coordinator"),
    ]
    found = read_agencies("Sở Tài chính (chủ trì), Sở Nội vụ, Công an tỉnh (phối hợp)", "Sơn La")
    assert [m.role for m in found] == ["lead", "coordinator", "coordinator"]
    found = read_agencies("Sở Tài chính chủ trì; Sở Nội vụ, Công an tỉnh phối hợp", "Sơn La")
    assert [m.role for m in found] == ["lead", "coordinator", "coordinator"]
    assert all(m.role is None for m in read_agencies("Các đơn vị chủ trì các CSDL dùng chung", "Sơn La"))


def test_a_part_names_the_agency_it_belongs_to() -> None:
    for cell in ("Trung tâm Chuyển đổi số thuộc Sở Khoa học và Công nghệ", "Trung tâm Chuyển đổi số - Sở KH&CN"):
        (found,) = read_agencies(cell, "Sơn La")
        assert (found.name, found.parent) == ("Trung tâm Chuyển đổi số", "Sở Khoa học và Công nghệ")
    assert read_agencies("C06, Bộ Công an", "Sơn La")[0].parent == "Bộ Công an"


def test_whose_agency_it_is() -> None:
    found = read_agencies("Bộ Công an; Sở Y tế; UBND cấp xã; Ngân hàng Nhà nước Khu vực 8", "Quảng Bình")
    assert [m.id for m in found] == [
        "agency:trung-uong:bo-cong-an",
        "agency:quang-binh:so-y-te",
        "group:quang-binh:ubnd-cap-xa",
        "agency:trung-uong:ngan-hang-nha-nuoc-chi-nhanh-khu-vuc-8",
    ]
    assert [m.rank for m in found] == [1, 2, 3, 4]


def test_the_worked_rows() -> None:
    """Leads, coordinators and trackers of the worked rows, exactly."""
    file = SEEDS.parent / "worked_rows.jsonl"
    if not file.exists():
        pytest.skip(f"the worked rows are not beside the repository ({file.name})")
    worked = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    places = {"000": "Thanh Hóa", "001": "Thanh Hóa", "002": "Quảng Bình", "003": "Thanh Hóa", "004": "Sơn La"}
    checked = 0
    for row in worked:
        for text, links in (("lead_text", ("leads", "tracks")), ("coordinator_text", ("coordinates",))):
            for link in links:
                if row.get(text) and link in row:
                    named = _named(row[text], places[row["source_file"][:3]])
                    assert named == (row[link]["agencies"], row[link]["groups"]), row[text]
                    checked += 1
    assert checked >= 25


_PARTS = [row[0] for row in HARDEST] + [row[0] for row in UNSEEN]
_JOINERS = {"và", "với", "đề", "nghị"}


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text).replace("\u0300", "").replace("\u0301", ""))


@given(st.lists(st.sampled_from(_PARTS), min_size=1, max_size=3), st.sampled_from(["; ", "\n"]))
def test_no_word_is_lost_or_invented(parts: list[str], joint: str) -> None:
    cell = joint.join(parts)
    read = [word for m in split_cell(cell, "Nghệ An") for word in _words(blank(m.text))]
    printed = [word for word in _words(blank(cell)) if word not in _JOINERS]
    assert [word for word in read if word not in _JOINERS] == printed


@given(st.text(alphabet="Sởy tếcángành,;:()-và UBNDcấpxã1/.&\n", max_size=60))
def test_any_text_is_read_without_an_error(cell: str) -> None:
    for mention in read_agencies(cell, "Sơn La"):
        assert mention.name
        assert mention.id.startswith((f"{mention.kind}:",))
