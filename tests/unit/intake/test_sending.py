"""What is said to the summary: sending in all moods, not yet, what is left out, what is new."""

from __future__ import annotations

from typing import Any

import pytest

from bot.intake.replies import Reply, ReplyKind
from bot.intake.request.contact import Contact
from bot.intake.request.sheet import CONFIRMATION, OPEN
from bot.intake.wishes.consent import consents, sends
from tests.unit.intake.intake_rig import heard, reader

SHEET: dict[str, Any] = {
    "topic": "Partnersuche",
    "partner_country": "Polen",
    "period": "März 2027",
    "group": "20 Personen, 15 bis 16 Jahre",
    "contact": Contact(email="kim@example.org").as_dict(),
    "wanted_times": OPEN,
}


def confirm(said: str, **quantities: str) -> Reply:
    return reader().read(CONFIRMATION, SHEET, heard(said, **quantities))


@pytest.mark.parametrize(
    "said",
    [
        "sende es",
        "ja, sendet das bitte",
        "ab damit",
        "so, dann kann es raus",
        "Bitte senden Sie die Anfrage ab.",
        "wir wollen das jetzt verschicken",
        "kann jetzt abgesendet werden",
        "schick's ab",
        "weg damit, schick ab",
        "los gehts",
        "stopp, doch senden",
        "die Anfrage kann jetzt raus",
    ],
)
def test_sending_is_wanted_in_whatever_mood(said: str) -> None:
    assert sends(said)
    assert confirm(said).kind is ReplyKind.SEND
    assert reader().read("period", {"topic": "x"}, heard(said)).kind is ReplyKind.ENOUGH


@pytest.mark.parametrize(
    "said",
    [
        "das sende ich noch",
        "schicke ich dann",
        "kann das raus",
        "die Mail kann raus",
        "schick mir das",
        "hab ich abgeschickt",
        "erst morgen senden",
        "weg damit",
        "senden?",
        "passt, aber warte noch",
        "senden, stopp!",
        "passt so, Moment noch",
        "das kann raus",
        "der kann raus",
        "die Anfrage kann weg",
        "kann ich das absenden",
        "ok, soll ich das so senden",
        "passt das so",
    ],
)
def test_what_is_not_sent_now_is_no_consent(said: str) -> None:
    assert not consents(said)
    assert confirm(said).kind is not ReplyKind.SEND


@pytest.mark.parametrize(
    "said",
    ["stimmt, bis auf den Namen", "jo, aber erst morgen", "super, nur die Nummer ist falsch"],
)
def test_a_yes_with_an_exception_sends_nothing(said: str) -> None:
    assert reader().read(CONFIRMATION, SHEET, heard(said, "affirm")).kind is not ReplyKind.SEND


@pytest.mark.parametrize(
    "said",
    ["nee doch noch nicht", "jetzt nicht", "ich will erst nochmal mit meiner Kollegin reden"],
)
def test_whoever_waits_is_told_that_it_has_time(said: str) -> None:
    reply = confirm(said)
    assert (reply.kind, reply.field) == (ReplyKind.ASIDE, "puts_off")


@pytest.mark.parametrize("said", ["das mit dem Chef soll nicht mit", "streich den letzten Satz"])
def test_what_shall_not_be_sent_is_not_added(said: str) -> None:
    reply = confirm(said)
    assert (reply.kind, reply.field) == (ReplyKind.ASIDE, "struck_unclear")
    assert not reply.values


def test_lines_are_struck_by_their_order() -> None:
    assert confirm("streich die zweite Zeile").values["struck"] == "2"


def test_a_way_that_is_gone_is_not_asked_for_again() -> None:
    reply = confirm("die Telefonnummer bitte raus")
    assert (reply.kind, reply.values) == (ReplyKind.VALUES, {CONFIRMATION: None})


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("sind so 22", {"group": "22 Personen, 15 bis 16 Jahre"}),
        ("und zwei Lehrkräfte kommen noch dazu", {}),
        ("der Zeitraum ist eher Juni", {"period": "Juni 2027"}),
        ("statt März 2027 eher Mai 2028", {"period": "Mai 2028"}),
        ("doch nicht im März 2027, Mai 2028", {"period": "Mai 2028"}),
        (
            "Polen ist falsch, Frankreich. 20 ist auch falsch, 24",
            {"partner_country": "Frankreich", "group": "24 Personen, 15 bis 16 Jahre"},
        ),
        (
            "Zeitraum falsch, April 2027. Land auch falsch, Togo",
            {"period": "April 2027", "partner_country": "Togo"},
        ),
    ],
)
def test_each_value_takes_the_place_of_its_own(said: str, told: dict[str, str]) -> None:
    values = confirm(said).values
    expected = told or {"description": said}
    assert {field: values.get(field) for field in expected} == expected


def test_passt_leaves_open_what_is_voluntary() -> None:
    assert reader().read("wanted_times", {}, heard("passt", "affirm")).values == {
        "wanted_times": OPEN
    }
    visit = {"contact": Contact(visit=True).as_dict()}
    reply = reader().read("wanted_times", visit, heard("passt", "affirm"))
    assert reply.values.get("wanted_times") is None


