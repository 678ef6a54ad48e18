from __future__ import annotations

from typing import Any

import pytest

from bot.consultations.checks import FieldProblem
from bot.intake.replies import Reply, ReplyKind
from bot.intake.request.contact import Contact
from bot.intake.request.sheet import ASKED, CONFIRMATION, OPEN
from bot.intake.request.wording import noted_elsewhere
from tests.unit.intake.intake_rig import heard, reader

MAIL = "kim@example.org"
PHONE = "0211 1234567"
NOT_FREE = [field for field in ASKED if field not in ("topic", "description")]


def told(asked: str, said: str, sheet: dict[str, Any] | None = None, **more: str) -> Any:
    reply = reader().read(asked, sheet or {}, heard(said, **more))
    return reply.values if reply.kind is ReplyKind.VALUES else reply


@pytest.mark.parametrize(
    ("asked", "said", "field", "value", "more"),
    [
        ("organisation", "Herbst 2027", "period", "Herbst 2027", {}),
        ("organisation", "im Herbst 2027", "period", "Herbst 2027", {}),
        ("organisation", "mit Polen", "partner_country", "Polen", {}),
        ("organisation", "Köln", "place", "Köln", {}),
        (
            "organisation",
            "ca. 12 Jugendliche",
            "group",
            "12 Personen",
            {"group_size": "12|12 Jugendliche"},
        ),
        ("partner_country", "Sommer 2027", "period", "Sommer 2027", {}),
        ("partner_country", "Dortmund", "place", "Dortmund", {}),
        ("partner_country", "Kanuverein Datteln", "organisation", "Kanuverein Datteln", {}),
        (
            "period",
            "ca. 12 Jugendliche",
            "group",
            "12 Personen",
            {"group_size": "12|12 Jugendliche"},
        ),
        ("period", "14 bis 17 Jahre", "group", "14 bis 17 Jahre", {"age": "14-17|14 bis 17 Jahre"}),
        ("period", "nach Togo", "partner_country", "Togo", {}),
        ("period", "Jugendfeuerwehr Lünen", "organisation", "Jugendfeuerwehr Lünen", {}),
        ("group", "Herbst 2027", "period", "Herbst 2027", {}),
        ("group", "Ghana", "partner_country", "Ghana", {}),
        ("contact", "Herbst 2027", "period", "Herbst 2027", {}),
        ("contact", "Frankreich", "partner_country", "Frankreich", {}),
        (
            "wanted_times",
            "12 Jugendliche",
            "group",
            "12 Personen",
            {"group_size": "12|12 Jugendliche"},
        ),
        (
            "name",
            "12 Jugendliche",
            "group",
            "12 Personen",
            {"group_size": "12|12 Jugendliche"},
        ),
        ("name", "Herbst 2027", "period", "Herbst 2027", {}),
        ("name", "Togo", "partner_country", "Togo", {}),
        ("wanted_times", "Herbst 2027", "period", "Herbst 2027", {}),
        ("description", "Herbst 2027", "period", "Herbst 2027", {}),
        ("topic", "Herbst 2027", "period", "Herbst 2027", {}),
    ],
)
def test_an_answer_to_another_question_is_kept_there_and_the_question_stays_open(
    asked: str, said: str, field: str, value: str, more: dict[str, str]
) -> None:
    assert told(asked, said, **more) == {field: value, asked: None}


@pytest.mark.parametrize("said", [MAIL, f"meine Mail: {MAIL}", PHONE, f"Tel. {PHONE}"])
@pytest.mark.parametrize("asked", [field for field in ASKED if field != "contact"])
def test_an_address_or_number_is_never_anything_else(asked: str, said: str) -> None:
    visit = Contact(visit=True).as_dict()
    found = told(asked, said, {"contact": visit})
    contact = Contact.from_dict(found["contact"])
    assert (contact.email, contact.phone) == ((MAIL, None) if "@" in said else (None, PHONE))
    # Whoever is written to needs no time for a talk.
    is_settled = asked == "wanted_times" and not contact.visit
    assert found.get(asked) == (OPEN if is_settled and contact.is_mail_only else None)


def test_a_second_way_of_contact_joins_the_first() -> None:
    sheet = {"contact": Contact(phone=PHONE).as_dict()}
    for asked in ("name", CONFIRMATION):
        found = told(asked, MAIL, sheet)
        assert found["contact"] == Contact(email=MAIL, phone=PHONE).as_dict()


@pytest.mark.parametrize("asked", [field for field in ASKED if field != "contact"])
def test_what_the_gateway_took_out_is_no_answer(asked: str) -> None:
    assert told(asked, "[E-Mail-Adresse]") == {asked: None}
    assert told(asked, "Tel [Telefonnummer]") == {asked: None}


