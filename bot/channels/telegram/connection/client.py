"""The one client of the Bot API; nothing else of ours knows python-telegram-bot."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any

from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest
from telegram.warnings import PTBUserWarning

from bot.channels.telegram.incoming import ALLOWED_UPDATES
from bot.channels.telegram.shown.outgoing import Method

_logger = logging.getLogger(__name__)

MESSAGES_A_SECOND = 25
"""Telegram allows about 30 a second to all chats together."""

_SECONDS = 10.0
_CONNECTIONS = 16
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Failure(Enum):
    """Why a call did not succeed, and with that what to do."""

    FLOOD = "flood"
    NETWORK = "network"
    BLOCKED = "blocked"
    REFUSED = "refused"
    TOKEN = "token"  # noqa: S105 - a name


class TelegramCallError(Exception):
    """A call failed; ``wait`` is how long Telegram wants us to be silent."""

    def __init__(self, failure: Failure, wait: timedelta = timedelta()) -> None:
        """Remember the reason, without anything of the content."""
        super().__init__(failure.value)
        self.failure = failure
        self.wait = wait


@dataclass(frozen=True)
class Profile:
    """What the program sets for the bot: commands with meanings, and its two descriptions."""

    commands: Sequence[tuple[str, str]]
    description: str
    short_description: str


class TelegramClient:
    """Calls of the Bot API; every method raises ``TelegramCallError``."""

    def __init__(
        self, token: str, api_url: str, messages_a_second: float = MESSAGES_A_SECOND
    ) -> None:
        """Talk to ``api_url`` as the bot of ``token``; nothing is sent faster than allowed."""

        def request() -> HTTPXRequest:
            return HTTPXRequest(
                connection_pool_size=_CONNECTIONS,
                read_timeout=_SECONDS,
                write_timeout=_SECONDS,
                connect_timeout=_SECONDS,
                pool_timeout=_SECONDS,
            )

        self._bot: ExtBot[int] = ExtBot(
            token,
            base_url=f"{api_url.rstrip('/')}/bot",
            request=request(),
            get_updates_request=request(),
            # Retries are the outbox's: they have to survive a restart.
            rate_limiter=AIORateLimiter(
                overall_max_rate=messages_a_second, overall_time_period=1, max_retries=0
            ),
        )
        self._name = ""
        warnings.filterwarnings("ignore", "Please use 'Bot.getUpdates'", PTBUserWarning)

    @property
    def name(self) -> str:
        """Return the name of the bot, empty before Telegram has told it."""
        return self._name

    async def close(self) -> None:
        """Close all connections."""
        with suppress(TelegramError, RuntimeError):
            await self._bot.shutdown()

    async def learn_name(self) -> None:
        """Ask Telegram who we are."""
        with _translated():
            # Opens the connections too.
            await self._bot.initialize()
            self._name = self._bot.username

    async def set_profile(self, profile: Profile) -> None:
        """Set menu and descriptions, where they differ from what is there."""
        with _translated():
            wanted = tuple(BotCommand(name, meaning) for name, meaning in profile.commands)
            if await self._bot.get_my_commands() != wanted:
                await self._bot.set_my_commands(wanted)
            there = await self._bot.get_my_description()
            if there.description != profile.description:
                await self._bot.set_my_description(profile.description)
            short = await self._bot.get_my_short_description()
            if short.short_description != profile.short_description:
                await self._bot.set_my_short_description(profile.short_description)

    async def set_webhook(self, url: str, secret: str) -> None:
        """Let Telegram bring updates to ``url``, with ``secret`` in a header."""
        with _translated():
            await self._bot.set_webhook(
                url, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES)
            )

    async def delete_webhook(self) -> None:
        """Let updates be fetched."""
        with _translated():
            await self._bot.delete_webhook()

    async def fetch_updates(self, offset: int, wait_seconds: int) -> list[Mapping[str, Any]]:
        """Return the updates from number ``offset`` on, as soon as there are some."""
        # As Telegram sends them: one that the library cannot read would hold back all others.
        wanted = {"offset": offset, "timeout": wait_seconds, "allowed_updates": ALLOWED_UPDATES}
        with _translated():
            found = await self._bot.do_api_request(
                "getUpdates", wanted, read_timeout=wait_seconds + _SECONDS
            )
        return list(found)

    async def show_typing(self, chat_id: int) -> None:
        """Show for some seconds that an answer is being written."""
        with _translated():
            await self._bot.send_chat_action(chat_id, ChatAction.TYPING)

    async def call(self, method: Method, chat_id: int, content: Mapping[str, Any]) -> None:
        """Make one call of the outbox."""
        with _translated():
            await _CALLS[method](self._bot, chat_id, content)


async def _send_message(bot: ExtBot[int], chat_id: int, content: Mapping[str, Any]) -> None:
    keyboard = _keyboard(content.get("keyboard"))
    try:
        await bot.send_message(
            chat_id,
            content["html"],
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=keyboard,
        )
    except BadRequest as error:
        # Never silence: what Telegram does not take with format and keyboard it takes without.
        _logger.error("a message was refused (%s), sent as plain text", _kind_of(error))
        await bot.send_message(chat_id, content["text"], link_preview_options=_NO_PREVIEW)


async def _send_document(bot: ExtBot[int], chat_id: int, content: Mapping[str, Any]) -> None:
    file = InputFile(content["file"].encode(), filename=content["name"])
    await bot.send_document(chat_id, file, caption=content["caption"])


async def _answer(bot: ExtBot[int], _chat_id: int, content: Mapping[str, Any]) -> None:
    alert = content["alert"] or None
    await bot.answer_callback_query(content["callback_id"], alert, show_alert=bool(alert))


async def _mark(bot: ExtBot[int], chat_id: int, content: Mapping[str, Any]) -> None:
    await bot.edit_message_reply_markup(
        chat_id, content["message_id"], reply_markup=_keyboard(content["keyboard"])
    )


_CALLS: Mapping[Method, Callable[[ExtBot[int], int, Mapping[str, Any]], Any]] = {
    Method.MESSAGE: _send_message,
    Method.DOCUMENT: _send_document,
    Method.ANSWER: _answer,
    Method.MARK: _mark,
}


def _keyboard(markup: Mapping[str, Any] | None) -> InlineKeyboardMarkup | None:
    if markup is None:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    key["text"], url=key.get("url"), callback_data=key.get("callback_data")
                )
                for key in row
            ]
            for row in markup["inline_keyboard"]
        ]
    )


class _translated:  # noqa: N801 - used like a function
    """Turns errors of the library into ours; their texts may quote a message."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _type: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, RetryAfter):
            wait = error._retry_after  # noqa: SLF001 - its public twin warns and changes its type
            raise TelegramCallError(Failure.FLOOD, wait) from None
        if isinstance(error, InvalidToken):
            raise TelegramCallError(Failure.TOKEN) from None
        if isinstance(error, Forbidden):
            raise TelegramCallError(Failure.BLOCKED) from None
        # A bad request is a network error to the library, but no waiting makes it good.
        if isinstance(error, BadRequest | ChatMigrated):
            raise TelegramCallError(Failure.REFUSED) from None
        if isinstance(error, TelegramError):
            raise TelegramCallError(Failure.NETWORK) from None


def _kind_of(error: TelegramError) -> str:
    # "Can't parse entities: …" goes on with a piece of the text.
    return error.message.partition(":")[0][:60]
