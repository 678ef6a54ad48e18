"""What a message wants of deadlines in its conversation: from words, topic and what came before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.deadlines.address import query_from_address
from bot.deadlines.asked.asking import (
    Concern,
    asks_for_extension,
    asks_for_leftover,
    asks_for_one,
    asks_whether_there_is_time,
    concern_of,
    misses_deadline,
    wants_everything,
)
from bot.deadlines.asked.doubt import doubts
from bot.deadlines.asked.sending import asks_of_day, tells_of_sending
from bot.deadlines.asked.time_left import asks_for_clock, asks_of_day_off, asks_whether_over
from bot.deadlines.asked.words import words
from bot.deadlines.lookup import DeadlineQuery
from bot.dialogue.aspects import PROGRAMME_TOPIC
from bot.dialogue.context import UNSURE, Context, Heard, Meant
from bot.dialogue.topics import (
    ACCOUNTS_TOPIC,
    CHANGE_TOPIC,
    LATE_TOPIC,
    OVERVIEW_TOPIC,
)
from bot.dialogue.words import goes_on
from bot.knowledge.naming.names import words_of
from bot.offers.journey import changes_number
from bot.words.phrases import has_any, spaced

PLAN_TOPIC = "planung_zeitplan"

# What runs out or is missed below these is no application.
_NO_APPLICATION = frozenset({
    ACCOUNTS_TOPIC, CHANGE_TOPIC, "einreise_uk", "fuehrungszeugnis", "juleica", "versicherung",
    "visum_incoming", "visum_teilnehmende",
})  # fmt: skip
_NOT_ABOUT_DEADLINES = ("emergency", "handover", "smalltalk")
_ACT = "act"
_SECOND = 2
_FEW_WORDS = 4
_CONTEXTS_BACK = 4


def concern_of_turn(heard: Heard, meant: Meant, before: Context | None) -> Concern | None:
    """Return what is wanted, None where the message is not about deadlines at all."""
    if meant.decision in _NOT_ABOUT_DEADLINES:
        return None
    if _changes_plan(heard, before):
        return Concern.PLAN
    if _asks_for_extension(heard, meant):
        return Concern.TOO_LATE
    if asks_of_day_off(heard.asked) or (heard.programmes and asks_for_clock(heard.asked)):
        return Concern.LOOK_UP
    concern = _said(heard, meant, before)
    if _is_for_plan(concern, heard, meant):
        return Concern.PLAN
    if _is_too_late(concern, heard, meant):
        return Concern.TOO_LATE
    # "Sind wir mit der Abrechnung zu spät dran?" is about no application.
    is_of_accounts = meant.topic == ACCOUNTS_TOPIC and meant.decision == "answer"
    if _asks_for_verdict(heard) and not is_of_accounts:
        return Concern.LOOK_UP
    if _is_short_wish(concern, heard, meant, before):
        return concern
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
    # "Ich dachte 1. Februar?" asks back about what was told.
    goes_with = meant.is_follow_up or goes_on(said) or not is_look_up or doubts(said)
    if before is None or not goes_with or wants_everything(said):
        return DeadlineQuery(), meant.topic
    filters = query_from_address(before.selection)
    if filters != DeadlineQuery():
        return filters, meant.topic
    keeps_topic = meant.topic is not None and not meant.is_follow_up and is_look_up
    filters = DeadlineQuery(before.programmes, before.countries)
    return filters, meant.topic if keeps_topic else before.topic


def with_subject(said: str, before: Context | None, earlier: Sequence[Context]) -> Context | None:
    """Return what was talked about before, for a bare question with the subject of the talk.

    ``earlier`` are the contexts of the conversation, the oldest first. "Bis wann?" after a general
    answer is still about the country talked about before that answer.
    """
    is_bare = len(words_of(said)) <= _FEW_WORDS and asks_for_one(said)
    if before is None or not is_bare or before.programmes or before.countries or before.selection:
        return before
    named = (c for c in reversed(earlier[-_CONTEXTS_BACK:]) if c.programmes or c.countries)
    last = next(named, None)
    if last is None:
        return before
    return replace(before, programmes=last.programmes, countries=last.countries)


def wants_verdict(
    heard: Heard, concern: Concern, query: DeadlineQuery, before: Context | None
) -> bool:
    """Say whether the dates answer a wish that would get a plan or what is left.

    ``query`` are the filters that hold. A month is enough to tell whether there is still time, a
    plan needs the first day.
    """
    has_time = query.period is not None or query.start is not None
    if concern is Concern.TOO_LATE and has_time and asks_whether_over(heard.asked):
        # "Ist die Frist am 30. November vorbei?" asks about that day, whoever's it is; "ist März
        # schon zu spät?" about a journey then, wherever it goes.
        return True
    if not (query.programmes or query.countries):
        return False
    is_wanted = concern_of(heard.asked) is Concern.PLAN
    if concern is Concern.PLAN and query.period is not None and not is_wanted:
        # "Reicht der 4. Januar?" below a plan is asked of the application and no first day.
        return _has_plan(before) and (tells_of_sending(heard.asked) or asks_of_day(heard.asked))
    if concern is Concern.TOO_LATE:
        # "Haben wir die verpasst?" after deadlines asks about these.
        is_after_list = before is not None and bool(before.selection)
        return is_after_list and asks_whether_over(heard.asked)
    if concern is not Concern.PLAN or heard.names_day:
        return False
    if asks_whether_there_is_time(heard.asked):
        return query.start is not None and not query.is_start_exact
    if _has_plan(before) and query.start is not None and not is_wanted:
        # "Und wenn wir auf Herbst verschieben?" below a plan: no day, but the deadlines are known.
        return not query.is_start_exact
    # "Und für Kooperationspartnerschaften?" is no answer to the question for the first day.
    is_on_plan = _of_plan(before) is not None
    return is_on_plan and query.start is None and bool(heard.programmes) and not is_wanted


def _of_plan(before: Context | None) -> Context | None:
    """Return what was talked about where a plan was wanted last."""
    return before if before is not None and before.wish == Concern.PLAN.value else None


def _has_plan(before: Context | None) -> bool:
    """Return whether a plan was shown, and not only wanted: it had its first day."""
    plan = _of_plan(before)
    return plan is not None and bool(query_from_address(plan.selection).start)


def meant_by(concern: Concern, meant: Meant) -> Meant:
    """Return the message as meant: what is wanted decides, however unsure the rest was."""
    if concern is Concern.PLAN:
        return replace(meant, decision=_ACT, topic=PLAN_TOPIC)
    if concern is Concern.TOO_LATE and meant.decision in UNSURE:
        return replace(meant, decision="answer", topic=LATE_TOPIC)
    if concern in (Concern.CALENDAR, Concern.REMINDER) and meant.decision != _ACT:
        return replace(meant, decision=_ACT, topic=OVERVIEW_TOPIC)
    return meant


def _said(heard: Heard, meant: Meant, before: Context | None) -> Concern:
    concern = concern_of(heard.asked)
    # "Dürfen die 13-Jährigen mit?" asks for a value, whatever was shown before.
    if concern is not Concern.LOOK_UP or before is None or heard.aspects:
        return concern
    if before.wish == Concern.TOO_LATE.value and (heard.deadlines or heard.dates):
        # "Und ab wann geht der Antrag nächstes Jahr" asks for these, and no more for what is left.
        return concern
    # "Und für Polen?" after a calendar or a plan wants another one of them.
    return Concern.named(before.wish) if meant.is_follow_up else concern


def _asks_for_verdict(heard: Heard) -> bool:
    """Return whether "Erasmus, schaffen wir das noch?" names for what, and no answer tells when."""
    names_subject = bool(heard.programmes or heard.countries)
    return names_subject and asks_whether_there_is_time(heard.asked)


def _asks_for_extension(heard: Heard, meant: Meant) -> bool:
    """Return whether more time to apply is asked for; accounts have an answer of their own."""
    if not asks_for_extension(heard.asked):
        return False
    is_open = meant.decision in (_ACT, *UNSURE) or meant.topic in (OVERVIEW_TOPIC, LATE_TOPIC)
    return is_open and ACCOUNTS_TOPIC not in (meant.topic, *heard.topics[:1])


def _is_short_wish(concern: Concern, heard: Heard, meant: Meant, before: Context | None) -> bool:
    """Return whether "erinner mich mal bitte" is all that an unsure message says.

    Below deadlines that were selected, "trag das bitte in meinen Kalender ein" is about these.
    """
    said = {word.text for word in words_of(heard.asked)}
    is_wish = concern in (Concern.CALENDAR, Concern.REMINDER)
    if before is not None and before.selection and meant.topic == OVERVIEW_TOPIC:
        return is_wish
    if concern is Concern.CALENDAR and heard.programmes and meant.decision in UNSURE:
        # "Als ics für Outlook, DPJW, Beginn 4.5.2027"
        return True
    if len(said) <= _FEW_WORDS:
        return is_wish and meant.decision in UNSURE
    # "Sag mir Bescheid, wenn beim DPJW offen ist"
    is_told_to = has_any(spaced(heard.asked), words().telling) and "?" not in heard.asked
    is_open = meant.decision in UNSURE or (meant.topic or "").startswith(PROGRAMME_TOPIC)
    return is_wish and is_told_to and bool(heard.programmes) and is_open


def _changes_plan(heard: Heard, before: Context | None) -> bool:
    """Return whether "wir sind 18 statt 16" follows a plan for 16: it is reckoned anew."""
    plan = _of_plan(before)
    return plan is not None and changes_number(heard.text, plan.selection)


def _is_for_plan(concern: Concern, heard: Heard, meant: Meant) -> bool:
    """Return whether a plan is wanted: it is named, or the lead time before a given day."""
    if concern is not Concern.PLAN:
        return meant.topic == PLAN_TOPIC and heard.names_day and concern is Concern.LOOK_UP
    is_about_time = meant.topic in (PLAN_TOPIC, OVERVIEW_TOPIC)
    is_about_journey = meant.decision in UNSURE and bool(heard.countries)
    return heard.names_day or is_about_time or is_about_journey or meant.is_follow_up


def _is_too_late(concern: Concern, heard: Heard, meant: Meant) -> bool:
    if meant.topic == LATE_TOPIC and meant.decision == "answer":
        return True
    if meant.topic in _NO_APPLICATION and meant.decision == "answer":
        # "Die hab ich verpasst", said of the accounts; a grant for what has to be put off; "und
        # wenn sie schon abgelaufen ist?" of a card.
        return False
    if concern is Concern.TOO_LATE and heard.programmes and asks_for_leftover(heard.asked):
        return True
    if concern is Concern.TOO_LATE and heard.programmes and heard.dates:
        # "KJFP 15.10. verpasst": the day stands for the application.
        return True
    # What goes on with an answer only because it says nothing alone is unsure, too.
    is_open = meant.decision in UNSURE or (meant.is_follow_up and heard.decision in UNSURE)
    is_unsure = concern is Concern.TOO_LATE and is_open
    if is_unsure and heard.countries and heard.dates:
        # "Frankreich, 3. bis 10. Juli. 1. November schon vorbei, oder?"
        return True
    if is_unsure and heard.programmes and misses_deadline(heard.asked):
        # "Erasmus Antrag Oktober verpasst": whatever is near to the programme.
        return True
    # "Wir haben den Antragsschluss verschlafen": unsure only between this and the dates.
    near = heard.topics[:_SECOND]
    return is_unsure and LATE_TOPIC in near
