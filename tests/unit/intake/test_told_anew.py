"""What is told later joins what was told before, and what belongs to something else does not."""

from __future__ import annotations

import pytest

from bot.intake.answering.alarm import is_surely_meant
from bot.intake.answering.more_ways import with_further_ways
from bot.intake.plan.countries import joined_countries, without_countries
from bot.intake.plan.group import with_all_numbers, with_swapped_number
from bot.intake.prefill import Told, prefilled
from bot.intake.replies import ReplyKind
from bot.intake.request.contact import Contact
from bot.intake.request.sheet import OPEN
from bot.intake.request.wording import with_period_before
from bot.intake.who.introduction import beside_contact, introduced
from bot.intake.who.people import name_told
from tests.unit.intake.intake_rig import NOW, heard, message, reader


@pytest.mark.parametrize(
    ("before", "now", "said", "countries"),
    [
        ("Togo", "Ghana", "Ghana ginge auch", "Togo oder Ghana"),
        ("Togo", "Togo und Ghana", "Togo, Ghana wäre aber auch ok", "Togo oder Ghana"),
        ("Togo und Ghana", "Benin", "nimm Benin noch dazu", "Togo, Ghana und Benin"),
        ("Togo", "Togo", "Togo ginge auch", "Togo"),
        ("Togo", "Ghana", "nach Ghana", "Ghana"),
        ("", "Ghana", "Ghana ginge auch", "Ghana"),
        ("", "Togo und Ghana", "Togo, notfalls Ghana", "Togo oder Ghana"),
        ("", "Togo und Ghana", "nach Togo oder lieber Ghana", "Togo oder Ghana"),
        ("Benin", "Togo und Ghana", "Togo oder Ghana", "Togo oder Ghana"),
        ("Togo", "Ghana", "Und Ghana", "Togo und Ghana"),
        ("Togo", "Ghana", "doch auch nach Ghana", "Togo und Ghana"),
        ("Togo", "Ghana", "und statt Togo Ghana", "Ghana"),
        ("Togo", "Polen", "jetzt nur 8, davon 2 aus Polen", "Togo"),
        ("", "Polen", "40 Leute, davon 20 aus Polen", "Polen"),
    ],
)
def test_a_country_joins_those_before(before: str, now: str, said: str, countries: str) -> None:
    assert joined_countries(before, now, said) == countries


def test_a_country_that_drops_out_leaves_the_others() -> None:
    assert without_countries("Italien, Spanien und Togo", "Spanien") == "Italien und Togo"
    assert without_countries("Italien, Spanien oder Togo", "Spanien") == "Italien oder Togo"
    assert without_countries("Spanien", "Spanien") is None
    assert without_countries("Italien und Togo", "Polen") is None


@pytest.mark.parametrize(
    ("before", "now", "period"),
    [
        ("nächstes Jahr", "Herbstferien, 12 Tage", "Herbstferien nächstes Jahr, 12 Tage"),
        ("2027", "Anfang Oktober", "Anfang Oktober 2027"),
        ("2027", "Oktober 2028", "Oktober 2028"),
        ("November 2027, 5 Tage", "März 2028", "März 2028, 5 Tage"),
        ("November 2027, 5 Tage", "1. bis 9. März 2028", "1. bis 9. März 2028"),
        ("12. Juni 2027", "2.6.", "2.6.2027"),
        ("2027", OPEN, OPEN),
    ],
)
def test_a_time_keeps_the_year_that_was_told(before: str, now: str, period: str) -> None:
    assert with_period_before({"period": now}, {"period": before})["period"] == period


def test_a_sentence_that_leaves_something_open_is_kept() -> None:
    said = "Sie plant mit 8 Leuten eine Woche und weiß nicht, ob das jemand überhaupt fördert"
    told = reader().read("group", {}, heard(said, group_size="8|8 Leuten")).values
    assert "weiß nicht" in told["description"]
    assert "8 Personen" in told["group"]


def test_facts_before_a_question_are_told_with_it() -> None:
    said = heard("14 Leute, einer im Rollstuhl, geht das?", decision="answer", group_size="14")
    reply = reader().read("organisation", {}, said)
    assert (reply.kind, dict(reply.values)) == (ReplyKind.SIDE_QUESTION, {"group": "14 Personen"})
    asked = heard("Fördert ihr auch 14 Leute?", decision="answer", group_size="14")
    assert reader().read("organisation", {}, asked).values == {}


def test_the_number_of_something_else_is_no_group() -> None:
    sheet = {"group": "60 Personen"}
    assert "group" not in reader().read("name", sheet, heard("nein Durchwahl 21")).values
    assert reader().read("name", sheet, heard("nein doch 21")).values["group"] == "21 Personen"


def test_what_is_dropped_last_leaves_what_stands_before() -> None:
    said = heard("ja lieber Ghana, Togo lassen wir")
    assert reader().read("period", {}, said).values["partner_country"] == "Ghana"
    said = heard("Togo haben wir gestrichen, nur Ghana")
    assert reader().read("period", {}, said).values["partner_country"] == "Ghana"


def test_who_says_how_many_they_are_is_heard_even_if_nothing_was_known() -> None:
    said = heard("wir sind jetzt doch nur noch 9")
    assert reader().read("confirmation", {}, said).values == {"group": "9 Personen"}


def test_what_was_told_more_fully_agrees_with_the_first() -> None:
    told = Told((message("nach Togo"), message("Togo, notfalls Ghana")))
    assert prefilled(told, reader())["partner_country"] == "Togo oder Ghana"
    over = Told((message("nach Togo"), message("letztes Jahr waren wir in Ghana")))
    assert prefilled(over, reader())["partner_country"] == "Togo"


