"""Rasa's events in PostgreSQL: as in SQLite, shared by cores, and after the server died."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import psycopg2
import pytest
import sqlalchemy as sa
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    SessionStarted,
    SlotSet,
    UserUttered,
)

from benchmarks.faults.postgres import PostgresServer, empty_database, running_postgres
from bot.conversations.rasa_events import rasa_events
from bot.core.tracker.postgres_tracker_store import PostgresTrackerStore
from tests.unit.core.test_tracker_store import DOMAIN, answered, said


@pytest.fixture
def url(postgres_server: str) -> Iterator[str]:
    with empty_database(postgres_server) as url:
        yield url


async def turn(store: PostgresTrackerStore, sender: str, *events: object) -> None:
    tracker = await store.get_or_create_tracker(sender)
    tracker.update_with_events(list(events), DOMAIN)
    await store.save(tracker)


def texts(url: str) -> list[str]:
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT data::json ->> 'text' FROM events WHERE type_name = 'user'")
        return [text for (text,) in cursor.fetchall()]


async def test_two_cores_continue_each_others_conversations(url: str) -> None:
    first, second = PostgresTrackerStore(url, DOMAIN), PostgresTrackerStore(url, DOMAIN)
    await turn(first, "a", said("eins 👋"), SlotSet("thema", "visum"))
    await turn(second, "a", said("zwei"))
    await turn(first, "a", said("drei"))
    found = await second.retrieve("a")
    assert found is not None
    assert [event.text for event in found.events if isinstance(event, UserUttered)] == [
        "eins 👋",
        "zwei",
        "drei",
    ]
    assert found.get_slot("thema") == "visum"
    assert texts(url) == ["eins 👋", "zwei", "drei"]


async def test_cores_share_answers_and_the_context_takes_its_place(url: str) -> None:
    first, second = PostgresTrackerStore(url, DOMAIN), PostgresTrackerStore(url, DOMAIN)
    await turn(first, "a", said("eins"), SlotSet("context", "eins"), answered("Ein Ausweis. ✓"))
    await turn(second, "a", said("zwei"), SlotSet("context", "zwei"))
    await turn(second, "b", said("eins"), answered("Ein Ausweis. ✓"))
    found = await second.retrieve("a")
    assert found is not None
    assert found.get_slot("context") == "zwei"
    cards = [event.data["custom"] for event in found.events if isinstance(event, BotUttered)]
    assert [card["answer"][0]["spans"][0]["text"] for card in cards] == ["Ein Ausweis. ✓"]
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM events WHERE type_name = 'slot'")
        assert cursor.fetchone() == (1,)
        cursor.execute("SELECT count(*) FROM told_cards")
        assert cursor.fetchone() == (1,)
    rasa_events(url).purge(datetime.now(timezone.utc) + timedelta(days=40))
    assert await first.keys() == []
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM told_cards")
        assert cursor.fetchone() == (0,)


async def test_only_the_latest_session_is_read_and_all_of_them_can_be(url: str) -> None:
    store = PostgresTrackerStore(url, DOMAIN)
    await turn(store, "a", said("alt"))
    await turn(store, "a", ActionExecuted("action_session_start"), SessionStarted(), said("neu"))
    latest, full = await store.retrieve("a"), await store.retrieve_full_tracker("a")
    assert latest is not None
    assert full is not None
    assert len(full.events) > len(latest.events)
    assert await store.keys() == ["a"]
    assert await store.retrieve("b") is None


async def test_cores_that_start_at_once_do_not_stumble(url: str) -> None:
    stores = [PostgresTrackerStore(url, DOMAIN) for _ in range(4)]
    await asyncio.gather(
        *(asyncio.to_thread(lambda store=store: store._connection) for store in stores)
    )
    await turn(stores[0], "a", said("Hallo"))
    assert texts(url) == ["Hallo"]


async def test_a_restarted_server_costs_no_turn(postgres_binaries: Path) -> None:
    options = "-c fsync=off -c full_page_writes=off"
    with running_postgres(postgres_binaries, options) as server:
        assert isinstance(server, PostgresServer)
        store = PostgresTrackerStore(server.url, DOMAIN)
        await turn(store, "a", said("vorher"))
        server.crash()
        await turn(store, "a", said("nachher"))
        assert texts(server.url) == ["vorher", "nachher"]


async def test_what_was_said_can_be_erased_and_purged(url: str) -> None:
    store = PostgresTrackerStore(url, DOMAIN)
    rasa_events(url).erase("niemand")
    for sender in "abc":
        await turn(store, sender, said(f"KANARIE {sender}"))
    rasa_events(url).erase("a")
    assert sorted(texts(url)) == ["KANARIE b", "KANARIE c"]
    rasa_events(url).purge(datetime(2020, 1, 1, tzinfo=timezone.utc))
    assert len(texts(url)) == 2
    rasa_events(url).purge(datetime(2100, 1, 1, tzinfo=timezone.utc))
    assert texts(url) == []


def test_an_empty_database_has_nothing_to_erase(url: str) -> None:
    rasa_events(url).erase("a")
    rasa_events(url).purge(datetime(2100, 1, 1, tzinfo=timezone.utc))
    # The core makes its tables itself, with its first message.
    assert sa.inspect(sa.create_engine(url)).get_table_names() == []
