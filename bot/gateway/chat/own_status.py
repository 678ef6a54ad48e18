"""The state of a request, told in the chat to whoever knows its PIN.

The PIN is read from the message here, before anything is stored or passed on.
"""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.channels.messages import BotMessage
from bot.clock import day_in_germany
from bot.consultations.access import PersonAccess, RequestStatus
from bot.consultations.errors import (
    AccessDeniedError,
    StoreUnavailableError,
    TooManyAttemptsError,
    UnknownReferenceError,
)
from bot.consultations.keys.references import find_references, without_references
from bot.consultations.threads.thread_models import Author, ThreadMessage
from bot.deadlines.shown.wording import german_date
from bot.gateway.chat.open_question import ASKS, PIN
from bot.intake.own_request import own_request_card, own_request_url
from bot.knowledge.shown.fact_cards import FactSection, fact_item
from bot.texts import text

logger = logging.getLogger(__name__)

_PIN = re.compile(r"(?<![\w,+/-])(?:[0-9][ -]?){7}[0-9](?![\w/-])")
# A number alone is a PIN only when it was asked for and nothing much stands around it.
_LONGEST_ANSWER = 40


@dataclass(frozen=True)
class OwnStatus:
    """What to show now, what may be kept of it, and what the person said besides the PIN."""

    shown: BotMessage = field(repr=False)
    kept: BotMessage = field(repr=False)
    rest: str = field(repr=False)


class Access:
    """Reads references and PINs in messages."""

    def __init__(self, access: PersonAccess, site: str, today: Callable[[], date]) -> None:
        """Use the same door as the page; ``today`` is the day where the office is."""
        self._access = access
        self._site = site
        self._today = today

    def read(self, said: str, asked: str | None) -> OwnStatus | None:
        """Return what to answer to a PIN; None if the message holds none.

        ``asked`` is the reference whose PIN was asked for.
        """
        named = find_references(said)
        found = _PIN.search(without_references(said))
        if found is None or not (named or (asked and len(said) <= _LONGEST_ANSWER)):
            return None
        reference = named[0] if named else str(asked)
        rest = said[: found.start()] + text("privacy.mask_pin") + said[found.end() :]
        try:
            status = self._access.status(reference, found[0])
        except TooManyAttemptsError as error:
            wait = text("gateway.own_wait", minutes=math.ceil(error.seconds / 60))
            return _same(self._again(reference, wait), rest)
        except (AccessDeniedError, UnknownReferenceError):
            return _same(self._again(reference, text("gateway.own_denied")), rest)
        except StoreUnavailableError as error:
            logger.error("a request could not be shown: %s", type(error).__name__)
            return _same(BotMessage(text("gateway.own_unavailable")), rest)
        kept = own_request_card(reference, self._site)
        kept = {**kept, "intro": text("gateway.status_was_shown")}
        return OwnStatus(BotMessage(card=self._card(status)), BotMessage(card=kept), rest)

    def _again(self, reference: str, problem: str) -> BotMessage:
        card = own_request_card(reference, self._site)
        return BotMessage(card={**card, "intro": problem, ASKS: PIN})

    def _card(self, status: RequestStatus) -> dict[str, Any]:
        request = status.request
        card = own_request_card(request.reference, self._site)
        if request.is_erased:
            return {**card, "intro": text("gateway.status_erased")}
        is_settled = request.settled_at is not None
        rows = [("state", text(f"consultations.state_{request.state.value}"))]
        if not is_settled and request.answer_by >= self._today():
            rows.append(("answer_by", german_date(request.answer_by)))
        if status.kept_until is not None:
            rows.append(("kept_until", german_date(status.kept_until)))
        sections = [_section(None, [(_label(name), value) for name, value in rows])]
        answers = [m for m in status.messages if m.author is Author.OFFICE]
        if answers:
            title = text("gateway.status_answers")
            sections.append(_section(title, [(_day(m), m.text) for m in answers]))
        return {
            **card,
            "intro": text("gateway.status_intro"),
            "sections": sections,
            "links": [
                {
                    "title": text("gateway.status_more"),
                    "url": own_request_url(request.reference, self._site),
                }
            ],
        }


def _same(message: BotMessage, rest: str) -> OwnStatus:
    return OwnStatus(message, message, rest)


def _section(title: str | None, rows: list[tuple[str, str]]) -> FactSection:
    return {"title": title, "items": [fact_item(value, label=label) for label, value in rows]}


def _label(name: str) -> str:
    return text(f"gateway.status_label_{name}")


def _day(message: ThreadMessage) -> str:
    return german_date(day_in_germany(message.created_at))
