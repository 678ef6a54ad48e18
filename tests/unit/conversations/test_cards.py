"""Answers of the knowledge base are kept once, on both kinds of database."""

from __future__ import annotations

import json
import secrets
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.conversations.migrations import migrate
from bot.conversations.models import Role, Verdict
from bot.conversations.packing import packed, unpacked
from bot.conversations.private import PrivateMessages
from bot.conversations.store import ConversationStore
from bot.conversations.tables import metadata
from bot.conversations.turns import read_turns
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.shown.cards import answer_card
from bot.ops.schemas import all_schemas, downgrade
from bot.privacy.token_hash import token_hash
from bot.settings import PROJECT_ROOT

NOW = datetime(2026, 11, 26, 9, tzinfo=timezone.utc)
CATALOGUE = Catalogue(PROJECT_ROOT / "faq")
NEXT = {"id": "visum", "question": "Wer braucht ein Visum? 👋"}
OWN = {"alternatives": [NEXT, NEXT, NEXT], "buttons": []}
COUNT_CARDS = sa.text("SELECT count(*) FROM chat_cards")
PACKED = sa.text("SELECT packed FROM chat_messages WHERE packed IS NOT NULL ORDER BY id")
PAYLOADS = sa.text("SELECT payload FROM chat_messages ORDER BY id")


def answer(number: int = 0) -> dict[str, Any]:
    return {**answer_card(CATALOGUE.all()[number], CATALOGUE, NOW.date()), **OWN}


@pytest.fixture
def store(engine: Engine) -> ConversationStore:
    return ConversationStore(engine, lambda: secrets.token_hex(11))


def cards(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(COUNT_CARDS).scalar_one())


def test_two_chats_with_one_answer_keep_it_once(store: ConversationStore, engine: Engine) -> None:
    chats = [store.create(NOW) for _ in range(2)]
    for chat in chats:
        store.append(chat, Role.USER, {"text": "Wie geht das?"}, NOW)
        told = store.append(chat, Role.BOT, answer(), NOW)
        assert told.payload == answer()
    assert cards(engine) == 1
    # Also for a process that wrote neither.
    other = ConversationStore(engine, str)
    assert [other.recall(chat).messages[1].payload for chat in chats] == [answer(), answer()]
    assert other.rate(chats[1], told.number, Verdict.HELPFUL)[1].payload == answer()
    assert [list(turn.answers) for turn in read_turns(engine)] == [[answer()], [answer()]]
    with engine.connect() as connection:
        longest = max(len(row.payload) for row in connection.execute(PAYLOADS))
        packs = [row.packed for row in connection.execute(PACKED)]
    assert longest < 30
    assert [len(pack) < len(str(OWN)) / 2 for pack in packs] == [True, True]


def test_one_message_may_show_several(store: ConversationStore, engine: Engine) -> None:
    chat = store.create(NOW)
    told = [answer(0), {"text": "Und:"}, answer(1), answer(0)]
    store.append_all(chat, Role.BOT, told, NOW)
    assert [message.payload for message in store.recall(chat).messages] == told
    assert cards(engine) == 2


@pytest.mark.parametrize(
    "card",
    [
        {"card": "facts", "reference": "IJA-1", "question": "Kim fragt", "answer": []},
        {"card": "answer", "question": "Kim fragt", "answer": []},
        {"card": "answer", "faq_id": "", "question": "Kim fragt"},
        {"text": "Kim fragt", "faq_id": "visum"},
    ],
)
def test_what_may_be_of_a_person_is_not_shared(
    store: ConversationStore, engine: Engine, card: dict[str, Any]
) -> None:
    chat = store.create(NOW)
    store.append(chat, Role.BOT, card, NOW)
    assert store.recall(chat).messages[0].payload == card
    assert cards(engine) == 0


def test_what_a_message_adds_of_its_own_is_erased_with_it(
    store: ConversationStore, engine: Engine
) -> None:
    mine, other = store.create(NOW), store.create(NOW)
    store.append(mine, Role.BOT, {**answer(), "intro": "Für Kim aus Bork"}, NOW)
    store.append(other, Role.BOT, answer(), NOW)
    assert store.erase(mine)
    with engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT count(*) FROM chat_messages")).scalar_one()
        content = bytes(connection.execute(sa.text("SELECT content FROM chat_cards")).scalar_one())
    assert rows == 1
    assert "Kim" not in repr(store.recall(other).messages)
    assert "Kim" not in unpacked(content)
    assert store.recall(other).messages[0].payload == answer()


def test_a_card_goes_when_no_message_shows_it_and_nobody_was_told_it_lately(
    store: ConversationStore, engine: Engine
) -> None:
    old, kept = store.create(NOW), store.create(NOW)
    store.append(old, Role.BOT, answer(0), NOW)
    store.append(kept, Role.BOT, answer(1), NOW)
    store.append(kept, Role.USER, {"text": "Danke"}, NOW + timedelta(days=9))
    store.purge(NOW + timedelta(seconds=1))
    assert cards(engine) == 2  # told today: another process may be about to show it
    store.purge(NOW + timedelta(days=8))
    assert cards(engine) == 1
    assert store.recall(kept).messages[0].payload == answer(1)


