from __future__ import annotations

import asyncio
import logging
import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
import sqlalchemy as sa

from bot.consultations.database.tables import outbox, person_data
from bot.consultations.errors import StoreUnavailableError
from bot.consultations.mails.outbox_mails import ClaimedMail, NothingDue
from bot.consultations.mails.outbox_store import SqlOutboxStore
from bot.consultations.store import SqlConsultationStore
from bot.mail.addresses import MailAddresses
from bot.mail.message import Composer
from bot.mail.outbox import DeliveryReport, OutboxWorker
from bot.mail.transports import LEASE, PermanentMailError, TemporaryMailError
from tests.unit.turnable_clock import TurnableClock

from .conftest import Submit

ADDRESSES = MailAddresses("lotse@ija.example", "postfach@ija.example")
COMPOSER = Composer(ADDRESSES, "https://ija.example", lambda: "Servicestelle")


def _token() -> str:
    return secrets.token_urlsafe(16)


@dataclass
class FakeTransport:
    """Keeps what it is given, and fails as told for each reference."""

    failures: dict[str, list[Exception]] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    message_ids: list[str] = field(default_factory=list)
    on_send: Callable[[], None] = lambda: None

    async def send(self, message: EmailMessage) -> None:
        self.on_send()
        reference = message["X-IJA-Reference"]
        self.message_ids.append(message["Message-ID"])
        if self.failures.get(reference):
            raise self.failures[reference].pop(0)
        self.sent.append(reference)


@pytest.fixture
def transport() -> FakeTransport:
    return FakeTransport()


@pytest.fixture
def worker(
    store: SqlConsultationStore, transport: FakeTransport, clock: TurnableClock
) -> OutboxWorker:
    return _worker(store, transport, clock)


def _worker(
    store: SqlConsultationStore, transport: FakeTransport, clock: TurnableClock
) -> OutboxWorker:
    rng = random.Random(1)  # noqa: S311
    return OutboxWorker(
        SqlOutboxStore(store.engine),
        transport,
        clock,
        rng,
        composer=COMPOSER,
        new_token=lambda: secrets.token_urlsafe(16),
    )


def _state(store: SqlConsultationStore, number: int = 1) -> tuple[str, int, str | None]:
    query = sa.select(outbox.c.state, outbox.c.attempts, outbox.c.last_error)
    with store.engine.connect() as connection:
        return tuple(connection.execute(query.order_by(outbox.c.id)).all()[number - 1])


async def test_empty_outbox(worker: OutboxWorker) -> None:
    assert await worker.deliver_due() == DeliveryReport()


async def test_sends_each_mail_once_oldest_first(
    worker: OutboxWorker, transport: FakeTransport, clock: TurnableClock, submit: Submit
) -> None:
    for _ in range(3):
        submit()
        clock.turn(seconds=1)
    assert await worker.deliver_due() == DeliveryReport(sent=3)
    assert await worker.deliver_due() == DeliveryReport()
    assert transport.sent == ["IJ-2026-0001", "IJ-2026-0002", "IJ-2026-0003"]


async def test_temporary_failure_is_tried_again_with_the_same_message_id(
    store: SqlConsultationStore,
    worker: OutboxWorker,
    transport: FakeTransport,
    clock: TurnableClock,
    submit: Submit,
) -> None:
    request = submit()
    transport.failures[request.reference] = [TemporaryMailError("smtp_450")] * 3
    assert await worker.deliver_due() == DeliveryReport(deferred=1)
    assert _state(store) == ("deferred", 1, "smtp_450")
    clock.turn(seconds=59)
    assert await worker.deliver_due() == DeliveryReport()
    for minutes in (1, 3, 6):
        clock.turn(minutes=minutes)
        await worker.deliver_due()
    assert transport.sent == [request.reference]
    assert set(transport.message_ids) == {f"<{request.uuid}@ija.example>"}
    assert _state(store) == ("sent", 4, None)


