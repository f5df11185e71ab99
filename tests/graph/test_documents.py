"""Identity of documents: numbers, keys, one document under two dates or two symbols, stable ids."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.identity.documents import Claim, document_id, document_key, group_claims, jurisdiction_of
from graph.identity.numbers import kind_of_number, kind_of_words, parse_number, rank


@pytest.mark.parametrize(
    ("printed", "text", "symbol", "kind", "level"),
    [
        ("266- KH/TU", "266-KH/TU", "KH/TU", "plan", 4),
        ("71/NQ- CP", "71/NQ-CP", "NQ-CP", "resolution", 2),
        ("1686/NQ-\nUBTVQH15", "1686/NQ-UBTVQH15", "NQ-UBTVQH15", "resolution", 1),
        ("107/2021/NĐ-CP", "107/2021/NĐ-CP", "NĐ-CP", "decree", 2),
        ("09/2024/TT-BKH&CN", "09/2024/TT-BKH&CN", "TT-BKH&CN", "circular", 3),
        ("57–NQ/TW", "57-NQ/TW", "NQ/TW", "resolution", 0),
        ("01-CV/VPTW", "01-CV/VPTW", "CV/VPTW", "letter", 0),
        ("31/2024/QH15", "31/2024/QH15", "QH15", "law", 1),
        ("1552/BTTTT-TTH", "1552/BTTTT-TTH", "BTTTT-TTH", "letter", 3),
        ("8740/UBND-THKH", "8740/UBND-THKH", "UBND-THKH", "letter", 5),
        ("38-CTr/TU", "38-CTr/TU", "CTr/TU", "programme", 4),
        ("316-KH/UBND", "316-KH/UBND", "KH/UBND", "plan", 5),
        ("12/KH-BCĐ", "12/KH-BCĐ", "KH-BCĐ", "plan", 6),
    ],
)
def test_a_number_taken_apart(printed: str, text: str, symbol: str, kind: str, level: int) -> None:
    number = parse_number(printed)
    assert number is not None
    assert (number.text, number.symbol, kind_of_number(number), rank(number)) == (text, symbol, kind, level)


def test_what_is_not_a_number() -> None:
    assert [parse_number(text) for text in ("/KH-UBND", "14/16", "", None, "KH-UBND", "26/4/2025")] == [None] * 6


def test_kind_words() -> None:
    assert kind_of_words("Kế hoạch hành động") == "plan"
    assert kind_of_words("CHƯƠNG TRÌNH HÀNH ĐỘNG") == "action_programme"
    assert kind_of_words("các văn bản") == "letter"
    assert kind_of_words("Ban chỉ đạo") is None


def test_provinces_have_numbers_of_their_own_and_the_centre_has_one_row() -> None:
    keys = {document_key("101/KH-UBND", "plan", None, place) for place in ("Thanh Hóa", "Sơn La")}
    assert keys == {"thanh-hoa:101-kh-ubnd", "son-la:101-kh-ubnd"}
    assert jurisdiction_of("71/NQ-CP", "resolution", "Chính phủ", "Sơn La") == "Trung ương"
    assert jurisdiction_of("206-KH/TU", "plan", "Ban Thường vụ Tỉnh ủy Quảng Bình", "Sơn La") == "Quảng Bình"
    assert jurisdiction_of("206-KH/TU", "plan", "Ban Thường vụ Tỉnh ủy", "Sơn La") == "Sơn La"
    assert jurisdiction_of(None, "law", None, "Sơn La") == "Trung ương"
    commune = "xã Tân Lập, tỉnh Nghệ An"
    assert jurisdiction_of("12/QĐ-UBND", "decision", "UBND tỉnh", commune) == "Nghệ An"
    assert jurisdiction_of("12/QĐ-UBND", "decision", "UBND xã", commune) == commune
    assert jurisdiction_of("12/QĐ-UBND", "decision", "UBND tỉnh", "xã Tân Lập") == "xã Tân Lập"


def test_writings_of_one_number_have_one_key() -> None:
    writings = ["06-NQ/TU", "6-NQ/TU", "06/NQ-TU", "06- NQ/TU"]
    assert len({document_key(text, "resolution", None, "Sơn La") for text in writings}) == 1


def _claim(
    number: str | None, date: str | None = None, where: str = "a", words: str | None = None, **other: object
) -> Claim:
    kind = kind_of_words(words) or "plan"
    return Claim(where, number, kind, date, words, jurisdiction="Hoa Sơn", **other)  # type: ignore[arg-type]


def test_the_same_day_of_another_year_is_a_misprint_and_reported() -> None:
    right = [_claim("266-KH/TU", "2025-04-26", where) for where in "ab"]
    (cluster,) = group_claims([*right, _claim("266-KH/TU", "2024-04-26", "b")])
    assert (cluster.date, [finding.code for finding in cluster.findings]) == ("2025-04-26", ["cited_twice_dates"])
    assert cluster.id == "doc:hoa-son:266-kh-tu:2025"


def test_another_day_of_the_same_year_is_one_document_for_a_number_is_given_once_a_year() -> None:
    (cluster,) = group_claims([_claim("5/KH-UBND", "2025-03-01"), _claim("5/KH-UBND", "2025-03-02")])
    assert cluster.findings[0].code == "cited_twice_dates"


def test_really_different_years_are_different_documents() -> None:
    clusters = group_claims([_claim("5/KH-UBND", "2024-03-01"), _claim("5/KH-UBND", "2025-07-12")])
    assert [cluster.id for cluster in clusters] == ["doc:hoa-son:5-kh-ubnd:2024", "doc:hoa-son:5-kh-ubnd:2025"]
    assert not any(cluster.findings for cluster in clusters)


def test_an_undated_claim_joins_the_only_dated_document_of_its_key() -> None:
    (cluster,) = group_claims([_claim("5/KH-UBND", "2024-03-01"), _claim("5/KH-UBND", None, "b")])
    assert (len(cluster.claims), cluster.date, cluster.findings) == (2, "2024-03-01", ())


def test_an_undated_claim_between_two_documents_takes_the_one_its_own_text_dates() -> None:
    dated = [_claim("5/KH-UBND", "2024-03-01"), _claim("5/KH-UBND", "2025-07-12", "b")]
    sizes = {cluster.id: len(cluster.claims) for cluster in group_claims([*dated, _claim("5/KH-UBND", None, "b")])}
    assert sizes == {"doc:hoa-son:5-kh-ubnd:2024": 1, "doc:hoa-son:5-kh-ubnd:2025": 2}
    assert "doc:hoa-son:5-kh-ubnd" in {cluster.id for cluster in group_claims([*dated, _claim("5/KH-UBND", None, "c")])}


def test_kind_words_that_contradict_the_letters_join_the_fitting_number() -> None:
    words = "Kế hoạch hành động"
    (cluster,) = group_claims([_claim("206-KH/TU", "2025-04-21", words=words), _claim("206-CTr/TU", words=words)])
    assert (cluster.number, cluster.kind) == ("206-KH/TU", "plan")
    assert [finding.code for finding in cluster.findings] == ["cited_two_symbols"]


def test_two_symbols_with_fitting_words_stay_two_documents() -> None:
    claims = [_claim("206-KH/TU", words="Kế hoạch"), _claim("206-CTr/TU", words="Chương trình hành động")]
    assert [len(cluster.findings) for cluster in group_claims(claims)] == [0, 0]


def test_laws_go_by_title_and_year() -> None:
    def law(title: str, year: str | None = None) -> Claim:
        return Claim("a", None, "law", year, "Luật", title, jurisdiction="Hoa Sơn")

    clusters = group_claims([law("Luật Đất đai", "2013"), law("Luật Đất đai", "2024"), law("Luật Dữ liệu"),
                             law("Luật dữ liệu", "2024")])
    assert [cluster.id for cluster in clusters] == [
        "doc:trung-uong:luat-dat-dai:2013", "doc:trung-uong:luat-dat-dai:2024", "doc:trung-uong:luat-du-lieu:2024"]


def test_an_imported_document_speaks_for_itself() -> None:
    own = _claim("5/KH-UBND", "2025-07-12", "a", title="Kế hoạch phát triển", own=True)
    (cluster,) = group_claims([own, *(_claim("5/KH-UBND", "2024-07-12", where) for where in "bcd")])
    assert (cluster.date, cluster.title) == ("2025-07-12", "Kế hoạch phát triển")


def test_ids() -> None:
    assert document_id("101/KH-UBND", "plan", "t", "Thanh Hóa", "2025-05-25") == "doc:thanh-hoa:101-kh-ubnd:2025"
    assert document_id("107/2021/NĐ-CP", "decree", None, "Trung ương", "2021-12-06") == "doc:trung-uong:107-2021-nd-cp"
    draft = document_id(None, "plan", "Phát triển du lịch", "Quảng Bình")
    assert re.fullmatch("doc:quang-binh:draft:plan:[0-9a-f]{8}", draft)
    assert draft == document_id(None, "plan", "PHÁT TRIỂN  du lịch", "Quảng Bình", content="ff")
    assert document_id(None, "plan", None, None, content="ab" * 32).endswith(":abababababab")


SOME = [
    _claim("206-KH/TU", "2025-04-21"), _claim("206-CTr/TU", None, "b", "Kế hoạch hành động"), _claim("7/NQ-CP", None),
    _claim("206-KH/TU", "2024-04-21", "c"), _claim("206-KH/TU", "2020-01-05", "d"), _claim("206-KH/TU", None, "e"),
    _claim("7/NQ-CP", "2025-01-01", "b"), _claim(None, None, title="Luật Dữ liệu"),
]


@given(st.lists(st.sampled_from(SOME), max_size=8), st.randoms(use_true_random=False))
def test_clusters_hold_every_claim_once_in_whatever_order_they_come(
    claims: list[Claim], shuffle: random.Random
) -> None:
    clusters = group_claims(claims)
    held = [claim for cluster in clusters for claim in cluster.claims]
    assert sorted(map(repr, held)) == sorted(map(repr, set(claims)))
    again = claims[:]
    shuffle.shuffle(again)
    assert group_claims(again) == clusters
    assert len({cluster.id for cluster in clusters}) == len(clusters)


@given(st.text(max_size=40))
def test_no_text_breaks_a_number(text: str) -> None:
    parse_number(text)
    kind_of_words(text)
    document_key(text, "plan", text, text)


def test_words_in_small_letters_go_before_capitals() -> None:
    spoken = Claim("a", "12-KH/TU", "plan", "2026-01-05", issuer="Ban Thường vụ Tỉnh ủy", title="về trồng rừng")
    shouted = replace(spoken, issuer="BAN THƯỜNG VỤ TỈNH ỦY", title="VỀ TRỒNG RỪNG")
    (cluster,) = group_claims([shouted, spoken])
    assert (cluster.issuer, cluster.title) == (spoken.issuer, spoken.title)
    (alone,) = group_claims([shouted])
    assert alone.issuer == shouted.issuer


def test_a_number_in_capitals_is_shown_as_small_letters_print_it() -> None:
    claims = [Claim("a", number, "action_programme", "2025-11-15", jurisdiction="Gia Lai")
              for number in ("12-CTR/TU", "12-CTr/TU")]  # fmt: skip
    assert [one.number for one in group_claims(claims)] == ["12-CTr/TU"]
    assert [one.number for one in group_claims(claims[:1])] == ["12-CTR/TU"]
