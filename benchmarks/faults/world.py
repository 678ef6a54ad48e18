"""What an episode works with: database, mail server, mailbox, clock, and what was acknowledged."""

from __future__ import annotations

import asyncio
import os
import random
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from sqlalchemy.engine import Engine

from benchmarks.faults.postgres import PostgresServer
from bot.consultations.database.engine import open_engine
from bot.consultations.erasure import Erasures
from bot.consultations.keys.request_key import RequestKey
from bot.consultations.mails.attachment_folder import AttachmentFolder
from bot.consultations.mails.inbox_store import SqlInboxStore
from bot.consultations.mails.outbox_store import SqlOutboxStore
from bot.consultations.models import Channel, ConsultationDraft
from bot.consultations.service import ConsultationService
from bot.consultations.store import SqlConsultationStore
from bot.mail.addresses import MailAddresses
from bot.mail.correspondents import Correspondents
from bot.mail.inbox import InboxWorker
from bot.mail.mailboxes import Mailbox
from bot.mail.message import Composer
from bot.mail.outbox import DeliveryReport, OutboxWorker
from bot.mail.smtp_transport import SmtpServer, SmtpTransport
from bot.mail.transports import Transport
from bot.settings import PROJECT_ROOT

BUSY_SECONDS = 0.3
SMTP_SECONDS = 0.5
ADDRESSES = MailAddresses("lotse@ija.example", "postfach@ija.example", fetches_replies=True)
KEY = RequestKey(b"benchmark of faults, no secret at all")
READY_SECONDS = 20


@dataclass
class World:
    """One database under fire; children work on it with engines of their own."""

    folder: Path
    database_url: str
    rng: random.Random
    postgres: PostgresServer | None = None
    now: datetime = field(default_factory=lambda: datetime.now(timezone.utc))
    keys: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    erased: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.smtp = self.folder / "smtp"
        self.inbox = self.folder / "inbox"
        self.step_log = self.folder / "step"
        self._acknowledged = self.folder / "acknowledged"
        for path in (self.smtp, self.inbox):
            path.mkdir()
        self.set_mode("ok")

    # -- what was acknowledged ---------------------------------------------------------------

    def acknowledge(self, key: str, reference: str) -> None:
        """Note that a client was told its reference; survives the death of the process."""
        line = f"{key}\t{reference}\n".encode()
        handle = os.open(self._acknowledged, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, line)
        finally:
            os.close(handle)

    def acknowledged(self) -> dict[str, set[str]]:
        """Return the references that were told, by key."""
        found: dict[str, set[str]] = {}
        if self._acknowledged.exists():
            for line in self._acknowledged.read_text(encoding="utf-8").splitlines():
                key, reference = line.split("\t")
                found.setdefault(key, set()).add(reference)
        return found

    def new_keys(self, count: int) -> list[str]:
        """Return keys that no request has yet."""
        first = len(self.keys)
        keys = [f"key-{number}" for number in range(first, first + count)]
        self.keys += keys
        return keys

    # -- parts of the program ----------------------------------------------------------------

    def engine(self) -> Engine:
        """Return an engine that does not wait long for a lock."""
        return open_engine(self.database_url, BUSY_SECONDS)

    def service(self, engine: Engine) -> ConsultationService:
        """Return the service as the gateway builds it."""
        return ConsultationService(SqlConsultationStore(engine), self.clock, key=KEY)

    def erasures(self, engine: Engine) -> Erasures:
        """Return the erasures as the gateway builds them."""
        return Erasures(engine, KEY, self.attachments(), self.clock, lambda _reference: None)

    def attachments(self) -> AttachmentFolder:
        """Return the folder of files that came with mails."""
        return AttachmentFolder(self.folder / "attachments")

    def outbox(self, engine: Engine) -> SqlOutboxStore:
        """Return the outbox."""
        return SqlOutboxStore(engine)

    def transport(self, bad_tls: bool = False) -> Transport:
        """Return the way to the mail server."""
        plain, encrypted = self.smtp_ports()
        server = (
            SmtpServer("127.0.0.1", encrypted, "starttls")
            if bad_tls
            else SmtpServer("127.0.0.1", plain, "none")
        )
        return SmtpTransport(
            server, step_timeout_seconds=SMTP_SECONDS, total_timeout_seconds=2 * SMTP_SECONDS
        )

    def deliver(self, engine: Engine, transport: Transport) -> DeliveryReport:
        """Send what is due."""
        worker = OutboxWorker(
            self.outbox(engine),
            transport,
            self.clock,
            self.rng,
            composer=Composer(ADDRESSES, "https://ija.example", lambda: "Servicestelle"),
            new_token=secrets.token_urlsafe,
        )
        return asyncio.run(worker.deliver_due())

    def inbox_worker(
        self, engine: Engine, mailbox: Mailbox, attachments: AttachmentFolder
    ) -> InboxWorker:
        """Return the worker that fetches answers."""
        return InboxWorker(
            mailbox,
            ["INBOX"],
            SqlInboxStore(engine, lambda now: now.date()),
            attachments,
            self.clock,
            correspondents=Correspondents("lotse@ija.example", frozenset({"postfach@ija.example"})),
            keep_days=10_000,
        )

    # -- surroundings ------------------------------------------------------------------------

    def clock(self) -> datetime:
        """Return the time of this world; it moves only when somebody turns it."""
        return self.now

    def turn(self, **by: float) -> None:
        """Turn the clock."""
        self.now += timedelta(**by)

    def set_mode(self, mode: str) -> None:
        """Tell the mail server how to behave."""
        temporary = self.smtp / "mode.tmp"
        temporary.write_text(mode, encoding="ascii")
        temporary.replace(self.smtp / "mode")

    def smtp_ports(self) -> tuple[int, int]:
        """Return the plain port and the one with the bad certificate."""
        plain, encrypted = (self.smtp / "ports").read_text(encoding="ascii").split()
        return int(plain), int(encrypted)

    def received(self) -> list[tuple[str, str, str]]:
        """Return Message-ID, reference and token of every mail that the server took over."""
        path = self.smtp / "received"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [(parts[0], parts[1], parts[2]) for parts in (line.split("\t") for line in lines)]


def draft_of(key: str) -> ConsultationDraft:
    """Return what the client with this key sends; the token is found again in mails."""
    number = key.rpartition("-")[2]
    return ConsultationDraft(
        topic=f"Anfrage {number}",
        description=f"token-{number}",
        organisation="Jugendring",
        name="",
        email=f"kim{number}@example.org",
        phone=None,
        consent=True,
        channel=Channel.WEB_FORM,
    )


@contextmanager
def running_smtp(world: World) -> Iterator[None]:
    """Run the mail server for the length of the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.faults.smtp_server", str(world.smtp)], cwd=PROJECT_ROOT
    )
    try:
        _wait(lambda: (world.smtp / "ports").exists())
        yield
    finally:
        process.kill()
        process.wait()


def _wait(is_ready: Callable[[], bool]) -> None:
    end = time.monotonic() + READY_SECONDS
    while not is_ready():
        if time.monotonic() > end:
            raise TimeoutError("the mail server does not start")
        time.sleep(0.02)