async def test_permanent_failure_is_dead_at_once(
    store: SqlConsultationStore,
    worker: OutboxWorker,
    transport: FakeTransport,
    clock: TurnableClock,
    submit: Submit,
) -> None:
    request = submit()
    transport.failures[request.reference] = [PermanentMailError("smtp_550")]
    assert await worker.deliver_due() == DeliveryReport(dead=1)
    assert _state(store) == ("dead", 1, "smtp_550")
    clock.turn(days=30)
    assert await worker.deliver_due() == DeliveryReport()
    assert store.events(request.reference)[-1].what == "mail:dead"
    assert store.get(request.reference) == request


async def test_outage_of_a_week_ends_in_dead_and_not_earlier(
    store: SqlConsultationStore,
    worker: OutboxWorker,
    transport: FakeTransport,
    clock: TurnableClock,
    submit: Submit,
) -> None:
    transport.failures[submit().reference] = [TemporaryMailError("connect_failed")] * 1000
    start, waits = clock.now, []
    while _state(store)[0] != "dead":
        before = clock.now
        clock.now = _due_at(store)
        waits.append(clock.now - before)
        await worker.deliver_due()
    assert timedelta(days=7) <= clock.now - start <= timedelta(days=7, hours=1)
    assert max(waits) <= timedelta(hours=1)
    assert min(waits[1:]) >= timedelta(minutes=1)
    assert _state(store)[2] == "connect_failed"


async def test_recovery_within_a_week_delivers(
    worker: OutboxWorker, transport: FakeTransport, clock: TurnableClock, submit: Submit
) -> None:
    transport.failures[submit().reference] = [TemporaryMailError("timeout")] * 20
    for _ in range(6 * 24):
        await worker.deliver_due()
        clock.turn(hours=1)
    assert transport.sent == ["IJ-2026-0001"]


async def test_worker_that_was_off_for_weeks_still_delivers(
    worker: OutboxWorker, transport: FakeTransport, clock: TurnableClock, submit: Submit
) -> None:
    """Age alone is no reason to give up: the mail has had no chance yet."""
    transport.failures[submit().reference] = [TemporaryMailError("smtp_450")]
    clock.turn(days=30)
    assert await worker.deliver_due() == DeliveryReport(deferred=1)
    clock.turn(minutes=2)
    assert await worker.deliver_due() == DeliveryReport(sent=1)


@pytest.mark.parametrize(
    "failure",
    [
        PermanentMailError("smtp_550"),
        TemporaryMailError("smtp_450"),
        ValueError("bug"),
        RecursionError(),
        UnicodeError(),
    ],
    ids=repr,
)
async def test_poison_does_not_block_the_others(
    worker: OutboxWorker, transport: FakeTransport, submit: Submit, failure: Exception
) -> None:
    for _ in range(3):
        submit()
    transport.failures["IJ-2026-0001"] = [failure]
    report = await worker.deliver_due()
    assert (report.sent, report.deferred + report.dead) == (2, 1)
    assert transport.sent == ["IJ-2026-0002", "IJ-2026-0003"]


@pytest.mark.parametrize("content", ["{}", "null", "[]", "{not json"])
async def test_broken_row_does_not_block_the_others(
    store: SqlConsultationStore,
    worker: OutboxWorker,
    transport: FakeTransport,
    submit: Submit,
    content: str,
) -> None:
    for _ in range(2):
        submit()
    uuid = store.get("IJ-2026-0001").uuid
    broken = sa.update(person_data).values(content=sa.literal_column(f"'{content}'"))
    with store.engine.begin() as connection:
        connection.execute(broken.where(person_data.c.request_uuid == str(uuid)))
    assert await worker.deliver_due() == DeliveryReport(sent=1, deferred=1)
    assert transport.sent == ["IJ-2026-0002"]
    assert str(_state(store)[2]).startswith("unexpected_")


