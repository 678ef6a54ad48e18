from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations.rasa_events import RasaEvents
from bot.core.tracker_store import SqliteTrackerStore

DOMAIN = Domain.from_yaml(
    'version: "3.1"\nintents: [gruss]\n'
    "slots: {thema: {type: text, influence_conversation: false, mappings: [{type: custom}]}}\n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "neu" / "rasa.sqlite"


@pytest.fixture
def store(path: Path) -> SqliteTrackerStore:
    return SqliteTrackerStore(path, DOMAIN)


def said(text: str) -> UserUttered:
    parsed = {"intent": {"name": "gruss"}, "entities": [], "text": text, "topic": "schön"}
    return UserUttered(text, parsed["intent"], [], parsed)


def stored(path: Path) -> list[tuple]:
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT type_name, intent_name, action_name FROM events")
        return rows.fetchall()


async def turn(store: SqliteTrackerStore, *events: object) -> DialogueStateTracker:
    tracker = await store.get_or_create_tracker("a")
    tracker.update_with_events(list(events), DOMAIN)
    await store.save(tracker)
    return tracker


async def test_a_conversation_comes_back_as_it_was(path: Path, store: SqliteTrackerStore) -> None:
    saved = await turn(store, said("grüß dich 👋"), SlotSet("thema", "visum"))
    found = await SqliteTrackerStore(path, DOMAIN).retrieve("a")
    assert list(found.events) == list(saved.events)
    assert found.get_slot("thema") == "visum"
    assert found.latest_message.parse_data["topic"] == "schön"


async def test_each_event_is_stored_once(path: Path, store: SqliteTrackerStore) -> None:
    await turn(store, said("eins"))
    tracker = await turn(store, said("zwei"), ActionExecuted("action_listen"))
    await store.save(tracker)
    assert stored(path) == [
        ("action", None, "action_listen"),
        ("user", "gruss", None),
        ("user", "gruss", None),
        ("action", None, "action_listen"),
    ]


async def test_only_the_latest_session_is_continued(store: SqliteTrackerStore) -> None:
    await turn(store, said("gestern"))
    await turn(store, ActionExecuted("action_session_start"), SessionStarted(), said("heute"))
    latest = await store.retrieve("a")
    assert [e.text for e in latest.events if isinstance(e, UserUttered)] == ["heute"]
    await turn(store, said("später"))
    everything = await store.retrieve_full_tracker("a")
    texts = [e.text for e in everything.events if isinstance(e, UserUttered)]
    assert texts == ["gestern", "heute", "später"]


async def test_an_unknown_conversation_is_none(store: SqliteTrackerStore) -> None:
    assert await store.retrieve("b") is None
    await turn(store)
    assert list(await store.keys()) == ["a"]


async def test_what_was_erased_meanwhile_does_not_come_back(
    path: Path, store: SqliteTrackerStore
) -> None:
    tracker = await turn(store, said("geheim"))
    RasaEvents(path).erase("a")
    tracker.update(said("danach"), DOMAIN)
    await store.save(tracker)
    assert [row[0] for row in stored(path)] == ["user"]
    content = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"danach" in content
    assert b"geheim" not in content


async def test_rasas_own_store_reads_and_continues_it(
    path: Path, store: SqliteTrackerStore
) -> None:
    await turn(store, said("eins"), SlotSet("thema", "x"))
    own = SQLTrackerStore(DOMAIN, dialect="sqlite", db=str(path))
    tracker = await own.retrieve("a")
    assert tracker.get_slot("thema") == "x"
    tracker.update(said("zwei"), DOMAIN)
    await own.save(tracker)
    again = await store.retrieve("a")
    assert [e.text for e in again.events if isinstance(e, UserUttered)] == ["eins", "zwei"]


async def test_a_broken_id_is_an_error_and_not_the_end_of_the_process(
    store: SqliteTrackerStore,
) -> None:
    with pytest.raises(UnicodeEncodeError):
        await store.retrieve("\ud800")
    tracker = await turn(store, said("geht noch"))
    assert tracker.latest_message.text == "geht noch"


async def test_a_failed_save_stores_nothing(path: Path, store: SqliteTrackerStore) -> None:
    tracker = await store.get_or_create_tracker("a")
    tracker.update_with_events([said("eins"), said("\ud800")], DOMAIN)
    broken = [*tracker.events]
    broken[-1].parse_data["self"] = object()
    with pytest.raises(TypeError):
        await store.save(tracker)
    assert len(stored(path)) == 1
