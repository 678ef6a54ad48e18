from __future__ import annotations

import pytest

from bot.dialogue.wishes.next_steps import steps_asked

_ADVICE = ["Lesen Sie den Bescheid."]


@pytest.mark.parametrize(
    "message",
    [
        "was heißt das jetzt für uns?",
        "und was bedeutet das konkret für mich",
        "was machen wir jetzt konkret",
        "ok und was muss ich jetzt tun",
        "und was soll ich als nächstes machen?",
        "und was jetzt?",
        "was ist der nächste Schritt",
        "wie gehts jetzt weiter",
    ],
)
def test_who_asks_what_to_do_now_names_nothing_else(message: str) -> None:
    assert steps_asked(message, _ADVICE) == _ADVICE


@pytest.mark.parametrize(
    "message",
    [
        "was",
        "was machen wir",
        "was heißt das?",
        "was heißt ANBest-P für uns",
        "was machen wir jetzt mit den Flügen",
        "was muss ich beim Visum tun",
        "wie geht es weiter mit dem Antrag beim LVR",
    ],
)
def test_who_names_what_it_is_about_asks_for_that(message: str) -> None:
    assert steps_asked(message, _ADVICE) == []


def test_the_steps_are_what_an_answer_advises_and_its_last_sentence() -> None:
    answer = [
        "Der Bescheid ist Ihre Zusage.",
        "Lesen Sie zuerst Zeitraum, Fristen und den Betrag.",
        "Vieles geht noch, wenn Sie früh handeln.",
        "Haben Sie keinen Partner, ist das noch kein Aus.",
        "Fehlt ein Beleg, melden Sie das sofort.",
        "Eine Beratung hilft weiter.",
    ]

    assert steps_asked("was jetzt?", answer) == [answer[1], answer[4], answer[5]]


def test_an_answer_without_sentences_has_no_steps() -> None:
    assert steps_asked("was jetzt?", []) == []


@pytest.mark.parametrize(
    "message",
    [
        "an wen wende ich mich konkret",
        "an wen dann",
        "und wen kann ich da fragen?",
        "wohin soll ich mich wenden",
    ],
)
def test_who_asks_whom_to_turn_to_gets_the_steps_that_name_somebody(message: str) -> None:
    answer = [
        "Lesen Sie zuerst die Reisehinweise genau.",
        "Fragen Sie früh das Auswärtige Amt.",
        "Das hilft beim Planen.",
    ]

    assert steps_asked(message, answer) == [answer[1]]
