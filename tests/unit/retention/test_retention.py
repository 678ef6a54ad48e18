"""What is over its time goes, what is not stays."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.consultations.access import Grant, PersonAccess, Promises
from bot.consultations.database.engine import open_engine
from bot.consultations.erasure import ErasureReason, Erasures
from bot.consultations.keys.request_key import RequestKey
from bot.consultations.mails.attachment_folder import AttachmentFolder
from bot.consultations.migrations import migrate as migrate_consultations
from bot.consultations.models import Channel, RequestState
from bot.consultations.service import ConsultationService
from bot.consultations.store import SqlConsultationStore
from bot.conversations.migrations import migrate as migrate_conversations
from bot.conversations.models import Role
from bot.conversations.store import ConversationStore
from bot.metrics.tasks import RETENTION, TaskRecords
from bot.retention import command
from bot.retention.build import build_retention
from bot.retention.run import RetentionReport
from bot.settings import Settings
from tests.unit.complete_draft import complete_draft

NOW = datetime(2026, 11, 23, 9, tzinfo=timezone.utc)
NOTHING = RetentionReport(0, 0, 0, 0, 0, 0)


@dataclass
class Rig:
    """Everything that is deleted from, and a clock."""

    settings: Settings
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.engine = open_engine(self.settings.database_url)
        migrate_consultations(self.engine)
        migrate_conversations(self.engine)
        key = RequestKey(b"s" * 32)
        self.folder = AttachmentFolder(self.settings.attachments_dir)
        self.erasures = Erasures(
            self.engine, key, self.folder, lambda: self.now, lambda _reference: None
        )
        self.service = ConsultationService(
            SqlConsultationStore(self.engine), lambda: self.now, key=key
        )
        self.access = PersonAccess(
            self.engine, lambda: self.now, key, self.erasures, self.folder, Promises()
        )
        tokens = iter(range(1000))
        self.chats = ConversationStore(self.engine, lambda: f"token-{next(tokens)}")
        self.retention = build_retention(self.settings, self.engine, self.erasures, self.chats)

    def submit(self, key: str = "k") -> str:
        draft = complete_draft(
            topic="KANARIE", email="KANARIE@example.org", channel=Channel.WEB_CHAT
        )
        return self.service.submit(draft, key).reference

    def after(self, **time: float) -> RetentionReport:
        """Let time pass, check that the preview tells the truth, and delete."""
        self.now += timedelta(**time)
        preview = self.retention.preview(self.now)
        assert self.retention.run(self.now) == preview
        assert self.retention.preview(self.now) == NOTHING
        return preview


@pytest.fixture
def rig(database_url: str, tmp_path: Path) -> Iterator[Rig]:
    settings = Settings.from_env(
        {"IJA_VAR_DIR": str(tmp_path / "var"), "IJA_DATABASE_URL": database_url}
    )
    rig = Rig(settings)
    yield rig
    rig.engine.dispose()


def test_a_settled_request_is_erased_in_time_and_leaves_a_receipt(rig: Rig) -> None:
    reference = rig.submit()
    rig.service.change_state(reference, RequestState.ANSWERED, "desk")
    assert rig.after(days=90) == NOTHING
    assert rig.after(seconds=1).requests == 1
    receipt = rig.erasures.receipt(reference)
    assert receipt is not None
    assert (receipt.reason, receipt.actor) == (ErasureReason.RETENTION, "retention")
    assert "KANARIE" not in dump(rig)


def test_what_the_page_promises_is_kept(rig: Rig) -> None:
    reference = rig.submit()
    rig.service.change_state(reference, RequestState.CLOSED, "desk")
    promised = rig.access.view(Grant(reference)).kept_until
    rig.after(days=90, seconds=1)
    assert rig.now.date() == promised
    assert rig.service.get(reference).is_erased


def test_an_open_request_is_never_erased_by_itself(rig: Rig) -> None:
    reference = rig.submit()
    assert rig.after(days=3000) == NOTHING
    assert rig.service.get(reference).topic == "KANARIE"


def test_a_request_that_was_opened_again_starts_anew(rig: Rig) -> None:
    reference = rig.submit()
    rig.service.change_state(reference, RequestState.ANSWERED, "desk")
    rig.after(days=80)
    rig.service.change_state(reference, RequestState.IN_PROGRESS, "desk")
    assert rig.after(days=80) == NOTHING
    rig.service.change_state(reference, RequestState.ANSWERED, "desk")
    assert rig.after(days=80) == NOTHING
    assert rig.after(days=11).requests == 1


def test_the_last_traces_go_years_later(rig: Rig) -> None:
    reference = rig.submit()
    rig.erasures.erase(reference, ErasureReason.PERSON, "person")
    assert rig.after(days=1095) == NOTHING
    assert rig.after(seconds=1).traces == 1
    assert "IJ-2026" not in dump(rig)
    # The number is not given out again.
    rig.now = NOW
    assert rig.submit("k2") == "IJ-2026-0002"


def test_chats_go_after_a_week_also_in_rasas_memory(rig: Rig) -> None:
    session = rig.chats.create(rig.now)
    rig.chats.append(session, Role.USER, {"text": "KANARIE"}, rig.now)
    rig.settings.rasa_database.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(rig.settings.rasa_database)) as rasa, rasa:
        rasa.execute("CREATE TABLE events (sender_id TEXT, timestamp FLOAT, data TEXT)")
        rasa.execute("INSERT INTO events VALUES ('a', ?, 'KANARIE')", (rig.now.timestamp(),))
    assert rig.after(days=7) == NOTHING
    assert rig.after(seconds=1).chats == 1
    assert "KANARIE" not in dump(rig)
    assert b"KANARIE" not in rig.settings.rasa_database.read_bytes()


def test_mail_files_and_logs_go_by_age(rig: Rig) -> None:
    mails, logs = rig.settings.mail_folder, rig.settings.log_dir
    for folder, name, days in (
        (mails, "old-IJ-2026-0001.eml", 91),
        (mails, "new-IJ-2026-0002.eml", 89),
        (mails, "notes.txt", 1000),
        (logs, "gateway.log.1", 15),
        (logs, "gateway.log", 1),
    ):
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / name
        path.write_text("x", encoding="utf-8")
        moment = (NOW - timedelta(days=days)).timestamp()
        os.utime(path, (moment, moment))
    report = rig.after(days=0)
    assert (report.mail_files, report.log_files) == (1, 1)
    left = {path.name for folder in (mails, logs) for path in folder.iterdir()}
    assert left == {"new-IJ-2026-0002.eml", "notes.txt", "gateway.log"}


def test_files_that_a_crash_left_behind_are_found(rig: Rig) -> None:
    young, old = rig.folder.save(b"x"), rig.folder.save(b"y")
    os.utime(rig.settings.attachments_dir / old, (1, 1))
    assert rig.after(days=0).orphans == 1
    assert rig.folder.read(young) == b"x"


def test_the_command_counts_first_and_then_deletes(
    rig: Rig, capsys: pytest.CaptureFixture[str]
) -> None:
    reference = rig.submit()
    rig.service.change_state(reference, RequestState.WITHDRAWN, "desk")
    long_ago = sa.text("UPDATE consultation_requests SET settled_at = '2020-01-01 00:00:00+00'")
    with rig.engine.begin() as connection:
        connection.execute(long_ago)
    assert command.main(["run", "--dry-run"], rig.settings) == 0
    assert "Das würde gelöscht: Anfragen 1" in capsys.readouterr().out
    assert not rig.service.get(reference).is_erased
    assert command.main(["run"], rig.settings) == 0
    assert "Gelöscht: Anfragen 1" in capsys.readouterr().out
    assert rig.service.get(reference).is_erased


def test_a_journal_that_takes_no_line_is_told_and_written_down_for_the_figures(
    rig: Rig, capsys: pytest.CaptureFixture[str]
) -> None:
    records = TaskRecords(rig.settings.tasks_dir)
    assert command.main(["run", "--dry-run"], rig.settings) == 0
    assert records.last(RETENTION) is None
    reference = rig.submit()
    rig.service.change_state(reference, RequestState.WITHDRAWN, "desk")
    long_ago = sa.text("UPDATE consultation_requests SET settled_at = '2020-01-01 00:00:00+00'")
    with rig.engine.begin() as connection:
        connection.execute(long_ago)
    # /proc takes files from nobody, not even from root.
    lost = replace(rig.settings, erasure_journal=Path("/proc/self/erasures.jsonl"))
    assert command.main(["run"], lost) == 3
    told = capsys.readouterr()
    assert "Gelöscht: Anfragen 1" in told.out
    assert f"ija person erase {reference} --yes" in told.err
    last = records.last(RETENTION)
    assert last is not None
    assert last.code == 3


def test_the_command_says_when_the_database_is_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings.from_env(
        {
            "IJA_VAR_DIR": str(tmp_path),
            "IJA_DATABASE_URL": "postgresql://ija@127.0.0.1:1/ija",
        }
    )
    assert command.main(["run"], settings) == 1
    assert "Datenbank" in capsys.readouterr().err


def dump(rig: Rig) -> str:
    """Return everything in the database but the counter of the references."""
    names = [
        name
        for name in sa.inspect(rig.engine).get_table_names()
        if name not in ("reference_counters",)
    ]
    with rig.engine.connect() as connection:
        return str([connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in names])  # noqa: S608