@pytest.mark.parametrize("asked", ["format", "partner_country", "organisation", "name"])
@pytest.mark.parametrize("said", ["12", "2027", "…", "🙂"])
def test_what_has_no_letter_is_asked_for_again(asked: str, said: str) -> None:
    assert told(asked, said) == Reply(
        ReplyKind.PROBLEM, problem=FieldProblem(asked, "unclear")
    ) or told(asked, said) == {"period": "2027", asked: None}


@pytest.mark.parametrize(
    ("asked", "said", "more"),
    [
        ("topic", "Polen", {}),
        ("topic", f"Bitte rufen Sie wegen unserer Fahrt an: {PHONE}", {}),
        ("description", "Polen, und zwar zum ersten Mal", {}),
        ("description", "Wir fahren im Herbst 2027 nach Polen", {}),
        ("organisation", "Jugendring Köln", {}),
        ("organisation", "Deutsch-Ghanaischer Verein Ghana", {}),
        ("organisation", "Aktion Sommer 2027", {}),
        ("organisation", "privat", {}),
        ("name", "August", {}),
        ("wanted_times", "Januar", {}),
        ("name", "Köln", {}),
        ("period", "sobald der Verein Zeit hat", {}),
        ("period", "nach den Osterferien oder im Herbst", {}),
        ("period", "das entscheidet der Jugendring", {}),
        ("partner_country", "irgendwo im Süden", {}),
        ("wanted_times", "morgen früh", {}),
        ("wanted_times", "Montag ab 10 Uhr", {}),
        ("group", "20 vom Sportverein", {"group_size": "20"}),
    ],
)
def test_what_may_be_an_answer_stays_one(asked: str, said: str, more: dict[str, str]) -> None:
    found = told(asked, said, **more)
    assert found[asked]


def test_a_wish_that_nothing_is_known_of_stays_open() -> None:
    assert told("period", "weiß ich noch nicht")["period"] == "?"


def test_the_person_hears_where_it_went_but_never_an_address() -> None:
    assert noted_elsewhere({"period": "Herbst 2027"}) == "Zeitraum (Herbst 2027)"
    contact = Contact(email=MAIL).as_dict()
    assert noted_elsewhere({"group": "12", "contact": contact}) == (
        "Gruppe und Alter (12) und Kontaktweg"
    )


@pytest.mark.parametrize("asked", NOT_FREE)
@pytest.mark.parametrize("said", ["", "\x00", "\ud800", "x" * 5000, "<b>", "@"])
def test_rubbish_breaks_nothing(asked: str, said: str) -> None:
    assert reader().read(asked, {}, heard(said)) is not None


def test_an_organisation_that_looks_like_a_place_is_kept_with_its_place() -> None:
    said = "Jugendclub am Ring, Dortmund"
    values = told("contact", said, LOC="Jugendclub am Ring")
    assert values == {"place": "Dortmund", "organisation": said, "contact": None}


def test_what_was_left_open_is_filled_by_the_way() -> None:
    sheet = {"topic": "x", "period": OPEN}
    assert told("group", "20 Leute im Juli 2027", sheet, group_size="20|20 Leute")["period"]


def test_a_corrected_month_keeps_year_and_length() -> None:
    sheet = {"topic": "x", "period": "August 2027, 2 Wochen"}
    assert told("name", "nein doch im September", sheet)["period"] == "September 2027, 2 Wochen"


@pytest.mark.parametrize("before", ["in einem Jahr", "In 6 Monaten", "Ostern, 3 Tage vor Ostern"])
def test_how_far_away_a_journey_is_does_not_become_its_length(before: str) -> None:
    sheet = {"topic": "x", "period": before}
    assert told("name", "nein doch im September", sheet)["period"] == "September"


@pytest.mark.parametrize("asked", ["format", "group", "organisation", "name", CONFIRMATION])
@pytest.mark.parametrize("said", ["nein, zwei Wochen später", "einen Monat früher"])
def test_a_journey_put_off_leads_to_its_time_and_fills_nothing_else(asked: str, said: str) -> None:
    sheet = {"topic": "x", "period": "Juli 2027, 10 Tage", "group": "15"}
    reply = reader().read(asked, sheet, heard(said))
    assert (reply.kind, reply.field) == (ReplyKind.CHANGE, "period")


def test_another_time_of_a_visit_puts_no_journey_off() -> None:
    sheet = {"topic": "x", "period": "Juli 2027", "contact": {"visit": True}}
    reply = reader().read("wanted_times", sheet, heard("eine Woche später"))
    assert reply.kind is not ReplyKind.CHANGE


@pytest.mark.parametrize(
    "said", ["letzte Antwort ändern", "nein ich will die letzte Antwort ändern"]
)
def test_whoever_wants_to_change_the_last_answer_goes_back(said: str) -> None:
    reply = reader().read("group", {"topic": "x", "period": "Mai"}, heard(said))
    assert (reply.kind, reply.field) == (ReplyKind.CHANGE, "period")
