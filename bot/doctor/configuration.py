"""Settings that are valid each for itself, but do not go together or are left to be filled in."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.consultations.database.engine import is_shared
from bot.doctor.finding import Finding, fine, hint, problem
from bot.knowledge.office import OFFICE_FILE, LiveOffice, OfficeError
from bot.settings import LOOPBACK_HOSTS, Settings

AREA = "configuration"
PLACEHOLDER_DOMAIN = "@localhost"


def check_configuration(settings: Settings) -> Iterator[Finding]:
    """Look at what only a person can know: addresses, mailboxes, contact."""
    found = [*_addresses(settings), *_mailboxes(settings), *_office(settings), *_scale(settings)]
    yield from found or [fine(AREA, "configuration_ok")]


def _addresses(settings: Settings) -> Iterator[Finding]:
    parts = urlsplit(settings.public_url)
    if parts.hostname in LOOPBACK_HOSTS:
        yield hint(AREA, "public_url_local", url=settings.public_url)
    elif parts.scheme != "https":
        yield problem(AREA, "public_url_plain", url=settings.public_url)
    for name in ("gateway_host", "desk_host"):
        host = getattr(settings, name)
        if host not in LOOPBACK_HOSTS:
            yield hint(AREA, "open_host", host=host, variable=f"IJA_{name.upper()}")


def _mailboxes(settings: Settings) -> Iterator[Finding]:
    if settings.mail_transport == "folder":
        yield hint(AREA, "mail_folder", folder=settings.mail_folder)
        return
    for variable, address in (
        ("IJA_MAIL_FROM", settings.mail_from),
        ("IJA_OFFICE_MAILBOX", settings.office_mailbox),
        ("IJA_OPERATOR_MAILBOX", settings.operator_mailbox),
    ):
        if address.endswith(PLACEHOLDER_DOMAIN):
            yield problem(AREA, "mail_placeholder", variable=variable, address=address)
    if not settings.imap.host:
        yield hint(AREA, "no_imap")


def _office(settings: Settings) -> Iterator[Finding]:
    try:
        LiveOffice(settings.faq_dir / OFFICE_FILE).current()
    except OfficeError:
        yield problem(AREA, "office_file")


def _scale(settings: Settings) -> Iterator[Finding]:
    is_spread = any(
        urlsplit(url).hostname not in LOOPBACK_HOSTS for url in settings.scale.rasa_urls
    )
    if is_spread and not is_shared(settings.scale.tracker_url):
        yield problem(AREA, "tracker_not_shared")
    if settings.scale.redis_url and not is_shared(settings.database_url):
        yield problem(AREA, "database_not_shared")
