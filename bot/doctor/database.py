"""The databases: do they answer, do they have the tables of this release, do they take writes."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine, make_url

from bot.clock import utc_now
from bot.consultations.database.engine import is_shared, open_engine, read_transaction
from bot.consultations.errors import StoreUnavailableError
from bot.conversations.store import ConversationStore
from bot.doctor.finding import Finding, fine, hint, problem
from bot.ops.schemas import EMPTY, all_schemas, current_versions
from bot.settings import Settings

AREA = "database"


def check_database(settings: Settings) -> Iterator[Finding]:
    """Look at the database of requests and chats, then at the one of Rasa."""
    name = place_of(settings.database_url)
    if not exists(settings.database_url):
        # Opening it would make it, and it would belong to whoever asks the doctor.
        yield hint(AREA, "database_empty", name=name)
        return
    try:
        engine = open_engine(settings.database_url)
    except OSError:
        # A file that is somebody else's, or a disk that takes nothing any more.
        yield problem(AREA, "database_closed", name=name)
        return
    try:
        yield from _tables(engine, name)
    except StoreUnavailableError:
        yield problem(AREA, "database_down", name=name)
    except sa.exc.DatabaseError:
        yield problem(AREA, "database_broken", name=name)
    finally:
        engine.dispose()
    yield from _tracker(settings)


def exists(database_url: str) -> bool:
    """Tell whether there is a file; of a server only opening it can tell."""
    return is_shared(database_url) or Path(place_of(database_url)).is_file()


def place_of(database_url: str) -> str:
    """Return where a database is, without name and password of its user."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return f"{url.host or 'localhost'}/{url.database}"


def _tables(engine: Engine, name: str) -> Iterator[Finding]:
    schemas = all_schemas()
    versions = current_versions(engine, schemas)
    if set(versions.values()) == {EMPTY}:
        yield hint(AREA, "database_empty", name=name)
        return
    # Each service makes its own tables at its first start; one that is never used (Telegram
    # without a token) has none.
    outdated = [
        schema.name for schema in schemas if versions[schema.name] not in (EMPTY, schema.head)
    ]
    if outdated:
        yield problem(AREA, "tables_differ", name=name, packages=", ".join(outdated))
        return
    if engine.dialect.name == "sqlite":
        with read_transaction(engine) as connection:
            if connection.exec_driver_sql("PRAGMA quick_check").scalar() != "ok":
                yield problem(AREA, "database_broken", name=name)
                return
    ConversationStore(engine, secrets.token_urlsafe).probe(utc_now())
    yield fine(AREA, "database_ok", name=name)


def _tracker(settings: Settings) -> Iterator[Finding]:
    url = settings.scale.tracker_url
    name = place_of(url)
    if is_shared(url):
        engine = open_engine(url)
        try:
            with read_transaction(engine) as connection:
                connection.exec_driver_sql("SELECT 1")
        except StoreUnavailableError:
            yield problem(AREA, "database_down", name=name)
        else:
            yield fine(AREA, "tracker_ok", name=name)
        finally:
            engine.dispose()
        return
    path = Path(name)
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)) as connection:
            sound = connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
    except sqlite3.Error:
        sound = False
    yield (
        fine(AREA, "tracker_ok", name=name) if sound else problem(AREA, "tracker_broken", name=name)
    )
