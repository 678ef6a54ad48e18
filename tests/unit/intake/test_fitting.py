"""Answers that do not fit, fields called by their names, and what a sentence tells by the way."""

from __future__ import annotations

from typing import Any

import pytest

from bot.intake.plan.fitting import fits
from bot.intake.plan.group import joined_group
from bot.intake.replies import ReplyKind
from bot.intake.request.contact import Contact
from bot.intake.request.seen import changed_rows, seen_of
from bot.intake.request.sheet import ASKED, CONFIRMATION, OPEN
from bot.intake.who.introduction import introduced
from bot.intake.wishes.asides import PROMISE, aside_of
from bot.intake.wishes.directions import wants_to_go_on
from bot.intake.wishes.labels import read_label
from tests.unit.intake.intake_rig import NOW, button, heard, message, reader

MAIL = "kim@example.org"
FULL: dict[str, Any] = {
    "topic": "Antrag",
    "description": OPEN,
    "format": "Jugendbegegnung",
    "partner_country": "Polen",
    "period": "Sommer 2027",
    "group": "18 Personen, 14 bis 17 Jahre",
    "organisation": "Verein Sonne",
    "contact": Contact(email=MAIL).as_dict(),
    "wanted_times": OPEN,
    "name": "Kim",
}
ASKED_PLAIN = [field for field in ASKED if field not in ("topic", "description", "contact")]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("name", "sie können ruhig auch anrufen aber nur abends"),
        ("name", "ab 16 Uhr"),
        ("name", "ruft mich einfach an"),
        ("name", "doch, ich will noch was"),
        ("period", "BDKJ Köln"),
        ("period", "Farid"),
        ("group", "Farid 🦝"),
        ("group", "das klären wir noch"),
        ("format", "stornieren"),
        ("partner_country", "stornieren"),
        ("organisation", "das hab ich vergessen"),
        ("organisation", "Petra Lang"),
        ("organisation", "Frau Kaya"),
        ("wanted_times", "Frau Kaya"),
    ],
)
def test_what_does_not_fit_is_recognised(asked: str, said: str) -> None:
    assert not fits(asked, message(said))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("name", "Kim"),
        ("name", "Kim aus dem Jugendhaus"),
        ("name", "ohne Namen"),
        ("name", "🦝 Farid"),
        ("period", "KW 32"),
        ("period", "irgendwann im Frühling"),
        ("group", "eine Klasse"),
        ("group", "zwölf"),
        ("format", "Kulturaustausch"),
        ("format", "Sommerlager"),
        ("partner_country", "Transnistrien"),
        ("partner_country", "irgendwo im Süden"),
        ("organisation", "BDKJ Köln"),
        ("organisation", "Rheinflanke Köln"),
        ("organisation", "privat"),
        ("wanted_times", "werktags"),
        ("wanted_times", "per Zoom"),
    ],
)
def test_what_fits_is_kept(asked: str, said: str) -> None:
    assert fits(asked, message(said))


@pytest.mark.parametrize("asked", ASKED_PLAIN)
def test_a_sentence_that_fits_nowhere_goes_to_the_description(asked: str) -> None:
    said = "ach und der Bescheid kam doch noch"
    reply = reader().read(asked, {"description": "Widerspruch"}, heard(said))
    if fits(asked, message(said)):
        return
    assert reply.values == {"description": f"Widerspruch\n{said}", asked: None}


def test_one_of_the_fields_takes_no_sentence_at_all() -> None:
    said = "ach und der Bescheid kam doch noch"
    assert not any(fits(asked, message(said)) for asked in ("format", "partner_country", "name"))


@pytest.mark.parametrize("asked", ["period", "organisation", "group", "name", "wanted_times"])
def test_an_address_beside_an_answer_goes_to_its_own_field(asked: str) -> None:
    said = {
        "period": "Herbst 2027 oder später",
        "organisation": "Jugendring Köln",
        "group": "eine Klasse",
        "name": "Alex",
        "wanted_times": "montags und dienstags, gern früh",
    }[asked]
    reply = reader().read(asked, {}, heard(f"{said}, {MAIL}"))
    assert reply.values["contact"] == Contact(email=MAIL).as_dict()
    assert MAIL not in str({**reply.values, "contact": None})
    assert reply.values[asked]


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        ("Organisation Jugendhaus Süd, Neuss", "organisation", "Jugendhaus Süd, Neuss"),
        ("nein, der Träger ist Verein Sonne", "organisation", "Verein Sonne"),
        ("Ansprechpartner ist Tom", "name", "Tom"),
        ("Ort Neuss", "place", "Neuss"),
        ("Anliegen Widerspruch gegen den Bescheid", "topic", "Widerspruch gegen den Bescheid"),
        ("Name weglassen", "name", OPEN),
        ("ohne den Namen", "name", OPEN),
        ("bitte den Namen streichen", "name", OPEN),
    ],
)  # fmt: skip
def test_a_field_is_called_by_its_name(said: str, name: str, value: str) -> None:
    label = read_label(said)
    assert label is not None
    assert (label.name, label.value) == (name, value)


@pytest.mark.parametrize(
    "said",
    ["Gruppe ändern", "der Name stimmt nicht", "Verein Sonne", "Organisation?", "hm", "Name"],
)
def test_a_name_alone_sets_nothing(said: str) -> None:
    assert read_label(said) is None


def test_what_is_needed_cannot_be_left_out() -> None:
    reply = reader().read(CONFIRMATION, FULL, heard("Anliegen weglassen"))
    assert reply.kind is not ReplyKind.VALUES or "topic" not in reply.values


