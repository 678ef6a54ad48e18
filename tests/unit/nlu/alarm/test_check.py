from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bot.nlu.alarm.check import AlarmCheck, signs_of
from bot.nlu.alarm.words import counted, is_short, names_danger, only_tells
from bot.nlu.ranker.ranking import Scored
from bot.nlu.ranker.views import Similarity

SHIPPED = AlarmCheck.load()


def signs(text: str, acute: float, calm: float) -> dict[str, float]:
    """Signs of a text with two intents, an emergency and a calm one, and two known texts."""
    raw = np.array([[acute, calm]], dtype=np.float32)
    powers = np.exp(raw / np.float32(0.1))
    similarity = Similarity(raw, raw)
    scored = Scored(raw, powers / powers.sum(axis=1, keepdims=True), similarity, raw)
    return signs_of(text, scored, 0, [0], np.array([0, 1], dtype=np.int16), 0.0)


def test_the_check_survives_storing() -> None:
    assert AlarmCheck.read(SHIPPED.written()) == SHIPPED


@pytest.mark.parametrize("text", ["", "x", "[]", "{}", '{"weights": 1}', "null"])
def test_what_is_no_check_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no weights|Expecting"):
        AlarmCheck.read(text)


def test_the_shipped_check_weighs_the_signs_there_are() -> None:
    assert SHIPPED.weights.keys() == signs("ja", 0.5, 0.5).keys()
    assert SHIPPED.least_concern < SHIPPED.least < SHIPPED.least_between
    # Of what is only told in a talk less is an alarm for nothing.
    assert SHIPPED.least < SHIPPED.least_between_told < SHIPPED.least_between


def test_the_nearer_the_emergencies_the_surer() -> None:
    far, near = signs("hier passiert etwas", 0.2, 0.6), signs("hier passiert etwas", 0.6, 0.2)
    assert SHIPPED.sureness(far) < SHIPPED.least < SHIPPED.sureness(near)


def test_plans_and_questions_speak_for_everyday_life() -> None:
    cry, plan = "er schlägt mich jetzt", "Antrag, Partner und Programm: Frist?"
    assert SHIPPED.sureness(signs(plan, 0.4, 0.4)) < SHIPPED.sureness(signs(cry, 0.4, 0.4))


def test_a_sum_is_all_there_is() -> None:
    check = replace(SHIPPED, bias=1.0, weights={"danger": 2.0})
    assert check.sureness({"danger": 1.0, "planning": 7.0}) == pytest.approx(3.0)


@pytest.mark.parametrize(
    "text", ["Er schlägt mich", "SCHLAEGT", "ich habe Tabletten", "sie blutet", "will sterben"]
)
def test_danger_is_named(text: str) -> None:
    assert names_danger(text)


@pytest.mark.parametrize(
    "text",
    ["und beim duschen", "mit dem auto", "was gehört bei nacht rein", "wie weit darf das weg sein"]
    + ["kein wunsch", "und trinken", "", "😀", "\ud800", "\x00"],
)
def test_a_note_names_no_danger(text: str) -> None:
    assert not names_danger(text)
    assert is_short(text)


def test_no_emergency_is_no_danger() -> None:
    assert not names_danger("das war kein Notfall")
    assert not names_danger("falscher Alarm, weiter")
    assert names_danger("Notfall!")
    assert names_danger("kein Puls mehr")


def test_words_are_counted_twice_at_most() -> None:
    assert counted("Antrag Antrag Antrag Antrag")["planning"] == pytest.approx(2.0)
    assert not is_short("so " * 10)


@pytest.mark.parametrize("text", ["leon ist nicht im bett", "Die Decke ist runtergekommen!"])
def test_what_asks_plans_and_supposes_nothing_only_tells(text: str) -> None:
    assert only_tells(text)


@pytest.mark.parametrize(
    "text",
    ["ist leon im bett?", "wie schnell muss der da sein", "und wenn er geht", "das ist der antrag"]
    + ["find ich nicht", "wir sind raus"],
)
def test_what_asks_plans_or_supposes_does_more_than_tell(text: str) -> None:
    assert not only_tells(text)
