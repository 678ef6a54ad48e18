from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.consultations.errors import StoreUnavailableError
from bot.conversations.migrations import migrate
from bot.conversations.models import Role, UnknownSessionError
from bot.conversations.store import ConversationStore
from bot.privacy.token_hash import token_hash

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)
EARLIER = NOW - timedelta(days=7)


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ija.sqlite'}"


def test_the_history_keeps_order_roles_and_every_character(store: ConversationStore) -> None:
    session = store.create(NOW)
    odd = "👩‍👧 =1+1 <b> \u202e ü\n\tEnde"
    first = store.append(session, Role.USER, {"text": odd}, NOW)
    store.append(session, Role.BOT, {"card": "answer", "buttons": []}, NOW)
    lines = store.recall(session).messages
    assert [(line.role, dict(line.payload)) for line in lines] == [
        (Role.USER, {"text": odd}),
        (Role.BOT, {"card": "answer", "buttons": []}),
    ]
    assert store.recall(session, after=first.number).messages == lines[1:]


def test_sessions_do_not_see_each_other(store: ConversationStore) -> None:
    mine, other = store.create(NOW), store.create(NOW)
    store.append(mine, Role.USER, {"text": "geheim"}, NOW)
    assert store.recall(other).messages == []


def test_only_the_hash_of_the_token_is_stored(store: ConversationStore, engine: Engine) -> None:
    session = store.create(NOW)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM chat_sessions").all()
    assert token_hash(session) in str(rows)
    assert session not in str(rows)
    assert not store.exists(token_hash(session), EARLIER)


@pytest.mark.parametrize(
    "token", ["", "x", "\ud800", "a\x00b", pytest.param("ü" * 10_000, id="long")]
)
def test_unknown_tokens_are_unknown(store: ConversationStore, token: str) -> None:
    store.create(NOW)
    assert not store.exists(token, EARLIER)
    assert not store.erase(token)
    with pytest.raises(UnknownSessionError):
        store.recall(token)
    with pytest.raises(UnknownSessionError):
        store.append(token, Role.USER, {}, NOW)


def test_a_session_is_idle_after_its_last_message(store: ConversationStore) -> None:
    session = store.create(NOW)
    later = NOW + timedelta(hours=1)
    assert not store.exists(session, later)
    store.append(session, Role.USER, {"text": "x"}, later)
    assert store.exists(session, later)


def test_erasing_leaves_no_row(store: ConversationStore, engine: Engine) -> None:
    session, other = store.create(NOW), store.create(NOW)
    store.append(session, Role.USER, {"text": "x"}, NOW)
    store.append(other, Role.USER, {"text": "y"}, NOW)
    assert store.erase(session)
    with engine.connect() as connection:
        assert len(connection.exec_driver_sql("SELECT * FROM chat_messages").all()) == 1
        assert len(connection.exec_driver_sql("SELECT * FROM chat_sessions").all()) == 1
    assert len(store.recall(other).messages) == 1


def test_purging_deletes_only_what_is_old(store: ConversationStore) -> None:
    old, used, new = store.create(EARLIER), store.create(EARLIER), store.create(NOW)
    store.append(old, Role.USER, {"text": "x"}, EARLIER)
    store.append(used, Role.USER, {"text": "x"}, NOW)
    assert store.purge(NOW - timedelta(days=1)) == 1
    assert [store.exists(s, EARLIER) for s in (old, used, new)] == [False, True, True]


def test_a_second_start_keeps_the_data(store: ConversationStore, engine: Engine) -> None:
    session = store.create(NOW)
    migrate(engine)
    assert store.exists(session, EARLIER)


def test_the_chats_migrations_have_a_version_of_their_own(engine: Engine) -> None:
    with engine.connect() as connection:
        version = connection.exec_driver_sql("SELECT * FROM conversations_version").all()
    assert [tuple(row) for row in version] == [("0006",)]


def test_the_probe_leaves_nothing_and_fails_loudly(
    store: ConversationStore, engine: Engine
) -> None:
    store.probe(NOW)
    with engine.begin() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM chat_readiness_probes").all()
        assert rows == []
        connection.exec_driver_sql("DROP TABLE chat_readiness_probes")
    with pytest.raises(StoreUnavailableError):
        store.probe(NOW)
