"""The groups of settings that belong together; each reads its variables and checks them as one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path

from bot.settings.reader import LOOPBACK_HOSTS, Reader
from bot.texts import text

_MAIL_SECURITY = ("none", "starttls", "tls")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEVER = "never"
_TELEGRAM_TOKEN = re.compile(r"[0-9]{3,20}:[A-Za-z0-9_-]{30,100}")


@dataclass(frozen=True)
class SmtpSettings:
    """How to reach the mail server; ``security`` is ``none``, ``starttls`` or ``tls``."""

    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)

    @classmethod
    def read(cls, reader: Reader) -> SmtpSettings:
        """Return how mails go out."""
        return cls(
            host=reader.string("IJA_SMTP_HOST", "127.0.0.1"),
            port=reader.port("IJA_SMTP_PORT", 25),
            security=reader.choice("IJA_SMTP_SECURITY", "starttls", _MAIL_SECURITY),
            user=reader.string("IJA_SMTP_USER", ""),
            password=reader.secret("IJA_SMTP_PASSWORD"),
        )


@dataclass(frozen=True)
class ImapSettings:
    """How to reach the mailbox that answers are fetched from; an empty host means none."""

    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)
    folders: tuple[str, ...]
    staff_senders: tuple[str, ...]

    @classmethod
    def read(cls, reader: Reader) -> ImapSettings:
        """Return where answers are fetched from."""
        return cls(
            host=reader.string("IJA_IMAP_HOST", ""),
            port=reader.port("IJA_IMAP_PORT", 993),
            security=reader.choice("IJA_IMAP_SECURITY", "tls", _MAIL_SECURITY),
            user=reader.string("IJA_IMAP_USER", ""),
            password=reader.secret("IJA_IMAP_PASSWORD"),
            folders=reader.words("IJA_IMAP_FOLDERS", "INBOX"),
            staff_senders=reader.words("IJA_STAFF_SENDERS", ""),
        )


@dataclass(frozen=True)
class RetentionSettings:
    """After how many days what is deleted.

    Requests count from the day on which they were answered, withdrawn or closed; everything else
    from its last change. ``receipt_days`` is for what names nobody: that a request was erased.
    """

    request_days: int
    chat_days: int
    mailbox_days: int
    log_days: int
    receipt_days: int

    @classmethod
    def read(cls, reader: Reader) -> RetentionSettings:
        """Return how long what is kept."""
        return cls(
            request_days=reader.whole("IJA_REQUEST_RETENTION_DAYS", 90),
            chat_days=reader.whole("IJA_CHAT_RETENTION_DAYS", 7),
            mailbox_days=reader.whole("IJA_MAILBOX_RETENTION_DAYS", 30),
            log_days=reader.whole("IJA_LOG_RETENTION_DAYS", 14),
            receipt_days=reader.whole("IJA_RECEIPT_RETENTION_DAYS", 1095),
        )


@dataclass(frozen=True)
class MetricsSettings:
    """Where the figures for operators are; port 0 means nowhere, no token means for all."""

    host: str
    port: int
    token: str = field(repr=False)

    @classmethod
    def read(cls, reader: Reader) -> MetricsSettings:
        """Return where the figures are; whoever can reach them from elsewhere needs a token."""
        host = reader.string("IJA_METRICS_HOST", "127.0.0.1")
        is_off = reader.string("IJA_METRICS_PORT", "") == "0"
        token = reader.long_secret("IJA_METRICS_TOKEN")
        if not (is_off or token or host in LOOPBACK_HOSTS):
            reader.problems.append(text("settings.metrics_token", name="IJA_METRICS_TOKEN"))
        return cls(host, 0 if is_off else reader.port("IJA_METRICS_PORT", 8002), token)


@dataclass(frozen=True)
class LoadSettings:
    """How many chat turns the assistant gets at once, how many wait and for how long at most."""

    turns_at_once: int
    turns_waiting: int
    wait_seconds: float

    @classmethod
    def read(cls, reader: Reader) -> LoadSettings:
        """Return how many turns of chats may wait."""
        return cls(
            turns_at_once=reader.whole("IJA_TURNS_AT_ONCE", 8),
            turns_waiting=reader.whole("IJA_TURNS_WAITING", 60),
            wait_seconds=reader.positive("IJA_TURN_WAIT_SECONDS", 5),
        )


@dataclass(frozen=True)
class ScaleSettings:
    """What several machines share; all empty or single on one machine.

    ``rasa_urls`` are the Rasa cores that conversations are spread over (none: the one at
    ``Settings.rasa_url``), ``tracker_url`` is where all of them keep what was said. A core on
    this machine has at most ``rasa_workers`` workers.
    """

    rasa_workers: int
    rasa_urls: tuple[str, ...]
    tracker_url: str = field(repr=False)
    redis_url: str = field(repr=False)

    @classmethod
    def read(cls, reader: Reader, tracker_url: str) -> ScaleSettings:
        """Return what several machines share; ``tracker_url`` is where conversations are kept."""
        return cls(
            rasa_workers=reader.whole("IJA_RASA_WORKERS", 2),
            rasa_urls=reader.addresses("IJA_RASA_URLS", ""),
            tracker_url=tracker_url,
            redis_url=reader.redis("IJA_REDIS_URL"),
        )


@dataclass(frozen=True)
class BackupSettings:
    """Where backups go, the file with their passphrase, and how many days they are kept."""

    folder: Path
    key_file: Path | None
    keep_days: int

    @classmethod
    def read(cls, reader: Reader, var_dir: Path) -> BackupSettings:
        """Return where backups go."""
        return cls(
            folder=Path(reader.string("IJA_BACKUP_DIR", str(var_dir / "backups"))),
            key_file=reader.key_file("IJA_BACKUP_KEY_FILE"),
            keep_days=reader.whole("IJA_BACKUP_KEEP_DAYS", 14),
        )


@dataclass(frozen=True)
class TelegramSettings:
    """The bot in Telegram; without a token there is none.

    ``mode`` is ``webhook``, ``polling`` or ``auto``: by webhook where the public address has TLS.
    """

    token: str = field(repr=False)
    mode: str
    api_url: str

    @classmethod
    def read(cls, reader: Reader) -> TelegramSettings:
        """Return the bot of Telegram; its token is what BotFather gives out."""
        token = reader.secret("IJA_TELEGRAM_TOKEN").strip()
        if token and not _TELEGRAM_TOKEN.fullmatch(token):
            reader.problems.append(text("settings.telegram_token", name="IJA_TELEGRAM_TOKEN"))
        modes = ("auto", "webhook", "polling")
        api = reader.address("IJA_TELEGRAM_API_URL", "https://api.telegram.org")
        return cls(token, reader.choice("IJA_TELEGRAM_MODE", "auto", modes), api)


@dataclass(frozen=True)
class RadarSettings:
    """When the weekly report goes out, by German clocks; weekday 0 is Monday, None means never."""

    weekday: int | None
    at: time

    @classmethod
    def read(cls, reader: Reader) -> RadarSettings:
        """Return when the weekly report goes out."""
        day = reader.choice("IJA_RADAR_WEEKDAY", _WEEKDAYS[0], (*_WEEKDAYS, _NEVER))
        hour = reader.string("IJA_RADAR_TIME", "07:30")
        try:
            at = time.fromisoformat(hour)
        except ValueError:
            reader.problems.append(text("settings.clock", name="IJA_RADAR_TIME", value=hour))
            at = time()
        return cls(None if day == _NEVER else _WEEKDAYS.index(day), at.replace(tzinfo=None))
