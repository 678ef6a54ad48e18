"""``python -m bot mail``: deliver mails, fetch answers, show how both are doing."""

from __future__ import annotations

import argparse
import asyncio
import random
import secrets
import signal
from collections import Counter
from collections.abc import Callable
from threading import Event

from sqlalchemy.engine import Engine

from bot.clock import german_moment, utc_now
from bot.command_output import complain, say
from bot.consultations.errors import StoreUnavailableError
from bot.consultations.mails.attachment_folder import AttachmentFolder
from bot.consultations.mails.inbound_mails import Outcome
from bot.consultations.mails.inbox_store import SqlInboxStore
from bot.consultations.mails.mailbox_checks import MailboxChecks
from bot.consultations.mails.outbox_store import SqlOutboxStore
from bot.consultations.store import open_store
from bot.consultations.working_days import promise_within
from bot.knowledge.office import OFFICE_FILE, LiveOffice, OfficeError
from bot.logs.setup import configure_logs
from bot.mail.addresses import MailAddresses, UnsafeAddressError
from bot.mail.alarm import alarm_mail, is_unit
from bot.mail.correspondents import Correspondents
from bot.mail.folder_transport import FolderTransport
from bot.mail.imap_mailbox import ImapMailbox, ImapServer
from bot.mail.inbox import InboxWorker
from bot.mail.mailboxes import MailboxUnavailableError
from bot.mail.message import Composer
from bot.mail.outbox import DeliveryReport, OutboxWorker
from bot.mail.smtp_transport import SmtpServer, SmtpTransport
from bot.mail.transports import MailError, PermanentMailError, Transport
from bot.settings import Settings
from bot.stopping import asked_to_stop
from bot.texts import text
from bot.usage_parser import usage_parser

POLL_SECONDS = 5
FETCH_SECONDS = 60
TOKEN_BYTES = 24


def main(argv: list[str], settings: Settings) -> int:
    """Run a subcommand; 0 means all is well, 1 that somebody should look, 2 wrong settings."""
    arguments = _parser().parse_args(argv)
    configure_logs(settings.log_format)
    try:
        return _COMMANDS[arguments.command](arguments, settings)
    except StoreUnavailableError:
        return complain(text("mail.store_unavailable"))
    except MailboxUnavailableError as error:
        return complain(text("mail.mailbox_unavailable", code=error.code))
    except UnsafeAddressError:
        return complain(text("mail.unsafe_address"), 2)


def _deliver(arguments: argparse.Namespace, settings: Settings) -> int:
    if not arguments.once:
        asyncio.run(deliver(settings))
        return 0
    report = asyncio.run(deliver_once(settings))
    say(text("mail.report", **vars(report)))
    return 1 if report.dead else 0


def _fetch(arguments: argparse.Namespace, settings: Settings) -> int:
    if not settings.imap.host:
        return complain(text("mail.no_mailbox"), 2)
    worker = inbox_worker(settings, open_store(settings.database_url).engine)
    if arguments.once:
        report = worker.fetch_new()
        say(_fetch_report(report))
        return 1 if report[Outcome.FAILED] else 0
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    worker.run_forever(stop, FETCH_SECONDS)
    return 0


def _retry(arguments: argparse.Namespace, settings: Settings) -> int:
    del arguments
    count = SqlOutboxStore(open_store(settings.database_url).engine).revive_dead(utc_now())
    say(text("mail.revived", count=count))
    return 0


async def deliver(settings: Settings) -> None:
    """Deliver mails until the process is asked to stop."""
    stop_event = asked_to_stop()
    worker = await asyncio.to_thread(_worker, settings)
    await worker.run_forever(stop_event, POLL_SECONDS)


async def deliver_once(settings: Settings) -> DeliveryReport:
    """Try every mail that is due once."""
    worker = await asyncio.to_thread(_worker, settings)
    return await worker.deliver_due()


