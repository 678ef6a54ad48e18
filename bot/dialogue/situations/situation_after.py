"""Recognises situations that go on about what was talked about: "mist, was dann?".

Like the situations of a message itself (:mod:`bot.dialogue.situations.situation`), these decide
the answer.
"""

from __future__ import annotations

from bot.dialogue.aspects import PROGRAMME_TOPIC
from bot.dialogue.context import UNSURE, Context, Heard, Meant
from bot.dialogue.passages.asked_kind import gives_age
from bot.dialogue.situations.funding import funding_topic
from bot.dialogue.situations.own_entry import own_entry_meant
from bot.dialogue.situations.partner import lacks_partner, names_partner
from bot.dialogue.situations.situation import FINAL, MEMORIAL_PROGRAMME
from bot.dialogue.situations.situation_words import (
    has_beginning,
    has_phrase,
    has_word,
    listed,
)
from bot.dialogue.topics import (
    DECISION_TOPIC,
    ELSEWHERE_TOPIC,
    ENCOUNTER_TOPIC,
    HEALTH_TOPIC,
    LATE_TOPIC,
    PARENTS_TOPIC,
    PARTNERS_TOPIC,
    QUEER_TOPIC,
    SAFETY_TOPIC,
    TIME_TOPICS,
)
from bot.dialogue.wishes.decision_time import asks_when_decided
from bot.dialogue.words import words
from bot.words.phrases import folded

_FEW_WORDS = 6
_MOST_WORDS_OF_IF = 15
_MOST_WORDS_OF_FAILING = 9
_IF = "wenn"
# Below these, whoever falls ill is one of the young people.
_LOOKED_AFTER = frozenset({
    "aufsichtspflicht", "einverstaendnis_eltern", "eltern_ueberzeugen", PARENTS_TOPIC, SAFETY_TOPIC,
    "unterkunft_gastfamilien",
})  # fmt: skip


def situation_after(heard: Heard, before: Context | None) -> Meant | None:
    """Return what a message means after ``before`` in one of the situations, else None."""
    if heard.decision in (*FINAL, "handover"):
        return None
    said = folded(heard.text)
    return (
        _what_then(said, before)
        or _is_it_safe(heard, said, before)
        or _without_partner(heard, said, before)
        or _with_partner(heard, said, before)
        or _falls_ill(said, before)
        or _still_elsewhere(said, before)
        or _waits_for_decision(heard, before)
        or own_entry_meant(heard, before)
    )


def _what_then(said: list[str], before: Context | None) -> Meant | None:
    """Return what "mist, was dann?" means below deadlines."""
    if before is None or before.decision != "act":
        return None
    is_failing = has_word(said, "fails") and has_word(said, "not_words")
    # "Und wenn ich nur drei Wochen hab?"
    is_late = has_word(said, "time_units") and has_word(said, "only_words")
    is_short = _IF in said and len(said) <= _MOST_WORDS_OF_FAILING
    is_told = (is_short and (is_failing or is_late)) or _asks_what_is_left(said)
    if not is_told and " ".join(said) not in listed("what_then"):
        return None
    return Meant("answer", LATE_TOPIC, before.programmes, before.countries, is_follow_up=True)


def _asks_what_is_left(said: list[str]) -> bool:
    """Return whether "gibts trotzdem noch ne Möglichkeit" is all that is asked."""
    is_asked = has_word(said, "still") and has_word(said, "left") and has_word(said, "left_asked")
    return is_asked and len(said) <= _MOST_WORDS_OF_FAILING and not has_word(said, "not_left")