async def test_mail_that_kills_its_worker_does_not_block_the_others(
    store: SqlConsultationStore, transport: FakeTransport, clock: TurnableClock, submit: Submit
) -> None:
    """Every restart takes the deadly mail only after those that were due before its lease ended."""
    for _ in range(3):
        submit()

    class Killed(BaseException):
        """Stands for kill -9: nothing of ours runs after it."""

    def die() -> None:
        raise Killed

    transport.on_send = die
    with pytest.raises(Killed):
        await _worker(store, transport, clock).deliver_due()
    assert _state(store) == ("sending", 1, None)
    transport.on_send = lambda: None
    assert await _worker(store, transport, clock).deliver_due() == DeliveryReport(sent=2)
    clock.turn(seconds=LEASE.total_seconds() - 1)
    assert await _worker(store, transport, clock).deliver_due() == DeliveryReport()
    submit()
    clock.turn(seconds=1)
    assert await _worker(store, transport, clock).deliver_due() == DeliveryReport(sent=2)
    assert sorted(transport.sent) == [f"IJ-2026-000{n}" for n in (1, 2, 3, 4)]
    assert transport.sent[-1] == "IJ-2026-0001"


async def test_two_workers_share_the_work(
    store: SqlConsultationStore, transport: FakeTransport, clock: TurnableClock, submit: Submit
) -> None:
    for _ in range(20):
        submit()
    workers = [_worker(store, transport, clock) for _ in range(4)]
    reports = await asyncio.gather(*(worker.deliver_due() for worker in workers))
    assert sum(report.sent for report in reports) == 20
    assert len(transport.sent) == len(set(transport.sent)) == 20


async def test_stop_ends_between_two_mails(
    store: SqlConsultationStore, worker: OutboxWorker, transport: FakeTransport, submit: Submit
) -> None:
    for _ in range(2):
        submit()
    stop = asyncio.Event()
    transport.on_send = stop.set
    await asyncio.wait_for(worker.run_forever(stop, poll_seconds=3600), 10)
    assert transport.sent == ["IJ-2026-0001"]
    assert [_state(store, n)[0] for n in (1, 2)] == ["sent", "pending"]


async def test_run_forever_survives_an_outage_of_the_database(
    store: SqlConsultationStore, transport: FakeTransport, clock: TurnableClock, submit: Submit
) -> None:
    class Flaky(SqlOutboxStore):
        """Fails twice, then works."""

        failures = 2

        def claim_due(self, now: datetime, lease_until: datetime) -> ClaimedMail | NothingDue:
            if self.failures:
                self.failures -= 1
                raise StoreUnavailableError("OperationalError")
            return super().claim_due(now, lease_until)

    submit()
    stop = asyncio.Event()
    transport.on_send = stop.set
    rng = random.Random(1)  # noqa: S311
    worker = OutboxWorker(
        Flaky(store.engine),
        transport,
        clock,
        rng,
        composer=COMPOSER,
        new_token=lambda: secrets.token_urlsafe(16),
    )
    await asyncio.wait_for(worker.run_forever(stop, poll_seconds=0.001), 10)
    assert transport.sent == ["IJ-2026-0001"]


async def test_logs_name_nobody(
    worker: OutboxWorker,
    transport: FakeTransport,
    submit: Submit,
    caplog: pytest.LogCaptureFixture,
) -> None:
    secrets = {
        "topic": "KANARIE-1",
        "description": "KANARIE-2",
        "organisation": "KANARIE-3",
        "name": "KANARIE-4",
        "email": "KANARIE-5@example.org",
    }
    for failure in (PermanentMailError("smtp_550"), TemporaryMailError("x"), ValueError("KANARIE")):
        transport.failures[submit(**secrets).reference] = [failure]
    submit(**secrets)
    with caplog.at_level(logging.DEBUG):
        report = await worker.deliver_due()
    assert report == DeliveryReport(sent=1, deferred=2, dead=1)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert len(ours) == 4
    assert "KANARIE" not in caplog.text


def _due_at(store: SqlConsultationStore) -> datetime:
    with store.engine.connect() as connection:
        due_at: datetime = connection.execute(sa.select(outbox.c.due_at)).scalar_one()
    return due_at
