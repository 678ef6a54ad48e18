"""Which deadlines a message means in its conversation: subject, time, way and home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.deadlines.address import query_from_address
from bot.deadlines.asked.asking import (
    Concern,
    asks_for_next,
    is_for_the_land,
    is_outside_schools,
    wants_everything,
)
from bot.deadlines.asked.dates import DateSpan, find_dates
from bot.deadlines.asked.doubt import DoubtedTime, bare_time, round_season
from bot.deadlines.asked.later import after_shown, asks_for_later_round
from bot.deadlines.asked.named_spans import lists_names
from bot.deadlines.asked.narrowing import (
    funds_of_land,
    query_for,
    still_holding,
    with_those_of,
    with_way,
)
from bot.deadlines.asked.query_reading import query_from
from bot.deadlines.asked.sending import (
    asks_of_day,
    judges_sending,
    last_day_of,
    tells_of_sending,
)
from bot.deadlines.asked.shifting import shift_in
from bot.deadlines.asked.single_person import goes_as_single_person
from bot.deadlines.asked.time_left import asks_whether_over, leaves_month_open
from bot.deadlines.asked.unsaid_years import (
    dates_beside,
    with_application_before,
    with_coming_start,
)
from bot.deadlines.lookup import NRW, DeadlineQuery, YouthOffice
from bot.deadlines.office.parsing import DeadlineBook
from bot.deadlines.umbrellas import WITH_UMBRELLA
from bot.dialogue.context import Context, Heard, Meant
from bot.fit.service import FitService
from bot.fit.told.reading import Message
from bot.fit.without_partner import goes_alone, memorial_programmes, single_programmes
from bot.offers.concern import carried_over, with_subject
from bot.offers.earlier_talk import may_begin, with_talk, with_told_start
from bot.offers.members import own_umbrella
from bot.offers.remarks import formats_of_school, is_of_school

_SEVERAL = 2


@dataclass(frozen=True)
class Home:
    """Where the applicant is at home, as far as the conversation told: office in NRW or state."""

    office: YouthOffice | None = None
    state: str | None = None


@dataclass(frozen=True)
class Inquiry:
    """A message about deadlines in its conversation.

    ``message`` holds its names and quantities, ``contexts`` what was talked about, the oldest
    first, ``said`` what the person wrote, the latest message last.
    """

    heard: Heard
    message: Message
    meant: Meant
    before: Context | None
    concern: Concern
    contexts: Sequence[Context] = ()
    said: Sequence[str] = ()
    home: Home = Home()

    @property
    def names_subject(self) -> bool:
        """Say whether the message names a programme, a country or the Land."""
        is_named = bool(self.heard.programmes or self.heard.countries)
        return is_named or is_for_the_land(self.heard.held)


@dataclass(frozen=True)
class Selected:
    """The filters that are meant.

    ``is_for_single_person``: programmes for one young person took the place of those for groups.
    ``is_after_last``: what comes after the last round that is known was asked for. ``asks_of_day``:
    the time is that of an application, and it is asked whether it is early enough. ``season`` is
    one named alone below deadlines, in which a round may end as well as a journey begin.
    """

    query: DeadlineQuery
    is_for_single_person: bool = False
    is_after_last: bool = False
    asks_of_day: bool = False
    season: DoubtedTime | None = None


class DeadlineSelection:
    """Reads the filters that a message means: first its own words, then what still holds."""

    def __init__(self, book: DeadlineBook, fit: FitService, now: datetime) -> None:
        """Use the deadlines of ``book``; ``fit`` knows the programmes for single persons."""
        self._book = book
        self._fit = fit
        self._now = now

    def select(self, inquiry: Inquiry) -> Selected:
        """Return the filters that a message means in its conversation."""
        shown = _shown_before(inquiry)
        if shown is not None:
            later = after_shown(self._book, shown, self._now)
            return Selected(later or shown, is_after_last=later is None)
        heard = inquiry.heard
        before = with_subject(heard.text, inquiry.before, inquiry.contexts)
        inquiry = of_whole_journey(replace(inquiry, before=before))
        earlier, topic = self._earlier(inquiry)
        goes_on = self._goes_on(inquiry, earlier)
        asked = self._with_funds(inquiry, self._asked(inquiry, earlier, goes_on=goes_on))
        asked, is_single = self._without_partner(inquiry, asked)
        if heard.is_correction:
            earlier = still_holding(earlier, asked, heard.taken_back)
        query = query_for(self._book, asked, topic=topic, before=earlier)
        if own_umbrella(inquiry.said) is not None and not query.routes:
            query = replace(query, routes=WITH_UMBRELLA)
        return Selected(
            query,
            is_for_single_person=is_single,
            asks_of_day=goes_on,
            season=self._season(inquiry, earlier),
        )

    def _season(self, inquiry: Inquiry, earlier: DeadlineQuery) -> DoubtedTime | None:
        """Return the season of "und im Frühjahr?" below deadlines, where no journey was told."""
        span = bare_time(inquiry.heard.held, find_dates(inquiry.heard.held, self._now))
        is_below = inquiry.before is not None and bool(inquiry.before.selection)
        is_open = is_below and earlier.start is None and bool(earlier.programmes)
        is_season = is_open and span is not None and span.is_without_year
        return round_season(span) if is_season and span is not None else None

    def _earlier(self, inquiry: Inquiry) -> tuple[DeadlineQuery, str | None]:
        """Return the filters that still hold from the talk before, and the topic meant."""
        heard, contexts = inquiry.heard, inquiry.contexts
        meant = inquiry.meant
        dates = find_dates(heard.text, self._now)
        is_sent = tells_of_sending(heard.text) and bool(dates)
        if not inquiry.names_subject and (is_sent or asks_of_day(heard.text)):
            # "Reicht der 1. Dezember?" after deadlines asks about these.
            meant = replace(meant, is_follow_up=True)
        earlier, topic = carried_over(heard.text, meant, inquiry.before, inquiry.concern)
        if not inquiry.names_subject:
            earlier = with_talk(heard.text, earlier, topic, contexts, self._book, self._now)
            # "Und andere Länder?" after DPJW is about no programme of the talk.
            topic = None if wants_everything(heard.text) else topic
        if asks_for_next(heard.text) and inquiry.names_subject:
            # "Wann macht Erasmus das nächste Mal auf?" is about no journey.
            earlier = replace(earlier, start=None)
        elif inquiry.concern is Concern.LOOK_UP or asks_whether_over(heard.text):
            earlier = with_told_start(earlier, contexts, inquiry.said, self._now)
        if is_sent and any(span.first == earlier.start for span in dates):
            # "Antrag im Februar" sets right what was read as the beginning.
            earlier = replace(earlier, start=None)
        if is_outside_schools(heard.held) and is_of_school(earlier):
            earlier = replace(earlier, formats=())
        return earlier, topic

    def _asked(self, inquiry: Inquiry, earlier: DeadlineQuery, *, goes_on: bool) -> DeadlineQuery:
        """Return what the message itself asks for, its times read beside those that hold."""
        heard, named = inquiry.heard, inquiry.names_subject
        dates = dates_beside(heard.held, self._now, earlier.start)
        asked = query_from(
            heard.held,
            programmes=heard.programmes if named else inquiry.meant.programmes,
            countries=heard.countries if named else inquiry.meant.countries,
            formats=heard.formats or formats_of_school(heard.held, inquiry.before),
            dates=dates,
            state=inquiry.home.state,
            office=inquiry.home.office,
            begins=not goes_on and self._may_begin(inquiry, earlier),
            is_own=named,
        )
        if goes_on:
            asked = replace(asked, period=last_day_of(asked.period))
        if wants_everything(heard.text) and not named:
            # "Und für andere Länder?" after Kroatien.
            asked = replace(asked, programmes=(), countries=())
        shift = shift_in(heard.held)
        if shift is not None and earlier.start is not None:
            # "Einen Monat später"
            start, is_exact = shift.of(earlier.start), earlier.is_start_exact
            asked = replace(asked, start=start, is_start_exact=is_exact)
        asked = self._in_its_year(asked, heard.held, dates)
        return with_application_before(asked, dates, earlier.start)

    def _may_begin(self, inquiry: Inquiry, earlier: DeadlineQuery) -> bool:
        was_asked = (leaves_month_open(said, names_time=False) for said in inquiry.said[-2:-1])
        held, before, book = inquiry.heard.held, inquiry.before, self._book
        return may_begin(held, earlier, before, book, self._now, is_asked=any(was_asked))

    def _goes_on(self, inquiry: Inquiry, earlier: DeadlineQuery) -> bool:
        """Say whether "und Mitte Mai?" goes on with "reicht der Antrag Mitte April?".

        What lies behind the beginning is rather another one.
        """
        said, start = inquiry.heard.held, earlier.start
        span = bare_time(said, find_dates(said, self._now))
        if span is None or span.first is None or (start is not None and span.first > start):
            return False
        return any(map(judges_sending, inquiry.said[-2:-1]))

    def _in_its_year(
        self, asked: DeadlineQuery, said: str, dates: Sequence[DateSpan]
    ) -> DeadlineQuery:
        if asked.year is not None and asked.year < self._now.year - 1:
            # "Bin 2009 geboren": no year of a journey.
            asked = replace(asked, year=None)
        return with_coming_start(asked, said, dates, self._now)

    def _with_funds(self, inquiry: Inquiry, asked: DeadlineQuery) -> DeadlineQuery:
        """Return what is asked for with the programmes that names, way or Land stand for."""
        heard, book = inquiry.heard, self._book
        if asked.programmes and asked.countries and lists_names(heard.text, heard.names):
            listed = with_those_of(book, asked.programmes, asked.countries)
            asked = replace(asked, programmes=listed)
        if asked.routes and not inquiry.names_subject:
            asked = with_way(book, asked, asked.routes)
        if not asked.programmes and is_for_the_land(heard.held):
            asked = replace(asked, programmes=funds_of_land(book, asked.state or NRW))
        return asked

    def _without_partner(
        self, inquiry: Inquiry, asked: DeadlineQuery
    ) -> tuple[DeadlineQuery, bool]:
        """Return the programmes for who goes without a partner; whether it is a single person."""
        said, message = inquiry.heard.held, inquiry.message
        if goes_alone(replace(message, text=said)):
            # Funds that pay for exchanges with partners alone are of no use here.
            alone = memorial_programmes(self._fit)
            return replace(asked, programmes=alone, countries=()), False
        sizes = message.values("group_size")
        if asked.programmes or not goes_as_single_person(said, sizes):
            return asked, False
        # Bodies apply for the money for groups; countries have done their part.
        alone = single_programmes(self._fit, asked.countries)
        return replace(asked, programmes=alone, countries=()), True


def of_whole_journey(inquiry: Inquiry) -> Inquiry:
    """Return a message below several funders of a journey as one about its country.

    The assistant has named those whose sums are known; the others pay there as well.
    """
    before, meant = inquiry.before, inquiry.meant
    if before is None or inquiry.names_subject or before.selection or not before.countries:
        return inquiry
    if len(before.programmes) < _SEVERAL:
        return inquiry
    return replace(
        inquiry, before=replace(before, programmes=()), meant=replace(meant, programmes=())
    )


def _shown_before(inquiry: Inquiry) -> DeadlineQuery | None:
    """Return the filters of what was shown, for whoever asks what comes after it."""
    before = inquiry.before
    if before is None or not before.selection:
        return None
    is_asked = asks_for_later_round(inquiry.heard.text)
    return query_from_address(before.selection) if is_asked else None
