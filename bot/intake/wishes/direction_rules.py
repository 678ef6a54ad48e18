"""What a message wants of the form instead of answering: one rule for each wish, in order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from bot.consultations.checks import FieldProblem
from bot.intake.answering.misfit import no_subject
from bot.intake.answering.subject import FREE
from bot.intake.plan.corrections import field_in
from bot.intake.plan.fitting import fits, is_body
from bot.intake.replies import Heard, Reply, ReplyKind
from bot.intake.request.contact import contact_like
from bot.intake.request.sheet import ASKED, CONFIRMATION, NEEDED, OPEN, PLAN, Sheet, contact_of
from bot.intake.who.people import stays_nameless
from bot.intake.who.ways import names_way, read_way, wants_visit
from bot.intake.wishes.asides import (
    AFTER,
    COSTS,
    FORGOT,
    MINORS,
    NUMBER,
    PUTS_OFF,
    SEEN,
    STOP,
    STRIKE,
    STRUCK_UNCLEAR,
    TELL,
    aside_of,
    puts_off,
)
from bot.intake.wishes.consent import consents, sends, speaks_of_sending, waits
from bot.intake.wishes.directions import (
    asks_what_is_noted,
    back_from,
    means_form,
    wants_change,
    wants_summary,
    wants_to_go_on,
)
from bot.intake.wishes.extract import read_wish
from bot.intake.wishes.labels import read_label
from bot.intake.wishes.sent import OwnWish, own_wish_of, wants_another_request
from bot.intake.wishes.skipping import read_enough
from bot.intake.words import phrases, says_only
from bot.words.phrases import begins_with_any, has_any, spaced

_MAY_ADD = frozenset({"description", "wanted_times", "name"})
_MOST_WORDS = 8
_MOST_WORDS_OF_STRIKING = 14
_DAY = re.compile(r"[0-9]{1,2}\s?\.\s?(?:[0-9]{1,2}\s?\.|[A-Za-zä]+)\s?[0-9]{2,4}")
_EMERGENCY = "emergency"
# What has an answer with its source is answered in between.
_ANSWER = "answer"


@dataclass(frozen=True)
class _Message:
    """What was heard while the question ``asked`` is open."""

    asked: str
    sheet: Sheet
    heard: Heard

    @cached_property
    def said(self) -> str:
        """Return the words, one space around each."""
        return spaced(self.heard.text)

    @property
    def is_short(self) -> bool:
        """Say whether there is no room for a description."""
        return len(self.said.split()) <= _MOST_WORDS

    def is_all(self, name: str) -> bool:
        """Say whether one of the phrases of that name is all that was said."""
        return self.said.strip() in phrases(name)


def read_direction(asked: str, sheet: Sheet, heard: Heard) -> Reply | None:
    """Return what a message wants of the form while ``asked`` is open, None if it answers."""
    message = _Message(asked, sheet, heard)
    if heard.text.startswith("/") or _has_to_be_said(message):
        return None
    wanted = (rule(message) for rule in _RULES)
    return next((reply for reply in wanted if reply is not None), None)


def _has_to_be_said(message: _Message) -> bool:
    """Say whether somebody moves on from the times of a visit, which needs them."""
    moves_on = message.asked == "wanted_times" and _moves_on(message)
    return moves_on and contact_of(message.sheet).is_visit_only


def _goes_back(message: _Message) -> Reply | None:
    return back_from(message.asked, message.sheet, message.heard.text)


def _stays_nameless(message: _Message) -> Reply | None:
    is_wanted = stays_nameless(message.heard.text)
    return Reply(ReplyKind.VALUES, {message.asked: None, "name": OPEN}) if is_wanted else None


def _comes_by(message: _Message) -> Reply | None:
    if message.asked in (*FREE, "contact") or not wants_visit(message.heard.text):
        return None
    contact = replace(contact_of(message.sheet), visit=True)
    return Reply(ReplyKind.VALUES, {message.asked: None, "contact": contact.as_dict()})


def _leaves_open(message: _Message) -> Reply | None:
    may_be_open = message.asked not in (*NEEDED, CONFIRMATION)
    is_left = may_be_open and _moves_on(message)
    return Reply(ReplyKind.VALUES, {message.asked: OPEN}) if is_left else None


def _moves_on(message: _Message) -> bool:
    """Say whether nothing is added: "nein danke", and "passt", which agrees to what is there."""
    said = message.heard.text
    refuses = "?" not in said and says_only(said, "refuses", "beside_refusing")
    return refuses or message.is_all("moves_on") or (consents(said) and not sends(said))


def _refuses_the_subject(message: _Message) -> Reply | None:
    """Say that a subject is needed; "geht euch nichts an" is none."""
    is_said = message.asked == "topic" and _moves_on(message)
    return Reply(ReplyKind.PROBLEM, problem=FieldProblem("topic", "empty")) if is_said else None


def _said_before(message: _Message) -> Reply | None:
    """Leave a question open whose answer was told already, as "hab ich doch gesagt" says.

    "Workcamp, hatte ich gesagt" repeats the answer to another one: that which is open still is.
    """
    heard, rest = message.heard, message.heard.text
    named = [entity.text for entity in heard.message.entities if entity.text]
    for name in named:
        rest = rest.replace(name, " ")
    if "?" in rest or not says_only(rest, "said_before", "beside_said_before"):
        return None
    is_needed = message.asked in (*NEEDED, CONFIRMATION)
    if named and message.asked in (*FREE, *PLAN) and fits(message.asked, heard.message):
        return None
    still_open = named or is_needed
    return Reply(ReplyKind.VALUES, {message.asked: None if still_open else OPEN})


def _comes_any_time(message: _Message) -> Reply | None:
    is_said = message.asked == "wanted_times" and message.is_all("any_time")
    said = message.heard.text.strip()
    return Reply(ReplyKind.VALUES, {message.asked: said}) if is_said else None


def _will_write(message: _Message) -> Reply | None:
    """Wait for more: "ja" to "möchten Sie noch etwas schreiben?" has not written it yet."""
    is_yes = message.heard.intent == "affirm" and not sends(message.heard.text)
    is_open = message.asked in _MAY_ADD and is_yes
    return Reply(ReplyKind.ASIDE, field=TELL) if is_open else None


def _names_no_subject(message: _Message) -> Reply | None:
    slipped = no_subject(message.asked, message.heard.text, message.sheet)
    return None if slipped is None else Reply(ReplyKind.VALUES, slipped)


def _begins_another(message: _Message) -> Reply | None:
    is_wanted = message.asked == "topic" and wants_another_request(message.heard.text)
    return Reply(ReplyKind.VALUES, {message.asked: None}) if is_wanted else None


def _changes_something(message: _Message) -> Reply | None:
    """Ask what, where "ich will etwas ändern" is no answer to the question that is open."""
    is_wanted = message.asked != CONFIRMATION and wants_change(message.heard.text)
    return Reply(ReplyKind.ASIDE, field=FORGOT) if is_wanted else None


def _sees_what_is_noted(message: _Message) -> Reply | None:
    """Tell what was noted, where "zeig nochmal" is no answer to the question that is open."""
    if message.asked == CONFIRMATION:
        return None
    heard = message.heard
    asks = asks_what_is_noted(heard.text) if message.asked in FREE else wants_summary(heard)
    return Reply(ReplyKind.ASIDE, field=SEEN) if asks else None


def _names_the_young(message: _Message) -> Reply | None:
    """Say so to whoever tells when somebody was born: no answer to any question."""
    is_day = message.asked not in FREE and _DAY.search(message.heard.text)
    is_named = is_day and has_any(message.said, phrases("born"))
    return Reply(ReplyKind.ASIDE, field=MINORS) if is_named else None


def _has_time(message: _Message) -> Reply | None:
    may_direct = message.is_short and message.asked not in FREE
    if not may_direct or not has_any(message.said, phrases("not_urgent")):
        return None
    still_open = {} if message.asked == CONFIRMATION else {message.asked: None}
    return Reply(ReplyKind.VALUES, {"urgent": "no", **still_open})


def _leaves(message: _Message) -> Reply | None:
    """Wait for who goes and comes back; "ich muss jetzt weg, er schlägt mich" tells more."""
    is_leaving = says_only(message.heard.text, "leaves", "beside_leaving")
    return Reply(ReplyKind.ASIDE, field=PUTS_OFF) if is_leaving else None


def _waits(message: _Message) -> Reply | None:
    said = message.heard.text
    # "Bitte noch nicht senden, mein Chef muss noch drüberschauen"
    is_held = speaks_of_sending(said) and has_any(message.said, phrases("not_yet"))
    # "Noch nicht senden, wir sind 17" tells more.
    is_held &= "?" not in said and not any(map(str.isdigit, said))
    is_held &= not message.heard.message.entities
    # "Nee doch noch nicht"
    is_bare = says_only(said, "not_yet", "beside_agreeing")
    is_waiting = message.asked == CONFIRMATION and (is_bare or is_held or waits(said))
    return Reply(ReplyKind.ASIDE, field=PUTS_OFF) if is_waiting else None


def _goes_on(message: _Message) -> Reply | None:
    """Ask the question that is open once more."""
    heard = message.heard
    sees_again = message.asked == CONFIRMATION and wants_summary(heard)
    is_wanted = wants_to_go_on(heard.text) or means_form(heard) or sees_again
    # "Doch senden" goes on by sending.
    is_wanted &= not (message.asked == CONFIRMATION and sends(heard.text))
    return Reply(ReplyKind.VALUES, {message.asked: None}) if is_wanted else None


def _has_said_enough(message: _Message) -> Reply | None:
    return read_enough(message.asked, message.sheet, message.heard.text)


def _prefers_another_way(message: _Message) -> Reply | None:
    return read_way(message.asked, message.sheet, message.heard.text)


def _asks_why(message: _Message) -> Reply | None:
    said, asked = message.said, message.asked
    if message.heard.decision == _EMERGENCY:
        return None
    is_bare_mark = not said.strip() and "?" in message.heard.text
    if is_bare_mark or message.is_all("asks_what"):
        return Reply(ReplyKind.WHY, field=asked)
    if not begins_with_any(said, phrases("why_begin")) or not has_any(said, phrases("why_inside")):
        return None
    called = field_in(said)
    if called in ASKED:
        return Reply(ReplyKind.WHY, field=called)
    ends = tuple(f" {phrase} " for phrase in phrases("why_about"))
    return Reply(ReplyKind.WHY, field=asked) if said.endswith(ends) else None


def _strikes_vaguely(message: _Message) -> Reply | None:
    """Ask what is to go, where "oh, den Namen bitte löschen" tells not which one."""
    said, text = message.said, message.heard.text
    is_free = message.asked in (*FREE, CONFIRMATION) or "?" in text
    if is_free or len(said.split()) > _MOST_WORDS_OF_STRIKING or read_label(text) is not None:
        return None
    is_vague = has_any(said, phrases("struck_unclear")) and has_any(said, phrases("calls_name"))
    return Reply(ReplyKind.ASIDE, field=STRUCK_UNCLEAR) if is_vague else None


def _says_aside(message: _Message) -> Reply | None:
    if message.heard.decision == _EMERGENCY:
        return None
    asked, heard = message.asked, message.heard
    if asked == "contact" and "?" not in heard.text and contact_like(heard.text):
        # "WhatsApp geht auch: 0163 …" tells the number.
        return None
    # What advice costs, where nothing else is named that may cost.
    if says_only(heard.text, "costs", "beside_costs") and heard.decision != _ANSWER:
        return Reply(ReplyKind.ASIDE, field=COSTS)
    aside = _aside(asked, heard, message.said) if message.is_short else aside_of(heard.text)
    if aside is not None and heard.aside and not message.is_short:
        # What a long message means tells more than two words in it.
        aside = heard.aside
    return None if aside is None else Reply(ReplyKind.ASIDE, field=aside)


# The first that is wanted.
_RULES: tuple[Callable[[_Message], Reply | None], ...] = (
    _goes_back,
    _stays_nameless,
    _comes_by,
    _leaves_open,
    _refuses_the_subject,
    _said_before,
    _comes_any_time,
    _will_write,
    _names_no_subject,
    _begins_another,
    _changes_something,
    _sees_what_is_noted,
    _names_the_young,
    _has_time,
    _leaves,
    _waits,
    _goes_on,
    _has_said_enough,
    _prefers_another_way,
    _asks_why,
    _strikes_vaguely,
    _says_aside,
)


def _aside(asked: str, heard: Heard, said: str) -> str | None:
    """Return what a short message asks or says about the request itself."""
    text = heard.text
    if _wants_to_stop(said):
        return STOP
    if asked == CONFIRMATION and says_only(text, "then_what", "beside_then_what"):
        return AFTER
    if asked not in FREE:
        if puts_off(text):
            return PUTS_OFF
        if has_any(said, phrases("forgot")):
            return FORGOT
        wish = own_wish_of(text, is_just_sent=True)
        is_asked = begins_with_any(said, phrases("asks_for_number")) and not contact_like(text)
        if wish in (OwnWish.NUMBER, OwnWish.PIN) and is_asked:
            return NUMBER
        # "Name des Jungen rausnehmen" calls nobody and no body.
        is_struck = asked in ("name", "organisation") and has_any(said, phrases("struck_unclear"))
        # … but "Ghana raus, Benin rein" tells of the journey, "Telefonnummer streichen" of a way.
        is_told = is_body(text) or names_way(text) or heard.message.has("country")
        is_struck = is_struck and not is_told
        if asked != CONFIRMATION and (is_struck or "struck" in read_wish(text)):
            return STRIKE
    return aside_of(text)


def _wants_to_stop(said: str) -> bool:
    """Say whether somebody may want to stop; only "abbrechen" does so at once."""
    words = [word for word in said.split() if word not in phrases("beside_stop")]
    return " ".join(words) in phrases("may_stop")
