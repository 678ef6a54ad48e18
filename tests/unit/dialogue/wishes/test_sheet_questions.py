"""What is asked of a programme in few words: decision, cost, age, partners, accounts."""

from __future__ import annotations

import pytest

from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.exact.wish import Clues, Wish, WishKind
from bot.dialogue.exact.wish_rules import wish_of
from bot.dialogue.hints import hinted_aspects, sure_aspects
from bot.dialogue.meaning.elliptic import elliptic
from bot.dialogue.meaning.follow_up import meaning
from bot.dialogue.meaning.timing import timing_meant
from bot.dialogue.situations.funding import funding_meant
from bot.dialogue.topics import FUNDING_OVERVIEW

DPJW = Context("foerderung_dpjw", "answer", ("dpjw",), ("PL",))
CHECKS = Context("fristen_ueberblick", "answer", ("europa_schecks_nrw",), aspects=("betrag",),
                 wish="aspect")  # fmt: skip
ON_MEMORIALS = Wish(WishKind.ASPECT, ("gedenkstaetten_kjp",), ("formate", "hinweise"))


@pytest.mark.parametrize(
    ("said", "aspects"),
    [
        ("wann entscheiden die", ("entscheidung",)),
        (
            "und wann kommt denn jetzt eigentlich endlich für uns die Entscheidung",
            ("entscheidung",),
        ),
        ("und wann wird entschieden, wenn wir im Oktober den Antrag stellen", ("entscheidung",)),
        ("wie lange dauert die bearbeitung beim kjfp", ("entscheidung",)),
        ("kostet das was", ("eigenanteil",)),
        ("dürfen die 13 jährigen da auch mit", ("alter",)),
        ("können auch 11-Jährige mitfahren?", ("alter",)),
        ("wir sind zwanzig 13-Jährige", ()),
        ("und höhe", ("betrag",)),
        ("2300 km", ("betrag",)),
        ("wer darf das beantragen", ("traeger",)),
        ("wohin geht der antrag", ("antragsweg",)),
        ("was gibt dpjw pro tag und teilnehmer", ("betrag",)),
        ("wie viel nehmen wir von den Eltern", ()),
        ("", ()),
        ("\x00\ud800", ()),
    ],
)
def test_what_is_asked(said: str, aspects: tuple[str, ...]) -> None:
    assert hinted_aspects(said) == aspects


def test_the_time_of_processing_is_asked_for_beyond_doubt() -> None:
    assert sure_aspects("Wie lange dauert die Bearbeitung?") == ("entscheidung",)
    assert sure_aspects("Wie lange dauert eine Begegnung?") == ()


def test_a_decision_is_no_deadline() -> None:
    heard = Heard("wann entscheiden die", "act", "fristen_ueberblick", ("fristen_ueberblick",),
                  aspects=("entscheidung",))  # fmt: skip
    meant = elliptic(heard, DPJW)
    assert meant == Meant("answer", "foerderung_dpjw", ("dpjw",), ("PL",), is_follow_up=True)
    found = wish_of(heard, meant, DPJW, Clues())
    assert found == Wish(WishKind.ASPECT, ("dpjw",), ("entscheidung",))


def test_an_amount_for_a_country_is_asked_after_its_deadlines() -> None:
    before = Context("fristen_ueberblick", "act", (), ("FR",), selection="land=FR&jahr=2027")
    heard = Heard("wie viel gibts da pro kopf", "clarify", "x", ("x",), aspects=("betrag",))
    assert elliptic(heard, before) == Meant("answer", "foerderung_dfjw", (), ("FR",), True)


def test_the_same_is_asked_of_a_programme_without_an_entry() -> None:
    heard = Heard("und für 20 leute", "clarify", "fristen_ueberblick")
    meant = Meant("answer", "fristen_ueberblick", CHECKS.programmes, (), is_follow_up=True)
    found = wish_of(heard, meant, CHECKS, Clues())
    assert found == Wish(WishKind.ASPECT, CHECKS.programmes, ("betrag",))
    assert wish_of(heard, meant, DPJW, Clues()) is None


