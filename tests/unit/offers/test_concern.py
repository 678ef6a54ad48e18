"""What a message wants of deadlines, after what was said before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.deadlines.asked.asking import Concern
from bot.deadlines.query import DeadlineQuery
from bot.dialogue.context import Context, Heard, Meant
from bot.offers.concern import concern_of_turn, meant_by, wants_verdict, with_subject

OVERVIEW, PLANNING, LATE = "fristen_ueberblick", "planung_zeitplan", "frist_verpasst_kurzfristig"


def heard(text: str, decision: str, *topics: str, **more: object) -> Heard:
    return Heard(text, decision, topics[0] if topics else None, topics, **more)  # type: ignore[arg-type]


def wanted(said: Heard, before: Context | None = None, *, follows: bool = False) -> Concern | None:
    meant = Meant(said.decision, said.topic, said.programmes, said.countries, follows)
    return concern_of_turn(said, meant, before)


@pytest.mark.parametrize(
    ("said", "concern"),
    [
        (heard("Fristen DPJW", "act", "foerderung_dpjw"), Concern.LOOK_UP),
        (heard("Fristen in den Kalender", "act", OVERVIEW), Concern.CALENDAR),
        (heard("erinnern Sie mich an die Frist", "act", OVERVIEW), Concern.REMINDER),
        (heard("erinner mich mal bitte", "clarify", "antragshilfe"), Concern.REMINDER),
        (heard("in den kalender bitte", "fallback", "x"), Concern.CALENDAR),
        (heard("sag mir bescheid wenn beim dpjw offen ist", "answer", "foerderung_dpjw",
               programmes=("dpjw",)), Concern.REMINDER),
        (heard("sagt mir bescheid was der Verein dabei tun muss", "answer", "traeger_rechtsform"),
         None),
        (heard("Wege zur Erinnerung", "clarify", "foerderung_dpjw"), None),
        (heard("erinnern wir uns alle gern an die letzte Fahrt", "clarify", "x"), None),
        (heard("Frist verpasst beim DPJW", "act", "foerderung_dpjw"), Concern.TOO_LATE),
        (heard("Umschlag liegt noch hier", "answer", LATE), Concern.TOO_LATE),
        (heard("Bitte einen Zeitplan", "answer", PLANNING), Concern.PLAN),
        (heard("Was muss ich wann tun", "clarify", "x", names_day=True), Concern.PLAN),
        (heard("Zeitplan Polen", "clarify", "x", countries=("PL",)), Concern.PLAN),
        (heard("Wann Antrag bei Start am 2.7.?", "answer", PLANNING, names_day=True), Concern.PLAN),
        (heard("Antragsschluss verschlafen", "clarify", OVERVIEW, LATE), Concern.TOO_LATE),
        (heard("Frist verlängern?", "act", "foerderung_dpjw"), Concern.TOO_LATE),
        (heard("geht eine Fristverlängerung?", "clarify", OVERVIEW), Concern.TOO_LATE),
        (heard("Frist für den Verwendungsnachweis verlängern", "answer", "verwendungsnachweis"),
         None),
        (heard("KJFP 15.10. verpasst", "answer", "foerderung_land_nrw", programmes=("kjfp_nrw",),
               dates=((5, 11),)), Concern.TOO_LATE),
        # Whatever is near: the dates tell it, once the month is known.
        (heard("Erasmus, schaffen wir das noch?", "answer", "foerderung_erasmus_jugend",
               programmes=("erasmus_jugend",)), Concern.LOOK_UP),
        (heard("Schaffen wir das noch?", "answer", "foerderung_erasmus_jugend"), None),
        # The programme is called so; nobody wants to be reminded.
        (heard("Frist „Wege zur Erinnerung“", "act", "foerderung_dpjw"), Concern.LOOK_UP),
        # Not about deadlines at all.
        (heard("Wie viel Vorlauf?", "answer", PLANNING), None),
        (heard("Ich habe einen Kalender gebastelt", "answer", "belege_aufbewahrung"), None),
        (heard("Zeitplan", "answer", "finanzplan"), None),
        (heard("Erinnern Sie mich, ich kann nicht mehr", "emergency", "notfall_suizid"), None),
        (heard("Kalender", "smalltalk", "meta_bot_faehigkeiten"), None),
        (heard("", "fallback"), None),
        (heard("\x00\ud800 😀", "clarify", "meta_unklar"), None),
    ],
)  # fmt: skip
def test_concern(said: Heard, concern: Concern | None) -> None:
    assert wanted(said) is concern


@pytest.mark.parametrize("kept", [Concern.CALENDAR, Concern.REMINDER, Concern.PLAN])
def test_a_follow_up_wants_the_same_for_another_country(kept: Concern) -> None:
    before = Context(OVERVIEW, "act", wish=kept.value, selection="land=PL")
    said = heard("und für Frankreich?", "act", "foerderung_dfjw", countries=("FR",))
    assert wanted(said, before, follows=True) is kept
    assert wanted(said, before) is Concern.LOOK_UP
    named = replace(said, aspects=("frist",))
    assert wanted(named, before, follows=True) is Concern.LOOK_UP


def test_what_is_wanted_decides_the_topic() -> None:
    unsure = Meant("clarify", "workcamp", (), ("CZ",))
    assert meant_by(Concern.PLAN, unsure).topic == PLANNING
    assert meant_by(Concern.PLAN, unsure).decision == "act"
    late = meant_by(Concern.TOO_LATE, unsure)
    assert (late.decision, late.topic) == ("answer", LATE)
    assert meant_by(Concern.LOOK_UP, unsure) == unsure


def test_a_changed_number_of_a_plan_plans_anew_and_a_question_for_a_value_does_not() -> None:
    selection = "land=PL&teilnehmende=16&beginn=2027-07-12"
    before = Context(PLANNING, "act", wish="plan", selection=selection)
    changed = heard("wir sind 18 statt 16", "clarify", "betreuungsschluessel")
    assert wanted(changed, before) is Concern.PLAN
    assert wanted(changed, replace(before, wish=None)) is None
    age = heard("dürfen die 13-Jährigen mit", "answer", "alter_teilnehmende", aspects=("alter",))
    assert wanted(age, before, follows=True) is None


def test_a_missed_application_of_a_named_programme_is_too_late() -> None:
    said = heard("Erasmus Antrag verpasst", "clarify", "foerderung_x", programmes=("erasmus",))
    assert wanted(said) is Concern.TOO_LATE
    assert wanted(replace(said, programmes=())) is None


MARCH = DeadlineQuery(("dpjw",), start=date(2027, 3, 1), is_start_exact=False)


@pytest.mark.parametrize(
    ("text", "concern", "query", "is_verdict"),
    [
        ("schaffen wir das noch", Concern.PLAN, MARCH, True),
        ("schaffen wir das noch", Concern.PLAN, replace(MARCH, is_start_exact=True), False),
        ("schaffen wir das noch", Concern.PLAN, replace(MARCH, programmes=()), False),
        ("schaffen wir das noch", Concern.PLAN, replace(MARCH, start=None), False),
        ("bitte einen zeitplan", Concern.PLAN, MARCH, False),
        ("ist die frist vorbei", Concern.TOO_LATE, MARCH, True),
        ("ist die frist vorbei", Concern.TOO_LATE, replace(MARCH, start=None), False),
        ("frist verpasst, was jetzt", Concern.TOO_LATE, MARCH, False),
        # Wherever the journey goes.
        ("ist märz schon zu spät", Concern.TOO_LATE, replace(MARCH, programmes=()), True),
    ],
)
def test_a_month_is_enough_for_a_verdict(
    text: str, concern: Concern, query: DeadlineQuery, is_verdict: bool
) -> None:
    assert wants_verdict(heard(text, "act"), concern, query, None) is is_verdict


def test_another_programme_is_no_answer_to_the_question_for_the_first_day() -> None:
    asked = Context("planung_zeitplan", "act", wish=Concern.PLAN.value)
    said = replace(heard("und für erasmus", "act"), programmes=("erasmus_jugend",))
    query = DeadlineQuery(("erasmus_jugend",))
    assert wants_verdict(said, Concern.PLAN, query, asked)
    assert not wants_verdict(heard("im sommer", "act"), Concern.PLAN, query, asked)


@pytest.mark.parametrize(
    ("said", "countries"),
    [
        ("bis wann?", ("TR",)),
        ("und die frist?", ("TR",)),
        # What stands for itself is about nothing that was said before.
        ("Welche Fristen laufen als Nächstes ab?", ()),
        ("was kostet das?", ()),
    ],
)
def test_a_bare_question_is_about_the_country_talked_about_last(
    said: str, countries: tuple[str, ...]
) -> None:
    turkey = Context("foerderung_tuerkei", "answer", countries=("TR",))
    general = Context("foerderung_ueberblick", "answer")
    found = with_subject(said, general, [turkey, general])
    assert found is not None
    assert found.countries == countries


def test_who_asks_whether_what_was_shown_is_missed_gets_the_dates() -> None:
    said = heard("haben wir die verpasst?", "act", OVERVIEW)
    query = DeadlineQuery(countries=("PL",))
    shown = Context(OVERVIEW, "act", selection="land=PL")
    assert wants_verdict(said, Concern.TOO_LATE, query, shown)
    assert not wants_verdict(said, Concern.TOO_LATE, query, None)
    missed = heard("wir haben die Frist verpasst", "act", OVERVIEW)
    assert not wants_verdict(missed, Concern.TOO_LATE, query, shown)


def test_what_runs_out_below_a_card_or_a_paper_is_no_application() -> None:
    said = heard("und wenn sie schon abgelaufen ist?", "clarify", LATE, "juleica")
    assert wanted(said, follows=True) is Concern.TOO_LATE
    card = Meant("answer", "juleica", (), (), is_follow_up=True)
    assert concern_of_turn(said, card, None) is None
