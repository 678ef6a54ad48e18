from __future__ import annotations

from datetime import date

import pytest

from bot.consultations.checks import FieldProblem
from bot.intake.request.contact import Contact, read_contact

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("said", "contact"),
    [
        ("kim@example.org", Contact(email="kim@example.org")),
        ("am besten per Mail: kim@example.org.", Contact(email="kim@example.org")),
        ("kim (at) example.org", Contact(email="kim@example.org")),
        ("kim at example punkt org", Contact(email="kim@example.org")),
        ("meine mail ist kim punkt lee ät example.org", Contact(email="kim.lee@example.org")),
        ("lea@müller.example", Contact(email="lea@müller.example")),
        ("0211 123456", Contact(phone="0211 123456")),
        ("Rufen Sie mich an: 0171/1234567", Contact(phone="0171/1234567")),
        ("+48 22 123 45 67", Contact(phone="+48 22 123 45 67")),
        ("12345", Contact(phone="12345")),
        ("vor Ort", Contact(visit=True)),
        ("Ich möchte lieber vorbeikommen", Contact(visit=True)),
        (
            "kim@example.org oder 0211 123456",
            Contact(email="kim@example.org", phone="0211 123456"),
        ),
        ("Termin vor Ort, Tel. 0211 123456", Contact(phone="0211 123456", visit=True)),
    ],
)
def test_ways_of_contact(said: str, contact: Contact) -> None:
    assert read_contact(said, TODAY) == contact
    assert Contact.from_dict(contact.as_dict()) == contact


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("keine ahnung", FieldProblem("contact", "missing")),
        ("", FieldProblem("contact", "missing")),
        ("12", FieldProblem("contact", "missing")),
        ("kim@example", FieldProblem("email", "invalid")),
        ("schreibt an jürgen@müller.example", FieldProblem("email", "unwritable")),
        ("kim@", FieldProblem("email", "invalid")),
        ("=?utf-8?q?x?=@example.org", FieldProblem("email", "invalid")),
        ("12345 oder so ungefähr", FieldProblem("phone", "invalid")),
        ("\x00\x0012345", FieldProblem("phone", "control_character")),
        ("\ud80012345", FieldProblem("phone", "not_text")),
    ],
)
def test_what_is_no_way_of_contact(said: str, problem: FieldProblem) -> None:
    assert read_contact(said, TODAY) == problem


def test_nothing_but_the_address_is_taken() -> None:
    contact = read_contact("a@example.de\r\nBcc: c@example.de", TODAY)
    assert contact == Contact(email="a@example.de")


def test_a_contact_names_nobody_in_a_log() -> None:
    assert repr(Contact("kim@example.org", "0211 123456")) == "Contact(visit=False)"


def test_a_short_number_beside_an_address_is_kept() -> None:
    found = read_contact("max@haus-ahlen.de oder 0151 222333", TODAY)
    assert found == Contact(email="max@haus-ahlen.de", phone="0151 222333")
    assert read_contact("am 01.07.2027, 05 bis 10 Leute, max@haus-ahlen.de", TODAY) == Contact(
        email="max@haus-ahlen.de"
    )


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("ich bin at work. Tel 0171 2345678", "0171 2345678"),
        ("wir sind at home - 0211 123456", "0211 123456"),
        ("kim@example oder 0211 123456", "0211 123456"),
    ],
)
def test_a_number_is_kept_whatever_is_wrong_with_the_address(said: str, number: str) -> None:
    assert read_contact(said, TODAY) == Contact(phone=number)


def test_the_digits_of_a_wrong_address_are_no_number() -> None:
    assert read_contact("01711234567@web", TODAY) == FieldProblem("email", "invalid")
