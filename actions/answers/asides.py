"""What is said beside an answer: today's names, holidays, a day that does not exist, who pays."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.cards import utter_card
from actions.conversation.messages import earlier_texts
from bot.dates.calendar.school import current_school_holidays
from bot.dates.no_days import find_no_days
from bot.deadlines.shown.wording import german_date, no_day_words
from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.meaning.named_times import has_only
from bot.dialogue.topics import PAYOUT_TOPIC
from bot.knowledge.naming.former_names import former_names_card
from bot.planning.asked_holidays import asked_holidays
from bot.texts import text

_MOST_NAMES = 2


def tell_todays_names(dispatcher: CollectingDispatcher, tracker: Tracker, said: str) -> None:
    """Say once in a conversation what something is called today."""
    names = wiring.former_names().current()
    found = names.find(said)
    if found:
        told = {name for earlier in earlier_texts(tracker) for name in names.find(earlier)}
        found = [name for name in found if name not in told][:_MOST_NAMES]
    if found:
        utter_card(dispatcher, former_names_card(found))


def answers_from_calendar(dispatcher: CollectingDispatcher, tracker: Tracker, heard: Heard) -> bool:
    """Answer what the calendar alone answers: school holidays, or a day that does not exist."""
    return tells_holidays(dispatcher, tracker, heard) or asks_for_real_day(dispatcher, heard)


def tells_holidays(dispatcher: CollectingDispatcher, tracker: Tracker, heard: Heard) -> bool:
    """Tell when school holidays are where that is asked; return whether it was."""
    earlier = next(reversed(earlier_texts(tracker)), "")
    periods = current_school_holidays().periods
    found = () if heard.names else asked_holidays(heard.text, earlier, periods, wiring.now())
    for one in found:
        days = {"first": german_date(one.first), "last": german_date(one.last)}
        key = "planning.holidays_day" if one.first == one.last else "planning.holidays_asked"
        dispatcher.utter_message(text=text(key, name=one.name, **days))
    return bool(found)


def asks_for_real_day(dispatcher: CollectingDispatcher, heard: Heard) -> bool:
    """Ask whoever names a day that does not exist which one is meant: "ab 31. Juni".

    Return whether the message says nothing else that could be answered.
    """
    found = find_no_days(heard.text, wiring.now())
    for day in found[:1]:
        dispatcher.utter_message(text=no_day_words(day))
    spans = [(day.start, day.end) for day in found]
    return bool(found) and not heard.names and has_only(heard, (*heard.filters, *spans))


def tell_who_pays(dispatcher: CollectingDispatcher, meant: Meant, before: Context | None) -> None:
    """Say once whom to ask when the money of a programme comes: no source of ours tells it."""
    told = None if before is None else (before.topic, before.programmes)
    if meant.topic != PAYOUT_TOPIC or told == (PAYOUT_TOPIC, meant.programmes):
        return
    sheets = map(wiring.programmes().current().get, meant.programmes)
    for sheet in [sheet for sheet in sheets if sheet is not None][:_MOST_NAMES]:
        body = {"body": sheet.contact.name, "url": sheet.contact.url}
        dispatcher.utter_message(text=text("chat.payout_ask", programme=sheet.short, **body))
