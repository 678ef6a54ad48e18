"""The menu: every command, deep links, reminders, calendar files, the end of everything."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.channels.telegram.commands import MENU, question_parameter
from bot.channels.telegram.kept.tables import metadata
from bot.conversations.tables import messages, sessions, topic_counts
from bot.knowledge.catalogue import Catalogue
from bot.reminders.tables import subscriptions
from tests.unit.channels.fake_rasa import FakeRasa
from tests.unit.channels.telegram.telegram_rig import CHAT, Rig, texts
from tests.unit.channels.telegram.test_conversation import card_reply
from tests.unit.deadlines.deadline_rig import REAL

DEADLINES = {
    "card": "deadlines",
    "intro": "Das sind die Fristen.",
    "items": [],
    "more": 0,
}


async def test_every_command_answers(shared_rig: Rig) -> None:
    for command in MENU:
        calls = await shared_rig.say(f"/{command}", CHAT + 1)
        assert texts(calls), command


async def test_help_names_every_command(shared_rig: Rig) -> None:
    [said] = texts(await shared_rig.say("/hilfe"))
    assert all(f"/{command} – " in said for command in MENU)
    [unknown] = texts(await shared_rig.say("/gibtsnicht"))
    assert "kenne ich nicht" in unknown
    assert "/hilfe – " in unknown


async def test_a_link_to_a_question_asks_it(rig: Rig, rasa: FakeRasa) -> None:
    entry = Catalogue(REAL).all()[0]
    rasa.reply = card_reply(question=entry.question)
    said = texts(await rig.say(f"/start {question_parameter(entry.id)}"))
    assert "Computerprogramm (KI)" in said[0]
    assert said[1].startswith(entry.question)
    assert rasa.received[-1]["message"] == f'/choose_faq{{"faq_id": "{entry.id}"}}'


@pytest.mark.parametrize(
    "parameter", ["frage_gibtsnicht", "frage_" + "x" * 200, "frage_<b>&", "frage-0123456789abcdef"]
)
async def test_a_link_to_nothing_is_explained(
    shared_rig: Rig, shared_rasa: FakeRasa, parameter: str
) -> None:
    asked = len(shared_rasa.received)
    said = texts(await shared_rig.say(f"/start {parameter}"))
    assert "keine Antwort mehr" in said[-1]
    assert len(shared_rasa.received) == asked


async def test_deadlines_of_a_programme_are_asked_in_words(rig: Rig, rasa: FakeRasa) -> None:
    await rig.begin()
    await rig.say("/fristen DFJW")
    await rig.say("/fristen")
    assert [body["message"] for body in rasa.received] == [
        "Welche Fristen gibt es für DFJW?",
        "/show_deadlines",
    ]


async def test_events_are_there_without_rasa(rig: Rig, rasa: FakeRasa) -> None:
    rasa.status = 500
    calls = await rig.say("/termine")
    assert len(texts(calls)) == 1
    assert "Bei neuen Terminen Bescheid geben" in [key["text"] for key in calls[-1].keys]


async def test_simple_language_shows_the_simple_answer_until_it_is_switched_off(
    any_rig: Rig, rasa: FakeRasa
) -> None:
    await any_rig.begin()
    rasa.reply = card_reply()
    assert "Das hängt vom Land ab." in texts(await any_rig.say("Visum?"))[0]
    await any_rig.say("/einfach")
    simple = await any_rig.say("Visum?")
    assert "Es kommt auf das Land an." in texts(simple)[0]
    assert "Das hängt vom Land ab." not in texts(simple)[0]
    assert "Stand: geprüft am" in texts(simple)[0]
    assert "Ausführliche Antwort" in [key["text"] for key in simple[-1].keys]
    await any_rig.say("/einfach")
    assert "Das hängt vom Land ab." in texts(await any_rig.say("Visum?"))[0]


async def test_the_button_for_simple_language_shows_the_entry_of_the_office(
    rig: Rig, rasa: FakeRasa
) -> None:
    await rig.begin()
    entry = next(e for e in Catalogue(REAL).all() if e.simple and not e.is_handover)
    rasa.reply = card_reply(faq_id=entry.id)
    [answer] = [call for call in await rig.say("Frage") if call.method == "sendMessage"]
    said = texts(await rig.press(answer.data_of("Einfache Sprache")))[0]
    assert said.startswith(entry.question)
    assert "Stand: geprüft am" in said


def deadlines_reply(*ids: str) -> object:
    items = [
        {
            "id": deadline_id,
            "programme": deadline_id,
            "programme_id": "p",
            "action": "Antrag",
            "status": "unconfirmed",
            "status_text": "nicht bestätigt",
            "days_left": None,
            "when": "In der Regel im Oktober.",
            "route": "",
            "route_text": "",
            "note": "",
            "ask": {"name": "DFJW", "url": "https://dfjw.example"},
            "sources": [],
            "checked_on": "2026-11-01",
        }
        for deadline_id in ids
    ]
    return lambda _body: [{"custom": {**DEADLINES, "items": items}}]


async def test_deadlines_become_a_calendar_file(rig: Rig, rasa: FakeRasa) -> None:
    await rig.begin()
    book = rig.process.reminders._book.current()
    rasa.reply = deadlines_reply(*[d.id for d in book.deadlines])  # type: ignore[assignment]
    [answer] = [call for call in await rig.say("Fristen?") if call.keys]
    calls = await rig.press(answer.data_of("Kalender"))
    [document] = [call for call in calls if call.method == "sendDocument"]
    name, content = document.content["document"]
    assert name == "fristen.ics"
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.count(b"BEGIN:VEVENT") > 5


async def test_a_reminder_of_one_deadline_needs_one_tap(any_rig: Rig, rasa: FakeRasa) -> None:
    await any_rig.begin()
    deadline = any_rig.process.reminders._book.current().deadlines[0]
    rasa.reply = deadlines_reply(deadline.id)  # type: ignore[assignment]
    [answer] = [call for call in await any_rig.say("Frist?") if call.keys]
    [said] = texts(await any_rig.press(answer.data_of("erinnern")))
    assert "Notiert" in said
    assert deadline.action in said
    [again] = texts(await any_rig.press(answer.data_of("erinnern")))
    assert "schon" in again
    overview = (await any_rig.say("/abos"))[-1]
    [ended] = texts(await any_rig.press(overview.data_of("Beenden")))
    assert "gelöscht" in ended
    assert "keine Erinnerungen" in texts(await any_rig.say("/abos"))[0]


async def test_of_several_deadlines_the_person_chooses(rig: Rig, rasa: FakeRasa) -> None:
    await rig.begin()
    found = rig.process.reminders._book.current().deadlines[:3]
    rasa.reply = deadlines_reply(*[d.id for d in found])  # type: ignore[assignment]
    [answer] = [call for call in await rig.say("Frist?") if call.keys]
    choice = (await rig.press(answer.data_of("erinnern")))[-1]
    assert len(choice.keys) == 3
    assert "Notiert" in texts(await rig.press(choice.keys[1]["callback_data"]))[0]


async def test_reminders_by_name_and_page_by_page(rig: Rig) -> None:
    await rig.begin()
    first = (await rig.say("/erinnern"))[-1]
    assert len(first.keys) == 12
    second = (await rig.press(first.data_of("Weitere")))[-1]
    assert second.keys[0]["text"] != first.keys[0]["text"]
    by_name = (await rig.say("/erinnern französisch"))[-1]
    assert all("ranzösisch" in key["text"] for key in by_name.keys)
    unknown = (await rig.say("/erinnern Gibtsnicht"))[-1]
    assert "kenne ich nicht" in unknown.text
    assert len(unknown.keys) == 12


async def test_stop_erases_everything_and_says_so(
    any_rig: Rig, rasa: FakeRasa, tmp_path: Path
) -> None:
    rasa.reply = card_reply()
    events = _rasa_database(tmp_path)
    await any_rig.say("Canary-Frage")
    await any_rig.say("/erinnern DFJW")
    offer = (await any_rig.say("/erinnern"))[-1]
    await any_rig.press(offer.keys[0]["callback_data"])
    await any_rig.say("/beratung")
    sender = rasa.received[0]["sender"]
    with sqlite3.connect(events) as connection:
        connection.execute("INSERT INTO events VALUES (?, 1)", (sender,))
    any_rig.take(any_rig.text_update("Noch nicht beantwortet"))
    [*_, said] = texts(await any_rig.say("/stopp"))
    assert "alles aus diesem Chat gelöscht" in said
    with any_rig.process.inbox._engine.connect() as connection:
        for table in (*metadata.sorted_tables, sessions, messages, subscriptions):
            rows = connection.execute(sa.select(table)).mappings().all()
            assert "Canary" not in str(rows), table
            # Not in the text of all rows: its digits may stand in a time.
            values = [value for row in rows for value in row.values()]
            assert not [v for v in values if isinstance(v, (int, str)) and str(CHAT) in str(v)]
        # What was counted names nobody and stays.
        assert connection.execute(sa.select(topic_counts)).all()
    with sqlite3.connect(events) as connection:
        assert connection.execute("SELECT * FROM events").fetchall() == []


async def test_after_the_end_comes_a_new_beginning(rig: Rig) -> None:
    await rig.begin()
    await rig.say("/stopp")
    said = texts(await rig.say("Hallo?"))
    assert "Computerprogramm (KI)" in said[0]
    assert said[1] == "Hallo"


def _rasa_database(folder: Path) -> Path:
    path = folder / "rasa.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE events (sender_id TEXT, timestamp REAL)")
    return path


async def test_a_list_offers_calendar_and_reminder_once(rig: Rig, rasa: FakeRasa) -> None:
    await rig.begin()
    deadline = rig.process.reminders._book.current().deadlines[0]
    [reply] = deadlines_reply(deadline.id)({})
    offered = [
        {"title": title, "payload": f'/show_deadlines{{"about": "{about}"}}'}
        for title, about in (
            ("In den Kalender", "calendar"),
            ("Erinnern lassen", "reminder"),
            ("Rückwärts planen", "plan"),
        )
    ]
    rasa.reply = lambda _body: [{"custom": {**reply["custom"], "buttons": offered}}]
    [answer] = [call for call in await rig.say("Frist?") if call.keys]
    titles = [key["text"] for key in answer.keys]
    assert titles == ["An Fristen erinnern", "Als Kalender-Datei", "Rückwärts planen"]
