"""What a conversation is about: the little that a follow-up question leaves unsaid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

EMERGENCY = "emergency"
"""The decision to help at once."""

# After small talk or a question back, the conversation is still about what it was about before.
_LASTING = ("answer", "act", "handover", EMERGENCY)
_ASKED_BACK = "clarify"
UNSURE = (_ASKED_BACK, "fallback")
"""The decisions on a message without a clear topic of its own: to ask back, or to give up."""
CLEAR_LEAD = 0.25
"""So far ahead of all others, the first topic of a message is a subject of its own.

Alone, a message is answered with less (bot/nlu/decision.py); behind another one, a small lead says
little against what was talked about.
"""
NO_QUESTIONS = ("meta_", "notfall_", "oos_")
"""What the topics begin with that are no question somebody can have asked about the subject."""
# Topics that are no entry to read but a list to look up.
_ACTED_ON = ("fristen_ueberblick", "veranstaltungen_termine")


def only(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text with nothing but spaces outside of some spans; places stay as they are."""
    kept = [" "] * len(text)
    for start, end in spans:
        kept[start:end] = text[start:end]
    return "".join(kept)


@dataclass(frozen=True)
class Context:
    """The last topic, what was done about it, and the names that still hold.

    ``decision`` is one of answer, act, handover and emergency; ``programmes`` are programme ids,
    ``countries`` ISO 3166 codes, ``place`` is the id of the place in NRW that the person named
    (``faq/orte.yml``). ``aspects`` are what was asked about a programme, ``wish`` is the kind of
    exact answer that was given last (bot.dialogue.exact.wish), or what was wanted of deadlines
    (bot.deadlines.asked.asking). ``selection`` holds the filters of the deadlines shown last, as
    the query of an address. The place holds longer than the topic: whoever sets a new context keeps
    it. ``is_left`` tells of an emergency from which a request was begun, ``is_guess`` that the
    topic was only asked back about, ``has_rivals`` that it was hardly the nearest then.
    ``is_doubtful`` tells of an emergency that hardly sounded like one, ``former`` what was talked
    about before an emergency.
    """

    topic: str
    decision: str
    programmes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    place: str | None = None
    aspects: tuple[str, ...] = ()
    wish: str | None = None
    selection: str = ""
    is_left: bool = False
    is_guess: bool = False
    has_rivals: bool = False
    is_doubtful: bool = False
    former: Context | None = None

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
            is_left=bool(stored.get("is_left")),
            is_guess=bool(stored.get("is_guess")),
            has_rivals=bool(stored.get("has_rivals")),
            is_doubtful=bool(stored.get("is_doubtful")),
            former=Context.from_dict(stored.get("former")),
        )


@dataclass(frozen=True)
class Asked:
    """One of several questions of a message: its words, and what it means by itself."""

    text: str
    decision: str
    topic: str | None
    lead: float


@dataclass(frozen=True)
class Heard:
    """A message as understood by itself; ``topics`` are the nearest ones, best first.

    ``names`` are the character spans of programmes and countries, ``filters`` those of times, ways
    and formats; ``lead`` tells how far the first topic is ahead of the second. ``names_day`` is set
    where it names the first day of a journey, ``is_for_deadlines`` where it asks for deadlines
    beyond doubt, ``asks_in_time`` where it asks whether there is still time to apply,
    ``asks_if_sure`` where all it asks is which of the days told are certain,
    ``doubts_day`` where it asks back whether a day is one of a deadline, ``is_lone_day`` where a
    day is all it says, or whether that still holds, ``tells_journeys`` where it tells several and
    asks nothing, ``asks_for_one`` where it asks for one deadline and not for all,
    ``asks_time_left`` where "noch Zeit?" is about all it says beside what for. ``dates`` are the
    spans of times alone, ``deadlines`` those of words for deadlines. Of a correction
    (``is_correction``), only ``standing`` holds from now on, and programmes, countries and formats
    are those in it; ``taken_back`` are the others.
    ``ranking`` lists the topics of the message alone, ``in_context`` behind the question that was
    answered, ``after_first`` and ``after_last`` behind what the person wrote first and last.
    ``questions`` are those of a message that asks more than one, ``asking`` the spans of what a
    long one asks (bot.nlu.message.asking). ``aftermath`` is the answer to what is asked after the
    numbers of an emergency (bot.dialogue.alarm.aftermath), ``goes_on`` tells of an emergency that
    names no danger after another one. ``earlier`` is what the person wrote before, oldest first.
    ``is_foreign`` tells of a message in another language than German.
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
    is_correction: bool = False
    standing: str | None = None
    taken_back: frozenset[str] = frozenset()
    dates: tuple[tuple[int, int], ...] = ()
    deadlines: tuple[tuple[int, int], ...] = ()
    asks_in_time: bool = False
    asks_if_sure: bool = False
    doubts_day: bool = False
    is_lone_day: bool = False
    tells_journeys: bool = False
    asks_for_one: bool = False
    asks_time_left: bool = False
    named_topics: tuple[str, ...] = ()
    ranking: tuple[tuple[str, float], ...] = ()
    in_context: tuple[tuple[str, float], ...] = ()
    after_first: tuple[tuple[str, float], ...] = ()
    after_last: tuple[tuple[str, float], ...] = ()
    questions: tuple[Asked, ...] = ()
    asking: tuple[tuple[int, int], ...] = ()
    aftermath: str | None = None
    goes_on: bool = False
    earlier: tuple[str, ...] = ()
    is_foreign: bool = False

    @property
    def is_clear(self) -> bool:
        """Say whether the message has a subject of its own, whatever was talked about."""
        return self.lead >= CLEAR_LEAD

    @property
    def asked(self) -> str:
        """Return the message, of a long one what it asks: spaces stand for its story.

        "Zum Glück war es nicht zu spät. … Wer haftet?" asks for no deadline.
        """
        return only(self.text, self.asking) if self.asking else self.text

    @property
    def held(self) -> str:
        """Return what of the message holds: all of it, but in a correction."""
        return self.text if self.standing is None else self.standing


@dataclass(frozen=True)
class Meant:
    """A message as meant in its conversation; ``is_follow_up`` if the context decided.

    ``is_proposed`` marks an answer that was shown although it is not sure that it is meant,
    ``is_plain`` what the words themselves tell, whatever else may sound like it.
    """

    decision: str
    topic: str | None
    programmes: tuple[str, ...]
    countries: tuple[str, ...]
    is_follow_up: bool = False
    is_proposed: bool = False
    is_plain: bool = False

    @property
    def context(self) -> Context | None:
        """Return what the next message may leave unsaid."""
        if self.topic is None or self.decision not in (*_LASTING, _ASKED_BACK):
            return None
        if self.decision == _ASKED_BACK and self.topic.startswith(NO_QUESTIONS):
            return None
        # Whoever goes on asking after "Meinten Sie …?" most likely meant the nearest.
        nearest = "act" if self.topic in _ACTED_ON else "answer"
        decision = nearest if self.decision == _ASKED_BACK else self.decision
        return Context(
            self.topic,
            decision,
            self.programmes,
            self.countries,
            is_guess=self.decision == _ASKED_BACK,
        )
