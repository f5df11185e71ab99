"""A reading to everything it brings to the graph."""

from __future__ import annotations

import hashlib

from graph.identity.documents import document_id
from graph.rows import Place, Row
from graph.text import bare
from graph.writing import Bundle, StatedDependency
from importers.assemble.body import passages
from importers.assemble.builder import Builder
from importers.assemble.citing import Citing
from importers.assemble.dependencies import add_dependencies, stated_in
from importers.assemble.duties import duties_of
from importers.assemble.standing import add_standing
from importers.assemble.tables import TableAssembly
from importers.blocks import Paragraph
from importers.grammar.header import Header, read_header
from importers.reading import Reading


def assemble(reading: Reading) -> Bundle:
    """The bundle of a reading (without its JSON and account): the document, its sections, tasks, indicators, whom and
    what they name, and the flags."""
    header = read_header([*reading.body, *reading.notes])
    document = document_id(
        header.number,
        header.kind,
        header.title,
        header.jurisdiction,
        header.issued,
        _content(reading),
    )
    builder = Builder(document, header.jurisdiction)
    _add_document(builder, header, reading)
    citing = Citing(builder, header)
    raw = iter(reading.raw)
    stated: list[StatedDependency] = []
    for table in reading.tables:
        assembly = TableAssembly(builder, citing, table, None)
        assembly.run()
        add_dependencies(builder, table, assembly.tasks)
        stated += stated_in(table, assembly.tasks)
        builder.raw.update(zip(assembly.ids, raw, strict=False))
    add_standing(builder)
    body = passages(_from_title(reading.body, header))
    citing.read_body(body)
    claims = citing.settle()
    for flag in reading.flags:
        builder.flag(flag.code, flag.message, flag.place, document, flag.level)
    return Bundle(
        document=document,
        source_file=reading.file,
        sha256=reading.sha256,
        format=reading.format,
        reading="",
        account={},
        nodes=list(builder.nodes.values()),
        edges=builder.edges,
        flags=builder.flags,
        raw=builder.raw,
        claims=claims,
        duties=duties_of(body, header.jurisdiction),
        stated=stated,
    )


def _content(reading: Reading) -> str:
    """What tells a bare list from another where neither number nor title does: its headings and its first row."""
    first = [(table.columns, [e.cells for e in table.entries if isinstance(e, Row)][:1]) for table in reading.tables]
    return hashlib.sha256(repr(first).encode()).hexdigest()


def _from_title(body: list[Paragraph], header: Header) -> list[Paragraph]:
    """The running text without the header block above the title, whose own number is no citation."""
    title = header.places.get("title")
    start = next((i for i, paragraph in enumerate(body) if paragraph.place == title), 0)
    return body[start:]


def _add_document(builder: Builder, header: Header, reading: Reading) -> None:
    builder.add(
        "Document",
        builder.document,
        {
            "number": header.number,
            "kind": header.kind,
            "title": header.title,
            "issuer": header.issuer,
            "issued": header.issued,
            "jurisdiction": header.jurisdiction,
            "status": "imported",
            "draft": header.draft,
            "source_file": reading.file,
            "sha256": reading.sha256,
            "name_folded": bare(f"{header.number or ''} {header.title or ''}") or None,
        },
        reading.body[0].place if reading.body else Place(),
    )
