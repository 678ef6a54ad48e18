"""How a message is read while the chat takes down a request. Pure rules without Rasa."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.consultations.checks import FieldProblem, check_field
from bot.deadlines.dates import find_dates
from bot.deadlines.due import today_in_germany
from bot.fit.answers import case_from
from bot.fit.dialogue import is_side_question
from bot.fit.query import SeatFinder
from bot.fit.reading import Message, is_open, read_asked, read_named
from bot.fit.words import folded, has_any, words
from bot.intake.answers import read_answer, read_text
from bot.intake.buttons import read_button
from bot.intake.contact import Contact, found_contact, read_contact
from bot.intake.corrections import read_correction
from bot.intake.elsewhere import is_bare_number, read_elsewhere
from bot.intake.extract import read_wish, struck_together
from bot.intake.replies import Heard, Reply, ReplyKind, as_reply
from bot.intake.sheet import ASKED, CONFIRMATION, OPEN, PLAN, Sheet, contact_of, follows
from bot.intake.wording import plan_values

# These have an answer of their own even when nobody put a question mark.
_SURE = frozenset({"answer", "act", "handover"})
_FREE = frozenset({"topic", "description"})
_PLACE_WORDS = 6


@dataclass(frozen=True)
class Reader:
    """Reads answers; ``find_seat`` knows places, ``now`` is aware."""

    find_seat: SeatFinder
    now: datetime

    def read(self, asked: str, sheet: Sheet, heard: Heard) -> Reply:
        """Read the answer to the question for the field ``asked``."""
        reply = self._read(asked, sheet, heard)
        if reply.kind is not ReplyKind.VALUES:
            return reply
        values = {**reply.values, **follows({**sheet, **reply.values})}
        if "struck" in values:
            values["struck"] = struck_together(sheet.get("struck"), str(values["struck"]))
        return Reply(ReplyKind.VALUES, values)

    def _read(self, asked: str, sheet: Sheet, heard: Heard) -> Reply:
        if heard.intent == "stop":
            return Reply(ReplyKind.CANCEL)
        if heard.decision == "emergency":
            return Reply(ReplyKind.SIDE_QUESTION)
        if heard.text.startswith("/"):
            return read_button(asked, sheet, heard)
        if has_any(folded(heard.text), words().why):
            return Reply(ReplyKind.WHY, field=asked)
        corrected = self._corrected(asked, sheet, heard)
        if corrected is not None:
            return corrected
        if asked == CONFIRMATION:
            return self._read_confirmation(sheet, heard)
        elsewhere = self._elsewhere(asked, sheet, heard)
        if elsewhere is not None:
            return elsewhere
        if self._is_side_question(asked, heard):
            return Reply(ReplyKind.SIDE_QUESTION)
        return self._read_asked(asked, sheet, heard)

    def named(self, message: Message) -> dict[str, str]:
        """Return the fields that stand clearly in any message, whatever was asked."""
        case = case_from(read_named(message, self.find_seat, self.now), self.find_seat)
        values = plan_values(case)
        if case.start is not None and case.end is None:
            # "Sommer 2027" tells more than the first day that we can count.
            spans = (s.text for s in find_dates(message.text, self.now) if s.first == case.start)
            values["period"] = next(spans, values["period"])
        return values

    def _corrected(self, asked: str, sheet: Sheet, heard: Heard) -> Reply | None:
        if asked in _FREE:
            return None
        correction = read_correction(heard.message)
        if correction is None:
            return None
        if correction.name and correction.value:
            return self._told(correction.name, correction.value, sheet)
        values: dict[str, Any] = dict(self.named(correction.message))
        contact = read_contact(correction.message.text, today_in_germany(self.now))
        if isinstance(contact, Contact) and not contact.visit:
            values["contact"] = contact.as_dict()
        if values:
            return Reply(ReplyKind.VALUES, values)
        if correction.name in ASKED and correction.name != asked:
            return Reply(ReplyKind.CHANGE, field=str(correction.name))
        return None

    def _elsewhere(self, asked: str, sheet: Sheet, heard: Heard) -> Reply | None:
        """Read what answers another question than the one that is open."""
        if is_open(heard.text) or heard.text.rstrip().endswith("?"):
            return None
        named = self._named_with_place(heard)
        found = read_elsewhere(asked, heard.message, named, contact_of(sheet), self.now)
        if found is not None:
            values = {name: value for name, value in found.values.items() if name != asked}
            return Reply(ReplyKind.VALUES, {**values, asked: None})
        if is_bare_number(asked, heard.text):
            return Reply(ReplyKind.PROBLEM, problem=FieldProblem(asked, "unclear"))
        return None

    def _named_with_place(self, heard: Heard) -> dict[str, str]:
        named = self.named(heard.message)
        place = None if "place" in named else self._place(heard)
        return {**named, **({"place": place} if place else {})}

    def _told(self, name: str, value: str, sheet: Sheet) -> Reply:
        """Read "Name: Kim", whatever was asked."""
        if name == "place":
            return as_reply(name, check_field("place", value))
        heard = Heard(Message(value), "", "")
        return self._read_asked(name, {**sheet, name: None}, heard)

    def _read_confirmation(self, sheet: Sheet, heard: Heard) -> Reply:
        wish = read_wish(heard.text)
        if wish:
            return Reply(ReplyKind.VALUES, wish)
        if heard.intent in ("affirm", "deny"):
            return Reply(ReplyKind.SEND if heard.intent == "affirm" else ReplyKind.NO)
        if is_side_question(heard.text, heard.decision):
            return Reply(ReplyKind.SIDE_QUESTION)
        values: dict[str, Any] = dict(self.named(heard.message))
        contact = found_contact(heard.text, today_in_germany(self.now))
        if contact.is_known:
            values["contact"] = contact_of(sheet).joined_with(contact).as_dict()
        values = {name: value for name, value in values.items() if value != sheet.get(name)}
        if values:
            return Reply(ReplyKind.VALUES, values)
        return Reply(ReplyKind.PROBLEM, problem=FieldProblem(CONFIRMATION, "unclear"))

    def _is_side_question(self, asked: str, heard: Heard) -> bool:
        if asked in _FREE or not is_side_question(heard.text, heard.decision):
            return False
        return asked != "contact" or not isinstance(self._contact(heard), Contact)

    def _read_asked(self, asked: str, sheet: Sheet, heard: Heard) -> Reply:
        named = self.named(heard.message)
        others = {f: v for f, v in named.items() if f != asked and sheet.get(f) is None}
        if asked == "contact":
            return self._read_contact(heard, others)
        if asked == "wanted_times" and contact_of(sheet).is_visit_only and is_open(heard.text):
            return Reply(ReplyKind.PROBLEM, problem=FieldProblem("wanted_times", "missing"))
        if asked in PLAN:
            return self._read_plan(asked, heard, named.get(asked), others)
        answer = read_answer(asked, heard.text, heard.intent)
        if isinstance(answer, FieldProblem):
            return Reply(ReplyKind.PROBLEM, problem=answer)
        if asked == "organisation" and "place" not in others:
            place = self._place(heard)
            others = {**others, **({"place": place} if place else {})}
        return Reply(ReplyKind.VALUES, {**others, **answer})

    def _read_plan(
        self, asked: str, heard: Heard, named: str | None, others: Mapping[str, str]
    ) -> Reply:
        """Read an answer about the journey: as understood, else as it was written."""
        if heard.intent in ("affirm", "deny") and not named and not is_open(heard.text):
            return Reply(ReplyKind.PROBLEM, problem=FieldProblem(asked, "unclear"))
        is_plain = not others and len(heard.text.split()) > 1
        if asked in ("period", "group") and is_plain and not is_open(heard.text):
            # "In den Osterferien oder im Herbst" tells more than the first day that we can count.
            named = None if self._understands(asked, heard) else named
        if not named and is_open(heard.text):
            named = OPEN
        if not named and not self._understands(asked, heard):
            if others and asked != "period":
                return Reply(ReplyKind.VALUES, {**others, asked: None})
            if heard.decision in _SURE:
                return Reply(ReplyKind.SIDE_QUESTION)
        return as_reply(asked, named or read_text(asked, heard.text), others)

    def _understands(self, asked: str, heard: Heard) -> bool:
        """Say whether the message holds an answer to a question about the journey."""
        twins = ("group", "age") if asked == "group" else (_FIT_NAMES.get(asked, asked),)
        found = (read_asked(twin, heard.message, self.find_seat, self.now) for twin in twins)
        return any(answer not in (None, OPEN) for answer in found)

    def _read_contact(self, heard: Heard, others: Mapping[str, str]) -> Reply:
        contact = self._contact(heard)
        if isinstance(contact, FieldProblem):
            return Reply(ReplyKind.PROBLEM, problem=contact)
        return Reply(ReplyKind.VALUES, {**others, "contact": contact.as_dict()})

    def _contact(self, heard: Heard) -> Contact | FieldProblem:
        return read_contact(heard.text, today_in_germany(self.now))

    def _place(self, heard: Heard) -> str | None:
        if len(heard.text.split()) > _PLACE_WORDS:
            return None
        place = read_asked("seat", heard.message, self.find_seat, self.now)
        return None if place == OPEN else place


_FIT_NAMES = {"partner_country": "country"}
