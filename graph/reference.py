"""References people use: a document's number and the row's appendix and number ("101/KH-UBND II.36"), or an id."""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from functools import lru_cache

from graph.errors import RemitError
from graph.nearest import hint, nearest
from graph.record import Record
from graph.text import fold

_ROWS = ("Task", "Indicator")
_NUMBERED = {
    label: "SELECT t.document, t.appendix, t.section, t.number, count(o.id), total(o.section IS t.section) "
    f"FROM {label} t LEFT JOIN {label} o "
    "ON o.document = t.document AND o.number = t.number AND o.appendix IS t.appendix WHERE t.id = ?"
    for label in _ROWS
}
"""Where a row stands, how many of its appendix have its number, and how many of its section."""
_NAMED_BY = (
    "SELECT d.number, d.title, CASE WHEN d.number IS NULL AND 1 = "
    "(SELECT count(*) FROM imported i WHERE i.source_file = d.source_file) THEN d.source_file END "
    'FROM "Document" d WHERE d.id = ?'
)
"""A document's number, its title, and where it has no number its file, if no other document's file has that name."""


class ReferenceNotFoundError(RemitError):
    """Nothing in the workspace answers to the reference."""

    exit_code = 1


class AmbiguousReferenceError(RemitError):
    """Several nodes answer to the reference; the message lists them."""


def document_reference(record: Record, id_: str) -> str:
    """A document's number; of one without (a draft) the name of its file, or its id where another has that name."""
    row = record.connection.execute(_NAMED_BY, (id_,)).fetchone()
    if row is None:
        return id_
    number, title, file = row
    return str(number or file or (title if not id_.startswith("doc:") else id_))


def reference(record: Record, id_: str) -> str:
    """The shortest reference of a node: for a row, the section is named where its number is printed more than once."""
    label = record.label(id_)
    if label == "Document":
        return document_reference(record, id_)
    if label not in _ROWS:
        return id_
    document, row = row_reference(record, label, id_)
    return f"{document_reference(record, document)} {row}" if row else id_


def row_reference(record: Record, label: str, id_: str) -> tuple[str, str | None]:
    """(document, what names the row within it: 'II.36'; None where only its id does) of a task or indicator."""
    document, appendix, section, number, same, same_section = record.connection.execute(
        _NUMBERED[label], (id_,)
    ).fetchone()
    if number is None or same_section > 1:
        return document, None
    parts = [appendix, section if same > 1 else None, number]
    return document, ".".join(p for p in parts if p)


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


def row_references(record: Record, ids: Collection[str]) -> dict[str, str]:
    """The references of these tasks or indicators, without the document where it is the same for all ("II.36")."""
    known = references(record)
    named = {id_: known.get(id_, id_) for id_ in ids}
    parts = {id_: text.rpartition(" ") for id_, text in named.items()}
    if len({document for document, _, _ in parts.values() if document}) > 1:
        return named
    return {id_: row for id_, (_, _, row) in parts.items()}


def find_document(record: Record, text: str) -> str:
    """The id of the document a number, an id or the name of the file it was read from names.

    Raises ReferenceNotFoundError, or AmbiguousReferenceError where provinces share the number.
    """
    found = _numbers(record).get(_key(text), [])
    if not found and record.label(text) == "Document":
        return text
    if not found:  # a draft has no number
        name = text.strip()
        found = record.connection.execute("SELECT id, status FROM Document WHERE source_file = ?", (name,)).fetchall()
    imported = [id_ for id_, status in found if status == "imported"]
    ids = imported or [id_ for id_, _ in found]
    if not ids:
        raise _unknown(record, text)
    if len(ids) > 1:
        raise AmbiguousReferenceError(f"{text}: several documents have this number; name one by id: {', '.join(ids)}")
    return str(ids[0])


def resolve(record: Record, text: str, plan: str | None = None) -> str:
    """The id of the node a reference names: an id, a document, or a document and a row; the row alone where `plan` is
    given or only one document of the workspace has such a row.

    Raises ReferenceNotFoundError or AmbiguousReferenceError.
    """
    return resolve_labelled(record, text, plan)[0]


