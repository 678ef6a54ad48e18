from __future__ import annotations

import pytest

from bot.dialogue.passages.passage import best_passage

JULEICA = (
    "Voraussetzungen in NRW: mindestens 16 Jahre.",
    "Verlängern: Dafür brauchen Sie eine Fortbildung und stellen online einen neuen Antrag.",
    "Anderes Bundesland: Beantragt wird die Karte dort, wo Sie aktiv sind.",
)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("verlängern", 1),
        ("und wie verlängere ich die?", 1),
        ("und die Voraussetzung?", 0),
        ("wie lang gültig", None),
        ("und was ist dann", None),
        ("", None),
    ],
)
def test_the_passage_that_shares_a_word_is_found(question: str, place: int | None) -> None:
    assert best_passage(question, JULEICA) == (None if place is None else JULEICA[place])


def test_a_verb_of_every_sentence_finds_no_passage() -> None:
    told = ["Über 20 % der Teilnehmenden haben erschwerten Zugang.", "Der Antrag kommt zuerst."]

    assert best_passage("was ist, wenn wir dann mehr haben?", told) is None


def test_a_word_that_stands_everywhere_tells_nothing() -> None:
    assert best_passage("antrag", ("Antrag A", "Antrag B", "Antrag C")) is None
    assert best_passage("antrag", ()) is None


URLAUB = (
    "Der Urlaub ist unbezahlt.",
    "Geben Sie den Antrag 6 Wochen vorher ab.",
    "Wie lange im Betrieb: Der Anspruch beginnt nach 6 Monaten.",
    "Früherer Name: JUGEND IN AKTION.",
)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        # "Lange" tells how much, not of what.
        ("wie lange vorher", 1),
        ("wie lang mindestens", None),
        ("bezahlt?", 0),
        # Nothing is asked.
        ("ohne früheren namen", None),
        # Half of what is asked for stands there, or it is about something else.
        ("welche Versicherung braucht der Betrieb für Ausflüge", None),
    ],
)
def test_a_passage_about_something_else_is_no_answer(question: str, place: int | None) -> None:
    assert best_passage(question, URLAUB) == (None if place is None else URLAUB[place])


FREIWILLIGE = (
    "Sie bewerben sich direkt bei einer Organisation, die Freiwillige entsendet.",
    "Fangen Sie 6 bis 12 Monate vorher an.",
    "Internationaler Jugendfreiwilligendienst: nach der Schulpflicht bis 26 Jahre (Stand 2025).",
)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("und wann muss ich mich da bewerben", 1),
        ("wo bewerbe ich mich", 0),
        ("geht das auch mit 17?", 2),
        ("und wann war das", 1),
    ],
)
def test_a_passage_answers_what_was_asked_about_it(question: str, place: int) -> None:
    """The place of something is no answer to its time."""
    assert best_passage(question, FREIWILLIGE) == FREIWILLIGE[place]


def test_when_is_not_answered_by_one_of_several_times() -> None:
    times = ("Der Bescheid kommt nach 8 Wochen.", "Der Antrag muss 3 Monate vorher da sein.")
    assert best_passage("und wann geht es los", times) is None


SAETZE = (
    "Dazu kommen ca. 10 bis 25 € je Person und Tag.",
    "Für die Reise gibt es ca. 0,12 € je Kilometer.",
    "Flüge werden nur gefördert, wenn die Bahnfahrt länger als 8 Stunden dauert.",
    "Am Ort des Partners wird nur die reisende Gruppe gefördert.",
)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("und wieviel kilometergeld", 1),
        ("bezahlen die auch den zug? das sind über 8 stunden", 2),
        ("und wenn die dann zu uns kommen, gibts da auch was?", 3),
    ],
)
def test_words_of_everyday_life_find_those_of_an_answer(question: str, place: int) -> None:
    assert best_passage(question, SAETZE) == SAETZE[place]
