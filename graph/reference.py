"""References people use: a document's number and the row's appendix and number ("101/KH-UBND II.36"), or an id."""

from __future__ import annotations

import re

from graph.errors import RemitError
from graph.record import Record
from graph.text import fold

_ROWS = ("Task", "Indicator")


class ReferenceNotFoundError(RemitError):
    """Nothing in the workspace answers to the reference."""

    exit_code = 1


class AmbiguousReferenceError(RemitError):
    """Several nodes answer to the reference; the message lists them."""


def document_reference(record: Record, id_: str) -> str:
    """A document's number, or its id where it has none (a draft)."""
    row = record.connection.execute('SELECT number, title FROM "Document" WHERE id = ?', (id_,)).fetchone()
    if row is None:
        return id_
    number, title = row
    return str(number or (title if not id_.startswith("doc:") else id_))


def reference(record: Record, id_: str) -> str:
    """The shortest reference of a node: for a row, the section is named where its number is printed more than once."""
    label = record.label(id_)
    if label == "Document":
        return document_reference(record, id_)
    if label not in _ROWS:
        return id_
    row = record.connection.execute(
        f'SELECT document, appendix, section, number FROM "{label}" WHERE id = ?', (id_,)
    ).fetchone()
    return _row_reference(record, label, id_, *row)


def _row_reference(
    record: Record, label: str, id_: str, document: str, appendix: str | None, section: str | None, number: str | None
) -> str:
    if number is None:
        return id_
    where = f'SELECT count(*) FROM "{label}" WHERE document = ? AND appendix IS ? AND number = ?'
    (same,) = record.connection.execute(where, (document, appendix, number)).fetchone()
    parts = [appendix, section if same > 1 else None, number]
    if same > 1:
        (same,) = record.connection.execute(
            where + " AND section IS ?", (document, appendix, number, section)
        ).fetchone()
        if same > 1:
            return id_
    return f"{document_reference(record, document)} {'.'.join(p for p in parts if p)}"


def references(record: Record) -> dict[str, str]:
    """The reference of every document, task and indicator, by id (the same as `reference` gives, for all at once)."""
    found = {id_: document_reference(record, id_) for (id_,) in record.connection.execute('SELECT id FROM "Document"')}
    for label in _ROWS:
        rows = record.connection.execute(
            f'SELECT id, document, appendix, section, number FROM "{label}"'
        ).fetchall()
        plain: dict[tuple[str, str | None, str | None], int] = {}
        full: dict[tuple[str, str | None, str | None, str | None], int] = {}
        for _, document, appendix, section, number in rows:
            plain[document, appendix, number] = plain.get((document, appendix, number), 0) + 1
            full[document, appendix, section, number] = full.get((document, appendix, section, number), 0) + 1
        for id_, document, appendix, section, number in rows:
            if number is None or full[document, appendix, section, number] > 1:
                found[id_] = id_
                continue
            parts = [appendix, section if plain[document, appendix, number] > 1 else None, number]
            found[id_] = f"{found.get(document, document)} {'.'.join(p for p in parts if p)}"
    return found


def find_document(record: Record, text: str) -> str:
    """The id of the document a number, an id or the name of the file it was read from names.

    Raises ReferenceNotFoundError, or AmbiguousReferenceError where provinces share the number.
    """
    if record.label(text) == "Document":
        return text
    rows = record.connection.execute('SELECT id, number, status FROM "Document" WHERE number IS NOT NULL').fetchall()
    found = [(id_, status) for id_, number, status in rows if _key(number) == _key(text)]
    if not found:  # a draft has no number
        name = text.strip()
        found = record.connection.execute("SELECT id, status FROM Document WHERE source_file = ?", (name,)).fetchall()
    imported = [id_ for id_, status in found if status == "imported"]
    ids = imported or [id_ for id_, _ in found]
    if not ids:
        raise ReferenceNotFoundError(f"{text}: no document of this number, id or file is in {record.path}")
    if len(ids) > 1:
        raise AmbiguousReferenceError(f"{text}: several documents have this number; name one by id: {', '.join(ids)}")
    return str(ids[0])


def resolve(record: Record, text: str, plan: str | None = None) -> str:
    """The id of the node a reference names: an id, a document, or a document and a row; of `plan`, the row alone.

    Raises ReferenceNotFoundError or AmbiguousReferenceError.
    """
    text = text.strip()
    if record.label(text) is not None:
        return text
    if plan is not None:
        return _find_row(record, find_document(record, plan), text.rpartition(" ")[2], text)
    document_text, _, row_text = text.rpartition(" ")
    if not document_text:
        return find_document(record, text)
    try:
        document = find_document(record, document_text)
    except ReferenceNotFoundError:
        return find_document(record, text)
    return _find_row(record, document, row_text, text)


def _find_row(record: Record, document: str, row_text: str, text: str) -> str:
    wanted = row_text.rstrip(".").casefold()
    matches: dict[str, list[str]] = {"short": [], "full": []}
    for label in _ROWS:
        for id_, appendix, section, number in record.connection.execute(
            f'SELECT id, appendix, section, number FROM "{label}" WHERE document = ?', (document,)
        ):
            for form, parts in (("short", (appendix, number)), ("full", (appendix, section, number))):
                if number and ".".join(p for p in parts if p).casefold() == wanted:
                    matches[form].append(id_)
    ids = matches["short"] or matches["full"]
    if not ids:
        raise ReferenceNotFoundError(f"{text}: the document has no row {row_text} (appendix and number, as in II.36)")
    if len(ids) > 1:
        raise AmbiguousReferenceError(
            f"{text}: {row_text} is printed more than once; name its section or one of: {', '.join(sorted(ids))}"
        )
    return ids[0]


def _key(text: str) -> str:
    return re.sub(r"[\s]", "", fold(text))
