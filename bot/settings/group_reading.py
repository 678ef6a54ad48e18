"""Reads the groups of settings that belong together, with what is checked of a group as a whole."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path

from bot.settings.groups import (
    BackupSettings,
    ImapSettings,
    LoadSettings,
    MetricsSettings,
    RadarSettings,
    RetentionSettings,
    ScaleSettings,
    SmtpSettings,
    TelegramSettings,
)
from bot.settings.reader import LOOPBACK, Reader
from bot.texts import text

_MAIL_SECURITY = ("none", "starttls", "tls")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEVER = "never"
_TELEGRAM_TOKEN = re.compile(r"[0-9]{3,20}:[A-Za-z0-9_-]{30,100}")


def read_smtp(reader: Reader) -> SmtpSettings:
    """Return how mails go out."""
    return SmtpSettings(
        host=reader.string("IJA_SMTP_HOST", "127.0.0.1"),
        port=reader.port("IJA_SMTP_PORT", 25),
        security=reader.choice("IJA_SMTP_SECURITY", "starttls", _MAIL_SECURITY),
        user=reader.string("IJA_SMTP_USER", ""),
        password=reader.secret("IJA_SMTP_PASSWORD"),
    )


def read_imap(reader: Reader) -> ImapSettings:
    """Return where answers are fetched from."""
    return ImapSettings(
        host=reader.string("IJA_IMAP_HOST", ""),
        port=reader.port("IJA_IMAP_PORT", 993),
        security=reader.choice("IJA_IMAP_SECURITY", "tls", _MAIL_SECURITY),
        user=reader.string("IJA_IMAP_USER", ""),
        password=reader.secret("IJA_IMAP_PASSWORD"),
        folders=reader.words("IJA_IMAP_FOLDERS", "INBOX"),
        staff_senders=reader.words("IJA_STAFF_SENDERS", ""),
    )


def read_retention(reader: Reader) -> RetentionSettings:
    """Return how long what is kept."""
    return RetentionSettings(
        request_days=reader.whole("IJA_REQUEST_RETENTION_DAYS", 90),
        chat_days=reader.whole("IJA_CHAT_RETENTION_DAYS", 7),
        mailbox_days=reader.whole("IJA_MAILBOX_RETENTION_DAYS", 30),
        log_days=reader.whole("IJA_LOG_RETENTION_DAYS", 14),
        receipt_days=reader.whole("IJA_RECEIPT_RETENTION_DAYS", 1095),
    )


def read_metrics(reader: Reader) -> MetricsSettings:
    """Return where the figures are; whoever can reach them from elsewhere needs a token."""
    host = reader.string("IJA_METRICS_HOST", "127.0.0.1")
    is_off = reader.string("IJA_METRICS_PORT", "") == "0"
    token = reader.long_secret("IJA_METRICS_TOKEN")
    if not (is_off or token or host in LOOPBACK):
        reader.problems.append(text("settings.metrics_token", name="IJA_METRICS_TOKEN"))
    return MetricsSettings(host, 0 if is_off else reader.port("IJA_METRICS_PORT", 8002), token)


def read_load(reader: Reader) -> LoadSettings:
    """Return how many turns of chats may wait."""
    return LoadSettings(
        turns_at_once=reader.whole("IJA_TURNS_AT_ONCE", 8),
        turns_waiting=reader.whole("IJA_TURNS_WAITING", 60),
        wait_seconds=reader.positive("IJA_TURN_WAIT_SECONDS", 5),
    )


def read_radar(reader: Reader) -> RadarSettings:
    """Return when the weekly report goes out."""
    day = reader.choice("IJA_RADAR_WEEKDAY", _WEEKDAYS[0], (*_WEEKDAYS, _NEVER))
    hour = reader.string("IJA_RADAR_TIME", "07:30")
    try:
        at = time.fromisoformat(hour)
    except ValueError:
        reader.problems.append(text("settings.clock", name="IJA_RADAR_TIME", value=hour))
        at = time()
    return RadarSettings(None if day == _NEVER else _WEEKDAYS.index(day), at.replace(tzinfo=None))


def read_scale(reader: Reader, tracker_url: str) -> ScaleSettings:
    """Return what several machines share; ``tracker_url`` is where conversations are kept."""
    return ScaleSettings(
        rasa_workers=reader.whole("IJA_RASA_WORKERS", 2),
        rasa_urls=reader.addresses("IJA_RASA_URLS", ""),
        tracker_url=tracker_url,
        redis_url=reader.redis("IJA_REDIS_URL"),
    )


def read_backup(reader: Reader, var_dir: Path) -> BackupSettings:
    """Return where backups go."""
    return BackupSettings(
        folder=Path(reader.string("IJA_BACKUP_DIR", str(var_dir / "backups"))),
        key_file=reader.key_file("IJA_BACKUP_KEY_FILE"),
        keep_days=reader.whole("IJA_BACKUP_KEEP_DAYS", 14),
    )


def read_telegram(reader: Reader) -> TelegramSettings:
    """Return the bot of Telegram; its token is what BotFather gives out."""
    token = reader.secret("IJA_TELEGRAM_TOKEN").strip()
    if token and not _TELEGRAM_TOKEN.fullmatch(token):
        reader.problems.append(text("settings.telegram_token", name="IJA_TELEGRAM_TOKEN"))
    modes = ("auto", "webhook", "polling")
    api = reader.address("IJA_TELEGRAM_API_URL", "https://api.telegram.org")
    return TelegramSettings(token, reader.choice("IJA_TELEGRAM_MODE", "auto", modes), api)
