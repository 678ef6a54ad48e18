"""Messages that direct the form instead of answering: no hurry, go on, "Name weglassen"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.intake.asides import (
    COSTS,
    FORGOT,
    MINORS,
    NUMBER,
    PUTS_OFF,
    STOP,
    STRIKE,
    TELL,
    aside_of,
    asks_costs,
    leaves_for_now,
    puts_off,
)
from bot.intake.consent import sends
from bot.intake.contact import contact_like
from bot.intake.corrections import field_in
from bot.intake.extract import read_wish
from bot.intake.misfit import no_subject
from bot.intake.people import stays_nameless
from bot.intake.replies import Heard, Reply, ReplyKind
from bot.intake.sent import OwnWish, own_wish_of, wants_another_request
from bot.intake.sheet import ASKED, CONFIRMATION, NEEDED, OPEN, Sheet, contact_of
from bot.intake.skipping import read_enough
from bot.intake.subject import FREE
from bot.intake.ways import read_way, wants_visit
from bot.intake.words import phrases
from bot.words.phrases import begins_with_any, has_any, spaced

SUMMARY = "summary"
"""The field of the button that shows once more all that will be sent."""

_MAY_ADD = frozenset({"description", "wanted_times", "name"})
_MOST_WORDS = 8
_DAY = re.compile(r"[0-9]{1,2}\s?\.\s?(?:[0-9]{1,2}\s?\.|[A-Za-zä]+)\s?[0-9]{2,4}")
_EMERGENCY = "emergency"
# What has an answer with its source is answered in between.
_ANSWER = "answer"


def read_direction(asked: str, sheet: Sheet, heard: Heard) -> Reply | None:
    """Return what a message wants of the form while ``asked`` is open, None if it answers."""
    said = spaced(heard.text)
    if heard.text.startswith("/"):
        return None
    is_short = len(said.split()) <= _MOST_WORDS
    back = back_from(asked, sheet, heard.text)
    if back is not None:
        return back
    if stays_nameless(heard.text):
        return Reply(ReplyKind.VALUES, {asked: None, "name": OPEN})
    if wants_visit(heard.text) and asked not in (*FREE, "contact"):
        contact = replace(contact_of(sheet), visit=True)
        return Reply(ReplyKind.VALUES, {asked: None, "contact": contact.as_dict()})
    if asked not in (*NEEDED, CONFIRMATION) and said.strip() in phrases("moves_on"):
        is_needed = asked == "wanted_times" and contact_of(sheet).is_visit_only
        return None if is_needed else Reply(ReplyKind.VALUES, {asked: OPEN})
    if asked == "wanted_times" and said.strip() in phrases("any_time"):
        return Reply(ReplyKind.VALUES, {asked: heard.text.strip()})
    if asked in _MAY_ADD and heard.intent == "affirm" and not sends(heard.text):
        # "Ja" to "möchten Sie noch etwas schreiben?" has not written it yet.
        return Reply(ReplyKind.ASIDE, field=TELL)
    slipped = no_subject(asked, heard.text, sheet)
    if slipped is not None:
        return Reply(ReplyKind.VALUES, slipped)
    if asked == "topic" and wants_another_request(heard.text):
        return Reply(ReplyKind.VALUES, {asked: None})
    shows = asked not in (*FREE, CONFIRMATION) and wants_summary(heard)
    if shows or (asked != CONFIRMATION and said.strip() in phrases("change")):
        # "Ändern" or "zeig nochmal" where an answer was asked for is no answer.
        return Reply(ReplyKind.ASIDE, field=FORGOT)
    if asked not in FREE and _names_the_young(heard.text):
        return Reply(ReplyKind.ASIDE, field=MINORS)
    if is_short and asked not in FREE and has_any(said, phrases("not_urgent")):
        return Reply(ReplyKind.VALUES, {"urgent": "no", **_still_open(asked)})
    if leaves_for_now(heard.text):
        return Reply(ReplyKind.ASIDE, field=PUTS_OFF)
    goes_on = wants_to_go_on(heard.text) or _is_back(heard)
    if goes_on or (asked == CONFIRMATION and wants_summary(heard)):
        # The question that is open is asked once more.
        return Reply(ReplyKind.VALUES, {asked: None})
    directed = read_enough(asked, sheet, heard.text) or read_way(asked, sheet, heard.text)
    if directed is not None:
        return directed
    if heard.decision == _EMERGENCY:
        return None
    is_bare_mark = not said.strip() and "?" in heard.text
    if is_bare_mark or said.strip() in phrases("asks_what"):
        return Reply(ReplyKind.WHY, field=asked)
    asks_why = begins_with_any(said, phrases("why_begin")) and has_any(said, phrases("why_inside"))
    called = field_in(said) if asks_why else None
    if asks_why and (called in ASKED or said.endswith(_why_ends())):
        return Reply(ReplyKind.WHY, field=called if called in ASKED else asked)
    aside = _aside(asked, heard, said) if is_short else aside_of(heard.text)
    return None if aside is None else Reply(ReplyKind.ASIDE, field=aside)


def _names_the_young(said: str) -> bool:
    """Say whether a message tells when somebody was born: no answer to any question."""
    return bool(_DAY.search(said)) and has_any(spaced(said), phrases("born"))


def _why_ends() -> tuple[str, ...]:
    return tuple(f" {phrase} " for phrase in phrases("why_about"))


def _aside(asked: str, heard: Heard, said: str) -> str | None:
    """Return what a short message asks or says about the request itself."""
    text = heard.text
    if _wants_to_stop(said):
        return STOP
    if asks_costs(text) and heard.decision != _ANSWER:
        return COSTS
    if asked not in FREE:
        if puts_off(text):
            return PUTS_OFF
        if has_any(said, phrases("forgot")):
            return FORGOT
        wish = own_wish_of(text, is_just_sent=True)
        is_asked = begins_with_any(said, phrases("asks_for_number")) and not contact_like(text)
        if wish in (OwnWish.NUMBER, OwnWish.PIN) and is_asked:
            return NUMBER
        if asked != CONFIRMATION and "struck" in read_wish(text):
            return STRIKE
    return aside_of(text)


def goes_back(said: str) -> bool:
    """Say whether a message wants to go back by one question."""
    return spaced(said).strip() in phrases("back")


def back_from(asked: str, sheet: Sheet, said: str) -> Reply | None:
    """Return the question before the one that is open, None where nobody wants to go back.

    The summary leads to a choice of questions, and a question chosen there back to that choice.
    """
    if not goes_back(said):
        return None
    if asked == CONFIRMATION:
        return Reply(ReplyKind.NO)
    if all(sheet.get(field) is not None for field in ASKED):
        return Reply(ReplyKind.VALUES, {asked: sheet[asked]})
    before = [field for field in ASKED[: ASKED.index(asked)] if sheet.get(field) is not None]
    return Reply(ReplyKind.CHANGE, field=before[-1] if before else asked)


def _is_back(heard: Heard) -> bool:
    """Say whether "weiter" means the form, and not the next question: its own was just answered."""
    said = set(spaced(heard.text).split())
    rest = said - {*phrases("after_aside")}
    return heard.is_after_aside and rest < said and rest <= {*phrases("beside_after_aside")}


def wants_to_go_on(said: str) -> bool:
    """Say whether a message wants to go on with the request, and says nothing of its subject."""
    words = spaced(said)
    is_short = len(words.split()) <= _MOST_WORDS
    return words.strip() in phrases("resume") or (is_short and has_any(words, phrases("goes_on")))


def takes_offer(said: str) -> bool:
    """Say whether a message accepts the offer that a request is taken down."""
    return spaced(said).strip() in phrases("takes_offer")


def wants_summary(heard: Heard) -> bool:
    """Say whether all that will be sent shall be shown once more."""
    said = spaced(heard.text)
    is_short = len(said.split()) <= _MOST_WORDS
    return heard.field == SUMMARY or (is_short and has_any(said, phrases("show_all")))


def _wants_to_stop(said: str) -> bool:
    """Say whether somebody may want to stop; only "abbrechen" does so at once."""
    words = [word for word in said.split() if word not in phrases("beside_stop")]
    return " ".join(words) in phrases("may_stop")


def _still_open(asked: str) -> dict[str, None]:
    return {} if asked == CONFIRMATION else {asked: None}
