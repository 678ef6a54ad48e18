"""Recognises situations that decide the answer, whatever else a message says (``situation.yml``).

"Zwei haben Duldung, dürfen die mit nach Frankreich, und wer zahlt?": the country and the money say
much to the ranker, but nobody may travel before the other question is answered.
"""

from __future__ import annotations

from bot.dialogue.aspects import AMOUNT_ASPECT
from bot.dialogue.context import UNSURE, Heard, Meant
from bot.dialogue.money import asks_for_money
from bot.dialogue.situations.partner import lacks_partner, names_partner
from bot.dialogue.situations.several_funders import has_sums_of_several
from bot.dialogue.situations.situation_words import has_beginning, has_phrase, has_word, listed
from bot.dialogue.topics import (
    BODY_TOPIC,
    COMPLAINT_TOPIC,
    ENCOUNTER_TOPIC,
    EVENTS_TOPIC,
    FIRST_STEPS_TOPIC,
    GUESTS_VISA_TOPIC,
    LANGUAGE_TOPIC,
    OFFICE_TOPIC,
    OTHER_LANGUAGE_TOPIC,
    OVERVIEW_TOPIC,
    PARTNER_CASE,
    PERSON_TOPIC,
    PRESS_TOPIC,
    RESIDENCE_TOPIC,
    SCHOOL_TOPIC,
    SEVERAL_FUNDERS_TOPIC,
)
from bot.words.phrases import begins_with_any, folded

MEMORIAL_PROGRAMME = "gedenkstaetten_kjp"
"""Money for journeys to memorials without a partner."""

_NEAR = 3
_EVENTS_OR_TIME = frozenset({EVENTS_TOPIC, OVERVIEW_TOPIC})
FINAL = ("emergency", "smalltalk")
"""Decisions that answer for themselves, or are no questions."""
_ABOUT_RESIDENCE = ("sammelliste", "ho_aufenthalt_einzelfall", "visum_teilnehmende")
_DECISIONS = {COMPLAINT_TOPIC: "smalltalk", PARTNER_CASE: "handover"}
_FEW_WORDS = 6
_MOST_WORDS_OF_IF = 15
# So soon behind "ich bin" stands whose voice it is.
_WORDS_OF_SPEAKER = 10


def situation_meant(heard: Heard) -> Meant | None:
    """Return what a message means in one of the situations, None in all others."""
    said = folded(heard.text)
    if _is_others_language(heard, said):
        return Meant("clarify", LANGUAGE_TOPIC, (), heard.countries)
    if heard.decision in FINAL:
        return None
    if _is_about_press(said):
        return Meant("handover", PRESS_TOPIC, (), ())
    if _is_about_office(said, "office_reach") or _asks_whom_to_turn_to(said):
        return Meant("handover", PERSON_TOPIC, (), ())
    if _is_about_office(said, "office_who"):
        return Meant("answer", OFFICE_TOPIC, (), ())
    if _asks_for_events(heard, said):
        return Meant("act", EVENTS_TOPIC, (), ())
    if heard.decision == "handover":
        return None
    if has_sums_of_several(heard):
        return Meant("handover", SEVERAL_FUNDERS_TOPIC, heard.programmes, heard.countries)
    for topic, is_meant in (
        (FIRST_STEPS_TOPIC, _is_first_time),
        (PARTNER_CASE, _has_lost_partner),
        (COMPLAINT_TOPIC, _complains),
        (RESIDENCE_TOPIC, _is_about_residence),
        (SCHOOL_TOPIC, _is_for_school),
        (ENCOUNTER_TOPIC, _is_holiday),
        (BODY_TOPIC, _is_business),
    ):
        if is_meant(heard, said):
            decision = _DECISIONS.get(topic, "answer")
            return Meant(decision, topic, heard.programmes, heard.countries)
    return None


def tells_home(text: str) -> bool:
    """Say whether a message tells where the applicant is at home: "wir sitzen in …"."""
    return has_word(folded(text), "home_words")


def is_firm(text: str) -> bool:
    """Say whether a message speaks of a firm that wants to make a profit."""
    return has_word(folded(text), "business_words")


def has_no_idea(text: str) -> bool:
    """Say whether somebody does not know how to begin: all steps are meant, and no single one."""
    said = folded(text)
    begins = has_beginning(said, "beginning_beginnings") or has_phrase(said, "how_at_all")
    return begins and has_phrase(said, "no_idea")


def wants_money_too(heard: Heard, meant: Meant) -> bool:
    """Say whether a message about residence also asks who pays for the journey."""
    is_about_money = asks_for_money(heard.asked) or AMOUNT_ASPECT in heard.aspects
    names_journey = bool(meant.countries or meant.programmes)
    return meant.topic == RESIDENCE_TOPIC and is_about_money and names_journey