def resolve_labelled(record: Record, text: str, plan: str | None = None) -> tuple[str, str]:
    """(id, label) of the node a reference names, as `resolve` says."""
    text = text.strip()
    label = record.label(text)
    if label is not None:
        return text, label
    if plan is not None:
        return _find_row(record, find_document(record, plan), text.rpartition(" ")[2], text)
    document_text, _, row_text = text.rpartition(" ")
    try:
        document = find_document(record, document_text or text)
    except ReferenceNotFoundError:
        return (find_document(record, text), "Document") if document_text else _row_anywhere(record, text)
    return _find_row(record, document, row_text, text) if document_text else (document, "Document")


def _row_anywhere(record: Record, text: str) -> tuple[str, str]:
    """The one row of the workspace that a text like 'T007' names."""
    ends = _ends(text.rstrip("."))
    among = f"COLLATE NOCASE IN ({', '.join('?' * len(ends))})"
    having = " UNION ".join(f'SELECT document FROM "{label}" WHERE number {among}' for label in _ROWS)
    found = []
    for (document,) in record.connection.execute(having, ends * len(_ROWS)).fetchall():
        with suppress(ReferenceNotFoundError):
            found.append(_find_row(record, document, text, text))
    if not found:
        raise _unknown(record, text)
    if len(found) > 1:
        rows = ", ".join(sorted(reference(record, id_) for id_, _ in found))
        raise AmbiguousReferenceError(f"{text}: several documents have such a row: {rows}")
    return found[0]


def _unknown(record: Record, text: str) -> ReferenceNotFoundError:
    """That no document answers to the text, and which imported ones are nearest to it."""
    imported = [id_ for (id_,) in record.connection.execute("SELECT id FROM Document WHERE status = 'imported'")]
    near = nearest(text, (document_reference(record, id_) for id_ in imported), least=0)
    return ReferenceNotFoundError(
        f"{text}: no document of this number, id or file is in {record.path}{hint(near)}"
    )


def _find_row(record: Record, document: str, row_text: str, text: str) -> tuple[str, str]:
    wanted = row_text.rstrip(".")
    # the number as it is written first, which the record finds at once; then in any case
    found = _rows_called(record, document, wanted, _ends(wanted)) or _rows_called(record, document, wanted, None)
    if not found:
        raise ReferenceNotFoundError(f"{text}: the document has no row {row_text} (appendix and number, as in II.36)")
    if len(found) > 1:
        ids = ", ".join(sorted(id_ for id_, _ in found))
        raise AmbiguousReferenceError(
            f"{text}: {row_text} is printed more than once; name its section or one of: {ids}"
        )
    return found[0]


def _ends(row_text: str) -> list[str]:
    """What the number in a text like 'II.1.2' can be: all of it, '1.2', '2'."""
    parts = row_text.split(".")
    return [".".join(parts[k:]) for k in range(len(parts))]


def _rows_called(record: Record, document: str, wanted: str, numbers: list[str] | None) -> list[tuple[str, str]]:
    """(id, label) of the rows of a document that a text like 'II.36' names; only those with one of `numbers`, if any
    are given."""
    among = f" AND number IN ({', '.join('?' * len(numbers))})" if numbers is not None else ""
    matches: dict[str, list[tuple[str, str]]] = {"short": [], "full": []}
    for label in _ROWS:
        one = f'SELECT id, appendix, section, number FROM "{label}" WHERE document = ?{among}'
        for id_, appendix, section, number in record.connection.execute(one, [document, *(numbers or ())]):
            for form, parts in (("short", (appendix, number)), ("full", (appendix, section, number))):
                if number and ".".join(p for p in parts if p).casefold() == wanted.casefold():
                    matches[form].append((id_, label))
    return matches["short"] or matches["full"]


def _numbers(record: Record) -> dict[str, list[tuple[str, str]]]:
    """(id, status) of the documents by the key of their number."""
    kept = record.kept
    if "numbers" not in kept:
        found: dict[str, list[tuple[str, str]]] = {}
        for id_, number, status in record.connection.execute(
            'SELECT id, number, status FROM "Document" WHERE number IS NOT NULL'
        ):
            found.setdefault(_key(number), []).append((id_, status))
        kept["numbers"] = found
    numbers: dict[str, list[tuple[str, str]]] = kept["numbers"]
    return numbers


@lru_cache(maxsize=1024)
def _key(text: str) -> str:
    return re.sub(r"[\s]", "", fold(text))
