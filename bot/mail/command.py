"""``python -m bot mail``: deliver mails, show how the outbox is doing."""

from __future__ import annotations

import argparse
import asyncio
import random
import signal
import sys
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from bot.consultations.errors import StoreUnavailableError
from bot.consultations.outbox_store import SqlOutboxStore
from bot.consultations.store import open_store
from bot.mail.addresses import MailAddresses, UnsafeAddressError
from bot.mail.folder_transport import FolderTransport
from bot.mail.outbox import DeliveryReport, OutboxWorker
from bot.mail.smtp_transport import SmtpServer, SmtpTransport
from bot.mail.transports import Transport
from bot.settings import Settings
from bot.texts import text

POLL_SECONDS = 5


def main(argv: list[str], settings: Settings) -> int:
    """Run a subcommand; 0 means all is well, 1 that somebody should look, 2 wrong settings."""
    arguments = _parser().parse_args(argv)
    try:
        if arguments.command == "status":
            return _status(settings)
        if arguments.once:
            report = asyncio.run(deliver_once(settings))
            _say(text("mail.report", **vars(report)))
            return 1 if report.dead else 0
        asyncio.run(deliver(settings))
    except StoreUnavailableError:
        _complain(text("mail.store_unavailable"))
        return 1
    except UnsafeAddressError:
        _complain(text("mail.unsafe_address"))
        return 2
    return 0


async def deliver(settings: Settings) -> None:
    """Deliver mails until the process is asked to stop."""
    stop_event = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop_event.set)
    worker = await asyncio.to_thread(_worker, settings)
    await worker.run_forever(stop_event, POLL_SECONDS)


async def deliver_once(settings: Settings) -> DeliveryReport:
    """Try every mail that is due once."""
    worker = await asyncio.to_thread(_worker, settings)
    return await worker.deliver_due()


def _worker(settings: Settings) -> OutboxWorker:
    addresses = MailAddresses(settings.mail_from, settings.office_mailbox)
    return OutboxWorker(
        SqlOutboxStore(open_store(settings.database_url).engine),
        _transport(settings),
        _now,
        random.SystemRandom(),
        addresses=addresses,
    )


def _transport(settings: Settings) -> Transport:
    if settings.mail_transport == "folder":
        return FolderTransport(settings.mail_folder, _now)
    return SmtpTransport(
        SmtpServer(
            host=settings.smtp.host,
            port=settings.smtp.port,
            security=settings.smtp.security,
            user=settings.smtp.user,
            password=settings.smtp.password,
        )
    )


def _status(settings: Settings) -> int:
    overview = SqlOutboxStore(open_store(settings.database_url).engine).overview()
    counts = {
        "pending": overview.pending,
        "sending": overview.sending,
        "deferred": overview.deferred,
        "sent": overview.sent,
        "dead": overview.dead,
    }
    _say(text("mail.status", **counts))
    for moment in overview.waiting_since:
        local = moment.astimezone(ZoneInfo("Europe/Berlin"))
        _say(text("mail.status_waiting_since", moment=local.strftime("%d.%m.%Y, %H:%M")))
    return 1 if overview.dead else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot mail", description=text("mail.help"), allow_abbrev=False
    )
    commands = parser.add_subparsers(dest="command", required=True)
    deliver_parser = commands.add_parser("deliver", help=text("mail.help_deliver"))
    deliver_parser.add_argument("--once", action="store_true", help=text("mail.help_once"))
    commands.add_parser("status", help=text("mail.help_status"))
    return parser


def _now() -> datetime:
    return datetime.now(timezone.utc)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _complain(line: str) -> None:
    sys.stderr.write(f"{line}\n")
