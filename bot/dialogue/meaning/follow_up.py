"""Decides what a message means in its conversation: "und für Polen?" asks what was asked before."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.aspects import (
    AMOUNT_ASPECT,
    ASPECT_OF_TOPIC,
    DEADLINE_ASPECT,
    PROGRAMME_TOPIC,
)
from bot.dialogue.context import EMERGENCY, Context, Heard, Meant
from bot.dialogue.hints import asks_on, hinted_aspects, tells_umbrella
from bot.dialogue.meaning.again import SECOND, again, is_about_money, other_names, with_names_of
from bot.dialogue.meaning.alone import is_certain, is_unsure, named_first, named_last
from bot.dialogue.meaning.elliptic import elliptic
from bot.dialogue.meaning.named_times import has_only
from bot.dialogue.meaning.new_subject import rejects_answer, subject_meant
from bot.dialogue.meaning.of_office import above_meant
from bot.dialogue.meaning.other_language import named_in_other_language, unsaid_in_other_language
from bot.dialogue.meaning.own_plan import plan_meant
from bot.dialogue.meaning.own_rules import names_nothing, own_rule_meant
from bot.dialogue.meaning.possible import is_possible
from bot.dialogue.meaning.threads import after_emergency, stays_with_case
from bot.dialogue.meaning.timing import timing_meant
from bot.dialogue.money import asks_for_money
from bot.dialogue.situations.allowed_at_age import allowed_at_age_meant, asks_what_is_allowed
from bot.dialogue.situations.calling_home import calling_home_meant
from bot.dialogue.situations.changes import change_meant
from bot.dialogue.situations.early_booking import early_booking_meant
from bot.dialogue.situations.funding import funding_meant, funding_topic, is_of_one_funder
from bot.dialogue.situations.other_funders import other_funders_meant
from bot.dialogue.situations.situation import situation_meant
from bot.dialogue.situations.situation_after import situation_after
from bot.dialogue.topics import (
    AGE_TOPIC,
    CASE,
    CENTRAL_BODY_TOPIC,
    COMPLAINT_TOPIC,
    EVENTS_TOPIC,
    LEADERS_TOPIC,
    OVERVIEW_TOPIC,
    PERSON_TOPIC,
    SINGLE_PERSONS,
    TIME_TOPICS,
    UNCLEAR_TOPIC,
)
from bot.dialogue.wishes.advice import advice_meant
from bot.dialogue.wishes.comparing import ASPECT_WISH
from bot.dialogue.wishes.held_figures import held_topic
from bot.dialogue.wishes.payout import payout_meant
from bot.dialogue.wishes.sheet_questions import (
    asks_aspect_of_programme,
    asks_more_of_programme,
    asks_of_sheet,
)
from bot.dialogue.wishes.told_facts import only_tells
from bot.dialogue.words import goes_on, points_back, words
from bot.words.phrases import folded

# Longer messages say what they mean.
_MAX_WORDS = 9
# With so few words nearly everything is left unsaid.
_FEW_WORDS = 3
# So short, a message that is not clear may still mean what was said before.
_SHORT_WORDS = 5
_WORDS_OF_DEADLINE = 4
_PLAN = "plan"
_MAX_ANSWER_WORDS = 14
# An answer to a question back is no clear question of its own.
_NOT_ITS_OWN = ("act", "answer", "clarify", "fallback")
# Their entries tell how old somebody has to be.
_WITH_OWN_AGES = (LEADERS_TOPIC, SINGLE_PERSONS, "workcamp")
# "Ab wann darf ich" means nothing by itself.
_UNCLEAR = (UNCLEAR_TOPIC,)


def meaning(heard: Heard, before: Context | None) -> Meant:
    """Return what ``heard`` means after ``before``; an emergency always means itself."""
    meant = _meaning(heard, before)
    if before is None and not is_possible(heard, meant):
        return _by_itself(heard)
    if before is not None and _is_of_another_funder(heard, before, meant):
        # "Wie wird das mit der Strecke gerechnet" below Erasmus+ is near to the rates of the KJP.
        return again(heard, before)
    return meant


def _meaning(heard: Heard, before: Context | None) -> Meant:
    told = _whatever_was_said(heard, before)
    if told is not None:
        return told
    funding = None if is_certain(heard) else funding_meant(heard, is_unsure=is_unsure(heard))
    alone = (
        named_in_other_language(heard)
        or named_first(heard)
        or funding
        or named_last(heard)
        or _by_itself(heard)
    )
    if before is None or heard.decision == EMERGENCY or before.topic == PERSON_TOPIC:
        return alone
    if before.decision == EMERGENCY:
        return after_emergency(heard, before) or alone
    if funding is not None and len(folded(heard.text)) > _SHORT_WORDS:
        return alone
    return (
        unsaid_in_other_language(heard, before)
        or _asked_anew(heard, before, alone)
        or _asked_on(heard, before, alone)
        or alone
    )


def _by_itself(heard: Heard) -> Meant:
    return Meant(heard.decision, heard.topic, heard.programmes, heard.countries)


def _is_of_another_funder(heard: Heard, before: Context, meant: Meant) -> bool:
    """Return whether a message that names nothing would get the entry of another funder."""
    if heard.names or meant.is_plain or meant.decision != "answer" or before.is_guess:
        return False
    is_shown = before.decision in ("answer", "act") and bool(before.programmes)
    is_clear = heard.is_clear
    is_other = meant.topic is not None and meant.topic != before.topic
    both_pay = is_of_one_funder(before.topic) and is_of_one_funder(meant.topic or "")
    return is_shown and is_other and both_pay and not is_clear


def _whatever_was_said(heard: Heard, before: Context | None) -> Meant | None:
    """Return what the words of a message decide, or its times, before its topic is looked at."""
    home = calling_home_meant(heard, before)
    if home is not None:
        return replace(home, is_plain=True)
    advice = advice_meant(heard)
    if advice is not None:
        return advice
    if heard.decision == EMERGENCY:
        # "Da ist noch jemand im Wasser" below money asks for no other funders.
        return None
    situation = situation_meant(heard) or situation_after(heard, before)
    plain = (
        situation
        or payout_meant(heard, before)
        or change_meant(heard, before)
        or early_booking_meant(heard, before)
        or allowed_at_age_meant(heard)
        or other_funders_meant(heard, before)
        or plan_meant(heard, before)
    )
    if plain is not None:
        return replace(plain, is_plain=True)
    case = None if before is None else stays_with_case(heard, before)
    if case is not None:
        return case
    is_after_alarm = before is not None and before.decision == EMERGENCY
    return None if is_after_alarm else timing_meant(heard, before)


def _asked_anew(heard: Heard, before: Context, alone: Meant) -> Meant | None:
    """Return another question, for which what was talked about still holds."""
    plain = (
        _country_of_money(heard, before)
        or _held_against_limits(heard, before)
        or subject_meant(heard, before)
        or above_meant(heard, before)
        or own_rule_meant(heard, before)
    )
    if plain is not None:
        return replace(plain, is_plain=True)
    has_own_ages = before.topic.startswith(_WITH_OWN_AGES)
    if has_own_ages and _asks_nothing_but_age(heard):
        return again(heard, before)
    if not has_own_ages and _asks_for_age(heard):
        age = replace(alone, decision="answer", topic=AGE_TOPIC, is_plain=True)
        return with_names_of(before, age)
    if asks_of_sheet(heard, before):
        return with_names_of(before, Meant("answer", before.topic, (), (), is_follow_up=True))
    if asks_aspect_of_programme(heard, before):
        return replace(with_names_of(before, alone), is_follow_up=True)
    if is_about_money(before) and tells_umbrella(heard.text):
        if before.decision == "act" and before.selection:
            # The deadlines for its members are known, or the way before them.
            return again(heard, before)
        umbrella = replace(alone, decision="answer", topic=CENTRAL_BODY_TOPIC, is_plain=True)
        return with_names_of(before, umbrella)
    return None


def _asked_on(heard: Heard, before: Context, alone: Meant) -> Meant | None:
    """Return the question before this message, with what it says anew."""
    if _narrows(heard, before) or _answers_question_back(heard, before):
        return again(heard, before)
    if _has_only_names(heard) or _corrects_names(heard):
        # Of questions to choose from, none was chosen; but a case is for a person in any case.
        is_open = before.has_rivals and not before.topic.startswith(CASE)
        return None if is_open else other_names(heard, before)
    # "Nein, ich meine das Landesjugendamt": none of the questions that were asked back about.
    is_rejected = before.is_guess and rejects_answer(heard.text)
    if is_rejected or _asks_something_else(heard, before):
        return None
    if is_unsure(heard) and alone.topic in heard.named_topics and alone.decision == "answer":
        # "Was zahlt das DFJW?": its "das" points to the name behind it.
        return None
    if _leaves_unsaid(heard) or asks_more_of_programme(heard, before):
        return elliptic(heard, before)
    if _means_nothing_alone(heard, before):
        return again(heard, before)
    if _asks_for_its_deadline(heard, before):
        return replace(again(heard, before), decision="act")
    return None


def _country_of_money(heard: Heard, before: Context) -> Meant | None:
    """Return who pays for the country told after "gibts da Geld?" was only asked back about."""
    last = heard.earlier[-1] if heard.earlier else ""
    is_told = bool(heard.countries) and not heard.programmes and only_tells(heard.text)
    is_short = len(folded(heard.text)) <= _SHORT_WORDS
    is_asked = asks_for_money(last) or AMOUNT_ASPECT in hinted_aspects(last)
    if not (before.is_guess and is_told and is_short and is_asked):
        return None
    return Meant("answer", funding_topic(heard.countries), (), heard.countries)


def _held_against_limits(heard: Heard, before: Context) -> Meant | None:
    """Return the limits that "sind 2 Wochen ok?" is held against, below money for a journey."""
    topic = held_topic(heard.text)
    is_open = heard.decision in ("answer", "clarify") and not heard.names
    if topic is None or not is_open or not (is_about_money(before) or before.wish == ASPECT_WISH):
        return None
    return with_names_of(before, Meant("answer", topic, (), (), is_follow_up=True))


def _asks_for_age(heard: Heard) -> bool:
    """Return whether "Und wie alt müssen die sein?" is about those who take part."""
    if asks_what_is_allowed(heard.text):
        return False
    is_bare = heard.decision in ("answer", "clarify") and names_nothing(heard.text)
    if heard.aspects != (ASPECT_OF_TOPIC[AGE_TOPIC],) or heard.topic == AGE_TOPIC:
        return False
    is_near = heard.decision == "answer" and AGE_TOPIC in heard.topics[:SECOND]
    return is_bare or (is_near and _is_elliptic(heard))


def _asks_nothing_but_age(heard: Heard) -> bool:
    """Return whether "ab welchem Alter" names nobody whose age it is."""
    is_age = heard.aspects == (ASPECT_OF_TOPIC[AGE_TOPIC],) and not heard.names
    return is_age and len(folded(heard.text)) <= _SHORT_WORDS and names_nothing(heard.text)


def _narrows(heard: Heard, before: Context) -> bool:
    """Return whether all that is said after deadlines is another time, way or format."""
    is_shown = bool(before.selection or before.wish) or before.topic == EVENTS_TOPIC
    is_about_deadlines = before.decision == "act" and is_shown
    return is_about_deadlines and bool(heard.filters) and has_only(heard, heard.filters)


def _asks_for_its_deadline(heard: Heard, before: Context) -> bool:
    """Return whether "Wann muss das abgegeben werden?" points back, or "wann ist die Frist" is all.

    Whoever was just told who pays for Ireland asks "when is the deadline" about that.
    """
    is_bare = heard.decision == "act" and heard.topic == OVERVIEW_TOPIC and not heard.names
    if not is_bare or heard.filters:
        return False
    is_few = len(folded(heard.text)) <= _WORDS_OF_DEADLINE
    is_word = is_few and bool(before.programmes or before.countries)
    is_about_programme = before.topic.startswith(PROGRAMME_TOPIC)
    return is_word or (is_about_programme and points_back(heard.text))


def _corrects_names(heard: Heard) -> bool:
    """Return whether other names are all that a short correction tells clearly."""
    is_short = len(folded(heard.text)) <= _MAX_WORDS
    is_clear = heard.decision == "answer" and heard.is_clear
    names = heard.programmes or heard.countries
    is_question = asks_on(heard.text)
    return heard.is_correction and bool(names) and is_short and not (is_clear or is_question)


def _answers_question_back(heard: Heard, before: Context) -> bool:
    """Return whether a message tells the day that a plan was waiting for."""
    is_awaited = before.wish == _PLAN and heard.names_day
    is_short = len(folded(heard.text)) <= _MAX_ANSWER_WORDS
    is_question = heard.text.rstrip().endswith("?")
    return is_awaited and is_short and not is_question and heard.decision in _NOT_ITS_OWN


def _leaves_unsaid(heard: Heard) -> bool:
    """Return whether the message cannot be understood without the one before."""
    # Whoever complains does not ask for the same once more.
    if COMPLAINT_TOPIC in heard.topics[:SECOND]:
        return False
    if is_unsure(heard):
        return _is_elliptic(heard)
    # "Was kostet das?" sounds like a question of its own, but it is not.
    is_short = len(folded(heard.text)) <= _SHORT_WORDS and not heard.names
    is_vague = heard.decision == "answer" and not heard.is_clear
    return is_vague and is_short and points_back(heard.text)


def _means_nothing_alone(heard: Heard, before: Context) -> bool:
    """Return whether "ab wann darf ich" is unclear by itself and not after an answer."""
    is_short = len(folded(heard.text)) <= _SHORT_WORDS
    is_told = before.decision == "answer" and not before.is_guess
    return is_told and is_short and is_unsure(heard) and heard.topics[:1] == _UNCLEAR


def _has_only_names(heard: Heard) -> bool:
    return bool(heard.names) and has_only(heard, heard.names)


def _is_elliptic(heard: Heard) -> bool:
    said = folded(heard.text)
    if not said or len(said) > _MAX_WORDS:
        return False
    is_joining = said[0] in words().joining
    return len(said) <= _FEW_WORDS or is_joining or points_back(heard.text)


def _asks_something_else(heard: Heard, before: Context) -> bool:
    """Return whether a whole question after deadlines is about something else, however unsure."""
    if before.decision != "act" or not before.selection or not is_unsure(heard):
        return False
    is_about_time = bool(heard.deadlines or heard.filters) or DEADLINE_ASPECT in heard.aspects
    if is_about_time or goes_on(heard.text) or len(folded(heard.text)) <= _SHORT_WORDS:
        return False
    topic = heard.topics[0] if heard.topics else ""
    return topic not in TIME_TOPICS and not topic.startswith((PROGRAMME_TOPIC, "meta_"))
