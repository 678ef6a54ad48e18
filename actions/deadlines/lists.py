"""Answers about deadlines: the list, calendar, reminder, plan, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.buttons import CONSULTATION, Button, button, deadlines_button, titled_button
from actions.cards import utter_card
from actions.conversation.messages import message_of, texts_of
from actions.conversation.remembering import contexts_of
from actions.conversation.understanding import heard_from
from actions.deadlines.events import EVENTS_REMINDER, EventAnswers
from actions.request.sheet import sheet_of
from bot.clock import day_in_germany
from bot.deadlines.address import deadline_address
from bot.deadlines.asked.asking import Concern, is_outside_schools, wants_everything
from bot.deadlines.asked.dates import find_dates
from bot.deadlines.asked.doubt import (
    DoubtedTime,
    asks_whether_round_is_over,
    doubted_time,
    lone_day,
    past_time,
    round_season,
)
from bot.deadlines.asked.moved import tells_of_moved_deadline
from bot.deadlines.asked.sending import (
    asks_if_enough,
    asks_of_day,
    is_some_days,
    last_of_month,
    single_day,
    tells_of_sending,
)
from bot.deadlines.asked.summer import first_day
from bot.deadlines.asked.time_left import (
    asks_for_clock,
    asks_of_day_off,
    asks_which_are_sure,
    leaves_month_open,
)
from bot.deadlines.lookup import DeadlineQuery, Mode, find_deadlines
from bot.deadlines.office.book import LiveBook
from bot.deadlines.shown.too_late import too_late, too_late_card
from bot.deadlines.shown.wording import german_date
from bot.dialogue.context import Context, Heard, Meant
from bot.fit.shown.wording import case_sentence
from bot.fit.told.reading import Message
from bot.intake.request.sheet import FORM
from bot.knowledge.shown.cards import Card
from bot.offers.asked_deadlines import DeadlineSelection, Home, Inquiry, Selected
from bot.offers.calendar_card import calendar_card
from bot.offers.concern import PLAN_TOPIC
from bot.offers.deadline_card import (
    Beside,
    OfferedDeadlines,
    chosen_deadlines,
    doubted_deadlines,
    offered_deadlines,
    sure_words,
)
from bot.offers.form_plan import with_plan_of_form
from bot.offers.journey import (
    chosen_programmes,
    filtered_case,
    journey_of,
    query_of_journey,
    which_day,
    with_own_country,
)
from bot.offers.late import late_programmes
from bot.offers.members import own_umbrella
from bot.offers.read_times import is_too_near, read_times
from bot.offers.reminder_card import reminder_card, which_reminder_card
from bot.offers.several_journeys import journey_to_plan, journeys_apart, one_of_words
from bot.offers.which_time import round_over_words, rounds_in, times_to_choose
from bot.planning.cards import plan_card
from bot.planning.query import plan_query
from bot.texts import text

# "November oder Oktober?": the year is read otherwise for a journey than for a deadline.
_DAY_OF_YEAR = "%m-%d"


class DeadlineAnswers:
    """Utters what is wanted of deadlines; most methods return the selection to remember."""

    def __init__(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, book: LiveBook, home: Home
    ) -> None:
        """Utter through ``dispatcher`` what ``book`` holds now."""
        self._dispatcher = dispatcher
        self._tracker = tracker
        self._book = book.current()
        self.events = EventAnswers(dispatcher, book)
        self._now = wiring.now()
        self._site = wiring.site()
        self._home = home

    @property
    def heard(self) -> Heard:
        """Return the latest message as understood."""
        return heard_from(self._tracker)

    def select(self, meant: Meant, before: Context | None, concern: Concern) -> Selected:
        """Return the filters that the latest message means."""
        inquiry = Inquiry(
            self.heard,
            message_of(self._tracker),
            meant,
            before,
            concern,
            contexts_of(self._tracker),
            texts_of(self._tracker),
            self._home,
        )
        selected = DeadlineSelection(self._book, wiring.fit(), self._now).select(inquiry)
        if self._tracker.active_loop_name != FORM or wants_everything(self.heard.text):
            return selected
        query = with_plan_of_form(selected.query, sheet_of(self._tracker), self._now)
        return replace(selected, query=query)

    def show(self, selected: Selected) -> str:
        """Utter the deadlines that fit."""
        query = selected.query
        apart = journeys_apart(message_of(self._tracker), query, self._now)
        if apart:
            return self._show_each(query, apart)
        said = heard_from(self._tracker).held
        which = self._which_time(said, query)
        if which is not None:
            return which
        is_moved = tells_of_moved_deadline(said) and bool(find_dates(said, self._now))
        if asks_whether_round_is_over(said) and any(map(round_season, find_dates(said, self._now))):
            # What is told of the round of a season is told of that round.
            selected = replace(selected, query=replace(query, period=None))
            query = selected.query
        if is_moved or (asks_of_day_off(said) and not any(map(str.isdigit, said))):
            # What somebody heard of a new day is neither confirmed nor reckoned with, and "wenn
            # die Frist auf Samstag fällt" names no day of this week.
            query = replace(query, period=None, start=None)
            selected = replace(selected, query=query)
        has_subject = bool(query.programmes or query.countries)
        if not has_subject and is_too_near(said, query.start, self._now):
            query = replace(query, start=None, is_start_exact=True)
            selected = replace(selected, query=query)
        doubted = None if is_moved else self._doubted(said, selected)
        sent = None if doubted or is_moved else self._sent(said, selected)
        if sent is not None and not has_subject:
            # Whose day that is can be told, and nothing of whether it is early enough.
            doubted, sent = DoubtedTime(sent, sent + timedelta(days=1)), None
        read = ""
        if has_subject and doubted is None and not (is_moved or asks_of_day_off(said)):
            query, read = read_times(said, query, sent, self._now)
        query, offered = self._offered(said, query, doubted, sent)
        alone = text("offers.single_person") if selected.is_for_single_person else ""
        day = None if doubted is None or has_subject else doubted.day
        for_what = ""
        if day is not None and asks_if_enough(said):
            for_what = text("offers.which_programme_for_day", day=german_date(day))
        sure = sure_words(offered.card) if asks_which_are_sure(said) else ""
        # The last sentence of the intro leads to the list.
        parts = (
            text("deadlines.doubt_moved") if is_moved else "",
            self._clock(said),
            self._past(doubted),
            alone,
            one_of_words(said, query, self._now),
            read,
            sure,
            for_what,
            "" if doubted is not None else self._round_of_season(said, selected),
            offered.card["intro"],
        )
        offered.card["intro"] = " ".join(filter(None, parts))
        selection = deadline_address(query)
        self._utter(offered.card, _ways_on(offered, selection))
        return selection

    def _which_time(self, said: str, query: DeadlineQuery) -> str | None:
        """Utter which of several times is that of a deadline, None where that is not asked."""
        dates = find_dates(said, self._now)
        times = times_to_choose(said, dates, self.heard.names)
        # The journey was told before, and not in this message.
        own = {
            day.strftime(_DAY_OF_YEAR) for span in dates if (day := first_day(span, query.state))
        }
        is_own = query.start is not None and query.start.strftime(_DAY_OF_YEAR) in own
        start = None if is_own else query.start
        query = replace(query, period=None, start=start, mode=Mode.ALL)
        if not times or not (query.programmes or query.countries):
            return None
        offered = chosen_deadlines(self._book, query, times, self._now, self._site)
        if offered is None:
            return None
        selection = deadline_address(query)
        self._utter(offered.card, _ways_on(offered, selection))
        return selection

    def _round_of_season(self, said: str, selected: Selected) -> str:
        """Return the rounds that end in a season, which is as likely that of the journey."""
        season = selected.season
        query = replace(selected.query, start=None, period=None, mode=Mode.ALL)
        items = find_deadlines(self._book, query, self._now).items
        over = round_over_words(said, find_dates(said, self._now), items, self._now)
        rounds = () if season is None else rounds_in(season, items)
        if over or season is None or not rounds:
            return over
        labels = "; ".join(rounds)
        return text("deadlines.round_of_season", when=season.name, labels=labels)

    def _offered(
        self, said: str, query: DeadlineQuery, doubted: DoubtedTime | None, sent: date | None
    ) -> tuple[DeadlineQuery, OfferedDeadlines]:
        """Return what was looked up in the end, and the deadlines to show."""
        if doubted is not None:
            query = replace(query, period=None)
            offered = doubted_deadlines(self._book, query, doubted, self._now, self._site)
            if doubted.may_begin and not offered.card["items"]:
                query = replace(query, start=doubted.first)
            return query, offered
        is_over = query.start is not None and past_time(query.period, self._now) is not None
        if sent is not None or is_over:
            query = replace(query, period=None)
        beside = Beside(
            is_outside_schools=is_outside_schools(said),
            umbrella=own_umbrella(texts_of(self._tracker)),
            leaves_month_open=leaves_month_open(said, names_time=_names_time(query)),
            sent=sent,
        )
        return query, offered_deadlines(self._book, query, self._now, self._site, beside)

    def _show_each(self, query: DeadlineQuery, journeys: Sequence[DeadlineQuery]) -> str:
        """Utter the deadlines of several journeys, one after the other."""
        beside = Beside(umbrella=own_umbrella(texts_of(self._tracker)))
        subjects = replace(query, period=None, start=None, year=None)
        selection, first = deadline_address(subjects), text("offers.each_journey")
        wanted = (Concern.CALENDAR, Concern.REMINDER)
        for number, journey in enumerate(journeys, 1):
            card = offered_deadlines(self._book, journey, self._now, self._site, beside).card
            card["intro"] = f"{first} {card['intro']}".lstrip()
            buttons = [*(offer(one, selection) for one in wanted), CONSULTATION]
            self._utter(card, buttons if number == len(journeys) else [])
            first = ""
        return selection

    def _doubted(self, said: str, selected: Selected) -> DoubtedTime | None:
        """Return the day or month of which it is asked whether it is one of a deadline."""
        query, day = selected.query, single_day(selected.query.period)
        is_told = tells_of_sending(said) or (query.start is not None and asks_of_day(said))
        is_beside_start = query.start is not None and last_of_month(query.period) is not None
        if (day is not None and selected.asks_of_day) or (is_beside_start and is_told):
            # "Antrag raus am 4.11., Begegnung im Mai. Noch gültig?", "… Ende Oktober raus".
            return None
        doubted = doubted_time(said, query.period)
        is_judged = bool(query.programmes or query.countries) and (is_told or asks_if_enough(said))
        if day is None or (query.start is None and not is_judged):
            # "War der 1. November zu spät?" asks for more than whether that day is over.
            doubted = doubted or past_time(query.period, self._now)
        if query.start is None or not asks_of_day(said):
            # Beside a beginning, a day that is asked about is that of the application.
            doubted = doubted or lone_day(said, query.period, self._now)
        return doubted

    def _sent(self, said: str, selected: Selected) -> date | None:
        """Return the day of an application of which is asked whether it is in time."""
        query, day = selected.query, single_day(selected.query.period)
        is_sent = selected.asks_of_day or asks_if_enough(said) or tells_of_sending(said)
        if query.start is None:
            return day if is_sent else None
        # "Erst im Februar stellen": whoever plans with the last day is on the safe side. "Schon im
        # Oktober eingereicht" may have been on its first day.
        is_safe = is_some_days(query.period) or not past_time(query.period, self._now)
        return day or (last_of_month(query.period) if is_sent and is_safe else None)

    def _past(self, doubted: DoubtedTime | None) -> str:
        """Return that a day is over, where one was asked about that is."""
        if doubted is None or doubted.until > day_in_germany(self._now):
            return ""
        first = german_date(doubted.first)
        named = first if doubted.day is not None else f"{doubted.name} {doubted.first.year}"
        return text("deadlines.sending_past", day=named)

    def _clock(self, said: str) -> str:
        """Return what is to be said of midnight, of a day off, or of the time of day."""
        dates = find_dates(said, self._now)
        day = next(filter(None, (span.day_to_midnight for span in dates)), None)
        if day is not None:
            after = german_date(day + timedelta(days=1))
            return text("offers.midnight", day=german_date(day), next=after)
        if asks_of_day_off(said):
            return text("offers.day_off")
        return text("offers.time_of_day") if asks_for_clock(said) else ""

    def to_calendar(self, query: DeadlineQuery) -> str:
        """Utter how the deadlines get into a calendar."""
        selection = deadline_address(query)
        card = calendar_card(self._book, query, self._now, self._site)
        buttons = [offer(Concern.REMINDER, selection), offer(Concern.PLAN, selection)]
        self._utter(card, buttons)
        return selection

    def remind(self, query: DeadlineQuery) -> str:
        """Utter where to sign up for reminders, or ask what they should be about."""
        selection = deadline_address(query)
        card = reminder_card(self._book, query, self._site)
        if card is None:
            events = titled_button(
                text("offers.button_events"), "show_deadlines", about=EVENTS_REMINDER
            )
            self._utter(which_reminder_card(self._site), [events])
        else:
            self._utter(card, [offer(Concern.CALENDAR, selection)])
        return selection

    def plan(self, selection: str, query: DeadlineQuery) -> str:
        """Utter the plan backwards from the first day, or ask for that day.

        ``selection`` is what was selected before this message, ``query`` what it adds.
        """
        service = wiring.plans()
        said = message_of(self._tracker)
        if said.text.startswith("/"):
            # A button was chosen: its payload is nothing that a person said.
            said = Message("")
        case = journey_of(said, selection, query, service.fit.find_seat, self._now)
        one, of_several = journey_to_plan(said, query, case.start, self._now)
        if one is not None:
            case, query = replace(case, countries=filtered_case(one).countries), one
        chosen = chosen_programmes(self._book, query)
        case = with_own_country(case, self._book, chosen)
        told = plan_query(case, chosen)
        if case.start is None:
            known = case_sentence(case)
            noted = text("offers.plan_noted", case=known) if known else ""
            which = which_day(find_dates(said.text, self._now), self._now)
            self._dispatcher.utter_message(text=" ".join(filter(None, (noted, which))))
            return told
        plan = service.plan(case, chosen)
        topic = titled_button(text("offers.button_lead_time"), "choose_faq", faq_id=PLAN_TOPIC)
        shown = deadlines_button(query_of_journey(case, chosen))
        card = plan_card(plan, site=self._site, chosen=chosen)
        card["intro"] = f"{of_several} {card['intro']}".lstrip()
        self._utter(card, [shown, topic, CONSULTATION])
        return told

    def tell_what_is_left(self, query: DeadlineQuery) -> bool:
        """Utter what is left of the programmes meant; false where none is known."""
        programmes = late_programmes(self._book, query)
        for name in programmes:
            countries = query.countries or self._book.countries_of(name)
            found = too_late(
                self._book,
                name,
                self._now,
                countries=countries,
                formats=query.formats,
                fitting=wiring.fit().fitting(countries, query.formats),
                state=query.state or "nrw",
            )
            card = too_late_card(found, self._book, self._now, site=self._site)
            selection = deadline_address(DeadlineQuery((name,)))
            buttons = [offer(Concern.REMINDER, selection), CONSULTATION]
            self._utter(card, buttons if name == programmes[-1] else [])
        return bool(programmes)

    def _utter(self, card: Card, buttons: Sequence[Button]) -> None:
        utter_card(self._dispatcher, card, buttons)


def _ways_on(offered: OfferedDeadlines, selection: str) -> list[Button]:
    """Return the buttons below a list of deadlines."""
    concerns = [Concern.CALENDAR, Concern.REMINDER, Concern.PLAN]
    concerns += [Concern.TOO_LATE] if offered.is_anything_over else []
    more = [button("more_deadlines", "show_deadlines")] if selection else []
    return [*(offer(concern, selection) for concern in concerns), *more, CONSULTATION]


def _names_time(query: DeadlineQuery) -> bool:
    return query.start is not None or query.period is not None or query.year is not None


def offer(concern: Concern, selection: str = "") -> Button:
    """Return the button for what else can be done with the deadlines of a selection."""
    more = {"selection": selection} if selection else {}
    title = text(f"offers.button_{concern.value}")
    return titled_button(title, "show_deadlines", about=concern.value, **more)
