"""What a message says of times, ways and formats, beside what the understanding named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rasa_sdk import Tracker

from actions import wiring
from actions.conversation.messages import entity_spans, message_of
from bot.deadlines.asked.asking import asks_for_one, asks_whether_in_time, is_for_deadlines
from bot.deadlines.asked.dates import DateSpan, find_dates
from bot.deadlines.asked.doubt import (
    asks_if_day_holds,
    doubted_time,
    doubts,
    is_one_day,
    lone_day,
    says_it_is_over,
)
from bot.deadlines.asked.named_spans import deadline_spans, filter_spans, land_spans
from bot.deadlines.asked.narrowing import funds_of_land
from bot.deadlines.asked.query_reading import query_from
from bot.deadlines.asked.time_left import (
    asks_briefly_for_time_left,
    asks_which_are_sure,
    ends_in_when,
)
from bot.deadlines.lookup import NRW
from bot.dialogue.aspects import PROGRAMME_TOPIC
from bot.dialogue.context import UNSURE, Context, Heard, Meant
from bot.dialogue.meaning.ordinals import programme_chosen
from bot.dialogue.passages.passage import content_words
from bot.dialogue.topics import FUNDING_OVERVIEW, OVERVIEW_TOPIC
from bot.dialogue.wishes.told_facts import only_tells, without
from bot.offers.journey import names_first_day
from bot.offers.several_journeys import journeys_apart
from bot.offers.which_time import are_days, times_to_choose

# In a longer message "vom Land" may be where somebody lives.
_FEW_WORDS = 6


def with_clues(heard: Heard, tracker: Tracker) -> Heard:
    """Return what was heard with what it says of times, ways and formats."""
    now = wiring.now()
    heard = _with_land(heard)
    dates = find_dates(heard.asked, now)
    query = query_from(
        heard.asked,
        programmes=heard.programmes,
        countries=heard.countries,
        formats=heard.formats,
        dates=dates,
    )
    return replace(
        heard,
        topics=_topics_that_hold(heard),
        named_topics=_topics_of_named(heard),
        filters=(*filter_spans(heard.asked, dates), *entity_spans(tracker, "format")),
        names_day=names_first_day(message_of(tracker), dates, now),
        is_for_deadlines=is_for_deadlines(heard.asked, query),
        dates=tuple((span.start, span.end) for span in dates),
        deadlines=tuple(deadline_spans(heard.asked)),
        asks_in_time=asks_whether_in_time(heard.asked, query),
        asks_if_sure=asks_which_are_sure(heard.asked),
        asks_for_one=asks_for_one(heard.asked)
        or (bool(heard.programmes) and ends_in_when(heard.asked)),
        asks_time_left=asks_briefly_for_time_left(heard.asked),
        is_lone_day=lone_day(heard.asked, query.period, now) is not None
        or asks_if_day_holds(heard.asked, dates),
        tells_journeys=only_tells(heard.text)
        # From a first day the plan of one of them is made.
        and not any(map(is_one_day, dates))
        and bool(journeys_apart(message_of(tracker), query, now)),
        doubts_day=doubted_time(heard.asked, query.period) is not None
        or _asks_which_time(heard, dates)
        or _asks_if_over(heard, dates),
    )


def _asks_which_time(heard: Heard, dates: Sequence[DateSpan]) -> bool:
    """Say whether it is asked which of several times is that of a deadline.

    "Mai oder Juni?" by itself may be about a journey.
    """
    times = times_to_choose(heard.asked, dates, heard.names)
    is_of_deadline = bool(heard.programmes) or bool(deadline_spans(heard.asked))
    return bool(times) and (is_of_deadline or are_days(times))


def _asks_if_over(heard: Heard, dates: Sequence[DateSpan]) -> bool:
    """Say whether "der 1.10. ist bei Erasmus schon rum, oder" is all that is said of a day."""
    is_day = len(dates) == 1 and is_one_day(dates[0]) and dates[0].is_told_over
    is_unsure = heard.decision in UNSURE and bool(heard.programmes)
    return is_day and is_unsure and says_it_is_over(heard.asked)


def with_chosen(heard: Heard, before: Context | None, earlier: Sequence[Context]) -> Heard:
    """Return what was heard with the programme that it chooses of several: "das zweite, bis wann".

    ``earlier`` are the contexts of the conversation, the oldest first.
    """
    chosen = None if heard.programmes else programme_chosen(heard.text, before, earlier)
    if chosen is None:
        return heard
    # "Das erste, zahlt man da selbst was" asks no sheet, "und das erste?" the same as before.
    is_bare = not content_words(without(heard.text, [chosen.span]))
    is_of_sheet = bool(heard.aspects or heard.deadlines) or is_bare
    names = (*heard.names, chosen.span) if is_of_sheet else heard.names
    named = replace(heard, programmes=(chosen.programme,), names=names)
    topics = _topics_of_named(named)
    return replace(
        named, named_topics=topics, topics=tuple(dict.fromkeys((*topics, *heard.topics)))
    )


def _with_land(heard: Heard) -> Heard:
    """Return a short message with the Land's own programme where it says "beim Land"."""
    spans = land_spans(heard.text)
    book = wiring.deadlines().usable(wiring.DEADLINES_UNUSABLE) if spans else None
    # "Ich hab gehört, beim Land bis 15.10., stimmt das?"
    is_short = len(heard.text.split()) <= _FEW_WORDS or doubts(heard.text)
    if book is None or heard.programmes or heard.countries or not is_short:
        return heard
    meant = funds_of_land(book, NRW)
    topics = [p.topic for p in book.programmes if p.id in meant and p.topic]
    return replace(
        heard,
        programmes=meant,
        names=(*heard.names, *spans),
        topics=tuple(dict.fromkeys((*topics, *heard.topics))),
    )


