"""Answers of the office in a chat: a notice with a link, or the answer itself where it is wanted.

The staff desk calls this through its own way into a chat (``bot/desk/answering/telegram_way.py``).
Answers that come another way are found by ``bot/channels/telegram/talking/answer_watch.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urljoin

from sqlalchemy.engine import Engine

from bot.channels.telegram.handovers import LinkedRequest, SqlHandovers
from bot.channels.telegram.incoming import Key
from bot.channels.telegram.kept.outbox import SqlOutbox
from bot.channels.telegram.shown.keyboards import can_open
from bot.channels.telegram.shown.outgoing import Outgoing, messages
from bot.channels.telegram.shown.rich import Paragraph, Run, link, plain
from bot.intake.own_request import OWN_REQUEST_PATH
from bot.texts import text


class TelegramReplies:
    """Queues answers of the office for the chats that wait for them."""

    def __init__(self, engine: Engine, site: str, now: Callable[[], datetime]) -> None:
        """Use a migrated database; ``site`` is our address."""
        self._handovers = SqlHandovers(engine)
        self._outbox = SqlOutbox(engine)
        self._site = site
        self._now = now

    def linked(self, conversation: str) -> LinkedRequest | None:
        """Return the newest request that came from a conversation and still has its chat."""
        found = self._handovers.of_conversation(conversation)
        return found[-1] if found else None

    def notify(self, linked: LinkedRequest, said: str, author: str, key: str) -> bool:
        """Tell the chat once for each ``key`` that the office has answered.

        ``author`` is the name that the person may read, or empty. Return whether it is new.

        Raises:
            StoreUnavailableError: the database did not answer.
        """
        calls = self._shown(linked, said, author)
        return self._outbox.add(f"a{key}"[:70], linked.chat_id, calls, self._now()) > 0

    def _shown(self, linked: LinkedRequest, said: str, author: str) -> list[Outgoing]:
        page = urljoin(self._site, OWN_REQUEST_PATH)
        keys = [Key(text("telegram.button_read"), url=page)] if can_open(page) else []
        if linked.shows_text:
            named = {"reference": linked.reference, "author": author}
            kind = "office_says_by" if author else "office_says"
            parts = [plain(part) for part in said.split("\n\n") if part.strip()]
            first = plain(text(f"telegram.{kind}", **named))
            last = Paragraph((Run(text("telegram.office_reply")), link(page, page)))
            return messages([first, *parts, last], keys)
        first = plain(text("telegram.office_answered", reference=linked.reference))
        read = Paragraph((Run(text("telegram.office_read")), link(page, page)), gap=1)
        return messages([first, read], keys)
