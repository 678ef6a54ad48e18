"""What goes on with the journey talked about, though country and programme stay unsaid."""

from __future__ import annotations

import pytest

from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.meaning.follow_up import meaning
from bot.dialogue.meaning.own_plan import plan_meant

# "Als Kreis: können wir mit unserem polnischen Partnerkreis selbst beantragen?"
POLAND = Context("kommune_jugendamt", "answer", (), ("PL",))
ARMENIA = Context("foerderung_osteuropa", "answer", (), ("AM",))
DFJW = Context("foerderung_dfjw", "answer", ("dfjw",), ("FR",), aspects=("betrag",), wish="aspect")
ACCREDITED = Context("foerderung_erasmus_jugend", "answer", ("erasmus_jugend",))
TOWN = Context("foerderung_kommune", "answer")
RUBBISH = ("", "?", "😀", "\x00", "\ud800", "<b>dort</b>" * 300)


def heard(text: str, decision: str, *topics: str, lead: float = 0.03, **more: object) -> Heard:
    return Heard(text, decision, topics[0] if topics else None, topics, lead, **more)  # type: ignore[arg-type]


START = heard(
    "Welche Frist gilt, wenn wir am 11. Oktober 2027 starten?", "clarify", "fristen_ueberblick",
    "planung_zeitplan", aspects=("frist",), names_day=True, dates=((28, 45),), deadlines=((7, 12),),
)  # fmt: skip
GUESTS = "und wenn die dann zu uns kommen, gibts da auch was?"
AMOUNT = "wir wären zwei wochen dort, 12 leute, was gibts pro person"


def test_the_deadline_for_a_first_day_is_that_of_the_country_named_before() -> None:
    expected = Meant("act", "fristen_ueberblick", (), ("PL",), is_follow_up=True, is_plain=True)
    assert meaning(START, POLAND) == expected
    assert meaning(START, DFJW).topic == "foerderung_dfjw"


def test_without_a_country_before_such_a_question_stands_for_itself() -> None:
    assert plan_meant(START, None) is None
    assert plan_meant(START, Context("juleica", "answer")) is None
    assert plan_meant(START, Context("notfall_akut_reise", "emergency", (), ("PL",))) is None


def test_another_country_in_the_message_begins_anew() -> None:
    named = heard(START.text, "act", "fristen_ueberblick", names=((0, 3),), countries=("IL",),
                  names_day=True, aspects=("frist",))  # fmt: skip
    assert plan_meant(named, POLAND) is None


def test_an_amount_told_with_a_plan_is_that_for_the_country() -> None:
    said = heard(AMOUNT, "clarify", "meta_unklar", "betreuungsschluessel", aspects=("betrag",))
    meant = meaning(said, ARMENIA)
    assert (meant.topic, meant.countries, meant.is_follow_up) == (
        "foerderung_osteuropa", ("AM",), True,
    )  # fmt: skip


def test_an_amount_below_deadlines_asks_for_none_of_them() -> None:
    said = heard("wie viel denn pro kopf", "answer", "teilnahmebeitrag", aspects=("betrag",))
    below = Context("foerderung_dpjw", "act", (), ("PL",), selection="land=PL")
    expected = Meant("answer", "foerderung_dpjw", (), ("PL",), is_follow_up=True, is_plain=True)
    assert meaning(said, below) == expected


def test_money_for_guests_is_asked_of_the_programme() -> None:
    said = heard(GUESTS, "answer", "gegenseitigkeit", lead=0.23)
    assert meaning(said, DFJW).topic == "foerderung_dfjw"
    # Nobody asks for money here.
    visit = heard("müssen die danach zu uns kommen", "answer", "gegenseitigkeit", lead=0.23)
    assert meaning(visit, DFJW).topic == "gegenseitigkeit"


@pytest.mark.parametrize(
    ("text", "deadlines", "before", "topic", "decision"),
    [
        ("bis wann gilt die", ((0, 3), (4, 8)), ACCREDITED, "foerderung_erasmus_jugend", "answer"),
        # Every town has deadlines of its own, which no list knows.
        ("bis wann", ((0, 3), (4, 8)), TOWN, "foerderung_kommune", "answer"),
        ("welche frist gilt", ((7, 12),), ACCREDITED, "foerderung_erasmus_jugend", "act"),
    ],
)
def test_how_long_something_is_valid_is_no_deadline(
    text: str, deadlines: tuple[tuple[int, int], ...], before: Context, topic: str, decision: str
) -> None:
    said = heard(text, "clarify", "meta_unklar", aspects=("frist",), deadlines=deadlines)
    meant = meaning(said, before)
    assert (meant.topic, meant.decision) == (topic, decision)


@pytest.mark.parametrize("text", RUBBISH)
def test_rubbish_goes_on_with_no_plan(text: str) -> None:
    assert plan_meant(heard(text, "fallback", "meta_unklar"), ARMENIA) is None
