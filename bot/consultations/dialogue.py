"""How an answer in the chat form is read: value, problem, side question, change or cancel.

Pure rules without Rasa. The chat asks one field at a time; ``contact`` stands for e-mail or phone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot.consultations.checks import FieldProblem, check_field

TEXT_FIELDS = ("topic", "description", "organisation", "name", "contact")
YES_NO_FIELDS = ("consent", "confirmation")

_SIDE_TOPIC_FIELDS = frozenset({"organisation", "name", "contact"})
_MIN_PHONE_DIGITS = 5


class ReplyKind(Enum):
    """What an answer is."""

    VALUE = "value"
    PROBLEM = "problem"
    YES = "yes"
    NO = "no"
    CHANGE = "change"
    CANCEL = "cancel"
    SIDE_QUESTION = "side_question"


@dataclass(frozen=True)
class Heard:
    """The message: its text and what the language understanding made of it.

    ``field`` is set when a button asked to change that field.
    """

    text: str
    intent: str
    decision: str
    field: str | None = None


@dataclass(frozen=True)
class Reply:
    """The reading: ``value`` for values and fields to change, ``problem`` for what is wrong."""

    kind: ReplyKind
    value: str = ""
    problem: FieldProblem | None = None


def read_reply(field: str, heard: Heard) -> Reply:
    """Read the answer to the question for ``field``."""
    if heard.intent == "stop":
        return Reply(ReplyKind.CANCEL)
    if heard.decision == "emergency":
        return Reply(ReplyKind.SIDE_QUESTION)
    if heard.intent == "change_field":
        known = heard.field in TEXT_FIELDS
        return (
            Reply(ReplyKind.CHANGE, heard.field or "") if known else Reply(ReplyKind.SIDE_QUESTION)
        )
    if heard.text.startswith("/"):
        return _read_button(field, heard)
    if field in YES_NO_FIELDS:
        return _read_yes_no(field, heard)
    if field in _SIDE_TOPIC_FIELDS and _is_side_question(field, heard):
        return Reply(ReplyKind.SIDE_QUESTION)
    return read_value(field, heard.text)


def read_value(field: str, text: str) -> Reply:
    """Check a text for ``field``; a contact may be an e-mail address or a phone number."""
    if field == "contact":
        kind = "email" if "@" in text else "phone"
        checked = check_field(kind, text)
        if checked == "":
            return Reply(ReplyKind.PROBLEM, problem=FieldProblem("contact", "missing"))
    else:
        checked = check_field(field, text)
    if isinstance(checked, FieldProblem):
        return Reply(ReplyKind.PROBLEM, problem=checked)
    return Reply(ReplyKind.VALUE, checked)


def split_contact(contact: str) -> tuple[str | None, str | None]:
    """Return a checked contact as (e-mail, phone); one of them is None."""
    return (contact, None) if "@" in contact else (None, contact)


def _read_button(field: str, heard: Heard) -> Reply:
    if field in YES_NO_FIELDS and heard.intent in ("affirm", "deny"):
        return Reply(ReplyKind.YES if heard.intent == "affirm" else ReplyKind.NO)
    # Any other button belongs to an older message: its own rule answers it.
    return Reply(ReplyKind.SIDE_QUESTION)


def _read_yes_no(field: str, heard: Heard) -> Reply:
    if heard.intent == "affirm":
        return Reply(ReplyKind.YES)
    if heard.intent == "deny":
        return Reply(ReplyKind.NO)
    if heard.decision in (
        "answer",
        "act",
        "handover",
        "smalltalk",
    ) and heard.text.rstrip().endswith("?"):
        return Reply(ReplyKind.SIDE_QUESTION)
    return Reply(ReplyKind.PROBLEM, problem=FieldProblem(field, "unclear"))


def _is_side_question(field: str, heard: Heard) -> bool:
    if field == "contact":
        digits = sum(char.isdigit() for char in heard.text)
        if "@" in heard.text or digits >= _MIN_PHONE_DIGITS:
            return False
    is_question = heard.text.rstrip().endswith("?")
    return is_question and heard.decision in ("answer", "act", "handover", "smalltalk")
