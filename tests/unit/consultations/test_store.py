"""The store on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from bot.consultations.checks import MAX_LENGTH
from bot.consultations.database.engine import open_engine, read_transaction, write_transaction
from bot.consultations.database.tables import metadata
from bot.consultations.errors import StoreUnavailableError, UnknownReferenceError
from bot.consultations.mails.outbox_mails import ClaimedMail, NothingDue
from bot.consultations.mails.outbox_store import SqlOutboxStore
from bot.consultations.models import (
    ConsultationDraft,
    ConsultationRequest,
    ReplyChannel,
    RequestState,
    Speaker,
    TranscriptLine,
    TranscriptSource,
)
from bot.consultations.new_request_rows import NewRequest
from bot.consultations.store import SqlConsultationStore, open_store

NOW = datetime(2026, 11, 23, 9, 0, 0, 123456, tzinfo=timezone.utc)
LEASE = timedelta(minutes=5)
Draft = Callable[..., ConsultationDraft]
Rows = Callable[[str], list[dict[str, Any]]]


def _new(draft: ConsultationDraft, key: str, **fields: Any) -> NewRequest:
    values: dict[str, Any] = {
        "uuid": uuid4(),
        "idempotency_key": key,
        "draft": draft,
        "received_at": NOW,
        "answer_by": date(2026, 11, 26),
        "year": 2026,
        "actor": "test",
    }
    return NewRequest(**{**values, **fields})


def test_request_comes_back_as_it_went_in(store: SqlConsultationStore, draft: Draft) -> None:
    """Every field survives, whatever characters it holds."""
    lines = (
        TranscriptLine(Speaker.PERSON, "سلام 👩‍👩‍👧"),
        TranscriptLine(Speaker.ASSISTANT, "'; --", (TranscriptSource("T", "https://a.example"),)),
    )
    given = draft(
        topic="=cmd|' /C calc'!A0",
        name="Ω ñ \u202e",
        transcript=(*lines, TranscriptLine(Speaker.PERSON, "", is_struck=True)),
        topic_id="visum",
        format="Jugendbegegnung",
        partner_country="Türkei",
        period="Juli 2027",
        group="12, 14–17 Jahre",
        place="Hamm",
        wanted_times="dienstags",
        wants_visit=True,
        wants_copy=True,
        is_urgent=True,
        reply_channel=ReplyChannel.CHAT,
        conversation="abc",
    )
    new = _new(given, "k")
    stored = store.add_once(new)
    assert store.get(stored.reference) == stored
    assert stored == ConsultationRequest(
        **vars(given),
        uuid=new.uuid,
        reference="IJ-2026-0001",
        state=RequestState.RECEIVED,
        received_at=NOW,
        answer_by=date(2026, 11, 26),
    )
    assert stored.received_at.utcoffset() == timedelta(0)


def test_personal_data_is_in_one_column_only(
    store: SqlConsultationStore, draft: Draft, rows: Rows
) -> None:
    """Who erases a person has to look at one column."""
    fields = dict.fromkeys(
        (name for name in MAX_LENGTH if name not in ("email", "phone")), "KANARIE"
    )
    lines = (TranscriptLine(Speaker.PERSON, "KANARIE"),)
    store.add_once(
        _new(
            draft(**fields, email="KANARIE@example.org", transcript=lines, conversation="KANARIE"),
            "k",
        )
    )
    columns = {
        (table.name, column)
        for table in metadata.sorted_tables
        for row in rows(table.name)
        for column, value in row.items()
        if "KANARIE" in str(value)
    }
    assert columns == {("person_data", "content")}


def test_references_count_up_within_each_year(store: SqlConsultationStore, draft: Draft) -> None:
    """Each year starts at one and has no gaps; more than four digits are fine."""
    years = [2026, 2026, 2027, 2026, 2027]
    added = [store.add_once(_new(draft(), f"k{n}", year=y)) for n, y in enumerate(years)]
    assert [request.reference for request in added] == [
        "IJ-2026-0001",
        "IJ-2026-0002",
        "IJ-2027-0001",
        "IJ-2026-0003",
        "IJ-2027-0002",
    ]
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE reference_counters SET last = 9999 WHERE year = 2026")
    assert store.add_once(_new(draft(), "k9")).reference == "IJ-2026-10000"


def test_failed_add_leaves_nothing_behind(
    store: SqlConsultationStore, draft: Draft, rows: Rows
) -> None:
    """If the last of the rows cannot be written, none is, and its number is used again."""
    with store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE request_events RENAME TO hidden")
    with pytest.raises((sa.exc.SQLAlchemyError, StoreUnavailableError)):
        store.add_once(_new(draft(), "k"))
    with store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE hidden RENAME TO request_events")
    assert rows("consultation_requests") == []
    assert rows("outbox") == []
    assert store.add_once(_new(draft(), "k")).reference == "IJ-2026-0001"


def test_same_uuid_for_two_keys_is_an_error(store: SqlConsultationStore, draft: Draft) -> None:
    """A constraint that has nothing to do with the key is not taken for a repetition."""
    first = store.add_once(_new(draft(), "a"))
    with pytest.raises(sa.exc.IntegrityError):
        store.add_once(_new(draft(), "b", uuid=first.uuid))


def test_unknown_reference(store: SqlConsultationStore) -> None:
    """Looking for what is not there is told apart from finding it."""
    with pytest.raises(UnknownReferenceError):
        store.get("IJ-2026-0001")
    with pytest.raises(UnknownReferenceError):
        store.note_event("IJ-2026-0001", actor="desk", what="viewed", at=NOW)
    assert store.events("IJ-2026-0001") == []


def test_state_changes_only_from_the_expected_one(
    store: SqlConsultationStore, draft: Draft
) -> None:
    """Of two people who move a request at once, one is told that it has moved already."""
    reference = store.add_once(_new(draft(), "k")).reference
    received, answered, withdrawn = (
        RequestState.RECEIVED,
        RequestState.ANSWERED,
        RequestState.WITHDRAWN,
    )
    assert store.change_state(reference, received, answered, actor="desk:a", at=NOW)
    assert not store.change_state(reference, received, withdrawn, actor="desk:b", at=NOW)
    assert store.get(reference).state is answered
    trail = [(event.actor, event.what) for event in store.events(reference)]
    assert trail == [("test", "received"), ("desk:a", "state:answered")]


def test_claim_takes_each_mail_once(store: SqlConsultationStore, draft: Draft) -> None:
    """A leased mail is nobody else's until the lease has run out."""
    outbox = SqlOutboxStore(store.engine)
    first, second = (store.add_once(_new(draft(), key)) for key in "ab")
    claimed = [outbox.claim_due(NOW, NOW + LEASE) for _ in range(3)]
    assert isinstance(claimed[2], NothingDue)
    assert [outbox.content_of(mail).request for mail in _mails(claimed[:2])] == [first, second]
    again = outbox.claim_due(NOW + LEASE, NOW + 2 * LEASE)
    assert isinstance(again, ClaimedMail)
    assert again.attempts == 2


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_claims_on_postgresql_do_not_wait_for_each_other(
    store: SqlConsultationStore, draft: Draft
) -> None:
    """A worker that hangs in the middle of a claim does not hold up the next one."""
    for key in "ab":
        store.add_once(_new(draft(), key))
    outbox = SqlOutboxStore(store.engine)
    # Waiting is what must not happen; without a limit, the test would wait for ever.
    sa.event.listen(
        store.engine, "begin", lambda new: new.exec_driver_sql("SET LOCAL lock_timeout = '2s'")
    )
    with store.engine.begin() as connection:
        connection.exec_driver_sql("SELECT * FROM outbox ORDER BY id LIMIT 1 FOR UPDATE")
        [mail] = _mails([outbox.claim_due(NOW, NOW + LEASE)])
        assert outbox.content_of(mail).request.reference == "IJ-2026-0002"


