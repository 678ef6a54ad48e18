"""The questions of the consultation form, each with its buttons."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.base import SafeRun
from actions.buttons import CANCEL, HUMAN, Button
from actions.conversation.messages import messages_of
from actions.conversation.understanding import context_of
from actions.conversation.uttered import Uttered
from actions.request.known_before import since_receipt
from actions.request.notes import tell_before
from actions.request.sheet import (
    choice,
    is_alarmed,
    open_choice,
    sheet_of,
    slot_of,
    why_button,
)
from bot.fit.countries import FREQUENT, country_name
from bot.fit.told.choices import choices
from bot.intake.answering.subject import is_about_us
from bot.intake.replies import KEEP, REST, RESUME
from bot.intake.request.sheet import OPEN, PLAN
from bot.intake.who.ways import way_wished
from bot.texts import text


def pause(dispatcher: CollectingDispatcher) -> Uttered:
    """Ask nobody for data right below the numbers of the emergency services."""
    go_on = choice(RESUME, text("intake.button_go_on"), RESUME)
    dispatcher.utter_message(text=text("intake.pause_after_alarm"), buttons=[go_on, HUMAN, CANCEL])
    return Uttered([])


def keep_button() -> Button:
    """Return the button of whoever went back and leaves the answer as it was."""
    return choice(KEEP, text("intake.button_keep"), KEEP)


class _Ask(SafeRun):
    """Asks one question with its buttons."""

    field: str

    def name(self) -> str:
        """Return the name in the domain."""
        return f"action_ask_{slot_of(self.field)}"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter the question, after an alarm only whether to go on."""
        if is_alarmed(tracker):
            return pause(dispatcher)
        before = sheet_of(tracker)[self.field]
        tell_before(dispatcher, self.field, before)
        keep = [] if before in (None, OPEN) else [keep_button()]
        buttons = [*keep, *self.choices(), self.open(), *self.rest(tracker)]
        dispatcher.utter_message(
            **self.question(tracker), buttons=[*buttons, why_button(self.field), CANCEL]
        )
        return Uttered([])

    def question(self, tracker: Tracker) -> dict[str, str]:
        """Return the response, or the text, that asks."""
        del tracker
        return {"response": f"utter_ask_{slot_of(self.field)}"}

    def choices(self) -> list[Button]:
        """Return the buttons with answers."""
        return []

    def open(self) -> Button:
        """Return the button of whoever does not know yet."""
        return open_choice(self.field)

    def rest(self, tracker: Tracker) -> list[Button]:
        """Return the button that skips the open questions about the journey."""
        sheet = sheet_of(tracker)
        missing = [field for field in PLAN if sheet[field] is None]
        is_one_of_many = self.field in PLAN and len(missing) > 1
        return [choice(REST, text("intake.button_rest"), OPEN)] if is_one_of_many else []


class ActionAskConsultationTopic(_Ask, Action):
    """Ask for the subject and offer the question that was talked about."""

    field = "topic"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter the question, with the last topic as a suggestion if there is one."""
        if is_alarmed(tracker):
            return pause(dispatcher)
        context = context_of(tracker)
        # What was only asked back about need not have been meant.
        is_told = context is not None and not context.is_guess
        is_told = is_told and not is_about_us(context.topic if context else "")
        entry = wiring.catalogue().get(context.topic) if context and is_told else None
        response = "utter_ask_consultation_topic"
        buttons = [open_choice(self.field), why_button(self.field), CANCEL]
        before = sheet_of(tracker)[self.field]
        if before is not None:
            tell_before(dispatcher, self.field, before)
            buttons[0], entry = keep_button(), None
        if entry is not None:
            response = "utter_ask_consultation_topic_suggested"
            buttons.insert(0, choice(self.field, entry.question, entry.question))
        dispatcher.utter_message(response=response, buttons=buttons)
        return Uttered([])


class ActionAskConsultationDescription(_Ask, Action):
    """Ask for more about a subject of few words."""

    field = "description"

    def open(self) -> Button:
        """Return the button of whoever has said enough."""
        return open_choice(self.field, "button_enough")


class ActionAskConsultationFormat(_Ask, Action):
    """Ask for the format."""

    field = "format"

    def choices(self) -> list[Button]:
        """Return the usual formats."""
        named = [title for title, value in choices("format") if value != OPEN]
        return [choice(self.field, title, title) for title in named]


class ActionAskConsultationPartnerCountry(_Ask, Action):
    """Ask for the partner country."""

    field = "partner_country"

    def choices(self) -> list[Button]:
        """Return the frequent countries."""
        return [choice(self.field, name, name) for name in map(country_name, FREQUENT)]


class ActionAskConsultationContact(_Ask, Action):
    """Ask for one way of contact, first for the one that was wished before."""

    field = "contact"

    def question(self, tracker: Tracker) -> dict[str, str]:
        """Return the question for the wished way: "können Sie mich anrufen?" needs a number."""
        way = way_wished(message.text for message in messages_of(since_receipt(tracker)))
        is_known = sheet_of(tracker)[self.field] is not None
        if way is None or is_known:
            return super().question(tracker)
        return {"text": text(f"intake.ask_contact_{way}")}

    def choices(self) -> list[Button]:
        """Return the way that needs no address."""
        return [choice(self.field, text("intake.button_visit"), "visit")]


class ActionAskConsultationName(_Ask, Action):
    """Ask for a name."""

    field = "name"

    def open(self) -> Button:
        """Return the button of whoever gives no name."""
        return open_choice(self.field, "button_nameless")


# The SDK makes an action of each class; these ask without anything of their own.
ASKING = tuple(
    type(f"Ask_{field}", (_Ask, Action), {"field": field, "__module__": __name__})
    for field in ("period", "group", "organisation", "wanted_times")
)
