"""Certificates that visitors and we ourselves rely on: valid, and for how long still."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from cryptography import x509

from bot.clock import utc_now
from bot.doctor.finding import Finding, fine, hint, problem
from bot.settings import Settings

AREA = "certificates"
CONNECT_SECONDS = 5.0
HINT_DAYS = 21
PROBLEM_DAYS = 7
HTTPS_PORT = 443


def check_certificates(settings: Settings) -> Iterator[Finding]:
    """Look at every server that is spoken to over TLS from the first byte on."""
    for host, port in _places(settings):
        yield check_certificate(host, port, utc_now())


def check_certificate(
    host: str, port: int, now: datetime, context: ssl.SSLContext | None = None
) -> Finding:
    """Connect as a browser would and say how long the certificate is valid."""
    place = {"host": host, "port": port}
    try:
        trusted = context or ssl.create_default_context()
        with (
            socket.create_connection((host, port), CONNECT_SECONDS) as connection,
            trusted.wrap_socket(connection, server_hostname=host) as secured,
        ):
            content = secured.getpeercert(binary_form=True) or b""
    except ssl.SSLCertVerificationError as error:
        return problem(AREA, "certificate_refused", reason=error.verify_message, **place)
    except (OSError, ValueError) as error:
        return problem(AREA, "certificate_unseen", reason=type(error).__name__, **place)
    end = x509.load_der_x509_certificate(content).not_valid_after_utc
    days = (end - now).days
    values = {**place, "days": days, "day": f"{end:%d.%m.%Y}"}
    if days < PROBLEM_DAYS:
        return problem(AREA, "certificate_ends", **values)
    if days < HINT_DAYS:
        return hint(AREA, "certificate_ends", **values)
    return fine(AREA, "certificate_ok", **values)


def _places(settings: Settings) -> list[tuple[str, int]]:
    places = []
    public = urlsplit(settings.public_url)
    if public.scheme == "https" and public.hostname:
        places.append((public.hostname, public.port or HTTPS_PORT))
    if settings.mail_transport == "smtp" and settings.smtp.security == "tls":
        places.append((settings.smtp.host, settings.smtp.port))
    if settings.imap.host and settings.imap.security == "tls":
        places.append((settings.imap.host, settings.imap.port))
    return list(dict.fromkeys(places))
