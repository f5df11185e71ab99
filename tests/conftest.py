"""What tests of several rooms share: the Neo4j server, and property tests that a busy machine does not fail."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from tests.neo4j_server import Neo4j

settings.register_profile("remit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("remit")


@pytest.fixture(scope="session")
def neo4j(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4j]:
    """A real Neo4j, started once a session (tests that use it are one xdist group). Where it cannot start, the tests
    are skipped with the reason; with REMIT_REQUIRE_ALL they fail."""
    from tests.neo4j_server import CannotStartError, Neo4j

    server = Neo4j(tmp_path_factory.mktemp("neo4j") / "home")
    try:
        server.__enter__()
    except CannotStartError as error:
        if os.environ.get("REMIT_REQUIRE_ALL"):
            pytest.fail(str(error))
        pytest.skip(str(error))
    yield server
    server.__exit__(None, None, None)
