"""Finding everything that belongs to one person."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.consultations.models import ConsultationDraft
from bot.consultations.people import export_of_person, is_contact_of, references_of_person

from .conftest import Person

Draft = Callable[..., ConsultationDraft]


@pytest.mark.parametrize(
    ("contact", "found"),
    [
        ("KIM@example.org ", ["IJ-2026-0003", "IJ-2026-0002"]),
        ("+49 211 123456", ["IJ-2026-0003"]),
        ("0211/123456", ["IJ-2026-0003"]),
        ("123", []),
        ("", []),
        ("@example.org", []),
        ("%", []),
    ],
)
def test_by_address_or_number(person: Person, draft: Draft, contact: str, found: list[str]) -> None:
    person.service.submit(draft(email="kim@example.org"), "a")
    person.service.submit(draft(email="Kim@example.org", phone="0211 123456"), "b")
    assert sorted(references_of_person(person.store.engine, contact)) == sorted(found)


def test_erased_requests_are_not_found(person: Person) -> None:
    assert references_of_person(person.store.engine, "anfrage@example.org") == [person.reference]
    person.access.erase(person.grant)
    assert references_of_person(person.store.engine, "anfrage@example.org") == []


def test_export_of_all_requests(person: Person, draft: Draft) -> None:
    other = person.service.submit(draft(topic="Zweite"), "b").reference
    data = export_of_person(person.store.engine, [person.reference, other])
    assert data[other]["Angaben"]["Anliegen"] == "Zweite"
    assert set(data) == {person.reference, other}


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("0221 1234567", "+49 221 1234567", True),
        ("+49 (0)221 1234567", "0049 221/123 45 67", True),
        ("49 221 1234567", "0221 1234567", True),
        ("0491 123456", "+49 491 123456", True),
        ("+48 601 234 567", "601234567", True),
        ("0211 12345", "0211/12345", True),
        # Towns whose codes end alike.
        ("0221 1234567", "0231 1234567", False),
        ("0211 123456", "0221 123456", False),
        ("0151 23456789", "0161 23456789", False),
        ("12345", "0211 12345", False),
        ("00000", "0000000", False),
    ],
)
def test_a_number_is_that_of_a_person_with_its_area(one: str, other: str, is_same: bool) -> None:
    assert is_contact_of(one, None, other) is is_same
    assert is_contact_of(other, None, one) is is_same


@pytest.mark.parametrize("contact", ["0211/123456", "+49 171 2345678", "0171 2345678, 0999 99999"])
def test_each_of_two_numbers_leads_to_the_person(contact: str) -> None:
    assert is_contact_of(contact, None, "0211 123456, 0171 2345678")
    assert not is_contact_of(contact, None, "0211 654321")
