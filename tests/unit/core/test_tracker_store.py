from __future__ import annotations

import os
import sqlite3
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import EndpointConfig

from bot.conversations.rasa_events import RasaEvents
from bot.core.serving.server import open_tracker_store
from bot.core.tracker.tracker_store import SqliteTrackerStore
from bot.intake.request.seen import seen_of
from bot.intake.talk import talk_of

DOMAIN = Domain.from_yaml(
    'version: "3.1"\nintents: [gruss]\n'
    "slots:\n"
    "  thema: {type: text, influence_conversation: false, mappings: [{type: custom}]}\n"
    "  context: {type: any, influence_conversation: false, mappings: [{type: custom}]}\n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "neu" / "rasa.sqlite"


@pytest.fixture
def store(path: Path) -> SqliteTrackerStore:
    return SqliteTrackerStore(path, DOMAIN)


def said(text: str) -> UserUttered:
    parsed = {"intent": {"name": "gruss", "confidence": 0.9}, "entities": [], "text": text}
    return UserUttered(text, parsed["intent"], [], parsed)


def answered(text: str) -> BotUttered:
    answer = [{"kind": "p", "spans": [{"text": text}]}]
    card = {"card": "answer", "faq_id": "juleica", "question": "Was?", "answer": answer}
    return BotUttered(None, {"custom": {**card, "sources": []}})


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
    assert found.latest_message.parse_data["text"] == "grüß dich 👋"
    assert found.latest_message.intent_name == "gruss"


def test_the_file_is_there_before_the_first_conversation_for_a_backup(path: Path) -> None:
    store = open_tracker_store(EndpointConfig(type="SQL", dialect="sqlite", db=str(path)))
    assert stored(path) == []
    assert path.stat().st_mode & 0o077 == 0
    # Nothing is open: the workers are forked from here, and a connection must not be shared.
    open_files = {os.readlink(link) for link in Path("/proc/self/fd").iterdir() if link.exists()}
    assert str(path) not in open_files
    assert isinstance(store, SqliteTrackerStore)


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


async def test_rasas_own_store_passes_over_shared_answers(
    path: Path, store: SqliteTrackerStore
) -> None:
    await turn(store, said("eins"), answered("Ein Ausweis."))
    tracker = await SQLTrackerStore(DOMAIN, dialect="sqlite", db=str(path)).retrieve("a")
    assert isinstance(tracker.events[-1], BotUttered)
    lines = talk_of(tracker.current_state(EventVerbosity.ALL)["events"])
    assert [line.text for line in lines] == ["eins"]


async def test_what_was_shown_of_a_summary_is_known_in_a_later_turn(
    path: Path, store: SqliteTrackerStore
) -> None:
    rows = [{"field": "name", "label": "Name", "value": "Kim"}]
    card = {"card": "summary", "fields": rows, "private": True}
    begun = [said("eins"), ActiveLoop("consultation_form"), BotUttered(None, {"custom": card})]
    await turn(store, *begun)
    await turn(store, said("zwei"), BotUttered("Notiert"))
    tracker = await SqliteTrackerStore(path, DOMAIN).retrieve("a")
    seen = seen_of(tracker.current_state(EventVerbosity.ALL)["events"])
    assert seen is not None
    assert seen.values == {"name": "Kim"}


async def test_a_conversation_is_found_by_an_index(path: Path, store: SqliteTrackerStore) -> None:
    await turn(store, said("eins"))
    asked: list[str] = []
    store._connection.set_trace_callback(asked.append)
    await store.retrieve("a")
    await store.retrieve_full_tracker("a")
    with sqlite3.connect(path) as connection:
        plans = [connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall() for query in asked]
        indexes = connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")
        assert indexes.fetchall() == [("ix_events_sender_end",)]
    assert len(plans) == 2
    assert all("ix_events_sender_end" in str(plan) and "SCAN" not in str(plan) for plan in plans)


async def test_names_with_one_end_are_two_conversations(store: SqliteTrackerStore) -> None:
    for sender in ("x-12345678", "y-12345678", "5678"):
        tracker = await store.get_or_create_tracker(sender)
        tracker.update_with_events([said(sender)], DOMAIN)
        await store.save(tracker)
    for sender in ("x-12345678", "y-12345678", "5678"):
        assert (await store.retrieve(sender)).latest_message.text == sender


async def test_what_holds_already_is_not_stored_again(
    path: Path, store: SqliteTrackerStore
) -> None:
    await turn(store, said("eins"), SlotSet("thema", "visum"), SlotSet("thema", "visum"))
    await turn(store, said("zwei"), SlotSet("thema", "visum"))
    assert [kind for kind, _, _ in stored(path)].count("slot") == 1
    await turn(store, said("drei"), SlotSet("thema", None))
    await turn(store, said("vier"), SlotSet("thema", "visum"))
    assert [kind for kind, _, _ in stored(path)].count("slot") == 3
    assert (await store.retrieve("a")).get_slot("thema") == "visum"


async def test_a_new_session_stores_what_the_old_one_knew(
    path: Path, store: SqliteTrackerStore
) -> None:
    await turn(store, said("gestern"), SlotSet("thema", "visum"), SlotSet("context", ["a"]))
    await turn(store, said("gestern"), SlotSet("context", ["b"]))
    begins = (ActionExecuted("action_session_start"), SessionStarted())
    await turn(store, *begins, SlotSet("thema", "visum"), SlotSet("context", ["b"]))
    found = await store.retrieve("a")
    assert (found.get_slot("thema"), found.get_slot("context")) == ("visum", ["b"])
    assert [kind for kind, _, _ in stored(path)].count("slot") == 4


async def test_the_context_takes_the_place_of_the_one_before(
    path: Path, store: SqliteTrackerStore
) -> None:
    for topic in ("a", "b", "c"):
        await turn(store, said(topic), SlotSet("context", {"topic": topic}))
    assert [kind for kind, _, _ in stored(path)].count("slot") == 1
    assert (await store.retrieve("a")).get_slot("context") == {"topic": "c"}


async def test_an_erased_context_is_written_anew(path: Path, store: SqliteTrackerStore) -> None:
    await turn(store, said("eins"), SlotSet("context", "a"))
    tracker = await store.get_or_create_tracker("a")
    RasaEvents(path).erase("a")
    tracker.update_with_events([said("zwei"), SlotSet("context", "b")], DOMAIN)
    await store.save(tracker)
    assert (await store.retrieve("a")).get_slot("context") == "b"


async def test_an_answer_is_stored_once_for_all_and_comes_back_whole(
    path: Path, store: SqliteTrackerStore
) -> None:
    for sender in ("a", "b"):
        tracker = await store.get_or_create_tracker(sender)
        tracker.update_with_events([said("eins"), answered("Ein Ausweis. ✓")], DOMAIN)
        await store.save(tracker)
    # Also for a process that did not write it.
    again = SqliteTrackerStore(path, DOMAIN)
    for sender in ("a", "b"):
        card = (await again.retrieve(sender)).events[-1].data["custom"]
        assert card["answer"] == [{"kind": "p", "spans": [{"text": "Ein Ausweis. ✓"}]}]
        assert "told" not in card
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM told_cards").fetchone() == (1,)


async def test_who_changes_an_answer_changes_no_other_conversation(
    store: SqliteTrackerStore,
) -> None:
    for sender in ("a", "b"):
        events = [SessionStarted(), answered("Ja.")]
        await store.save(DialogueStateTracker.from_events(sender, events, DOMAIN.slots))
    first = await store.retrieve("a")
    first.events[-1].data["custom"]["answer"][0]["spans"][0]["text"] = "Nein."
    second = await store.retrieve("b")
    assert second.events[-1].data["custom"]["answer"][0]["spans"][0]["text"] == "Ja."


@pytest.mark.parametrize("shown", ["is_proposal", "is_opened"])
async def test_how_an_answer_was_shown_stays_with_the_event_and_the_answer_is_stored_once(
    path: Path, store: SqliteTrackerStore, shown: str
) -> None:
    for sender, marks in (("a", {}), ("b", {shown: True})):
        events = [SessionStarted(), answered("Ja.")]
        events[-1].data["custom"].update(marks)
        await store.save(DialogueStateTracker.from_events(sender, events, DOMAIN.slots))
    reader = SqliteTrackerStore(path, DOMAIN)
    told = [(await reader.retrieve(sender)).events[-1].data["custom"] for sender in ("a", "b")]
    assert shown not in told[0]
    assert told[1] == {**told[0], shown: True}
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM told_cards").fetchone() == (1,)


async def test_only_the_answers_used_last_are_remembered(
    store: SqliteTrackerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.core.tracker.tracker_store.MAX_CARDS", 2)
    monkeypatch.setattr("bot.core.tracker.tracker_store.MAX_REMEMBERED", 3)
    senders = ["a", "b", "c", "d"]
    for sender in senders:
        events = [SessionStarted(), answered(f"Antwort {sender}")]
        await store.save(DialogueStateTracker.from_events(sender, events, DOMAIN.slots))
    assert len(store._used) == 3
    numbers = []
    for sender in ("a", "b", "a", "c"):
        await store.retrieve(sender)
        numbers.append(list(store._cards)[-1])
    a, b, again, c = numbers
    assert a == again
    assert list(store._cards) == [a, c]
    assert b not in store._cards


async def test_an_answer_that_nobody_was_told_for_long_is_deleted(
    path: Path, store: SqliteTrackerStore
) -> None:
    await turn(store, said("eins"), answered("Ein Ausweis."))
    now = datetime.now(timezone.utc)
    RasaEvents(path).purge(now + timedelta(seconds=1))
    assert stored(path) == []
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM told_cards").fetchone() == (1,)
    RasaEvents(path).purge(now + timedelta(days=40))
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM told_cards").fetchone() == (0,)


async def test_a_message_remembers_that_its_intent_counted(
    path: Path, store: SqliteTrackerStore
) -> None:
    seen = DefinePrevUserUtteredFeaturization(use_text_for_featurization=False)
    await turn(store, said("eins"), seen, ActionExecuted("action_listen"))
    assert "user_featurization" not in [kind for kind, _, _ in stored(path)]
    message = (await SqliteTrackerStore(path, DOMAIN).retrieve("a")).latest_message
    assert message.use_text_for_featurization is False
    assert message.as_sub_state() == {"intent": "gruss"}


async def test_half_a_surrogate_pair_is_stored(store: SqliteTrackerStore) -> None:
    await turn(store, said("kaputt \ud800"))
    assert (await store.retrieve("a")).latest_message.text == "kaputt \ud800"


async def test_a_broken_id_is_an_error_and_not_the_end_of_the_process(
    store: SqliteTrackerStore,
) -> None:
    with pytest.raises(UnicodeEncodeError):
        await store.retrieve("\ud800")
    tracker = await turn(store, said("geht noch"))
    assert tracker.latest_message.text == "geht noch"


async def test_a_failed_save_stores_nothing(path: Path, store: SqliteTrackerStore) -> None:
    tracker = await store.get_or_create_tracker("a")
    tracker.update_with_events([said("eins"), SlotSet("thema", object())], DOMAIN)
    with pytest.raises(TypeError):
        await store.save(tracker)
    assert len(stored(path)) == 1
