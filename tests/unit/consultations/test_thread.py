"""The conversation between person and office."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.consultations.errors import (
    MessageRejectedError,
    NoAddressError,
    RequestErasedError,
    UnknownReferenceError,
)
from bot.consultations.models import ConsultationDraft, ReplyChannel, RequestState
from bot.consultations.threads.message_store import UnknownMessageError

from .conftest import Person

Draft = Callable[..., ConsultationDraft]
Rows = Callable[[str], list[dict[str, Any]]]


def test_an_answer_by_mail_goes_out_and_settles_the_request(person: Person, rows: Rows) -> None:
    message = person.threads.answer(
        person.reference, "Guten Tag.\r\nJa.", "desk:kim", "k", ReplyChannel.EMAIL
    )
    assert (message.text, message.actor, message.is_public) == ("Guten Tag.\nJa.", "desk:kim", True)
    assert person.service.get(person.reference).state is RequestState.ANSWERED
    mail = rows("outbox")[-1]
    assert (mail["kind"], mail["thread_message_id"]) == ("person_answer", message.number)
    assert mail["message_id"] == f"{person.request.uuid}.m{message.number}"


def test_a_double_click_answers_once(person: Person, rows: Rows) -> None:
    barrier = threading.Barrier(10)

    def answer(_: int) -> int:
        barrier.wait(timeout=30)
        return person.threads.answer(
            person.reference, "Ja.", "desk", "same", ReplyChannel.EMAIL
        ).number

    with ThreadPoolExecutor(10) as pool:
        assert len(set(pool.map(answer, range(10)))) == 1
    assert [row["kind"] for row in rows("outbox")] == ["office_notice", "person_answer"]


@pytest.mark.parametrize("channel", ReplyChannel)
def test_every_way_of_answering_is_on_the_page_and_only_mail_is_sent(
    person: Person, draft: Draft, rows: Rows, channel: ReplyChannel
) -> None:
    request = person.service.submit(draft(conversation="abc"), "k2")
    person.threads.answer(request.reference, "Ja.", "desk", "k", channel)
    assert len(person.threads.messages(request.reference, public_only=True)) == 1
    is_mailed = any(row["kind"] == "person_answer" for row in rows("outbox"))
    assert is_mailed is (channel is ReplyChannel.EMAIL)


@pytest.mark.parametrize("channel", [ReplyChannel.CHAT, ReplyChannel.TELEGRAM])
def test_without_a_conversation_there_is_no_answer_in_it(
    person: Person, channel: ReplyChannel
) -> None:
    with pytest.raises(NoAddressError):
        person.threads.answer(person.reference, "Ja.", "desk", "k", channel)


def test_without_an_address_there_is_no_answer_by_mail(person: Person, draft: Draft) -> None:
    request = person.service.submit(draft(email=None, phone="0211 123456"), "k2")
    with pytest.raises(NoAddressError):
        person.threads.answer(request.reference, "Ja.", "desk", "k", ReplyChannel.EMAIL)
    assert person.threads.messages(request.reference) == []
    assert person.service.get(request.reference).state is RequestState.RECEIVED


def test_a_note_is_for_the_staff_only_and_settles_nothing(person: Person) -> None:
    person.threads.add_note(person.reference, "Rückruf am Montag", "desk", "k")
    person.threads.add_note(person.reference, "Rückruf am Montag", "desk", "k")
    assert person.threads.messages(person.reference, public_only=True) == []
    [note] = person.threads.messages(person.reference)
    assert note.kind.value == "note"
    assert person.service.get(person.reference).state is RequestState.RECEIVED


def test_released_messages_can_be_read(person: Person, draft: Draft) -> None:
    note = person.threads.add_note(person.reference, "Antwort per Mail", "desk", "k")
    assert person.threads.release(person.reference, note.number, "desk").is_public
    assert person.access.view(person.grant).messages[0].text == "Antwort per Mail"
    other = person.service.submit(draft(), "other").reference
    with pytest.raises(UnknownMessageError):
        person.threads.release(other, note.number, "desk")


@pytest.mark.parametrize("text", ["", "x" * 20_001, "\x00", "\ud800", None])
def test_bad_texts_are_refused(person: Person, text: Any) -> None:
    with pytest.raises(MessageRejectedError):
        person.threads.add_note(person.reference, text, "desk", "k")


def test_unknown_and_erased_requests_take_nothing(person: Person) -> None:
    with pytest.raises(UnknownReferenceError):
        person.threads.add_note("IJ-2026-9999", "x", "desk", "k")
    with pytest.raises(UnknownReferenceError):
        person.threads.messages("IJ-2026-9999")
    person.access.erase(person.grant)
    for channel in (ReplyChannel.EMAIL, ReplyChannel.PHONE):
        with pytest.raises(RequestErasedError):
            person.threads.answer(person.reference, "x", "desk", "k", channel)


def test_every_message_is_in_the_trail(person: Person) -> None:
    person.access.add_information(person.grant, "a", "1")
    person.threads.add_note(person.reference, "b", "desk", "2")
    person.threads.answer(person.reference, "c", "desk", "3", ReplyChannel.PHONE)
    person.service.note_view(person.reference, "desk")
    trail = [event.what for event in person.store.events(person.reference)]
    assert trail == [
        "received",
        "message:person",
        "message:internal",
        "message:office",
        "state:answered",
        "viewed",
    ]
