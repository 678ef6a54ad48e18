from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.consultations.database.engine import open_engine
from bot.consultations.database.upgrading import upgrade_to_head
from bot.conversations import migrations
from bot.conversations.migrations import VERSION_TABLE, migrate
from bot.conversations.models import (
    ChatState,
    HumanMode,
    Reason,
    Role,
    UnknownMessageError,
    UnknownSessionError,
    Verdict,
)
from bot.conversations.store import ConversationStore
from bot.privacy.token_hash import token_hash

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)
LATER = NOW + timedelta(hours=3)


def test_a_person_of_the_office_writes_into_the_chat(store: ConversationStore) -> None:
    session, other = store.create(NOW), store.create(NOW)
    conversation = token_hash(session)
    said = store.add_office_message(conversation, "Guten Tag =1+1 👋", "Servicestelle", LATER)
    assert store.recall(session).messages == [said]
    assert (said.role, said.created_at) == (Role.OFFICE, LATER)
    assert dict(said.payload) == {"text": "Guten Tag =1+1 👋", "author": "Servicestelle"}
    assert store.recall(other).messages == []
    assert store.exists(session, LATER)
    assert store.states([conversation, token_hash(other), "x"]) == {
        conversation: ChatState(said.number, HumanMode.OFF),
        token_hash(other): ChatState(0, HumanMode.OFF),
    }
    assert store.states([]) == {}


@pytest.mark.parametrize("conversation", ["", "token-0", "0" * 64])
def test_nobody_writes_into_a_chat_that_is_gone(
    store: ConversationStore, conversation: str
) -> None:
    session = store.create(NOW)
    assert store.knows(token_hash(session))
    store.erase(session)
    for gone in (token_hash(session), conversation):
        assert not store.knows(gone)
        with pytest.raises(UnknownSessionError):
            store.add_office_message(gone, "Hallo", "Servicestelle", NOW)
        with pytest.raises(UnknownSessionError):
            store.set_human(gone, True, NOW)
        assert store.human_mode(gone) is HumanMode.OFF
        assert not store.tell_human_once(gone)


def test_the_person_is_told_once_that_a_human_answers(store: ConversationStore) -> None:
    conversation = token_hash(store.create(NOW))
    assert store.human_mode(conversation) is HumanMode.OFF
    assert not store.tell_human_once(conversation)
    store.set_human(conversation, True, NOW)
    assert store.human_mode(conversation).is_active
    assert store.tell_human_once(conversation)
    store.set_human(conversation, True, NOW)
    assert not store.tell_human_once(conversation)
    assert store.human_mode(conversation) is HumanMode.TOLD
    store.set_human(conversation, False, NOW)
    assert not store.human_mode(conversation).is_active
    store.set_human(conversation, True, NOW)
    assert store.tell_human_once(conversation)


def test_the_first_verdict_and_the_first_reason_stay(store: ConversationStore) -> None:
    session = store.create(NOW)
    answer = store.append(session, Role.BOT, {"card": "answer", "faq_id": "visum"}, NOW)
    before, after = store.rate(session, answer.number, Verdict.NOT_HELPFUL)
    assert (before.verdict, after.verdict, after.reason) == (None, Verdict.NOT_HELPFUL, None)
    _, after = store.rate(session, answer.number, Verdict.NOT_HELPFUL, Reason.OUTDATED)
    assert after.reason is Reason.OUTDATED
    before, after = store.rate(session, answer.number, Verdict.HELPFUL, Reason.MISSING)
    assert before == after == store.recall(session).messages[0]
    assert (after.verdict, after.reason) == (Verdict.NOT_HELPFUL, Reason.OUTDATED)


def test_only_answers_of_ones_own_chat_can_be_rated(store: ConversationStore) -> None:
    mine, other = store.create(NOW), store.create(NOW)
    question = store.append(mine, Role.USER, {"text": "Visum?"}, NOW)
    foreign = store.append(other, Role.BOT, {"text": "Gern!"}, NOW)
    for number in (question.number, foreign.number, 0, -1, 2**40):
        with pytest.raises(UnknownMessageError):
            store.rate(mine, number, Verdict.HELPFUL)
    assert store.recall(other).messages[0].verdict is None
    with pytest.raises(UnknownSessionError):
        store.rate("x", question.number, Verdict.HELPFUL)


def test_a_helpful_answer_has_no_reason_against_it(store: ConversationStore) -> None:
    session = store.create(NOW)
    answer = store.append(session, Role.BOT, {"text": "Gern!"}, NOW)
    _, after = store.rate(session, answer.number, Verdict.HELPFUL, Reason.OUTDATED)
    assert after.reason is None


def test_chats_from_before_the_change_go_on(database_url: str, tmp_path: Path) -> None:
    engine = open_engine(database_url)
    folder = tmp_path / "old"
    source = Path(migrations.__file__).parent
    (folder / "versions").mkdir(parents=True)
    for path in source.glob("versions/000[12]*.py"):
        (folder / path.relative_to(source)).write_text(path.read_text(encoding="utf-8"))
    upgrade_to_head(engine, folder, VERSION_TABLE)
    with engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO chat_sessions (token_hash, created_at, last_active_at)"
                " VALUES (:hash, :now, :now)"
            ).bindparams(hash=token_hash("t"), now=NOW.replace(tzinfo=None))
        )
    migrate(engine)
    store = ConversationStore(engine, lambda: "unused")
    assert store.human_mode(token_hash("t")) is HumanMode.OFF
    assert store.append("t", Role.USER, {"text": "Hallo"}, NOW).verdict is None
    engine.dispose()