def test_a_way_is_dropped_again() -> None:
    sheet = {"contact": Contact(email="a@example.org", phone="0211 123456").as_dict()}
    told = reader().read("wanted_times", sheet, heard("Telefon bitte wieder streichen")).values
    assert told["contact"]["phone"] is None


def test_so_many_on_each_side_stay_so_many() -> None:
    assert with_all_numbers("2x 15 Jugendliche", "15 Personen") == "2x 15 Personen"
    assert with_swapped_number("2x 16", "2x 15 Personen") == "2x 16 Personen"


def test_all_times_are_kept_and_no_other_clause() -> None:
    said = "vormittags bin ich arbeiten, nach 17 Uhr gehts, sonst schreibt mir"
    assert beside_contact(said) == {
        "wanted_times": "vormittags bin ich arbeiten, nach 17 Uhr gehts"
    }
    told = introduced("ihr könnt mich ab 16 uhr anrufen, montag und donnerstag", NOW.date())
    assert told["wanted_times"] == "ihr könnt mich ab 16 uhr anrufen, montag und donnerstag"


def test_a_name_keeps_its_title() -> None:
    assert name_told("mein Name ist Dr. Wendt vom Kreisjugendring") == "Dr. Wendt"


def test_who_prefers_a_mail_is_not_asked_for_times() -> None:
    said = heard("0221 5558899 oder mt@example.org, lieber Mail")
    told = reader().read("contact", {}, said).values
    assert told["wanted_times"] == OPEN


def test_a_second_address_behind_a_label_is_kept() -> None:
    said = heard("Mail: kim@example.org, und meine Chefin: jo@example.org")
    told = {"contact": Contact(email="kim@example.org").as_dict()}
    whole = with_further_ways("contact", told, {}, said, NOW.date())
    assert "jo@example.org" in whole["description"]


@pytest.mark.parametrize(
    "said", ["hab ich doch gesagt", "steht schon oben", "das hatte ich gesagt"]
)
def test_what_was_said_before_leaves_the_question_open(said: str) -> None:
    assert reader().read("organisation", {}, heard(said)).values == {"organisation": OPEN}
    assert reader().read("contact", {}, heard(said)).values == {"contact": None}


def test_what_is_repeated_answers_no_other_question() -> None:
    said = heard("Polen hab ich doch gesagt", decision="answer")
    assert reader().read("period", {}, said).values == {"period": None}
    assert reader().read("partner_country", {}, said).values["partner_country"] == "Polen"


def test_a_hint_makes_nothing_urgent_unless_danger_is_meant() -> None:
    unsure = {"decision": "emergency", "topic": "notfall_akut_reise", "confidence": 0.6}
    assert not is_surely_meant(unsure)
    assert is_surely_meant({**unsure, "confidence": 0.9})
    assert is_surely_meant({**unsure, "names_danger": True})
    assert not is_surely_meant({"decision": "clarify", "is_concerning": True, "is_faint": True})


@pytest.mark.parametrize(
    "said",
    [
        "Ghana fällt wohl weg, der Partner hat abgesagt",
        "Ghana ist raus, weil der Partner keine Zeit hat",
        "Leider hat Ghana abgesagt",
        "Die Gruppe aus Ghana springt ab",
        "Ghana doch nicht",
        "Ghana kommt doch nicht mit",
    ],
)
def test_the_country_that_drops_out_is_never_the_one_that_stays(said: str) -> None:
    sheet = {"partner_country": "Togo und Ghana", "group": "11 Personen"}

    reply = reader().read("confirmation", sheet, heard(said))

    assert dict(reply.values) == {"confirmation": None, "partner_country": "Togo"}


def test_what_comes_for_a_country_that_drops_out_leaves_the_others() -> None:
    sheet = {"partner_country": "Togo und Ghana"}

    for said in ("Ghana hat abgesagt, dafür Polen", "Ghana doch nicht, dafür Polen"):
        reply = reader().read("confirmation", sheet, heard(said))

        assert reply.values["partner_country"] == "Togo und Polen"
    reply = reader().read("confirmation", sheet, heard("Ghana ist raus, wir sind nur noch 9"))
    assert dict(reply.values)["group"] == "9 Personen"
    reply = reader().read("confirmation", sheet, heard("Ghana ist raus, es bleibt bei Togo"))
    assert reply.values["partner_country"] == "Togo"


def test_a_name_that_stays_away_is_no_name() -> None:
    for said in ("Jo passt, aber der Name bleibt weg", "Mein Name soll nicht rein"):
        reply = reader().read("confirmation", {"name": "Kim"}, heard(said))

        assert dict(reply.values) == {"name": OPEN}


@pytest.mark.parametrize(
    ("asked", "said", "told"),
    [
        (
            "organisation",
            "Musikschule Greiz, wer liest das?",
            {"organisation": "Musikschule Greiz"},
        ),
        ("organisation", "Mein Verein will das noch lesen, wer liest das?", {}),
        ("partner_country", "Togo. Wann bekomme ich Antwort?", {"partner_country": "Togo"}),
        ("confirmation", "Togo, wer liest das?", {}),
    ],
)
def test_what_stands_beside_a_question_about_the_request_is_kept(
    asked: str, said: str, told: dict[str, str]
) -> None:
    reply = reader().read(asked, {}, heard(said))

    assert (reply.kind, dict(reply.values)) == (ReplyKind.ASIDE, told)


def test_a_number_beside_a_question_about_the_request_is_kept() -> None:
    for said in ("0151 23456789, wer liest das?", "Geht WhatsApp? meine Nummer ist 0151 23456789"):
        reply = reader().read("contact", {}, heard(said))

        assert reply.kind is ReplyKind.ASIDE
        assert Contact.from_dict(reply.values["contact"]).phone == "0151 23456789"
