"""Documents named in a text, and how it relates them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.identity.documents import Claim, group_claims
from importers.grammar.citations import Citation, read_citations, whole_citation
from importers.grammar.relations import relations
from tests.seeds import needs_seeds, seed


def _one(text: str) -> Citation:
    (citation,) = read_citations(text)
    return citation


@pytest.mark.parametrize(
    ("text", "number", "kind", "date", "issuer"),
    [
        ("Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ", "71/NQ-CP", "resolution", "2025-04-01", "Chính phủ"),
        ("KẾ HOẠCH HÀNH ĐỘNG SỐ 266-KH/TU NGÀY 26/4/2025 CỦA BAN THƯỜNG VỤ TỈNH ỦY", "266-KH/TU", "plan", "2025-04-26",
         "BAN THƯỜNG VỤ TỈNH ỦY"),
        ("Kế hoạch hành động số 266- KH/TU ngày 26/4/2025 của Ban Thường vụ Tỉnh ủy Quảng Bình về", "266-KH/TU", "plan",
         "2025-04-26", "Ban Thường vụ Tỉnh ủy Quảng Bình"),
        ("Nghị quyết 57-NQ/TW", "57-NQ/TW", "resolution", None, None),
        ("theo Quyết định số 749/QĐ-TTg ngày 03 tháng 6 năm 2020 của Thủ tướng Chính phủ phê duyệt", "749/QĐ-TTg",
         "decision", "2020-06-03", "Thủ tướng Chính phủ"),
        ("Thông tư số 09/2024/TT-BKH&CN ngày 27/12/2024 của Bộ trưởng Bộ KH&CN Quy định", "09/2024/TT-BKH&CN",
         "circular", "2024-12-27", "Bộ trưởng Bộ KH&CN"),
        ("Thông tư số 09/2024/TT-BKHCN ngày 27/12/2024 của Bộ Khoa học và \n\nCông nghệ quy định", "09/2024/TT-BKHCN",
         "circular", "2024-12-27", "Bộ Khoa học và Công nghệ"),
        ("Quyết định số 12/QĐ-BVHTTDL của Bộ Văn hóa, Thể thao và Du lịch, ngày 5/3/2026", "12/QĐ-BVHTTDL", "decision",
         "2026-03-05", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("Nghị định số 107/2021/NĐ-CP", "107/2021/NĐ-CP", "decree", None, None),
        ("Nghị quyết số 193/2025/NQ-QH15 của Quốc hội", "193/2025/NQ-QH15", "resolution", None, "Quốc hội"),
        ("Nghị quyết số 1686/NQ-\n\nUBTVQH15 ngày 16/6/2025 của Uỷ ban Thường vụ Quốc hội", "1686/NQ-UBTVQH15",
         "resolution", "2025-06-16", "Uỷ ban Thường vụ Quốc hội"),
        ("Công văn số 01-CV/VPTW ngày 25/3/2025, của Văn phòng Trung ương Đảng", "01-CV/VPTW", "letter", "2025-03-25",
         "Văn phòng Trung ương Đảng"),
        ("tại văn bản số \n8740/UBND-THKH, ngày \n22/6/2021", "8740/UBND-THKH", "letter", "2021-06-22", None),
        ("tại Nghị \nquyết 159/NQ-HĐND, ngày 11/10/2021 của HĐND tỉnh", "159/NQ-HĐND", "resolution", "2021-10-11",
         "HĐND tỉnh"),
        ("Kế hoạch số 316-KH/UBND", "316-KH/UBND", "plan", None, None),
        ("Kế hoạch hành động số 206-CTr/TU", "206-CTr/TU", "plan", None, None),
        ("Chương trình hành động số 38-CTr/TU ngày 20/02/2025", "38-CTr/TU", "action_programme", "2025-02-20", None),
        ("Quyết định số 411/QĐ-TTg ngày 31 tháng 3 tháng 2022", "411/QĐ-TTg", "decision", "2022-03-31", None),
        ("Luật Đất đai số 31/2024/QH15", "31/2024/QH15", "law", None, None),
    ],
)
def test_numbered_documents(text: str, number: str, kind: str, date: str | None, issuer: str | None) -> None:
    citation = _one(text)
    assert (citation.number, citation.kind, citation.date, citation.issuer) == (number, kind, date, issuer)


def test_a_date_that_is_no_day_keeps_its_words_only() -> None:
    citation = _one("Kế hoạch số 5/KH-UBND ngày 31/02/2025")
    assert (citation.date, citation.date_text) == (None, "31/02/2025")


def test_a_list_after_one_kind_word() -> None:
    found = read_citations("văn bản số 1552/BTTTT-TTH và 708/BTTTT- CATTT; Quyết định số 5/QĐ-UBND, số 6/QĐ-UBND")
    assert [(one.number, one.kind) for one in found] == [
        ("1552/BTTTT-TTH", "letter"), ("708/BTTTT-CATTT", "letter"),
        ("5/QĐ-UBND", "decision"), ("6/QĐ-UBND", "decision")]
    assert found[1].printed == "708/BTTTT- CATTT"


@pytest.mark.parametrize("text", [
    "Quyết định số:         /QĐ-UBND, ngày      /01/2022", "Kế hoạch số /KH-UBND ngày / /2025", "đạt 14/16 nhiệm vụ",
    "Tháng 12/2025", "mạng 4G/5G", "Đề án 06", "26/4/2025", "Dự án Luật Năng lượng", "đúng pháp luật", "1/500"])
def test_what_names_no_document(text: str) -> None:
    assert read_citations(text) == []


def test_a_law_that_a_draft_is_to_amend_is_cited() -> None:
    draft = "xây dựng Dự án Luật sửa đổi, bổ sung một số điều của Luật Chất lượng sản phẩm, hàng hóa và Luật Đo lường"
    assert [one.title for one in read_citations(draft)] == ["Luật Chất lượng sản phẩm, hàng hóa", "Luật Đo lường"]
    assert read_citations("xây dựng Luật sửa đổi, bổ sung một số điều của các luật về thuế") == []


@pytest.mark.parametrize(
    ("text", "title", "year"),
    [
        ("Căn cứ Luật Tổ chức Chính quyền địa phương năm 2015; Luật", "Luật Tổ chức Chính quyền địa phương", "2015"),
        ("hướng dẫn thi hành Luật Dữ liệu tại tỉnh", "Luật Dữ liệu", None),
        ("sửa đổi Luật Khoa học và Công nghệ (2013) và các luật có liên quan", "Luật Khoa học và Công nghệ", "2013"),
        ("Luật Khoa học, công nghệ và Đổi mới sáng tạo, theo đó", "Luật Khoa học, công nghệ và Đổi mới sáng tạo", None),
        ("Luật Phòng, chống tham nhũng; để tạo", "Luật Phòng, chống tham nhũng", None),
        ("quy định của Luật Giao dịch điện tử, các cơ quan", "Luật Giao dịch điện tử", None),
        ("Bộ luật Hình sự được", "Bộ luật Hình sự", None),
        ("Luật sửa đổi, \nbổ sung một số điều của Luật Tổ chức Chính phủ và Luật Đầu tư công năm 2019;",
         "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Đầu tư công", "2019"),
    ],
)
def test_laws_by_title(text: str, title: str, year: str | None) -> None:
    citation = _one(text)
    assert (citation.number, citation.kind, citation.title, citation.date) == (None, "law", title, year)


def test_the_title_a_text_gives() -> None:
    text = "Nghị quyết số 5-NQ/TW ngày 1/2/2024 của Bộ Chính trị về phát triển vùng, liên vùng; Kế hoạch số 6/KH-UBND"
    assert read_citations(text)[0].title == "về phát triển vùng, liên vùng"
    here = "Nghị quyết số 5-NQ/TW của Bộ Chính trị về phát triển vùng biên trên địa bàn tỉnh Gia Lai năm 2026"
    assert read_citations(here)[0].title == "về phát triển vùng biên"
    above = "Nghị quyết số 5/NQ-CP của Chính phủ về phát triển vùng biên\nBỘ TRƯỞNG BỘ NỘI VỤ"
    assert read_citations(above)[0].title == "về phát triển vùng biên"


def test_offsets_bound_number_date_and_issuer() -> None:
    text = "Theo Quyết định số 5/QĐ-UBND ngày 1/2/2024 của UBND tỉnh, các sở"
    citation = _one(text)
    assert text[citation.start:citation.end] == "Quyết định số 5/QĐ-UBND ngày 1/2/2024 của UBND tỉnh"


WHOLE = "Kế hoạch số 272/KH-UBND ngày 21/12/2020 của UBND tỉnh. "
DAMAGED = "ế hoạch số 272/ H-  ND ngày 21/12/2020 của Chủ tịch UBND tỉnh"


def test_lost_letters_are_completed_only_from_a_whole_mention() -> None:
    assert (_one(DAMAGED).number, _one(DAMAGED).damage, _one(DAMAGED).printed) == (None, "lost", "272/ H- ND")
    here = read_citations(WHOLE + DAMAGED)[1]
    assert (here.number, here.damage, here.kind) == ("272/KH-UBND", "repaired", "plan")
    assert read_citations(DAMAGED, known=read_citations(WHOLE))[0].number == "272/KH-UBND"
    assert read_citations(DAMAGED, known=[whole_citation("272/KH-UBND", "2020-12-21")])[0].number == "272/KH-UBND"
    assert read_citations(WHOLE.replace("21/12", "20/11") + DAMAGED)[1].damage == "lost"
    assert read_citations(WHOLE.replace("KH-UBND", "QĐ-BTC") + DAMAGED)[1].damage == "lost"


def _related(text: str, kind: str = "plan") -> set[tuple[str, str, str]]:
    def name(end: Citation | None) -> str:
        return "self" if end is None else end.number or end.title or ""

    return {(name(one.source), one.type, name(one.target)) for one in relations(text, kind)}


def test_a_list_and_what_its_last_member_implements() -> None:
    text = ("KẾ HOẠCH\nThực hiện Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ và Kế hoạch số 266-KH/TU ngày "
            "26/4/2025 của Ban Thường vụ Tỉnh ủy thực hiện Nghị quyết số 57-NQ/TW về đột phá")
    assert _related(text) == {
        ("self", "IMPLEMENTS", "71/NQ-CP"), ("self", "IMPLEMENTS", "266-KH/TU"),
        ("266-KH/TU", "IMPLEMENTS", "57-NQ/TW"), ("71/NQ-CP", "IMPLEMENTS", "57-NQ/TW")}
    assert [one.shared for one in relations(text, "plan")].count(True) == 1


def test_amending_a_programme_that_implements_is_implementing() -> None:
    text = ("Thực hiện Nghị quyết số 11/NQ-CP của Chính phủ sửa đổi, bổ sung, cập nhật Nghị quyết số 71/NQ-CP sửa đổi, "
            "bổ sung cập nhật Chương trình hành động của Chính phủ thực hiện Nghị quyết số 57-NQ/TW của Bộ Chính trị")
    assert _related(text) == {("self", "IMPLEMENTS", "11/NQ-CP"), ("11/NQ-CP", "AMENDS", "71/NQ-CP"),
                              ("71/NQ-CP", "IMPLEMENTS", "57-NQ/TW")}


def test_what_a_plan_replaces_and_what_that_implemented() -> None:
    text = ("Kế hoạch này có hiệu lực từ ngày ký và thay thế Kế hoạch số 142/KH-UBND ngày 04/6/2025 của UBND tỉnh "
            "thực hiện Nghị quyết số 71/NQ-CP của Chính phủ và Kế hoạch số 333-KH/TU của Tỉnh ủy "
            "thực hiện Nghị quyết số 57-NQ/TW.")
    assert _related(text) == {
        ("self", "REPLACES", "142/KH-UBND"), ("142/KH-UBND", "IMPLEMENTS", "71/NQ-CP"),
        ("142/KH-UBND", "IMPLEMENTS", "333-KH/TU"), ("333-KH/TU", "IMPLEMENTS", "57-NQ/TW"),
        ("71/NQ-CP", "IMPLEMENTS", "57-NQ/TW")}


def test_a_document_does_not_implement_a_later_one() -> None:
    text = ("Thực hiện Nghị quyết số 9-NQ/TU ngày 20/01/2026 của Tỉnh ủy thực hiện Nghị quyết số 36-NQ/TW ngày "
            "22/10/2018 của Bộ Chính trị và Nghị quyết số 18/NQ-CP ngày 05/02/2026 của Chính phủ về kinh tế biển")
    assert _related(text) == {("self", "IMPLEMENTS", "9-NQ/TU"), ("9-NQ/TU", "IMPLEMENTS", "36-NQ/TW"),
                              ("self", "IMPLEMENTS", "18/NQ-CP")}


def test_a_list_by_semicolons_is_said_of_this_document() -> None:
    text = ("Thực hiện Nghị quyết số 57-NQ/TW (sau đây gọi tắt là Nghị quyết số 57-NQ/TW); Nghị quyết số 71/NQ-CP "
            "thực hiện Nghị quyết số 57-NQ/TW; Kế hoạch số 9-KH/TU của Tỉnh ủy, UBND tỉnh ban hành Kế hoạch như sau:")
    assert _related(text) == {("self", "IMPLEMENTS", "57-NQ/TW"), ("self", "IMPLEMENTS", "71/NQ-CP"),
                              ("71/NQ-CP", "IMPLEMENTS", "57-NQ/TW"), ("self", "IMPLEMENTS", "9-KH/TU")}


def test_legal_bases_and_mentions_are_cited() -> None:
    text = ("Căn cứ Luật Dữ liệu;\nCăn cứ Nghị định số 5/2024/NĐ-CP ngày 1/2/2024;\n"
            "- Các sở tham mưu kế hoạch thực hiện Quyết định số 7/QĐ-TTg.")
    assert _related(text) == {("self", "CITES", "Luật Dữ liệu"), ("self", "CITES", "5/2024/NĐ-CP"),
                              ("self", "CITES", "7/QĐ-TTg")}


def test_promulgating() -> None:
    assert _related("Điều 1. Ban hành kèm theo Quyết định này “Quy chế quản lý dữ liệu”.", "decision") == {
        ("self", "PROMULGATES", "quản lý dữ liệu")}
    assert _related("CHƯƠNG TRÌNH\n(Ban hành kèm theo Quyết định số 5/QĐ-UBND ngày 1/2/2024 của UBND tỉnh)") == {
        ("5/QĐ-UBND", "PROMULGATES", "self")}


def test_a_letter_of_guidance_guides_under_the_plan_it_starts_from() -> None:
    text = "V/v hướng dẫn xây dựng kế hoạch\nTrên cơ sở Kế hoạch số 101/KH-UBND ngày 25/5/2025, đề nghị các xã xây dựng"
    assert _related(text, "letter") == {("self", "GUIDES", "101/KH-UBND")}
    assert _related(text, "plan") == {("self", "CITES", "101/KH-UBND")}


def test_a_board_s_name_holds_a_document_without_implementing_it() -> None:
    text = ("(theo Công văn số 01-CV/VPTW của Ban Chỉ đạo Trung ương thực hiện Nghị quyết số 57-NQ/TW về việc "
            "hướng dẫn Khung kế hoạch của Tỉnh ủy thực hiện Nghị quyết số 57-NQ/TW)")
    assert _related(text) == {("self", "CITES", "01-CV/VPTW"), ("01-CV/VPTW", "GUIDES", "57-NQ/TW")}


PIECES = ["Thực hiện ", "Nghị quyết số 71/NQ-CP", " và ", "; ", ", ", "266-KH/TU", "57-NQ/TW", " ngày 1/2/2025",
          " của Chính phủ",
          "\n- ", " sửa đổi ", "Luật ", "Dữ liệu", " thay thế ", "(sau đây", ")", "Kế hoạch này", " số 12/ H- "]


@settings(deadline=None)  # a busy machine is no fault of the grammar
@given(st.text(max_size=120) | st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_no_text_breaks_the_grammar(text: str) -> None:
    for citation in read_citations(text):
        assert 0 <= citation.start < citation.end
    for relation in relations(text, "letter"):
        assert relation.words
        assert relation.source is not relation.target


@needs_seeds
def test_the_twelve_numbered_documents_of_the_first_plan() -> None:
    text = seed("000").read_text(encoding="utf-8")
    dates = {one.number: one.date for one in read_citations(text) if one.number and one.date}
    numbers = {one.number for one in read_citations(text) if one.number} - {"101/KH-UBND"}
    assert numbers == {
        "71/NQ-CP", "266-KH/TU", "57-NQ/TW", "01-CV/VPTW", "1552/BTTTT-TTH", "708/BTTTT-CATTT", "107/2021/NĐ-CP",
        "57-CTr/TU", "45-NQ/TW", "66/NQ-CP", "193/2025/NQ-QH15", "80/2020/NĐ-CP"}
    assert dates == {
        "101/KH-UBND": "2025-05-25", "71/NQ-CP": "2025-04-01", "266-KH/TU": "2025-04-26", "57-NQ/TW": "2024-12-22",
        "01-CV/VPTW": "2025-03-25", "57-CTr/TU": "2024-01-10", "45-NQ/TW": "2023-11-24", "66/NQ-CP": "2025-03-26"}


@needs_seeds
def test_the_relations_of_the_five_documents() -> None:
    ways = {
        "000": {("self", "IMPLEMENTS", "71/NQ-CP"), ("self", "IMPLEMENTS", "266-KH/TU"),
                ("266-KH/TU", "IMPLEMENTS", "57-NQ/TW"), ("71/NQ-CP", "IMPLEMENTS", "57-NQ/TW")},
        "001": {("self", "GUIDES", "101/KH-UBND"), ("101/KH-UBND", "IMPLEMENTS", "266-KH/TU"),
                ("159/KH-UBND", "IMPLEMENTS", "47/2020/NĐ-CP"), ("50/NQ-CP", "IMPLEMENTS", "52-NQ/TW")},
        "002": {("self", "REPLACES", "316-KH/UBND"), ("316-KH/UBND", "IMPLEMENTS", "38-CTr/TU"),
                ("self", "IMPLEMENTS", "206-KH/TU"), ("206-KH/TU", "IMPLEMENTS", "57-NQ/TW")},
        "003": {("self", "IMPLEMENTS", "06-NQ/TU"), ("self", "CITES", "2825/TTr-STTTT")},
        "004": {("self", "REPLACES", "142/KH-UBND"), ("142/KH-UBND", "IMPLEMENTS", "333-KH/TU"),
                ("11/NQ-CP", "AMENDS", "71/NQ-CP"), ("71/NQ-CP", "IMPLEMENTS", "57-NQ/TW")},
    }
    for prefix, expected in ways.items():
        text = seed(prefix).read_text(encoding="utf-8").replace("Số: 101/KH-UBND", "")
        body = text[:next((text.find(mark) for mark in ("\nPHỤ LỤC", "\nPhụ lục") if mark in text), len(text))]
        assert expected <= _related(body, "letter" if prefix == "001" else "plan")


@needs_seeds
def test_what_the_five_documents_cite_is_put_together() -> None:
    provinces = {"000": "Thanh Hóa", "001": "Thanh Hóa", "002": "Quảng Bình", "003": "Thanh Hóa", "004": "Sơn La"}
    texts = {prefix: seed(prefix).read_text(encoding="utf-8") for prefix in provinces}
    known = [citation for text in texts.values() for citation in read_citations(text)]
    claims = [Claim(prefix, one.number, one.kind, one.date, one.kind_words, one.title, one.issuer, provinces[prefix])
              for prefix, text in texts.items() for one in read_citations(text, known) if one.damage != "lost"]
    clusters = {cluster.id: cluster for cluster in group_claims(claims)}
    findings = {key: [one.code for one in cluster.findings] for key, cluster in clusters.items() if cluster.findings}
    assert findings == {"doc:thanh-hoa:266-kh-tu:2025": ["cited_twice_dates"],
                        "doc:quang-binh:206-kh-tu:2025": ["cited_two_symbols"]}
    assert {one.cited_in for one in clusters["doc:thanh-hoa:272-kh-ubnd:2020"].claims} == {"001", "003"}
    assert clusters["doc:trung-uong:57-nq-tw:2024"].issuer == "Bộ Chính trị"