def test_late_worker_cannot_undo_the_next_one(
    store: SqlConsultationStore, draft: Draft, rows: Rows
) -> None:
    """After its lease, only the news that the mail is out still counts."""
    store.add_once(_new(draft(), "k"))
    outbox = SqlOutboxStore(store.engine)
    late, current = _mails(
        [outbox.claim_due(NOW, NOW + LEASE), outbox.claim_due(NOW + LEASE, NOW + 2 * LEASE)]
    )
    outbox.defer(late, "smtp_421", NOW)
    outbox.bury(late, "smtp_550", NOW)
    assert rows("outbox")[0]["state"] == "sending"
    outbox.mark_sent(late, NOW)
    outbox.defer(current, "smtp_421", NOW)
    outbox.mark_sent(current, NOW)
    assert rows("outbox")[0]["state"] == "sent"
    events = [event.what for event in store.events("IJ-2026-0001")]
    assert events == ["received", "mail:sent"]


def test_overview_counts_and_dates(store: SqlConsultationStore, draft: Draft) -> None:
    """The desk learns how many mails wait and since when."""
    outbox = SqlOutboxStore(store.engine)
    assert outbox.overview().waiting_since == ()
    for n in range(4):
        store.add_once(_new(draft(), f"k{n}", received_at=NOW + timedelta(seconds=n)))
    later = NOW + timedelta(minutes=1)
    sent, dead, _sending = _mails([outbox.claim_due(later, later + LEASE) for _ in range(3)])
    outbox.mark_sent(sent, later)
    outbox.bury(dead, "smtp_550", later)
    overview = outbox.overview()
    assert (overview.pending, overview.sending, overview.sent, overview.dead) == (1, 1, 1, 1)
    assert overview.waiting_since == (NOW + timedelta(seconds=2),)


