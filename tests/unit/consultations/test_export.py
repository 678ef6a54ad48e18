"""What a person gets who asks for what is stored, by themselves and from the office."""

from __future__ import annotations

from typing import Any

import pytest

from bot.consultations.mail_kinds import MailKind
from bot.consultations.people import export_of_person
from bot.consultations.threads.thread_models import MessageKind
from bot.texts import keys

from .conftest import Person

STATES_OF_MAILS = ("pending", "sending", "deferred", "sent", "dead")


@pytest.fixture
def noted(person: Person) -> Person:
    """Return a person about whose request the staff wrote something down."""
    person.access.add_information(person.grant, "Noch etwas", "k")
    person.threads.add_note(person.reference, "Tante der Leiterin rief an.", "kim", "n")
    person.service.note_event(person.reference, "kim", "assigned:kim")
    return person


def of_office(person: Person) -> dict[str, Any]:
    exported: dict[str, Any] = export_of_person(person.store.engine, [person.reference])
    return dict(exported[person.reference])


def test_the_office_gives_everything_and_each_says_what_it_is(noted: Person) -> None:
    data = of_office(noted)
    told = [(message["Art"], message["Text"]) for message in data["Nachrichten"]]
    assert told == [
        ("Nachricht", "Noch etwas"),
        ("interne Notiz der Servicestelle", "Tante der Leiterin rief an."),
    ]
    assert data["E-Mails"][0]["Art"] == "an die Servicestelle: neue Anfrage"
    assert data["E-Mails"][0]["Stand"] == "wird versandt"
    assert "Nicht enthalten" not in data["Erläuterung"]


def test_all_times_are_those_of_german_clocks(noted: Person) -> None:
    data = of_office(noted)
    assert data["Angaben"]["Eingegangen"] == "23.11.2026, 10:00 Uhr"
    lists = (data["Nachrichten"], data["Protokoll"], data["E-Mails"])
    assert {item["Zeitpunkt"] for items in lists for item in items} == {"2026-11-23T10:00:00+01:00"}


def test_nobody_of_the_staff_is_named_and_no_code_is_left(noted: Person) -> None:
    data = of_office(noted)
    assert "kim" not in str(data)
    assert [event["Vorgang"] for event in data["Protokoll"]] == [
        "Anfrage eingegangen",
        "Nachricht der Person",
        "Interne Notiz oder ungeprüfte Mail",
        "Zuständig ist jetzt jemand aus der Servicestelle",
    ]


def test_what_the_office_has_to_read_first_is_only_counted_for_the_person(noted: Person) -> None:
    data = noted.access.export(noted.grant)
    assert [message["Text"] for message in data["Nachrichten"]] == ["Noch etwas"]
    assert "(Anzahl: 1)" in data["Erläuterung"]
    assert "Tante" not in str(data)


def test_every_kind_has_its_words() -> None:
    names = [f"mail_{kind.value}" for kind in MailKind]
    names += [f"mail_{state}" for state in STATES_OF_MAILS]
    names += [f"message_{kind.value}" for kind in MessageKind if kind is not MessageKind.TEXT]
    assert {f"consultations.export_{name}" for name in names} <= keys()
