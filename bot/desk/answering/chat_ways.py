"""The ways back into the chat that a request came from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from bot.conversations.models import UnknownSessionError
from bot.conversations.store import ConversationStore


class ChatGoneError(Exception):
    """The chat does not exist any more; nobody will read there what we write."""


class ChatWay(Protocol):
    """Takes what the office says into a chat; ``conversation`` is the request's name for it.

    Every method raises ``StoreUnavailableError`` when the database does not answer.
    """

    def exists(self, conversation: str) -> bool:
        """Tell whether somebody may still read there."""

    def say(self, conversation: str, text: str, author: str, key: str) -> None:
        """Show a message of the office; ``key`` is the same when it is tried again.

        Raises:
            ChatGoneError: the chat does not exist any more.
        """

    def is_human(self, conversation: str) -> bool:
        """Tell whether the assistant is silent because a person answers."""

    def set_human(self, conversation: str, is_active: bool) -> None:
        """Silence the assistant, or let it speak again.

        Raises:
            ChatGoneError: the chat does not exist any more.
        """


class WebChatWay:
    """The chat on the website."""

    def __init__(self, store: ConversationStore, clock: Callable[[], datetime]) -> None:
        """Use the gateway's own store and aware times."""
        self._store = store
        self._clock = clock

    def exists(self, conversation: str) -> bool:
        """Tell whether somebody may still read there."""
        return self._store.knows(conversation)

    def say(self, conversation: str, text: str, author: str, key: str) -> None:
        """Show a message of the office in all windows of the chat."""
        del key
        try:
            self._store.add_office_message(conversation, text, author, self._clock())
        except UnknownSessionError:
            raise ChatGoneError from None

    def is_human(self, conversation: str) -> bool:
        """Tell whether the assistant is silent because a person answers."""
        return self._store.human_mode(conversation).is_active

    def set_human(self, conversation: str, is_active: bool) -> None:
        """Silence the assistant, or let it speak again."""
        try:
            self._store.set_human(conversation, is_active, self._clock())
        except UnknownSessionError:
            raise ChatGoneError from None
