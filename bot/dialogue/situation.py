"""Recognises situations that decide the answer, whatever else a message says (``situation.yml``).

"Zwei haben Duldung, dürfen die mit nach Frankreich, und wer zahlt?": the country and the money say
much to the ranker, but nobody may travel before the other question is answered.
"""

from __future__ import annotations

from pathlib import Path

from bot.dialogue.aspects import PROGRAMME_TOPIC
from bot.dialogue.context import UNSURE, Context, Heard, Meant
from bot.dialogue.decision_time import asks_when_decided
from bot.dialogue.elliptic import EVENTS_TOPIC, OVERVIEW_TOPIC, TIME_TOPICS
from bot.dialogue.funding import funding_topic
from bot.dialogue.money import asks_for_money
from bot.dialogue.partner import lacks_partner, names_partner
from bot.dialogue.several_funders import SEVERAL_FUNDERS_TOPIC, has_sums_of_several
from bot.dialogue.words import words
from bot.words.lists import lists
from bot.words.phrases import folded, has_phrase

RESIDENCE_TOPIC = "gefluechtete_duldung"
"""May those who are only tolerated travel? The money for the journey comes after it."""
SCHOOL_TOPIC = "verweis_schueleraustausch"
"""Schools are sent on to others, whatever town they are in."""
ENCOUNTER_TOPIC = "jugendbegegnung_definition"
"""What makes a journey one that can be paid for: a partner group."""
BODY_TOPIC = "traeger_rechtsform"
MEMORIAL_PROGRAMME = "gedenkstaetten_kjp"
"""Money for journeys to memorials without a partner."""
LATE_TOPIC = "frist_verpasst_kurzfristig"
"""What is left where a deadline is over."""
DECISION_TOPIC = "zuwendungsbescheid"
"""What the decision on an application is, and whom to ask when it comes."""
ELSEWHERE_TOPIC = "anderes_bundesland"
"""Who advises bodies outside NRW."""
_HUMAN_TOPIC = "meta_mensch_sprechen"
_FIRST_STEPS_TOPIC = "erste_schritte"
_OFFICE_TOPIC = "servicestelle_angebot"
_SAFETY_TOPIC = "sicherheit_reisewarnung"
_QUEER_TOPIC = "lgbtiq_sicherheit"
_PRESS_TOPIC = "ho_presse_politik"
_COMPLAINT_TOPIC = "meta_feedback_beschwerde"

_FILE = Path(__file__).with_name("situation.yml")
_NEAR = 3
_EVENTS_OR_TIME = frozenset({EVENTS_TOPIC, OVERVIEW_TOPIC})
_AMOUNT = "betrag"
# These answer for themselves, or are no questions.
_FINAL = ("emergency", "smalltalk")
_ABOUT_RESIDENCE = ("sammelliste", "ho_aufenthalt_einzelfall", "visum_teilnehmende")
_FEW_WORDS = 6
_MOST_WORDS_OF_IF = 15
_MOST_WORDS_OF_FAILING = 9
_IF = "wenn"


def situation_meant(heard: Heard, before: Context | None) -> Meant | None:
    """Return what a message means in one of the situations, None in all others."""
    if heard.decision in _FINAL:
        return None
    said = folded(heard.text)
    if _is_about_press(said):
        return Meant("handover", _PRESS_TOPIC, (), ())
    if _is_about_office(said, "office_reach"):
        return Meant("handover", _HUMAN_TOPIC, (), ())
    if _is_about_office(said, "office_who"):
        return Meant("answer", _OFFICE_TOPIC, (), ())
    if _asks_for_events(heard, said):
        return Meant("act", EVENTS_TOPIC, (), ())
    if heard.decision == "handover":
        return None
    if has_sums_of_several(heard):
        return Meant("handover", SEVERAL_FUNDERS_TOPIC, heard.programmes, heard.countries)
    for topic, is_meant in (
        (_FIRST_STEPS_TOPIC, _is_first_time),
        (_COMPLAINT_TOPIC, _complains),
        (RESIDENCE_TOPIC, _is_about_residence),
        (SCHOOL_TOPIC, _is_for_school),
        (ENCOUNTER_TOPIC, _is_holiday),
        (BODY_TOPIC, _is_business),
    ):
        if is_meant(heard, said):
            decision = "smalltalk" if topic == _COMPLAINT_TOPIC else "answer"
            return Meant(decision, topic, heard.programmes, heard.countries)
    return (
        _what_then(said, before)
        or _is_it_safe(heard, said, before)
        or _without_partner(heard, said, before)
        or _with_partner(heard, said, before)
        or _still_elsewhere(said, before)
        or _waits_for_decision(heard, before)
    )


