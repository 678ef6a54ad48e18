"""What answers are made of, and what an answer leaves behind."""

from __future__ import annotations

from dataclasses import dataclass

from rasa_sdk.events import EventType

from actions import _wiring
from bot.deadlines.book import LiveBook
from bot.knowledge.catalogue import Catalogue


@dataclass(frozen=True)
class Knowledge:
    """What answers are made of."""

    catalogue: Catalogue
    book: LiveBook

    @staticmethod
    def shared() -> Knowledge:
        """Return the knowledge that all actions share."""
        return Knowledge(_wiring.catalogue(), _wiring.deadlines())


@dataclass(frozen=True)
class Uttered:
    """Events to return, and whether the answer ends with the offer of a consultation."""

    events: list[EventType]
    offers_consultation: bool = False
