"""Fetching answers into their threads: with a mailbox in memory, and once with real servers."""

from __future__ import annotations

import email.policy
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from bot.consultations.erasure import ErasureReason, Erasures
from bot.consultations.errors import StoreUnavailableError
from bot.consultations.keys.request_key import RequestKey
from bot.consultations.mails.attachment_folder import AttachmentFolder
from bot.consultations.mails.inbound_mails import InboundMail, Match, Outcome
from bot.consultations.mails.inbox_store import SqlInboxStore
from bot.consultations.mails.outbox_mails import ClaimedMail
from bot.consultations.mails.outbox_store import SqlOutboxStore
from bot.consultations.models import ConsultationRequest, RequestState
from bot.consultations.store import SqlConsultationStore
from bot.consultations.threads.thread import Threads
from bot.consultations.threads.thread_models import ThreadMessage
from bot.mail import inbox
from bot.mail.correspondents import Correspondents
from bot.mail.imap_mailbox import ImapMailbox, ImapServer
from bot.mail.inbox import InboxWorker
from bot.mail.mailboxes import MailboxUnavailableError
from tests.unit.turnable_clock import TurnableClock

from .conftest import Certificate, Submit
from .dovecot import PASSWORD, Dovecot

WHO = Correspondents("lotse@ija.example", frozenset({"postfach@ija.example", "@amt.example"}))
STAFF, ASKER = "postfach@ija.example", "anfrage@example.org"


@dataclass
class MemoryMailbox:
    """A mailbox with one folder; it can break down at a named step."""

    mails: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    uid_validity: int = 1
    breaks_at: str = ""

    def put(self, raw: bytes) -> int:
        uid = max(self.mails, default=0) + 1
        self.mails[uid] = raw
        return uid

    @contextmanager
    def open(self, folder: str) -> Iterator[MemoryMailbox]:
        assert folder == "INBOX"
        self._step("open")
        yield self

    def uids(self, since: date, *, unread_only: bool = False) -> list[int]:
        assert since.year >= 1990
        return [uid for uid in sorted(self.mails) if not unread_only or uid not in self.seen]

    def size(self, uid: int) -> int:
        self._step("size")
        return len(self.mails[uid])

    def read(self, uid: int, limit: int) -> bytes:
        self._step("read")
        return self.mails[uid][:limit]

    def mark_seen(self, uid: int) -> None:
        self._step("mark")
        self.seen.add(uid)

    def delete(self, uids: list[int]) -> None:
        for uid in uids:
            del self.mails[uid]

    def _step(self, name: str) -> None:
        if self.breaks_at == name:
            raise MailboxUnavailableError("connection_lost")


@dataclass
class Rig:
    """A worker and everything around it."""

    mailbox: MemoryMailbox
    inbox: SqlInboxStore
    store: SqlConsultationStore
    folder: AttachmentFolder
    clock: TurnableClock
    keep_days: int = 30

    def worker(self, inbox: SqlInboxStore | None = None) -> InboxWorker:
        return InboxWorker(
            self.mailbox,
            ["INBOX"],
            inbox or self.inbox,
            self.folder,
            self.clock,
            correspondents=WHO,
            keep_days=self.keep_days,
        )

    def fetch(self) -> Counter[Outcome]:
        return self.worker().fetch_new()

    def thread(self, request: ConsultationRequest) -> list[ThreadMessage]:
        return Threads(self.store.engine, self.clock).messages(request.reference)

    def outbox(self) -> list[tuple[str, str]]:
        with self.store.engine.connect() as connection:
            rows = connection.exec_driver_sql("SELECT kind, state FROM outbox ORDER BY id")
            return [(row[0], row[1]) for row in rows]


@pytest.fixture
def rig(store: SqlConsultationStore, clock: TurnableClock, tmp_path: Path) -> Rig:
    return Rig(
        MemoryMailbox(),
        SqlInboxStore(store.engine, lambda _: date(2026, 12, 1)),
        store,
        AttachmentFolder(tmp_path / "attachments"),
        clock,
    )


