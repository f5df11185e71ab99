"""The words by which a text says how one document stands to another: `thực hiện`, `sửa đổi, bổ sung`, `thay thế`, …"""

from __future__ import annotations

import re
from typing import Literal

RelationType = Literal["IMPLEMENTS", "AMENDS", "REPLACES", "PROMULGATES", "GUIDES", "CITES"]

_WORDS: tuple[tuple[RelationType, str], ...] = (
    ("PROMULGATES", r"(?:ban hành )?kèm theo"),
    ("REPLACES", r"thay thế|bãi bỏ|huỷ bỏ|hủy bỏ"),
    ("AMENDS", r"sửa đổi(?:, bổ sung)?|điều chỉnh, bổ sung|bổ sung, cập nhật"),
    ("IMPLEMENTS", r"thực hiện|triển khai|cụ thể hóa|cụ thể hoá|giao tại|giao theo|thi hành"),
    ("GUIDES", r"hướng dẫn"),
    ("CITES", r"căn cứ|trên cơ sở|theo|tại"),
)
_TRIGGER = re.compile(
    "|".join(rf"(?P<{kind}>(?<!\w)(?:{words})(?!\w))" for kind, words in _WORDS).replace(" ", r"\s+"), re.IGNORECASE)
_BREAK = re.compile(r"[.;:](?=\s)|\)")  # after these, earlier words no longer govern


def triggers(text: str, start: int, end: int) -> list[tuple[RelationType, int]]:
    """Every trigger between two offsets as (type, offset), in reading order."""
    return [(kind, match.start()) for match in _TRIGGER.finditer(text, start, end)
            for kind, _ in _WORDS if match[kind] is not None]


def hint_before(text: str, start: int, end: int) -> RelationType | None:
    """The relation that the words right before a document suggest: the last trigger in the same clause. `hướng dẫn
    thực hiện X` guides X."""
    floor = max([start, *(match.end() for match in _BREAK.finditer(text, start, end))])
    kinds = [kind for kind, _ in triggers(text, floor, end)]
    if kinds[-2:] == ["GUIDES", "IMPLEMENTS"]:
        return "GUIDES"
    return kinds[-1] if kinds else None
