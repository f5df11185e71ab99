"""Which layout an appendix's table has, and why; the way from a file's blocks to its tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from graph.rows import Flag, Table
from graph.text import clean
from importers.blocks import Grid, Paragraph, Source
from importers.recover.appendices import Appendix, split
from importers.recover.bands import with_bands
from importers.recover.columns_text import Aligned, side_by_side, taken_apart, with_grids
from importers.recover.contents import after_table
from importers.recover.damage import Wording, lost_letters
from importers.recover.flattened import flattened_share, read_flat_lines, recover_flattened
from importers.recover.grid import recover_grid, tables_of
from importers.recover.grid_titles import titles_out
from importers.recover.headings import KNOWN, Headings
from importers.recover.line_doubts import line_doubts
from importers.recover.missed import not_understood
from importers.recover.result import Recovered
from importers.recover.wrapped import recover_wrapped

_ONE_A_LINE = 0.5
"""Share of rows with one line a cell from which on lines are taken for flattened and not for wrapped."""


def recover(source: Source, known: Headings = KNOWN) -> Recovered:
    """The running text and the tables of a file. `known` are the headings to go by (`Headings.extended` adds a
    user's). An appendix without a table goes to the body with a flag; nothing raises."""
    blocks = with_bands(source.blocks, known) if source.format == "txt" else list(titles_out(source.blocks, known))
    aligned = with_grids(blocks, known) if source.format == "txt" else Aligned(blocks)
    body, appendices = split(aligned.blocks, known)
    recovered = Recovered(body, [], list(source.flags))
    wording = Wording.of(block.text for block in source.blocks if isinstance(block, Paragraph))
    for appendix in appendices:
        for part, table in _tables(appendix, wording):
            if table is None:
                recovered.body.extend(part.blocks)
                recovered.flags.append(Flag("no_table", _no_table(part), part.place))
            else:
                aligned.account(table)
                table.opens, table.title_place = part.opens, part.title_place
                recovered.tables.append(table)
                recovered.body.extend(part.rest)
                recovered.flags.extend(_beside(part))
        recovered.body.extend(appendix.rest if appendix.rest else [])
    recovered.flags.extend(not_understood(recovered.body, known))
    if source.format == "txt":
        _restore_letters(recovered, wording)
    return recovered


def _restore_letters(recovered: Recovered, wording: Wording) -> None:
    """Put letters that the extraction of a text lost back into the running text, with a flag each."""
    for at, block in enumerate(recovered.body):
        if isinstance(block, Paragraph):
            text, changes = wording.repair(block.text)
            recovered.body[at] = Paragraph(text, block.place) if changes else block
            recovered.flags += [lost_letters(change, block.place) for change in changes]


def _tables(appendix: Appendix, wording: Wording) -> Iterator[tuple[Appendix, Table | None]]:
    """The tables of an appendix: by cells where it has a grid with headings, else by lines."""
    parts = tables_of(appendix) if any(isinstance(block, Grid) for block in appendix.blocks) else []
    if parts:
        for part in parts:
            yield part, recover_grid(part)
        return
    table = _by_lines(appendix, wording)
    if table is not None:
        table.flags += line_doubts(table, appendix.blocks, appendix.known)
    rest, appendix.rest = appendix.rest, []
    part = replace(appendix, rest=rest)
    yield part, table


def _by_lines(appendix: Appendix, wording: Wording) -> Table | None:
    """A table of lines: flattened where most rows have one line a cell, else wrapped; the reason tells both. None
    where the lines mix columns in a way that no reading line by line can mend."""
    if side_by_side(appendix.blocks) or taken_apart(appendix.blocks):
        return None
    flat = read_flat_lines(appendix)
    if flat is not None and not _lines_wrap(appendix) and flattened_share(flat) >= _ONE_A_LINE:
        return recover_flattened(appendix, flat)
    table = recover_wrapped(appendix, wording)
    return recover_flattened(appendix, flat) if table is None and flat is not None else table


def _lines_wrap(appendix: Appendix) -> bool:
    """Whether lines were cut at a page's or column's width: many of them go on in small letters in the next."""
    lines = [clean(block.text) for block in appendix.blocks if isinstance(block, Paragraph)]
    going_on = sum(1 for before, line in pairwise(lines) if line[:1].islower() and before[-1:] not in ".;:")
    return going_on * 5 > len(lines)


def _no_table(appendix: Appendix) -> str:
    name = f"Appendix {appendix.label}" if appendix.label else "A part"
    if side_by_side(appendix.blocks) or taken_apart(appendix.blocks):
        return f"{name} has columns mixed by the extraction; import the file it was made from, or `pdftotext -layout`"
    return f"{name} holds no table with known headings; its text is kept"


def _beside(appendix: Appendix) -> list[Flag]:
    """A flag for text beside a table that is no note or signature (those are expected)."""
    texts = [block for block in appendix.rest if isinstance(block, Paragraph)]
    strange = [block for block in texts if not after_table(block.text) and not _note(block.text)]
    if not strange or any(after_table(block.text) for block in texts[: texts.index(strange[0])]):
        return []
    table = f"the table of appendix {appendix.label}" if appendix.label else "the table"
    message = f"text beside {table} is kept as running text: "
    return [Flag("text_beside_table", message + clean(strange[0].text)[:60], strange[0].place)]


def _note(text: str) -> bool:
    """A footnote: it begins with a raised number, a star or a bracketed remark."""
    return clean(text)[:1] in "¹²³⁴⁵⁶⁷⁸⁹*("
