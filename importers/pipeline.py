"""The way of a row, end to end: read a file, recover its tables, interpret the cells, record the document whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graph.record import Record
from graph.writing import Bundle, write
from importers.account import account_of, answer
from importers.assemble.document import assemble
from importers.blocks import Source, UnreadableError
from importers.readers import read
from importers.reading import Reading, dump, load, reading_of
from importers.recover.layout import recover
from importers.recover.result import Recovered
from importers.recover.worklist import mapping_of, recover_worklist

_SHEETS = ("csv", "tsv", "xlsx")


def read_plan(path: Path, *, password: str | None = None, mapping: Sequence[str] = ()) -> Reading:
    """Read and recover one file: a plan, or a plain work list. `mapping` tells what a work list's headings mean
    ("Mã nhiệm vụ=number"). Raises UnreadableError when it cannot be read or holds no table of a plan."""
    source = read(path, password=password)
    recovered = _recover(source, mapping)
    if not any(table.entries for table in recovered.tables):
        advice = "; --map HEADING=ROLE tells what the columns of a work list are" if source.format in _SHEETS else ""
        raise UnreadableError(
            f"{path.name}: no table of tasks or indicators was found in it (looked for headings such as "
            f"'Tên nhiệm vụ', 'Cơ quan chủ trì', 'Chỉ tiêu'); nothing was imported{advice}"
        )
    return reading_of(source, recovered)


def _recover(source: Source, mapping: Sequence[str]) -> Recovered:
    """A sheet without a plan around it may be a work list; with a mapping it must be one."""
    try:
        roles = mapping_of(mapping)
    except ValueError as error:
        raise UnreadableError(f"{source.file}: {error}") from error
    if roles or source.format in _SHEETS:
        worklist = recover_worklist(source.blocks, roles)
        if worklist is not None:
            return worklist
        if roles:
            raise UnreadableError(f"{source.file}: no table has all the headings named: {', '.join(roles)}")
    return recover(source)


def bundle_of(reading: Reading) -> Bundle:
    """All that a reading brings to the graph, with its account."""
    bundle = assemble(reading)
    bundle.reading = dump(reading)
    bundle.account = account_of(reading, bundle)
    return bundle


def import_file(
    record: Record, path: Path, *, password: str | None = None, mapping: Sequence[str] = ()
) -> dict[str, Any]:
    """Import one file in one transaction and return its answer (the fields of `remit import`).

    Raises UnreadableError, and leaves the record as it was, when the file cannot be read as a plan.
    """
    bundle = bundle_of(read_plan(path, password=password, mapping=mapping))
    return answer(bundle, write(record, bundle))


def rebuild(record: Record) -> int:
    """Make the graph again from the readings in the record, judgements kept; returns the number of documents."""
    readings = record.connection.execute("SELECT reading FROM imported ORDER BY document").fetchall()
    for (text,) in readings:
        write(record, bundle_of(load(text)), anew=True)
    return len(readings)