def _alarm(arguments: argparse.Namespace, settings: Settings) -> int:
    people = settings.mail_from, settings.operator_mailbox
    mail = alarm_mail(*people, settings.public_url, arguments.unit, utc_now())
    try:
        asyncio.run(mail_transport(settings).send(mail))
    except MailError as error:
        complain(text("ops.alarm_not_sent", code=error.code))
        # With 1 systemd tries again, with 2 that would be in vain.
        return 2 if isinstance(error, PermanentMailError) else 1
    return 0


def _unit(name: str) -> str:
    if not is_unit(name):
        raise argparse.ArgumentTypeError(text("ops.alarm_no_unit"))
    return name


def _worker(settings: Settings) -> OutboxWorker:
    addresses = MailAddresses(
        settings.mail_from, settings.office_mailbox, fetches_replies=bool(settings.imap.host)
    )
    return OutboxWorker(
        SqlOutboxStore(open_store(settings.database_url).engine),
        mail_transport(settings),
        utc_now,
        random.SystemRandom(),
        composer=Composer(addresses, settings.public_url, office_name(settings)),
        new_token=lambda: secrets.token_urlsafe(TOKEN_BYTES),
    )


def inbox_store(settings: Settings, engine: Engine) -> SqlInboxStore:
    """Return what knows the mails that came in."""
    return SqlInboxStore(engine, promise_within(settings.answer_working_days))


def inbox_worker(settings: Settings, engine: Engine) -> InboxWorker:
    """Return what reads the mailbox of the settings, which must name one."""
    imap = settings.imap
    return InboxWorker(
        ImapMailbox(ImapServer(imap.host, imap.port, imap.security, imap.user, imap.password)),
        imap.folders,
        inbox_store(settings, engine),
        AttachmentFolder(settings.attachments_dir),
        utc_now,
        correspondents=Correspondents(
            settings.mail_from.casefold(),
            frozenset(
                address.casefold() for address in (settings.office_mailbox, *imap.staff_senders)
            ),
        ),
        keep_days=settings.retention.mailbox_days,
        checks=MailboxChecks(engine),
    )


def _fetch_report(report: Counter[Outcome]) -> str:
    return text("mail.fetch_report", **{outcome.value: report[outcome] for outcome in Outcome})


def office_name(settings: Settings) -> Callable[[], str]:
    """Return what tells the name of the office, whatever state its file is in."""
    office = LiveOffice(settings.faq_dir / OFFICE_FILE)

    def name() -> str:
        try:
            return office.current().name
        except OfficeError:
            # A broken file of contact data must not hold up a request.
            return text("mail.office")

    return name


def mail_transport(settings: Settings) -> Transport:
    """Return what takes mails out: to a server or into a folder, as the settings say."""
    if settings.mail_transport == "folder":
        return FolderTransport(settings.mail_folder, utc_now)
    return SmtpTransport(
        SmtpServer(
            host=settings.smtp.host,
            port=settings.smtp.port,
            security=settings.smtp.security,
            user=settings.smtp.user,
            password=settings.smtp.password,
        )
    )


def _status(arguments: argparse.Namespace, settings: Settings) -> int:
    del arguments
    engine = open_store(settings.database_url).engine
    overview = SqlOutboxStore(engine).overview()
    counts = {name: value for name, value in vars(overview).items() if name != "waiting_since"}
    say(text("mail.status", **counts))
    for moment in overview.waiting_since:
        say(text("mail.status_waiting_since", moment=german_moment(moment)))
    inbox = inbox_store(settings, engine).overview()
    if settings.imap.host:
        say(text("mail.status_inbox", unmatched=inbox.unmatched, failed=inbox.failed))
    return 1 if overview.dead or inbox.failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = usage_parser("python -m bot mail", "mail.usage")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("deliver", "fetch"):
        commands.add_parser(name).add_argument("--once", action="store_true")
    for name in ("retry", "status"):
        commands.add_parser(name)
    commands.add_parser("alarm").add_argument("unit", type=_unit)
    return parser


_COMMANDS: dict[str, Callable[[argparse.Namespace, Settings], int]] = {
    "alarm": _alarm,
    "deliver": _deliver,
    "fetch": _fetch,
    "retry": _retry,
    "status": _status,
}
