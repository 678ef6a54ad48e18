"""Checks of a draft: one set of rules for the chat form, the HTML form and the service."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.consultations.mail_address import header_form, is_mail_address
from bot.consultations.models import Channel, ConsultationDraft, ReplyChannel, TranscriptLine
from bot.consultations.phones import is_phone
from bot.consultations.transcripts import clean_transcript

MAX_LENGTH = {
    "topic": 200,
    "description": 4000,
    "organisation": 200,
    "name": 100,
    "email": 254,
    "phone": 40,
    "format": 100,
    "partner_country": 100,
    "period": 100,
    "group": 200,
    "place": 100,
    "wanted_times": 300,
}
"""All text fields of a draft and how many characters each may have."""

# Whoever does not know something yet leaves it out. A pseudonym or no name at all is fine.
_NEEDED = frozenset({"topic"})
_LONG = frozenset({"description", "message"})
_FLAGS = ("wants_visit", "wants_copy", "is_urgent")
_CONVERSATION = re.compile(r"[!-~]{1,200}")
_TOPIC_ID = re.compile(r"[a-z0-9_]{1,100}")


class UnknownFieldError(ValueError):
    """A field is not a text field of the draft."""


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong with a field; ``code`` is English, ``problem_text`` has the German words."""

    field: str
    code: str


def check_field(field: str, raw: object) -> str | FieldProblem:
    """Return the cleaned text of one field, or what is wrong with it.

    Missing input (``None``) counts as empty. All fields but the topic may be empty; that one way
    of contact is needed is a matter of the whole draft.

    Raises:
        UnknownFieldError: ``field`` is not a key of ``MAX_LENGTH``.
    """
    if field not in MAX_LENGTH:
        raise UnknownFieldError(field)
    value = check_text(field, raw, MAX_LENGTH[field])
    if value == "" and field in _NEEDED:
        return FieldProblem(field, "empty")
    if isinstance(value, str) and value and field in _FORM_OF and not _FORM_OF[field](value):
        return FieldProblem(field, "invalid")
    if field == "email" and isinstance(value, str) and value and header_form(value) is None:
        # Who cannot be answered must know before the request is sent.
        return FieldProblem(field, "unwritable")
    return value


def check_text(field: str, raw: object, limit: int) -> str | FieldProblem:
    """Return the cleaned text, or what is wrong with it; only long fields may have lines."""
    if raw is None:
        raw = ""
    if not isinstance(raw, str):
        return FieldProblem(field, "wrong_type")
    if _has_lone_surrogate(raw):
        return FieldProblem(field, "not_text")
    value = _tidy(field, raw)
    if _is_blank(value):
        return ""
    if _has_forbidden_character(field, value):
        return FieldProblem(field, "control_character")
    return FieldProblem(field, "too_long") if len(value) > limit else value


def check_draft(draft: ConsultationDraft) -> list[FieldProblem]:
    """Return everything that is wrong with a draft, in the order of its fields."""
    checked = {field: check_field(field, getattr(draft, field)) for field in MAX_LENGTH}
    problems = [value for value in checked.values() if isinstance(value, FieldProblem)]
    problems += _contact_problems(draft, checked)
    if draft.consent is not True:
        problems.append(FieldProblem("consent", "missing"))
    if not isinstance(draft.channel, Channel):
        problems.append(FieldProblem("channel", "wrong_type"))
    if not _is_topic_id(draft.topic_id):
        problems.append(FieldProblem("topic_id", "invalid"))
    if not _is_transcript(draft.transcript):
        problems.append(FieldProblem("transcript", "wrong_type"))
    problems += [
        FieldProblem(field, "wrong_type")
        for field in _FLAGS
        if not isinstance(getattr(draft, field), bool)
    ]
    if not isinstance(draft.reply_channel, ReplyChannel | None):
        problems.append(FieldProblem("reply_channel", "wrong_type"))
    if not _is_conversation(draft.conversation):
        problems.append(FieldProblem("conversation", "invalid"))
    return problems


def clean_draft(draft: ConsultationDraft) -> ConsultationDraft:
    """Return a draft without problems in the form in which it is stored.

    Raises:
        ValueError: the draft still has problems; call ``check_draft`` first.
    """
    cleaned: dict[str, Any] = {}
    for field in MAX_LENGTH:
        value = check_field(field, getattr(draft, field))
        if isinstance(value, FieldProblem):
            raise ValueError(f"{value.field}: {value.code}")
        cleaned[field] = value
    email, phone = (cleaned.pop(field) or None for field in ("email", "phone"))
    return replace(
        draft,
        **cleaned,
        email=email,
        phone=phone,
        reply_channel=draft.reply_channel or _best_channel(email, phone),
        # Without an address there is nothing to send a copy to.
        wants_copy=draft.wants_copy and email is not None,
        transcript=clean_transcript(draft.transcript),
    )


def _contact_problems(
    draft: ConsultationDraft, checked: dict[str, str | FieldProblem]
) -> list[FieldProblem]:
    if checked["email"] != "" or checked["phone"] != "":
        return []
    if draft.wants_visit is not True:
        return [FieldProblem("contact", "missing")]
    # Who can only be met in person must say when, or nobody ever meets.
    return [FieldProblem("wanted_times", "missing")] if checked["wanted_times"] == "" else []


def _best_channel(email: str | None, phone: str | None) -> ReplyChannel:
    if email is not None:
        return ReplyChannel.EMAIL
    return ReplyChannel.VISIT if phone is None else ReplyChannel.PHONE


def _tidy(field: str, raw: str) -> str:
    value = unicodedata.normalize("NFC", raw).strip()
    if field in _LONG:
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
    if field in _LONG:
        return any(unicodedata.category(char) == "Cc" and char not in "\n\t" for char in value)
    return any(unicodedata.category(char) in {"Cc", "Zl", "Zp"} for char in value)


def _is_topic_id(value: object) -> bool:
    return value is None or (isinstance(value, str) and bool(_TOPIC_ID.fullmatch(value)))


def _is_conversation(value: object) -> bool:
    return value is None or (isinstance(value, str) and bool(_CONVERSATION.fullmatch(value)))


def _is_transcript(value: object) -> bool:
    return isinstance(value, tuple) and all(
        isinstance(line, TranscriptLine) and isinstance(line.text, str) for line in value
    )


_FORM_OF: dict[str, Callable[[str], bool]] = {"email": is_mail_address, "phone": is_phone}
