"""One name -> one agency: spelling variants meet, other names stay apart, ids and levels are right."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.identity import groups, registry
from graph.identity.agencies import nearest, resolve
from graph.identity.matching import make
from graph.text import fold

SAME = [
    ("Sở Khoa học và Công nghệ", "Sở KH&CN"),
    ("Sở Khoa học và Công nghệ", "sở khoa học & công nghệ"),
    ("Sở Công Thương", "Sở Công thương"),
    ("Sở Văn hóa, Thể thao và Du lịch", "Sở Văn hoá, thể thao và Du lịch"),
    ("Sở Văn hóa, Thể thao và Du lịch", "Sở VHTTDL"),
    ("Sở Lao động - Thương binh và Xã hội", "Sở Lao động, Thương binh và Xã hội"),
    ("Sở Lao động - Thương binh và Xã hội", "Sở LĐ-TB&XH"),
    ("Sở Nông nghiệp và Phát triển nông thôn", "Sở Nông nghiệp và PTNT"),
    ("Bảo hiểm xã hội tỉnh", "BHXH tỉnh"),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Uỷ ban MTTQ Việt Nam tỉnh"),
    ("UBND tỉnh", "Ủy ban nhân dân tỉnh Nghệ An"),
    ("Văn phòng UBND tỉnh", "VP UBND tỉnh"),
    ("Trường Cao đẳng Y tế", "Trường CĐ Y tế"),
    ("Báo và Đài Phát thanh - Truyền hình Nghệ An", "Báo và PTTH Nghệ An"),
    ("Ban Tuyên giáo và Dân vận Tỉnh ủy", "Ban Tuyên giáo - Dân vận Tỉnh uỷ"),
    ("Ngân hàng Nhà nước Chi nhánh Khu vực 3", "Ngân hàng Nhà nước Việt Nam chi nhánh khu vực III"),
    ("Thống kê tỉnh Nghệ An", "Thống kê tỉnh"),
    ("Viện kiểm sát nhân dân tỉnh", "Viện KSND tỉnh"),
    ("UBND các huyện, thị xã, thành phố", "UBND các huyện,thị xã,thành phố"),
]

APART = [
    ("Sở Văn hóa và Thể thao", "Sở Văn hóa, Thể thao và Du lịch"),
    ("Công an tỉnh", "Công anh tỉnh"),
    ("UBND xã Hoa Sơn", "UBND xã Hòa Sơn"),
    ("Tòa án nhân dân tỉnh", "Tòa án nhân dân khu vực 5"),
    ("Ban Dân tộc", "Ban Dân tộc và Tôn giáo"),
    ("Các đơn vị liên quan", "Các đơn vị có liên quan"),
    ("Ban Quản lý dự án đầu tư xây dựng", "Ban Quản lý dự án đầu tư xây dựng công trình dân dụng"),
    ("Kho bạc Nhà nước khu vực X", "Kho bạc Nhà nước khu vực XI"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_agency_meet(one: str, other: str) -> None:
    assert resolve(one, "Nghệ An").id == resolve(other, "Nghệ An").id


@pytest.mark.parametrize(("one", "other"), APART)
def test_similar_names_stay_apart(one: str, other: str) -> None:
    assert resolve(one, "Nghệ An").id != resolve(other, "Nghệ An").id


def test_departments_of_two_provinces_share_an_archetype_only() -> None:
    one, other = resolve("Sở Tài chính", "Sơn La"), resolve("Sở Tài Chính", "Thanh Hoá")
    assert one.id == "agency:son-la:so-tai-chinh"
    assert other.id == "agency:thanh-hoa:so-tai-chinh"
    assert one.archetype == other.archetype
    assert (one.kind, one.level, one.name) == ("department", "provincial", "Sở Tài chính")


def test_two_universities_are_not_one_office() -> None:
    one, other = resolve("Trường Đại học Hoa Ban", "Sơn La"), resolve("Trường Đại học Sông Mã", "Thanh Hóa")
    assert (one.kind, one.archetype, other.archetype) == ("university", None, None)


def test_a_ministry_is_one_for_the_country() -> None:
    assert resolve("Bộ Công an", "Sơn La") == resolve("Bộ Công an", None)
    assert resolve("Bộ Công an", "Sơn La").jurisdiction == "Trung ương"


def test_a_city_has_its_own_words() -> None:
    assert resolve("Công an TP", "Hà Nội").name == "Công an thành phố"
    assert resolve("Văn phòng Thành ủy", "Hà Nội").archetype == resolve("Văn phòng Tỉnh ủy", "Sơn La").archetype
    assert resolve("UBND thành phố Vinh", "Nghệ An").level == "district"
    assert resolve("UBND thành phố Hà Nội", "Hà Nội").level == "provincial"


def test_another_province_named_in_the_cell_owns_the_agency() -> None:
    assert resolve("Sở Y tế tỉnh Hà Tĩnh", "Nghệ An").id == "agency:ha-tinh:so-y-te"


def test_commune_offices() -> None:
    for name in ("UBND xã", "Công an xã", "Văn phòng HĐND và UBND", "Phòng Văn hóa - Xã hội"):
        found = resolve(name, "Xã Tân Lập, Nghệ An")
        assert found.level == "commune"
        assert not found.group
        assert found.id.startswith("agency:xa-tan-lap-nghe-an:")
    assert resolve("Sở Y tế", "Xã Tân Lập, tỉnh Nghệ An").jurisdiction == "Nghệ An"


def test_a_wrong_mark_is_read_with_a_doubt_and_a_wrong_letter_is_only_suggested() -> None:
    assert resolve("Sở Giáo dục và Đạo tạo", "Sơn La").id == "agency:son-la:so-giao-duc-va-dao-tao"
    assert resolve("Sở Giáo dục và Đạo tạo", "Sơn La").doubt
    misprint = resolve("Công anh tỉnh", "Sơn La")
    assert not misprint.known
    assert "Công an tỉnh" in (misprint.doubt or "")


def test_nearest_suggests_in_order_and_never_itself() -> None:
    names = ["Công an tỉnh", "Thanh tra tỉnh", "Công anh tỉnh", "Sở Y tế"]
    found = nearest("Công anh tỉnh", names)
    assert found[0][0] == "Công an tỉnh"
    assert all(name != "Công anh tỉnh" for name, _ in found)
    assert nearest("Điện lực", names) == []


def test_a_name_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="no word"):
        resolve(" - ", "Sơn La")


@pytest.mark.parametrize("archetype", registry.archetypes().values(), ids=lambda item: item.key)
def test_every_archetype_resolves_from_its_own_name(archetype: registry.Archetype) -> None:
    if archetype.tail == "region":
        found = resolve(archetype.name.replace("{k}", "khu vực VII"), "Thanh Hóa")
        assert found.key == f"{archetype.key}-7"
        return
    place = {"central": "Trung ương", "commune": "Xã Tân Lập, Nghệ An"}.get(archetype.level, "Nghệ An")
    name = archetype.name.replace("{t}", "tỉnh").replace("{T}", "Tỉnh").replace("{n}", "Nghệ An")
    found = resolve(name, place)
    assert found.archetype == archetype.key
    assert resolve(found.name, found.jurisdiction).id == found.id
    for wording in archetype.wordings:
        assert resolve(f"{wording.lstrip('~')} tỉnh", "Nghệ An").name if archetype.tail.startswith("province") else True


def test_provinces_before_and_after_the_mergers() -> None:
    everyone = registry.provinces()
    today = [item for item in everyone.values() if item.successor is None]
    before = [item for item in everyone.values() if item.until != "2025-01-01" and item.name != "Huế"] + ["Huế"]
    assert len(today) == 34
    assert len(before) == 63
    for item in everyone.values():
        assert item.successor is None or everyone[item.successor].successor is None
        assert (item.successor is None) == (item.until is None) == (item.basis is None)


def test_find_province_in_any_spelling() -> None:
    for text in ("Thanh Hoá", "tỉnh Thanh Hóa", "THANH HÓA"):
        assert registry.canonical_jurisdiction(text) == "Thanh Hóa"
    assert registry.canonical_jurisdiction("TP.HCM") == "Thành phố Hồ Chí Minh"
    assert registry.canonical_jurisdiction("Thừa Thiên - Huế") == "Thừa Thiên Huế"
    assert registry.canonical_jurisdiction(None) == "Trung ương"


def test_members_of_a_collective() -> None:
    names = ["Sở Y tế", "Sở Nội vụ", "Thanh tra tỉnh", "Văn phòng UBND tỉnh", "UBND xã Tân Lập", "UBND huyện Kỳ Sơn"]
    all_agencies = [resolve(name, "Nghệ An") for name in names]

    def named(group: str) -> list[str]:
        return [agency.name for agency in groups.members(group, all_agencies)]

    assert named("Các sở, ban, ngành") == names[:4]
    assert named("Các sở") == names[:2]
    assert named("UBND cấp xã") == ["UBND xã Tân Lập"]
    assert named("UBND các huyện, thị xã, thành phố") == ["UBND huyện Kỳ Sơn"]
    assert named("Các sở, ngành, đơn vị liên quan") == []


def test_a_collective_takes_only_what_its_words_name() -> None:
    names = [
        "Ban Quản lý Khu kinh tế", "Ban Tuyên giáo và Dân vận Tỉnh ủy", "Thanh tra tỉnh", "UBND huyện Kỳ Sơn",
        "UBND thị xã Thái Hòa", "UBND thành phố Vinh", "UBND phường Trường Vinh",
    ]  # fmt: skip
    all_agencies = [resolve(name, "Nghệ An") for name in names]

    def named(group: str) -> list[str]:
        return [agency.name for agency in groups.members(group, all_agencies)]

    assert named("Các ban của Tỉnh ủy") == ["Ban Tuyên giáo và Dân vận Tỉnh ủy"]
    assert named("UBND các huyện") == ["UBND huyện Kỳ Sơn"]
    assert named("UBND các huyện, thị xã") == ["UBND huyện Kỳ Sơn", "UBND thị xã Thái Hòa"]
    assert named("UBND cấp huyện") == names[3:6]
    assert named("UBND cấp huyện, các xã, phường") == names[3:]
    assert named("UBND các tỉnh, thành phố") == []


_NAMES = [name for pair in SAME + APART for name in pair]


@given(st.sampled_from(_NAMES), st.sampled_from(["Nghệ An", "Hà Nội", "Thanh Hóa"]))
def test_resolve_is_idempotent(name: str, jurisdiction: str) -> None:
    found = resolve(name, jurisdiction)
    again = resolve(found.name, found.jurisdiction)
    assert (again.id, again.name) == (found.id, found.name)


@given(st.sampled_from(_NAMES), st.sampled_from(["upper", "spaces", "nfd"]))
def test_case_blanks_and_encoding_do_not_count(name: str, change: str) -> None:
    changed = {
        "upper": name.upper(),
        "spaces": f" {name.replace(' ', '  ')} ",
        "nfd": unicodedata.normalize("NFD", name),
    }
    assert resolve(changed[change], "Nghệ An").id == resolve(name, "Nghệ An").id


def _one_letter_off(name: str) -> list[str]:
    """`name` with one letter left out, doubled, or another consonant put for it, at a few places."""
    places = [at for at, sign in enumerate(name) if sign.isalpha() and at > 3][::4]
    changed = [name[:at] + name[at + 1 :] for at in places] + [name[:at] + name[at] + name[at:] for at in places]
    swapped = [name[:at] + "x" + name[at + 1 :] for at in places if name[at] in "bcdghklmnpqrstv"]
    return [one for one in (*changed, *swapped) if fold(one) != fold(name)]


@pytest.mark.parametrize("place", ["Thanh Hóa", "Hà Nội", "Trung ương"])
def test_nothing_merges_on_similarity_alone(place: str) -> None:
    """A name one letter off from a listed one is another node: it is suggested, never that one without a doubt."""
    for archetype in registry.archetypes().values():
        right = make(archetype, place)
        for wrong in _one_letter_off(right.name):
            found = resolve(wrong, place)
            assert found.id != right.id or found.doubt is not None, (right.name, wrong)