def _is_it_safe(heard: Heard, said: list[str], before: Context | None) -> Meant | None:
    """Return what "ist das gerade sicher dort" means about the country talked about, or named."""
    if before is not None and before.topic in (SAFETY_TOPIC, QUEER_TOPIC):
        return None
    topic = QUEER_TOPIC if has_word(said, "queer_words") else SAFETY_TOPIC
    if heard.countries and not heard.programmes and has_phrase(said, "safe_phrases"):
        return Meant("answer", topic, (), heard.countries)
    if before is None or not before.countries or heard.names or heard.decision not in UNSURE:
        return None
    is_safe = has_word(said, "safe_words") and has_word(said, "safe_there")
    # "Kann man da auch unter 18 hin?" asks for ages.
    is_age = gives_age(heard.text)
    can_one = has_word(said, "can_words") and before.decision == "answer" and not is_age
    is_going = has_word(said, "go_words") and (has_word(said, "now_words") or can_one)
    is_asked = is_safe or is_going
    if not is_asked or len(said) > _MOST_WORDS_OF_IF:
        return None
    return Meant("answer", topic, (), before.countries)


def _without_partner(heard: Heard, said: list[str], before: Context | None) -> Meant | None:
    """Return what "ohne polnische Partner" means after money for a journey was asked for."""
    if before is None:
        return None
    # "Ohne polnische Gruppe", where a partner is not needed.
    is_memorial = MEMORIAL_PROGRAMME in before.programmes and has_word(said, "groups")
    is_alone = is_memorial and not words().denying.isdisjoint(said)
    is_added = len(said) <= _FEW_WORDS and (is_alone or lacks_partner(heard.text))
    if not is_added or not before.topic.startswith(PROGRAMME_TOPIC):
        return None
    if MEMORIAL_PROGRAMME in before.programmes:
        return Meant("answer", before.topic, before.programmes, (), is_follow_up=True)
    if has_word(said, "not_yet") and not has_word(said, "saying_no"):
        # Who has none yet is looking for one.
        return Meant("answer", PARTNERS_TOPIC, (), before.countries)
    return Meant("answer", ENCOUNTER_TOPIC, (), before.countries, is_follow_up=True)


def _with_partner(heard: Heard, said: list[str], before: Context | None) -> Meant | None:
    """Return what "und wenn wir dort zusammen Programm machen?" means after a mere trip got a no.

    With a partner the money is that for the country which was named before.
    """
    if before is None or before.topic != ENCOUNTER_TOPIC or not before.countries or heard.names:
        return None
    is_together = has_word(said, "together_words") or names_partner(heard.text)
    is_if = len(said) <= _MOST_WORDS_OF_IF and has_word(said, "if_words")
    if heard.decision not in UNSURE or not (is_if and is_together) or lacks_partner(heard.text):
        return None
    topic = funding_topic(before.countries)
    return Meant("answer", topic, (), before.countries, is_follow_up=True)


def _falls_ill(said: list[str], before: Context | None) -> Meant | None:
    """Return what "und wenn er krank wird" means below who looks after young people.

    Below money it may be about who cancels, and below insurances about these.
    """
    if before is None or before.topic not in _LOOKED_AFTER or len(said) > _MOST_WORDS_OF_FAILING:
        return None
    is_ill = has_word(said, "if_words") and has_beginning(said, "ill_beginnings")
    is_of_team = has_word(said, "team_words") or has_word(said, "paid_words")
    return (
        Meant("answer", HEALTH_TOPIC, (), before.countries) if is_ill and not is_of_team else None
    )


def _still_elsewhere(said: list[str], before: Context | None) -> Meant | None:
    """Return what "und welches Landesjugendamt?" means to whoever is at home elsewhere."""
    if before is None or before.topic != ELSEWHERE_TOPIC or len(said) > _FEW_WORDS:
        return None
    if words().responsible.isdisjoint(said):
        return None
    return Meant("answer", ELSEWHERE_TOPIC, (), (), is_follow_up=True)


def _waits_for_decision(heard: Heard, before: Context | None) -> Meant | None:
    """Return what "Antrag abgegeben am 1.10., wann Bescheid" means: no deadline any more.

    Of a programme its sheet tells it.
    """
    names_programme = bool(heard.programmes) or (before is not None and bool(before.programmes))
    is_open = heard.decision != "answer" or heard.topic in (*TIME_TOPICS, DECISION_TOPIC)
    if names_programme or not is_open or not asks_when_decided(heard.text):
        return None
    return Meant("answer", DECISION_TOPIC, (), heard.countries)
