"""Links that confirm an address."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from bot.consultations.database.engine import write_transaction
from bot.consultations.mails.confirmation_store import Confirmation, SqlConfirmationStore, add_token
from bot.consultations.models import ConsultationDraft

from .conftest import NOW, Person

Draft = Callable[..., ConsultationDraft]
Rows = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def links(person: Person, draft: Draft) -> SqlConfirmationStore:
    """Return a store with two links for one request, as after a mail that was sent twice."""
    request = person.service.submit(draft(wants_copy=True), "copy")
    with write_transaction(person.store.engine) as connection:
        for token in ("one", "two"):
            add_token(connection, str(request.uuid), token, NOW + timedelta(days=2))
    return SqlConfirmationStore(person.store.engine)


def _copies(rows: Rows) -> int:
    return [row["kind"] for row in rows("outbox")].count("person_copy")


def test_only_who_wants_a_copy_is_asked(person: Person, draft: Draft, rows: Rows) -> None:
    person.service.submit(draft(wants_copy=True), "copy")
    person.service.submit(draft(wants_copy=True, email=None, phone="0211 12345"), "phone")
    assert [row["kind"] for row in rows("outbox")].count("person_confirm") == 1
    assert _copies(rows) == 0


def test_nobody_is_flooded_with_questions(person: Person, draft: Draft, rows: Rows) -> None:
    """Whoever types in a stranger's address again and again gets it asked three times a day."""
    for number in range(6):
        person.service.submit(draft(wants_copy=True, email="Opfer@example.org"), f"k{number}")
    person.service.submit(draft(wants_copy=True, email="andere@example.org"), "other")
    asked = [row["kind"] for row in rows("outbox")].count("person_confirm")
    assert asked == 3 + 1


def test_a_link_works_once(links: SqlConfirmationStore, rows: Rows) -> None:
    assert links.look_up("one", NOW) is Confirmation.OPEN
    assert links.confirm("one", NOW) is Confirmation.CONFIRMED
    assert links.confirm("one", NOW) is Confirmation.USED_BEFORE
    assert links.look_up("one", NOW) is Confirmation.USED_BEFORE
    assert _copies(rows) == 1


def test_two_links_of_one_request_send_one_copy(links: SqlConfirmationStore, rows: Rows) -> None:
    barrier = threading.Barrier(10)

    def confirm(number: int) -> Confirmation:
        barrier.wait(timeout=30)
        return links.confirm(("one", "two")[number % 2], NOW)

    with ThreadPoolExecutor(10) as pool:
        results = list(pool.map(confirm, range(10)))
    assert results.count(Confirmation.CONFIRMED) == 2
    assert _copies(rows) == 1


def test_a_link_runs_out(links: SqlConfirmationStore, rows: Rows) -> None:
    late = NOW + timedelta(days=2)
    assert links.look_up("one", late) is Confirmation.EXPIRED
    assert links.confirm("one", late) is Confirmation.EXPIRED
    assert _copies(rows) == 0


@pytest.mark.parametrize("token", ["", "three", "\x00", "\ud800", "x" * 100_000])
def test_odd_tokens_are_unknown(links: SqlConfirmationStore, token: str) -> None:
    assert links.look_up(token, NOW) is Confirmation.UNKNOWN
    assert links.confirm(token, NOW) is Confirmation.UNKNOWN


def test_the_database_holds_no_token(links: SqlConfirmationStore, rows: Rows) -> None:
    assert links.look_up("one", NOW) is Confirmation.OPEN
    assert all(len(row["token_hash"]) == 64 for row in rows("address_confirmations"))
