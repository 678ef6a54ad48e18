"""What belongs together among the settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from pathlib import Path


@dataclass(frozen=True)
class SmtpSettings:
    """How to reach the mail server; ``security`` is ``none``, ``starttls`` or ``tls``."""

    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)


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


@dataclass(frozen=True)
class MetricsSettings:
    """Where the figures for operators are; port 0 means nowhere, no token means for all."""

    host: str
    port: int
    token: str = field(repr=False)


@dataclass(frozen=True)
class LoadSettings:
    """How many chat turns the assistant gets at once, how many wait and for how long at most."""

    turns_at_once: int
    turns_waiting: int
    wait_seconds: float


@dataclass(frozen=True)
class ScaleSettings:
    """What several machines share; all empty or single on one machine.

    ``rasa_urls`` are the Rasa cores that conversations are spread over (none: the one at
    ``Settings.rasa_url``), ``tracker_url`` is where
    all of them keep what was said. A core on this machine has at most ``rasa_workers`` workers.
    """

    rasa_workers: int
    rasa_urls: tuple[str, ...]
    tracker_url: str = field(repr=False)
    redis_url: str = field(repr=False)


@dataclass(frozen=True)
class BackupSettings:
    """Where backups go, the file with their passphrase, and how many days they are kept."""

    folder: Path
    key_file: Path | None
    keep_days: int


@dataclass(frozen=True)
class TelegramSettings:
    """The bot in Telegram; without a token there is none.

    ``mode`` is ``webhook``, ``polling`` or ``auto``: by webhook where the public address has TLS.
    """

    token: str = field(repr=False)
    mode: str
    api_url: str


@dataclass(frozen=True)
class RadarSettings:
    """When the weekly report goes out, by German clocks; weekday 0 is Monday, None means never."""

    weekday: int | None
    at: time
