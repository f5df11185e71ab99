"""The last step of every reader: text in one Unicode form, without characters that no one can see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from graph.rows import Flag, Place
from importers.blocks import Block, Grid, GridRow, Paragraph, UnreadableError
from importers.readers.decode import older_encoding, older_message
from importers.readers.limits import Limits

# Control characters other than TAB and line ends, soft hyphens, zero-width signs, byte order marks, private use
# (bullets of symbol fonts) and the replacement character.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffe\uffff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# The same in UTF-8: all bytes that no unseen character begins with, and by their first byte those that take several.
_SEEN = bytes({*range(256)} - {*range(0x20), 0x7F, 0xC2, 0xE2, 0xEF} | {*b"\t\n\r"})
_LONGER = {
    b"\xc2": re.compile(rb"\xc2[\x80-\x9f\xad]"),
    b"\xe2": re.compile(rb"\xe2(?:\x80[\x8b-\x8f\xaa-\xae]|\x81\xa0)"),
    b"\xef": re.compile(rb"\xef(?:\xbb\xbf|\xbf[\xbe\xbf])"),
}


def tidy(
    blocks: tuple[Block, ...], file: str, limits: Limits, whole: tuple[str, bytes] | None = None
) -> tuple[tuple[Block, ...], tuple[Flag, ...]]:
    """Blocks with NFC text and no unseen characters, and a flag for the first control character dropped (they come
    from damaged files). `whole` is the text of the file and the same in UTF-8, where the blocks are pieces of it.
    Raises `UnreadableError` for a text in an encoding from before Unicode."""
    text, data = whole or _whole(blocks, file, limits)
    if not _has_unseen(data) and unicodedata.is_normalized("NFC", text):
        return _checked(blocks, [text], file), ()
    flags: list[Flag] = []
    texts: list[str] = []

    def clean(text: str, place: Place) -> str:
        if _UNSEEN.search(text):
            if not flags and (found := _CONTROL.search(text)):
                message = f"control characters were left out, the first U+{ord(found.group()):04X}"
                flags.append(Flag("control_characters", message, place, "repair"))
            text = _UNSEEN.sub("", text)
        text = text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
        texts.append(text)
        return text

    tidied = tuple(_tidied(block, clean) for block in blocks)
    return _checked(tidied, texts, file), tuple(flags)


def _has_unseen(data: bytes) -> bool:
    rest = data.translate(None, _SEEN)
    if rest.strip(b"\xc2\xe2\xef"):
        return True
    return any(first in rest and pattern.search(data) for first, pattern in _LONGER.items())


def _whole(blocks: tuple[Block, ...], file: str, limits: Limits) -> tuple[str, bytes]:
    if len(blocks) > limits.lines:
        raise UnreadableError(f"{file}: has {len(blocks):,} paragraphs, more than the {limits.lines:,} allowed")
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            texts.append(block.text)
        else:
            texts += [cell for row in block.rows for cell in row.cells if cell]
    longest = max(texts, key=len, default="")
    if len(longest) > limits.letters:
        start = f"that begins '{' '.join(longest[:40].split())}'"
        most = f"more than the {limits.letters:,} allowed"
        raise UnreadableError(f"{file}: the paragraph or cell {start} has {len(longest):,} characters, {most}")
    text = "\n".join(texts)
    return text, text.encode("utf-8", "surrogatepass")


def _checked(blocks: tuple[Block, ...], texts: list[str], file: str) -> tuple[Block, ...]:
    older = older_encoding(texts)
    if older:
        raise UnreadableError(older_message(file, older))
    return blocks


def _tidied(block: Block, clean: Callable[[str, Place], str]) -> Block:
    if isinstance(block, Paragraph):
        text = clean(block.text, block.place)
        return block if text == block.text else Paragraph(text, block.place)
    return Grid(tuple(_row(row, clean) for row in block.rows), block.place)


def _row(row: GridRow, clean: Callable[[str, Place], str]) -> GridRow:
    cells = tuple(cell and clean(cell, row.place) for cell in row.cells)
    return row if cells == row.cells else GridRow(cells, row.place)
