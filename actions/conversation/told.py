"""What the conversation has told of a plan: for replies to facts and for the Passt-das-Check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker

from actions import wiring
from actions.conversation.messages import entity_spans, message_of, messages_of
from actions.conversation.once import once
from bot.deadlines.asked.dates import find_dates
from bot.dialogue.wishes.told_facts import MOST_OTHER_WORDS, states, tells_only_facts
from bot.fit.told.reading import Message
from bot.intake.plan.told_plan import ToldPlan, joined, told_by, told_in

_NUMBERS = ("group_size", "age", "duration")
_SUBJECTS = frozenset({"country", "format"})
_NAMES = ("country", "format", "group_size", "age", "duration", "region", "LOC")


@dataclass(frozen=True)
class Telling:
    """What the latest message tells (``new``), what all messages told together (``known``)."""

    new: ToldPlan
    known: ToldPlan


_telling: dict[int, Telling] = {}


def telling_of(tracker: Tracker) -> Telling:
    """Return what the latest message tells of a plan, and what is known with it."""
    return once(_telling, tracker, _read)


def _read(tracker: Tracker) -> Telling:
    fit = wiring.fit()
    now, said = fit.now(), message_of(tracker)
    before = [one for one in messages_of(tracker) if one.text != said.text]
    known = told_in(before, fit.find_seat, now)
    last = told_in(before[-1:], fit.find_seat, now)
    new = told_by(said, known, last, fit.find_seat, now)
    return Telling(new, joined(known, new))


def plan_told(tracker: Tracker) -> ToldPlan:
    """Return what messages about one's own plan told together, the latest one included.

    What was told to a form that is over, or before it, was kept there or thrown away.
    """
    fit = wiring.fit()
    heard = messages_of(tracker, end_of_last_form(tracker.events))
    return told_in(heard, fit.find_seat, fit.now())


def format_told(tracker: Tracker) -> str | None:
    """Return the format of the journey that the talk has told, None where it told none."""
    return telling_of(tracker).known.answers.get("format")


def end_of_last_form(events: Sequence[Mapping[str, Any]]) -> int:
    """Return the place behind the end of the last form, 0 where there was none."""
    ends = (
        place + 1
        for place, event in enumerate(events)
        if event.get("event") == "active_loop" and event.get("name") is None
    )
    return max(ends, default=0)


def only_tells_facts(
    tracker: Tracker, telling: Telling, *, most_others: int = MOST_OTHER_WORDS
) -> bool:
    """Say whether the latest message tells facts of a plan and next to nothing else."""
    message: Message = message_of(tracker)
    if telling.new.is_empty or tracker.active_loop_name is not None:
        return False
    dates = [(span.start, span.end) for span in find_dates(message.text, wiring.fit().now())]
    spans = {*entity_spans(tracker, *_NAMES), *telling.new.spans, *dates}
    names_country = message.has("country") and telling.new.direction is None
    return tells_only_facts(
        message.text, _apart(spans), names_country=names_country, most_others=most_others
    )


def is_only_told(tracker: Tracker) -> bool:
    """Say whether the latest message does nothing but tell what is planned."""
    return only_tells_facts(tracker, telling_of(tracker))


def only_tells_details(tracker: Tracker) -> bool:
    """Say whether the latest message only tells details of a plan: no country, no format.

    "Auschwitz" alone asks for what such a trip needs, and "3 Wochen Praktikum" for who arranges it.
    """
    told = telling_of(tracker)
    is_subject = not _SUBJECTS.isdisjoint(told.new.answers)
    return not is_subject and only_tells_facts(tracker, told, most_others=0)


def is_told_of_group(tracker: Tracker) -> bool:
    """Say whether the latest message tells numbers of a group and nothing else, as a statement.

    "14-17" alone may ask whether that is allowed.
    """
    message = message_of(tracker)
    numbers = [entity for entity in message.entities if entity.name in _NUMBERS]
    is_statement = len(numbers) > 1 or states(message.text)
    return bool(numbers) and is_statement and is_only_told(tracker)


def _apart(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans without those that lie in others."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
        elif end > kept[-1][1]:
            kept[-1] = (kept[-1][0], end)
    return kept
