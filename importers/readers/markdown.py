"""Markdown to blocks: pipe tables are grids, every other line a paragraph without its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.rows import Place
from importers.blocks import Block, GridRow, Paragraph
from importers.readers.grids import at, check_size, make_grid
from importers.readers.limits import Limits

_RULE = re.compile(r"^\s{0,3}\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*$|^\s{0,3}\|\s*:?-+:?\s*\|\s*$")
_PIPE = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+|\s+#+\s*$")
_STRONG = re.compile(r"(\*\*\*|\*\*|__)(?=\S)(.+?)(?<=\S)\1|(?<![\w*])([*_])(?=[^\s*_])([^*_]+?)(?<=\S)\3(?![\w*])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_ENTITIES = (("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def read_markdown(text: str, file: str, limits: Limits) -> tuple[Block, ...]:
    """Blocks of a Markdown text, each with its line (and table and row)."""
    return tuple(_blocks(re.split(r"\r\n|\n|\r", text), file, limits))


def _blocks(lines: list[str], file: str, limits: Limits) -> Iterator[Block]:
    index = tables = 0
    while index < len(lines):
        line = lines[index]
        if "|" in line and index + 1 < len(lines) and _RULE.match(lines[index + 1]):
            tables += 1
            end = index + 2
            while end < len(lines) and "|" in lines[end]:
                end += 1
            kept = [n for n in range(index, end) if n != index + 1]
            rows = [GridRow(_cells(lines[n]), at(tables, k, line=n + 1)) for k, n in enumerate(kept, start=1)]
            grid = make_grid(rows)
            check_size(len(grid.rows[0].cells), len(rows), file, f"table {tables}", limits)
            yield grid
            index = end
            continue
        if line.strip() and not re.fullmatch(r"\s{0,3}(```.*|~~~.*)", line):
            yield Paragraph(_plain(_HEADING.sub("", line)), Place(line=index + 1))
        index += 1


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip()
    inner = inner.removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return tuple(_plain(_BREAK.sub("\n", cell)).strip() for cell in _PIPE.split(inner))


def _plain(text: str) -> str:
    """Without the marks of emphasis and the escapes; a backslash at the end of a line is a line break."""
    text = _STRONG.sub(lambda m: m.group(2) or m.group(4), text)
    text = _ESCAPE.sub(r"\1", text.removesuffix("\\"))
    for entity, sign in _ENTITIES:
        text = text.replace(entity, sign)
    return text
