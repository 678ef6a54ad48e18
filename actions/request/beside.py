"""What a question beside the consultation form tells of the request: "14 Leute, geht das?"."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.request.notes import tell
from actions.request.sheet import SLOT_PREFIX, heard_of, reader, sheet_of, slot_of
from bot.intake.replies import ReplyKind
from bot.intake.request.sheet import FORM


def told_beside(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Say what was noted of the message that was just answered, and return what keeps it."""
    asked = str(tracker.get_slot("requested_slot") or "").removeprefix(SLOT_PREFIX)
    if tracker.active_loop_name != FORM or not asked:
        return []
    reply = reader().read(asked, sheet_of(tracker), heard_of(tracker))
    if reply.kind is not ReplyKind.SIDE_QUESTION:
        return []
    tell(dispatcher, dict(reply.values), "intake.noted")
    return [SlotSet(slot_of(field), value) for field, value in reply.values.items()]
