"""From a task up to the resolution it rests on, link by link, each with the words and the place it was read from."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from graph.elements import Edge, Value
from graph.record import Record
from graph.reference import reference, resolve_labelled, row_reference

if TYPE_CHECKING:
    import pandas as pd

UPWARD = ("IMPLEMENTS", "GUIDES", "AMENDS", "PROMULGATES")
"""Document relationships that lead from what rests to what it rests on."""
COLUMNS = (
    "step", "from", "type", "to", "from_reference", "to_reference", "text", "source_file", "source_line",
    "source_page", "source_table", "source_row", "note",
)  # fmt: skip
_ROWS = ("Task", "Indicator", "Section")
_CONTAINER = (
    "SELECT source, document, source_line, source_page, source_table, source_row FROM CONTAINS WHERE target = ? "
    "ORDER BY source, contributor LIMIT 1"
)
_CITING = 'SELECT DISTINCT k.target FROM "CONTAINS" k JOIN "CITES" c ON c.source = k.target WHERE k.source = ?'


class Link(NamedTuple):
    """One link on the way up. `to` is None where the text does not say; `note` then says what is missing."""

    step: int
    from_id: str
    type: str | None
    to_id: str | None
    text: str | None
    document: str | None
    source_line: int | None
    source_page: int | None = None
    source_table: int | None = None
    source_row: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _Above:
    """What all rows share that stand right under one section or document: their `document` with its `reference`, the
    `words` of the headings over them, and the links upward from there, `answered`; `note` says why there may be none.
    `citing` are those of them that cite documents themselves."""

    document: str
    reference: str
    words: str | None
    note: str | None
    answered: list[dict[str, object]]
    citing: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Known:
    """What traces share while the record stays as it is: the file of each document, and what stands over the rows of
    a section or document, found when first asked for."""

    files: dict[str, str]
    above: dict[str, _Above]


def trace(record: Record, ref: str, *, plan: str | None = None, as_of: str | None = None) -> pd.DataFrame:
    """`links_upward` as a DataFrame, a row a link."""
    import numpy as np
    import pandas as pd

    rows = [tuple(link.values()) for link in links_upward(record, ref, plan=plan, as_of=as_of)]
    values = np.array(rows, dtype=object)  # one block of objects, ten times as fast as a column each
    return pd.DataFrame(values.reshape(-1, len(COLUMNS)), columns=_header(), dtype=object)


@cache
def _header() -> pd.Index[str]:
    import pandas as pd

    return pd.Index(COLUMNS)


def links_upward(
    record: Record, ref: str, *, plan: str | None = None, as_of: str | None = None
) -> list[dict[str, object]]:
    """The links upward from a task, indicator, section or document, nearest first, as rows with COLUMNS.

    A row goes to its document; from there the heading that says whose tasks these are decides, and only where no
    heading says so, the document's own words. With `as_of` (ISO date) the links begin, as step 0, with who holds the
    task on that day, the way it went there in `note`. Of `plan`, `ref` is the row alone. Raises ReferenceNotFoundError.
    """
    known = _known(record)
    with record.reading():
        id_, label = resolve_labelled(record, ref, plan)
        if label not in _ROWS:
            return [_answer(record, link, known) for link in _climb(record, [id_], 1)]
        links = _from_row(record, id_, label, known)
        if as_of and label == "Task":
            return [_answer(record, link, known) for link in _holding(record, id_, as_of)] + links
        return links


def _from_row(record: Record, id_: str, label: str, known: _Known) -> list[dict[str, object]]:
    container = record.connection.execute(_CONTAINER, (id_,)).fetchone()
    if container is None:
        return [_answer(record, Link(1, id_, None, None, None, None, None, note="no document contains it"), known)]
    source, *evidence = container
    place = id_ if label == "Section" else source  # a section's own heading says whose its tasks are
    above = known.above.get(place)
    if above is None:
        above = known.above[place] = _above(record, place, known)
    number = row_reference(record, label, id_)[1] if label != "Section" else None
    name = f"{above.reference} {number}" if number else id_
    contained = Link(1, id_, "CONTAINS", above.document, above.words, *evidence)
    links = [_row(contained, name, above.reference, known)]
    if above.note:
        links.append(_row(Link(2, id_, None, None, None, None, None, note=above.note), name, None, known))
    links += map(dict, above.answered)
    for edge in _upward(record, id_, ("CITES",)) if label == "Section" or id_ in above.citing else ():
        cited = _link(2, id_, "CITES", edge.target, _text(edge), edge.properties)
        links.append(_row(cited, name, reference(record, edge.target), known))
    return links


def _known(record: Record) -> _Known:
    kept = record.kept
    if "trace" not in kept:
        files = dict(record.connection.execute("SELECT document, source_file FROM imported").fetchall())
        kept["trace"] = _Known(files, {})
    known: _Known = kept["trace"]
    return known


def _above(record: Record, container: str, known: _Known) -> _Above:
    chain = [container, *(edge.source for edge in _containers(record, container))]
    document = chain[-1]
    headings = [id_ for id_ in chain if record.label(id_) == "Section"]
    words = " > ".join(title for s in reversed(headings) if (title := _title(record, s)))
    stated = next((found for s in headings if (found := _upward(record, s, ("IMPLEMENTS",)))), [])
    note = None
    if stated:
        links = [_link(2, document, "IMPLEMENTS", e.target, _text(e), e.properties) for e in stated]
        links += _climb(record, [e.target for e in stated], 3)
    else:
        links = _climb(record, [document], 2)
        lost = next((s for s in headings if _title(record, s) is None and _number(record, s) is not None), None)
        if lost:
            note = f"the title of section {_number(record, lost)} is lost, so it does not say whose tasks these are"
    answered = [_answer(record, link, known) for link in links]
    citing = record.connection.execute(_CITING, (container,)).fetchall()
    return _Above(
        document, reference(record, document), words or None, note, answered, frozenset(id_ for (id_,) in citing)
    )


def _holding(record: Record, task: str, as_of: str) -> list[Link]:
    from queries.holders import holding

    found = []
    for edge in record.links(task, outgoing=False, types=("LEADS", "COUNTERPART_FOR")):
        held = holding(record, edge.source, as_of)
        link = _link(0, held.agency, edge.type, task, _text(edge), edge.properties)
        steps = f": {'; '.join(held.steps)}" if held.steps else ""
        found.append(link._replace(note=f"{held.way} on {as_of}{steps}"))
    return found


def _containers(record: Record, id_: str) -> list[Edge]:
    """The CONTAINS links above a node, nearest first, the document's last."""
    found: list[Edge] = []
    current = id_
    while edges := record.links(current, outgoing=False, types=("CONTAINS",)):
        found.append(edges[0])
        current = edges[0].source
    return found