def write(
    request: ConsultationRequest | None, sender: str, text: str = "Ja.", **more: str
) -> bytes:
    """Return an answer to our notice about a request, as a mail program writes it."""
    message = EmailMessage(policy=email.policy.SMTP)
    headers = {
        "From": f"Irgendwer <{sender}>",
        "To": "lotse@ija.example",
        "Subject": "AW: Anfrage",
        "Message-ID": f"<{abs(hash((sender, text)))}@mail.example>",
    }
    if request is not None:
        headers["In-Reply-To"] = f"<{request.uuid}@ija.example>"
    for name, value in {**headers, **{key.replace("_", "-"): v for key, v in more.items()}}.items():
        message[name] = value
    message.set_content(text)
    return message.as_bytes()


def test_an_answer_of_the_office_is_read_by_the_person_and_settles(
    rig: Rig, submit: Submit
) -> None:
    request = submit()
    uid = rig.mailbox.put(write(request, STAFF, "Ja.\n\nAm 23.11.2026 schrieb Lotse <l@x>:\n> alt"))
    assert rig.fetch() == {Outcome.STORED: 1}
    [message] = rig.thread(request)
    assert (message.text, message.author.value, message.is_public) == ("Ja.", "office", True)
    assert "> alt" in message.full_text
    assert rig.store.get(request.reference).state is RequestState.ANSWERED
    assert rig.mailbox.seen == {uid}


def test_an_answer_of_the_person_opens_the_request_and_tells_the_office(
    rig: Rig, submit: Submit
) -> None:
    request = submit()
    Threads(rig.store.engine, rig.clock).add_note(request.reference, "x", "desk", "k")
    rig.store.change_state(
        request.reference,
        RequestState.RECEIVED,
        RequestState.CLOSED,
        actor="desk",
        at=rig.clock.now,
    )
    rig.mailbox.put(write(request, ASKER.upper(), "Noch eine Frage"))
    rig.fetch()
    message = rig.thread(request)[-1]
    assert (message.author.value, message.is_public) == ("person", True)
    reopened = rig.store.get(request.reference)
    assert (reopened.state, reopened.answer_by) == (RequestState.IN_PROGRESS, date(2026, 12, 1))
    assert rig.outbox()[-1] == ("office_message", "pending")


def test_a_mail_to_a_withdrawn_request_is_kept_and_opens_nothing(rig: Rig, submit: Submit) -> None:
    request = submit()
    rig.store.change_state(
        request.reference,
        RequestState.RECEIVED,
        RequestState.WITHDRAWN,
        actor="person",
        at=rig.clock.now,
    )
    rig.mailbox.put(write(request, ASKER))
    assert rig.fetch() == {Outcome.STORED: 1}
    assert rig.store.get(request.reference).state is RequestState.WITHDRAWN
    assert len(rig.thread(request)) == 1


@pytest.mark.parametrize("sender", [STAFF, "kim@amt.example"])
def test_a_sender_is_believed_only_with_an_id_that_only_recipients_know(
    rig: Rig, submit: Submit, sender: str
) -> None:
    """Anybody can write the office's address into a mail and a number into its subject."""
    request = submit()
    rig.mailbox.put(write(None, sender, "Überweisen Sie 500 Euro", Subject=request.reference))
    assert rig.fetch() == {Outcome.STORED: 1}
    [message] = rig.thread(request)
    assert not message.is_public
    assert rig.store.get(request.reference).state is RequestState.RECEIVED


def test_a_stranger_with_a_reference_reaches_the_office_but_is_marked(
    rig: Rig, submit: Submit
) -> None:
    request = submit()
    rig.mailbox.put(write(None, "fremd@example.net", "Hallo", Subject=f"AW: {request.reference}"))
    rig.fetch()
    [message] = rig.thread(request)
    assert (message.author.value, message.is_public) == ("person", False)
    assert rig.outbox()[-1][0] == "office_message"


def test_the_person_is_recognised_by_the_address_on_file(rig: Rig, submit: Submit) -> None:
    request = submit()
    rig.mailbox.put(write(None, ASKER, "Hallo", Subject=f"Frage zu {request.reference.lower()}"))
    rig.fetch()
    assert rig.thread(request)[0].is_public


def test_an_address_with_umlauts_is_recognised_as_servers_write_it(
    rig: Rig, submit: Submit
) -> None:
    request = submit(email="lea@müller.example")
    sender = "lea@xn--mller-kva.example"
    rig.mailbox.put(write(None, sender, "Hallo", Subject=f"Frage zu {request.reference}"))
    rig.fetch()
    assert rig.thread(request)[0].is_public


