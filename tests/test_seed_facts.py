"""The hardest rows of the five real documents, as read by eye: `seed_facts.tsv` says what each must come to.

A line names a document, a row by the line it begins on (or a node by its id), and one fact about it: a property by its
name, or one of the kinds below."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.elements import Edge, Node
from graph.record import Record
from graph.text import clean
from importers.pipeline import import_file
from tests.seeds import needs_seeds, seed

pytestmark = needs_seeds

NO_FACT = "-"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    record = Record.open(tmp_path_factory.mktemp("seeds") / "seeds.db")
    for prefix in ("000", "001", "002", "003", "004"):
        import_file(record, seed(prefix))
    yield record
    record.close()


def _rows() -> list[list[str]]:
    with Path(__file__).with_name("seed_facts.tsv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file, delimiter="\t") if row and not row[0].startswith("#")]


def _find(record: Record, prefix: str, place: str) -> Node:
    """The row that begins on a line, the document itself for line 0, or the node with an id."""
    document = record.connection.execute(
        "SELECT document FROM imported WHERE source_file = ?", (seed(prefix).name,)
    ).fetchone()[0]
    found = [document] if place == "0" else [place]
    if place.isdecimal() and place != "0":
        found = [
            id_
            for label in ("Task", "Indicator", "Section")
            for (id_,) in record.connection.execute(
                f'SELECT id FROM "{label}" WHERE document = ? AND source_line = ?', (document, int(place))
            )
        ]
    assert len(found) == 1, f"{len(found)} rows begin on line {place} of {prefix}"
    node = record.node(found[0])
    assert node is not None, f"{found[0]} is not there"
    return node


def _ends(record: Record, node: Node, type_: str, *, outgoing: bool = True) -> list[Node]:
    def rank(edge: Edge) -> tuple[int, str]:
        return int(edge.properties.get("rank") or 0), edge.target if outgoing else edge.source

    edges = sorted(record.links(node.id, outgoing=outgoing, types=(type_,)), key=rank)
    return [end for edge in edges if (end := record.node(edge.target if outgoing else edge.source))]


def _agencies(type_: str) -> Callable[[Record, Node], list[str]]:
    def names(record: Record, node: Node) -> list[str]:
        """Names in order, groups in brackets."""
        found = _ends(record, node, type_, outgoing=False)
        return [f"[{one.properties['name']}]" if one.label == "AgencyGroup" else str(one.properties["name"])
                for one in found]  # fmt: skip

    return names


def _documents(type_: str) -> Callable[[Record, Node], list[str]]:
    def names(record: Record, node: Node) -> list[str]:
        found = _ends(record, node, type_)
        return sorted(str(one.properties["number"] or one.properties["title"]) for one in found)

    return names


def _milestones(record: Record, node: Node) -> list[str]:
    found = []
    for one in _ends(record, node, "DUE"):
        kind, start, end, part = (one.properties[key] for key in ("kind", "start", "end", "part"))
        found.append(" ".join(f"{part or ''} {kind} {_span(str(start), str(end)) if start else ''}".split()))
    return found


def _span(start: str, end: str) -> str:
    """Days as months or years where they are whole ones: '2025', '2025..2027', '2025-11', '2026-05-31'."""
    if start == end:
        return start
    cut = 4 if start.endswith("-01-01") and end.endswith("-12-31") else 7
    return start[:cut] if start[:cut] == end[:cut] else f"{start[:cut]}..{end[:cut]}"


def _measures(type_: str) -> Callable[[Record, Node], list[str]]:
    def values(record: Record, node: Node) -> list[str]:
        """Period, operator and figure, and whether a result meets its target."""
        found = []
        for one in sorted(_ends(record, node, type_), key=lambda end: str(end.properties["period"])):
            period, operator, value, high, met = (
                one.properties.get(key) for key in ("period", "operator", "value", "value_high", "met")
            )
            figure = [f"{number:g}" for number in (value, high) if isinstance(number, int | float)]
            met_words = {None: "", True: "met", False: "unmet"}[met if isinstance(met, bool) else None]
            found.append(" ".join(f"{period} {operator or ''} {'..'.join(figure)} {met_words}".split()))
        return found

    return values


def _flags(record: Record, node: Node) -> list[str]:
    rows = record.connection.execute("SELECT DISTINCT code FROM flag WHERE node = ? ORDER BY code", (node.id,))
    return [code for (code,) in rows]


def _successions(record: Record, node: Node) -> list[str]:
    edges = record.links(node.id, outgoing=True, types=("SUCCEEDED_BY",))
    return sorted(f"{edge.target} {edge.properties['on'] or ''}".strip() for edge in edges)


KINDS: dict[str, Callable[[Record, Node], list[str]]] = {
    "milestones": _milestones,
    "targets": _measures("HAS_TARGET"),
    "results": _measures("HAS_RESULT"),
    "leads": _agencies("LEADS"),
    "coordinates": _agencies("COORDINATES"),
    "counterparts": _agencies("COUNTERPART_FOR"),
    "tracks": _agencies("TRACKS"),
    "members": _agencies("MEMBER_OF"),
    "flags": _flags,
    "successions": _successions,
    "part_of": lambda record, node: [str(end.properties.get("number") or end.properties.get("name"))
                                     for end in _ends(record, node, "PART_OF")],
    **{name.lower(): _documents(name) for name in ("CITES", "IMPLEMENTS", "AMENDS", "REPLACES", "PROMULGATES",
                                                   "GUIDES")},
}  # fmt: skip


def _fact(record: Record, node: Node, kind: str) -> str:
    if kind in KINDS:
        return "; ".join(KINDS[kind](record, node)) or NO_FACT
    value = node.properties[kind]
    return NO_FACT if value is None else str(value)


@pytest.mark.parametrize("row", _rows(), ids=lambda row: " ".join(row[:3]))
def test_a_hard_row_is_read_as_by_eye(record: Record, row: list[str]) -> None:
    prefix, place, kind, expected = row
    assert _fact(record, _find(record, prefix, place), kind) == expected


def test_every_flag_speaks_of_a_node_that_is_there(record: Record) -> None:
    nodes = {node for (node,) in record.connection.execute("SELECT DISTINCT node FROM flag WHERE node IS NOT NULL")}
    assert not {node for node in nodes if record.label(node) is None}


CELLS = ("name", "title", "lead_text", "coordinator_text", "counterpart_text", "deliverable", "deadline_text", "scope",
         "note", "unit", "baseline")  # fmt: skip
REPAIRED = {"words_rejoined", "row_continued", "markup_dropped", "letters_doubled", "letters_lost", "second_line"}


@pytest.mark.parametrize("prefix", ["000", "001", "002", "003", "004"])
def test_a_cell_that_is_not_as_printed_is_flagged(record: Record, prefix: str) -> None:
    lines = seed(prefix).read_text(encoding="utf-8").split("\n")
    document = _find(record, prefix, "0").id
    rows = [node for label in ("Section", "Task", "Indicator") for node in record.nodes(label)
            if node.properties["document"] == document]  # fmt: skip
    rows.sort(key=_line)
    ends = [_line(row) for row in rows[1:]] + [len(lines) + 1]
    silent = []
    for row, end in zip(rows, ends, strict=True):
        before = 9 if row.label == "Section" else 1  # a table's title stands above its headings
        printed = clean(" ".join(lines[max(0, _line(row) - before) : max(end - 1, _line(row))]))
        figures = [
            one.properties["text"] for kind in ("HAS_TARGET", "HAS_RESULT", "DUE") for one in _ends(record, row, kind)
        ]
        cells = [text for text in [*(row.properties.get(cell) for cell in CELLS), *figures] if isinstance(text, str)]
        if not all(clean(cell) in printed for cell in cells) and not REPAIRED & set(_flags(record, row)):
            silent.append(row.id)
    assert not silent


def _line(row: Node) -> int:
    line = row.properties["source_line"]
    assert isinstance(line, int)
    return line
