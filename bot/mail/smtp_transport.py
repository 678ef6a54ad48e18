"""Hands mails to an SMTP server."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage

import aiosmtplib

from bot.mail.transports import MailError, PermanentMailError, TemporaryMailError

# Answers about us and not about the mail: log in first, use TLS first, password wrong. Somebody
# will correct the settings, so these mails wait.
_ACCESS_CODES = frozenset({530, 534, 535, 538})


@dataclass(frozen=True)
class SmtpServer:
    """How to reach the server; ``security`` is ``none``, ``starttls`` or ``tls``."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = field(default="", repr=False)


class SmtpTransport:
    """Delivers over a new connection for each mail."""

    def __init__(
        self,
        server: SmtpServer,
        *,
        step_timeout_seconds: float = 30,
        total_timeout_seconds: float = 120,
        tls_context: ssl.SSLContext | None = None,
    ) -> None:
        """Check certificates against the system's authorities unless ``tls_context`` is given.

        The total timeout must be shorter than the lease of the outbox.
        """
        self._server = server
        self._step_timeout_seconds = step_timeout_seconds
        self._total_timeout_seconds = total_timeout_seconds
        self._tls_context = tls_context

    async def send(self, message: EmailMessage) -> None:
        """Deliver the mail and return when the server has taken it over."""
        try:
            await asyncio.wait_for(self._deliver(message), self._total_timeout_seconds)
        except asyncio.TimeoutError:
            # A server that answers every step just in time must not keep a mail for ever.
            raise TemporaryMailError("timeout") from None

    async def check(self) -> None:
        """Connect, encrypt and log in as for a mail, then leave.

        Raises:
            TemporaryMailError: that did not work.
        """
        client = self._client()
        try:
            await asyncio.wait_for(_connect(client), self._total_timeout_seconds)
            await _say_goodbye(client)
        except asyncio.TimeoutError:
            raise TemporaryMailError("timeout") from None
        finally:
            client.close()

    async def _deliver(self, message: EmailMessage) -> None:
        client = self._client()
        try:
            await _connect(client)
            await _hand_over(client, message)
            await _say_goodbye(client)
        finally:
            client.close()

    def _client(self) -> aiosmtplib.SMTP:
        return aiosmtplib.SMTP(
            hostname=self._server.host,
            port=self._server.port,
            username=self._server.user or None,
            password=self._server.password if self._server.user else None,
            use_tls=self._server.security == "tls",
            start_tls=self._server.security == "starttls",
            tls_context=self._tls_context,
            timeout=self._step_timeout_seconds,
        )


async def _connect(client: aiosmtplib.SMTP) -> None:
    """Connect, encrypt and log in; whatever fails here says nothing about the mail."""
    try:
        await client.connect()
    except aiosmtplib.SMTPAuthenticationError as error:
        raise TemporaryMailError("login_failed") from error
    except aiosmtplib.SMTPResponseException as error:
        # The library's own -1: whoever listens there does not speak SMTP.
        code = "no_smtp" if error.code < 0 else f"connect_{error.code}"
        raise TemporaryMailError(code) from error
    except aiosmtplib.SMTPTimeoutError as error:
        raise TemporaryMailError("timeout") from error
    except (aiosmtplib.SMTPException, OSError) as error:
        # With TLS from the start, the library hides a bad certificate behind a connect error.
        is_tls = isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError)
        raise TemporaryMailError("tls_failed" if is_tls else "connect_failed") from error


async def _hand_over(client: aiosmtplib.SMTP, message: EmailMessage) -> None:
    sender, recipient = (str(message[name].addresses[0].addr_spec) for name in ("From", "To"))
    try:
        await client.sendmail(sender, [recipient], message.as_bytes())
    except aiosmtplib.SMTPRecipientsRefused as error:
        raise _refusal(error.recipients[0].code) from error
    except aiosmtplib.SMTPResponseException as error:
        raise _refusal(error.code) from error
    except aiosmtplib.SMTPTimeoutError as error:
        raise TemporaryMailError("timeout") from error
    except (aiosmtplib.SMTPException, OSError) as error:
        raise TemporaryMailError("connection_lost") from error


async def _say_goodbye(client: aiosmtplib.SMTP) -> None:
    try:
        await client.quit()
    except (aiosmtplib.SMTPException, OSError):
        # The server has taken the mail over already; how it hangs up does not matter.
        return


def _refusal(code: int) -> MailError:
    if 500 <= code < 600 and code not in _ACCESS_CODES:
        return PermanentMailError(f"smtp_{code}")
    return TemporaryMailError(f"smtp_{code}")
