"""Answers what else a message asked, after its first answer."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.buttons import CONSULTATION, question_button
from actions.cards import utter_entry
from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.meaning.several_questions import asked_besides
from bot.dialogue.situations.funding import is_about_countries
from bot.dialogue.wishes.plea import has_plea, offers_time
from bot.knowledge.catalogue import Catalogue
from bot.texts import text

_ANSWERED = ("answer", "act")


def offer_person(dispatcher: CollectingDispatcher, heard: Heard, meant: Meant) -> bool:
    """Offer the form to whoever was answered and also asked to be called; return whether that was.

    "Was zahlt das DPJW? Kann mich da jemand anrufen?"
    """
    is_wanted = meant.decision in _ANSWERED and (has_plea(heard.text) or offers_time(heard.text))
    if is_wanted:
        dispatcher.utter_message(text=text("chat.also_person"), buttons=[CONSULTATION])
    return is_wanted


def tell_other_questions(
    dispatcher: CollectingDispatcher,
    heard: Heard,
    meant: Meant,
    catalogue: Catalogue,
    before: Context | None,
) -> None:
    """Utter the answer to another sure question of the message, and offer what is less sure.

    "Fördert das jemand? Und wie hoch ist der Eigenanteil?" is about the country talked ``before``.

    Where the message itself was not understood well enough to be answered, that comes first.
    """
    if meant.decision not in _ANSWERED or meant.is_proposed or not heard.questions:
        return
    cards = [message.get("custom") or {} for message in dispatcher.messages]
    shown = (card.get("faq_id") for card in cards)
    told = {*filter(None, shown), *filter(None, (meant.topic,))}
    # Who pays for the journey talked about may stand above already.
    is_open = before is not None and not is_about_countries(before.topic)
    besides = asked_besides(heard, told, before.countries if before and is_open else ())
    entry = catalogue.get(besides.answered) if besides.answered else None
    if entry is not None and not entry.is_handover:
        dispatcher.utter_message(text=text("chat.also_asked"))
        utter_entry(dispatcher, entry, catalogue)
    others = [other for topic in besides.offered if (other := catalogue.get(topic)) is not None]
    if others:
        buttons = [question_button(other) for other in others]
        dispatcher.utter_message(text=text("chat.perhaps_asked"), buttons=buttons)
