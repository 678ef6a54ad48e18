"""What is said in the person's own language, and which one that is."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.alarm.numbers import utter_hint
from actions.answers.asking_back import give_up
from actions.conversation.understanding import foreign_language_of
from actions.foreign import greet_foreigner, welcome_foreigner
from bot.dialogue.context import Meant

ANSWER = Meant("answer", "juleica", (), ())


def heard(text: str, language: str, *, is_sure: bool = True, **more: Any) -> dict[str, Any]:
    return {"text": text, "language": language, "is_language_sure": is_sure, **more}


def talk(*messages: dict[str, Any], told: str = "") -> Tracker:
    """Return a conversation in which each message but the last was answered with ``told``."""
    events: list[dict[str, Any]] = []
    for message in messages:
        events.append({"event": "user", "text": message["text"], "parse_data": message})
        if message is not messages[-1] and told:
            events.append({"event": "bot", "metadata": {"utter_action": told}})
    return Tracker("t", {}, messages[-1], events, False, None, {}, "x")


def greeted(tracker: Tracker) -> list[str]:
    dispatcher = CollectingDispatcher()
    greet_foreigner(dispatcher, tracker, ANSWER)
    return [message["response"] for message in dispatcher.messages]


def test_that_the_answer_is_in_german_is_told_in_full_once() -> None:
    first, second = heard("who pays the bus", "en"), heard("and the ferry, who pays it", "en")
    assert greeted(talk(first)) == ["utter_language/en"]
    assert greeted(talk(first, second, told="utter_language/en")) == ["utter_language_again/en"]
    # In another language nothing of it was read yet.
    turkish = heard("otobüsün parasını bizim için kim öder acaba, söyler misiniz", "tr")
    assert greeted(talk(first, turkish, told="utter_language/en")) == ["utter_language/tr"]
    assert greeted(talk(heard("wer zahlt den Bus", "de"))) == []


def test_a_short_message_stays_in_the_language_of_the_talk() -> None:
    russian, long = heard("кто платит за автобус", "ru"), " ".join(["слово"] * 9)
    assert foreign_language_of(talk(russian, heard("а брату?", "uk"))) == "ru"
    assert foreign_language_of(talk(russian, heard(long, "uk"))) == "uk"
    assert foreign_language_of(talk(russian, heard("et le bus?", "fr"))) == "fr"
    assert foreign_language_of(talk(russian, heard("und wer zahlt das", "de"))) is None
    assert foreign_language_of(talk(heard("wer zahlt", "de"), heard("а брату?", "ru"))) == "ru"
    assert foreign_language_of(talk(russian, heard("ok", "de", is_sure=False))) == "ru"


def test_a_greeting_is_answered_in_its_language_alone() -> None:
    dispatcher = CollectingDispatcher()
    arabic = talk(heard("مرحبا", "ar"))
    assert welcome_foreigner(dispatcher, arabic, "meta_begruessung")
    assert welcome_foreigner(dispatcher, arabic, "meta_andere_sprache")
    assert not welcome_foreigner(dispatcher, arabic, "meta_dank_abschied")
    assert not welcome_foreigner(dispatcher, talk(heard("hallo", "de")), "meta_begruessung")
    assert [m["response"] for m in dispatcher.messages] == ["utter_language_hello/ar"] * 2


def test_what_is_not_our_subject_is_told_in_the_language_first() -> None:
    dispatcher = CollectingDispatcher()
    understanding = {"decision": "fallback", "topic": "oos_allgemein"}
    asked = heard(
        "jaka będzie jutro pogoda",
        "pl",
        understanding=understanding,
        intent={"name": "out_of_scope"},
    )
    give_up(dispatcher, talk(asked))
    told = [message["response"] for message in dispatcher.messages]
    assert told == ["utter_language_elsewhere/pl", "utter_out_of_scope/oos_allgemein"]


def test_a_second_hint_is_one_line() -> None:
    first, second = heard("a friend of mine is sad", "en"), heard("he does not eat", "en")
    told = "utter_language_emergency/en"
    for tracker, expected in ((talk(first), told), (talk(first, second, told=told), None)):
        dispatcher = CollectingDispatcher()
        utter_hint(dispatcher, tracker)
        responses = [message["response"] for message in dispatcher.messages]
        assert responses == [expected or "utter_language_hint/en", "utter_emergency_hint"]


def test_beside_another_question_the_first_hint_is_one_line_too() -> None:
    asked = heard(
        "quiero enviar a mi hijo a un voluntariado",
        "es",
        understanding={"decision": "clarify", "topic": "verweis_freiwilligendienst"},
    )
    dispatcher = CollectingDispatcher()
    utter_hint(dispatcher, talk(asked))
    responses = [message["response"] for message in dispatcher.messages]
    assert responses == ["utter_language_hint/es", "utter_emergency_hint"]
