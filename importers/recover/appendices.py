"""A document's blocks taken apart: the running text, and the appendices that hold its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from graph.rows import Place, Role
from graph.text import clean
from importers.blocks import Block, Paragraph
from importers.recover.body_tables import BodyTable, tables_in_body, unit_of_money
from importers.recover.contents import after_table
from importers.recover.headings import KNOWN, Headings, split_headings
from importers.recover.joining import Lexicon

_MARK = r"[IVXL]{1,6}(?:[.-]\d{1,2}|[a-z])?|\d{1,2}(?:[.-]\d{1,2})?[A-Za-z]?|[A-Z]"
_LABEL = re.compile(
    r"^[\W_]*(?:PHỤ\s+LỤC|Phụ\s+lục|PHỤ\s+BIỂU|Phụ\s+biểu|BIỂU(?:\s+SỐ)?|Biểu\s+số|Biểu(?=\s+\d))"
    r"(?:\s+(?:SỐ|số)\s*:?)?(?:\s*(?P<label>" + _MARK + r")(?![\w/]))?(?P<rest>.*)$",
    re.DOTALL,
)
_UNDER_TITLE = re.compile(
    r"^\W*(?:Phụ\s+lục|Phụ\s+biểu|Biểu)(?:\s+số)?(?:\s+(?P<label>" + _MARK + r")(?!\w))?\s*,?\s+"
    r"(?:ban\s+hành\s+)?kèm\s+theo\b", re.I | re.DOTALL,
)  # fmt: skip
_TITLE_LINES = 8
"""Lines an appendix's title and the note under it can take."""


@dataclass(slots=True)
class Appendix:
    """The blocks of one appendix after its title. `label` as printed ('I', '02'; None for a table in the running
    text), `title` without the note under it, `note` the bracketed line ('Kèm theo Kế hoạch số …'). `lexicon` and
    `known` are the words and the headings the whole document is read with; `rest` takes the blocks of which recovery
    finds that they do not belong to the table. `money` is the unit of amounts that a line over the table states
    ('triệu đồng'). `opens` is where its label stands (its title, where it has no label), `title_place` where the first
    line of the title does; None where neither is printed."""

    label: str | None
    title: str | None
    blocks: list[Block]
    place: Place
    note: str | None = None
    lexicon: Lexicon = field(default_factory=Lexicon)
    known: Headings = field(default=KNOWN)
    rest: list[Block] = field(default_factory=list)
    money: str | None = None
    opens: Place | None = None
    title_place: Place | None = None


def split(blocks: Sequence[Block], known: Headings = KNOWN) -> tuple[list[Block], list[Appendix]]:
    """The running text and the appendices of a document, in reading order. An appendix starts at its label ('PHỤ LỤC
    I:', 'Phụ lục 02'), not at a mention in a sentence or a list of appendices; the same label again is a page's
    header. A table in the running text is an appendix with label None."""
    lexicon = Lexicon.of(_texts(blocks))
    starts = _starts(blocks)
    body_end = starts[0] if starts else len(blocks)
    body, loose = tables_in_body(list(blocks[:body_end]), known)
    appendices = [_loose(table, lexicon, known) for table in loose]
    for start, end in pairwise([*starts, len(blocks)] if starts else []):
        appendices.append(_appendix(list(blocks[start:end]), lexicon, known))
    return body, appendices


def _loose(table: BodyTable, lexicon: Lexicon, known: Headings) -> Appendix:
    return Appendix(
        None, table.title, table.blocks, table.blocks[0].place, None, lexicon, known,
        money=table.money, opens=table.title_place, title_place=table.title_place,
    )  # fmt: skip


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell for row in block.rows for cell in row.cells if cell)


def _labelled(block: Block) -> tuple[str | None, str] | None:
    """The label and the rest of an appendix's first line; None for any other block."""
    match = _LABEL.match(block.text) if isinstance(block, Paragraph) else None
    if not match:
        return None
    text = match.string
    rest = clean(match.group("rest").replace("*", " "))
    label = match.group("label")
    after = rest.lstrip(" .:-–—")
    if label is None and not rest.strip(" .:"):
        return None, ""
    if (label is None and (after or not text.strip().isupper())) or rest[:1] in (",", ";"):
        return (None, after) if label is None and after.isupper() and rest[:1] in (":", ".") else None
    if after and after[0] not in "(" and not after[0].isupper() and not after[0].isdigit():
        return None
    return label, after


