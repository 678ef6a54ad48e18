"""``python -m bot telegram``: run the channel, show how it is doing."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from bot.channels.telegram.build import build_process
from bot.channels.telegram.commands import question_parameter
from bot.channels.telegram.connection.client import TelegramCallError, TelegramClient
from bot.channels.telegram.kept.inbox import SqlInbox
from bot.channels.telegram.kept.outbox import SqlOutbox
from bot.channels.telegram.migrations import migrate
from bot.command_output import complain, say
from bot.consultations.database.engine import open_engine
from bot.consultations.errors import StoreUnavailableError
from bot.knowledge.catalogue import Catalogue
from bot.logs.setup import configure_logs
from bot.settings import Settings
from bot.stopping import asked_to_stop, pause
from bot.texts import text
from bot.usage_parser import usage_parser

_logger = logging.getLogger(__name__)

_RETRY_SECONDS = 5.0
_INBOX = ("waiting", "working", "done")
_OUTBOX = ("waiting", "working", "sent", "dead")


def main(argv: list[str], settings: Settings) -> int:
    """Run a subcommand; 0 means all is well, 1 that somebody should look, 2 not switched on."""
    parser = usage_parser("python -m bot telegram", "telegram.usage")
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("status")
    commands.add_parser("link").add_argument("question")
    arguments = parser.parse_args(argv)
    configure_logs(settings.log_format)
    if arguments.command == "status":
        return _status(settings)
    if arguments.command == "link":
        return _link(settings, arguments.question)
    if not settings.telegram.token:
        return complain(text("telegram.switched_off"), 2)
    asyncio.run(_run(settings))
    return 0


async def _run(settings: Settings) -> None:
    stop = asked_to_stop()
    while not stop.is_set():
        try:
            process = build_process(settings)
        except StoreUnavailableError:
            _logger.error("the database does not answer")
            await pause(stop, _RETRY_SECONDS)
        else:
            await process.run(stop)


def _link(settings: Settings, question: str) -> int:
    """Print the address that opens the bot with a question of the knowledge base."""
    if Catalogue(settings.faq_dir).get(question) is None:
        return complain(text("telegram.link_unknown"))
    name = asyncio.run(_name(settings)) or text("telegram.link_bot")
    say(f"https://t.me/{name}?start={question_parameter(question)}")
    return 0


async def _name(settings: Settings) -> str:
    """Return the name of the bot, empty without a token or without Telegram."""
    if not settings.telegram.token:
        return ""
    client = TelegramClient(settings.telegram.token, settings.telegram.api_url)
    with suppress(TelegramCallError):
        await client.learn_name()
    await client.close()
    return client.name


def _status(settings: Settings) -> int:
    engine = open_engine(settings.database_url)
    try:
        migrate(engine)
        inbox, outbox = SqlInbox(engine).counts(), SqlOutbox(engine).counts()
    except StoreUnavailableError:
        return complain(text("telegram.unavailable"))
    counts = {f"in_{state}": inbox.get(state, 0) for state in _INBOX}
    counts |= {f"out_{state}": outbox.get(state, 0) for state in _OUTBOX}
    say(text("telegram.status", **counts))
    return 1 if counts["out_dead"] else 0
