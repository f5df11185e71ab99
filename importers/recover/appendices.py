"""A document's blocks taken apart: the running text, and the appendices that hold its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from graph.rows import Place, Role
from graph.text import clean, fold
from importers.blocks import Block, Grid, Paragraph
from importers.recover.columns import read_columns
from importers.recover.headings import KNOWN, Headings, match_heading, split_headings, words
from importers.recover.joining import Lexicon

_LABEL = re.compile(
    r"^[\W_]*(?:PHỤ\s+LỤC|Phụ\s+lục|PHỤ\s+BIỂU|Phụ\s+biểu|BIỂU(?:\s+SỐ)?|Biểu\s+số)"
    r"(?:\s+(?:SỐ|số))?(?:\s*(?P<label>[IVXL]{1,6}|\d{1,2}[A-Za-z]?|[A-Z])(?![\w/]))?(?P<rest>.*)$",
    re.DOTALL,
)
_TITLE_LINES = 8
"""Lines an appendix's title and the note under it can take."""


@dataclass(slots=True)
class Appendix:
    """The blocks of one appendix after its title. `label` as printed ('I', '02'; None for a table in the running
    text), `title` without the note under it, `note` the bracketed line ('Kèm theo Kế hoạch số …'). `lexicon` and
    `known` are the words and the headings the whole document is read with; `rest` takes the blocks of which recovery
    finds that they do not belong to the table."""

    label: str | None
    title: str | None
    blocks: list[Block]
    place: Place
    note: str | None = None
    lexicon: Lexicon = field(default_factory=Lexicon)
    known: Headings = field(default=KNOWN)
    rest: list[Block] = field(default_factory=list)


def split(blocks: Sequence[Block], known: Headings = KNOWN) -> tuple[list[Block], list[Appendix]]:
    """The running text and the appendices of a document, in reading order. An appendix starts at its label ('PHỤ LỤC
    I:', 'Phụ lục 02'), not at a mention in a sentence or a list of appendices; the same label again is a page's
    header. A table in the running text is an appendix with label None."""
    lexicon = Lexicon.of(_texts(blocks))
    starts = _starts(blocks)
    body_end = starts[0] if starts else len(blocks)
    body, loose = _tables_in_body(list(blocks[:body_end]), lexicon, known)
    appendices = loose
    for start, end in pairwise([*starts, len(blocks)] if starts else []):
        appendices.append(_appendix(list(blocks[start:end]), lexicon, known))
    return body, appendices


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell for row in block.rows for cell in row.cells if cell)


def _labelled(block: Block) -> tuple[str | None, str] | None:
    """The label and the rest of an appendix's first line; None for any other block."""
    text = _first_text(block)
    match = _LABEL.match(text)
    if not match:
        return None
    rest = clean(match.group("rest").replace("*", " "))
    label = match.group("label")
    after = rest.lstrip(" .:-–—")
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
        if after == index + 1 and mark[0] is not None:
            continue  # one line of a list of appendices
        if mark[0] is not None and mark[0] == label:
            continue  # the same appendix again at the top of a page
        label = mark[0]
        starts.append(index)
    return starts


def _appendix(blocks: list[Block], lexicon: Lexicon, known: Headings) -> Appendix:
    first = blocks[0]
    mark = _labelled(first)
    label, rest = mark if mark else (None, "")
    lines = [rest] if rest else []
    used = 1
    while used < len(blocks) and used <= _TITLE_LINES:
        block = blocks[used]
        if not isinstance(block, Paragraph) or _ends_title(lines, block.text, known):
            break
        lines.append(clean(block.text.replace("*", " ")))
        used += 1
    title, note = _title_and_note(" ".join(lines))
    return Appendix(label, title, blocks[used:], first.place, note, lexicon, known)


def _ends_title(lines: list[str], text: str, known: Headings) -> bool:
    """Whether a line is no longer the title: the bracketed note is closed, a heading of the table begins, or the
    capitals have ended."""
    printed = " ".join(lines)
    open_note = printed.count("(") > printed.count(")")
    if open_note:
        return False
    line = clean(text.replace("*", " "))
    if line.startswith("("):
        return printed.endswith(")")
    if ")" in printed and printed.endswith(")"):
        return True
    first = split_headings(line, known)
    if first and (len(first) > 1 or first[0].role is Role.NUMBER):
        return True
    return bool(lines) and not line.isupper() and not _continues(printed, line)


def _continues(printed: str, line: str) -> bool:
    return not printed.isupper() and line[:1].islower()


def _title_and_note(text: str) -> tuple[str | None, str | None]:
    match = re.match(r"^(.*?)\s*(\((?:Ban hành |B)?[Kk]èm.*|\(Ban hành.*|\(Gửi kèm.*)?$", clean(text), re.DOTALL)
    if not match:
        return clean(text) or None, None
    return clean(match.group(1)) or None, match.group(2)


def _tables_in_body(blocks: list[Block], lexicon: Lexicon, known: Headings) -> tuple[list[Block], list[Appendix]]:
    """Tables that stand in the running text without an appendix's title: grids with known headings (those that go
    on from one another are one), and lines from a run of known headings on."""
    flat = _flattened_start(blocks, known)
    tables: list[Appendix] = []
    body: list[Block] = []
    for index, block in enumerate(blocks):
        if flat is not None and index == flat:
            tables.append(Appendix(None, None, blocks[flat:], block.place, None, lexicon, known))
            break
        headed = isinstance(block, Grid) and _has_heading(block, known)
        gap = _gap(blocks, index, tables[-1].blocks[-1], headed) if isinstance(block, Grid) and tables else None
        if gap is not None:
            tables[-1].blocks += [*gap, block]
            del body[len(body) - len(gap) :]
        elif headed:
            tables.append(Appendix(None, _title_before(blocks, index), [block], block.place, None, lexicon, known))
        else:
            body.append(block)
    return body, tables


def _gap(blocks: list[Block], index: int, last: Block, headed: bool) -> list[Block] | None:
    """The lines between a table and a grid that goes on from it: none, or what a page's end leaves (a page number; a
    short line where the grid has no heading of its own). None where the grid does not go on from the table."""
    gap: list[Block] = []
    for block in reversed(blocks[max(0, index - 4) : index]):
        if block is last:
            return gap[::-1]
        text = clean(block.text) if isinstance(block, Paragraph) else ""
        if not text or not (text.isdigit() or (not headed and len(text) <= 40)):
            return None
        gap.append(block)
    return None


def _has_heading(grid: Grid, known: Headings) -> bool:
    rows = [row.cells for row in grid.rows[:4]]
    return any(read_columns(rows[start : start + size], known) for start in range(min(3, len(rows))) for size in (1, 2))


def _title_before(blocks: list[Block], index: int) -> str | None:
    """The line over a table in the running text, where it reads like a title."""
    before = blocks[index - 1] if index else None
    if isinstance(before, Paragraph) and len(clean(before.text)) < 200:
        text = clean(before.text)
        if text.isupper() or fold(text).startswith((fold("bảng"), fold("biểu"), fold("danh mục"))):
            return text
    return None


def _flattened_start(blocks: list[Block], known: Headings) -> int | None:
    """Where a table flattened to a cell a line begins in the running text: 'STT' and two more headings below it."""
    for index in range(len(blocks) - 3):
        lines = [block.text for block in blocks[index : index + 3] if isinstance(block, Paragraph)]
        numbered = len(lines) == 3 and known.phrases.get(words(lines[0])) is Role.NUMBER
        if numbered and all(match_heading(line, known) for line in lines[1:]):
            return index
    return None
