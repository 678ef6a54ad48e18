"""The list of requests: filtered, searched, overdue ones first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.clock import OFFICE_ZONE
from bot.consultations.database.engine import read_transaction
from bot.consultations.database.rows import load_request, request_query, to_request
from bot.consultations.database.tables import (
    consultation_messages,
    consultation_requests,
    person_data,
)
from bot.consultations.models import ConsultationRequest
from bot.consultations.threads.thread_models import Author, MessageKind
from bot.desk.requests.filters import Filters, Order, View
from bot.desk.requests.list_conditions import OPEN_STATES, ORDERS, condition, joined
from bot.desk.requests.searching import matches, searchable, wanted_words
from bot.desk.tables import accounts, tags, work

MAX_EXPORTED = 10_000
NOBODY = "-"


@dataclass(frozen=True)
class ListedRequest:
    """One line of the list; ``has_news`` if the person wrote last."""

    request: ConsultationRequest
    is_overdue: bool
    assignee: str | None
    follow_up_on: date | None
    tags: tuple[str, ...]
    has_news: bool


@dataclass(frozen=True)
class Choices:
    """What the filters can be set to."""

    topics: tuple[str, ...]
    countries: tuple[str, ...]
    tags: tuple[str, ...]


class RequestList:
    """Reads requests and the staff's work on them.

    Every method raises ``StoreUnavailableError``.
    """

    def __init__(self, engine: Engine) -> None:
        """Use the engine of the consultation store, with the desk's own tables."""
        self._engine = engine

    def find(
        self, filters: Filters, username: str, today: date, *, search: str, limit: int, offset: int
    ) -> list[ListedRequest]:
        """Return a part of what the filters let through, for the eyes of ``username``."""
        query = _query(filters, username, today)
        words = wanted_words(search)
        with read_transaction(self._engine) as connection:
            if words:
                order = connection.execute(query).scalars().all()
                hits = _hits(connection, query, words)
                uuids = [uuid for uuid in order if uuid in hits][offset : offset + limit]
            else:
                uuids = list(connection.execute(query.limit(limit).offset(offset)).scalars())
            return _load(connection, uuids, today)

    def next_open(self, username: str, today: date, without: str) -> ConsultationRequest | None:
        """Return the most urgent open request that no colleague has, other than ``without``."""
        requests = consultation_requests
        query = (
            joined(sa.select(requests.c.uuid))
            .where(
                requests.c.erased_at.is_(None),
                condition(View.OPEN, username, today),
                work.c.assignee_id.is_(None) | (accounts.c.username == username),
                requests.c.reference != without,
            )
            .order_by(*ORDERS[Order.URGENCY](today), requests.c.uuid)
            .limit(1)
        )
        with read_transaction(self._engine) as connection:
            uuid = connection.execute(query).scalar_one_or_none()
            return None if uuid is None else load_request(connection, uuid)

    def counts(self, username: str, today: date) -> dict[View, int]:
        """Count the requests of each view."""
        columns = [
            sa.func.coalesce(
                sa.func.sum(sa.case((condition(view, username, today), 1), else_=0)), 0
            )
            for view in View
        ]
        query = joined(sa.select(*columns)).where(consultation_requests.c.erased_at.is_(None))
        with read_transaction(self._engine) as connection:
            row = connection.execute(query).one()
        return {view: int(number) for view, number in zip(View, row, strict=True)}

    def choices(self) -> Choices:
        """Return the topics, countries and tags that there are."""
        requests, country = consultation_requests, _country()
        topics = sa.select(requests.c.topic_id).where(
            requests.c.topic_id.is_not(None), requests.c.erased_at.is_(None)
        )
        countries = sa.select(country).where(
            person_data.c.message_id.is_(None), country.is_not(None), country != ""
        )
        with read_transaction(self._engine) as connection:
            found = [
                connection.execute(query.distinct()).scalars()
                for query in (topics, countries, sa.select(tags.c.tag))
            ]
            return Choices(*(tuple(sorted(values, key=str.casefold)) for values in found))


