"""A real SMTP server, stored requests and a clock to turn, for the tests of the mail."""

from __future__ import annotations

import asyncio
import os
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from benchmarks.certificates import write_certificate
from bot.consultations.models import Channel, ConsultationRequest
from bot.consultations.service import ConsultationService
from bot.consultations.store import SqlConsultationStore, open_store
from tests.unit.complete_draft import complete_draft
from tests.unit.turnable_clock import TurnableClock

from .dovecot import Dovecot, is_installed, running_dovecot

USER, PASSWORD = "lotse", "richtig"  # noqa: S105


@dataclass
class Mailbox:
    """Answers as told, one list of answers per step, and keeps what it took over."""

    answers: dict[str, list[str]] = field(default_factory=dict)
    received: list[Envelope] = field(default_factory=list)
    is_encrypted: list[bool] = field(default_factory=list)
    drops_after_data: bool = False

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        envelope.mail_from = address
        return self._answer("MAIL")

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self._answer("RCPT")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.drops_after_data:
            server.transport.abort()
            return "250 OK"
        answer = self._answer("DATA")
        if answer.startswith("250"):
            self.received.append(envelope)
            self.is_encrypted.append(session.ssl is not None)
        return answer

    def _answer(self, step: str) -> str:
        answers = self.answers.get(step, [])
        return answers.pop(0) if answers else "250 OK"


SmtpServerFactory = Callable[..., AbstractAsyncContextManager[int]]


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def smtp_server(mailbox: Mailbox) -> SmtpServerFactory:
    """Return a starter of servers that fill ``mailbox``; it gives the port."""

    @asynccontextmanager
    async def start(
        ssl_context: ssl.SSLContext | None = None, **options: Any
    ) -> AsyncIterator[int]:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: SMTP(mailbox, hostname="localhost", loop=loop, **options),
            "127.0.0.1",
            0,
            ssl=ssl_context,
        )
        async with server:
            yield server.sockets[0].getsockname()[1]

    return start


def authenticator(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any
) -> AuthResult:
    is_right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=is_right, handled=False)


@dataclass(frozen=True)
class Certificate:
    """What server and client need for encrypted connections to each other."""

    path: Path
    server_context: ssl.SSLContext
    client_context: ssl.SSLContext


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """Return a certificate for 127.0.0.1 that only our own client trusts."""
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    write_certificate(path, datetime.now(timezone.utc) + timedelta(hours=1))
    server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_context.load_cert_chain(path)
    return Certificate(path, server_context, ssl.create_default_context(cafile=str(path)))


@pytest.fixture
def clock() -> TurnableClock:
    return TurnableClock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlConsultationStore]:
    store = open_store(f"sqlite:///{tmp_path / 'ija.sqlite'}")
    yield store
    store.engine.dispose()


Submit = Callable[..., ConsultationRequest]


@pytest.fixture
def submit(store: SqlConsultationStore, clock: TurnableClock) -> Submit:
    """Return a function that stores a complete request, or one with the given fields."""
    service = ConsultationService(store, clock)
    numbers = iter(range(10_000))

    def submit(**fields: Any) -> ConsultationRequest:
        draft = complete_draft(**{"channel": Channel.WEB_CHAT, **fields})
        return service.submit(draft, f"key-{next(numbers)}")

    return submit


@pytest.fixture(scope="session")
def dovecot(certificate: Certificate) -> Iterator[Dovecot]:
    if not is_installed():
        if os.environ.get("CI") == "true":
            pytest.fail("CI must test IMAP: install dovecot-imapd")
        pytest.skip("no Dovecot found")
    with running_dovecot(certificate.path) as server:
        yield server
