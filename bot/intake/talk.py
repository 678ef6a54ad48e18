"""The part of the talk that is sent along: what stood before the request or was asked beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timezone
from itertools import takewhile
from typing import Any

from bot.clock import day_in_germany
from bot.consultations.models import Speaker, TranscriptLine, TranscriptSource
from bot.dialogue.topics import UNCLEAR_TOPIC
from bot.intake.request.sheet import FORM
from bot.intake.wishes.extract import MOST_LINES
from bot.intake.wishes.opening import field_text, is_all_known, is_bare_opening
from bot.knowledge.files.blocks import to_plain_text
from bot.privacy.masking import mask
from bot.texts import text

_LONGEST_ANSWER = 400
_FORM_KEY = "consultation_key"
_FORM_BEGIN = "utter_consultation_intro"
# "Abbrechen", "danke" and "alles richtig?" ask nothing of the matter.
_NO_QUESTIONS = frozenset({"stop", "smalltalk"})
_UNCLEAR = frozenset({None, UNCLEAR_TOPIC})
_SECRET_CARDS = frozenset({"summary", "receipt", "contact"})


def talk_of(events: Iterable[Mapping[str, Any]]) -> list[TranscriptLine]:
    """Return the last ``MOST_LINES`` lines before this request began, and those beside it.

    ``events`` are those of Rasa's tracker. Chosen buttons are left out: the answer to them names
    the question. The assistant's lines are shortened, with their sources. Of the form itself only
    what is asked beside it counts: "14 Leute, einer im Rollstuhl, geht das?" stands in no field.
    A line keeps its number, by which it may be struck, however much is still asked.
    """
    lines: list[TranscriptLine] = []
    begun: int | None = None
    is_form = False
    opening: int | None = None
    since = _since_receipt(list(events))
    beside = _beside_form(since)
    for place, event in enumerate(since):
        if event.get("event") == "slot" and event.get("name") == _FORM_KEY:
            is_form = bool(event.get("value"))
            begun = len(lines)
        elif _begins_form(event):
            is_form = True
            if opening is not None and _adds_nothing(lines[opening].text, since[place:]):
                # With what the assistant said to it.
                del lines[opening:]
                opening = None
        line = None if is_form and place not in beside else _line(event)
        if event.get("event") == "user":
            # A button has no line: whatever stands above it was not said to begin the form.
            opening = None if line is None else len(lines)
        if line is not None:
            lines.append(line)
    lead = sum(1 for _ in takewhile(lambda line: line.speaker is Speaker.ASSISTANT, lines))
    end = len(lines) if begun is None or not is_form else begun
    return lines[max(lead, end - MOST_LINES) :]


def _since_receipt(events: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Return the events since the last request: what was sent is not sent along with another."""
    places = [at for at, event in enumerate(events) if _card(event).get("card") == "receipt"]
    return events[places[-1] :] if places else events


def _beside_form(events: Sequence[Mapping[str, Any]]) -> frozenset[int]:
    """Return the places of what is asked beside the form, and of the answers to it."""
    found: set[int] = set()
    asked, is_beside = 0, False
    for place, event in enumerate(events):
        kind = event.get("event")
        if kind == "user":
            asked, is_beside = place, False
        elif kind == "action_execution_rejected" and event.get("name") == FORM:
            is_beside = _is_of_matter(events[asked])
            found |= {asked} if is_beside else set()
        elif kind == "action" and event.get("name") == FORM:
            is_beside = False
        elif kind == "bot" and is_beside and not _is_noted(event):
            found.add(place)
    return frozenset(found)


def _is_noted(event: Mapping[str, Any]) -> bool:
    """Say whether it was only told what was noted: that stands in its fields."""
    return str(event.get("text") or "").startswith(text("intake.noted", values="").strip())


def _is_of_matter(event: Mapping[str, Any]) -> bool:
    parsed: Mapping[str, Any] = event.get("parse_data") or {}
    intent = (parsed.get("intent") or {}).get("name")
    topic = (parsed.get("understanding") or {}).get("topic")
    is_asked = intent not in _NO_QUESTIONS and topic not in _UNCLEAR
    return is_asked and not is_bare_opening(str(event.get("text") or ""))


def _begins_form(event: Mapping[str, Any]) -> bool:
    return bool((event.get("metadata") or {}).get("utter_action") == _FORM_BEGIN)


def _adds_nothing(said: str, events: Iterable[Mapping[str, Any]]) -> bool:
    """Say whether the message that begins the form only wants it, or stands in its fields now.

    ``events`` begin with the form; what it takes over from its opening is sent as a field already.
    """
    before_answer = takewhile(lambda event: event.get("event") != "user", events)
    told = filter(None, map(field_text, before_answer))
    return is_bare_opening(said) or is_all_known(said, told)


def _card(event: Mapping[str, Any]) -> Mapping[str, Any]:
    card: Mapping[str, Any] = (event.get("data") or {}).get("custom") or {}
    return card


def _line(event: Mapping[str, Any]) -> TranscriptLine | None:
    said = str(event.get("text") or "").strip()
    if event.get("event") == "user":
        is_button = not said or said.startswith("/")
        # Whoever told how to be reached finds that in a field of its own.
        day = datetime.fromtimestamp(event.get("timestamp") or 0, timezone.utc)
        kept = mask(said, day_in_germany(day)).text
        return None if is_button else TranscriptLine(Speaker.PERSON, kept)
    if event.get("event") != "bot":
        return None
    card = _card(event)
    if card.get("card") in _SECRET_CARDS:
        return None
    said = _shortened(card_text(card) or said)
    return TranscriptLine(Speaker.ASSISTANT, said, tuple(_sources(card))) if said else None


def card_text(card: Mapping[str, Any]) -> str:
    """Return what a card says, as far as the office needs it to know what was told."""
    kind = card.get("card")
    if kind == "answer":
        return f"{card['question']}\n{to_plain_text(card['answer'])}"
    if kind == "deadlines":
        told = (f"{item['programme']}: {item['when']}" for item in card["items"])
        return "\n".join([str(card["intro"]), *told])
    if kind == "facts":
        items = [item for section in card["sections"] for item in section["items"]]
        told = (": ".join(filter(None, (item["label"], item["text"]))) for item in items)
        return "\n".join([str(card["title"]), *told])
    return str(card.get("title") or card.get("text") or "")


def _sources(card: Mapping[str, Any]) -> Iterable[TranscriptSource]:
    items = [*card.get("items", ()), *(i for s in card.get("sections", ()) for i in s["items"])]
    found = [*card.get("sources", ()), *(s for item in items for s in item.get("sources", ()))]
    told = {str(source["url"]): str(source["title"]) for source in found}
    return [TranscriptSource(title, url) for url, title in told.items()]


def _shortened(said: str) -> str:
    return said if len(said) <= _LONGEST_ANSWER else f"{said[: _LONGEST_ANSWER - 1].rstrip()}…"
