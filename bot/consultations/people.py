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
# Fewer digits than that are no whole number: two towns have it each.
_MIN_WHOLE_DIGITS = 8
_GERMANY = "49"


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
    known = _national(content.get("phone") or "")
    return any(_is_same_number(one, other) for one in _national(contact) for other in known)


def _national(phone: str) -> list[str]:
    """Return the digits of the numbers of a field without Germany's code and leading zeros."""
    found = []
    for number in numbers_in(phone):
        digits = digits_in(number)
        if len(digits) < _MIN_PHONE_DIGITS:
            continue
        if number.startswith("+") or digits.startswith("00"):
            digits = digits.lstrip("0").removeprefix(_GERMANY)
        found.append(digits.lstrip("0"))
    return [digits for digits in found if digits]


def _is_same_number(one: str, other: str) -> bool:
    """Say whether two numbers are the same, also where one lacks the code of its country."""
    shorter, longer = sorted((one, other), key=len)
    is_whole = len(shorter) >= _MIN_WHOLE_DIGITS
    return shorter == longer or (is_whole and longer.endswith(shorter))