def _climb(record: Record, start: list[str], step: int) -> list[Link]:
    """All links upward from some documents, breadth first, each document once."""
    links: list[Link] = []
    seen = set(start)
    queue = deque((id_, step) for id_ in dict.fromkeys(start))
    while queue:
        id_, depth = queue.popleft()
        edges = _upward(record, id_, UPWARD)
        if not edges and depth == step and _imported(record, id_):
            links.append(Link(depth, id_, None, None, None, None, None, note="the text does not say what it rests on"))
        for edge in edges:
            links.append(_link(depth, id_, edge.type, edge.target, _text(edge), edge.properties))
            if edge.target not in seen:
                seen.add(edge.target)
                queue.append((edge.target, depth + 1))
    return links


def _upward(record: Record, id_: str, types: tuple[str, ...]) -> list[Edge]:
    return record.links(id_, outgoing=True, types=types)


def _imported(record: Record, id_: str) -> bool:
    return record.connection.execute("SELECT 1 FROM imported WHERE document = ?", (id_,)).fetchone() is not None


def _title(record: Record, section: str) -> str | None:
    row = record.connection.execute('SELECT title FROM "Section" WHERE id = ?', (section,)).fetchone()
    return row[0] if row else None


def _number(record: Record, section: str) -> str | None:
    row = record.connection.execute('SELECT number FROM "Section" WHERE id = ?', (section,)).fetchone()
    return row[0] if row else None


def _text(edge: Edge) -> str | None:
    text = edge.properties.get("text")
    return str(text) if text is not None else None


def _link(
    step: int, from_id: str, type_: str, to_id: str, text: str | None, evidence: dict[str, Value]
) -> Link:
    place = {name: evidence.get(name) for name in ("source_line", "source_page", "source_table", "source_row")}
    return Link(step, from_id, type_, to_id, text, evidence.get("document"), **place)  # type: ignore[arg-type]


def _answer(record: Record, link: Link, known: _Known) -> dict[str, object]:
    to = reference(record, link.to_id) if link.to_id else None
    return _row(link, reference(record, link.from_id), to, known)


def _row(link: Link, from_reference: str, to_reference: str | None, known: _Known) -> dict[str, object]:
    return {
        "step": link.step,
        "from": link.from_id,
        "type": link.type,
        "to": link.to_id,
        "from_reference": from_reference,
        "to_reference": to_reference,
        "text": link.text,
        "source_file": known.files.get(link.document) if link.document else None,
        "source_line": link.source_line,
        "source_page": link.source_page,
        "source_table": link.source_table,
        "source_row": link.source_row,
        "note": link.note,
    }