def tells_home(text: str) -> bool:
    """Say whether a message tells where the applicant is at home: "wir sitzen in …"."""
    return _has_word(folded(text), "home_words")


def is_firm(text: str) -> bool:
    """Say whether a message speaks of a firm that wants to make a profit."""
    return _has_word(folded(text), "business_words")


def wants_money_too(heard: Heard, meant: Meant) -> bool:
    """Say whether a message about residence also asks who pays for the journey."""
    is_about_money = asks_for_money(heard.asked) or _AMOUNT in heard.aspects
    names_journey = bool(meant.countries or meant.programmes)
    return meant.topic == RESIDENCE_TOPIC and is_about_money and names_journey


def _is_about_residence(heard: Heard, said: list[str]) -> bool:
    if not _has_beginning(said, "residence_beginnings") or heard.topic in _ABOUT_RESIDENCE:
        return False
    return RESIDENCE_TOPIC in heard.topics[:_NEAR] or asks_for_money(heard.text)


def _is_for_school(heard: Heard, said: list[str]) -> bool:
    is_school = _has_beginning(said, "school_beginnings") or _has_word(said, "school_words")
    is_known = SCHOOL_TOPIC in heard.topics[:_NEAR]
    return is_school and is_known and _has_word(said, "right_here")


def _is_holiday(heard: Heard, said: list[str]) -> bool:
    is_tournament = any(part in word for word in said for part in _listed("tournament_parts"))
    is_holiday = is_tournament or _has_beginning(said, "holiday_beginnings")
    is_near = ENCOUNTER_TOPIC in heard.topics[:_NEAR] or bool(heard.countries)
    is_exchange = _has_beginning(said, "exchange_beginnings") and not lacks_partner(heard.text)
    is_open = not is_exchange and not names_partner(heard.text)
    return is_holiday and is_near and is_open and asks_for_money(heard.text)


def _is_first_time(heard: Heard, said: list[str]) -> bool:
    is_near = _FIRST_STEPS_TOPIC in heard.topics[:_NEAR] and heard.decision in UNSURE
    return is_near and not heard.names and _has_phrase(said, "first_time")


def _is_business(heard: Heard, said: list[str]) -> bool:
    is_own = _has_phrase(said, "speaks_for")
    asks = _has_word(said, "wants") or asks_for_money(heard.text)
    return _has_word(said, "business_words") and is_own and asks


def _is_about_press(said: list[str]) -> bool:
    is_press = _has_beginning(said, "press_beginnings") or _has_word(said, "press_words")
    # "Dürfen wir die Presse einladen?" is about one's own work.
    speaks_of_itself = _has_phrase(said, "press_speaks")
    return (is_press and speaks_of_itself) or _has_phrase(said, "press_phrases")


def _complains(heard: Heard, said: list[str]) -> bool:
    is_told = _has_phrase(said, "complaint_phrases")
    return is_told and not heard.programmes and not _has_word(said, "not_about_us")


def _what_then(said: list[str], before: Context | None) -> Meant | None:
    """Return what "mist, was dann?" means below deadlines."""
    if before is None or before.decision != "act":
        return None
    is_failing = _IF in said and _has_word(said, "fails") and _has_word(said, "not_words")
    is_short = len(said) <= _MOST_WORDS_OF_FAILING
    if not (is_failing and is_short) and " ".join(said) not in _listed("what_then"):
        return None
    return Meant("answer", LATE_TOPIC, before.programmes, before.countries, is_follow_up=True)


def _waits_for_decision(heard: Heard, before: Context | None) -> Meant | None:
    """Return what "Antrag abgegeben am 1.10., wann Bescheid" means: no deadline any more.

    Of a programme its sheet tells it.
    """
    names_programme = bool(heard.programmes) or (before is not None and bool(before.programmes))
    is_open = heard.decision != "answer" or heard.topic in (*TIME_TOPICS, DECISION_TOPIC)
    if names_programme or not is_open or not asks_when_decided(heard.text):
        return None
    return Meant("answer", DECISION_TOPIC, (), heard.countries)


