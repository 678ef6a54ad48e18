"""Settings of all processes; the only module that reads the environment.

Every variable is described in ``.env.example``; no variable is needed for the embedded default.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.texts import text

SMTP_SECURITY = ("none", "starttls", "tls")
MIN_SECRET_CHARACTERS = 32
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
    rasa_port: int
    actions_port: int
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
    def models_dir(self) -> Path:
        """Folder of trained models."""
        return self.root / "models"

    @property
    def rasa_url(self) -> str:
        """Address of the private Rasa core."""
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def actions_url(self) -> str:
        """Address of the private action server."""
        return f"http://127.0.0.1:{self.actions_port}"

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read and check all ``IJA_*`` variables.

        Raises:
            SettingsError: lists every wrong value at once.
        """
        reader = _Reader(os.environ if environ is None else environ)
        var_dir = Path(reader.string("IJA_VAR_DIR", str(PROJECT_ROOT / "var"))).resolve()
        gateway_port = reader.port("IJA_GATEWAY_PORT", 8000)
        settings = cls(
            root=PROJECT_ROOT,
            var_dir=var_dir,
            database_url=reader.string("IJA_DATABASE_URL", f"sqlite:///{var_dir / 'ija.sqlite'}"),
            rasa_database=var_dir / "rasa.sqlite",
            public_url=reader.string("IJA_PUBLIC_URL", f"http://127.0.0.1:{gateway_port}"),
            gateway_host=reader.string("IJA_GATEWAY_HOST", "127.0.0.1"),
            gateway_port=gateway_port,
            desk_host=reader.string("IJA_DESK_HOST", "127.0.0.1"),
            desk_port=reader.port("IJA_DESK_PORT", 8001),
            rasa_port=reader.port("IJA_RASA_PORT", 5005),
            actions_port=reader.port("IJA_ACTIONS_PORT", 5055),
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
        )
        if reader.problems:
            raise SettingsError(reader.problems)
        return settings


class _Reader:
    """Reads variables and collects what is wrong with them."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.problems: list[str] = []

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
        try:
            return Path(file).read_text(encoding="utf-8").rstrip("\n")
        except OSError as error:
            self.problems.append(
                text("settings.secret_file", name=f"{name}_FILE", reason=error.strerror or error)
            )
            return ""
