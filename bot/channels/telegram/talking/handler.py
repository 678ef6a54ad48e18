"""Works out what to send for an update; nothing is sent here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.channels.telegram.incoming import Incoming, Key, Kind
from bot.channels.telegram.kept.inbox import ClaimedUpdate
from bot.channels.telegram.shown.outgoing import Outgoing, messages
from bot.channels.telegram.shown.rich import Paragraph, plain
from bot.channels.telegram.talking.choices import Choices
from bot.channels.telegram.talking.command_answers import CommandAnswers
from bot.channels.telegram.talking.erasing import erase_chat
from bot.channels.telegram.talking.services import TelegramServices
from bot.channels.telegram.talking.turns import shown_turn
from bot.gateway.chat.user_text import MAX_TEXT_CHARACTERS, TextProblem, check_text
from bot.texts import text

Handle = Callable[[ClaimedUpdate], Awaitable[list[Outgoing]]]
_MEDIA = (Kind.VOICE, Kind.PHOTO, Kind.VIDEO, Kind.STICKER, Kind.LOCATION, Kind.DOCUMENT,
          Kind.CONTACT, Kind.UNSUPPORTED)  # fmt: skip


class Handler:
    """One method for each kind of update.

    ``handle`` raises ``StoreUnavailableError`` without a database and ``TurnRefusedError`` when
    the assistant has too much to do: then the update has to be tried again.
    """

    def __init__(self, services: TelegramServices) -> None:
        """Answer with ``services``."""
        self._services = services
        self._choices = Choices(services)
        self._commands = CommandAnswers(services)
        self._handles: dict[Kind, Handle] = {
            Kind.TEXT: self._text,
            Kind.COMMAND: self._commands.answer,
            Kind.CHOICE: self._choices.answer,
            Kind.EDITED: self._edited,
            Kind.UNREADABLE: self._unreadable,
            Kind.GROUP: self._group,
            Kind.BLOCKED: self._blocked,
            **{kind: self._medium for kind in _MEDIA},
        }

    async def handle(self, update: ClaimedUpdate) -> list[Outgoing]:
        """Return the calls that answer an update."""
        incoming = update.incoming
        handle = self._handles.get(incoming.kind)
        if handle is None:
            return []
        if incoming.kind in (Kind.TEXT, Kind.COMMAND, *_MEDIA) and update.attempts == 1:
            wait = self._services.limits.messages.seconds_to_wait(str(incoming.chat_id))
            if wait:
                return self._slowed(incoming, wait)
        return await handle(update)

    async def _text(self, update: ClaimedUpdate) -> list[Outgoing]:
        return await self._said(update, update.incoming.text)

    async def _said(
        self, update: ClaimedUpdate, said: str, first: tuple[Paragraph, ...] = ()
    ) -> list[Outgoing]:
        services, chat_id = self._services, update.incoming.chat_id
        checked = check_text(said)
        if isinstance(checked, TextProblem):
            problem = text(f"gateway.text_{checked.value}", limit=MAX_TEXT_CHARACTERS)
            return messages([*first, plain(problem)])
        await services.show_typing(chat_id)
        turn = await services.conversations.say(update, checked)
        return await shown_turn(services, turn, first)

    async def _medium(self, update: ClaimedUpdate) -> list[Outgoing]:
        """Say what cannot be read; what is written under a picture is answered all the same."""
        incoming = update.incoming
        hint = plain(text(f"telegram.media_{incoming.kind.value}"))
        if incoming.text.strip():
            return await self._said(update, incoming.text, (hint,))
        if incoming.album and self._is_told(f"{incoming.chat_id}|{incoming.album}"):
            return []
        return messages([hint])

    async def _edited(self, update: ClaimedUpdate) -> list[Outgoing]:
        if self._is_told(f"{update.incoming.chat_id}|edited"):
            return []
        return messages([plain(text("telegram.edited"))])

    async def _unreadable(self, update: ClaimedUpdate) -> list[Outgoing]:
        del update
        return messages([plain(text("gateway.text_forbidden"))])

    async def _group(self, update: ClaimedUpdate) -> list[Outgoing]:
        chat_id = update.incoming.chat_id
        if self._services.limits.groups.seconds_to_wait(str(chat_id)):
            return []
        name = self._services.bot_name()
        url = f"https://t.me/{name}?start=gruppe"
        keys = [Key(text("telegram.button_private"), url=url)] if name else []
        return messages([plain(text("telegram.group"))], keys)

    async def _blocked(self, update: ClaimedUpdate) -> list[Outgoing]:
        # Nobody could be told any more, so nothing is kept either.
        await erase_chat(self._services, update.incoming.chat_id, update.incoming.update_id)
        return []

    def _slowed(self, incoming: Incoming, wait: int) -> list[Outgoing]:
        if self._is_told(f"{incoming.chat_id}|slow"):
            return []
        return messages([plain(text("gateway.too_many", seconds=wait))])

    def _is_told(self, what: str) -> bool:
        """Return whether the hint was given not long ago."""
        return self._services.limits.hints.seconds_to_wait(what) > 0