def _is_about_office(said: list[str], name: str) -> bool:
    """Return whether a short message asks for the office itself: "habt ihr heute offen"."""
    is_short = len(said) <= _FEW_WORDS
    return is_short and _has_phrase(said, name) and not _has_word(said, "not_the_office")


def _asks_for_events(heard: Heard, said: list[str]) -> bool:
    """Return whether "habt ihr da Fortbildungen" asks for the events of the office.

    So does "was läuft im März an Fortbildungen in NRW", where a time and no other subject is named.
    """
    is_near = not _EVENTS_OR_TIME.isdisjoint(heard.topics[:_NEAR])
    is_plain = not (heard.names or heard.deadlines) and is_near and _has_word(said, "which_events")
    is_here = _has_word(said, "by_office") or (is_plain and bool(heard.dates))
    is_named = _has_word(said, "event_words") and is_here
    is_else = _has_word(said, "asked_to_come") or _has_beginning(said, "attending_beginnings")
    return is_named and len(said) <= _MOST_WORDS_OF_IF and not is_else


def _is_it_safe(heard: Heard, said: list[str], before: Context | None) -> Meant | None:
    """Return what "ist das gerade sicher dort" means about the country talked about."""
    if before is None or not before.countries or heard.names or heard.decision not in UNSURE:
        return None
    if before.topic in (_SAFETY_TOPIC, _QUEER_TOPIC):
        return None
    is_safe = _has_word(said, "safe_words") and _has_word(said, "safe_there")
    can_one = _has_word(said, "can_words") and before.decision == "answer"
    is_going = _has_word(said, "go_words") and (_has_word(said, "now_words") or can_one)
    is_asked = is_safe or is_going
    if not is_asked or len(said) > _MOST_WORDS_OF_IF:
        return None
    topic = _QUEER_TOPIC if _has_word(said, "queer_words") else _SAFETY_TOPIC
    return Meant("answer", topic, (), before.countries)


def _without_partner(heard: Heard, said: list[str], before: Context | None) -> Meant | None:
    """Return what "ohne polnische Partner" means after money for a journey was asked for."""
    is_added = len(said) <= _FEW_WORDS and lacks_partner(heard.text)
    if before is None or not is_added or not before.topic.startswith(PROGRAMME_TOPIC):
        return None
    if MEMORIAL_PROGRAMME in before.programmes:
        return Meant("answer", before.topic, before.programmes, (), is_follow_up=True)
    return Meant("answer", ENCOUNTER_TOPIC, (), before.countries, is_follow_up=True)


def _with_partner(heard: Heard, said: list[str], before: Context | None) -> Meant | None:
    """Return what "und wenn wir dort zusammen Programm machen?" means after a mere trip got a no.

    With a partner the money is that for the country which was named before.
    """
    if before is None or before.topic != ENCOUNTER_TOPIC or not before.countries or heard.names:
        return None
    is_together = _has_word(said, "together_words") or names_partner(heard.text)
    is_if = len(said) <= _MOST_WORDS_OF_IF and _has_word(said, "if_words")
    if heard.decision not in UNSURE or not (is_if and is_together) or lacks_partner(heard.text):
        return None
    topic = funding_topic(before.countries)
    return Meant("answer", topic, (), before.countries, is_follow_up=True)


def _still_elsewhere(said: list[str], before: Context | None) -> Meant | None:
    """Return what "und welches Landesjugendamt?" means to whoever is at home elsewhere."""
    if before is None or before.topic != ELSEWHERE_TOPIC or len(said) > _FEW_WORDS:
        return None
    if words().responsible.isdisjoint(said):
        return None
    return Meant("answer", ELSEWHERE_TOPIC, (), (), is_follow_up=True)


def _has_beginning(said: list[str], name: str) -> bool:
    return any(word.startswith(_listed(name)) for word in said)


def _has_phrase(said: list[str], name: str) -> bool:
    return has_phrase(said, _listed(name))


def _has_word(said: list[str], name: str) -> bool:
    return not set(_listed(name)).isdisjoint(said)


def _listed(name: str) -> tuple[str, ...]:
    return lists(_FILE)[name]
