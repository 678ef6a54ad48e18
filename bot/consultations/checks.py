"""Checks of a draft: one set of rules for the chat form, the HTML form and the service."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.consultations.mail_address import is_mail_address
from bot.consultations.models import Channel, ConsultationDraft, TranscriptLine
from bot.consultations.transcripts import clean_transcript

MAX_LENGTH = {
    "topic": 200,
    "description": 4000,
    "organisation": 200,
    "name": 100,
    "email": 254,
    "phone": 40,
}
"""All text fields of a draft and how many characters each may have."""

# A pseudonym or no name at all is fine, and one way to be reached is enough.
_MAY_BE_EMPTY = frozenset({"name", "email", "phone"})
_TOPIC_ID = re.compile(r"[a-z0-9_]{1,100}")
_PHONE = re.compile(r"[0-9+()/ -]+")
_MIN_PHONE_DIGITS, _MAX_PHONE_DIGITS = 5, 20


class UnknownFieldError(ValueError):
    """A field is not a text field of the draft."""


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong with a field; ``code`` is English, ``problem_text`` has the German words."""

    field: str
    code: str


def check_field(field: str, raw: object) -> str | FieldProblem:
    """Return the cleaned text of one field, or what is wrong with it.

    Missing input (``None``) counts as empty. Name, e-mail and phone may be empty; that one of the
    two contact fields is needed is a matter of the whole draft.

    Raises:
        UnknownFieldError: ``field`` is not a key of ``MAX_LENGTH``.
    """
    if field not in MAX_LENGTH:
        raise UnknownFieldError(field)
    if raw is None:
        raw = ""
    if not isinstance(raw, str):
        return FieldProblem(field, "wrong_type")
    if _has_lone_surrogate(raw):
        return FieldProblem(field, "not_text")
    value = _tidy(field, raw)
    if _is_blank(value):
        return "" if field in _MAY_BE_EMPTY else FieldProblem(field, "empty")
    if _has_forbidden_character(field, value):
        return FieldProblem(field, "control_character")
    if len(value) > MAX_LENGTH[field]:
        return FieldProblem(field, "too_long")
    if field in _FORM_OF and not _FORM_OF[field](value):
        return FieldProblem(field, "invalid")
    return value


def check_draft(draft: ConsultationDraft) -> list[FieldProblem]:
    """Return everything that is wrong with a draft, in the order of its fields."""
    checked = {field: check_field(field, getattr(draft, field)) for field in MAX_LENGTH}
    problems = [value for value in checked.values() if isinstance(value, FieldProblem)]
    if checked["email"] == "" and checked["phone"] == "":
        problems.append(FieldProblem("contact", "missing"))
    if draft.consent is not True:
        problems.append(FieldProblem("consent", "missing"))
    if not isinstance(draft.channel, Channel):
        problems.append(FieldProblem("channel", "wrong_type"))
    if not _is_topic_id(draft.topic_id):
        problems.append(FieldProblem("topic_id", "invalid"))
    if not _is_transcript(draft.transcript):
        problems.append(FieldProblem("transcript", "wrong_type"))
    return problems


def clean_draft(draft: ConsultationDraft) -> ConsultationDraft:
    """Return a draft without problems in the form in which it is stored.

    Raises:
        ValueError: the draft still has problems; call ``check_draft`` first.
    """
    cleaned: dict[str, str] = {}
    for field in MAX_LENGTH:
        value = check_field(field, getattr(draft, field))
        if isinstance(value, FieldProblem):
            raise ValueError(f"{value.field}: {value.code}")
        cleaned[field] = value
    return replace(
        draft,
        topic=cleaned["topic"],
        description=cleaned["description"],
        organisation=cleaned["organisation"],
        name=cleaned["name"],
        email=cleaned["email"] or None,
        phone=cleaned["phone"] or None,
        transcript=clean_transcript(draft.transcript),
    )


def _tidy(field: str, raw: str) -> str:
    value = unicodedata.normalize("NFC", raw).strip()
    if field == "description":
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if field == "phone":
        # Numbers copied from web pages hold no-break spaces; a line break still is a mistake.
        return "".join(" " if unicodedata.category(char) == "Zs" else char for char in value)
    return value


def _has_lone_surrogate(value: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in value)


def _is_blank(value: str) -> bool:
    """Tell whether nothing of the text can be seen, as with zero-width characters only."""
    return all(unicodedata.category(char) in {"Cf", "Zs", "Zl", "Zp"} for char in value)


def _has_forbidden_character(field: str, value: str) -> bool:
    if field == "description":
        return any(unicodedata.category(char) == "Cc" and char not in "\n\t" for char in value)
    return any(unicodedata.category(char) in {"Cc", "Zl", "Zp"} for char in value)


def _is_phone(value: str) -> bool:
    digits = sum(char.isdigit() for char in value)
    return bool(_PHONE.fullmatch(value)) and _MIN_PHONE_DIGITS <= digits <= _MAX_PHONE_DIGITS


def _is_topic_id(value: object) -> bool:
    return value is None or (isinstance(value, str) and bool(_TOPIC_ID.fullmatch(value)))


def _is_transcript(value: object) -> bool:
    return isinstance(value, tuple) and all(
        isinstance(line, TranscriptLine) and isinstance(line.text, str) for line in value
    )


_FORM_OF: dict[str, Callable[[str], bool]] = {"email": is_mail_address, "phone": _is_phone}