def _is_about_residence(heard: Heard, said: list[str]) -> bool:
    if not has_beginning(said, "residence_beginnings") or heard.topic in _ABOUT_RESIDENCE:
        return False
    return RESIDENCE_TOPIC in heard.topics[:_NEAR] or asks_for_money(heard.text)


def _is_for_school(heard: Heard, said: list[str]) -> bool:
    is_school = has_beginning(said, "school_beginnings") or has_word(said, "school_words")
    is_known = SCHOOL_TOPIC in heard.topics[:_NEAR]
    return is_school and is_known and has_word(said, "right_here")


def _is_holiday(heard: Heard, said: list[str]) -> bool:
    is_tournament = any(part in word for word in said for part in listed("tournament_parts"))
    is_holiday = is_tournament or has_beginning(said, "holiday_beginnings")
    is_near = ENCOUNTER_TOPIC in heard.topics[:_NEAR] or bool(heard.countries)
    is_exchange = has_beginning(said, "exchange_beginnings") and not lacks_partner(heard.text)
    is_open = not is_exchange and not names_partner(heard.text)
    return is_holiday and is_near and is_open and asks_for_money(heard.text)


def _is_first_time(heard: Heard, said: list[str]) -> bool:
    is_told = has_no_idea(heard.text) or has_phrase(said, "first_time")
    is_near = FIRST_STEPS_TOPIC in heard.topics[:_NEAR] and heard.decision in UNSURE
    # "Einladung aus Marokko bekommen" sounds like a visa for guests.
    is_visa = heard.topic == GUESTS_VISA_TOPIC and not asks_for_money(heard.text)
    is_visa = is_visa and not has_beginning(said, "entry_beginnings")
    is_invited = has_beginning(said, "invited_beginnings") and has_phrase(said, "never_done")
    return (is_told and is_near and not heard.names) or (is_visa and is_invited)


def _has_lost_partner(heard: Heard, said: list[str]) -> bool:
    """Return whether a partner that was found is none any more: "der will aber nicht mehr"."""
    is_near = PARTNER_CASE in heard.topics[:_NEAR]
    return is_near and names_partner(heard.text) and has_phrase(said, "partner_gone")


def _is_others_language(heard: Heard, said: list[str]) -> bool:
    """Return whether somebody else speaks no German: "eine Mutter spricht nur Arabisch"."""
    is_heard = heard.decision == "smalltalk" and heard.topic == OTHER_LANGUAGE_TOPIC
    return is_heard and has_word(said, "speakers") and not has_word(said, "speaks_oneself")


def _is_business(heard: Heard, said: list[str]) -> bool:
    is_own = has_phrase(said, "speaks_for")
    asks = has_word(said, "wants") or asks_for_money(heard.text)
    return has_word(said, "business_words") and is_own and asks


def _is_about_press(said: list[str]) -> bool:
    # "Dürfen wir die Presse einladen?" is about one's own work, and so is "wir sind acht
    # Ehrenamtliche …, und wer redet dann mit der Zeitung?".
    told = (said[place : place + _WORDS_OF_SPEAKER] for place in range(len(said)))
    return has_phrase(said, "press_phrases") or any(map(_speaks_for_press, told))


def _speaks_for_press(said: list[str]) -> bool:
    """Return whether words begin with who speaks, and name the press behind it."""
    is_press = has_beginning(said, "press_beginnings") or has_word(said, "press_words")
    return is_press and begins_with_any(f" {' '.join(said)} ", listed("press_speaks"))


def _complains(heard: Heard, said: list[str]) -> bool:
    is_told = has_phrase(said, "complaint_phrases")
    return is_told and not heard.programmes and not has_word(said, "not_about_us")


def _is_about_office(said: list[str], name: str) -> bool:
    """Return whether a short message asks for the office itself: "habt ihr heute offen"."""
    is_short = len(said) <= _FEW_WORDS
    return is_short and has_phrase(said, name) and not has_word(said, "not_the_office")


def _asks_whom_to_turn_to(said: list[str]) -> bool:
    """Return whether "wen ruf ich an, wenn ich nicht weiterkomme" asks for somebody who helps."""
    is_asked = bool(said) and has_word(said[:2], "ask_whom")
    return is_asked and len(said) <= _MOST_WORDS_OF_IF and has_phrase(said, "not_getting_on")


def _asks_for_events(heard: Heard, said: list[str]) -> bool:
    """Return whether "habt ihr da Fortbildungen" asks for the events of the office.

    So does "was läuft im März an Fortbildungen in NRW", where a time and no other subject is named.
    """
    is_near = not _EVENTS_OR_TIME.isdisjoint(heard.topics[:_NEAR])
    is_plain = not (heard.names or heard.deadlines) and is_near and has_word(said, "which_events")
    is_here = has_word(said, "by_office") or (is_plain and bool(heard.dates))
    is_named = has_word(said, "event_words") and is_here
    is_else = has_word(said, "asked_to_come") or has_beginning(said, "attending_beginnings")
    return is_named and len(said) <= _MOST_WORDS_OF_IF and not is_else
