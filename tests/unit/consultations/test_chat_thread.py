from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bot.consultations.errors import MessageRejectedError
from bot.consultations.mails.outbox_store import SqlOutboxStore
from bot.consultations.models import ConsultationDraft, RequestState
from bot.consultations.service import ConsultationService
from bot.consultations.store import SqlConsultationStore
from bot.consultations.threads.chat_thread import ChatThreads
from bot.consultations.threads.thread import Threads
from bot.consultations.threads.thread_models import Author, Via
from tests.unit.consultations.conftest import NOW

CHAT = "a" * 64
OTHER = "b" * 64

Draft = Callable[..., ConsultationDraft]


@pytest.fixture
def chats(store: SqlConsultationStore) -> ChatThreads:
    return ChatThreads(store.engine, lambda: NOW, lambda _now: date(2026, 11, 30))


def test_what_is_said_lands_in_the_request_of_the_chat_once(
    store: SqlConsultationStore, service: ConsultationService, chats: ChatThreads, draft: Draft
) -> None:
    request = service.submit(draft(conversation=CHAT), "k")
    other = service.submit(draft(conversation=OTHER), "k2")
    assert chats.has_request(CHAT)
    for _ in range(2):
        assert chats.add(CHAT, "  Wir sind jetzt 20 Personen. ", "7")
    threads = Threads(store.engine, lambda: NOW)
    [message] = threads.messages(request.reference)
    assert (message.author, message.via, message.is_public) == (Author.PERSON, Via.CHAT, True)
    assert message.text == "Wir sind jetzt 20 Personen."
    assert threads.messages(other.reference) == []
    # Two requests and one message: the office is told of each.
    assert SqlOutboxStore(store.engine).overview().pending == 3


def test_an_answered_request_is_opened_again_with_a_new_promise(
    service: ConsultationService, chats: ChatThreads, draft: Draft
) -> None:
    request = service.submit(draft(conversation=CHAT), "k")
    service.change_state(request.reference, RequestState.IN_PROGRESS, actor="desk")
    service.change_state(request.reference, RequestState.ANSWERED, actor="desk")
    assert chats.add(CHAT, "Noch eine Frage", "1")
    found = service.get(request.reference)
    assert (found.state, found.answer_by) == (RequestState.IN_PROGRESS, date(2026, 11, 30))


def test_the_newest_request_takes_it(
    store: SqlConsultationStore, service: ConsultationService, chats: ChatThreads, draft: Draft
) -> None:
    service.submit(draft(conversation=CHAT), "old")
    later = ConsultationService(store, lambda: NOW.replace(hour=12))
    newest = later.submit(draft(conversation=CHAT), "new")
    chats.add(CHAT, "Dazu noch", "1")
    assert len(Threads(store.engine, lambda: NOW).messages(newest.reference)) == 1


def test_nothing_is_added_where_nobody_waits_for_it(
    service: ConsultationService, chats: ChatThreads, draft: Draft
) -> None:
    for unknown in ("", "x", "\ud800", CHAT):
        assert not chats.has_request(unknown)
        assert not chats.add(unknown, "Hallo", "1")
    request = service.submit(draft(conversation=CHAT), "k")
    service.change_state(request.reference, RequestState.WITHDRAWN, actor="person")
    assert not chats.add(CHAT, "Hallo", "1")


@pytest.mark.parametrize("text", ["", "  ", "x" * 4001])
def test_what_is_no_message_is_refused(
    service: ConsultationService, chats: ChatThreads, draft: Draft, text: str
) -> None:
    service.submit(draft(conversation=CHAT), "k")
    with pytest.raises(MessageRejectedError):
        chats.add(CHAT, text, "1")
