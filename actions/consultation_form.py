"""The consultation form in the chat: fills in what is known, reads answers, allows detours."""

from __future__ import annotations

import secrets
from dataclasses import replace

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.alarm.numbers import tell_at_once, utter_hint
from actions.base import SafeValidation, asked_again
from actions.conversation.messages import message_of
from actions.conversation.understanding import context_of, understanding_of
from actions.conversation.uttered import answers_before
from actions.request.known_before import known_before
from actions.request.notes import doubt_number, offer_answer, tell, tell_aside, tell_values
from actions.request.sheet import (
    KEY_SLOT,
    PAUSED_SLOT,
    SLOT_PREFIX,
    TOPIC_ID_SLOT,
    heard_of,
    only_acknowledges,
    raw_understanding,
    reader,
    said_to_form,
    sheet_of,
    slot_of,
    was_asked_what_to_change,
)
from bot.consultations.problem_texts import problem_text
from bot.dialogue.context import EMERGENCY
from bot.intake.answering.alarm import may_tell_of_danger, names_incident
from bot.intake.answering.subject import FREE
from bot.intake.replies import Reply, ReplyKind
from bot.intake.request.sheet import (
    ASKED,
    CONFIRMATION,
    NEEDED,
    OPEN,
    Sheet,
    contact_of,
    known,
)
from bot.intake.talk import talk_of
from bot.intake.wishes.asides import SEEN
from bot.intake.wishes.consent import sends
from bot.intake.wishes.extract import struck_together
from bot.intake.wishes.striking import (
    STRUCK,
    lines_naming,
    lines_with,
    struck_out,
    words_to_strike,
)
from bot.texts import text


