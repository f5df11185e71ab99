"""Words that tell an agency's proper name from a collective phrase. Folded; a phrase is a tuple of words."""

from __future__ import annotations

from collections.abc import Collection

from graph.identity.words import Token
from graph.text import fold


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(fold(phrase).split()) for phrase in text.split(", "))


# A phrase that opens a collective: "các sở", "những đơn vị", "tất cả các".
COLLECTIVES = _phrases("các, những, mọi, tất cả, toàn bộ, toàn thể, một số, từng, mỗi, hệ thống, khối các")
# Nouns that never head a proper name, whatever follows them.
COMMON_NOUNS = _phrases(
    "doanh nghiệp, đơn vị, địa phương, cơ quan, tổ chức, cá nhân, đoàn thể, chủ đầu tư, nhà đầu tư, ngành, lực lượng, "
    "cộng đồng, hợp tác xã, cơ sở, hộ, hộ gia đình, hộ kinh doanh, người dân, nhân dân, chính quyền, cấp ủy, nhà khoa học, "
    "nhà thầu, nhà mạng, chuyên gia, báo chí, liên danh, chủ rừng, chủ sở hữu, thủ trưởng, người đứng đầu, lãnh đạo"
)
# Nouns that head a proper name when a capital follows, and a collective otherwise.
MIXED_NOUNS = _phrases(
    "sở, ban, bộ, trường, trường học, trường đại học, đại học, cao đẳng, viện, viện nghiên cứu, bệnh viện, hội, hiệp hội, "
    "trung tâm, ngân hàng, tập đoàn, công ty, phòng, tổ, ban quản lý, khu, báo, đài, thôn, bản, tổ dân phố, học viện, quỹ, "
    "ủy ban, văn phòng"
)
# Levels of administration, which take a place's name or stand in a list ("UBND các huyện, thị xã"): word -> level.
LEVEL_OF = {
    "tỉnh": "provincial", "thành phố": "district", "huyện": "district", "thị xã": "district", "quận": "district",
    "xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune",
}  # fmt: skip
LEVELS = {tuple(fold(word).split()): word for word in LEVEL_OF}
# Bodies that exist at every level: folded words -> (how it is shown, kind).
_BODIES: dict[str, tuple[str, str]] = {
    "ủy ban nhân dân": ("UBND", "committee"),
    "hội đồng nhân dân": ("HĐND", "committee"),
    "chủ tịch ủy ban nhân dân": ("Chủ tịch UBND", "committee"),
    "hội đồng nhân dân ủy ban nhân dân": ("HĐND, UBND", "committee"),
    "công an": ("Công an", "police"),
    "đảng ủy": ("Đảng ủy", "party"),
    "ban chỉ huy quân sự": ("Ban Chỉ huy Quân sự", "military"),
    "ủy ban mặt trận tổ quốc việt nam": ("Ủy ban Mặt trận Tổ quốc Việt Nam", "other"),
    "mặt trận tổ quốc": ("Mặt trận Tổ quốc", "other"),
    "đoàn thanh niên": ("Đoàn Thanh niên", "other"),
    "hội phụ nữ": ("Hội Phụ nữ", "other"),
    "hội nông dân": ("Hội Nông dân", "other"),
    "trung tâm phục vụ hành chính công": ("Trung tâm Phục vụ hành chính công", "office"),
    "trạm y tế": ("Trạm Y tế", "other"),
    "huyện ủy": ("Huyện ủy", "party"), "thị ủy": ("Thị ủy", "party"), "quận ủy": ("Quận ủy", "party"),
}  # fmt: skip
LOCAL_BODIES = {tuple(fold(words).split()): shown for words, shown in _BODIES.items()}
# First words of a proper name of an agency.
AGENCY_HEADS = _phrases(
    "sở, bộ, ban, ủy ban, công an, thanh tra, văn phòng, chi cục, cục, tổng cục, vụ, ngân hàng, bảo hiểm, kho bạc, hải quan, "
    "thuế, thống kê, trường, đại học, học viện, viện, trung tâm, báo, đài, tòa án, tòa, hội, hiệp hội, liên minh, liên đoàn, "
    "liên hiệp, đoàn, tỉnh đoàn, thành đoàn, tỉnh ủy, thành ủy, đảng ủy, huyện ủy, thị ủy, quận ủy, hội đồng, mặt trận, "
    "bưu điện, điện lực, công ty, tập đoàn, tổng công ty, vnpt, viettel, mobifone, vcci, fpt, evn, quỹ, cảng, bệnh viện, "
    "phòng, tổ công tác, tổ, đội, hạt, cổng, quân khu, quân đoàn, bộ tư lệnh, bộ chỉ huy, cổng thông tin, thường trực, "
    "ban thường vụ, chi nhánh, nhà xuất bản, nhà hát, bảo tàng, thư viện, vườn quốc gia, khu bảo tồn, trạm, xí nghiệp, "
    "hợp tác xã, tạp chí, thông tấn xã, kiểm toán, chính phủ, quốc hội, thủ tướng, thi hành án, cơ quan thường trực, "
    "tiểu ban, câu lạc bộ, trại, làng, tổng đội, lữ đoàn, sư đoàn, trung đoàn, cảnh sát, "
    "ubnd, hđnd, chủ tịch, liên minh hợp tác xã"
)
# Head -> (kind, archetype of the class) for names the registry does not list.
_CLASSES: dict[str, tuple[str, str | None]] = {
    "sở": ("department", None), "bộ": ("ministry", None), "công an": ("police", None), "ủy ban": ("committee", None),
    "văn phòng": ("office", None), "phòng": ("office", None), "trường": ("university", "truong"),
    "đại học": ("university", "truong"), "học viện": ("university", "hoc-vien"), "viện": ("other", "vien"),
    "ngân hàng": ("bank", "ngan-hang"), "tòa án": ("court", None), "tòa": ("court", None),
    "thi hành án": ("court", None), "bệnh viện": ("other", "benh-vien"), "trung tâm": ("other", "trung-tam"),
    "công ty": ("enterprise", "cong-ty"), "tập đoàn": ("enterprise", "tap-doan"), "vnpt": ("enterprise", None),
    "tổng công ty": ("enterprise", "tong-cong-ty"), "viettel": ("enterprise", None), "fpt": ("enterprise", None),
    "mobifone": ("enterprise", None), "evn": ("enterprise", None), "bưu điện": ("enterprise", None),
    "điện lực": ("enterprise", None), "cảng": ("enterprise", None), "xí nghiệp": ("enterprise", None),
    "đảng ủy": ("party", None), "huyện ủy": ("party", None),
    "tỉnh ủy": ("party", None), "thành ủy": ("party", None), "hội đồng": ("committee", None),
    "bộ tư lệnh": ("military", None), "bộ chỉ huy": ("military", None), "quân khu": ("military", None),
    "lữ đoàn": ("military", None), "sư đoàn": ("military", None), "hội": ("other", "hoi"),
    "hiệp hội": ("other", "hiep-hoi"), "chi cục": ("other", "chi-cuc"), "cục": ("other", "cuc"),
    "hợp tác xã": ("enterprise", "hop-tac-xa"),
}  # fmt: skip
CLASSES = {fold(head): value for head, value in _CLASSES.items()}
# Common words printed with a capital here and there, shown small inside a collective.
SMALL_WORDS = frozenset(
    fold(
        "sở ban ngành đơn vị địa phương cơ quan tổ chức doanh nghiệp cá nhân bộ trường đại học cao đẳng viện nghiên cứu bệnh trung "
    "tâm y tế huyện thị xã thành phố phường đặc khu trấn quận tỉnh viễn thông công nghệ thông tin truyền hội hiệp đoàn thể "
    "chuyên môn liên quan các và hợp tác giáo dục đào tạo nghề nghiệp khoa kỹ thuật internet chủ đầu tư ngân hàng "
    "cấp có trên bàn lĩnh vực thuộc số phòng trung học phổ chính trị hệ thống đề án báo chí"
    ).split()
)  # fmt: skip


def phrase_at(items: tuple[Token, ...], start: int, phrases: Collection[tuple[str, ...]]) -> int:
    """Index after the longest of `phrases` that begins at token `start` with no mark inside; `start` when none does."""
    best = start
    words: list[str] = []
    for index in range(start, min(start + 8, len(items))):
        if index > start and items[index].sep:
            break
        words.extend(items[index].words)
        if tuple(words) in phrases:
            best = index + 1
    return best


def head_at(items: tuple[Token, ...], start: int) -> str | None:
    """The agency head that begins at token `start` ("trung tâm"), None when there is none."""
    end = phrase_at(items, start, AGENCY_HEADS)
    return " ".join(word for item in items[start:end] for word in item.words) if end > start else None
