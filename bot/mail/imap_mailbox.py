"""A mailbox on an IMAP server."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.mail.mailboxes import MailboxUnavailableError

# strftime would use the names of the machine's language.
_MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
_SIZE = re.compile(rb"RFC822\.SIZE ([0-9]+)")


@dataclass(frozen=True)
class ImapServer:
    """How to reach the server; ``security`` is ``none``, ``starttls`` or ``tls``."""

    host: str
    port: int
    security: str
    user: str
    password: str = field(default="", repr=False)


class ImapMailbox:
    """Opens folders over a new connection each."""

    def __init__(
        self,
        server: ImapServer,
        *,
        timeout_seconds: float = 60,
        tls_context: ssl.SSLContext | None = None,
    ) -> None:
        """Check certificates against the system's authorities unless ``tls_context`` is given."""
        self._server = server
        self._timeout_seconds = timeout_seconds
        self._tls_context = tls_context or ssl.create_default_context()

    @contextmanager
    def open(self, folder: str) -> Iterator[ImapFolder]:
        """Connect, log in and open a folder.

        Raises:
            MailboxUnavailableError: also for whatever fails inside of the block.
        """
        with _translated_errors():
            client = self._connect()
            try:
                yield ImapFolder(client, folder)
            finally:
                with suppress(imaplib.IMAP4.error, OSError):
                    client.logout()

    def _connect(self) -> imaplib.IMAP4:
        server = self._server
        if server.security == "tls":
            client: imaplib.IMAP4 = imaplib.IMAP4_SSL(
                server.host,
                server.port,
                ssl_context=self._tls_context,
                timeout=self._timeout_seconds,
            )
        else:
            client = imaplib.IMAP4(server.host, server.port, timeout=self._timeout_seconds)
        try:
            if server.security == "starttls":
                client.starttls(self._tls_context)
            try:
                client.login(server.user, server.password)
            except imaplib.IMAP4.abort:
                raise
            except imaplib.IMAP4.error:
                raise MailboxUnavailableError("login_failed") from None
        except BaseException:
            with suppress(imaplib.IMAP4.error, OSError):
                client.shutdown()
            raise
        return client


class ImapFolder:
    """A folder that is open."""

    def __init__(self, client: imaplib.IMAP4, name: str) -> None:
        """Open the folder of a connection that is logged in."""
        self._client = client
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        _require_ok("folder_missing", client.select(f'"{quoted}"'))
        validity = client.response("UIDVALIDITY")[1][0]
        if validity is None:
            raise MailboxUnavailableError("no_uid_validity")
        self.uid_validity = int(validity)

    def uids(self, since: date, *, unread_only: bool = False) -> list[int]:
        """Return the mails that arrived on or after a day, oldest first."""
        day = f"{since.day}-{_MONTHS[since.month - 1]}-{since.year}"
        data = self._uid("SEARCH", *(["UNSEEN"] if unread_only else []), "SINCE", day)
        return sorted(int(uid) for line in data if line for uid in line.split())

    def size(self, uid: int) -> int:
        """Return how many bytes a mail has."""
        for line in self._uid("FETCH", str(uid), "(RFC822.SIZE)"):
            match = _SIZE.search(line if isinstance(line, bytes) else b"")
            if match:
                return int(match[1])
        raise MailboxUnavailableError("mail_missing")

    def read(self, uid: int, limit: int) -> bytes:
        """Return the first ``limit`` bytes of a mail and leave it unread."""
        for line in self._uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{limit}>)"):
            if isinstance(line, tuple):
                return bytes(line[1])
        raise MailboxUnavailableError("mail_missing")

    def mark_seen(self, uid: int) -> None:
        """Mark a mail as read."""
        self._uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")

    def delete(self, uids: list[int]) -> None:
        """Delete mails for good."""
        if not uids:
            return
        chosen = ",".join(map(str, uids))
        self._uid("STORE", chosen, "+FLAGS.SILENT", r"(\Deleted)")
        if "UIDPLUS" in self._client.capabilities:
            self._uid("EXPUNGE", chosen)
        else:
            _require_ok("expunge_failed", self._client.expunge())

    def _uid(self, command: str, *arguments: str) -> list[Any]:
        result = self._client.uid(command, *arguments)
        _require_ok(f"{command.lower()}_failed", result)
        return list(result[1])


@contextmanager
def _translated_errors() -> Iterator[None]:
    try:
        yield
    except ssl.SSLError as error:
        raise MailboxUnavailableError("tls_failed") from error
    except (imaplib.IMAP4.error, OSError) as error:
        is_timeout = isinstance(error, TimeoutError)
        raise MailboxUnavailableError("timeout" if is_timeout else "connection_lost") from error


def _require_ok(code: str, result: tuple[str, Any]) -> None:
    if result[0] != "OK":
        raise MailboxUnavailableError(code)
