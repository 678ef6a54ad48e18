"""All settings and their variables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.settings.checks import shared_ports, unknown_names
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
from bot.settings.reader import DATABASE_KINDS, LOOPBACK_HOSTS, Reader

LOG_FORMATS = ("json", "text")
PROJECT_ROOT = Path(__file__).resolve().parent.parent.parent


class SettingsError(ValueError):
    """One or more environment variables are wrong; ``problems`` lists all of them in German."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Settings:
    """All settings, checked."""

    root: Path
    var_dir: Path
    database_url: str = field(repr=False)
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
    operator_mailbox: str
    smtp: SmtpSettings
    imap: ImapSettings
    rasa_timeout_seconds: float
    session_idle_minutes: int
    retention: RetentionSettings
    answer_working_days: int
    secret_key: str = field(repr=False)
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
    def tasks_dir(self) -> Path:
        """Folder of how the tasks by the clock ended (bot.metrics.tasks)."""
        return self.var_dir / "tasks"

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
    def listeners(self) -> tuple[tuple[str, str, int], ...]:
        """Return variable, host and port of all our servers on this machine; port 0 is none."""
        return (
            ("IJA_GATEWAY_PORT", self.gateway_host, self.gateway_port),
            ("IJA_DESK_PORT", self.desk_host, self.desk_port),
            ("IJA_RASA_PORT", LOOPBACK_HOSTS[0], self.rasa_port),
            ("IJA_METRICS_PORT", self.metrics.host, self.metrics.port),
        )

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
        variables = os.environ if environ is None else environ
        reader = Reader(variables)
        var_dir = Path(reader.string("IJA_VAR_DIR", str(PROJECT_ROOT / "var"))).resolve()
        gateway_port = reader.port("IJA_GATEWAY_PORT", 8000)
        rasa_port = reader.port("IJA_RASA_PORT", 5005)
        office_mailbox = reader.mailbox("IJA_OFFICE_MAILBOX", "postfach@localhost")
        tracker_url = reader.database("IJA_TRACKER_URL", var_dir / "rasa.sqlite")
        settings = cls(
            root=PROJECT_ROOT,
            var_dir=var_dir,
            database_url=reader.database("IJA_DATABASE_URL", var_dir / "ija.sqlite"),
            rasa_database=_sqlite_file(tracker_url, var_dir / "rasa.sqlite"),
            public_url=reader.address("IJA_PUBLIC_URL", f"http://127.0.0.1:{gateway_port}"),
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
            office_mailbox=office_mailbox,
            operator_mailbox=reader.mailbox("IJA_OPERATOR_MAILBOX", office_mailbox),
            smtp=SmtpSettings.read(reader),
            imap=ImapSettings.read(reader),
            rasa_timeout_seconds=reader.positive("IJA_RASA_TIMEOUT_SECONDS", 10),
            session_idle_minutes=reader.whole("IJA_SESSION_IDLE_MINUTES", 120),
            retention=RetentionSettings.read(reader),
            answer_working_days=reader.whole("IJA_ANSWER_WORKING_DAYS", 3),
            secret_key=reader.long_secret("IJA_SECRET_KEY"),
            metrics=MetricsSettings.read(reader),
            load=LoadSettings.read(reader),
            trusted_proxies=reader.networks("IJA_TRUSTED_PROXIES", "127.0.0.1, ::1"),
            widget_origins=reader.origins("IJA_WIDGET_ORIGINS"),
            log_format=reader.choice("IJA_LOG_FORMAT", "json", LOG_FORMATS),
            radar=RadarSettings.read(reader),
            scale=ScaleSettings.read(reader, tracker_url),
            backup=BackupSettings.read(reader, var_dir),
            erasure_journal=Path(
                reader.string("IJA_ERASURE_JOURNAL", str(var_dir / "erasures.jsonl"))
            ),
            tracing_url=reader.address("IJA_TRACING_URL"),
            telegram=TelegramSettings.read(reader),
            secret_files=(),
        )
        problems = [
            *reader.problems,
            *shared_ports(settings.listeners),
            *unknown_names(variables, reader.names),
        ]
        if problems:
            raise SettingsError(problems)
        return replace(settings, secret_files=tuple(reader.secret_files))


def _sqlite_file(database_url: str, default: Path) -> Path:
    scheme = DATABASE_KINDS[0]
    is_file = database_url.startswith(scheme)
    return Path(database_url.removeprefix(scheme)) if is_file else default
