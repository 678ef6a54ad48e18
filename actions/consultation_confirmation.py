"""Shows exactly what will be sent and asks for consent."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import SafeRun
from actions.buttons import CANCEL, Button, titled_button
from actions.cards import utter_card
from actions.conversation.uttered import Uttered
from actions.request.sheet import (
    WHICH_FIELD,
    choice,
    draft_from,
    heard_of,
    reader,
    sheet_of,
    urgency,
    was_asked_what_is_struck,
    why_button,
)
from bot.consultations.models import ConsultationDraft
from bot.intake.own_request import NO_ANSWER
from bot.intake.plan.urgency import Urgency
from bot.intake.replies import CHANGE_INTENT, ReplyKind
from bot.intake.request.draft import extract_rows, person_lines, summary_rows
from bot.intake.request.seen import Seen, changed_rows, seen_of
from bot.intake.request.sheet import ASKED, CONFIRMATION
from bot.intake.talk import talk_of
from bot.intake.wishes.asides import SEEN
from bot.intake.wishes.directions import SUMMARY, wants_summary
from bot.knowledge.shown.fact_cards import FactSection, facts_card
from bot.texts import text

PRIVACY_PATH = "/datenschutz"
# More buttons hide the question on a phone; all other lines are struck in words.
_MOST_STRIKE_BUTTONS = 6


class ActionAskConsultationConfirmation(SafeRun, Action):
    """Show everything that will be sent and ask for the final word."""

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter the summary, or the fields to choose from when something shall be changed."""
        heard = heard_of(tracker)
        reply = reader().read(CONFIRMATION, sheet_of(tracker), heard)
        seen = seen_of(tracker.events)
        # "Nein, das wars" has ended the questions before: nothing is shown yet that could be wrong.
        if reply.kind is ReplyKind.NO and seen is not None:
            dispatcher.utter_message(response=WHICH_FIELD, buttons=[*map(_change, ASKED), CANCEL])
            return Uttered([])
        reason = urgency(tracker)
        draft = draft_from(tracker, reason)
        # "Was wird da verschickt?" in whatever words is answered by all that is sent.
        asks_to_see = heard.aside == SEEN and reply.values == {CONFIRMATION: None}
        shows_first = reply.kind is ReplyKind.SEND and was_asked_what_is_struck(tracker)
        if seen is None or asks_to_see or shows_first or wants_summary(heard):
            _show_all(dispatcher, draft, reason)
        else:
            _show_changed(dispatcher, draft, seen, reason)
            if not dispatcher.messages and reply.kind is ReplyKind.VALUES:
                dispatcher.utter_message(text=text("intake.unchanged"))
        has_talk = bool(talk_of(tracker.events))
        buttons = _buttons(sheet_of(tracker), has_talk, reason, is_again=seen is not None)
        _show(dispatcher, _consent_card(buttons))
        return Uttered([])


def _show_all(
    dispatcher: CollectingDispatcher, draft: ConsultationDraft, reason: Urgency | None
) -> None:
    dispatcher.utter_message(response="utter_consultation_summary")
    _show(dispatcher, {"card": "summary", "fields": summary_rows(draft)})
    if draft.transcript:
        _show(dispatcher, _extract_card(draft))
    if reason is not None:
        dispatcher.utter_message(text=text(f"intake.urgent_{reason.value}"))


def _show_changed(
    dispatcher: CollectingDispatcher,
    draft: ConsultationDraft,
    seen: Seen,
    reason: Urgency | None,
) -> None:
    """Show what is other than the person has seen; all the rest still stands above."""
    rows = changed_rows(seen, summary_rows(draft))
    if rows:
        dispatcher.utter_message(text=text("intake.changed"))
        _show(dispatcher, {"card": "summary", "fields": rows})
    lines = [item["text"] for item in extract_rows(list(draft.transcript))]
    if lines and lines != seen.lines:
        _show(dispatcher, _extract_card(draft))
    elif seen.lines and not lines:
        dispatcher.utter_message(text=text("intake.extract_left_out"))
    if reason is not None and any(row["field"] == "urgent" for row in rows):
        dispatcher.utter_message(text=text(f"intake.urgent_{reason.value}"))


def _show(dispatcher: CollectingDispatcher, card: dict[str, Any]) -> None:
    # Whoever keeps the chat forgets what is marked as private as soon as the form is over.
    utter_card(dispatcher, {**card, **NO_ANSWER, "private": True})


def _extract_card(draft: ConsultationDraft) -> dict[str, Any]:
    lines = list(draft.transcript)
    strikes = [
        choice("struck", text("intake.button_strike", number=number), str(number))
        for number in person_lines(lines)[:_MOST_STRIKE_BUTTONS]
    ]
    sections: list[FactSection] = [{"title": None, "items": extract_rows(lines)}]
    title, intro = text("intake.extract_title"), text("intake.extract_intro")
    return {**facts_card(title, sections, intro=intro), "buttons": strikes}


def _consent_card(buttons: list[Button]) -> dict[str, Any]:
    title, intro = text("intake.consent_title"), text("intake.consent_intro")
    link = (text("intake.privacy_link"), PRIVACY_PATH)
    return {**facts_card(title, [], intro=intro, links=[link]), "buttons": buttons}


def _buttons(
    sheet: dict[str, Any], has_talk: bool, reason: Urgency | None, *, is_again: bool
) -> list[Button]:
    buttons = [
        titled_button(text("intake.button_send"), "affirm"),
        titled_button(text("intake.button_change"), "deny"),
    ]
    if has_talk:
        is_without = sheet["extract"] == "no"
        key, value = ("button_with", "yes") if is_without else ("button_without", "no")
        buttons.append(choice("extract", text(f"intake.{key}"), value))
    key, value = ("button_urgent", "yes") if reason is None else ("button_not_urgent", "no")
    buttons.append(choice("urgent", text(f"intake.{key}"), value))
    if is_again:
        buttons.append(choice(SUMMARY, text("intake.button_summary"), "yes"))
    return [*buttons, why_button(CONFIRMATION), CANCEL]


def _change(field: str) -> Button:
    return titled_button(text(f"consultations.label_{field}"), CHANGE_INTENT, field=field)
