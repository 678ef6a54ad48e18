"""Talking with the bot: greeting, answers, buttons, the same brain as on the web."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.channels.telegram import build
from bot.channels.telegram.kept.tables import outbox, updates
from bot.clock import utc_now
from bot.conversations.tables import sessions
from tests.unit.channels.fake_rasa import FakeRasa
from tests.unit.channels.telegram.telegram_rig import CHAT, Rig, texts

ANSWER_CARD: dict[str, Any] = {
    "card": "answer",
    "faq_id": "visum",
    "question": "Brauchen wir ein Visum?",
    "answer": [{"kind": "p", "spans": [{"text": "Das hängt vom Land ab."}]}],
    "details": [],
    "simple": [{"kind": "p", "spans": [{"text": "Es kommt auf das Land an."}]}],
    "sources": [{"title": "Auswärtiges Amt", "url": "https://amt.example/visum", "year": "2025"}],
    "is_practice": False,
    "checked_on": "2026-11-01",
    "is_review_due": False,
    "related": [],
    "handover": False,
    "terms": [],
    "buttons": [{"title": "Beratung anfragen", "payload": "/request_consultation"}],
}


def card_reply(**changes: Any) -> Any:
    return lambda _body: [{"custom": {**ANSWER_CARD, **changes}}]


async def test_a_first_question_is_answered_after_the_disclosure(
    any_rig: Rig, rasa: FakeRasa
) -> None:
    calls = await any_rig.say("Was kostet ein Visum?")
    greeting, answer = texts(calls)
    assert "Computerprogramm (KI)" in greeting
    assert "/datenschutz" in greeting
    assert answer == "Hallo"
    assert "typing" in [call.content.get("action") for call in calls]
    # Rasa knows a conversation and neither the chat nor the person.
    assert str(CHAT) not in json.dumps(rasa.received)
    assert len({body["sender"] for body in rasa.received}) == 1
    assert {body["metadata"]["channel"] for body in rasa.received} == {"telegram"}


async def test_start_greets_once_and_the_next_question_is_only_answered(rig: Rig) -> None:
    [greeting] = texts(await rig.say("/start"))
    assert "Computerprogramm (KI)" in greeting
    assert texts(await rig.say("Und jetzt?")) == ["Hallo"]


async def test_an_answer_is_one_message_with_source_and_day(rig: Rig, rasa: FakeRasa) -> None:
    await rig.begin()
    rasa.reply = card_reply()
    calls = await rig.say("Visum?")
    [message] = [call for call in calls if call.method == "sendMessage"]
    [said] = texts(calls)
    assert said.startswith("Brauchen wir ein Visum?")
    assert "Quelle: Auswärtiges Amt (2025)" in said
    assert "Stand: geprüft am 1. November 2026" in said
    assert message.content["parse_mode"] == "HTML"
    assert message.content["link_preview_options"] == {"is_disabled": True}
    assert [key["text"] for key in message.keys] == ["Einfache Sprache", "Beratung anfragen"]


async def test_several_messages_of_a_turn_become_one_with_all_buttons(
    rig: Rig, rasa: FakeRasa
) -> None:
    await rig.begin()
    again = {"title": "Fristen", "payload": "/show_deadlines"}
    rasa.reply = lambda _body: [
        {"text": "Das sollte sich ein Mensch ansehen.", "buttons": [again]},
        {"text": "Noch etwas.", "buttons": [again, {"title": "Ja", "payload": "/affirm"}]},
    ]
    calls = await rig.say("Hilfe")
    assert texts(calls) == ["Das sollte sich ein Mensch ansehen.\n\nNoch etwas."]
    assert [key["text"] for key in calls[-1].keys] == ["Fristen", "Ja"]


async def test_a_pressed_button_is_answered_marked_and_passed_on(
    any_rig: Rig, rasa: FakeRasa
) -> None:
    await any_rig.begin()
    buttons = [{"title": "Ja", "payload": "/affirm"}, {"title": "Nein", "payload": "/deny"}]
    rasa.reply = lambda _body: [{"text": "Stimmt das?", "buttons": buttons}]
    [question] = [c for c in await any_rig.say("Frage") if c.method == "sendMessage"]
    rasa.reply = lambda _body: [{"text": "Gut."}]
    calls = await any_rig.press(question.data_of("Nein"), question.content["reply_markup"])
    assert [call.method for call in calls if call.method != "sendChatAction"] == [
        "answerCallbackQuery",
        "editMessageReplyMarkup",
        "sendMessage",
    ]
    marked = next(call for call in calls if call.method == "editMessageReplyMarkup")
    assert [key["text"] for key in marked.keys] == ["Ja", "✓ Nein"]
    assert rasa.received[-1]["message"] == "/deny"


async def test_the_mark_moves_when_another_option_is_chosen(rig: Rig, rasa: FakeRasa) -> None:
    await rig.begin()
    buttons = [{"title": "Ja", "payload": "/affirm"}, {"title": "Nein", "payload": "/deny"}]
    rasa.reply = lambda _body: [{"text": "Stimmt das?", "buttons": buttons}]
    question = (await rig.say("Frage"))[-1]
    first = await rig.press(question.data_of("Ja"), question.content["reply_markup"])
    marked = next(call for call in first if call.method == "editMessageReplyMarkup")
    second = await rig.press(question.data_of("Nein"), marked.content["reply_markup"])
    marked = next(call for call in second if call.method == "editMessageReplyMarkup")
    assert [key["text"] for key in marked.keys] == ["Ja", "✓ Nein"]


async def test_a_keyboard_of_an_earlier_conversation_is_explained_and_taken_away(
    rig: Rig, rasa: FakeRasa
) -> None:
    await rig.begin()
    buttons = [{"title": "Ja", "payload": "/affirm"}]
    rasa.reply = lambda _body: [{"text": "Stimmt das?", "buttons": buttons}]
    question = (await rig.say("Frage"))[-1]
    await rig.say("/stopp")
    asked = len(rasa.received)
    calls = await rig.press(question.data_of("Ja"), question.content["reply_markup"])
    answer, removed = [c for c in calls if c.method not in ("sendChatAction",)]
    assert "früheren Gespräch" in answer.text
    assert answer.content["show_alert"] is True
    assert removed.keys == []
    assert len(rasa.received) == asked


@pytest.mark.parametrize(
    "data", ["/affirm", "i/affirmAAAAAAAAAAAA", "x" * 64, "", "i!end:1AAAAAAAAAAAA", "ü" * 32]
)
async def test_a_made_up_button_reaches_nobody(rig: Rig, rasa: FakeRasa, data: str) -> None:
    await rig.begin()
    calls = await rig.press(data)
    assert [call.method for call in calls] == ["answerCallbackQuery"]
    assert rasa.received == []


async def test_a_button_of_another_chat_is_worth_nothing(rig: Rig, rasa: FakeRasa) -> None:
    await rig.begin()
    rasa.reply = lambda _body: [{"text": "?", "buttons": [{"title": "Ja", "payload": "/affirm"}]}]
    question = (await rig.say("Frage"))[-1]
    calls = await rig.press(question.data_of("Ja"), chat_id=CHAT + 1)
    assert [call.method for call in calls] == ["answerCallbackQuery"]


async def test_long_payloads_with_umlauts_fit_into_a_button(rig: Rig, rasa: FakeRasa) -> None:
    await rig.begin()
    payload = "/answer_fit_check" + json.dumps({"fit_answer": "ä" * 200}, ensure_ascii=False)
    buttons = [{"title": "Länder", "payload": payload}]
    rasa.reply = lambda _body: [{"text": "Welches Land?", "buttons": buttons}]
    question = (await rig.say("Passt das?"))[-1]
    assert len(question.data_of("Länder").encode()) <= 64
    await rig.press(question.data_of("Länder"))
    assert rasa.received[-1]["message"] == payload


async def test_without_rasa_the_person_hears_so_and_how_to_reach_the_office(
    rig: Rig, rasa: FakeRasa
) -> None:
    await rig.begin()
    rasa.status = 500
    [said] = texts(await rig.say("Frage"))
    assert "gerade nicht erreichbar" in said
    assert f"{build.__name__}" not in said
    assert "Beratung anfragen" in said


async def test_words_of_danger_bring_the_numbers_even_without_rasa(
    rig: Rig, rasa: FakeRasa
) -> None:
    await rig.begin()
    rasa.status = 500
    [said] = texts(await rig.say("Ein Jugendlicher ist bewusstlos"))
    assert "112" in said


async def test_personal_data_is_masked_before_anybody_gets_it(rig: Rig, rasa: FakeRasa) -> None:
    await rig.begin()
    await rig.say("Bitte an kim.canary@example.org, Telefon 0176 12345678")
    assert "kim.canary@example.org" not in json.dumps(rasa.received)
    assert "12345678" not in json.dumps(rasa.received)


async def test_a_conversation_that_is_over_begins_anew_and_says_what_we_are(rig: Rig) -> None:
    await rig.begin()
    engine = rig.process.inbox._engine
    with engine.begin() as tx:
        late = sa.func.datetime(sessions.c.last_active_at, "-3 hours")
        tx.execute(sa.update(sessions).values(last_active_at=late))
    [said] = texts(await rig.say("Noch eine Frage"))
    assert "Computerprogramm (KI)" in said
    assert said.endswith("Hallo")


async def test_nothing_personal_stays_in_the_queues(any_rig: Rig) -> None:
    await any_rig.say("Meine Frage")
    engine = any_rig.process.inbox._engine
    with engine.connect() as connection:
        came = connection.execute(sa.select(updates)).mappings().all()
        went = connection.execute(sa.select(outbox)).mappings().all()
    assert {(row["state"], row["chat_id"], row["content"]) for row in came} == {("done", 0, None)}
    assert {(row["state"], row["chat_id"], row["content"]) for row in went} == {("sent", 0, None)}


async def test_a_flood_of_one_chat_is_slowed_down_and_told_once(rig: Rig, rasa: FakeRasa) -> None:
    limits = rig.process.worker._handle.__self__._services.limits  # type: ignore[attr-defined]
    moment = time.monotonic()
    # No time passes, however slow the machine is.
    limits.messages._clock = lambda: moment
    said: list[str] = []
    for number in range(16):
        said += texts(await rig.say(f"Frage {number}"))
    assert len(rasa.received) == build.MESSAGE_RATE.burst
    assert sum("sehr viele Anfragen" in text for text in said) == 1


async def test_numbers_of_updates_are_forgotten_after_a_month(rig: Rig) -> None:
    await rig.say("Frage")
    assert rig.process.inbox.purge(utc_now() + timedelta(seconds=1)) == 1
