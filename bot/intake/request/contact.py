"""The way of contact in an answer: address, number, or the wish to meet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from bot.consultations.checks import FieldProblem, check_field
from bot.consultations.phones import is_mobile, numbers_in, with_corrected
from bot.intake.words import phrases
from bot.privacy.patterns import Kind, find_personal_data
from bot.words.phrases import has_any, spaced

_LEAST_DIGITS = 5
# "0151 222333": shorter than what is taken out of a chat, and meant where a contact is wanted.
_NUMBER = re.compile(r"(?<![\w.+/-])(?:\+[1-9]|0)\d{2,}[ /-]{0,3}\d[\d /-]{2,}\d(?![\w.])")
_LEAST_DIGITS_INSIDE = 8
# How an address is dictated: "anna at example punkt de"; the dot of "bin at work." ends a sentence.
_SPOKEN_AT = re.compile(
    r"(?<=\w)\s+(?:at|ät|klammeraffe)\s+(?=\w+(?:[.-]\w|\s+(?:punkt|dot|minus|bindestrich)\s))",
    re.I,
)
_BRACKETED_AT = re.compile(r"\s*[(\[]at[)\]]\s*", re.I)
# What somebody meant as an address, with all that hangs on it.
_AROUND_AT = re.compile(r"\S*@\S*")
_SPOKEN_SIGNS = {
    ".": re.compile(r"(?<=\w)\s+(?:punkt|dot)\s+(?=\w)", re.I),
    "-": re.compile(r"(?<=\w)\s+(?:minus|bindestrich)\s+(?=\w)", re.I),
    "_": re.compile(r"(?<=\w)\s+unterstrich\s+(?=\w)", re.I),
}


@dataclass(frozen=True)
class Contact:
    """The ways of contact; one is enough."""

    email: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    visit: bool = False

    @property
    def is_known(self) -> bool:
        """Say whether there is any way."""
        return self.visit or self.email is not None or self.phone is not None

    @property
    def is_mail_only(self) -> bool:
        """Say whether nobody has to find a time for a talk."""
        return self.email is not None and self.phone is None and not self.visit

    @property
    def is_visit_only(self) -> bool:
        """Say whether nothing but a wanted time leads to the person."""
        return self.visit and self.email is None and self.phone is None

    def joined_with(self, more: Contact) -> Contact:
        """Return the ways of both; what was told later holds, of two numbers for one of them."""
        phone = more.phone or self.phone
        if more.phone and self.phone:
            phone = with_corrected(self.phone, more.phone)
        return Contact(more.email or self.email, phone, self.visit or more.visit)

    def without(self, way: str) -> Contact:
        """Return the contact without ``phone`` or ``email``; of two numbers without one of them.

        That is the ``mobile`` or the ``landline``; a single number is dropped whatever it is.
        """
        if way == "email":
            return replace(self, email=None)
        numbers = numbers_in(self.phone or "")
        is_one_of = way in ("mobile", "landline") and len(numbers) > 1
        left = [one for one in numbers if is_one_of and is_mobile(one) is (way == "landline")]
        return replace(self, phone=", ".join(left) or None)

    def as_dict(self) -> dict[str, Any]:
        """Return a form that can be kept in a conversation."""
        return asdict(self)

    @staticmethod
    def from_dict(kept: Mapping[str, Any] | None) -> Contact:
        """Return the contact that :meth:`as_dict` described; nothing is known without one."""
        return Contact() if not kept else Contact(**kept)


def corrected_contact(before: Contact, now: Contact) -> Contact:
    """Return the contact after a correction: a number that was wrong leaves the address as it is.

    What was not known before takes the place of all: "nein, lieber 0211 123456".
    """
    is_same_way = (now.email and before.email) or (now.phone and before.phone)
    return before.joined_with(now) if is_same_way else now


def read_contact(said: str, today: date) -> Contact | FieldProblem:
    """Return the ways of contact in an answer, or what is wrong with it."""
    wants_visit = has_any(spaced(said), phrases("visit"))
    said = written(said)
    contact = replace(found_contact(said, today), visit=wants_visit)
    if contact.email is None and "@" in said:
        # One way is enough; digits of the address itself are no number.
        phone = found_contact(_AROUND_AT.sub(" ", said), today).phone
        if phone is not None:
            return Contact(phone=phone, visit=wants_visit)
        return _problem_of_mail(said, today) or FieldProblem("email", "invalid")
    if contact.is_known:
        return contact
    return _whole_number(said)


def found_contact(said: str, today: date) -> Contact:
    """Return the addresses and numbers that stand in any text."""
    contact = Contact()
    for start, end in contact_spans(said, today):
        found = said[start:end]
        contact = (
            _with_mail(contact, found)
            if _is_mail(found)
            else replace(contact, phone=contact.phone or found)
        )
    return contact


def found_contacts(said: str, today: date) -> list[str]:
    """Return every address and number that stands in a text, as the fields hold them."""
    found = (said[start:end] for start, end in contact_spans(said, today))
    read = [(_with_mail(Contact(), one).email if _is_mail(one) else one.strip()) for one in found]
    return list(dict.fromkeys(filter(None, read)))


def contact_spans(said: str, today: date) -> list[tuple[int, int]]:
    """Return where addresses and numbers stand, as pairs of offsets."""
    found = find_personal_data(said, today)
    spans = [(f.start, f.end) for f in found if f.kind in (Kind.EMAIL, Kind.PHONE)]
    taken = [(f.start, f.end) for f in found]
    for match in _NUMBER.finditer(said):
        is_new = all(match.end() <= start or end <= match.start() for start, end in taken)
        if is_new and sum(map(str.isdigit, match[0])) >= _LEAST_DIGITS_INSIDE:
            spans.append(match.span())
    return sorted(spans)


def contact_like(said: str) -> bool:
    """Say whether a text looks like an address or a number, right or wrong."""
    return "@" in written(said) or sum(char.isdigit() for char in said) >= _LEAST_DIGITS


def written(said: str) -> str:
    """Return a text with a dictated address as it is written; any other text as it is."""
    said = _BRACKETED_AT.sub("@", said)
    if not _SPOKEN_AT.search(said):
        return said
    said = _SPOKEN_AT.sub("@", said)
    for sign, spoken in _SPOKEN_SIGNS.items():
        said = spoken.sub(sign, said)
    return said


def _problem_of_mail(said: str, today: date) -> FieldProblem | None:
    """Return what is wrong with the first address in a text."""
    found = (said[start:end] for start, end in contact_spans(said, today))
    checked = (check_field("email", _plain_address(one)) for one in found if _is_mail(one))
    return next((one for one in checked if isinstance(one, FieldProblem)), None)


def _with_mail(contact: Contact, found: str) -> Contact:
    value = check_field("email", _plain_address(found))
    return replace(contact, email=contact.email or value) if isinstance(value, str) else contact


def _whole_number(said: str) -> Contact | FieldProblem:
    """Read an answer that is a number and nothing else, of whatever country and length."""
    if sum(char.isdigit() for char in said) < _LEAST_DIGITS:
        return FieldProblem("contact", "missing")
    value = check_field("phone", said)
    return value if isinstance(value, FieldProblem) else Contact(phone=value)


def _plain_address(found: str) -> str:
    for bracketed in ("(at)", "[at]"):
        place = found.lower().replace(" ", "").find(bracketed)
        if place >= 0:
            joined = found.replace(" ", "")
            return f"{joined[:place]}@{joined[place + len(bracketed) :]}"
    return found


def _is_mail(found: str) -> bool:
    return any(char.isalpha() for char in found)