def _topics_of_named(heard: Heard) -> tuple[str, ...]:
    """Return the topics of the programmes that are named."""
    if not heard.programmes:
        return ()
    known = wiring.programmes_with_deadlines()
    topics = (p.topic for p in known if p.id in heard.programmes)
    return tuple(dict.fromkeys(filter(None, topics)))


def of_one_programme(meant: Meant) -> Meant:
    """Return a question for the deadlines of one programme with the topic of that programme.

    Whoever asks on after "Wann muss das zum KJP?" asks on about the KJP.
    """
    is_open = meant.decision == "act" and meant.topic == OVERVIEW_TOPIC
    if not is_open or len(meant.programmes) != 1:
        return meant
    known = wiring.programmes_with_deadlines()
    topics = [p.topic or "" for p in known if p.id == meant.programmes[0]]
    is_about_money = topics[:1] != [] and topics[0].startswith(PROGRAMME_TOPIC)
    return replace(meant, topic=topics[0]) if is_about_money else meant


def of_town(meant: Meant) -> Meant:
    """Return a question for the deadline of a money that no programme has with its entry.

    "Bis wann beim Stadtjugendring?": each town has its own, and the entry says so.
    """
    topic = meant.topic or ""
    is_open = meant.decision == "act" and topic.startswith(PROGRAMME_TOPIC)
    if not is_open or meant.programmes or meant.countries or topic == FUNDING_OVERVIEW:
        return meant
    known = {p.topic for p in wiring.programmes_with_deadlines()}
    return meant if topic in known else replace(meant, decision="answer")


def _topics_that_hold(heard: Heard) -> tuple[str, ...]:
    """Return the nearest topics without those of a programme that was taken back."""
    if not heard.taken_back:
        return heard.topics
    known = wiring.programmes_with_deadlines()
    held = {p.topic for p in known if p.id in heard.programmes}
    gone = {p.topic for p in known if p.id in heard.taken_back} - held
    return tuple(topic for topic in heard.topics if topic not in gone)
