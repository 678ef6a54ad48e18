"""What a backup keeps and what it leaves alone; one kind of database is enough here."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.backup.keys import read_passphrase
from bot.backup.restore import opened_backup
from bot.backup.snapshots import digests_of
from bot.consultations.errors import UnknownReferenceError
from bot.erasures.memory import erased_memory
from bot.retention.services import open_services
from tests.unit.backup.conftest import Installation, now

Newest = Callable[[], Path]


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ija.sqlite'}"


def test_without_a_journal_the_database_of_today_still_knows(installation: Installation) -> None:
    gone = installation.request("a")
    assert installation.run("create") == 0
    receipt = installation.erase(gone.reference)
    installation.settings.erasure_journal.unlink()
    assert installation.run("restore", "--yes") == 0
    assert open_services(installation.settings, now).erasures.receipt(gone.reference) == receipt


def test_the_journal_holds_nothing_that_people_said(installation: Installation) -> None:
    installation.erase(installation.request("a").reference)
    erased_memory(installation.settings, installation.engine, now).chat("f" * 64)
    content = installation.settings.erasure_journal.read_text(encoding="utf-8")
    assert {json.loads(line)["kind"] for line in content.splitlines()} == {"request", "chat"}
    for said in ("Visum", "Größe", "Musterstadt", "example.org"):
        assert said not in content
    assert installation.settings.erasure_journal.stat().st_mode & 0o077 == 0


def test_a_broken_backup_changes_nothing(
    installation: Installation, newest: Newest, capsys: pytest.CaptureFixture[str]
) -> None:
    request = installation.request("a")
    assert installation.run("create") == 0
    content = bytearray(newest().read_bytes())
    content[len(content) // 2] ^= 1
    newest().write_bytes(content)
    before = digests_of(installation.settings.database_url)
    assert installation.run("verify") == 1
    assert installation.run("restore", "--yes") == 1
    assert "falscher Schlüssel" in capsys.readouterr().err
    assert digests_of(installation.settings.database_url) == before
    assert installation.consultations.get(request.reference) is not None


def test_without_yes_nothing_is_restored(installation: Installation) -> None:
    assert installation.run("create") == 0
    later = installation.request("later")
    assert installation.run("restore") == 0
    assert installation.consultations.get(later.reference) is not None
    assert installation.run("restore", "--yes") == 0
    with pytest.raises(UnknownReferenceError):
        installation.consultations.get(later.reference)


def test_the_texts_come_back_only_when_asked_for(installation: Installation) -> None:
    entry = installation.settings.faq_dir / "eintrag.md"
    assert installation.run("create") == 0
    entry.write_text("von heute", encoding="utf-8")
    assert installation.run("restore", "--yes") == 0
    assert entry.read_text(encoding="utf-8") == "von heute"
    assert installation.run("restore", "--yes", "--with-faq") == 0
    assert entry.read_text(encoding="utf-8") == "Größe"
    # The services read the texts with an account of their own.
    assert entry.stat().st_mode & 0o777 == 0o644


def test_texts_that_may_not_be_changed_here_are_laid_beside(
    installation: Installation,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    gone = installation.request("a")
    assert installation.run("create") == 0
    installation.erase(gone.reference)
    # Root may write everywhere; a service may not.
    closed, really = installation.settings.faq_dir, os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path != closed and really(path, mode))
    assert installation.run("restore", "--yes", "--with-faq") == 0
    told = capsys.readouterr().out
    assert "Anfragen: 1" in told
    assert f"cp -r {installation.settings.var_dir / 'faq-aus-der-sicherung'}" in told


def test_no_secret_and_no_word_of_a_person_lies_open_in_a_backup(
    installation: Installation, newest: Newest
) -> None:
    installation.request("a")
    secret = replace(installation.settings.smtp, password="KANARIE-KENNWORT")
    installation.settings = replace(installation.settings, smtp=secret)
    assert installation.run("create") == 0
    for word in (b"Musterstadt", b"KANARIE", b"manifest", b"SQLite"):
        assert word not in newest().read_bytes()
    assert newest().stat().st_mode & 0o077 == 0
    # Nothing unencrypted stays behind beside it.
    assert list(installation.settings.var_dir.glob(".backup-*")) == []


def test_no_secret_is_saved_at_all_but_the_keys_that_must_be(
    installation: Installation, newest: Newest
) -> None:
    settings = installation.settings
    installation.settings = replace(
        settings,
        smtp=replace(settings.smtp, password="KANARIE-1"),
        metrics=replace(settings.metrics, token="KANARIE-2" * 4),
        scale=replace(settings.scale, redis_url="redis://:KANARIE-3@127.0.0.1/0"),
    )
    assert installation.run("create") == 0
    passphrase = read_passphrase(settings.backup.key_file)
    with opened_backup(newest(), passphrase, settings.var_dir) as opened:
        assert "KANARIE" not in opened.manifest.to_json().decode()
        assert opened.manifest.settings["smtp"]["host"] == settings.smtp.host
        assert (opened.folder / "keys" / "secret.key").read_text() == (
            settings.secret_key_file.read_text()
        )
