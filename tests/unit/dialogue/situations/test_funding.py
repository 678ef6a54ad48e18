from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.meaning.follow_up import meaning
from bot.dialogue.money import asks_for_money
from bot.dialogue.situations.funding import (
    for_countries,
    for_journey,
    funding_topic,
    is_for_plan,
    possible_funding,
)
from bot.fit.countries import is_country

ROOT = Path(__file__).resolve().parents[4]
OVERVIEW = "foerderung_ueberblick"


def heard(
    text: str,
    decision: str = "clarify",
    *topics: str,
    countries: tuple[str, ...] = ("LT",),
    programmes: tuple[str, ...] = (),
    formats: tuple[str, ...] = (),
) -> Heard:
    near = topics or ("foerderung_uebersee",)
    return Heard(
        text,
        decision,
        near[0],
        near,
        programmes=programmes,
        countries=countries,
        formats=formats,
    )


def test_every_topic_is_an_entry_and_every_country_is_known_and_named_once() -> None:
    raw = yaml.safe_load(
        (ROOT / "bot/dialogue/situations/country_topics.yml").read_text(encoding="utf-8")
    )
    assert [t for t in raw if not (ROOT / "faq" / "foerderung" / f"{t}.md").exists()] == []
    codes = [code for listed in raw.values() for code in listed]
    assert [code for code in codes if not is_country(code)] == []
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("countries", "topic"),
    [
        (("FR",), "foerderung_dfjw"),
        (("GE",), "foerderung_osteuropa"),
        (("GE", "UA"), "foerderung_osteuropa"),
        # The sheets say who pays there: the entry is about other countries first of all.
        (("AL",), OVERVIEW),
        (("LT",), OVERVIEW),
        (("FR", "LT"), OVERVIEW),
    ],
)
def test_a_country_has_its_topic_or_the_overview(countries: tuple[str, ...], topic: str) -> None:
    assert funding_topic(countries) == topic


@pytest.mark.parametrize(
    "said",
    [
        "gibt es Zuschüsse?",
        "Wer zahlt?",
        "wer bezahlt uns das",
        "woher kommt die Kohle",
        "Gibt es einen Fahrtkostenzuschuss?",
        "Welche Fördertöpfe passen?",
        "Wer übernimmt die Kosten?",
        "wird das gefördert",
        "Wie können wir das finanzieren?",
    ],
)
def test_a_question_for_money_is_recognised(said: str) -> None:
    assert asks_for_money(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "\x00\ud800",
        "Ist das dort sicher?",
        "Wir sind eine Förderschule und fahren nach Polen",
        "Der Förderverein fährt mit",
        "Das Geld ist schon bewilligt",
        "Befördert die Bahn auch Gruppen?",
        "Wo stelle ich die Rechnung zum Zuschuss hin?",
    ],
)
def test_nothing_else_is_one(said: str) -> None:
    assert not asks_for_money(said)


def test_an_unsure_question_for_money_is_about_the_country() -> None:
    found = meaning(heard("Feuerwehrjugend möchte nach Litauen, gibt es Zuschüsse?"), None)
    assert found == Meant("answer", OVERVIEW, (), ("LT",))
    unclear = heard("wer zahlt für Litauen", "clarify", "meta_unklar")
    assert meaning(unclear, None).topic == OVERVIEW


@pytest.mark.parametrize(
    ("topic", "countries", "meant"),
    [
        ("lgbtiq_sicherheit", ("GE",), "foerderung_osteuropa"),
        ("sicherheit_reisewarnung", ("IL",), "foerderung_conact"),
        ("foerderung_uk_schweiz", ("LT",), OVERVIEW),
        # These may well be right.
        ("versicherung", ("GE",), "versicherung"),
        ("foerderung_kommune", ("LT",), "foerderung_kommune"),
        ("foerderung_dfjw", ("FR", "TN"), "foerderung_dfjw"),
        ("foerderung_erasmus_jugend", ("LT",), "foerderung_erasmus_jugend"),
    ],
)
def test_a_sure_topic_yields_only_if_it_cannot_be_meant(
    topic: str, countries: tuple[str, ...], meant: str
) -> None:
    said = heard("Unsere Gruppe will dahin, wer zahlt?", "answer", topic, countries=countries)
    assert meaning(said, None).topic == meant


@pytest.mark.parametrize(
    "topics",
    [
        ("inklusionskosten", "foerderung_dfjw"),
        ("foerderung_dfjw", "kofinanzierung"),
    ],
)
def test_what_has_money_of_its_own_is_asked_back_with_the_country_among_the_questions(
    topics: tuple[str, ...],
) -> None:
    said = heard("Wer zahlt den Bus nach Kroatien?", "clarify", *topics, countries=("HR",))
    assert meaning(said, None).decision == "clarify"
    assert possible_funding(said) == OVERVIEW


@pytest.mark.parametrize(("lead", "decision"), [(0.03, "answer"), (0.1, "clarify")])
def test_a_case_that_a_message_hardly_sounds_like_gives_way_to_the_money(
    lead: float, decision: str
) -> None:
    said = heard("Unser Partner aus Kroatien kommt, wer zahlt?", "clarify", "ho_partner_ausfall",
                 countries=("HR",))  # fmt: skip
    assert meaning(replace(said, lead=lead), None).decision == decision


