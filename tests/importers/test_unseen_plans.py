"""Plans as other provinces, ministries, parties and communes print them: in no layout a row or a cell is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.rows import Row
from importers.pipeline import bundle_of, read_plan
from importers.reading import Reading
from tests.importers import unseen
from tests.importers.unseen import FORMS, NAMES, Plan, columns_of, load, rows_of, said, same_cells, write

MERGED = ("html", "xlsx", "docx", "pdf")
"""Forms that know which cells are merged."""
LINES_ALONE = {("ca-mau", "flat"), ("lai-chau", "flat")}
"""Without numbers and cells, a section's title cannot be told from the first line of the task below it."""
READ_CELLS = [(name, form) for name in NAMES for form in FORMS if (name, form) not in LINES_ALONE]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the plans are written."""
    return tmp_path_factory.mktemp("plans")


@pytest.fixture(scope="module")
def printed(folder: Path) -> None:
    """All plans as PDF."""
    unseen.print_all(folder)


def read(plan: Plan, form: str, folder: Path, request: pytest.FixtureRequest) -> Reading:
    if form == "pdf":
        request.getfixturevalue("printed")
    place = folder if form in ("docx", "pdf") else folder / form
    place.mkdir(exist_ok=True)
    return read_plan(write(plan, form, place))


def doubted(row: Row) -> bool:
    """Whether the account says of a row that cells are lost, or in doubt."""
    return any(flag.level in ("lost", "doubt") for flag in row.flags)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_every_row_comes_out(name: str, form: str, folder: Path, request: pytest.FixtureRequest) -> None:
    plan = load(name)
    tables = read(plan, form, folder, request).tables
    found = [(table.appendix, table.kind, columns_of(table), said(table)) for table in tables]
    assert found == [(table.appendix, table.kind, table.columns, table.rows) for table in plan.tables]


@pytest.mark.parametrize(("name", "form"), READ_CELLS)
def test_cells_have_the_words_of_the_print(name: str, form: str, folder: Path, request: pytest.FixtureRequest) -> None:
    plan = load(name)
    rows = [row for table in read(plan, form, folder, request).tables for row in rows_of(table)]
    for cells, row in zip(plan.cells(form in MERGED), rows, strict=True):
        assert same_cells(cells, row.cells) or (form == "flat" and doubted(row)), row


@pytest.mark.parametrize("name", NAMES)
def test_the_document_says_who_and_when(name: str, folder: Path, request: pytest.FixtureRequest) -> None:
    plan = load(name)
    for form in ("flat", "docx", "pdf"):
        bundle = bundle_of(read(plan, form, folder, request))
        document = next(node for node in bundle.nodes if node.id == bundle.document)
        assert {key: document.properties.get(key) or "" for key in plan.document} == plan.document
