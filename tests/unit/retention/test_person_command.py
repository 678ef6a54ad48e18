"""Finding, exporting and erasing one person from the terminal."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.consultations.service import ConsultationService
from bot.consultations.store import open_store
from bot.erasures.journal import REMINDER, ErasureJournal
from bot.erasures.waiting import waiting_erasures
from bot.reminders.migrations import migrate as migrate_reminders
from bot.reminders.models import Channel as ReminderChannel
from bot.reminders.models import Target, TargetKind
from bot.reminders.store import SqlReminderStore
from bot.retention.person_command import main
from bot.settings import Settings
from tests.unit.complete_draft import complete_draft

NOW = datetime(2026, 11, 23, 9, tzinfo=timezone.utc)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return settings of a database with one request."""
    settings = Settings.from_env({"IJA_VAR_DIR": str(tmp_path)})
    store = open_store(settings.database_url)
    draft = complete_draft(topic="KANARIE", email="kim@example.org")
    ConsultationService(store, lambda: NOW).submit(draft, "k")
    settings.mail_folder.mkdir()
    (settings.mail_folder / "20261123-IJ-2026-0001.eml").write_text("KANARIE", encoding="utf-8")
    return settings


def test_find_and_export(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "KIM@example.org"], settings) == 0
    assert capsys.readouterr().out == "IJ-2026-0001\n"
    assert main(["export", "ij-2026-1"], settings) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["IJ-2026-0001"]["Angaben"]["Anliegen"] == "KANARIE"
    assert main(["find", "andere@example.org"], settings) == 1


@pytest.mark.parametrize("asked", ["Kim Beispiel", "IJ-2026-0001"])
def test_a_name_cannot_be_searched_for(
    settings: Settings, capsys: pytest.CaptureFixture[str], asked: str
) -> None:
    assert main(["find", asked], settings) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "weder" in captured.err


@pytest.mark.parametrize("command", ["export", "erase"])
def test_with_an_address_the_requests_are_named(
    settings: Settings, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    subscribe(settings, "kim@example.org", Target(TargetKind.EVENTS))
    assert main([command, "kim@example.org"], settings) == 0
    assert "IJ-2026-0001" in capsys.readouterr().err
    assert main([command, "IJ-2026-0001", "kim@example.org"], settings) == 0
    assert capsys.readouterr().err == ""


def test_erasing_shows_first_and_needs_a_yes(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["receipt", "IJ-2026-0001"], settings) == 1
    assert main(["erase", "IJ-2026-0001"], settings) == 0
    assert "Datensätze 1" in capsys.readouterr().out
    assert main(["find", "kim@example.org"], settings) == 0
    assert main(["erase", "IJ-2026-0001", "--yes"], settings) == 0
    (seal,) = re.findall(r"Prüfsumme ([0-9a-f]{64}) \(echt\)", capsys.readouterr().out)
    assert list(settings.mail_folder.iterdir()) == []
    assert main(["receipt", "IJ-2026-0001"], settings) == 0
    assert seal in capsys.readouterr().out
    assert main(["find", "kim@example.org"], settings) == 1


def subscribe(settings: Settings, address: str, *targets: Target) -> SqlReminderStore:
    engine = open_store(settings.database_url).engine
    migrate_reminders(engine)
    store = SqlReminderStore(engine)
    for target in targets:
        store.subscribe(ReminderChannel.EMAIL, address, target, NOW)
    return store


def test_reminders_are_found_exported_and_erased_with_their_address(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    targets = (Target(TargetKind.PROGRAMME, "dpjw"), Target(TargetKind.EVENTS))
    store = subscribe(settings, "kim@example.org", *targets)
    subscribe(settings, "andere@example.org", targets[0])
    assert main(["find", " kim@EXAMPLE.org "], settings) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "IJ-2026-0001"
    assert told[1].startswith("Erinnerungen per E-Mail: 2")
    assert main(["export", "IJ-2026-0001", "kim@example.org"], settings) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["IJ-2026-0001"]["Angaben"]["Anliegen"] == "KANARIE"
    about = {item["Erinnerung"] for item in data["kim@example.org"]}
    assert len(about) == 2
    assert any("DPJW" in words for words in about)
    assert data["kim@example.org"][0]["Angemeldet am"].endswith(("+01:00", "+02:00"))
    assert main(["erase", "kim@example.org"], settings) == 0
    assert "kim@example.org: Erinnerungen per E-Mail: 2" in capsys.readouterr().out
    assert len(store.kept_of_address("kim@example.org")) == 2
    assert main(["erase", "kim@example.org", "--yes"], settings) == 0
    assert "Erinnerungen beendet und gelöscht: 2" in capsys.readouterr().out
    assert store.kept_of_address("kim@example.org") == []
    assert len(store.kept_of_address("andere@example.org")) == 1
    assert main(["find", "kim@example.org"], settings) == 0
    assert capsys.readouterr().out == "IJ-2026-0001\n"


def test_a_receipt_is_for_requests_alone(settings: Settings) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["receipt", "kim@example.org"], settings)


def test_a_changed_receipt_is_called_forged(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["erase", "IJ-2026-0001", "--yes"], settings)
    with open_store(settings.database_url).engine.begin() as connection:
        connection.execute(sa.text("UPDATE erasure_receipts SET actor = 'jemand'"))
    capsys.readouterr()
    assert main(["receipt", "IJ-2026-0001"], settings) == 0
    assert "NICHT ECHT" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["export", "erase", "receipt"])
def test_unknown_and_odd_references(
    settings: Settings, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert main([command, "IJ-2026-9999"], settings) == 1
    assert "gibt es nicht" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main([command, "'; DROP TABLE"], settings)
    assert "kein Aktenzeichen" in capsys.readouterr().err


def test_without_a_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    environ = {"IJA_VAR_DIR": str(tmp_path), "IJA_DATABASE_URL": "postgresql://ija@127.0.0.1:1/x"}
    assert main(["find", "a@b.example"], Settings.from_env(environ)) == 1
    assert "Datenbank" in capsys.readouterr().err


def test_an_erasure_that_the_journal_was_not_told_of_is_said_and_can_be_made_up_for(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    # /proc takes files from nobody, not even from root.
    lost = replace(settings, erasure_journal=Path("/proc/self/erasures.jsonl"))
    assert main(["erase", "IJ-2026-0001", "--yes"], lost) == 3
    told = capsys.readouterr()
    assert "IJ-2026-0001 wurde am" in told.out
    assert "/proc/self/erasures.jsonl" in told.err
    assert "ija doctor" in told.err
    assert "ija person erase IJ-2026-0001 --yes" in told.err
    assert main(["find", "kim@example.org"], settings) == 1
    capsys.readouterr()
    # With the journal in order the same command writes it down.
    assert main(["erase", "IJ-2026-0001", "--yes"], settings) == 0
    assert capsys.readouterr().err == ""
    journal = ErasureJournal(settings.erasure_journal, lambda: NOW)
    assert [erased.id for erased in journal.all()] == ["IJ-2026-0001"]


def test_erased_reminders_that_the_journal_lacks_are_said(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    subscribe(settings, "kim@example.org", Target(TargetKind.EVENTS))
    lost = replace(settings, erasure_journal=Path("/proc/self/erasures.jsonl"))
    assert main(["erase", "kim@example.org"], lost) == 0
    assert main(["erase", "kim@example.org", "--yes"], lost) == 3
    assert "ija retention run" in capsys.readouterr().err
    [waits] = waiting_erasures(settings, lambda: NOW).all()
    assert waits.kind == REMINDER
