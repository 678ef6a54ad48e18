"""What a conversation is about: the little that a follow-up question leaves unsaid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

# After small talk or a question back, the conversation is still about what it was about before.
_LASTING = ("answer", "act", "handover", "emergency")


@dataclass(frozen=True)
class Context:
    """The last topic, what was done about it, and the names that still hold.

    ``decision`` is one of answer, act, handover and emergency; ``programmes`` are programme ids,
    ``countries`` ISO 3166 codes, ``place`` is the id of the place in NRW that the person named
    (``faq/orte.yml``). ``aspects`` are what was asked about a programme, ``wish`` is the kind of
    exact answer that was given last (bot.dialogue.wish), or what was wanted of deadlines
    (bot.deadlines.asking). ``selection`` holds the filters of the deadlines shown last, as the
    query of an address. The place holds longer than the topic: whoever sets a new context keeps it.
    """

    topic: str
    decision: str
    programmes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    place: str | None = None
    aspects: tuple[str, ...] = ()
    wish: str | None = None
    selection: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return a form that can be stored in a conversation."""
        return asdict(self)

    @staticmethod
    def from_dict(stored: Mapping[str, Any] | None) -> Context | None:
        """Return the context that :meth:`as_dict` described, or None where there is none."""
        if not stored or not stored.get("topic"):
            return None
        return Context(
            topic=str(stored["topic"]),
            decision=str(stored.get("decision", "answer")),
            programmes=tuple(stored.get("programmes", ())),
            countries=tuple(stored.get("countries", ())),
            # Conversations from before places were known have none.
            place=str(stored["place"]) if stored.get("place") else None,
            aspects=tuple(stored.get("aspects", ())),
            wish=stored.get("wish"),
            selection=str(stored.get("selection") or ""),
        )


@dataclass(frozen=True)
class Heard:
    """A message as understood by itself; ``topics`` are the nearest ones, best first.

    ``names`` are the character spans of programmes and countries, ``filters`` those of times, ways
    and formats; ``lead`` tells how far the first topic is ahead of the second. ``names_day`` is set
    where it names the first day of a journey, ``is_for_deadlines`` where it asks for deadlines
    beyond doubt.
    """

    text: str
    decision: str
    topic: str | None
    topics: tuple[str, ...] = ()
    lead: float = 0.0
    programmes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    names: tuple[tuple[int, int], ...] = ()
    filters: tuple[tuple[int, int], ...] = ()
    names_day: bool = False
    is_for_deadlines: bool = False
    formats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Meant:
    """A message as meant in its conversation; ``is_follow_up`` if the context decided."""

    decision: str
    topic: str | None
    programmes: tuple[str, ...]
    countries: tuple[str, ...]
    is_follow_up: bool = False

    @property
    def context(self) -> Context | None:
        """Return what the next message may leave unsaid."""
        if self.topic is None or self.decision not in (*_LASTING, "clarify"):
            return None
        # Whoever goes on asking after "Meinten Sie …?" most likely meant the nearest.
        decision = "answer" if self.decision == "clarify" else self.decision
        return Context(self.topic, decision, self.programmes, self.countries)
