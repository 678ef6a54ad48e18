"""What the channel works with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.calendar.entries import Revision
from bot.channels.messages import Button
from bot.channels.telegram.handovers import SqlHandovers
from bot.channels.telegram.kept.chats import SqlChats
from bot.channels.telegram.shown.outgoing import Outgoing
from bot.channels.telegram.shown.rendering import Signer, rendered
from bot.channels.telegram.shown.rich import Paragraph
from bot.channels.telegram.talking.conversation import Conversations, Message
from bot.channels.telegram.talking.payloads import PayloadSigner
from bot.deadlines.office.book import LiveBook
from bot.gateway.door.limits import RateLimiter
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.office import Office
from bot.reminders.service import ReminderService


@dataclass(frozen=True)
class Limits:
    """How often a chat may do what."""

    messages: RateLimiter
    hints: RateLimiter
    groups: RateLimiter


@dataclass(frozen=True)
class TelegramServices:
    """Everything that an answer is made of; tests pass their own."""

    conversations: Conversations
    chats: SqlChats
    handovers: SqlHandovers
    reminders: ReminderService
    deadlines: LiveBook
    revisions: Callable[[], Mapping[str, Revision]]
    catalogue: Catalogue
    read_office: Callable[[], Office]
    signer: PayloadSigner
    site: str
    bot_name: Callable[[], str]
    new_token: Callable[[], str]
    now: Callable[[], datetime]
    limits: Limits
    show_typing: Callable[[int], Awaitable[None]]

    def sign_for(self, chat_id: int) -> Signer:
        """Return what makes the data of buttons in a chat; it may write to the database."""

        def keep(chat: int, name: str, payload: str) -> None:
            self.chats.keep_payload(chat, name, payload, self.now())

        return lambda payload: self.signer.sign(chat_id, payload, keep)

    def answer(
        self,
        chat_id: int,
        said: Sequence[Message] = (),
        *,
        is_simple: bool = False,
        first: Sequence[Paragraph] = (),
        last: Sequence[Paragraph] = (),
        more: Sequence[Button] = (),
    ) -> list[Outgoing]:
        """Return an answer to a chat."""
        return rendered(
            said,
            self.site,
            self.sign_for(chat_id),
            is_simple=is_simple,
            first=first,
            last=last,
            more=more,
        )
