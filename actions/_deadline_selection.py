"""Which deadlines a message means in its conversation: subject, time, way and home."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rasa_sdk import Tracker

from actions import _wiring
from actions._deadlines_talk import may_begin, said_in, with_talk, with_told_start
from actions._messages import message_of
from actions._plans import goes_alone, memorial_programmes, single_programmes
from actions._remembering import contexts_of
from actions._understanding import heard_from
from bot.deadlines.address import query_from_address
from bot.deadlines.asking import Concern, is_for_the_land, is_outside_schools
from bot.deadlines.later import after_shown, asks_for_later_round
from bot.deadlines.lookup import NRW, DeadlineQuery, YouthOffice
from bot.deadlines.named_spans import lists_names
from bot.deadlines.narrowing import (
    funds_of_land,
    query_for,
    still_holding,
    with_those_of,
    with_way,
)
from bot.deadlines.parsing import DeadlineBook
from bot.deadlines.query_reading import query_from
from bot.deadlines.single_person import goes_as_single_person
from bot.deadlines.time_left import asks_whether_over, leaves_month_open
from bot.deadlines.umbrellas import WITH_UMBRELLA
from bot.deadlines.unsaid_years import dates_beside, with_coming_start
from bot.dialogue.context import Context, Meant
from bot.offers.concern import carried_over, with_subject
from bot.offers.members import own_umbrella
from bot.offers.remarks import formats_of_school, is_of_school


@dataclass(frozen=True)
class Home:
    """Where the applicant is at home, as far as the conversation told: office in NRW or state."""

    office: YouthOffice | None = None
    state: str | None = None


class DeadlineSelection:
    """Reads the filters that a message means."""

    def __init__(self, tracker: Tracker, book: DeadlineBook, home: Home) -> None:
        """Read the conversation of ``tracker``; ``umbrella`` is the own body, by its id.

        ``is_for_single_person`` says whether the programmes of the last ``query`` took the place of
        those for groups.
        """
        self._tracker = tracker
        self._book = book
        self._home = home
        self._now = _wiring.now()
        self._said = said_in(tracker.events)
        self.umbrella = own_umbrella(self._said)
        self.is_for_single_person = False

    def query(self, meant: Meant, before: Context | None, concern: Concern) -> DeadlineQuery:
        """Return the filters that a message means in its conversation."""
        heard = heard_from(self._tracker)
        self.is_for_single_person = False
        shown = self._shown_before(before)
        if shown is not None:
            return after_shown(self._book, shown, self._now) or shown
        has_names = bool(heard.programmes or heard.countries)
        contexts = contexts_of(self._tracker)
        before = with_subject(heard.text, before, contexts)
        earlier, topic = carried_over(heard.text, meant, before, concern)
        if not has_names:
            earlier = with_talk(heard.text, earlier, topic, contexts, self._book, self._now)
        if concern is Concern.LOOK_UP or asks_whether_over(heard.text):
            earlier = with_told_start(earlier, contexts, self._tracker.events, self._now)
        if is_outside_schools(heard.held) and is_of_school(earlier):
            earlier = replace(earlier, formats=())
        dates = dates_beside(heard.held, self._now, earlier.start)
        asked = query_from(
            heard.held,
            programmes=heard.programmes if has_names else meant.programmes,
            countries=heard.countries if has_names else meant.countries,
            formats=heard.formats or formats_of_school(heard.held, before),
            dates=dates,
            state=self._home.state,
            office=self._home.office,
            begins=may_begin(
                heard.held, earlier, before, self._book, self._now, is_asked=self._asked_for_month
            ),
        )
        if asked.year is not None and asked.year < self._now.year - 1:
            # "Bin 2009 geboren": no year of a journey.
            asked = replace(asked, year=None)
        if asked.programmes and asked.countries and lists_names(heard.text, heard.names):
            listed = with_those_of(self._book, asked.programmes, asked.countries)
            asked = replace(asked, programmes=listed)
        if asked.routes and not has_names:
            asked = with_way(self._book, asked, asked.routes)
        asked = with_coming_start(asked, heard.held, dates, self._now)
        if not asked.programmes and is_for_the_land(heard.held):
            asked = replace(asked, programmes=funds_of_land(self._book, asked.state or NRW))
        if goes_alone(replace(message_of(self._tracker), text=heard.held)):
            # Funds that pay for exchanges with partners alone are of no use here.
            asked = replace(asked, programmes=memorial_programmes(), countries=())
        elif not asked.programmes and goes_as_single_person(
            heard.held, message_of(self._tracker).values("group_size")
        ):
            # Bodies apply for the money for groups; countries have done their part.
            alone = single_programmes(asked.countries)
            asked = replace(asked, programmes=alone, countries=())
            self.is_for_single_person = True
        if heard.is_correction:
            earlier = still_holding(earlier, asked, heard.taken_back)
        query = query_for(self._book, asked, topic=topic, before=earlier)
        is_member = self.umbrella is not None and not query.routes
        return replace(query, routes=WITH_UMBRELLA) if is_member else query

    def is_after_last(self, before: Context | None) -> bool:
        """Say whether a message asks what comes after the last round that is known."""
        shown = self._shown_before(before)
        return shown is not None and after_shown(self._book, shown, self._now) is None

    def _shown_before(self, before: Context | None) -> DeadlineQuery | None:
        """Return the filters of what was shown, for whoever asks what comes after it."""
        if before is None or not before.selection:
            return None
        is_asked = asks_for_later_round(heard_from(self._tracker).text)
        return query_from_address(before.selection) if is_asked else None

    @property
    def _asked_for_month(self) -> bool:
        return any(leaves_month_open(text, names_time=False) for text in self._said[-2:-1])
