"""Plain text to blocks: a line with TABs is a table row, any other line that is not blank a paragraph."""

from __future__ import annotations

from graph.rows import Place
from importers.blocks import Block, Grid, GridRow, Paragraph, UnreadableError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_text(data: bytes, file: str) -> tuple[Block, ...]:
    """Blocks of a text file, each with its 1-based line and, where form feeds part pages, its page. Lines with TABs
    that follow one another (blank lines between them allowed) are one grid; paragraphs keep their blanks. Raises
    `UnreadableError` where the bytes are not UTF-8 (or UTF-16 with a byte order mark), hold NUL characters, or hold
    no text at all."""
    text = _decode(data, file)
    blocks: list[Block] = []
    rows: list[GridRow] = []
    page = 1 if "\f" in text else None
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        page = page + line.count("\f") if page else None
        if not line.strip():
            continue
        place = Place(number, page)
        if "\t" in line:
            rows.append(GridRow(tuple(line.split("\t")), place))
            continue
        if rows:
            _close(rows, blocks)
        blocks.append(Paragraph(line, place))
    if rows:
        _close(rows, blocks)
    if not blocks:
        raise UnreadableError(f"{file}: the file holds no text")
    return tuple(blocks)


def _close(rows: list[GridRow], blocks: list[Block]) -> None:
    blocks.append(Grid(tuple(rows), rows[0].place))
    rows.clear()


def _decode(data: bytes, file: str) -> str:
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(f"{file}: not UTF-8 text (line {line}, byte {error.start + 1})") from error
    if "\0" in text:
        raise UnreadableError(f"{file}: holds NUL characters (character {text.index(chr(0)) + 1}), so it is not a text")
    return text
