"""Erasing: everywhere, once, with a receipt that cannot be forged."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.consultations.database.engine import write_transaction
from bot.consultations.database.rows import locked
from bot.consultations.database.tables import metadata
from bot.consultations.erasure import ErasureReason
from bot.consultations.errors import UnknownReferenceError
from bot.consultations.mails.confirmation_store import add_token
from bot.consultations.mails.outbox_mails import ClaimedMail, MailPointlessError
from bot.consultations.mails.outbox_store import SqlOutboxStore
from bot.consultations.models import (
    ConsultationDraft,
    ReplyChannel,
    RequestState,
    Speaker,
    TranscriptLine,
)
from bot.consultations.threads.thread_models import Attachment, Author, MessageKind, NewMessage, Via
from bot.consultations.threads.thread_rules import add_from_office
from tests.unit.turnable_clock import TurnableClock

from .conftest import Person

Draft = Callable[..., ConsultationDraft]
Rows = Callable[[str], list[dict[str, Any]]]
CANARY = "KANARIE"


@pytest.fixture
def full(person: Person, draft: Draft, clock: TurnableClock) -> str:
    """Return the reference of a request with something in every table."""
    texts = dict.fromkeys(
        ("topic", "description", "organisation", "name", "place", "group", "wanted_times"), CANARY
    )
    request = person.service.submit(
        draft(
            **texts,
            email=f"{CANARY}@example.org",
            conversation=CANARY,
            wants_copy=True,
            transcript=(TranscriptLine(Speaker.PERSON, CANARY),),
        ),
        "full",
    )
    person.threads.answer(request.reference, CANARY, "desk", "a", ReplyChannel.EMAIL)
    person.threads.add_note(request.reference, CANARY, "desk", "n")
    file = person.folder.save(CANARY.encode())
    with write_transaction(person.store.engine) as connection:
        add_token(connection, str(request.uuid), "token", clock.now)
        add_from_office(
            connection,
            locked(connection, request.reference),
            NewMessage(
                idempotency_key="mail",
                author=Author.OFFICE,
                actor="mail",
                kind=MessageKind.TEXT,
                via=Via.MAIL,
                created_at=clock.now,
                is_public=True,
                text=CANARY,
                full_text=f"{CANARY} > alt",
                mail_id=f"{CANARY}@example.org",
                attachments=(Attachment(f"{CANARY}.pdf", "application/pdf", 7, file),),
            ),
        )
    return request.reference


def test_nothing_of_the_person_is_left_in_any_table(person: Person, full: str, rows: Rows) -> None:
    person.erasures.erase(full, ErasureReason.PERSON, "person")
    for table in metadata.sorted_tables:
        assert CANARY not in str(rows(table.name)), table.name
    assert person.elsewhere == [full]
    request = person.store.get(full)
    assert request.is_erased
    assert (request.topic, request.email, request.transcript) == ("", None, ())
    assert person.service.of_conversation(CANARY) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nothing_of_the_person_is_left_in_the_files(
    person: Person, full: str, tmp_path: Path
) -> None:
    def holds_canary(path: Path) -> bool:
        return path.is_file() and CANARY.encode() in path.read_bytes()

    assert any(holds_canary(path) for path in tmp_path.rglob("*"))
    person.erasures.erase(full, ErasureReason.PERSON, "person")
    assert [path for path in tmp_path.rglob("*") if holds_canary(path)] == []


def test_preview_and_receipt_count_the_same(person: Person, full: str) -> None:
    preview = person.erasures.preview(full)
    receipt = person.erasures.erase(full, ErasureReason.OFFICE, "desk")
    assert receipt.items == preview
    # The request and its three messages; notice, question for the address and answer as mails.
    assert preview == {"data": 4, "messages": 3, "attachments": 1, "links": 1, "mails": 3}
    assert person.erasures.receipt(full) == receipt
    assert person.erasures.preview(full) == dict.fromkeys(preview, 0)


def test_a_receipt_is_there_only_for_what_is_erased(person: Person) -> None:
    assert person.erasures.receipt(person.reference) is None
    for method in (person.erasures.receipt, person.erasures.preview):
        with pytest.raises(UnknownReferenceError):
            method("IJ-2026-9999")
    with pytest.raises(UnknownReferenceError):
        person.erasures.erase("IJ-2026-9999", ErasureReason.OFFICE, "desk")


def test_a_changed_receipt_is_recognised(person: Person, other_erasures: Any) -> None:
    receipt = person.erasures.erase(person.reference, ErasureReason.PERSON, "person")
    assert person.erasures.is_genuine(receipt)
    loaded = person.erasures.receipt(person.reference)
    assert loaded is not None
    assert person.erasures.is_genuine(loaded)
    assert not person.erasures.is_genuine(replace(receipt, reference="IJ-2026-0002"))
    assert not person.erasures.is_genuine(replace(receipt, items={**receipt.items, "mails": 9}))
    assert not other_erasures.is_genuine(receipt)


def test_erasing_twice_or_at_the_same_moment_gives_one_receipt(
    person: Person, full: str, rows: Rows
) -> None:
    barrier = threading.Barrier(8)

    def erase(_: int) -> str:
        barrier.wait(timeout=30)
        return person.erasures.erase(full, ErasureReason.PERSON, "person").seal

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(erase, range(8)))) == 1
    assert len(rows("erasure_receipts")) == 1


def test_a_file_that_cannot_be_deleted_stays_known_until_another_try(
    person: Person, full: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = tmp_path / "attachments"

    def fail(*_: object, **__: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", fail)
        with pytest.raises(PermissionError):
            person.erasures.erase(full, ErasureReason.PERSON, "person")
    assert list(files.iterdir())
    assert person.erasures.receipt(full) is None
    assert person.elsewhere == []
    receipt = person.erasures.erase(full, ErasureReason.PERSON, "person")
    assert list(files.iterdir()) == []
    assert receipt.items["attachments"] == 1
    assert person.elsewhere == [full]


def test_erasing_again_ends_what_failed_elsewhere(
    person: Person, full: str, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: str) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(person.erasures, "_elsewhere", fail)
        with pytest.raises(PermissionError):
            person.erasures.erase(full, ErasureReason.PERSON, "person")
    assert person.elsewhere == []
    receipt = person.erasures.erase(full, ErasureReason.OFFICE, "desk")
    assert person.elsewhere == [full]
    assert receipt.reason is ErasureReason.PERSON
    assert receipt == person.erasures.receipt(full)
    assert len(rows("erasure_receipts")) == 1


def test_an_open_request_counts_as_withdrawn_and_an_answered_one_stays_so(
    person: Person, full: str
) -> None:
    person.erasures.erase(person.reference, ErasureReason.PERSON, "person")
    assert person.store.get(person.reference).state is RequestState.WITHDRAWN
    person.erasures.erase(full, ErasureReason.PERSON, "person")
    assert person.store.get(full).state is RequestState.ANSWERED


def test_the_office_is_asked_to_clear_its_mailbox_only_if_it_was_told(
    person: Person, full: str, rows: Rows, clock: TurnableClock
) -> None:
    def kinds() -> list[str]:
        return [row["kind"] for row in rows("outbox")]

    person.erasures.erase(person.reference, ErasureReason.PERSON, "person")
    assert "office_erased" not in kinds()
    outbox = SqlOutboxStore(person.store.engine)
    mail = outbox.claim_due(clock.now, clock.now)
    assert isinstance(mail, ClaimedMail)
    outbox.mark_sent(mail, clock.now)
    person.erasures.erase(full, ErasureReason.PERSON, "person")
    assert kinds() == ["office_notice", "office_erased"]


def test_a_mail_about_an_erased_request_is_not_built(
    person: Person, rows: Rows, clock: TurnableClock
) -> None:
    outbox = SqlOutboxStore(person.store.engine)
    mail = outbox.claim_due(clock.now, clock.now)
    assert isinstance(mail, ClaimedMail)
    person.erasures.erase(person.reference, ErasureReason.OFFICE, "desk")
    with pytest.raises(MailPointlessError):
        outbox.content_of(mail)
    outbox.discard(mail)
    assert rows("outbox") == []


def test_the_trail_says_who_and_why_and_nothing_else(person: Person) -> None:
    person.erasures.erase(person.reference, ErasureReason.OFFICE, "desk:kim")
    event = person.store.events(person.reference)[-1]
    assert (event.actor, event.what) == ("desk:kim", "erased:office")
