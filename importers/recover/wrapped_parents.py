"""Numbered titles of a wrapped table that are rows with parts: '5 Phủ sóng …' before the row 6, with 5.1 below.

A title that the rows' count goes on after, or in a table without sections, is a row like the others; it has no cells
but its name, because its parts have them. A title among titles ('1 Về hạ tầng', '2 Về dữ liệu' in a section) stays
one, and so does the last of a section ('4 Một số lĩnh vực ưu tiên')."""

from __future__ import annotations

from collections.abc import Sequence

from importers.recover.wrapped_chunks import Chunk
from importers.recover.wrapped_rows import Draft


def titles_to_rows(chunks: Sequence[Chunk], drafts: Sequence[list[Draft]], name: int, width: int) -> list[list[Draft]]:
    """The drafts of the chunks, titles that are rows with parts made rows: all their words in column `name` of
    `width`."""
    sections = any(chunk.number is not None and not chunk.number.decimal for chunk in chunks)
    found = list(drafts)
    for at, own in enumerate(drafts):
        if len(own) == 1 and own[0].title and _has_parts(chunks, drafts, at):
            after = _next(chunks, at)
            if not sections or (after is not None and not any(draft.title for draft in drafts[after])):
                cells = [own[0].atoms if column == name else [] for column in range(width)]
                found[at] = [Draft(False, cells, parted=True)]
    return found


def _has_parts(chunks: Sequence[Chunk], drafts: Sequence[list[Draft]], at: int) -> bool:
    """Whether the next chunk is a row numbered below this one ('5.1' after '5')."""
    own, after = chunks[at].number, chunks[at + 1].number if at + 1 < len(chunks) else None
    if own is None or after is None or len(own.parts) != 1 or not (own.decimal and after.decimal):
        return False
    return after.parts[:-1] == own.parts and not any(draft.title for draft in drafts[at + 1])


def _next(chunks: Sequence[Chunk], at: int) -> int | None:
    """The chunk with the next number of this one's rank in the section ('6' for '5'), None where there is none."""
    own = chunks[at].number
    for index in range(at + 1, len(chunks)):
        number = chunks[index].number
        if own is None or number is None or not (number.decimal or "item" in number.kinds):
            return None
        if number.decimal and len(number.parts) == 1:
            return index if number.parts[0] == own.parts[0] + 1 else None
    return None
