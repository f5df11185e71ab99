"""Who holds an agency's tasks on a day: reforms of 2025, the end of the districts, merged provinces."""

from __future__ import annotations

import pytest

from graph.identity import registry
from graph.identity.agencies import resolve
from graph.identity.succession import (
    NO_BASIS,
    ended,
    holder_of_name,
    holder_on,
    succession_edges,
    successions,
    successor_of,
)

BEFORE, SPRING, NOW = "2022-06-01", "2025-04-01", "2025-11-01"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Sở Thông tin và Truyền thông", "Sở Khoa học và Công nghệ"),
        ("Sở Kế hoạch và Đầu tư", "Sở Tài chính"),
        ("Sở Giao thông vận tải", "Sở Xây dựng"),
        ("Sở Nông nghiệp và Phát triển nông thôn", "Sở Nông nghiệp và Môi trường"),
        ("Sở Tài nguyên và Môi trường", "Sở Nông nghiệp và Môi trường"),
        ("Sở Lao động - Thương binh và Xã hội", "Sở Nội vụ"),
        ("Ban Dân tộc", "Sở Dân tộc và Tôn giáo"),
        ("Bộ Thông tin và Truyền thông", "Bộ Khoa học và Công nghệ"),
    ],
)
def test_the_reform_of_2025(old: str, new: str) -> None:
    (then,) = holder_of_name(old, "Thanh Hóa", BEFORE)
    assert (then.agency.name, then.way, then.steps) == (old, "as named", ())
    (now,) = holder_of_name(old, "Thanh Hóa", NOW)
    assert (now.agency.name, now.way) == (new, "succeeded")
    assert now.steps[0].on == "2025-03-01"
    assert ended(resolve(old, "Thanh Hóa")) == "2025-03-01"


def test_the_day_itself_belongs_to_the_successor() -> None:
    assert holder_of_name("Sở Kế hoạch và Đầu tư", "Sơn La", "2025-02-28")[0].way == "as named"
    assert holder_of_name("Sở Kế hoạch và Đầu tư", "Sơn La", "2025-03-01")[0].way == "succeeded"


def test_a_merged_province_hands_on_every_office() -> None:
    (holder,) = holder_of_name("Sở Tài nguyên và Môi trường", "Quảng Bình", NOW)
    assert holder.agency.id == "agency:quang-tri:so-nong-nghiep-va-moi-truong"
    assert [step.on for step in holder.steps] == ["2025-03-01", "2025-07-01"]
    assert holder_of_name("Sở Y tế", "Quảng Bình", SPRING)[0].agency.jurisdiction == "Quảng Bình"
    assert holder_of_name("Công an tỉnh", "Bình Dương", NOW)[0].agency.name == "Công an thành phố"


def test_the_districts_end_without_one_successor() -> None:
    (holder,) = holder_of_name("UBND thị xã Bỉm Sơn", "Thanh Hóa", NOW)
    assert holder.way == "ended"
    assert holder.steps[0].successor is None
    assert ended(holder.agency) == "2025-07-01"


def test_an_agency_that_did_not_exist_yet_says_so() -> None:
    assert holder_of_name("Sở Nông nghiệp và Môi trường", "Sơn La", BEFORE)[0].way == "not yet"
    assert holder_of_name("Sở Tài chính", "Sơn La", BEFORE)[0].way == "as named"


@pytest.mark.parametrize("name", ["UBND cấp huyện", "UBND các huyện, thị xã, thành phố", "UBND các quận, huyện"])
def test_collectives_of_the_districts_ended_and_nobody_knows_who_holds(name: str) -> None:
    assert holder_of_name(name, "Thanh Hóa", BEFORE)[0].way == "as named"
    assert holder_of_name(name, "Thanh Hóa", NOW)[0].way == "ended"


@pytest.mark.parametrize("name", ["Chi cục Thuế khu vực X", "Kho bạc Nhà nước tỉnh", "Cục Hải quan tỉnh"])
def test_an_office_that_ended_without_a_known_successor_says_so(name: str) -> None:
    (holder,) = holder_of_name(name, "Thanh Hóa", NOW)
    assert (holder.way, holder.steps[0].basis) == ("ended", NO_BASIS)


def test_a_group_and_an_unlisted_agency_stay_where_they_are() -> None:
    assert holder_of_name("UBND cấp xã", "Thanh Hóa", NOW)[0].way == "as named"
    assert holder_of_name("Các sở, ban, ngành thành phố", "Hà Nội", NOW)[0].way == "as named"
    assert successor_of(resolve("Viện Giống cây trồng Trung du", "Thanh Hóa")) == []


@pytest.mark.parametrize("jurisdiction", ["Thanh Hóa", "Quảng Bình", "Hà Nội", "Trung ương"])
@pytest.mark.parametrize("day", [BEFORE, SPRING, NOW])
def test_shares_add_up_so_that_sums_agree_on_every_day(jurisdiction: str, day: str) -> None:
    for item in successions(jurisdiction):
        assert sum(holder.share for holder in holder_on(item.predecessor, day)) == pytest.approx(1.0)


def test_every_entry_names_its_basis_or_says_that_it_has_none() -> None:
    for place in ("Trung ương", *registry.provinces()):
        for item in successions(place):
            assert item.basis
            assert item.basis == NO_BASIS or "số" in item.basis
            assert item.successor is not None
            assert item.predecessor.id != item.successor.id


def test_edges_follow_the_chain_and_come_once() -> None:
    start = [resolve("Sở Tài nguyên và Môi trường", "Quảng Bình"), resolve("Sở Y tế", "Quảng Bình")]
    edges = succession_edges([*start, *start])
    assert [(edge.predecessor.id, edge.successor and edge.successor.id) for edge in edges] == [
        ("agency:quang-binh:so-nong-nghiep-va-moi-truong", "agency:quang-tri:so-nong-nghiep-va-moi-truong"),
        ("agency:quang-binh:so-tai-nguyen-va-moi-truong", "agency:quang-binh:so-nong-nghiep-va-moi-truong"),
        ("agency:quang-binh:so-y-te", "agency:quang-tri:so-y-te"),
    ]
