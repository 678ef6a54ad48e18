"""Finds all requests of one person, so that the office can show or erase them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.engine import Engine

from bot.consultations.database.engine import read_transaction
from bot.consultations.database.rows import found, request_query
from bot.consultations.database.tables import consultation_requests
from bot.consultations.export import export_request
from bot.consultations.phones import numbers_in
from bot.field_values import digits_in

# Fewer digits than that are part of many numbers.
_MIN_PHONE_DIGITS = 5
# Country code and leading zeros are written or left out.
_COMPARED_DIGITS = 8


def references_of_person(engine: Engine, contact: str) -> list[str]:
    """Return the requests with this e-mail address or phone number, newest first.

    Every request is looked at: personal data is in no column that a database could search.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    query = (
        request_query()
        .where(consultation_requests.c.erased_at.is_(None))
        .order_by(consultation_requests.c.received_at.desc())
    )
    with read_transaction(engine) as connection:
        rows = connection.execute(query).all()
    return [row.reference for row in rows if _is_of(row.content, contact)]


def is_searchable(contact: str) -> bool:
    """Tell whether this is an e-mail address or phone number, all that can be searched for."""
    is_number = not any(character.isalpha() for character in contact)
    return "@" in contact or (is_number and len(digits_in(contact)) >= _MIN_PHONE_DIGITS)


def export_of_person(engine: Engine, references: list[str]) -> dict[str, Any]:
    """Return everything stored about these requests by reference, also internal notes.

    Raises:
        UnknownReferenceError: a request does not exist.
        StoreUnavailableError: the database did not answer.
    """
    with read_transaction(engine) as connection:
        return {
            reference: export_request(
                connection, found(connection, reference).uuid, with_internal=True
            )
            for reference in references
        }


def is_contact_of(contact: str, email: str | None, phone: str | None) -> bool:
    """Tell whether an address or number is that of the person with this e-mail and phone."""
    return _is_of({"email": email, "phone": phone}, contact)


def _is_of(content: Any, contact: str) -> bool:
    address, email = contact.strip().casefold(), content.get("email")
    if email is not None and address and email.casefold() == address:
        return True
    return not _ends(contact).isdisjoint(_ends(content.get("phone") or ""))


def _ends(phone: str) -> set[str]:
    """Return the digits by which the numbers of a field are told from others."""
    numbers = map(digits_in, numbers_in(phone))
    return {one[-_COMPARED_DIGITS:] for one in numbers if len(one) >= _MIN_PHONE_DIGITS}
