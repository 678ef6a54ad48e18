"""Databases and drafts for the tests of consultation requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.consultations.access import Grant, PersonAccess, Promises
from bot.consultations.erasure import Erasures
from bot.consultations.keys.request_key import RequestKey
from bot.consultations.mails.attachment_folder import AttachmentFolder
from bot.consultations.models import ConsultationDraft, ConsultationRequest
from bot.consultations.service import ConsultationService
from bot.consultations.store import SqlConsultationStore, open_store
from bot.consultations.threads.thread import Threads
from tests.unit.complete_draft import complete_draft
from tests.unit.turnable_clock import TurnableClock

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)


@pytest.fixture
def draft() -> Callable[..., ConsultationDraft]:
    """Return a maker of drafts: complete ones, unless a field is given."""
    return partial(complete_draft, description="Wir planen einen Austausch.\nWer hilft uns?")


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


@pytest.fixture
def clock() -> TurnableClock:
    """Return a clock that stands still until it is turned."""
    return TurnableClock()


@dataclass(frozen=True)
class Person:
    """Somebody with a request, and everything that works on it."""

    store: SqlConsultationStore
    service: ConsultationService
    access: PersonAccess
    erasures: Erasures
    threads: Threads
    folder: AttachmentFolder
    request: ConsultationRequest
    elsewhere: list[str]

    @property
    def reference(self) -> str:
        return self.request.reference

    @property
    def grant(self) -> Grant:
        return Grant(self.reference)

    @property
    def pin(self) -> str:
        return self.service.pin_of(self.reference)


def _access(
    store: SqlConsultationStore, clock: TurnableClock, folder: AttachmentFolder, secret: bytes
) -> tuple[PersonAccess, Erasures, list[str]]:
    key, elsewhere = RequestKey(secret), []
    erasures = Erasures(store.engine, key, folder, clock, elsewhere.append)
    return PersonAccess(store.engine, clock, key, erasures, folder, Promises()), erasures, elsewhere


@pytest.fixture
def person(
    store: SqlConsultationStore,
    clock: TurnableClock,
    draft: Callable[..., ConsultationDraft],
    tmp_path: Path,
) -> Person:
    """Return a person who has just sent a request."""
    folder = AttachmentFolder(tmp_path / "attachments")
    access, erasures, elsewhere = _access(store, clock, folder, b"s" * 32)
    service = ConsultationService(store, clock, key=RequestKey(b"s" * 32))
    return Person(
        store=store,
        service=service,
        access=access,
        erasures=erasures,
        threads=Threads(store.engine, clock),
        folder=folder,
        request=service.submit(draft(), "person-key"),
        elsewhere=elsewhere,
    )


@pytest.fixture
def other_access(store: SqlConsultationStore, clock: TurnableClock, tmp_path: Path) -> PersonAccess:
    """Return an access that works on the same database with another secret."""
    return _access(store, clock, AttachmentFolder(tmp_path / "attachments"), b"t" * 32)[0]


@pytest.fixture
def other_erasures(store: SqlConsultationStore, clock: TurnableClock, tmp_path: Path) -> Erasures:
    """Return erasures of an installation with another secret."""
    return _access(store, clock, AttachmentFolder(tmp_path / "attachments"), b"t" * 32)[1]
