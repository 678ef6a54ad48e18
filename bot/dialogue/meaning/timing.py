"""What a message means that names a day, or asks for deadlines and for nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.dialogue.aspects import PROGRAMME_TOPIC
from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.meaning import named_times as sign
from bot.dialogue.meaning.again import again
from bot.dialogue.meaning.own_times import is_of_own_time
from bot.dialogue.topics import ACCOUNTS_TOPIC, OVERVIEW_TOPIC

_OPEN = ("act", "answer", "clarify", "fallback")

Sign = Callable[[Heard, Context | None], bool]
"""Says whether a message, after what was talked about, is one of a kind."""
Meaning = Callable[[Heard, Context | None], Meant | None]
"""Returns what such a message means."""


def timing_meant(heard: Heard, before: Context | None) -> Meant | None:
    """Return what is meant by a day or a bare word for deadlines, None where it is neither."""
    if heard.decision not in _OPEN:
        return None
    if is_of_own_time(heard, before):
        return None
    told = (meaning(heard, before) for is_seen, meaning in _MEANINGS if is_seen(heard, before))
    return next(told, None)


def _entry_of_programme(heard: Heard, _: Context | None) -> Meant:
    topic = heard.named_topics[0]
    return Meant("answer", topic, heard.programmes, heard.countries, is_plain=True)


def _accounts(heard: Heard, _: Context | None) -> Meant:
    return Meant("answer", ACCOUNTS_TOPIC, heard.programmes, heard.countries)


def _accounts_before(heard: Heard, before: Context | None) -> Meant | None:
    return None if before is None else replace(again(heard, before), is_plain=True)


def _deadlines(heard: Heard, before: Context | None) -> Meant:
    """Return the question for the deadlines of what is named, or of what was talked about."""
    if heard.names or before is None:
        return _deadlines_of_names(heard, before)
    is_programme = before.topic.startswith(PROGRAMME_TOPIC)
    topic = before.topic if is_programme else OVERVIEW_TOPIC
    return Meant("act", topic, before.programmes, before.countries, is_follow_up=True)


def _deadlines_of_names(heard: Heard, _: Context | None) -> Meant:
    topic = heard.topic or ""
    topic = topic if topic.startswith(PROGRAMME_TOPIC) else OVERVIEW_TOPIC
    return Meant("act", topic, heard.programmes, heard.countries)


def _deadlines_to_apply_for(heard: Heard, before: Context | None) -> Meant:
    """Return the deadlines; of a format that is applied for ("die Akkreditierung"), its own."""
    return _deadlines(heard, None if heard.formats else before)


def _bare_deadlines(heard: Heard, before: Context | None) -> Meant | None:
    """Return the deadlines of its subject; without one, it is no matter of days."""
    return _deadlines(heard, before) if sign.is_bare_of_subject(heard, before) else None


def _overview(heard: Heard, _: Context | None) -> Meant:
    return Meant("act", OVERVIEW_TOPIC, heard.programmes, heard.countries)


def _programme_before(_: Heard, before: Context | None) -> Meant | None:
    if before is None:
        return None
    return Meant("answer", before.topic, before.programmes, before.countries)


def _shown_again(heard: Heard, before: Context | None) -> Meant | None:
    return None if before is None else again(heard, before)


# The first sign that is seen decides.
_MEANINGS: tuple[tuple[Sign, Meaning], ...] = (
    (sign.asks_when_to_sign, _entry_of_programme),
    (sign.is_after_journey, _accounts),
    (sign.misses_accounts, _accounts_before),
    (sign.tells_journeys, _overview),
    (sign.asks_in_time_for_day, _deadlines),
    (sign.asks_in_time_unsurely, _overview),
    (sign.asks_for_time_left, _deadlines),
    (sign.asks_when_to_apply, _deadlines_to_apply_for),
    (sign.asks_when_to_apply_for_it, _deadlines),
    (sign.asks_when_to_begin, _deadlines),
    (sign.doubts_day, _deadlines),
    (sign.is_bare_question, _bare_deadlines),
    (sign.asks_unsurely_for_programme, _deadlines_of_names),
    (sign.asks_for_validity, _programme_before),
    (sign.asks_what_is_due, _overview),
    (sign.asks_for_unknown, _overview),
    (sign.is_lone_day, _overview),
    (sign.is_about_shown, _shown_again),
    (sign.asks_if_shown_is_sure, _shown_again),
    (sign.is_day_of_journey, _deadlines),
)
