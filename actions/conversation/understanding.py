"""What the language understanding said about the latest message, read from the tracker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker

from actions import wiring
from actions.conversation.alarm_before import alarm_before
from actions.conversation.messages import earlier_texts, entity_spans, latest_message, message_of
from actions.conversation.once import once
from actions.learned_passages import surely_answers
from bot.dialogue.alarm.alarm_in_talk import heard_in_talk
from bot.dialogue.context import Asked, Context, Heard, only
from bot.dialogue.hints import hinted_aspects, intent_meant, sure_aspects
from bot.dialogue.topics import VISA_TOPIC
from bot.dialogue.wishes.leading_thanks import without_thanks
from bot.dialogue.words import words
from bot.fit.told.reading import Message
from bot.intake.plan.corrections import read_correction
from bot.words.phrases import folded

GERMAN = "de"
CONTEXT_SLOT = "context"
_heard: dict[int, Heard] = {}
_in_talk: dict[int, Mapping[str, Any]] = {}
# A "nein" beside one of these tells what is meant instead.
_NAMES = frozenset({"programme", "country", "format", "region", "group_size", "age", "duration"})
# So few words tell Russian and Ukrainian, or Polish and Spanish, hardly apart.
_SHORT_WORDS = 7
_OTHER_LETTERS = {"ru": "cyrillic", "uk": "cyrillic", "ar": "arabic"}


@dataclass(frozen=True)
class Understanding:
    """The ranker's view of a message; ``candidates`` are topic ids, best first.

    ``is_concerning`` marks what may tell of an emergency although it was not decided to be one,
    ``is_doubtful`` an emergency that hardly sounds like one; ``names_danger`` a word of danger.
    """

    decision: str
    topic: str | None
    intent: str
    candidates: tuple[str, ...]
    is_concerning: bool = False
    is_doubtful: bool = False
    names_danger: bool = False


def understanding_of(tracker: Tracker) -> Understanding:
    """Return what was understood; empty for button payloads, which no component has seen."""
    message = latest_message(tracker)
    raw = _understood(tracker)
    return Understanding(
        decision=raw.get("decision", ""),
        topic=raw.get("topic"),
        intent=_intent(message, raw.get("intent")),
        candidates=tuple(raw.get("candidates", ())),
        is_concerning=bool(raw.get("is_concerning")),
        is_doubtful=bool(raw.get("is_doubtful")),
        names_danger=bool(raw.get("names_danger")),
    )


def heard_from(tracker: Tracker) -> Heard:
    """Return the latest message as understood by itself."""
    return once(_heard, tracker, _read)


def _read(tracker: Tracker) -> Heard:
    message = latest_message(tracker)
    raw = _understood(tracker)
    said = without_thanks(str(message.get("text") or ""))
    understood = message.get("understanding") or {}
    behind = understood.get("in_context") or {}
    asking = tuple((int(start), int(end)) for start, end in understood.get("asking", ()))
    asked = only(said, asking) if asking else said
    held = _held(tracker)
    named = message_of(tracker) if held is None else held
    return Heard(
        text=said,
        decision=raw.get("decision", ""),
        topic=raw.get("topic"),
        topics=tuple(item["topic"] for item in raw.get("ranking", ())),
        lead=float(raw.get("lead", 0.0)),
        programmes=tuple(named.values("programme")),
        countries=tuple(named.values("country")),
        aspects=sure_aspects(asked) or _aspects(message, asking) or hinted_aspects(asked),
        names=entity_spans(tracker, "programme", "country"),
        formats=tuple(named.values("format")),
        is_correction=held is not None,
        standing=None if held is None else held.text,
        taken_back=_taken_back(message_of(tracker), named),
        ranking=_ranking(raw.get("ranking")),
        in_context=_ranking(behind.get("question")),
        after_first=_ranking(behind.get("first")),
        after_last=_ranking(behind.get("last")),
        questions=()
        if held is not None
        else tuple(Asked(**one) for one in raw.get("questions", ())),
        asking=asking,
        aftermath=raw.get("aftermath"),
        goes_on=bool(raw.get("goes_on")),
        earlier=tuple(text for text in earlier_texts(tracker) if not text.startswith("/")),
        is_foreign=foreign_language_of(tracker) is not None,
    )


def _aspects(message: Mapping[str, Any], asking: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Return the aspects named in what a message asks."""
    named = (item for item in message.get("entities") or [] if item.get("entity") == "aspect")
    values = [
        str(item["value"])
        for item in named
        if not asking or any(start <= item.get("start", 0) < end for start, end in asking)
    ]
    return tuple(dict.fromkeys(values))