def test_a_process_remembers_the_cards_of_one_day(store: ConversationStore, engine: Engine) -> None:
    chat = store.create(NOW)
    for days in range(3):
        store.append_all(chat, Role.BOT, [answer(days), answer(3)], NOW + timedelta(days=days))
        store.append(chat, Role.USER, {"text": "Danke"}, NOW + timedelta(days=days))
    assert len(store._appending._cards._noted) == 2
    with engine.connect() as connection:
        used = connection.execute(sa.text("SELECT used_on FROM chat_cards ORDER BY used_on"))
        days_used = [str(day) for day in used.scalars()]
    assert days_used == ["2026-11-26", "2026-11-27", "2026-11-28", "2026-11-28"]


def test_a_card_that_was_deleted_meanwhile_is_kept_anew(
    store: ConversationStore, engine: Engine
) -> None:
    chat, other = store.create(NOW), store.create(NOW)
    store.append(chat, Role.BOT, answer(), NOW)
    store.erase(chat)
    with engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM chat_cards"))
    store.append(other, Role.BOT, answer(), NOW)
    assert store.recall(other).messages[0].payload == answer()


@pytest.mark.parametrize(
    "text", ["", "ü" * 5000, "kaputt \ud800 " * 30, "👩‍👧\x00<b>" * 40, '{"private": true}' * 20]
)
def test_what_was_made_smaller_is_the_same_afterwards(text: str) -> None:
    assert unpacked(packed(text)) == text


def test_a_long_private_message_stays_where_it_is_found(
    store: ConversationStore, engine: Engine
) -> None:
    chat = store.create(NOW)
    store.append(chat, Role.USER, {"text": "Kim " * 500, "private": True}, NOW)
    store.append(chat, Role.USER, {"text": "Programm " * 300}, NOW)
    assert PrivateMessages(engine, lambda _: {"text": "weg"}).forget(token_hash(chat)) == 1
    found = [m.payload for m in store.recall(chat).messages]
    assert found == [{"text": "weg"}, {"text": "Programm " * 300}]


def test_private_messages_are_found_beside_shared_ones(
    store: ConversationStore, engine: Engine
) -> None:
    chat = store.create(NOW)
    store.append(chat, Role.BOT, answer(), NOW)
    store.append(chat, Role.USER, {"text": "Kim", "private": True}, NOW)
    assert PrivateMessages(engine, lambda _: {"text": "weg"}).forget(token_hash(chat)) == 1
    assert [m.payload for m in store.recall(chat).messages] == [answer(), {"text": "weg"}]


def test_the_release_before_reads_whole_messages(engine: Engine, store: ConversationStore) -> None:
    chat = store.create(NOW)
    store.append(chat, Role.BOT, answer(), NOW)
    store.append(chat, Role.USER, {"text": "Danke 👋"}, NOW)
    downgrade(engine, all_schemas(), {"conversations": "0004"})
    with engine.connect() as connection:
        found = [json.loads(row.payload) for row in connection.execute(PAYLOADS)]
        tables = sa.inspect(connection).get_table_names()
    assert found == [answer(), {"text": "Danke 👋"}]
    assert "chat_cards" not in tables
    migrate(engine)
    assert [m.payload for m in ConversationStore(engine, str).recall(chat).messages] == [
        answer(),
        {"text": "Danke 👋"},
    ]


def test_the_tables_are_those_of_the_newest_migration(engine: Engine) -> None:
    found = sa.MetaData()
    found.reflect(bind=engine, only=list(metadata.tables))
    for name, table in metadata.tables.items():
        assert set(found.tables[name].c.keys()) == set(table.c.keys())
        assert indexed(found.tables[name]) == indexed(table)


def test_the_release_before_has_no_index_of_cards(engine: Engine, store: ConversationStore) -> None:
    chat = store.create(NOW)
    store.append(chat, Role.BOT, answer(), NOW)
    downgrade(engine, all_schemas(), {"conversations": "0005"})
    assert not any("card_id" in index["column_names"] for index in message_indexes(engine))
    assert [m.payload for m in store.recall(chat).messages] == [answer()]
    migrate(engine)
    assert any(index["column_names"] == ["card_id"] for index in message_indexes(engine))
    assert [m.payload for m in store.recall(chat).messages] == [answer()]


def message_indexes(engine: Engine) -> list[Any]:
    return list(sa.inspect(engine).get_indexes("chat_messages"))


def indexed(table: sa.Table) -> set[tuple[str, ...]]:
    return {tuple(index.columns.keys()) for index in table.indexes}
