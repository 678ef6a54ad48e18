"""What is said to the summary: sending in all moods, not yet, what is left out, what is new."""

from __future__ import annotations

from typing import Any

import pytest

from bot.intake.consent import consents, sends
from bot.intake.contact import Contact
from bot.intake.replies import Reply, ReplyKind
from bot.intake.sheet import CONFIRMATION, OPEN
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
    ],
)
def test_what_is_not_sent_now_is_no_consent(said: str) -> None:
    assert not consents(said)
    assert confirm(said).kind is not ReplyKind.SEND


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
