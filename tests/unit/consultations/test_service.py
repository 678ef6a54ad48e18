"""Submitting, finding and moving requests."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.consultations.checks import FieldProblem
from bot.consultations.errors import TransitionNotAllowedError, UnknownReferenceError
from bot.consultations.models import ALLOWED_TRANSITIONS, ConsultationDraft, RequestState
from bot.consultations.service import ConsultationService, DraftRejectedError
from bot.consultations.store import SqlConsultationStore

Draft = Callable[..., ConsultationDraft]
Rows = Callable[[str], list[dict[str, Any]]]
PARALLEL = 50


def test_submit_stores_request_mail_and_trail(
    service: ConsultationService, draft: Draft, rows: Rows
) -> None:
    """One submit writes all three rows and promises a day."""
    request = service.submit(draft(topic="  Visum "), "key-1")
    assert request.reference == "IJ-2026-0001"
    assert request.topic == "Visum"
    assert request.answer_by == date(2026, 11, 26) == service.promised_day()
    assert [row["request_uuid"] for row in rows("outbox")] == [str(request.uuid)]
    assert [event.what for event in service.events(request.reference)] == ["received"]


def test_rejected_draft_stores_nothing(
    service: ConsultationService, draft: Draft, rows: Rows
) -> None:
    """The service trusts no caller to have checked before."""
    with pytest.raises(DraftRejectedError) as caught:
        service.submit(draft(topic="", email="geheim@"), "key-1")
    assert caught.value.problems == [
        FieldProblem("topic", "empty"),
        FieldProblem("email", "invalid"),
    ]
    assert "geheim" not in str(caught.value)
    assert rows("consultation_requests") == []


@pytest.mark.parametrize("key", ["", "x" * 201, "a\nb", "ä", "a\x00", None, 7])
def test_bad_key_is_a_bug_of_the_caller(
    service: ConsultationService, draft: Draft, key: Any
) -> None:
    """A key that cannot be stored exactly is refused before anything happens."""
    with pytest.raises(ValueError, match="idempotency_key"):
        service.submit(draft(), key)


def test_same_key_gives_the_same_request(
    service: ConsultationService, draft: Draft, rows: Rows
) -> None:
    """A repeated submit changes nothing, not even with other content."""
    first = service.submit(draft(), "key-1")
    assert service.submit(draft(topic="anderes Thema"), "key-1") == first
    assert service.submit(draft(), "key-2").reference == "IJ-2026-0002"
    assert len(rows("outbox")) == 2


def test_parallel_identical_submits_are_one_request(
    service: ConsultationService, draft: Draft, rows: Rows
) -> None:
    """However many retries arrive at once, everybody gets the one reference."""
    results = _in_parallel(lambda _: service.submit(draft(), "key-1"))
    assert {result.reference for result in results} == {"IJ-2026-0001"}
    assert len({result.uuid for result in results}) == 1
    for table in ("consultation_requests", "outbox", "request_events"):
        assert len(rows(table)) == 1, table
    assert rows("reference_counters") == [{"year": 2026, "last": 1}]


def test_parallel_different_submits_have_consecutive_references(
    service: ConsultationService, draft: Draft
) -> None:
    """No number is given twice and none is skipped."""
    results = _in_parallel(lambda n: service.submit(draft(), f"key-{n}"))
    assert sorted(result.reference for result in results) == [
        f"IJ-2026-{n:04d}" for n in range(1, PARALLEL + 1)
    ]


def test_year_and_day_are_those_of_germany(store: SqlConsultationStore, draft: Draft) -> None:
    """Half an hour before midnight in UTC, the new year has begun in Düsseldorf."""
    moment = datetime(2026, 12, 31, 23, 30, tzinfo=timezone.utc)
    request = ConsultationService(store, lambda: moment).submit(draft(), "k")
    assert request.reference == "IJ-2027-0001"
    assert request.received_at == moment
    assert request.answer_by == date(2027, 1, 6)


def test_times_are_kept_in_utc(store: SqlConsultationStore, draft: Draft) -> None:
    """A clock in another zone means the same instant."""
    moment = datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    request = ConsultationService(store, lambda: moment).submit(draft(), "k")
    assert request.received_at.isoformat() == "2026-07-01T10:00:00+00:00"


def test_office_can_promise_fewer_days(store: SqlConsultationStore, draft: Draft) -> None:
    """The number of working days is a setting."""
    moment = datetime(2026, 11, 20, 9, tzinfo=timezone.utc)
    service = ConsultationService(store, lambda: moment, answer_within_days=2)
    assert service.submit(draft(), "k").answer_by == date(2026, 11, 24)


@pytest.mark.parametrize("target", RequestState)
@pytest.mark.parametrize("start", RequestState)
def test_transitions(
    store: SqlConsultationStore,
    service: ConsultationService,
    draft: Draft,
    start: RequestState,
    target: RequestState,
) -> None:
    """Only allowed ways are open; going nowhere is no event."""
    reference = service.submit(draft(), "k").reference
    if start is not RequestState.RECEIVED:
        at = datetime(2026, 11, 23, tzinfo=timezone.utc)
        store.change_state(reference, RequestState.RECEIVED, start, actor="test", at=at)
    trail_before = len(service.events(reference))
    if start is target:
        assert service.change_state(reference, target, "desk").state is target
        assert len(service.events(reference)) == trail_before
    elif target in ALLOWED_TRANSITIONS[start]:
        assert service.change_state(reference, target, "desk").state is target
        assert service.events(reference)[-1].what == f"state:{target.value}"
    else:
        with pytest.raises(TransitionNotAllowedError):
            service.change_state(reference, target, "desk")
        assert service.get(reference).state is start


def test_withdrawn_is_final_and_nothing_returns_to_it_unseen() -> None:
    """The table of transitions covers all states and lets nobody undo a withdrawal."""
    assert set(ALLOWED_TRANSITIONS) == set(RequestState)
    assert ALLOWED_TRANSITIONS[RequestState.WITHDRAWN] == frozenset()


def test_move_lost_against_somebody_else_is_told(
    service: ConsultationService, draft: Draft
) -> None:
    """Of many people who answer a request at once, exactly one did it or saw it done."""
    reference = service.submit(draft(), "k").reference
    states = [RequestState.ANSWERED, RequestState.IN_PROGRESS]

    def move(n: int) -> str:
        try:
            return service.change_state(reference, states[n % 2], f"desk:{n}").state.value
        except TransitionNotAllowedError:
            return "refused"

    _in_parallel(move)
    moves = [event.what for event in service.events(reference)[1:]]
    assert moves
    # Each move in the trail starts where the one before ended.
    assert all(before != after for before, after in zip(moves, moves[1:], strict=False))
    assert moves[-1] == f"state:{service.get(reference).state.value}"


def test_unknown_reference(service: ConsultationService) -> None:
    """What was never given out is not found."""
    with pytest.raises(UnknownReferenceError):
        service.get("IJ-2026-0001' OR '1'='1")
    with pytest.raises(UnknownReferenceError):
        service.change_state("IJ-2026-0001", RequestState.ANSWERED, "desk")


def _in_parallel(action: Callable[[int], Any]) -> list[Any]:
    barrier = threading.Barrier(PARALLEL)

    def at_once(number: int) -> Any:
        barrier.wait(timeout=30)
        return action(number)

    with ThreadPoolExecutor(PARALLEL) as pool:
        return list(pool.map(at_once, range(PARALLEL)))
