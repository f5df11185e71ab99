"""Damage of the text itself: words printed twice in a row."""

from __future__ import annotations

from collections.abc import Iterator

from queries.audit.declared import Check, Hit
from queries.audit.tables import Tables

# Only words that neither end a longer word nor begin one, and that nobody doubles on purpose: "quốc gia gia nhập",
# "đổi số số hóa", "nhà giáo giáo dục" and "từ từ" are right.
_WORDS = """
    khu với các những và của trong cho để được về theo trên dưới tại đến bằng bởi do là khi như hoặc nếu phải sẽ đã
    đang bị cũng mỗi mọi này đó thì mà nhằm giữa cùng sau trước ngoài không chưa vào ra qua đối một
"""
NEVER_DOUBLED = frozenset(_WORDS.split())
COLUMNS = ("name", "deliverable", "lead_text", "coordinator_text", "deadline_text", "scope", "note")


def doubled_in(text: str) -> str | None:
    """The first words printed twice in a row ("khu khu", "triển khai triển khai"), None where there are none."""
    words = text.split()
    keys = text.casefold().split()
    for i, key in enumerate(keys[1:], 1):
        if key == keys[i - 1] and key in NEVER_DOUBLED:
            return " ".join(words[i - 1 : i + 1])
        pair = keys[i - 1 : i + 1]
        if pair == keys[i + 1 : i + 3] and pair[0] != pair[1] and all(w.isalpha() and len(w) > 1 for w in pair):
            return " ".join(words[i - 1 : i + 3])
    return None


def doubled(tables: Tables) -> Iterator[Hit]:
    """Rows with doubled words."""
    for frame in (tables.tasks, tables.indicators):
        for column in (c for c in COLUMNS if c in frame):
            texts = frame[frame[column].notna()]
            for id_, words in zip(texts["id"], map(doubled_in, texts[column]), strict=True):
                if words:
                    yield Hit((str(id_),), {"words": words})


CHECKS = (
    Check(
        "words_doubled", "warning", 'A word is printed twice in a row ("khu khu").', "printed twice: '{words}'", doubled
    ),
)
