"""Backing up and restoring a whole installation, on both kinds of database."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.backup.snapshots import digests_of
from bot.consultations.mails.attachment_folder import AttachmentFolder
from bot.conversations.models import UnknownSessionError
from bot.retention.services import open_services
from tests.unit.backup.conftest import FILE_CONTENT, Installation, now

Newest = Callable[[], Path]
COUNTERS = "reference_counters"


def test_everything_is_there_again_without_a_difference(
    installation: Installation, newest: Newest, capsys: pytest.CaptureFixture[str]
) -> None:
    request = installation.request("a")
    file = installation.attach(request)
    chat = installation.chat()
    pin = installation.consultations.pin_of(request.reference)
    before = digests_of(installation.settings.database_url)
    assert installation.run("create") == 0
    assert "geprüft" in capsys.readouterr().out

    other = installation.elsewhere()
    other.request("not-in-the-backup")
    assert other.run("restore", str(newest()), "--yes") == 0
    assert "kein Unterschied" in capsys.readouterr().out
    # Opening the services looks at the readiness of the database, and the counter passes over what
    # today's database gave out; nothing else has changed.
    after = digests_of(other.settings.database_url)
    assert {n: d for n, d in after.items() if n != COUNTERS} == {
        n: d for n, d in before.items() if n != COUNTERS
    }
    assert other.consultations.get(request.reference).description == request.description
    other = Installation(other.settings, other.folder)  # starts anew, with the key that came back
    assert other.consultations.pin_of(request.reference) == pin
    assert AttachmentFolder(other.settings.attachments_dir).read(file) == FILE_CONTENT
    assert other.chats.recall(chat).messages[0].payload == {"text": "Hallo"}
    # The counters go on where they were: no reference is given twice.
    assert other.request("neu").reference != request.reference


def test_nothing_confirmed_is_missing_from_a_backup_made_while_others_write(
    installation: Installation, newest: Newest
) -> None:
    stop, confirmed = threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            confirmed.append(installation.request(f"k{len(confirmed)}").reference)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(confirmed) < 5:
            stop.wait(0.01)
        must_be_there = list(confirmed)
        assert installation.run("create") == 0
    finally:
        stop.set()
        writer.join()
    assert len(confirmed) > len(must_be_there)  # somebody did write meanwhile
    other = installation.elsewhere()
    # It also compares every table with its checksum in the backup.
    assert other.run("restore", str(newest()), "--yes", "--force") == 0
    for reference in must_be_there:
        assert other.consultations.get(reference).topic == "Visum"


def test_what_was_erased_after_the_backup_is_erased_again(
    installation: Installation, newest: Newest, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, gone = installation.request("a"), installation.request("b")
    file = installation.attach(gone)
    chat = installation.chat()
    installation.subscribe("a@example.org")
    assert installation.run("create") == 0
    receipt = installation.erase(gone.reference)
    memory_of(installation).reference("ERINNERUNG-1")
    from bot.privacy.token_hash import token_hash

    memory_of(installation).chat(token_hash(chat))

    other = installation.elsewhere()
    # On PostgreSQL the database of today would know it; here it is lost.
    empty(other)
    assert other.run("restore", str(newest()), "--yes") == 0
    assert "Anfragen: 1, Erinnerungen: 1, Gespräche: 1" in capsys.readouterr().out
    erasures = open_services(other.settings, now).erasures
    assert erasures.receipt(gone.reference) == receipt
    assert erasures.is_genuine(receipt)
    assert other.consultations.get(kept.reference).description
    with pytest.raises(FileNotFoundError):
        AttachmentFolder(other.settings.attachments_dir).read(file)
    with pytest.raises(UnknownSessionError):
        other.chats.recall(chat)
    assert other.subscriptions() == 0


def test_whoever_restores_is_told_where_no_journal_of_erasures_is(
    installation: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    request = installation.request("a")
    assert installation.run("create") == 0
    assert installation.run("restore", "--yes") == 0
    assert "Löschprotokoll" in capsys.readouterr().out
    installation.erase(request.reference)
    assert installation.run("restore", "--yes") == 0
    assert "Löschprotokoll" not in capsys.readouterr().out


@pytest.mark.filterwarnings("error::sqlalchemy.exc.SAWarning")
def test_the_terminal_shows_no_warning_of_a_library(installation: Installation) -> None:
    assert digests_of(installation.settings.database_url)


def test_a_reference_given_after_the_backup_is_never_given_again(
    installation: Installation, newest: Newest
) -> None:
    installation.request("a")
    assert installation.run("create") == 0
    lost = installation.request("after-the-backup")
    assert installation.run("restore", str(newest()), "--yes") == 0
    installation = Installation(installation.settings, installation.folder)
    assert installation.request("somebody-else").reference > lost.reference


def test_where_the_database_is_lost_many_references_are_left_out(
    installation: Installation, newest: Newest
) -> None:
    installation.request("a")
    assert installation.run("create") == 0
    lost = installation.request("after-the-backup")
    other = restored_elsewhere(installation, newest)
    assert other.request("somebody-else").reference > lost.reference


def test_what_an_erasure_knows_of_a_lost_database_is_not_taken_for_all_it_gave(
    installation: Installation, newest: Newest
) -> None:
    installation.request("a")
    assert installation.run("create") == 0
    erased, lost = installation.request("erased"), installation.request("lost")
    installation.erase(erased.reference)
    other = restored_elsewhere(installation, newest)
    assert other.request("somebody-else").reference > lost.reference


def test_an_erasure_is_not_repeated_on_a_later_request_with_the_same_reference(
    installation: Installation, newest: Newest
) -> None:
    journal = memory_of(installation).journal
    request = installation.request("a")
    assert installation.run("create") == 0
    path = installation.settings.erasure_journal
    path.parent.mkdir(parents=True, exist_ok=True)
    before = {"kind": "request", "id": request.reference, "at": "2020-01-01T00:00:00+00:00"}
    path.write_text(json.dumps(before | {"receipt": {}}) + "\n", "utf-8")
    assert [item.id for item in journal.all()] == [request.reference]
    assert installation.run("restore", str(newest()), "--yes") == 0
    installation = Installation(installation.settings, installation.folder)
    assert installation.consultations.get(request.reference).description == request.description


def restored_elsewhere(installation: Installation, newest: Newest) -> Installation:
    """Return a new installation from the newest backup; the database of before is lost."""
    other = installation.elsewhere()
    empty(other)
    assert other.run("restore", str(newest()), "--yes") == 0
    return Installation(other.settings, other.folder)


def memory_of(installation: Installation) -> object:
    from bot.erasures.memory import erased_memory

    return erased_memory(installation.settings, installation.engine, now)


def empty(installation: Installation) -> None:
    from bot.consultations.database.engine import write_transaction
    from bot.consultations.database.tables import erasure_receipts

    with write_transaction(installation.engine) as tx:
        tx.execute(erasure_receipts.delete())
