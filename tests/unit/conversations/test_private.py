"""What a consultation form said and was told is forgotten, on both kinds of database."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta, timezone

from sqlalchemy.engine import Engine

from bot.conversations.models import Role
from bot.conversations.private import PrivateMessages
from bot.conversations.store import ConversationStore
from bot.privacy.token_hash import token_hash

NOW = datetime(2026, 11, 26, 9, tzinfo=timezone.utc)


def test_private_messages_are_replaced_and_nothing_else(engine: Engine) -> None:
    store = ConversationStore(engine, lambda: secrets.token_hex(11))
    private = PrivateMessages(engine, lambda message: {"text": f"weg: {message.role.value}"})
    mine, other = store.create(NOW), store.create(NOW)
    for session in (mine, other):
        store.append(session, Role.USER, {"text": 'Ich sage "private": true, 100 %'}, NOW)
        store.append(session, Role.USER, {"text": "Kim", "private": True}, NOW)
        store.append(session, Role.BOT, {"card": "summary", "private": True}, NOW)
        store.append(session, Role.BOT, {"text": "Danke", "private": False}, NOW)
    assert private.forget(token_hash(mine)) == 2
    assert [message.payload for message in store.recall(mine).messages] == [
        {"text": 'Ich sage "private": true, 100 %'},
        {"text": "weg: user"},
        {"text": "weg: bot"},
        {"text": "Danke", "private": False},
    ]
    assert store.recall(other).messages[1].payload["text"] == "Kim"
    assert private.forget(token_hash(mine)) == 0


def test_only_idle_chats_are_forgotten_by_time(engine: Engine) -> None:
    store = ConversationStore(engine, lambda: secrets.token_hex(11))
    private = PrivateMessages(engine, lambda _: {"text": "weg"})
    old, fresh = store.create(NOW), store.create(NOW)
    store.append(old, Role.USER, {"text": "Kim", "private": True}, NOW - timedelta(hours=3))
    store.append(fresh, Role.USER, {"text": "Alex", "private": True}, NOW)
    assert private.forget_idle(NOW - timedelta(hours=2)) == 1
    assert store.recall(old).messages[0].payload == {"text": "weg"}
    assert store.recall(fresh).messages[0].payload["text"] == "Alex"
