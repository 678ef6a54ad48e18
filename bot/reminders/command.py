"""``python -m bot reminders``: send reminders, show how they are doing."""

from __future__ import annotations

import argparse
import asyncio
import random
import secrets

from bot.clock import utc_now
from bot.command_output import complain, say
from bot.consultations.database.engine import open_engine
from bot.consultations.errors import StoreUnavailableError
from bot.deadlines.office.book import LiveBook
from bot.deadlines.office.parsing import DeadlineBookError
from bot.erasures.memory import erased_memory
from bot.improvement.command import build_radar_worker
from bot.logs.setup import configure_logs
from bot.mail.addresses import MailAddresses, UnsafeAddressError
from bot.mail.command import mail_transport, office_name
from bot.reminders.mails import ReminderComposer
from bot.reminders.migrations import migrate
from bot.reminders.revisions import SqlRevisions
from bot.reminders.service import ReminderService
from bot.reminders.store import SqlReminderStore
from bot.reminders.worker import ReminderWorker
from bot.settings import Settings
from bot.stopping import asked_to_stop
from bot.texts import text
from bot.usage_parser import usage_parser

POLL_SECONDS = 60
TOKEN_BYTES = 24
_COUNTS = ("confirmed", "waiting", "pending", "sending", "deferred", "sent", "pointless", "dead")


def main(argv: list[str], settings: Settings) -> int:
    """Run a subcommand; 0 means all is well, 1 that somebody should look, 2 wrong settings."""
    arguments = _parser().parse_args(argv)
    configure_logs(settings.log_format)
    try:
        if arguments.command == "status":
            return _status(settings)
        if arguments.command == "erase":
            return _erase(settings, arguments.address)
        if not arguments.once:
            asyncio.run(_run(settings))
            return 0
        say(text("reminders.report", sent=asyncio.run(build_worker(settings).run_once())))
        return 0
    except StoreUnavailableError:
        return complain(text("mail.store_unavailable"), 1)
    except DeadlineBookError as error:
        return complain(str(error), 1)
    except UnsafeAddressError:
        return complain(text("mail.unsafe_address"), 2)


async def _run(settings: Settings) -> None:
    stop = asked_to_stop()
    worker = await asyncio.to_thread(build_worker, settings)
    # The weekly report rides along: a process of its own would only take memory.
    radar = await asyncio.to_thread(build_radar_worker, settings)
    await asyncio.gather(
        worker.run_forever(stop, POLL_SECONDS),
        *([] if radar is None else [radar.run_forever(stop, POLL_SECONDS)]),
    )


def build_worker(settings: Settings) -> ReminderWorker:
    """Open the database and connect to the mail server.

    Raises:
        StoreUnavailableError: the database did not answer.
        UnsafeAddressError: an address of ours cannot stand in a header.
    """
    engine = open_engine(settings.database_url)
    migrate(engine)
    addresses = MailAddresses(settings.mail_from, settings.office_mailbox)
    return ReminderWorker(
        SqlReminderStore(engine),
        SqlRevisions(engine),
        LiveBook(settings.faq_dir),
        mail_transport(settings),
        ReminderComposer(addresses, settings.public_url, office_name(settings)),
        clock=utc_now,
        new_token=lambda: secrets.token_urlsafe(TOKEN_BYTES),
        erase_mails=erased_memory(settings, engine, utc_now).reference,
        rng=random.SystemRandom(),
    )


def _status(settings: Settings) -> int:
    engine = open_engine(settings.database_url)
    migrate(engine)
    counts = SqlReminderStore(engine).counts()
    say(text("reminders.counts", **{name: counts.get(name, 0) for name in _COUNTS}))
    return 1 if counts.get("dead") else 0


def _erase(settings: Settings, address: str) -> int:
    engine = open_engine(settings.database_url)
    migrate(engine)
    service = ReminderService(
        SqlReminderStore(engine),
        LiveBook(settings.faq_dir),
        utc_now,
        erased_memory(settings, engine, utc_now).reference,
    )
    say(text("reminders.erased", number=service.erase_address(address)))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = usage_parser("python -m bot reminders", "reminders.usage")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run").add_argument("--once", action="store_true")
    commands.add_parser("status")
    commands.add_parser("erase").add_argument("address")
    return parser
