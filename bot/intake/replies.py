"""What is heard while the chat takes down a request, and what it turns out to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from bot.consultations.checks import FieldProblem
from bot.fit.told.reading import Message

ANSWER_INTENT, WHY_INTENT, CHANGE_INTENT = "answer_consultation", "explain_field", "change_field"
REST = "rest"
"""The field of the button that leaves open all that is not known about the journey."""

KEEP = "keep"
"""The field of the button that leaves an answer as it was."""

RESUME = "resume"
"""The field of the button that goes on with the open question after an alarm."""


class ReplyKind(Enum):
    """What a message is."""

    VALUES = "values"
    PROBLEM = "problem"
    WHY = "why"
    SEND = "send"
    NO = "no"
    CHANGE = "change"
    CANCEL = "cancel"
    SIDE_QUESTION = "side_question"
    ASIDE = "aside"
    ENOUGH = "enough"


@dataclass(frozen=True)
class Heard:
    """A message and what the language understanding made of it.

    ``field`` and ``value`` are those of a button of the form; ``is_puzzled`` tells that the
    question was not understood, ``is_bare_wish`` that advice is wanted and nothing else is said,
    ``is_after_aside`` that something else was answered since the open question was asked first.
    ``aside`` is what an unclear message may ask about the request itself (``meant.yml``),
    ``is_aside_sure`` that it surely does.
    """

    message: Message
    intent: str
    decision: str
    field: str | None = None
    value: str | None = None
    topic: str = ""
    is_puzzled: bool = False
    is_bare_wish: bool = False
    is_after_aside: bool = False
    aside: str = ""
    is_aside_sure: bool = False

    @property
    def text(self) -> str:
        """Return what was written."""
        return self.message.text


@dataclass(frozen=True)
class Reply:
    """The reading: ``values`` by field, ``field`` that is to be asked (again) or explained.

    Of an ``ASIDE`` it is what is asked about the request itself. ``ENOUGH`` leaves open all that is
    not needed.
    """

    kind: ReplyKind
    values: Mapping[str, Any] = field(default_factory=dict, repr=False)
    field: str = ""
    problem: FieldProblem | None = None


def as_reply(
    name: str, value: str | FieldProblem, others: Mapping[str, Any] | None = None
) -> Reply:
    """Return the value of a field, beside ``others``, or what is wrong with it."""
    if isinstance(value, FieldProblem):
        return Reply(ReplyKind.PROBLEM, problem=value)
    return Reply(ReplyKind.VALUES, {**(others or {}), name: value})
