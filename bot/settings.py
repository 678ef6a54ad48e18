"""Settings of all processes; the only module that reads the environment.

Every variable is described in ``.env.example``; no variable is needed for the embedded default.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import time
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from bot.texts import text

SMTP_SECURITY = ("none", "starttls", "tls")
LOOPBACK = ("127.0.0.1", "::1", "localhost")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NEVER = "never"
LOG_FORMATS = ("json", "text")
DATABASE_KINDS = ("sqlite:///", "postgresql://", "postgresql+psycopg2://")
MIN_SECRET_CHARACTERS = 32
TELEGRAM_TOKEN = re.compile(r"[0-9]{3,20}:[A-Za-z0-9_-]{30,100}")
PROJECT_ROOT = Path(__file__).resolve().parent.parent


class SettingsError(ValueError):
    """One or more environment variables are wrong; ``problems`` lists all of them in German."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class SmtpSettings:
    """How to reach the mail server; ``security`` is ``none``, ``starttls`` or ``tls``."""

    host: str
    port: int
    security: str
    user: str
    password: str


@dataclass(frozen=True)
class ImapSettings:
    """How to reach the mailbox that answers are fetched from; an empty host means none."""

    host: str
    port: int
    security: str
    user: str
    password: str
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


@dataclass(frozen=True)
class Settings:
    """All settings, checked."""

    root: Path
    var_dir: Path
    database_url: str
    rasa_database: Path
    public_url: str
    gateway_host: str
    gateway_port: int
    desk_host: str
    desk_port: int
    desk_second_factor: str
    rasa_port: int
    mail_transport: str
    mail_folder: Path
    mail_from: str
    office_mailbox: str
    smtp: SmtpSettings
    imap: ImapSettings
    rasa_timeout_seconds: float
    session_idle_minutes: int
    retention: RetentionSettings
    answer_working_days: int
    secret_key: str
    metrics: MetricsSettings
    load: LoadSettings
    trusted_proxies: tuple[str, ...]
    widget_origins: tuple[str, ...]
    log_format: str
    radar: RadarSettings
    scale: ScaleSettings
    backup: BackupSettings
    erasure_journal: Path
    tracing_url: str
    telegram: TelegramSettings
    # The files that secrets came from; whoever checks their rights must know them.
    secret_files: tuple[Path, ...]

    @property
    def maintenance_file(self) -> Path:
        """Exists while the assistant is switched off (bot.maintenance)."""
        return self.var_dir / "maintenance.json"

    @property
    def chat_retention_days(self) -> int:
        """After how many days without a message a chat is deleted."""
        return self.retention.chat_days

    @property
    def secret_key_file(self) -> Path:
        """Where the secret lies if no variable holds it; made at the first start."""
        return self.var_dir / "secret.key"

    @property
    def attachments_dir(self) -> Path:
        """Folder of the files that came with mails."""
        return self.var_dir / "attachments"

    @property
    def log_dir(self) -> Path:
        """Folder of the log files."""
        return self.var_dir / "log"

    @property
    def faq_dir(self) -> Path:
        """Folder of the knowledge base."""
        return self.root / "faq"

    @property
    def responses_dir(self) -> Path:
        """Folder of the conversation texts."""
        return self.root / "data" / "responses"

    @property
    def sentences_dir(self) -> Path:
        """Folder of the sentences by which topics are recognised."""
        return self.root / "data" / "nlu"

    @property
    def models_dir(self) -> Path:
        """Folder of trained models."""
        return self.root / "models"

    @property
    def rasa_url(self) -> str:
        """Address of the private Rasa core."""
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def core_urls(self) -> tuple[str, ...]:
        """Addresses of all Rasa cores."""
        return self.scale.rasa_urls or (self.rasa_url,)

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read and check all ``IJA_*`` variables.

        Raises:
            SettingsError: lists every wrong value at once.
        """
        reader = _Reader(os.environ if environ is None else environ)
        var_dir = Path(reader.string("IJA_VAR_DIR", str(PROJECT_ROOT / "var"))).resolve()
        gateway_port = reader.port("IJA_GATEWAY_PORT", 8000)
        rasa_port = reader.port("IJA_RASA_PORT", 5005)
        tracker_url = reader.database("IJA_TRACKER_URL", var_dir / "rasa.sqlite")
        settings = cls(
            root=PROJECT_ROOT,
            var_dir=var_dir,
            database_url=reader.database("IJA_DATABASE_URL", var_dir / "ija.sqlite"),
            rasa_database=_sqlite_file(tracker_url, var_dir / "rasa.sqlite"),
            public_url=reader.string("IJA_PUBLIC_URL", f"http://127.0.0.1:{gateway_port}"),
            gateway_host=reader.string("IJA_GATEWAY_HOST", "127.0.0.1"),
            gateway_port=gateway_port,
            desk_host=reader.string("IJA_DESK_HOST", "127.0.0.1"),
            desk_port=reader.port("IJA_DESK_PORT", 8001),
            desk_second_factor=reader.choice(
                "IJA_DESK_SECOND_FACTOR", "optional", ("optional", "required")
            ),
            rasa_port=rasa_port,
            mail_transport=reader.choice("IJA_MAIL_TRANSPORT", "folder", ("folder", "smtp")),
            mail_folder=Path(reader.string("IJA_MAIL_FOLDER", str(var_dir / "mail"))),
            mail_from=reader.mailbox("IJA_MAIL_FROM", "ija-lotse@localhost"),
            office_mailbox=reader.mailbox("IJA_OFFICE_MAILBOX", "postfach@localhost"),
            smtp=SmtpSettings(
                host=reader.string("IJA_SMTP_HOST", "127.0.0.1"),
                port=reader.port("IJA_SMTP_PORT", 25),
                security=reader.choice("IJA_SMTP_SECURITY", "starttls", SMTP_SECURITY),
                user=reader.string("IJA_SMTP_USER", ""),
                password=reader.secret("IJA_SMTP_PASSWORD"),
            ),
            imap=ImapSettings(
                host=reader.string("IJA_IMAP_HOST", ""),
                port=reader.port("IJA_IMAP_PORT", 993),
                security=reader.choice("IJA_IMAP_SECURITY", "tls", SMTP_SECURITY),
                user=reader.string("IJA_IMAP_USER", ""),
                password=reader.secret("IJA_IMAP_PASSWORD"),
                folders=reader.words("IJA_IMAP_FOLDERS", "INBOX"),
                staff_senders=reader.words("IJA_STAFF_SENDERS", ""),
            ),
            rasa_timeout_seconds=reader.positive("IJA_RASA_TIMEOUT_SECONDS", 10),
            session_idle_minutes=int(reader.positive("IJA_SESSION_IDLE_MINUTES", 120)),
            retention=RetentionSettings(
                request_days=reader.whole("IJA_REQUEST_RETENTION_DAYS", 90),
                chat_days=reader.whole("IJA_CHAT_RETENTION_DAYS", 7),
                mailbox_days=reader.whole("IJA_MAILBOX_RETENTION_DAYS", 30),
                log_days=reader.whole("IJA_LOG_RETENTION_DAYS", 14),
                receipt_days=reader.whole("IJA_RECEIPT_RETENTION_DAYS", 1095),
            ),
            answer_working_days=reader.whole("IJA_ANSWER_WORKING_DAYS", 3),
            secret_key=reader.long_secret("IJA_SECRET_KEY"),
            metrics=reader.metrics(),
            load=LoadSettings(
                turns_at_once=reader.whole("IJA_TURNS_AT_ONCE", 8),
                turns_waiting=reader.whole("IJA_TURNS_WAITING", 60),
                wait_seconds=reader.positive("IJA_TURN_WAIT_SECONDS", 5),
            ),
            trusted_proxies=reader.networks("IJA_TRUSTED_PROXIES", "127.0.0.1, ::1"),
            widget_origins=reader.origins("IJA_WIDGET_ORIGINS"),
            log_format=reader.choice("IJA_LOG_FORMAT", "json", LOG_FORMATS),
            radar=reader.radar(),
            scale=ScaleSettings(
                rasa_workers=reader.whole("IJA_RASA_WORKERS", 2),
                rasa_urls=reader.addresses("IJA_RASA_URLS", ""),
                tracker_url=tracker_url,
                redis_url=reader.secret("IJA_REDIS_URL").strip(),
            ),
            backup=BackupSettings(
                folder=Path(reader.string("IJA_BACKUP_DIR", str(var_dir / "backups"))),
                key_file=reader.path("IJA_BACKUP_KEY_FILE"),
                keep_days=reader.whole("IJA_BACKUP_KEEP_DAYS", 14),
            ),
            erasure_journal=Path(
                reader.string("IJA_ERASURE_JOURNAL", str(var_dir / "erasures.jsonl"))
            ),
            tracing_url=reader.address("IJA_TRACING_URL"),
            telegram=reader.telegram(),
            secret_files=(),
        )
        if reader.problems:
            raise SettingsError(reader.problems)
        return replace(settings, secret_files=tuple(reader.secret_files))


def _sqlite_file(database_url: str, default: Path) -> Path:
    scheme = DATABASE_KINDS[0]
    is_file = database_url.startswith(scheme)
    return Path(database_url.removeprefix(scheme)) if is_file else default


class _Reader:
    """Reads variables and collects what is wrong with them."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.problems: list[str] = []
        self.secret_files: list[Path] = []

    def string(self, name: str, default: str) -> str:
        return self._environ.get(name, "").strip() or default

    def port(self, name: str, default: int) -> int:
        value = self.string(name, str(default))
        if value.isascii() and value.isdigit() and 0 < int(value) < 65536:
            return int(value)
        self.problems.append(text("settings.port", name=name, value=value))
        return default

    def positive(self, name: str, default: float) -> float:
        value = self.string(name, str(default))
        try:
            number = float(value)
        except ValueError:
            number = 0.0
        if 0 < number < float("inf"):
            return number
        self.problems.append(text("settings.positive", name=name, value=value))
        return default

    def whole(self, name: str, default: int) -> int:
        value = self.string(name, str(default))
        if value.isascii() and value.isdigit() and 0 < int(value[:10]) < 100_000:
            return int(value)
        self.problems.append(text("settings.whole", name=name, value=value))
        return default

    def words(self, name: str, default: str) -> tuple[str, ...]:
        words = (word.strip() for word in self.string(name, default).split(","))
        return tuple(word for word in words if word)

    def networks(self, name: str, default: str) -> tuple[str, ...]:
        """Return addresses and networks as written, each of them a valid one."""
        networks = self.words(name, default)
        for network in networks:
            try:
                ip_network(network)
            except ValueError:
                self.problems.append(text("settings.network", name=name, value=network))
        return networks

    def origins(self, name: str) -> tuple[str, ...]:
        """Return the origins of websites, as browsers write them: scheme, host, port, no path."""
        origins = tuple(word.rstrip("/").lower() for word in self.words(name, ""))
        for origin in origins:
            if not _is_origin(origin):
                self.problems.append(text("settings.origin", name=name, value=origin))
        return origins

    def metrics(self) -> MetricsSettings:
        """Return where the figures are; whoever can reach them from elsewhere needs a token."""
        host = self.string("IJA_METRICS_HOST", "127.0.0.1")
        is_off = self.string("IJA_METRICS_PORT", "") == "0"
        token = self.long_secret("IJA_METRICS_TOKEN")
        if not (is_off or token or host in LOOPBACK):
            self.problems.append(text("settings.metrics_token", name="IJA_METRICS_TOKEN"))
        return MetricsSettings(host, 0 if is_off else self.port("IJA_METRICS_PORT", 8002), token)

    def telegram(self) -> TelegramSettings:
        """Return the bot of Telegram; its token is what BotFather gives out."""
        token = self.secret("IJA_TELEGRAM_TOKEN").strip()
        if token and not TELEGRAM_TOKEN.fullmatch(token):
            self.problems.append(text("settings.telegram_token", name="IJA_TELEGRAM_TOKEN"))
        modes = ("auto", "webhook", "polling")
        api = self.address("IJA_TELEGRAM_API_URL", "https://api.telegram.org")
        return TelegramSettings(token, self.choice("IJA_TELEGRAM_MODE", "auto", modes), api)

    def radar(self) -> RadarSettings:
        """Return when the weekly report goes out."""
        day = self.choice("IJA_RADAR_WEEKDAY", WEEKDAYS[0], (*WEEKDAYS, NEVER))
        hour = self.string("IJA_RADAR_TIME", "07:30")
        try:
            at = time.fromisoformat(hour)
        except ValueError:
            self.problems.append(text("settings.clock", name="IJA_RADAR_TIME", value=hour))
            at = time()
        return RadarSettings(None if day == NEVER else WEEKDAYS.index(day), at.replace(tzinfo=None))

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        value = self.string(name, default)
        if value in allowed:
            return value
        self.problems.append(
            text("settings.choice", name=name, value=value, allowed=", ".join(allowed))
        )
        return default

    def mailbox(self, name: str, default: str) -> str:
        value = self.string(name, default)
        if value.count("@") == 1 and not any(c.isspace() or not c.isprintable() for c in value):
            return value
        self.problems.append(text("settings.mailbox", name=name))
        return default

    def database(self, name: str, file: Path) -> str:
        """Return an address that may hold a password; the default is an SQLite file."""
        value = self.secret(name).strip()
        if not value:
            return f"sqlite:///{file}"
        if value.startswith(DATABASE_KINDS):
            return value
        self.problems.append(text("settings.database", name=name))
        return value

    def path(self, name: str) -> Path | None:
        value = self.string(name, "")
        return Path(value) if value else None

    def address(self, name: str, default: str = "") -> str:
        return next(iter(self.addresses(name, default)), "")

    def addresses(self, name: str, default: str) -> tuple[str, ...]:
        """Return web addresses without a slash at their end."""
        addresses = tuple(address.rstrip("/") for address in self.words(name, default))
        for address in addresses:
            parts = urlsplit(address)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                self.problems.append(text("settings.address", name=name, value=address))
        return addresses

    def long_secret(self, name: str) -> str:
        value = self.secret(name)
        if value and len(value) < MIN_SECRET_CHARACTERS:
            self.problems.append(
                text("settings.secret_short", name=name, limit=MIN_SECRET_CHARACTERS)
            )
        return value

    def secret(self, name: str) -> str:
        """Return the variable, or the content of the file that ``<name>_FILE`` names."""
        file = self._environ.get(f"{name}_FILE", "").strip()
        if not file:
            return self._environ.get(name, "")
        self.secret_files.append(Path(file))
        try:
            return Path(file).read_text(encoding="utf-8").rstrip("\n")
        except (OSError, ValueError) as error:
            # ValueError: a path with NUL, or a file that is no text.
            reason = getattr(error, "strerror", None) or type(error).__name__
            self.problems.append(text("settings.secret_file", name=f"{name}_FILE", reason=reason))
            return ""


def _is_origin(value: str) -> bool:
    parts = urlsplit(value)
    try:
        host = parts.hostname if parts.port is None else f"{parts.hostname}:{parts.port}"
    except ValueError:
        return False
    is_safe = parts.scheme == "https" or parts.hostname in LOOPBACK
    # Rebuilt from its parts it is the same: no path, no query, no password.
    return is_safe and bool(parts.hostname) and f"{parts.scheme}://{host}" == value
