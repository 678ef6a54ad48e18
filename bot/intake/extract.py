"""The part of the talk that is sent along: its lines, and which of them the person strikes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from bot.consultations.models import Speaker, TranscriptLine, TranscriptSource
from bot.consultations.transcripts import strike
from bot.deadlines.due import today_in_germany
from bot.dialogue.advice import advice_wanted, says_only_that
from bot.fit.words import folded, has_any
from bot.intake.sent import wants_another_request
from bot.intake.words import phrases
from bot.knowledge.blocks import to_plain_text
from bot.privacy.masking import mask

MOST_LINES = 30
_LONGEST_ANSWER = 400
_NUMBER_OR_WORD = re.compile(r"[0-9]{1,3}|[^\W\d_]+|-|–")
_FORM_KEY = "consultation_key"
_FORM_BEGIN = "utter_consultation_intro"
_SECRET_CARDS = frozenset({"summary", "receipt", "contact"})


def talk_of(events: Iterable[Mapping[str, Any]]) -> list[TranscriptLine]:
    """Return the newest ``MOST_LINES`` lines since the last request and before this one began.

    ``events`` are those of Rasa's tracker. Chosen buttons are left out: the answer to them names
    the question. The assistant's lines are shortened, with their sources.
    """
    lines: list[TranscriptLine] = []
    is_form = False
    for event in events:
        if event.get("event") == "slot" and event.get("name") == _FORM_KEY:
            is_form = bool(event.get("value"))
        elif _begins_form(event):
            is_form = True
            _drop_bare_wish(lines)
        elif _card(event).get("card") == "receipt":
            # What was sent already is not sent along with another request.
            lines = []
        line = None if is_form else _line(event)
        if line is not None:
            lines.append(line)
    while lines and lines[0].speaker is Speaker.ASSISTANT:
        del lines[0]
    return lines[-MOST_LINES:]


def _begins_form(event: Mapping[str, Any]) -> bool:
    return bool((event.get("metadata") or {}).get("utter_action") == _FORM_BEGIN)


def _drop_bare_wish(lines: list[TranscriptLine]) -> None:
    """Drop the last line where it only asks for what now begins: "Beratung anfragen"."""
    last = lines[-1] if lines else None
    if last is None or last.speaker is not Speaker.PERSON:
        return
    is_wish = advice_wanted(last.text) is not None and says_only_that(last.text)
    if is_wish or wants_another_request(last.text):
        del lines[-1]


def _card(event: Mapping[str, Any]) -> Mapping[str, Any]:
    card: Mapping[str, Any] = (event.get("data") or {}).get("custom") or {}
    return card


def chosen_lines(lines: Sequence[TranscriptLine], sheet: Mapping[str, Any]) -> list[TranscriptLine]:
    """Return what is sent: nothing, or all lines with the struck ones empty."""
    if sheet.get("extract") == "no":
        return []
    numbers = {int(number) - 1 for number in _numbers(str(sheet.get("struck") or ""))}
    return list(strike(lines, numbers))


def read_wish(said: str) -> dict[str, str]:
    """Return what the person wants of the extract, and whether the request is urgent."""
    words = folded(said)
    if has_any(words, phrases("not_urgent")):
        return {"urgent": "no"}
    if has_any(words, phrases("line")) and has_any(words, phrases("strike")):
        numbers = _numbers(said)
        if numbers:
            return {"struck": ",".join(map(str, numbers))}
    if has_any(words, phrases("extract")):
        return {"extract": "no" if has_any(words, phrases("without")) else "yes"}
    return {"urgent": "yes"} if has_any(words, phrases("urgent")) else {}


def struck_together(before: object, more: str) -> str:
    """Return the numbers of all struck lines."""
    numbers = {*_numbers(str(before or "")), *_numbers(more)}
    return ",".join(map(str, sorted(numbers)))


def _numbers(said: str) -> list[int]:
    """Return the numbers in a text; "4 bis 6" are three."""
    found: list[int] = []
    is_range = False
    for part in _NUMBER_OR_WORD.findall(said):
        if part.isdigit():
            number = int(part)
            if is_range and found and found[-1] < number <= found[-1] + MOST_LINES:
                found += range(found[-1] + 1, number)
            found.append(number)
            is_range = False
        else:
            is_range = part in "-–" or part.lower() in phrases("up_to")
    return sorted(set(found))


def _line(event: Mapping[str, Any]) -> TranscriptLine | None:
    said = str(event.get("text") or "").strip()
    if event.get("event") == "user":
        is_button = not said or said.startswith("/")
        # Whoever told how to be reached finds that in a field of its own.
        day = datetime.fromtimestamp(event.get("timestamp") or 0, timezone.utc)
        kept = mask(said, today_in_germany(day)).text
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
