"""Every distinct agency cell of the five real documents, and cells of plans elsewhere, against what was read by eye.

`agency_cells.tsv`: one distinct cell a line with its place, its column, the number of rows it stands in, the agencies
and the groups it names in their order. `agency_cells_elsewhere.tsv`: cells of kinds that other plans have."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.record import Record
from importers.grammar.agencies import read_agencies, split_cell
from importers.pipeline import import_file
from tests.seeds import needs_seeds, seed

_HERE = Path(__file__).parent
Named = tuple[tuple[str, ...], tuple[str, ...]]


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split(" | ")) if text else ()


def _gold(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _read(cell: str, place: str) -> Named:
    found = read_agencies(cell, place)
    return (
        tuple(m.name for m in found if m.kind == "agency"),
        tuple(m.name for m in found if m.kind == "group"),
    )


_SEEN = _gold("agency_cells.tsv")
_ELSEWHERE = _gold("agency_cells_elsewhere.tsv")


@pytest.mark.parametrize("rows", [_SEEN, _ELSEWHERE], ids=["the five documents", "elsewhere"])
def test_every_cell_names_exactly_these(rows: list[dict[str, str]]) -> None:
    wrong = [
        (row["place"], row["cell"], _read(row["cell"], row["place"]))
        for row in rows
        if _read(row["cell"], row["place"]) != (_names(row["agencies"]), _names(row["groups"]))
    ]
    assert wrong == []
    assert len(_SEEN) >= 380
    assert len(_ELSEWHERE) >= 200


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    record = Record.open(tmp_path_factory.mktemp("cells") / "cells.db")
    for prefix in ("000", "001", "002", "003", "004"):
        import_file(record, seed(prefix))
    yield record
    record.close()


_ROLES = {("Task", "LEADS"): "lead", ("Indicator", "TRACKS"): "tracking", ("Task", "COORDINATES"): "coordinating",
          ("Indicator", "COORDINATES"): "coordinating", ("Task", "COUNTERPART_FOR"): "counterpart"}  # fmt: skip
_CELLS = {"lead": "lead_text", "tracking": "lead_text", "coordinating": "coordinator_text"}


def _linked(record: Record) -> Counter[tuple[str, str, str, str]]:
    """(place, role, cell, name) of every link, with the number of rows that have it."""
    place_of = {row.id: row.jurisdiction for row in record.frame("Document").itertuples()}
    name_of = {row.id: row.name for label in ("Agency", "AgencyGroup") for row in record.frame(label).itertuples()}
    out: Counter[tuple[str, str, str, str]] = Counter()
    for (label, kind), role in _ROLES.items():
        nodes = {row["id"]: row for row in record.frame(label).to_dict("records")}
        cells: dict[str, list[str]] = defaultdict(list)
        links = record.frame(kind).sort_values("rank")
        links = links[links["target"].isin(nodes.keys())]
        for link in links.itertuples():
            cells[link.target].append(link.text)
        for link in links.itertuples():
            node = nodes[link.target]
            cell = node[_CELLS[role]] if role in _CELLS else "; ".join(cells[link.target])
            out[place_of[node["document"]], role, cell, name_of[link.source]] += 1
    return out


@needs_seeds
def test_precision_and_recall_over_all_links_of_the_five_documents(record: Record) -> None:
    gold: Counter[tuple[str, str, str, str]] = Counter()
    for row in _SEEN:
        for name in (*_names(row["agencies"]), *_names(row["groups"])):
            gold[row["place"], row["role"], row["cell"], name] += int(row["rows"])
    linked = _linked(record)
    right = (gold & linked).total()
    assert right / linked.total() >= 0.99, (linked - gold).most_common(5)
    assert right / gold.total() >= 0.99, (gold - linked).most_common(5)
    assert linked.total() > 2000


@pytest.mark.parametrize("commune", ["xã Tân Lập", "phường Chiềng Lề, tỉnh Sơn La"])
def test_what_is_known_from_one_commune_is_right_for_the_next(commune: str) -> None:
    """Cells are understood once for all communes; each still has its own agencies, as if it were the only one."""
    read_agencies("Sở Tài chính; UBND xã; các đơn vị liên quan", "xã Đầu Tiên")
    for row in (*_gold("agency_cells.tsv"), *_gold("agency_cells_elsewhere.tsv")):
        alone = {mention.id: mention for mention in reversed(list(split_cell(row["cell"], commune)))}
        found = {mention.id: mention for mention in read_agencies(row["cell"], commune)}
        assert {id_: (m.name, m.text, m.jurisdiction, m.doubt, m.parent) for id_, m in found.items()} == {
            id_: (m.name, m.text, m.jurisdiction, m.doubt, m.parent) for id_, m in alone.items()
        }
