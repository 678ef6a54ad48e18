"""Databases and drafts for the tests of consultation requests."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from bot.consultations.models import Channel, ConsultationDraft
from bot.consultations.service import ConsultationService
from bot.consultations.store import SqlConsultationStore, open_store

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)
DRAFT = ConsultationDraft(
    topic="Visum für eine Gruppe",
    description="Wir planen einen Austausch.\nWer hilft uns?",
    organisation="Jugendring Musterstadt",
    name="",
    email="anfrage@example.org",
    phone=None,
    consent=True,
    channel=Channel.WEB_FORM,
)


@pytest.fixture
def draft() -> Callable[..., ConsultationDraft]:
    """Return a maker of drafts: complete ones, unless a field is given."""
    return lambda **fields: replace(DRAFT, **fields)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Return the URL of a PostgreSQL server on which databases can be created."""
    given = os.environ.get("IJA_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    if not binaries:
        if os.environ.get("CI") == "true":
            pytest.fail("CI must test PostgreSQL: set IJA_TEST_POSTGRES_URL or install the server")
        pytest.skip("no PostgreSQL server found")
    yield from _own_server(binaries[-1])


def _own_server(binaries: Path) -> Iterator[str]:
    # Not tmp_path: the path of a socket must be short.
    folder = Path(tempfile.mkdtemp(prefix="ija-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        # The server refuses to run as root.
        shutil.chown(folder, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]

    def run(program: str, *arguments: str) -> None:
        subprocess.run(  # noqa: S603
            [*as_user, str(binaries / program), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
        )

    data = str(folder / "data")
    options = f"-k {folder} -c listen_addresses='' -c max_connections=200"
    try:
        run("initdb", "-D", data, "-U", "ija", "-A", "trust", "-E", "UTF8", "--no-sync")
        run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://ija@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the URL of an empty database, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ija.sqlite'}"
        return
    server = make_url(request.getfixturevalue("postgres_server"))
    name = f"ija_{uuid4().hex}"
    admin = sa.create_engine(server, future=True, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield server.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()


@pytest.fixture
def store(database_url: str) -> Iterator[SqlConsultationStore]:
    """Return an empty store, once of each kind."""
    store = open_store(database_url)
    yield store
    store.engine.dispose()


@pytest.fixture
def service(store: SqlConsultationStore) -> ConsultationService:
    """Return a service for which it is always the morning of 23 November 2026."""
    return ConsultationService(store, lambda: NOW)


@pytest.fixture
def rows(store: SqlConsultationStore) -> Callable[[str], list[dict[str, Any]]]:
    """Return a reader of whole tables."""

    def read(table: str) -> list[dict[str, Any]]:
        with store.engine.connect() as connection:
            result = connection.execute(sa.text(f"SELECT * FROM {table}"))  # noqa: S608
            return [dict(row) for row in result.mappings()]

    return read