def test_naive_times_are_refused(store: SqlConsultationStore, draft: Draft) -> None:
    """A time without a zone is a bug and is not stored."""
    with pytest.raises(sa.exc.StatementError, match="naive"):
        store.add_once(_new(draft(), "k", received_at=NOW.replace(tzinfo=None)))


def test_sqlite_keeps_what_it_confirmed(tmp_path: Path) -> None:
    """The settings on which the promise of durability rests are in force."""
    engine = open_engine(f"sqlite:///{tmp_path / 'ija.sqlite'}")
    with engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
    }


def test_sqlite_readers_do_not_wait_for_a_writer(tmp_path: Path, draft: Draft) -> None:
    """The desk can read while somebody submits."""
    store = open_store(f"sqlite:///{tmp_path / 'ija.sqlite'}")
    store.add_once(_new(draft(), "k"))
    with write_transaction(store.engine):
        assert store.get("IJ-2026-0001").reference == "IJ-2026-0001"


def test_unreachable_database_is_a_typed_error(tmp_path: Path) -> None:
    """Callers can tell an outage from a bug, and the error quotes nothing."""
    engine = open_engine(f"sqlite:///{tmp_path / 'ija.sqlite'}")
    with (
        pytest.raises(StoreUnavailableError, match="^OperationalError$"),
        read_transaction(engine) as connection,
    ):
        connection.exec_driver_sql("SELECT * FROM missing")
    unreachable = SqlConsultationStore(open_engine("postgresql://ija@127.0.0.1:1/ija"))
    with pytest.raises(StoreUnavailableError):
        unreachable.get("IJ-2026-0001")


def test_errors_quote_no_content(store: SqlConsultationStore, draft: Draft) -> None:
    """The text of a database error may be logged."""
    first = store.add_once(_new(draft(), "a"))
    with pytest.raises(sa.exc.IntegrityError) as caught:
        store.add_once(_new(draft(topic="KANARIE"), "b", uuid=first.uuid))
    assert "INSERT INTO consultation_requests" in str(caught.value)
    assert "KANARIE" not in str(caught.value)


def _mails(claimed: list[ClaimedMail | NothingDue]) -> list[ClaimedMail]:
    mails = [mail for mail in claimed if isinstance(mail, ClaimedMail)]
    assert len(mails) == len(claimed)
    return mails
