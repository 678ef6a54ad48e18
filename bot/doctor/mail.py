"""Both ends of mail: sending, fetching, and what is stuck."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta

from bot.clock import utc_now
from bot.consultations.database.engine import open_engine
from bot.consultations.errors import StoreUnavailableError
from bot.consultations.mails.outbox_store import SqlOutboxStore
from bot.doctor.database import exists
from bot.doctor.finding import Finding, coded_problem, fine, hint, problem
from bot.mail.imap_mailbox import ImapMailbox, ImapServer
from bot.mail.mailboxes import MailboxUnavailableError
from bot.mail.smtp_transport import SmtpServer, SmtpTransport
from bot.mail.transports import MailError
from bot.settings import Settings

AREA = "mail"
STEP_SECONDS = 8.0
TOTAL_SECONDS = 15.0
# As the desk and the alarms: a server may be silent for a while, a quarter of an hour is no while.
WAITS_TOO_LONG = timedelta(minutes=15)


def check_mail(settings: Settings) -> Iterator[Finding]:
    """Log in to both servers as the assistant would; no mail is sent, none is marked as read."""
    yield from _smtp(settings)
    yield from _imap(settings)


def check_outbox(settings: Settings) -> Iterator[Finding]:
    """Say whether mails were given up, or wait although somebody should send them."""
    if not exists(settings.database_url):
        return
    try:
        engine = open_engine(settings.database_url)
    except OSError:
        return  # the check of the database says it already
    try:
        overview = SqlOutboxStore(engine).overview()
    except StoreUnavailableError:
        return  # the check of the database says it already
    finally:
        engine.dispose()
    if overview.dead:
        yield problem(AREA, "dead_mails", number=overview.dead)
    if overview.dead_to_person:
        yield hint(AREA, "undelivered", number=overview.dead_to_person)
    if overview.deferred:
        yield hint(AREA, "deferred_mails", number=overview.deferred)
    now = utc_now()
    for since in overview.waiting_since:
        if now - since > WAITS_TOO_LONG:
            minutes = int((now - since).total_seconds() // 60)
            yield problem(AREA, "mails_wait", minutes=minutes)


def _smtp(settings: Settings) -> Iterator[Finding]:
    if settings.mail_transport == "folder":
        return
    smtp = settings.smtp
    server = SmtpServer(smtp.host, smtp.port, smtp.security, smtp.user, smtp.password)
    transport = SmtpTransport(
        server, step_timeout_seconds=STEP_SECONDS, total_timeout_seconds=TOTAL_SECONDS
    )
    place = {"host": smtp.host, "port": smtp.port}
    try:
        asyncio.run(transport.check())
    except MailError as error:
        yield coded_problem(AREA, "smtp", error.code, **place)
        return
    yield fine(AREA, "smtp_ok", **place)
    if smtp.user and smtp.security == "none":
        yield hint(AREA, "smtp_plain", **place)


def _imap(settings: Settings) -> Iterator[Finding]:
    imap = settings.imap
    if not imap.host:
        return
    server = ImapServer(imap.host, imap.port, imap.security, imap.user, imap.password)
    mailbox = ImapMailbox(server, timeout_seconds=STEP_SECONDS)
    for folder in imap.folders:
        place = {"host": imap.host, "port": imap.port, "folder": folder}
        try:
            with mailbox.open(folder):
                yield fine(AREA, "imap_ok", **place)
        except MailboxUnavailableError as error:
            yield coded_problem(AREA, "imap", error.code, **place)
