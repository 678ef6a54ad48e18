"""What a chat reads and writes around one turn; every method blocks, so each is one errand.

A trip to a worker thread costs as much as the query that it carries. What belongs together is
therefore done on one trip: all that must be known before the assistant is asked, and all that is
to be kept afterwards.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.channels.messages import BotMessage
from bot.consultations.errors import StoreUnavailableError
from bot.conversations.models import Recalled, Role, StoredMessage, UnknownSessionError
from bot.conversations.store import ConversationStore
from bot.gateway.chat.discretion import Discretion, HeardText
from bot.gateway.chat.human_answers import HumanAnswers
from bot.gateway.chat.offers import Offer, Offers
from bot.gateway.chat.repeats import answers_to, receipt_for
from bot.privacy.token_hash import token_hash

logger = logging.getLogger(__name__)

Count = Callable[[datetime], None]


@dataclass(frozen=True)
class Said:
    """A message before it is answered; somebody of the office reads it if ``is_for_people``."""

    heard: HeardText
    is_for_people: bool


@dataclass(frozen=True)
class Chosen:
    """A click before it is answered, with the messages before it."""

    offer: Offer
    history: Sequence[StoredMessage]


@dataclass(frozen=True)
class Known:
    """What was answered to the same message or click before."""

    answers: list[StoredMessage]


class ChatMemory:
    """All methods may block and raise ``StoreUnavailableError``."""

    def __init__(
        self,
        store: ConversationStore,
        discretion: Discretion,
        people: HumanAnswers,
        offers: Offers,
        now: Callable[[], datetime],
        idle: timedelta,
        waits: timedelta,
    ) -> None:
        """Forget chats after ``idle``, those into which an answer may come after ``waits``."""
        self._store = store
        self._discretion = discretion
        self._people = people
        self._offers = offers
        self._now = now
        self._idle = idle
        self._waits = waits

    def require(self, session: str) -> None:
        """Check that the session is known and not idle for too long.

        Raises:
            UnknownSessionError: it is not.
        """
        if not self._store.exists(session, self._now() - self._idle):
            self._require_late(session)

    def history(self, session: str, after: int = 0) -> list[StoredMessage]:
        """Return the messages after number ``after`` as they are kept.

        Raises:
            UnknownSessionError: the session does not exist (any more).
        """
        return self._recalled(session, after).messages

    def hear(self, session: str, text: str, key: str | None) -> Said | Known:
        """Return what a message is, after what was said before.

        Raises:
            UnknownSessionError: the session does not exist (any more).
        """
        chat = self._recalled(session)
        history = chat.messages
        known = answers_to(history, key)
        if known is not None:
            return Known(self.shown(session, known))
        heard = self._discretion.hear(history, text)
        if key is not None:
            heard = replace(heard, stored={**heard.stored, "key": key})
        # Whoever asks for the state of a request is not talking to anybody.
        conversation = token_hash(session)
        is_for_people = heard.status is None and self._people.listens(conversation, chat.human)
        return Said(heard, is_for_people)

    def choose(self, session: str, payload: str, key: str | None) -> Chosen | Known:
        """Return which button was clicked, after what was said before.

        Raises:
            PayloadNotOfferedError: this session was never shown such a button.
            UnknownSessionError: the session does not exist (any more).
        """
        history = self.history(session)
        known = answers_to(history, key)
        if known is None:
            known = receipt_for(history, payload)
        if known is not None:
            return Known(self.shown(session, known))
        return Chosen(self._offers.find(history, payload), history)

    def append(
        self, session: str, role: Role, payloads: Sequence[Mapping[str, Any]]
    ) -> list[StoredMessage]:
        """Add messages to the history.

        Raises:
            UnknownSessionError: the session does not exist (any more).
        """
        return self._store.append_all(session, role, payloads, self._now()) if payloads else []

    def settle(
        self,
        session: str,
        answers: Sequence[BotMessage],
        payloads: Sequence[Mapping[str, Any]],
        clicked: str,
        counts: Sequence[Count],
    ) -> list[StoredMessage]:
        """Keep the answers as ``payloads``, forget a form that is over, count; return all shown.

        Raises:
            UnknownSessionError: the session does not exist (any more).
        """
        for count in counts:
            self.count(count)
        stored = self.append(session, Role.BOT, payloads)
        try:
            self._discretion.forget_if_over(session, answers, clicked)
        except (StoreUnavailableError, sqlite3.Error) as error:
            # The receipt matters more; forgetting is tried again every hour.
            logger.warning("a form could not be forgotten yet: %s", type(error).__name__)
        return self.shown(session, stored)

    def shown(self, session: str, messages: list[StoredMessage]) -> list[StoredMessage]:
        """Return the messages with what is stored nowhere."""
        try:
            return self._discretion.shown(session, messages)
        except StoreUnavailableError:
            # Without the PIN for now: whoever loads the page again gets it.
            logger.warning("a PIN could not be shown")
            return messages

    def count(self, count: Count) -> None:
        """Count something that happened now."""
        try:
            count(self._now())
        except StoreUnavailableError:
            # A number that is missing in a statistic must not cost anyone an answer.
            logger.warning("a turn could not be counted")

    def _recalled(self, session: str, after: int = 0) -> Recalled:
        chat = self._store.recall(session, after)
        if chat.last_active_at < self._now() - self._idle:
            self._require_late(session)
        return chat

    def _require_late(self, session: str) -> None:
        """Check that an answer of the office may still come into a chat that seems to be over."""
        conversation = token_hash(session)
        is_kept = self._store.exists(session, self._now() - self._waits)
        if not is_kept or not self._people.may_answer_later(conversation):
            raise UnknownSessionError
