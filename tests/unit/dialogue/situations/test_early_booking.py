"""Booking before money is granted, whatever it is called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.dialogue.context import Context, Heard
from bot.dialogue.situations.early_booking import early_booking_meant
from bot.dialogue.topics import EARLY_TOPIC

_ABOVE = Context("foerderung_dfjw", "answer", ("dfjw",), ("FR",))


def _heard(text: str) -> Heard:
    return Heard(text, "clarify", EARLY_TOPIC, topics=("kosten_kalkulation", EARLY_TOPIC))


@pytest.mark.parametrize(
    "text",
    [
        "meine kollegin meint man darf vorher keinen bus bestellen, stimmt das?",
        "die Zugtickets sind gerade so günstig, dürfen wir die schon holen",
        "kann ich die jugendherberge jetzt schon festmachen",
        "wir haben den reisebus schon bestellt, ist das schlimm",
        "mein chef hat das haus schon gemietet, ist das ein problem",
        "darf ich was anzahlen bevor das bewilligt ist",
        "dürfen wir das hostel ohne zusage buchen",
    ],
)
def test_below_money_it_has_an_entry(text: str) -> None:
    meant = early_booking_meant(_heard(text), _ABOVE)
    assert meant is not None
    assert (meant.decision, meant.topic, meant.programmes) == ("answer", EARLY_TOPIC, ("dfjw",))


@pytest.mark.parametrize(
    "text",
    [
        "bis wann muss der bus gebucht sein",
        "kann man den kurs vorher schon buchen",
        "kann ich vorher schon ein beratungsgespräch buchen",
        "haben wir schon mal bei euch gebucht",
        "müssen die gasteltern vorher was bezahlen",
        "können wir das geld schon vorher kriegen",
        "wer bezahlt den bus",
        "muss der termin bei der botschaft vorher gebucht werden",
        "wer zahlt die stornokosten wenn wir schon gebucht haben, darf man das",
        "müssen wir die fahrkarten aufheben",
    ],
)
def test_other_messages_are_left_alone(text: str) -> None:
    assert early_booking_meant(_heard(text), _ABOVE) is None


def test_wherever_a_group_plans_a_journey() -> None:
    heard = _heard("den zeltplatz haben wir aber schon gemietet, ist das jetzt doof")
    meant = early_booking_meant(heard, Context("dauer_reisetage", "answer"))
    assert meant is not None
    assert meant.topic == EARLY_TOPIC


def test_what_has_its_own_bookings_is_left_alone() -> None:
    heard = _heard("darf ich das hotel schon vorher buchen")
    assert early_booking_meant(heard, Context("visum_incoming", "answer")) is None
    assert early_booking_meant(heard, Context("versicherung", "answer")) is None
    assert early_booking_meant(heard, None) is None
    assert early_booking_meant(heard, Context("verweis_discovereu", "answer")) is None
    assert early_booking_meant(heard, replace(_ABOVE, is_guess=True)) is None
    assert early_booking_meant(replace(heard, topics=("workcamp",)), _ABOVE) is None
    assert early_booking_meant(replace(heard, decision="handover"), _ABOVE) is None
