"""How a chosen button is read; payloads can be made up, so every value is checked."""

from __future__ import annotations

from bot.consultations.checks import FieldProblem, check_field
from bot.intake.replies import (
    ANSWER_INTENT,
    CHANGE_INTENT,
    KEEP,
    REST,
    RESUME,
    WHY_INTENT,
    Heard,
    Reply,
    ReplyKind,
    as_reply,
)
from bot.intake.request.contact import Contact
from bot.intake.request.sheet import ASKED, CONFIRMATION, OPEN, PLAN, Sheet, contact_of
from bot.intake.wishes.directions import SUMMARY


def read_button(asked: str, sheet: Sheet, heard: Heard) -> Reply:
    """Read the button that was chosen while the field ``asked`` was asked for."""
    name, value = heard.field or "", heard.value or ""
    if heard.intent == WHY_INTENT:
        return Reply(ReplyKind.WHY, field=asked)
    if heard.intent == CHANGE_INTENT and name in ASKED:
        return Reply(ReplyKind.CHANGE, field=name)
    if heard.intent == ANSWER_INTENT:
        return _chosen(asked, sheet, name, value)
    if asked == CONFIRMATION and heard.intent in ("affirm", "deny"):
        return Reply(ReplyKind.SEND if heard.intent == "affirm" else ReplyKind.NO)
    if heard.intent in ("affirm", "deny"):
        return Reply(ReplyKind.PROBLEM, problem=FieldProblem(asked, "unclear"))
    # Any other button belongs to another message: its own rule answers it.
    return Reply(ReplyKind.SIDE_QUESTION)


def _chosen(asked: str, sheet: Sheet, name: str, value: str) -> Reply:
    if name == REST:
        return Reply(ReplyKind.VALUES, {f: OPEN for f in PLAN if sheet.get(f) is None})
    if name in (KEEP, RESUME):
        return Reply(ReplyKind.VALUES, {asked: None})
    if name == "contact" and value == "visit":
        contact = Contact(visit=True)
        return Reply(ReplyKind.VALUES, {"contact": contact.as_dict()})
    if name in ("extract", "urgent") and value in ("yes", "no"):
        return Reply(ReplyKind.VALUES, {name: value})
    if asked == CONFIRMATION and name == SUMMARY:
        return Reply(ReplyKind.VALUES, {CONFIRMATION: None})
    if name == "struck":
        return Reply(ReplyKind.VALUES, {"struck": value})
    if name == "wanted_times" and value == OPEN and contact_of(sheet).is_visit_only:
        return Reply(ReplyKind.PROBLEM, problem=FieldProblem("wanted_times", "missing"))
    if name not in ASKED or name == "contact":
        code = "missing" if asked == "contact" else "unclear"
        return Reply(ReplyKind.PROBLEM, problem=FieldProblem(asked, code))
    return (
        Reply(ReplyKind.VALUES, {name: OPEN})
        if value == OPEN
        else as_reply(name, check_field(name, value))
    )
