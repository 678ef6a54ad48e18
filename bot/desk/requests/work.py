"""What the staff decides about a request besides its state: who does it, when, with what else."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.consultations.database.rows import found, locked, log_event
from bot.consultations.database.tables import consultation_requests
from bot.desk.tables import accounts, tags, work

MAX_TAGS = 10
MAX_TAG_CHARACTERS = 40


@dataclass(frozen=True)
class Work:
    """The staff's side of a request; ``assignee`` is a username, tags are in order."""

    assignee: str | None = None
    follow_up_on: date | None = None
    merged_into: str | None = None
    tags: tuple[str, ...] = ()


class WorkStore:
    """Work in SQL; every change stands in the audit trail of its request.

    Every method raises ``UnknownReferenceError`` and ``StoreUnavailableError``.
    """

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        """Use a migrated database and aware times."""
        self._engine = engine
        self._clock = clock

    def of(self, reference: str) -> Work:
        """Return what is decided about a request."""
        target = consultation_requests.alias()
        query = (
            sa.select(accounts.c.username, work.c.follow_up_on, target.c.reference)
            .select_from(work)
            .outerjoin(accounts, accounts.c.id == work.c.assignee_id)
            .outerjoin(target, target.c.uuid == work.c.merged_into)
        )
        with read_transaction(self._engine) as connection:
            uuid = found(connection, reference).uuid
            row = connection.execute(query.where(work.c.request_uuid == uuid)).one_or_none()
            names = _tags(connection, uuid)
        return (
            Work(None, None, None, names)
            if row is None
            else Work(row.username, row.follow_up_on, row.reference, names)
        )

    def assign(self, reference: str, username: str | None, actor: str) -> None:
        """Give the request to somebody, or to nobody.

        Raises:
            LookupError: nobody who may sign in has this name.
        """
        with write_transaction(self._engine) as connection:
            self._assign(connection, locked(connection, reference).uuid, username, actor)

    def decide(self, reference: str, decided: Work, *, is_urgent: bool, actor: str) -> None:
        """Store all that is decided about a request but a merge, together or not at all.

        Tags are cleaned (:func:`clean_tags`) and take the place of the old ones.

        Raises:
            LookupError: nobody who may sign in has the name of the assignee; nothing has changed.
        """
        with write_transaction(self._engine) as connection:
            row = locked(connection, reference)
            self._assign(connection, row.uuid, decided.assignee, actor)
            self._set_follow_up(connection, row.uuid, decided.follow_up_on, actor)
            self._set_tags(connection, row.uuid, decided.tags, actor)
            if bool(row.urgent) is not is_urgent:
                is_this = consultation_requests.c.uuid == row.uuid
                change = sa.update(consultation_requests).where(is_this)
                connection.execute(change.values(urgent=is_urgent))
                what = "urgent" if is_urgent else "not_urgent"
                log_event(connection, row.uuid, at=self._clock(), actor=actor, what=what)

    def _assign(self, connection: Connection, uuid: str, username: str | None, actor: str) -> None:
        if username is not None and username == _assignee(connection, uuid):
            # Who has left keeps what was theirs until somebody takes it over.
            return
        account_id = None if username is None else _account_id(connection, username)
        what = "unassigned" if username is None else f"assigned:{username}"
        if put(connection, uuid, assignee_id=account_id):
            log_event(connection, uuid, at=self._clock(), actor=actor, what=what)

    def _set_follow_up(
        self, connection: Connection, uuid: str, day: date | None, actor: str
    ) -> None:
        what = "follow_up:none" if day is None else f"follow_up:{day.isoformat()}"
        if put(connection, uuid, follow_up_on=day):
            log_event(connection, uuid, at=self._clock(), actor=actor, what=what)

    def _set_tags(
        self, connection: Connection, uuid: str, names: Iterable[str], actor: str
    ) -> None:
        wanted = clean_tags(names)
        if wanted == _tags(connection, uuid):
            return
        connection.execute(sa.delete(tags).where(tags.c.request_uuid == uuid))
        for name in wanted:
            connection.execute(sa.insert(tags).values(request_uuid=uuid, tag=name))
        log_event(connection, uuid, at=self._clock(), actor=actor, what="tags")

    def merged(self, reference: str) -> list[str]:
        """Return the references of the requests that are merged into this one, oldest first."""
        target = consultation_requests.alias()
        query = (
            sa.select(consultation_requests.c.reference)
            .join(work, work.c.request_uuid == consultation_requests.c.uuid)
            .join(target, target.c.uuid == work.c.merged_into)
            .where(target.c.reference == reference)
            .order_by(consultation_requests.c.received_at, consultation_requests.c.reference)
        )
        with read_transaction(self._engine) as connection:
            found(connection, reference)
            return list(connection.execute(query).scalars())

    def known_tags(self) -> list[str]:
        """Return all tags in use, most used first."""
        query = sa.select(tags.c.tag).group_by(tags.c.tag).order_by(sa.func.count().desc())
        with read_transaction(self._engine) as connection:
            return list(connection.execute(query.order_by(tags.c.tag)).scalars())


def clean_tags(names: Iterable[str]) -> tuple[str, ...]:
    """Return tags in order: lower case, short, one spelling of each, no more than ``MAX_TAGS``."""
    cleaned = (_clean_tag(name) for name in names)
    return tuple(sorted({name for name in cleaned if name})[:MAX_TAGS])


def _clean_tag(name: str) -> str:
    printable = "".join(char if char.isprintable() else " " for char in name)
    spaced = " ".join(unicodedata.normalize("NFC", printable).casefold().split())
    return spaced[:MAX_TAG_CHARACTERS].strip()


def _tags(connection: Connection, uuid: str) -> tuple[str, ...]:
    query = sa.select(tags.c.tag).where(tags.c.request_uuid == uuid)
    # Sorted here: the databases disagree about the order of letters.
    return tuple(sorted(connection.execute(query).scalars()))


def _assignee(connection: Connection, uuid: str) -> str | None:
    query = sa.select(accounts.c.username).join(work, work.c.assignee_id == accounts.c.id)
    name = connection.execute(query.where(work.c.request_uuid == uuid)).scalar_one_or_none()
    return None if name is None else str(name)


def _account_id(connection: Connection, username: str) -> int:
    query = sa.select(accounts.c.id).where(
        accounts.c.username == username, accounts.c.is_disabled.is_(False)
    )
    account_id = connection.execute(query).scalar_one_or_none()
    if account_id is None:
        raise LookupError(username)
    return int(account_id)


def put(connection: Connection, uuid: str, **values: object) -> bool:
    """Write what is decided about a locked request and tell whether that changed anything."""
    row = connection.execute(sa.select(work).where(work.c.request_uuid == uuid)).one_or_none()
    before = {name: None if row is None else getattr(row, name) for name in values}
    if before == values:
        return False
    if row is None:
        connection.execute(sa.insert(work).values(request_uuid=uuid, **values))
    else:
        connection.execute(sa.update(work).where(work.c.request_uuid == uuid).values(**values))
    return True