@pytest.mark.parametrize("decision", ["emergency", "handover", "act", "smalltalk"])
def test_no_other_decision_is_changed(decision: str) -> None:
    said = heard("Wer zahlt uns den Rückflug aus Georgien?", decision, "notfall_akut_reise")
    assert meaning(said, None).decision == decision


def test_a_named_programme_is_what_is_meant() -> None:
    said = heard("Zahlt Erasmus für Litauen Zuschüsse?", programmes=("erasmus_jugend",))
    assert meaning(said, None).decision == "clarify"


def test_a_whole_sentence_about_money_is_no_follow_up() -> None:
    before = Context("versicherung", "answer", (), ("LT",))
    said = heard("Und der Jugendclub will nach Armenien, gibts da Zuschuss", countries=("AM",))
    assert meaning(said, before).topic == "foerderung_osteuropa"


def test_another_country_is_asked_for_money_of_its_own() -> None:
    before = Context("foerderung_osteuropa", "answer", (), ("GE",))
    for code, topic in (("LT", OVERVIEW), ("PL", "foerderung_dpjw")):
        names = Heard("und Land?", "clarify", "x", countries=(code,), names=((4, 8),))
        assert meaning(names, before).topic == topic


def test_a_memorial_trip_is_paid_for_by_its_format() -> None:
    trip = ("gedenkstaette",)
    said = heard(
        "Gedenkstättenfahrt nach Auschwitz, wo beantragen?",
        "answer",
        "foerderung_dpjw",
        countries=(),
        formats=trip,
    )
    found = meaning(said, None)
    assert found.topic == OVERVIEW
    assert is_for_plan(said, found)
    with_partner = heard(
        "Zuschüsse für Gedenkstättenfahrt mit Partnergruppe",
        "answer",
        "foerderung_dpjw",
        countries=("PL",),
        formats=trip,
    )
    assert meaning(with_partner, None).topic == "foerderung_dpjw"


def test_programmes_are_asked_for_the_country_talked_about() -> None:
    said = heard("welche programme", "answer", OVERVIEW, countries=())
    alone = Meant("answer", OVERVIEW, (), ())
    safe = Context("lgbtiq_sicherheit", "answer", (), ("RS",))
    assert for_journey(alone, said, safe) == Meant("answer", funding_topic(("RS",)), (), ("RS",))
    told = Context(funding_topic(("RS",)), "answer", (), ("RS",))
    assert for_journey(alone, said, told) == alone
    assert for_journey(alone, said, replace(told, is_guess=True)).countries == ("RS",)
    others = heard("gibt es da andere programme", "answer", OVERVIEW, countries=())
    assert for_journey(alone, others, safe) == alone
    assert for_journey(alone, said, Context("lgbtiq_sicherheit", "answer")) == alone


def test_the_overview_stays_the_answer_where_no_country_is_named() -> None:
    said = heard("Welche Töpfe gibt es?", "answer", OVERVIEW, countries=())
    assert not is_for_plan(said, meaning(said, None))


def test_a_rejection_is_a_single_case_whatever_funder_is_named() -> None:
    near = ("foerderung_land_nrw", "ho_ablehnung_widerspruch")
    said = heard("Ich habe eine Ablehnung vom LVR bekommen", "answer", *near, countries=())
    assert meaning(said, None) == Meant("handover", "ho_ablehnung_widerspruch", (), ())
    other = heard("Die Eltern haben den Ausflug abgelehnt", "answer", "eltern_ueberzeugen")
    assert meaning(other, None).decision == "answer"


def test_how_old_they_must_be_is_no_question_for_leaders() -> None:
    near = ("betreuungsschluessel", "alter_teilnehmende")
    said = Heard("und wie alt müssen die sein?", "answer", near[0], near, aspects=("alter",))
    before = Context("jugendinitiative_esk", "answer")
    assert meaning(said, before).topic == "alter_teilnehmende"


def test_sign_language_is_paid_for_by_more_than_a_country() -> None:
    said = heard(
        "gibt es geld für gebärdensprache", "clarify", "foerderung_dfjw", "inklusionskosten"
    )
    plain = heard(
        "gibt es geld für eine begegnung", "clarify", "foerderung_dfjw", "inklusionskosten"
    )

    assert meaning(said, None).topic == "inklusionskosten"
    assert meaning(plain, None).topic == OVERVIEW


def test_money_for_another_country_is_that_for_the_country_named() -> None:
    assert for_countries("foerderung_tandem", ("HR",)) == OVERVIEW
    assert for_countries("foerderung_tandem", ("CZ",)) == "foerderung_tandem"
    assert for_countries("foerderung_tandem", ()) == "foerderung_tandem"
    assert for_countries("versicherung", ("HR",)) == "versicherung"


def test_an_inclusive_group_names_no_need_of_anybody() -> None:
    def meant(said: str) -> str | None:
        return meaning(heard(said, "answer", "inklusionskosten", countries=("RS",)), None).topic

    assert meant("inklusive trommelgruppe nach serbien, wer zahlt das") == funding_topic(("RS",))
    for said in (
        "inklusive gruppe mit gehörlosen nach serbien, wer zahlt das",
        "wer zahlt in serbien die assistenz der inklusiven gruppe",
        "eine hat autismus und will nach serbien, wer zahlt das",
    ):
        assert meant(said) == "inklusionskosten"
