"""The database: its version, whether it can be read and written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.consultations.database.engine import open_engine
from bot.doctor.database import check_database
from bot.doctor.finding import State
from bot.ops.schemas import all_schemas, upgrade
from bot.settings import Settings
from tests.unit.doctor.rig import worst


def test_a_database_is_looked_at_but_never_made(settings: Settings) -> None:
    assert worst(check_database(settings)).state is State.HINT
    assert not settings.var_dir.exists()


def test_a_database_of_this_release_is_fine_and_others_are_not(
    settings: Settings, database_url: str
) -> None:
    settings = replace(settings, database_url=database_url)
    engine = open_engine(database_url)
    upgrade(engine, all_schemas())
    assert worst(check_database(settings)).state is State.OK
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE consultations_version SET version_num = '0001'")
    engine.dispose()
    finding = worst(check_database(settings))
    assert finding.state is State.PROBLEM
    assert "consultations" in finding.message


def test_services_that_were_never_started_need_no_tables(
    settings: Settings, database_url: str
) -> None:
    settings = replace(settings, database_url=database_url)
    engine = open_engine(database_url)
    upgrade(engine, [schema for schema in all_schemas() if schema.name != "channels.telegram"])
    assert worst(check_database(settings)).state is State.OK
    engine.dispose()


@pytest.mark.parametrize("content", [b"Unsinn" * 1000, b"SQLite format 3\0" + b"\xff" * 8000])
def test_a_broken_database_is_named(settings: Settings, content: bytes) -> None:
    settings.var_dir.mkdir()
    (settings.var_dir / "ija.sqlite").write_bytes(content)
    assert worst(check_database(settings)).state is State.PROBLEM


def test_a_database_that_takes_no_writes_is_named(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_engine(settings.database_url).dispose()

    def closed(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "touch", closed)
    (finding,) = check_database(settings)
    assert finding.state is State.PROBLEM
    assert "schreiben" in finding.message


def test_a_password_in_the_address_is_never_shown(settings: Settings) -> None:
    url = "postgresql://ija:KANARIE@127.0.0.1:1/ija"
    finding = worst(check_database(replace(settings, database_url=url)))
    assert finding.state is State.PROBLEM
    assert "KANARIE" not in finding.message + finding.advice