def test_an_answer_to_an_answer_finds_the_thread(rig: Rig, submit: Submit) -> None:
    request = submit()
    rig.mailbox.put(write(request, STAFF, "Ja.", Message_ID="<staff-1@amt.example>"))
    rig.fetch()
    follow_up = write(None, "privat@example.net", "Danke", In_Reply_To="<staff-1@amt.example>")
    rig.mailbox.put(follow_up)
    assert rig.fetch() == {Outcome.STORED: 1}
    assert [message.text for message in rig.thread(request)] == ["Ja.", "Danke"]


def test_of_two_threads_the_one_that_is_answered_counts(rig: Rig, submit: Submit) -> None:
    first, second = submit(), submit()
    thread = f"<{first.uuid}@ija.example> <{second.uuid}.m7@ija.example>"
    rig.mailbox.put(write(first, STAFF, "zur ersten", References=thread))
    rig.mailbox.put(write(None, STAFF, "zur zweiten", References=thread))
    rig.fetch()
    assert [message.text for message in rig.thread(first)] == ["zur ersten"]
    assert [message.text for message in rig.thread(second)] == ["zur zweiten"]


def test_nobody_turns_the_office_into_a_person(rig: Rig, submit: Submit) -> None:
    """A request with the office's own address does not turn its answers into questions."""
    request = submit(email=STAFF)
    rig.mailbox.put(write(request, STAFF))
    rig.fetch()
    assert rig.thread(request)[0].author.value == "office"


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"Subject": "IJ-2026-9999"},
        {"Subject": "IJ-2026-0001 und IJ-2026-0002"},
        {"In_Reply_To": "<00000000-0000-4000-8000-000000000000@ija.example>"},
        {"In_Reply_To": "<{uuid}@evil.example>"},
    ],
)
def test_what_belongs_nowhere_stays_unread(rig: Rig, submit: Submit, more: dict[str, str]) -> None:
    request, _ = submit(), submit()
    headers = {name: value.format(uuid=request.uuid) for name, value in more.items()}
    rig.mailbox.put(write(None, "wer@example.net", "Werbung", **headers))
    assert rig.fetch() == {Outcome.UNMATCHED: 1}
    assert rig.fetch() == {}
    assert rig.mailbox.seen == set()
    assert rig.inbox.overview().unmatched == 1
    assert rig.thread(request) == []


def test_our_own_mails_start_no_loop(rig: Rig, submit: Submit) -> None:
    request = submit()
    rig.mailbox.put(write(request, "lotse@ija.example"))
    assert rig.fetch() == {Outcome.OWN: 1}
    assert rig.thread(request) == []


def test_an_automatic_answer_changes_nothing(rig: Rig, submit: Submit) -> None:
    request = submit()
    rig.mailbox.put(write(request, ASKER, "Bin im Urlaub", Auto_Submitted="auto-replied"))
    assert rig.fetch() == {Outcome.AUTOMATIC: 1}
    [message] = rig.thread(request)
    assert (message.kind.value, message.is_public) == ("auto_reply", False)
    assert rig.store.get(request.reference).state is RequestState.RECEIVED
    assert len(rig.outbox()) == 1


BOUNCE = """\
From: MAILER-DAEMON@mx.example
Message-ID: <{status}@mx.example>
Content-Type: multipart/report; report-type=delivery-status; boundary=B

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Action: {action}
Status: {status}

--B
Content-Type: text/rfc822-headers

Message-ID: <{id}>
--B--
"""


def test_a_bounce_marks_the_mail_and_alarms(rig: Rig, submit: Submit) -> None:
    request = submit()
    outbox = SqlOutboxStore(rig.store.engine)
    mail = outbox.claim_due(rig.clock.now, rig.clock.now)
    assert isinstance(mail, ClaimedMail)
    outbox.mark_sent(mail, rig.clock.now)
    ours = f"{request.uuid}@ija.example"
    rig.mailbox.put(BOUNCE.format(action="delayed", status="4.2.2", id=ours).encode())
    rig.mailbox.put(BOUNCE.format(action="failed", status="5.2.2", id=ours).encode())
    assert rig.fetch() == {Outcome.BOUNCE: 2}
    assert rig.outbox() == [("office_notice", "dead")]
    assert outbox.overview().dead == 1
    texts = [message.text for message in rig.thread(request)]
    assert texts[0].startswith(
        "Die Mail über die neue Anfrage ist noch nicht angekommen (Code 4.2.2)"
    )
    assert texts[1].startswith("Die Mail über die neue Anfrage kam zurück (Code 5.2.2)")
    assert outbox.revive_dead(rig.clock.now) == 1


