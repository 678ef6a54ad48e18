"""Migrations: complete, repeatable, safe when two processes start at once."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import bot
from bot.consultations import migrations
from bot.consultations.database.engine import open_engine
from bot.consultations.database.tables import metadata
from bot.consultations.database.upgrading import alembic_config
from bot.consultations.migrations import VERSION_TABLE, migrate
from bot.consultations.store import SqlConsultationStore


def test_migrated_database_matches_the_tables(database_url: str) -> None:
    """The migrations lead to exactly the tables that the code works with."""
    engine = open_engine(database_url)
    migrate(engine)
    with engine.connect() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_migrating_twice_keeps_data_and_foreign_tables(database_url: str) -> None:
    """Other packages keep tables in the same database; they and our rows stay."""
    engine = open_engine(database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE chat_sessions (id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('other')")
    migrate(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO reference_counters VALUES (2026, 41)")
    migrate(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT last FROM reference_counters").scalar() == 41
        assert connection.exec_driver_sql("SELECT * FROM alembic_version").scalar() == "other"
        assert "chat_sessions" in sa.inspect(connection).get_table_names()
    engine.dispose()


OLD_CONTENT = {
    "topic": "Größe",
    "description": "d",
    "organisation": "o",
    "name": "n",
    "email": "a@example.org",
    "phone": None,
    "consent": True,
    "transcript": [{"speaker": "person", "text": "Hallo"}],
}


def test_requests_of_the_first_version_survive_the_upgrade(database_url: str) -> None:
    """Everything that was stored before is there afterwards, with nothing lost by cascade."""
    engine = open_engine(database_url)
    _migrate_to(engine, "0001")
    with engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO consultation_requests (uuid, reference, idempotency_key, state,"
                " received_at, answer_by, channel, urgent, content) VALUES"
                " (:uuid, 'IJ-2026-0001', 'k', 'answered', :at, '2026-11-26', 'web_form',"
                " :urgent, :content)"
            ),
            {
                "uuid": str(UUID(int=7)),
                "at": "2026-11-23 09:00:00+00:00",
                "urgent": True,
                "content": json.dumps(OLD_CONTENT, ensure_ascii=False),
            },
        )
        connection.execute(
            sa.text(
                "INSERT INTO request_events (request_uuid, at, actor, what) VALUES"
                " (:uuid, '2026-11-24 10:00:00+00:00', 'desk', 'state:answered')"
            ),
            {"uuid": str(UUID(int=7))},
        )
    migrate(engine)
    request = SqlConsultationStore(engine).get("IJ-2026-0001")
    assert (request.topic, request.email, request.is_urgent) == ("Größe", "a@example.org", True)
    assert request.transcript[0].text == "Hallo"
    assert (request.format, request.wants_visit, request.reply_channel) == ("", False, None)
    assert request.settled_at == datetime(2026, 11, 24, 10, tzinfo=timezone.utc)
    assert [event.what for event in SqlConsultationStore(engine).events("IJ-2026-0001")] == [
        "state:answered"
    ]
    engine.dispose()


def _migrate_to(engine: sa.engine.Engine, revision: str) -> None:
    with engine.begin() as connection:
        config = alembic_config(Path(migrations.__file__).parent, VERSION_TABLE, connection)
        command.upgrade(config, revision)


def test_many_processes_start_at_once(database_url: str) -> None:
    """Everybody ends with a migrated database, nobody with an error."""
    # Alembic keeps its context in module variables, so real processes it is.
    script = (
        "import sys\n"
        "from bot.consultations.store import open_store\n"
        "sys.stdin.read()\n"
        "open_store(sys.argv[1])\n"
    )
    processes = [
        subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", script, database_url],
            cwd=Path(bot.__file__).parent.parent,
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(4)
    ]
    # Closing their input lets all of them go at the same moment.
    with ThreadPoolExecutor(len(processes)) as pool:
        errors = list(pool.map(lambda process: process.communicate()[1], processes))
    assert [(p.returncode, e) for p, e in zip(processes, errors, strict=True)] == [(0, b"")] * 4


def test_installed_in_a_folder_with_odd_characters(tmp_path: Path) -> None:
    """Spaces, percent signs and umlauts in the path do not matter."""
    root = tmp_path / "Ordner mit 100 % Ümlaut"
    shutil.copytree(Path(bot.__file__).parent, root / "bot")
    script = (
        "import sys\n"
        "from bot.consultations.store import open_store\n"
        "print(open_store(sys.argv[1]).of_conversation('nobody'))\n"
    )
    result = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script, f"sqlite:///{root / 'var neu' / 'ija.sqlite'}"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, "[]\n", "")
    assert (root / "var neu" / "ija.sqlite").stat().st_mode & 0o077 == 0
