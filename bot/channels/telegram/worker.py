"""Works off the inbox: what came in becomes answers in the outbox, each update once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.channels.telegram.incoming import Incoming, Kind
from bot.channels.telegram.kept.inbox import ANSWERED_WITHIN, ClaimedUpdate, SqlInbox
from bot.channels.telegram.kept.working import Working
from bot.channels.telegram.shown.outgoing import Outgoing, answer, messages
from bot.channels.telegram.shown.rich import plain
from bot.consultations.errors import StoreUnavailableError
from bot.gateway.chat.turns import TurnRefusedError
from bot.texts import text

_logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=120)
"""Longer than any turn of the assistant."""

MOST_ATTEMPTS = 6


class InboxWorker(Working[ClaimedUpdate]):
    """Answers updates, several chats at a time and each chat in its order."""

    def __init__(
        self,
        inbox: SqlInbox,
        handle: Callable[[ClaimedUpdate], Awaitable[list[Outgoing]]],
        on_answer: Callable[[], None],
        now: Callable[[], datetime],
    ) -> None:
        """``handle`` works out the answer, ``on_answer`` hears when one is queued."""
        super().__init__()
        self._inbox = inbox
        self._handle = handle
        self._on_answer = on_answer
        self._now = now

    def _claim(self) -> ClaimedUpdate | None:
        now = self._now()
        return self._inbox.claim(now, now + LEASE) if self._inbox.has_due(now) else None

    async def _do(self, piece: ClaimedUpdate) -> None:
        try:
            calls = [] if self._is_replayed(piece.incoming) else await self._handle(piece)
        except TurnRefusedError as refusal:
            await self._again(piece, timedelta(seconds=refusal.retry_after_seconds), "busy")
            return
        except StoreUnavailableError:
            raise
        except Exception as error:  # one broken update must not keep back the rest of its chat
            _logger.error("update %d: %s", piece.number, type(error).__name__)
            await self._again(piece, timedelta(seconds=2**piece.attempts), "failed")
            return
        await self._finish(piece, calls)

    def _is_replayed(self, incoming: Incoming) -> bool:
        return 0 < incoming.sent_at < (self._now() - ANSWERED_WITHIN).timestamp()

    async def _again(self, update: ClaimedUpdate, delay: timedelta, why: str) -> None:
        if update.attempts < MOST_ATTEMPTS:
            await asyncio.to_thread(self._inbox.defer, update.number, self._now() + delay)
            return
        await self._finish(update, _apology(update.incoming, why))

    async def _finish(self, update: ClaimedUpdate, calls: list[Outgoing]) -> None:
        await asyncio.to_thread(self._inbox.finish, update, calls, self._now())
        if calls:
            self._on_answer()


def _apology(incoming: Incoming, why: str) -> list[Outgoing]:
    waiting = [answer(incoming.callback_id)] if incoming.callback_id else []
    if not incoming.chat_id or incoming.kind in (Kind.BLOCKED, Kind.GROUP):
        return waiting
    return [*waiting, *messages([plain(text(f"telegram.{why}"))])]
