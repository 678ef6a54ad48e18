"""What the command does around a backup: keys, age, running processes, wrong use."""

from __future__ import annotations

import os
import stat
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

import bot.__main__ as entry
from bot.backup.folder import BackupFolder
from bot.backup.keys import KeyFileError, create_key_file, read_passphrase
from bot.backup.restoring import RunningError, Wishes, restore
from bot.erasures.journal import ErasureJournal
from bot.metrics.tasks import BACKUP, UNFINISHED, TaskEnd, TaskRecords
from tests.unit.backup.conftest import Installation, now
from tests.unit.channels.fake_rasa import running_fake_rasa

NOON = datetime(2026, 11, 26, 12, tzinfo=timezone.utc)


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """One kind of database is enough here."""
    return f"sqlite:///{tmp_path / 'ija.sqlite'}"


def test_a_new_key_is_random_and_only_ours(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    create_key_file(first)
    create_key_file(second)
    assert read_passphrase(first) != read_passphrase(second)
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        create_key_file(first)


def test_the_key_that_a_setting_names_can_be_made_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IJA_BACKUP_KEY_FILE", str(tmp_path / "key"))
    assert entry.main(["backup", "create"]) == 2
    assert "IJA_BACKUP_KEY_FILE" in capsys.readouterr().err
    assert entry.main(["backup", "key", str(tmp_path / "key")]) == 0
    assert read_passphrase(tmp_path / "key")


@pytest.mark.parametrize("content", [b"", b"kurz", b"\n\n", b"\xff\xfe" * 20, b"x" * 19])
def test_a_key_that_could_be_guessed_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "key"
    file.write_bytes(content)
    with pytest.raises(KeyFileError):
        read_passphrase(file)


def test_old_backups_go_but_never_the_newest(tmp_path: Path) -> None:
    folder = BackupFolder(tmp_path)
    for days in (40, 30, 20):
        folder.new(NOON - timedelta(days=days)).write_bytes(b"x")
    (tmp_path / "fremd.backup").write_bytes(b"x")
    folder.drop_old(NOON, 14)
    assert sorted(os.listdir(tmp_path)) == [
        "fremd.backup",
        folder.new(NOON - timedelta(days=20)).name,
    ]


def test_the_journal_forgets_what_receipts_have_forgotten(tmp_path: Path) -> None:
    moments = iter([NOON - timedelta(days=1200), NOON, NOON])
    journal = ErasureJournal(tmp_path / "journal", lambda: next(moments))
    journal.add("chat", "alt")
    journal.add("chat", "neu")
    with (tmp_path / "journal").open("a", encoding="utf-8") as file:
        file.write('{"kind": "chat", "id": "abgeschn')
    assert journal.forget(NOON - timedelta(days=1095)) == 1
    assert [erased.id for erased in journal.all()] == ["neu"]
    assert journal.forget(NOON - timedelta(days=1095)) == 0


def test_nothing_is_restored_under_a_running_assistant(installation: Installation) -> None:
    assert installation.run("create") == 0
    from dataclasses import replace
    from urllib.parse import urlsplit

    from bot.backup.keys import read_passphrase
    from bot.backup.restore import opened_backup

    settings = installation.settings
    with running_fake_rasa() as rasa:
        settings = replace(settings, rasa_port=urlsplit(rasa.url).port)
        backup = BackupFolder(settings.backup.folder).all()[0].path
        key = read_passphrase(settings.backup.key_file)
        with (
            opened_backup(backup, key, settings.var_dir) as opened,
            pytest.raises(RunningError) as caught,
        ):
            restore(opened, settings, Wishes(with_knowledge=False, force=False), now)
    assert caught.value.names == ["rasa"]


def test_without_a_database_the_command_says_so(
    installation: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    (installation.settings.var_dir / "rasa.sqlite").unlink()
    assert installation.run("create") == 1
    assert "rasa.sqlite gibt es nicht" in capsys.readouterr().err
    assert list(installation.settings.backup.folder.iterdir()) == []


def test_how_a_backup_ended_is_written_down(installation: Installation) -> None:
    records = TaskRecords(installation.settings.tasks_dir)
    assert installation.run("create") == 0
    good = records.last(BACKUP)
    assert good is not None
    assert good.code == 0
    (installation.settings.var_dir / "rasa.sqlite").unlink()
    assert installation.run("create") == 1
    assert installation.run("list") == 0
    assert records.last(BACKUP) == TaskEnd(1, good.good_at)


def test_a_backup_that_is_killed_is_no_good_one(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.backup.command.create_backup", killed)
    with pytest.raises(KeyboardInterrupt):
        installation.run("create")
    last = TaskRecords(installation.settings.tasks_dir).last(BACKUP)
    assert last == TaskEnd(UNFINISHED, None)


@pytest.mark.parametrize("wrong", [[], ["loeschen"], ["create", "x"], ["restore", "--ja"]])
def test_wrong_use_is_explained_in_german(
    installation: Installation, wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        installation.run(*wrong)
    assert caught.value.code == 2
    assert "Aufruf: python -m bot backup" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["nirgends.backup", ""])
def test_a_file_that_is_none_is_explained(
    installation: Installation, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert installation.run("verify", str(installation.folder / name)) == 1
    assert "lässt sich nicht lesen" in capsys.readouterr().err
