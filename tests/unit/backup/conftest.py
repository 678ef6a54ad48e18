"""An installation with requests, a chat, an attachment and a reminder, to back up and restore."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path

import pytest

from bot.backup import command, sealed_stream
from bot.backup.keys import create_key_file
from bot.consultations.database.engine import open_engine, write_transaction
from bot.consultations.database.tables import attachments, consultation_messages
from bot.consultations.keys.request_key import open_request_key
from bot.consultations.mails.attachment_folder import AttachmentFolder
from bot.consultations.models import ConsultationRequest
from bot.consultations.service import ConsultationService
from bot.consultations.store import SqlConsultationStore
from bot.conversations.models import Role
from bot.conversations.store import ConversationStore
from bot.ops.schemas import all_schemas, upgrade
from bot.reminders.models import Channel, Target, TargetKind
from bot.reminders.store import SqlReminderStore
from bot.retention.services import open_services
from bot.settings import BackupSettings, Settings
from tests.unit.complete_draft import complete_draft

REAL_COST = sealed_stream.SCRYPT_COST
FILE_CONTENT = b"%PDF Anhang"
DRAFT = complete_draft(topic="Visum", description="Größe der Gruppe? 👋")


@dataclass
class Installation:
    """Everything a test does with an installation."""

    settings: Settings
    folder: Path

    def __post_init__(self) -> None:
        self.engine = open_engine(self.settings.database_url)
        upgrade(self.engine, all_schemas())
        key = open_request_key(self.settings.secret_key, self.settings.secret_key_file)
        self.consultations = ConsultationService(SqlConsultationStore(self.engine), now, key=key)
        self.chats = ConversationStore(self.engine, iter(f"token-{n}" for n in range(99)).__next__)
        self.reminders = SqlReminderStore(self.engine)

    def request(self, key: str) -> ConsultationRequest:
        return self.consultations.submit(DRAFT, key)

    def attach(self, request: ConsultationRequest) -> str:
        name = AttachmentFolder(self.settings.attachments_dir).save(FILE_CONTENT)
        with write_transaction(self.engine) as tx:
            inserted = tx.execute(
                consultation_messages.insert().values(
                    request_uuid=str(request.uuid), idempotency_key=name, author="person",
                    actor="person", kind="answer", via="mail", created_at=now(), public=True,
                )
            )  # fmt: skip
            tx.execute(
                attachments.insert().values(
                    file=name,
                    message_id=inserted.inserted_primary_key[0],
                    request_uuid=str(request.uuid),
                )
            )
        return name

    def chat(self) -> str:
        token = self.chats.create(now())
        self.chats.append(token, Role.USER, {"text": "Hallo"}, now())
        return token

    def subscribe(self, address: str) -> None:
        self.reminders.subscribe(Channel.EMAIL, address, Target(TargetKind.EVENTS, ""), now())

    def subscriptions(self) -> int:
        return sum(self.reminders.counts().get(name, 0) for name in ("confirmed", "waiting"))

    def erase(self, reference: str) -> object:
        from bot.consultations.erasure import ErasureReason

        erasures = open_services(self.settings, now).erasures
        return erasures.erase(reference, ErasureReason.PERSON, "person")

    def run(self, *arguments: str) -> int:
        return command.main(list(arguments), self.settings)

    def elsewhere(self) -> Installation:
        """Return a new, empty installation with the same keys and backups."""
        self.engine.dispose()
        return Installation(moved(self.settings, self.folder / "neu"), self.folder)


def moved(settings: Settings, var_dir: Path) -> Settings:
    var_dir.mkdir()
    is_file = settings.database_url.startswith("sqlite")
    return replace(
        settings,
        var_dir=var_dir,
        database_url=f"sqlite:///{var_dir / 'ija.sqlite'}" if is_file else settings.database_url,
        scale=replace(settings.scale, tracker_url=f"sqlite:///{var_dir / 'rasa.sqlite'}"),
    )


def now() -> datetime:
    return datetime.now(timezone.utc)


@pytest.fixture(scope="session", autouse=True)
def _quick_keys() -> Iterator[None]:
    """Let a guess at a passphrase be cheap: here nobody guesses, and there are many files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed_stream, "SCRYPT_COST", 16)
        yield


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    var_dir = tmp_path / "var"
    var_dir.mkdir()
    with closing(sqlite3.connect(var_dir / "rasa.sqlite")) as tracker, tracker:
        tracker.execute("CREATE TABLE events (id INTEGER, sender_id TEXT, timestamp FLOAT)")
    knowledge = tmp_path / "projekt" / "faq"
    knowledge.mkdir(parents=True)
    (knowledge / "eintrag.md").write_text("Größe", encoding="utf-8")
    key_file = tmp_path / "schluessel"
    create_key_file(key_file)
    base = Settings.from_env({"IJA_VAR_DIR": str(var_dir), "IJA_RASA_PORT": "1"})
    return replace(
        base,
        root=knowledge.parent,
        database_url=database_url,
        backup=BackupSettings(tmp_path / "sicherungen", key_file, 14),
        erasure_journal=tmp_path / "journal.jsonl",
        gateway_port=1,
        desk_port=2,
        rasa_port=4,
    )


@pytest.fixture
def installation(settings: Settings, tmp_path: Path) -> Iterator[Installation]:
    made = Installation(settings, tmp_path)
    yield made
    made.engine.dispose()


@pytest.fixture
def newest(settings: Settings) -> Callable[[], Path]:
    return lambda: max(settings.backup.folder.iterdir())
