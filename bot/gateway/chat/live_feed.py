"""Tells the open streams of a chat that something new is there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager

from starlette.concurrency import run_in_threadpool

from bot.consultations.errors import StoreUnavailableError
from bot.conversations.models import ChatState

logger = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 1.0


class TooManyStreamsError(Exception):
    """Nobody else can listen now."""


class Subscription:
    """What one open stream waits for."""

    def __init__(self) -> None:
        """Begin with news, so that the stream looks at once."""
        self._news = asyncio.Event()
        self._news.set()

    def wake(self) -> None:
        """Let the stream look."""
        self._news.set()

    async def news(self, seconds: float) -> bool:
        """Wait for news and return True, or False after so many seconds without any."""
        try:
            await asyncio.wait_for(self._news.wait(), seconds)
        except asyncio.TimeoutError:
            return False
        self._news.clear()
        return True


class LiveFeed:
    """Wakes streams: at once for what this process does, within a second for all others.

    Desk and further gateways write into the same database. One query a second for all open
    streams together finds what they wrote; nothing is asked while nobody listens. All methods
    belong to the event loop of the server.
    """

    def __init__(
        self,
        read_states: Callable[[Collection[str]], Mapping[str, ChatState]],
        max_streams: int,
        max_streams_per_chat: int,
    ) -> None:
        """``read_states`` returns what is newest in the chats; it may block."""
        self._read_states = read_states
        self._max_streams = max_streams
        self._max_streams_per_chat = max_streams_per_chat
        self._streams: dict[str, set[Subscription]] = {}
        self._typing: dict[str, int] = {}
        self._seen: dict[str, ChatState] = {}
        self.is_closed = False

    @property
    def stream_count(self) -> int:
        """Return how many streams are open."""
        return sum(len(streams) for streams in self._streams.values())

    @contextmanager
    def subscribed(self, conversation: str) -> Iterator[Subscription]:
        """Listen to a chat for the length of the block.

        Raises:
            TooManyStreamsError: too many listen already, to this chat or to all.
        """
        listening = self._streams.get(conversation, set())
        if (
            len(listening) >= self._max_streams_per_chat
            or self.stream_count >= self._max_streams
            or self.is_closed
        ):
            raise TooManyStreamsError
        subscription = Subscription()
        self._streams.setdefault(conversation, set()).add(subscription)
        try:
            yield subscription
        finally:
            self._streams[conversation].discard(subscription)
            if not self._streams[conversation]:
                del self._streams[conversation]
                self._seen.pop(conversation, None)

    def notify(self, conversation: str) -> None:
        """Wake the streams of a chat."""
        for subscription in self._streams.get(conversation, ()):
            subscription.wake()

    @contextmanager
    def typing(self, conversation: str) -> Iterator[None]:
        """Show in every window of the chat that an answer is being looked for."""
        self._typing[conversation] = self._typing.get(conversation, 0) + 1
        self.notify(conversation)
        try:
            yield
        finally:
            self._typing[conversation] -= 1
            if not self._typing[conversation]:
                del self._typing[conversation]
            self.notify(conversation)

    def is_typing(self, conversation: str) -> bool:
        """Return whether an answer is being looked for."""
        return conversation in self._typing

    async def look_for_ever(self) -> None:
        """Look for what others wrote until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            try:
                await self.look()
            except Exception:  # the chats must hear of the next message all the same
                logger.exception("no look at the chats")

    async def look(self) -> None:
        """Wake the streams of chats in which others wrote since the last look."""
        listening = list(self._streams)
        if not listening:
            return
        try:
            states = await run_in_threadpool(self._read_states, listening)
        except StoreUnavailableError:
            logger.warning("no look at the chats: the database does not answer")
            return
        for conversation in listening:
            state = states.get(conversation)
            if conversation not in self._streams:
                continue
            if state is None:
                # Erased by somebody else: its streams find out and end.
                self.notify(conversation)
            elif state != self._seen.get(conversation):
                self._seen[conversation] = state
                self.notify(conversation)

    def close(self) -> None:
        """End all streams, so that the server can stop at once."""
        self.is_closed = True
        for streams in list(self._streams.values()):
            for subscription in streams:
                subscription.wake()