def _first_text(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.text
    return ""


def _starts(blocks: Sequence[Block]) -> list[int]:
    """Indexes of the blocks that open an appendix."""
    found = [(index, mark) for index, block in enumerate(blocks) if (mark := _labelled(block)) is not None]
    starts: list[int] = []
    label: str | None = ""
    for position, (index, mark) in enumerate(found):
        after = found[position + 1][0] if position + 1 < len(found) else len(blocks)
        listed = position > 0 and found[position - 1][0] == index - 1 and bool(mark[1]) and not mark[1].isupper()
        if (after == index + 1 or listed) and mark[0] is not None:
            continue  # one line of a list of appendices
        if mark[0] is not None and mark[0] == label:
            continue  # the same appendix again at the top of a page
        label = mark[0]
        starts.append(index)
    return sorted({*starts, *_titled(blocks, starts)})


def _titled(blocks: Sequence[Block], starts: Sequence[int]) -> Iterator[int]:
    """Indexes of the titles of appendices that are named only in the note under it ('(Phụ lục I kèm theo Kế hoạch
    số …)')."""
    for index, block in enumerate(blocks):
        if not _UNDER_TITLE.match(_first_text(block)) or any(0 < index - at <= _TITLE_LINES for at in starts):
            continue
        first = index
        while first and index - first < _TITLE_LINES and _in_capitals(blocks[first - 1]):
            first -= 1
        if first < index or (index + 1 < len(blocks) and _in_capitals(blocks[index + 1])):
            yield first


def _in_capitals(block: Block) -> bool:
    text = _first_text(block)
    return text.isupper() and len(text.split()) > 1 and not after_table(text)


def _appendix(blocks: list[Block], lexicon: Lexicon, known: Headings) -> Appendix:
    first = blocks[0]
    mark = _labelled(first)
    label, rest = mark if mark else _named(blocks)
    lines = [rest] if rest else []
    used = 1
    money: str | None = None
    while used < len(blocks) and used <= _TITLE_LINES:
        block = blocks[used]
        if not isinstance(block, Paragraph) or _ends_title(lines, block.text, known):
            break
        money = money or unit_of_money(block.text)
        if not unit_of_money(block.text):
            lines.append(clean(block.text.replace("*", " ")))
        used += 1
    title, note = _title_and_note(" ".join(lines))
    title_place = first.place if rest or used == 1 else blocks[1].place
    money = money or next((unit for block in blocks[used : used + 1] if (unit := _money_line(block))), None)
    blocks = blocks[used + 1 :] if blocks[used:] and _money_line(blocks[used]) else blocks[used:]
    return Appendix(
        label, title, blocks, first.place, note, lexicon, known,
        money=money, opens=first.place, title_place=title_place,
    )  # fmt: skip


def _named(blocks: Sequence[Block]) -> tuple[str | None, str]:
    """The label in the note under a title, and the first line of the title."""
    notes = (_UNDER_TITLE.match(_first_text(block)) for block in blocks[: _TITLE_LINES + 1])
    note = next((match for match in notes if match), None)
    text = clean(_first_text(blocks[0]).replace("*", " "))
    return (note["label"] if note else None), text


def _money_line(block: Block) -> str | None:
    return unit_of_money(block.text) if isinstance(block, Paragraph) else None


def _ends_title(lines: list[str], text: str, known: Headings) -> bool:
    """Whether a line is no longer the title: the bracketed note is closed, a heading of the table begins, or the
    capitals have ended."""
    printed = " ".join(lines)
    open_note = printed.count("(") > printed.count(")")
    if open_note:
        return False
    line = clean(text.replace("*", " "))
    if unit_of_money(line):
        return False
    if line.startswith("("):
        return printed.endswith(")")
    if ")" in printed and printed.endswith(")"):
        return True
    first = split_headings(line, known)
    if first and (any(column.role is Role.NUMBER for column in first) or (len(first) > 1 and not line.isupper())):
        return True  # a title in capitals may be made of the words of headings
    return bool(lines) and not line.isupper() and not _continues(printed, line)


def _continues(printed: str, line: str) -> bool:
    return not printed.isupper() and line[:1].islower()


def _title_and_note(text: str) -> tuple[str | None, str | None]:
    match = re.match(r"^(.*?)\s*(\((?:Ban hành |B)?[Kk]èm.*|\(Ban hành.*|\(Gửi kèm.*)?$", clean(text), re.DOTALL)
    if not match:
        return clean(text) or None, None
    return clean(match.group(1)) or None, match.group(2)