def _ranking(listed: Any) -> tuple[tuple[str, float], ...]:
    return tuple((str(item["topic"]), float(item["confidence"])) for item in listed or ())


def _understood(tracker: Tracker) -> Mapping[str, Any]:
    """Return what was understood, an emergency only where the conversation lets it be one."""
    return once(_in_talk, tracker, _read_in_talk)


def _read_in_talk(tracker: Tracker) -> Mapping[str, Any]:
    message = latest_message(tracker)
    is_asked = bool((tracker.active_loop or {}).get("name"))
    raw: Mapping[str, Any] = message.get("understanding") or {}
    said = str(message.get("text") or "")
    before = context_of(tracker)
    alarm = alarm_before(tracker, before)
    return heard_in_talk(
        raw,
        said,
        before,
        is_asked=is_asked,
        alarm=alarm,
        is_answered=lambda: _is_answered_above(said, before),
    )


def _is_answered_above(said: str, before: Context | None) -> bool:
    """Say whether the entry that was told last answers a message beyond doubt."""
    topic = None if before is None else before.topic
    entry = wiring.catalogue().get(topic) if topic else None
    return entry is not None and surely_answers(entry, said)


def _held(tracker: Tracker) -> Message | None:
    """Return what holds of a message that corrects an earlier one, None if it is no correction.

    "DFJW statt DPJW, was ist der Unterschied?" compares.
    """
    said = message_of(tracker)
    is_first = not any(text and not text.startswith("/") for text in earlier_texts(tracker))
    if is_first or not words().contrasting.isdisjoint(folded(said.text)):
        return None
    correction = read_correction(said)
    return None if correction is None or correction.value else correction.message


def _taken_back(said: Message, named: Message) -> frozenset[str]:
    """Return the programmes, countries and formats that a message takes back."""
    kinds = ("programme", "country", "format")
    return frozenset(v for kind in kinds for v in said.values(kind)) - frozenset(
        v for kind in kinds for v in named.values(kind)
    )


def _intent(message: Mapping[str, Any], in_talk: str | None) -> str:
    name = str(in_talk or (message.get("intent") or {}).get("name") or "")
    said = str(message.get("text") or "")
    if said.startswith("/"):
        return name
    has_more = any(item.get("entity") in _NAMES for item in message.get("entities") or [])
    return intent_meant(said, name, has_more=has_more)


def asked_of(tracker: Tracker) -> str:
    """Return what the latest message asks: all of it, but of a long one the sentences that ask."""
    heard = heard_from(tracker)
    return " ".join(heard.asked.split()) if heard.asking else heard.text


def topics_of_origin(tracker: Tracker) -> tuple[str, ...]:
    """Return what may be asked about whoever comes from another country, as a message tells."""
    return (VISA_TOPIC,) if message_of(tracker).has("origin") else ()


def context_of(tracker: Tracker) -> Context | None:
    """Return what the conversation was about before the latest message."""
    return Context.from_dict(tracker.get_slot(CONTEXT_SLOT))


def countries_talked_about(tracker: Tracker) -> frozenset[str]:
    """Return the codes of the countries of the latest message and of the talk before it."""
    before = context_of(tracker)
    return frozenset((*heard_from(tracker).countries, *(before.countries if before else ())))


def foreign_language_of(tracker: Tracker) -> str | None:
    """Return the language of the latest message, or None for German.

    A word or two that may be of any language ("ok") go with the message before, and so does a
    short one in another language of the same letters: nobody goes from Russian to Ukrainian.
    """
    message = latest_message(tracker)
    language = message.get("language") or GERMAN
    is_sure = bool(message.get("is_language_sure", True))
    is_short = len(str(message.get("text") or "").split()) <= _SHORT_WORDS
    if not is_sure or (language != GERMAN and is_short):
        before = _language_before(tracker, message)
        if before is not None and (not is_sure or _are_alike(before, language)):
            language = before
    return None if language == GERMAN else str(language)


def _are_alike(one: str, other: str) -> bool:
    """Say whether two foreign languages are written in the same letters."""
    letters = [_OTHER_LETTERS.get(language, "latin") for language in (one, other)]
    return GERMAN not in (one, other) and letters[0] == letters[1]


def _language_before(tracker: Tracker, message: Mapping[str, Any]) -> str | None:
    """Return the language of the last message before this one that told it itself."""
    events = [event for event in tracker.events if event.get("event") == "user"]
    heard = [event.get("parse_data") or {} for event in events]
    if heard and heard[-1].get("text") == message.get("text"):
        heard.pop()
    sure = (earlier for earlier in reversed(heard) if earlier.get("is_language_sure"))
    return next((str(earlier.get("language") or GERMAN) for earlier in sure), None)
