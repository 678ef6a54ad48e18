"""What a message wants of deadlines in its conversation: from words, topic and what came before."""

from __future__ import annotations

from dataclasses import replace

from bot.deadlines.address import query_from_address
from bot.deadlines.asking import Concern, concern_of, wants_everything
from bot.deadlines.lookup import DeadlineQuery
from bot.dialogue.aspects import DEADLINE_ASPECT
from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.follow_up import goes_on

PLAN_TOPIC = "planung_zeitplan"
OVERVIEW_TOPIC = "fristen_ueberblick"
LATE_TOPIC = "frist_verpasst_kurzfristig"
EVENTS_TOPIC = "veranstaltungen_termine"
REGISTRATION_TOPIC = "veranstaltung_anmeldung"

_NOT_ABOUT_DEADLINES = ("emergency", "handover", "smalltalk")
_ACT = "act"
_UNSURE = ("clarify", "fallback")
_SECOND = 2


def concern_of_turn(heard: Heard, meant: Meant, before: Context | None) -> Concern | None:
    """Return what is wanted, None where the message is not about deadlines at all."""
    if meant.decision in _NOT_ABOUT_DEADLINES:
        return None
    concern = _said(heard, meant, before)
    if _is_for_plan(concern, heard, meant):
        return Concern.PLAN
    if _is_too_late(concern, heard, meant):
        return Concern.TOO_LATE
    if meant.decision != _ACT:
        return None
    return Concern.LOOK_UP if concern is Concern.PLAN else concern


def carried_over(
    said: str, meant: Meant, before: Context | None, concern: Concern
) -> tuple[DeadlineQuery, str | None]:
    """Return the filters that still hold from what was said before, and the topic that is meant.

    A question that stands for itself begins anew. Calendar, reminder, plan and what is left are
    always about what was talked about, unless something else is named.
    """
    is_look_up = concern is Concern.LOOK_UP
    goes_with = meant.is_follow_up or goes_on(said) or not is_look_up
    if before is None or not goes_with or wants_everything(said):
        return DeadlineQuery(), meant.topic
    filters = query_from_address(before.selection)
    if filters != DeadlineQuery():
        return filters, meant.topic
    keeps_topic = meant.topic is not None and not meant.is_follow_up and is_look_up
    filters = DeadlineQuery(before.programmes, before.countries)
    return filters, meant.topic if keeps_topic else before.topic


def meant_by(concern: Concern, meant: Meant) -> Meant:
    """Return the message as meant: what is wanted decides, however unsure the rest was."""
    if concern is Concern.PLAN:
        return replace(meant, decision=_ACT, topic=PLAN_TOPIC)
    if concern is Concern.TOO_LATE and meant.decision in _UNSURE:
        return replace(meant, decision="answer", topic=LATE_TOPIC)
    return meant


def _said(heard: Heard, meant: Meant, before: Context | None) -> Concern:
    concern = concern_of(heard.text)
    if concern is not Concern.LOOK_UP or before is None or DEADLINE_ASPECT in heard.aspects:
        return concern
    # "Und für Polen?" after a calendar or a plan wants another one of them.
    return Concern.named(before.wish) if meant.is_follow_up else concern


def _is_for_plan(concern: Concern, heard: Heard, meant: Meant) -> bool:
    """Return whether a plan is wanted: it is named, or the lead time before a given day."""
    if concern is not Concern.PLAN:
        return meant.topic == PLAN_TOPIC and heard.names_day and concern is Concern.LOOK_UP
    is_about_time = meant.topic in (PLAN_TOPIC, OVERVIEW_TOPIC)
    is_about_journey = meant.decision in _UNSURE and bool(heard.countries)
    return heard.names_day or is_about_time or is_about_journey or meant.is_follow_up


def _is_too_late(concern: Concern, heard: Heard, meant: Meant) -> bool:
    if meant.topic == LATE_TOPIC and meant.decision == "answer":
        return True
    # "Wir haben den Antragsschluss verschlafen": unsure only between this and the dates.
    near = heard.topics[:_SECOND]
    return concern is Concern.TOO_LATE and meant.decision in _UNSURE and LATE_TOPIC in near
