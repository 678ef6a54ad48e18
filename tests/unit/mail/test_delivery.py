"""The whole way: a submitted request, the outbox, a real SMTP server, the bytes that arrive."""

from __future__ import annotations

import email
import itertools
import random
from collections.abc import AsyncIterator
from email import policy

import pytest

from bot.consultations.mails.confirmation_store import Confirmation, SqlConfirmationStore
from bot.consultations.mails.outbox_store import SqlOutboxStore
from bot.consultations.store import SqlConsultationStore
from bot.mail.addresses import MailAddresses
from bot.mail.message import Composer
from bot.mail.outbox import DeliveryReport, OutboxWorker
from bot.mail.smtp_transport import SmtpServer, SmtpTransport
from tests.unit.turnable_clock import TurnableClock

from .conftest import Mailbox, SmtpServerFactory, Submit

ATTACKS = [
    "=?utf-8?q?Hi=0A?=Bcc: x@y",
    "=?utf-8?b?SGkKQmNjOiB4QHk=?=",
    "Subject: x@y",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "\u202eevil\u202c 👩‍👩‍👧 تبادل",
]


@pytest.fixture
async def worker(
    store: SqlConsultationStore, clock: TurnableClock, smtp_server: SmtpServerFactory
) -> AsyncIterator[OutboxWorker]:
    """Return a worker whose mails arrive in ``mailbox``."""
    composer = Composer(
        MailAddresses("lotse@ija.example", "postfach@ija.example"),
        "https://ija.example",
        lambda: "Servicestelle",
    )
    async with smtp_server() as port:
        yield OutboxWorker(
            SqlOutboxStore(store.engine),
            SmtpTransport(SmtpServer("127.0.0.1", port, "none")),
            clock,
            random.Random(1),  # noqa: S311
            composer=composer,
            new_token=map("token-{}".format, itertools.count(1)).__next__,
        )


async def test_greylisting_three_times_then_success(
    worker: OutboxWorker, clock: TurnableClock, submit: Submit, mailbox: Mailbox
) -> None:
    request = submit()
    mailbox.answers = {"RCPT": ["450 greylisted"] * 2, "DATA": ["451 later"]}
    reports = []
    for _ in range(4):
        reports.append(await worker.deliver_due())
        clock.turn(minutes=10)
    assert reports == [DeliveryReport(deferred=1)] * 3 + [DeliveryReport(sent=1)]
    [envelope] = mailbox.received
    message = email.message_from_bytes(envelope.content, policy=policy.default)
    assert message["Message-ID"] == f"<{request.uuid}@ija.example>"


async def test_refused_mail_is_dead_and_the_next_one_arrives(
    worker: OutboxWorker, submit: Submit, mailbox: Mailbox
) -> None:
    submit()
    submit()
    mailbox.answers = {"DATA": ["554 looks like spam"]}
    report = await worker.deliver_due()
    assert report == DeliveryReport(sent=1, dead=1)
    assert b"IJ-2026-0002" in mailbox.received[0].content


async def test_mail_dropped_after_data_arrives_later(
    worker: OutboxWorker, clock: TurnableClock, submit: Submit, mailbox: Mailbox
) -> None:
    submit()
    mailbox.drops_after_data = True
    assert await worker.deliver_due() == DeliveryReport(deferred=1)
    mailbox.drops_after_data = False
    clock.turn(minutes=2)
    assert await worker.deliver_due() == DeliveryReport(sent=1)
    assert len(mailbox.received) == 1


@pytest.mark.parametrize("attack", ATTACKS)
async def test_attacks_arrive_as_text(
    worker: OutboxWorker, submit: Submit, mailbox: Mailbox, attack: str
) -> None:
    description = f"{attack}\nBcc: x@y\n\n.\nRCPT TO:<x@y>"
    submit(topic=attack, description=description, organisation=attack, name=attack)
    assert await worker.deliver_due() == DeliveryReport(sent=1)
    [envelope] = mailbox.received
    assert envelope.rcpt_tos == ["postfach@ija.example"]
    message = email.message_from_bytes(envelope.content, policy=policy.default)
    assert sorted(message.keys()) == [
        "Auto-Submitted",
        "Content-Type",
        "Date",
        "From",
        "MIME-Version",
        "Message-ID",
        "Reply-To",
        "Subject",
        "To",
        "X-IJA-Reference",
    ]
    assert message["Bcc"] is None
    assert message["Subject"] == "Neue Beratungsanfrage IJ-2026-0001"
    body = message.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert description in body


async def test_a_copy_goes_out_only_after_the_address_was_confirmed(
    worker: OutboxWorker,
    store: SqlConsultationStore,
    clock: TurnableClock,
    submit: Submit,
    mailbox: Mailbox,
) -> None:
    submit(wants_copy=True, topic="KANARIE")
    links = SqlConfirmationStore(store.engine)
    mailbox.answers = {"DATA": ["250 OK", "451 later"]}
    assert await worker.deliver_due() == DeliveryReport(sent=1, deferred=1)
    clock.turn(minutes=5)
    assert await worker.deliver_due() == DeliveryReport(sent=1)
    question = mailbox.received[-1]
    assert question.rcpt_tos == ["anfrage@example.org"]
    assert b"KANARIE" not in question.content
    # The mail was built twice, so there are two tokens; the first one works as well.
    assert links.confirm("token-1", clock.now) is Confirmation.CONFIRMED
    assert await worker.deliver_due() == DeliveryReport(sent=1)
    assert links.confirm("token-2", clock.now) is Confirmation.CONFIRMED
    assert await worker.deliver_due() == DeliveryReport()
    copy = mailbox.received[-1]
    assert copy.rcpt_tos == ["anfrage@example.org"]
    assert b"KANARIE" in copy.content


async def test_a_wrong_address_of_a_person_alarms_nobody_but_is_counted(
    worker: OutboxWorker, store: SqlConsultationStore, submit: Submit, mailbox: Mailbox
) -> None:
    submit(wants_copy=True)
    mailbox.answers = {"RCPT": ["250 OK", "550 no such user"]}
    assert await worker.deliver_due() == DeliveryReport(sent=1, dead=1)
    overview = SqlOutboxStore(store.engine).overview()
    assert (overview.dead, overview.dead_to_person) == (0, 1)


@pytest.mark.parametrize("days", [-400, 400])
async def test_a_clock_that_jumps_delays_no_mail_for_long(
    worker: OutboxWorker, clock: TurnableClock, submit: Submit, mailbox: Mailbox, days: int
) -> None:
    submit()
    mailbox.answers = {"DATA": ["451 later"]}
    assert await worker.deliver_due() == DeliveryReport(deferred=1)
    clock.turn(days=days)
    assert await worker.deliver_due() == DeliveryReport(sent=1)
    assert len(mailbox.received) == 1
