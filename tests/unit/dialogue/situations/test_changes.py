"""Changes of what money was granted for, and what is asked of a grant."""

from __future__ import annotations

import pytest

from bot.dialogue.context import Context, Heard
from bot.dialogue.situations.changes import change_meant, tells_granted
from bot.dialogue.topics import (
    CHANGE_TOPIC,
    COMBINED_TOPIC,
    DECISION_TOPIC,
    RECLAIM_CASE,
    REJECTION_TOPIC,
)

_GRANTED = "wir haben die Zusage vom DPJW"


def _topic(text: str, *earlier: str, decision: str = "clarify", topic: str = "") -> str | None:
    heard = Heard(text, decision, topic or None, topics=(topic,), earlier=earlier)
    meant = change_meant(heard, None)
    return None if meant is None else meant.topic


@pytest.mark.parametrize(
    "text",
    ["wir haben die Zusage", "Bewilligung gekriegt", "Bescheid vom LWL ist da", "Mittel bewilligt"],
)
def test_granted_money_is_told(text: str) -> None:
    assert tells_granted(text)


@pytest.mark.parametrize(
    "text",
    ["wir haben noch keine Zusage", "wann kommt der Bescheid", "wenn es bewilligt wird, was dann"],
)
def test_money_that_is_waited_for_is_not_granted(text: str) -> None:
    assert not tells_granted(text)


@pytest.mark.parametrize(
    "text",
    ["der Partner in Polen hat zugesagt, was jetzt", "wir haben die Zusage vom Partner"]
    + ["die Unterkunft ist zugesagt"],
)
def test_what_a_partner_or_a_house_promises_is_no_money(text: str) -> None:
    assert not tells_granted(text)
    assert tells_granted("wir haben die Zusage von der Stadt")


@pytest.mark.parametrize(
    "text",
    ["haben wir nur noch 3 Tage Zeit für den Nachweis", "darf der Sachbericht kürzer sein"]
    + ["wie viele Betreuer brauchen wir, wenn mehr Kinder dabei sind"],
)
def test_time_for_the_accounts_and_their_length_are_no_changes(text: str) -> None:
    assert _topic(text, _GRANTED) is None


@pytest.mark.parametrize(
    "text",
    ["ab wann springt das KJP ein", "springt die Versicherung ab dem ersten Tag ein"],
)
def test_who_steps_in_does_not_leave(text: str) -> None:
    assert _topic(text) is None
    assert _topic("ein Teilnehmer springt ab") == CHANGE_TOPIC


@pytest.mark.parametrize(
    "text",
    ["und wenn sie 2 Tage kürzer wird", "nur 20 Leute", "statt nach Krakau nach Thorn"],
)
def test_once_granted_less_and_elsewhere_are_changes(text: str) -> None:
    assert _topic(text, _GRANTED) == CHANGE_TOPIC
    assert _topic(text) is None


def test_more_people_are_told_of_where_the_decision_is() -> None:
    assert _topic("und mehr Teilnehmer?", _GRANTED) == DECISION_TOPIC
    assert _topic("und wenn noch 2 dazu kommen", _GRANTED) == DECISION_TOPIC
    assert _topic("und mehr Teilnehmer?") is None


@pytest.mark.parametrize("text", ["uns springen drei ab", "was ist, wenn jemand abspringt"])
def test_who_leaves_the_group_is_a_change_and_no_claim(text: str) -> None:
    assert _topic(text) == CHANGE_TOPIC
    assert _topic(text, decision="handover", topic=RECLAIM_CASE) == CHANGE_TOPIC


@pytest.mark.parametrize("text", ["unser Partner springt ab", "die Betreuerin ist abgesprungen"])
def test_who_else_leaves_is_none_of_the_group(text: str) -> None:
    assert _topic(text) is None


def test_a_grant_told_by_itself_asks_what_to_do_with_it() -> None:
    assert _topic("Haben die Zusage bekommen, was jetzt") == DECISION_TOPIC
    assert _topic("Zusage ist da, wo finde ich ein Hostel?", topic="unterkunft") is None


@pytest.mark.parametrize(
    ("above", "expected"), [("foerderung_dfjw", CHANGE_TOPIC), ("versicherung", None)]
)
def test_whoever_pays_for_what_is_called_off_is_talked_about(
    above: str, expected: str | None
) -> None:
    heard = Heard("zahlen die auch bei Absage", "handover", REJECTION_TOPIC)
    meant = change_meant(heard, Context(above, "answer"))
    assert (None if meant is None else meant.topic) == expected


def test_money_that_is_left_is_ones_own_and_not_the_funders() -> None:
    assert _topic("und wenn am Ende was übrig ist") == COMBINED_TOPIC
    assert _topic("habt ihr noch Geld übrig") is None
    assert _topic("wir haben zwei Plätze übrig, was machen wir damit") is None


def test_what_was_granted_may_sound_like_a_rejection() -> None:
    def topic_of(text: str) -> str | None:
        return _topic(text, decision="handover", topic=REJECTION_TOPIC)

    assert topic_of("unser antrag wurde bewilligt") == DECISION_TOPIC
    assert topic_of("unser antrag wurde nur zum teil bewilligt") is None
    assert topic_of("unser antrag wurde nicht bewilligt") is None


def test_a_grant_holds_for_its_own_journey() -> None:
    too_early = "vorzeitiger_beginn"
    assert _topic("dürfen wir jetzt buchen", _GRANTED, topic=too_early) == DECISION_TOPIC
    assert _topic("buchen bevor die andere Zusage da ist", _GRANTED, topic=too_early) is None


@pytest.mark.parametrize("text", ["Zusage mündlich bekommen", "so gut wie sicher bewilligt"])
def test_what_is_only_said_is_not_granted(text: str) -> None:
    assert not tells_granted(text)
