"""What the public door needs of the channel: a place for updates, and the links to its form."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.engine import Engine

from bot.channels.telegram.handovers import SqlHandovers
from bot.channels.telegram.incoming import read_update
from bot.channels.telegram.kept.inbox import ANSWERED_WITHIN, SqlInbox
from bot.channels.telegram.migrations import migrate
from bot.channels.telegram.webhook import webhook_secret


@dataclass(frozen=True)
class TelegramDoor:
    """Takes updates in; nothing is answered here."""

    inbox: SqlInbox
    handovers: SqlHandovers
    secret: str = field(repr=False)

    @classmethod
    def open(cls, engine: Engine, token: str) -> TelegramDoor | None:
        """Return the door of the bot with this token, None if there is none.

        Raises:
            StoreUnavailableError: the database did not answer.
        """
        if not token:
            return None
        migrate(engine)
        return cls(SqlInbox(engine), SqlHandovers(engine), webhook_secret(token))

    def is_genuine(self, given: str) -> bool:
        """Tell whether Telegram sent it, taking as long for a wrong secret as for the right one."""
        return hmac.compare_digest(given.encode("utf-8", "replace"), self.secret.encode())

    def take(self, raw: object, now: Callable[[], datetime]) -> bool:
        """Store what an update means and return whether it is new.

        Raises:
            StoreUnavailableError: the database did not answer.
        """
        incoming = read_update(raw)
        return incoming is not None and self.inbox.add(incoming, now())

    def expire(self, now: datetime) -> int:
        """Forget what nobody has answered in time, even while the channel does not run.

        Raises:
            StoreUnavailableError: the database did not answer.
        """
        return self.inbox.expire(now - ANSWERED_WITHIN)
