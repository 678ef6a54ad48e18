"""What a message means that names a day, or asks for deadlines and for nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue.aspects import PROGRAMME_TOPIC
from bot.dialogue.context import UNSURE, Context, Heard, Meant
from bot.dialogue.elliptic import EVENTS_TOPIC, OVERVIEW_TOPIC, SECOND, TIME_TOPICS, again
from bot.dialogue.words import words
from bot.words.phrases import folded, has_phrase

_OPEN = ("act", "answer", "clarify", "fallback")
_UNSURE = ("clarify", "fallback")
_CLEAR_LEAD = 0.25
_MAX_WORDS = 9
_FEW_WORDS = 3
_FEW_WORDS_OF_TIME = 4
_OTHER_WORDS = 2
_VALID = frozenset({"gilt", "noch"})
_ACCOUNTS_TOPIC = "verwendungsnachweis"
_DURATION_TOPIC = "dauer_reisetage"
_LATE_TOPIC = "frist_verpasst_kurzfristig"
# These have deadlines of their own, which the entries tell.
_OWN_DEADLINES = frozenset({"verwendungsnachweis", "mittelabruf_vorfinanzierung"})
# Answers about money, after which a day alone is that of the journey.
_ABOUT_MONEY = ("country", "aspect", "comparison")


def timing_meant(heard: Heard, before: Context | None) -> Meant | None:
    """Return what is meant by a day or a bare word for deadlines, None where it is neither."""
    if heard.decision not in _OPEN:
        return None
    is_told = (heard.decision, heard.topic) == ("answer", _ACCOUNTS_TOPIC)
    if heard.deadlines and not is_told and _is_about_accounts(heard):
        return Meant("answer", _ACCOUNTS_TOPIC, heard.programmes, heard.countries)
    names_time = heard.names_day or bool(heard.dates)
    if heard.asks_in_time and names_time and (heard.names or _has_subject(before)):
        return _deadlines(heard, before)
    if heard.asks_in_time and heard.asks_time_left and names_time and heard.decision in _UNSURE:
        # "Schaff ich das noch für März?": all that closes before, until a programme is named.
        return Meant("act", OVERVIEW_TOPIC, (), ())
    if (
        heard.asks_time_left
        and not heard.names_day
        and (heard.names or _is_short_after(heard, before))
    ):
        # "Noch Zeit?" after Poland, "Erasmus, schaffen wir das noch?": the month is asked for.
        return _deadlines(heard, before)
    # "Wie lange vor der Fahrt beantragen?" sounds like the length of a journey.
    is_about_programme = heard.topic in (*heard.named_topics, _DURATION_TOPIC) or (
        heard.topic or ""
    ).startswith(PROGRAMME_TOPIC)
    if heard.is_for_deadlines and heard.asks_for_one and is_about_programme:
        # "Griechenland Sommer 27, wann Antrag?"
        return _deadlines(heard, before)
    is_about_time = heard.decision == "answer" and heard.topic in TIME_TOPICS
    has_subject = bool(heard.programmes or heard.countries)
    if is_about_time and heard.asks_for_one and has_subject and heard.dates:
        # "Wann muss ich spätestens los mit dem KJP-Antrag für die Sommerferien?"
        return _deadlines(heard, before)
    if heard.doubts_day and heard.topic != EVENTS_TOPIC and (heard.names or _has_subject(before)):
        return _deadlines(heard, before)
    if heard.deadlines and has_only(heard, (*heard.filters, *heard.deadlines)):
        return _bare(heard, before)
    if heard.decision == "answer" and heard.programmes and _names_deadline_of_it(heard):
        return _deadlines(heard, None)
    if before is not None and _asks_for_validity(heard, before):
        return Meant("answer", before.topic, before.programmes, before.countries)
    if _is_about_a_time(heard) or (before is not None and _is_another_subject(heard, before)):
        return Meant("act", OVERVIEW_TOPIC, heard.programmes, heard.countries)
    if heard.is_lone_day and (before is None or not _has_subject(before)):
        # "19. Februar": what is on that day is asked about, or when a journey begins.
        return Meant("act", OVERVIEW_TOPIC, (), ())
    if before is None or not heard.dates or heard.names:
        return None
    is_vague = heard.decision != "act" and heard.lead < _CLEAR_LEAD
    is_short = len(folded(heard.text)) <= _MAX_WORDS
    if before.decision == "act" and before.selection and is_vague and is_short:
        # "Aber auf der Seite steht 19.2." is about the deadlines above, and about nobody's age.
        return again(heard, before)
    if _is_about_money(before) and has_only(heard, heard.filters):
        return _deadlines(heard, before)
    return None


def _is_short_after(heard: Heard, before: Context | None) -> bool:
    is_few = len(folded(heard.text)) <= _FEW_WORDS_OF_TIME
    return is_few and _has_subject(before)


def _is_about_accounts(heard: Heard) -> bool:
    """Return whether "bis wann abrechnen" asks for the deadline after the journey."""
    said, known = folded(heard.text), words()
    is_named = any(word.startswith(tuple(known.of_accounts)) for word in said)
    return is_named or has_phrase(said, known.back_home)


def _bare(heard: Heard, before: Context | None) -> Meant | None:
    """Return what a message means that names deadlines, and at most for what and when."""
    # "Frist Großbritannien" is no question for the way into the country.
    is_named = bool(heard.names) and heard.decision != "act" and heard.topic != _LATE_TOPIC
    is_dated = bool(heard.dates)
    is_short = len(folded(heard.text)) <= _FEW_WORDS and not is_dated
    if is_dated and heard.asks_for_one and not heard.names and _has_subject(before):
        # "Bis wann für Sommer 27?"
        return None if _names_state(heard) else _deadlines(heard, before)
    is_about_it = is_short and not (heard.names or _names_state(heard)) and _has_subject(before)
    return _deadlines(heard, before) if is_named or is_about_it else None


def _names_state(heard: Heard) -> bool:
    """Return whether a home or a way is named beside times: other deadlines than those before."""
    known = {n for start, end in (*heard.dates, *heard.deadlines) for n in range(start, end)}
    named = {n for start, end in heard.filters for n in range(start, end)}
    return any(not heard.text[n].isspace() for n in named - known)


def _names_deadline_of_it(heard: Heard) -> bool:
    """Return whether "CERV-Frist" or "Frist beim DPJW" stands in a message about something else."""
    if heard.topic == _LATE_TOPIC or heard.topic in _OWN_DEADLINES:
        return False
    for first, last in heard.names:
        for start, end in heard.deadlines:
            between = heard.text[min(last, end) : max(first, start)]
            if all(word in words().empty for word in folded(between)):
                return True
    return False


def _asks_for_validity(heard: Heard, before: Context) -> bool:
    """Return whether "Gilt der Förderplan noch 2028?" asks for the programme and no deadline."""
    is_asked = set(folded(heard.text)) >= _VALID and bool(heard.dates)
    return is_asked and before.topic.startswith(PROGRAMME_TOPIC)


def _is_about_a_time(heard: Heard) -> bool:
    """Return whether "Was ist im Januar fällig?" is unsure only of what may be meant beside it."""
    if heard.decision != "clarify" or heard.names or not heard.dates:
        return False
    first, near = heard.topics[:1], heard.topics[:SECOND]
    is_near = OVERVIEW_TOPIC in near and first[0] in (OVERVIEW_TOPIC, _LATE_TOPIC)
    # "Und im März?" goes on with what was asked before.
    goes_on = folded(heard.text)[0] in words().joining or has_only(heard, heard.filters)
    return is_near and not goes_on


def _is_another_subject(heard: Heard, before: Context) -> bool:
    """Return whether deadlines of something are asked for that we know no programme of."""
    if heard.decision not in UNSURE or heard.names or not heard.deadlines:
        return False
    if before.decision != "act" or _LATE_TOPIC in heard.topics[:SECOND]:
        return False
    said = folded(heard.text)
    known = folded(" ".join(heard.text[start:end] for start, end in _known(heard)))
    rest = [word for word in said if word not in words().empty and word not in known]
    return said[0] not in words().joining and len(rest) >= _OTHER_WORDS


def _known(heard: Heard) -> tuple[tuple[int, int], ...]:
    return (*heard.names, *heard.filters, *heard.deadlines)


def has_only(heard: Heard, spans: Sequence[tuple[int, int]]) -> bool:
    """Say whether nothing with a meaning of its own stands beside names and ``spans``."""
    known = (*heard.names, *spans)
    rest = "".join(
        " " if any(start <= place < end for start, end in known) else char
        for place, char in enumerate(heard.text)
    )
    return all(word in words().empty for word in folded(rest))


def _deadlines(heard: Heard, before: Context | None) -> Meant:
    """Return the question for the deadlines of what is named, or of what was talked about."""
    if heard.names or before is None:
        topic = heard.topic or ""
        topic = topic if topic.startswith(PROGRAMME_TOPIC) else OVERVIEW_TOPIC
        return Meant("act", topic, heard.programmes, heard.countries)
    is_programme = before.topic.startswith(PROGRAMME_TOPIC)
    topic = before.topic if is_programme else OVERVIEW_TOPIC
    return Meant("act", topic, before.programmes, before.countries, is_follow_up=True)


def _has_subject(before: Context | None) -> bool:
    return before is not None and (
        bool(before.programmes or before.countries) or before.topic.startswith(PROGRAMME_TOPIC)
    )


def _is_about_money(before: Context) -> bool:
    is_told = before.topic.startswith(PROGRAMME_TOPIC) or before.wish in _ABOUT_MONEY
    return before.decision == "answer" and is_told and _has_subject(before)
