"""Damage of the text itself: words printed twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from queries.audit.declared import Check, Hit
from queries.audit.tables import Tables

# Only words that neither end a longer word nor begin one, and that nobody doubles on purpose: "quốc gia gia nhập",
# "đổi số số hóa", "nhà giáo giáo dục" and "từ từ" are right.
_WORDS = """
    khu với các những và của trong cho để được về theo trên dưới tại đến bằng bởi do là khi như hoặc nếu phải sẽ đã
    đang bị cũng mỗi mọi này đó thì mà nhằm giữa cùng sau trước ngoài không chưa vào ra qua đối một
"""
NEVER_DOUBLED = frozenset(_WORDS.split())
_ONE = re.compile(r"(?<![\w-])([^\W\d_]+) \1(?![\w-])", re.IGNORECASE)
_TWO = re.compile(r"(?<![\w-])([^\W\d_]{2,} [^\W\d_]{2,}) \1(?![\w-])", re.IGNORECASE)
COLUMNS = ("name", "deliverable", "lead_text", "coordinator_text", "deadline_text", "scope", "note")


def doubled_in(text: str) -> str | None:
    """The first words printed twice in a row ("khu khu", "triển khai triển khai"), None where there are none."""
    pair = _TWO.search(text)
    if pair:
        return pair.group()
    for match in _ONE.finditer(text):
        if match.group(1).casefold() in NEVER_DOUBLED:
            return match.group()
    return None


def doubled(tables: Tables) -> Iterator[Hit]:
    """Rows with doubled words."""
    for frame in (tables.tasks, tables.indicators):
        columns = [c for c in COLUMNS if c in frame]
        text = frame[columns].fillna("").astype(str).agg(" | ".join, axis=1) if len(frame) else pd.Series(dtype=object)
        for id_, words in zip(frame["id"], map(doubled_in, text), strict=True):
            if words:
                yield Hit((str(id_),), {"words": words})


CHECKS = (
    Check(
        "words_doubled", "warning", 'A word is printed twice in a row ("khu khu").', "printed twice: '{words}'", doubled
    ),
)