@pytest.mark.parametrize(
    ("said", "country"),
    [
        ("Partnerland nur Togo, nicht Frankreich", "Togo"),
        ("nur Togo, nicht Frankreich", "Togo"),
        ("wir kommen aus Ghana und fahren nach Togo", "Togo"),
        ("Begegnung mit Jugendlichen aus Ghana", "Ghana"),
    ],
)
def test_a_country_that_is_denied_or_ones_own_is_no_partner(said: str, country: str) -> None:
    assert reader().named(message(said))["partner_country"] == country


@pytest.mark.parametrize(
    ("before", "now", "whole"),
    [
        ("18 Personen, 14 bis 17 Jahre", "20 Personen", "20 Personen, 14 bis 17 Jahre"),
        ("12 Jugendliche, 15-17", "20 Personen", "20 Jugendliche, 15-17"),
        (
            "rund 18 Kinder von 8-10 plus 3 Begleitpersonen",
            "20 Personen",
            "rund 20 Kinder von 8-10 plus 3 Begleitpersonen",
        ),
        ("25, Klasse 9", "27 Personen", "27, Klasse 9"),
        ("2 Klassen, 9. Jahrgang", "50 Personen", "50 Personen"),
        ("6 Personen", "19 bis 24 Jahre", "6 Personen, 19 bis 24 Jahre"),
        ("14 bis 17 Jahre", "20 Personen", "20 Personen, 14 bis 17 Jahre"),
        ("20 Personen", "25 Personen", "25 Personen"),
        ("", "25 Personen", "25 Personen"),
        (OPEN, "25 Personen", "25 Personen"),
        ("x" * 199, "25 Personen", "25 Personen"),
    ],
)
def test_a_new_number_leaves_the_age_and_the_reverse(before: str, now: str, whole: str) -> None:
    assert joined_group(before, now) == whole


def test_an_introduction_tells_body_name_times_and_contact() -> None:
    said = (
        "Hallo, ich bin Petra Lang vom Jugendzentrum Rheinpark in Neuss, petra@example.org, wir "
        "planen etwas, am besten nachmittags anrufen 02131 998877"
    )
    found = introduced(said, NOW.date())
    assert found == {
        "organisation": "Jugendzentrum Rheinpark",
        "name": "Petra Lang",
        "wanted_times": "am besten nachmittags anrufen",
        "contact": Contact(email="petra@example.org", phone="02131 998877").as_dict(),
    }


@pytest.mark.parametrize(
    "said",
    [
        "",
        "\ud800\x00",
        "Ich bin Lehrerin und suche einen Partnerverein in Polen",
        "Wir haben eine Einladung vom Sportverein aus Togo",
        "Was kostet das?",
    ],
)
def test_what_nobody_said_of_oneself_is_no_introduction(said: str) -> None:
    assert introduced(said, NOW.date()) == {}


@pytest.mark.parametrize(
    ("said", "aside"),
    [
        ("wann krieg ich antwort?", PROMISE),
        ("warte, wie lang dauert das bis ihr antwortet", PROMISE),
        ("kommen die daten auf einen server in amerika?", "data"),
        ("was macht ihr eigentlich mit meinen daten?", "data"),
        ("wann bekommen wir Antwort auf den Antrag?", None),
        ("wann ist die Frist?", None),
        ("Juli 2027", None),
    ],
)
def test_questions_about_the_request_itself(said: str, aside: str | None) -> None:
    assert aside_of(said) == aside


@pytest.mark.parametrize(
    "said", ["doch, ich will die beratung weitermachen", "hm doch. zurück zur anfrage"]
)
def test_going_on_is_no_subject(said: str) -> None:
    assert wants_to_go_on(said)
    assert not wants_to_go_on("Wir wollen den Austausch weitermachen")


@pytest.mark.parametrize("asked", ["format", "name", CONFIRMATION])
@pytest.mark.parametrize("said", ["es ist keine notlage", "ist nicht dringend", "kein Notfall"])
@pytest.mark.parametrize("decision", ["clarify", "emergency"])
def test_all_clear_takes_back_that_it_is_urgent(asked: str, said: str, decision: str) -> None:
    reply = reader().read(asked, FULL, heard(said, decision=decision))
    assert reply.values["urgent"] == "no"


def test_a_denial_in_a_correction_is_no_emergency() -> None:
    said = "Partnerland nur Togo, nicht Frankreich, wir sind selber aus Ghana"
    reply = reader().read(CONFIRMATION, FULL, heard(said, decision="emergency"))
    assert reply.values == {"partner_country": "Togo"}


def test_only_what_changed_is_shown_again() -> None:
    rows = [{"field": "name", "label": "Name", "value": "Kim"}]
    rows += [{"field": "urgent", "label": "Dringend", "value": "ja"}]
    begun = {"event": "active_loop", "name": "consultation_form"}
    shown = {"event": "bot", "data": {"custom": {"card": "summary", "fields": rows}}}
    assert seen_of([begun]) is None
    assert seen_of([shown, begun]) is None
    seen = seen_of([begun, shown])
    assert seen is not None
    assert changed_rows(seen, rows) == []
    changed = changed_rows(seen, [{"field": "name", "label": "Name", "value": "Tom"}])
    assert [(row["field"], row["value"]) for row in changed] == [
        ("name", "Tom"),
        ("urgent", "nein"),
    ]
    again = {"event": "bot", "data": {"custom": {"card": "summary", "fields": changed}}}
    latest = seen_of([begun, shown, again])
    assert latest is not None
    assert changed_rows(latest, [{"field": "name", "label": "Name", "value": "Tom"}]) == []


def test_the_button_shows_all_once_more_and_changes_nothing() -> None:
    pressed = button("answer_consultation", "summary", "yes")
    assert reader().read(CONFIRMATION, FULL, pressed).values == {CONFIRMATION: None}
    assert reader().read("name", FULL, pressed).kind is ReplyKind.PROBLEM