def is_overdue(request: ConsultationRequest, today: date) -> bool:
    """Say whether the promised day has passed and nobody has answered."""
    return request.state in OPEN_STATES and request.answer_by < today


def _query(filters: Filters, username: str, today: date) -> Any:
    requests = consultation_requests
    query = joined(sa.select(requests.c.uuid)).where(
        requests.c.erased_at.is_(None), condition(filters.view, username, today)
    )
    if filters.state is not None:
        query = query.where(requests.c.state == filters.state.value)
    if filters.is_urgent:
        query = query.where(requests.c.urgent.is_(True))
    if filters.assignee:
        is_wanted = accounts.c.username == filters.assignee
        query = query.where(
            work.c.assignee_id.is_(None) if filters.assignee == NOBODY else is_wanted
        )
    if filters.topic:
        query = query.where(requests.c.topic_id == filters.topic)
    if filters.country:
        having = sa.select(person_data.c.request_uuid).where(
            person_data.c.message_id.is_(None), _country() == filters.country
        )
        query = query.where(requests.c.uuid.in_(having))
    if filters.tag:
        having = sa.select(tags.c.request_uuid).where(tags.c.tag == filters.tag)
        query = query.where(requests.c.uuid.in_(having))
    if filters.received_from is not None:
        query = query.where(requests.c.received_at >= _midnight(filters.received_from))
    if filters.received_until is not None and filters.received_until < date.max:
        end = _midnight(filters.received_until + timedelta(days=1))
        query = query.where(requests.c.received_at < end)
    return query.order_by(*ORDERS[filters.order](today), requests.c.uuid)


def _country() -> Any:
    return person_data.c.content["partner_country"].as_string()


def _hits(connection: Connection, query: Any, words: Collection[str]) -> set[str]:
    """Return the requests of the query in which all the words occur."""
    wanted = query.order_by(None).subquery()
    contents = (
        sa.select(
            consultation_requests.c.uuid, consultation_requests.c.reference, person_data.c.content
        )
        .join(person_data, person_data.c.request_uuid == consultation_requests.c.uuid)
        .where(consultation_requests.c.uuid.in_(sa.select(wanted.c.uuid)))
    )
    found: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for uuid, reference, content in connection.execute(contents):
        found[uuid, reference].append(content)
    return {
        uuid
        for (uuid, reference), parts in found.items()
        if matches(words, searchable(reference, parts))
    }


def _load(connection: Connection, uuids: Sequence[str], today: date) -> list[ListedRequest]:
    requests = {
        row.uuid: to_request(row)
        for row in connection.execute(
            request_query().where(consultation_requests.c.uuid.in_(uuids))
        )
    }
    works = {
        row.uuid: row
        for row in connection.execute(
            joined(
                sa.select(consultation_requests.c.uuid, accounts.c.username, work.c.follow_up_on)
            ).where(consultation_requests.c.uuid.in_(uuids))
        )
    }
    names: defaultdict[str, list[str]] = defaultdict(list)
    for uuid, name in connection.execute(sa.select(tags).where(tags.c.request_uuid.in_(uuids))):
        names[uuid].append(name)
    news = _with_news(connection, uuids)
    return [
        ListedRequest(
            requests[uuid],
            is_overdue(requests[uuid], today),
            works[uuid].username,
            works[uuid].follow_up_on,
            tuple(sorted(names[uuid])),
            uuid in news,
        )
        for uuid in uuids
    ]


def _with_news(connection: Connection, uuids: Sequence[str]) -> set[str]:
    messages = consultation_messages
    last = (
        sa.select(sa.func.max(messages.c.id))
        .where(messages.c.request_uuid.in_(uuids), messages.c.kind == MessageKind.TEXT.value)
        .group_by(messages.c.request_uuid)
    )
    query = sa.select(messages.c.request_uuid).where(
        messages.c.id.in_(last), messages.c.author == Author.PERSON.value
    )
    return set(connection.execute(query).scalars())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, OFFICE_ZONE)
