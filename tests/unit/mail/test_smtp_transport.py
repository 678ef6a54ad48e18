from __future__ import annotations

import asyncio
import email
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any

import pytest

from bot.mail.smtp_transport import SmtpServer, SmtpTransport
from bot.mail.transports import MailError, PermanentMailError, TemporaryMailError

from .conftest import PASSWORD, USER, Certificate, Mailbox, SmtpServerFactory, authenticator

TEXT = "Grüße\n.\n..\nFrom hier\n" + "x" * 2000 + "\n"


def _message() -> EmailMessage:
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = Address(addr_spec="lotse@ija.example")
    message["To"] = Address(addr_spec="postfach@ija.example")
    message.set_content(TEXT, cte="quoted-printable")
    return message


async def _send(port: int, security: str = "none", **options: Any) -> None:
    server = SmtpServer("127.0.0.1", port, security, **options.pop("login", {}))
    await SmtpTransport(server, **options).send(_message())


@asynccontextmanager
async def _scripted_server(*lines: bytes, repeats: bool = False) -> AsyncIterator[int]:
    """Start a server that says its lines, whatever the client does, and then only listens."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.writelines(lines)
        while await reader.readline():
            if repeats:
                writer.writelines(lines)
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def test_delivers_exactly_this_mail(smtp_server: SmtpServerFactory, mailbox: Mailbox) -> None:
    async with smtp_server() as port:
        await _send(port)
    [envelope] = mailbox.received
    assert envelope.mail_from == "lotse@ija.example"
    assert envelope.rcpt_tos == ["postfach@ija.example"]
    parsed = email.message_from_bytes(envelope.content, policy=policy.default)
    assert parsed.get_content() == TEXT.replace("\n", "\r\n")


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("421 closing", TemporaryMailError),
        ("450 greylisted", TemporaryMailError),
        ("451 try later", TemporaryMailError),
        ("452 full", TemporaryMailError),
        ("530 log in first", TemporaryMailError),
        ("535 who are you", TemporaryMailError),
        ("550 no such mailbox", PermanentMailError),
        ("552 too large", PermanentMailError),
        ("554 spam", PermanentMailError),
    ],
)
async def test_refusals(
    smtp_server: SmtpServerFactory,
    mailbox: Mailbox,
    step: str,
    answer: str,
    kind: type[MailError],
) -> None:
    mailbox.answers[step] = [answer]
    async with smtp_server() as port:
        with pytest.raises(kind, match=f"^smtp_{answer[:3]}$"):
            await _send(port)
    assert mailbox.received == []


async def test_nobody_listens() -> None:
    async with _scripted_server() as port:
        pass
    with pytest.raises(TemporaryMailError, match="connect_failed"):
        await _send(port)


async def test_server_refuses_the_connection() -> None:
    """A 5xx before the mail was mentioned says nothing about the mail."""
    async with _scripted_server(b"554 go away\r\n") as port:
        with pytest.raises(TemporaryMailError, match="connect_554"):
            await _send(port)


async def test_server_stalls() -> None:
    async with _scripted_server() as port:
        with pytest.raises(TemporaryMailError, match="timeout"):
            await _send(port, step_timeout_seconds=0.2)


async def test_server_stalls_in_small_steps() -> None:
    """Each answer is in time, but the greeting never ends."""
    async with _scripted_server(b"220-a\r\n" * 10) as port:
        with pytest.raises(TemporaryMailError, match="timeout"):
            await _send(port, total_timeout_seconds=0.2)


async def test_server_talks_nonsense() -> None:
    async with _scripted_server(b"\xff\xfe nonsense\r\n", repeats=True) as port:
        with pytest.raises(TemporaryMailError, match="connect_failed|no_smtp"):
            await _send(port, step_timeout_seconds=1)


async def test_connection_drops_after_data(
    smtp_server: SmtpServerFactory, mailbox: Mailbox
) -> None:
    mailbox.drops_after_data = True
    async with smtp_server() as port:
        with pytest.raises(TemporaryMailError, match="connection_lost"):
            await _send(port)


async def test_connection_drops_at_goodbye() -> None:
    """The mail is taken over already, so it does not come a second time."""
    answers = iter([b"250 hi\r\n", b"250 OK\r\n", b"250 OK\r\n", b"354 go\r\n"])

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 hi\r\n")
        for answer in answers:
            await reader.readline()
            writer.write(answer)
        await reader.readuntil(b"\r\n.\r\n")
        writer.write(b"250 taken\r\n")
        await reader.readline()
        writer.transport.abort()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        await _send(server.sockets[0].getsockname()[1])
    assert next(answers, None) is None


async def test_starttls(
    smtp_server: SmtpServerFactory, mailbox: Mailbox, certificate: Certificate
) -> None:
    async with smtp_server(tls_context=certificate.server_context, require_starttls=True) as port:
        await _send(port, "starttls", tls_context=certificate.client_context)
    assert mailbox.is_encrypted == [True]


async def test_tls_from_the_start(
    smtp_server: SmtpServerFactory, mailbox: Mailbox, certificate: Certificate
) -> None:
    async with smtp_server(certificate.server_context) as port:
        await _send(port, "tls", tls_context=certificate.client_context)
    assert len(mailbox.received) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_unknown_certificate_is_not_trusted(
    smtp_server: SmtpServerFactory, mailbox: Mailbox, certificate: Certificate, security: str
) -> None:
    options: dict[str, Any] = {"tls_context": certificate.server_context}
    if security == "tls":
        options = {"ssl_context": certificate.server_context}
    async with smtp_server(**options) as port:
        with pytest.raises(TemporaryMailError, match="tls_failed"):
            await _send(port, security)
    assert mailbox.received == []


@pytest.mark.parametrize("login", [{}, {"user": USER, "password": PASSWORD}])
async def test_starttls_is_not_given_up_silently(
    smtp_server: SmtpServerFactory, mailbox: Mailbox, login: dict[str, str]
) -> None:
    """A server, or somebody in between, that hides STARTTLS gets neither mail nor password."""
    async with smtp_server() as port:
        with pytest.raises(TemporaryMailError, match="connect_failed"):
            await _send(port, "starttls", login=login)
    assert mailbox.received == []


@pytest.mark.parametrize(
    ("password", "count"), [(PASSWORD, 1), ("falsch", 0)], ids=["right", "wrong"]
)
async def test_login(
    smtp_server: SmtpServerFactory,
    mailbox: Mailbox,
    certificate: Certificate,
    password: str,
    count: int,
) -> None:
    async with smtp_server(
        tls_context=certificate.server_context, authenticator=authenticator, auth_required=True
    ) as port:
        login = {"user": USER, "password": password}
        sending = _send(port, "starttls", login=login, tls_context=certificate.client_context)
        if count:
            await sending
        else:
            with pytest.raises(TemporaryMailError, match="login_failed"):
                await sending
    assert len(mailbox.received) == count


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # that is the point of the test
async def test_missing_login_waits_for_better_settings(
    smtp_server: SmtpServerFactory, mailbox: Mailbox
) -> None:
    async with smtp_server(
        authenticator=authenticator, auth_required=True, auth_require_tls=False
    ) as port:
        with pytest.raises(TemporaryMailError, match="smtp_530"):
            await _send(port)
    assert mailbox.received == []


def test_password_is_not_shown() -> None:
    assert "geheim" not in repr(SmtpServer("h", 25, "none", "u", "geheim"))
