"""Sets what Telegram has to know of the bot, as soon as Telegram can be reached."""

from __future__ import annotations

import asyncio
import logging

from bot.channels.telegram.commands import menu
from bot.channels.telegram.connection.client import Profile, TelegramCallError, TelegramClient
from bot.channels.telegram.webhook import Reception
from bot.stopping import pause
from bot.texts import text

_logger = logging.getLogger(__name__)

_FIRST_PAUSE, _LONGEST_PAUSE = 2.0, 300.0


def profile() -> Profile:
    """Return menu and descriptions of the bot."""
    return Profile(
        commands=menu(),
        description=text("telegram.bot_description"),
        short_description=text("telegram.bot_short_description"),
    )


async def set_up(client: TelegramClient, reception: Reception) -> None:
    """Tell Telegram everything once.

    Raises:
        TelegramCallError: Telegram did not take it.
    """
    await client.learn_name()
    # First the way in: without a menu people can still write.
    if reception.url:
        await client.set_webhook(reception.url, reception.secret)
    else:
        await client.delete_webhook()
    await client.set_profile(profile())


async def set_up_until_done(
    client: TelegramClient, reception: Reception, stop: asyncio.Event
) -> None:
    """Tell Telegram everything, trying again for as long as it takes."""
    shortest = _FIRST_PAUSE
    while not stop.is_set():
        try:
            await set_up(client, reception)
        except TelegramCallError as error:
            wait = max(shortest, error.wait.total_seconds())
            _logger.warning("Telegram not set up (%s), again in %d s", error, wait)
            await pause(stop, wait)
            shortest = min(shortest * 2, _LONGEST_PAUSE)
        else:
            way = "webhook" if reception.url else "polling"
            _logger.info("Telegram is set up, updates come by %s", way)
            return
