"""What is said instead of the same answer once more: the passage that is meant, or a way on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answers.passages import EntryPassages
from actions.buttons import CONSULTATION, HUMAN, Button, question_button
from actions.conversation.understanding import heard_from, understanding_of
from actions.conversation.uttered import answers_before, card_of
from bot.deadlines.asked.asking import Concern
from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.exact.wish import Wish, WishKind
from bot.dialogue.meaning.in_context import Weighed
from bot.dialogue.money import asks_for_money
from bot.dialogue.wishes.comparing import compares_with_limits
from bot.knowledge.catalogue import Catalogue
from bot.texts import text

# So many messages later nobody looks up to it any more.
_STILL_SEEN = 3
_MOST_OTHERS = 2
_CONCERNS_TOLD_ONCE = (Concern.LOOK_UP, Concern.TOO_LATE)
_WISHES_TOLD_ONCE = (WishKind.ASPECT, WishKind.COUNTRY)


@dataclass(frozen=True)
class Wanted:
    """What a message wants beside its topic, and whether it names a place or a size of a group."""

    wish: Wish | None
    concern: Concern | None
    is_told_more: bool


def was_just_told(tracker: Tracker, topic: str | None) -> bool:
    """Say whether the answer of a topic still stands above the latest message."""
    cards = map(card_of, answers_before(tracker, _STILL_SEEN))
    return topic is not None and any(card.get("faq_id") == topic for card in cards)


def tell_passage(
    dispatcher: CollectingDispatcher, passages: EntryPassages, others: Sequence[Button] = ()
) -> bool:
    """Utter what an entry says about a question; false where it says nothing about it.

    Whoever asks what to do now gets the steps that its short answer names. ``others`` are the
    questions that may be meant instead.
    """
    buttons = [*others, CONSULTATION, HUMAN]
    steps = passages.next_steps()
    if steps:
        said = text("chat.next_steps", steps="\n\n".join(steps))
        dispatcher.utter_message(text=said, buttons=buttons)
        return True
    passage = passages.answering()
    if passage is None:
        return False
    key = "chat.passage_above" if passage.is_above else "chat.passage"
    dispatcher.utter_message(text=text(key, passage=passage.text), buttons=buttons)
    return True


def is_same_again(heard: Heard, meant: Meant, before: Context | None, wanted: Wanted) -> bool:
    """Say whether a message would get the very card that was told last, as it adds nothing."""
    if before is None or not meant.is_follow_up or wanted.is_told_more:
        return False
    is_same = (meant.topic, meant.decision) == (before.topic, before.decision)
    if not is_same or heard.names or heard.filters or heard.aspects or heard.names_day:
        return False
    if compares_with_limits(heard.text, before) or heard.asks_time_left:
        # "Schaff ich das noch?" is asked back for the month of the journey.
        return False
    if asks_for_money(heard.text):
        # "Und wenn die zu uns kommen, gibts da auch was?" may want one fact of a sheet.
        return False
    if wanted.concern is not None:
        told = Concern.named(before.wish)
        return wanted.concern in _CONCERNS_TOLD_ONCE and told is wanted.concern
    wish = wanted.wish
    return wish is not None and wish.kind in _WISHES_TOLD_ONCE and wish.kind.value == before.wish


def other_questions(
    tracker: Tracker, catalogue: Catalogue, told: str | None, weighing: Weighed
) -> list[Button]:
    """Return the questions that may be meant instead of the one that was told.

    Those that are likely in the conversation come before those that the message is near to alone.
    """
    understood = understanding_of(tracker)
    # A message that is clear by itself has no candidates, but it may have meant that.
    alone = understood.candidates or filter(None, [understood.topic])
    found = map(catalogue.get, dict.fromkeys([*weighing.others(told), *alone]))
    others = [entry for entry in found if entry is not None and entry.id != told]
    return [question_button(other) for other in others[:_MOST_OTHERS]]


def asked_alone(tracker: Tracker, catalogue: Catalogue, told: str) -> list[Button]:
    """Return the question that a message asks clearly by itself, where another one was told."""
    heard = heard_from(tracker)
    is_clear = heard.decision == "answer" and heard.topic not in (None, told)
    entry = catalogue.get(heard.topic) if is_clear and heard.topic else None
    return [] if entry is None else [question_button(entry)]


def tell_first_deadline(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """Utter when the first deadline of the list above ends; false where there is no list."""
    cards = map(card_of, answers_before(tracker))
    listed = next((card for card in cards if card.get("card") == "deadlines"), {})
    if not listed.get("items"):
        return False
    first = listed["items"][0]
    name = ", ".join(filter(None, (first["programme"], first["action"])))
    said = text("chat.first_deadline", name=name, when=first["when"])
    dispatcher.utter_message(text=said, buttons=[CONSULTATION, HUMAN])
    return True


def tell_same(dispatcher: CollectingDispatcher, others: Sequence[Button]) -> None:
    """Utter that no more is known than what was told, or what else may be meant."""
    # Whoever may mean another question is not told that nothing is known.
    response = "utter_not_above" if others else "utter_same_answer"
    dispatcher.utter_message(response=response, buttons=[*others, CONSULTATION, HUMAN])
