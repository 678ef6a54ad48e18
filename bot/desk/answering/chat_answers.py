"""Takes answers of the office into the chats: each at least once, whatever breaks in between.

An answer is stored in its thread first. A crash before it reached the chat leaves it without a
delivery, and the next round takes it there.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.consultations.database.rows import load_request, log_event
from bot.consultations.database.tables import consultation_messages, consultation_requests
from bot.consultations.models import ConsultationRequest
from bot.consultations.threads.message_store import load_message
from bot.consultations.threads.thread_models import Author, Via
from bot.desk.answering.chat_ways import ChatGoneError, ChatWay
from bot.desk.tables import accounts, deliveries

_logger = logging.getLogger(__name__)

TRIES_FOR = timedelta(days=7)


class DeliveryState(Enum):
    """What became of an answer into a chat."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    GONE = "gone"


class ChatAnswers:
    """Delivers answers; every method raises ``StoreUnavailableError``."""

    def __init__(
        self, engine: Engine, ways: Mapping[Via, ChatWay], clock: Callable[[], datetime]
    ) -> None:
        """Use a migrated database and aware times."""
        self._engine = engine
        self._ways = ways
        self._clock = clock

    def way_of(self, request: ConsultationRequest) -> ChatWay | None:
        """Return the way into the chat that a request came from, if it can still be used."""
        via = {"web_chat": Via.CHAT, "telegram": Via.TELEGRAM}.get(request.channel.value)
        way = None if via is None else self._ways.get(via)
        if way is None or request.conversation is None or not way.exists(request.conversation):
            return None
        return way

    def deliver_waiting(self) -> int:
        """Take every waiting answer into its chat and count them."""
        messages = consultation_messages
        query = (
            sa.select(messages.c.id, messages.c.request_uuid)
            .outerjoin(deliveries, deliveries.c.message_id == messages.c.id)
            .join(consultation_requests, consultation_requests.c.uuid == messages.c.request_uuid)
            .where(
                messages.c.author == Author.OFFICE.value,
                messages.c.via.in_([via.value for via in self._ways]),
                messages.c.created_at > self._clock() - TRIES_FOR,
                deliveries.c.message_id.is_(None),
                consultation_requests.c.erased_at.is_(None),
            )
            .order_by(messages.c.id)
        )
        with read_transaction(self._engine) as connection:
            waiting = connection.execute(query).all()
        for row in waiting:
            self._deliver(row)
        return len(waiting)

    def states(self, numbers: list[int]) -> dict[int, DeliveryState]:
        """Return what became of the messages with these numbers; unknown ones are waiting."""
        query = sa.select(deliveries.c.message_id, deliveries.c.state).where(
            deliveries.c.message_id.in_(numbers)
        )
        with read_transaction(self._engine) as connection:
            found = {row.message_id: DeliveryState(row.state) for row in connection.execute(query)}
        return {number: found.get(number, DeliveryState.WAITING) for number in numbers}

    def _deliver(self, row: Any) -> None:
        with read_transaction(self._engine) as connection:
            request = load_request(connection, row.request_uuid)
            message = load_message(connection, row.id)
            name = sa.select(accounts.c.display_name).where(accounts.c.username == message.actor)
            author = connection.execute(name).scalar_one_or_none() or ""
        state = DeliveryState.DELIVERED
        try:
            if request.conversation is None:
                raise ChatGoneError
            self._ways[message.via].say(
                request.conversation, message.text, author, f"{request.reference}|{row.id}"
            )
        except ChatGoneError:
            state = DeliveryState.GONE
            _logger.warning("the chat of %s is gone", request.reference)
        with write_transaction(self._engine) as connection:
            now = self._clock()
            connection.execute(
                sa.insert(deliveries).values(message_id=row.id, state=state.value, at=now)
            )
            what = f"chat:{state.value}"
            log_event(connection, row.request_uuid, at=now, actor="desk", what=what)
