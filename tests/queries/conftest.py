"""Records that several tests of this folder share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.record import Record
from importers.pipeline import import_file
from tests.seeds import SEEDS


@pytest.fixture(scope="session")
def seeds_record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A workspace with the real documents (for tests marked `needs_seeds`)."""
    record = Record.open(tmp_path_factory.mktemp("seeds") / "seeds.db")
    for path in sorted(SEEDS.glob("*.txt")):
        import_file(record, path)
    yield record
    record.close()