def test_the_same_mail_in_another_place_is_stored_once(rig: Rig, submit: Submit) -> None:
    request = submit()
    raw = write(request, ASKER)
    rig.mailbox.put(raw)
    rig.mailbox.put(b"Received: from a by b\r\n" + raw)
    assert rig.fetch() == {Outcome.STORED: 1, Outcome.DUPLICATE: 1}
    # The server lost its memory: all numbers are new.
    rig.mailbox.uid_validity = 2
    assert rig.fetch() == {Outcome.DUPLICATE: 2}
    assert len(rig.thread(request)) == 1


@pytest.mark.parametrize("step", ["open", "size", "read", "mark"])
def test_a_connection_that_breaks_loses_and_doubles_nothing(
    rig: Rig, submit: Submit, step: str
) -> None:
    request = submit()
    rig.mailbox.put(write(request, ASKER, "eins"))
    rig.mailbox.put(write(request, ASKER, "zwei"))
    rig.mailbox.breaks_at = step
    for _ in range(3):
        with pytest.raises(MailboxUnavailableError):
            rig.fetch()
    rig.mailbox.breaks_at = ""
    rig.fetch()
    assert sorted(message.text for message in rig.thread(request)) == ["eins", "zwei"]
    assert rig.mailbox.seen == {1, 2}


@pytest.mark.parametrize("is_stored", [False, True])
def test_a_database_that_breaks_loses_and_doubles_nothing(
    rig: Rig, submit: Submit, is_stored: bool
) -> None:
    class Breaking(SqlInboxStore):
        """Dies before or after its commit."""

        def add(self, mail: InboundMail, match: Match, now: Any) -> Outcome:
            if is_stored:
                super().add(mail, match, now)
            raise StoreUnavailableError("OperationalError")

    request = submit()
    raw = write(request, ASKER)
    rig.mailbox.put(raw)
    with pytest.raises(StoreUnavailableError):
        rig.worker(Breaking(rig.store.engine, lambda _: date(2026, 12, 1))).fetch_new()
    assert rig.mailbox.seen == set()
    rig.fetch()
    assert len(rig.thread(request)) == 1
    assert rig.mailbox.seen == {1}


def test_a_mail_that_cannot_be_read_does_not_block_the_others(
    rig: Rig, submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = inbox.read_mail

    def poisoned(raw: bytes) -> Any:
        if b"GIFT" in raw:
            raise RecursionError
        return real(raw)

    monkeypatch.setattr(inbox, "read_mail", poisoned)
    request = submit()
    rig.mailbox.put(write(request, ASKER, "GIFT"))
    rig.mailbox.put(write(request, ASKER, "gut"))
    reports = [rig.fetch() for _ in range(5)]
    assert reports[0] == {Outcome.FAILED: 1, Outcome.STORED: 1}
    # Three tries, then a human has to look at it; it is unread in the mailbox.
    assert reports[1:] == [{Outcome.FAILED: 1}, {Outcome.FAILED: 1}, {}, {}]
    assert rig.inbox.overview().failed == 1
    assert rig.mailbox.seen == {2}


def test_attachments_are_kept_or_refused_with_a_note(rig: Rig, submit: Submit) -> None:
    request = submit()
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"], message["Subject"] = ASKER, request.reference
    message.set_content("Siehe Anhang")
    pdf = b"%PDF-1.7 Antrag"
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename="../a.pdf")
    message.add_attachment(b"MZ", maintype="application", subtype="pdf", filename="virus.exe")
    rig.mailbox.put(message.as_bytes())
    rig.fetch()
    kept, refused = rig.thread(request)[0].attachments
    assert kept.file is not None
    assert (kept.name, rig.folder.read(kept.file)) == ("a.pdf", pdf)
    threads = Threads(rig.store.engine, rig.clock)
    assert threads.attachment(request.reference, kept.file) == kept
    assert threads.attachment(submit().reference, kept.file) is None
    assert (refused.name, refused.file, refused.refusal) == ("virus.exe", None, "type_not_allowed")