class ValidateConsultationForm(SafeValidation, Action):
    """Read the answer to the question that is open."""

    prefix, questions = SLOT_PREFIX, (*ASKED, CONFIRMATION)

    def begin(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Take over what was said already, or go on after a pause."""
        if tracker.get_slot(KEY_SLOT):
            if not tracker.get_slot(PAUSED_SLOT):
                return []
            dispatcher.utter_message(text=text("intake.resumed"))
            # "kim@example.org" goes on, and is the answer to the question that is still to come.
            told = reader().introduced(message_of(tracker).text, sheet_of(tracker))
            tell(dispatcher, told, "intake.noted")
            kept = [SlotSet(slot_of(field), value) for field, value in told.items()]
            return [SlotSet(PAUSED_SLOT, None), *kept]
        known = known_before(tracker)
        dispatcher.utter_message(response="utter_consultation_intro")
        tell(dispatcher, known, "intake.taken_over")
        doubt_number(dispatcher, {}, known)
        context = context_of(tracker)
        # One key a form: however often "send" arrives, one request is stored.
        return [
            SlotSet(KEY_SLOT, f"chat-{secrets.token_hex(16)}"),
            SlotSet(TOPIC_ID_SLOT, None if context is None or context.is_guess else context.topic),
            *[SlotSet(slot_of(field), value) for field, value in known.items()],
        ]

    def answer(
        self, question: str, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[EventType]:
        """Return what the message says about the request, none where it is not for the form."""
        said = message_of(tracker).text
        sheet = sheet_of(tracker)
        reply = _struck_in_talk(question, sheet, tracker)
        reply = reply or reader().read(question, sheet, heard_of(tracker))
        if understanding_of(tracker).decision == EMERGENCY and reply.kind is ReplyKind.VALUES:
            if reply.values.keys() & {"topic", "description"}:
                # What was written is kept; help comes before the next question.
                return [
                    *tell_at_once(dispatcher, tracker),
                    *_kept(question, reply, sheet_of(tracker)),
                ]
            if not reply.values.keys() <= {"urgent", "name", question}:
                # "Nennt mich Foto" and "Partnerland nur Georgien, nicht Afghanistan" only tell a
                # field.
                utter_hint(dispatcher, tracker)
        elif may_tell_of_danger(raw_understanding(tracker), said, question, reply):
            utter_hint(dispatcher, tracker)
            is_told = names_incident(raw_understanding(tracker))
            if question in FREE and is_told and "group" in reply.values:
                # "Vorfall mit einer 15-Jährigen": nobody's age is that of the group.
                left = {f: v for f, v in reply.values.items() if f != "group"}
                reply = replace(reply, values=left)
        return _events(question, reply, dispatcher, tracker)


def _events(
    asked: str, reply: Reply, dispatcher: CollectingDispatcher, tracker: Tracker
) -> list[EventType]:
    sheet = sheet_of(tracker)
    if reply.kind in (ReplyKind.SIDE_QUESTION, ReplyKind.CANCEL):
        return []
    if reply.kind is ReplyKind.VALUES:
        return _values_told(asked, reply, dispatcher, tracker)
    if reply.kind is ReplyKind.ENOUGH:
        is_at_contact = asked == "contact" and reply.values.get(asked) is None
        key = "intake.enough_but_contact" if is_at_contact else "intake.enough"
        dispatcher.utter_message(text=text(key))
        return _kept(asked, reply, sheet)
    if reply.kind is ReplyKind.CHANGE:
        return _asked_again(reply.field, sheet)
    is_beside = _answers_what_to_change(tracker) or only_acknowledges(tracker)
    if reply.kind is ReplyKind.SEND and not is_beside:
        return [SlotSet(slot_of(asked), True)]
    _explain(asked, reply, sheet, dispatcher)
    if reply.kind in (ReplyKind.ASIDE, ReplyKind.WHY) and reply.values:
        # "Musikschule Greiz, wer liest das?"
        tell(dispatcher, dict(reply.values), "intake.noted")
        return _kept(asked, reply, sheet)
    # Nothing new: the same question once more.
    return _asked_again(asked, sheet)


def _values_told(
    asked: str, reply: Reply, dispatcher: CollectingDispatcher, tracker: Tracker
) -> list[EventType]:
    """Say what was noted, and return the events that keep it."""
    sheet = sheet_of(tracker)
    leaves_open = _is_left_open(asked, reply, sheet, tracker)
    # Whoever stays without a name is named in no line of the talk.
    is_nameless = bool(known(sheet, "name")) and reply.values.get("name") == OPEN
    if reply.field == STRUCK or is_nameless:
        reply = replace(reply, values={**reply.values, **_lines_struck(sheet, tracker)})
        is_struck = reply.field == STRUCK and asked == CONFIRMATION
        if is_struck and all(sheet.get(f) == v for f, v in reply.values.items()):
            # The line it stood in is gone already.
            dispatcher.utter_message(text=text("intake.struck_out"))
    tell_values(asked, reply, dispatcher, leaves_open=leaves_open)
    if "contact" in reply.values:
        doubt_number(dispatcher, sheet, reply.values)
    if leaves_open:
        reply = replace(reply, values={**reply.values, asked: OPEN})
    if asked in FREE and reply.values.get(asked):
        offer_answer(dispatcher, tracker)
    return _kept(asked, reply, sheet)


def _struck_in_talk(asked: str, sheet: Sheet, tracker: Tracker) -> Reply | None:
    """Return the lines of the talk that are struck, where what is to go stands in no field."""
    words = () if asked in FREE else words_to_strike(said_to_form(tracker))
    if not words or message_of(tracker).has("country"):
        return None
    lines = _lines_of_talk(tracker)
    is_theirs = all(lines_with([word], lines) for word in words)
    if not is_theirs or struck_out(message_of(tracker), sheet, is_free=False):
        return None
    return Reply(ReplyKind.VALUES, {}, field=STRUCK)


def _lines_of_talk(tracker: Tracker) -> list[str]:
    return [line.text for line in talk_of(tracker.events)]


def _lines_struck(sheet: Sheet, tracker: Tracker) -> dict[str, str]:
    """Return the lines of the talk that go with what was struck out of the fields."""
    words = words_to_strike(said_to_form(tracker))
    talk = _lines_of_talk(tracker)
    lines = lines_with(words, talk) if words else lines_naming(known(sheet, "name"), talk)
    more = ",".join(map(str, lines))
    return {"struck": struck_together(sheet.get("struck"), more)} if lines else {}


def _explain(asked: str, reply: Reply, sheet: Sheet, dispatcher: CollectingDispatcher) -> None:
    """Answer a question about the form itself, or say what is wrong with an answer."""
    if reply.kind is ReplyKind.ASIDE:
        if reply.field == SEEN:
            told = {field: value for field, value in sheet.items() if value not in (None, OPEN)}
            tell(dispatcher, told, "intake.noted_so_far")
        tell_aside(dispatcher, reply.field)
    elif reply.kind is ReplyKind.WHY:
        dispatcher.utter_message(text=text(f"intake.why_{reply.field or asked}"))
    elif reply.problem is not None:
        dispatcher.utter_message(text=problem_text(reply.problem))


def _is_left_open(asked: str, reply: Reply, sheet: Sheet, tracker: Tracker) -> bool:
    """Say whether a question is not put a third time to who answers others instead of it."""
    told = {f for f, value in reply.values.items() if value is not None} - {asked}
    is_needed = asked in (*NEEDED, CONFIRMATION) or contact_of(sheet).is_visit_only
    if is_needed or not told or known(sheet, asked) or reply.values.get(asked) is not None:
        return False
    uttered = (str(event.get("text") or "") for event in answers_before(tracker))
    return any(said.endswith(text("intake.still_open")) for said in uttered)


def _answers_what_to_change(tracker: Tracker) -> bool:
    """Say whether a mere "ja" answers "Was möchten Sie ändern?": that is no consent."""
    said = said_to_form(tracker)
    is_explicit = said.startswith("/") or sends(said)
    return not is_explicit and was_asked_what_to_change(tracker)


def _asked_again(field: str, sheet: Sheet) -> list[EventType]:
    return asked_again(slot_of(field), sheet.get(field))


def _kept(asked: str, reply: Reply, sheet: Sheet) -> list[EventType]:
    """Return events that keep what was told, and ask once more where that is no answer."""
    open_still = [] if reply.values.get(asked) is not None else _asked_again(asked, sheet)
    values = {f: v for f, v in reply.values.items() if f != asked or v is not None}
    return [*open_still, *(SlotSet(slot_of(field), value) for field, value in values.items())]