@pytest.mark.parametrize("said", ["na dann schicken wir es ab", "dann sende ich es jetzt"])
def test_what_follows_now_is_sent_now(said: str) -> None:
    assert confirm(said).kind is ReplyKind.SEND


@pytest.mark.parametrize(
    ("said", "aside"),
    [("wart mal noch nicht", "puts_off"), ("was passiert, nachdem ich gesendet hab?", "after")],
)
def test_who_is_not_ready_is_told_what_comes(said: str, aside: str) -> None:
    reply = confirm(said)
    assert (reply.kind, reply.field) == (ReplyKind.ASIDE, aside)


def test_what_is_said_of_sending_is_no_description() -> None:
    assert "description" not in confirm("wir haben das gestern schon verschickt").values


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Die Leiter sind 6 statt 5", {"group": "22 Kinder, 10 bis 17 Jahre, 6 Betreuer"}),
        ("es sind 6 Betreuer, nicht 5", {"group": "22 Kinder, 10 bis 17 Jahre, 6 Betreuer"}),
        (
            "statt Polen Togo, statt März April und statt 22 sind es 24",
            {
                "partner_country": "Togo",
                "period": "April 2027",
                "group": "24 Kinder, 10 bis 17 Jahre, 5 Betreuer",
            },
        ),
        ("doch nicht April, März bleibt", {"period": "März 2027"}),
        ("bitte ändern: nicht März, ist November 2027", {"period": "November 2027"}),
        ("stimmt alles, aber streichen Sie bitte den Namen", {"name": OPEN}),
    ],
)
def test_what_is_denied_gives_way_wherever_it_stands(said: str, told: dict[str, str]) -> None:
    sheet = {**SHEET, "group": "22 Kinder, 10 bis 17 Jahre, 5 Betreuer", "name": "Kim"}
    values = reader().read(CONFIRMATION, sheet, heard(said)).values
    assert {field: values.get(field) for field in told} == told


def test_a_way_is_left_out_beside_a_correction() -> None:
    contact = Contact(email="kim@example.org", phone="0170 4455667").as_dict()
    said = "nicht 20 sondern 25 Leute und das Handy bitte raus"
    values = reader().read(CONFIRMATION, {**SHEET, "contact": contact}, heard(said)).values
    assert Contact.from_dict(values["contact"]) == Contact(email="kim@example.org")
    assert values["group"] == "25 Personen, 15 bis 16 Jahre"


def test_a_place_is_told_beside_a_correction() -> None:
    values = confirm("Ort ist Neuss. 12 statt 20 Leute").values
    assert (values["place"], values["group"]) == ("Neuss", "12 Personen, 15 bis 16 Jahre")


def test_one_way_will_do() -> None:
    contact = Contact(email="kim@example.org", phone="0211 123456").as_dict()
    said = "Mail reicht, Telefon weglassen"
    for asked in ("wanted_times", CONFIRMATION):
        sheet = {"topic": "x", "contact": contact}
        values = reader().read(asked, sheet, heard(said)).values
        assert Contact.from_dict(values["contact"]) == Contact(email="kim@example.org")
        assert values.get("wanted_times") in (None, OPEN)


def test_who_sees_an_address_is_told() -> None:
    reply = confirm("und meine Mail sieht auch keiner außer euch?")
    assert (reply.kind, reply.field) == (ReplyKind.ASIDE, "data")


def test_a_journey_that_is_over_moves_no_plan() -> None:
    said = "wir waren letztes Jahr in Frankreich, das lief gut"
    assert "partner_country" not in confirm(said).values


def test_who_waits_with_sending_asks_nothing_and_tells_nothing() -> None:
    sheet = {"topic": "x", "group": "20 Personen"}
    waiting = reader().read(CONFIRMATION, sheet, heard("bitte noch nicht senden, Chef liest es"))
    assert waiting.kind is ReplyKind.ASIDE
    asked = reader().read(CONFIRMATION, sheet, heard("später noch ändern, wenn ich jetzt sende?"))
    assert asked.field != waiting.field
    told = reader().read(CONFIRMATION, sheet, heard("noch nicht senden, sind 17", group_size="17"))
    assert told.values["group"] == "17 Personen"


@pytest.mark.parametrize(
    "said",
    ["Ja, alles richtig, bitte absenden, vielen Dank!", "jawohl absenden", "ja sicher, senden"]
    + ["sieht gut aus, senden", "Ja, bitte an die Servicestelle senden", "ja, kannst du senden"],
)
def test_a_kind_word_beside_the_sending_holds_nothing_back(said: str) -> None:
    assert consents(said)


@pytest.mark.parametrize(
    "said",
    ["in Senden", "aus Senden", "Stadt Senden", "Senden e.V.", "sieht gut aus", "vielen Dank"]
    + ["senden ohne Namen, vielen Dank", "sieht gut aus, noch nicht senden"],
)
def test_a_town_a_thanks_or_an_exception_is_no_consent(said: str) -> None:
    assert not consents(said)
