"""The times in a message about deadlines: when they close, and when the journey begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from bot.deadlines.asked.clauses import is_told_of
from bot.deadlines.asked.dates import DateSpan, names_round, tells_of_past_journey
from bot.deadlines.asked.doubt import asks_for_round
from bot.deadlines.asked.sending import is_asked_if_enough, is_near
from bot.deadlines.asked.setting_off import journeys_begun
from bot.deadlines.asked.time_kinds import (
    follows_for,
    goes_on_from_now,
    is_part_of_year,
    is_range,
    is_season,
    is_year_of_money,
    year_named,
)
from bot.deadlines.asked.time_left import asks_in_one_word, asks_until_when, names_closing
from bot.deadlines.asked.time_roles import hands_in, is_beside, tells_of_project, times_of_ours
from bot.deadlines.asked.words import words
from bot.deadlines.query import Period
from bot.knowledge.naming.names import words_of

_MONTH = "month"


def told_times(
    message: str,
    dates: Sequence[DateSpan],
    *,
    begins: bool = False,
    for_project: bool = True,
    for_country: bool = False,
    is_own: bool = False,
) -> tuple[Period | None, list[DateSpan], int | None]:
    """Return when applications close, when projects begin, and the year, as far as told.

    A date with no telling word is a beginning where one ``begins``. ``for_project`` says that a
    programme or country is meant, ``for_country`` that it is known where to go, ``is_own`` that the
    name is in the message and not only in the talk before it.
    """
    said = _Told(
        message,
        times_of_ours(message, dates),
        begins=begins,
        for_project=for_project,
        for_country=for_country,
        is_own=is_own,
    )
    journeys: list[DateSpan] = []
    period, year, is_known = None, None, False
    for span in said.dates:
        if said.leaves_out(span):
            continue
        has_end = span.first is not None or span.until is not None
        told = said.tells_of_journey(span)
        is_sent, is_handed = said.is_sent(span, told), span in said.handed
        if said.is_year(span):
            year = year or year_named(span)
        elif span.until is not None and said.is_open_journey(span, told):
            year = year or (span.until - timedelta(days=1)).year
        elif not is_sent and said.is_journey(span, told):
            journeys.append(span)
        elif has_end and (period is None or is_sent or (is_handed and not is_known)):
            # "Am 20.3. Teamrunde, am 21.3. der Antrag": the day of the application counts.
            is_known = is_sent or is_handed
            period = Period(None if goes_on_from_now(span) else span.first, span.until)
    journeys = journeys_begun(message, journeys)
    return period, journeys, None if period or journeys else year


@dataclass(frozen=True)
class _Told:
    """A message with its times, and what all of it says of each of them."""

    message: str
    dates: Sequence[DateSpan]
    begins: bool
    for_project: bool
    for_country: bool
    is_own: bool

    @cached_property
    def handed(self) -> list[DateSpan]:
        """The times at which an application is handed in."""
        handed = (span for span in self.dates if hands_in(self.message, span))
        # "Antrag für eine Fahrt Anfang April"
        return [span for span in handed if not tells_of_project(self.message, span)]

    @cached_property
    def _closes(self) -> bool:
        return names_closing(self.message)

    @cached_property
    def _names_journey(self) -> bool:
        return any(tells_of_project(self.message, span) for span in self.dates)

    @cached_property
    def _begins(self) -> bool:
        """Whether a time of which nothing is told is that of the journey."""
        # Who asks until when to apply does not know that day: a time named is that of the journey.
        begins = self.begins or (asks_until_when(self.message) and not self._closes)
        # "Im Januar noch Geld für eine Fahrt im März?": of two times, the one told is the journey.
        return begins and not self._names_journey

    @cached_property
    def _asks_one(self) -> bool:
        return self.for_project and asks_in_one_word(self.message)

    @cached_property
    def _asked(self) -> list[DateSpan]:
        return [span for span in self.dates if is_asked_if_enough(self.message, span)]

    @cached_property
    def _decided(self) -> list[DateSpan]:
        """The times at which a body decides whether to apply."""
        deciding = words().deciding
        return [span for span in self.dates if is_told_of(self.message, span, deciding)]

    def leaves_out(self, span: DateSpan) -> bool:
        """Say whether a time counts for nothing.

        "Am 30. ist Sitzung, am 31. geht der Antrag raus": the day of the application counts.
        """
        is_sent_later = any(one not in self._decided for one in self.handed)
        return span in self._decided and is_sent_later

    def tells_of_journey(self, span: DateSpan) -> bool | None:
        """Return whether a time is told to be of the journey, None where nothing is told of it."""
        told = tells_of_project(self.message, span)
        # "Wir fahren am 12.7., der Partner antwortet am 10.4.": no second journey.
        return False if told and is_beside(self.message, span, self.dates) else told

    def is_sent(self, span: DateSpan, told: bool | None) -> bool:
        """Say whether a time is surely that of a round or of the application.

        "Reicht der 1. Juni für Polen im Juli?": of two times, the one asked about is no journey.
        Nor is a day so near beside another: "kann ich heute noch … für den 28. Februar?".
        """
        is_one_of_two = len(self.dates) > 1
        is_of_sending = span in self._asked or (is_near(span) and not told)
        # "Gibts im Sommer auch ne Runde?" asks for no journey.
        is_of_round = names_round(self.message, span) or (
            not told and is_season(span) and asks_for_round(self.message)
        )
        return is_of_round or (is_one_of_two and is_of_sending)

    def is_year(self, span: DateSpan) -> bool:
        """Say whether a time is a year, and not the one in which a deadline ends."""
        is_of_money = is_year_of_money(words_of(self.message), span)
        return year_named(span) is not None and (not self._closes or is_of_money)

    def is_journey(self, span: DateSpan, told: bool | None) -> bool:
        """Say whether a journey begins at a time, by what is ``told`` of it or by its kind."""
        if span.first is None:
            return False
        is_over = span.is_told_over and tells_of_past_journey(self.message, span)
        if told or is_over or self._is_of_project(span) or self._is_alone_in_month(span, told):
            return True
        if self._closes:
            return told is None and self._begins and not span.is_told_over
        if self.for_project and is_season(span) and span not in self.handed:
            # "Fristen für Polen und Tschechien im Sommer": nobody asks what closes then.
            return True
        is_by_kind = self.for_project and (bool(self._asked) or is_range(span))
        return told is None and (is_by_kind or (self._begins and not span.is_told_over))

    def is_open_journey(self, span: DateSpan, told: bool | None) -> bool:
        """Say whether they travel "vor den Sommerferien": in which year is all that is known."""
        return bool(told) and span.first is None and is_season(span) and not self._closes

    def _is_of_project(self, span: DateSpan) -> bool:
        """Say whether "Stichtag für Juli" or "Fristen zweites Halbjahr" is of a project then."""
        is_told = follows_for(words_of(self.message), span) or is_part_of_year(span)
        return self.for_project and is_told

    def _is_alone_in_month(self, span: DateSpan, told: bool | None) -> bool:
        """Say whether a month is that of the journey to the country that is meant.

        "Frist Tschechien August 2027": nobody asks what closes for a country in a month.
        """
        asks_month = self.for_country and not (self._names_journey or self._closes)
        is_asked = self._asks_one or (self.is_own and told is None)
        return asks_month and span.grain == _MONTH and is_asked