@pytest.mark.parametrize(
    ("text", "formats", "found"),
    [
        ("ohne partnergruppe nach auschwitz, zahlt das dpjw", ("gedenkstaette",), ON_MEMORIALS),
        ("wie fördert das dpjw eine Gedenkstättenfahrt", ("gedenkstaette",), ON_MEMORIALS),
        ("mit unserer Partnergruppe nach Auschwitz, zahlt das dpjw", ("gedenkstaette",), None),
        ("zahlt das dpjw auch ohne Partner", (),
         Wish(WishKind.ASPECT, ("dpjw",), ("traeger",))),
        ("zahlt das dpjw", (), None),
    ],
)  # fmt: skip
def test_who_goes_without_a_partner(
    text: str, formats: tuple[str, ...], found: Wish | None
) -> None:
    heard = Heard(text, "answer", "foerderung_dpjw", programmes=("dpjw",), formats=formats)
    meant = Meant("answer", "foerderung_dpjw", ("dpjw",), ())
    assert wish_of(heard, meant, None, Clues()) == found


def test_a_memorial_trip_told_without_a_question_is_about_its_money() -> None:
    told = Heard("wir fahren ohne partner nach auschwitz", "clarify", "foerderung_dpjw",
                 ("foerderung_dpjw",), formats=("gedenkstaette",))  # fmt: skip
    assert funding_meant(told, is_unsure=True) == Meant("answer", FUNDING_OVERVIEW, (), ())
    guide = Heard("brauchen wir in auschwitz einen guide", "clarify", "methoden_programmideen",
                  ("methoden_programmideen",), formats=("gedenkstaette",))  # fmt: skip
    assert funding_meant(guide, is_unsure=True) is None


def test_accounts_have_deadlines_of_their_own() -> None:
    said = Heard("frist verwendungsnachweis dpjw", "act", "foerderung_dpjw",
                 programmes=("dpjw",), deadlines=((0, 5),))  # fmt: skip
    assert timing_meant(said, None) == Meant("answer", "verwendungsnachweis", ("dpjw",), ())


def test_a_doubted_day_and_one_deadline_are_about_what_was_told() -> None:
    doubted = Heard("ich hab gelesen 31. januar", "answer", "alter_teilnehmende", lead=0.9,
                    dates=((15, 26),), doubts_day=True)  # fmt: skip
    dated = Heard("bis wann für sommer 27", "answer", "planung_zeitplan", lead=0.9,
                  dates=((13, 22),), filters=((13, 22),), deadlines=((0, 3), (4, 8)),
                  asks_for_one=True)  # fmt: skip
    for said in (doubted, dated):
        meant = timing_meant(said, DPJW)
        assert meant == Meant("act", "foerderung_dpjw", ("dpjw",), ("PL",), is_follow_up=True)
        assert timing_meant(said, None) is None
    events = Heard("hab gehört am 3. märz ist infotag", "act", "veranstaltungen_termine",
                   dates=((14, 21),), doubts_day=True)  # fmt: skip
    assert timing_meant(events, DPJW) is None


@pytest.mark.parametrize("decision", ["answer", "act", "clarify", "fallback"])
def test_who_may_apply_is_asked_of_the_programme_above(decision: str) -> None:
    said = Heard("wer darf das beantragen", decision, "traeger_rechtsform",
                 ("traeger_rechtsform",), lead=0.9, aspects=("traeger",))  # fmt: skip
    meant = meaning(said, DPJW)
    assert meant == Meant("answer", "foerderung_dpjw", ("dpjw",), ("PL",), is_follow_up=True)
    assert meaning(said, None).topic == "traeger_rechtsform"


def test_when_to_apply_for_a_journey_is_no_question_for_the_lead_time() -> None:
    said = Heard("wann muss ich spätestens los mit dem kjp antrag für sommerferien", "answer",
                 "planung_zeitplan", lead=0.9, programmes=("kjp_bund",), names=((39, 42),),
                 dates=((55, 67),), asks_for_one=True)  # fmt: skip
    assert timing_meant(said, None) == Meant("act", "fristen_ueberblick", ("kjp_bund",), ())
    plain = Heard("wie viel Vorlauf braucht der KJP", "answer", "planung_zeitplan",
                  programmes=("kjp_bund",))  # fmt: skip
    assert timing_meant(plain, None) is None


def test_a_clear_question_for_something_else_is_none_of_the_sheet() -> None:
    before = Context("foerderung_dfjw", "answer", ("dfjw",))
    said = Heard("Wie beantragt man eine Juleica?", "answer", "juleica", ("juleica",), 0.6,
                 aspects=("antragsweg",))  # fmt: skip
    assert meaning(said, before).topic == "juleica"