def test_a_full_disk_keeps_the_mail_for_later_and_lets_others_pass(
    rig: Rig, submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: object, _content: bytes) -> str:
        raise OSError(28, "No space left on device")

    request = submit()
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"], message["Subject"] = ASKER, request.reference
    message.set_content("Siehe Anhang")
    message.add_attachment("x", filename="a.txt")
    rig.mailbox.put(message.as_bytes())
    rig.mailbox.put(write(request, ASKER, "ohne Anhang"))
    with monkeypatch.context() as patch:
        patch.setattr(AttachmentFolder, "save", full)
        for _ in range(5):
            rig.fetch()
    assert [message.text for message in rig.thread(request)] == ["ohne Anhang"]
    rig.fetch()
    assert len(rig.thread(request)) == 2
    assert rig.mailbox.seen == {1, 2}


def test_a_duplicate_leaves_no_file_behind(rig: Rig, submit: Submit) -> None:
    request = submit()
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"], message["Subject"] = ASKER, request.reference
    message["Message-ID"] = "<1@x.example>"
    message.set_content("x")
    message.add_attachment("x", filename="a.txt")
    for _ in range(3):
        rig.mailbox.put(message.as_bytes())
    rig.fetch()
    assert len(rig.folder.names(older_than=9e9)) == 1


def test_of_a_huge_mail_only_the_beginning_is_read(
    rig: Rig, submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "MAX_MAIL_BYTES", 2000)
    monkeypatch.setattr(inbox, "_BEGINNING_BYTES", 1000)
    request = submit()
    rig.mailbox.put(write(request, ASKER, "Anfang " + "x" * 5000))
    assert rig.fetch() == {Outcome.STORED: 1}
    [message] = rig.thread(request)
    assert message.text.startswith("Anfang")
    assert message.attachments[0].refusal == "mail_too_large"


def test_stored_mails_leave_the_mailbox_in_time_and_others_stay(rig: Rig, submit: Submit) -> None:
    request = submit()
    rig.mailbox.put(write(request, ASKER))
    unmatched = rig.mailbox.put(write(None, "wer@example.net"))
    rig.fetch()
    rig.clock.turn(days=29)
    rig.fetch()
    assert len(rig.mailbox.mails) == 2
    rig.clock.turn(days=2)
    rig.fetch()
    assert list(rig.mailbox.mails) == [unmatched]


def test_mails_about_erased_requests_are_left_for_a_human(
    rig: Rig, submit: Submit, clock: TurnableClock
) -> None:
    request = submit()
    erasures = Erasures(
        rig.store.engine, RequestKey(b"s" * 32), rig.folder, clock, lambda _reference: None
    )
    erasures.erase(request.reference, ErasureReason.PERSON, "person")
    rig.mailbox.put(write(request, ASKER))
    assert rig.fetch() == {Outcome.UNMATCHED: 1}


def test_logs_name_nobody(rig: Rig, submit: Submit, caplog: pytest.LogCaptureFixture) -> None:
    request = submit()
    rig.mailbox.put(write(request, "KANARIE@example.org", "KANARIE", Subject="KANARIE"))
    rig.mailbox.put(write(None, "KANARIE@example.org", "KANARIE 2"))
    with caplog.at_level("DEBUG"):
        rig.fetch()
    assert caplog.records
    assert "KANARIE" not in caplog.text


def test_the_whole_way_with_a_real_server(
    rig: Rig, submit: Submit, dovecot: Dovecot, certificate: Certificate
) -> None:
    request = submit()
    dovecot.append("inbox", write(request, STAFF, "Ja, gern.\r\n-- \r\nServicestelle"))
    dovecot.append("inbox", write(None, "wer@example.net", "Werbung"))
    server = ImapServer("127.0.0.1", dovecot.port, "starttls", "inbox", PASSWORD)
    worker = InboxWorker(
        ImapMailbox(server, tls_context=certificate.client_context),
        ["INBOX"],
        rig.inbox,
        rig.folder,
        lambda: datetime.now(timezone.utc),
        correspondents=WHO,
        keep_days=30,
    )
    assert worker.fetch_new() == {Outcome.STORED: 1, Outcome.UNMATCHED: 1}
    assert worker.fetch_new() == {}
    assert rig.thread(request)[0].text.startswith("Ja, gern.")
    flags = sorted(bool(re.search(rb"\\Seen", line)) for line in dovecot.flags("inbox"))
    assert flags == [False, True]
