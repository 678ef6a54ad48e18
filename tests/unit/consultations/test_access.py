"""What a person can do with a request of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest

from bot.consultations.access import Grant, PersonAccess
from bot.consultations.errors import (
    AccessDeniedError,
    MessageRejectedError,
    RequestErasedError,
    TooManyAttemptsError,
    TransitionNotAllowedError,
    UnknownReferenceError,
)
from bot.consultations.models import ConsultationDraft, RequestState
from bot.consultations.service import ConsultationService
from tests.unit.turnable_clock import TurnableClock

from .conftest import Person

Draft = Callable[..., ConsultationDraft]
Rows = Callable[[str], list[dict[str, Any]]]


def test_status_after_submitting(person: Person) -> None:
    status = person.access.status(person.reference, person.pin)
    assert status.request == person.request
    assert (status.can_add, status.can_withdraw, status.messages) == (True, True, ())
    assert status.kept_until is None
    assert status.receipt is None


def test_the_database_holds_no_pin(person: Person, rows: Rows) -> None:
    assert len(person.pin) == 8
    dump = str([rows(table) for table in ("consultation_requests", "person_data", "outbox")])
    assert person.pin not in dump


def test_every_request_has_a_pin_of_its_own(person: Person, draft: Draft) -> None:
    references = [person.service.submit(draft(), f"other-{n}").reference for n in range(20)]
    pins = {person.service.pin_of(reference) for reference in references}
    assert len(pins) == 20
    for reference in references:
        with pytest.raises(AccessDeniedError):
            person.access.authorise(reference, person.pin)


def test_the_same_key_gives_the_same_pin(person: Person, draft: Draft) -> None:
    """A second click shows the PIN that the first answer, which got lost, had shown."""
    again = person.service.submit(draft(), "person-key").reference
    assert (again, person.service.pin_of(again)) == (person.reference, person.pin)


def test_a_service_without_a_key_gives_no_access(
    person: Person, draft: Draft, clock: TurnableClock
) -> None:
    bare = ConsultationService(person.store, clock)
    reference = bare.submit(draft(), "no-pin").reference
    with pytest.raises(ValueError, match="no key"):
        bare.pin_of(reference)
    for pin in ("", "0" * 8, person.service.pin_of(reference)):
        with pytest.raises(AccessDeniedError):
            person.access.authorise(reference, pin)


@pytest.mark.parametrize(
    "reference", ["", "IJ-2026-9999", "IJ-2026-0001' OR '1'='1", "\x00", "\ud800", "x" * 10_000]
)
def test_odd_references_are_denied_and_nothing_else(person: Person, reference: str) -> None:
    with pytest.raises(AccessDeniedError):
        person.access.authorise(reference, person.pin)


@pytest.mark.parametrize("pin", ["", "1", "\x00", "\ud800", "٠" * 8, "9" * 100_000])
def test_odd_pins_are_denied_and_nothing_else(person: Person, pin: str) -> None:
    with pytest.raises(AccessDeniedError):
        person.access.authorise(person.reference, pin)


def test_wrong_pins_cost_more_and_more_time(person: Person, clock: TurnableClock) -> None:
    waits = []
    for _ in range(13):
        try:
            person.access.authorise(person.reference, "00000000")
        except TooManyAttemptsError as error:
            waits.append(error.seconds)
            clock.turn(seconds=error.seconds)
        except AccessDeniedError:
            continue
    assert waits == [30, 60, 120, 240]
    # The right one is not looked at either while there is a wait, and resets it afterwards.
    with pytest.raises(TooManyAttemptsError):
        person.access.authorise(person.reference, person.pin)
    clock.turn(minutes=15)
    assert person.access.authorise(person.reference, person.pin) == Grant(person.reference)
    with pytest.raises(AccessDeniedError):
        person.access.authorise(person.reference, "00000000")
    assert person.access.authorise(person.reference, person.pin)


def test_nobody_is_locked_out_for_longer_than_a_quarter_of_an_hour(
    person: Person, clock: TurnableClock
) -> None:
    longest = 0
    for _ in range(200):
        try:
            person.access.authorise(person.reference, "00000000")
        except TooManyAttemptsError as error:
            longest = max(longest, error.seconds)
            clock.turn(seconds=error.seconds)
        except AccessDeniedError:
            continue
    assert longest == 15 * 60


def test_a_clock_that_was_set_back_locks_nobody_out(person: Person, clock: TurnableClock) -> None:
    for _ in range(5):
        with pytest.raises(AccessDeniedError):
            person.access.authorise(person.reference, "00000000")
    clock.turn(days=-300)
    assert person.access.authorise(person.reference, person.pin)


def test_parallel_guesses_are_all_counted(person: Person) -> None:
    barrier = threading.Barrier(20)

    def guess(_: int) -> str:
        barrier.wait(timeout=30)
        try:
            person.access.authorise(person.reference, "00000000")
        except TooManyAttemptsError:
            return "wait"
        except AccessDeniedError:
            return "denied"
        return "in"

    with ThreadPoolExecutor(20) as pool:
        results = list(pool.map(guess, range(20)))
    assert (results.count("denied"), results.count("wait")) == (5, 15)


def test_information_is_kept_and_told_to_the_office(person: Person, rows: Rows) -> None:
    for _ in range(2):
        person.access.add_information(person.grant, "  Wir sind 14.\r\nAlle über 16. ", "k1")
    [message] = person.access.view(person.grant).messages
    assert message.text == "Wir sind 14.\nAlle über 16."
    assert message.author.value == "person"
    kinds = [row["kind"] for row in rows("outbox")]
    assert kinds == ["office_notice", "office_message"]
    assert person.service.get(person.reference).state is RequestState.RECEIVED


def test_information_opens_an_answered_request_with_a_new_promise(
    person: Person, clock: TurnableClock
) -> None:
    person.service.change_state(person.reference, RequestState.ANSWERED, "desk")
    clock.turn(days=30)
    person.access.add_information(person.grant, "Noch etwas", "k")
    request = person.service.get(person.reference)
    assert request.state is RequestState.IN_PROGRESS
    assert request.answer_by == date(2026, 12, 29)
    assert request.settled_at is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \u200b\n", "empty"),
        ("x" * 4001, "too_long"),
        ("a\x00b", "control_character"),
        ("a\ud800", "not_text"),
        (7, "wrong_type"),
    ],
)
def test_bad_information_is_refused(person: Person, text: Any, code: str) -> None:
    with pytest.raises(MessageRejectedError, match=code):
        person.access.add_information(person.grant, text, "k")
    assert person.access.view(person.grant).messages == ()


def test_withdrawing_is_final_and_told_once(person: Person, rows: Rows) -> None:
    for _ in range(3):
        person.access.withdraw(person.grant)
    status = person.access.view(person.grant)
    assert status.request.state is RequestState.WITHDRAWN
    assert (status.can_add, status.can_withdraw) == (False, False)
    assert [row["kind"] for row in rows("outbox")] == ["office_notice", "office_withdrawn"]
    with pytest.raises(TransitionNotAllowedError):
        person.access.add_information(person.grant, "Doch noch etwas", "k")


def test_the_day_of_erasure_is_known_once_the_office_is_done(
    person: Person, clock: TurnableClock
) -> None:
    clock.turn(days=1)
    person.service.change_state(person.reference, RequestState.CLOSED, "desk")
    status = person.access.view(person.grant)
    assert status.kept_until == clock.now.date() + timedelta(days=90)
    # Whoever opens it again stops the time of keeping.
    person.service.change_state(person.reference, RequestState.IN_PROGRESS, "desk")
    assert person.access.view(person.grant).kept_until is None


def test_an_erased_request_takes_nothing_any_more(person: Person) -> None:
    person.access.erase(person.grant)
    with pytest.raises(RequestErasedError):
        person.access.add_information(person.grant, "x", "k")
    with pytest.raises(RequestErasedError):
        person.access.withdraw(person.grant)
    status = person.access.view(person.grant)
    assert (status.can_add, status.can_withdraw) == (False, False)
    assert status.receipt is not None


def test_export_names_everything_in_german(person: Person) -> None:
    person.access.add_information(person.grant, "Noch etwas", "k")
    data = person.access.export(person.grant)
    assert data["Angaben"]["Anliegen"] == person.request.topic
    assert data["Angaben"]["E-Mail"] == person.request.email
    assert data["Beschreibung"] == person.request.description
    assert [message["Text"] for message in data["Nachrichten"]] == ["Noch etwas"]
    assert len(data["E-Mails"]) == 2


def test_a_request_deleted_with_its_last_traces_is_unknown(person: Person) -> None:
    with pytest.raises(UnknownReferenceError):
        person.access.view(Grant("IJ-2026-9999"))


def test_access_needs_its_own_key(person: Person, other_access: PersonAccess) -> None:
    """A stolen database is worth nothing without the file with the secret."""
    with pytest.raises(AccessDeniedError):
        other_access.authorise(person.reference, person.pin)
