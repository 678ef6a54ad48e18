"""Against a real Dovecot."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone

import pytest

from bot.mail.imap_mailbox import ImapMailbox, ImapServer
from bot.mail.mailboxes import MailboxUnavailableError

from .conftest import Certificate
from .dovecot import PASSWORD, Dovecot

RAW = b"From: kim@example.org\r\nSubject: IJ-2026-0001\r\n\r\nHallo\r\n"
SINCE = datetime.now(timezone.utc).date() - timedelta(days=2)


def _mailbox(port: int, security: str, certificate: Certificate, **changes: str) -> ImapMailbox:
    login = {"user": "lotse", "password": PASSWORD, **changes}
    server = ImapServer("127.0.0.1", port, security, **login)
    return ImapMailbox(server, timeout_seconds=5, tls_context=certificate.client_context)


@pytest.mark.parametrize("security", ["starttls", "tls", "none"])
def test_mails_are_found_read_and_marked(
    dovecot: Dovecot, certificate: Certificate, security: str
) -> None:
    port = dovecot.tls_port if security == "tls" else dovecot.port
    mailbox = _mailbox(port, security, certificate, user=f"read-{security}")
    with mailbox.open("INBOX") as folder:
        assert folder.uids(SINCE) == []
    dovecot.append(f"read-{security}", RAW)
    with mailbox.open("INBOX") as folder:
        [uid] = folder.uids(SINCE)
        assert folder.size(uid) == len(RAW)
        assert folder.read(uid, len(RAW)) == RAW
        assert folder.read(uid, 5) == RAW[:5]
        # Reading leaves it unread.
        assert folder.uids(SINCE, unread_only=True) == [uid]
        folder.mark_seen(uid)
        assert folder.uids(SINCE, unread_only=True) == []
        assert folder.uids(SINCE) == [uid]
        validity = folder.uid_validity
    with mailbox.open("INBOX") as folder:
        assert folder.uid_validity == validity
        folder.delete([uid])
        folder.delete([])
        assert folder.uids(date(1990, 1, 1)) == []


def test_old_mails_are_not_searched(dovecot: Dovecot, certificate: Certificate) -> None:
    dovecot.append("old", RAW)
    tomorrow = SINCE + timedelta(days=4)
    with _mailbox(dovecot.port, "none", certificate, user="old").open("INBOX") as folder:
        assert folder.uids(tomorrow) == []
        assert len(folder.uids(date(1990, 1, 1))) == 1


@pytest.mark.parametrize(
    ("folder", "changes", "code"),
    [
        ("INBOX", {"password": "falsch"}, "login_failed"),
        ("Gibt's nicht", {}, "folder_missing"),
        ('"\\ quoted', {}, "folder_missing"),
    ],
)
def test_what_is_wrong_has_a_code(
    dovecot: Dovecot, certificate: Certificate, folder: str, changes: dict[str, str], code: str
) -> None:
    mailbox = _mailbox(dovecot.port, "starttls", certificate, **changes)
    with pytest.raises(MailboxUnavailableError, match=f"^{code}$"), mailbox.open(folder):
        pass


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_signed_is_refused(dovecot: Dovecot, security: str) -> None:
    port = dovecot.tls_port if security == "tls" else dovecot.port
    server = ImapServer("127.0.0.1", port, security, "lotse", PASSWORD)
    mailbox = ImapMailbox(server, timeout_seconds=5)
    with pytest.raises(MailboxUnavailableError, match="tls_failed"), mailbox.open("INBOX"):
        pass


def test_a_mail_that_is_gone_has_a_code(dovecot: Dovecot, certificate: Certificate) -> None:
    mailbox = _mailbox(dovecot.port, "none", certificate, user="gone")
    with mailbox.open("INBOX") as folder:
        with pytest.raises(MailboxUnavailableError, match="mail_missing"):
            folder.read(999, 10)
        with pytest.raises(MailboxUnavailableError, match="mail_missing"):
            folder.size(999)


@contextmanager
def _server_that_says(*lines: bytes) -> Iterator[int]:
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            for line in lines:
                connection.sendall(line)
            connection.recv(1000)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    with listener:
        yield listener.getsockname()[1]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((), "timeout"),
        ((b"* BYE full\r\n",), "connection_lost"),
        ((b"\xff" * 50 + b"\r\n",), "connection_lost"),
    ],
)
def test_a_server_that_hangs_or_talks_nonsense(
    certificate: Certificate, lines: tuple[bytes, ...], code: str
) -> None:
    with _server_that_says(*lines) as port:
        server = ImapServer("127.0.0.1", port, "none", "lotse", PASSWORD)
        mailbox = ImapMailbox(server, timeout_seconds=0.5, tls_context=certificate.client_context)
        with pytest.raises(MailboxUnavailableError, match=code), mailbox.open("INBOX"):
            pass


def test_nobody_listens(certificate: Certificate) -> None:
    mailbox = _mailbox(1, "none", certificate)
    with pytest.raises(MailboxUnavailableError, match="connection_lost"), mailbox.open("INBOX"):
        pass
