"""Empty databases of both kinds, for all packages that keep something."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.faults.postgres import (
    FAST,
    empty_database,
    installed_binaries,
    running_postgres,
)


@pytest.fixture(scope="session")
def postgres_binaries() -> Path:
    """Return the folder of the PostgreSQL server."""
    binaries = installed_binaries()
    if binaries is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI must test PostgreSQL: set IJA_TEST_POSTGRES_URL or install the server")
        pytest.skip("no PostgreSQL server found")
    return binaries


@pytest.fixture(scope="session")
def postgres_server(request: pytest.FixtureRequest) -> Iterator[str]:
    """Return the URL of a PostgreSQL server on which databases can be created."""
    given = os.environ.get("IJA_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    with running_postgres(request.getfixturevalue("postgres_binaries"), FAST) as server:
        yield server.url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the URL of an empty database, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ija.sqlite'}"
        return
    with empty_database(request.getfixturevalue("postgres_server")) as url:
        yield url
